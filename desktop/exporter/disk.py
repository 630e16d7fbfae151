"""The target's disk: room before and during, and what its errors mean."""

import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop.errors import AppError, ErrorCode
from desktop.exporter.control import Control
from desktop.exporter.messages import DiskGood, DiskLow, Event

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_LOOK_AGAIN_S: Final = 1.0


def target_failure(error: OSError, folder: Path) -> AppError:
    """Return what an error of the target stands for."""
    if error.errno in _NO_ROOM:
        return AppError(ErrorCode.DISK_FULL, {"folder": str(folder)})
    return AppError(ErrorCode.TARGET_UNWRITABLE, {"folder": str(folder), "errno": error.errno or 0})


class Disk:
    """Watches the room in one folder; used by the threads of all pieces."""

    def __init__(
        self, folder: Path, reserve_bytes: int, control: Control, report: Callable[[Event], None]
    ) -> None:
        self._folder, self._reserve, self._control, self._report = folder, reserve_bytes, control, report
        self.waited_s = 0.0
        """How long pieces have waited for room, which is no fault of the platform's."""

    def wait_for_room(self, needed: int, *, full: bool = False) -> None:
        """Return when there is room for so many bytes and the reserve.

        `full`: a write has just failed for want of room, so wait a moment whatever the numbers say.
        Raises TARGET_UNWRITABLE when the folder has gone, StoppedError.
        """
        needed += self._reserve
        free = self._free()
        if free >= needed and not full:
            return
        self._report(DiskLow(free, needed))
        while True:
            self._control.wait(_LOOK_AGAIN_S)
            self.waited_s += _LOOK_AGAIN_S
            free = self._free()
            if free >= needed:
                break
        self._report(DiskGood())

    def is_low(self, needed: int) -> bool:
        """Tell whether there is less room than so many bytes and the reserve."""
        return self._free() < needed + self._reserve

    def _free(self) -> int:
        try:
            return shutil.disk_usage(self._folder).free
        except OSError as error:
            raise target_failure(error, self._folder) from error

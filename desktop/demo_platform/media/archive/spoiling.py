"""What can go wrong with a download: the faults that strike only who takes original footage."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from desktop.demo_platform.archive import GOP_MS
from desktop.demo_platform.media.archive.ts_playback import Reader
from desktop.demo_platform.media.catalog import Fault

_AFTER_BYTES = 1_000_000
_SLOW_BYTES_PER_S = 65_536
_LONGER = 65_536
_EARLIER_S = -3600
_TICKS_PER_S = 10
_PIECE = 1 << 16


class FlowEndedError(Exception):
    """The answer ends here, after what was sent."""


@dataclass(frozen=True, slots=True)
class Spoiling:
    """How one answer is spoiled; nothing by default. Numbers of bytes count from the answer's first one."""

    cut_at: int | None = None
    stalls_at: int | None = None
    bytes_per_s: int | None = None
    longer_by: int = 0
    """What the announced length is wrong by."""
    is_endless: bool = False
    is_empty: bool = False
    ignores_ranges: bool = False
    refuses_ranges: bool = False
    camera_id: str | None = None
    """Footage of this camera comes instead ("" = of any other)."""
    shift_ms: int = 0
    """Footage of another time comes."""
    has_changed: bool = False
    """The file has another tag with every request."""
    damaged_at: int | None = None
    """One bit of this byte is wrong."""


def spoiling_of(faults: Iterable[Fault]) -> Spoiling:
    """Return what faults do together."""
    changes: dict[str, Any] = {}
    for fault in faults:
        name, value = _CHANGES[fault.kind]
        changes[name] = value(fault)
    return Spoiling(**changes)


def _whole(fault: Fault, default: int) -> int:
    try:
        return max(-(1 << 40), min(int(fault.value or default), 1 << 40))
    except ValueError:
        return default


def _shift_ms(fault: Fault) -> int:
    return _whole(fault, _EARLIER_S) * 1000 // GOP_MS * GOP_MS


def _yes(_fault: Fault) -> bool:
    return True


_CHANGES: Mapping[str, tuple[str, Callable[[Fault], object]]] = MappingProxyType(
    {
        "download_cut": ("cut_at", lambda fault: _whole(fault, _AFTER_BYTES)),
        "download_stall": ("stalls_at", lambda fault: _whole(fault, _AFTER_BYTES)),
        "download_slow": ("bytes_per_s", lambda fault: max(1, _whole(fault, _SLOW_BYTES_PER_S))),
        "download_length": ("longer_by", lambda fault: _whole(fault, _LONGER)),
        "download_endless": ("is_endless", _yes),
        "download_empty": ("is_empty", _yes),
        "download_whole": ("ignores_ranges", _yes),
        "download_refused": ("refuses_ranges", _yes),
        "download_camera": ("camera_id", lambda fault: fault.value or ""),
        "download_time": ("shift_ms", _shift_ms),
        "download_changed": ("has_changed", _yes),
        "download_damaged": ("damaged_at", lambda fault: _whole(fault, _AFTER_BYTES)),
    }
)
KINDS = frozenset(_CHANGES)


class SpoiledReader:
    """A `Reader` that passes on what a spoiled download brings."""

    def __init__(self, reader: Reader, spoiling: Spoiling) -> None:
        self._reader, self._spoiling = reader, spoiling
        self._sent = 0

    async def push(self, data: bytes) -> None:
        """Send on; FlowEndedError where the download is cut."""
        spoiling = self._spoiling
        limits = [limit for limit in (spoiling.cut_at, spoiling.stalls_at) if limit is not None]
        room = max(min(limits) - self._sent, 0) if limits else len(data)
        await self._pass_on(self._damaged(data)[:room])
        if room <= len(data) and limits:
            if spoiling.stalls_at is not None and self._sent >= spoiling.stalls_at:
                await asyncio.Event().wait()
            raise FlowEndedError

    async def go_on_for_ever(self, filler: bytes) -> None:
        """Send until the peer has had enough."""
        while True:
            await self.push(filler)

    async def _pass_on(self, data: bytes) -> None:
        rate = self._spoiling.bytes_per_s
        step = _PIECE * 16 if rate is None else max(rate // _TICKS_PER_S, 1)
        for start in range(0, len(data), step):
            await self._reader.push(data[start : start + step])
            if rate is not None:
                await asyncio.sleep(1 / _TICKS_PER_S)
        self._sent += len(data)

    def _damaged(self, data: bytes) -> bytes:
        at = self._spoiling.damaged_at
        if at is None or not self._sent <= at < self._sent + len(data):
            return data
        changed = bytearray(data)
        changed[at - self._sent] ^= 0x10
        return bytes(changed)

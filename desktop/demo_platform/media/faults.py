"""Faults that a test or a trainer asked for: which of them strike a stream, and when."""

import logging
import sqlite3
import time
from collections.abc import Collection
from dataclasses import dataclass

from desktop.demo_platform.media.catalog import Catalog, Fault
from desktop.demo_platform.media.encoder import CODECS

_log = logging.getLogger("media.faults")
MID_STREAM_KINDS = frozenset({"stall", "cut", "garbage", "offline"})
_AT_THE_DOOR = frozenset({"slow", "http_status", "wrong_codec", "garbage", "offline"})
AT_THE_ARCHIVES_DOOR = frozenset({"slow", "http_status", "wrong_codec", "garbage", "archive_short"})
_DEFAULT_SHORT_S = 4.0
_DEFAULT_SLOW_S = 3.0
_OFFLINE_STATUS = 503
_DEFAULT_STATUS = 500


@dataclass(frozen=True, slots=True)
class Welcome:
    """What awaits a new viewer instead of a plain stream."""

    delay_s: float = 0.0
    status: int | None = None
    codec: str | None = None
    short_s: float | None = None
    """A recording ends after so many seconds of footage."""

    garbage: bool = False


class FaultDesk:
    """Knows the faults in force; `poll` reads the database again when somebody wrote to it."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._version = -1
        self._faults: list[Fault] = []
        self._is_news = False

    def poll(self) -> bool:
        """Read the faults if the database changed; tell whether it did since the last poll."""
        self._read()
        was_news, self._is_news = self._is_news, False
        return was_news

    def in_force(self, camera_id: str, *protocols: str) -> list[Fault]:
        """Return the faults meant for such a stream, which may go by several names, oldest first."""
        now = _now_ms()
        return [
            fault
            for fault in self._faults
            if any(fault.concerns(camera_id, protocol) for protocol in protocols)
            and (fault.until_ms is None or fault.until_ms > now)
        ]

    def take(self, fault: Fault) -> bool:
        """Use a fault up by one; False when none is left."""
        try:
            taken = self._catalog.take(fault)
        except sqlite3.Error as error:
            _log.warning("fault %s could not be taken: %s", fault.id, error)
            return False
        if fault.times_left is not None:
            self._faults = self._catalog.faults(_now_ms())
        return taken

    def welcome(self, camera_id: str, *protocols: str, kinds: frozenset[str] = _AT_THE_DOOR) -> Welcome:
        """Return what a new viewer of this stream meets; takes the faults that it names."""
        self._read()
        delay, status, codec, garbage, short_s = 0.0, None, None, False, None
        for fault in self.in_force(camera_id, *protocols):
            if fault.kind not in kinds or not self.take(fault):
                continue
            match fault.kind:
                case "slow":
                    delay += fault.seconds(_DEFAULT_SLOW_S)
                case "http_status":
                    status = _status(fault.value)
                case "offline":
                    status = _OFFLINE_STATUS
                case "wrong_codec":
                    codec = fault.value if fault.value in CODECS else "mpeg4"
                case "archive_short":
                    short_s = fault.seconds(_DEFAULT_SHORT_S)
                case _:
                    garbage = True
        return Welcome(delay, status, codec, short_s, garbage=garbage)

    def taken(self, camera_id: str, *protocols: str, kinds: Collection[str]) -> tuple[Fault, ...]:
        """Take the faults of some kinds that are meant for an answer, and return them."""
        found = self.in_force(camera_id, *protocols)
        return tuple(fault for fault in found if fault.kind in kinds and self.take(fault))

    def _read(self) -> None:
        try:
            version = self._catalog.version()
            if version == self._version:
                return
            self._faults = self._catalog.faults(_now_ms())
        except sqlite3.Error as error:
            _log.warning("the faults could not be read: %s", error)
            return
        self._version = version
        self._is_news = True


def _status(value: str | None) -> int:
    return int(value) if value and value.isdigit() and 400 <= int(value) <= 599 else _DEFAULT_STATUS


def _now_ms() -> int:
    return time.time_ns() // 1_000_000

"""Looks through a file on a thread of its own while it still grows."""

import threading

from desktop.exporter.tail import GoneError, Tail, TailReader
from player.footage.probe import Probe, UnreadableError, probe


class Inspector:
    """One file's probe; `result` waits for it."""

    def __init__(self, tail: Tail, *, stamps: bool) -> None:
        self._tail, self._stamps = tail, stamps
        self._probe: Probe | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="inspector", daemon=True)
        self._thread.start()

    def result(self) -> Probe:
        """Return what was found; UnreadableError when the file is no footage."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._probe is not None
        return self._probe

    def _run(self) -> None:
        try:
            with TailReader(self._tail) as reader:
                self._probe = probe(reader, stamps=self._stamps, stopped=self._gone)
        except (GoneError, UnreadableError, OSError) as error:
            self._error = error

    def _gone(self) -> bool:
        return self._tail.given_up

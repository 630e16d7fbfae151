"""SM3 of a file, computed behind its writer.

It takes several times as long as SHA-256: nobody waits for it before the end, and it reads the file itself.
"""

import hashlib
import threading
from contextlib import suppress
from typing import Final

from desktop.exporter.tail import GoneError, Tail, TailReader

NOT_COMPUTED: Final = ""
"""Stands for a sum that this machine's OpenSSL does not know."""
_BLOCK: Final = 1 << 20


def sm3_offered() -> bool:
    """Tell whether this machine can compute SM3."""
    with suppress(ValueError):
        hashlib.new("sm3", usedforsecurity=False)
        return True
    return False


class Sm3Follower:
    """Computes on a thread of its own while the file grows."""

    def __init__(self, tail: Tail) -> None:
        self._tail = tail
        self._digest = NOT_COMPUTED
        self._error: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="sm3", daemon=True)
        if sm3_offered():
            self._thread.start()

    def result(self) -> str:
        """Wait for the sum of the complete file."""
        if self._thread.ident is not None:
            self._thread.join()
        if self._error is not None:
            raise self._error
        return self._digest

    def _run(self) -> None:
        try:
            with TailReader(self._tail) as reader:
                state = hashlib.new("sm3", usedforsecurity=False)
                while data := reader.read(_BLOCK):
                    state.update(data)
                self._digest = state.hexdigest()
        except GoneError:
            return
        except OSError as error:
            self._error = error

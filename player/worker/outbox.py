"""Messages to the user interface, written by a thread of their own so that nobody waits for the reader."""

import os
import queue
import threading
from typing import BinaryIO, Final

from player import wire

_LIMIT: Final = 5000


class Outbox:
    """The worker's way out; a reader that has gone or sleeps for ever ends the process."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._messages: queue.SimpleQueue[wire.Message] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="outbox", daemon=True).start()

    def send(self, message: wire.Message) -> None:
        """Queue a message."""
        if message.get("event") == "beat" and self._messages.qsize() > 10:
            return
        if self._messages.qsize() > _LIMIT:
            os._exit(3)
        self._messages.put(message)

    def _run(self) -> None:
        while True:
            try:
                self._stream.write(wire.encode(self._messages.get()))
                self._stream.flush()
            except OSError:
                os._exit(0)

"""The worker's one thread of decisions: commands, the relays' reports and the clock meet here, in order."""

import faulthandler
import os
import queue
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from player import wire
from player.api import MediaSource
from player.worker.engine import Engine
from player.worker.launch import Launch
from player.worker.outbox import Outbox
from player.worker.reaper import Reaper
from player.worker.rehearsal import rehearse
from player.worker.stream_player import StreamPlayer

_TICK_S: Final = 0.1
_BEAT_S: Final = 0.5
_HUNG_S: Final = 15.0


class ProcessDirector:
    """Runs the players of one worker process until the user interface hangs up."""

    def __init__(self, engine: Engine, outbox: Outbox, folder: Path) -> None:
        self.engine = engine
        self.reaper = Reaper()
        self.launch = Launch()
        self.folder = folder
        self._outbox = outbox
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._players: dict[int, StreamPlayer] = {}

    def post(self, job: Callable[[], None]) -> None:
        """Run a job on the director thread."""
        self._jobs.put(job)

    def send(self, message: wire.Message) -> None:
        """Send a message to the user interface."""
        self._outbox.send(message)

    def receive(self, message: wire.Message) -> None:
        """Take a command of the user interface (any thread)."""
        self.post(lambda: self._obey(message))

    def run(self) -> None:
        """Work until the process ends."""
        rehearse(self.engine, self.folder, self.reaper)
        next_tick = next_beat = time.monotonic()
        while True:
            wait = next_tick - time.monotonic()
            if wait > 0:
                try:
                    job = self._jobs.get(timeout=wait)
                except queue.Empty:
                    continue
                job()
                continue
            now = time.monotonic()
            next_tick = now + _TICK_S
            for player in list(self._players.values()):
                player.tick(now)
            if now >= next_beat:
                next_beat = now + _BEAT_S
                self._beat()

    def _beat(self) -> None:
        # If this thread ever stands still, the process ends itself, even when nobody is left to do it.
        faulthandler.dump_traceback_later(_HUNG_S, exit=True)
        if self.reaper.stuck():
            os._exit(4)
        self.send({"event": "beat"})

    def _obey(self, message: wire.Message) -> None:
        number = int(message["player"])
        command = message["command"]
        if command == "discard":
            player = self._players.pop(number, None)
            if player is not None:
                player.discard()
            return
        player = self._players.setdefault(number, StreamPlayer(number, self))
        if command == "play":
            source = MediaSource(
                url=message["url"],
                label=message["label"],
                open_timeout_s=message["open_timeout_s"],
                read_timeout_s=message["read_timeout_s"],
                ca_file=message["ca_file"],
            )
            player.play(int(message["run"]), source, (int(message["width"]), int(message["height"])))
        elif command == "resize":
            player.resize((int(message["width"]), int(message["height"])))
        elif command == "stop":
            player.stop()

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
from player.worker.archive.presenter import Presenter
from player.worker.archive.stream import ArchiveStream
from player.worker.engine import Engine
from player.worker.launch import Launch
from player.worker.outbox import Outbox
from player.worker.reaper import Reaper
from player.worker.rehearsal import rehearse
from player.worker.stream_player import StreamPlayer

_TICK_S: Final = 0.1
_BEAT_S: Final = 0.5
_RANGES_S: Final = 1.0
_HUNG_S: Final = 15.0


class ProcessDirector:
    """Runs the players of one worker process until the user interface hangs up."""

    def __init__(self, engine: Engine, outbox: Outbox, folder: Path) -> None:
        self.engine = engine
        self.reaper = Reaper()
        self.launch = Launch()
        self.folder = folder
        self.presenter = Presenter()
        self.rewinds = Launch()
        self.replay_bytes = 0
        """How much each player may keep for instant replay."""
        self._ranges: dict[int, tuple[int, int] | None] = {}
        self._ranges_told = 0.0
        self._outbox = outbox
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._players: dict[int, StreamPlayer] = {}
        self._recordings: dict[int, ArchiveStream] = {}

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
            for recording in self._recordings.values():
                recording.tick(now)
            self._tell_ranges(now)
            if now >= next_beat:
                next_beat = now + _BEAT_S
                self._beat()

    def _beat(self) -> None:
        # If this thread ever stands still, the process ends itself, even when nobody is left to do it.
        faulthandler.dump_traceback_later(_HUNG_S, exit=True)
        if self.reaper.stuck():
            os._exit(4)
        self.send({"event": "beat"})

    def _tell_ranges(self, now: float) -> None:
        """Tell about once a second what can be shown again."""
        if now - self._ranges_told < _RANGES_S:
            return
        self._ranges_told = now
        ranges = {number: player.replay.ring.range() for number, player in self._players.items()}
        if ranges != self._ranges:
            self._ranges = ranges
            self.send({"event": "replay_ranges", "ranges": list(ranges.items())})

    def _share_memory(self, limit_bytes: int) -> None:
        self.replay_bytes = limit_bytes
        for player in self._players.values():
            player.replay.ring.set_limit(limit_bytes)

    def _obey_recording(self, number: int, message: wire.Message) -> bool:
        """Take a command for a player of recordings; false when it is for another one."""
        if message["command"] == "archive_open" and number not in self._recordings:
            self._recordings[number] = ArchiveStream(number, self)
        recording = self._recordings.get(number)
        if recording is None:
            return False
        recording.obey(message)
        if message["command"] == "discard":
            del self._recordings[number]
        return True

    def _obey(self, message: wire.Message) -> None:
        number = int(message["player"])
        command = message["command"]
        if command == "replay_memory":
            self._share_memory(int(message["bytes"]))
            return
        if self._obey_recording(number, message):
            return
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
        elif command == "replay":
            player.replay.obey(message)
        elif command == "resize":
            player.resize((int(message["width"]), int(message["height"])))
        elif command == "stop":
            player.stop()

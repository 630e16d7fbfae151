"""Makes players and keeps the worker processes behind them: warm, watched, and replaced when they die."""

import contextlib
import shutil
import threading
import time
from functools import partial
from pathlib import Path
from typing import Final

from player import wire
from player.api import EventHandler, Failure, PlayerEvent, PlayerState, Post
from player.frame_memory import FrameMemory, memory_folder
from player.remote_player import Line, RemotePlayer
from player.worker_process import WorkerProcess

PLAYERS_A_WORKER: Final = 16
_AHEAD: Final = 12
_HUNG_S: Final = 6.0
_WATCH_S: Final = 1.0
_CLOSE_S: Final = 1.5


class _Worker:
    """A worker process and the players that live in it."""

    def __init__(self, process: WorkerProcess) -> None:
        self.process = process
        self.players: dict[int, RemotePlayer] = {}


class WorkerPlayerFactory:
    """`player.api.PlayerFactory` with players in worker processes; used on the owner's thread only."""

    def __init__(self, post: Post, *, hardware_decoding: bool = False) -> None:
        self._post = post
        self._hardware_decoding = hardware_decoding
        self._folder = memory_folder()
        self._workers: list[_Worker] = []
        self._versions: dict[str, str] = {}
        self._problem: str | None = None
        self._numbers = 0
        self._closed = threading.Event()
        self._start_worker()
        threading.Thread(target=self._watch, name="player watch", daemon=True).start()

    def create(self, on_event: EventHandler) -> RemotePlayer:
        """Make an idle player."""
        self._numbers += 1
        player = RemotePlayer(self._numbers, self, on_event)
        self._place(player)
        return player

    def prepare(self, players: int) -> None:
        """Start enough workers ahead of need for so many players in all."""
        while not self._closed.is_set() and len(self._workers) * PLAYERS_A_WORKER < players:
            self._start_worker()

    def versions(self) -> dict[str, str]:
        """Return the engines' versions."""
        return dict(self._versions)

    def problem(self) -> str | None:
        """Return why there is no engine and what to install; None while nothing is known to be wrong."""
        return self._problem

    def worker_pids(self) -> list[int]:
        """Return the process ids of the workers, for memory and CPU figures."""
        return [worker.process.pid for worker in self._workers]

    def close(self) -> None:
        """Stop all players and workers; waits at most two seconds."""
        self._closed.set()
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.process.hang_up()
        end = time.monotonic() + _CLOSE_S
        for worker in workers:
            if not worker.process.join(max(0.0, end - time.monotonic())):
                worker.process.kill()
                worker.process.join(0.3)
        shutil.rmtree(self._folder, ignore_errors=True)

    # For the players.

    def line_for(self, player: RemotePlayer) -> Line | None:
        """Return the player's worker."""
        if self._problem is not None or self._closed.is_set():
            return None
        for worker in self._workers:
            if player.number in worker.players:
                return worker.process
        return self._place(player).process

    def dismiss(self, player: RemotePlayer) -> None:
        """Forget a discarded player."""
        for worker in self._workers:
            worker.players.pop(player.number, None)

    def _place(self, player: RemotePlayer) -> _Worker:
        worker = next((one for one in self._workers if len(one.players) < PLAYERS_A_WORKER), None)
        if worker is None:
            worker = self._start_worker()
        worker.players[player.number] = player
        if all(len(one.players) > _AHEAD for one in self._workers):
            self._start_worker()
        return worker

    # Workers.

    def _start_worker(self) -> _Worker:
        process = WorkerProcess(
            self._folder,
            hardware_decoding=self._hardware_decoding,
            on_message=lambda message: self._heard(worker, message),
            on_ended=lambda: self._to_owner(partial(self._worker_ended, worker)),
        )
        worker = _Worker(process)
        self._workers.append(worker)
        return worker

    def _heard(self, worker: _Worker, message: wire.Message) -> None:
        """Sort a worker's message; on its reader thread."""
        event = message["event"]
        if event == "surface":
            with contextlib.suppress(OSError):
                memory = FrameMemory.open(Path(message["path"]), message["width"], message["height"])
                memory.unlink()
                self._to_owner(partial(self._surface_made, worker, message, memory))
        elif event == "state":
            self._to_owner(partial(self._state_changed, worker, message))
        elif event == "ready":
            self._to_owner(partial(self._versions.update, message["versions"]))
        elif event == "broken":
            self._to_owner(partial(self._broken, str(message["problem"])))

    def _to_owner(self, job: partial[None]) -> None:
        with contextlib.suppress(RuntimeError):  # the owner's loop has ended before us
            if not self._closed.is_set():
                self._post(job)

    def _surface_made(self, worker: _Worker, message: wire.Message, memory: FrameMemory) -> None:
        player = worker.players.get(message["player"])
        if player is not None:
            player.surface_made(message["run"], memory)

    def _state_changed(self, worker: _Worker, message: wire.Message) -> None:
        player = worker.players.get(message["player"])
        if player is not None:
            failure = message["failure"]
            event = PlayerEvent(
                PlayerState(message["state"]),
                Failure(failure) if failure else None,
                message["codec"] or None,
                message["width"],
                message["height"],
            )
            player.state_changed(message["run"], event)

    def _broken(self, problem: str) -> None:
        self._problem = problem
        for worker in self._workers:
            for player in list(worker.players.values()):
                player.engine_lost()

    def _worker_ended(self, worker: _Worker) -> None:
        if worker not in self._workers:
            return
        self._workers.remove(worker)
        if self._problem is None and not self._workers:
            self._start_worker()
        for player in list(worker.players.values()):
            player.engine_lost()

    def _watch(self) -> None:
        """Kill workers that have not been heard for long; looks twice, for we may have slept ourselves."""
        suspects: set[int] = set()
        while not self._closed.wait(_WATCH_S):
            now = time.monotonic()
            silent = {
                worker.process.pid
                for worker in list(self._workers)
                if now - worker.process.heard_at > _HUNG_S
            }
            for worker in list(self._workers):
                if worker.process.pid in silent & suspects:
                    worker.process.kill()
            suspects = silent

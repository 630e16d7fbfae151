"""The worker processes: enough of them ahead of need, each player in one, and what follows when one dies."""

import threading
import time
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Final

from player import wire
from player.worker_process import WorkerProcess

PLAYERS_A_WORKER: Final = 16
_AHEAD: Final = 12
_HUNG_S: Final = 6.0
_UNBORN_S: Final = 40.0
"""A worker that has just been started loads programs and plug-ins, from a cold disk on a busy computer."""
_WATCH_S: Final = 1.0
_CALM_S: Final = 2.0
"""A spare worker is started only when no player has been placed for so long: its start costs a second's
worth of a core, which the pictures that are about to come need more."""
_CLOSE_S: Final = 1.4
_KILLED_S: Final = 0.4
_SUSPECT_AFTER: Final = 2
_STILLBORN_S: Final = 3.0
_STILLBORN_LIMIT: Final = 3


class Worker:
    """A worker process and the players that live in it."""

    def __init__(self, *, quarantine: bool) -> None:
        self.process: WorkerProcess
        self.players: set[Hashable] = set()
        self.quarantine = quarantine


class WorkerPool:
    """Owns the workers; used on the owner's thread, except where noted.

    A stream that crashes its worker will do so again when it is opened again. Players that were
    starting when two of their workers died are therefore kept apart from the others.
    """

    def __init__(
        self,
        folder: Path,
        *,
        hardware_decoding: bool,
        on_message: Callable[[Worker, wire.Message], None],
        on_ended: Callable[[Worker], None],
        to_owner: Callable[[Callable[[], None]], None],
    ) -> None:
        self._folder = folder
        self._hardware_decoding = hardware_decoding
        self._on_message, self._on_ended = on_message, on_ended
        self._to_owner = to_owner
        self._placed_at = time.monotonic()
        self._workers: list[Worker] = []
        self._suspicion: dict[Hashable, int] = {}
        self._stillborn = 0
        self._closed = threading.Event()
        threading.Thread(target=self._watch, name="player watch", daemon=True).start()

    @property
    def closed(self) -> bool:
        """True from `close` on."""
        return self._closed.is_set()

    @property
    def hopeless(self) -> bool:
        """True when workers die as soon as they are started."""
        return self._stillborn >= _STILLBORN_LIMIT

    def workers(self) -> list[Worker]:
        """Return the workers that live."""
        return list(self._workers)

    def prepare(self, players: int) -> None:
        """Start enough workers for so many players."""
        while not self.closed and len(self._open_to_all()) * PLAYERS_A_WORKER < players:
            self._start(quarantine=False)

    def home_of(self, player: Hashable) -> Worker | None:
        """Return the worker of a player that has been placed."""
        return next((worker for worker in self._workers if player in worker.players), None)

    def place(self, player: Hashable) -> Worker:
        """Find a worker with room for a player; start one where there is none."""
        quarantine = self._suspicion.get(player, 0) >= _SUSPECT_AFTER
        for worker in self._workers:
            if worker.quarantine is quarantine and len(worker.players) < PLAYERS_A_WORKER:
                break
        else:
            worker = self._start(quarantine=quarantine)
        worker.players.add(player)
        self._placed_at = time.monotonic()
        return worker

    def dismiss(self, player: Hashable) -> None:
        """Forget a player."""
        self._suspicion.pop(player, None)
        for worker in self._workers:
            worker.players.discard(player)

    def bury(self, worker: Worker, starting: set[Hashable]) -> None:
        """Forget a worker that has ended; `starting` are its players that may be to blame."""
        if worker not in self._workers:
            return
        self._workers.remove(worker)
        lived_s = time.monotonic() - worker.process.started_at
        self._stillborn = self._stillborn + 1 if lived_s < _STILLBORN_S and not worker.players else 0
        for player in starting or worker.players:
            self._suspicion[player] = self._suspicion.get(player, 0) + 1
        if not self._open_to_all() and not self.hopeless:
            self._start(quarantine=False)

    def close(self) -> None:
        """End all workers; waits at most two seconds."""
        self._closed.set()
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.process.hang_up()
        end = time.monotonic() + _CLOSE_S
        late = [one for one in workers if not one.process.join(max(0.0, end - time.monotonic()))]
        for worker in late:
            worker.process.kill()
        end = time.monotonic() + _KILLED_S
        for worker in late:
            worker.process.join(max(0.0, end - time.monotonic()))

    def _keep_ahead(self) -> None:
        """Start a spare worker when all are nearly full (owner's thread)."""
        if not self.closed and all(len(one.players) > _AHEAD for one in self._open_to_all()):
            self._start(quarantine=False)

    def _open_to_all(self) -> list[Worker]:
        return [worker for worker in self._workers if not worker.quarantine]

    def _start(self, *, quarantine: bool) -> Worker:
        worker = Worker(quarantine=quarantine)
        worker.process = WorkerProcess(
            self._folder,
            hardware_decoding=self._hardware_decoding,
            on_message=lambda message: self._on_message(worker, message),
            on_ended=lambda: self._on_ended(worker),
        )
        self._workers.append(worker)
        return worker

    def _watch(self) -> None:
        """Kill workers not heard for long, seen so twice (we may have slept ourselves); ask for a spare."""
        suspects: set[int] = set()
        while not self._closed.wait(_WATCH_S):
            now = time.monotonic()
            processes = [worker.process for worker in list(self._workers)]
            silent = {
                process.pid
                for process in processes
                if now - process.heard_at > (_HUNG_S if process.has_begun else _UNBORN_S)
            }
            for process in processes:
                if process.pid in silent & suspects:
                    process.kill()
            suspects = silent
            if now - self._placed_at > _CALM_S:
                self._to_owner(self._keep_ahead)

"""Makes players whose work is done in worker processes, and carries messages between the two."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from player import wire
from player.api import EventHandler, Failure, PlayerEvent, PlayerState, Post
from player.frame_memory import PREFIX, FrameMemory, memory_folder
from player.pool import Worker, WorkerPool
from player.remote_player import Line, RemotePlayer


class WorkerPlayerFactory:
    """`player.api.PlayerFactory` with players in worker processes; used on the owner's thread only."""

    def __init__(self, post: Post, *, hardware_decoding: bool = False) -> None:
        self._post = post
        self._folder = memory_folder()
        self._players: dict[int, RemotePlayer] = {}
        self._versions: dict[str, str] = {}
        self._problem: str | None = None
        self._numbers = 0
        self._pool = WorkerPool(
            self._folder,
            hardware_decoding=hardware_decoding,
            on_message=self._heard,
            on_ended=lambda worker: self._to_owner(partial(self._worker_ended, worker)),
            to_owner=self._to_owner,
        )
        self._pool.prepare(1)

    def create(self, on_event: EventHandler) -> RemotePlayer:
        """Make an idle player."""
        self._numbers += 1
        player = RemotePlayer(self._numbers, self, on_event)
        self._players[player.number] = player
        if not self._pool.closed:
            self._pool.place(player.number)
        return player

    def prepare(self, players: int) -> None:
        """Start enough workers ahead of need for so many players in all."""
        self._pool.prepare(players)

    def versions(self) -> dict[str, str]:
        """Return the engines' versions."""
        return dict(self._versions)

    def problem(self) -> str | None:
        """Return why there is no engine and what to install; None while nothing is known to be wrong."""
        return self._problem

    def worker_pids(self) -> list[int]:
        """Return the process ids of the workers, for memory and CPU figures."""
        return [worker.process.pid for worker in self._pool.workers()]

    def close(self) -> None:
        """Stop all players and workers; waits at most two seconds."""
        self._pool.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    # For the players.

    def line_for(self, player: RemotePlayer) -> Line | None:
        """Return the way to the player's worker."""
        if self._problem is not None or self._pool.closed:
            return None
        worker = self._pool.home_of(player.number) or self._pool.place(player.number)
        return worker.process

    def dismiss(self, player: RemotePlayer) -> None:
        """Forget a discarded player."""
        self._players.pop(player.number, None)
        self._pool.dismiss(player.number)

    # From the workers, on their reader threads.

    def _heard(self, _worker: Worker, message: wire.Message) -> None:
        event = message["event"]
        if event == "surface":
            memory = self._memory(Path(message["path"]), message["width"], message["height"])
            if memory is not None:
                self._to_owner(partial(self._surface_made, message["player"], message["run"], memory))
        elif event == "state":
            self._to_owner(partial(self._state_changed, message["player"], message["run"], _event(message)))
        elif event == "ready":
            self._to_owner(partial(self._versions.update, dict(message["versions"])))
        elif event == "broken":
            self._to_owner(partial(self._broken, str(message["problem"])))

    def _memory(self, path: Path, width: int, height: int) -> FrameMemory | None:
        ours = {self._folder, Path(tempfile.gettempdir())}
        if path.parent not in ours or not path.name.startswith(PREFIX):
            return None
        with contextlib.suppress(OSError):  # the worker has died meanwhile
            memory = FrameMemory.open(path, width, height)
            memory.unlink()
            return memory
        return None

    def _to_owner(self, job: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the owner's loop has ended before us
            if not self._pool.closed:
                self._post(job)

    # The same, on the owner's thread.

    def _surface_made(self, number: int, run: int, memory: FrameMemory) -> None:
        player = self._players.get(number)
        if player is not None:
            player.surface_made(run, memory)

    def _state_changed(self, number: int, run: int, event: PlayerEvent) -> None:
        player = self._players.get(number)
        if player is not None:
            player.state_changed(run, event)

    def _broken(self, problem: str) -> None:
        self._problem = problem
        for player in list(self._players.values()):
            player.engine_lost()

    def _worker_ended(self, worker: Worker) -> None:
        players = [player for number, player in self._players.items() if number in worker.players]
        self._pool.bury(worker, {player.number for player in players if player.is_starting()})
        if self._pool.hopeless and self._problem is None:
            self._broken("the player's worker processes end as soon as they start")
        for player in players:
            player.engine_lost()


def _event(message: wire.Message) -> PlayerEvent:
    failure = message["failure"]
    return PlayerEvent(
        PlayerState(message["state"]),
        Failure(failure) if failure else None,
        message["codec"] or None,
        int(message["width"]),
        int(message["height"]),
    )

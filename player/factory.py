"""Makes players whose work is done in worker processes, and carries messages between the two."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from player import wire
from player.api import ArchiveEventHandler, EventHandler, Failure, PlayerEvent, PlayerState, Post
from player.archive_player import RemoteArchivePlayer
from player.frame_memory import PREFIX, FrameMemory, memory_folder
from player.pool import Worker, WorkerPool
from player.remote_player import Line, RemotePlayer

_P = TypeVar("_P", RemotePlayer, RemoteArchivePlayer)


REPLAY_BYTES: Final = 100 << 20
"""What all players together keep for instant replay, unless told otherwise."""


class WorkerPlayerFactory:
    """`player.api.PlayerFactory` with players in worker processes; used on the owner's thread only."""

    def __init__(self, post: Post, *, hardware_decoding: bool = False) -> None:
        self._post = post
        self._folder = memory_folder()
        self._players: dict[int, RemotePlayer | RemoteArchivePlayer] = {}
        self._versions: dict[str, str] = {}
        self._problem: str | None = None
        self._numbers = 0
        self._replay_bytes = REPLAY_BYTES
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
        return self._placed(RemotePlayer(self._next_number(), self, on_event))

    def create_archive(self, on_event: ArchiveEventHandler) -> RemoteArchivePlayer:
        """Make an idle player for recordings."""
        return self._placed(RemoteArchivePlayer(self._next_number(), self, on_event))

    def _next_number(self) -> int:
        self._numbers += 1
        return self._numbers

    def _placed(self, player: _P) -> _P:
        self._players[player.number] = player
        if not self._pool.closed:
            self._pool.place(player.number)
            self._share_replay_memory()
        return player

    def prepare(self, players: int) -> None:
        """Start enough workers ahead of need for so many players in all."""
        self._pool.prepare(players)

    def keep_for_replay(self, limit_bytes: int) -> None:
        """Keep the last minute of every stream, in so many bytes for all together."""
        self._replay_bytes = limit_bytes
        self._share_replay_memory()

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

    def line_for(self, number: int) -> Line | None:
        """Return the way to the player's worker."""
        if self._problem is not None or self._pool.closed:
            return None
        worker = self._pool.home_of(number)
        if worker is None:
            worker = self._pool.place(number)
            self._share_replay_memory()
        return worker.process

    def dismiss(self, number: int) -> None:
        """Forget a discarded player."""
        self._players.pop(number, None)
        self._pool.dismiss(number)
        if not self._pool.closed:
            self._share_replay_memory()

    def _share_replay_memory(self) -> None:
        """Give every live player an equal share: a wall with few tiles keeps its large streams whole."""
        live = sum(isinstance(player, RemotePlayer) for player in self._players.values())
        share = self._replay_bytes // max(1, live)
        for worker in self._pool.workers():
            worker.process.send({"command": "replay_memory", "player": 0, "bytes": share})

    # From the workers, on their reader threads.

    def _heard(self, _worker: Worker, message: wire.Message) -> None:
        event = message["event"]
        if event == "surface":
            memory = self._memory(Path(message["path"]), message["width"], message["height"])
            if memory is not None:
                self._to_owner(partial(self._surface_made, message["player"], message["run"], memory))
        elif event == "state":
            self._to_owner(partial(self._state_changed, message["player"], message["run"], _event(message)))
        elif event == "archive_state":
            self._to_owner(partial(self._archive_told, message["player"], message["run"], message))
        elif event.startswith("replay"):
            self._replay_heard(message)
        elif event == "ready":
            self._to_owner(partial(self._versions.update, dict(message["versions"])))
        elif event == "broken":
            self._to_owner(partial(self._broken, str(message["problem"])))

    def _replay_heard(self, message: wire.Message) -> None:
        event = message["event"]
        if event == "replay_surface":
            memory = self._memory(Path(message["path"]), message["width"], message["height"])
            if memory is not None:
                number, session = message["player"], message["session"]
                self._to_owner(partial(self._replay_surface_made, number, session, memory))
        elif event == "replay_failed":
            self._to_owner(partial(self._replay_failed, message["player"], message["session"]))
        elif event == "replay_ranges":
            self._to_owner(partial(self._ranges_changed, dict(message["ranges"])))

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
        if isinstance(player, RemotePlayer):
            player.state_changed(run, event)

    def _archive_told(self, number: int, run: int, message: wire.Message) -> None:
        player = self._players.get(number)
        if isinstance(player, RemoteArchivePlayer):
            player.state_told(run, message)

    def _replay_surface_made(self, number: int, session: int, memory: FrameMemory) -> None:
        player = self._players.get(number)
        if isinstance(player, RemotePlayer):
            player.replay_surface_made(session, memory)

    def _replay_failed(self, number: int, session: int) -> None:
        player = self._players.get(number)
        if isinstance(player, RemotePlayer):
            player.replay_failed(session)

    def _ranges_changed(self, ranges: dict[int, list[int] | None]) -> None:
        for number, kept in ranges.items():
            player = self._players.get(number)
            if isinstance(player, RemotePlayer):
                player.replay_range_changed((int(kept[0]), int(kept[1])) if kept else None)

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

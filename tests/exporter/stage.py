"""A real export worker on a loop of its own, with somebody who answers it, for tests."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import requests

from desktop.domain.camera import CameraId
from desktop.domain.evidence import PieceFacts
from desktop.domain.export import FetchMethod, Piece, PieceId
from desktop.domain.playback import PlaybackProtocol
from desktop.domain.recording import RecordStorage
from desktop.domain.stream import StreamProfile, StreamRole, VideoCodec
from desktop.domain.time_range import TimeRange
from desktop.errors import ErrorCode
from desktop.exporter.messages import (
    Event,
    Fatal,
    Finished,
    Limits,
    NeedTicket,
    PieceDone,
    PieceFailed,
    PieceOrder,
    Start,
    Ticket,
    TicketRefused,
)
from desktop.exporter.process import ExportWorker

T = TypeVar("T")
QUICK = Limits(
    segment_bytes=128 << 10,
    stream_slice_ms=6000,
    reserve_bytes=0,
    connect_s=2.0,
    read_s=2.0,
    first_retry_s=0.02,
    patience_s=20.0,
)
_PROFILE = StreamProfile(StreamRole.MAIN, VideoCodec.H264, 480, 270, 12.0)
_PATIENCE_S = 60.0


def piece(
    name: str, span: TimeRange, method: FetchMethod = FetchMethod.FILE, stamp: int | None = None
) -> PieceOrder:
    """Return an order for one piece; its file is called like it."""
    made = Piece(PieceId(name), 0, CameraId("c"), span, RecordStorage.PLATFORM, method, f"{name}.mp4")
    return PieceOrder(made, stamp)


@dataclass
class Stage:
    """One job in a folder, over any number of workers one after another."""

    folder: Path
    orders: tuple[PieceOrder, ...]
    url: Callable[[Piece], str]
    limits: Limits = QUICK
    refuse: Callable[[NeedTicket], TicketRefused | None] = lambda _: None
    lives_ms: int = 60_000
    events: list[Event] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    def run(
        self,
        play: Callable[["Stage", ExportWorker], None] | None = None,
        *,
        kill_after_s: float | None = None,
    ) -> list[Event]:
        """Run one worker until it has finished, or is killed; return what it said."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return asyncio.run(self._run(play, kill_after_s))

    @property
    def facts(self) -> dict[str, PieceFacts]:
        return {one.piece: one.facts for one in self.events if isinstance(one, PieceDone)}

    @property
    def failures(self) -> dict[str, PieceFailed]:
        return {one.piece: one for one in self.events if isinstance(one, PieceFailed)}

    def said(self, kind: type[T]) -> list[T]:
        return [one for one in self.events if isinstance(one, kind)]

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.mp4"

    def arrived(self, name: str) -> int | None:
        """Return how many bytes of a piece that is not done lie on the disk, None when it has not begun."""
        part = self.folder / ".work" / name / "footage.part"
        return part.stat().st_size if part.exists() else None

    async def _run(
        self, play: Callable[["Stage", ExportWorker], None] | None, kill_after_s: float | None
    ) -> list[Event]:
        over = asyncio.Event()
        said: list[Event] = []

        def on_message(event: Event) -> None:
            said.append(event)
            self.events.append(event)
            if isinstance(event, NeedTicket):
                self._answer(worker, event)
            if isinstance(event, Finished | Fatal):
                over.set()
            elif play is not None:
                play(self, worker)

        worker = ExportWorker(
            on_message=on_message, on_ended=lambda _: over.set(), environment=self.environment
        )
        worker.send(Start(self.folder, self.orders, self.limits))
        try:
            if kill_after_s is not None:
                asyncio.get_running_loop().call_later(kill_after_s, worker.kill)
            await asyncio.wait_for(over.wait(), _PATIENCE_S)
        finally:
            await worker.close(10.0)
        return said

    def _answer(self, worker: ExportWorker, event: NeedTicket) -> None:
        refusal = self.refuse(event)
        if refusal is not None:
            worker.send(refusal)
            return
        order = next(one for one in self.orders if one.piece.id == event.piece)
        mp4 = order.piece.method is FetchMethod.FILE
        protocol = PlaybackProtocol.MP4 if mp4 else PlaybackProtocol.HTTP_TS
        expires = time.time_ns() // 1_000_000 + self.lives_ms
        try:
            url = self.url(order.piece)
        except requests.RequestException:
            worker.send(TicketRefused(event.piece, ErrorCode.UNREACHABLE))
            return
        worker.send(Ticket(event.piece, url, protocol, _PROFILE, expires))


def with_limits(**changes: float) -> Limits:
    return replace(QUICK, **changes)  # type: ignore[arg-type]

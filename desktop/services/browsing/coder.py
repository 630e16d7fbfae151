"""Worker processes that make browsing copies: one for each package, gone with it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from desktop.errors import AppError, ErrorCode
from desktop.exporter.messages import Browse, Browsed, BrowseFailed, BrowseProgress, Event, Fatal
from desktop.services.exports.worker import NewWorker


@dataclass(frozen=True, slots=True)
class Coder:
    """Has copies made one after the other; used on the loop's thread."""

    new_worker: NewWorker

    async def code(self, order: Browse, progress: Callable[[float], object]) -> Browsed:
        """Have one copy made; a caller that is cancelled ends the worker. Raises why there is none."""
        events: asyncio.Queue[Event | None] = asyncio.Queue()
        worker = self.new_worker(
            on_message=events.put_nowait, on_ended=lambda _status: events.put_nowait(None)
        )
        try:
            worker.send(order)
            while (event := await events.get()) is not None:
                match event:
                    case BrowseProgress():
                        progress(event.share)
                    case Browsed():
                        return event
                    case BrowseFailed() | Fatal():
                        raise AppError(event.code, event.detail)
        finally:
            await asyncio.shield(worker.close())
        raise AppError(ErrorCode.WORKER_FAILED)

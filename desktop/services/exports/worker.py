"""What the queue wants of a worker process; `desktop.exporter.process.ExportWorker` is one."""

from collections.abc import Callable
from typing import Protocol

from desktop.exporter.messages import Command, Event


class Worker(Protocol):
    """A running worker; `send` never blocks."""

    def send(self, message: Command) -> None:
        """Queue a command."""
        ...

    async def close(self, timeout_s: float = 5.0) -> None:
        """Let it end where it is; by force after `timeout_s`."""
        ...


class NewWorker(Protocol):
    """Starts a worker; both callbacks come on the loop's thread, `on_ended` once and last."""

    def __call__(self, *, on_message: Callable[[Event], None], on_ended: Callable[[int], None]) -> Worker:
        """Start one."""
        ...

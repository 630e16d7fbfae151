"""Takes the application's commands to whoever carries them out."""

import threading
from collections.abc import Callable

from desktop.errors import ErrorCode
from desktop.evidence.archive import zip_package
from desktop.evidence.scan import NoFileError
from desktop.exporter.browsing import browse
from desktop.exporter.disk import target_failure
from desktop.exporter.grabbing import grab
from desktop.exporter.job import Job
from desktop.exporter.messages import (
    Browse,
    Cancel,
    Event,
    Fatal,
    Grab,
    Pause,
    Resume,
    Start,
    Ticket,
    TicketRefused,
    Zip,
    Zipped,
)

_CLOSE_S = 2.0


class Desk:
    """One worker's; `receive` on its main thread."""

    def __init__(self, report: Callable[[Event], None]) -> None:
        self._report = report
        self._job: Job | None = None

    def receive(self, command: object) -> None:
        """Carry out a command; returns at once."""
        match command:
            case Start():
                self._start(command)
            case Ticket() | TicketRefused():
                if self._job is not None:
                    self._job.tickets.answer(command)
            case Zip():
                threading.Thread(target=self._zip, args=(command,), name="zip", daemon=True).start()
            case Grab():
                threading.Thread(target=self._grab, args=(command,), name="grab", daemon=True).start()
            case Browse():
                threading.Thread(
                    target=browse, args=(command, self._report), name="browse", daemon=True
                ).start()
            case Pause():
                self._control("pause")
            case Resume():
                self._control("resume")
            case Cancel():
                self._control("stop")
            case _:
                raise ValueError("not a command")

    def close(self) -> None:
        """Let the threads keep what came, if they are quick about it."""
        if self._job is not None:
            self._job.close(_CLOSE_S)

    def _start(self, start: Start) -> None:
        if self._job is not None:
            self._report(Fatal(ErrorCode.WORKER_FAILED, {"reason": "started twice"}))
            return
        self._job = Job(start, self._report)

    def _zip(self, order: Zip) -> None:
        try:
            digest = zip_package(order.folder, order.target, order.password)
        except OSError as error:
            failure = target_failure(error, order.target.parent)
            self._report(Fatal(failure.code, failure.detail))
        except (ValueError, NoFileError) as error:
            self._report(Fatal(ErrorCode.WORKER_FAILED, {"reason": type(error).__name__}))
        else:
            self._report(Zipped(order.target, digest))

    def _grab(self, order: Grab) -> None:
        self._report(grab(order))

    def _control(self, what: str) -> None:
        if self._job is not None:
            getattr(self._job.control, what)()

"""Orders of footage: accepted under an approved register entry, worked off in a queue, kept over crashes."""

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.export import ExportId, ExportItem, ExportOptions
from desktop.domain.export_job import ExportJob
from desktop.domain.retrieval import RetrievalNumber
from desktop.stores.observable import Signal


class ExportService:
    """The jobs of one account; lives with one sign-in, used on the loop's thread.

    `changed` comes for a job whenever anything about it changed, at most a few times a second;
    `finished` once, when it is DONE, FAILED or CANCELLED.
    """

    def __init__(self) -> None:
        self.changed: Signal[[ExportJob]] = Signal()
        self.finished: Signal[[ExportJob]] = Signal()

    @property
    def jobs(self) -> tuple[ExportJob, ...]:
        """All jobs in the order of the queue; those that are over come last, newest first."""
        raise NotImplementedError

    async def estimate(self, items: Sequence[ExportItem]) -> int | None:
        """Return about how many bytes an order would bring, None where the platform does not say."""
        raise NotImplementedError

    async def order(
        self,
        retrieval: RetrievalNumber,
        items: Sequence[ExportItem],
        folder: Path,
        options: ExportOptions = ExportOptions(),
        zip_password: str | None = None,
    ) -> ExportJob:
        """Accept an order of 1 to 16 items and begin when its turn comes.

        Raises FORBIDDEN without the right, NOT_APPROVED (with camera) when an item is outside the approval,
        NO_RECORDING when there is nothing at all, DISK_FULL (free_bytes, needed_bytes), TARGET_UNWRITABLE.
        """
        raise NotImplementedError

    def pause(self, job: ExportId) -> None:
        """Stop a job where it is."""
        raise NotImplementedError

    def resume(self, job: ExportId) -> None:
        """Let a paused job go on."""
        raise NotImplementedError

    async def cancel(self, job: ExportId) -> None:
        """End a job for good and remove what it has fetched."""
        raise NotImplementedError

    def retry(self, job: ExportId) -> None:
        """Let a failed job go on where it stopped."""
        raise NotImplementedError

    def first(self, job: ExportId) -> None:
        """Let a waiting job be the next one."""
        raise NotImplementedError

    async def refetch(self, job: ExportId) -> ExportJob:
        """Order what a finished package lacks and may still be had, as a new package that names the old one.

        A package that is signed is never touched again. Raises what `order` raises, NO_RECORDING when nothing
        of the kind is missing.
        """
        raise NotImplementedError

    async def zip(self, job: ExportId, password: str) -> ExportJob:
        """Make the encrypted copy of a finished package."""
        raise NotImplementedError

    def dismiss(self, job: ExportId) -> None:
        """Take a job that is over off the list; its package stays."""
        raise NotImplementedError

    async def close(self) -> None:
        """Stop all work where it is; it goes on with the next sign-in."""

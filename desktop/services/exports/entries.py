"""What the register hears of exports: ordered, finished, failed, cancelled."""

from desktop.audit.entry import AccessAction, Body
from desktop.audit.register import AccessRegister
from desktop.errors import AppError
from desktop.services.author import Author, Footage
from desktop.services.exports.record import JobRecord


class ExportEntries:
    """Writes them; lives with one sign-in, used on the loop's thread."""

    def __init__(self, register: AccessRegister, author: Author) -> None:
        self._register = register
        self._author = author

    def ordered(self, record: JobRecord) -> None:
        """One entry for each camera and range that was ordered."""
        for item in record.order.items:
            self._enter(record, AccessAction.EXPORT_ORDERED, Footage.of([item]), self._of(record))

    def finished(self, record: JobRecord) -> None:
        """The package with its manifest's hash and the key that signed it."""
        assert record.summary is not None
        body: dict[str, object] = {**self._of(record), **record.summary.register_body()}
        body["folder"] = str(record.folder)  # the deletion duty finds it again
        body["gaps"] = len(record.all_gaps())
        self._enter_all(record, AccessAction.EXPORT_FINISHED, body)

    def zipped(self, record: JobRecord) -> None:
        """The encrypted copy: one more copy on this machine, to be deleted like the package."""
        if record.zip_file is None:
            return
        body: dict[str, object] = {
            **self._of(record),
            "sha256": record.zip_sha256,
            "folder": str(record.zip_file.parent),
            "files": [record.zip_file.name],
            "copy_expires_at_ms": record.copy_expires_at_ms,
        }
        self._enter_all(record, AccessAction.EXPORT_FINISHED, body, subject=record.zip_file.name)

    def failed(self, record: JobRecord, error: AppError) -> None:
        """The job stopped, and why."""
        body = {**self._of(record), "code": error.code.value}
        self._enter_all(record, AccessAction.EXPORT_FAILED, body)

    def cancelled(self, record: JobRecord) -> None:
        """Somebody gave it up; what had come is removed as soon as it can be."""
        self._enter_all(record, AccessAction.EXPORT_CANCELLED, self._of(record))

    def _of(self, record: JobRecord) -> dict[str, object]:
        return {"export": record.order.id, "retrieval": record.order.retrieval}

    def _enter_all(self, record: JobRecord, action: AccessAction, body: Body, subject: str = "") -> None:
        self._enter(record, action, Footage.of(record.order.items), body, subject)

    def _enter(
        self, record: JobRecord, action: AccessAction, footage: Footage, body: Body, subject: str = ""
    ) -> None:
        self._register.enter(
            self._author.entry(
                action, footage, reason=record.reason, subject=subject or record.folder.name, body=body
            )
        )

"""What the register hears of exports: ordered, finished, failed, cancelled."""

import socket
from dataclasses import dataclass

from desktop.audit.entry import AccessAction, Body, RegisterEntry
from desktop.audit.register import AccessRegister
from desktop.domain.account import Account
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError
from desktop.ports import Clock
from desktop.services.exports.record import JobRecord

MOST_NAMES = 16


@dataclass(frozen=True, slots=True)
class _Footage:
    """What an entry is about."""

    camera_id: CameraId
    name: str
    range: TimeRange


class ExportEntries:
    """Writes them; lives with one sign-in, used on the loop's thread."""

    def __init__(self, register: AccessRegister, account: Account, platform: str, clock: Clock) -> None:
        self._register = register
        self._account = account
        self._platform = platform
        self._clock = clock
        self._workstation = socket.gethostname()

    def ordered(self, record: JobRecord) -> None:
        """One entry for each camera and range that was ordered."""
        for item in record.order.items:
            footage = _Footage(item.camera_id, item.camera_name, item.range)
            self._enter(record, AccessAction.EXPORT_ORDERED, footage, self._of(record))

    def finished(self, record: JobRecord) -> None:
        """The package with its manifest's hash and the key that signed it."""
        assert record.summary is not None
        body: dict[str, object] = {**self._of(record), **record.summary.register_body()}
        body["folder"] = str(record.folder)  # the deletion duty finds it again
        body["gaps"] = len(record.all_gaps())
        body["folder"] = str(record.folder)
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
        """Somebody gave it up; what had come is removed."""
        self._enter_all(record, AccessAction.EXPORT_CANCELLED, self._of(record))

    def _of(self, record: JobRecord) -> dict[str, object]:
        return {"export": record.order.id, "retrieval": record.order.retrieval}

    def _enter_all(self, record: JobRecord, action: AccessAction, body: Body, subject: str = "") -> None:
        items = record.order.items
        names = "、".join(dict.fromkeys(item.camera_name for item in items[:MOST_NAMES]))
        whole = TimeRange(
            min(item.range.start_ms for item in items), max(item.range.end_ms for item in items)
        )
        camera = items[0].camera_id if len({item.camera_id for item in items}) == 1 else CameraId("")
        self._enter(record, action, _Footage(camera, names, whole), body, subject)

    def _enter(
        self, record: JobRecord, action: AccessAction, footage: _Footage, body: Body, subject: str = ""
    ) -> None:
        account = self._account
        self._register.enter(
            RegisterEntry(
                at_ms=self._clock.now_ms(),
                who=account.display_name,
                unit=account.unit,
                account=account.user,
                platform=self._platform,
                action=action,
                camera_id=footage.camera_id,
                camera_name=footage.name,
                range=footage.range,
                workstation=self._workstation,
                reason=record.reason,
                subject=subject or record.folder.name,
                body=body,
            )
        )

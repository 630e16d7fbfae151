"""The journal of jobs: one file each, so that two programs of one person do not overwrite each other's.

A job is locked by the program that works on it, for as long as that lives: another one leaves it alone.
"""

from pathlib import Path

from desktop import log
from desktop.domain.export import OVER, ExportId
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lane
from desktop.services.exports.record import JobRecord
from desktop.stores.file_lock import FileLock
from desktop.stores.json_file import JsonFile
from desktop.stores.records import from_json, to_json

SAVE_S = 30.0
_log = log.get("export")


class Journal:
    """The jobs of one account in a folder of its profile; used on the loop's thread, kept on a lane."""

    def __init__(self, folder: Path, lane: Lane) -> None:
        self._folder = folder
        self._lane = lane
        self._locks: dict[ExportId, FileLock] = {}
        self.elsewhere = 0
        """Jobs that were not over, and in another program's hands, at the last `load`."""

    async def load(self) -> tuple[JobRecord, ...]:
        """Return the jobs that no other program works on, and take them over."""
        return await self._lane.run(lambda _: self._load(), deadline_s=SAVE_S)

    async def begin(self, record: JobRecord) -> None:
        """Keep a new job and lock it; STORAGE_FAILED."""
        await self._lane.run(lambda _: self._lock(record.order.id), deadline_s=SAVE_S)
        await self.save(record)

    async def save(self, record: JobRecord) -> None:
        """Keep a job as it is now, durably; STORAGE_FAILED."""
        file = self._file(record.order.id)
        await self._lane.run(lambda _: file.save(to_json(record)), deadline_s=SAVE_S)

    async def keep(self, record: JobRecord) -> None:
        """Keep a job as it is now; a profile that cannot be written costs the journal, not the export."""
        try:
            await self.save(record)
        except AppError as error:
            if error.code is not ErrorCode.CANCELLED:
                _log.error("the journal of export %s: %r", record.order.id, error)

    async def forget(self, job: ExportId) -> None:
        """Drop a job that is over."""
        await self._lane.run(lambda _: self._forget(job), deadline_s=SAVE_S)

    def close(self) -> None:
        """Give all jobs back."""
        for lock in self._locks.values():
            lock.release()
        self._locks.clear()

    def _file(self, job: ExportId) -> JsonFile:
        return JsonFile(self._folder / f"{job}.json")

    def _lock(self, job: ExportId) -> bool:
        lock = self._locks.get(job) or FileLock(self._folder / f"{job}.lock")
        try:
            held = lock.acquire()
        except OSError as error:
            _log.warning("no lock for export %s: %s", job, error)
            return False
        if held:
            self._locks[job] = lock
        return held

    def _load(self) -> tuple[JobRecord, ...]:
        found: list[JobRecord] = []
        elsewhere = 0
        for path in sorted(self._folder.glob("*.json")):
            job = ExportId(path.stem)
            if job in self._locks:
                continue
            if not self._lock(job):
                other = self._read(job)
                elsewhere += other is not None and other.state not in OVER
                continue
            record = self._read(job)
            if record is None:
                self._locks.pop(job).release()
            else:
                found.append(record)
        self.elsewhere = elsewhere
        return tuple(sorted(found, key=lambda record: record.place))

    def _read(self, job: ExportId) -> JobRecord | None:
        try:
            data = self._file(job).load().data
            record = from_json(JobRecord, data)
        except (AppError, ValueError) as error:
            _log.error("the journal of export %s cannot be read: %s", job, error)
            return None
        return record if record.order.id == job else None

    def _forget(self, job: ExportId) -> None:
        self._file(job).path.unlink(missing_ok=True)
        lock = self._locks.pop(job, None)
        if lock is not None:
            lock.release(remove=True)

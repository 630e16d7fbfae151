"""From a folder with footage to a package: what the manifest says, and who signs it."""

import platform as machine
import secrets
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop import VERSION, log
from desktop.audit.register import AccessRegister
from desktop.domain.account import Account, PlatformInfo
from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import CameraId
from desktop.domain.evidence import (
    ClockError,
    FileKind,
    MakingEnvironment,
    ManifestSummary,
    PackagedFile,
    PackageFacts,
    SignatureAlgorithm,
    SourceFacts,
)
from desktop.domain.export import ExportId, Gap
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import Operator, Retrieval
from desktop.domain.spans import Spans
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.evidence.clock_source import clock_source
from desktop.evidence.package import build
from desktop.lanes import Lane
from desktop.ports import Clock, DocumentPrinter, SecretStore
from desktop.secrets.signing_key import SigningKeys
from desktop.services.exports.folders import partial_of
from desktop.services.exports.record import CameraFacts, JobRecord
from desktop.settings import declared
from desktop.settings.store import Settings

_log = log.get("export")
KEY_S = 60.0
"""A keyring may ask a person to unlock it."""
SOFTWARE = "雪亮视墙"
KeyStore = Callable[[], Awaitable[SecretStore]]
"""Opens the keyring when it is first wanted."""
_PLACES = {RecordStorage.PLATFORM: "平台中心存储", RecordStorage.DEVICE: "设备端存储"}
_TARGET = frozenset({ErrorCode.DISK_FULL, ErrorCode.TARGET_UNWRITABLE})


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes packages, where and with what; lives with one sign-in."""

    account: Account
    platform: PlatformInfo
    settings: Settings
    clock: Clock
    register: AccessRegister
    keys: KeyStore
    key_lane: Lane
    """Where the keyring is asked."""
    bulk: Lane
    """Where files are written."""
    printer: DocumentPrinter | None
    clock_error: Callable[[CameraId], ClockError | None]
    """The last measurement of a camera's clock, None where nobody measured."""

    async def make(self, record: JobRecord, retrieval: Retrieval) -> ManifestSummary:
        """Complete the folder in work; raises what the keyring, the disk and the register give."""
        return await self.seal(await self._facts(record, retrieval), partial_of(record.folder))

    async def seal(self, facts: PackageFacts, folder: Path) -> ManifestSummary:
        """Write manifest, signature and sums beside the files; raises what keyring and disk give."""
        algorithm = SignatureAlgorithm(self.settings.get(declared.SIGNATURE_ALGORITHM))
        keys = SigningKeys(await self.keys())
        signer = await self.key_lane.run(lambda _: keys.signer(algorithm), deadline_s=KEY_S)
        try:
            return await build(facts, folder, signer, lane=self.bulk, printer=self.printer)
        except AppError as error:
            if self.printer is None or error.code in _TARGET:
                raise
            # A printer that does not work must not keep footage from being handed over: the HTML says it all.
            _log.warning("the manifest was not printed: %r", error)
            return await build(facts, folder, signer, lane=self.bulk, printer=None)

    async def _facts(self, record: JobRecord, retrieval: Retrieval) -> PackageFacts:
        return await self.facts(
            record.folder.name,
            retrieval,
            sources=[self._source(record, index) for index in range(len(record.order.items))],
            files=_files(record),
            began_ms=record.started_at_ms or record.order.ordered_at_ms,
            export_id=record.order.id,
            note=f"补取 {record.refetch_of} 中缺少的部分。" if record.refetch_of else "",
        )

    async def facts(
        self,
        package: str,
        retrieval: Retrieval,
        *,
        sources: Sequence[SourceFacts],
        files: Sequence[PackagedFile],
        began_ms: int,
        export_id: ExportId | None = None,
        note: str = "",
    ) -> PackageFacts:
        """Return all that is known of a package made now; one without an id gets one."""
        now_ms, account = self.clock.now_ms(), self.account
        return PackageFacts(
            name=package,
            export_id=export_id or ExportId(f"{now_ms:x}-{secrets.token_hex(4)}"),
            retrieval=retrieval,
            providing_unit=account.unit,
            made_by=Operator(account.user, account.display_name, account.unit),
            checked_by=_second_person(retrieval, account.user),
            made_at_ms=now_ms,
            started_at_ms=began_ms,
            environment=self.environment(),
            sources=tuple(sources),
            files=tuple(files),
            previous_record_hash=await self.register.last_hash(),
            copy_expires_at_ms=self.copy_expires_at_ms(retrieval),
            note=note,
        )

    def source(
        self,
        camera: CameraFacts,
        requested: TimeRange,
        obtained: Iterable[TimeRange],
        gaps: Iterable[Gap],
        place: str,
        *,
        kept_until_ms: int | None = None,
    ) -> SourceFacts:
        """Return what is known of a camera and a range of its footage; `place` is where the original is."""
        return SourceFacts(
            camera_id=camera.camera_id,
            gb_id=camera.camera_id,
            camera_name=camera.name,
            common_name=camera.common_name,
            address=camera.address,
            longitude=camera.longitude,
            latitude=camera.latitude,
            management_unit=camera.management_unit,
            household=camera.household,
            requested=requested,
            obtained=tuple(obtained),
            gaps=tuple(gaps),
            clock_error=self.clock_error(camera.camera_id),
            platform_clock_offset_ms=camera.clock_offset_ms,
            original_place=place,
            original_kept_until_ms=kept_until_ms,
        )

    def copy_expires_at_ms(self, retrieval: Retrieval) -> int:
        """Return when the local copy has to be gone: by the entry, and no later than the setting says."""
        latest = self.clock.now_ms() + self.settings.get(declared.COPY_DAYS) * DAY_MS
        wanted = retrieval.request.copy_expires_at_ms
        return latest if wanted is None else min(wanted, latest)

    def environment(self) -> MakingEnvironment:
        """Return software and hardware as they are now."""
        return MakingEnvironment(
            software=SOFTWARE,
            version=VERSION,
            build="",
            os=f"{machine.system()} {machine.release()} {machine.machine()}".strip(),
            workstation=socket.gethostname(),
            platform_name=self.platform.name,
            platform_version=f"{self.platform.vendor} {self.platform.contract}".strip(),
            clock_source=clock_source(),
        )

    def _source(self, record: JobRecord, index: int) -> SourceFacts:
        item, camera = record.order.items[index], record.cameras[index]
        pieces = [piece for piece in record.pieces if piece.item == index]
        outcomes = [outcome for piece in pieces if (outcome := record.outcome(piece.id)) is not None]
        obtained = Spans().with_spans(
            part for outcome in outcomes if outcome.facts is not None for part in outcome.facts.obtained
        )
        places = dict.fromkeys(_PLACES[piece.storage] for piece in pieces)
        kept_until = None
        if camera.keep_days is not None:
            kept_until = item.range.start_ms + camera.keep_days * DAY_MS
        return self.source(
            camera,
            item.range,
            clipped(obtained, item.range),
            (entry.gap for entry in record.all_gaps() if entry.item == index),
            "、".join(places),
            kept_until_ms=kept_until,
        )


def clipped(spans: Spans, limit: TimeRange) -> tuple[TimeRange, ...]:
    """Return what of some spans lies within a limit."""
    return tuple(part for span in spans.parts if (part := span.intersection(limit)) is not None)


def _files(record: JobRecord) -> tuple[PackagedFile, ...]:
    files = []
    for piece in record.pieces:
        outcome = record.outcome(piece.id)
        if outcome is not None and outcome.facts is not None:
            files.append(
                PackagedFile(
                    kind=FileKind.ORIGINAL,
                    source=piece.item,
                    range=piece.range,
                    facts=outcome.facts,
                    storage=piece.storage,
                )
            )
    return tuple(files)


def _second_person(retrieval: Retrieval, operator: str) -> Operator | None:
    """Return who approved, unless that is the operator: nobody checks themselves, so the line stays empty."""
    by = None if retrieval.decision is None else retrieval.decision.by
    return None if by is None or by.account.casefold() == operator.casefold() else by

"""A small package of evidence as the exporter would hand it over, and the same sealed."""

import hashlib
from dataclasses import replace
from pathlib import Path

from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import CameraId
from desktop.domain.evidence import (
    FileKind,
    KeyCard,
    MakingEnvironment,
    ManifestSummary,
    PackagedFile,
    PackageFacts,
    PieceFacts,
    SignatureAlgorithm,
    SourceFacts,
)
from desktop.domain.export import ExportId, FetchMethod, Gap, GapCause
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import (
    Attachment,
    Decision,
    DocumentType,
    LegalDocument,
    Operator,
    Person,
    RequestedFootage,
    RequesterClass,
    Retrieval,
    RetrievalKind,
    RetrievalNumber,
    RetrievalRequest,
    RetrievalState,
)
from desktop.domain.time_range import TimeRange
from desktop.evidence.folder import sm3
from desktop.evidence.package import draft, seal
from desktop.evidence.signature import Ed25519Signer, Signer, Sm2Signer

START_MS = 1_763_748_600_000
"""2025-11-22 02:10:00 Beijing time."""
SPAN = TimeRange(START_MS, START_MS + 450_000)
NAMES = ("01_320国道丁字路口_20251122-021000_021730.mp4", "02_湾头村村口_20251122-021000_021730.mp4")
ED25519 = Ed25519Signer(bytes(range(32)), kept=True)
OTHER_ED25519 = Ed25519Signer(bytes(range(1, 33)), kept=True)
SM2_SIGNER = Sm2Signer(bytes(range(7, 39)), kept=True)


def signer_of(algorithm: SignatureAlgorithm) -> Signer:
    """Return the tests' key of an algorithm."""
    return SM2_SIGNER if algorithm is SignatureAlgorithm.SM2 else ED25519


def footage_bytes(index: int, size: int = 3000) -> bytes:
    """Return what stands for a recording: every test of bytes is indifferent to what they show."""
    return hashlib.shake_256(f"footage {index}".encode()).digest(size)


def retrieval(number: str = "431321103-20251122-0007") -> Retrieval:
    """Return an approved entry of two policemen."""
    footage = tuple(
        RequestedFootage(CameraId(f"camera-{index}"), NAMES[index][3:-25], "梓门桥镇湾头村", False, SPAN)
        for index in range(2)
    )
    asked = Operator("fujing", "胡建国", "梓门桥派出所")
    return Retrieval(
        number=RetrievalNumber(number),
        request=RetrievalRequest(
            kind=RetrievalKind.COPY,
            requester_class=RequesterClass.TRAFFIC_POLICE,
            unit="双峰县公安局交警大队",
            persons=(
                Person("李明", DocumentType.POLICE_ID, "031234", "13800000000"),
                Person("王芳", DocumentType.IDENTITY_CARD, "432522198001010025"),
            ),
            reason="货车撞坏铁棚后逃逸",
            purpose="查找肇事车辆",
            case_number="交〔2025〕117号",
            footage=footage,
            legal_document=LegalDocument(
                "调取证据通知书", "双公交调证字〔2025〕32号", (Attachment("扫描.pdf", 1200, "ab" * 32),)
            ),
        ),
        requested_by=asked,
        requested_at_ms=START_MS + DAY_MS,
        state=RetrievalState.APPROVED,
        decision=Decision(
            Operator("shenpi", "刘建军", "梓门桥镇综治中心"),
            START_MS + DAY_MS + 60_000,
            True,
            "同意",
            footage,
        ),
    )


def piece(index: int, content: bytes) -> PieceFacts:
    """Return the facts of one file."""
    return PieceFacts(
        file_name=NAMES[index],
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        sm3=sm3(content),
        container="MP4",
        codec="H.265",
        width=2560,
        height=1440,
        fps=25.0,
        bit_rate=4_096_000,
        audio=False,
        duration_ms=449_960,
        first_ms=SPAN.start_ms,
        last_ms=SPAN.end_ms - 40,
        key_frames=225,
        undecodable=(),
        obtained=(SPAN,),
        gaps=(),
        method=FetchMethod.FILE,
        retries=index,
        errors={"timed_out": index} if index else {},
        hashed_at_ms=START_MS + DAY_MS + 90_000,
    )


def source(index: int) -> SourceFacts:
    """Return what is known of one camera; the second has a gap."""
    gap = Gap(TimeRange(SPAN.start_ms + 60_000, SPAN.start_ms + 90_000), GapCause.NO_RECORDING)
    return SourceFacts(
        camera_id=CameraId(f"camera-{index}"),
        gb_id=f"4313210000132800012{index}",
        camera_name=("320国道丁字路口", "湾头村村口")[index],
        common_name="超市铁棚对面",
        address="娄底市双峰县梓门桥镇湾头村",
        longitude=112.198765,
        latitude=27.456789,
        management_unit="梓门桥镇综治中心",
        household=False,
        requested=SPAN,
        obtained=(SPAN,) if not index else SPAN.without(gap.range),
        gaps=(gap,) if index else (),
        platform_clock_offset_ms=(None, 3200)[index],
        original_place="娄底云数据中心",
        original_kept_until_ms=START_MS + 30 * DAY_MS,
        original_locked=None,
    )


def facts(name: str = "证据_431321103-20251122-0007_20251123-101500") -> PackageFacts:
    """Return a package of two recordings."""
    entry = retrieval()
    return PackageFacts(
        name=name,
        export_id=ExportId("export-1"),
        retrieval=entry,
        providing_unit="梓门桥镇综治中心",
        made_by=entry.requested_by,
        checked_by=None,
        made_at_ms=START_MS + DAY_MS + 120_000,
        started_at_ms=START_MS + DAY_MS + 61_000,
        environment=MakingEnvironment(
            software="雪亮视墙",
            version="0.1.0",
            build="test",
            os="Linux",
            workstation="zhban-01",
            platform_name="演示平台",
            platform_version="1",
            clock_source="NTP",
        ),
        sources=(source(0), source(1)),
        files=tuple(
            PackagedFile(
                FileKind.ORIGINAL, index, SPAN, piece(index, footage_bytes(index)), RecordStorage.PLATFORM
            )
            for index in range(2)
        ),
        previous_record_hash="cd" * 32,
        copy_expires_at_ms=START_MS + 30 * DAY_MS,
    )


def sealed(
    folder: Path,
    signer: Signer = ED25519,
    package: PackageFacts | None = None,
    pdf: bytes = b"%PDF-1.4 test\n",
) -> ManifestSummary:
    """Write a whole package into a folder that is not there yet; `pdf` stands for the printed manifest."""
    package = package or facts()
    folder.mkdir(parents=True)
    for index, file in enumerate(package.files):
        (folder / file.facts.file_name).write_bytes(footage_bytes(index))
    draft(package, folder, signer.card)
    (folder / "manifest.pdf").write_bytes(pdf)
    return seal(package, folder, signer)


def unkept(card: KeyCard) -> KeyCard:
    """Return the card of a key that lives as long as the process."""
    return replace(card, kept=False)

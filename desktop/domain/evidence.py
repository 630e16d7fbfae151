"""What is known of a package of evidence: its files, where they come from, who made it and under which entry.

The fields are those of a 随片清单 (manifest): 民事诉讼证据规定 Art. 15, 19, 23 (来源和制作经过), 刑诉法解释
Art. 108, 110–112 (制作过程, 原件存放地点, 完整性校验值, 增删改). A hash does not prove that pictures are
true; it proves that a file is unchanged since it was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop.domain.camera import CameraId
from desktop.domain.export import ExportId, FetchMethod, Gap
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import Operator, Retrieval
from desktop.domain.time_range import TimeRange


class FileKind(StrEnum):
    """What a file of footage is; only ORIGINAL is what the platform or the camera recorded."""

    ORIGINAL = "original"
    """原始录像."""
    BROWSING_COPY = "browsing_copy"
    """浏览副本: transcoded, watermarked, possibly masked."""
    SNAPSHOT = "snapshot"
    """截图."""


class SignatureAlgorithm(StrEnum):
    """How a manifest is signed."""

    ED25519 = "ed25519"
    SM2 = "sm2"
    """GB/T 32918 with SM3 and the usual identity 1234567812345678."""


class ClockMethod(StrEnum):
    """How a camera's clock error was found (校时方法)."""

    OSD_BY_EYE = "osd_by_eye"
    """The picture's time, read by a person, and the platform's of the same moment."""
    SNAPSHOT = "snapshot"
    """The picture's time on a snapshot whose instant is known."""


@dataclass(frozen=True, slots=True)
class ClockError:
    """A measured difference: what the camera's picture said less Beijing time; ahead (快) is positive.

    Where nobody measured there is no such value: None stands for 未校对, never a difference of nought.
    """

    offset_ms: int
    method: ClockMethod
    measured_by: str
    measured_at_ms: int
    note: str = ""
    """What it was compared with, how exact it is, how old: in words."""

    def with_note(self, note: str) -> "ClockError":
        """Return the same measurement with other words."""
        return replace(self, note=note)


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """What is true of one file of footage after it was written, hashed and looked through.

    `first_ms` and `last_ms` are the instants of the first and the last picture, from the container's times;
    `errors` counts error codes that were met on the way; hashes in lower-case hex.
    """

    file_name: str
    bytes: int
    sha256: str
    sm3: str
    container: str
    codec: str
    width: int
    height: int
    fps: float
    bit_rate: int
    """Bits a second, on average."""
    audio: bool
    duration_ms: int
    first_ms: int
    last_ms: int
    key_frames: int
    undecodable: tuple[TimeRange, ...]
    """Parts whose key frames could not be decoded."""
    obtained: tuple[TimeRange, ...]
    gaps: tuple[Gap, ...]
    method: FetchMethod
    retries: int
    errors: Mapping[str, int]
    hashed_at_ms: int
    sound_left_out: str = ""
    """Codecs of sound that the source has and the container has no place for; empty: none."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """What was done to the pictures: 是否转码、裁剪、水印、打码; `note` says how where something was."""

    transcoded: bool = False
    cropped: bool = False
    watermarked: bool = False
    masked: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """One camera and range of the order: where its footage comes from and what of it was obtained."""

    camera_id: CameraId
    gb_id: str
    camera_name: str
    common_name: str
    """点位俗称."""
    address: str
    """Town, village, place."""
    longitude: float | None
    latitude: float | None
    management_unit: str
    household: bool
    requested: TimeRange
    obtained: tuple[TimeRange, ...]
    gaps: tuple[Gap, ...]
    clock_error: ClockError | None = None
    """None: 未校对."""
    platform_clock_offset_ms: int | None = None
    """What the platform says of the camera's clock: its word, not a measurement of ours."""
    original_place: str = ""
    """原件存放地点."""
    original_kept_until_ms: int | None = None
    """预计覆盖日期, None where the platform does not say."""
    original_locked: bool | None = None
    """是否已锁定, None where the platform does not say."""


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """One file of footage in the package; `source` is the index of its camera and range."""

    kind: FileKind
    source: int
    range: TimeRange
    """What was to be in it."""
    facts: PieceFacts
    storage: RecordStorage | None
    stream: str = "main"
    location: str = ""
    """RecordLocation or path on the platform, without credentials."""
    treatment: Treatment = Treatment()
    made_from: str = ""
    """File name of the original that a browsing copy or a snapshot was made from."""


@dataclass(frozen=True, slots=True)
class MakingEnvironment:
    """Software and hardware that made the package (民事证据规定 Art. 93)."""

    software: str
    version: str
    build: str
    os: str
    workstation: str
    platform_name: str
    platform_version: str
    clock_source: str
    """Where this machine's time comes from, in words; empty where unknown."""
    clock_offset_ms: int | None = None
    """This machine's clock less the platform's, None where it was not compared."""


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """All that a manifest says. `previous_record_hash` is the register's last hash before this package."""

    name: str
    """The package's folder."""
    export_id: ExportId
    retrieval: Retrieval
    providing_unit: str
    made_by: Operator
    checked_by: Operator | None
    made_at_ms: int
    started_at_ms: int
    """When the first byte was asked for."""
    environment: MakingEnvironment
    sources: tuple[SourceFacts, ...]
    files: tuple[PackagedFile, ...]
    previous_record_hash: str
    copy_expires_at_ms: int | None = None
    copies: int = 1
    medium: str = ""
    witnesses: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyCard:
    """Whose signature it is: the public half of a workstation's key.

    `fingerprint` is the SHA-256 of the public key's DER form (SubjectPublicKeyInfo), lower-case hex.
    """

    algorithm: SignatureAlgorithm
    public_key_pem: bytes = field(repr=False)
    fingerprint: str
    kept: bool
    """False when no keyring answers: the key lives as long as the process, which the package says."""


@dataclass(frozen=True, slots=True)
class ManifestSummary:
    """What the register must remember of a package, so that one signed anew by somebody else is found."""

    package: str
    retrieval: str
    manifest_sha256: str
    key_fingerprint: str
    algorithm: SignatureAlgorithm
    key_kept: bool
    files: int
    bytes: int
    copy_expires_at_ms: int | None = None

    def register_body(self) -> dict[str, str | int | bool | None]:
        """Return it as the body of the register's EXPORT_FINISHED entry; its subject is the package."""
        return {
            "package": self.package,
            "retrieval": self.retrieval,
            "manifest_sha256": self.manifest_sha256,
            "key_fingerprint": self.key_fingerprint,
            "algorithm": self.algorithm.value,
            "key_kept": self.key_kept,
            "files": self.files,
            "bytes": self.bytes,
            "copy_expires_at_ms": self.copy_expires_at_ms,
        }

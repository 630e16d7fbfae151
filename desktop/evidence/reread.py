"""From a manifest back to the facts it was made of: papers on a package say what is signed, no more.

The manifest cuts the numbers of papers and leaves the entry's footage out; so do the facts that come back.
"""

import json

from desktop.domain.camera import CameraId
from desktop.domain.evidence import (
    ClockError,
    ClockMethod,
    FileKind,
    KeyCard,
    MakingEnvironment,
    PackagedFile,
    PackageFacts,
    PieceFacts,
    SignatureAlgorithm,
    SourceFacts,
    Treatment,
)
from desktop.domain.export import ExportId, FetchMethod, Gap, GapCause
from desktop.domain.recording import RecordStorage
from desktop.domain.time_range import TimeRange
from desktop.evidence import words
from desktop.evidence.json_node import Node
from desktop.evidence.manifest import ListedFile
from desktop.evidence.reading import ManifestError, read_manifest
from desktop.evidence.reread_entry import entry_of, operator_of


def reread(content: bytes) -> tuple[PackageFacts, KeyCard]:
    """Return what a manifest says and whose signature it bears (without the key itself); ManifestError."""
    listed = {file.name: file for file in read_manifest(content).files}
    top = Node(json.loads(content))
    try:
        return _package(top, listed), _card(top.node("signature"))
    except (ValueError, KeyError) as error:
        raise ManifestError from error


def _package(top: Node, listed: dict[str, ListedFile]) -> PackageFacts:
    return PackageFacts(
        name=top.text("package"),
        export_id=ExportId(top.text("export_id")),
        retrieval=entry_of(top.node("retrieval")),
        providing_unit=top.text("providing_unit"),
        made_by=operator_of(top.node("made_by")),
        checked_by=operator_of(top.node("checked_by")) if top.has("checked_by") else None,
        made_at_ms=top.instant("made_at"),
        started_at_ms=top.instant("started_at"),
        environment=_environment(top.node("environment")),
        sources=tuple(_source(source) for source in top.nodes("sources")),
        files=tuple(_file(file, listed[file.text("name")]) for file in top.nodes("footage")),
        previous_record_hash=top.text("previous_record_hash"),
        copy_expires_at_ms=_instant(top, "copy_expires_at"),
        copies=top.number("copies"),
        medium=top.text("medium"),
        witnesses=top.texts("witnesses"),
        note=top.text("note"),
    )


def _card(signature: Node) -> KeyCard:
    algorithm = SignatureAlgorithm(signature.text("algorithm"))
    return KeyCard(algorithm, b"", signature.text("key_fingerprint"), signature.yes("key_kept"))


def _instant(node: Node, key: str) -> int | None:
    return node.instant(key) if node.has(key) else None


def _ranges(node: Node, key: str) -> tuple[TimeRange, ...]:
    return tuple(part.range() for part in node.nodes(key))


def _gaps(node: Node) -> tuple[Gap, ...]:
    return tuple(
        Gap(gap.range(), GapCause(gap.text("cause")), gap.text("detail")) for gap in node.nodes("gaps")
    )


def _environment(made: Node) -> MakingEnvironment:
    platform, clock = made.node("platform"), made.node("clock")
    return MakingEnvironment(
        software=made.text("software"),
        version=made.text("version"),
        build=made.text("build"),
        os=made.text("os"),
        workstation=made.text("workstation"),
        platform_name=platform.text("name"),
        platform_version=platform.text("version"),
        clock_source=clock.text("source"),
        clock_offset_ms=clock.number("offset_ms") if clock.has("offset_ms") else None,
    )


def _source(source: Node) -> SourceFacts:
    original = source.node("original")
    offset = "platform_clock_offset_ms"
    return SourceFacts(
        camera_id=CameraId(source.text("camera_id")),
        gb_id=source.text("gb_id"),
        camera_name=source.text("camera_name"),
        common_name=source.text("common_name"),
        address=source.text("address"),
        longitude=source.degrees("longitude"),
        latitude=source.degrees("latitude"),
        management_unit=source.text("management_unit"),
        household=source.yes("household"),
        requested=source.node("requested").range(),
        obtained=_ranges(source, "obtained"),
        gaps=_gaps(source),
        clock_error=_clock(source.node("clock_error")),
        platform_clock_offset_ms=source.number(offset) if source.has(offset) else None,
        original_place=original.text("place"),
        original_kept_until_ms=_instant(original, "kept_until"),
        original_locked=original.yes("locked") if original.has("locked") else None,
    )


def _clock(error: Node) -> ClockError | None:
    if not error.yes("measured"):
        return None
    method = ClockMethod(error.text("method"))
    bare = ClockError(error.number("offset_ms"), method, error.text("by"), error.instant("at"))
    said, before = error.text("text"), f"{words.clock(bare)[:-1]}；"
    return bare.with_note(said[len(before) : -1]) if said.startswith(before) else bare


def _file(file: Node, listed: ListedFile) -> PackagedFile:
    done = file.node("treatment")
    return PackagedFile(
        kind=FileKind(file.text("kind")),
        source=file.number("source") - 1,
        range=file.node("wanted").range(),
        facts=_piece(file, listed),
        storage=RecordStorage(file.text("storage")) if file.has("storage") else None,
        stream=file.text("stream"),
        location=file.text("location"),
        treatment=Treatment(
            transcoded=done.yes("transcoded"),
            cropped=done.yes("cropped"),
            watermarked=done.yes("watermarked"),
            masked=done.yes("masked"),
            note=done.text("note"),
        ),
        made_from=file.text("made_from"),
    )


def _piece(file: Node, listed: ListedFile) -> PieceFacts:
    errors = file.node("errors")
    return PieceFacts(
        file_name=listed.name,
        bytes=listed.bytes,
        sha256=listed.sha256,
        sm3=listed.sm3,
        container=file.text("container"),
        codec=file.text("codec"),
        width=file.number("width"),
        height=file.number("height"),
        fps=file.decimal("frame_rate"),
        bit_rate=file.number("bit_rate"),
        audio=file.yes("audio"),
        sound_left_out=file.text("audio_left_out"),
        duration_ms=file.number("duration_ms"),
        first_ms=file.instant("first_picture"),
        last_ms=file.instant("last_picture"),
        key_frames=file.number("key_frames"),
        undecodable=_ranges(file, "undecodable"),
        obtained=_ranges(file, "obtained"),
        gaps=_gaps(file),
        method=FetchMethod(file.text("method")),
        retries=file.number("retries"),
        errors={code: errors.number(code) for code in errors.values},
        hashed_at_ms=file.instant("hashed_at"),
    )

"""manifest.json: everything that is known of a package, in the canonical form that is signed.

Canonical is RFC 8785 (JCS) for what stands in here: UTF-8, keys sorted, no spaces, no fractions. The schema
is published in `docs/evidence/manifest-1.schema.json`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from desktop.domain.evidence import (
    ClockError,
    KeyCard,
    MakingEnvironment,
    PackagedFile,
    PackageFacts,
    PieceFacts,
    SourceFacts,
    Treatment,
)
from desktop.domain.export import Gap
from desktop.domain.time_range import TimeRange
from desktop.evidence import names, words
from desktop.evidence.retrieval_part import operator_part, retrieval_part

SCHEMA = "xueliang-evidence-manifest/1"
Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as the manifest names it; hashes in lower-case hex."""

    name: str
    bytes: int
    sha256: str
    sm3: str


def canonical(document: Json) -> bytes:
    """Return the bytes of a manifest."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")  # half a surrogate pair is no character: it becomes a ?


def manifest(package: PackageFacts, card: KeyCard, files: Sequence[ListedFile]) -> Json:
    """Return the manifest of a package whose files, but for the seals, are these."""
    return {
        "schema": SCHEMA,
        "package": package.name,
        "export_id": package.export_id,
        "retrieval": retrieval_part(package.retrieval),
        "providing_unit": package.providing_unit,
        "made_by": operator_part(package.made_by),
        "checked_by": operator_part(package.checked_by) if package.checked_by else None,
        "started_at": words.instant(package.started_at_ms),
        "made_at": words.instant(package.made_at_ms),
        "environment": _environment(package.environment),
        "sources": [_source(number, source) for number, source in enumerate(package.sources, 1)],
        "footage": [_footage(number, file) for number, file in enumerate(package.files, 1)],
        "files": [
            {"name": file.name, "bytes": file.bytes, "sha256": file.sha256, "sm3": file.sm3} for file in files
        ],
        "player": words.PLAYER,
        "copies": package.copies,
        "medium": package.medium,
        "witnesses": list(package.witnesses),
        "copy_expires_at": _instant(package.copy_expires_at_ms),
        "previous_record_hash": package.previous_record_hash,
        "note": package.note,
        "statement": words.STATEMENT,
        "signature": _signature(card),
    }


def without_secrets(location: str) -> str:
    """Return where something lies without user, password, query and fragment of a URL."""
    if "://" not in location:
        return location.split("?", 1)[0]
    try:
        parts = urlsplit(location)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def _instant(ms: int | None) -> str | None:
    return None if ms is None else words.instant(ms)


def _range(part: TimeRange) -> Json:
    return {"from": words.instant(part.start_ms), "to": words.instant(part.end_ms)}


def _ranges(parts: Sequence[TimeRange]) -> list[Json]:
    return [_range(part) for part in parts]


def _gaps(gaps: Sequence[Gap]) -> list[Json]:
    return [
        {
            **_range(gap.range),
            "cause": gap.cause.value,
            "cause_text": words.GAP_CAUSES[gap.cause],
            "detail": gap.detail,
        }
        for gap in gaps
    ]


def _environment(made: MakingEnvironment) -> Json:
    return {
        "software": made.software,
        "version": made.version,
        "build": made.build,
        "os": made.os,
        "workstation": made.workstation,
        "platform": {"name": made.platform_name, "version": made.platform_version},
        "clock": {"source": made.clock_source, "offset_ms": made.clock_offset_ms},
    }


def _source(number: int, source: SourceFacts) -> Json:
    return {
        "number": number,
        "camera_id": source.camera_id,
        "gb_id": source.gb_id,
        "camera_name": source.camera_name,
        "common_name": source.common_name,
        "address": source.address,
        "longitude": _degrees(source.longitude),
        "latitude": _degrees(source.latitude),
        "management_unit": source.management_unit,
        "household": source.household,
        "requested": _range(source.requested),
        "obtained": _ranges(source.obtained),
        "gaps": _gaps(source.gaps),
        "clock_error": _clock(source.clock_error),
        "platform_clock_offset_ms": source.platform_clock_offset_ms,
        "original": {
            "place": source.original_place,
            "kept_until": _instant(source.original_kept_until_ms),
            "locked": source.original_locked,
        },
    }


def _degrees(value: float | None) -> str | None:
    return None if value is None else f"{value:.6f}"


def _clock(error: ClockError | None) -> Json:
    if error is None:
        return {"measured": False, "text": words.UNMEASURED}
    return {
        "measured": True,
        "text": words.clock(error),
        "offset_ms": error.offset_ms,
        "method": error.method.value,
        "by": error.measured_by,
        "at": words.instant(error.measured_at_ms),
    }


def _footage(number: int, file: PackagedFile) -> Json:
    return {
        "number": number,
        "name": file.facts.file_name,
        "kind": file.kind.value,
        "kind_text": words.FILE_KINDS[file.kind],
        "source": file.source + 1,
        "storage": file.storage.value if file.storage else None,
        "stream": file.stream,
        "location": without_secrets(file.location),
        "wanted": _range(file.range),
        "made_from": file.made_from,
        "treatment": _treatment(file.treatment),
        **_piece(file.facts),
    }


def _treatment(done: Treatment) -> Json:
    return {
        "transcoded": done.transcoded,
        "cropped": done.cropped,
        "watermarked": done.watermarked,
        "masked": done.masked,
        "note": done.note,
    }


def _piece(facts: PieceFacts) -> Json:
    return {
        "container": facts.container,
        "codec": facts.codec,
        "width": facts.width,
        "height": facts.height,
        "frame_rate": f"{facts.fps:.3f}",
        "bit_rate": facts.bit_rate,
        "audio": facts.audio,
        "audio_left_out": facts.sound_left_out,
        "duration_ms": facts.duration_ms,
        "first_picture": words.instant(facts.first_ms),
        "last_picture": words.instant(facts.last_ms),
        "key_frames": facts.key_frames,
        "undecodable": _ranges(facts.undecodable),
        "obtained": _ranges(facts.obtained),
        "gaps": _gaps(facts.gaps),
        "method": facts.method.value,
        "method_text": words.METHODS[facts.method],
        "retries": facts.retries,
        "errors": dict(facts.errors),
        "hashed_at": words.instant(facts.hashed_at_ms),
    }


def _signature(card: KeyCard) -> Json:
    return {
        "algorithm": card.algorithm.value,
        "key_fingerprint": card.fingerprint,
        "key_kept": card.kept,
        "note": "" if card.kept else words.MEMORY_KEY,
        "public_key_file": names.PUBLIC_KEY,
        "signature_file": names.SIGNATURE,
        "command": words.COMMANDS[card.algorithm],
    }

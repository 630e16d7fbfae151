"""What an order becomes: for each item the pieces that can be fetched, and what is not there and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.beijing import DAY_MS, moment
from desktop.domain.export import ExportItem, FetchMethod, Gap, GapCause, Piece, PieceId
from desktop.domain.export_job import ItemGap
from desktop.domain.file_names import safe_name
from desktop.domain.recording import Recording, RecordingList, RecordStorage, Retention
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Segment, Timeline
from desktop.errors import AppError, ErrorCode
from desktop.ports import Archive, Clock

PIECE_MS = 3_600_000
"""The longest piece: a file of an hour can still be opened, copied and judged by anybody."""
LIST_MS = 31 * DAY_MS
MOST_PIECES = 5_000
"""More files than that no package can hold; a platform that lists so many recordings talks nonsense."""
GUESS_BYTES_PER_S = 512 * 1024
"""What footage of unknown size is taken to need: 4 Mbit/s."""
CAMERA_NAME_BYTES = 60


@dataclass(frozen=True, slots=True)
class ItemArchive:
    """What the platform said of one item's footage."""

    timeline: Timeline
    retention: Retention | None
    clock_offset_ms: int | None
    bytes: int
    """About how much it is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The pieces of all items in order, what is missing from the start, and about how many bytes come."""

    pieces: tuple[Piece, ...]
    gaps: tuple[ItemGap, ...]
    archives: tuple[ItemArchive, ...]

    @property
    def bytes(self) -> int:
        """About how much it is altogether."""
        return sum(archive.bytes for archive in self.archives)


async def plan(archive: Archive, items: Sequence[ExportItem], clock: Clock) -> Plan:
    """Ask the platform what there is and cut it into pieces; raises what the platform gives, BAD_ANSWER."""
    archives = [await look_up(archive, item, clock.now_ms()) for item in items]
    pieces: list[Piece] = []
    gaps: list[ItemGap] = []
    for index, (item, found) in enumerate(zip(items, archives, strict=True)):
        gaps.extend(ItemGap(index, gap) for gap in gaps_of(found, item.range))
        for part, storage in runs(found.timeline, item.range):
            pieces.append(_piece(len(pieces), index, item, part, storage))
        if len(pieces) > MOST_PIECES:
            raise AppError(ErrorCode.BAD_ANSWER, {"pieces": len(pieces)})
    return Plan(tuple(pieces), tuple(gaps), tuple(archives))


async def look_up(archive: Archive, item: ExportItem, now_ms: int) -> ItemArchive:
    """Ask the platform what there is of one item."""
    end_ms = max(item.range.start_ms, min(item.range.end_ms, now_ms))
    span = TimeRange(item.range.start_ms, end_ms)
    recordings: list[Recording] = []
    last: RecordingList | None = None
    for start in range(span.start_ms, span.end_ms, LIST_MS):
        last = await archive.recordings(item.camera_id, TimeRange(start, min(start + LIST_MS, span.end_ms)))
        recordings.extend(last.items)
    timeline = Timeline.of(recordings, span)
    retention = last.retention if last else None
    return ItemArchive(
        timeline, retention, last.clock_offset_ms if last else None, _estimate(recordings, timeline, span)
    )


def runs(timeline: Timeline, span: TimeRange) -> Iterator[tuple[TimeRange, RecordStorage]]:
    """Yield the footage of a span without gaps, from one storage each, at most `PIECE_MS` long."""
    joined: list[Segment] = []
    for segment in timeline.within(span):
        last = joined[-1] if joined else None
        if last and last.range.end_ms == segment.range.start_ms and last.storage is segment.storage:
            whole = TimeRange(last.range.start_ms, segment.range.end_ms)
            joined[-1] = Segment(whole, last.kind, last.storage)
        else:
            joined.append(segment)
    for segment in joined:
        part = segment.range.intersection(span)
        if part is not None:
            for start in range(part.start_ms, part.end_ms, PIECE_MS):
                yield TimeRange(start, min(start + PIECE_MS, part.end_ms)), segment.storage


def gaps_of(found: ItemArchive, span: TimeRange) -> Iterator[Gap]:
    """Yield what there is no recording of, in order, what was overwritten apart from the rest."""
    for missing in found.timeline.gaps(span):
        oldest = missing.start_ms if found.retention is None else found.retention.from_ms
        cut = min(max(oldest, missing.start_ms), missing.end_ms)
        if cut > missing.start_ms:
            yield Gap(TimeRange(missing.start_ms, cut), GapCause.OVERWRITTEN)
        if cut < missing.end_ms:
            yield Gap(TimeRange(cut, missing.end_ms), GapCause.NO_RECORDING)


def _estimate(recordings: Sequence[Recording], timeline: Timeline, span: TimeRange) -> int:
    """Return about how many bytes a span holds: by the platform's sizes, and by a guess for the rest.

    No more than a guess with a wide margin, whatever a platform says: it decides whether the disk is large
    enough, and nothing else.
    """
    known_ms = known_bytes = 0
    for recording in recordings:
        if recording.size_bytes and recording.range.overlaps(span):
            known_ms += recording.range.duration_ms
            known_bytes += recording.size_bytes
    covered_ms = timeline.covered_ms(span)
    rate = known_bytes / known_ms if known_ms else GUESS_BYTES_PER_S / 1000
    return int(covered_ms * min(rate, 20 * GUESS_BYTES_PER_S / 1000))


def _piece(number: int, index: int, item: ExportItem, part: TimeRange, storage: RecordStorage) -> Piece:
    method = FetchMethod.FILE if storage is RecordStorage.PLATFORM else FetchMethod.STREAM
    return Piece(
        id=PieceId(f"{number + 1:04d}"),
        item=index,
        camera_id=item.camera_id,
        range=part,
        storage=storage,
        method=method,
        file_name=file_name(number, item.camera_name, part),
    )


def file_name(number: int, camera_name: str, part: TimeRange) -> str:
    """Return `01_<camera>_<day-time>_<time>.mp4`, Beijing time, at most 120 bytes."""
    begin, end = moment(part.start_ms), moment(part.end_ms)
    name = safe_name(camera_name, CAMERA_NAME_BYTES)
    return f"{number + 1:02d}_{name}_{begin:%Y%m%d-%H%M%S}_{end:%H%M%S}.mp4"

"""Orders of footage: how they are cut into pieces, what is missing, and what the files are called."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import CameraId
from desktop.domain.export import ExportItem, FetchMethod, GapCause
from desktop.domain.file_names import safe_name
from desktop.domain.recording import Recording, RecordingKind, RecordingList, RecordStorage, Retention
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.services.exports.planning import MOST_PIECES, PIECE_MS, Plan, plan
from tests.support.fake_clock import FakeClock
from tests.support.loops import run

MINUTE = 60_000
NOW = 20_000 * DAY_MS
START = NOW - DAY_MS


class Lists:
    """An archive that lists what it is told to."""

    def __init__(self, *recordings: Recording, from_ms: int = 0) -> None:
        self._recordings = recordings
        self._retention = Retention(from_ms, 30)

    async def recordings(self, _camera_id: CameraId, span: TimeRange) -> RecordingList:
        inside = tuple(entry for entry in self._recordings if entry.range.overlaps(span))
        return RecordingList(inside, self._retention, clock_offset_ms=700)


def item(start_min: float, end_min: float, name: str = "湾头村口") -> ExportItem:
    return ExportItem(CameraId("43"), name, "梓门桥镇 湾头村", span(start_min, end_min))


def span(start_min: float, end_min: float) -> TimeRange:
    return TimeRange(START + round(start_min * MINUTE), START + round(end_min * MINUTE))


def timed(
    start_min: float, end_min: float, storage: RecordStorage = RecordStorage.PLATFORM, size: int | None = None
) -> Recording:
    return Recording(span(start_min, end_min), RecordingKind.TIMED, storage, size)


def planned(archive: Lists, *items: ExportItem) -> Plan:
    made: Plan = run(plan(archive, items, FakeClock(NOW / 1000)))  # type: ignore[arg-type]
    return made


def parts(made: Plan) -> list[tuple[TimeRange, FetchMethod]]:
    return [(piece.range, piece.method) for piece in made.pieces]


def test_files_of_the_platform_that_touch_are_one_piece_and_a_gap_is_named() -> None:
    made = planned(Lists(timed(0, 10), timed(10, 20), timed(25, 40)), item(5, 30))
    assert parts(made) == [(span(5, 20), FetchMethod.FILE), (span(25, 30), FetchMethod.FILE)]
    assert [(entry.gap.range, entry.gap.cause) for entry in made.gaps] == [
        (span(20, 25), GapCause.NO_RECORDING)
    ]


def test_footage_on_the_device_is_a_piece_of_its_own_that_is_streamed() -> None:
    made = planned(Lists(timed(0, 10), timed(10, 14, RecordStorage.DEVICE), timed(14, 20)), item(0, 20))
    assert parts(made) == [
        (span(0, 10), FetchMethod.FILE),
        (span(10, 14), FetchMethod.STREAM),
        (span(14, 20), FetchMethod.FILE),
    ]
    assert not made.gaps


def test_what_is_in_both_places_is_fetched_from_the_platform_once() -> None:
    made = planned(Lists(timed(0, 20, RecordStorage.DEVICE), timed(5, 10)), item(0, 20))
    assert [(piece.range, piece.storage) for piece in made.pieces] == [
        (span(0, 5), RecordStorage.DEVICE),
        (span(5, 10), RecordStorage.PLATFORM),
        (span(10, 20), RecordStorage.DEVICE),
    ]


def test_overwritten_footage_is_told_from_footage_that_never_was() -> None:
    made = planned(Lists(timed(20, 30), from_ms=span(10, 11).start_ms), item(0, 30))
    assert [(entry.gap.range, entry.gap.cause) for entry in made.gaps] == [
        (span(0, 10), GapCause.OVERWRITTEN),
        (span(10, 20), GapCause.NO_RECORDING),
    ]


def test_no_piece_is_longer_than_an_hour_and_every_file_has_a_name_of_its_own() -> None:
    made = planned(Lists(timed(0, 600)), item(0, 150), item(30, 60))
    assert all(piece.range.duration_ms <= PIECE_MS for piece in made.pieces)
    assert [piece.item for piece in made.pieces] == [0, 0, 0, 1]
    assert len({piece.file_name for piece in made.pieces}) == 4
    assert len({piece.id for piece in made.pieces}) == 4


def test_what_is_still_to_come_is_a_gap() -> None:
    late = ExportItem(CameraId("43"), "口", "", TimeRange(NOW - MINUTE, NOW + MINUTE))
    made = planned(
        Lists(Recording(TimeRange(0, NOW + DAY_MS), RecordingKind.TIMED, RecordStorage.PLATFORM)), late
    )
    assert [piece.range for piece in made.pieces] == [TimeRange(NOW - MINUTE, NOW)]
    assert [entry.gap.range for entry in made.gaps] == [TimeRange(NOW, NOW + MINUTE)]


def test_the_estimate_goes_by_the_platforms_sizes_and_believes_no_nonsense() -> None:
    made = planned(Lists(timed(0, 10, size=60_000_000), timed(10, 20)), item(0, 20))
    assert made.bytes == pytest.approx(120_000_000, rel=0.01)
    absurd = planned(Lists(timed(0, 10, size=10**18)), item(0, 10))
    assert absurd.bytes < 10_000_000_000


def test_a_list_of_slivers_is_no_answer() -> None:
    slivers = [timed(number / 100, number / 100 + 0.005) for number in range(MOST_PIECES + 1)]
    with pytest.raises(AppError) as caught:
        planned(Lists(*slivers), item(0, 600))
    assert caught.value.code is ErrorCode.BAD_ANSWER


@given(
    st.lists(
        st.tuples(st.integers(-60, 300), st.integers(0, 200), st.sampled_from(RecordStorage)), max_size=30
    ),
    st.integers(0, 120),
    st.integers(1, 240),
)
def test_pieces_and_gaps_are_exactly_the_span(
    recorded: list[tuple[int, int, RecordStorage]], start: int, length: int
) -> None:
    recordings = [timed(begin, begin + minutes, storage) for begin, minutes, storage in recorded]
    made = planned(Lists(*recordings), item(start, start + length))
    all_parts = sorted([piece.range for piece in made.pieces] + [entry.gap.range for entry in made.gaps])
    position = span(start, start).start_ms
    for part in all_parts:
        assert part.start_ms == position
        assert not part.empty
        position = part.end_ms
    assert position == span(start + length, start + length).end_ms


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("湾头村口", "湾头村口"),
        ("../../etc/passwd", "etc_passwd"),
        ("..\\..\\x", "x"),
        ("CON", "_CON"),
        ("nul.mp4", "_nul.mp4"),
        ("a\nb\tc", "a b c"),
        ("", "_"),
        ("...", "_"),
        ("\u202egpj.exe", "gpj.exe"),
        ("村口😀🚔", "村口"),
        ("a:b|c?d*e", "a_b_c_d_e"),
        ("-rf", "rf"),
        ("名" * 300, "名" * 20),
    ],
)
def test_names_are_made_safe(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


@given(st.text(max_size=400))
def test_no_name_leads_out_or_is_too_long(text: str) -> None:
    name = safe_name(text)
    assert 0 < len(name.encode()) <= 60
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name not in {".", ".."}
    assert name == name.strip(" .")
    assert name.isprintable()


@given(st.text(max_size=400), st.sampled_from(string.digits))
def test_file_names_stay_within_their_limit(text: str, digit: str) -> None:
    made = planned(Lists(timed(0, 60)), item(0, 30, text + digit))
    assert all(len(piece.file_name.encode()) <= 120 for piece in made.pieces)

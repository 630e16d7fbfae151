"""What a platform may say about its archive, and what becomes of it: never a crash, never an unfit value."""

import json
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.alarm import AlarmKind
from desktop.domain.beijing import LATEST_MS
from desktop.domain.playback import PlaybackProtocol
from desktop.domain.recording import RecordingKind, RecordStorage
from desktop.domain.stream import StreamRole
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline
from desktop.errors import AppError, ErrorCode
from desktop.platform.answers import Answer
from desktop.platform.open_api import archive_decoders, archive_tickets, decoders
from desktop.platform.open_api.envelope import OpenApiEnvelope
from desktop.platform.open_api.reading import BadValueError, whole_answer
from tests.support import archive_wire as wire
from tests.support import wire as plain_wire
from tests.support.archive_wire import AT, HOUR_MS
from tests.unit.test_decoders import damaged, json_values

TICKET = archive_tickets.playback_ticket(StreamRole.SUB, (PlaybackProtocol.HTTP_TS,))
ANSWERS: dict[str, tuple[Callable[[object], object], plain_wire.Json]] = {
    "recordings": (archive_decoders.recording_page, wire.recordings(wire.recording(), wire.recording(2, 3))),
    "days": (archive_decoders.recording_days(2026, 3), wire.days()),
    "marks": (decoders.page(archive_decoders.mark), {"items": [wire.mark(1), wire.mark(2)], "next": None}),
    "alarms": (decoders.page(archive_decoders.alarm), {"items": [wire.alarm()], "next": "c"}),
    "bookmark": (archive_decoders.bookmark, wire.bookmark()),
    "ticket": (TICKET, wire.playback_ticket()),
    "stills": (archive_tickets.stills_ticket, wire.stills_ticket()),
}


@pytest.mark.parametrize("name", ANSWERS)
@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_answer_is_read_or_refused(name: str, data: st.DataObject) -> None:
    decode, good = ANSWERS[name]
    answer = data.draw(damaged(good))
    refused: list[ErrorCode] = []
    try:
        whole_answer(decode)(answer)
    except AppError as error:
        refused.append(error.code)
    assert set(refused) <= {ErrorCode.BAD_ANSWER}


@pytest.mark.parametrize("name", ANSWERS)
@settings(max_examples=30)
@given(value=json_values)
def test_nonsense_is_refused(name: str, value: object) -> None:
    with pytest.raises(AppError) as raised:
        whole_answer(ANSWERS[name][0])(value)
    assert raised.value.code is ErrorCode.BAD_ANSWER


numbers = st.integers() | st.floats() | st.none() | st.booleans() | st.text(max_size=3)
entries = st.fixed_dictionaries(
    {"start_ms": numbers | st.integers(AT, AT + 1000), "end_ms": numbers | st.integers(AT, AT + 1000)},
    optional={"kind": json_values, "storage": json_values, "size_bytes": numbers},
)


@given(st.lists(entries | json_values, max_size=20))
def test_any_list_of_recordings_becomes_a_timeline(items: list[object]) -> None:
    answer = archive_decoders.recording_page(wire.recordings(*items))
    assert len(answer.page.items) + answer.page.dropped == len(items)
    limit = TimeRange(0, LATEST_MS)
    segments = Timeline.of(answer.page.items, limit).segments
    assert all(segment.range.duration_ms > 0 for segment in segments)
    assert all(one.range.end_ms <= two.range.start_ms for one, two in pairwise(segments))
    assert all(item.size_bytes is None or item.size_bytes >= 0 for item in answer.page.items)


@pytest.mark.parametrize(
    "changes",
    [
        {"start_ms": AT + 2 * HOUR_MS},
        {"end_ms": AT},
        {"start_ms": None},
        {"end_ms": "x"},
        {"start_ms": -1},
        {"end_ms": 10**30},
        {"end_ms": LATEST_MS + 1},
        {"start_ms": True},
        {"end_ms": float("nan")},
    ],
)
def test_a_recording_that_is_none_is_dropped_and_counted(changes: dict[str, object]) -> None:
    odd = {**wire.recording(), **changes}
    answer = archive_decoders.recording_page(wire.recordings(wire.recording(), odd))
    assert len(answer.page.items) == 1
    assert answer.page.dropped == 1


@pytest.mark.parametrize(
    ("size", "read"),
    [(7, 7), (7.0, 7), (-1, None), (2**60, None), ("很大", None), (None, None), (True, None)],
)
def test_a_wrong_size_is_no_size(size: object, read: int | None) -> None:
    page = archive_decoders.recording_page(wire.recordings(wire.recording(size_bytes=size))).page
    assert page.items[0].size_bytes == read


def test_a_good_recording_is_read_completely() -> None:
    answer = archive_decoders.recording_page(
        {**wire.recordings(wire.recording(kind="alarm", storage="device"), cursor="7"), "clock_offset_ms": -5}
    )
    item = answer.page.items[0]
    assert (item.kind, item.storage) == (RecordingKind.ALARM, RecordStorage.DEVICE)
    assert item.range == TimeRange(AT, AT + HOUR_MS)
    assert answer.page.next_cursor == "7"
    assert answer.clock_offset_ms == -5
    assert answer.retention is not None
    assert answer.retention.days == 30


@pytest.mark.parametrize("bad", [None, 7, {}, {"days": 30}, {"from_ms": -1, "days": 30}])
def test_a_retention_that_is_none_is_unknown(bad: object) -> None:
    answer = archive_decoders.recording_page({**wire.recordings(wire.recording()), "retention": bad})
    assert answer.retention is None
    assert len(answer.page.items) == 1


def test_days_outside_a_month_are_left_out_and_doubles_joined() -> None:
    entries = [{"day": day, "kinds": ["timed"]} for day in (0, 1, 31, 32, -1, 10**20, None)]
    entries += [{"day": 1, "kinds": ["motion", "x"]}, {"day": 2, "kinds": None}]
    days = archive_decoders.recording_days(2026, 3)({**wire.days(), "days": entries}).days
    assert set(days) == {1, 2, 31}
    assert days[1] == {RecordingKind.TIMED, RecordingKind.MOTION}


def test_the_days_of_another_month_are_refused() -> None:
    with pytest.raises(BadValueError):
        archive_decoders.recording_days(2026, 4)(wire.days("2026-03"))


def test_alarms_and_bookmarks_are_read() -> None:
    alarm = archive_decoders.alarm(wire.alarm(handled_ms=AT + 9000))
    assert (alarm.kind, alarm.handled_ms) == (AlarmKind.CALL_995, AT + 9000)
    assert archive_decoders.alarm(wire.alarm(camera_id=None, kind="116")).camera_id is None
    bookmark = archive_decoders.bookmark(wire.bookmark(end_ms=AT))
    assert bookmark.range.empty
    with pytest.raises(BadValueError):
        archive_decoders.bookmark(wire.bookmark(end_ms=AT - 1))


@pytest.mark.parametrize(
    ("speeds", "read"),
    [
        ([4, 1, 0.25, 4], (0.25, 1.0, 4.0)),
        ([], (1.0,)),
        (None, (1.0,)),
        ([0, -2, 1e9, "2", True, None, 2], (1.0, 2.0)),
    ],
)
def test_speeds_are_in_order_and_normal_speed_is_among_them(speeds: object, read: tuple[float, ...]) -> None:
    assert TICKET(wire.playback_ticket(speeds=speeds)).speeds == read


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9000/archive/1/sub.ts",
        "http://127.0.0.1:9000/archive/1/sub.ts?ticket=x#y",
        "file:///etc/passwd?x=1",
        "rtsp://127.0.0.1/1?x=1",
        "http://127.0.0.1:9000/a b?x=1",
    ],
)
def test_an_url_that_cannot_be_completed_is_refused(url: str) -> None:
    with pytest.raises(BadValueError):
        TICKET(wire.playback_ticket(url))
    with pytest.raises(BadValueError):
        archive_tickets.stills_ticket(wire.stills_ticket(url))


def test_secrets_do_not_show() -> None:
    assert "ticket=" not in repr(TICKET(wire.playback_ticket()))
    assert "ticket=" not in repr(archive_tickets.stills_ticket(wire.stills_ticket()))


@pytest.mark.parametrize(
    ("extras", "detail"),
    [
        ({"nearest_before_ms": AT, "nearest_after_ms": None}, {"nearest_before_ms": AT}),
        ({"nearest_before_ms": "x", "nearest_after_ms": 1e300}, {"nearest_after_ms": LATEST_MS}),
        ({"nearest_before_ms": -(10**30)}, {"nearest_before_ms": 0}),
    ],
)
def test_where_there_is_footage_is_told(extras: dict[str, object], detail: dict[str, int]) -> None:
    error = refused(404, plain_wire.error("no_recording", **extras))
    assert error.code is ErrorCode.NO_RECORDING
    assert error.detail == {"status": 404, **detail}


def test_who_plays_from_the_device_is_told_as_plain_text() -> None:
    error = refused(409, plain_wire.error("device_busy", user="\u202e李某\n", since_ms=AT))
    assert error.code is ErrorCode.DEVICE_BUSY
    assert error.detail == {"status": 409, "user": "李某", "since_ms": AT}
    assert "user" not in refused(409, plain_wire.error("device_busy", user={"x": 1})).detail


def refused(status: int, body: plain_wire.Json) -> AppError:
    answer = Answer(status, "application/json", "", json.dumps(body).encode())
    with pytest.raises(AppError) as raised:
        OpenApiEnvelope().open(answer)
    return raised.value


@pytest.mark.parametrize(
    ("features", "read"),
    [
        (["playback", "stills"], {"playback", "stills"}),
        (None, set()),
        ("playback", set()),
        ({"playback": True}, set()),
        (["playback", 7, None, ""], {"playback"}),
    ],
)
def test_features_are_what_the_platform_names(features: object, read: set[str]) -> None:
    assert decoders.platform_info({**plain_wire.platform(), "features": features}).features == read

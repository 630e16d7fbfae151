"""What a platform may send, and what becomes of it: never a crash, never an unfit value."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.camera import Capability, PtzType
from desktop.domain.region import RegionLevel
from desktop.domain.stream import StreamProtocol, StreamRole
from desktop.domain.text import plain_text
from desktop.errors import AppError, ErrorCode
from desktop.platform.open_api import decoders, tickets
from desktop.platform.open_api.reading import BadValueError, whole_answer
from tests.support import wire

ASKED = (StreamProtocol.HTTP_TS, StreamProtocol.HTTP_FLV, StreamProtocol.RTSP)
ANSWERS: dict[str, tuple[Callable[[object], object], wire.Json]] = {
    "platform": (decoders.platform_info, wire.platform()),
    "grant": (decoders.session_grant, wire.grant()),
    "regions": (decoders.page(decoders.region), {"items": [wire.region()], "next": "c"}),
    "region": (decoders.region, wire.region()),
    "cameras": (decoders.page(decoders.camera), {"items": [wire.camera(1), wire.camera(2)], "next": None}),
    "search": (decoders.search_hits, {"items": [wire.camera()], "more": True}),
    "changes": (
        decoders.change_set,
        {"cursor": "9", "cameras": [{"id": "1", "online": True, "region_code": "43"}], "reset": False},
    ),
    "ticket": (tickets.ticket(StreamRole.SUB, ASKED), wire.ticket()),
}

hostile_text = st.text(max_size=30) | st.sampled_from(
    [
        "\u202egnp.exe",
        "a\x00b",
        "<b>x</b>",
        "\u2066x\u2069",
        "é" * 50,
        "e" + "\u0301" * 500,
        "😀" * 300,
        "\ud800",
    ]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | hostile_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(hostile_text, inner, max_size=4),
    max_leaves=8,
)


@st.composite
def damaged(draw: st.DrawFn, value: object) -> object:
    """Return an answer in which some values were replaced by others, or left out."""
    fate = draw(st.integers(0, 9))
    if fate == 0:
        return draw(json_values)
    if isinstance(value, dict):
        return {key: draw(damaged(inner)) for key, inner in value.items() if draw(st.integers(0, 15)) > 0}
    if isinstance(value, list):
        return [draw(damaged(inner)) for inner in value]
    return value


@pytest.mark.parametrize("name", ANSWERS)
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
@given(value=json_values)
def test_nonsense_is_refused(name: str, value: object) -> None:
    with pytest.raises(AppError) as raised:
        whole_answer(ANSWERS[name][0])(value)
    assert raised.value.code is ErrorCode.BAD_ANSWER


def test_a_good_camera_is_read_completely() -> None:
    camera = decoders.camera(wire.camera(7))
    assert camera.town() == "梓门桥镇"
    assert camera.village() == "湾头村"
    assert camera.ptz_type is PtzType.DOME
    assert camera.capabilities == {Capability.LIVE, Capability.PLAYBACK, Capability.PTZ}
    assert [stream.role for stream in camera.streams] == [StreamRole.MAIN, StreamRole.SUB]
    assert camera.position is not None
    assert camera.position.generated
    assert camera.frame_stamp == 7


def test_a_bad_entry_of_a_list_is_dropped_and_counted() -> None:
    answer = {"items": [wire.camera(1), None, {"id": ""}, "x", wire.camera(2)], "next": None}
    page = decoders.page(decoders.camera)(answer)
    assert len(page.items) == 2
    assert page.dropped == 3


def test_a_list_of_nothing_but_nonsense_is_a_bad_answer() -> None:
    with pytest.raises(BadValueError):
        decoders.page(decoders.camera)({"items": [1, 2, 3], "next": None})


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("cameras_total", -5, 0),
        ("cameras_total", 10**30, decoders.MOST_CAMERAS),
        ("cameras_total", True, 0),
        ("cameras_total", "47", 0),
        ("cameras_total", 47.0, 47),
        ("cameras_total", float("inf"), 0),
        ("cameras_total", float("nan"), 0),
    ],
)
def test_numbers_are_bounded(field: str, value: object, read: int) -> None:
    assert getattr(decoders.region({**wire.region(), field: value}), field) == read


def test_no_more_cameras_are_online_than_there_are() -> None:
    region = decoders.region(wire.region(total=3, online=9))
    assert (region.cameras_total, region.cameras_online) == (3, 3)


def test_an_unknown_level_is_a_node_all_the_same() -> None:
    assert decoders.region({**wire.region(), "level": "planet"}).level is RegionLevel.GROUP


@pytest.mark.parametrize("bad", ["", "a b", "../../etc", "x" * 65, None, 7, "a/b", "湾头", "a\n"])
def test_an_id_that_is_none_drops_its_camera(bad: object) -> None:
    with pytest.raises(BadValueError):
        decoders.camera({**wire.camera(), "id": bad})


def test_a_name_is_plain_text_and_markup_stays_text() -> None:
    camera = decoders.camera({**wire.camera(), "name": "\u202e湾头\x00村<b>\r\n1号</b>\u2066"})
    assert camera.name == "湾头村<b> 1号</b>"


def test_a_token_that_would_break_out_of_its_header_is_refused() -> None:
    with pytest.raises(BadValueError):
        decoders.session_grant(wire.grant(access="a\r\nX-Evil: 1"))


@given(st.text() | hostile_text, st.integers(1, 200))
def test_plain_text_is_plain(text: str, limit: int) -> None:
    plain = plain_text(text, limit)
    assert len(plain) <= limit
    assert plain == plain.strip()
    assert "  " not in plain
    assert all(unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in plain)
    assert plain_text(plain, limit) == plain


def test_stacked_marks_do_not_grow_over_the_neighbours() -> None:
    assert len(plain_text("e" + "\u0301" * 500)) <= 4


@pytest.mark.parametrize(
    ("url", "protocol"),
    [
        ("http://10.0.0.8:9000/live/1/sub.ts?ticket=a.b", "http-ts"),
        ("https://media.example/live/1/sub.flv?ticket=a", "http-flv"),
        ("rtsp://[::1]:8554/live/1/sub?ticket=a", "rtsp"),
    ],
)
def test_a_good_url_is_handed_on_unchanged(url: str, protocol: str) -> None:
    decode = tickets.ticket(StreamRole.SUB, ASKED)
    assert decode(wire.ticket(url, protocol)).url == url


@pytest.mark.parametrize(
    ("url", "protocol"),
    [
        ("file:///etc/passwd", "http-ts"),
        ("http-ts", "http-ts"),
        ("", "http-ts"),
        ("http:///live", "http-ts"),
        ("rtsp://host/1", "http-ts"),
        ("http://host/1", "rtsp"),
        ("pipe:0", "http-ts"),
        ("concat:http://a|http://b", "http-ts"),
        ("http://host:99999/1", "http-ts"),
        ("http://host:0/1", "http-ts"),
        ("http://ho st/1", "http-ts"),
        ("http://host/1\r\nEvil: 1", "http-ts"),
        ("http://host/" + "a" * 5000, "http-ts"),
        ("http://[::1/1", "http-ts"),
        ("dshow://", "http-ts"),
        ("http://host/1", "smoke-signals"),
    ],
)
def test_an_url_that_the_player_must_not_open_is_refused(url: str, protocol: str) -> None:
    with pytest.raises(BadValueError):
        tickets.ticket(StreamRole.SUB, ASKED)(wire.ticket(url, protocol))


def test_a_protocol_that_nobody_asked_for_is_refused() -> None:
    with pytest.raises(BadValueError):
        tickets.ticket(StreamRole.SUB, (StreamProtocol.HTTP_FLV,))(wire.ticket())


def test_secrets_do_not_show() -> None:
    ticket = tickets.ticket(StreamRole.SUB, ASKED)(wire.ticket())
    grant = decoders.session_grant(wire.grant())
    assert "ticket=" not in repr(ticket)
    assert "access-1" not in repr(grant)
    assert "refresh-1" not in repr(grant)

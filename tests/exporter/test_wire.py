"""Messages survive the pipe, and nonsense is refused."""

from pathlib import Path

import pytest

from desktop.domain.export import PieceId
from desktop.domain.playback import PlaybackProtocol
from desktop.domain.stream import StreamProfile, StreamRole, VideoCodec
from desktop.domain.time_range import TimeRange
from desktop.domain.trust import TlsTrust
from desktop.errors import ErrorCode
from desktop.exporter import wire
from desktop.exporter.messages import (
    Command,
    Event,
    Grab,
    GrabSource,
    NeedTicket,
    Pause,
    PieceFailed,
    Start,
    Ticket,
    Zip,
)
from tests.exporter.stage import piece

_PROFILE = StreamProfile(StreamRole.MAIN, VideoCodec.H265, 1920, 1080, 25.0)


@pytest.mark.parametrize(
    "message",
    [
        Start(Path("/证据/一.partial"), (piece("a", TimeRange(1, 2), stamp=7),)),
        Ticket(PieceId("a"), "http://h/x?t=1", PlaybackProtocol.MP4, _PROFILE, 5, TlsTrust(pin="AB")),
        Pause(),
        Zip("密码 password", Path("a"), Path("b")),
        Grab("1", GrabSource.LIVE, "rtsp://h/x", Path("a.png"), None, {"摄像机": "湾头村"}),
        NeedTicket(PieceId("a"), TimeRange(3, 4)),
        PieceFailed(PieceId("a"), ErrorCode.DEVICE_BUSY, {"user": "张三", "since_ms": 3}),
    ],
)
def test_a_message_comes_back_as_it_went(message: Command | Event) -> None:
    line = wire.encode(message)
    assert line.count(b"\n") == 1
    assert wire.decode(line) == message


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"{}", b'{"type":"Exec"}', b'{"type":"Zip","password":1}', b"[" * 100_000, b"\xff"]
)
def test_nonsense_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        wire.decode(line)


def test_addresses_and_passwords_are_not_shown() -> None:
    ticket = Ticket(PieceId("a"), "http://h/secret", PlaybackProtocol.MP4, _PROFILE, 5)
    assert "secret" not in f"{ticket}{Zip('secret', Path('a'), Path('b'))}"

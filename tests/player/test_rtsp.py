"""RTSP, which Debian's libVLC cannot open itself, from GStreamer's RTSP server."""

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from player.api import Failure, PlayerState
from tests.support.stage import Stage

S = PlayerState
_SERVER = Path(__file__).resolve().parents[1] / "support" / "rtsp_server.py"
_SYSTEM_PYTHON = Path("/usr/bin/python3")
_PROBE = "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer"


@dataclass
class RtspServer:
    url: str
    process: subprocess.Popen[bytes]


@pytest.fixture
def rtsp(clip_folder: Path) -> Iterator[RtspServer]:
    if not _SYSTEM_PYTHON.exists() or subprocess.run([_SYSTEM_PYTHON, "-c", _PROBE], check=False).returncode:
        pytest.skip("GStreamer's RTSP server is not installed")
    command = [str(_SYSTEM_PYTHON), str(_SERVER), str(clip_folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        yield RtspServer(f"rtsp://127.0.0.1:{port}", process)
        process.kill()


@pytest.mark.parametrize(
    ("name", "camera", "codec"), [("h264", 7, "h264"), ("h265", 8, "h265"), ("mpeg4", 9, "mpeg4")]
)
def test_plays(stage: Stage, rtsp: RtspServer, name: str, camera: int, codec: str) -> None:
    actor = stage.play(f"{rtsp.url}/{name}")
    stage.until_state(actor, S.LIVE)
    stage.until_moving(actor, 40)
    assert {found for found, _ in actor.stamps} == {camera}
    assert actor.events[-1].codec == codec
    # The key frame comes without a stamp and must not be lost: the clip is shown from its beginning.
    assert actor.stamps[0][1] < 400


def test_a_sound_track_is_left_out(stage: Stage, rtsp: RtspServer) -> None:
    actor = stage.play(f"{rtsp.url}/sound")
    stage.until_moving(actor, 40)


def test_a_codec_that_libvlc_cannot_get_is_told(stage: Stage, rtsp: RtspServer) -> None:
    actor = stage.play(f"{rtsp.url}/vp8")
    stage.until_state(actor, S.FAILED)
    assert actor.failure() is Failure.CODEC_UNSUPPORTED


def test_an_unknown_path(stage: Stage, rtsp: RtspServer) -> None:
    actor = stage.play(f"{rtsp.url}/nothing")
    stage.until_state(actor, S.FAILED)
    assert actor.failure() is Failure.NOT_FOUND


def test_a_server_that_freezes(stage: Stage, rtsp: RtspServer) -> None:
    actor = stage.play(f"{rtsp.url}/h264", read_timeout_s=2.5)
    stage.until_moving(actor, 10)
    rtsp.process.send_signal(signal.SIGSTOP)
    try:
        stage.until_state(actor, S.STALLED)
        stage.until_state(actor, S.FAILED)
        assert actor.failure() is Failure.STALLED
    finally:
        rtsp.process.send_signal(signal.SIGCONT)


def test_a_server_that_dies(stage: Stage, rtsp: RtspServer) -> None:
    actor = stage.play(f"{rtsp.url}/h264")
    stage.until_moving(actor, 10)
    rtsp.process.kill()
    stage.until_state(actor, S.FAILED)
    assert actor.failure() is Failure.CUT


def test_a_server_that_never_answers(stage: Stage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        actor = stage.play(f"rtsp://127.0.0.1:{listener.getsockname()[1]}/x", open_timeout_s=1.0)
        stage.until_state(actor, S.FAILED)
    assert actor.failure() is Failure.UNREACHABLE

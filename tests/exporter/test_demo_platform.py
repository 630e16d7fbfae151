"""The export worker on the demo platform: real tickets, real footage, and everything it can do wrong."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
import requests

from desktop.domain.export import FetchMethod
from desktop.domain.time_range import TimeRange
from desktop.errors import ErrorCode
from desktop.exporter.messages import Finished
from tests.contract.media_node import reading
from tests.contract.retrieving import HOUR_MS, approved, now_ms, recorded_camera, taken
from tests.exporter.stage import Stage, piece, with_limits
from tests.support.demo_platform import DemoPlatform, Json

_GOP_MS = 2000
_LIMITS = with_limits(read_s=3.0, patience_s=40.0)


class Take:
    """Footage of a camera, with a retrieval that permits taking it."""

    def __init__(self, platform: DemoPlatform, storage: str) -> None:
        client = platform.sign_in("fujing")
        start = (now_ms() - HOUR_MS) // _GOP_MS * _GOP_MS
        self.span = TimeRange(start, start + 6 * _GOP_MS)
        self.camera: Json = recorded_camera(
            client, self.span.start_ms, self.span.end_ms, storage=storage, online=True
        )
        number = approved(platform, client, self.camera, self.span.start_ms, self.span.end_ms)
        self._client, self._number, self._storage = client, number, storage
        self.method = FetchMethod.FILE if storage == "platform" else FetchMethod.STREAM

    def url(self) -> str:
        answer = taken(
            self._client,
            self.camera,
            self.span.start_ms,
            self.span.end_ms,
            storage=self._storage,
            retrieval=self._number,
        )
        assert answer.ok, answer.text
        return str(answer.json()["url"])

    def stage(self, folder: Path) -> Stage:
        order = piece("one", self.span, self.method, self.camera["frame_stamp"])
        return Stage(folder / "job", (order,), lambda _: self.url(), limits=_LIMITS)

    def is_right(self, stage: Stage) -> None:
        """Judge by the pictures: camera and instant stand in each of them."""
        facts = stage.facts["one"]
        assert (facts.gaps, facts.obtained, facts.undecodable) == ((), (self.span,), ())
        data = stage.file("one").read_bytes()
        assert hashlib.sha256(data).hexdigest() == facts.sha256
        with av.open(str(stage.file("one"))) as container:
            frames = [reading(frame) for frame in container.decode(video=0)]
        seen = [one for one in frames if one is not None]
        assert len(seen) == len(frames)
        assert {one.camera for one in seen} == {self.camera["frame_stamp"]}
        assert seen[0].time_ms == facts.first_ms == self.span.start_ms
        assert seen[-1].time_ms == facts.last_ms


@pytest.fixture(scope="module")
def running() -> Iterator[DemoPlatform]:
    with DemoPlatform(scale=0.3) as one:
        yield one


@pytest.fixture
def platform(running: DemoPlatform) -> Iterator[DemoPlatform]:
    yield running
    running.clear_faults()


@pytest.mark.parametrize("storage", ["platform", "device"])
def test_original_footage_arrives_with_its_instants(
    platform: DemoPlatform, tmp_path: Path, storage: str
) -> None:
    take = Take(platform, storage)
    stage = take.stage(tmp_path)
    stage.run()
    take.is_right(stage)
    if storage == "platform":
        whole = requests.get(take.url(), timeout=30).content
        assert stage.file("one").read_bytes() == whole


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("download_cut", 300_000),
        ("download_stall", 300_000),
        ("download_length", 5_000),
        ("download_length", -5_000),
        ("download_endless", None),
        ("download_empty", None),
        ("download_whole", None),
        ("download_refused", None),
        ("download_changed", None),
        ("download_damaged", 700_000),
        ("restart", 1),
    ],
)
def test_faults_delay_and_spoil_nothing(
    platform: DemoPlatform, tmp_path: Path, kind: str, value: int | None
) -> None:
    take = Take(platform, "platform")
    details = {} if value is None else {"value": value}
    if kind != "restart":
        details["times"] = 2
    platform.fault(kind, **details)
    stage = take.stage(tmp_path)
    stage.run()
    assert stage.said(Finished)
    take.is_right(stage)


@pytest.mark.parametrize("kind", ["download_camera", "download_time"])
@pytest.mark.parametrize("storage", ["platform", "device"])
def test_another_cameras_and_another_times_footage_is_refused(
    platform: DemoPlatform, tmp_path: Path, kind: str, storage: str
) -> None:
    take = Take(platform, storage)
    platform.fault(kind)
    stage = take.stage(tmp_path)
    stage.run()
    # A stream of an earlier time may end before the wanted range begins: then nothing was recorded.
    assert stage.failures["one"].code in (ErrorCode.WRONG_FOOTAGE, ErrorCode.NO_RECORDING)
    assert not stage.file("one").exists()

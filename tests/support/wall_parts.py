"""Cameras, tickets and services for tests of the wall."""

import asyncio
from collections.abc import Callable

from desktop.domain.camera import Camera, CameraId, CameraKind, Capability, PtzType
from desktop.domain.region import RegionCode, RegionLevel, RegionRef
from desktop.domain.stream import StreamProfile, StreamProtocol, StreamRole, StreamTicket, VideoCodec
from desktop.errors import AppError
from desktop.services.admission import OpenGate
from desktop.services.clock import SystemClock
from tests.support.fake_player import FakePlayerFactory
from ui.wall.feed import FeedServices

MAIN = StreamProfile(StreamRole.MAIN, VideoCodec.H264, 1280, 720, 25.0)
SUB = StreamProfile(StreamRole.SUB, VideoCodec.H264, 640, 360, 15.0)


def camera(number: int = 1, *, online: bool = True, ptz: bool = False, name: str = "") -> Camera:
    """Return a camera of 湾头村."""
    return Camera(
        id=CameraId(f"4313211032{number:010d}"),
        name=name or f"湾头村路口{number}",
        common_name=None,
        kind=CameraKind.PUBLIC,
        online=online,
        ptz_type=PtzType.DOME if ptz else PtzType.FIXED_BULLET,
        region_code=RegionCode("431321103250"),
        region_path=(
            RegionRef(RegionCode("431321103"), "梓门桥镇", RegionLevel.TOWN),
            RegionRef(RegionCode("431321103250"), "湾头村", RegionLevel.VILLAGE),
        ),
        civil_code="431321",
        grassroots_code="431321103250",
        point_type=1,
        management_unit="",
        record_save_days=30,
        road=None,
        position=None,
        capabilities=frozenset({Capability.LIVE, *((Capability.PTZ,) if ptz else ())}),
        streams=(MAIN, SUB),
        frame_stamp=number,
    )


class OrderedStreams:
    """Gives tickets as the test orders: at once, late, or an error."""

    def __init__(self) -> None:
        self.asked: list[tuple[CameraId, StreamRole]] = []
        self.errors: dict[CameraId, AppError] = {}
        self.held: dict[CameraId, asyncio.Event] = {}

    async def open(self, camera_id: CameraId, role: StreamRole) -> StreamTicket:
        self.asked.append((camera_id, role))
        if camera_id in self.held:
            await self.held[camera_id].wait()
        if camera_id in self.errors:
            raise self.errors[camera_id]
        url = f"http://127.0.0.1/{camera_id}/{role.value}"
        profile = MAIN if role is StreamRole.MAIN else SUB
        return StreamTicket("t", url, StreamProtocol.HTTP_TS, profile, 2**42)


class Parts:
    """Everything that a feed or a tile controller needs."""

    def __init__(self, limit: int = 8, chance: Callable[[], float] = lambda: 1.0) -> None:
        self.streams = OrderedStreams()
        self.players = FakePlayerFactory()
        self.gate = OpenGate(limit)
        self.services = FeedServices(self.streams, self.players, self.gate, SystemClock(), chance)

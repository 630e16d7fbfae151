"""A directory that answers from memory, as the test orders: late, wrong or not at all."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from desktop.domain.camera import Camera, CameraId, CameraKind, Capability, Position, PtzType
from desktop.domain.changes import ChangeSet
from desktop.domain.region import Region, RegionCode, RegionLevel, RegionRef
from desktop.errors import AppError, ErrorCode
from desktop.ports import Page, SearchHits

T = TypeVar("T")
TOWN = RegionRef(RegionCode("431321103"), "梓门桥镇", RegionLevel.TOWN)


def region(
    code: str,
    name: str,
    level: RegionLevel,
    parent: str | None,
    *,
    total: int = 0,
    online: int = 0,
    more: bool = False,
) -> Region:
    """Return a region."""
    above = None if parent is None else RegionCode(parent)
    return Region(RegionCode(code), name, level, above, total, online, more)


def camera(
    number: int,
    name: str = "",
    *,
    village: str = "湾头村",
    village_code: str = "431321103250",
    online: bool = True,
    household: bool = False,
    ptz: bool = False,
    common_name: str | None = None,
) -> Camera:
    """Return a camera in a village of 梓门桥镇."""
    return Camera(
        id=CameraId(f"43132110001310{number:06d}"),
        name=name or f"{village}{number}号",
        common_name=common_name,
        kind=CameraKind.HOUSEHOLD if household else CameraKind.PUBLIC,
        online=online,
        ptz_type=PtzType.DOME if ptz else PtzType.FIXED_BULLET,
        region_code=RegionCode(village_code),
        region_path=(TOWN, RegionRef(RegionCode(village_code), village, RegionLevel.VILLAGE)),
        civil_code="431321",
        grassroots_code=village_code,
        point_type=1,
        management_unit="梓门桥镇综治中心",
        record_save_days=30,
        road="G320",
        position=Position(112.1, 27.4, generated=True),
        capabilities=frozenset({Capability.LIVE, Capability.PTZ}) if ptz else frozenset({Capability.LIVE}),
        streams=(),
        frame_stamp=number,
    )


class ScriptedDirectory:
    """A small 梓门桥镇 by default: 湾头村 with cameras, 青石铺村 with one, and an empty village."""

    def __init__(self, page_size: int = 500) -> None:
        self.page_size = page_size
        self.roots_list: list[Region] = [
            region(TOWN.code, TOWN.name, TOWN.level, None, total=6, online=4, more=True)
        ]
        self.regions: dict[str, list[Region]] = {
            TOWN.code: [
                region("431321103250", "湾头村", RegionLevel.VILLAGE, TOWN.code, total=5, online=3),
                region("431321103271", "青石铺村", RegionLevel.VILLAGE, TOWN.code, total=1, online=1),
                region("431321103299", "空村", RegionLevel.VILLAGE, TOWN.code),
            ]
        }
        self.cameras_in: dict[str, list[Camera]] = {
            "431321103250": [
                camera(1, "湾头村丁字路口", common_name="老樟树下"),
                camera(2, "湾头村村口", ptz=True),
                camera(3, "湾头村超市门口", household=True),
                camera(4, "湾头村小学", online=False),
                camera(5, "湾头村桥头", online=False),
            ],
            "431321103271": [camera(6, "320国道清石铺段", village="青石铺村", village_code="431321103271")],
        }
        self.failures: dict[str, AppError] = {}
        """Call name (roots, children, cameras, search) or region code → what it raises."""
        self.held: dict[str, asyncio.Event] = {}
        """Call name or region code → released by the test."""
        self.calls: list[str] = []

    async def roots(self) -> Sequence[Region]:
        await self._answer("roots", "")
        return self.roots_list

    async def region(self, code: RegionCode) -> Region:
        await self._answer("region", code)
        known = [*self.roots_list, *(item for items in self.regions.values() for item in items)]
        found = next((item for item in known if item.code == code), None)
        if found is None:
            raise AppError(ErrorCode.NOT_FOUND)
        return found

    async def children(self, code: RegionCode, cursor: str | None = None) -> Page[Region]:
        await self._answer("children", code)
        return self._page(self.regions.get(code, []), cursor)

    async def cameras(
        self, code: RegionCode, cursor: str | None = None, *, online_only: bool = False, deep: bool = False
    ) -> Page[Camera]:
        await self._answer("cameras", code)
        found = list(self.cameras_in.get(code, []))
        if deep:
            found += [
                item for child in self.regions.get(code, []) for item in self.cameras_in.get(child.code, [])
            ]
        return self._page([item for item in found if item.online or not online_only], cursor)

    async def cameras_by_id(self, ids: Sequence[CameraId]) -> Sequence[Camera]:
        await self._answer("cameras_by_id", "")
        known = {item.id: item for item in self._all()}
        return [known[camera_id] for camera_id in ids if camera_id in known]

    async def search(self, query: str, *, limit: int = 50, online_only: bool = False) -> SearchHits:
        await self._answer("search", query)
        initials = {"wtc": "湾头村"}
        wanted = initials.get(query, query)
        hits = [
            item
            for item in self._all()
            if wanted in f"{item.name}{item.common_name}{item.id}{item.village()}"
            and (item.online or not online_only)
        ]
        return SearchHits(tuple(hits[:limit]), len(hits) > limit)

    async def changes(self, since: str | None, *, wait_s: int = 20) -> ChangeSet:  # noqa: ARG002
        if since is None:
            return ChangeSet("0", (), reset=False)
        await asyncio.sleep(3600)
        raise AssertionError("unreachable in a test")

    def add_many(self, count: int, code: str = "431321103250") -> None:
        """Make a village as large as a town."""
        self.cameras_in[code] = [camera(number) for number in range(1, count + 1)]
        self.regions[TOWN.code] = [
            replace(item, cameras_total=count, cameras_online=count) if item.code == code else item
            for item in self.regions[TOWN.code]
        ]

    def _all(self) -> list[Camera]:
        return [item for items in self.cameras_in.values() for item in items]

    async def _answer(self, call: str, about: str) -> None:
        self.calls.append(f"{call} {about}".strip())
        for key in (call, about):
            if key in self.held:
                await self.held[key].wait()
            if key in self.failures:
                raise self.failures[key]

    def _page(self, items: list[T], cursor: str | None) -> Page[T]:
        start = int(cursor or 0)
        end = start + self.page_size
        return Page(tuple(items[start:end]), str(end) if end < len(items) else None)

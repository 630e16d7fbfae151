"""The tree of a platform of the open contract."""

import asyncio
from collections.abc import Sequence

from desktop.domain.camera import Camera, CameraId
from desktop.domain.changes import ChangeSet
from desktop.domain.region import Region, RegionCode
from desktop.platform.open_api import requests
from desktop.platform.open_api.caller import Caller
from desktop.ports import Page, SearchHits


class OpenApiDirectory:
    """A `CameraDirectory`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def roots(self) -> Sequence[Region]:
        """Return the top nodes of the account's scope."""
        return await self._caller.call(requests.roots())

    async def region(self, code: RegionCode) -> Region:
        """Return one region with its counts as they are now."""
        return await self._caller.call(requests.region(code))

    async def children(self, code: RegionCode, cursor: str | None = None) -> Page[Region]:
        """Return one page of the regions directly below."""
        return await self._caller.call(requests.children(code, cursor))

    async def cameras(
        self, code: RegionCode, cursor: str | None = None, *, online_only: bool = False, deep: bool = False
    ) -> Page[Camera]:
        """Return one page of the cameras directly in a region, or of all below it with `deep`."""
        return await self._caller.call(requests.cameras(code, cursor, online_only=online_only, deep=deep))

    async def cameras_by_id(self, ids: Sequence[CameraId]) -> Sequence[Camera]:
        """Return those of the cameras that exist for this account, in the order asked."""
        # One that can be no camera's, and the platform refuses the whole question.
        possible = [camera_id for camera_id in ids if requests.CAMERA_ID.fullmatch(camera_id)]
        step = requests.MOST_IDS
        parts = [possible[start : start + step] for start in range(0, len(possible), step)]
        pages = await asyncio.gather(*(self._caller.call(requests.cameras_by_id(part)) for part in parts))
        found = {camera.id: camera for page in pages for camera in page.items}
        return [found[camera_id] for camera_id in ids if camera_id in found]

    async def search(self, query: str, *, limit: int = 50, online_only: bool = False) -> SearchHits:
        """Find cameras by name, 点位俗称, GB id, village, pinyin or initials."""
        return await self._caller.call(requests.search(query, limit=limit, online_only=online_only))

    async def changes(self, since: str | None, *, wait_s: int = 20) -> ChangeSet:
        """Wait up to `wait_s` seconds for cameras to change; with no cursor, return one at once."""
        return await self._caller.call(requests.changes(since, wait_s))

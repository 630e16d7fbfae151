"""What the register hears of browsing copies: a package of their own, made of another one."""

import socket
from dataclasses import dataclass
from pathlib import Path

from desktop.audit.entry import AccessAction, RegisterEntry
from desktop.audit.register import AccessRegister
from desktop.domain.account import Account
from desktop.domain.camera import CameraId
from desktop.domain.evidence import ManifestSummary
from desktop.domain.retrieval import Retrieval
from desktop.domain.time_range import TimeRange
from desktop.ports import Clock
from desktop.services.browsing.wishes import BrowsingOrder

_MOST_NAMES = 16


@dataclass(frozen=True, slots=True)
class BrowsingEntries:
    """Writes them durably, before anybody can find the copies.

    They are exports like any other: the deletion duty counts for them and a package made anew is found.
    """

    register: AccessRegister
    account: Account
    platform: str
    clock: Clock

    async def made(
        self, order: BrowsingOrder, retrieval: Retrieval, folder: Path, summary: ManifestSummary
    ) -> None:
        """The package, what it was made of and what was laid over it; STORAGE_FAILED."""
        pieces = [wish.original.status.piece for wish in order.wishes]
        ids = {piece.camera_id for piece in pieces}
        names = dict.fromkeys(order.job.order.items[piece.item].camera_name for piece in pieces)
        original = order.job.summary
        await self.register.enter_now(
            RegisterEntry(
                at_ms=self.clock.now_ms(),
                who=self.account.display_name,
                unit=self.account.unit,
                account=self.account.user,
                platform=self.platform,
                action=AccessAction.EXPORT_FINISHED,
                camera_id=pieces[0].camera_id if len(ids) == 1 else CameraId(""),
                camera_name="、".join(list(names)[:_MOST_NAMES]),
                range=TimeRange(
                    min(piece.range.start_ms for piece in pieces), max(piece.range.end_ms for piece in pieces)
                ),
                workstation=socket.gethostname(),
                reason=retrieval.request.reason,
                detail="浏览件（非原始录像）",
                subject=folder.name,
                body={
                    **summary.register_body(),
                    "kind": "browsing_copy",
                    "folder": str(folder),
                    "made_from": order.job.folder.name,
                    "made_from_manifest_sha256": "" if original is None else original.manifest_sha256,
                    "watermark": "" if order.watermark is None else order.watermark.text,
                    "masks": sum(len(wish.masks) for wish in order.wishes),
                },
            )
        )

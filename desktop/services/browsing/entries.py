"""What the register hears of browsing copies: a package of their own, made of another one."""

from dataclasses import dataclass, replace
from pathlib import Path

from desktop.audit.entry import AccessAction
from desktop.audit.register import AccessRegister
from desktop.domain.evidence import ManifestSummary
from desktop.domain.retrieval import Retrieval
from desktop.services.author import Author, Footage
from desktop.services.browsing.wishes import BrowsingOrder


@dataclass(frozen=True, slots=True)
class BrowsingEntries:
    """Writes them durably, before anybody can find the copies.

    They are exports like any other: the deletion duty counts for them and a package made anew is found.
    """

    register: AccessRegister
    author: Author

    async def made(
        self, order: BrowsingOrder, retrieval: Retrieval, folder: Path, summary: ManifestSummary
    ) -> None:
        """The package, what it was made of and what was laid over it; STORAGE_FAILED."""
        pieces = [wish.original.status.piece for wish in order.wishes]
        made_of = [replace(order.job.order.items[piece.item], range=piece.range) for piece in pieces]
        original = order.job.summary
        body = {
            **summary.register_body(),
            "kind": "browsing_copy",
            "folder": str(folder),
            "made_from": order.job.folder.name,
            "made_from_manifest_sha256": "" if original is None else original.manifest_sha256,
            "watermark": "" if order.watermark is None else order.watermark.text,
            "masks": sum(len(wish.masks) for wish in order.wishes),
        }
        await self.register.enter_now(
            self.author.entry(
                AccessAction.EXPORT_FINISHED,
                Footage.of(made_of),
                reason=retrieval.request.reason,
                detail="浏览件（非原始录像）",
                subject=folder.name,
                body=body,
            )
        )

"""What the register hears of pictures (Order 799 Art. 16(2)(三)): who took which, why, and their hashes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.audit.entry import AccessAction, RegisterEntry
from desktop.audit.register import AccessRegister
from desktop.domain.evidence import ManifestSummary
from desktop.domain.retrieval import RequesterClass
from desktop.domain.snapshot import Picture, Shot
from desktop.domain.time_range import TimeRange
from desktop.services.author import Author, Footage
from desktop.services.snapshots.packing import span_of


@dataclass(frozen=True, slots=True)
class SnapshotEntries:
    """Writes them durably, before anybody can find the pictures."""

    register: AccessRegister
    author: Author

    async def own(
        self, shot: Shot, pictures: Sequence[Picture], folder: Path, reason: str, expires_ms: int
    ) -> None:
        """One entry for each picture of one's own unit; STORAGE_FAILED."""
        for picture in pictures:
            body = {
                "requester_class": RequesterClass.OWN_UNIT.value,
                "files": [picture.file.name],
                "folder": str(folder),
                "copy_expires_at_ms": expires_ms,
                **_picture(picture),
            }
            span = TimeRange(picture.picture_ms, picture.picture_ms + 1)
            entry = self._entry(shot, span, reason, picture.file.name, body)
            await self.register.enter_now(entry)

    async def package(
        self, shot: Shot, pictures: Sequence[Picture], folder: Path, reason: str, summary: ManifestSummary
    ) -> None:
        """One entry for a package under an entry of the register of retrievals; STORAGE_FAILED."""
        body = {
            **summary.register_body(),
            "folder": str(folder),
            "pictures": [{"name": picture.file.name, **_picture(picture)} for picture in pictures],
        }
        await self.register.enter_now(self._entry(shot, span_of(pictures), reason, folder.name, body))

    def _entry(
        self, shot: Shot, span: TimeRange, reason: str, subject: str, body: Mapping[str, object]
    ) -> RegisterEntry:
        return self.author.entry(
            AccessAction.SNAPSHOT,
            Footage(shot.camera.id, shot.camera.name, span),
            reason=reason,
            detail="live" if shot.live else "playback",
            subject=subject,
            body=body,
        )


def _picture(picture: Picture) -> Mapping[str, object]:
    return {
        "sha256": picture.sha256,
        "sm3": picture.sm3,
        "bytes": picture.bytes,
        "width": picture.width,
        "height": picture.height,
        "picture_ms": picture.picture_ms,
    }

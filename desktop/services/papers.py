"""What is printed of entries and packages: read from what is signed, and entered in the register."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop.audit.entry import AccessAction
from desktop.audit.register import AccessRegister
from desktop.documents.extraction_list import extraction_list
from desktop.domain.evidence import KeyCard, ManifestSummary, PackageFacts
from desktop.domain.export import ExportItem
from desktop.domain.retrieval import RequestedFootage, RetrievalNumber
from desktop.errors import AppError, ErrorCode
from desktop.evidence import names
from desktop.evidence.reading import ManifestError
from desktop.evidence.reread import reread
from desktop.evidence.scan import NoFileError, read_small
from desktop.lanes import Lane
from desktop.services.author import Author, Footage

READ_S = 30.0


class Form(StrEnum):
    """What was printed."""

    RETRIEVAL_FORM = "retrieval_form"
    """调取登记表."""
    EXTRACTION_LIST = "extraction_list"
    """提取清单."""


@dataclass(frozen=True, slots=True)
class Papers:
    """Lives with one sign-in, used on the loop's thread."""

    register: AccessRegister
    author: Author
    disk: Lane

    async def package(self, folder: Path, summary: ManifestSummary) -> tuple[PackageFacts, KeyCard]:
        """Return what a package's manifest says.

        NOT_FOUND when it is gone, PACKAGE_CHANGED when it is not the one that was entered in the register.
        """
        return await self.disk.run(lambda _: _read(folder, summary), deadline_s=READ_S)

    async def extraction_list(self, folder: Path, summary: ManifestSummary) -> tuple[str, PackageFacts]:
        """Return the 提取清单 of a package as HTML, and what it says; raises what `package` raises."""
        facts, card = await self.package(folder, summary)
        return extraction_list(facts, card, summary.manifest_sha256, self.author.clock.now_ms()), facts

    async def inside(self, target: Path, folder: Path) -> bool:
        """Tell whether a file would lie in a package, by whatever way it is named."""
        return await self.disk.run(
            lambda _: target.resolve().is_relative_to(folder.resolve()), deadline_s=READ_S
        )

    def printed(
        self,
        form: Form,
        number: RetrievalNumber,
        footage: Sequence[RequestedFootage | ExportItem],
        reason: str,
        package: str = "",
    ) -> None:
        """Enter that a form of an entry was made."""
        self.register.enter(
            self.author.entry(
                AccessAction.FORM_PRINTED,
                Footage.of(footage),
                reason=reason,
                subject=number,
                body={"form": form.value, "retrieval": number, "package": package},
            )
        )


def _read(folder: Path, summary: ManifestSummary) -> tuple[PackageFacts, KeyCard]:
    try:
        content = read_small(folder, names.MANIFEST, names.MANIFEST_LIMIT)
    except (NoFileError, OSError) as error:
        raise AppError(ErrorCode.NOT_FOUND, {"file": str(folder / names.MANIFEST)}) from error
    wrong = AppError(ErrorCode.PACKAGE_CHANGED, {"file": str(folder / names.MANIFEST)})
    if hashlib.sha256(content).hexdigest() != summary.manifest_sha256:
        raise wrong
    try:
        return reread(content)
    except ManifestError as error:
        raise wrong from error

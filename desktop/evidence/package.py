"""Completing a package: what lies beside the footage, sealed by sums and a signature.

The order matters: documents first (the PDF is printed from the HTML), then the manifest that names every file
with its hashes, then the signature over it, then the sums over all of that. The caller renames the folder.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

from desktop.domain.evidence import ManifestSummary, PackageFacts
from desktop.evidence.signature import Signer

PrintPdf = Callable[[Path, Path], Awaitable[None]]
"""Prints an HTML file as a PDF file; raises AppError where it cannot."""


async def build(
    package: PackageFacts, folder: Path, signer: Signer, print_pdf: PrintPdf | None = None
) -> ManifestSummary:
    """Complete a folder that holds the footage and nothing else but `.work`.

    Idempotent: what an interrupted run left is written anew. Where nothing prints, the package goes without
    PDF. Raises STORAGE_FAILED, DISK_FULL or TARGET_UNWRITABLE.
    """
    html = draft(package, folder, signer)
    if print_pdf is not None:
        await print_pdf(html, html.with_suffix(".pdf"))
    return seal(package, folder, signer)


def draft(package: PackageFacts, folder: Path, signer: Signer) -> Path:
    """Write what the seal covers: document, public key, script; return the HTML to print. Blocks."""
    raise NotImplementedError


def seal(package: PackageFacts, folder: Path, signer: Signer) -> ManifestSummary:
    """Write manifest, signature and sums over what lies in the folder. Blocks."""
    raise NotImplementedError

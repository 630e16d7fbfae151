"""Completing a package: what lies beside the footage, sealed by sums and a signature.

The order matters: documents first (the PDF is printed from the HTML), then the manifest that names every file
with its hashes, then the signature over it, then the sums over all of that. The caller renames the folder.
"""

import stat
from pathlib import Path

import resources
from desktop.domain.evidence import KeyCard, ManifestSummary, PackagedFile, PackageFacts
from desktop.errors import AppError, ErrorCode
from desktop.evidence import names
from desktop.evidence.document import document
from desktop.evidence.folder import listed, sync, told_apart, write
from desktop.evidence.manifest import ListedFile, canonical, manifest
from desktop.evidence.read_me import read_me
from desktop.evidence.signature import Signer, signature_fits
from desktop.evidence.sums import sha256_sums, sm3_sums
from desktop.lanes import Lane
from desktop.ports import DocumentPrinter

SEAL_S = 120.0
_HALF_PRINTED = ".print-"
"""What the printer leaves when it is killed; like our own `.part` it goes."""
WORK = ".work"
"""The worker's folder, which the caller removes before the package gets its name."""


async def build(
    package: PackageFacts,
    folder: Path,
    signer: Signer,
    *,
    lane: Lane,
    printer: DocumentPrinter | None = None,
) -> ManifestSummary:
    """Complete a folder that holds the footage and nothing else but `.work`.

    Idempotent: what an interrupted run left is written anew. Where nothing prints, the package goes without
    PDF. Raises DISK_FULL, TARGET_UNWRITABLE, STORAGE_FAILED with the name of a file that should not be there
    or is not as long as it was, and what the printer raises.
    """
    html = await lane.run(lambda _: draft(package, folder, signer.card), deadline_s=SEAL_S)
    if printer is not None:
        await printer.print(html, folder / names.PRINTED)
    return await lane.run(lambda _: seal(package, folder, signer), deadline_s=SEAL_S)


def draft(package: PackageFacts, folder: Path, card: KeyCard) -> str:
    """Write what the seal covers: document, public key, script, how to check; return the HTML. Blocks."""
    html = document(package, card)
    with told_apart(folder):
        (folder / names.PRINTED).unlink(missing_ok=True)
        write(folder / names.DOCUMENT, html.encode("utf-8", "replace"))
        write(folder / names.PUBLIC_KEY, card.public_key_pem)
        write(folder / names.SCRIPT, resources.evidence_script())
        write(folder / names.READ_ME, read_me(card))
    return html


def seal(package: PackageFacts, folder: Path, signer: Signer) -> ManifestSummary:
    """Write manifest, signature and sums over what lies in the folder. Blocks."""
    with told_apart(folder):
        _refuse_strangers(package, folder)
        files = [*(_footage(folder, file) for file in package.files), *_companions(folder)]
        content = canonical(manifest(package, signer.card, files))
        signature = signer.sign(content)
        if not signature_fits(signer.card, content, signature):
            raise AppError(ErrorCode.STORAGE_FAILED, {"file": names.SIGNATURE})
        sealed = write(folder / names.MANIFEST, content)
        files += [sealed, write(folder / names.SIGNATURE, signature)]
        files.append(write(folder / names.SM3_SUMS, sm3_sums(files)))
        write(folder / names.SHA256_SUMS, sha256_sums(files))
        sync(folder)
    return ManifestSummary(
        package=package.name,
        retrieval=package.retrieval.number,
        manifest_sha256=sealed.sha256,
        key_fingerprint=signer.card.fingerprint,
        algorithm=signer.card.algorithm,
        key_kept=signer.card.kept,
        files=len(package.files),
        bytes=sum(file.facts.bytes for file in package.files),
        copy_expires_at_ms=package.copy_expires_at_ms,
    )


def _refuse_strangers(package: PackageFacts, folder: Path) -> None:
    """Refuse to seal a folder with files that the manifest would not name: nobody could tell them apart."""
    known = {*names.COMPANIONS, *names.SEALS, WORK, *(file.facts.file_name for file in package.files)}
    for entry in sorted(folder.iterdir()):
        if entry.name.removesuffix(".part") in known - {entry.name} or entry.name.startswith(_HALF_PRINTED):
            entry.unlink()
        elif entry.name not in known:
            raise AppError(ErrorCode.STORAGE_FAILED, {"file": entry.name})


def _footage(folder: Path, file: PackagedFile) -> ListedFile:
    """Return what the worker found of a file, when it is still as long as it was."""
    facts = file.facts
    if not names.plain(facts.file_name) or facts.file_name in {*names.COMPANIONS, *names.SEALS}:
        raise AppError(ErrorCode.STORAGE_FAILED, {"file": facts.file_name})
    found = (folder / facts.file_name).lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size != facts.bytes:
        raise AppError(ErrorCode.STORAGE_FAILED, {"file": facts.file_name})
    return ListedFile(facts.file_name, facts.bytes, facts.sha256, facts.sm3)


def _companions(folder: Path) -> list[ListedFile]:
    paths = (folder / name for name in names.COMPANIONS)
    return [listed(path.name, path.read_bytes()) for path in paths if path.is_file()]

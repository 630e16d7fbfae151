"""Judging the seal of a package: does the signature fit the manifest, do the sums say what they must."""

from collections.abc import Mapping
from pathlib import Path

from desktop.evidence import names
from desktop.evidence.folder import listed
from desktop.evidence.reading import ReadManifest
from desktop.evidence.scan import NoFileError, read_small
from desktop.evidence.signature import read_card, signature_fits
from desktop.evidence.sums import sha256_sums, sm3_sums
from desktop.evidence.verdict import Finding, FindingCode


def judge_seal(
    folder: Path, manifest: ReadManifest, content: bytes, sums: Mapping[str, str]
) -> list[Finding]:
    """Return what is wrong with signature and key; `sums` helps to tell which of them was changed."""
    pem, signature = _small(folder, names.PUBLIC_KEY), _small(folder, names.SIGNATURE)
    card = read_card(pem or b"")
    if card is None or card.fingerprint != manifest.fingerprint or card.algorithm is not manifest.algorithm:
        code = FindingCode.KEY_MISSING if pem is None else FindingCode.KEY_CHANGED
        return [Finding(code, names.PUBLIC_KEY)]
    if signature is None:
        return [Finding(FindingCode.SIGNATURE_MISSING, names.SIGNATURE)]
    if signature_fits(card, content, signature):
        return []
    if sums.get(names.MANIFEST) == manifest.sha256:
        return [Finding(FindingCode.SIGNATURE_BAD, names.SIGNATURE)]
    return [Finding(FindingCode.MANIFEST_CHANGED, names.MANIFEST)]


def judge_sums(folder: Path, manifest: ReadManifest, content: bytes) -> list[Finding]:
    """Return which of the two lists of sums does not say exactly what it must."""
    signature = _small(folder, names.SIGNATURE) or b""
    files = [*manifest.files, listed(names.MANIFEST, content), listed(names.SIGNATURE, signature)]
    sm3 = sm3_sums(files)
    files.append(listed(names.SM3_SUMS, sm3))
    expected = {names.SM3_SUMS: sm3, names.SHA256_SUMS: sha256_sums(files)}
    found = []
    for name, wanted in expected.items():
        there = _small(folder, name)
        if there is None:
            found.append(Finding(FindingCode.SUMS_MISSING, name))
        elif there != wanted:
            found.append(Finding(FindingCode.SUMS_CHANGED, name))
    return found


def recorded_sums(folder: Path) -> dict[str, str]:
    """Return what SHA256SUMS says by name, as far as it can be read: a hint, no proof."""
    text = (_small(folder, names.SHA256_SUMS) or b"").decode("utf-8", "replace")
    pairs = (line.split("  ", 1) for line in text.splitlines())
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def _small(folder: Path, name: str) -> bytes | None:
    try:
        return read_small(folder, name, names.MANIFEST_LIMIT)
    except (NoFileError, OSError):
        return None

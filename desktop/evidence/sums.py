"""SHA256SUMS and SM3SUMS: lists that `sha256sum -c` and `cksum -a sm3 -c` accept, in one form only."""

from collections.abc import Iterable

from desktop.evidence.manifest import ListedFile


def sha256_sums(files: Iterable[ListedFile]) -> bytes:
    """Return the content of SHA256SUMS."""
    return _lines((file.sha256, file.name) for file in files)


def sm3_sums(files: Iterable[ListedFile]) -> bytes:
    """Return the content of SM3SUMS."""
    return _lines((file.sm3, file.name) for file in files)


def _lines(pairs: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{digest}  {name}\n" for digest, name in pairs).encode("utf-8")

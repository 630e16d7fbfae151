"""Names of the files of a package that are not footage, and how much of each is ever read."""

import re

MANIFEST = "manifest.json"
DOCUMENT = "manifest.html"
PRINTED = "manifest.pdf"
SIGNATURE = "manifest.sig"
PUBLIC_KEY = "public_key.pem"
SCRIPT = "verify.py"
READ_ME = "如何核验.txt"
SHA256_SUMS = "SHA256SUMS"
SM3_SUMS = "SM3SUMS"

COMPANIONS = (DOCUMENT, PRINTED, PUBLIC_KEY, SCRIPT, READ_ME)
"""What the manifest names beside the footage, where it is there."""
SEALS = (MANIFEST, SIGNATURE, SM3_SUMS, SHA256_SUMS)
"""What the manifest cannot name, because it is made of it."""

MANIFEST_LIMIT = 8 << 20
SMALL_LIMIT = 1 << 20
FILES_LIMIT = 10_000
_NAME_LIMIT = 255
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]|^\.|^-|[ .]$')


def plain(name: str) -> bool:
    """Tell whether a name is one file of the folder itself on every system, and no trick."""
    return bool(name) and len(name.encode("utf-8", "replace")) <= _NAME_LIMIT and not _UNSAFE.search(name)

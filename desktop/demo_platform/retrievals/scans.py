"""What kind of document a scan is, judged by its first bytes and by nothing else."""

MOST_BYTES = 10 << 20
MOST_SCANS = 20
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
MEDIA_TYPES = tuple(kind for _, kind in _MAGIC)


def media_type(content: bytes) -> str | None:
    """Return the type of a scan, None for anything that is not a PDF, JPEG or PNG."""
    return next((kind for magic, kind in _MAGIC if content.startswith(magic)), None)

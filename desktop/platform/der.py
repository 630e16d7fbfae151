"""Just enough DER to show a certificate's subject, issuer and last day to a person (RFC 5280, 4.1).

The bytes come from a server that nobody trusts yet: every length is checked, and nothing is verified here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.domain.text import plain_text

_SEQUENCE, _SET, _OID, _VERSION = 0x30, 0x31, 0x06, 0xA0
_UTC_TIME, _GENERALIZED_TIME = 0x17, 0x18
_BMP, _LATIN = 0x1E, 0x14
_ATTRIBUTES = {b"\x55\x04\x03": "CN", b"\x55\x04\x0a": "O", b"\x55\x04\x0b": "OU", b"\x55\x04\x06": "C"}
_MOST_PARTS = 200


class DerError(Exception):
    """The bytes are no certificate that can be read."""


@dataclass(frozen=True, slots=True)
class CertificateParts:
    """What a person is shown."""

    subject: str
    issuer: str
    not_after: str


def read_certificate(der: bytes) -> CertificateParts:
    """Return the readable parts of a certificate."""
    outer = _only(der, _SEQUENCE)
    tbs = next(_parts(outer), (0, b""))[1]
    fields = list(_parts(tbs))
    if fields and fields[0][0] == _VERSION:
        fields = fields[1:]
    if len(fields) < 5:
        raise DerError("too few fields")
    issuer, validity, subject = fields[2][1], fields[3][1], fields[4][1]
    times = list(_parts(validity))
    if len(times) != 2:
        raise DerError("no validity")
    return CertificateParts(_name(subject), _name(issuer), _time(*times[1]))


def _name(value: bytes) -> str:
    texts = []
    for _, relative in _parts(value):
        for _, pair in _parts(relative):
            parts = list(_parts(pair))
            if len(parts) == 2 and parts[0][1] in _ATTRIBUTES:
                texts.append(f"{_ATTRIBUTES[parts[0][1]]}={_text(*parts[1])}")
    return plain_text(", ".join(texts), limit=200)


def _text(tag: int, value: bytes) -> str:
    encoding = {_BMP: "utf-16-be", _LATIN: "latin-1"}.get(tag, "utf-8")
    return value.decode(encoding, "replace")


def _time(tag: int, value: bytes) -> str:
    text = value.decode("ascii", "replace")
    if tag == _UTC_TIME:  # two digits of the year: 50 and later are of the last century
        text = ("20" if text[:2] < "50" else "19") + text
    try:
        moment = datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return ""
    return moment.isoformat()


def _only(data: bytes, tag: int) -> bytes:
    found, value = next(_parts(data), (0, b""))
    if found != tag:
        raise DerError("not a certificate")
    return value


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    for _ in range(_MOST_PARTS):
        if position >= len(data):
            return
        tag, length, position = _header(data, position)
        if position + length > len(data):
            raise DerError("truncated")
        yield tag, data[position : position + length]
        position += length
    raise DerError("too many parts")


def _header(data: bytes, position: int) -> tuple[int, int, int]:
    if position + 2 > len(data):
        raise DerError("truncated")
    tag, first = data[position], data[position + 1]
    if first < 0x80:
        return tag, first, position + 2
    size = first & 0x7F
    if not 1 <= size <= 4 or position + 2 + size > len(data):
        raise DerError("bad length")
    return tag, int.from_bytes(data[position + 2 : position + 2 + size], "big"), position + 2 + size

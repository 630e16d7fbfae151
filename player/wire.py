"""Control messages between the user interface and a worker: length-prefixed JSON over a pipe."""

import json
import struct
from typing import Any, BinaryIO

Message = dict[str, Any]
_LENGTH = struct.Struct(">I")
_LIMIT = 1 << 20


def encode(message: Message) -> bytes:
    """Return a message as bytes."""
    body = json.dumps(message, separators=(",", ":")).encode()
    return _LENGTH.pack(len(body)) + body


def read(stream: BinaryIO) -> Message | None:
    """Wait for the next message; None when the other side has gone or talks nonsense."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _LIMIT:
        return None
    body = stream.read(length)
    if len(body) < length:
        return None
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None

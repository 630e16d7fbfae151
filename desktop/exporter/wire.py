"""Messages as lines of JSON; what does not fit its type is refused."""

import json
import typing
from collections.abc import Mapping
from typing import BinaryIO

from desktop.exporter import messages
from desktop.stores import records

_LIMIT = 4 << 20
_BY_NAME: Mapping[str, type] = {
    kind.__name__: kind for union in (messages.Command, messages.Event) for kind in typing.get_args(union)
}


def encode(message: messages.Command | messages.Event) -> bytes:
    """Return a message as one line."""
    body = records.to_json(message)
    assert isinstance(body, dict)
    body = {"type": type(message).__name__, **body}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def decode(line: bytes) -> object:
    """Return the message of a line; ValueError when it is none."""
    try:
        body = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    kind = _BY_NAME.get(str(body.pop("type", ""))) if isinstance(body, dict) else None
    if kind is None:
        raise ValueError("no message")
    return records.from_json(kind, body)


def read(stream: BinaryIO) -> object | None:
    """Wait for the next message; None when the other side has gone, ValueError when it talks nonsense."""
    line = stream.readline(_LIMIT)
    return decode(line) if line.endswith(b"\n") else None

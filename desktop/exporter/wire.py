"""Messages as lines of JSON, and values of the domain as JSON; what does not fit its type is refused."""

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, Union

from desktop.exporter import messages

T = TypeVar("T")
_LIMIT = 4 << 20
_BY_NAME: Mapping[str, type] = {
    kind.__name__: kind for union in (messages.Command, messages.Event) for kind in typing.get_args(union)
}


def encode(message: object) -> bytes:
    """Return a message as one line."""
    body = {"type": type(message).__name__, **_fields(message)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def decode(line: bytes) -> object:
    """Return the message of a line; ValueError when it is none."""
    try:
        body = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(body, dict):
        raise ValueError("no message")  # noqa: TRY004 - one family of errors for what comes from a pipe
    kind = _BY_NAME.get(str(body.pop("type", "")))
    if kind is None:
        raise ValueError("no such message")
    return from_json(kind, body)


def read(stream: BinaryIO) -> object | None:
    """Wait for the next message; None when the other side has gone, ValueError when it talks nonsense."""
    line = stream.readline(_LIMIT)
    return decode(line) if line.endswith(b"\n") else None


def to_json(value: object) -> Any:  # noqa: ANN401 - JSON is whatever it is
    """Return a value as JSON knows it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    return value


def from_json(kind: type[T], value: object) -> T:
    """Return the value of a type that `to_json` was given; ValueError when it does not fit."""
    made: T = _read(kind, value)
    return made


def _fields(value: object) -> dict[str, Any]:
    assert dataclasses.is_dataclass(value)
    return {one.name: to_json(getattr(value, one.name)) for one in dataclasses.fields(value)}


def _read(kind: Any, value: object) -> Any:  # noqa: ANN401 - types are values here
    kind = getattr(kind, "__supertype__", kind)
    origin = typing.get_origin(kind)
    if origin is not None or kind in (tuple, dict):
        return _read_generic(origin, typing.get_args(kind), value)
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, value)
    if isinstance(kind, type) and issubclass(kind, Enum | Path):
        return kind(str(_plain(str, value)))
    return _plain(kind, value)


def _read_dataclass(kind: Any, value: object) -> Any:  # noqa: ANN401
    if not isinstance(value, dict):
        raise ValueError(f"no {kind.__name__}")  # noqa: TRY004 - as in decode
    hints = typing.get_type_hints(kind)
    unknown = value.keys() - hints.keys()
    if unknown:
        raise ValueError(f"{kind.__name__} has no {min(unknown)}")
    try:
        return kind(**{name: _read(hints[name], one) for name, one in value.items()})
    except TypeError as error:
        raise ValueError(f"{kind.__name__} is not complete") from error


def _read_generic(origin: Any, arguments: tuple[Any, ...], value: object) -> Any:  # noqa: ANN401
    if origin in (Union, types.UnionType):
        return _read_union(arguments, value)
    if origin is tuple and isinstance(value, list):
        return tuple(_read(arguments[0], one) for one in value)
    if origin is not tuple and isinstance(value, dict):
        return {_read(arguments[0], key): _read(arguments[1], one) for key, one in value.items()}
    raise ValueError("wrong kind of value")


def _read_union(choices: tuple[Any, ...], value: object) -> Any:  # noqa: ANN401
    if value is None and type(None) in choices:
        return None
    for choice in choices:
        if choice is not type(None):
            try:
                return _read(choice, value)
            except ValueError:
                continue
    raise ValueError("wrong kind of value")


def _plain(kind: type, value: object) -> object:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"no {kind.__name__}")
    return value

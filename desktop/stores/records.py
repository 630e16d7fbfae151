"""Frozen dataclasses as JSON and back, strictly: what does not fit its declared type is no record."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from desktop.stores.json_file import Json

T = TypeVar("T")


def to_json(value: object) -> Json:  # noqa: PLR0911 - one line per kind
    """Return a record, or what one may hold, as JSON; TypeError for anything else."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return to_json(value.value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, frozenset):
        return sorted((to_json(item) for item in value), key=str)
    raise TypeError(f"{type(value).__name__} is no part of a record")


def from_json(kind: type[T], data: object) -> T:
    """Return the record of a kind that JSON holds; ValueError when it is none.

    Fields that the JSON lacks take their defaults, fields that nobody knows are passed over: both happen
    between versions.
    """
    return cast("T", _read(kind, data))


def misfit(kind: type, data: Mapping[str, object]) -> str:
    """Return the first field that JSON lacks or that does not fit, empty where none is found."""
    for name, hint, needed in _fields(kind):
        if name not in data and not needed:
            continue
        try:
            _read(hint, data[name])
        except (KeyError, ValueError, TypeError):
            return name
    return ""


def _read(kind: Any, data: object) -> object:  # noqa: ANN401, PLR0911 - a type as written, line by line
    if isinstance(kind, NewType):
        return _read(kind.__supertype__, data)
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _union(get_args(kind), data)
    if origin is not None:
        return _generic(origin, get_args(kind), data)
    if is_dataclass(kind):
        return _record(cast("type", kind), data)
    if kind is Path:
        return Path(_plain(str, data))
    if issubclass(kind, Enum):
        return kind(data)
    return _plain(kind, data)


def _plain(kind: type[T], data: object) -> T:
    if kind is float and type(data) is int:
        return cast("T", float(data))
    if type(data) is not kind:
        raise ValueError(f"{kind.__name__} expected, not {type(data).__name__}")
    return data


def _union(kinds: tuple[Any, ...], data: object) -> object:
    if data is None and NoneType in kinds:
        return None
    for kind in kinds:
        if kind is NoneType:
            continue
        try:
            return _read(kind, data)
        except (ValueError, TypeError):
            continue
    raise ValueError(f"{type(data).__name__} is none of what may stand here")


def _generic(origin: Any, arguments: tuple[Any, ...], data: object) -> object:  # noqa: ANN401
    if origin in {tuple, frozenset}:
        if not isinstance(data, list):
            raise ValueError(f"list expected, not {type(data).__name__}")
        if origin is frozenset or (len(arguments) == 2 and arguments[1] is Ellipsis):
            return origin(_read(arguments[0], item) for item in data)
        if len(data) != len(arguments):
            raise ValueError(f"{len(arguments)} values expected, not {len(data)}")
        return tuple(_read(kind, item) for kind, item in zip(arguments, data, strict=True))
    if origin in {dict, Mapping} and isinstance(data, dict):
        return {_read(arguments[0], key): _read(arguments[1], item) for key, item in data.items()}
    raise ValueError(f"{type(data).__name__} does not belong here")


def _record(kind: type, data: object) -> object:
    if not isinstance(data, dict):
        raise ValueError(f"{kind.__name__} expected, not {type(data).__name__}")  # noqa: TRY004
    values: dict[str, object] = {}
    for name, hint, needed in _fields(kind):
        if name in data:
            values[name] = _read(hint, data[name])
        elif needed:
            raise ValueError(f"{kind.__name__} lacks {name}")
    return kind(**values)


@cache
def _fields(kind: type) -> tuple[tuple[str, Any, bool], ...]:
    hints = get_type_hints(kind)
    found: list[Field[Any]] = [field for field in fields(kind) if field.init]
    return tuple(
        (field.name, hints[field.name], field.default is MISSING and field.default_factory is MISSING)
        for field in found
    )

"""Keeps a Python error inside a Qt override from ending the process.

PySide6 6.11 on Python 3.11 crashes when an exception that was raised in C (`int("x")`, a strict `zip`)
leaves an override of a Qt virtual function: it takes the bare message for an exception object. Catching and
raising it again turns it into one; the error is then reported like any other. A wall must not go dark
because one event could not be handled.
"""

import functools
import sys
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QIconEngine

_ROOTS: tuple[type, ...] = (QObject, QIconEngine)
_MARK = "__guarded_override__"


def guard_overrides(package: str = "ui") -> int:
    """Guard the overrides of all classes of a package that are loaded by now; return how many were new."""
    if sys.version_info >= (3, 12):  # exceptions are always objects there
        return 0
    guarded = 0
    for cls in _classes(package):
        for name, function in _overrides(cls):
            setattr(cls, name, _guarded(function))
            guarded += 1
    return guarded


def _classes(package: str) -> Iterator[type]:
    seen: set[type] = set()
    queue = list(_ROOTS)
    while queue:
        subclasses: list[type] = type.__subclasses__(queue.pop())
        for cls in subclasses:
            if cls not in seen:
                seen.add(cls)
                queue.append(cls)
                if cls.__module__.split(".")[0] == package:
                    yield cls


def _overrides(cls: type) -> list[tuple[str, FunctionType]]:
    """Return the plain functions of a class that stand in for something of Qt's."""
    foreign = [base for base in cls.__mro__ if base.__module__.startswith("PySide6.")]
    return [
        (name, function)
        for name, function in vars(cls).items()
        if isinstance(function, FunctionType)
        and not name.startswith("__")
        and not hasattr(function, _MARK)
        and any(name in vars(base) for base in foreign)
    ]


def _guarded(function: FunctionType) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - stands in for any function
        try:
            return function(*args, **kwargs)
        except Exception:  # noqa: TRY203 - catching it makes an object of it, see above
            raise

    setattr(call, _MARK, True)
    return call

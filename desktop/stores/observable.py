"""Plain callbacks for observers: no Qt, no threads; the core's only way to tell that something changed."""

import asyncio
import logging
from collections.abc import Callable
from typing import Generic, ParamSpec

from desktop.ports import Unsubscribe

P = ParamSpec("P")
_log = logging.getLogger("xueliang.observers")


class Signal(Generic[P]):
    """Calls its observers in the order they came; used on one thread, lives as long as its owner.

    Declare with its arguments' types, as in `changed: Signal[[Layout, Layout]]`. An observer that raises
    does not keep the others from being called; its exception goes to the running loop's exception handler,
    or to the log where no loop runs. Observers that connect while it emits are called from the next time on;
    those that leave while it emits are not called any more.
    """

    __slots__ = ("_next", "_observers")

    def __init__(self) -> None:
        self._observers: dict[int, Callable[P, object]] = {}
        self._next = 0

    def connect(self, observer: Callable[P, object]) -> Unsubscribe:
        """Add an observer; the answer removes it again and may be called more than once."""
        key = self._next
        self._next += 1
        self._observers[key] = observer

        def unsubscribe() -> None:
            self._observers.pop(key, None)

        return unsubscribe

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Call every observer."""
        for key in tuple(self._observers):
            observer = self._observers.get(key)
            if observer is None:
                continue
            try:
                observer(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - reported; one observer must not silence the others
                _report(error)

    def __len__(self) -> int:
        return len(self._observers)


def _report(error: Exception) -> None:
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        _log.error("an observer failed", exc_info=error)
        return
    loop.call_exception_handler({"message": "an observer failed", "exception": error})

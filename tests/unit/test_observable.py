"""Signals: every observer is heard, whatever the others do."""

import asyncio
import logging

import pytest

from desktop.stores.observable import Signal


def test_observers_are_called_in_order() -> None:
    heard: list[str] = []
    signal: Signal[[str]] = Signal()
    signal.connect(lambda text: heard.append(f"first {text}"))
    signal.connect(lambda text: heard.append(f"second {text}"))
    signal.emit("x")
    assert heard == ["first x", "second x"]


def test_unsubscribing_twice_is_harmless() -> None:
    heard: list[int] = []
    signal: Signal[[int]] = Signal()
    unsubscribe = signal.connect(heard.append)
    unsubscribe()
    unsubscribe()
    signal.emit(1)
    assert heard == []
    assert len(signal) == 0


def test_an_observer_that_leaves_while_it_emits_is_not_called() -> None:
    heard: list[str] = []
    signal: Signal[[]] = Signal()
    signal.connect(lambda: [leave() for leave in leaving])
    leaving = [signal.connect(lambda: heard.append("should have left"))]
    signal.emit()
    assert heard == []


def test_an_observer_that_comes_while_it_emits_is_called_the_next_time() -> None:
    heard: list[str] = []
    signal: Signal[[]] = Signal()
    signal.connect(lambda: signal.connect(lambda: heard.append("late")))
    signal.emit()
    assert heard == []


def test_a_failing_observer_does_not_silence_the_others_and_is_reported() -> None:
    heard: list[int] = []
    reported: list[object] = []

    def fail(_: int) -> None:
        raise RuntimeError("broken")

    async def work() -> None:
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: reported.append(context["exception"])
        )
        signal: Signal[[int]] = Signal()
        signal.connect(fail)
        signal.connect(heard.append)
        signal.emit(7)

    asyncio.run(work())
    assert heard == [7]
    assert [str(error) for error in reported] == ["broken"]


def test_without_a_loop_a_failure_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    signal: Signal[[]] = Signal()
    signal.connect(lambda: 1 / 0)
    with caplog.at_level(logging.ERROR):
        signal.emit()
    assert "ZeroDivisionError" in caplog.text

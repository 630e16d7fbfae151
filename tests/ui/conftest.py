"""What user interface tests share: a real qasync loop in which no task may fail unseen."""

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from desktop.domain.camera import CameraKind
from tests.support.demo_platform import DemoPlatform
from tests.ui.playback_scenes import Scene
from tests.ui.window_bench import window_bench
from ui import theme

T = TypeVar("T")
TIMEOUT_S = 120.0
"""Generous: the machine may be busy with other things."""


class QtLoop:
    """Runs coroutines on a `qasync.QEventLoop` and collects what nobody awaited."""

    def __init__(self, app: QApplication) -> None:
        self.loop = qasync.QEventLoop(app)
        self.errors: list[dict[str, Any]] = []
        self.loop.set_exception_handler(lambda _loop, context: self.errors.append(context))
        asyncio.set_event_loop(self.loop)

    def run(self, work: Coroutine[Any, Any, T], timeout_s: float = TIMEOUT_S) -> T:
        """Run a coroutine to its end; TimeoutError when that takes too long."""
        result: T = self.loop.run_until_complete(asyncio.wait_for(work, timeout_s))
        return result

    def close(self) -> None:
        """Cancel what still runs, and let the loop go."""
        tasks = [task for task in asyncio.all_tasks(self.loop) if not task.done()]
        for task in tasks:
            task.cancel()
        if tasks:
            self.loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        gc.collect()
        self.loop.close()
        asyncio.set_event_loop(None)


@pytest.fixture
def qloop(qapp: QApplication) -> Iterator[QtLoop]:
    """A loop for one test; errors that nobody handled fail the test."""
    loop = QtLoop(qapp)
    yield loop
    loop.close()
    assert not loop.errors, f"nobody handled: {loop.errors}"


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: type[QApplication]) -> QApplication:
    """The application with the product's theme."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else qapp_cls(qapp_args)
    app.setQuitOnLastWindowClosed(False)
    theme.apply(app)
    return app


@pytest.fixture(scope="session")
def town_platform() -> Iterator[DemoPlatform]:
    """A demo platform at its default scale; leave it as you found it."""
    with DemoPlatform() as running:
        yield running


@pytest.fixture
def play(qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path) -> Callable[[Scene], None]:
    """Play a scene of playback on a window of its own; its cameras are the town's public ones."""

    def run(scene: Scene) -> None:
        async def work() -> None:
            async with window_bench(town_platform, tmp_path) as bench:
                bench.cameras = tuple(c for c in bench.cameras if c.kind is CameraKind.PUBLIC)
                await scene(bench)

        qloop.run(work())

    return run


@pytest.fixture
def as_auxiliary(qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path) -> Callable[[Scene], None]:
    """Play a scene on the window of the police auxiliary, who may export and not approve."""

    def run(scene: Scene) -> None:
        async def work() -> None:
            async with window_bench(town_platform, tmp_path / "profile", user="fujing") as bench:
                await scene(bench)

        qloop.run(work(), timeout_s=240.0)

    return run

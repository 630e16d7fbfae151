"""The line under the wall says when viewings cannot be written down, in the real window."""

from pathlib import Path

import pytest

from desktop.domain.time_range import TimeRange
from tests.support.demo_platform import DemoPlatform
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.window_bench import window_bench


def test_a_register_that_cannot_be_written_is_told_until_it_can(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.audit.register.RETRY_S", 0.05)
    in_the_way, aside = tmp_path / "register.sqlite3", tmp_path / "aside.sqlite3"

    async def work() -> None:
        async with window_bench(town_platform, tmp_path) as bench:
            strip = bench.window.status
            assert strip.message() == ""
            before = len(await bench.context.register.entries())  # the sign-in stands there already
            in_the_way.rename(aside)
            in_the_way.mkdir()
            bench.context.playback.note(bench.cameras[0].id, TimeRange(0, 1000), 1.0)
            await until(lambda: strip.message() == "查阅登记写入失败，正在重试")
            in_the_way.rmdir()
            aside.rename(in_the_way)
            await until(lambda: strip.message() == "")
            assert len(await bench.context.register.entries()) == before + 1

    qloop.run(work())

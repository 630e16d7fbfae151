"""A device that somebody else plays from: said with what to do, waited for, and told when it is free."""

from collections.abc import Callable

from player.api import ArchiveState, Failure
from tests.support.waiting import until
from tests.ui.playback_scenes import Scene, opened, player_of, show_asked
from tests.ui.window_bench import WindowBench
from ui.playback.states import Phase, PlaybackHelp


def test_who_waits_for_a_device_is_told_when_it_is_free(play: Callable[[Scene], None]) -> None:
    async def scene(bench: WindowBench) -> None:
        playing = await opened(bench, 1)
        cell, player = playing.cells.all[0], player_of(bench, bench.cameras[0])

        def phase() -> Phase:
            return cell.state.phase

        player.report(ArchiveState.FAILED, Failure.BUSY)
        assert phase() is Phase.BUSY
        look = cell.tile.face.look
        assert look is not None
        assert look.help is PlaybackHelp.RETRY
        playing.tick()
        assert "设备已空闲" not in bench.window.toast.words

        def told() -> bool:
            show_asked(bench)
            playing.tick()
            return f"设备已空闲，“{bench.cameras[0].name}”开始回放" == bench.window.toast.words

        await until(told)
        assert phase() is Phase.SHOWING

    play(scene)

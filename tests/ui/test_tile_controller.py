"""A tile's controller: which streams are open, which picture is on show, and what the tile says."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from desktop.domain.quality import QualityChoice
from desktop.domain.stream import StreamRole
from desktop.domain.tile_state import TileHelp, TilePhase
from desktop.errors import AppError, ErrorCode
from player.api import Failure, PictureSize, PlayerState
from tests.support.fake_player import FakePlayer
from tests.support.waiting import until
from tests.support.wall_parts import Parts, camera
from tests.ui.conftest import QtLoop
from ui.wall import tile_controller as controllers
from ui.wall.tile import Behind, Tile
from ui.wall.tile_controller import TileController

SMALL, LARGE = QSize(320, 200), QSize(1280, 760)


class Stage:
    """A shown tile with its controller on fake players."""

    def __init__(self, qtbot: QtBot, size: QSize = SMALL) -> None:
        self.parts = Parts()
        self.tile = Tile()
        qtbot.addWidget(self.tile)
        self.tile.resize(size)
        self.tile.show()
        self.controller = TileController(self.tile, self.parts.services)

    @property
    def players(self) -> list[FakePlayer]:
        return self.parts.players.players

    def phase(self) -> TilePhase:
        """What the tile says now."""
        return self.tile.face.phase

    def picture(self, player: FakePlayer) -> None:
        player.show_picture()
        self.controller.poll(0.0)

    async def live(self, number: int = 1) -> FakePlayer:
        """Show a camera and let its first picture come."""
        before = len(self.players)
        self.controller.show(camera(number))
        await until(lambda: len(self.players) > before)
        self.picture(self.players[-1])
        assert self.controller.state.phase is TilePhase.LIVE
        return self.players[-1]

    def tick_until(self, condition: Callable[[], object]) -> Callable[[], object]:
        def ticked() -> object:
            self.controller.tick()
            return condition()

        return ticked


def test_the_name_is_there_at_once_and_the_tile_is_live_with_its_picture(qloop: QtLoop, qtbot: QtBot) -> None:
    async def work() -> None:
        stage = Stage(qtbot)
        stage.controller.show(camera(ptz=True))
        caption = stage.tile.face.caption
        assert caption is not None
        assert (caption.name, caption.village, caption.town, caption.ptz) == (
            "湾头村路口1",
            "湾头村",
            "梓门桥镇",
            True,
        )
        assert stage.phase() is TilePhase.QUEUED
        await until(lambda: stage.players)
        assert stage.parts.streams.asked == [(camera().id, StreamRole.SUB)]
        stage.picture(stage.players[0])
        assert stage.phase() is TilePhase.LIVE
        assert stage.tile.face.look is None
        assert not stage.tile.picture_rect().isEmpty()
        stage.controller.close()

    qloop.run(work())


def test_large_tiles_show_the_main_stream(qloop: QtLoop, qtbot: QtBot) -> None:
    async def work() -> None:
        stage = Stage(qtbot, LARGE)
        await stage.live()
        assert stage.parts.streams.asked == [(camera().id, StreamRole.MAIN)]
        stage.controller.close()

    qloop.run(work())


def test_maximising_keeps_the_small_stream_and_back_is_instant(qloop: QtLoop, qtbot: QtBot) -> None:
    async def work() -> None:
        stage = Stage(qtbot)
        sub = await stage.live()
        sub_size = sub.size
        stage.tile.resize(LARGE)
        stage.controller.set_maximised(True)
        await until(lambda: len(stage.players) == 2)
        main = stage.players[1]
        assert stage.parts.streams.asked[-1] == (camera().id, StreamRole.MAIN)
        assert main.size == stage.tile.wanted_size()
        stage.controller.fit()
        assert sub.size == sub_size, "the small stream goes on as it is"
        showing = stage.controller.showing()
        assert showing is not None
        assert showing.role is StreamRole.SUB, "until the large one has its first picture"
        stage.picture(main)
        showing = stage.controller.showing()
        assert showing is not None
        assert showing.role is StreamRole.MAIN
        assert not sub.discarded
        assert not sub.stopped
        sub.show_picture()
        stage.controller.set_maximised(False)
        stage.tile.resize(SMALL)
        stage.controller.fit()
        assert main.discarded
        assert len(sub.sources) == 1, "no reconnection"
        assert len(stage.players) == 2
        assert stage.phase() is TilePhase.LIVE
        assert stage.tile.has_picture()
        stage.controller.close()

    qloop.run(work())


def test_a_large_stream_that_does_not_come_leaves_the_small_one_on_show(qloop: QtLoop, qtbot: QtBot) -> None:
    async def work() -> None:
        stage = Stage(qtbot)
        sub = await stage.live()
        stage.tile.resize(LARGE)
        stage.controller.set_maximised(True)
        await until(lambda: len(stage.players) == 2)
        stage.players[1].report(PlayerState.FAILED, Failure.SERVER_ERROR)
        stage.controller.fit()
        assert sub.size == stage.tile.wanted_size(), "drawn larger, so that it is not blurred"
        assert stage.phase() is TilePhase.LIVE
        stage.controller.close()

    qloop.run(work())


def test_a_tile_that_grows_changes_streams_without_a_gap(
    qloop: QtLoop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(controllers, "QUALITY_STEP_S", 0.0)

    async def work() -> None:
        stage = Stage(qtbot)
        sub = await stage.live()
        stage.controller.choose_quality(QualityChoice.MAIN)
        await until(lambda: len(stage.players) == 2)
        assert sub in stage.parts.players.alive
        assert stage.tile.has_picture()
        stage.picture(stage.players[1])
        assert sub.discarded
        assert stage.tile.has_picture()
        assert stage.controller.choice is QualityChoice.MAIN
        stage.controller.close()

    qloop.run(work())


def test_another_camera_keeps_the_old_picture_darkened_until_its_first(qloop: QtLoop, qtbot: QtBot) -> None:
    async def work() -> None:
        stage = Stage(qtbot)
        first = await stage.live(1)
        stage.controller.show(camera(2))
        assert first.stopped, "its connection is closed"
        assert first in stage.parts.players.alive, "its picture stays"
        assert stage.tile.face.behind is Behind.ANOTHER
        assert stage.tile.face.caption is not None
        assert stage.tile.face.caption.name == "湾头村路口2"
        await until(lambda: len(stage.players) == 2)
        stage.picture(stage.players[1])
        assert first.discarded
        assert stage.phase() is TilePhase.LIVE
        stage.controller.close()

    qloop.run(work())


def test_a_second_click_cancels_the_first(qloop: QtLoop, qtbot: QtBot) -> None:
    async def work() -> None:
        stage = Stage(qtbot)
        stage.controller.show(camera(1))
        stage.controller.show(camera(2))
        await until(lambda: stage.players)
        assert [asked for asked, _ in stage.parts.streams.asked] == [camera(2).id]
        stage.controller.close()

    qloop.run(work())


def test_a_frozen_picture_is_darkened_and_dated(qloop: QtLoop, qtbot: QtBot) -> None:
    async def work() -> None:
        stage = Stage(qtbot)
        stage.controller.show(camera())
        await until(lambda: stage.players)
        stage.players[0].show_picture(age_s=1.7)
        stage.controller.poll(0.0)
        assert stage.phase() is TilePhase.LIVE
        await until(stage.tick_until(lambda: stage.phase() is TilePhase.FROZEN))
        look = stage.tile.face.look
        assert look is not None
        assert "2" in look.words
        assert look.help is TileHelp.RETRY_NOW
        assert stage.tile.face.behind is Behind.OWN
        stage.controller.close()

    qloop.run(work())


def test_the_directory_brings_an_offline_camera_back(qloop: QtLoop, qtbot: QtBot) -> None:
    async def work() -> None:
        stage = Stage(qtbot)
        stage.parts.streams.errors[camera().id] = AppError(ErrorCode.CAMERA_OFFLINE)
        stage.controller.show(camera(online=False))
        await until(lambda: stage.phase() is TilePhase.CAMERA_OFFLINE)
        del stage.parts.streams.errors[camera().id]
        stage.controller.show(camera(online=True))
        await until(stage.tick_until(lambda: stage.players))
        stage.controller.close()

    qloop.run(work())


def test_the_button_for_another_stream_opens_it(qloop: QtLoop, qtbot: QtBot) -> None:
    async def work() -> None:
        stage = Stage(qtbot)
        stage.controller.show(camera())
        await until(lambda: stage.players)
        stage.players[0].report(PlayerState.FAILED, Failure.CODEC_UNSUPPORTED)
        assert stage.phase() is TilePhase.CODEC_UNSUPPORTED
        stage.controller.help(TileHelp.OTHER_STREAM)
        await until(lambda: len(stage.players) == 2)
        assert stage.parts.streams.asked[-1] == (camera().id, StreamRole.MAIN)
        stage.controller.close()

    qloop.run(work())


def test_a_changed_size_reaches_the_player_without_a_new_connection(qloop: QtLoop, qtbot: QtBot) -> None:
    async def work() -> None:
        stage = Stage(qtbot)
        player = await stage.live()
        stage.tile.resize(QSize(480, 300))
        stage.controller.fit()
        assert player.size == stage.tile.wanted_size()
        assert player.resized == 1
        assert len(player.sources) == 1
        assert player.size != PictureSize(320, 200)
        stage.controller.close()

    qloop.run(work())


def test_an_emptied_tile_lets_go_of_everything(qloop: QtLoop, qtbot: QtBot) -> None:
    async def work() -> None:
        stage = Stage(qtbot)
        player = await stage.live()
        stage.controller.show(None)
        assert player.discarded
        assert stage.phase() is TilePhase.EMPTY
        assert not stage.tile.has_picture()

    qloop.run(work())

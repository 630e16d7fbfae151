"""One tile's recordings against an ordered player and platform: it says what is true, nothing else."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest

from desktop.domain.camera import CameraId
from desktop.domain.playback import PlaybackProtocol, PlaybackTicket
from desktop.domain.recording import RecordStorage
from desktop.domain.stream import StreamRole
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from player.api import ArchiveState, Failure, PictureSize, PlayClock
from tests.support.fake_clock import FakeClock
from tests.support.fake_player import FakeArchivePlayer, FakePlayerFactory
from tests.support.waiting import turns
from tests.support.wall_parts import SUB
from ui.playback.feed import GROWN_S, SILENT_S, PlaybackFeed, PlaybackServices
from ui.playback.looks import look_of
from ui.playback.states import Coverage, Known, Phase, PlaybackHelp
from ui.playback.time_text import near_text

CAMERA = CameraId("43132110321327200001")
ASKED = 1_700_000_000_000
SIZE = PictureSize(640, 360)
Scene = Callable[["Bench"], Coroutine[Any, Any, None]]


@dataclass
class Tickets:
    """Gives tickets as the test orders."""

    asked: list[tuple[int, bool]] = field(default_factory=list)
    error: AppError | None = None

    async def open(
        self, camera_id: CameraId, role: StreamRole, start_ms: int, *, fresh: bool = False
    ) -> PlaybackTicket:
        self.asked.append((start_ms, fresh))
        if self.error is not None:
            raise self.error
        return PlaybackTicket(
            f"t{len(self.asked)}",
            f"http://127.0.0.1/{camera_id}/{role.value}?ticket={len(self.asked)}",
            PlaybackProtocol.HTTP_TS,
            SUB,
            RecordStorage.PLATFORM,
            TimeRange(ASKED - 1000, ASKED + 1000),
            (0.5, 1.0, 2.0),
            False,
            2**42,
        )


class Bench:
    """A feed and what stands around it."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.tickets = Tickets()
        self.players = FakePlayerFactory()
        self.changes = 0
        services = PlaybackServices(self.tickets, self.players, self.clock)
        self.feed = PlaybackFeed(
            services, CAMERA, StreamRole.SUB, clock=self.at(ASKED), on_change=self._changed
        )

    def _changed(self) -> None:
        self.changes += 1

    def at(self, ms: int, rate: float = 0.0) -> PlayClock:
        return PlayClock(float(ms), self.clock.monotonic(), rate)

    @property
    def player(self) -> FakeArchivePlayer:
        return self.players.archive_players[-1]

    def phase(self) -> Phase:
        return self.feed.state.phase

    async def start(self) -> None:
        self.feed.start(SIZE)
        await turns()

    def show(self, ms: int) -> None:
        self.player.show_picture(ms)
        self.feed.poll()

    async def wait(self, seconds: float) -> None:
        """Let time pass in the steps of the view's ticks."""
        for _ in range(round(seconds / 0.25)):
            await self.clock.advance(0.25)
            self.feed.tick()
            await turns()


def play(scene: Scene) -> None:
    async def work() -> None:
        bench = Bench()
        await scene(bench)
        bench.feed.close()

    asyncio.run(work())


def test_a_ticket_is_asked_for_the_instant_and_the_player_follows_the_clock() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        assert bench.tickets.asked == [(ASKED, False)]
        source = bench.player.sources[0]
        assert (source.speeds, source.reverse, source.gop_ms) == ((0.5, 1.0, 2.0), False, 2000)
        assert bench.player.clocks[0].media_ms == ASKED
        assert bench.phase() is Phase.SEEKING
        bench.show(ASKED - 40)
        assert bench.phase() is Phase.SHOWING

    play(scene)


def test_a_seek_keeps_the_old_picture_and_names_the_target_until_the_right_one_is_there() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        bench.show(ASKED)
        target = ASKED + 3_600_000
        bench.feed.follow(bench.at(target), moved=True)
        assert bench.feed.frame is not None
        assert bench.feed.shown_ms == ASKED
        assert bench.phase() is Phase.SEEKING
        assert bench.feed.state.target_ms == target
        look = look_of(bench.feed.state, float(target), bench.clock.monotonic())
        assert look is not None
        assert "07:13:20" in look.words
        bench.show(target - 5000)
        assert bench.phase() is Phase.SEEKING, "a picture of another instant is not the one"
        bench.show(target - 60)
        assert bench.phase() is Phase.SHOWING

    play(scene)


def test_the_players_word_alone_never_makes_a_tile_say_that_it_shows() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        bench.player.report(ArchiveState.SHOWING)
        assert bench.phase() is Phase.SEEKING

    play(scene)


def test_a_clock_that_runs_away_from_the_picture_is_not_showing_any_more() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        bench.feed.follow(bench.at(ASKED, 1.0))
        bench.show(ASKED)
        await bench.wait(0.5)
        assert bench.phase() is Phase.SHOWING
        await bench.wait(2.0)
        assert bench.phase() is Phase.SEEKING

    play(scene)


def test_while_scrubbing_the_nearest_key_frame_counts() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        bench.feed.follow(bench.at(ASKED + 900_000), quick=True, moved=True)
        bench.show(ASKED + 900_000 - 1900)
        assert bench.phase() is Phase.SHOWING
        assert bench.player.quick[-1] is True
        bench.feed.follow(bench.at(ASKED + 900_000), moved=True)
        assert bench.phase() is Phase.SEEKING, "the mouse is up: now the exact picture is wanted"

    play(scene)


@pytest.mark.parametrize("failure", [Failure.UNAUTHORIZED, Failure.FORBIDDEN])
def test_a_refused_ticket_is_changed_for_a_fresh_one_once(failure: Failure) -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        bench.show(ASKED)
        bench.player.report(ArchiveState.FAILED, failure)
        await turns()
        assert bench.tickets.asked[-1][1] is True
        assert len(bench.player.sources) == 2
        bench.player.report(ArchiveState.FAILED, failure)
        assert bench.phase() is Phase.FAILED, "refused again: it says so instead of asking for ever"
        assert bench.feed.state.next_try_at is not None

    play(scene)


def test_a_failure_is_tried_again_later_and_later() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        waits = []
        for _ in range(4):
            bench.player.report(ArchiveState.FAILED, Failure.CUT)
            assert bench.phase() is Phase.FAILED
            due = bench.feed.state.next_try_at
            assert due is not None
            waits.append(due - bench.clock.monotonic())
            await bench.wait(waits[-1] + 0.25)
            assert bench.phase() is Phase.SEEKING
        assert waits == sorted(waits)
        assert waits[0] < waits[-1]
        assert len(bench.player.sources) == 5
        bench.show(ASKED)
        bench.player.report(ArchiveState.FAILED, Failure.CUT)
        due = bench.feed.state.next_try_at
        assert due is not None
        assert due - bench.clock.monotonic() == waits[0], "a picture starts the count anew"

    play(scene)


def test_a_dead_engine_gets_a_new_player() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        first = bench.player
        bench.player.report(ArchiveState.FAILED, Failure.ENGINE)
        assert first.discarded
        await bench.wait(1.5)
        assert bench.player is not first
        bench.show(ASKED)
        assert bench.phase() is Phase.SHOWING

    play(scene)


def test_no_recording_says_from_when_there_is_one_and_joins_then() -> None:
    async def scene(bench: Bench) -> None:
        until = ASKED + 5000
        bench.tickets.error = AppError(ErrorCode.NO_RECORDING, {"nearest_after_ms": until})
        await bench.start()
        assert bench.phase() is Phase.GAP
        assert bench.feed.state.until_ms == until
        assert bench.feed.settled, "the others need not wait for this one"
        bench.tickets.error = None
        bench.feed.follow(bench.at(ASKED, 1.0))
        await bench.wait(4.0)
        assert len(bench.tickets.asked) == 1
        await bench.wait(1.5)
        assert len(bench.tickets.asked) == 2
        assert len(bench.player.sources) == 1

    play(scene)


def test_a_gap_without_a_known_end_ends_when_the_list_grows_past_it() -> None:
    async def scene(bench: Bench) -> None:
        known = Coverage(Known.UNKNOWN)
        bench.feed.coverage = lambda _ms: known
        bench.tickets.error = AppError(ErrorCode.NO_RECORDING)
        await bench.start()
        bench.feed.follow(bench.at(ASKED, 1.0))
        await bench.wait(20.0)
        assert bench.phase() is Phase.GAP
        assert len(bench.tickets.asked) == 1
        bench.tickets.error, known = None, Coverage(Known.FOOTAGE)
        await bench.wait(0.5)
        assert len(bench.tickets.asked) == 2
        assert len(bench.player.sources) == 1

    play(scene)


def test_where_list_and_platform_disagree_the_platform_is_not_pestered() -> None:
    async def scene(bench: Bench) -> None:
        bench.feed.coverage = lambda _ms: Coverage(Known.FOOTAGE)
        bench.tickets.error = AppError(ErrorCode.NO_RECORDING)
        await bench.start()
        await bench.wait(21.0)
        assert bench.phase() is Phase.GAP
        assert 4 <= len(bench.tickets.asked) <= 6

    play(scene)


def test_a_busy_device_is_named_with_who_and_since_when_and_asked_again() -> None:
    async def scene(bench: Bench) -> None:
        bench.tickets.error = AppError(ErrorCode.DEVICE_BUSY, {"user": "湾头村", "since_ms": ASKED})
        await bench.start()
        assert bench.phase() is Phase.BUSY
        look = look_of(bench.feed.state, float(ASKED), bench.clock.monotonic())
        assert look is not None
        assert "湾头村" in look.detail
        assert look.help is PlaybackHelp.RETRY
        bench.tickets.error = None
        bench.feed.retry()
        await turns()
        bench.show(ASKED)
        assert bench.phase() is Phase.SHOWING
        bench.player.report(ArchiveState.FAILED, Failure.BUSY)
        assert bench.phase() is Phase.BUSY
        await bench.wait(1.5)
        assert len(bench.player.sources) == 2

    play(scene)


@pytest.mark.parametrize(
    ("code", "phase"),
    [
        (ErrorCode.FORBIDDEN, Phase.NO_PERMISSION),
        (ErrorCode.NOT_FOUND, Phase.NO_PERMISSION),
        (ErrorCode.SESSION_EXPIRED, Phase.SIGNED_OUT),
        (ErrorCode.NOT_OFFERED, Phase.FAILED),
        (ErrorCode.TIMED_OUT, Phase.FAILED),
    ],
)
def test_every_refusal_has_its_words(code: ErrorCode, phase: Phase) -> None:
    async def scene(bench: Bench) -> None:
        bench.tickets.error = AppError(code)
        await bench.start()
        assert bench.phase() is phase
        assert look_of(bench.feed.state, float(ASKED), 0.0) is not None
        asked = len(bench.tickets.asked)
        await bench.wait(3.0)
        again = len(bench.tickets.asked) > asked
        assert again is (code in {ErrorCode.TIMED_OUT, ErrorCode.SESSION_EXPIRED})

    play(scene)


def test_the_list_of_recordings_is_believed_about_gaps_and_overwritten_footage() -> None:
    async def scene(bench: Bench) -> None:
        until = ASKED + 60_000
        known = Coverage(Known.GAP, until)
        bench.feed.coverage = lambda _ms: known
        await bench.start()
        assert bench.tickets.asked == [(until, False)], "the ticket is for where there is footage"
        assert (bench.phase(), bench.feed.state.until_ms) == (Phase.GAP, until)
        known = Coverage(Known.OVERWRITTEN, until)
        bench.feed.tick()
        look = look_of(bench.feed.state, float(ASKED), 0.0)
        assert bench.phase() is Phase.OVERWRITTEN
        assert look is not None
        assert look.help is PlaybackHelp.NEXT_FOOTAGE
        known = Coverage(Known.FOOTAGE)
        bench.show(ASKED)
        assert bench.phase() is Phase.SHOWING

    play(scene)


def test_a_gap_that_the_player_finds_ends_with_the_next_picture() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        bench.feed.follow(bench.at(ASKED, 1.0))
        bench.show(ASKED)
        bench.player.report(ArchiveState.GAP, at_ms=ASKED + 3000)
        assert (bench.phase(), bench.feed.state.until_ms) == (Phase.GAP, ASKED + 3000)
        await bench.wait(3.0)
        bench.show(ASKED + 3000)
        assert bench.phase() is Phase.SHOWING

    play(scene)


def test_after_the_last_footage_its_end_is_offered() -> None:
    """A camera that records movement only: thirty seconds ago there was none, and nothing follows yet."""

    async def scene(bench: Bench) -> None:
        ended = ASKED - 3_600_000
        bench.tickets.error = AppError(ErrorCode.NO_RECORDING, {"nearest_before_ms": ended})
        await bench.start()
        look = look_of(bench.feed.state, float(ASKED), 0.0)
        assert look is not None
        assert (bench.feed.state.before_ms, look.help) == (ended, PlaybackHelp.PREVIOUS_FOOTAGE)
        assert near_text(ended, ASKED) in look.detail
        until = ASKED + 60_000
        known = Coverage(Known.GAP, until, ended)
        bench.feed.coverage = lambda _ms: known
        bench.tickets.error = None
        bench.feed.retry()
        await turns()
        look = look_of(bench.feed.state, float(ASKED), 0.0)
        assert look is not None
        assert look.help is PlaybackHelp.NEXT_FOOTAGE, "what comes is nearer than what was"

    play(scene)


def test_a_platform_that_is_back_is_asked_at_once() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        bench.tickets.error = AppError(ErrorCode.CONNECTION_REFUSED)
        bench.player.report(ArchiveState.FAILED, Failure.CUT)
        await bench.wait(8.0)
        asked = len(bench.tickets.asked)
        bench.tickets.error = None
        bench.feed.platform_reported()
        await turns()
        assert len(bench.tickets.asked) == asked + 1
        bench.show(ASKED)
        assert bench.phase() is Phase.SHOWING
        bench.feed.platform_reported()
        await turns()
        assert len(bench.tickets.asked) == asked + 1, "what plays is left alone"

    play(scene)


def test_after_a_failure_the_next_try_has_a_new_ticket() -> None:
    """A platform started anew may have its media server elsewhere; the old ticket leads to nobody."""

    async def scene(bench: Bench) -> None:
        await bench.start()
        bench.player.report(ArchiveState.FAILED, Failure.REFUSED)
        await bench.wait(1.5)
        assert bench.tickets.asked == [(ASKED, False), (ASKED, True)]
        bench.player.report(ArchiveState.FAILED, Failure.REFUSED)
        bench.feed.platform_reported()
        await turns()
        assert bench.tickets.asked[2:] == [(ASKED, True)]
        bench.show(ASKED)
        bench.feed.retry()
        await turns()
        assert bench.tickets.asked[3:] == [(ASKED, False)], "what worked is not doubted"

    play(scene)


def test_a_silent_player_is_started_anew() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        await bench.wait(SILENT_S + 1.5)
        assert len(bench.player.sources) == 2

    play(scene)


def test_at_the_archives_end_it_looks_whether_there_is_more() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        bench.feed.follow(bench.at(ASKED, 1.0))
        bench.show(ASKED)
        bench.player.report(ArchiveState.ENDED)
        await bench.wait(GROWN_S + 0.5)
        assert len(bench.player.sources) == 2

    play(scene)


def test_a_closed_feed_hears_nothing_any_more() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        player, changes = bench.player, bench.changes
        bench.feed.close()
        assert player.discarded
        player.report(ArchiveState.FAILED, Failure.CUT)
        assert bench.changes == changes

    play(scene)


def test_the_other_stream_takes_over_without_black() -> None:
    async def scene(bench: Bench) -> None:
        await bench.start()
        bench.show(ASKED)
        bench.feed.change_role(StreamRole.MAIN)
        await turns()
        assert len(bench.players.archive_players) == 1, "the same player: its last picture stays"
        assert "/main?" in bench.player.sources[-1].url
        assert bench.feed.frame is not None

    play(scene)

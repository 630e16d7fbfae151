"""The pure pieces of recordings: stamps, packets, clocks, and what a tile may say."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from av.packet import Packet
from hypothesis import given
from hypothesis import strategies as st

from player.api import ArchiveSource, ArchiveState, Failure, PlayClock
from player.frame_memory import FrameMemory
from player.worker.archive.course import Course, judge
from player.worker.archive.packets import Demand, PacketStore, VideoPacket
from player.worker.archive.presenter import Presenter
from player.worker.archive.supply import Supply
from player.worker.archive.unwrap import unwrap_ms
from player.worker.failures import failure_of_status

A = ArchiveState
SOURCE = ArchiveSource("http://x/a.ts?t=1", "test")
CYCLE_MS = (1 << 33) / 90
T0 = 1_795_440_000_000


@given(st.integers(0, 4_000_000_000_000), st.floats(-CYCLE_MS / 2 + 1, CYCLE_MS / 2 - 1))
def test_a_stamp_is_unwrapped_near_what_was_asked(media_ms: int, off_ms: float) -> None:
    assert unwrap_ms(media_ms * 90 % (1 << 33), media_ms + off_ms) == media_ms


def packet(size: int = 10) -> VideoPacket:
    return cast("VideoPacket", Packet(size))


def filled(demand: Demand, instants: list[int], group: int = 2000) -> PacketStore:
    store = PacketStore(demand, lambda: None)
    store.move(demand.start_ms, 1e9)
    for one in instants:
        store.add(packet(), one, one, key=(one - T0) % group == 0)
    return store


def forward(count: int, step: int = 500) -> PacketStore:
    return filled(Demand(T0), [T0 + n * step for n in range(count)])


def test_pictures_are_found_by_instant() -> None:
    store = forward(8)
    assert store.floor(T0 - 1) is None
    assert store.floor(T0 + 999.99) == T0 + 500
    assert store.floor(T0 + 1000) == T0 + 1000
    assert store.ceil(T0 + 501) == T0 + 1000
    assert store.ceil(T0 + 3501) is None
    assert store.beside(T0 + 500, 2) == T0 + 1500
    assert store.beside(T0 + 500, -2) is None
    assert store.key_near(T0 + 3999) == T0 + 2000
    group = store.group_of(T0 + 1500)
    assert group is not None
    assert group.key_ms == T0
    assert store.group_after(group) is store.group_of(T0 + 2000)


def test_what_has_been_read_is_certain_and_a_little_more_is_in_reach() -> None:
    store = forward(5)
    assert store.is_certain(T0 + 2000)
    assert not store.is_certain(T0 + 2001)
    assert store.covers(T0 + 3000, 2000)
    assert not store.covers(T0 + 4001, 2000)
    assert not store.covers(T0 - 1, 2000)
    store.finish(None)
    assert store.is_certain(T0 + 90_000)
    assert store.covers(T0 + 90_000, 0)


def test_the_order_of_decoding_may_differ_from_that_of_showing() -> None:
    store = PacketStore(Demand(T0), lambda: None)
    store.move(T0, 1e9)
    for media_ms, decode_ms in ((T0, T0 - 80), (T0 + 120, T0 - 40), (T0 + 40, T0), (T0 + 80, T0 + 40)):
        store.add(packet(), media_ms, decode_ms, key=media_ms == T0)
    assert store.floor(T0 + 100) == T0 + 80
    assert store.is_certain(T0 + 40)
    assert not store.is_certain(T0 + 100), "a picture in between may still come"


def test_backwards() -> None:
    store = filled(Demand(T0 + 20_000, reverse=True), [T0 + n * 2000 for n in range(9, 0, -1)])
    assert store.ceil(T0 + 16_500) == T0 + 18_000
    assert store.is_certain(T0 + 2000)
    assert not store.is_certain(T0 + 1999)
    assert store.covers(T0 + 1000, 2000)
    assert not store.covers(T0 + 20_001, 2000)
    assert store.edge() == T0 + 2000


def test_a_second_connection_replaces_the_group_it_begins_with() -> None:
    store = forward(6)
    for one in (T0 + 2000, T0 + 2500, T0 + 3000):
        store.add(packet(), one, one, key=one == T0 + 2000)
    assert [store.beside(T0, n) for n in range(8)] == [T0 + n * 500 for n in range(7)] + [None]
    group = store.group_of(T0 + 3000)
    assert group is not None
    assert len(group.packets) == 3


def test_what_lies_far_behind_the_clock_is_dropped() -> None:
    store = forward(80)
    store.move(T0 + 30_000, 1e9)
    store.add(packet(), T0 + 40_000, T0 + 40_000, key=True)
    assert store.ceil(0) == T0 + 24_000
    assert not store.covers(T0 + 20_000, 2000)
    assert store.covers(T0 + 24_000, 2000)


def test_a_reader_waits_while_enough_has_been_read() -> None:
    store = PacketStore(Demand(T0), lambda: None)
    store.move(T0, 1000)
    passed = threading.Event()
    store.add(packet(), T0, T0, key=True)
    assert store.wait_for_room()
    store.add(packet(), T0 + 1500, T0 + 1500, key=False)

    def read_on() -> None:
        store.wait_for_room()
        passed.set()

    threading.Thread(target=read_on, daemon=True).start()
    assert not passed.wait(0.1)
    store.move(T0 + 600, 1000)
    assert passed.wait(5)
    store.close()
    assert not store.wait_for_room()


def test_a_hole_is_no_reserve() -> None:
    """Behind a hole, over which the clock jumps, as much has been read as before it."""
    hole = [T0, T0 + 500, T0 + 60_000, T0 + 60_500]
    before, behind, ahead = (filled(Demand(T0), pictures) for pictures in (hole, hole, [*hole, T0 + 61_000]))
    before.move(T0, 1200)
    assert not waits(before), "500 ms before the hole and 500 behind it"
    ahead.move(T0, 1200)
    assert waits(ahead)
    behind.move(T0 + 60_000, 400)
    assert waits(behind)
    keys = filled(Demand(T0, keys_only=True), [T0, T0 + 60_000])
    keys.move(T0, 1200)
    assert waits(keys), "key frames may lie far apart"


def waits(store: PacketStore) -> bool:
    """Tell whether a reader waits because enough has been read."""
    passed = threading.Event()

    def read_on() -> None:
        store.wait_for_room()
        passed.set()

    threading.Thread(target=read_on, daemon=True).start()
    waited = not passed.wait(0.2)
    store.close()
    return waited


def test_packets_before_the_first_key_frame_are_dropped() -> None:
    store = filled(Demand(T0), [T0 + 500, T0 + 1000, T0 + 2000])
    assert store.ceil(0) == T0 + 2000


def course(media_ms: float, rate: float = 0.0, *, quick: bool = False, **source: object) -> Course:
    one = ArchiveSource("http://x/a.ts", "test", **source) if source else SOURCE  # type: ignore[arg-type]
    return Course(one, PlayClock(media_ms, 100.0, rate), quick)


class Demands:
    """A feed that takes note of what it is asked for."""

    def __init__(self) -> None:
        self.all: list[Demand] = []

    def request(self, demand: Demand, _store: PacketStore) -> None:
        self.all.append(demand)

    def close(self) -> None:
        self.all.clear()


def test_a_connection_that_is_too_slow_for_the_new_speed_is_replaced_before_it_lags() -> None:
    feed = Demands()
    supply = Supply(feed, changed=lambda: None, renewed=lambda: None, glimpse=lambda _store, _ms: None)
    store = supply.at(course(T0, 1.0), T0, 100.0)
    store.move(T0, 1e9)
    for one in (T0, T0 + 500, T0 + 1000):
        store.add(packet(), one, one, key=one == T0)
    fast = course(T0, 4.0)
    assert supply.at(fast, T0 + 900, 101.0) is store, "there is something to show"
    assert supply.at(course(T0, 1.0), T0 + 1200, 101.0) is store, "it was asked for at this speed"
    assert supply.at(fast, T0 + 1200, 101.0) is not store
    assert [demand.speed for demand in feed.all] == [1.0, 4.0]
    newest = supply.store
    newest.move(T0 + 1200, 1e9)
    newest.add(packet(), T0 + 1000, T0 + 1000, key=True)
    assert supply.at(fast, T0 + 1300, 103.0) is newest, "a slow platform is not asked again and again"


@pytest.mark.parametrize(
    ("rate", "quick", "demand"),
    [
        (0.0, False, Demand(T0, 1.0)),
        (1.0, False, Demand(T0, 1.0)),
        (1.5, False, Demand(T0, 2.0)),
        (4.0, False, Demand(T0, 4.0)),
        (8.0, False, Demand(T0, 8.0, keys_only=True)),
        (64.0, False, Demand(T0, 16.0, keys_only=True)),
        (0.0, True, Demand(T0, 16.0, keys_only=True)),
        (-1.0, False, Demand(T0 + 2000, 1.0, reverse=True, keys_only=True)),
    ],
)
def test_what_is_asked_for(rate: float, demand: Demand, *, quick: bool) -> None:
    assert course(T0, rate, quick=quick).demand(T0 + 0.5) == demand


def test_a_platform_without_reverse_is_asked_for_a_block() -> None:
    demand = course(T0, -2.0, reverse=False, speeds=(1.0, 2.0, 4.0)).demand(T0)
    assert demand == Demand(T0 - 16_000, 4.0, keys_only=True)


def test_when_a_picture_is_due() -> None:
    assert course(T0, 2.0).due(T0 + 1000) == pytest.approx(100.5)
    assert course(T0, -1.0).due(T0 - 1000) == pytest.approx(101.0)
    assert course(T0, 0.0).due(T0 + 1) == float("inf")
    assert course(T0, 2.0).now(100.5) == pytest.approx(T0 + 1000, abs=0.1)


@given(st.floats(0.1, 4.0), st.integers(0, 10_000))
def test_all_players_leave_out_the_same_pictures(rate: float, at: int) -> None:
    store = filled(Demand(T0), [T0 + n * 83 for n in range(150)], group=83)
    one = course(T0, rate)
    wanted = one.wanted(store, T0 + at)
    assert wanted is not None
    assert 0 <= T0 + at - wanted < 83 + 30 * rate
    assert one.wanted(store, wanted) == wanted


def test_states() -> None:
    def state(store: PacketStore, at: int, *, shown: bool = True) -> tuple[ArchiveState, int | None]:
        one = course(T0)
        return judge(one, store, T0 + at, one.wanted(store, T0 + at), shown=shown)

    store = filled(Demand(T0), [T0, T0 + 500, T0 + 60_000], group=500)
    assert state(store, 600) == (A.SHOWING, None)
    assert state(store, 600, shown=False) == (A.SEEKING, None)
    assert state(store, 5_000) == (A.GAP, T0 + 60_000)
    assert state(store, 60_500) == (A.SHOWING, None)
    assert state(store, 70_000) == (A.SEEKING, None)
    store.finish(None)
    assert state(store, 70_000) == (A.ENDED, None)
    behind = filled(Demand(T0), [T0 + 60_000], group=500)
    assert state(behind, 1_000) == (A.GAP, T0 + 60_000)
    nothing = filled(Demand(T0), [])
    assert state(nothing, 0) == (A.SEEKING, None)
    nothing.finish(None)
    assert state(nothing, 0) == (A.ENDED, None)


def test_the_presenter_keeps_to_the_order_of_moments() -> None:
    presenter, done = Presenter(), threading.Event()
    ran: list[tuple[int, float]] = []
    start = time.monotonic() + 0.05
    for number in (3, 1, 2, 0):
        due = start + number * 0.02
        presenter.at(due, lambda number=number, due=due: ran.append((number, time.monotonic() - due)))  # type: ignore[misc]
    presenter.at(start + 0.1, done.set)
    assert done.wait(5)
    assert [number for number, _ in ran] == [0, 1, 2, 3]
    assert all(late >= 0 for _, late in ran)


def test_who_waits_for_a_picture_is_woken_when_all_have_been_shown() -> None:
    presenter, done = Presenter(), threading.Event()
    said: list[str] = []

    def job(name: str) -> Callable[[], Callable[[], object]]:
        def run() -> Callable[[], object]:
            said.append(f"shows {name}")
            return lambda: said.append(f"wakes {name}")

        return run

    def last() -> Callable[[], object]:
        said.append("shows c")
        return done.set

    due = time.monotonic() + 0.1
    for each in (job("a"), job("b"), last):
        presenter.at(due, each)
    assert done.wait(5)
    assert said == ["shows a", "shows b", "shows c", "wakes a", "wakes b"]


def test_a_picture_and_its_instant_are_one(tmp_path: Path) -> None:
    writer = FrameMemory.create(tmp_path, 64, 36)
    reader = FrameMemory.open(writer.path, 64, 36)
    for media_ms in (None, 0, T0, None, T0 + 83):
        writer.publish(writer.free_slot(), 64, 36, 256, media_ms)
        read = reader.read()
        assert read is not None
        assert read[5] == media_ms


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (401, Failure.UNAUTHORIZED),
        (403, Failure.FORBIDDEN),
        (404, Failure.NOT_FOUND),
        (409, Failure.BUSY),
        (400, Failure.SERVER_ERROR),
        (503, Failure.SERVER_ERROR),
    ],
)
def test_what_an_answer_means(status: int, failure: Failure) -> None:
    assert failure_of_status(status) is failure

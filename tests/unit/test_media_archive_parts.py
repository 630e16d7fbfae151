"""The parts of the media node's archive, each by itself: ranges, packets, files, groups, sceneries."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from itertools import pairwise
from typing import TypeVar

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.demo_platform.archive import GOP_MS
from desktop.demo_platform.media.archive import byte_range, mp4_file
from desktop.demo_platform.media.archive.footage import Span
from desktop.demo_platform.media.archive.footage_packager import FootagePackager
from desktop.demo_platform.media.archive.gop import Gop, GopFailedError, GopKey
from desktop.demo_platform.media.archive.gop_book import GopBook
from desktop.demo_platform.media.archive.grid import group_at, offsets_ms, picture_at, start_of
from desktop.demo_platform.media.archive.mp4_boxes import CodingHeaders
from desktop.demo_platform.media.archive.mp4_file import DoesNotFitError, Mp4File, coding_headers, group_bytes
from desktop.demo_platform.media.archive.mp4_playback import Mp4Order, Mp4Press
from desktop.demo_platform.media.archive.sceneries import SceneryStore
from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.encoder import QUANTISERS, AccessUnit, Encoder
from desktop.demo_platform.media.painter import Painter
from desktop.demo_platform.media.profiles import MAIN, SUB, Profile
from desktop.demo_platform.media.recorder import Workshop
from desktop.demo_platform.media.scenery import Scenery
from desktop.demo_platform.media.scenes.light import Phase
from tests.support.waiting import until

NOON_MS = 1_790_000_000_000
Result = TypeVar("Result")


def camera(number: int = 4, codec: str = "h264") -> Camera:
    return Camera(number, str(number), "湾头村村口", True, "yard", number, 0, codec, codec)


@pytest.fixture(scope="module")
def units() -> dict[str, list[AccessUnit]]:
    """A group of pictures in each codec."""
    return {codec: encoded(codec) for codec in ("h264", "h265")}


def encoded(codec: str) -> list[AccessUnit]:
    painter = Painter(camera(), SUB, NOON_MS, Phase.DAY)
    encoder = Encoder(codec, SUB, QUANTISERS[codec])
    found = []
    for index, offset in enumerate(offsets_ms(SUB)):
        unit = encoder.encode(painter.paint(NOON_MS + offset, fresh=index == 0), NOON_MS + offset)
        assert unit is not None
        found.append(unit)
    return found


# the grid


@given(st.integers(0, 1 << 42), st.sampled_from([MAIN, SUB]))
def test_every_instant_has_its_picture(at_ms: int, profile: Profile) -> None:
    shown = picture_at(at_ms, profile)
    assert shown <= at_ms < shown + 1000 / profile.fps + 1
    assert (shown - start_of(group_at(at_ms))) in offsets_ms(profile)
    assert picture_at(shown, profile) == shown


# byte ranges


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("bytes=0-0", (0, 1)),
        ("bytes=5-9", (5, 10)),
        ("bytes=90-", (90, 100)),
        ("bytes=90-500", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        ("bytes = 5 - 9", (5, 10)),
        ("bytes=-", None),
        ("bytes=9-5", None),
        ("bytes=1-2,5-6", None),
        ("lines=1-2", None),
        ("bytes=" + "9" * 40 + "-", None),
        ("bytes=１-２", None),
    ],
)
def test_byte_ranges(header: str | None, expected: tuple[int, int] | None) -> None:
    assert byte_range.wanted(header, 100) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_bytes_that_do_not_exist(header: str) -> None:
    with pytest.raises(byte_range.UnsatisfiableRangeError):
        byte_range.wanted(header, 100)


@given(st.text(max_size=30), st.integers(0, 1000))
def test_no_header_breaks_byte_ranges(header: str, size: int) -> None:
    try:
        found = byte_range.wanted(f"bytes={header}", size)
    except byte_range.UnsatisfiableRangeError:
        return
    assert found is None or 0 <= found[0] < found[1] <= size


# transport packets


class _Tap:
    """A file whose later parts are made when they are read."""

    def __init__(self, *parts: Callable[[], bytes]) -> None:
        self._parts = iter(parts)

    def read(self, _size: int) -> bytes:
        part = next(self._parts, None)
        return b"" if part is None else part()


@pytest.mark.parametrize("codec", ["h264", "h265"])
def test_an_announced_picture_sets_the_key_frame_free(codec: str, units: dict[str, list[AccessUnit]]) -> None:
    packager = FootagePackager(codec, SUB)
    group = units[codec]
    seen: list[tuple[int | None, bool]] = []
    before: list[int] = []

    def first() -> bytes:
        return packager.pack(group[0]) + packager.announce(group[1].pts_ms, is_key=False)

    def rest() -> bytes:
        before.append(len(seen))
        return b"".join(map(packager.pack, group[1:]))

    options = {"probesize": "32", "analyzeduration": "1"}
    with av.open(_Tap(first, rest), "r", format="mpegts", options=options, buffer_size=1 << 20) as container:
        for packet in container.demux(video=0):
            if packet.size:
                seen.append((packet.pts, packet.is_keyframe))
                assert packet.stream.codec_context.name == {"h264": "h264", "h265": "hevc"}[codec]
    assert before == [1], "the key frame waited for the next picture"
    assert seen == [(unit.pts_ms * 90 % (1 << 33), unit.is_key) for unit in group]


def test_time_that_jumps_is_marked_once(units: dict[str, list[AccessUnit]]) -> None:
    packager = FootagePackager("h264", SUB)
    key = units["h264"][0]

    def is_marked(pts_ms: int, *, announced: bool) -> bool:
        unit = AccessUnit(key.data, pts_ms, is_key=True)
        stream = packager.announce(pts_ms, is_key=True) if announced else b""
        stream += packager.pack(unit)
        flags = [
            stream[at + 5]
            for at in range(0, len(stream), 188)
            if stream[at + 1] == 0x41 and stream[at + 3] & 0x20 and stream[at + 4] >= 7
        ]
        assert len(flags) == 1
        return bool(flags[0] & 0x80)

    assert not is_marked(NOON_MS, announced=False)
    assert not is_marked(NOON_MS + 900, announced=True)
    assert is_marked(NOON_MS - 2000, announced=True)
    assert is_marked(NOON_MS + 9000, announced=False)
    assert not is_marked(NOON_MS + 9100, announced=False)


# files


@pytest.mark.parametrize("codec", ["h264", "h265"])
def test_pictures_are_filled_up_to_their_room(
    codec: str, units: dict[str, list[AccessUnit]], monkeypatch: pytest.MonkeyPatch
) -> None:
    group = units[codec]
    largest = max(len(unit.data) for unit in group[1:]) + 64
    monkeypatch.setattr(mp4_file, "_ROOM", {"sub": (len(group[0].data) + 64, largest)})
    data = group_bytes(codec, SUB, group)
    file = Mp4File(coding_headers(codec, group[0]), SUB, (Span(1, 2),))
    assert len(data) == file.group_size == len(group[0].data) + 64 + largest * 23
    monkeypatch.setattr(mp4_file, "_ROOM", {"sub": (len(group[0].data) // 2, largest)})
    with pytest.raises(DoesNotFitError):
        group_bytes(codec, SUB, group)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.sampled_from([SUB, MAIN]))
def test_a_file_is_where_it_says(lengths: list[int], profile: Profile) -> None:
    spans, at = [], 1000
    for length in lengths:
        spans.append(Span(at, at + length))
        at += length + 3
    headers = CodingHeaders("h264", (b"\x67\x42\xc0\x16" + bytes(8), b"\x68\xce"))
    file = Mp4File(headers, profile, tuple(spans))
    assert file.size == len(file.head) + sum(lengths) * file.group_size
    numbers = [file.group_number(index) for index in range(file.groups)]
    assert numbers == [number for span in spans for number in range(span.first, span.end)]
    stts = file.head.index(b"stts") + 8
    count = int.from_bytes(file.head[stts : stts + 4], "big")
    runs = [
        (int.from_bytes(file.head[p : p + 4], "big"), int.from_bytes(file.head[p + 4 : p + 8], "big"))
        for p in range(stts + 4, stts + 4 + 8 * count, 8)
    ]
    assert sum(samples for samples, _ in runs) == file.groups * file.pictures
    assert sum(samples * each for samples, each in runs) == (spans[-1].end - spans[0].first) * GOP_MS
    co64 = file.head.index(b"co64") + 12
    offsets = [int.from_bytes(file.head[co64 + 8 * n : co64 + 8 * n + 8], "big") for n in range(file.groups)]
    assert offsets[0] == len(file.head)
    assert all(later - earlier == file.group_size for earlier, later in pairwise(offsets))


# groups of pictures


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    made = Workshop()
    yield made
    made.close()


def on_loop(work: Callable[[GopBook], Awaitable[Result]], workshop: Workshop, kept_bytes: int) -> Result:
    async def run() -> Result:
        book = GopBook(workshop, SceneryStore(), asyncio.get_running_loop(), kept_bytes)
        return await asyncio.wait_for(work(book), 30)

    return asyncio.run(run())


def key_of(number: int, quantiser: int = 24) -> GopKey:
    return GopKey(camera(), SUB, "h264", quantiser, group_at(NOON_MS) + number)


def test_a_group_is_made_once_for_all_and_forgotten_when_there_is_no_room(workshop: Workshop) -> None:
    async def work(book: GopBook) -> None:
        one, two = book.hold(key_of(0), 24), book.hold(key_of(0), 24)
        assert one is two
        whole = await one.ready(23)
        assert (len(whole), len(one.units), book.made) == (1, 24, 1)
        assert [unit.pts_ms for unit in one.units] == [one.key.start_ms + ms for ms in offsets_ms(SUB)]
        assert [unit.is_key for unit in one.units] == [True] + [False] * 23
        book.release(one)
        book.release(two)
        for number in range(1, 8):
            with book.held(key_of(number), 24) as gop:
                await gop.ready(23)
        await until(lambda: book.size <= 200_000)
        with book.held(key_of(0), 24) as again:
            assert again is not one
            await again.ready(23)
            assert [unit.data for unit in again.units] == [unit.data for unit in one.units]

    on_loop(work, workshop, 200_000)


def test_more_of_a_group_is_made_when_more_is_wanted(workshop: Workshop) -> None:
    async def work(book: GopBook) -> None:
        with book.held(key_of(0), 1) as gop:
            key = (await gop.ready(0))[0]
            await until(lambda: book.size > 0)  # the maker has gone
            assert len(gop.units) == 1
            with book.held(key_of(0), 24) as more:
                await more.ready(23)
        assert (gop.units[0], book.made) == (key, 2)

    on_loop(work, workshop, 1 << 20)


def test_what_nobody_waits_for_is_not_made(workshop: Workshop) -> None:
    async def work(book: GopBook) -> list[int]:
        gops = [book.hold(key_of(number), 24) for number in range(40)]
        await gops[0].ready(0)
        for gop in gops:
            book.release(gop)
        with book.held(key_of(50), 24) as last:
            await last.ready(23)
        return [len(gop.units) for gop in gops]

    made = on_loop(work, workshop, 1 << 20)
    assert 0 in made
    assert sum(made) < 24 * 40


def test_who_comes_back_for_a_group_finds_it_as_it_was_left(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow machine with readers of little patience must get there in the end."""
    painted: list[int] = []
    paint = Painter.paint

    def counted(self: Painter, time_ms: int, *, fresh: bool) -> av.VideoFrame:
        painted.append(time_ms)
        return paint(self, time_ms, fresh=fresh)

    monkeypatch.setattr(Painter, "paint", counted)

    async def work(book: GopBook) -> list[AccessUnit]:
        gop = book.hold(key_of(0), 24)
        while len(gop.units) < 24:
            await gop.ready(len(gop.units))
            book.release(gop)
            await until(lambda: not book.is_busy)
            assert book.hold(key_of(0), 24) is gop
        return gop.units

    made = on_loop(work, workshop, 1 << 20)
    assert len(made) == len(painted) == 24


def test_who_waits_is_told_of_a_failure(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise MemoryError

    async def work(book: GopBook) -> Gop:
        with book.held(key_of(0), 24) as gop:
            with pytest.raises(GopFailedError):
                await gop.ready(0)
            monkeypatch.undo()
            with book.held(key_of(0), 24):
                await gop.ready(0)  # the next one who wants it has it tried again
            return gop

    monkeypatch.setattr(Painter, "paint", broken)
    assert on_loop(work, workshop, 1 << 20).units


def test_a_group_that_has_no_room_in_a_file_is_coded_coarser(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(book: GopBook) -> None:
        with book.held(key_of(0), 24) as gop:
            await gop.ready(23)
            fine = len(gop.units[0].data)
        monkeypatch.setattr(mp4_file, "_ROOM", {"sub": (fine // 2, 4096)})
        order = Mp4Order(camera(), SUB, "h264", (Span(key_of(0).number, key_of(2).number),))
        press = Mp4Press(book)
        file = await press.file(order)
        data = b"".join([piece async for piece in press.pieces(order, file, range(file.size))])
        assert len(data) == file.size == len(file.head) + 2 * (fine // 2 + 23 * 4096)

    on_loop(work, workshop, 1 << 22)


# sceneries


def test_a_scenery_is_drawn_once_by_whoever_comes_first() -> None:
    drawn: list[int] = []
    begun, go = threading.Event(), threading.Event()

    def draw(one: Camera, profile: Profile, phase: Phase) -> Scenery:
        drawn.append(one.number)
        begun.set()
        assert go.wait(10)
        return Scenery(one, profile, phase, steady=True)

    store = SceneryStore(draw)
    found: list[Scenery] = []
    threads = [
        threading.Thread(target=lambda: found.append(store.get(camera(), SUB, Phase.DAY))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    assert not store.has(camera(), SUB, Phase.DAY)
    go.set()
    for thread in threads:
        thread.join(20)
    assert (drawn, len(found), len(set(map(id, found)))) == ([4], 4, 1)
    assert store.has(camera(), SUB, Phase.DAY)


def test_a_scenery_that_could_not_be_drawn_is_tried_again() -> None:
    tries: list[int] = []

    def draw(one: Camera, profile: Profile, phase: Phase) -> Scenery:
        tries.append(1)
        if len(tries) == 1:
            raise MemoryError
        return Scenery(one, profile, phase, steady=True)

    store = SceneryStore(draw)
    with pytest.raises(MemoryError):
        store.get(camera(), SUB, Phase.DAY)
    assert store.get(camera(), SUB, Phase.DAY).phase is Phase.DAY


@pytest.mark.parametrize("scene", ["road", "square"])
def test_a_steady_scenery_shows_the_same_whatever_it_showed_before(scene: str) -> None:
    one = Camera(9, "9", "湾头村", True, scene, 9, 0, "h264", "h264")
    fresh, used = (Scenery(one, SUB, Phase.NIGHT, steady=True) for _ in range(2))
    for step in range(40):
        used.placements(NOON_MS / 1000 + 50 - step)
    seen = 0
    for step in range(16):
        at_ms = NOON_MS + step * 1700
        pictures = [
            bytes(Painter(one, SUB, at_ms, scenery=scenery).paint(at_ms, fresh=True).planes[0])
            for scenery in (fresh, used)
        ]
        assert pictures[0] == pictures[1]
        seen += bool([p for p in fresh.placements(at_ms / 1000) if not p.is_screen])
    assert seen > 3

"""The ring behind instant replay: bounded, whole groups only, and instants that can be believed."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from player.worker.ring import KEEP_MS, PACKET_COST, ReplayRing

UTC = 1_790_000_000_000.0
PLENTY = 1 << 30


def fill(
    ring: ReplayRing,
    *,
    groups: int,
    start_ms: float = UTC,
    size: int = 500,
    gop: int = 24,
    spacing_ms: float = 83.0,
    stamp_ms: float = 0.0,
    delay_ms: float = 40.0,
) -> float:
    """Add a steady stream; return the instant of the packet that would be next."""
    for number in range(groups * gop):
        at = number * spacing_ms
        ring.add(bytes(size), (stamp_ms + at) / 1000, start_ms + at + delay_ms, key=number % gop == 0)
    return start_ms + groups * gop * spacing_ms


def ring_with(limit: int = PLENTY, codec: str = "h264") -> ReplayRing:
    ring = ReplayRing(limit)
    ring.begin(codec, None)
    return ring


def test_an_empty_ring_has_nothing_to_show() -> None:
    ring = ring_with()
    assert ring.range() is None
    assert ring.find(UTC) is None
    assert ring.packet(1) is None
    assert list(ring.packets(UTC)) == []


def test_what_comes_before_the_first_key_frame_is_not_kept() -> None:
    ring = ring_with()
    ring.add(b"x", 0.0, UTC, key=False)
    assert ring.range() is None
    assert ring.cost == 0


def test_it_begins_with_the_key_frame_at_or_before_the_instant() -> None:
    ring = ring_with()
    fill(ring, groups=5, gop=10, spacing_ms=100.0)
    packets = list(ring.packets(UTC + 2550))
    assert packets[0].is_key
    assert packets[0].media_ms == UTC + 2000 + 40
    assert len(packets) == 30
    assert [packet.is_key for packet in packets].count(True) == 3
    assert next(iter(ring.packets(0))).media_ms == UTC + 40, "the oldest one when the instant is gone"


def test_a_reader_goes_on_when_more_has_come() -> None:
    ring = ring_with()
    fill(ring, groups=1, gop=4)
    last = list(ring.packets(UTC))[-1]
    assert ring.packet(last.number + 1) is None
    ring.add(b"next", 0.4, UTC + 400, key=True)
    following = ring.packet(last.number + 1)
    assert following is not None
    assert following.data == b"next"


def test_a_reader_that_was_overtaken_goes_on_with_the_oldest() -> None:
    ring = ring_with()
    fill(ring, groups=60, gop=24, spacing_ms=83.0)
    packet = ring.packet(1)
    assert packet is not None
    assert packet.is_key
    assert packet.number > 1


def test_at_least_a_minute_is_kept_and_not_much_more() -> None:
    ring = ring_with()
    fill(ring, groups=200, gop=24, spacing_ms=83.0)
    kept = ring.range()
    assert kept is not None
    assert 60_000 <= kept[1] - kept[0] <= KEEP_MS
    oldest = next(ring.packets(0))
    assert oldest.media_ms < kept[0], "who asks for the oldest instant finds it a moment later as well"


def test_a_burst_from_a_gop_cache_keeps_its_own_instants() -> None:
    """Two seconds of pictures arrive at once; what follows shows how long ago they were taken."""
    ring = ring_with()
    for number in range(20):
        ring.add(b"p", number / 10, UTC + 2000, key=number == 0)
    for number in range(20, 40):
        ring.add(b"p", number / 10, UTC + 100 * number + 30, key=number % 20 == 0)
    instants = [packet.media_ms for packet in ring.packets(0)]
    assert abs(instants[0] - (UTC + 30)) <= 1
    assert all(abs(late - early - 100) <= 1 for early, late in pairwise(instants))


def test_a_reconnection_goes_on_and_shows_nothing_twice() -> None:
    ring = ring_with()
    fill(ring, groups=3, gop=20, spacing_ms=100.0)  # six seconds
    ring.begin("h264", None)
    for number in range(15):  # the cache repeats the last second and a half, with stamps of its own
        ring.add(b"again", 900 + number / 10, UTC + 6040, key=number == 0)
    for number in range(15, 40):
        ring.add(b"again", 900 + number / 10, UTC + 4540 + number * 100, key=False)
    packets = list(ring.packets(0))
    instants = [packet.media_ms for packet in packets]
    assert instants == sorted(set(instants))
    old = [packet.media_ms for packet in packets if packet.data != b"again"]
    assert max(old) < UTC + 4540 <= min(packet.media_ms for packet in packets if packet.data == b"again") + 1


def test_a_codec_that_changed_begins_anew() -> None:
    ring = ring_with()
    end = fill(ring, groups=1)
    ring.begin("hevc", b"sets")
    fill(ring, groups=1, start_ms=end)
    packets = list(ring.packets(0))
    assert {(packet.codec, packet.extradata) for packet in packets} == {("hevc", b"sets")}
    assert packets[0].media_ms >= end


def test_stamps_that_jump_do_not_move_the_instants() -> None:
    ring = ring_with()
    for number, stamp in enumerate([0.0, 0.1, 0.2, 7200.3, 7200.4, 0.5, 0.6]):
        ring.add(b"p", stamp, UTC + number * 100, key=number == 0)
    assert [packet.media_ms - UTC for packet in ring.packets(0)] == [n * 100 for n in range(7)]


def test_pictures_that_are_not_sent_in_the_order_of_showing_keep_their_instants() -> None:
    ring = ring_with()
    order = [0, 4, 2, 1, 3, 8, 6, 5, 7]
    for decode, shown in enumerate(order):
        stamp, decoded = (shown + 3) / 10, decode / 10
        ring.add(b"p", stamp, UTC + decode * 100, key=decode == 0, decode_s=decoded)
    packets = list(ring.packets(0))
    first = packets[0].media_ms
    assert [packet.media_ms - first for packet in packets] == [shown * 100 for shown in order]
    for at, packet in enumerate(packets):
        assert all(later.media_ms >= packet.decode_ms for later in packets[at:])


def test_without_stamps_the_arrival_counts() -> None:
    ring = ring_with()
    for number in range(5):
        ring.add(b"p", None, UTC + number * 90, key=number == 0)
    assert [packet.media_ms - UTC for packet in ring.packets(0)] == [n * 90 for n in range(5)]


def test_clear_forgets_the_camera_before() -> None:
    ring = ring_with()
    fill(ring, groups=2)
    ring.clear()
    assert ring.range() is None
    assert ring.cost == 0
    ring.add(b"p", 0.0, UTC, key=False)
    assert ring.range() is None


@given(
    limit=st.integers(0, 60_000),
    sizes=st.lists(st.integers(1, 9_000), min_size=1, max_size=120),
    gop=st.integers(1, 30),
    smaller=st.integers(0, 60_000),
)
def test_the_limit_holds_at_all_times_and_groups_stay_whole(
    limit: int, sizes: list[int], gop: int, smaller: int
) -> None:
    ring = ring_with(limit)
    for number, size in enumerate(sizes):
        ring.add(bytes(size), number / 10, UTC + number * 100, key=number % gop == 0)
        assert ring.cost <= limit
    for bound in (limit, smaller):
        ring.set_limit(bound)
        packets = list(ring.packets(0))
        assert ring.cost == sum(len(packet.data) + PACKET_COST for packet in packets) <= bound
        assert not packets or packets[0].is_key
        numbers = [packet.number for packet in packets]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    assert all(packet.is_key == ((packet.number - 1) % gop == 0) for packet in packets)


@given(
    lateness=st.lists(st.integers(0, 400), min_size=2, max_size=200),
    asked=st.integers(0, 20_000),
)
def test_jitter_never_makes_an_instant_later_than_the_arrival(lateness: list[int], asked: int) -> None:
    ring = ring_with()
    arrivals: list[float] = []
    for number, late in enumerate(lateness):
        arrivals.append(max(UTC + number * 100 + late, arrivals[-1] if arrivals else 0.0))
        ring.add(b"p", number / 10, arrivals[-1], key=number % 12 == 0)
    packets = list(ring.packets(0))
    assert len(packets) == len(lateness)
    for packet, arrival in zip(packets, arrivals, strict=True):
        assert packet.media_ms <= arrival + 1
        assert packet.media_ms >= UTC + (packet.number - 1) * 100 - 1, "never earlier than it was taken"
    first = next(ring.packets(UTC + asked))
    assert first.is_key
    assert first.media_ms <= max(UTC + asked, packets[0].media_ms)

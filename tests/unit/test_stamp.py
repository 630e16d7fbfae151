"""The frame stamp: what the writer writes, the independent reader reads, through all that happens between."""

from fractions import Fraction

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from desktop.check.stamp_reader import StampReading, read_stamp
from desktop.demo_platform.media import stamp

CAMERAS = st.integers(0, (1 << 24) - 1)
TIMES = st.integers(0, (1 << 42) - 1)
SIZES = st.sampled_from([(640, 360), (1280, 720), (352, 288), (1920, 1080)])
TILES = st.sampled_from([(240, 135), (241, 136), (317, 178), (480, 270), (640, 360), (959, 539), (1280, 720)])


def picture(
    camera: int, time_ms: int, width: int = 640, height: int = 360, seed: int = 0
) -> NDArray[np.uint8]:
    """Return a busy luma plane with a stamp."""
    luma = np.random.default_rng(seed).integers(16, 236, (height // 8, width // 8), dtype=np.uint8)
    luma = np.asarray(Image.fromarray(luma).resize((width, height), Image.Resampling.BICUBIC)).copy()
    stamp.stamper(luma)(camera, time_ms)
    return luma


def compressed(luma: NDArray[np.uint8], codec: str, quantiser: int) -> NDArray[np.uint8]:
    """Return the RGB picture after an encoder at this quantiser."""
    height, width = luma.shape
    encoder = av.CodecContext.create(codec, "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"preset": "ultrafast", "tune": "zerolatency"} | (
        {"qp": str(quantiser)}
        if codec == "libx264"
        else {"x265-params": f"qp={quantiser}:log-level=none:pools=none:frame-threads=1"}
    )
    frame = av.VideoFrame(width, height, "yuv420p")
    neutral = np.full((height // 2, width // 2), 128, np.uint8)
    for plane, values in zip(frame.planes, (luma, neutral, neutral), strict=True):
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:, : plane.width] = values
    frame.pts = 0
    packets = [*encoder.encode(frame), *encoder.encode(None)]
    decoder = av.CodecContext.create({"libx264": "h264", "libx265": "hevc"}[codec], "r")
    assert isinstance(decoder, av.VideoCodecContext)
    frames = [decoded for packet in [*packets, None] for decoded in decoder.decode(packet)]
    return frames[0].to_ndarray(format="rgb24").astype(np.uint8)


def scaled(pixels: NDArray[np.uint8], size: tuple[int, int], how: Image.Resampling) -> NDArray[np.uint8]:
    """Return the picture at another size."""
    return np.asarray(Image.fromarray(pixels).resize(size, how))


def off(pixels: NDArray[np.uint8], left: int, top: int, right: int, bottom: int) -> NDArray[np.uint8]:
    """Return the area as somebody sees it who is so many pixels wrong at each edge (positive: outwards)."""
    height, width = pixels.shape[:2]
    padded = np.pad(pixels, ((2, 2), (2, 2), (0, 0)), constant_values=23)
    return padded[2 - top : 2 + height + bottom, 2 - left : 2 + width + right]


@given(CAMERAS, TIMES, SIZES)
@settings(max_examples=60, deadline=None)
def test_every_stamp_reads_back(camera: int, time_ms: int, size: tuple[int, int]) -> None:
    assert read_stamp(picture(camera, time_ms, *size)) == StampReading(camera, time_ms)


@given(
    camera=CAMERAS,
    time_ms=TIMES,
    tile=TILES,
    how=st.sampled_from([Image.Resampling.NEAREST, Image.Resampling.BILINEAR, Image.Resampling.LANCZOS]),
    edges=st.tuples(*[st.integers(-2, 2)] * 4),
    codec=st.sampled_from(["libx264", "libx265"]),
    quantiser=st.integers(18, 34),
)
@settings(max_examples=80, deadline=None)
def test_a_stamp_survives_compression_scaling_and_a_wrong_area(
    *,
    camera: int,
    time_ms: int,
    tile: tuple[int, int],
    how: Image.Resampling,
    edges: tuple[int, int, int, int],
    codec: str,
    quantiser: int,
) -> None:
    seen = off(scaled(compressed(picture(camera, time_ms), codec, quantiser), tile, how), *edges)
    assert read_stamp(seen) == StampReading(camera, time_ms)


def test_two_rows_mixed_by_a_wrong_edge_are_not_believed() -> None:
    """An area two pixels too low mixes the rows of this nearly dark stamp so that the checksum fits."""
    seen = off(
        scaled(compressed(picture(0, 1), "libx264", 18), (240, 135), Image.Resampling.NEAREST), 0, 0, 0, 2
    )
    assert read_stamp(seen) == StampReading(0, 1)


@pytest.mark.parametrize("channels", [3, 4])
def test_the_order_of_colours_does_not_matter(channels: int) -> None:
    gray = picture(77, 1_790_000_000_123)
    pixels = np.repeat(gray[..., None], channels, axis=2)
    if channels == 4:
        pixels[..., 3] = 0
    assert read_stamp(pixels) == read_stamp(gray) == StampReading(77, 1_790_000_000_123)


@given(st.integers(0, 1 << 30))
@settings(max_examples=300, deadline=None)
def test_no_stamp_is_seen_where_none_is(seed: int) -> None:
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (20, 40), dtype=np.uint8)
    pixels = np.asarray(Image.fromarray(coarse).resize((480, 270), Image.Resampling.NEAREST))
    assert read_stamp(pixels) is None
    assert read_stamp(rng.integers(0, 256, (270, 480, 4), dtype=np.uint8)) is None


@given(st.integers(0, 79), CAMERAS, TIMES)
@settings(max_examples=80, deadline=None)
def test_one_wrong_cell_makes_the_stamp_unreadable(cell: int, camera: int, time_ms: int) -> None:
    luma = picture(camera, time_ms)
    top, middle, bottom = stamp.strip_rows(360)
    rows = slice(top, middle) if cell < 40 else slice(middle, bottom)
    columns = slice(cell % 40 * 16, cell % 40 * 16 + 16)
    luma[rows, columns] = stamp.DARK + stamp.LIGHT - luma[rows, columns]
    assert read_stamp(luma) is None


def test_the_documented_example() -> None:
    """The worked example of docs/frame-stamp.md."""
    assert f"{stamp.code(2026, 1_795_440_908_000):020x}" == "b0001fa9a2089e16e01e"


@pytest.mark.parametrize(("camera", "time_ms"), [(-1, 0), (1 << 24, 0), (0, -1), (0, 1 << 42)])
def test_what_does_not_fit_is_refused(camera: int, time_ms: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        stamp.code(camera, time_ms)


def test_a_picture_too_small_for_a_stamp_has_none() -> None:
    assert read_stamp(np.zeros((20, 30, 3), np.uint8)) is None

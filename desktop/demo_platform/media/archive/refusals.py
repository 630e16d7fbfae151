"""Refusals that several kinds of answers share."""

from desktop.demo_platform.media.admission import RefusedError
from desktop.demo_platform.media.archive.footage import nearest
from desktop.demo_platform.media.catalog import Camera


def no_recording(camera: Camera, at_ms: int, now_ms: int) -> RefusedError:
    """Return the refusal of an instant at which nothing was recorded."""
    before_ms, after_ms = nearest(camera, at_ms, now_ms)
    return RefusedError(
        404,
        "no_recording",
        "nothing was recorded there",
        nearest_before_ms=before_ms,
        nearest_after_ms=after_ms,
    )

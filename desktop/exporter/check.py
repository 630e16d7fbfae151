"""Judges a fetched piece: is it what was asked for, and what of it is there?"""

import time
from collections.abc import Mapping

from desktop.domain.evidence import PieceFacts
from desktop.domain.export import Gap, GapCause
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.exporter.fetched import Fetched
from desktop.exporter.messages import PieceOrder
from player.footage.probe import Probe

_EARLY_MS = 30_000
"""Footage begins with the key frame before what was asked for; some cameras make one in 400 pictures."""
_LATE_MS = 30_000
_EDGE_MS = 2_000
"""So much less at either end is the distance of key frames, not a gap."""
_STAMP_OFF_MS = 5_000


def facts_of(order: PieceOrder, fetched: Fetched, *, retries: int, errors: Mapping[str, int]) -> PieceFacts:
    """Return what is true of a file; WRONG_FOOTAGE when it is of another time or camera."""
    probe, wanted = fetched.probe, order.piece.range
    # A file that does not tell when it was recorded is taken by its word: nothing can be compared.
    made_ms = probe.made_ms if probe.made_ms is not None else wanted.start_ms - probe.first_ms
    first_ms, last_ms = made_ms + probe.first_ms, made_ms + probe.last_ms
    end_ms = last_ms + probe.picture_ms
    _check_time(wanted, first_ms, end_ms)
    _check_stamps(order, probe, made_ms)
    undecodable = tuple(TimeRange(made_ms + a, made_ms + b) for a, b in probe.undecodable)
    holes = tuple(TimeRange(made_ms + a, made_ms + b) for a, b in probe.holes)
    known = fetched.gaps
    if not probe.complete and end_ms < wanted.end_ms:
        known = (*known, Gap(TimeRange(max(end_ms, wanted.start_ms), wanted.end_ms), GapCause.DAMAGED))
    gaps = _gaps(wanted, TimeRange(first_ms, end_ms), holes, undecodable, known)
    duration_ms = max(end_ms - first_ms, 1)
    return PieceFacts(
        file_name=order.piece.file_name,
        bytes=fetched.bytes,
        sha256=fetched.sha256,
        sm3=fetched.sm3,
        container="mp4" if probe.container in ("mov", "mp4") else probe.container,
        codec=probe.codec,
        width=probe.width,
        height=probe.height,
        fps=probe.fps,
        bit_rate=fetched.bytes * 8000 // duration_ms,
        audio=probe.audio,
        sound_left_out=fetched.sound_left_out,
        duration_ms=duration_ms,
        first_ms=first_ms,
        last_ms=last_ms,
        key_frames=probe.key_frames,
        undecodable=undecodable,
        obtained=_obtained(wanted, gaps),
        gaps=gaps,
        method=fetched.method,
        retries=retries,
        errors=dict(errors),
        hashed_at_ms=time.time_ns() // 1_000_000,
    )


def _check_time(wanted: TimeRange, first_ms: int, end_ms: int) -> None:
    early = first_ms < wanted.start_ms - _EARLY_MS
    if early or end_ms > wanted.end_ms + _LATE_MS or not TimeRange(first_ms, end_ms).overlaps(wanted):
        detail = {"wanted_ms": wanted.start_ms, "found_ms": first_ms}
        raise AppError(ErrorCode.WRONG_FOOTAGE, detail)


def _check_stamps(order: PieceOrder, probe: Probe, made_ms: int) -> None:
    """Where pictures carry their camera and instant, they must agree with what the container says."""
    for at_ms, camera, picture_ms in probe.stamps:
        if order.frame_stamp is not None and camera != order.frame_stamp:
            raise AppError(ErrorCode.WRONG_FOOTAGE, {"wanted": order.frame_stamp, "found": camera})
        if abs(made_ms + at_ms - picture_ms) > _STAMP_OFF_MS:
            detail = {"wanted_ms": made_ms + at_ms, "found_ms": picture_ms}
            raise AppError(ErrorCode.WRONG_FOOTAGE, detail)


def _gaps(
    wanted: TimeRange,
    found: TimeRange,
    holes: tuple[TimeRange, ...],
    undecodable: tuple[TimeRange, ...],
    known: tuple[Gap, ...],
) -> tuple[Gap, ...]:
    """Return what is missing of the wanted range, with its cause, in order."""
    gaps = [*known]
    if found.start_ms > wanted.start_ms + _EDGE_MS:
        _add(gaps, TimeRange(wanted.start_ms, found.start_ms), GapCause.REFUSED)
    if found.end_ms < wanted.end_ms - _EDGE_MS:
        _add(gaps, TimeRange(found.end_ms, wanted.end_ms), GapCause.REFUSED)
    for spans, cause in ((holes, GapCause.REFUSED), (undecodable, GapCause.DAMAGED)):
        for span in spans:
            inside = span.intersection(wanted)
            if inside is not None:
                _add(gaps, inside, cause)
    return tuple(sorted(gaps, key=lambda gap: gap.range))


def _add(gaps: list[Gap], span: TimeRange, cause: GapCause) -> None:
    """Add what no gap covers yet."""
    rest = [span]
    for gap in gaps:
        rest = [piece for one in rest for piece in one.without(gap.range)]
    gaps.extend(Gap(piece, cause) for piece in rest)


def _obtained(wanted: TimeRange, gaps: tuple[Gap, ...]) -> tuple[TimeRange, ...]:
    rest = [wanted]
    for gap in gaps:
        rest = [piece for one in rest for piece in one.without(gap.range)]
    return tuple(rest)

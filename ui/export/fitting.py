"""Which entries of the register an order fits, and in one sentence why none does; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.export import ExportItem
from desktop.domain.retrieval import Retrieval, RetrievalKind, RetrievalState
from ui.retrievals.possible import expired


class Misfit(StrEnum):
    """Why no entry can be used, the nearest miss first."""

    OUTSIDE = "outside"
    """Approved, but not for all cameras and times of this order."""
    EXPIRED = "expired"
    VIEW_ONLY = "view_only"
    PENDING = "pending"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Fit:
    """What can be offered; `misfit` says why nothing can, `nearest` which entry comes closest."""

    entries: tuple[Retrieval, ...]
    misfit: Misfit | None = None
    nearest: Retrieval | None = None
    outside: tuple[ExportItem, ...] = ()
    """What the nearest entry does not allow."""


def fit(items: Sequence[ExportItem], entries: Iterable[Retrieval], now_ms: int) -> Fit:
    """Return the entries that allow all of an order, newest first."""
    every = tuple(entries)
    fitting = tuple(entry for entry in every if not _outside(entry, items, now_ms))
    if fitting or not items:
        return Fit(fitting)
    ranked = sorted(
        (
            (misfit, len(_outside(entry, items, now_ms)), entry)
            for entry in every
            if (misfit := _miss(entry, items, now_ms))
        ),
        key=lambda found: (list(Misfit).index(found[0]), found[1]),
    )
    if not ranked:
        return Fit((), Misfit.NONE)
    misfit, _, nearest = ranked[0]
    outside = _outside(nearest, items, now_ms) if misfit is Misfit.OUTSIDE else ()
    return Fit((), misfit, nearest, outside)


def _outside(entry: Retrieval, items: Sequence[ExportItem], now_ms: int) -> tuple[ExportItem, ...]:
    if entry.request.kind is not RetrievalKind.COPY:
        return tuple(items)
    return tuple(item for item in items if not entry.allows(item.camera_id, item.range, now_ms))


def _miss(entry: Retrieval, items: Sequence[ExportItem], now_ms: int) -> Misfit | None:
    """Return why an entry about one of these cameras does not do; None for one about others."""
    cameras = {item.camera_id for item in items}
    if not any(asked.camera_id in cameras for asked in entry.request.footage):
        return None
    if entry.state is RetrievalState.PENDING:
        return Misfit.PENDING
    if entry.state is not RetrievalState.APPROVED:
        return None
    if entry.request.kind is not RetrievalKind.COPY:
        return Misfit.VIEW_ONLY
    return Misfit.EXPIRED if expired(entry, now_ms) else Misfit.OUTSIDE

"""Permission to fetch one piece, when it is needed: of the register entry first, then of the platform."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from desktop import log
from desktop.domain.camera import CameraId
from desktop.domain.export import ExportId, ExportOrder, FetchMethod, Piece, PieceId
from desktop.domain.export_job import Hold
from desktop.domain.playback import PlaybackProtocol, PlaybackTicket
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import Retrieval, RetrievalKind, RetrievalNumber
from desktop.domain.retry import RetryPolicy
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.ports import Archive, Clock
from desktop.services.retrievals import RetrievalService

_log = log.get("export")
FRESH_S = 20.0
"""What was approved is asked for again after this long: an approval may be taken back."""
PATIENCE_S = {ErrorCode.CAMERA_OFFLINE: 600.0, ErrorCode.DEVICE_BUSY: 7200.0}
"""How long a piece waits for its device; for the platform it waits as long as somebody lets it."""
_PROTOCOLS = {
    FetchMethod.FILE: (PlaybackProtocol.MP4, PlaybackProtocol.HTTP_TS),
    FetchMethod.STREAM: (PlaybackProtocol.HTTP_TS,),
}
LEASE_S = 1.0
Owner = tuple[ExportId, PieceId]
OnHold = Callable[[Hold | None], None]


class ApprovalOverError(AppError):
    """The register entry allows nothing any more: not for one piece, but for the whole job."""


@dataclass(frozen=True, slots=True)
class _Seen:
    retrieval: Retrieval
    at: float


class TicketDesk:
    """Gets tickets for all jobs of one sign-in; used on the loop's thread."""

    def __init__(self, archive: Archive, retrievals: RetrievalService, clock: Clock) -> None:
        self._archive = archive
        self._retrievals = retrievals
        self._clock = clock
        self._policy = RetryPolicy(base_s=1.0, cap_s=15.0, slow_s=5.0)
        self._seen: dict[RetrievalNumber, _Seen] = {}
        self._devices: dict[CameraId, Owner] = {}

    async def approved(self, number: RetrievalNumber, *, fresh: bool = False) -> Retrieval:
        """Return a register entry under which copies may be taken now.

        Raises NOT_APPROVED where it allows no copy or nothing any more, and what the platform gives.
        """
        retrieval = await self._current(number, fresh=fresh)
        if retrieval.request.kind is not RetrievalKind.COPY:
            raise AppError(
                ErrorCode.NOT_APPROVED, {"retrieval": number, "kind": retrieval.request.kind.value}
            )
        decision, now = retrieval.decision, self._clock.now_ms()
        if decision is None or not any(
            retrieval.allowed(footage.camera_id, now) for footage in decision.footage
        ):
            raise ApprovalOverError(ErrorCode.NOT_APPROVED, _why(retrieval))
        return retrieval

    async def entry(self, number: RetrievalNumber, on_hold: OnHold) -> Retrieval:
        """Return a register entry as it stands, valid or not, however long that takes; NOT_FOUND."""
        failures = 0
        while True:
            try:
                retrieval = await self._current(number, fresh=False)
            except AppError as error:
                failures += 1
                delay = self._policy.delay(error.code, failures, random.random(), _wait_s(error))  # noqa: S311
                if delay is None:
                    raise
                on_hold(Hold(error.code, error.detail))
                await self._clock.sleep(delay)
            else:
                on_hold(None)
                return retrieval

    async def check(self, number: RetrievalNumber, piece: Piece, span: TimeRange) -> None:
        """Raise NOT_APPROVED where a part of a piece is not approved, or not any more."""
        retrieval = await self.approved(number)
        if not retrieval.allows(piece.camera_id, span, self._clock.now_ms()):
            raise AppError(ErrorCode.NOT_APPROVED, {"retrieval": number, "camera": piece.camera_id})

    async def ticket(
        self, order: ExportOrder, piece: Piece, span: TimeRange, on_hold: OnHold
    ) -> PlaybackTicket:
        """Return a ticket, however long that takes; `on_hold` hears why it does not come now.

        Raises what no waiting mends: NOT_APPROVED, FORBIDDEN, NO_RECORDING, NOT_FOUND, NOT_OFFERED, and
        CAMERA_OFFLINE or DEVICE_BUSY once `PATIENCE_S` is over.
        """
        if piece.storage is RecordStorage.DEVICE:
            await self._lease(piece.camera_id, (order.id, piece.id), on_hold)
        number, failures, began = order.retrieval, 0, self._clock.monotonic()
        while True:
            try:
                await self.check(number, piece, span)
                ticket = await self._archive.download(
                    piece.camera_id, span, piece.storage, number, _PROTOCOLS[piece.method]
                )
            except AppError as error:
                failures += 1
                delay = self._policy.delay(error.code, failures, random.random(), _wait_s(error))  # noqa: S311
                waited = self._clock.monotonic() - began
                if delay is None or waited > PATIENCE_S.get(error.code, float("inf")):
                    raise
                if failures == 1:
                    _log.info("piece %s waits: %r", piece.id, error)
                on_hold(Hold(error.code, error.detail))
                await self._clock.sleep(delay)
            else:
                on_hold(None)
                return ticket

    def release(self, job: ExportId, piece: PieceId | None = None) -> None:
        """Say that a piece, or a whole job, uses its devices no more."""
        for camera_id, owner in list(self._devices.items()):
            if owner[0] == job and piece in {None, owner[1]}:
                del self._devices[camera_id]

    async def _lease(self, camera_id: CameraId, owner: Owner, on_hold: OnHold) -> None:
        """Wait until no other piece of ours plays from a device, which sends to one viewer at a time."""
        while self._devices.setdefault(camera_id, owner) != owner:
            on_hold(Hold(ErrorCode.DEVICE_BUSY))
            await self._clock.sleep(LEASE_S)

    async def _current(self, number: RetrievalNumber, *, fresh: bool) -> Retrieval:
        seen, now = self._seen.get(number), self._clock.monotonic()
        if seen is not None and not fresh and now - seen.at < FRESH_S:
            return seen.retrieval
        retrieval = await self._retrievals.get(number)
        self._seen[number] = _Seen(retrieval, now)
        return retrieval


def _wait_s(error: AppError) -> float:
    wait = error.detail.get("retry_after_s", 0)
    return float(wait) if isinstance(wait, int) else 0.0


def _why(retrieval: Retrieval) -> dict[str, str | int]:
    """Return why nothing may be taken: not decided so, or no longer."""
    detail: dict[str, str | int] = {"retrieval": retrieval.number, "state": retrieval.state.value}
    if retrieval.decision is not None and retrieval.decision.valid_until_ms is not None:
        detail["valid_until_ms"] = retrieval.decision.valid_until_ms
    return detail

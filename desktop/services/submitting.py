"""Entering a request on a platform that may answer late, wrongly or not at all: once, never twice."""

from dataclasses import replace

from desktop import log
from desktop.domain.camera import Camera, CameraKind
from desktop.domain.retrieval import (
    RequestedFootage,
    Retrieval,
    RetrievalQuery,
    RetrievalRequest,
    RetrievalState,
)
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.ports import CameraDirectory, Clock, Retrievals

LOOK_BACK_MS = 600_000
"""How far a platform's clock may be behind or ahead of ours when a lost request is looked for."""
_log = log.get("retrievals")
_UNSURE = frozenset(
    {
        ErrorCode.TIMED_OUT,
        ErrorCode.UNREACHABLE,
        ErrorCode.BAD_ANSWER,
        ErrorCode.ANSWER_TOO_LARGE,
        ErrorCode.PLATFORM_ERROR,
        ErrorCode.PLATFORM_UNAVAILABLE,
    }
)
"""After these nobody knows whether the platform did what it was asked."""


class Submitting:
    """Submits for one account; lives with one sign-in.

    When nobody knows whether a request arrived, the platform's list is looked through, at once and again
    before the same request is sent once more.
    """

    def __init__(self, book: Retrievals, account: str, clock: Clock) -> None:
        self._book = book
        self._account = account
        self._clock = clock
        self._lost: tuple[RetrievalRequest, int] | None = None

    async def submit(self, request: RetrievalRequest) -> Retrieval:
        """Enter a request; raises what the platform gives, BAD_ANSWER when it kept something else."""
        if self._lost is not None and self._lost[0] == request:
            found = await self._found(request, self._lost[1])
            if found is not None:
                self._lost = None
                return found
        sent_ms = self._clock.now_ms()
        try:
            retrieval = await self._book.submit(request)
        except AppError as error:
            if error.code not in _UNSURE:
                raise
            return await self._perhaps(request, sent_ms, error)
        self._lost = None
        if retrieval.state is not RetrievalState.PENDING or not same_request(retrieval.request, request):
            raise AppError(ErrorCode.BAD_ANSWER, {"retrieval": retrieval.number})
        return retrieval

    async def _perhaps(self, request: RetrievalRequest, sent_ms: int, error: AppError) -> Retrieval:
        """Return the entry if the platform made one all the same, raise the failure otherwise."""
        self._lost = request, sent_ms
        _log.warning("a request may be lost: %s", error.code.value)
        try:
            found = await self._found(request, sent_ms)
        except AppError:
            raise error from None
        if found is None:
            raise error
        self._lost = None
        return found

    async def _found(self, request: RetrievalRequest, sent_ms: int) -> Retrieval | None:
        around = TimeRange(max(0, sent_ms - LOOK_BACK_MS), self._clock.now_ms() + LOOK_BACK_MS)
        query = RetrievalQuery(states=frozenset({RetrievalState.PENDING}), requested=around)
        own = (
            entry
            for entry in await self._book.list(query)
            if entry.requested_by.account.casefold() == self._account.casefold()
        )
        return next((entry for entry in own if same_request(entry.request, request)), None)


def same_request(one: RetrievalRequest, other: RetrievalRequest) -> bool:
    """Return whether two requests ask for the same on the same ground, spaces and names aside."""
    return _gist(one) == _gist(other)


def _gist(request: RetrievalRequest) -> tuple[object, ...]:
    return (
        request.kind,
        request.requester_class,
        request.unit.strip(),
        request.reason.strip(),
        request.case_number.strip(),
        tuple((person.name.strip(), person.document_number.strip()) for person in request.persons),
        frozenset((item.camera_id, item.range) for item in request.footage),
    )


async def as_the_directory_says(request: RetrievalRequest, directory: CameraDirectory) -> RetrievalRequest:
    """Return a request with the cameras' names, places and owners as the platform has them.

    A form cannot make a household camera a public one. NOT_FOUND for a camera that the account may not see.
    """
    ids = list(dict.fromkeys(item.camera_id for item in request.footage))
    known = {camera.id: camera for camera in await directory.cameras_by_id(ids)} if ids else {}
    for camera_id in ids:
        if camera_id not in known:
            raise AppError(ErrorCode.NOT_FOUND, {"camera": camera_id})
    return replace(request, footage=tuple(_named(item, known[item.camera_id]) for item in request.footage))


def _named(item: RequestedFootage, camera: Camera) -> RequestedFootage:
    return replace(
        item,
        camera_name=camera.name,
        place=f"{camera.town()}{camera.village()}",
        household=camera.kind is CameraKind.HOUSEHOLD,
    )

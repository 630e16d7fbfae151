"""The interfaces between use cases and the outside; `desktop.bootstrap` decides who stands behind each.

Every coroutine raises `AppError` and nothing else for what can go wrong outside the program.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from desktop.domain.account import PlatformInfo, SessionGrant
from desktop.domain.address import PlatformAddress
from desktop.domain.alarm import Alarm
from desktop.domain.bookmark import Bookmark, BookmarkDraft, BookmarkId, BookmarkQuery
from desktop.domain.camera import Camera, CameraId
from desktop.domain.changes import ChangeSet
from desktop.domain.playback import PlaybackProtocol, PlaybackTicket, StillsTicket
from desktop.domain.recording import Mark, RecordingDays, RecordingList, RecordStorage
from desktop.domain.region import Region, RegionCode
from desktop.domain.retrieval import (
    RequestedFootage,
    Retrieval,
    RetrievalNumber,
    RetrievalQuery,
    RetrievalRequest,
)
from desktop.domain.stream import StreamProtocol, StreamRole, StreamTicket
from desktop.domain.time_range import TimeRange
from desktop.domain.told_time import ToldTime
from desktop.domain.trust import Certificate, TlsTrust
from desktop.errors import ErrorCode

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; `next_cursor` is None on the last, `dropped` counts entries that made no sense."""

    items: tuple[T, ...]
    next_cursor: str | None
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class SearchHits:
    """Cameras that match a query, best first; `more` when the list was cut at the limit."""

    cameras: tuple[Camera, ...]
    more: bool


class Authenticator(Protocol):
    """Signs in to one platform and keeps the token alive."""

    async def platform_info(self) -> PlatformInfo:
        """Ask the platform who it is; needs no sign-in."""
        ...

    async def sign_in(self, user: str, password: str) -> SessionGrant:
        """Sign in; BAD_CREDENTIALS with attempts_left, LOCKED_OUT with retry_after_s."""
        ...

    async def refresh(self, refresh_token: str) -> SessionGrant:
        """Change a refresh token for a new grant; SESSION_EXPIRED when it is too late."""
        ...

    async def sign_out(self) -> None:
        """Revoke the tokens on the platform."""
        ...


class CameraDirectory(Protocol):
    """The part of the tree that the account may see; what it may not see does not exist (NOT_FOUND)."""

    async def roots(self) -> Sequence[Region]:
        """Return the top nodes of the account's scope."""
        ...

    async def region(self, code: RegionCode) -> Region:
        """Return one region with its counts as they are now."""
        ...

    async def children(self, code: RegionCode, cursor: str | None = None) -> Page[Region]:
        """Return one page of the regions directly below."""
        ...

    async def cameras(
        self, code: RegionCode, cursor: str | None = None, *, online_only: bool = False, deep: bool = False
    ) -> Page[Camera]:
        """Return one page of the cameras directly in a region, or of all below it with `deep`."""
        ...

    async def cameras_by_id(self, ids: Sequence[CameraId]) -> Sequence[Camera]:
        """Return those of the cameras that exist for this account, in the order asked."""
        ...

    async def search(self, query: str, *, limit: int = 50, online_only: bool = False) -> SearchHits:
        """Find cameras by name, 点位俗称, GB id, village, pinyin or initials."""
        ...

    async def changes(self, since: str | None, *, wait_s: int = 20) -> ChangeSet:
        """Wait up to `wait_s` seconds for cameras to change; with no cursor, return one at once."""
        ...


class LiveStreams(Protocol):
    """Permission to watch."""

    async def open(
        self, camera_id: CameraId, role: StreamRole, protocols: Sequence[StreamProtocol]
    ) -> StreamTicket:
        """Get a ticket for one live stream by the first protocol of the list that the platform offers."""
        ...


class Archive(Protocol):
    """What was recorded; NOT_OFFERED where the platform has no such thing, FORBIDDEN without the right."""

    async def recordings(self, camera_id: CameraId, span: TimeRange) -> RecordingList:
        """List what there is of a camera in a span of at most 62 days, all pages."""
        ...

    async def recording_days(self, camera_id: CameraId, year: int, month: int) -> RecordingDays:
        """Tell which days of a month (Beijing time) have recordings."""
        ...

    async def marks(self, camera_id: CameraId, span: TimeRange) -> Sequence[Mark]:
        """List motion and alarm marks in order."""
        ...

    async def alarms(self, span: TimeRange, region: RegionCode | None = None) -> Sequence[Alarm]:
        """List the alarms of the account's scope or of one region below it, newest first."""
        ...

    async def open(
        self,
        camera_id: CameraId,
        role: StreamRole,
        start_ms: int,
        storage: RecordStorage | None = None,
        protocols: Sequence[PlaybackProtocol] = (PlaybackProtocol.HTTP_TS,),
    ) -> PlaybackTicket:
        """Get a ticket for one camera's archive.

        Raises NO_RECORDING with nearest_before_ms and nearest_after_ms where they exist, DEVICE_BUSY with
        user and since_ms.
        """
        ...

    async def download(
        self,
        camera_id: CameraId,
        span: TimeRange,
        storage: RecordStorage,
        retrieval: RetrievalNumber | None,
        protocols: Sequence[PlaybackProtocol] = (PlaybackProtocol.MP4, PlaybackProtocol.HTTP_TS),
    ) -> PlaybackTicket:
        """Get a ticket for taking the original MAIN footage of a span, under an approved register entry.

        Raises NOT_APPROVED where the entry does not allow it, NO_RECORDING, DEVICE_BUSY, CAMERA_OFFLINE.
        """
        ...

    async def stills(self, camera_id: CameraId) -> StillsTicket:
        """Get a ticket for small pictures."""
        ...

    async def still(self, ticket: StillsTicket, at_ms: int) -> bytes:
        """Fetch the small picture (JPEG) of an instant; NO_RECORDING in a gap, TICKET_EXPIRED."""
        ...

    async def bookmarks(self, query: BookmarkQuery) -> Sequence[Bookmark]:
        """List the bookmarks that the account may see."""
        ...

    async def add_bookmark(self, draft: BookmarkDraft) -> Bookmark:
        """Keep a bookmark."""
        ...

    async def change_bookmark(self, bookmark: Bookmark) -> Bookmark:
        """Replace range, name and note of a bookmark."""
        ...

    async def remove_bookmark(self, bookmark_id: BookmarkId) -> None:
        """Remove a bookmark."""
        ...


class Retrievals(Protocol):
    """The platform's register of retrievals; NOT_OFFERED where it keeps none (feature `retrievals`)."""

    async def submit(self, request: RetrievalRequest) -> Retrieval:
        """Enter a request; it waits for the decision of somebody else."""
        ...

    async def get(self, number: RetrievalNumber) -> Retrieval:
        """Return one entry as it stands."""
        ...

    async def list(self, query: RetrievalQuery) -> Sequence[Retrieval]:
        """List the entries of the account's scope, newest first."""
        ...

    async def decide(
        self,
        number: RetrievalNumber,
        *,
        approved: bool,
        opinion: str,
        footage: Sequence[RequestedFootage],
        valid_until_ms: int | None,
    ) -> Retrieval:
        """Decide as the signed-in account.

        Raises FORBIDDEN without the right, OWN_REQUEST on one's own request, ALREADY_DECIDED.
        """
        ...

    async def withdraw(self, number: RetrievalNumber) -> Retrieval:
        """Take one's own request back, or close what was approved."""
        ...

    async def attach(self, number: RetrievalNumber, name: str, content: bytes) -> Retrieval:
        """Add a scan (at most 10 MB) to one's own pending request."""
        ...

    async def attachment(self, number: RetrievalNumber, sha256: str) -> bytes:
        """Fetch a scan."""
        ...


class TokenSource(Protocol):
    """Where a client gets the token that it attaches, and a new one when the platform refuses the old."""

    def access_token(self) -> str | None:
        """Return the token of now, None before the sign-in."""
        ...

    async def renew(self, stale: str | None) -> str:
        """Return another token than the one that was refused; SESSION_EXPIRED when only a person can help."""
        ...


class LinkObserver(Protocol):
    """Hears of every call how it went, so that somebody knows whether the platform can be reached."""

    def reached(self) -> None:
        """The platform answered."""
        ...

    def failed(self, code: ErrorCode) -> None:
        """A call failed."""
        ...

    def told(self, time: ToldTime) -> None:
        """An answer said what time it is there."""
        ...


class PlatformClient(Protocol):
    """One platform, spoken to with one account's tokens."""

    @property
    def authenticator(self) -> Authenticator:
        """Signing in."""
        ...

    @property
    def directory(self) -> CameraDirectory:
        """The tree."""
        ...

    @property
    def streams(self) -> LiveStreams:
        """Live streams."""
        ...

    @property
    def archive(self) -> Archive:
        """Recordings."""
        ...

    @property
    def retrievals(self) -> Retrievals:
        """Requests for footage."""
        ...

    def trust(self, trust: TlsTrust) -> None:
        """Judge the server's certificate in another way from the next connection on."""
        ...

    def close(self) -> None:
        """Close all connections; returns at once."""
        ...


class PlatformConnector(Protocol):
    """Knows how to speak to a kind of platform."""

    def connect(
        self, address: PlatformAddress, trust: TlsTrust, tokens: TokenSource, link: LinkObserver
    ) -> PlatformClient:
        """Make a client; nothing is sent yet."""
        ...

    async def certificate(self, address: PlatformAddress) -> Certificate:
        """Look at the certificate that a server shows, without trusting it and without sending anything."""
        ...


class SecretStore(Protocol):
    """Where passwords are kept between starts; calls may block for seconds: run them on a lane."""

    @property
    def persistent(self) -> bool:
        """False when nothing survives the process (no keyring answers): the user is told."""
        ...

    def get(self, platform: str, user: str) -> str | None:
        """Return the kept password or None."""
        ...

    def set(self, platform: str, user: str, secret: str) -> None:
        """Keep a password; SECRET_STORE_UNAVAILABLE when the keyring refuses."""
        ...

    def delete(self, platform: str, user: str) -> None:
        """Forget a password; no error when there was none."""
        ...


class Clock(Protocol):
    """Time as a port, so that retry and quality logic is tested without sleeping."""

    def now_ms(self) -> int:
        """UTC milliseconds since 1970."""
        ...

    def monotonic(self) -> float:
        """Seconds of a clock that never jumps."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait; cancellable."""
        ...


class UserInteraction(Protocol):
    """Questions that the core asks the person; answered by awaitable dialogs."""

    async def trust_certificate(self, question: "CertificateQuestion") -> bool:
        """Show a certificate that no known authority signed and ask whether to trust it from now on."""
        ...


@dataclass(frozen=True, slots=True)
class CertificateQuestion:
    """A server certificate that needs a decision; `previous` is set when another one was trusted before."""

    host: str
    port: int
    sha256: str
    """Fingerprint, upper-case hex pairs joined by colons."""
    subject: str
    issuer: str
    not_after: str
    """ISO 8601, UTC; empty when it could not be read."""
    previous: str | None


Unsubscribe = Callable[[], None]
AsyncAction = Callable[[], Awaitable[None]]


class DocumentPrinter(Protocol):
    """Makes A4 PDF files from the HTML that `desktop.documents` writes."""

    async def print(self, html: str, target: Path) -> None:
        """Write a PDF file in one step; STORAGE_FAILED, TIMED_OUT, TARGET_UNWRITABLE."""
        ...

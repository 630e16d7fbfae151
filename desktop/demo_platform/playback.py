"""Permission to look into the archive: short-lived URLs of the media node for footage and for stills."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from desktop.demo_platform import archive, tickets
from desktop.demo_platform.accounts.account import Account
from desktop.demo_platform.clock import Clock
from desktop.demo_platform.directory.records import CameraRecord
from desktop.demo_platform.live import MediaNode, MediaUnavailableError, NoCommonProtocolError, in_url
from desktop.demo_platform.media.profiles import PROFILES
from desktop.demo_platform.register import AccessRegister
from desktop.demo_platform.storage.database import Database
from desktop.demo_platform.words import Codec, PlaybackProtocol, StreamRole

_EXPIRED_MS = 1000
_PLATFORM_SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
_DEVICE_SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
"""What GB/T 28181-2022 promises of a device, and not more."""
_PROTOCOLS: dict[archive.Storage, tuple[PlaybackProtocol, ...]] = {
    "platform": ("http-ts", "mp4"),
    "device": ("http-ts",),
}
_FILES = {"http-ts": "{}.ts", "mp4": "{}.mp4", "jpeg": "still.jpg"}
STILL_WIDTH, STILL_HEIGHT = 320, 180


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who wants to look into the archive of which camera, which the account may see.

    `host` stands in URLs; with `is_expired` the ticket opens nothing.
    """

    account: Account
    camera: CameraRecord
    host: str
    is_expired: bool


@dataclass(frozen=True, slots=True)
class DownloadOrder:
    """Which original footage is to be taken, under which approved retrieval."""

    start_ms: int
    end_ms: int
    storage: archive.Storage
    protocols: Sequence[str]
    retrieval: str


@dataclass(frozen=True, slots=True)
class PlaybackTicket:
    """What the client needs to play; `available_ms` is the run without gaps around the instant asked for."""

    ticket_id: str
    url: str
    protocol: PlaybackProtocol
    codec: Codec
    width: int
    height: int
    fps: int
    storage: archive.Storage
    available_ms: tuple[int, int]
    speeds: tuple[float, ...]
    reverse: bool
    expires_at_ms: int


@dataclass(frozen=True, slots=True)
class StillsTicket:
    """What the client needs to fetch single small pictures."""

    ticket_id: str
    url: str
    expires_at_ms: int


class NoRecordingError(Exception):
    """Nothing was recorded at that instant; the nearest recorded instants, None where there are none."""

    def __init__(self, before_ms: int | None, after_ms: int | None) -> None:
        super().__init__("no recording")
        self.before_ms = before_ms
        self.after_ms = after_ms


class DeviceBusyError(Exception):
    """Somebody plays from the device, which sends to one viewer at a time."""

    def __init__(self, user: str, since_ms: int) -> None:
        super().__init__("device busy")
        self.user = user
        self.since_ms = since_ms


class DeviceOfflineError(Exception):
    """The recording lies on a device that cannot be reached."""


class PlaybackDesk:
    """Hands out tickets for the archive and enters each in the register. Any thread."""

    def __init__(
        self,
        secret: bytes,
        clock: Clock,
        register: AccessRegister,
        media: Callable[[], MediaNode | None],
        *,
        lifetime_s: int,
        database: Database,
    ) -> None:
        self._secret = secret
        self._clock = clock
        self._register = register
        self._media = media
        self._lifetime_s = lifetime_s
        self._database = database

    def open(
        self,
        applicant: Applicant,
        role: StreamRole,
        wanted: Sequence[str],
        start_ms: int,
        storage: archive.Storage | None,
    ) -> PlaybackTicket:
        """Return a ticket for footage from an instant on, of one storage when it is named.

        Raises what stands in the way: NoRecordingError, DeviceOfflineError, DeviceBusyError,
        NoCommonProtocolError or MediaUnavailableError.
        """
        camera, now_ms = applicant.camera, self._clock.now_ms()
        segment = archive.segment_at(camera, start_ms, now_ms=now_ms)
        if segment is None or storage not in {None, segment.storage}:
            raise _no_recording(camera, start_ms, storage, now_ms)
        if segment.storage == "device":
            self._check_device(camera, applicant.account)
        protocol = _spoken(_to_watch(wanted, role), segment.storage)
        run = archive.run_around(camera, start_ms, now_ms=now_ms) or (segment.start_ms, segment.end_ms)
        grant, url = self._grant(applicant, "playback", role, protocol)
        detail = f"{role} {protocol} {segment.storage} {start_ms} {grant.ticket_id}"
        self._register.enter(grant.user, "playback", camera.number, detail)
        profile = PROFILES[role]
        is_on_platform = segment.storage == "platform"
        return PlaybackTicket(
            ticket_id=grant.ticket_id,
            url=url,
            protocol=protocol,
            codec=camera.codec(role),
            width=profile.width,
            height=profile.height,
            fps=profile.fps,
            storage=segment.storage,
            available_ms=run,
            speeds=_PLATFORM_SPEEDS if is_on_platform else _DEVICE_SPEEDS,
            reverse=is_on_platform,
            expires_at_ms=now_ms + self._lifetime_s * 1000,
        )

    def download(self, applicant: Applicant, order: DownloadOrder) -> PlaybackTicket:
        """Return a ticket for the original footage of a span; entered with the number of its retrieval.

        Raises what stands in the way, as `open` does.
        """
        camera, now_ms = applicant.camera, self._clock.now_ms()
        runs = archive.segments(camera, order.start_ms, order.end_ms, now_ms=now_ms)
        first = next((run for run in runs if run.storage == order.storage), None)
        if first is None:
            raise _no_recording(camera, order.start_ms, order.storage, now_ms)
        begin_ms = max(first.start_ms, order.start_ms)
        run = archive.run_around(camera, begin_ms, now_ms=now_ms) or (first.start_ms, first.end_ms)
        if order.storage == "device":
            self._check_device(camera, applicant.account)
        protocol = _spoken(order.protocols, order.storage)
        grant, url = self._grant(applicant, "download", "main", protocol, order)
        detail = f"main {protocol} {order.storage} {order.start_ms}-{order.end_ms} {order.retrieval}"
        self._register.enter(grant.user, "download", camera.number, f"{detail} {grant.ticket_id}")
        profile = PROFILES["main"]
        return PlaybackTicket(
            ticket_id=grant.ticket_id,
            url=url,
            protocol=protocol,
            codec=camera.codec("main"),
            width=profile.width,
            height=profile.height,
            fps=profile.fps,
            storage=order.storage,
            available_ms=(begin_ms, min(run[1], order.end_ms)),
            speeds=(1.0,),
            reverse=False,
            expires_at_ms=now_ms + self._lifetime_s * 1000,
        )

    def stills(self, applicant: Applicant) -> StillsTicket:
        """Return a ticket for stills; MediaUnavailableError."""
        expires_ms = self._clock.now_ms() + self._lifetime_s * 1000
        grant, url = self._grant(applicant, "stills", "sub", "jpeg")
        self._register.enter(grant.user, "stills", applicant.camera.number, grant.ticket_id)
        return StillsTicket(grant.ticket_id, url, expires_ms)

    def forget_sessions(self) -> None:
        """Empty the list of devices in use: nobody plays while the platform starts."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM device_session")

    def _check_device(self, camera: CameraRecord, account: Account) -> None:
        """Refuse where the device is out of reach or in somebody else's use.

        Who has it already may get another ticket, for the one in hand runs out while it is played; the media
        node still lets only one play.
        """
        if not camera.online:
            raise DeviceOfflineError
        query = "SELECT user, since_ms FROM device_session WHERE camera_id = ?"
        row = self._database.reader().execute(query, (camera.id,)).fetchone()
        if row is not None and row["user"] != account.user:
            raise DeviceBusyError(row["user"], row["since_ms"])

    def _grant(
        self,
        applicant: Applicant,
        purpose: tickets.Purpose,
        role: StreamRole,
        protocol: str,
        order: DownloadOrder | None = None,
    ) -> tuple[tickets.Grant, str]:
        node = self._media()
        if node is None:
            raise MediaUnavailableError
        life_ms = -_EXPIRED_MS if applicant.is_expired else self._lifetime_s * 1000
        grant = tickets.Grant(
            ticket_id=secrets.token_hex(8),
            camera_id=applicant.camera.id,
            role=role,
            protocol=protocol,
            user=applicant.account.user,
            expires_at_ms=self._clock.now_ms() + life_ms,
            purpose=purpose,
            from_ms=None if order is None else order.start_ms,
            to_ms=None if order is None else order.end_ms,
            storage=None if order is None else order.storage,
        )
        name = _FILES[protocol].format(role)
        where = f"http://{in_url(applicant.host)}:{node.http_port}/archive/{grant.camera_id}/{name}"
        return grant, f"{where}?ticket={quote(tickets.sign(self._secret, grant))}"


def _to_watch(wanted: Sequence[str], role: StreamRole) -> list[str]:
    """Return by which protocols a stream may be watched: files of the main stream are what downloads give."""
    return [name for name in wanted if (role, name) != ("main", "mp4")]


def _spoken(wanted: Sequence[str], storage: archive.Storage) -> PlaybackProtocol:
    """Return the first of the wanted protocols that carries footage of a storage; NoCommonProtocolError."""
    spoken = next((spoken for name in wanted for spoken in _PROTOCOLS[storage] if spoken == name), None)
    if spoken is None:
        raise NoCommonProtocolError
    return spoken


def _no_recording(
    camera: CameraRecord, at_ms: int, storage: archive.Storage | None, now_ms: int
) -> NoRecordingError:
    before = archive.previous_segment(camera, at_ms, now_ms=now_ms, storage=storage)
    after = archive.next_segment(camera, at_ms, now_ms=now_ms, storage=storage)
    return NoRecordingError(
        None if before is None else before.end_ms - 1, None if after is None else after.start_ms
    )

"""Opens the database and builds the platform's services on it."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.demo_platform.accounts.sessions import Sessions
from desktop.demo_platform.accounts.tokens import Lifetimes
from desktop.demo_platform.bookmarks import Bookmarks
from desktop.demo_platform.clock import Clock
from desktop.demo_platform.directory.directory import Directories
from desktop.demo_platform.faults.book import FaultBook
from desktop.demo_platform.live import LiveDesk, MediaNode
from desktop.demo_platform.platform import Platform
from desktop.demo_platform.playback import PlaybackDesk
from desktop.demo_platform.register import AccessRegister
from desktop.demo_platform.retrievals.book import RetrievalBook
from desktop.demo_platform.storage.database import Database

_WILDCARDS = {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the services need from the process that they run in."""

    host: str
    media: Callable[[], MediaNode | None]
    restart: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class TicketLives:
    """How long URLs of the media node are good for, in seconds."""

    live_s: int
    playback_s: int


def build(
    database: Database, clock: Clock, lifetimes: Lifetimes, ticket_lives: TicketLives, around: Surroundings
) -> Platform:
    """Return the services; LookupError when the database is not a platform's."""
    secret, instance_id = database.meta("ticket_secret"), database.meta("instance_id")
    if secret is None or instance_id is None:
        raise LookupError("not a platform's database")
    register = AccessRegister(database, clock)
    faults = FaultBook(database, clock)
    faults.cancel(None)
    playback = PlaybackDesk(
        bytes.fromhex(secret),
        clock,
        register,
        around.media,
        lifetime_s=ticket_lives.playback_s,
        database=database,
    )
    playback.forget_sessions()
    return Platform(
        instance_id=instance_id,
        clock=clock,
        sessions=Sessions(database, clock, lifetimes),
        directories=Directories(database, instance_id),
        register=register,
        live=LiveDesk(bytes.fromhex(secret), clock, register, around.media, ticket_lives.live_s),
        playback=playback,
        bookmarks=Bookmarks(database, clock),
        retrievals=RetrievalBook(database, clock),
        faults=faults,
        restart=around.restart,
        public_host=None if around.host in _WILDCARDS else around.host,
    )

"""Composition of the core without any window; `desktop.bootstrap`, the command line and tests use it."""

import asyncio
from dataclasses import dataclass

from desktop import log
from desktop.audit.register import AccessRegister
from desktop.contexts import AppContext, SessionContext
from desktop.documents.printer import ProcessPrinter
from desktop.domain.camera import CameraId
from desktop.exporter.process import ExportWorker
from desktop.lanes import Lanes
from desktop.log import LogRing
from desktop.platform.connector import Connector
from desktop.ports import Clock, DocumentPrinter, PlatformConnector, SecretStore
from desktop.profile import Profile
from desktop.secrets.keyring import open_keyring
from desktop.secrets.memory import MemorySecretStore
from desktop.services.admission import OpenGate
from desktop.services.alarm_history import AlarmHistory
from desktop.services.author import Author
from desktop.services.bookmark_keepers import LocalKeeper, PlatformKeeper
from desktop.services.bookmarks import Bookmarks
from desktop.services.browsing.assembly import browsing_service
from desktop.services.camera_lists import Favourites, Recents
from desktop.services.clock import SystemClock
from desktop.services.clock_errors import ClockErrors
from desktop.services.copies import LocalCopies
from desktop.services.directory import DirectoryService
from desktop.services.exports.assembly import ExportNeeds, export_service
from desktop.services.exports.worker import NewWorker
from desktop.services.layouts import WallMemory
from desktop.services.mark_search import MarkSearch
from desktop.services.operations import OperationLog
from desktop.services.playback import PlaybackService
from desktop.services.recordings import RecordingService
from desktop.services.retrievals import RetrievalParts, RetrievalService
from desktop.services.search import SearchService
from desktop.services.snapshots.assembly import snapshot_service
from desktop.services.streams import StreamService
from desktop.services.thumbnails import Thumbnails
from desktop.services.viewings import Viewings
from desktop.session.manager import SessionManager
from desktop.session.opening import Opening
from desktop.session.platforms import RememberedPlatforms
from desktop.session.session import Session
from desktop.session.trust import TrustStore
from desktop.session.vault import Vault
from desktop.settings import declared
from desktop.settings.store import Settings
from desktop.stores.directory_store import DirectoryStore
from desktop.stores.json_file import JsonFile
from desktop.stores.layout_store import LayoutStore


@dataclass(frozen=True, slots=True)
class Core:
    """The application context and what is needed to close it."""

    app: AppContext
    trust: TrustStore

    def open_session(self, session: Session) -> SessionContext:
        """Build the services of one sign-in; `start` them then."""
        return open_session(self.app, session)

    async def close(self) -> None:
        """Sign out, write what is unsaved, abort what hangs; takes at most about two seconds."""
        await self.app.sessions.close()
        await self.app.operations.close()
        self.trust.flush()
        self.app.settings.flush()
        self.app.lanes.close()
        await asyncio.sleep(0)  # lets what was aborted end before the loop does


def build_core(
    profile: Profile,
    *,
    log_ring: LogRing | None = None,
    clock: Clock | None = None,
    connector: PlatformConnector | None = None,
    secrets: SecretStore | None = None,
    printer: DocumentPrinter | None = None,
    new_export_worker: NewWorker = ExportWorker,
) -> Core:
    """Build what lives as long as the process; the arguments replace real parts in tests."""
    clock = clock or SystemClock()
    lanes = Lanes()
    settings = Settings(profile.settings_file, lanes.storage)
    trust = TrustStore(JsonFile(profile.certificates_file), lanes.storage)
    vault = Vault((lambda: secrets) if secrets else open_keyring, MemorySecretStore(), lanes.secrets)
    opening = Opening(connector or Connector(lanes), trust, vault, clock)
    sessions = SessionManager(opening, vault, RememberedPlatforms(settings), clock)
    ring = log_ring or log.LogRing()
    register = AccessRegister(profile.register_file, lanes.storage)
    operations = OperationLog(register, sessions, settings, clock)
    app = AppContext(
        profile=profile,
        settings=settings,
        clock=clock,
        lanes=lanes,
        sessions=sessions,
        log_ring=ring,
        operations=operations,
        vault=vault,
        new_export_worker=new_export_worker,
        printer=printer or ProcessPrinter(lanes.disk),
    )
    return Core(app, trust)


def open_session(app: AppContext, session: Session) -> SessionContext:
    """Build what lives as long as one sign-in; `start` it then."""
    folder = app.profile.account_dir(session.address, session.account.user)
    storage = app.lanes.storage
    tree, layouts = DirectoryStore(), LayoutStore()
    directory = DirectoryService(session.directory, tree, app.clock)
    favourites = Favourites(JsonFile(folder / "favourites.json"), storage)
    recents = Recents(JsonFile(folder / "recents.json"), storage)
    wall = WallMemory(JsonFile(folder / "wall.json"), directory, storage)
    gate = OpenGate(app.settings.get(declared.MAX_OPENS))
    archive, features, clock = session.archive, session.platform.features, session.clock
    register = AccessRegister(app.profile.register_file, storage)
    author = Author(session.account, session.platform.name, clock)
    viewings = Viewings(register, author, tree)

    retrievals = RetrievalService(
        RetrievalParts(
            session=session,
            register=register,
            settings=app.settings,
            clock=clock,
            sign_in=app.sessions.beside,
            scans=app.profile.scans_dir,
            lane=storage,
        )
    )

    clock_errors = ClockErrors(JsonFile(folder / "clock_errors.json"), register, author, lane=storage)
    needs = ExportNeeds(
        session=session,
        settings=app.settings,
        clock=clock,
        lanes=app.lanes,
        vault=app.vault,
        register=register,
        retrievals=retrievals,
        new_worker=app.new_export_worker,
        printer=app.printer,
        clock_errors=clock_errors,
        author=author,
        folder=folder / "exports",
    )
    exports, exports_limit = export_service(needs)
    streams = StreamService(session.streams, app.settings, session.platform.protocols)

    def watched() -> tuple[CameraId, ...]:
        return tuple(dict.fromkeys((*layouts.layout.cameras(), *favourites.ids, *recents.ids)))

    def link_changed(reachable: bool) -> None:
        if reachable:
            directory.wake()

    directory.watch(watched)
    tree.filter(online_only=app.settings.get(declared.ONLINE_ONLY))
    return SessionContext(
        session=session,
        layouts=layouts,
        tree=tree,
        directory=directory,
        search=SearchService(session.directory, tree, app.clock),
        streams=streams,
        favourites=favourites,
        recents=recents,
        wall=wall,
        gate=gate,
        recordings=RecordingService(archive, clock, features),
        mark_search=MarkSearch(archive),
        playback=PlaybackService(archive, clock, app.settings, features, viewings),
        thumbnails=Thumbnails(archive, clock, features),
        bookmarks=_bookmarks(app, session),
        alarm_history=AlarmHistory(archive, features),
        register=register,
        retrievals=retrievals,
        exports=exports,
        snapshots=snapshot_service(needs, streams),
        browsing=browsing_service(needs),
        clock_errors=clock_errors,
        copies=LocalCopies(register, author, app.lanes.disk),
        subscriptions=(
            session.link.changed.connect(link_changed),
            app.settings.observe(declared.MAX_OPENS, gate.set_limit),
            app.settings.observe(declared.EXPORT_JOBS, exports_limit),
            app.settings.observe(declared.ONLINE_ONLY, lambda only: tree.filter(online_only=only)),
            wall.follow(layouts),
            retrievals.activated.connect(lambda entry: viewings.under("" if entry is None else entry.number)),
        ),
    )


def _bookmarks(app: AppContext, session: Session) -> Bookmarks:
    """Return the bookmarks of one sign-in: on the platform where it keeps them, and those of this machine."""
    folder = app.profile.account_dir(session.address, session.account.user)
    file = JsonFile(folder / "bookmarks.json")
    local = LocalKeeper(file, session.account.user, session.clock, app.lanes.storage)
    platform = PlatformKeeper(session.archive) if "bookmarks" in session.platform.features else None
    return Bookmarks(platform, local)

"""What lives how long: the process, and one sign-in; frozen groups of services, passed, never global."""

from dataclasses import dataclass

from desktop.audit.register import AccessRegister
from desktop.errors import AppError
from desktop.lanes import Lanes
from desktop.log import LogRing
from desktop.ports import Clock, DocumentPrinter, Unsubscribe
from desktop.profile import Profile
from desktop.services.admission import OpenGate
from desktop.services.alarm_history import AlarmHistory
from desktop.services.bookmarks import Bookmarks
from desktop.services.browsing.service import BrowsingService
from desktop.services.camera_lists import Favourites, Recents
from desktop.services.clock_errors import ClockErrors
from desktop.services.copies import LocalCopies
from desktop.services.directory import DirectoryService
from desktop.services.exports.service import ExportService
from desktop.services.exports.worker import NewWorker
from desktop.services.layouts import WallMemory
from desktop.services.mark_search import MarkSearch
from desktop.services.operations import OperationLog
from desktop.services.playback import PlaybackService
from desktop.services.recordings import RecordingService
from desktop.services.retrievals import RetrievalService
from desktop.services.search import SearchService
from desktop.services.snapshots.service import SnapshotService
from desktop.services.streams import StreamService
from desktop.services.thumbnails import Thumbnails
from desktop.session.manager import SessionManager
from desktop.session.session import Session
from desktop.session.vault import Vault
from desktop.settings.store import Settings
from desktop.stores.directory_store import DirectoryStore
from desktop.stores.layout_store import LayoutStore


@dataclass(frozen=True, slots=True)
class AppContext:
    """What lives as long as the process."""

    profile: Profile
    settings: Settings
    clock: Clock
    lanes: Lanes
    sessions: SessionManager
    log_ring: LogRing
    operations: OperationLog
    vault: Vault
    new_export_worker: NewWorker
    printer: DocumentPrinter


@dataclass(frozen=True, slots=True)
class SessionContext:
    """What lives as long as one sign-in: everything that the windows of that person work with."""

    session: Session
    layouts: LayoutStore
    tree: DirectoryStore
    directory: DirectoryService
    search: SearchService
    streams: StreamService
    favourites: Favourites
    recents: Recents
    wall: WallMemory
    gate: OpenGate
    recordings: RecordingService
    mark_search: MarkSearch
    playback: PlaybackService
    thumbnails: Thumbnails
    bookmarks: Bookmarks
    alarm_history: AlarmHistory
    register: AccessRegister
    retrievals: RetrievalService
    exports: ExportService
    snapshots: SnapshotService
    browsing: BrowsingService
    clock_errors: ClockErrors
    copies: LocalCopies
    subscriptions: tuple[Unsubscribe, ...] = ()

    async def start(self) -> AppError | None:
        """Go on with exports, load the tree's tops and follow the changes; return why the tree did not come.

        It is no reason to give up: the tree says so itself and can be asked again.
        """
        await self.exports.start()
        self.copies.start()
        try:
            await self.directory.start()
        except AppError as error:
            return error
        return None

    async def close(self) -> None:
        """Stop everything and write what is unsaved."""
        for unsubscribe in self.subscriptions:
            unsubscribe()
        await self.snapshots.close()
        await self.browsing.close()
        await self.exports.close()
        await self.copies.close()
        await self.clock_errors.close()
        await self.retrievals.close()
        await self.playback.close()
        for service in (self.recordings, self.thumbnails, self.alarm_history, self.bookmarks):
            await service.close()
        await self.register.close()
        await self.search.close()
        await self.directory.close()
        for kept in (self.favourites, self.recents, self.wall):
            kept.flush()

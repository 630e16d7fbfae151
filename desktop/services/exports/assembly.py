"""How the parts of taking footage out are put together for one sign-in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.audit.register import AccessRegister
from desktop.lanes import Lanes
from desktop.ports import Clock, DocumentPrinter
from desktop.services.author import Author
from desktop.services.clock_errors import ClockErrors
from desktop.services.exports.entries import ExportEntries
from desktop.services.exports.finishing import Finisher
from desktop.services.exports.journal import Journal
from desktop.services.exports.packing import Maker
from desktop.services.exports.queue import ExportQueue, QueueParts
from desktop.services.exports.service import ExportService, ServiceParts
from desktop.services.exports.tickets import TicketDesk
from desktop.services.exports.worker import NewWorker
from desktop.services.retrievals import RetrievalService
from desktop.session.session import Session
from desktop.session.vault import Vault
from desktop.settings import declared
from desktop.settings.store import Settings


@dataclass(frozen=True, slots=True)
class ExportNeeds:
    """What they are made of; `folder` is where the journal is kept."""

    session: Session
    settings: Settings
    clock: Clock
    lanes: Lanes
    vault: Vault
    register: AccessRegister
    retrievals: RetrievalService
    new_worker: NewWorker
    printer: DocumentPrinter
    clock_errors: ClockErrors
    author: Author
    folder: Path


def maker_of(needs: ExportNeeds) -> Maker:
    """Return who seals packages."""
    session, lanes = needs.session, needs.lanes
    return Maker(
        account=session.account,
        platform=session.platform,
        settings=needs.settings,
        clock=needs.clock,
        register=needs.register,
        keys=needs.vault.store,
        key_lane=lanes.secrets,
        bulk=lanes.disk,
        printer=needs.printer,
        clock_error=needs.clock_errors.printed,
    )


def export_service(needs: ExportNeeds) -> tuple[ExportService, Callable[[int], None]]:
    """Return the service, and what sets how many jobs are at work at the same time."""
    session, clock, lanes = needs.session, needs.clock, needs.lanes
    desk = TicketDesk(session.archive, needs.retrievals, clock)
    journal = Journal(needs.folder, lanes.storage)
    entries = ExportEntries(needs.register, needs.author)
    maker = maker_of(needs)
    finisher = Finisher(maker, desk, journal, entries, needs.register, needs.new_worker, lanes.disk)
    parts = QueueParts(needs.new_worker, desk, journal, entries, finisher, clock, lanes.disk, session.trust)
    queue = ExportQueue(parts, needs.settings.get(declared.EXPORT_JOBS))
    service = ExportService(
        ServiceParts(
            account=session.account,
            archive=session.archive,
            directory=session.directory,
            desk=desk,
            journal=journal,
            queue=queue,
            entries=entries,
            clock=clock,
            disk=lanes.disk,
        )
    )
    return service, queue.set_limit

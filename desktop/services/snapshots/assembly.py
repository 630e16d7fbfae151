"""How the parts of taking pictures are put together for one sign-in."""

from desktop.services.exports.assembly import ExportNeeds, maker_of
from desktop.services.snapshots.entries import SnapshotEntries
from desktop.services.snapshots.grabber import Grabber
from desktop.services.snapshots.service import SnapshotParts, SnapshotService
from desktop.services.streams import StreamService


def snapshot_service(needs: ExportNeeds, streams: StreamService) -> SnapshotService:
    """Return the service; it shares what exports are made of."""
    session = needs.session
    return SnapshotService(
        SnapshotParts(
            session=session,
            settings=needs.settings,
            streams=streams,
            retrievals=needs.retrievals,
            grabber=Grabber(needs.new_worker, needs.clock),
            entries=SnapshotEntries(needs.register, needs.author),
            maker=maker_of(needs),
            disk=needs.lanes.disk,
        )
    )

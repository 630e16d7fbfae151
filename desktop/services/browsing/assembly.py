"""How the parts of making browsing copies are put together for one sign-in."""

from desktop.services.browsing.coder import Coder
from desktop.services.browsing.entries import BrowsingEntries
from desktop.services.browsing.service import BrowsingParts, BrowsingService
from desktop.services.exports.assembly import ExportNeeds, maker_of
from desktop.services.snapshots.grabber import Grabber


def browsing_service(needs: ExportNeeds) -> BrowsingService:
    """Return the service; it shares what exports are made of."""
    session = needs.session
    return BrowsingService(
        BrowsingParts(
            session=session,
            retrievals=needs.retrievals,
            coder=Coder(needs.new_worker),
            grabber=Grabber(needs.new_worker, needs.clock),
            entries=BrowsingEntries(needs.register, needs.author),
            maker=maker_of(needs),
            disk=needs.lanes.disk,
        )
    )

"""What the windows of requests and exports work with."""

from dataclasses import dataclass

from desktop.audit.register import AccessRegister
from desktop.contexts import AppContext
from desktop.domain.account import Account
from desktop.services.browsing.service import BrowsingService
from desktop.services.copies import LocalCopies
from desktop.services.directory import DirectoryService
from desktop.services.exports.service import ExportService
from desktop.services.recordings import RecordingService
from desktop.services.retrievals import RetrievalService
from desktop.services.search import SearchService


@dataclass(frozen=True, slots=True)
class EvidenceServices:
    """Services of one sign-in; `search` is one of their own, so that the directory keeps what it shows."""

    app: AppContext
    account: Account
    register: RetrievalService
    exports: ExportService
    copies: LocalCopies
    recordings: RecordingService
    directory: DirectoryService
    search: SearchService
    chain: AccessRegister
    browsing: BrowsingService
    platform_name: str

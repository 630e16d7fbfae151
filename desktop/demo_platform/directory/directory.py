"""The one door to regions and cameras: it opens only for an account, and shows only its part."""

from dataclasses import dataclass

from desktop.demo_platform.accounts.account import Account
from desktop.demo_platform.directory.cameras import Cameras
from desktop.demo_platform.directory.changes import ChangeLog
from desktop.demo_platform.directory.paths import Paths
from desktop.demo_platform.directory.regions import Regions
from desktop.demo_platform.directory.scope import scope_of
from desktop.demo_platform.directory.search import Search
from desktop.demo_platform.storage.database import Database


@dataclass(frozen=True, slots=True)
class Directory:
    """What one account may see; made for each request."""

    regions: Regions
    cameras: Cameras
    search: Search
    changes: ChangeLog


class Directories:
    """Opens the directory for accounts."""

    def __init__(self, database: Database, instance_id: str) -> None:
        self._database = database
        self._paths = Paths(database)
        self._instance_id = instance_id

    def open(self, account: Account) -> Directory:
        """Return the directory as the account may see it."""
        scope = scope_of(account, self._database.reader())
        cameras = Cameras(self._database, self._paths, scope)
        return Directory(
            Regions(self._database, self._paths, scope),
            cameras,
            Search(cameras, scope),
            ChangeLog(self._database, scope, self._instance_id),
        )

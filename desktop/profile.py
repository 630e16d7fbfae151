"""Where this program keeps its files, per person and per platform and account."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from desktop.domain.address import PlatformAddress

APP = "xueliang-wall"


@dataclass(frozen=True, slots=True)
class Profile:
    """A folder with everything that the program keeps, passwords excepted."""

    directory: Path

    @classmethod
    def default(cls) -> "Profile":
        """Return this person's own profile."""
        return cls(Path(platformdirs.user_data_dir(APP, appauthor=False)))

    @property
    def settings_file(self) -> Path:
        """The settings."""
        return self.directory / "settings.json"

    @property
    def certificates_file(self) -> Path:
        """The certificates that the person trusted."""
        return self.directory / "certificates.json"

    @property
    def register_file(self) -> Path:
        """The register of who looked at what."""
        return self.directory / "register.sqlite3"

    @property
    def scans_dir(self) -> Path:
        """The scans of legal documents that this machine keeps for platforms that keep none."""
        return self.directory / "scans"

    @property
    def log_file(self) -> Path:
        """The log."""
        return self.directory / "log" / "xueliang.log"

    def account_dir(self, address: PlatformAddress, user: str) -> Path:
        """Return the folder of one account on one platform; its name is readable and unambiguous."""
        exact = f"{address.url}\n{user}"
        readable = re.sub(r"[^\w.-]+", "_", f"{user}@{address.host}")[:60]
        return self.directory / "accounts" / f"{readable}-{hashlib.sha256(exact.encode()).hexdigest()[:12]}"

"""Which versions this program runs on, for the about box and for reports."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion

from player.api import PlayerFactory

_PACKAGES = ("PySide6-Essentials", "qasync", "python-vlc", "av", "requests", "keyring")


def versions(players: PlayerFactory) -> dict[str, str]:
    """Return names and versions; what is not installed as a package is left out."""
    found = {"xueliang-wall": _package("xueliang-wall") or "0.1.0", "python": platform.python_version()}
    found["qt"] = str(qVersion())
    found |= {name: number for name in _PACKAGES if (number := _package(name))}
    return found | players.versions()


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""

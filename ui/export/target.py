"""Where packages go, and how much room there is."""

import shutil
from pathlib import Path

from PySide6.QtCore import QStandardPaths

FOLDER_NAME = "雪亮取证"  # each in its own language
"""The folder in Documents where nothing else is set; a name of the product, the same in every language."""


def usual_folder() -> Path:
    """Return where packages go when nothing else is set."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / FOLDER_NAME


def free_bytes(folder: Path) -> int | None:
    """Return the room where a folder stands or will stand, None where nobody can tell; blocks."""
    for candidate in (folder, *folder.parents):
        try:
            return shutil.disk_usage(candidate).free
        except OSError:
            continue
    return None

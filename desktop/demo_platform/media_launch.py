"""Starts the media node while the database is still being made: it loads, then waits for the file."""

import os
import select
import sys
from argparse import ArgumentParser
from pathlib import Path

from desktop.demo_platform.media.__main__ import main
from desktop.demo_platform.storage.database import FILE_NAME

_LOOK_EVERY_S = 0.01


def _wait_for(database: Path) -> bool:
    """Return True when the database is there, False when standard input closes first."""
    while not database.is_file():
        readable, _, _ = select.select([0], [], [], _LOOK_EVERY_S)
        if readable and not os.read(0, 1024):
            return False
    return True


if __name__ == "__main__":
    parser = ArgumentParser(add_help=False)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_known_args()[0].data
    sys.exit(main(sys.argv[1:]) if _wait_for(folder / FILE_NAME) else 0)

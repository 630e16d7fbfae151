"""`python -m desktop.demo_platform.generator`: make the database from seed and scale."""

import argparse
import os
import sqlite3
import sys
import threading
from pathlib import Path

from desktop.demo_platform.generator.build import Recipe, ensure_database, report


def main() -> int:
    """Make the database that the arguments describe; return the status for the shell."""
    parser = argparse.ArgumentParser(prog="python -m desktop.demo_platform.generator", description=__doc__)
    parser.add_argument("--path", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--scale", type=float, required=True)
    options = parser.parse_args()
    if not sys.stdin.isatty():
        threading.Thread(target=_end_with_parent, name="stdin", daemon=True).start()
    try:
        ensure_database(options.path, Recipe(options.seed, options.scale))
    except (OSError, sqlite3.Error) as error:
        report(f"{options.path}: {error}")
        return 1
    return 0


def _end_with_parent() -> None:
    """Nobody waits for this database any more when standard input closes."""
    while os.read(0, 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())

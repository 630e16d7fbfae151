"""`python -m desktop`: the wall, or one of its sub-commands."""

import logging
import os
import sys

from desktop.cli import main


def leave(code: int) -> None:
    """End the process; with Qt at once, because the interpreter's farewell to it only takes time."""
    if "PySide6" not in sys.modules:
        sys.exit(code)
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main(sys.argv[1:]))

"""`python -m desktop`: the wall, or one of its sub-commands."""

import logging
import os
import sys

from desktop.cli import main
from desktop.console import in_utf8, speak_chinese, until_nobody_reads


def leave(code: int) -> None:
    """End the process; with Qt at once, because the interpreter's farewell to it only takes time."""
    if "PySide6" not in sys.modules:
        sys.exit(code)
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    in_utf8()
    speak_chinese()
    leave(until_nobody_reads(lambda: main(sys.argv[1:])))

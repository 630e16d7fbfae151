"""Starts the media node in two steps: it loads at once, and begins to serve when a line on stdin says so.

In between the database is made (at the first start), or the platform pretends to be away (in a restart).
"""

import os
import sys

from desktop.demo_platform.media.__main__ import main


def _may_go() -> bool:
    """Return True after the first line of standard input, False when it closes without one."""
    while data := os.read(0, 1):
        if data == b"\n":
            return True
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if _may_go() else 0)

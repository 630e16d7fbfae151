"""`python -m desktop`: the wall, or one of its sub-commands."""

import sys

from desktop.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

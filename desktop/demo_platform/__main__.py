"""`python -m desktop.demo_platform`: run the platform, or write its OpenAPI document."""

import asyncio
import sys

from desktop.demo_platform.failures import StartError
from desktop.demo_platform.generator.build import report
from desktop.demo_platform.options import parse
from desktop.demo_platform.run import serve
from desktop.demo_platform.storage.folder_lock import folder_for_us_alone


def main(arguments: list[str]) -> int:
    """Run a command; return the status for the shell."""
    if arguments[:1] == ["openapi"]:
        from desktop.demo_platform.openapi import main as write_document  # noqa: PLC0415 - loads the web framework

        return write_document(arguments[1:])
    options = parse(arguments)
    try:
        with folder_for_us_alone(options.data):
            asyncio.run(serve(options))
    except StartError as error:
        report(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

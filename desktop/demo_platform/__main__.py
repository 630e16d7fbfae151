"""`python -m desktop.demo_platform`: run the platform, or write its OpenAPI document."""

import asyncio
import sys
from importlib import import_module

from desktop.demo_platform.failures import StartError
from desktop.demo_platform.generator.build import Recipe, report
from desktop.demo_platform.generator.process import database_in_the_making
from desktop.demo_platform.options import Options, parse
from desktop.demo_platform.run import serve
from desktop.demo_platform.storage.database import FILE_NAME
from desktop.demo_platform.storage.folder_lock import folder_for_us_alone


def main(arguments: list[str]) -> int:
    """Run a command; return the status for the shell."""
    if arguments[:1] == ["openapi"]:
        from desktop.demo_platform.openapi import main as write_document  # noqa: PLC0415 - loads the web framework

        return write_document(arguments[1:])
    options = parse(arguments)
    try:
        with folder_for_us_alone(options.data):
            _run(options)
    except StartError as error:
        report(str(error))
        return 1
    return 0


def _run(options: Options) -> None:
    recipe = Recipe(options.seed, options.scale)
    with database_in_the_making(options.data / FILE_NAME, recipe) as is_being_made:
        if is_being_made:  # in another process, while the web framework loads in this one
            import_module("desktop.demo_platform.server")
    asyncio.run(serve(options))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m desktop.demo_platform`: run the platform, or write its OpenAPI document."""

import asyncio
import sys
from importlib import import_module
from pathlib import Path

from desktop.demo_platform.failures import StartError
from desktop.demo_platform.generator.build import Recipe, report
from desktop.demo_platform.generator.process import database_in_the_making
from desktop.demo_platform.options import parse
from desktop.demo_platform.run import serve
from desktop.demo_platform.storage.database import FILE_NAME


def main(arguments: list[str]) -> int:
    """Run a command; return the status for the shell."""
    if arguments[:1] == ["openapi"]:
        from desktop.demo_platform.openapi import main as write_document  # noqa: PLC0415 - loads the web framework

        return write_document(arguments[1:])
    options = parse(arguments)
    try:
        _make_folder(options.data)
        with database_in_the_making(options.data / FILE_NAME, Recipe(options.seed, options.scale)) as making:
            if making:  # in another process, while the web framework loads in this one
                import_module("desktop.demo_platform.server")
        asyncio.run(serve(options))
    except StartError as error:
        report(str(error))
        return 1
    return 0


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StartError(f"{path}: {error.strerror}") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

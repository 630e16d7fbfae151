"""`python -m desktop.demo_platform`: run the platform, or write its OpenAPI document."""

import asyncio
import sys

from desktop.demo_platform.generator.build import Recipe, ensure_database, report
from desktop.demo_platform.options import Options, parse
from desktop.demo_platform.storage.database import FILE_NAME, Database


def main(arguments: list[str]) -> int:
    """Run a command; return the status for the shell."""
    if arguments[:1] == ["openapi"]:
        from desktop.demo_platform.openapi import main as write_document  # noqa: PLC0415 - loads the web framework

        return write_document(arguments[1:])
    options = parse(arguments)
    options.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    ensure_database(options.data / FILE_NAME, Recipe(options.seed, options.scale))
    try:
        asyncio.run(_serve(options))
    except OSError as error:
        report(f"cannot listen on {options.host}:{options.port}: {error.strerror or error}")
        return 1
    return 0


async def _serve(options: Options) -> None:
    from desktop.demo_platform import tls  # noqa: PLC0415 - only where it is needed
    from desktop.demo_platform.codec_choice import apply_codec  # noqa: PLC0415
    from desktop.demo_platform.server import PlatformServer  # noqa: PLC0415 - the web framework comes last

    files = None
    if options.private_ca:
        files = tls.private_ca(options.data / "tls", options.host)
    elif options.tls_cert is not None and options.tls_key is not None:
        files = tls.TlsFiles(options.tls_cert, options.tls_key, None)
    database = Database(options.data / FILE_NAME)
    try:
        apply_codec(database, options.codec)
        await PlatformServer(options, database, files).run()
    finally:
        database.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

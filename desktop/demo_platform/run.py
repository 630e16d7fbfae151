"""Brings the parts of the platform up side by side, and runs the server."""

import asyncio
from importlib import import_module

from desktop.demo_platform.generator.build import Recipe
from desktop.demo_platform.generator.process import DatabaseMaking
from desktop.demo_platform.media_process import MediaProcess
from desktop.demo_platform.options import Options
from desktop.demo_platform.storage.database import FILE_NAME, Database


async def serve(options: Options) -> None:
    """Serve until asked to stop; StartError when something is in the way."""
    making = DatabaseMaking(options.data / FILE_NAME, Recipe(options.seed, options.scale))
    media = MediaProcess(options.data, options.host, options.footage_cache, rtsp=options.rtsp)
    try:
        media.begin()
        await asyncio.sleep(0)  # both are processes on their way; meanwhile the web framework loads here
        import_module("desktop.demo_platform.server")
        await asyncio.to_thread(making.wait)
        await _serve(options, media)
    finally:
        making.cancel()
        await media.stop()


async def _serve(options: Options, media: MediaProcess) -> None:
    from desktop.demo_platform.codec_choice import apply_codec  # noqa: PLC0415
    from desktop.demo_platform.server import PlatformServer  # noqa: PLC0415
    from desktop.demo_platform.tls import tls_files  # noqa: PLC0415

    database = Database(options.data / FILE_NAME)
    try:
        apply_codec(database, options.codec)
        await PlatformServer(options, database, tls_files(options), media).run()
    finally:
        database.close()

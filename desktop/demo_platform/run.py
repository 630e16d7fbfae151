"""Opens the database, starts the media node, and runs the server."""

import asyncio

from desktop.demo_platform.media_process import MediaProcess
from desktop.demo_platform.options import Options
from desktop.demo_platform.storage.database import FILE_NAME, Database


async def serve(options: Options) -> None:
    """Serve until asked to stop; StartError when the port cannot be had."""
    media = MediaProcess(options.data, options.host, rtsp=options.rtsp)
    media.begin()
    await asyncio.sleep(0)  # the media node is on its way; meanwhile the web framework loads
    from desktop.demo_platform.codec_choice import apply_codec  # noqa: PLC0415
    from desktop.demo_platform.server import PlatformServer  # noqa: PLC0415
    from desktop.demo_platform.tls import tls_files  # noqa: PLC0415

    database = Database(options.data / FILE_NAME)
    try:
        apply_codec(database, options.codec)
        await PlatformServer(options, database, tls_files(options), media).run()
    finally:
        await media.stop()
        database.close()

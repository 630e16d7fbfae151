"""The API's listening socket."""

import asyncio
import socket

from desktop.demo_platform.failures import StartError

_BACKLOG = 256
_TRY_EVERY_S = 0.1


async def listen(host: str, port: int, *, patience_s: float) -> socket.socket:
    """Return a socket that listens there; StartError when that fails for longer than our patience."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience_s
    while True:
        try:
            return _listener(host, port)
        except OSError as error:
            if loop.time() >= deadline:
                raise StartError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
        await asyncio.sleep(_TRY_EVERY_S)


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delay off only where the protocol is named: 40 ms for every answer otherwise.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener

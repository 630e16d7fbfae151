"""RTSP for the media node: a program of its own, run by the system's Python, which has GStreamer.

It imports nothing of this package. For each client it opens the node's relay with the client's ticket and
pays the pictures out as RTP over the RTSP connection. The first line of standard input is the key that
opens the relay; when standard input closes, the program ends. Its first output line is `{"rtsp_port": n}`.
"""

import argparse
import contextlib
import json
import socket
import struct
import sys
import threading
from typing import Any

try:
    import gi

    gi.require_version("Gst", "1.0")
    gi.require_version("GstRtsp", "1.0")
    gi.require_version("GstRtspServer", "1.0")
    from gi.repository import GLib, Gst, GstRtsp, GstRtspServer
except (ImportError, ValueError) as error:
    sys.stderr.write(f"rtsp gateway: GStreamer's RTSP server is not installed: {error}\n")
    sys.exit(3)

Foreign = Any
"""GStreamer's objects have no types."""

_HEADER = struct.Struct(">IQ?")
_CODEC_BYTES = 8
_MAX_UNIT_BYTES = 8 << 20
_CONNECT_S = 20.0
_OK = 200
_LAUNCH = {
    "h264": (
        "video/x-h264,stream-format=byte-stream,alignment=au",
        "rtph264pay name=pay0 pt=96 config-interval=-1 aggregate-mode=none",
    ),
    "h265": (
        "video/x-h265,stream-format=byte-stream,alignment=au",
        "rtph265pay name=pay0 pt=96 config-interval=-1 aggregate-mode=none",
    ),
    "mpeg4": ("video/mpeg,mpegversion=4,systemstream=false", "rtpmp4vpay name=pay0 pt=96 config-interval=1"),
}
_SOURCE = "appsrc name=source is-live=true format=time block=false max-bytes=4000000"
_STATUS = {
    400: GstRtsp.RTSPStatusCode.BAD_REQUEST,
    401: GstRtsp.RTSPStatusCode.UNAUTHORIZED,
    403: GstRtsp.RTSPStatusCode.FORBIDDEN,
    404: GstRtsp.RTSPStatusCode.NOT_FOUND,
    500: GstRtsp.RTSPStatusCode.INTERNAL_SERVER_ERROR,
    503: GstRtsp.RTSPStatusCode.SERVICE_UNAVAILABLE,
}


class RefusedError(Exception):
    """The node refused a stream with this HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


class Relay:
    """One open stream of the node; `close` may be called from any thread."""

    def __init__(self, connection: socket.socket, path: str, key: str) -> None:
        self._connection = connection
        self._file = connection.makefile("rb")
        request = f"GET {path} HTTP/1.1\r\nHost: node\r\nX-Gateway-Key: {key}\r\n\r\n"
        connection.sendall(request.encode("ascii"))
        status = int(self._file.readline(256).split(b" ")[1])
        if status != _OK:
            raise RefusedError(status)
        while self._file.readline(1024).strip():
            pass
        self.codec = self._exactly(_CODEC_BYTES).decode("ascii").strip()
        connection.settimeout(None)

    def read(self) -> tuple[bytes, int]:
        """Return the next picture and its milliseconds; EOFError at the end."""
        size, millis, _ = _HEADER.unpack(self._exactly(_HEADER.size))
        if size > _MAX_UNIT_BYTES:
            raise EOFError
        return self._exactly(size), millis

    def close(self) -> None:
        """Hang up; a reader in another thread then meets the end."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        self._connection.close()

    def _exactly(self, size: int) -> bytes:
        data = self._file.read(size)
        if len(data) < size:
            raise EOFError
        return data


class Node:
    """The media node as the gateway sees it."""

    def __init__(self, address: str, key: str) -> None:
        self._host, _, port = address.rpartition(":")
        self._port = int(port)
        self._key = key

    def open(self, path: str, query: str) -> Relay:
        """Open `/live/CAMERA/ROLE` with a ticket; RefusedError when the node says no."""
        parts = path.strip("/").split("/")
        if len(parts) < 3 or parts[0] != "live":
            raise RefusedError(404)
        connection = None
        try:
            connection = socket.create_connection((self._host.strip("[]"), self._port), _CONNECT_S)
            return Relay(connection, f"/relay/{parts[1]}/{parts[2]}?{query}", self._key)
        except (OSError, EOFError, ValueError, IndexError, RefusedError) as error:
            if connection is not None:
                connection.close()
            raise error if isinstance(error, RefusedError) else RefusedError(503) from error


class Feeder(threading.Thread):
    """Carries pictures from a relay into a pipeline until one of them ends."""

    def __init__(self, relay: Relay, source: Foreign, client: Foreign) -> None:
        super().__init__(daemon=True, name="feeder")
        self._relay, self._source, self._client = relay, source, client

    def run(self) -> None:
        """Push pictures; when the node ends the stream, close the client's connection."""
        start: int | None = None
        try:
            while True:
                data, millis = self._relay.read()
                start = millis if start is None else start
                buffer = Gst.Buffer.new_wrapped(data)
                buffer.pts = buffer.dts = (millis - start) * Gst.MSECOND
                if self._source.emit("push-buffer", buffer) != Gst.FlowReturn.OK:
                    return
        except (OSError, EOFError, ValueError):
            client = self._client
            if client is not None:
                GLib.idle_add(_close, client)
        finally:
            self._relay.close()

    def stop(self, *_: object) -> None:
        """Let the thread end soon."""
        self._client = None
        self._relay.close()


class LiveFactory(GstRtspServer.RTSPMediaFactory):  # type: ignore[misc]
    """Builds a pipeline for every client that the node admits.

    GStreamer serves each client on a thread of its own and calls back in the order `admit`,
    `do_create_element`, `_configure`; what one hands to the next is kept under the thread's number (a
    `threading.local` does not last between two calls from a foreign thread).
    """

    def __init__(self, node: Node, mounts: Foreign) -> None:
        super().__init__()
        self._node = node
        self._mounts = mounts
        self._admitted: dict[int, tuple[Relay, Foreign]] = {}
        self.set_shared(False)
        self.set_latency(0)
        self.set_protocols(GstRtsp.RTSPLowerTrans.TCP)
        self.connect("media-configure", self._configure)

    def welcome(self, _: Foreign, client: Foreign) -> None:
        """Follow a new client's requests."""
        client.connect("pre-describe-request", self.admit)
        client.connect("play-request", _hurry)

    def admit(self, client: Foreign, context: Foreign) -> Foreign:
        """Ask the node before a DESCRIBE is answered, so that the client learns the true reason."""
        thread = threading.get_native_id()
        unused = self._admitted.pop(thread, None)
        if unused is not None:
            unused[0].close()
        uri = context.uri
        try:
            relay = self._node.open(uri.abspath, uri.query or "")
        except RefusedError as error:
            return _STATUS.get(error.status, GstRtsp.RTSPStatusCode.SERVICE_UNAVAILABLE)
        self._admitted[thread] = relay, client
        self._mounts.add_factory(uri.abspath, self)  # DESCRIBE wants the exact path mounted
        return GstRtsp.RTSPStatusCode.OK

    def do_create_element(self, uri: Foreign) -> Foreign:
        """Return the pipeline for a client; None when the node refuses."""
        thread = threading.get_native_id()
        try:
            if thread not in self._admitted:
                self._admitted[thread] = self._node.open(uri.abspath, uri.query or ""), None
            caps, payer = _LAUNCH[self._admitted[thread][0].codec]
        except (RefusedError, KeyError):
            return None
        return Gst.parse_launch(f"( {_SOURCE} caps={caps} ! {payer} )")

    def _configure(self, _: Foreign, media: Foreign) -> None:
        relay, client = self._admitted.pop(threading.get_native_id())
        feeder = Feeder(relay, media.get_element().get_by_name("source"), client)
        media.connect("unprepared", feeder.stop)
        feeder.start()


def _hurry(_: Foreign, context: Foreign) -> None:
    """Let the cached pictures out at once; PLAY itself has just switched the pacing on."""
    if context.media is not None:
        context.media.set_rate_control(False)


def _close(client: Foreign) -> bool:
    client.close()
    return False


def main() -> int:
    """Serve until standard input closes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--node", required=True, help="the media node's host:port")
    options = parser.parse_args()
    key = sys.stdin.readline().strip()
    Gst.init(None)
    loop = GLib.MainLoop()
    server = GstRtspServer.RTSPServer()
    server.set_address(options.host)
    server.set_service(str(options.port))
    server.get_thread_pool().set_max_threads(-1)
    factory = LiveFactory(Node(options.node, key), server.get_mount_points())
    server.connect("client-connected", factory.welcome)
    if not server.attach(None):
        sys.stderr.write("rtsp gateway: the port is taken\n")
        return 1
    sys.stdout.write(json.dumps({"rtsp_port": server.get_bound_port()}) + "\n")
    sys.stdout.flush()
    threading.Thread(target=lambda: (sys.stdin.read(), GLib.idle_add(loop.quit)), daemon=True).start()
    loop.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())

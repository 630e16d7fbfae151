"""An RTSP server for tests (GStreamer's): the clips of a folder, each from its start for each client.

Needs PyGObject, which the system's interpreter has: `/usr/bin/python3 rtsp_server.py CLIP_FOLDER` prints
{"port": N} and ends with its standard input. Besides the clips there are `vp8`, which no transport
stream carries, and `sound`, the clip h264 with a G.711 track.
"""

import json
import sys
import threading
from pathlib import Path

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

_PAYLOADERS = {
    "h264": "h264parse ! rtph264pay config-interval=0 name=pay0 pt=96",
    "h265": "h265parse ! rtph265pay config-interval=0 name=pay0 pt=96",
    "mpeg4": "mpeg4videoparse ! rtpmp4vpay config-interval=0 name=pay0 pt=96",
}
_TONE = "audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay1 pt=8"


def launch_lines(folder: Path) -> dict[str, str]:
    lines = {"vp8": "videotestsrc is-live=true ! vp8enc deadline=1 ! rtpvp8pay name=pay0 pt=96"}
    for path in folder.glob("*.mp4"):
        payloader = _PAYLOADERS.get(path.stem, _PAYLOADERS["h264"])
        lines[path.stem] = f"filesrc location={path} ! qtdemux ! {payloader}"
    lines["sound"] = f"{lines['h264']} {_TONE}"
    return lines


def main() -> int:
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    mounts = server.get_mount_points()
    for name, line in launch_lines(Path(sys.argv[1])).items():
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(f"( {line} )")
        mounts.add_factory(f"/{name}", factory)
    server.attach(None)
    print(json.dumps({"port": server.get_bound_port()}), flush=True)  # noqa: T201
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    loop.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())

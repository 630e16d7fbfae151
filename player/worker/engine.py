"""The only `import vlc`: loads libVLC, says what is missing, and makes players.

python-vlc calls `sys.exit(1)` when the path it was given is wrong and raises various errors when libVLC is
absent; here all of that becomes one `EngineMissingError` with what to install.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import av

if TYPE_CHECKING:
    import vlc

_INSTALL: Final = (
    "install libVLC: apt install libvlc5 vlc-plugin-base (Debian, Ubuntu), or VLC media player 3.0 (Windows)"
)

_ARGUMENTS: Final = (
    "--quiet",
    "--no-spu",
    "--no-osd",
    "--no-lua",
    "--no-xlib",
    "--no-audio",
    "--aout=adummy",
    "--text-renderer=tdummy",
    "--no-disable-screensaver",
    "--no-video-title-show",
    "--no-snapshot-preview",
    # Late pictures are shown: on a busy machine a late picture is better than none.
    "--no-drop-late-frames",
    "--no-skip-frames",
    "--no-avcodec-hurry-up",
    "--swscale-mode=0",
)


class EngineMissingError(Exception):
    """libVLC or PyAV cannot be used on this machine; the message says what to install."""


class Engine:
    """One libVLC instance for all players of a worker."""

    def __init__(self, *, hardware_decoding: bool = False) -> None:
        self.vlc = _load()
        arguments = [*_ARGUMENTS]
        if not (hardware_decoding and _has_gpu()):
            arguments.append("--avcodec-hw=none")
        self.instance: vlc.Instance | None = self.vlc.Instance(arguments)
        if self.instance is None:
            raise EngineMissingError("libVLC does not start; " + _INSTALL)

    def versions(self) -> dict[str, str]:
        """Return the versions of libVLC, PyAV and FFmpeg."""
        libvlc: bytes = self.vlc.libvlc_get_version()
        return {
            "libvlc": libvlc.decode(errors="replace").split(" ")[0],
            "pyav": av.__version__,
            "ffmpeg": av.ffmpeg_version_info,
        }

    def new_player(self, descriptor: int, options: list[str]) -> Any:  # noqa: ANN401 (python-vlc has no types)
        """Return a libVLC player that will read an MPEG transport stream from `descriptor`."""
        assert self.instance is not None
        if os.path.exists(f"/dev/fd/{descriptor}"):  # noqa: PTH110 (a device, not a document)
            # By this name libVLC reads as fast as data come. A plain descriptor it reads at its own pace,
            # falls behind while the decoder is busy, and then shows everything later for ever.
            media = self.instance.media_new_location(f"stream:///dev/fd/{descriptor}")
        else:
            media = self.instance.media_new_fd(descriptor)
        for option in options:
            media.add_option(option)
        player = self.instance.media_player_new()
        player.set_media(media)
        media.release()
        return player


def _has_gpu() -> bool:
    """Without a GPU libVLC would try every interface for every stream before it decodes in software."""
    return os.name == "nt" or any(Path("/dev/dri").glob("renderD*"))


def _load() -> Any:  # noqa: ANN401 (python-vlc has no types)
    try:
        import vlc  # noqa: PLC0415
    except SystemExit as error:
        raise EngineMissingError(
            "PYTHON_VLC_LIB_PATH or PYTHON_VLC_MODULE_PATH is wrong; " + _INSTALL
        ) from error
    except (ImportError, OSError, NotImplementedError, AttributeError, TypeError, NameError) as error:
        raise EngineMissingError(_INSTALL) from error
    return vlc

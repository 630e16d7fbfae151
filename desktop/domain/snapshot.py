"""Single pictures taken out: what is asked for, their names, and what their files say of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from desktop.domain.beijing import moment
from desktop.domain.camera import Camera
from desktop.domain.file_names import safe_name
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import Retrieval

MOST = 10
"""Pictures of a series: SnapNum of GB/T 28181-2022 9.14."""
LEAST_INTERVAL_MS = 1000
"""Between two pictures of a series: Interval of the same clause."""
_ID_DIGITS = 20
_PICTURE = "02"


@dataclass(frozen=True, slots=True)
class Shot:
    """Pictures that somebody wants of a camera: of the present, or of footage from an instant on."""

    camera: Camera
    at_ms: int | None = None
    """The instant on show in playback, None for the present."""
    storage: RecordStorage | None = None
    """The recording that is on show, None where the platform may choose."""
    count: int = 1
    interval_ms: int = LEAST_INTERVAL_MS

    @property
    def live(self) -> bool:
        """True when the present is wanted."""
        return self.at_ms is None

    def instant(self, index: int, now_ms: int) -> int:
        """Return the instant that a picture of the series is wanted of."""
        return now_ms if self.at_ms is None else self.at_ms + index * self.interval_ms


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was taken; hashes in lower-case hex, `picture_ms` the instant that it shows."""

    file: Path
    bytes: int
    sha256: str
    sm3: str
    width: int
    height: int
    picture_ms: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a shot; the pictures stand in `folder`, which is a package where there is an entry."""

    folder: Path
    pictures: tuple[Picture, ...]
    retrieval: Retrieval | None
    missing: int = 0
    """Pictures of the series that could not be had."""


def file_name(camera_id: str, picture_ms: int, sequence: int) -> str:
    """Return a picture's name after GB/T 28181-2022 9.14: id, 02, Beijing time to the millisecond, number.

    A camera whose id is not the standard's keeps what of it a file name can bear.
    """
    standard = len(camera_id) == _ID_DIGITS and camera_id.isascii() and camera_id.isdigit()
    name = camera_id if standard else f"{safe_name(camera_id, 60)}_"
    at = moment(picture_ms)
    return f"{name}{_PICTURE}{at:%Y%m%d%H%M%S}{at.microsecond // 1000:03d}{sequence % 100:02d}.png"


def instant_texts(picture_ms: int, *, live: bool) -> Mapping[str, str]:
    """Return what a picture's file says of its instant; who orders it tells of a measured clock."""
    at = moment(picture_ms)
    return {
        "Picture-Time-Beijing": at.isoformat(timespec="milliseconds"),
        "Picture-Time-UTC": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "Picture-Time-Source": "画面到达本机的时刻（平台时钟）" if live else "平台录像的时间",
        "Camera-Clock": "未校对",
    }

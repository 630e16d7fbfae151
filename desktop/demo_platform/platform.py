"""The running platform's services, as the API's routes get them."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.demo_platform.accounts.sessions import Sessions
from desktop.demo_platform.bookmarks import Bookmarks
from desktop.demo_platform.clock import Clock
from desktop.demo_platform.directory.directory import Directories
from desktop.demo_platform.faults.book import FaultBook
from desktop.demo_platform.live import LiveDesk
from desktop.demo_platform.playback import PlaybackDesk
from desktop.demo_platform.register import AccessRegister
from desktop.demo_platform.retrievals.book import RetrievalBook
from desktop.demo_platform.words import Feature

NAME = "雪亮演示平台"
VENDOR = "雪亮视墙"
NOTICE = "演示平台：点位、坐标与画面均为生成，不是真实监控。可用账号 zimenqiao，密码 xueliang-2026。"

FEATURES: tuple[Feature, ...] = (
    "playback",
    "stills",
    "bookmarks",
    "alarms",
    "reverse",
    "downloads",
    "retrievals",
)


@dataclass(slots=True)
class Platform:
    """One platform; `is_stopping` ends long polls early."""

    instance_id: str
    clock: Clock
    sessions: Sessions
    directories: Directories
    register: AccessRegister
    live: LiveDesk
    playback: PlaybackDesk
    bookmarks: Bookmarks
    retrievals: RetrievalBook
    faults: FaultBook
    restart: Callable[[float], None]
    public_host: str | None
    """Host in stream URLs; None = the one that the client used."""
    is_stopping: bool = False

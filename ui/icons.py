"""The product's icons: drawn as one-colour SVG, tinted when they are made, sharp at every scale."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QIcon, QIconEngine, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.theme import COLOURS, colour

_INK = "#ffffff"
"""The colour that the drawings use and that tinting replaces."""


class Icon(StrEnum):
    """Every icon; a test holds that each has a drawing and each drawing has a name."""

    ALARM = "alarm"
    ARROW_DOWN = "arrow-down"
    ARROW_UP = "arrow-up"
    ATTACHMENT = "attachment"
    BAN = "ban"
    BOOKMARK = "bookmark"
    BOOKMARK_ADD = "bookmark-add"
    BOOKMARKS = "bookmarks"
    CALENDAR = "calendar"
    CAMERA = "camera"
    CAMERA_HOUSEHOLD = "camera-household"
    CAMERA_PTZ = "camera-ptz"
    CAMERA_PUBLIC = "camera-public"
    CAPS_LOCK = "caps-lock"
    CERTIFICATE = "certificate"
    CHECK = "check"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_LEFT = "chevron-left"
    CHEVRON_RIGHT = "chevron-right"
    CLOCK = "clock"
    CLOSE = "close"
    CODEC = "codec"
    CODEC_UNSUPPORTED = "codec-unsupported"
    CONNECTING = "connecting"
    COPY = "copy"
    DOT = "dot"
    ERROR = "error"
    EXPORT = "export"
    EYE = "eye"
    EYE_OFF = "eye-off"
    FILTER = "filter"
    FOLDER = "folder"
    FROZEN = "frozen"
    FULLSCREEN = "fullscreen"
    FULLSCREEN_EXIT = "fullscreen-exit"
    GRID = "grid"
    HELP = "help"
    HIDE_EMPTY = "hide-empty"
    HOUSEHOLD_GROUP = "household-group"
    INFO = "info"
    JUMP_BACK = "jump-back"
    JUMP_FORWARD = "jump-forward"
    KEY = "key"
    KEY_FRAME = "key-frame"
    KEYBOARD = "keyboard"
    LANGUAGE = "language"
    LINK = "link"
    LIVE = "live"
    LOCK = "lock"
    LOGO = "logo"
    MAP_PIN = "map-pin"
    MARK_IN = "mark-in"
    MARK_NEXT = "mark-next"
    MARK_OUT = "mark-out"
    MARK_PREVIOUS = "mark-previous"
    MAXIMIZE = "maximize"
    MINIMIZE_WINDOW = "minimize-window"
    MINUS = "minus"
    NO_SIGNAL = "no-signal"
    OK = "ok"
    ONLINE = "online"
    PANEL_LEFT = "panel-left"
    PAUSE = "pause"
    PERSON_ADD = "person-add"
    PLAY = "play"
    PLAYBACK = "playback"
    PLUS = "plus"
    PRINT = "print"
    QUEUED = "queued"
    QUIT = "quit"
    REDO = "redo"
    REFRESH = "refresh"
    REGION_CITY = "region-city"
    REGION_COUNTY = "region-county"
    REGION_GROUP = "region-group"
    REGION_TOWN = "region-town"
    REGION_VILLAGE = "region-village"
    REGISTER = "register"
    REGISTER_ADD = "register-add"
    REVERSE = "reverse"
    REWIND = "rewind"
    REWIND_WALL = "rewind-wall"
    ROAD = "road"
    SAVE = "save"
    SEARCH = "search"
    SERVER = "server"
    SETTINGS = "settings"
    SHIELD = "shield"
    SHIELD_ALERT = "shield-alert"
    SIGN_OUT = "sign-out"
    SKIP_BACK = "skip-back"
    SKIP_FORWARD = "skip-forward"
    SNAPSHOT = "snapshot"
    SPLIT = "split"
    STAMP = "stamp"
    STAR = "star"
    STAR_FILLED = "star-filled"
    STEP_BACK = "step-back"
    STEP_FORWARD = "step-forward"
    SWAP = "swap"
    TRASH = "trash"
    UNDO = "undo"
    UNLINK = "unlink"
    UNREACHABLE = "unreachable"
    USER = "user"
    USER_SWITCH = "user-switch"
    WALL = "wall"
    WARNING = "warning"


class _LazyIcon(QIconEngine):
    """Draws an icon at the size that is asked for, when it is asked for.

    Drawing all sizes of all icons ahead cost half a second at the start.
    """

    def __init__(self, name: Icon, tint: str, *, slashed: bool) -> None:
        super().__init__()
        self._name, self._tint, self._slashed = name, tint, slashed

    def clone(self) -> QIconEngine:
        """Return a copy, as QIcon asks for when it detaches."""
        return _LazyIcon(self._name, self._tint, slashed=self._slashed)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """Return the drawing in device pixels; greyed where disabled."""
        tint = COLOURS.text_disabled if mode is QIcon.Mode.Disabled else self._tint
        side = max(1, min(size.width(), size.height()))
        return pixmap(self._name, side, tint, slashed=self._slashed)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into a rectangle."""
        scale = painter.device().devicePixelRatio()
        drawn = self.pixmap(rect.size() * scale, mode, state)
        side = round(drawn.width() / scale)
        left = rect.x() + (rect.width() - side) // 2
        top = rect.y() + (rect.height() - side) // 2
        painter.drawPixmap(QRect(left, top, side, side), drawn)


@cache
def icon(name: Icon, tint: str = COLOURS.text_dim, *, slashed: bool = False) -> QIcon:
    """Return an icon in a colour; disabled states are greyed, `slashed` strikes it through (offline)."""
    return QIcon(_LazyIcon(name, tint, slashed=slashed))


@cache
def pixmap(
    name: Icon, size: int, tint: str = COLOURS.text_dim, scale: float = 1.0, *, slashed: bool = False
) -> QPixmap:
    """Return an icon of `size` device-independent pixels for a screen of the given scale."""
    made = _drawn(name, tint, round(size * scale), slashed=slashed)
    made.setDevicePixelRatio(scale)
    return made


def app_icon() -> QIcon:
    """Return the application's own icon, in its colours."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_rendered(resources.icon_text(Icon.LOGO), size))
    return made


def _drawn(name: Icon, tint: str, size: int, *, slashed: bool) -> QPixmap:
    source = resources.icon_text(name)
    made = _rendered(source if name is Icon.LOGO else source.replace(_INK, tint), size)
    if slashed:
        _strike(made, tint)
    return made


def _rendered(source: str, size: int) -> QPixmap:
    made = QPixmap(QSize(size, size))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


def _strike(target: QPixmap, tint: str) -> None:
    """Draw a bar through the drawing with a clear edge beside it, so that it reads at 16 pixels."""
    unit = target.width() / 24
    painter = QPainter(target)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ends = (QPointF(4 * unit, 3.5 * unit), QPointF(20 * unit, 20.5 * unit))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(_pen(_INK, 5.4 * unit))
    painter.drawLine(*ends)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setPen(_pen(tint, 2 * unit))
    painter.drawLine(*ends)
    painter.end()


def _pen(tint: str, width: float) -> QPen:
    return QPen(QBrush(colour(tint)), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)

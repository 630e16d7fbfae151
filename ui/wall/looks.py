"""What each tile state looks like: sign, colour, words, and what is said beneath them.

Every state differs in sign and in words, so that a waiting tile never looks like a dead one.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from desktop.domain.tile_state import TileHelp, TilePhase, TileState
from ui.i18n import translate
from ui.icons import Icon
from ui.theme import COLOURS


@dataclass(frozen=True, slots=True)
class Look:
    """The overlay of a tile that is not live."""

    icon: Icon
    tint: str
    words: str
    detail: str = ""
    slashed: bool = False
    help: StrEnum | None = None
    """What the button does; the tile that shows it knows the words (`help_text`)."""


@dataclass(frozen=True, slots=True)
class _Sign:
    icon: Icon
    tint: str
    slashed: bool = False


_SIGNS: dict[TilePhase, _Sign] = {
    TilePhase.QUEUED: _Sign(Icon.QUEUED, COLOURS.text_dim),
    TilePhase.CONNECTING: _Sign(Icon.CONNECTING, COLOURS.accent),
    TilePhase.WAITING_KEY_FRAME: _Sign(Icon.KEY_FRAME, COLOURS.accent_hover),
    TilePhase.FROZEN: _Sign(Icon.FROZEN, COLOURS.frozen),
    TilePhase.RECONNECTING: _Sign(Icon.REFRESH, COLOURS.frozen),
    TilePhase.NO_SIGNAL: _Sign(Icon.NO_SIGNAL, COLOURS.error),
    TilePhase.CAMERA_OFFLINE: _Sign(Icon.CAMERA, COLOURS.offline, slashed=True),
    TilePhase.PLATFORM_UNREACHABLE: _Sign(Icon.UNREACHABLE, COLOURS.error),
    TilePhase.NO_PERMISSION: _Sign(Icon.LOCK, COLOURS.favourite),
    TilePhase.CODEC_UNSUPPORTED: _Sign(Icon.CODEC_UNSUPPORTED, COLOURS.error),
    TilePhase.SIGNED_OUT: _Sign(Icon.KEY, COLOURS.accent),
    TilePhase.PLAYER_FAILED: _Sign(Icon.WARNING, COLOURS.error),
    TilePhase.REPLAY: _Sign(Icon.REWIND, COLOURS.replay),
}


def phase_text(phase: TilePhase) -> str:
    """Return a state in a few words, as the tile says it and as screen readers and lists do."""
    return {
        TilePhase.EMPTY: translate("Tile", "空"),
        TilePhase.LIVE: translate("Tile", "实时"),
        TilePhase.QUEUED: translate("Tile", "排队等待"),
        TilePhase.CONNECTING: translate("Tile", "正在连接"),
        TilePhase.WAITING_KEY_FRAME: translate("Tile", "等待关键帧"),
        TilePhase.FROZEN: translate("Tile", "画面停止"),
        TilePhase.RECONNECTING: translate("Tile", "正在重新连接"),
        TilePhase.NO_SIGNAL: translate("Tile", "无信号"),
        TilePhase.CAMERA_OFFLINE: translate("Tile", "摄像机离线"),
        TilePhase.PLATFORM_UNREACHABLE: translate("Tile", "平台无法连接"),
        TilePhase.NO_PERMISSION: translate("Tile", "无权查看"),
        TilePhase.CODEC_UNSUPPORTED: translate("Tile", "编码不支持"),
        TilePhase.SIGNED_OUT: translate("Tile", "登录已失效"),
        TilePhase.PLAYER_FAILED: translate("Tile", "播放组件故障"),
        TilePhase.REPLAY: translate("Tile", "即时回看"),
    }[phase]


def _detail(phase: TilePhase) -> str:
    return {
        TilePhase.QUEUED: translate("Tile", "等待前面的画面打开"),
        TilePhase.WAITING_KEY_FRAME: translate("Tile", "已连接，等待完整画面"),
        TilePhase.CAMERA_OFFLINE: translate("Tile", "上线后自动打开"),
        TilePhase.NO_PERMISSION: translate("Tile", "当前账号没有此画面的权限"),
        TilePhase.CODEC_UNSUPPORTED: translate("Tile", "本机无法解码此视频"),
        TilePhase.SIGNED_OUT: translate("Tile", "重新登录后自动恢复"),
    }.get(phase, "")


def help_text(offer: StrEnum) -> str:
    """Return the words on the button."""
    texts: dict[StrEnum, str] = {
        TileHelp.RETRY_NOW: translate("Tile", "立即重试"),
        TileHelp.SIGN_IN: translate("Tile", "重新登录"),
        TileHelp.OTHER_STREAM: translate("Tile", "换一路码流"),
        TileHelp.REMOVE: translate("Tile", "移出画面"),
    }
    return texts[offer]


_DOTS: dict[TilePhase, str] = {
    TilePhase.LIVE: COLOURS.live,
    TilePhase.EMPTY: COLOURS.border,
}


def dot_colour(phase: TilePhase) -> str:
    """Return the colour of the dot in the caption."""
    return _DOTS.get(phase) or _SIGNS[phase].tint


def look_of(state: TileState, now: float, *, reason: str = "") -> Look | None:
    """Return what to lay over the tile, None when nothing is to be said (live or empty).

    `reason` is the short text of the state's error code.
    """
    sign = _SIGNS.get(state.phase)
    if sign is None:
        return None
    words, detail = phase_text(state.phase), _detail(state.phase)
    next_try = _next_try(state, now)
    age = state.picture_age(now)
    if state.phase is TilePhase.FROZEN and age is not None:
        words = _stopped(age)
    elif state.phase in _UNDER_WAY:
        if age is not None:
            words, detail = _stopped(age), next_try or words
        elif next_try:
            words, detail = reason or words, next_try
    elif state.phase in _WITH_REASON:
        detail = " · ".join(part for part in (reason if reason != words else "", next_try) if part)
    helps = state.helps
    return Look(sign.icon, sign.tint, words, detail, sign.slashed, helps[0] if helps else None)


_UNDER_WAY = frozenset(
    {TilePhase.QUEUED, TilePhase.CONNECTING, TilePhase.WAITING_KEY_FRAME, TilePhase.RECONNECTING}
)
_WITH_REASON = frozenset({TilePhase.NO_SIGNAL, TilePhase.PLATFORM_UNREACHABLE, TilePhase.PLAYER_FAILED})


def _stopped(age: float) -> str:
    seconds = int(age)
    if seconds < 60:
        return translate("Tile", "画面停止 {n} 秒").format(n=seconds)
    if seconds < 3600:
        return translate("Tile", "画面停止 {m} 分 {s} 秒").format(m=seconds // 60, s=seconds % 60)
    return translate("Tile", "画面停止 {h} 小时 {m} 分").format(h=seconds // 3600, m=seconds % 3600 // 60)


def _next_try(state: TileState, now: float) -> str:
    if state.next_try_at is None:
        return ""
    seconds = ceil(max(0.0, state.next_try_at - now))
    return translate("Tile", "{n} 秒后重试").format(n=seconds) if seconds else ""

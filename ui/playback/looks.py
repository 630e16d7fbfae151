"""What each state of a playback tile looks like: sign, colour, words, and the button that helps."""

from math import ceil

from ui.errors.texts import short_text
from ui.i18n import translate
from ui.icons import Icon
from ui.playback.states import Phase, PlaybackHelp, PlaybackState
from ui.playback.time_text import near_text
from ui.theme import COLOURS
from ui.wall.looks import Look

_DOTS = {
    Phase.SHOWING: COLOURS.accent,
    Phase.EMPTY: COLOURS.border,
    Phase.LOADING: COLOURS.text_dim,
    Phase.SEEKING: COLOURS.frozen,
    Phase.GAP: COLOURS.offline,
    Phase.OVERWRITTEN: COLOURS.offline,
    Phase.ENDED: COLOURS.offline,
    Phase.SLICE_ENDED: COLOURS.offline,
}


def dot_colour(phase: Phase) -> str:
    """Return the colour of the dot in the caption."""
    return _DOTS.get(phase, COLOURS.error)


def help_text(offer: PlaybackHelp) -> str:
    """Return the words on the button."""
    return {
        PlaybackHelp.RETRY: translate("Playback", "立即重试"),
        PlaybackHelp.NEXT_FOOTAGE: translate("Playback", "跳到下一段录像"),
        PlaybackHelp.PREVIOUS_FOOTAGE: translate("Playback", "看上一段录像的结尾"),
        PlaybackHelp.SIGN_IN: translate("Playback", "重新登录"),
        PlaybackHelp.CONTINUE_HERE: translate("Playback", "从这里继续"),
    }[offer]


def look_of(state: PlaybackState, media_ms: float, now: float) -> Look | None:
    """Return what to lay over the tile, None when the picture of the asked instant is on show.

    Args:
        state: what the tile says.
        media_ms: where its clock stands, to write other times in relation to it.
        now: monotonic seconds, for the time until the next try.
    """
    match state.phase:
        case Phase.EMPTY | Phase.SHOWING:
            return None
        case Phase.LOADING:
            return Look(Icon.CONNECTING, COLOURS.accent, translate("Playback", "正在载入录像"))
        case Phase.SEEKING:
            return _seeking(state, media_ms)
        case Phase.GAP | Phase.OVERWRITTEN | Phase.ENDED | Phase.SLICE_ENDED:
            return _nothing_here(state, media_ms)
    return _failed(state, media_ms, now)


def _seeking(state: PlaybackState, media_ms: float) -> Look:
    target = media_ms if state.target_ms is None else state.target_ms
    words = translate("Playback", "正在定位 {time}").format(time=near_text(target, media_ms))
    return Look(Icon.CLOCK, COLOURS.frozen, words)


def _nothing_here(state: PlaybackState, media_ms: float) -> Look:
    until = "" if state.until_ms is None else near_text(state.until_ms, media_ms)
    if state.phase is Phase.SLICE_ENDED:
        words = translate("Playback", "本段已放完")
        return Look(Icon.CHECK, COLOURS.text_dim, words, help=PlaybackHelp.CONTINUE_HERE)
    if state.phase is Phase.ENDED:
        return Look(Icon.CHECK, COLOURS.text_dim, translate("Playback", "录像到此结束"))
    if state.phase is Phase.OVERWRITTEN:
        words = translate("Playback", "录像已被覆盖")
        detail = translate("Playback", "最早的录像：{time}").format(time=until) if until else ""
    else:
        words = translate("Playback", "此刻无录像")
        detail = translate("Playback", "{time} 起有录像").format(time=until) if until else ""
        if state.nothing_after:
            detail = translate("Playback", "此后没有录像")
    if until or state.before_ms is None:
        offer = PlaybackHelp.NEXT_FOOTAGE if until else None
        return Look(Icon.BAN, COLOURS.offline, words, detail, help=offer)
    ended = translate("Playback", "录像到 {time} 为止").format(time=near_text(state.before_ms, media_ms))
    return Look(Icon.BAN, COLOURS.offline, words, ended, help=PlaybackHelp.PREVIOUS_FOOTAGE)


def _failed(state: PlaybackState, media_ms: float, now: float) -> Look:
    wait = ""
    if state.next_try_at is not None and (seconds := ceil(max(0.0, state.next_try_at - now))):
        wait = translate("Playback", "{n} 秒后重试").format(n=seconds)
    if state.phase is Phase.NO_PERMISSION:
        words = translate("Playback", "无权回放")
        return Look(Icon.LOCK, COLOURS.favourite, words, translate("Playback", "当前账号没有此录像的权限"))
    if state.phase is Phase.SIGNED_OUT:
        words = translate("Playback", "登录已失效")
        return Look(Icon.KEY, COLOURS.accent, words, help=PlaybackHelp.SIGN_IN)
    if state.phase is Phase.BUSY:
        words = translate("Playback", "设备正被占用，一次只能放一路")
        who = _who(state, media_ms)
        detail = " · ".join(part for part in (who, wait) if part)
        return Look(Icon.USER, COLOURS.frozen, words, detail, help=PlaybackHelp.RETRY)
    words = translate("Playback", "录像无法播放") if state.error is None else short_text(state.error)
    return Look(Icon.NO_SIGNAL, COLOURS.error, words, wait, help=PlaybackHelp.RETRY)


def _who(state: PlaybackState, media_ms: float) -> str:
    if not state.user:
        return ""
    if state.since_ms is None:
        return translate("Playback", "{user} 正在回放").format(user=state.user)
    since = near_text(state.since_ms, media_ms)
    return translate("Playback", "{user} 自 {time} 起在回放").format(user=state.user, time=since)

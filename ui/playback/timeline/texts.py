"""The timeline's words."""

from functools import lru_cache

from PySide6.QtCore import QDate, QLocale

from desktop.domain.beijing import day_of, moment
from desktop.domain.bookmark import Bookmark
from desktop.domain.recording import Mark, MarkKind, RecordingKind, RecordStorage
from desktop.domain.timeline import Segment
from ui.i18n import Language, current, translate
from ui.playback.time_text import clock_text
from ui.playback.timeline.ticks import Label
from ui.wall.caption import plain


def kind_text(kind: RecordingKind) -> str:
    """Return what a kind of footage is called."""
    return {
        RecordingKind.TIMED: translate("Timeline", "定时"),
        RecordingKind.MOTION: translate("Timeline", "移动"),
        RecordingKind.ALARM: translate("Timeline", "报警"),
    }[kind]


def segment_text(segment: Segment | None) -> str:
    """Return what there is at an instant."""
    if segment is None:
        return translate("Timeline", "此刻无录像")
    if segment.storage is RecordStorage.DEVICE:
        return translate("Timeline", "{kind}录像 · 设备存储").format(kind=kind_text(segment.kind))
    return translate("Timeline", "{kind}录像 · 平台存储").format(kind=kind_text(segment.kind))


def instant_text(ms: float) -> str:
    """Return date and time of an instant, with seconds, as it stands at the playhead."""
    return f"{_date_text(day_of(ms).toordinal(), current(), _DAY)} {clock_text(ms)}"


def tick_text(ms: int, label: Label) -> str:
    """Return what stands under a mark of the ruler."""
    at = moment(ms)
    if label is Label.DAY:
        return str(at.day)
    minutes = f"{at.hour:02d}:{at.minute:02d}"
    return f"{minutes}:{at.second:02d}" if label is Label.SECONDS else minutes


def day_texts(ms: int) -> tuple[str, ...]:
    """Return the names of a day, the longest first."""
    ordinal, language = day_of(ms).toordinal(), current()
    return tuple(_date_text(ordinal, language, form) for form in (_FULL_DAY, _WEEK_DAY, _DAY, _NUMBER))


def month_texts(ms: int) -> tuple[str, ...]:
    """Return the names of a month, the longest first."""
    ordinal, language = day_of(ms).toordinal(), current()
    return tuple(_date_text(ordinal, language, form) for form in (_FULL_MONTH, _MONTH))


def span_text(span_ms: float) -> str:
    """Return how much time is in view."""
    minutes = span_ms / 60_000
    if minutes < 1.5:
        return translate("Timeline", "显示 {n} 秒").format(n=round(span_ms / 1000))
    if minutes < 90:
        return translate("Timeline", "显示 {n} 分钟").format(n=round(minutes))
    if minutes < 36 * 60:
        return translate("Timeline", "显示 {n} 小时").format(n=f"{minutes / 60:.1f}".removesuffix(".0"))
    return translate("Timeline", "显示 {n} 天").format(n=f"{minutes / 1440:.1f}".removesuffix(".0"))


_FULL_DAY, _WEEK_DAY, _DAY, _NUMBER, _FULL_MONTH, _MONTH = range(6)


@lru_cache(maxsize=1024)
def _date_text(ordinal: int, language: Language, form: int) -> str:
    forms = (
        translate("Timeline", "yyyy年M月d日 ddd"),
        translate("Timeline", "M月d日 ddd"),
        translate("Timeline", "M月d日"),
        "d",
        translate("Timeline", "yyyy年M月"),
        translate("Timeline", "M月"),
    )
    day = day_of((ordinal - _EPOCH_DAY) * 86_400_000)
    return QLocale(language.value).toString(QDate(day.year, day.month, day.day), forms[form])


_EPOCH_DAY = 719_163
"""1970-01-01 as a proleptic Gregorian ordinal; its midnight in UTC is eight in the morning in Beijing."""


def alarm_text(mark: Mark) -> str:
    """Return what an alarm's sign says."""
    text = translate("Timeline", "报警 {time}").format(time=clock_text(mark.range.start_ms))
    return f"{text} · {plain(mark.label)}" if mark.label else text


def toggle_text(kind: MarkKind, *, hidden: bool) -> str:
    """Return what a click on an entry of the legend does."""
    if kind is MarkKind.MOTION:
        return translate("Timeline", "显示移动侦测") if hidden else translate("Timeline", "隐藏移动侦测")
    return translate("Timeline", "显示报警") if hidden else translate("Timeline", "隐藏报警")


def bookmark_text(bookmark: Bookmark) -> str:
    """Return what a bookmark's ribbon says: its name, and its note where it has one."""
    text = translate("Timeline", "书签：{name}").format(name=plain(bookmark.name))
    return f"{text} · {plain(bookmark.note)}" if bookmark.note else text

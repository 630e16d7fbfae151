"""The commands of playback; their keys work while the playback view has the keyboard."""

from collections.abc import Callable

from desktop.domain.account import Right
from ui.actions.spec import ActionSpec, Condition, Menu, Scope
from ui.i18n import translate
from ui.icons import Icon

_PLAYS = frozenset({Condition.PLAYS_CAMERA})
_SEVERAL = frozenset({Condition.PLAYS_SEVERAL})
_ON_SHOW = frozenset({Condition.PLAYBACK_ON_SHOW})


def _spec(
    name: str,
    title: Callable[[], str],
    keys: tuple[str, ...],
    icon: Icon | None = None,
    *,
    conditions: frozenset[Condition] = _PLAYS,
    menu_group: int | None = None,
    checkable: bool = False,
    repeats: bool = False,
) -> ActionSpec:
    return ActionSpec(
        f"playback.{name}",
        title,
        keys=keys,
        scope=Scope.PLAYBACK,
        menus=() if menu_group is None else (Menu.PLAYBACK,),
        group=menu_group or 0,
        icon=icon,
        right=Right.PLAYBACK,
        conditions=conditions,
        checkable=checkable,
        repeats=repeats,
    )


_MODES = (
    ActionSpec(
        "mode.live",
        lambda: translate("Actions", "实时"),
        keys=("F2",),
        menus=(Menu.VIEW,),
        icon=Icon.LIVE,
        checkable=True,
    ),
    ActionSpec(
        "mode.playback",
        lambda: translate("Actions", "回放"),
        keys=("F3",),
        menus=(Menu.VIEW,),
        icon=Icon.PLAYBACK,
        right=Right.PLAYBACK,
        checkable=True,
    ),
    ActionSpec(
        "tile.playback",
        lambda: translate("Actions", "回放此路（30 秒前）"),
        keys=("P",),
        scope=Scope.WALL,
        menus=(Menu.TILE,),
        icon=Icon.PLAYBACK,
        right=Right.PLAYBACK,
        conditions=frozenset({Condition.TILE_HAS_CAMERA}),
    ),
)

_TRANSPORT = (
    _spec("play", lambda: translate("Actions", "播放 / 暂停"), ("Space",), Icon.PLAY),
    _spec("reverse", lambda: translate("Actions", "倒放"), ("Backspace",), Icon.REVERSE, checkable=True),
    _spec("slower", lambda: translate("Actions", "减速"), ("J",), Icon.MINUS),
    _spec("faster", lambda: translate("Actions", "加速"), ("K",), Icon.PLUS),
    _spec("back", lambda: translate("Actions", "后退"), ("Left",), Icon.JUMP_BACK, repeats=True),
    _spec("forward", lambda: translate("Actions", "前进"), ("Right",), Icon.JUMP_FORWARD, repeats=True),
    _spec("step_back", lambda: translate("Actions", "上一帧"), (",",), Icon.STEP_BACK, repeats=True),
    _spec("step_forward", lambda: translate("Actions", "下一帧"), (".",), Icon.STEP_FORWARD, repeats=True),
    _spec("previous_segment", lambda: translate("Actions", "上一段录像"), ("Z",), Icon.SKIP_BACK),
    _spec("next_segment", lambda: translate("Actions", "下一段录像"), ("X",), Icon.SKIP_FORWARD),
    _spec("previous_mark", lambda: translate("Actions", "上一个标记"), ("Shift+Z",), Icon.MARK_PREVIOUS),
    _spec("next_mark", lambda: translate("Actions", "下一个标记"), ("Shift+X",), Icon.MARK_NEXT),
    _spec("oldest", lambda: translate("Actions", "最早的录像"), ("Home",)),
    _spec("newest", lambda: translate("Actions", "最新的录像"), ("End",)),
)

_MARKS = (
    _spec("mark_in", lambda: translate("Actions", "设为起点"), ("[",), Icon.MARK_IN),
    _spec("mark_out", lambda: translate("Actions", "设为终点"), ("]",), Icon.MARK_OUT),
    _spec("clear_marks", lambda: translate("Actions", "清除起点和终点"), ("\\",)),
    _spec("bookmark", lambda: translate("Actions", "加书签…"), ("B",), Icon.BOOKMARK_ADD, menu_group=1),
    _spec(
        "changes",
        lambda: translate("Actions", "查找有变化处"),
        ("V",),
        Icon.SEARCH,
        menu_group=1,
        checkable=True,
    ),
    _spec("split", lambda: translate("Actions", "分段回放…"), ("D",), Icon.SPLIT, menu_group=1),
)

_VIEW = (
    _spec(
        "maximise",
        lambda: translate("Actions", "放大 / 还原回放画面"),
        ("Return", "Enter"),
        Icon.MAXIMIZE,
        menu_group=0,
    ),
    _spec(
        "tie",
        lambda: translate("Actions", "同步 / 单独控制"),
        ("S",),
        Icon.LINK,
        conditions=_SEVERAL,
        menu_group=0,
        checkable=True,
    ),
    _spec("previous_tile", lambda: translate("Actions", "选择上一路"), ("Up",), repeats=True),
    _spec("next_tile", lambda: translate("Actions", "选择下一路"), ("Down",), repeats=True),
    _spec("remove", lambda: translate("Actions", "移出回放"), ("Delete",), Icon.TRASH, menu_group=2),
    _spec("clear", lambda: translate("Actions", "清空回放"), ("Shift+Delete",), Icon.TRASH, menu_group=2),
    _spec(
        "motion_marks",
        lambda: translate("Actions", "时间轴显示移动侦测"),
        ("M",),
        conditions=_ON_SHOW,
        menu_group=3,
        checkable=True,
    ),
    _spec(
        "alarm_marks",
        lambda: translate("Actions", "时间轴显示报警"),
        ("A",),
        conditions=_ON_SHOW,
        menu_group=3,
        checkable=True,
    ),
    _spec("zoom_in", lambda: translate("Actions", "时间轴放大"), ("+", "="), repeats=True),
    _spec("zoom_out", lambda: translate("Actions", "时间轴缩小"), ("-",), repeats=True),
    _spec("fit", lambda: translate("Actions", "时间轴显示全部 / 还原"), ("Ctrl+0",)),
    _spec("go_to", lambda: translate("Actions", "输入时间"), ("T",), Icon.CLOCK),
    _spec("calendar", lambda: translate("Actions", "选择日期"), ("C",), Icon.CALENDAR),
    _spec(
        "bookmarks",
        lambda: translate("Actions", "书签列表"),
        ("Shift+B",),
        Icon.BOOKMARKS,
        conditions=_ON_SHOW,
        checkable=True,
    ),
    _spec(
        "alarms",
        lambda: translate("Actions", "报警记录"),
        ("Shift+A",),
        Icon.ALARM,
        conditions=_ON_SHOW,
        checkable=True,
    ),
    _spec("live", lambda: translate("Actions", "回到实时"), ("L",), Icon.LIVE, conditions=_ON_SHOW),
)

PLAYBACK: tuple[ActionSpec, ...] = (*_MODES, *_TRANSPORT, *_MARKS, *_VIEW)

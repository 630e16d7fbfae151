"""The commands of instant replay; arrows, space bar and L mean this only while the past is on show."""

from desktop.domain.account import Right
from ui.actions.spec import ActionSpec, Condition, Menu, Scope
from ui.i18n import translate
from ui.icons import Icon

_REPLAYING = frozenset({Condition.REPLAYING})

REPLAY = (
    ActionSpec(
        "replay.tile",
        lambda: translate("Actions", "即时回看此路（30 秒前）"),
        keys=("R",),
        scope=Scope.WALL,
        menus=(Menu.TILE,),
        icon=Icon.REWIND,
        right=Right.PLAYBACK,
        conditions=frozenset({Condition.TILE_HAS_CAMERA}),
    ),
    ActionSpec(
        "replay.wall",
        lambda: translate("Actions", "整墙即时回看（30 秒前）"),
        keys=("Shift+R",),
        scope=Scope.WALL,
        menus=(Menu.TILE, Menu.WALL),
        icon=Icon.REWIND_WALL,
        right=Right.PLAYBACK,
        conditions=frozenset({Condition.WALL_HAS_CAMERAS}),
    ),
    ActionSpec(
        "replay.earlier",
        lambda: translate("Actions", "回看后退 5 秒"),
        keys=("Left",),
        scope=Scope.WALL,
        conditions=_REPLAYING,
        repeats=True,
    ),
    ActionSpec(
        "replay.later",
        lambda: translate("Actions", "回看前进 5 秒"),
        keys=("Right",),
        scope=Scope.WALL,
        conditions=_REPLAYING,
        repeats=True,
    ),
    ActionSpec(
        "replay.pause",
        lambda: translate("Actions", "回看暂停 / 继续"),
        keys=("Space",),
        scope=Scope.WALL,
        conditions=_REPLAYING,
    ),
    ActionSpec(
        "replay.live",
        lambda: translate("Actions", "结束即时回看"),
        keys=("L",),
        scope=Scope.WALL,
        conditions=_REPLAYING,
    ),
)

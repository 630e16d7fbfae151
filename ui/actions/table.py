"""All commands of the application."""

from desktop.domain.grid import Grid
from ui.actions.evidence_table import EVIDENCE
from ui.actions.playback_table import PLAYBACK
from ui.actions.replay_table import REPLAY
from ui.actions.spec import ActionSpec, Condition, Menu, Scope
from ui.i18n import translate
from ui.icons import Icon

GRID_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-")
"""Alt and the place in the row of grids: Alt+1 is the first, Alt+- the last."""

_TILE = frozenset({Condition.TILE_HAS_CAMERA})
_NOT_REPLAYING = frozenset({Condition.NOT_REPLAYING})


def grid_action(grid: Grid) -> str:
    """Return the id of the command that chooses a grid."""
    return f"grid.{int(grid)}"


def _grid_spec(grid: Grid, key: str) -> ActionSpec:
    return ActionSpec(
        grid_action(grid),
        lambda: translate("Actions", "{n} 画面").format(n=int(grid)),
        keys=(f"Alt+{key}",),
        menus=(Menu.GRID,),
        conditions=frozenset({Condition.LIVE_ON_SHOW}),
        checkable=True,
    )


_GRIDS = tuple(_grid_spec(grid, key) for grid, key in zip(Grid, GRID_KEYS, strict=True))

_WALL = (
    ActionSpec(
        "tile.maximise",
        lambda: translate("Actions", "放大 / 还原"),
        keys=("Return", "Enter"),
        scope=Scope.WALL,
        menus=(Menu.TILE,),
        icon=Icon.MAXIMIZE,
        conditions=_TILE,
    ),
    ActionSpec(
        "tile.retry",
        lambda: translate("Actions", "重新打开"),
        keys=("F5",),
        menus=(Menu.TILE,),
        icon=Icon.REFRESH,
        conditions=_TILE,
    ),
    ActionSpec(
        "tile.remove",
        lambda: translate("Actions", "移出画面"),
        keys=("Delete", "Backspace"),
        scope=Scope.WALL,
        menus=(Menu.TILE,),
        group=2,
        icon=Icon.TRASH,
        conditions=_TILE,
    ),
    ActionSpec(
        "wall.undo",
        lambda: translate("Actions", "撤销"),
        keys=("Ctrl+Z",),
        menus=(Menu.WALL,),
        icon=Icon.UNDO,
        conditions=frozenset({Condition.CAN_UNDO}),
    ),
    ActionSpec(
        "wall.redo",
        lambda: translate("Actions", "重做"),
        keys=("Ctrl+Y", "Ctrl+Shift+Z"),
        menus=(Menu.WALL,),
        icon=Icon.REDO,
        conditions=frozenset({Condition.CAN_REDO}),
    ),
    ActionSpec(
        "wall.retry_all",
        lambda: translate("Actions", "重新打开所有中断的画面"),
        keys=("Shift+F5",),
        menus=(Menu.WALL,),
        group=1,
        conditions=frozenset({Condition.WALL_HAS_CAMERAS}),
    ),
    ActionSpec(
        "wall.clear",
        lambda: translate("Actions", "清空视墙"),
        keys=("Ctrl+Shift+Delete",),
        menus=(Menu.WALL,),
        group=1,
        icon=Icon.TRASH,
        conditions=frozenset({Condition.WALL_HAS_CAMERAS}),
    ),
    ActionSpec(
        "wall.left",
        lambda: translate("Actions", "选择左边的画面"),
        keys=("Left",),
        scope=Scope.WALL,
        conditions=_NOT_REPLAYING,
        repeats=True,
    ),
    ActionSpec(
        "wall.right",
        lambda: translate("Actions", "选择右边的画面"),
        keys=("Right",),
        scope=Scope.WALL,
        conditions=_NOT_REPLAYING,
        repeats=True,
    ),
    ActionSpec(
        "wall.up",
        lambda: translate("Actions", "选择上边的画面"),
        keys=("Up",),
        scope=Scope.WALL,
        repeats=True,
    ),
    ActionSpec(
        "wall.down",
        lambda: translate("Actions", "选择下边的画面"),
        keys=("Down",),
        scope=Scope.WALL,
        repeats=True,
    ),
)

_VIEW = (
    ActionSpec(
        "view.fullscreen",
        lambda: translate("Actions", "全屏"),
        keys=("F11",),
        menus=(Menu.VIEW,),
        icon=Icon.FULLSCREEN,
        checkable=True,
    ),
    ActionSpec(
        "view.back",
        lambda: translate("Actions", "返回（还原画面，退出全屏）"),
        keys=("Esc",),
        conditions=frozenset({Condition.CAN_GO_BACK}),
    ),
    ActionSpec(
        "view.directory",
        lambda: translate("Actions", "目录"),
        keys=("Ctrl+B",),
        menus=(Menu.VIEW,),
        icon=Icon.PANEL_LEFT,
        checkable=True,
    ),
    ActionSpec(
        "view.search",
        lambda: translate("Actions", "查找摄像机"),
        keys=("Ctrl+F",),
        menus=(Menu.VIEW,),
        icon=Icon.SEARCH,
    ),
    ActionSpec(
        "view.info",
        lambda: translate("Actions", "画面信息"),
        keys=("I",),
        menus=(Menu.VIEW,),
        icon=Icon.INFO,
        checkable=True,
    ),
)

_APPLICATION = (
    ActionSpec(
        "app.preferences",
        lambda: translate("Actions", "设置…"),
        keys=("Ctrl+,",),
        menus=(Menu.ACCOUNT, Menu.HELP),
        icon=Icon.SETTINGS,
    ),
    ActionSpec(
        "session.switch_user",
        lambda: translate("Actions", "切换用户"),
        menus=(Menu.ACCOUNT,),
        group=1,
        icon=Icon.USER_SWITCH,
    ),
    ActionSpec(
        "session.sign_out",
        lambda: translate("Actions", "退出登录"),
        menus=(Menu.ACCOUNT,),
        group=1,
        icon=Icon.SIGN_OUT,
    ),
    ActionSpec(
        "app.quit",
        lambda: translate("Actions", "退出程序"),
        keys=("Ctrl+Q",),
        menus=(Menu.ACCOUNT,),
        group=2,
        icon=Icon.QUIT,
    ),
    ActionSpec(
        "help.shortcuts",
        lambda: translate("Actions", "快捷键"),
        keys=("F1", "?"),
        menus=(Menu.HELP,),
        icon=Icon.KEYBOARD,
    ),
    ActionSpec("help.about", lambda: translate("Actions", "关于"), menus=(Menu.HELP,), icon=Icon.INFO),
)

ACTIONS: tuple[ActionSpec, ...] = (*_GRIDS, *_WALL, *REPLAY, *PLAYBACK, *EVIDENCE, *_VIEW, *_APPLICATION)

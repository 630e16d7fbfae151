"""The commands of evidence: requests for footage, the register, exports, and the check of packages."""

from desktop.domain.account import Right
from ui.actions.spec import ActionSpec, Condition, Menu, Scope
from ui.i18n import translate
from ui.icons import Icon

_TILE = frozenset({Condition.TILE_HAS_CAMERA})
_PLAYS = frozenset({Condition.PLAYS_CAMERA})

_PICTURES = frozenset({Right.LIVE, Right.PLAYBACK})
_SELECTED = frozenset({Condition.CAMERA_SELECTED})

SNAPSHOTS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "snapshot.take",
        lambda: translate("Actions", "截图"),
        keys=("F9",),
        menus=(Menu.TILE, Menu.PLAYBACK),
        group=1,
        icon=Icon.SNAPSHOT,
        any_right=_PICTURES,
        conditions=_SELECTED,
    ),
    ActionSpec(
        "snapshot.series",
        lambda: translate("Actions", "连续截图…"),
        keys=("Shift+F9",),
        menus=(Menu.TILE, Menu.PLAYBACK),
        group=1,
        icon=Icon.SNAPSHOT,
        any_right=_PICTURES,
        conditions=_SELECTED,
    ),
    ActionSpec(
        "snapshot.reason",
        lambda: translate("Actions", "截图事由…"),
        menus=(Menu.EVIDENCE,),
        group=1,
        icon=Icon.SNAPSHOT,
        any_right=_PICTURES,
    ),
)

EVIDENCE: tuple[ActionSpec, ...] = (
    ActionSpec(
        "evidence.register",
        lambda: translate("Actions", "调取登记"),
        keys=("Ctrl+R",),
        menus=(Menu.EVIDENCE,),
        icon=Icon.REGISTER,
        any_right=frozenset({Right.PLAYBACK, Right.APPROVE, Right.REGISTERS}),
    ),
    ActionSpec(
        "evidence.request",
        lambda: translate("Actions", "新的调取登记…"),
        keys=("Ctrl+N",),
        menus=(Menu.EVIDENCE,),
        icon=Icon.REGISTER_ADD,
        right=Right.PLAYBACK,
    ),
    ActionSpec(
        "evidence.exports",
        lambda: translate("Actions", "导出任务"),
        keys=("Ctrl+J",),
        menus=(Menu.EVIDENCE,),
        group=1,
        icon=Icon.EXPORT,
        right=Right.EXPORT,
    ),
    ActionSpec(
        "evidence.copies",
        lambda: translate("Actions", "本机副本"),
        menus=(Menu.EVIDENCE,),
        group=1,
        icon=Icon.FOLDER,
        right=Right.EXPORT,
    ),
    ActionSpec(
        "evidence.verify",
        lambda: translate("Actions", "验证证据包…"),
        keys=("Ctrl+Shift+V",),
        menus=(Menu.EVIDENCE,),
        group=2,
        icon=Icon.SHIELD,
    ),
    ActionSpec(
        "evidence.leave",
        lambda: translate("Actions", "结束依登记查阅"),
        menus=(Menu.EVIDENCE, Menu.PLAYBACK),
        group=3,
        icon=Icon.REGISTER,
        conditions=frozenset({Condition.UNDER_ENTRY}),
    ),
    ActionSpec(
        "evidence.request_tile",
        lambda: translate("Actions", "申请调取此路录像…"),
        keys=("Shift+E",),
        scope=Scope.WALL,
        menus=(Menu.TILE,),
        group=1,
        icon=Icon.REGISTER_ADD,
        right=Right.PLAYBACK,
        conditions=_TILE,
    ),
    ActionSpec(
        "evidence.export",
        lambda: translate("Actions", "导出起点到终点…"),
        keys=("E",),
        scope=Scope.PLAYBACK,
        menus=(Menu.PLAYBACK,),
        group=1,
        icon=Icon.EXPORT,
        right=Right.EXPORT,
        conditions=_PLAYS,
    ),
    ActionSpec(
        "evidence.request_span",
        lambda: translate("Actions", "申请调取起点到终点…"),
        keys=("Shift+E",),
        scope=Scope.PLAYBACK,
        menus=(Menu.PLAYBACK,),
        group=1,
        icon=Icon.REGISTER_ADD,
        right=Right.PLAYBACK,
        conditions=_PLAYS,
    ),
    ActionSpec(
        "camera.clock_error",
        lambda: translate("Actions", "校时…"),
        scope=Scope.WALL,
        menus=(Menu.TILE,),
        group=1,
        icon=Icon.CLOCK,
        right=Right.EXPORT,
        conditions=_TILE,
    ),
    *SNAPSHOTS,
)

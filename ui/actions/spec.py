"""What a command is: plain data, from which menus, the toolbar and the list of shortcuts are made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.account import Account, Right
from ui.icons import Icon


class Menu(StrEnum):
    """Where a command may stand; a command may stand in several places."""

    WALL = "wall"
    GRID = "grid"
    TILE = "tile"
    PLAYBACK = "playback"
    EVIDENCE = "evidence"
    VIEW = "view"
    ACCOUNT = "account"
    HELP = "help"


class Scope(StrEnum):
    """Where a command's keys work."""

    WINDOW = "window"
    WALL = "wall"
    """Only while the wall has the keyboard: Delete, Enter and the arrows mean something else in the tree."""
    PLAYBACK = "playback"
    """Only while the playback view has the keyboard; it and the wall are never on show together."""


class Condition(StrEnum):
    """What must be true for a command to make sense."""

    TILE_HAS_CAMERA = "tile_has_camera"
    WALL_HAS_CAMERAS = "wall_has_cameras"
    CAN_GO_BACK = "can_go_back"
    """A tile is maximised, the wall fills the screen, or playback is on show; Esc is for others otherwise."""
    REPLAYING = "replaying"
    """Tiles of the wall show the last minute again; the arrows then move in time."""
    NOT_REPLAYING = "not_replaying"
    CAN_UNDO = "can_undo"
    CAN_REDO = "can_redo"
    LIVE_ON_SHOW = "live_on_show"
    PLAYBACK_ON_SHOW = "playback_on_show"
    PLAYS_CAMERA = "plays_camera"
    """Playback is on show and has a camera."""
    UNDER_ENTRY = "under_entry"
    """Footage is being looked at under an entry of the register."""
    CAMERA_SELECTED = "camera_selected"
    """A tile with a camera is selected, of the wall or of playback."""
    PLAYS_SEVERAL = "plays_several"
    """Playback has several cameras on one clock (not one camera's span split)."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command; `title` is called when the text is shown, so that it follows the language."""

    id: str
    title: Callable[[], str]
    keys: tuple[str, ...] = ()
    scope: Scope = Scope.WINDOW
    menus: tuple[Menu, ...] = ()
    group: int = 0
    """Commands of one menu with different groups have a line between them."""
    icon: Icon | None = None
    right: Right | None = None
    any_right: frozenset[Right] = field(default_factory=frozenset)
    """One of these is enough; empty where that does not matter."""
    conditions: frozenset[Condition] = field(default_factory=frozenset)
    checkable: bool = False
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """What commands are judged by."""

    account: Account | None = None
    holds: frozenset[Condition] = frozenset()

    def allows(self, spec: ActionSpec) -> bool:
        """True when the account has the right and all conditions hold."""
        if spec.right is not None and (self.account is None or not self.account.may(spec.right)):
            return False
        if spec.any_right and (self.account is None or not spec.any_right & self.account.rights):
            return False
        return spec.conditions <= self.holds

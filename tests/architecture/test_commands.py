"""Commands are data: ids and keys are unambiguous, and every one can be found."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from ui.actions.spec import Condition, Menu, Scope
from ui.actions.table import ACTIONS


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(spec.id for spec in ACTIONS).items() if count > 1] == []


@pytest.mark.parametrize("on_show", [Scope.WALL, Scope.PLAYBACK])
@pytest.mark.parametrize("replaying", [Condition.REPLAYING, Condition.NOT_REPLAYING])
def test_no_two_commands_share_a_key(on_show: Scope, replaying: Condition) -> None:
    """A key of the wall and the same key of the window would be ambiguous: Qt then runs neither.

    The wall and playback are never on show together, so the arrows may mean something else in each; and Qt
    leaves out commands that are disabled, so they may mean something else again while the past is on show.
    """
    scopes = {Scope.WINDOW, on_show}
    ruled_out = {Condition.REPLAYING, Condition.NOT_REPLAYING} - {replaying}
    specs = [spec for spec in ACTIONS if spec.scope in scopes and not ruled_out & spec.conditions]
    keys = Counter(QKeySequence(key).toString() for spec in specs for key in spec.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_is_one_that_qt_knows() -> None:
    for spec in ACTIONS:
        for key in spec.keys:
            assert QKeySequence(key).toString() != "", f"{spec.id}: {key}"


def test_every_command_has_a_key_or_stands_in_a_menu() -> None:
    assert [spec.id for spec in ACTIONS if not spec.keys and not spec.menus] == []


def test_every_menu_has_commands() -> None:
    assert {menu for spec in ACTIONS for menu in spec.menus} == set(Menu)


def test_every_command_has_a_title() -> None:
    titles = [spec.title() for spec in ACTIONS]
    assert all(titles)
    assert len(set(titles)) == len(titles)

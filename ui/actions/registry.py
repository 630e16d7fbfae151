"""Brings the table of commands to life: QActions bound to handlers, enabled when they make sense."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.actions.spec import ActionSpec, Menu, Scope, Situation
from ui.icons import icon

Handler = Callable[[], object]


class ActionRegistry(QObject):
    """Owns the QActions of one window; rights and conditions are checked here, once."""

    def __init__(
        self, specs: Iterable[ActionSpec], window: QWidget, wall: QWidget, playback: QWidget
    ) -> None:
        super().__init__(window)
        self._specs = {spec.id: spec for spec in specs}
        self._handlers: dict[str, Handler] = {}
        self._situation = Situation()
        self._judged = False
        self._actions: dict[str, QAction] = {}
        targets = {Scope.WINDOW: window, Scope.WALL: wall, Scope.PLAYBACK: playback}
        for spec in self._specs.values():
            self._actions[spec.id] = self._made(spec, targets[spec.scope])
        self.set_texts()

    @property
    def specs(self) -> tuple[ActionSpec, ...]:
        """The table."""
        return tuple(self._specs.values())

    def bind(self, handlers: Mapping[str, Handler]) -> None:
        """Say what commands do; KeyError for a command that is not in the table."""
        for action_id, handler in handlers.items():
            self._handlers[self._specs[action_id].id] = handler

    def unbound(self) -> tuple[str, ...]:
        """Return the commands that nobody handles."""
        return tuple(action_id for action_id in self._specs if action_id not in self._handlers)

    def action(self, action_id: str) -> QAction:
        """Return the QAction of a command."""
        return self._actions[action_id]

    def trigger(self, action_id: str) -> None:
        """Run a command, if right and conditions allow it."""
        spec = self._specs[action_id]
        if self._situation.allows(spec) and action_id in self._handlers:
            self._handlers[action_id]()

    def judge(self, situation: Situation) -> None:
        """Enable what may be done now, and nothing else."""
        if situation == self._situation and self._judged:
            return
        self._situation, self._judged = situation, True
        for action_id, action in self._actions.items():
            enabled = situation.allows(self._specs[action_id])
            if enabled != action.isEnabled():
                action.setEnabled(enabled)

    def set_checked(self, action_id: str, checked: bool) -> None:
        """Show a command as switched on or off, without running it."""
        self._actions[action_id].setChecked(checked)

    def set_texts(self) -> None:
        """Take the texts in the present language."""
        for action_id, action in self._actions.items():
            spec = self._specs[action_id]
            keys = ", ".join(sequence.toString(_NATIVE) for sequence in action.shortcuts()[:1])
            action.setText(spec.title())
            action.setToolTip(f"{spec.title()}　{keys}" if keys else spec.title())

    def fill(self, menu: QMenu, place: Menu) -> None:
        """Add the commands of one place to a menu, with a line between groups."""
        group: int | None = None
        for spec in self._specs.values():
            if place in spec.menus:
                if group is not None and spec.group != group:
                    menu.addSeparator()
                group = spec.group
                menu.addAction(self._actions[spec.id])

    def _made(self, spec: ActionSpec, target: QWidget) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut
            if spec.scope is Scope.WINDOW
            else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        action.setCheckable(spec.checkable)
        action.setAutoRepeat(spec.repeats)
        if spec.icon is not None:
            action.setIcon(icon(spec.icon))
        action.triggered.connect(lambda: self.trigger(spec.id))
        target.addAction(action)
        return action


_NATIVE = QKeySequence.SequenceFormat.NativeText

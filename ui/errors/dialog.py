"""An error in a dialog: what happened and what to do next."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.errors import AppError
from ui.dialogs import async_dialog
from ui.errors.texts import long_text
from ui.theme import SIZES
from ui.widgets.notice import Notice, Tone


class ErrorDialog(QDialog):
    """Says what an error means; there is nothing to answer."""

    def __init__(self, error: AppError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = long_text(error)
        self.setWindowTitle(text.title)
        self.setMinimumWidth(420)
        self.notice = Notice(self)
        self.notice.say(Tone.ERROR, f"{text.what}\n{text.advice}", text.title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(SIZES.gap_large)
        column.addWidget(self.notice)
        column.addWidget(buttons)


async def show_error(parent: QWidget, error: AppError) -> None:
    """Show an error over a window and wait until it is read."""
    await async_dialog.run(ErrorDialog(error, parent))

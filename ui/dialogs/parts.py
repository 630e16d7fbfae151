"""Parts that several dialogs share."""

from PySide6.QtWidgets import QDialog, QPushButton

from ui.i18n import translate


def close_button(dialog: QDialog) -> QPushButton:
    """Return a button that closes the dialog; Enter and Esc do so too."""
    button = QPushButton(translate("Dialogs", "关闭"), dialog)
    button.setDefault(True)
    button.clicked.connect(dialog.reject)
    return button

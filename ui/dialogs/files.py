"""Dialogs that ask for files and folders, every word in the person's language.

Qt's own Chinese leaves some of their labels in English (Qt 6.11).
"""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.i18n import translate


def files_dialog(parent: QWidget, title: str, name_filter: str) -> QFileDialog:
    """Return a dialog that chooses one or several files."""
    dialog = _dialog(parent, title, "", name_filter)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return dialog


def folder_dialog(parent: QWidget, title: str, start: str = "") -> QFileDialog:
    """Return a dialog that chooses a folder."""
    dialog = _dialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, translate("FileDialog", "文件夹(&N)："))
    return dialog


def save_dialog(parent: QWidget, title: str, start: str, suffix: str) -> QFileDialog:
    """Return a dialog that asks where to write a file of one kind (`suffix` without a dot)."""
    dialog = _dialog(parent, title, start, f"{suffix.upper()} (*.{suffix})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    return dialog


def _dialog(parent: QWidget, title: str, start: str = "", name_filter: str = "") -> QFileDialog:
    """`start` is a folder or a name in one."""
    dialog = QFileDialog(parent, title, start or str(Path.home()), name_filter)
    label = QFileDialog.DialogLabel
    dialog.setLabelText(label.LookIn, translate("FileDialog", "位置："))
    dialog.setLabelText(label.FileName, translate("FileDialog", "文件名(&N)："))
    dialog.setLabelText(label.FileType, translate("FileDialog", "类型："))
    dialog.setLabelText(label.Reject, translate("FileDialog", "取消"))
    return dialog

"""Data roles that the directory's models and delegates share."""

from enum import IntEnum

from PySide6.QtCore import Qt


class Role(IntEnum):
    """Roles beyond Qt's own; values are Python objects of the core."""

    NODE = Qt.ItemDataRole.UserRole + 1
    """TreeNode of a row of the tree."""
    CAMERA = Qt.ItemDataRole.UserRole + 2
    """Camera of a row, or None."""

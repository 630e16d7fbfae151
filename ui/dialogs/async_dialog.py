"""Awaitable dialogs: `await run(dialog)` instead of `dialog.exec()`, which would nest an event loop."""

import asyncio

from PySide6.QtWidgets import QDialog
from shiboken6 import isValid


async def run(dialog: QDialog) -> int:
    """Open a dialog over its parent and wait until it is answered.

    Returns `QDialog.DialogCode` as an integer. The dialog is closed and deleted when the awaiting task is
    cancelled as well.
    """
    answered: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def finish(result: int) -> None:
        if not answered.done():
            answered.set_result(result)

    dialog.finished.connect(finish)
    dialog.open()
    try:
        return await answered
    finally:
        if isValid(dialog):  # a window that is gone took its dialogs with it
            dialog.finished.disconnect(finish)
            dialog.close()
            dialog.deleteLater()

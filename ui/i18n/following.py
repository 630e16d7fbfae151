"""Keeps the interface in the language of the settings."""

from PySide6.QtCore import QCoreApplication

from desktop.ports import Unsubscribe
from desktop.settings import declared
from desktop.settings.store import Settings
from ui.i18n import Language, install


def follow(app: QCoreApplication, settings: Settings) -> Unsubscribe:
    """Install the language of the settings now and whenever it changes."""
    install(app, Language(settings.get(declared.LANGUAGE)))
    return settings.observe(declared.LANGUAGE, lambda value: install(app, Language(value)))

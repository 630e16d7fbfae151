"""Where texts for people come from: the user interface's source, and the core's words for errors."""

from pathlib import Path

from desktop.error_words import WORDS
from ui.i18n.extract import Message, messages, stray_texts


def ui_folder() -> Path:
    """Return the folder of the user interface's source."""
    return Path(__file__).resolve().parent.parent


def all_messages() -> set[Message]:
    """Return every text that the interface may show and that has a translation."""
    return messages(ui_folder()) | {Message("errors", word) for word in WORDS.values()}


def all_stray_texts() -> list[str]:
    """Return the Chinese texts in the interface's source that are not looked up; should be none."""
    return stray_texts(ui_folder())

"""The interface's languages: Chinese in the source, English by translation, switchable while running.

Texts are looked up by `translate` with a literal context; `QObject.tr` is not used, because it looks under
the name of the subclass at run time while the catalogue has the name of the class that was read. On a switch
Qt sends every widget `QEvent.Type.LanguageChange`.
"""

import logging
from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from ui.i18n.compiled import compiled_catalogue

_log = logging.getLogger("ui.i18n")
_PROPERTY: Final = "xueliang_language"


class Language(StrEnum):
    """Languages of the interface; the source texts are Chinese."""

    ZH_CN = "zh_CN"
    EN = "en"


NATIVE_NAMES: Final = {Language.ZH_CN: "简体中文", Language.EN: "English"}  # each in its own language
"""What a language calls itself; never translated."""


def translate(context: str, source: str) -> str:
    """Return a text in the current language; pass literals, or texts from a table made with `mark`."""
    return QCoreApplication.translate(context, source)


def mark(context: str, source: str) -> str:  # noqa: ARG001 - read by `ui.i18n.extract`
    """Return `source` itself and mark it for translation; for tables that are looked up later."""
    return source


def current() -> Language:
    """Return the language that was installed last."""
    app = QCoreApplication.instance()
    value = app.property(_PROPERTY) if app is not None else None
    return Language(value) if value else Language.ZH_CN


def install(app: QCoreApplication, language: Language) -> None:
    """Show the interface in a language from now on; replaces the one before."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    app.setProperty(_PROPERTY, language.value)
    QLocale.setDefault(QLocale(language.value))
    for path in _catalogues(language):
        translator = QTranslator(app)
        if translator.load(str(path)):
            app.installTranslator(translator)
        else:
            _log.warning("cannot read the catalogue %s", path.name)


def _catalogues(language: Language) -> list[Path]:
    """Return Qt's own texts and ours, the stronger one last."""
    qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    found = [path for path in (qt_folder / f"qtbase_{language.value}.qm",) if path.is_file()]
    if language is not Language.ZH_CN:
        own = compiled_catalogue(language.value)
        if own is not None:
            found.append(own)
    return found

"""Icons, styles, translations and data files, reached through typed accessors."""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


def icon_text(name: str) -> str:
    """Return the SVG source of an icon; `name` without folder and extension."""
    return (_FOLDER / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons, sorted."""
    return tuple(sorted(path.stem for path in (_FOLDER / "icons").glob("*.svg")))


def style_text(name: str) -> str:
    """Return the source of a style sheet, with `${…}` in place of colours and sizes."""
    return (_FOLDER / "styles" / name).read_text(encoding="utf-8")


def styles_folder() -> Path:
    """Return the folder of the style sheets and of the small pictures that they refer to."""
    return _FOLDER / "styles"


def translations_folder() -> Path:
    """Return the folder of the translation catalogues (.ts, and .qm where they were compiled)."""
    return _FOLDER / "translations"


def evidence_script() -> bytes:
    """Return the script that checks a package of evidence without this program."""
    return (_FOLDER / "evidence" / "verify.py").read_bytes()

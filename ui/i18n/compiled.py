"""Compiled catalogues: made by the installer beside the sources, or on demand in the user's cache.

The source tree is never written at run time: it may be read-only and belong to somebody else.
"""

import hashlib
import logging
import subprocess
import sys
from pathlib import Path

import PySide6
from PySide6.QtCore import QStandardPaths

import resources

_log = logging.getLogger("ui.i18n")
_COMPILE_TIMEOUT_S = 20


def source_catalogue(language: str) -> Path:
    """Return the path of a language's .ts file."""
    return resources.translations_folder() / f"xueliang_{language}.ts"


def compiled_catalogue(language: str) -> Path | None:
    """Return a .qm file that is up to date, compiling one into the cache if needed; None if that fails."""
    source = source_catalogue(language)
    installed = source.with_suffix(".qm")
    if _is_fresh(installed, source):
        return installed
    try:
        cached = _cached_path(source)
        if not cached.is_file():
            compile_catalogue(source, cached)
    except (OSError, subprocess.SubprocessError) as error:
        _log.warning("cannot compile the catalogue %s: %s", source.name, error)
        return None
    return cached


def compile_catalogue(source: Path, target: Path) -> None:
    """Compile a .ts file; the target appears complete or not at all.

    Raises:
        OSError: a file cannot be read or written, or the compiler is missing.
        subprocess.SubprocessError: the compiler refused the file or hung.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    subprocess.run(  # noqa: S603 - our own tool with our own paths
        [str(_compiler()), "-silent", str(source), "-qm", str(part)],
        check=True,
        capture_output=True,
        timeout=_COMPILE_TIMEOUT_S,
    )
    part.replace(target)


def _is_fresh(compiled: Path, source: Path) -> bool:
    try:
        return compiled.stat().st_mtime >= source.stat().st_mtime
    except OSError:
        return False


def _cached_path(source: Path) -> Path:
    """Return where a source's compiled form is cached; named by content, so that it is never stale."""
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    return Path(cache) / "xueliang-wall" / f"{source.stem}-{digest}.qm"


def _compiler() -> Path:
    """Return Qt's catalogue compiler, which comes with PySide6."""
    return Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")

"""Removing a copy from a disk: what its list names and nothing else, and the truth about what is left.

Calls block: run them on a lane. Files are removed and the folder is synced; on flash memory nobody but the
drive can promise more (docs/decisions/0012).
"""

import json
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.evidence import names

_MOST_LISTED = 16 << 20


@dataclass(frozen=True, slots=True)
class Removal:
    """What became of a copy; `left` names what still lies there and why nobody took it."""

    removed: int
    left: tuple[str, ...] = ()
    found: bool = True
    """False when nothing of it was there any more."""

    @property
    def complete(self) -> bool:
        """Return True when nothing of it is left."""
        return not self.left


def exists(folder: Path, files: Sequence[str]) -> bool:
    """Return whether anything of a copy lies there; without files the folder itself is the copy."""
    if not files:
        return os.path.lexists(folder) or bool(_archives(folder))
    return any(os.path.lexists(folder / name) for name in files if names.plain(name))


def remove_package(folder: Path) -> Removal:
    """Remove what a package's manifest and sums name, its seals, its encrypted copies, and its folder."""
    archives = _archives(folder)
    if not os.path.lexists(folder) and not archives:
        return Removal(0, found=False)
    removed, left = 0, []
    if os.path.lexists(folder):
        if folder.is_symlink() or not folder.is_dir():
            left.append(folder.name)
        else:
            known = _listed(folder)
            removed, left = _remove(folder, sorted(known))
            left += [entry.name for entry in sorted(folder.iterdir()) if entry.name not in known]
            if not left:
                folder.rmdir()
    more, kept = _remove(folder.parent, [archive.name for archive in archives])
    _sync(folder.parent)
    return Removal(removed + more, (*left, *kept))


def remove_files(folder: Path, files: Sequence[str]) -> Removal:
    """Remove single files of a folder that may hold others."""
    wanted = [name for name in files if names.plain(name)]
    if not exists(folder, wanted or ["-"]):
        return Removal(0, found=False)
    removed, left = _remove(folder, wanted)
    _sync(folder)
    return Removal(removed, tuple(left))


def _remove(folder: Path, files: Sequence[str]) -> tuple[int, list[str]]:
    removed, left = 0, []
    for name in files:
        path = folder / name
        try:
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                left.append(name)
                continue
            path.unlink()
            removed += 1
        except FileNotFoundError:
            continue
        except OSError as error:
            left.append(f"{name}（{error.strerror or type(error).__name__}）")
    return removed, left


def _listed(folder: Path) -> set[str]:
    """Return the names that belong to a package; what its manifest says counts for its own folder only."""
    listed = {*names.COMPANIONS, *names.SEALS}
    try:
        manifest = folder / names.MANIFEST
        if manifest.stat().st_size <= _MOST_LISTED:
            data = json.loads(manifest.read_bytes())
            files = data.get("files") if isinstance(data, dict) else None
            for entry in files if isinstance(files, list) else []:
                name = entry.get("name") if isinstance(entry, dict) else None
                if isinstance(name, str):
                    listed.add(name)
    except (OSError, ValueError, RecursionError):
        pass
    try:
        sums = folder / names.SHA256_SUMS
        if sums.stat().st_size <= _MOST_LISTED:
            lines = sums.read_text("utf-8", "replace").splitlines()
            listed |= {line[66:] for line in lines if re.match(r"[0-9a-f]{64} [ *]", line)}
    except OSError:
        pass
    return {name for name in listed if names.plain(name)}


def _archives(folder: Path) -> list[Path]:
    """Return the encrypted copies that lie beside a package under its name."""
    pattern = re.compile(re.escape(folder.name) + r"(?:-\d{1,3})?\.zip")
    try:
        beside = [entry for entry in folder.parent.iterdir() if pattern.fullmatch(entry.name)]
    except OSError:
        return []
    return sorted(entry for entry in beside if entry.is_file() and not entry.is_symlink())


def _sync(folder: Path) -> None:
    """Make removals last; systems without folders that can be synced do so by themselves."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)

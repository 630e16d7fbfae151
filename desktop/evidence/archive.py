"""A package as one AES-256 encrypted ZIP file, for handing over on a medium that may get lost.

WinZip's AE with AES-256: 7-Zip, WinRAR and Bandizip open it, Windows' own Explorer does not. The format hides
contents, not file names.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pyzipper

from desktop.evidence import names
from desktop.evidence.scan import CHUNK, NoFileError, listing

MINIMUM_PASSWORD = 8
Progress = Callable[[int, int], None]
"""Bytes packed and bytes to pack."""


def zip_package(folder: Path, target: Path, password: str, progress: Progress | None = None) -> str:
    """Pack a finished package; return the SHA-256 of the ZIP file.

    Streamed, stored without compression (video does not shrink), written to `target` + ".partial", synced and
    renamed; FileExistsError rather than overwriting. `progress` may raise to stop it: then nothing is left.
    ValueError for a password of less than MINIMUM_PASSWORD characters; OSError as the disk says it.
    """
    if len(password) < MINIMUM_PASSWORD:
        raise ValueError("the password is too short")
    _refuse(target)
    part = target.with_name(f"{target.name}.partial")
    try:
        with part.open("wb") as stream:
            _pack(folder, stream, password.encode("utf-8"), progress or (lambda _done, _total: None))
            stream.flush()
            os.fsync(stream.fileno())
        with part.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        _rename(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return digest


def _refuse(target: Path) -> None:
    if target.exists():
        raise FileExistsError(target.name)


def _rename(part: Path, target: Path) -> None:
    _refuse(target)
    part.rename(target)


def _pack(folder: Path, stream: IO[bytes], password: bytes, progress: Progress) -> None:
    entries, too_many = listing(folder, names.FILES_LIMIT)
    strange = [entry.name for entry in entries.values() if not entry.ordinary]
    if strange or too_many:
        raise NoFileError(*strange)
    total, done = sum(entry.bytes for entry in entries.values()), 0
    with pyzipper.AESZipFile(
        stream, "w", compression=pyzipper.ZIP_STORED, encryption=pyzipper.WZ_AES, allowZip64=True
    ) as packed:
        packed.setpassword(password)
        packed.setencryption(pyzipper.WZ_AES, nbits=256)
        for name, entry in sorted(entries.items()):
            info = packed.zipinfo_cls.from_file(folder / name, f"{folder.name}/{name}")
            with (folder / name).open("rb") as source, packed.open(info, "w", force_zip64=True) as sink:
                while chunk := source.read(CHUNK):
                    sink.write(chunk)
                    done += len(chunk)
                    progress(min(done, total), max(done, total))
            if info.file_size != entry.bytes:
                raise OSError(f"{name} changed while it was packed")

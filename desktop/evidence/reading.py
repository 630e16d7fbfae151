"""Reading a manifest that somebody may have prepared: strict, bounded, and only what judging needs."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.evidence import SignatureAlgorithm
from desktop.evidence import names
from desktop.evidence.manifest import SCHEMA, ListedFile, canonical

_LONGEST_NUMBER = 18
_HEX = frozenset("0123456789abcdef")


class ManifestError(Exception):
    """The content is no manifest of ours."""


@dataclass(frozen=True, slots=True)
class ReadManifest:
    """What a manifest claims."""

    package: str
    retrieval: str
    algorithm: SignatureAlgorithm
    fingerprint: str
    previous_record_hash: str
    files: tuple[ListedFile, ...]
    sha256: str
    """Of the manifest itself."""


def read_manifest(content: bytes) -> ReadManifest:
    """Return what a manifest says; ManifestError unless it has the one form that we write."""
    try:
        document = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_float=_refuse,
            parse_constant=_refuse,
            parse_int=_integer,
        )
        if not isinstance(document, dict) or canonical(document) != content:
            raise ManifestError
        return _claims(document, hashlib.sha256(content).hexdigest())
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ManifestError from error


def _claims(document: Mapping[str, object], sha256: str) -> ReadManifest:
    signature, retrieval = _part(document, "signature"), _part(document, "retrieval")
    listed = document["files"]
    if document["schema"] != SCHEMA or not isinstance(listed, list) or len(listed) > names.FILES_LIMIT:
        raise ManifestError
    files = tuple(_file(entry) for entry in listed)
    if len({file.name.casefold() for file in files}) != len(files):
        raise ManifestError
    return ReadManifest(
        package=_text(document, "package"),
        retrieval=_text(retrieval, "number"),
        algorithm=SignatureAlgorithm(_text(signature, "algorithm")),
        fingerprint=_digest(signature, "key_fingerprint"),
        previous_record_hash=_text(document, "previous_record_hash"),
        files=files,
        sha256=sha256,
    )


def _file(entry: object) -> ListedFile:
    if not isinstance(entry, dict):
        raise ManifestError
    name, size = _text(entry, "name"), entry["bytes"]
    if not names.plain(name) or name in names.SEALS or type(size) is not int or size < 0:
        raise ManifestError
    return ListedFile(name, size, _digest(entry, "sha256"), _digest(entry, "sm3"))


def _part(document: Mapping[str, object], key: str) -> Mapping[str, object]:
    part = document[key]
    if not isinstance(part, dict):
        raise ManifestError
    return part


def _text(document: Mapping[str, object], key: str) -> str:
    value = document[key]
    if not isinstance(value, str):
        raise ManifestError
    return value


def _digest(document: Mapping[str, object], key: str) -> str:
    value = _text(document, key)
    if len(value) != 64 or not _HEX.issuperset(value):
        raise ManifestError
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ManifestError
    return made


def _integer(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise ManifestError
    return int(text)


def _refuse(text: str) -> object:
    raise ManifestError(text)

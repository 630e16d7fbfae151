"""Asking the register about a package: was it this manifest, by this key, and is the register itself whole.

A package that somebody changed and signed anew proves itself; only what was written down elsewhere tells.
"""

from collections.abc import Sequence
from pathlib import Path

from desktop.audit.chain import Chain
from desktop.audit.entry import AccessAction, Body, RegisterQuery
from desktop.errors import AppError
from desktop.evidence.reading import ReadManifest
from desktop.evidence.verdict import Finding, FindingCode, RegisterMatch


class RegisterWitness:
    """One register file; `must_know` when it was named on purpose."""

    def __init__(self, path: Path, *, must_know: bool) -> None:
        self._path = path
        self._must_know = must_know

    def judge(self, manifest: ReadManifest) -> tuple[RegisterMatch, list[Finding]]:
        """Return what the register says of a package."""
        if not self._path.is_file():
            broken = [Finding(FindingCode.REGISTER_BROKEN, detail=self._path.name)]
            return RegisterMatch.NOT_ASKED, broken if self._must_know else []
        try:
            query = RegisterQuery(actions=frozenset({AccessAction.EXPORT_FINISHED, AccessAction.SNAPSHOT}))
            bodies = [kept.entry.body for kept in Chain(self._path).read(query)]
        except AppError:
            return RegisterMatch.DIFFERS, [Finding(FindingCode.REGISTER_BROKEN, detail=self._path.name)]
        known = [body for body in bodies if _concerns(body, manifest)]
        if not known and not self._must_know:
            return RegisterMatch.UNKNOWN, []
        found = [*self._broken(), *_compared(known, manifest)]
        return (RegisterMatch.DIFFERS if found else RegisterMatch.MATCHES), found

    def _broken(self) -> list[Finding]:
        link = Chain(self._path).verify()
        if link is None:
            return []
        return [Finding(FindingCode.REGISTER_BROKEN, number=link.sequence, detail=link.reason.value)]


def _concerns(body: Body, manifest: ReadManifest) -> bool:
    """Tell whether an entry speaks of the package, of its retrieval or of its key."""
    return (
        body.get("package") == manifest.package
        or body.get("retrieval") == manifest.retrieval
        or body.get("key_fingerprint") == manifest.fingerprint
        or body.get("manifest_sha256") == manifest.sha256
    )


def _compared(known: Sequence[Body], manifest: ReadManifest) -> list[Finding]:
    exact = [body for body in known if body.get("manifest_sha256") == manifest.sha256]
    if any(body.get("key_fingerprint") == manifest.fingerprint for body in exact):
        return []
    named = [body for body in known if body.get("package") == manifest.package]
    if not exact and not named:
        return [Finding(FindingCode.NOT_REGISTERED)]
    if all(body.get("key_fingerprint") != manifest.fingerprint for body in (*exact, *named)):
        return [Finding(FindingCode.OTHER_KEY)]
    return [Finding(FindingCode.OTHER_MANIFEST)]

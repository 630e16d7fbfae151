"""Judging a package: reads no more than the manifest allows, follows no link, trusts no name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.evidence import names
from desktop.evidence.files_judge import FilesJudge, Progress
from desktop.evidence.reading import ManifestError, ReadManifest, read_manifest
from desktop.evidence.register_witness import RegisterWitness
from desktop.evidence.scan import Entry, NoFileError, listing, read_small
from desktop.evidence.seal_judge import judge_seal, judge_sums, recorded_sums
from desktop.evidence.verdict import Finding, FindingCode, RegisterMatch, Verdict


@dataclass(frozen=True, slots=True)
class Witness:
    """What else is known of the package, from outside it: a typed fingerprint, a register file."""

    fingerprint: str = ""
    """64 lower-case hex digits (`signature.typed`), or empty."""
    register: Path | None = None
    register_must_know: bool = False
    """True when the register was named on purpose: a package that it does not know is then a finding."""


def verify(folder: Path, witness: Witness | None = None, progress: Progress | None = None) -> Verdict:
    """Judge the package in a folder; blocks for as long as reading it takes.

    Raises OSError only where the folder itself cannot be listed; `progress` may raise to stop it.
    """
    entries, too_many = listing(folder, names.FILES_LIMIT)
    empty = Verdict(folder=str(folder), package="", retrieval="", findings=(), files=())
    if names.MANIFEST not in entries:
        return replace(empty, findings=(Finding(FindingCode.MANIFEST_MISSING, names.MANIFEST),))
    try:
        content = read_small(folder, names.MANIFEST, names.MANIFEST_LIMIT)
        manifest = read_manifest(content)
    except (NoFileError, ManifestError, OSError):
        return replace(empty, findings=(Finding(FindingCode.MANIFEST_UNREADABLE, names.MANIFEST),))
    return _Judgement(folder, entries, manifest, content).verdict(
        witness or Witness(), progress, too_many=too_many
    )


class _Judgement:
    """One package being judged."""

    def __init__(
        self, folder: Path, entries: Mapping[str, Entry], manifest: ReadManifest, content: bytes
    ) -> None:
        self._folder = folder
        self._entries = entries
        self._manifest = manifest
        self._content = content

    def verdict(self, witness: Witness, progress: Progress | None, *, too_many: bool) -> Verdict:
        """Return the whole judgement: the seal first, since it says whether the manifest counts."""
        sums = recorded_sums(self._folder)
        seal = judge_seal(self._folder, self._manifest, self._content, sums)
        trusted = not seal
        judge = FilesJudge(self._folder, self._entries, self._manifest, {} if trusted else sums)
        files, found = judge.judge(progress)
        if trusted:
            found = [*judge_sums(self._folder, self._manifest, self._content), *found]
        if too_many:
            found.append(Finding(FindingCode.EXTRA, detail="…"))
        match, outside = self._register(witness)
        verdict = Verdict(
            folder=str(self._folder),
            package=self._manifest.package,
            retrieval=self._manifest.retrieval,
            findings=(*seal, *outside, *found),
            files=tuple(files),
            algorithm=self._manifest.algorithm,
            fingerprint=self._manifest.fingerprint,
            manifest_sha256=self._manifest.sha256,
            register=match,
        )
        return verdict.beside(witness.fingerprint) if witness.fingerprint else verdict

    def _register(self, witness: Witness) -> tuple[RegisterMatch, list[Finding]]:
        if witness.register is None:
            return RegisterMatch.NOT_ASKED, []
        register = RegisterWitness(witness.register, must_know=witness.register_must_know)
        return register.judge(self._manifest)

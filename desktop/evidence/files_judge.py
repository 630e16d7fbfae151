"""Judging the files of a package against its manifest, and finding what it does not name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.evidence import names
from desktop.evidence.manifest import ListedFile
from desktop.evidence.reading import ReadManifest
from desktop.evidence.scan import Entry, Hashes, NoFileError, hashed
from desktop.evidence.verdict import FileState, FileVerdict, Finding, FindingCode

Progress = Callable[[int, int], None]
"""Bytes hashed and bytes to hash."""
_STATES = {
    FindingCode.MISSING: FileState.MISSING,
    FindingCode.RENAMED: FileState.MISSING,
    FindingCode.UNREADABLE: FileState.UNREADABLE,
}


class FilesJudge:
    """Looks at every file once; `sums` replaces the hashes of a manifest that was itself changed."""

    def __init__(
        self, folder: Path, entries: Mapping[str, Entry], manifest: ReadManifest, sums: Mapping[str, str]
    ) -> None:
        self._folder = folder
        self._entries = entries
        self._files = manifest.files
        self._sums = sums
        named = {file.name for file in manifest.files}
        self._strangers = [
            entry for name, entry in sorted(entries.items()) if name not in named and name not in names.SEALS
        ]

    def judge(self, progress: Progress | None = None) -> tuple[list[FileVerdict], list[Finding]]:
        """Return the state of every file and what was found."""
        report = self._reporter(progress)
        verdicts: list[FileVerdict] = []
        findings: list[Finding] = []
        renamed: set[str] = set()
        for number, file in enumerate(self._files, 1):
            finding = self._one(number, file, report)
            if finding is not None and finding.code is FindingCode.MISSING:
                finding = self._moved(finding, file, renamed)
            code = None if finding is None else finding.code
            state = FileState.UNCHANGED if code is None else _STATES.get(code, FileState.CHANGED)
            entry = self._entries.get(file.name)
            verdicts.append(FileVerdict(number, file.name, state, entry.bytes if entry else 0))
            findings += [] if finding is None else [finding]
        for entry in self._strangers:
            verdicts.append(FileVerdict(0, entry.name, FileState.EXTRA, entry.bytes))
            if entry.name not in renamed:
                findings.append(Finding(FindingCode.EXTRA, entry.name))
        return verdicts, findings

    def _one(self, number: int, file: ListedFile, report: Callable[[int], None]) -> Finding | None:
        entry = self._entries.get(file.name)
        if entry is None:
            return Finding(FindingCode.MISSING, file.name, number)
        if not entry.ordinary:
            return Finding(FindingCode.NOT_A_FILE, file.name, number)
        if entry.bytes != file.bytes:
            return Finding(FindingCode.CHANGED, file.name, number, f"{file.bytes} → {entry.bytes}")
        try:
            there = hashed(self._folder, file.name, file.bytes, report)
        except NoFileError:
            return Finding(FindingCode.NOT_A_FILE, file.name, number)
        except OSError as error:
            return Finding(FindingCode.UNREADABLE, file.name, number, error.strerror or "")
        return None if self._same(file, there) else Finding(FindingCode.CHANGED, file.name, number)

    def _same(self, file: ListedFile, there: Hashes) -> bool:
        if file.name in self._sums:
            return there.sha256 == self._sums[file.name]
        return (there.bytes, there.sha256, there.sm3) == (file.bytes, file.sha256, file.sm3)

    def _moved(self, missing: Finding, file: ListedFile, renamed: set[str]) -> Finding:
        """Return the finding for a missing file: renamed, where its content stands under another name."""
        for entry in self._strangers:
            if not entry.ordinary or entry.bytes != file.bytes or entry.name in renamed:
                continue
            try:
                there = hashed(self._folder, entry.name, file.bytes, lambda _: None)
            except (NoFileError, OSError):
                continue
            if self._same(file, there):
                renamed.add(entry.name)
                return Finding(FindingCode.RENAMED, file.name, missing.number, entry.name)
        return missing

    def _reporter(self, progress: Progress | None) -> Callable[[int], None]:
        total = sum(file.bytes for file in self._files)
        done = 0

        def report(count: int) -> None:
            nonlocal done
            done += count
            if progress is not None:
                progress(min(done, total), total)

        return report

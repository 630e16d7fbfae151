"""A verdict as JSON: what `verify --json` prints and the window reads."""

from collections.abc import Mapping
from typing import Any

from desktop.domain.evidence import SignatureAlgorithm
from desktop.evidence.verdict import (
    FileState,
    FileVerdict,
    Finding,
    FindingCode,
    RegisterMatch,
    Verdict,
)
from desktop.evidence.verdict_words import headline, told


def verdict_to_json(verdict: Verdict) -> dict[str, object]:
    """Return a verdict as plain values; the texts are for people and are not read back."""
    return {
        "untouched": verdict.untouched,
        "headline": headline(verdict),
        "folder": verdict.folder,
        "package": verdict.package,
        "retrieval": verdict.retrieval,
        "algorithm": verdict.algorithm.value if verdict.algorithm else None,
        "fingerprint": verdict.fingerprint,
        "manifest_sha256": verdict.manifest_sha256,
        "register": verdict.register.value,
        "findings": [
            {
                "code": finding.code.value,
                "file": finding.file,
                "number": finding.number,
                "detail": finding.detail,
                "text": told(finding),
            }
            for finding in verdict.findings
        ],
        "files": [
            {"number": file.number, "name": file.name, "state": file.state.value, "bytes": file.bytes}
            for file in verdict.files
        ],
    }


def verdict_from_json(data: Mapping[str, Any]) -> Verdict:
    """Return the verdict again; KeyError, TypeError or ValueError for anything else."""
    algorithm = data["algorithm"]
    return Verdict(
        folder=data["folder"],
        package=data["package"],
        retrieval=data["retrieval"],
        findings=tuple(
            Finding(FindingCode(item["code"]), item["file"], item["number"], item["detail"])
            for item in data["findings"]
        ),
        files=tuple(
            FileVerdict(item["number"], item["name"], FileState(item["state"]), item["bytes"])
            for item in data["files"]
        ),
        algorithm=None if algorithm is None else SignatureAlgorithm(algorithm),
        fingerprint=data["fingerprint"],
        manifest_sha256=data["manifest_sha256"],
        register=RegisterMatch(data["register"]),
    )

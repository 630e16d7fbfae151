"""A manifest that is read back says the same, and what we did not write is not believed."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.beijing import DAY_MS
from desktop.domain.evidence import ClockError, ClockMethod, PackageFacts, Treatment
from desktop.domain.export import Gap, GapCause
from desktop.domain.retrieval import Decision, Operator
from desktop.domain.time_range import TimeRange
from desktop.evidence.manifest import canonical, manifest
from desktop.evidence.reading import ManifestError, read_manifest
from desktop.evidence.reread import reread
from tests.support import evidence_package

AT_MS = 1_763_800_000_000


def rich() -> PackageFacts:
    """Return a package of which everything optional is known."""
    package = evidence_package.facts()
    first = package.sources[0]
    gap = Gap(TimeRange(first.requested.start_ms, first.requested.start_ms + 1000), GapCause.REFUSED, "x")
    checker = Operator("shenpi", "李审批", "梓门桥镇综治中心")
    source = replace(
        first,
        gaps=(gap,),
        clock_error=ClockError(-2500, ClockMethod.OSD_BY_EYE, "胡建国", AT_MS, "精确到 1 秒；3 天前"),
        platform_clock_offset_ms=-2400,
        original_locked=True,
    )
    decision = Decision(checker, AT_MS, approved=True, opinion="同意", valid_until_ms=AT_MS + DAY_MS)
    file = replace(package.files[0], treatment=Treatment(masked=True, note="人脸"), location="rec/1")
    return replace(
        package,
        sources=(source, *package.sources[1:]),
        files=(file, *package.files[1:]),
        checked_by=checker,
        retrieval=replace(package.retrieval, decision=decision),
        witnesses=("王见证",),
        note="补取",
    )


@pytest.mark.parametrize("make", [evidence_package.facts, rich])
def test_a_manifest_made_of_what_was_read_back_is_the_same(
    make: Callable[[], PackageFacts], tmp_path: Path
) -> None:
    summary = evidence_package.sealed(tmp_path / "package", package=make())
    content = (tmp_path / "package" / "manifest.json").read_bytes()
    facts, card = reread(content)
    again = canonical(manifest(facts, card, read_manifest(content).files))
    assert again == content
    assert hashlib.sha256(again).hexdigest() == summary.manifest_sha256
    assert card.fingerprint == evidence_package.ED25519.card.fingerprint
    assert facts.sources[0].clock_error == make().sources[0].clock_error


@pytest.mark.parametrize(
    ("key", "value"),
    [("made_at", "gestern"), ("made_by", "x"), ("sources", [1]), ("copies", True), ("witnesses", [1])],
)
def test_what_is_not_as_we_write_it_is_refused(key: str, value: object, tmp_path: Path) -> None:
    evidence_package.sealed(tmp_path / "package")
    document = json.loads((tmp_path / "package" / "manifest.json").read_bytes())
    with pytest.raises(ManifestError):
        reread(canonical({**document, key: value}))

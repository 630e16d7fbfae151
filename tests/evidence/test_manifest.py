"""The manifest: its schema, its canonical form, what it says of clocks and what it leaves out."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest

from desktop.domain.evidence import ClockError, ClockMethod, Treatment
from desktop.evidence.document import document
from desktop.evidence.manifest import ListedFile, canonical, manifest, without_secrets
from desktop.evidence.reading import ManifestError, read_manifest
from tests.support.evidence_package import ED25519, START_MS, facts, unkept

SCHEMA = Path(__file__).parents[2] / "docs" / "evidence" / "manifest-1.schema.json"
FILES = [ListedFile("a.mp4", 3, "ab" * 32, "cd" * 32)]


@pytest.fixture(name="schema", scope="module")
def _schema() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        json.loads(SCHEMA.read_text(encoding="utf-8")), validate_formats=True
    )


def test_fits_the_published_schema(schema: jsonschema_rs.Draft202012Validator) -> None:
    package = facts()
    measured = replace(
        package.sources[0], clock_error=ClockError(-2300, ClockMethod.OSD_BY_EYE, "胡建国", START_MS)
    )
    bare = replace(
        package,
        checked_by=package.made_by,
        sources=(measured, package.sources[1]),
        copy_expires_at_ms=None,
        retrieval=replace(
            package.retrieval,
            decision=None,
            request=replace(package.retrieval.request, legal_document=None),
        ),
    )
    for made in (package, bare):
        schema.validate(json.loads(canonical(manifest(made, ED25519.card, FILES))))


def test_schema_knows_every_field(schema: jsonschema_rs.Draft202012Validator) -> None:
    said = json.loads(canonical(manifest(facts(), ED25519.card, FILES)))
    for place in (said, said["footage"][0], said["sources"][0], said["files"][0], said["signature"]):
        place["more"] = 1
        assert not schema.is_valid(said)
        del place["more"]
        key = min(place)
        kept = place.pop(key)
        assert not schema.is_valid(said), key
        place[key] = kept
    assert schema.is_valid(said)


def test_clock_is_measured_or_not_but_never_nought() -> None:
    said = json.loads(canonical(manifest(facts(), ED25519.card, FILES)))
    assert said["sources"][0]["clock_error"] == {"measured": False, "text": "未校对"}
    assert said["sources"][0]["platform_clock_offset_ms"] is None
    assert said["sources"][1]["platform_clock_offset_ms"] == 3200, "the platform's word stands beside it"
    assert said["sources"][1]["clock_error"]["measured"] is False
    source = replace(facts().sources[0], clock_error=ClockError(2300, ClockMethod.SNAPSHOT, "胡", START_MS))
    package = replace(facts(), sources=(source, facts().sources[1]))
    told = json.loads(canonical(manifest(package, ED25519.card, FILES)))["sources"][0]["clock_error"]
    assert told["offset_ms"] == 2300
    assert told["text"].startswith("快 2.300 秒")


def test_has_what_courts_ask_for() -> None:
    package = facts()
    first = replace(package.files[0], treatment=Treatment(watermarked=True, note="左上角"))
    html = document(replace(package, files=(first, package.files[1])), ED25519.card)
    for word in (
        "431321103-20251122-0007",
        "双公交调证字〔2025〕32号",
        "刘建军",
        "胡建国",
        "水印：是",
        "转码：否",
        "左上角",
        "未校对",
        "快 3.200 秒（平台所报，未经校对）",
        "无录像",
        "2025-11-22 02:11:00 — 02:11:30",
        "娄底云数据中心",
        "2025-12-22",
        "平台下载",
        "VLC",
        "接收人二（签名）",
        "A050 837D",
        "不证明画面内容的真伪",
    ):
        assert word in html, word


def test_numbers_of_papers_are_cut_short() -> None:
    package = facts()
    for text in (document(package, ED25519.card), canonical(manifest(package, ED25519.card, FILES)).decode()):
        assert "432522198001010025" not in text
        assert "0025" in text
        assert "13800000000" not in text


def test_says_when_the_key_is_not_kept() -> None:
    card = unkept(ED25519.card)
    said = json.loads(canonical(manifest(facts(), card, FILES)))["signature"]
    assert said["key_kept"] is False
    assert "密钥环" in said["note"]
    assert "密钥环" in document(facts(), card)


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("rtsp://admin:secret@10.0.0.1:554/ch1?token=abc#x", "rtsp://10.0.0.1:554/ch1"),
        ("http://[::1", ""),
        ("/records/2025/11/22/a.mp4?sign=1", "/records/2025/11/22/a.mp4"),
        ("https://user@host/a", "https://host/a"),
        ("", ""),
    ],
)
def test_locations_carry_no_secrets(location: str, shown: str) -> None:
    assert without_secrets(location) == shown


def test_hostile_names_stay_text() -> None:
    package = facts()
    evil = replace(package.sources[0], camera_name="<script>alert(1)</script>\ud800", address='"><img src=x>')
    package = replace(package, sources=(evil, package.sources[1]))
    html = document(package, ED25519.card)
    assert "<script" not in html
    assert "<img" not in html
    content = canonical(manifest(package, ED25519.card, FILES))
    assert read_manifest(content).package == package.name


def test_only_the_canonical_form_is_read() -> None:
    content = canonical(manifest(facts(), ED25519.card, FILES))
    assert read_manifest(content).files == tuple(FILES)
    said = json.loads(content)
    for other in (
        content + b"\n",
        json.dumps(said, ensure_ascii=False).encode(),
        content.replace(b'{"checked_by"', b'{"checked_by":null,"checked_by"', 1),
        content.replace(b'"bytes":3', b'"bytes":3.0'),
        content.replace(b'"bytes":3', b'"bytes":-3'),
        content.replace(b'"bytes":3', b'"bytes":true'),
        content.replace(b'"bytes":3', b'"bytes":' + b"9" * 5000),
        content.replace(b'"bytes":3', b'"bytes":NaN'),
        content.replace(b'"a.mp4"', b'"../a.mp4"'),
        content.replace(b'"a.mp4"', b'"/etc/passwd"'),
        content.replace(b'"a.mp4"', b'"SHA256SUMS"'),
        content.replace(b"ab" * 32, b"AB" * 32),
        content.replace(b"manifest/1", b"manifest/2"),
        b"[" * 200_000,
        b"null",
        b"",
        b"\xff\xfe",
    ):
        assert other != content
        with pytest.raises(ManifestError):
            read_manifest(other)


def test_no_two_files_of_one_name() -> None:
    twice = [*FILES, ListedFile("A.MP4", 3, "ab" * 32, "cd" * 32)]
    with pytest.raises(ManifestError):
        read_manifest(canonical(manifest(facts(), ED25519.card, twice)))

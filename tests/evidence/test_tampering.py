"""Whatever is done to a package is found, by our verifier and by the script that lies in the package."""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import resources
from desktop.cli import main
from desktop.domain.evidence import SignatureAlgorithm
from desktop.evidence import names
from desktop.evidence.folder import listed
from desktop.evidence.signature import Signer
from desktop.evidence.sums import sha256_sums, sm3_sums
from desktop.evidence.verdict import FileState, Finding, FindingCode
from desktop.evidence.verdict_wire import verdict_from_json
from desktop.evidence.verdict_words import headline, told
from desktop.evidence.verify import Witness, verify
from tests.support.evidence_package import (
    ED25519,
    NAMES,
    OTHER_ED25519,
    SM2_SIGNER,
    facts,
    footage_bytes,
    sealed,
    signer_of,
)

FLIPS = 1000
Change = Callable[[Path], object]


@pytest.fixture(name="package")
def _package(tmp_path: Path) -> Path:
    folder = tmp_path / "证据"
    sealed(folder)
    return folder


def flip(path: Path, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)


def run_script(folder: Path, *arguments: str, path: str | None = None) -> tuple[int, str]:
    """Run a script that was got elsewhere over a package, in an empty environment."""
    script = Path(resources.__file__).parent / "evidence" / "verify.py"
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(folder), *arguments],
        capture_output=True,
        check=False,
        env={"PATH": os.environ["PATH"] if path is None else path},
    )
    assert not done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode()


def replaced_manifest(folder: Path, signer: Signer, change: Callable[[dict[str, object]], object]) -> None:
    """Write another manifest, signed by `signer`, with sums that fit: all that a forger can do."""
    said = json.loads((folder / names.MANIFEST).read_bytes())
    change(said)
    (folder / names.PUBLIC_KEY).write_bytes(signer.card.public_key_pem)
    said["signature"]["key_fingerprint"] = signer.card.fingerprint
    files = [
        listed(entry["name"], (folder / entry["name"]).read_bytes())
        for entry in said["files"]
        if (folder / entry["name"]).exists()
    ]
    said["files"] = [
        {"name": file.name, "bytes": file.bytes, "sha256": file.sha256, "sm3": file.sm3} for file in files
    ]
    content = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    (folder / names.MANIFEST).write_bytes(content)
    signature = signer.sign(content)
    (folder / names.SIGNATURE).write_bytes(signature)
    files += [listed(names.MANIFEST, content), listed(names.SIGNATURE, signature)]
    (folder / names.SM3_SUMS).write_bytes(sm3_sums(files))
    files.append(listed(names.SM3_SUMS, sm3_sums(files)))
    (folder / names.SHA256_SUMS).write_bytes(sha256_sums(files))


@pytest.mark.parametrize("algorithm", list(SignatureAlgorithm))
def test_untouched_package_is_untouched(algorithm: SignatureAlgorithm, tmp_path: Path) -> None:
    folder = tmp_path / "证据"
    summary = sealed(folder, signer_of(algorithm))
    verdict = verify(folder)
    assert verdict.untouched
    assert verdict.findings == ()
    assert [file.state for file in verdict.files] == [FileState.UNCHANGED] * 7
    assert verdict.fingerprint == summary.key_fingerprint == signer_of(algorithm).card.fingerprint
    assert verdict.manifest_sha256 == summary.manifest_sha256
    assert verdict.manifest_sha256 == hashlib.sha256((folder / names.MANIFEST).read_bytes()).hexdigest()
    assert headline(verdict) == "文件自导出后未被改动"
    assert run_script(folder)[0] == 0


def test_thousand_flipped_bits_are_found(package: Path) -> None:
    """Every file is hit in turn, at random places, and named.

    Found by: SHA-256 and SM3 of the manifest (footage, documents, key, script), the signature (manifest,
    signature), the lists recomputed from the manifest (SHA256SUMS, SM3SUMS).
    """
    files = sorted(path for path in package.iterdir())
    assert len(files) == 11
    dice = random.Random(20251122)
    missed, misnamed = [], []
    for turn in range(FLIPS):
        path = files[turn % len(files)]
        bit = dice.randrange(path.stat().st_size * 8)
        flip(path, bit)
        verdict = verify(package)
        if verdict.untouched:
            missed.append((path.name, bit))
        elif path.name not in {finding.file for finding in verdict.findings}:
            misnamed.append((path.name, bit))
        flip(path, bit)
    assert missed == []
    assert [name for name, _ in misnamed if name != names.SHA256_SUMS] == []
    assert verify(package).untouched


def test_flipped_bits_of_sm2_packages_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    sealed(folder, SM2_SIGNER)
    dice = random.Random(7)
    for path in sorted(folder.iterdir()):
        for _ in range(2):
            bit = dice.randrange(path.stat().st_size * 8)
            flip(path, bit)
            assert not verify(folder).untouched, (path.name, bit)
            flip(path, bit)


def test_script_finds_thousand_flipped_bits_without_openssl(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but the standard library: the lists of sums make up for the signature that nobody checks."""
    made: dict[str, Any] = {"__name__": "script"}
    exec(compile(resources.evidence_script(), "verify.py", "exec"), made)
    monkeypatch.setenv("PATH", "")
    files = sorted(path for path in package.iterdir())
    dice = random.Random(35114)
    missed = []
    for turn in range(FLIPS):
        path = files[turn % len(files)]
        bit = dice.randrange(path.stat().st_size * 8)
        flip(path, bit)
        if made["Check"](str(package)).run("") != made["CHANGED"]:
            missed.append((path.name, bit))
        flip(path, bit)
    assert missed == []
    assert made["Check"](str(package)).run("") == made["UNSIGNED"]


@pytest.mark.parametrize("openssl", [True, False])
def test_script_finds_a_flipped_bit_in_every_file(package: Path, *, openssl: bool) -> None:
    dice = random.Random(3)
    for path in sorted(package.iterdir()):
        bit = dice.randrange(path.stat().st_size * 8)
        flip(path, bit)
        code, said = run_script(package, path=None if openssl else "/nowhere")
        assert code == 1, (path.name, said)
        flip(path, bit)
    assert run_script(package)[0] == 0


def remove(name: str) -> Change:
    return lambda folder: (folder / name).unlink()


def renamed(name: str, other: str) -> Change:
    return lambda folder: (folder / name).rename(folder / other)


def link(name: str) -> Change:
    def change(folder: Path) -> None:
        (folder / name).rename(folder.parent / "elsewhere")
        (folder / name).symlink_to(folder.parent / "elsewhere")

    return change


def pipe(name: str) -> Change:
    def change(folder: Path) -> None:
        (folder / name).unlink()
        os.mkfifo(folder / name)

    return change


def swapped(folder: Path) -> None:
    first, second = (folder / name for name in NAMES)
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept)


def other_package(folder: Path) -> None:
    """Put the manifest, the signature and the sums of another package of the same key there."""
    other = folder.parent / "other"
    sealed(other, ED25519, replace(facts(), name="另一个包"))
    for name in names.SEALS:
        shutil.copy(other / name, folder / name)
    shutil.rmtree(other)


CHANGES: dict[str, tuple[Change, Finding]] = {
    "footage changed": (
        lambda folder: flip(folder / NAMES[1], 8000),
        Finding(FindingCode.CHANGED, NAMES[1], 2),
    ),
    "footage longer": (
        lambda folder: (folder / NAMES[0]).write_bytes(footage_bytes(0) + b"x"),
        Finding(FindingCode.CHANGED, NAMES[0], 1, "3000 → 3001"),
    ),
    "footage empty": (
        lambda folder: (folder / NAMES[0]).write_bytes(b""),
        Finding(FindingCode.CHANGED, NAMES[0], 1, "3000 → 0"),
    ),
    "footage removed": (remove(NAMES[0]), Finding(FindingCode.MISSING, NAMES[0], 1)),
    "footage renamed": (
        renamed(NAMES[0], "改名.mp4"),
        Finding(FindingCode.RENAMED, NAMES[0], 1, "改名.mp4"),
    ),
    "footage a link": (link(NAMES[0]), Finding(FindingCode.NOT_A_FILE, NAMES[0], 1)),
    "footage a pipe": (pipe(NAMES[0]), Finding(FindingCode.NOT_A_FILE, NAMES[0], 1)),
    "footage swapped": (swapped, Finding(FindingCode.CHANGED, NAMES[0], 1)),
    "file added": (
        lambda folder: (folder / "Thumbs.db").write_bytes(b""),
        Finding(FindingCode.EXTRA, "Thumbs.db"),
    ),
    "hidden file added": (
        lambda folder: (folder / ".x").write_bytes(b""),
        Finding(FindingCode.EXTRA, ".x"),
    ),
    "folder added": (lambda folder: (folder / "更多").mkdir(), Finding(FindingCode.EXTRA, "更多")),
    "script removed": (remove(names.SCRIPT), Finding(FindingCode.MISSING, names.SCRIPT, 6)),
    "pdf removed": (remove(names.PRINTED), Finding(FindingCode.MISSING, names.PRINTED, 4)),
    "sums removed": (remove(names.SHA256_SUMS), Finding(FindingCode.SUMS_MISSING, names.SHA256_SUMS)),
    "SM3 sums removed": (remove(names.SM3_SUMS), Finding(FindingCode.SUMS_MISSING, names.SM3_SUMS)),
    "sums changed": (
        lambda folder: flip(folder / names.SHA256_SUMS, 3),
        Finding(FindingCode.SUMS_CHANGED, names.SHA256_SUMS),
    ),
    "signature removed": (
        remove(names.SIGNATURE),
        Finding(FindingCode.SIGNATURE_MISSING, names.SIGNATURE),
    ),
    "signature changed": (
        lambda folder: flip(folder / names.SIGNATURE, 100),
        Finding(FindingCode.SIGNATURE_BAD, names.SIGNATURE),
    ),
    "key removed": (remove(names.PUBLIC_KEY), Finding(FindingCode.KEY_MISSING, names.PUBLIC_KEY)),
    "key replaced": (
        lambda folder: (folder / names.PUBLIC_KEY).write_bytes(OTHER_ED25519.card.public_key_pem),
        Finding(FindingCode.KEY_CHANGED, names.PUBLIC_KEY),
    ),
    "manifest removed": (remove(names.MANIFEST), Finding(FindingCode.MANIFEST_MISSING, names.MANIFEST)),
    "manifest a link": (link(names.MANIFEST), Finding(FindingCode.MANIFEST_UNREADABLE, names.MANIFEST)),
    "manifest a pipe": (pipe(names.MANIFEST), Finding(FindingCode.MANIFEST_UNREADABLE, names.MANIFEST)),
    "manifest edited": (
        lambda folder: (folder / names.MANIFEST).write_bytes(
            (folder / names.MANIFEST).read_bytes().replace("查找肇事车辆".encode(), "查找嫌疑车辆".encode())
        ),
        Finding(FindingCode.MANIFEST_CHANGED, names.MANIFEST),
    ),
    "manifest swapped": (other_package, Finding(FindingCode.CHANGED, names.DOCUMENT, 3)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_found_and_named(package: Path, name: str) -> None:
    change, expected = CHANGES[name]
    change(package)
    found = verify(package).findings
    told_apart = found if expected.detail else tuple(replace(finding, detail="") for finding in found)
    assert expected in told_apart, found
    assert all(told(finding) for finding in found)
    code, said = run_script(package)
    assert code == 1, said


def test_flip_in_footage_blames_that_file_alone(package: Path) -> None:
    flip(package / NAMES[1], 12)
    verdict = verify(package)
    assert [told(finding) for finding in verdict.findings] == [f"第 2 个文件已被改动：{NAMES[1]}"]
    assert headline(verdict) == f"第 2 个文件已被改动：{NAMES[1]}"
    assert f"第 2 个文件已被改动：{NAMES[1]}" in run_script(package)[1]


def test_missing_files_are_counted(package: Path) -> None:
    for name in NAMES:
        (package / name).unlink()
    assert headline(verify(package)) == "缺少 2 个文件"


def test_edited_manifest_does_not_slander_files(package: Path) -> None:
    """A hash changed in the manifest alone: the manifest is to blame, not the file."""
    path = package / names.MANIFEST
    digest = hashlib.sha256(footage_bytes(0)).hexdigest().encode()
    path.write_bytes(path.read_bytes().replace(digest, digest[::-1]))
    assert verify(package).findings == (Finding(FindingCode.MANIFEST_CHANGED, names.MANIFEST),)


def test_package_signed_anew_is_found_by_its_fingerprint(package: Path) -> None:
    """The forger changes the footage, signs with his own key and makes all sums fit."""
    flip(package / NAMES[0], 5)
    replaced_manifest(package, OTHER_ED25519, lambda said: said.update(note="无缺口"))
    assert verify(package).untouched, "nothing inside the package can tell"
    assert run_script(package)[0] == 0
    verdict = verify(package, Witness(fingerprint=ED25519.card.fingerprint))
    assert verdict.findings == (Finding(FindingCode.OTHER_KEY),)
    code, said = run_script(package, "--fingerprint", ED25519.card.fingerprint.upper())
    assert code == 1
    assert "签名不是登记所记的密钥" in said


def test_right_fingerprint_is_no_finding(package: Path) -> None:
    assert verify(package, Witness(fingerprint=ED25519.card.fingerprint)).untouched
    assert run_script(package, "--fingerprint", ED25519.card.fingerprint)[0] == 0


def test_folder_may_have_another_name(package: Path) -> None:
    assert verify(package.rename(package.parent / "光盘")).untouched


def test_judging_reads_no_more_than_the_manifest_allows(package: Path) -> None:
    """A terabyte with nothing in it takes no time: its length alone gives it away."""
    with (package / NAMES[0]).open("r+b") as stream:
        stream.truncate(1 << 40)
    assert verify(package).findings == (Finding(FindingCode.CHANGED, NAMES[0], 1, f"3000 → {1 << 40}"),)
    with (package / names.MANIFEST).open("r+b") as stream:
        stream.truncate(1 << 40)
    assert verify(package).findings == (Finding(FindingCode.MANIFEST_UNREADABLE, names.MANIFEST),)
    assert run_script(package)[0] == 1


def test_names_of_strangers_are_shown_without_tricks(package: Path) -> None:
    (package / "a\u202efdp.exe\x1b[2J").write_bytes(b"")
    verdict = verify(package)
    for text in (told(verdict.findings[0]), run_script(package)[1]):
        assert "\u202e" not in text
        assert "\x1b" not in text


def test_name_that_is_no_text(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file name need not be UTF-8: it is found, told, and handed on as JSON."""
    Path(os.fsdecode(os.fsencode(package) + b"/\xff\xfe.mp4")).write_bytes(b"")
    for arguments in ([], ["--json"]):
        assert main(["verify", str(package), "--profile", str(package.parent / "none"), *arguments]) == 1
    text, wire = capsys.readouterr().out.rsplit("\n", 2)[:2]
    assert "多出清单以外的文件：.mp4" in text
    assert verdict_from_json(json.loads(wire)) == verify(package)
    assert run_script(package)[0] == 1


def test_progress_reaches_the_end(package: Path) -> None:
    seen: list[tuple[int, int]] = []
    verify(package, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 6000

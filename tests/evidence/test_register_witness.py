"""The register as witness: a package signed anew, a package nobody entered, a register that was altered."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.audit.chain import Chain
from desktop.audit.entry import AccessAction, RegisterEntry
from desktop.cli import main
from desktop.domain.camera import CameraId
from desktop.domain.evidence import ManifestSummary
from desktop.domain.time_range import TimeRange
from desktop.evidence.verdict import Finding, FindingCode, RegisterMatch
from desktop.evidence.verify import Witness, verify
from tests.support.evidence_package import ED25519, NAMES, OTHER_ED25519, START_MS, facts, sealed


def enter(register: Path, summary: ManifestSummary) -> None:
    """Write what the exporter writes when a package stands."""
    Chain(register).append(
        [
            RegisterEntry(
                at_ms=START_MS,
                who="胡建国",
                unit="梓门桥派出所",
                account="fujing",
                platform="https://127.0.0.1",
                action=AccessAction.EXPORT_FINISHED,
                camera_id=CameraId(""),
                camera_name="",
                range=TimeRange(0, 0),
                workstation="zhban-01",
                subject=summary.package,
                body=summary.register_body(),
            )
        ]
    )


@pytest.fixture(name="register")
def _register(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "register.sqlite3"


def test_package_that_the_register_knows(tmp_path: Path, register: Path) -> None:
    folder = tmp_path / "p"
    enter(register, sealed(folder))
    verdict = verify(folder, Witness(register=register, register_must_know=True))
    assert verdict.untouched
    assert verdict.register is RegisterMatch.MATCHES


def test_package_made_anew_with_another_key(tmp_path: Path, register: Path) -> None:
    enter(register, sealed(tmp_path / "p"))
    sealed(tmp_path / "forged", OTHER_ED25519)
    for must_know in (True, False):
        verdict = verify(tmp_path / "forged", Witness(register=register, register_must_know=must_know))
        assert verdict.findings == (Finding(FindingCode.OTHER_KEY),)
        assert verdict.register is RegisterMatch.DIFFERS


def test_package_made_anew_with_the_same_key(tmp_path: Path, register: Path) -> None:
    enter(register, sealed(tmp_path / "p"))
    sealed(tmp_path / "again", ED25519, pdf=b"%PDF-1.4 other\n")
    verdict = verify(tmp_path / "again", Witness(register=register))
    assert verdict.findings == (Finding(FindingCode.OTHER_MANIFEST),)


def test_package_of_the_same_key_that_nobody_entered(tmp_path: Path, register: Path) -> None:
    enter(register, sealed(tmp_path / "p"))
    sealed(tmp_path / "secret", ED25519, facts("没有登记的包"))
    assert verify(tmp_path / "secret", Witness(register=register)).findings == (
        Finding(FindingCode.NOT_REGISTERED),
    )


def test_two_packages_of_one_retrieval(tmp_path: Path, register: Path) -> None:
    enter(register, sealed(tmp_path / "p"))
    enter(register, sealed(tmp_path / "q", ED25519, facts("第二个包")))
    for name in ("p", "q"):
        assert verify(tmp_path / name, Witness(register=register)).register is RegisterMatch.MATCHES


def test_package_of_another_workstation(tmp_path: Path, register: Path) -> None:
    """This machine's own register need not know it; one that was named on purpose must."""
    other = sealed(tmp_path / "other", OTHER_ED25519)
    enter(register, ManifestSummary("别的包", "1", "ab" * 32, "cd" * 32, other.algorithm, True, 1, 1))
    verdict = verify(tmp_path / "other", Witness(register=register))
    assert verdict.untouched
    assert verdict.register is RegisterMatch.UNKNOWN
    asked = verify(tmp_path / "other", Witness(register=register, register_must_know=True))
    assert asked.findings == (Finding(FindingCode.NOT_REGISTERED),)


def test_altered_register_entry_is_found(tmp_path: Path, register: Path) -> None:
    """Somebody makes the register fit his forged package: the chain shows it."""
    enter(register, sealed(tmp_path / "p"))
    forged = sealed(tmp_path / "forged", OTHER_ED25519)
    with closing(sqlite3.connect(register)) as connection, connection:
        (body,) = connection.execute("SELECT body FROM entry").fetchone()
        for old, new in (
            (ED25519.card.fingerprint, OTHER_ED25519.card.fingerprint),
            (verify(tmp_path / "p").manifest_sha256, forged.manifest_sha256),
        ):
            assert old in body
            body = body.replace(old, new)
        connection.execute("DROP TRIGGER entry_never_changes")
        connection.execute("UPDATE entry SET body = ?", (body,))
    (finding,) = verify(tmp_path / "forged", Witness(register=register)).findings
    assert (finding.code, finding.number) == (FindingCode.REGISTER_BROKEN, 1)


def test_file_that_is_no_register(tmp_path: Path) -> None:
    sealed(tmp_path / "p")
    wrong = tmp_path / "register.sqlite3"
    for content in (None, b"no database at all" * 100):
        if content is not None:
            wrong.write_bytes(content)
        (finding,) = verify(tmp_path / "p", Witness(register=wrong, register_must_know=True)).findings
        assert finding.code is FindingCode.REGISTER_BROKEN


def test_command_line(tmp_path: Path, register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, profile = tmp_path / "p", str(register.parent)
    enter(register, sealed(folder))
    assert main(["verify", str(folder), "--profile", profile]) == 0
    said = capsys.readouterr().out
    assert "结论：文件自导出后未被改动" in said
    assert "登记核对：与登记一致" in said
    assert main(["verify", str(folder), "--register", str(register), "--json"]) == 0
    assert '"untouched": true' in capsys.readouterr().out
    wrong = OTHER_ED25519.card.fingerprint
    assert main(["verify", str(folder), "--profile", profile, "--fingerprint", wrong]) == 1
    assert "签名不是本登记所记的密钥" in capsys.readouterr().out
    (folder / NAMES[0]).unlink()
    assert main(["verify", str(folder), "--profile", profile]) == 1
    assert f"缺少第 1 个文件：{NAMES[0]}" in capsys.readouterr().out
    assert main(["verify", str(folder), "--fingerprint", "abc"]) == 2
    assert main(["verify", str(tmp_path / "nowhere"), "--profile", profile]) == 3
    assert "无法读取文件夹" in capsys.readouterr().err

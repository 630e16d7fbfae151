"""Building a package on disk: what the usual commands say of it, what is refused, and what a ZIP holds."""

import ast
import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pyzipper

import resources
from desktop.domain.evidence import SignatureAlgorithm
from desktop.errors import AppError, ErrorCode
from desktop.evidence import names
from desktop.evidence.archive import zip_package
from desktop.evidence.package import build, draft, seal
from desktop.evidence.scan import NoFileError
from desktop.evidence.verify import verify
from desktop.lanes import Lane
from tests.support.evidence_package import ED25519, NAMES, facts, footage_bytes, sealed, signer_of

TRICKS = ["../out.mp4", "a/b.mp4", "manifest.json", "", "a\nb.mp4", "C:\\a.mp4", "-c.mp4"]
PASSWORD = "密码-12345678"


class Printer:
    """Stands for the printing process."""

    def __init__(self) -> None:
        self.html = ""

    async def print(self, html: str, target: Path) -> None:
        self.html = html
        target.write_bytes(b"%PDF-1.4 printed\n")  # noqa: ASYNC240 - a test's few bytes


@pytest.fixture(name="lane")
def _lane() -> Iterator[Lane]:
    lane = Lane("evidence-test", 1)
    yield lane
    lane.close()


def with_footage(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for index, name in enumerate(NAMES):
        (folder / name).write_bytes(footage_bytes(index))
    return folder


def test_built_with_a_printer(tmp_path: Path, lane: Lane) -> None:
    folder, printer = with_footage(tmp_path / "p"), Printer()
    summary = asyncio.run(build(facts(), folder, ED25519, lane=lane, printer=printer))
    assert printer.html == (folder / names.DOCUMENT).read_text(encoding="utf-8")
    assert summary.files == 2
    assert summary.bytes == 6000
    assert sorted(path.name for path in folder.iterdir()) == sorted([*NAMES, *names.COMPANIONS, *names.SEALS])
    assert verify(folder).untouched


def test_built_without_a_printer_and_again(tmp_path: Path, lane: Lane) -> None:
    """An interrupted run may have left anything of ours; the next one makes it whole."""
    folder = with_footage(tmp_path / "p")
    (folder / names.PRINTED).write_bytes(b"%PDF half")
    (folder / f"{names.MANIFEST}.part").write_bytes(b"{")
    (folder / ".print-abc.pdf").write_bytes(b"%PDF half")
    (folder / names.SHA256_SUMS).write_bytes(b"old")
    for _ in range(2):
        asyncio.run(build(facts(), folder, ED25519, lane=lane))
        assert not (folder / names.PRINTED).exists()
        assert verify(folder).untouched


@pytest.mark.parametrize("algorithm", list(SignatureAlgorithm))
def test_usual_commands_accept_the_sums(algorithm: SignatureAlgorithm, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    sealed(folder, signer_of(algorithm))
    checks = [["sha256sum", "--strict", "-c", "SHA256SUMS"]]
    version = subprocess.run(["cksum", "--version"], capture_output=True, text=True, check=False).stdout
    if version.split("\n")[0].split()[-1] >= "9":
        checks.append(["cksum", "-a", "sm3", "--strict", "-c", "SM3SUMS"])
    for command in checks:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count(": OK\n") == len(list(folder.iterdir())) - (1 if "SHA" in command[-1] else 2)


@pytest.mark.parametrize("algorithm", list(SignatureAlgorithm))
@pytest.mark.parametrize("openssl", [True, False])
def test_script_of_the_package_checks_it_alone(
    algorithm: SignatureAlgorithm, tmp_path: Path, *, openssl: bool
) -> None:
    folder = tmp_path / "证据"
    sealed(folder, signer_of(algorithm))
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py"],
        cwd=folder,
        capture_output=True,
        check=False,
        env={"PATH": str(Path(shutil.which("openssl") or "/usr/bin/openssl").parent)} if openssl else {},
    )
    said = done.stdout.decode()
    assert not done.stderr
    assert "结论：文件自导出后未被改动" in said
    assert done.returncode == (0 if openssl else 2)
    assert ("签名：    有效" if openssl else "未核对（本机没有 openssl 命令）") in said
    assert verify(folder).untouched, "the script left nothing behind"


def test_script_is_not_led_astray_by_the_package(tmp_path: Path) -> None:
    """A package may carry its own json.py and its own openssl: neither runs."""
    folder = tmp_path / "p"
    sealed(folder)
    (folder / "json.py").write_text("raise SystemExit(0)")
    (folder / "openssl").write_text("#!/bin/sh\ntouch /tmp/ran\necho Signature Verified Successfully\n")
    (folder / "openssl").chmod(0o755)
    done = subprocess.run(
        [sys.executable, "verify.py"],
        cwd=folder,
        capture_output=True,
        check=False,
        env={"PATH": f".{os.pathsep}{folder}"},
    )
    said = done.stdout.decode()
    assert done.returncode == 1
    assert "多出清单以外的文件：json.py" in said
    assert "本机没有 openssl 命令" in said


def test_script_has_its_own_exit_codes(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    sealed(folder)
    for arguments, code in (
        (["--nonsense"], 3),
        (["--fingerprint", "abc"], 3),
        ([str(tmp_path / "nowhere")], 3),
        ([str(tmp_path)], 1),
        (["--help"], 0),
    ):
        done = subprocess.run(
            [sys.executable, "-I", folder / "verify.py", *arguments], capture_output=True, check=False
        )
        assert done.returncode == code, done


def test_script_says_when_openssl_is_too_old(tmp_path: Path) -> None:
    folder, tools = tmp_path / "p", tmp_path / "bin"
    sealed(folder)
    tools.mkdir()
    (tools / "openssl").write_text("#!/bin/sh\necho OpenSSL 1.1.1w  11 Sep 2023\n")
    (tools / "openssl").chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-I", folder / "verify.py"],
        capture_output=True,
        check=False,
        env={"PATH": f"{tools}{os.pathsep}/bin"},
    )
    assert done.returncode == 2
    assert "openssl 版本过低" in done.stdout.decode()


def test_script_speaks_where_the_terminal_cannot(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    sealed(folder)
    for encoding in ("gbk", "cp437", "ascii"):
        done = subprocess.run(
            [sys.executable, folder / "verify.py"],
            capture_output=True,
            check=False,
            env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": encoding},
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert ("未被改动".encode("gbk") in done.stdout) == (encoding == "gbk")


def test_script_is_python_3_6(tmp_path: Path) -> None:
    tree = ast.parse(resources.evidence_script(), feature_version=(3, 6))
    roots = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert roots <= sys.stdlib_module_names
    late = {"capture_output", "removeprefix", "removesuffix", "file_digest", "reconfigure"}
    words = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not words & late


def test_slow_sm3_of_the_script_is_sm3() -> None:
    made: dict[str, object] = {"__name__": "script"}
    exec(compile(resources.evidence_script(), "verify.py", "exec"), made)
    slow, listed = made["slow_sm3"], {}
    assert callable(slow)
    from desktop.evidence.folder import sm3  # noqa: PLC0415 - beside what it is compared with

    for size in (0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000):
        listed[size] = (slow(footage_bytes(0, size)), sm3(footage_bytes(0, size)))
    assert all(ours == theirs for ours, theirs in listed.values()), listed


@pytest.mark.parametrize("name", ["stray.mp4", "notes.txt", ".hidden"])
def test_strangers_are_not_sealed_in(tmp_path: Path, name: str) -> None:
    folder = with_footage(tmp_path / "p")
    (folder / name).write_bytes(b"")
    draft(facts(), folder, ED25519.card)
    with pytest.raises(AppError) as caught:
        seal(facts(), folder, ED25519)
    assert (caught.value.code, caught.value.detail) == (ErrorCode.STORAGE_FAILED, {"file": name})


def test_footage_that_is_not_what_it_was_is_not_sealed_in(tmp_path: Path) -> None:
    folder = with_footage(tmp_path / "p")
    draft(facts(), folder, ED25519.card)
    (folder / NAMES[1]).write_bytes(b"shorter")
    with pytest.raises(AppError) as caught:
        seal(facts(), folder, ED25519)
    assert caught.value.detail == {"file": NAMES[1]}
    (folder / NAMES[1]).unlink()
    with pytest.raises(AppError) as caught:
        seal(facts(), folder, ED25519)
    assert caught.value.code is ErrorCode.TARGET_UNWRITABLE


@pytest.mark.parametrize("name", TRICKS)
def test_footage_under_a_trick_name_is_not_sealed_in(tmp_path: Path, name: str) -> None:
    folder = with_footage(tmp_path / "p")
    package = facts()
    trick = replace(package.files[0], facts=replace(package.files[0].facts, file_name=name))
    (folder / NAMES[0]).unlink()
    package = replace(package, files=(trick, package.files[1]))
    draft(package, folder, ED25519.card)
    with pytest.raises(AppError):
        seal(package, folder, ED25519)


def test_target_that_is_gone(tmp_path: Path, lane: Lane) -> None:
    with pytest.raises(AppError) as caught:
        asyncio.run(build(facts(), tmp_path / "nowhere", ED25519, lane=lane))
    assert caught.value.code is ErrorCode.TARGET_UNWRITABLE


def test_zip_opens_with_its_password_only(tmp_path: Path) -> None:
    folder = tmp_path / "证据"
    sealed(folder)
    target, seen = tmp_path / "证据.zip", []
    digest = zip_package(folder, target, PASSWORD, lambda done, total: seen.append((done, total)))
    sums = subprocess.run(["sha256sum", target], capture_output=True, text=True, check=True).stdout
    assert sums.startswith(digest)
    assert seen[-1][0] == seen[-1][1] == sum(path.stat().st_size for path in folder.iterdir())
    with pyzipper.AESZipFile(target) as packed:
        assert {info.wz_aes_strength for info in packed.infolist()} == {3}, "AES-256"
        packed.setpassword(b"something else")
        with pytest.raises(RuntimeError):
            packed.read(packed.namelist()[0])
        packed.setpassword(PASSWORD.encode())
        packed.extractall(tmp_path / "out")
    assert footage_bytes(0)[:100] not in target.read_bytes()
    assert verify(tmp_path / "out" / "证据").untouched


def test_zip_opens_with_7z(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    sealed(folder)
    zip_package(folder, tmp_path / "p.zip", "password1")
    subprocess.run(
        ["7z", "x", "-ppassword1", "p.zip", "-oout"], cwd=tmp_path, check=True, capture_output=True
    )
    assert verify(tmp_path / "out" / "p").untouched


def test_zip_overwrites_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    folder, target = tmp_path / "p", tmp_path / "p.zip"
    sealed(folder)
    with pytest.raises(ValueError, match="short"):
        zip_package(folder, target, "1234567")

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        zip_package(folder, target, PASSWORD, stop)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p"]
    target.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        zip_package(folder, target, PASSWORD)
    assert target.read_bytes() == b"mine"
    (folder / "link").symlink_to("/etc/passwd")
    with pytest.raises(NoFileError):
        zip_package(folder, tmp_path / "q.zip", PASSWORD)

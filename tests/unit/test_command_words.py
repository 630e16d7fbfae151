"""What the command line says: Chinese, with what to do, and never a value that might be a password."""

import errno
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.command_errors import tell_error
from desktop.command_parser import Parser, said
from desktop.domain.os_reasons import os_reason
from desktop.errors import AppError, ErrorCode

SECRET = "xueliang-2026"


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["verify"], "缺少参数 FOLDER"),
        (["verify", ""], "FOLDER 写得不对"),
        (["register", "bogus"], "action 只能是"),
        (["register", "list", "--limit", SECRET], "--limit 须是整数"),
        (["export", "--camera"], "--camera 后面要写内容"),
        (["export", "--resume=1"], "--resume 后面不写内容"),
        (["export", "--resume", SECRET], "多写了参数"),
        (["export", "--password", SECRET], "没有参数 --password"),
        (["export", f"--password={SECRET}"], "没有参数 --password"),
        (["login", "--passw", SECRET], "没有参数 --passw"),
    ],
)
def test_wrong_arguments_are_named_and_not_repeated(
    capsys: pytest.CaptureFixture[str], arguments: list[str], text: str
) -> None:
    err = refused(capsys, *arguments)
    assert text in err
    assert "用法见" in err
    assert SECRET not in err


def test_a_message_that_nobody_knows_is_not_repeated() -> None:
    assert said(f"something about {SECRET}") == "参数不对"
    assert isinstance(Parser().add_subparsers().add_parser("x"), Parser)


@pytest.mark.parametrize(
    ("error", "texts"),
    [
        (
            AppError(ErrorCode.NOT_FOUND, {"status": 404, "retrieval": "a-1"}),
            ["没有这个编号的调取登记（a-1）"],
        ),
        (AppError(ErrorCode.NOT_FOUND, {"camera": "c-1"}), ["没有这个点位（c-1）"]),
        (
            AppError(ErrorCode.NOT_APPROVED, {"retrieval": "a-1", "state": "refused"}),
            ["登记 a-1", "状态：未批准"],
        ),
        (
            AppError(
                ErrorCode.NOT_APPROVED,
                {"retrieval": "a-1", "state": "approved", "valid_until_ms": 1_780_000_000_000},
            ),
            ["状态：已批准", "有效期到 2026-05-29 04:26 为止"],
        ),
        (AppError(ErrorCode.NOT_APPROVED, {"kind": "view"}), ["类型是查阅，不能导出"]),
        (AppError(ErrorCode.FORBIDDEN, {"right": "export"}), ["需要“导出”权限"]),
        (
            AppError(ErrorCode.DISK_FULL, {"free_bytes": 3_000_000, "needed_bytes": 271_360_972}),
            ["剩余 3 MB，需要 271 MB"],
        ),
        (
            AppError(ErrorCode.TARGET_UNWRITABLE, {"folder": "/x", "reason": "E", "errno": errno.EROFS}),
            ["文件夹 /x", "只读"],
        ),
        (
            AppError(ErrorCode.INCOMPLETE_REQUEST, {"field": "persons", "problem": "too_few", "limit": 2}),
            ["persons：", "须有 2 人"],
        ),
        (
            AppError(ErrorCode.INCOMPLETE_REQUEST, {"field": "opinion", "problem": "missing"}),
            ["opinion：请填写"],
        ),
        (AppError(ErrorCode.INCOMPLETE_REQUEST, {"field": "odd", "problem": "odd"}), ["odd"]),
    ],
)
def test_details_are_told_in_chinese(
    capsys: pytest.CaptureFixture[str], error: AppError, texts: list[str]
) -> None:
    tell_error(error)
    err = capsys.readouterr().err
    assert all(text in err for text in texts), err
    assert "=" not in err
    assert "404" not in err


def test_details_that_nobody_listed_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    tell_error(AppError(ErrorCode.PLATFORM_ERROR, {"url": "http://x/?token=1", "password": SECRET}))
    err = capsys.readouterr().err
    assert "http" not in err
    assert SECRET not in err


def test_reasons_of_the_system_are_chinese() -> None:
    assert os_reason(errno.ENOENT) == "不存在"
    assert os_reason(None) == "系统错误 0"
    assert os_reason(9999) == "系统错误 9999"


@pytest.mark.parametrize("what", ["a file", "nothing", "a ZIP", "a long name", "a link to itself"])
def test_verify_says_what_it_wants(tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    target = {
        "a file": tmp_path / "一.mp4",
        "nothing": tmp_path / "无",
        "a ZIP": tmp_path / "包.zip",
        "a long name": tmp_path / ("长" * 300),
        "a link to itself": tmp_path / "link",
    }[what]
    for name in ("一.mp4", "包.zip"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "link")
    assert main(["verify", str(target), "--profile", str(tmp_path)]) == 3
    err = capsys.readouterr().err
    assert "无法读取文件夹：" in err
    assert ("请先解压" if what == "a ZIP" else "请给出证据包的文件夹") in err
    assert not any("a" <= letter <= "z" for letter in err.replace("manifest.json", "").replace("FOLDER", ""))


def test_verify_on_a_folder_that_is_no_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path), "--profile", str(tmp_path)]) == 1
    assert "请确认选的是证据包的文件夹" in capsys.readouterr().out


@pytest.mark.parametrize("window", [[], ["--window"]])
@pytest.mark.parametrize("what", ["missing", "folder"])
def test_verify_with_a_register_that_is_none(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    window: list[str],
) -> None:
    """It said that the register had been changed, of one that was never there."""
    monkeypatch.setenv("DISPLAY", ":none")  # a window is not opened for what cannot be judged
    register = tmp_path / "none" if what == "missing" else tmp_path
    assert main(["verify", str(tmp_path), "--register", str(register), *window]) == 3
    said_there = capsys.readouterr()
    assert "没有这个登记簿文件" in said_there.err
    assert not said_there.out


@pytest.mark.parametrize("action", ["list", "verify"])
def test_a_register_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], action: str
) -> None:
    profile = tmp_path / "profile"
    profile.write_bytes(b"a file")
    assert main(["register", action, "--profile", str(profile)]) == 3
    assert "无法读取登记簿" in capsys.readouterr().err
    assert main(["register", action, "--profile", str(tmp_path / "none")]) == 0
    assert "还没有登记簿" in capsys.readouterr().err
    (tmp_path / "register.sqlite3").write_bytes(b"nonsense" * 1000)
    assert main(["register", action, "--profile", str(tmp_path)]) == (3 if action == "list" else 1)
    told = capsys.readouterr()
    assert "登记簿" in told.err + told.out

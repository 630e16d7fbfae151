"""The commands in the hands of somebody who types anything, on a machine where anything may be in the way."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.e2e.test_export_command import REQUEST, Script, _typed, footage
from tests.support.demo_platform import PASSWORD, ROOT, DemoPlatform, without_keyring


@pytest.fixture(scope="module")
def platform() -> Iterator[DemoPlatform]:
    with DemoPlatform(scale=0.05) as running:
        yield running


@pytest.fixture(name="script")
def _script(platform: DemoPlatform, tmp_path: Path) -> Script:
    return Script(platform, tmp_path)


def clean(done: "subprocess.CompletedProcess[str]", code: int, *texts: str) -> None:
    """Check that a command ended as it should, told so in Chinese, and gave nothing away."""
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    assert all(text in said for text in texts), said
    assert not [word for word in ("Traceback", PASSWORD, "http://", "token", "status=") if word in said]


def export(
    script: Script, *more: str, camera: Sequence[str] = ("1" * 20,), out: str = "out"
) -> Sequence[str]:
    cameras = [word for one in camera for word in ("--camera", one)]
    return ["export", "--register", "x-1", *cameras, "--out", str(script.folder / out), *more]


PAST = ("--from", "昨天 02:00", "--to", "昨天 02:01")


@pytest.mark.parametrize(
    ("camera", "times", "code", "text"),
    [
        (["../../session"], PAST, 1, "没有这个点位（../../session）"),
        (["摄像机😀"], PAST, 1, "没有这个点位"),
        ([" "], PAST, 2, "须写摄像机编号"),
        ([f"{number:020}" for number in range(17)], PAST, 2, "一次最多 16 路"),
        (["1" * 20], ("--from", "2020-01-01T00:00:00Z", "--to", "2099-01-01T00:00:00Z"), 2, "还没有到"),
    ],
)
def test_cameras_and_times_that_cannot_be(
    script: Script, camera: list[str], times: Sequence[str], code: int, text: str
) -> None:
    clean(script(*export(script, *times, camera=camera)), code, text)
    assert not (script.folder / "out").exists()


@pytest.mark.parametrize("number", ["431321103-20200101-0001", "../../session", "登记😀", "9" * 3000])
def test_entries_that_there_are_not(platform: DemoPlatform, script: Script, number: str) -> None:
    """The platform's 404 was told as a camera that is not there."""
    camera, start, end = footage(platform)
    clean(script.export(number, camera, start, end), 1, "没有这个编号的调取登记", "请核对登记编号")
    assert not (script.folder / "out").exists()


def test_half_a_sign_in_is_not_sent_to_the_platform(platform: DemoPlatform, script: Script) -> None:
    clean(script("export", "--resume", user=""), 2, "--user")
    profile = ["--profile", str(script.folder / "profile")]
    command = [sys.executable, "-m", "desktop", "export", "--resume", "--user", "fujing", *profile]
    place = ["--platform", platform.url]
    for arguments, typed, text in (
        (place, b"", "--password-stdin"),
        ([*place, "--password-stdin"], b"", "没有密码"),
        ([*place, "--password-stdin"], "密码".encode("gbk") + b"\n", "密码的编码不对"),
        (["--password-stdin"], PASSWORD.encode(), "--platform"),
    ):
        done = subprocess.run(
            [*command, *arguments],
            input=typed,
            capture_output=True,
            check=False,
            cwd=ROOT,
            env=without_keyring(),
        )
        told = subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )
        clean(told, 2, text)


def test_targets_that_cannot_be_written_leave_what_is_there(platform: DemoPlatform, script: Script) -> None:
    camera, start, end = footage(platform)
    number = script.asked(camera, start, end)
    assert script("retrieval", "approve", number, user="shenpi").returncode == 0
    (script.folder / "file").write_bytes(b"mine")
    (script.folder / "link").symlink_to(script.folder / "nowhere")
    (script.folder / "round").symlink_to(script.folder / "round")
    times = ("--from", _typed(start), "--to", _typed(end))
    for out, code, text in (
        ("file", 1, "同名的文件已存在"),
        ("file/below", 1, "不是文件夹"),
        ("长" * 100, 1, "名称太长"),
        ("round", 2, "请写完整路径"),
    ):
        arguments = ["--register", number, "--camera", camera, "--out", str(script.folder / out), *times]
        clean(script("export", *arguments), code, text)
    assert (script.folder / "file").read_bytes() == b"mine"
    odd = "空 格 😀'\"$(x)"
    arguments = ["--register", number, "--camera", camera, *times]
    made = script("export", *arguments, "--out", str(script.folder / odd / ".." / "上级"))
    clean(made, 0)
    assert Path(made.stdout.strip()).parent == script.folder / "上级"
    assert not (script.folder / "nowhere").exists()


def test_a_current_folder_that_is_gone_is_told(platform: DemoPlatform, script: Script) -> None:
    gone = script.folder / "gone"
    gone.mkdir()
    command = f"cd '{gone}' && rmdir '{gone}' && exec \"$@\""
    arguments = ["--platform", platform.url, "--user", "fujing", "--password-stdin", "--out", "rel", *PAST]
    arguments += ["--profile", str(script.folder / "profile")]
    done = subprocess.run(
        ["sh", "-c", command, "sh", sys.executable, "-m", "desktop", *export(script), *arguments],
        input=f"{PASSWORD}\n",
        capture_output=True,
        check=False,
        text=True,
        env={**without_keyring(), "PYTHONPATH": str(ROOT)},
    )
    clean(done, 2, "--out rel 找不到")


def test_a_reader_that_goes_away_ends_it_quietly(platform: DemoPlatform, script: Script) -> None:
    readable, writable = os.pipe()
    os.close(readable)
    command = [sys.executable, "-m", "desktop", "login", "--platform", platform.url, "--user", "fujing"]
    with os.fdopen(writable, "wb") as nobody:
        done = subprocess.run(
            [*command, "--password-stdin", "--profile", str(script.folder / "profile")],
            input=f"{PASSWORD}\n".encode(),
            stdout=nobody,
            stderr=subprocess.PIPE,
            check=False,
            cwd=ROOT,
            env=without_keyring(),
        )
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"{", "第 1 行第 2 列"),
        (b"\xff\xfe\x00", "不是 UTF-8"),
        (b"[" * 100_000, "不是 UTF-8 编码的 JSON"),
        (b"[]", "footage 须是列表"),
        (b'{"footage": "x"}', "footage 须是列表"),
        (b'{"footage": [{"from": "now"}]}', "footage 须是列表"),
        (json.dumps({**REQUEST, "kind": "x", "footage": []}).encode(), "kind 没有填写，或写得不对"),
        (json.dumps({"footage": [], "kind": "copy"}).encode(), "requester_class 没有填写"),
        (json.dumps({**REQUEST, "persons": [], "footage": []}).encode(), "："),
    ],
)
def test_request_files_that_are_none(script: Script, content: bytes, text: str) -> None:
    """Python's own words were shown: "'str' object cannot be interpreted as an integer"."""
    path = script.folder / "request.json"
    path.write_bytes(content)
    done = script("retrieval", "submit", str(path))
    clean(done, 1 if "persons" in content.decode("latin-1") and text == "：" else 2, text)
    assert "object" not in done.stderr


def test_files_that_cannot_be_read_are_named(script: Script) -> None:
    clean(script("retrieval", "submit", str(script.folder / "无.json")), 2, "无.json：不存在")
    clean(script("retrieval", "submit", str(script.folder)), 2, "是文件夹，不是文件")
    clean(script("retrieval", "show", "../../session"), 1, "没有这个编号的调取登记")

"""Requests and exports from a script: the real command line, the real demo platform, kills in between."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.cli import has_display
from desktop.domain.beijing import moment
from desktop.domain.recording import RecordStorage
from desktop.services.exports.runner import JOB_SEGMENT_BYTES
from tests.benchmarks import export_kills
from tests.support.demo_platform import PASSWORD, ROOT, DemoPlatform, without_keyring

PDF = b"%PDF-1.7\nscan"
REQUEST = {
    "kind": "copy",
    "requester_class": "police_station",
    "unit": "梓门桥派出所",
    "persons": [
        {"name": "张三", "document_type": "police_id", "document_number": "043210", "phone": "13800000000"},
        {"name": "李四", "document_type": "police_id", "document_number": "043211"},
    ],
    "reason": "货车撞坏铁棚后逃逸",
    "purpose": "查找肇事车辆",
    "case_number": "A4313210300002026050001",
    "legal_document": {"title": "调取证据通知书", "number": "双公(梓)调证字〔2026〕12号"},
    "approved_outside_by": "王所长",
    "secrecy_read": True,
}


@pytest.fixture(scope="module")
def platform() -> Iterator[DemoPlatform]:
    with DemoPlatform(scale=0.05) as running:
        yield running


class Script:
    """Commands of two people on one machine."""

    def __init__(self, platform: DemoPlatform, folder: Path) -> None:
        self.platform = platform
        self.folder = folder

    def __call__(
        self, *arguments: str, user: str = "fujing", lines: Sequence[str] = ()
    ) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "desktop", *arguments, "--platform", self.platform.url]
        command += ["--user", user, "--password-stdin", "--profile", str(self.folder / "profile")]
        return subprocess.run(
            command,
            cwd=ROOT,
            input="".join(f"{line}\n" for line in (PASSWORD, *lines)),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env=without_keyring(),
        )

    def asked(self, camera: str, start_ms: int, end_ms: int) -> str:
        now = datetime.now(UTC).timestamp() * 1000
        footage = [{"camera_id": camera, "from": _typed(start_ms), "to": _typed(end_ms)}]
        body = {**REQUEST, "footage": footage, "copy_expires_at_ms": round(now) + 86_400_000}
        (self.folder / "request.json").write_text(json.dumps(body), encoding="utf-8")
        (self.folder / "通知书.pdf").write_bytes(PDF)
        done = self(
            "retrieval",
            "submit",
            str(self.folder / "request.json"),
            "--scan",
            str(self.folder / "通知书.pdf"),
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\t")[0]

    def export(
        self, number: str, camera: str, start_ms: int, end_ms: int, **more: Sequence[str]
    ) -> "subprocess.CompletedProcess[str]":
        return self(
            "export",
            *("--register", number, "--camera", camera, "--out", str(self.folder / "out")),
            *("--from", _typed(start_ms), "--to", _typed(end_ms)),
            *more.get("options", ()),
            lines=more.get("lines", ()),
        )


def _typed(ms: int) -> str:
    return f"{moment(ms):%Y-%m-%d %H:%M:%S}"


def footage(platform: DemoPlatform) -> tuple[str, int, int]:
    """Return a camera and ten seconds of its footage."""
    client = platform.sign_in("fujing")
    now = round(datetime.now(UTC).timestamp() * 1000)
    for camera in client.cameras("431321103"):
        if camera["kind"] != "public":
            continue
        items = client.get(f"/cameras/{camera['id']}/recordings", from_ms=now - 86_400_000, to_ms=now)[
            "items"
        ]
        for entry in items:
            start = (entry["start_ms"] // 1000 + 5) * 1000
            if entry["storage"] == "platform" and entry["end_ms"] > start + 30_000:
                return camera["id"], start, start + 10_000
    raise AssertionError("nothing recorded")


def test_a_script_asks_somebody_else_approves_and_the_package_verifies(
    platform: DemoPlatform, tmp_path: Path
) -> None:
    script = Script(platform, tmp_path)
    camera, start, end = footage(platform)
    number = script.asked(camera, start, end)
    early = script.export(number, camera, start, end)
    assert early.returncode == 3
    assert "未经批准" in early.stderr
    own = script("retrieval", "approve", number)
    assert own.returncode == 3, own.stderr
    done = script("retrieval", "approve", number, user="shenpi")
    assert done.returncode == 0, done.stderr
    assert "已批准" in script("retrieval", "list").stdout
    outside = script.export(number, camera, start, end + 1000)
    assert outside.returncode == 3
    made = script.export(
        number, camera, start, end, options=["--zip-password-stdin"], lines=["湾头村二〇二六!"]
    )
    assert made.returncode == 0, made.stderr
    package, zipped = (Path(line) for line in made.stdout.splitlines())
    assert zipped.stat().st_size > 100_000
    assert "打包签名" in made.stderr
    verified = subprocess.run(
        [sys.executable, "-m", "desktop", "verify", str(package), "--profile", str(tmp_path / "profile")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout
    assert "与登记一致" in verified.stdout
    again = script.export(number, camera, start, end)
    assert again.returncode == 0, again.stderr
    assert Path(again.stdout.strip()) != package
    resumed = script("export", "--resume").stderr
    assert resumed == "没有未做完的导出。\n", "packages that were done before are no news"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "昨天 25:00", "--to", "now"], "没有这个时刻"),
        (["--from", "昨天 02:00", "--to", "昨天 01:00"], "须晚于"),
        (["--from", "吃饭时", "--to", "now"], "看不懂"),
    ],
)
def test_times_that_mean_nothing_are_named(
    platform: DemoPlatform, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = Script(platform, tmp_path)(
        "export", "--register", "x", "--camera", "1", "--out", str(tmp_path / "out"), *arguments
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_camera_outside_the_accounts_scope_does_not_exist(platform: DemoPlatform, tmp_path: Path) -> None:
    done = Script(platform, tmp_path)(
        *("export", "--register", "x", "--camera", "43132200001328000002", "--out", str(tmp_path / "out")),
        *("--from", "昨天 02:00", "--to", "昨天 02:01"),
    )
    assert done.returncode == 1
    assert "43132200001328000002" in done.stderr


def test_every_command_signs_in_alike_and_says_in_words_why_it_may_not(
    platform: DemoPlatform, tmp_path: Path
) -> None:
    script = Script(platform, tmp_path)
    login = script("login")
    assert login.returncode == 0, login.stderr
    assert "账号：fujing" in login.stdout
    assert script("cameras", "--limit", "3").stdout.count("\n") == 3
    for command in (["login"], ["cameras"], ["export", "--resume"], ["retrieval", "list"]):
        done = script(*command, user="nobody")
        assert done.returncode == 1, command
        assert "用户名或密码错误" in done.stderr, command
    nothing = script("retrieval", "show")
    assert nothing.returncode == 2
    assert "须写明申请文件或登记编号" in nothing.stderr


@pytest.mark.slow
def test_kills_cost_a_segment_and_no_package(platform: DemoPlatform, tmp_path: Path) -> None:
    windows = export_kills.WINDOW_SHARE if has_display() else 0.0
    chance = random.Random(995)
    exports = export_kills.Exports(platform, tmp_path, chance, windows)
    figures = export_kills.run(exports, 8, 20, chance, RecordStorage.PLATFORM)
    assert figures.kills >= 8
    assert figures.packages >= 1
    assert not figures.faults
    assert max(figures.lost_bytes, default=0) <= JOB_SEGMENT_BYTES
    assert not figures.again_bytes

"""The dependency rule between the rooms (docs/decisions/0001)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_no_room_imports_what_it_must_not() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("source", "place"),
    [("MediaSource(", "ui/wall/feed.py"), ("ArchiveSource(", "ui/playback/feed.py")],
)
def test_platform_and_player_meet_in_one_place_only(source: str, place: str) -> None:
    """Only a feed, of the wall or of playback, knows both a ticket's URL and the player's source."""
    both = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "ui").rglob("*.py")
        if source in path.read_text("utf-8")
    ]
    assert both == [place]


def test_nothing_nests_an_event_loop() -> None:
    """No `exec()` of dialogs and menus, no `processEvents`: they run other tasks in the middle of ours."""
    guilty = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "ui").rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (".exec()" in line or "processEvents(" in line or "exec_(" in line) and not _allowed(line)
    ]
    assert not guilty


def _allowed(line: str) -> bool:
    # A drag out of the directory: Qt has no other way, and its loop runs our tasks.
    return line.strip().startswith(("#", '"')) or "`" in line or "drag" in line

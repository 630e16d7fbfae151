"""Children end with their context, with everything they started, and with us."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from desktop.check.display import VirtualDisplay
from desktop.check.processes import Child, StartError
from desktop.check.screen import Rect, Screen, save_png

PARENT_OF_ANOTHER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(600)
"""


def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def ended(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def first_line(child: Child) -> str:
    assert eventually(lambda: child.log.stat().st_size > 0)
    return child.log.read_text().splitlines()[0]


def test_grandchildren_end_too(tmp_path: Path) -> None:
    with Child([sys.executable, "-c", PARENT_OF_ANOTHER], log=tmp_path / "log") as child:
        grandchild = int(first_line(child))
        assert psutil.pid_exists(grandchild)
    assert child.exit_code() is not None
    assert eventually(lambda: ended(grandchild))


def test_a_process_that_ignores_the_request_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.check.processes.GRACE_S", 0.3)
    with Child([sys.executable, "-c", STUBBORN], log=tmp_path / "log") as child:
        first_line(child)
    assert child.exit_code() == -signal.SIGKILL


def test_children_end_when_we_are_killed(tmp_path: Path) -> None:
    program = f"""
import sys, time
from pathlib import Path
from desktop.check.processes import Child
child = Child([sys.executable, "-c", "import time; time.sleep(600)"], log=Path({str(tmp_path / "log")!r}))
print(child.pid, flush=True)
time.sleep(600)
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    # Before that the kernel has not been asked yet to end it with its parent. By the whole command: a process
    # that has only been forked bears its parent's name, which is "python" too.
    own = [sys.executable, "-c", "import time; time.sleep(600)"]
    assert eventually(lambda: psutil.Process(pid).cmdline() == own)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert eventually(lambda: ended(pid))


def test_a_display_of_our_own_shows_what_is_grabbed(tmp_path: Path) -> None:
    with VirtualDisplay(640, 480, log=tmp_path / "xvfb.log") as display:
        with Screen(display.name) as screen:
            assert screen.size == (640, 480)
            pixels = screen.grab(Rect(10, 20, 64, 36))
            assert pixels.shape == (36, 64, 4)
            save_png(screen.grab_all(), tmp_path / "folder" / "shot.png")
        pid = display.pid
    assert (tmp_path / "folder" / "shot.png").read_bytes().startswith(b"\x89PNG")
    assert eventually(lambda: ended(pid))


def test_no_xvfb_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        pytest.raises(StartError, match="Xvfb is missing"),
        VirtualDisplay(640, 480, log=tmp_path / "xvfb.log"),
    ):
        pass

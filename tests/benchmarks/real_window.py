"""The real wall as a process of its own, signed in by itself, for measurements around it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support.demo_platform import PASSWORD, ROOT, without_keyring

USER = "fujing"
CLOSE_S = 15.0


def start(arguments: Sequence[str], stderr: Path | None = None) -> "subprocess.Popen[bytes]":
    """Start `python -m desktop` and give it the password on its standard input; `stderr` is appended to."""
    with (stderr or Path(os.devnull)).open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "desktop", *arguments, "--user", USER, "--password-stdin"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=without_keyring(),
        )
    assert process.stdin is not None
    process.stdin.write(f"{PASSWORD}\n".encode())
    process.stdin.close()
    return process


def wall(url: str, profile: Path, *more: str, stderr: Path | None = None) -> "subprocess.Popen[bytes]":
    """Start the wall."""
    return start(["wall", "--platform", url, "--profile", str(profile), *more], stderr)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Let the wall close itself; by force where it does not."""
    process.terminate()
    try:
        process.wait(CLOSE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

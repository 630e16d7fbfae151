"""What the manifest says of the machine's own clock."""

import shutil
import subprocess
import sys

import pytest

from desktop.evidence.clock_source import clock_source


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_says_whether_the_clock_is_synchronised() -> None:
    said = clock_source()
    assert said.startswith("系统时钟，")
    if shutil.which("adjtimex") is not None:
        printed = subprocess.run(["adjtimex", "-p"], capture_output=True, text=True, check=True).stdout
        status = int(printed.split("status:")[1].split()[0])
        assert ("未与网络时间同步" in said) == bool(status & 0x40)


def test_says_nothing_where_it_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert clock_source() == ""

"""Real workers with real libVLC, against real servers in processes of their own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import clips
from tests.support.archive_stage import ArchiveStage
from tests.support.stage import Stage

_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def clip_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    for spec in clips.STANDARD:
        clips.encode(spec, folder)
    return folder


@pytest.fixture(scope="session")
def server(clip_folder: Path) -> Iterator[str]:
    """The stream server's address, without a slash at the end."""
    command = [sys.executable, "-m", "tests.support.stream_server", str(clip_folder)]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        yield f"http://127.0.0.1:{port}"
        assert process.stdin is not None
        process.stdin.close()
        process.wait(5)


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.close()


@pytest.fixture(scope="session")
def archive_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The archive server's address, without a slash at the end."""
    folder = tmp_path_factory.mktemp("archive")
    command = [sys.executable, "-m", "tests.support.archive_server", str(folder)]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        yield f"http://127.0.0.1:{port}"
        assert process.stdin is not None
        process.stdin.close()
        process.wait(5)


@pytest.fixture
def archive() -> Iterator[ArchiveStage]:
    stage = ArchiveStage()
    yield stage
    stage.close()

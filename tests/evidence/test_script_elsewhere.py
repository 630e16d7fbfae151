"""The script in the package on other people's machines: old Pythons, other encodings, no locale at all."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import resources
from tests.evidence.test_tampering import flip
from tests.support.demo_platform import ROOT
from tests.support.evidence_package import NAMES, sealed

SCRIPT = Path(resources.__file__).parent / "evidence" / "verify.py"
OLDEST = (3, 6)
NO_LOCALE = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
"""What Python 3.6 makes of LC_ALL=C; later ones help themselves where they are not told otherwise."""
SURROUNDINGS: list[Mapping[str, str]] = [
    {},
    {"PYTHONIOENCODING": "gbk"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "C"},
    NO_LOCALE,
]


def pythons() -> list[str]:
    """Return the oldest and the newest Python that there is beside ours and on the path, and ours."""
    beside = Path(sys.base_prefix).parent.glob("3.*/bin/python")
    on_path = (shutil.which(f"python3.{minor}") for minor in range(6, 20))
    found = {os.path.realpath(path) for path in (sys.executable, *beside, *on_path) if path}
    fit = sorted((version, path) for path in found if (version := _version(path)) >= OLDEST)
    return list(
        dict.fromkeys(path for _, path in (fit[0], fit[-1], (OLDEST, os.path.realpath(sys.executable))))
    )


def _version(python: str) -> tuple[int, ...]:
    told = subprocess.run(
        [python, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, check=False
    )
    return tuple(int(word) for word in told.stdout.split())


def ran(command: list[str], around: Mapping[str, str]) -> tuple[int, str]:
    """Run something; return its code and what it said, read as a terminal of that encoding would."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_"))}
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env={**plain, **around})
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout.decode("gbk" if around.get("PYTHONIOENCODING") == "gbk" else "utf-8")


@pytest.fixture(name="package")
def _package(tmp_path: Path) -> Path:
    folder = tmp_path / "证据 包"
    sealed(folder)
    return folder


def test_the_script_is_python_3_6_and_needs_nothing_else() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=OLDEST)
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imported for alias in node.names}
    assert all(isinstance(node, ast.Import) for node in imported)
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize("python", pythons())
@pytest.mark.parametrize("around", SURROUNDINGS, ids=lambda around: " ".join(map("=".join, around.items())))
def test_the_script_is_right_everywhere(package: Path, python: str, around: Mapping[str, str]) -> None:
    """Without a locale, Chinese names were read as others, and an untouched package was called changed."""
    code, said = ran([python, str(SCRIPT), str(package)], around)
    assert code in {0, 2}, said  # 2 where the machine has no openssl that can
    assert "结论：文件自导出后未被改动" in said
    flip(package / NAMES[1], 8000)
    code, said = ran([python, str(SCRIPT), str(package)], around)
    assert code == 1, said
    assert f"第 2 个文件已被改动：{NAMES[1]}" in said


@pytest.mark.parametrize("around", SURROUNDINGS, ids=lambda around: " ".join(map("=".join, around.items())))
def test_the_command_is_right_everywhere(package: Path, tmp_path: Path, around: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "desktop", "verify", str(package), "--profile", str(tmp_path / "none")]
    code, said = ran(command, around)
    assert code == 0, said
    assert "结论：文件自导出后未被改动" in said


@pytest.mark.parametrize("what", ["nothing", "a file", "a ZIP"])
def test_the_script_says_what_to_give_it(tmp_path: Path, package: Path, what: str) -> None:
    target = {"nothing": tmp_path / "无", "a file": package / NAMES[0], "a ZIP": tmp_path / "包.zip"}[what]
    shutil.make_archive(str(tmp_path / "包"), "zip", package)
    code, said = ran([sys.executable, str(SCRIPT), str(target)], {})
    assert code == 3
    assert "无法核验：打不开文件夹" in said
    assert "压缩包请先解压" in said

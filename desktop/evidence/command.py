"""`python -m desktop verify FOLDER`: has a package been touched since it was made; no window, no sign-in."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop.domain.os_reasons import os_reason
from desktop.domain.text import plain_text
from desktop.evidence import names
from desktop.evidence.signature import shown, typed
from desktop.evidence.verdict import FindingCode, Verdict
from desktop.evidence.verdict_wire import verdict_to_json
from desktop.evidence.verdict_words import MATCHES, STATES, TOUCHED, UNTOUCHED, told
from desktop.evidence.verify import Witness, verify
from desktop.evidence.words import ALGORITHMS, STATEMENT
from desktop.profile import Profile

EXIT_TOUCHED = 1
EXIT_USAGE = 2
EXIT_UNREADABLE = 3
_PROGRESS_S = 0.2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("folder", type=_named, metavar="FOLDER", help="证据包文件夹")
    parser.add_argument("--register", type=Path, default=None, metavar="FILE", help="用来核对的登记簿文件")
    parser.add_argument("--fingerprint", default="", metavar="HEX", help="登记表上打印的公钥指纹")
    parser.add_argument(
        "--profile", type=Path, default=None, metavar="DIR", help="本机登记簿所在的目录，默认为本用户的目录"
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出结论")
    parser.add_argument("--progress", action="store_true", help="与 --json 同用：逐行输出进度")
    parser.add_argument("--window", action="store_true", help="在窗口中显示结论")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; return 0 only for an untouched package, 1 for any other, 3 where none can be read."""
    witness = usable_witness(arguments)
    if isinstance(witness, int):
        return witness
    try:
        verdict = verify(arguments.folder, witness, _progress() if arguments.progress else None)
    except OSError as error:
        sys.stderr.write(f"无法读取文件夹：{os_reason(error.errno)}。{_advice(arguments.folder)}\n")
        return EXIT_UNREADABLE
    if arguments.json:
        sys.stdout.write(json.dumps(verdict_to_json(verdict), ensure_ascii=True) + "\n")
    else:
        sys.stdout.write(report(verdict))
    return 0 if verdict.untouched else EXIT_TOUCHED


def usable_witness(arguments: argparse.Namespace) -> Witness | int:
    """Return what is held against the package, or the exit code where that is not possible, which is told."""
    register: Path | None = arguments.register
    if register is not None and not register.is_file():
        sys.stderr.write(
            f"--register {register}：没有这个登记簿文件。请核对位置；文件名一般是 register.sqlite3。\n"
        )
        return EXIT_UNREADABLE
    try:
        return _witness(arguments)
    except ValueError:
        sys.stderr.write("指纹应为 64 位十六进制数。\n")
        return EXIT_USAGE


def report(verdict: Verdict) -> str:
    """Return the verdict as lines of text."""
    lines = [f"结论：{UNTOUCHED if verdict.untouched else TOUCHED}"]
    lines += [f"  · {told(finding)}" for finding in verdict.findings]
    if any(finding.code is FindingCode.MANIFEST_MISSING for finding in verdict.findings):
        lines.append(f"请确认选的是证据包的文件夹：里面应有 {names.MANIFEST}。")
    if verdict.fingerprint:
        lines += [
            f"登记编号：{plain_text(verdict.retrieval)}",
            f"证据包：  {plain_text(verdict.package)}",
            f"公钥指纹：{shown(verdict.fingerprint)}",
            f"签名算法：{ALGORITHMS[verdict.algorithm] if verdict.algorithm else ''}",
            f"登记核对：{MATCHES[verdict.register]}",
        ]
    lines += [
        f"  {file.number or '':>3}  {STATES[file.state]}  {plain_text(file.name)}" for file in verdict.files
    ]
    return "\n".join([*lines, STATEMENT, ""])


def _named(text: str) -> Path:
    """Return a path; an empty one (a script's variable that was not set) is not the current folder."""
    if not text:
        raise argparse.ArgumentTypeError("empty")
    return Path(text)


def _advice(folder: Path) -> str:
    if folder.suffix.lower() == ".zip" and folder.is_file():
        return "压缩包请先解压，再核验解压出来的文件夹。"
    return "请给出证据包的文件夹（里面有 manifest.json），并核对位置。"


def _witness(arguments: argparse.Namespace) -> Witness:
    fingerprint = typed(arguments.fingerprint) if arguments.fingerprint else ""
    if arguments.register is not None:
        return Witness(fingerprint, arguments.register, register_must_know=True)
    profile = Profile(arguments.profile) if arguments.profile else Profile.default()
    return Witness(fingerprint, profile.register_file)


def _progress() -> Callable[[int, int], None]:
    """Return what writes a line of progress now and then."""
    last = 0.0

    def write(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done == total or now - last >= _PROGRESS_S:
            last = now
            sys.stdout.write(f'{{"done": {done}, "total": {total}}}\n')
            sys.stdout.flush()

    return write

"""The command line: the wall by default, and sub-commands that use the core without a window."""

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop import evidence_arguments
from desktop.audit import command as register_command
from desktop.command_parser import Parser
from desktop.evidence import command as verify_command

EXIT_NO_DISPLAY = 2
NO_DISPLAY = "没有可用的图形显示（未设置 DISPLAY 或 WAYLAND_DISPLAY），无显示时请改用 check 命令。"


@dataclass(frozen=True, slots=True)
class WallOptions:
    """What the wall is started with."""

    platform: str = ""
    user: str = ""
    password: str | None = None
    open_region: str = ""
    playback_region: str = ""
    grid: int = 0
    metrics: Path | None = None
    transport: str = ""
    profile: Path | None = None
    language: str = ""
    ca_file: str | None = None
    debug: tuple[str, ...] = ()


def _add_sign_in(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--platform", default="", metavar="URL", help="平台地址")
    parser.add_argument("--user", default="", help="用户名")
    parser.add_argument("--password-stdin", action="store_true", help="从标准输入读取密码的第一行并直接登录")
    parser.add_argument("--ca-file", default=None, metavar="FILE", help="平台自有证书机构的 PEM 文件")
    parser.add_argument(
        "--profile", type=Path, default=None, metavar="DIR", help="设置、收藏等数据的存放目录"
    )
    parser.add_argument("--debug", default="", metavar="CATEGORIES", help="详细记录的日志类别，用逗号分隔")


def parser() -> Parser:
    """Return the parser of the whole command line, `check` excepted: it has its own."""
    made = Parser(prog="python -m desktop", description="雪亮视墙")
    commands = made.add_subparsers(dest="command", metavar="命令")
    wall = commands.add_parser("wall", help="打开视墙（默认）")
    _add_sign_in(wall)
    wall.add_argument(
        "--open", default="", metavar="REGION", dest="open_region", help="打开该区域下的在线公共摄像机"
    )
    wall.add_argument(
        "--playback",
        default="",
        metavar="REGION",
        dest="playback_region",
        help="回放该区域下的在线公共摄像机",
    )
    wall.add_argument("--grid", type=int, default=0, metavar="N", help="打开的画面数")
    wall.add_argument("--metrics", type=Path, default=None, metavar="FILE", help="把运行指标写入 JSON 文件")
    wall.add_argument("--transport", default="", choices=("", "http-ts", "http-flv", "rtsp"), help="取流方式")
    wall.add_argument("--language", default="", choices=("", "zh_CN", "en"), help="界面语言")
    login = commands.add_parser("login", help="检查登录，显示账号与权限")
    _add_sign_in(login)
    cameras = commands.add_parser("cameras", help="列出区域下的摄像机")
    _add_sign_in(cameras)
    cameras.add_argument("--region", default="", metavar="REGION", help="区域代码，默认为账号的管辖范围")
    cameras.add_argument("--limit", type=int, default=100, metavar="N", help="最多列出的数量")
    cameras.add_argument("--online-only", action="store_true", help="只列出在线的摄像机")
    register_command.add_arguments(commands.add_parser("register", help="查阅登记：列出，或校验是否完整"))
    verify_command.add_arguments(commands.add_parser("verify", help="核验证据包：自导出后是否被改动"))
    export = commands.add_parser("export", help="按已批准的登记导出录像证据包")
    _add_sign_in(export)
    evidence_arguments.add_export(export)
    retrieval = commands.add_parser("retrieval", help="调取登记：提交、列出、审批")
    _add_sign_in(retrieval)
    evidence_arguments.add_retrieval(retrieval)
    commands.add_parser("check", help="自检：无需显示，证明视墙工作正常", add_help=False)
    return made


def _options(arguments: argparse.Namespace) -> WallOptions:
    password = line_of_input() if arguments.password_stdin else None
    debug = tuple(category for category in arguments.debug.split(",") if category)
    return WallOptions(
        platform=arguments.platform,
        user=arguments.user,
        password=password,
        open_region=getattr(arguments, "open_region", ""),
        playback_region=getattr(arguments, "playback_region", ""),
        grid=getattr(arguments, "grid", 0),
        metrics=getattr(arguments, "metrics", None),
        transport=getattr(arguments, "transport", ""),
        profile=arguments.profile,
        language=getattr(arguments, "language", ""),
        ca_file=arguments.ca_file,
        debug=debug,
    )


def line_of_input() -> str:
    """Return the next line of standard input: a password, which is no option that others could see."""
    return sys.stdin.readline().rstrip("\r\n")


def main(argv: list[str]) -> int:
    """Run a sub-command; return the process's exit code."""
    if argv[:1] == ["check"]:
        from desktop.check.main import main as check  # noqa: PLC0415 - needs packages that the wall does not

        return check(argv[1:])
    commands = {"wall", "login", "cameras", "register", "verify", "export", "retrieval", "-h", "--help"}
    if not argv or argv[0] not in commands:
        argv = ["wall", *argv]
    arguments = parser().parse_args(argv)
    alone = {"register": register_command.run, "verify": _verify}
    if arguments.command in alone:
        return alone[arguments.command](arguments)
    if arguments.command != "wall":
        return _core_command(arguments)
    if not has_display():
        sys.stderr.write(f"{NO_DISPLAY}\n")
        return EXIT_NO_DISPLAY
    from desktop.bootstrap import run_wall  # noqa: PLC0415 - Qt is loaded only where a window is wanted

    return run_wall(_options(arguments))


def _core_command(arguments: argparse.Namespace) -> int:
    """Run a command of the core; imported only here, since the wall does not need it."""
    options = _options(arguments)
    if arguments.command == "export":
        from desktop import export_command  # noqa: PLC0415

        return export_command.run(arguments, options)
    if arguments.command == "retrieval":
        from desktop import retrieval_command  # noqa: PLC0415

        return retrieval_command.run(arguments, options)
    from desktop import commands  # noqa: PLC0415

    return commands.run(arguments, options)


def _verify(arguments: argparse.Namespace) -> int:
    if not arguments.window:
        return verify_command.run(arguments)
    if not has_display():
        sys.stderr.write(f"{NO_DISPLAY}\n")
        return EXIT_NO_DISPLAY
    witness = verify_command.usable_witness(arguments)
    if isinstance(witness, int):
        return witness
    from desktop.verify_window import run_verify_window  # noqa: PLC0415 - Qt only where a window is wanted

    return run_verify_window(arguments)


def has_display() -> bool:
    """Tell whether a window can be shown; always so outside Unix."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "vnc"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))

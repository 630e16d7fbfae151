"""The arguments of `export` and `retrieval`; apart, so that the wall starts without loading the commands."""

import argparse
from pathlib import Path


def add_export(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments, those of signing in excepted."""
    parser.add_argument("--register", default="", metavar="ENTRY", help="已批准的调取登记编号")
    parser.add_argument(
        "--camera", action="append", default=[], metavar="ID", help="摄像机编号，可重复，最多 16 路"
    )
    parser.add_argument("--from", default="", dest="begin", metavar="T", help="开始时间，北京时间或 ISO 8601")
    parser.add_argument("--to", default="", dest="end", metavar="T", help="结束时间；“+10m”从开始时间起算")
    parser.add_argument("--out", type=Path, default=None, metavar="FOLDER", help="证据包放在哪个文件夹")
    parser.add_argument(
        "--zip-password-stdin", action="store_true", help="另做一份 AES-256 加密 ZIP，密码取标准输入的下一行"
    )
    parser.add_argument("--resume", action="store_true", help="接着做以前没有做完的导出，不下新任务")


def add_retrieval(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments, those of signing in excepted."""
    parser.add_argument("action", choices=("submit", "list", "show", "approve", "refuse"))
    parser.add_argument(
        "what", nargs="?", default="", metavar="FILE|ENTRY", help="申请的 JSON 文件，或登记编号"
    )
    parser.add_argument(
        "--scan", action="append", type=Path, default=[], metavar="FILE", help="法律文书扫描件"
    )
    parser.add_argument("--opinion", default="", help="审批意见")

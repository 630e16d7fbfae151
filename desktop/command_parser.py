"""Argument errors in Chinese; values are never repeated, for one of them may be a password."""

import argparse
import re
from collections.abc import Callable
from typing import Final, NoReturn

EXIT_USAGE = 2
_SAYINGS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"the following arguments are required: (.+)"), "缺少参数 {0}"),
    (re.compile(r"argument (\S+): expected .+argument"), "{0} 后面要写内容"),
    (re.compile(r"argument (\S+): ignored explicit argument .*"), "{0} 后面不写内容"),
    (re.compile(r"argument (\S+): invalid choice: .* \(choose from (.+)\)"), "{0} 只能是 {1}"),
    (re.compile(r"argument (\S+): invalid int value: .*"), "{0} 须是整数"),
    (re.compile(r"argument (\S+): .*"), "{0} 写得不对"),
)


class Parser(argparse.ArgumentParser):
    """A parser that takes no shortened options: `--password X` must not pass for `--password-stdin`."""

    def __init__(self, *arguments: object, **named: object) -> None:
        made: Callable[..., None] = super().__init__
        made(*arguments, **{"allow_abbrev": False, **named})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is; end with code 2."""
        self.exit(EXIT_USAGE, f"{said(message)}。用法见 {self.prog} --help\n")


def said(message: str) -> str:
    """Return argparse's message in Chinese."""
    strange = re.fullmatch(r"unrecognized arguments: (.*)", message, re.DOTALL)
    if strange is not None:
        options = [word.partition("=")[0] for word in strange[1].split() if word.startswith("-")]
        return f"没有参数 {'、'.join(options)}" if options else "多写了参数"
    for pattern, saying in _SAYINGS:
        found = pattern.fullmatch(message)
        if found is not None:
            return saying.format(*found.groups())
    return "参数不对"

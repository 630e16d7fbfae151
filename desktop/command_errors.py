"""What went wrong, on a terminal: the window's words, and those details that say which and how much.

Never a URL, a password or a token: only details that are listed here are shown.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Final

from desktop.domain.account import Right
from desktop.domain.beijing import moment
from desktop.domain.os_reasons import os_reason
from desktop.domain.retrieval import RetrievalKind, RetrievalState
from desktop.domain.retrieval_rules import Problem, ProblemCode
from desktop.errors import AppError, ErrorCode

EXIT_USAGE = 2
Detail = Mapping[str, str | int]
STATES: Final[Mapping[str, str]] = {
    RetrievalState.PENDING: "待审批",
    RetrievalState.APPROVED: "已批准",
    RetrievalState.REFUSED: "未批准",
    RetrievalState.WITHDRAWN: "已撤回",
    RetrievalState.CLOSED: "已办结",
}
_KINDS: Final[Mapping[str, str]] = {RetrievalKind.VIEW: "查阅", RetrievalKind.SNAPSHOT: "截图"}
_NAMED: Final = frozenset({"retrieval", "camera", "file"})
"""What is missing is named by the window's words already."""
_RIGHTS: Final[Mapping[str, str]] = {
    Right.EXPORT: "导出",
    Right.PLAYBACK: "回放",
    Right.APPROVE: "审批",
    Right.HOUSEHOLD: "家庭摄像机",
}


class UsageError(Exception):
    """What was typed cannot be meant; the text says why and what to type."""


def tell_error(error: AppError) -> None:
    """Say what a failure means and what to do, in the words of the window."""
    from ui.errors.texts import long_text  # noqa: PLC0415 - Qt's translations: only where there is an error

    text, said = long_text(error), "，".join(_shown(error))
    sys.stderr.write(f"{text.title}：{text.what}{text.advice}{f'（{said}）' if said else ''}\n")


def _shown(error: AppError) -> list[str]:
    detail = error.detail
    named = _NAMED if error.code is ErrorCode.NOT_FOUND else frozenset()
    said = [say(detail[key]) for key, say in _WORDS.items() if key in detail.keys() - named]
    if error.code is ErrorCode.INCOMPLETE_REQUEST:
        said.append(_problem(detail))
    if {"free_bytes", "needed_bytes"} <= detail.keys():
        free, needed = (int(detail[key]) / 1e6 for key in ("free_bytes", "needed_bytes"))
        said.append(f"剩余 {free:.0f} MB，需要 {needed:.0f} MB")
    if isinstance(number := detail.get("errno"), int):
        said.append(os_reason(number))
    return [text for text in said if text]


def _problem(detail: Detail) -> str:
    """Return which field of a request is wrong, by its name in the file, and how."""
    from ui.retrievals.problem_texts import problem_text  # noqa: PLC0415 - as above

    try:
        problem = Problem(
            str(detail["field"]), ProblemCode(str(detail["problem"])), int(detail.get("limit", 0))
        )
    except (KeyError, ValueError):
        return str(detail.get("field", ""))
    return f"{problem.field}：{problem_text(problem)}"


def _word(words: Mapping[str, str], form: str) -> Callable[[str | int], str]:
    return lambda value: form.format(words[str(value)]) if str(value) in words else ""


_WORDS: Final[Mapping[str, Callable[[str | int], str]]] = {
    "retrieval": lambda value: f"登记 {value}",
    "state": _word(STATES, "状态：{}"),
    "valid_until_ms": lambda value: f"有效期到 {moment(int(value)):%Y-%m-%d %H:%M} 为止",
    "kind": _word(_KINDS, "类型是{}，不能导出"),
    "camera": lambda value: f"点位 {value}",
    "right": _word(_RIGHTS, "需要“{}”权限"),
    "folder": lambda value: f"文件夹 {value}",
    "file": lambda value: f"文件 {value}",
}

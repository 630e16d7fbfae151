"""Finds every text for people in the source, by reading the syntax tree.

Qt's own extractor mistakes the context of calls that follow a dotted name in Python (6.11), so the
catalogue would not match at run time; reading the tree does not guess.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LOOKUPS = frozenset({"translate", "mark"})
_NATIVE_MARK = "# each in its own language"
"""On lines whose texts are the same in every language."""


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One text to translate."""

    context: str
    source: str


def messages(root: Path) -> set[Message]:
    """Return all texts that the Python files below a folder look up."""
    return {message for path in _python_files(root) for message in _in_file(path)}


def stray_texts(root: Path) -> list[str]:
    """Return `file:line: text` for every Chinese text that no translation can reach."""
    return [found for path in _python_files(root) for found in _stray_in_file(path)]


def _python_files(root: Path) -> list[Path]:
    return sorted(root.rglob("*.py"))


def _in_file(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _called_name(node) in _LOOKUPS and len(node.args) >= 2:
            context, source = (_literal(argument) for argument in node.args[:2])
            if context is not None and source is not None:
                yield Message(context, source)


def _stray_in_file(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    lines = text.splitlines()
    reached = _docstrings(tree) | {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called_name(node) in _LOOKUPS
        for argument in ast.walk(node)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in reached:
            continue
        if _has_chinese(node.value) and _NATIVE_MARK not in lines[node.lineno - 1]:
            yield f"{path.name}:{node.lineno}: {node.value}"


def _docstrings(tree: ast.AST) -> set[int]:
    """Return the ids of constants that stand alone as statements: docstrings of all kinds."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _called_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _has_chinese(text: str) -> bool:
    return any(0x4E00 <= ord(char) <= 0x9FFF for char in text)

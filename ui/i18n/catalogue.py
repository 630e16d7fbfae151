"""Reads and writes a translation catalogue (.ts), and merges new texts into it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree as Xml

from ui.i18n.extract import Message

Translations = dict[Message, str]
"""Texts and their translations; an empty translation is an unfinished one."""


def read(path: Path) -> Translations:
    """Return the entries of a catalogue; empty where the file does not exist yet."""
    if not path.is_file():
        return {}
    found: Translations = {}
    for context in Xml.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for entry in context.iter("message"):
            found[Message(name, entry.findtext("source", ""))] = entry.findtext("translation") or ""
    return found


def merge(old: Mapping[Message, str], wanted: Iterable[Message]) -> Translations:
    """Return the wanted texts with the translations that are known, and without those nobody looks up."""
    return {message: old.get(message, "") for message in wanted}


def write(path: Path, entries: Mapping[Message, str], language: str) -> None:
    """Write a catalogue in a fixed order, so that changes read well."""
    root = Xml.Element("TS", version="2.1", language=language, sourcelanguage="zh_CN")
    for name in sorted({message.context for message in entries}):
        context = Xml.SubElement(root, "context")
        Xml.SubElement(context, "name").text = name
        for message in sorted(m for m in entries if m.context == name):
            _append(context, message, entries[message])
    Xml.indent(root, "    ")
    body = Xml.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def _append(context: Xml.Element, message: Message, translated: str) -> None:
    entry = Xml.SubElement(context, "message")
    Xml.SubElement(entry, "source").text = message.source
    target = Xml.SubElement(entry, "translation")
    if translated:
        target.text = translated
    else:
        target.set("type", "unfinished")

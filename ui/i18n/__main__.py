"""`python -m ui.i18n update` collects new texts; `python -m ui.i18n compile` makes the .qm files."""

import argparse
import sys

from ui.i18n import Language, catalogue
from ui.i18n.compiled import compile_catalogue, source_catalogue
from ui.i18n.sources import all_messages


def _update(language: str) -> int:
    path = source_catalogue(language)
    entries = catalogue.merge(catalogue.read(path), all_messages())
    catalogue.write(path, entries, language)
    missing = sorted(message for message, text in entries.items() if not text)
    for message in missing:
        sys.stdout.write(f"untranslated [{message.context}] {message.source!r}\n")
    sys.stdout.write(f"{path.name}: {len(entries)} texts, {len(missing)} untranslated\n")
    return 1 if missing else 0


def _compile(language: str) -> int:
    source = source_catalogue(language)
    compile_catalogue(source, source.with_suffix(".qm"))
    return 0


def main() -> int:
    """Run the sub-command for every language that needs a catalogue."""
    parser = argparse.ArgumentParser(prog="python -m ui.i18n", description=__doc__)
    parser.add_argument("command", choices=("update", "compile"))
    run = {"update": _update, "compile": _compile}[parser.parse_args().command]
    return max(run(language.value) for language in Language if language is not Language.ZH_CN)


if __name__ == "__main__":
    sys.exit(main())

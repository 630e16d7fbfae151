"""Writes the contract's OpenAPI document from the application itself."""

import argparse
import json
import sys
from pathlib import Path

from desktop.demo_platform.api.app import create_app

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "open-platform-api" / "openapi.json"


def document_text() -> str:
    """Return the document as it stands in the repository."""
    return json.dumps(create_app(None).openapi(), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Write the document, or with --check say whether it is up to date."""
    parser = argparse.ArgumentParser(prog="python -m desktop.demo_platform openapi", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail when the file is out of date"
    )
    parser.add_argument("--output", type=Path, default=DOCUMENT)
    options = parser.parse_args(arguments)
    text = document_text()
    if not options.check:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(text, encoding="utf-8")
        return 0
    is_current = options.output.is_file() and options.output.read_text(encoding="utf-8") == text
    if not is_current:
        sys.stderr.write(f"{options.output} is out of date\n")
    return 0 if is_current else 1

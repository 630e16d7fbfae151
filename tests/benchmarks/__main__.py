"""All benchmarks of the wall: `python -m tests.benchmarks --write docs/benchmarks.md`."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import memory, wall
from tests.benchmarks.table import machine
from tests.benchmarks.variant import start_server

BEGIN = "<!-- measured: begin -->"
END = "<!-- measured: end -->"


def measured(repeats: int, cycles: int, clips: Path | None) -> str:
    """Run everything and return the measured part of the document."""
    with tempfile.TemporaryDirectory(prefix="xueliang-bench-") as name:
        folder = Path(name)
        kept = clips or folder / "clips"
        results = wall.measure(folder, kept, repeats, [])
        server = ["tests.benchmarks.clip_server", "--folder", str(kept), "--cameras", str(memory.CAMERAS)]
        child, ready = start_server(server, folder / "memory.log")
        with child:
            samples = asyncio.run(memory.run(str(ready["url"]), memory.WARM_UP, cycles))
    return f"Machine: {machine()}.\n\n{wall.section(results)}\n{memory.section(samples)}"


def insert(document: str, text: str) -> str:
    """Replace what stands between the two marks."""
    head, _, rest = document.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{text}\n{END}{tail}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--cycles", type=int, default=300)
    parser.add_argument("--clips", type=Path, help="folder for the encoded clips (kept)")
    parser.add_argument("--write", type=Path, help="document to put the figures into, between its two marks")
    values = parser.parse_args()
    document = values.write.read_text("utf-8") if values.write else f"{BEGIN}{END}"
    if BEGIN not in document or END not in document:
        parser.error(f"{values.write} has no marks")
    text = measured(values.repeats, values.cycles, values.clips)
    print(text)
    if values.write:
        values.write.write_text(insert(document, text), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.benchmarks.bit_flips PACKAGE`: random single-bit flips over a copy of a real package.

Every second flip is anywhere in the package by weight of bytes (nearly always footage), the others take the
files in turn, so that manifest, sums, signature, key and script get their share.
"""

import argparse
import collections
import random
import shutil
import tempfile
import time
from pathlib import Path

from desktop.evidence.verify import verify


def flip(path: Path, bit: int) -> None:
    """Turn one bit of a file over; done twice, it is as it was."""
    with path.open("r+b") as stream:
        stream.seek(bit // 8)
        before = stream.read(1)[0]
        stream.seek(bit // 8)
        stream.write(bytes([before ^ (1 << bit % 8)]))


def main() -> int:
    """Run; return 1 when a flip was not found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("package", type=Path)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=799)
    arguments = parser.parse_args()
    dice, found, missed = random.Random(arguments.seed), collections.Counter[str](), 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(arguments.package, Path(place) / "package"))
        files = sorted(folder.iterdir())
        weights = [path.stat().st_size for path in files]
        started = time.monotonic()
        for turn in range(arguments.flips):
            path = files[turn % len(files)] if turn % 2 else dice.choices(files, weights)[0]
            bit = dice.randrange(path.stat().st_size * 8)
            flip(path, bit)
            verdict = verify(folder)
            flip(path, bit)
            missed += verdict.untouched
            found.update([verdict.findings[0].code.value] if verdict.findings else [])
        whole = verify(folder).untouched
    print(f"{len(files)} files, {sum(weights)} bytes, {time.monotonic() - started:.0f} s")
    print(f"flips {arguments.flips}, found {sum(found.values())}, missed {missed}")
    print(", ".join(f"{code} {count}" for code, count in found.most_common()))
    print(f"whole again afterwards: {whole}")
    return 0 if whole and not missed else 1


if __name__ == "__main__":
    raise SystemExit(main())

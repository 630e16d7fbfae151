"""Judging a package: reads no more than the manifest allows, follows no link, trusts no name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.evidence.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Witness:
    """What else is known of the package, from outside it: a typed fingerprint, a register file."""

    fingerprint: str = ""
    register: Path | None = None
    register_must_know: bool = False
    """True when the register was named on purpose: a package that it does not know is then a finding."""


Progress = Callable[[int, int], None]
"""Bytes hashed and bytes to hash."""


def verify(folder: Path, witness: Witness = Witness(), progress: Progress | None = None) -> Verdict:
    """Judge the package in a folder; blocks for as long as reading it takes."""
    raise NotImplementedError

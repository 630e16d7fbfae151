"""What both ways of fetching hand to the check."""

from dataclasses import dataclass
from pathlib import Path

from desktop.domain.export import FetchMethod, Gap
from player.footage.probe import Probe


@dataclass(frozen=True, slots=True)
class Fetched:
    """A complete file under its temporary name, synced and hashed; `gaps` are those known from fetching."""

    path: Path
    bytes: int
    sha256: str
    sm3: str
    probe: Probe
    method: FetchMethod
    gaps: tuple[Gap, ...] = ()
    sound_left_out: str = ""
    """Codecs of sound that the source has and the file cannot hold."""

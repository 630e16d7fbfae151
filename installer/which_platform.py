"""Says whether the wall needs the demo platform; used by `installer/start`, prints one word (and a URL).

`configured`: somebody signed in to a real platform before, or the arguments name one. `running URL`: this
machine's demo platform answers already. `none`: it has to be started.
"""

import argparse
import sys
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from desktop.lanes import Lanes
from desktop.profile import Profile
from desktop.session.platforms import RememberedPlatforms
from desktop.settings.store import Settings

ASK_S = 2.0


def decide(demo_url: str, arguments: Sequence[str]) -> str:
    """Return the answer for the application's arguments."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--platform")
    parser.add_argument("--profile", type=Path)
    parser.add_argument("-h", "--help", action="store_true")
    known, _ = parser.parse_known_args(arguments)
    if known.platform or known.help or _remembers_another(known.profile, demo_url):
        return "configured"
    return f"running {demo_url}" if _answers(demo_url) else "none"


def _remembers_another(folder: Path | None, demo_url: str) -> bool:
    profile = Profile(folder) if folder else Profile.default()
    lanes = Lanes()
    try:
        platforms = RememberedPlatforms(Settings(profile.settings_file, lanes.storage)).all()
    finally:
        lanes.close()
    return any(platform.address.url != demo_url for platform in platforms)


def _answers(url: str) -> bool:
    """Tell whether a platform serves there."""
    try:
        with urllib.request.urlopen(f"{url}/api/v1/platform", timeout=ASK_S) as answer:  # noqa: S310
            return b'"contract"' in answer.read(65536)
    except (OSError, ValueError):
        return False


if __name__ == "__main__":
    sys.stdout.write(decide(sys.argv[1], sys.argv[2:]) + "\n")

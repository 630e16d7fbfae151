"""The real application, except that it opens its cameras only after the window has stood for a while.

The bare player is measured from the moment it opens streams in a window that stands already; so is our wall.
The figures for lag begin at that moment, too.
"""

import asyncio
import sys

from desktop import bootstrap, cli
from desktop.contexts import SessionContext
from tests.benchmarks.bare_libvlc import SETTLE_MS, WARM_UP_MS
from ui.app import WallApplication
from ui.lag_monitor import LagMonitor
from ui.main_window import MainWindow

STAND_S = (SETTLE_MS + WARM_UP_MS) / 1000


class StandingWall(WallApplication):
    """Waits before it fills the wall."""

    async def _fill(self, context: SessionContext, window: MainWindow) -> None:
        await asyncio.sleep(STAND_S)
        if self._metrics is not None:
            self._metrics._lag.stop()
            self._metrics._lag = LagMonitor(self._metrics)
            self._metrics._lag.start()
        await super()._fill(context, window)


def main() -> int:
    bootstrap.WallApplication = StandingWall  # type: ignore[attr-defined]
    return cli.main(["wall", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())

"""How fast the directory is: first level after signing in, and hits after a keystroke.

`python -m tests.benchmarks.bench_directory [--scale 1] [--repeats 5]` starts a demo platform of its own and
drives the real panel with keys; a figure ends when the picture is painted. The named alternative is what
small clients do: load every camera first, then scan a Python list with each keystroke.
"""

import argparse
import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median, quantiles

import psutil
import qasync
from pypinyin import Style, lazy_pinyin
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.contexts import SessionContext
from desktop.core import Core, build_core
from desktop.domain.address import PlatformAddress
from desktop.domain.camera import Camera
from desktop.domain.region import RegionCode
from desktop.ports import CertificateQuestion
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from desktop.services.search import SearchService, SearchState
from desktop.session.session import SignInRequest
from tests.support.demo_platform import PASSWORD, DemoPlatform
from ui import theme
from ui.directory.panel import DirectoryPanel
from ui.directory.search_page import SearchPage

WORDS = ("wtc", "wantou", "320", "zmqlk", "cunkou", "xuexiao", "湾头", "路口", "43132110")
ACCOUNTS = {"admin": "city, every camera", "zimenqiao": "one town"}
FIRST_LEVEL_MS = 300.0
KEYSTROKE_MS = 50.0


class Painted(QObject):
    """Tells when a widget has been painted with what was waited for."""

    def __init__(self, widget: QWidget, shows: Callable[[], bool]) -> None:
        super().__init__(widget)
        self._shows = shows
        self._done: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and self._shows():
            # Runs after this paint event was handled and its pixels were handed to the window.
            QTimer.singleShot(0, self._finish)
        return False

    def _finish(self) -> None:
        if not self._done.done():
            self._done.set_result(time.perf_counter())

    async def at(self) -> float:
        """Return when it was painted; TimeoutError after ten seconds."""
        try:
            return await asyncio.wait_for(self._done, 10)
        finally:
            self._widget.removeEventFilter(self)


class Scan:
    """The alternative: every camera in a Python list, filtered in the UI thread."""

    def __init__(self, cameras: tuple[Camera, ...]) -> None:
        self._rows = [(_haystack(camera), camera) for camera in cameras]

    def __call__(self, text: str) -> tuple[Camera, ...]:
        return tuple([camera for row, camera in self._rows if text in row][:50])


def _haystack(camera: Camera) -> str:
    texts = (camera.name, camera.common_name or "", camera.village(), camera.town())
    pinyin = ("".join(lazy_pinyin(text)) for text in texts)
    initials = ("".join(lazy_pinyin(text, style=Style.FIRST_LETTER)) for text in texts)
    return "\n".join((*texts, camera.id, camera.road or "", *pinyin, *initials)).lower()


class NoQuestions:
    async def trust_certificate(self, question: CertificateQuestion) -> bool:
        raise AssertionError(question)


async def signed_in(core: Core, url: str, user: str) -> tuple[SessionContext, DirectoryPanel, float]:
    """Sign in and return the milliseconds from the answer to the painted first level."""
    request = SignInRequest(PlatformAddress.parse(url), user, PASSWORD)
    session = await core.app.sessions.sign_in(request, NoQuestions())
    begun = time.perf_counter()
    context = core.open_session(session)
    panel = DirectoryPanel(context, core.app.settings)
    panel.resize(320, 900)
    rows = panel.tree_page.regions
    painted = Painted(panel.tree_page.tree.viewport(), lambda: _first_level(panel))
    panel.show()
    loading = asyncio.ensure_future(context.start())
    ended = await painted.at()
    await loading
    assert rows.rowCount() > 0
    return context, panel, (ended - begun) * 1000


def _first_level(panel: DirectoryPanel) -> bool:
    """True when the top and its children are there."""
    rows = panel.tree_page.regions
    return rows.rowCount() > 0 and rows.rowCount(rows.index(0, 0)) > 0


async def typed(panel: DirectoryPanel, search: SearchService, text: str) -> float:
    """Type one more character and return the milliseconds until its hits are painted."""
    box, page = panel.header.search, panel.search_page
    page.hits.delegate.query = "\0"
    painted = Painted(page, lambda: page.hits.delegate.query == text)
    # Hits may look the same as before; then nothing would be painted and nothing measured.
    unsubscribe = search.changed.connect(lambda state: None if state.busy else page.update())
    begun = time.perf_counter()
    if text[-1].isascii():
        QTest.keyClicks(box, text[-1])
    else:
        box.insert(text[-1])
    ended = await painted.at()
    unsubscribe()
    return (ended - begun) * 1000


async def scanned(page: SearchPage, scan: Scan, text: str) -> tuple[float, float]:
    """Do the same with the list; return milliseconds to the picture, and those of the scan alone."""
    page.hits.delegate.query = "\0"
    painted = Painted(page, lambda: page.hits.delegate.query == text)
    begun = time.perf_counter()
    cameras = scan(text)
    blocked = (time.perf_counter() - begun) * 1000
    page.show_search(SearchState(text, cameras))
    page.update()
    return (await painted.at() - begun) * 1000, blocked


class Figures:
    """What one account measured."""

    def __init__(self) -> None:
        self.first_level: list[float] = []
        self.keystroke: list[float] = []
        self.scan: list[float] = []
        self.blocked: list[float] = []
        self.load_all_ms = 0.0
        self.cameras = 0


async def _type_all(clear: Callable[[], object], one: Callable[[str], Awaitable[None]]) -> None:
    for word in WORDS:
        clear()
        for end in range(1, len(word) + 1):
            await one(word[:end])


async def measure(url: str, user: str, repeats: int, folder: Path, *, with_list: bool) -> Figures:
    """Measure one account; every repeat has a fresh core, so that nothing is cached on our side."""
    found = Figures()
    for repeat in range(repeats):
        core = build_core(Profile(folder / f"{user}{repeat}"), secrets=MemorySecretStore())
        context, panel, first = await signed_in(core, url, user)
        found.first_level.append(first)
        top = context.tree.root.children[0].region
        found.cameras = top.cameras_total if top is not None else 0

        async def key(
            text: str, panel: DirectoryPanel = panel, search: SearchService = context.search
        ) -> None:
            found.keystroke.append(await typed(panel, search, text))

        await _type_all(panel.header.search.clear, key)
        if repeat == 0 and with_list:
            await _measure_scan(context, found)
        panel.close_panel()
        panel.close()
        panel.deleteLater()
        await context.close()
        await core.close()
    return found


async def _measure_scan(context: SessionContext, found: Figures) -> None:
    top = context.tree.root.children[0].key
    begun = time.perf_counter()
    cameras = await context.directory.cameras_below(RegionCode(top), limit=2_000_000)
    scan = Scan(cameras)
    found.load_all_ms = (time.perf_counter() - begun) * 1000
    page = SearchPage()
    page.resize(320, 820)
    page.show()

    async def look(text: str) -> None:
        shown, blocked = await scanned(page, scan, text)
        found.scan.append(shown)
        found.blocked.append(blocked)

    await _type_all(lambda: page.show_search(SearchState()), look)
    page.close()
    page.deleteLater()


def settle(pid: int, within_s: float = 120.0) -> None:
    """Wait until the platform is idle: after its start it draws pictures ahead, in the field elsewhere."""
    deadline = time.monotonic() + within_s
    parent = psutil.Process(pid)
    while time.monotonic() < deadline:
        family = [parent, *parent.children(recursive=True)]
        before = sum(sum(process.cpu_times()[:2]) for process in family)
        time.sleep(1)
        if sum(sum(process.cpu_times()[:2]) for process in family) - before < 0.05:
            return


def section(results: dict[str, Figures]) -> str:
    """Return the figures as Markdown."""
    head = ["account", "cameras", "first level", "keystroke → hits", "list scan, the same", "ratio"]
    head += ["list first loads for", "scan blocks the UI"]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for user, found in results.items():
        cells = [
            f"{user} ({ACCOUNTS[user]})",
            str(found.cameras),
            f"{median(found.first_level):.0f} ms (max {max(found.first_level):.0f})",
            _spread(found.keystroke),
            *(_scan_cells(found) if found.scan else ("–",) * 4),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    kept = all(
        max(f.first_level) <= FIRST_LEVEL_MS and quantiles(f.keystroke, n=20)[-1] <= KEYSTROKE_MS
        for f in results.values()
    )
    bounds = f"first level ≤ {FIRST_LEVEL_MS:g} ms, keystroke (p95) ≤ {KEYSTROKE_MS:g} ms"
    lines.append("\nKeystrokes: median / p95 / max; the rest: median, or the worst where it says so.")
    lines.append(f"Bounds: {bounds}: {'kept' if kept else '**not kept**'}.")
    return "\n".join(lines)


def _scan_cells(found: Figures) -> tuple[str, ...]:
    return (
        _spread(found.scan),
        f"{median(found.keystroke) / median(found.scan):.2f}×",
        f"{found.load_all_ms / 1000:.1f} s",
        f"{max(found.blocked):.0f} ms",
    )


def _spread(values: list[float]) -> str:
    return f"{median(values):.0f} / {quantiles(values, n=20)[-1]:.0f} / {max(values):.0f} ms"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--without-list", action="store_true", help="leave the alternative out (huge scales)")
    values = parser.parse_args()
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    theme.apply(app)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with (
        tempfile.TemporaryDirectory(prefix="xueliang-bench-") as name,
        DemoPlatform(scale=values.scale) as run,
    ):
        settle(run.pid)
        results = {
            user: loop.run_until_complete(
                measure(run.url, user, values.repeats, Path(name), with_list=not values.without_list)
            )
            for user in ACCOUNTS
        }
    print(section(results))
    gc.collect()  # widgets must go before the application does
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How the window turns over while it plays."""

import pytest

from desktop.domain.time_range import TimeRange
from ui.playback.timeline.navigation import Navigation
from ui.playback.timeline.scale import Window
from ui.playback.timeline.scene import Scene

pytestmark = pytest.mark.usefixtures("qapp")
START = 1_700_000_000_000
SPAN = 1_000_000
WINDOW = Window.of(TimeRange(START, START + SPAN))


def navigation(scene: Scene) -> Navigation:
    made = Navigation(scene)
    made.go(WINDOW, glide=False)
    return made


def share(window: Window, ms: int) -> float:
    return (ms - window.start_ms) / window.span_ms


def test_the_window_turns_over_before_the_playhead_reaches_its_edge() -> None:
    made = navigation(Scene(now_ms=START + 50 * SPAN))
    made.follow(START + SPAN * 93 // 100, playing=True)
    assert made.wanted == WINDOW
    ms = START + SPAN * 95 // 100
    made.follow(ms, playing=True)
    assert share(made.wanted, ms) == 0.15


def test_it_does_not_turn_to_what_is_not_recorded_yet() -> None:
    ms, now = START + SPAN * 95 // 100, START + SPAN * 97 // 100
    made = navigation(Scene(now_ms=now))
    made.follow(ms, playing=True)
    assert round(share(made.wanted, now), 6) == 0.85
    assert 0.8 < share(made.wanted, ms) < 0.85


def test_near_the_present_it_turns_seldom() -> None:
    scene = Scene()
    made = navigation(scene)
    windows = set()
    for second in range(200):
        scene.now_ms = START + SPAN * 97 // 100 + second * 1000
        made.follow(scene.now_ms - 8000, playing=True)
        windows.add(made.wanted)
    assert len(windows) <= 4

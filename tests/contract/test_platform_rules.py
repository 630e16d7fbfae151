"""Rules that need no process: tickets, lock-out by the clock, one door to the directory."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.demo_platform import tickets
from desktop.demo_platform.accounts.sessions import (
    BadCredentialsError,
    ExpiredTokenError,
    LockedError,
    Sessions,
    UnknownTokenError,
)
from desktop.demo_platform.accounts.tokens import Lifetimes
from desktop.demo_platform.generator.build import Recipe, ensure_database
from desktop.demo_platform.storage.database import Database
from tests.support.demo_platform import PASSWORD, ROOT

MINUTE = 60_000
SECRET = b"secret"
GRANT = tickets.Grant("t", "4" * 20, "sub", "http-ts", "zimenqiao", 1000)


class ManualClock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = 1_700_000_000_000

    def now_ms(self) -> int:
        return self.now


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "platform.sqlite3"
    ensure_database(path, Recipe(1, 0.02))
    opened = Database(path)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def sessions(database: Database, clock: ManualClock) -> Sessions:
    return Sessions(database, clock, Lifetimes())


def _fail(sessions: Sessions, user: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises((BadCredentialsError, LockedError)):
            sessions.sign_in(user, "wrong", "")


def test_lock_ends_after_ten_minutes_and_counting_begins_anew(sessions: Sessions, clock: ManualClock) -> None:
    _fail(sessions, "admin", 5)
    clock.now += 10 * MINUTE - 1
    with pytest.raises(LockedError) as locked:
        sessions.sign_in("admin", PASSWORD, "")
    assert locked.value.retry_after_s == 1
    clock.now += 1
    with pytest.raises(BadCredentialsError) as refused:
        sessions.sign_in("admin", "wrong", "")
    assert refused.value.attempts_left == 4
    assert sessions.sign_in("admin", PASSWORD, "").account.user == "admin"


def test_tries_while_locked_do_not_prolong_the_lock(sessions: Sessions, clock: ManualClock) -> None:
    _fail(sessions, "admin", 5)
    clock.now += 9 * MINUTE
    _fail(sessions, "admin", 3)
    clock.now += MINUTE
    assert sessions.sign_in("admin", PASSWORD, "")


def test_old_failures_are_forgotten(sessions: Sessions, clock: ManualClock) -> None:
    _fail(sessions, "admin", 4)
    clock.now += 11 * MINUTE
    _fail(sessions, "admin", 4)
    assert sessions.sign_in("admin", PASSWORD, "")


def test_tokens_expire_by_the_clock(sessions: Sessions, clock: ManualClock) -> None:
    signed = sessions.sign_in("wantou", PASSWORD, "")
    clock.now += Lifetimes().access_s * 1000 - 1
    assert sessions.visitor(signed.access_token).account.user == "wantou"
    clock.now += 1
    with pytest.raises(ExpiredTokenError):
        sessions.visitor(signed.access_token)
    clock.now += Lifetimes().refresh_s * 1000
    with pytest.raises(ExpiredTokenError):
        sessions.refresh(signed.refresh_token)


def test_a_used_refresh_token_is_good_for_half_a_minute_more(sessions: Sessions, clock: ManualClock) -> None:
    signed = sessions.sign_in("wantou", PASSWORD, "")
    sessions.refresh(signed.refresh_token)
    clock.now += 29_000
    assert sessions.refresh(signed.refresh_token)
    clock.now += 2_000
    with pytest.raises(ExpiredTokenError):
        sessions.refresh(signed.refresh_token)


def test_tokens_are_kept_as_digests_only(sessions: Sessions, database: Database) -> None:
    signed = sessions.sign_in("wantou", PASSWORD, "")
    kept = {row["digest"] for row in database.reader().execute("SELECT digest FROM token")}
    assert kept.isdisjoint({signed.access_token, signed.refresh_token})
    with pytest.raises(UnknownTokenError):
        sessions.visitor(next(iter(kept)))


def test_ticket_verifies_until_it_expires() -> None:
    token = tickets.sign(SECRET, GRANT)
    assert tickets.verify(SECRET, token, 999) == GRANT
    with pytest.raises(tickets.TicketError) as refused:
        tickets.verify(SECRET, token, 1000)
    assert refused.value.expired


@pytest.mark.parametrize(
    "token", ["", ".", "a.b", "é.é", "票.据", "\ud800.\udfff", "." * 5000, "a.\x00", "eyJ9.é"]
)
def test_a_strange_token_is_a_ticket_error(token: str) -> None:
    with pytest.raises(tickets.TicketError) as refused:
        tickets.verify(SECRET, token, 0)
    assert not refused.value.expired


@given(st.text(max_size=300))
def test_any_text_is_a_ticket_error(token: str) -> None:
    with pytest.raises(tickets.TicketError):
        tickets.verify(SECRET, token, 0)


@given(st.integers(min_value=0), st.characters())
def test_a_changed_ticket_is_refused(position: int, character: str) -> None:
    token = tickets.sign(SECRET, GRANT)
    position %= len(token)
    changed = token[:position] + character + token[position + 1 :]
    if changed == token:
        return
    with pytest.raises(tickets.TicketError):
        tickets.verify(SECRET, changed, 0)


@pytest.mark.parametrize("purpose", ["playback", "stills"])
def test_a_ticket_for_the_archive_opens_nothing_live_and_the_other_way_round(
    purpose: tickets.Purpose,
) -> None:
    grant = replace(GRANT, purpose=purpose)
    token = tickets.sign(SECRET, grant)
    assert tickets.verify(SECRET, token, 0, purpose=purpose) == grant
    with pytest.raises(tickets.TicketError):
        tickets.verify(SECRET, token, 0)
    with pytest.raises(tickets.TicketError):
        tickets.verify(SECRET, tickets.sign(SECRET, GRANT), 0, purpose=purpose)


def test_only_the_directory_and_the_register_ask_for_cameras_and_regions() -> None:
    """Scope cannot be forgotten where the tables cannot be reached."""
    room = ROOT / "desktop" / "demo_platform"
    may_ask = {"directory", "generator", "storage", "media"}
    writers = {
        room / "register.py",
        room / "bookmarks.py",
        room / "faults" / "offline.py",
        room / "codec_choice.py",
    }
    asking = []
    for path in room.rglob("*.py"):
        if path.relative_to(room).parts[0] in may_ask or path in writers:
            continue
        texts = [n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant)]
        asking += [path.name for text in texts if isinstance(text, str) and _asks_for_directory(text)]
    assert asking == []


def _asks_for_directory(text: str) -> bool:
    words = text.replace(",", " ").replace("(", " ").replace(")", " ").split()
    return any(
        first in {"FROM", "JOIN", "UPDATE", "INTO"} and second in {"camera", "region", "camera_text"}
        for first, second in pairwise(words)
    )

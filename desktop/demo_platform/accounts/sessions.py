"""Sign-in, refresh, sign-out, and who stands behind an access token."""

import secrets
import sqlite3
from dataclasses import dataclass

from desktop.demo_platform.accounts import lockout, passwords, tokens
from desktop.demo_platform.accounts.account import Account, from_row
from desktop.demo_platform.clock import Clock
from desktop.demo_platform.storage.database import Database


class UnknownTokenError(Exception):
    """The token is not ours, or its session was ended."""


class ExpiredTokenError(Exception):
    """The token was ours and has expired."""


class BadCredentialsError(Exception):
    """User or password is wrong; which one is not said."""

    def __init__(self, attempts_left: int) -> None:
        super().__init__("bad credentials")
        self.attempts_left = attempts_left


class LockedError(Exception):
    """Too many failed tries for this name."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__("locked")
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Signed:
    """The result of a sign-in or refresh."""

    account: Account
    access_token: str
    refresh_token: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who calls: the account and its session."""

    account: Account
    session_id: str


class Sessions:
    """The sign-ins of the platform. Any thread."""

    def __init__(self, database: Database, clock: Clock, lifetimes: tokens.Lifetimes) -> None:
        self._database = database
        self._clock = clock
        self.lifetimes = lifetimes

    def sign_in(self, user: str, password: str, client: str) -> Signed:
        """Begin a session; BadCredentialsError or LockedError when refused."""
        now_ms = self._clock.now_ms()
        _refuse_locked(self._database.reader(), user, now_ms)
        row = self._database.reader().execute("SELECT * FROM account WHERE user = ?", (user,)).fetchone()
        is_right = passwords.matches(password, row and row["salt"], row and row["password"])
        with self._database.write() as connection:
            # Again inside the transaction: guesses made at the same time must not slip past the count.
            _refuse_locked(connection, user, now_ms)
            if is_right:
                lockout.forget(connection, user)
                tokens.prune(connection, now_ms)
                session_id = secrets.token_hex(16)
                connection.execute(
                    "INSERT INTO session VALUES (?, ?, ?, ?)", (session_id, user, client, now_ms)
                )
                return self._signed(connection, from_row(row), session_id, now_ms)
            left = lockout.count_failure(connection, user, now_ms)
        _refuse_locked(self._database.reader(), user, now_ms)
        raise BadCredentialsError(left)

    def refresh(self, refresh_token: str) -> Signed:
        """Return new tokens for a refresh token, which ends shortly afterwards."""
        now_ms = self._clock.now_ms()
        with self._database.write() as connection:
            session_id = self._session_of(connection, refresh_token, tokens.REFRESH, now_ms)
            account = self._account_of(connection, session_id)
            tokens.retire(connection, refresh_token, now_ms)
            return self._signed(connection, account, session_id, now_ms)

    def visitor(self, access_token: str) -> Visitor:
        """Return who stands behind an access token; UnknownTokenError or ExpiredTokenError otherwise."""
        connection = self._database.reader()
        session_id = self._session_of(connection, access_token, tokens.ACCESS, self._clock.now_ms())
        return Visitor(self._account_of(connection, session_id), session_id)

    def sign_out(self, session_id: str) -> None:
        """End a session: none of its tokens is good any more."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM token WHERE session_id = ?", (session_id,))
            connection.execute("DELETE FROM session WHERE id = ?", (session_id,))

    def _signed(
        self, connection: sqlite3.Connection, account: Account, session_id: str, now_ms: int
    ) -> Signed:
        access_ms = now_ms + self.lifetimes.access_s * 1000
        refresh_ms = now_ms + self.lifetimes.refresh_s * 1000
        access = tokens.issue(connection, session_id, tokens.ACCESS, access_ms)
        refresh = tokens.issue(connection, session_id, tokens.REFRESH, refresh_ms)
        return Signed(account, access, refresh)

    @staticmethod
    def _session_of(connection: sqlite3.Connection, token: str, kind: str, now_ms: int) -> str:
        row = tokens.find(connection, token, kind)
        if row is None:
            raise UnknownTokenError
        if row.expires_ms <= now_ms:
            raise ExpiredTokenError
        return row.session_id

    @staticmethod
    def _account_of(connection: sqlite3.Connection, session_id: str) -> Account:
        row = connection.execute(
            "SELECT account.* FROM account JOIN session ON session.user = account.user WHERE session.id = ?",
            (session_id,),
        ).fetchone()
        if row is None:
            raise UnknownTokenError
        return from_row(row)


def _refuse_locked(connection: sqlite3.Connection, user: str, now_ms: int) -> None:
    locked_ms = lockout.locked_for_ms(connection, user, now_ms)
    if locked_ms:
        raise LockedError(-(-locked_ms // 1000))

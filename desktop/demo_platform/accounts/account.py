"""An account as the running platform knows it."""

import sqlite3
from dataclasses import dataclass

from desktop.demo_platform.accounts.rights import Right


@dataclass(frozen=True, slots=True)
class Account:
    """Who somebody is, which region is theirs, and what they may do there."""

    user: str
    display_name: str
    role: str
    unit: str
    scope_code: str
    rights: frozenset[Right]

    def may(self, right: Right) -> bool:
        """Tell whether the account holds a right."""
        return right in self.rights


def from_row(row: sqlite3.Row) -> Account:
    """Return the account of a row of the account table."""
    rights = frozenset(Right(word) for word in str(row["rights"]).split())
    return Account(row["user"], row["display_name"], row["role"], row["unit"], row["scope_code"], rights)

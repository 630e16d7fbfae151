"""The part of the platform that an account may see, as conditions on the database."""

import sqlite3
from dataclasses import dataclass

from desktop.demo_platform.accounts.account import Account
from desktop.demo_platform.accounts.rights import Right

LEVELS = ("city", "county", "town", "village", "group")


@dataclass(frozen=True, slots=True)
class Scope:
    """One region with all below it; household cameras and their groups only with the right to see them."""

    code: str
    first_number: int
    last_number: int
    household: bool

    def size(self) -> int:
        """Return how many cameras the region has, seen or not."""
        return max(0, self.last_number - self.first_number + 1)

    def covers_region(self, code: str, level: str) -> bool:
        """Tell whether a region is inside, by the prefix of its code."""
        return is_inside(code, self.code) and (self.household or level != "group")

    def camera_condition(self) -> str:
        """Return the SQL condition on the table camera, to be combined by AND."""
        kind = "" if self.household else " AND camera.kind = 'public'"
        return f"{self.region_condition()}{kind}"

    def region_condition(self) -> str:
        """Return the same without regard to the right to see household cameras: for registers only."""
        return f"camera.number BETWEEN {self.first_number:d} AND {self.last_number:d}"

    def retrieval_condition(self) -> str:
        """Return the SQL condition for retrievals all of whose cameras lie in the region: for registers."""
        first, last = f"{self.first_number:d}", f"{self.last_number:d}"
        return f"retrieval.first_number >= {first} AND retrieval.last_number <= {last}"


def is_inside(code: str, top_code: str) -> bool:
    """Tell whether a region's code is `top_code` or below it; codes of levels are prefixes of each other."""
    return code.startswith(top_code)


def scope_of(account: Account, connection: sqlite3.Connection) -> Scope:
    """Return what an account may see; LookupError when its region does not exist."""
    row = connection.execute(
        "SELECT first_number, last_number FROM region WHERE code = ?", (account.scope_code,)
    ).fetchone()
    if row is None:
        raise LookupError(account.scope_code)
    return Scope(account.scope_code, row["first_number"], row["last_number"], account.may(Right.HOUSEHOLD))

"""What the parts of the client need of the whole."""

from typing import Protocol, TypeVar

from desktop.platform.answers import Answer
from desktop.platform.request import Download, Request

T = TypeVar("T")


class Caller(Protocol):
    """Sends requests with the session's token."""

    async def call(self, request: Request[T]) -> T:
        """Send a request; renews a refused token once."""
        ...

    async def call_once(self, request: Request[T]) -> T:
        """Send a request with the token of now, and never a second time."""
        ...

    async def fetch(self, download: Download) -> Answer:
        """Fetch a small file by the address that a ticket gave; says nothing about the platform's link."""
        ...

"""What the parts of the client need of the whole."""

from typing import Protocol, TypeVar

from desktop.platform.request import Request

T = TypeVar("T")


class Caller(Protocol):
    """Sends requests with the session's token."""

    async def call(self, request: Request[T]) -> T:
        """Send a request; renews a refused token once."""
        ...

    async def call_once(self, request: Request[T]) -> T:
        """Send a request with the token of now, and never a second time."""
        ...

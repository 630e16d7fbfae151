"""How the connections judge a server's certificate: authorities of the machine, a CA file, or one pin."""

import ssl
from typing import TYPE_CHECKING, Literal

from requests import PreparedRequest
from requests.adapters import HTTPAdapter

from desktop.domain.trust import TlsTrust
from desktop.errors import AppError, ErrorCode
from desktop.platform.abortable import POOLS

if TYPE_CHECKING:
    from requests.adapters import _HostParams, _PoolKwargs


class AbortableAdapter(HTTPAdapter):
    """Sends requests over connections that a call's scope can cut; tries nothing twice by itself."""

    def __init__(self, **tls: object) -> None:
        self._tls = tls
        super().__init__(pool_connections=2, pool_maxsize=4, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **_: object) -> None:
        """Make the pools."""
        super().init_poolmanager(connections, maxsize, block, **self._tls)
        self.poolmanager.pool_classes_by_scheme = POOLS


class JudgingAdapter(AbortableAdapter):
    """Verifies by a `TlsTrust`, never by requests' own settings.

    With a pin, neither the chain nor the name counts: only that one certificate does, compared by SHA-256
    before anything is sent.
    """

    def __init__(self, trust: TlsTrust) -> None:
        self._cert_reqs: Literal["CERT_REQUIRED", "CERT_NONE"]
        self._cert_reqs = "CERT_REQUIRED" if trust.pin is None else "CERT_NONE"
        if trust.pin is None:
            super().__init__(ssl_context=ssl_context(trust))
            return
        super().__init__(
            ssl_context=ssl_context(trust),
            assert_hostname=False,
            assert_fingerprint=trust.pin.replace(":", "").lower(),
        )

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: bool | str, cert: str | tuple[str, str] | None = None
    ) -> "tuple[_HostParams, _PoolKwargs]":
        """Leave the pools' TLS settings as they were made."""
        host, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        return host, {"cert_reqs": self._cert_reqs}

    def cert_verify(self, conn: object, url: object, verify: object, cert: object) -> None:
        """Leave the pools' TLS settings as they were made."""


def ssl_context(trust: TlsTrust) -> ssl.SSLContext:
    """Return the context for a trust; CERTIFICATE_UNTRUSTED when its CA file cannot be read."""
    if trust.pin is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # the fingerprint counts instead, see JudgingAdapter
        return context
    try:
        return ssl.create_default_context(cafile=trust.ca_file)
    except OSError as error:  # ssl.SSLError is one too
        raise AppError(ErrorCode.CERTIFICATE_UNTRUSTED, {"ca_file": trust.ca_file or ""}) from error

"""Looking at a server's certificate without trusting it, and without sending it anything."""

import hashlib
import socket
import ssl

from desktop.domain.address import PlatformAddress
from desktop.domain.trust import Certificate, fingerprint
from desktop.errors import AppError, ErrorCode
from desktop.lanes import CallScope
from desktop.platform.der import DerError, read_certificate
from desktop.platform.failures import failure_of

CONNECT_S = 4.0


def look_at_certificate(address: PlatformAddress, scope: CallScope) -> Certificate:
    """Return what the server shows; blocks, so run it on a lane."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # nothing is sent over this connection
    try:
        with socket.create_connection((address.host, address.port), CONNECT_S) as plain:
            scope.on_abort(lambda: plain.shutdown(socket.SHUT_RDWR))
            with context.wrap_socket(plain, server_hostname=address.host) as secure:
                der = secure.getpeercert(binary_form=True)
    except socket.gaierror as error:
        raise AppError(ErrorCode.UNKNOWN_HOST, {"host": address.host}) from error
    except (OSError, ValueError) as error:
        raise failure_of(error, address.host) from error
    if not der:
        raise AppError(ErrorCode.NOT_A_PLATFORM, {"host": address.host})
    sha256 = fingerprint(hashlib.sha256(der).digest())
    try:
        parts = read_certificate(der)
    except DerError:
        return Certificate(sha256, "", "", "")
    return Certificate(sha256, parts.subject, parts.issuer, parts.not_after)

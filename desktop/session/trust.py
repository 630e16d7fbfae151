"""Which server certificates a person trusted; verification is never skipped."""

from desktop.domain.address import PlatformAddress
from desktop.domain.trust import TlsTrust
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lane
from desktop.ports import CertificateQuestion, PlatformConnector, UserInteraction
from desktop.stores.json_file import Json, JsonFile
from desktop.stores.saver import Saver

DISTRUST = frozenset({ErrorCode.CERTIFICATE_UNTRUSTED, ErrorCode.CERTIFICATE_CHANGED})


class TrustStore:
    """Pinned certificates by host and port, in a file; lives as long as the process."""

    def __init__(self, file: JsonFile, lane: Lane | None = None) -> None:
        data = file.load().data
        pins = data.items() if isinstance(data, dict) else ()
        self._pins = {key: pin for key, pin in pins if isinstance(pin, str)}
        self._saver = Saver(file, self._snapshot, lane)

    def of(self, address: PlatformAddress, ca_file: str | None = None) -> TlsTrust:
        """Return how to judge a server: by its CA file, its pin, or the machine's authorities."""
        if ca_file is not None:
            return TlsTrust(ca_file=ca_file)
        return TlsTrust(pin=self._pins.get(_key(address)))

    def pin(self, address: PlatformAddress, sha256: str) -> None:
        """Trust this certificate, and no other, for this host and port from now on."""
        self._pins[_key(address)] = sha256
        self._saver.soon()

    def forget(self, address: PlatformAddress) -> None:
        """Forget the certificate of a host and port."""
        if self._pins.pop(_key(address), None) is not None:
            self._saver.soon()

    def flush(self) -> None:
        """Write now what is unsaved."""
        self._saver.flush()

    async def ask(
        self, connector: PlatformConnector, address: PlatformAddress, interaction: UserInteraction
    ) -> TlsTrust:
        """Show the server's certificate to the person and pin it when they trust it.

        Raises CERTIFICATE_CHANGED or CERTIFICATE_UNTRUSTED when they do not. The pin holds for the next
        connection: a server that shows yet another certificate there is refused.
        """
        shown = await connector.certificate(address)
        previous = self._pins.get(_key(address))
        question = CertificateQuestion(
            address.host, address.port, shown.sha256, shown.subject, shown.issuer, shown.not_after, previous
        )
        if not await interaction.trust_certificate(question):
            code = ErrorCode.CERTIFICATE_CHANGED if previous else ErrorCode.CERTIFICATE_UNTRUSTED
            raise AppError(code, {"host": address.host})
        self.pin(address, shown.sha256)
        return self.of(address)

    def _snapshot(self) -> Json:
        return dict(self._pins)


def _key(address: PlatformAddress) -> str:
    return f"{address.host}:{address.port}"

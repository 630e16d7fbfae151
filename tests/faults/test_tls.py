"""Certificates: verified by authority, CA file or pin; never skipped, and asked about truthfully."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.address import PlatformAddress
from desktop.domain.trust import TlsTrust
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lanes
from desktop.platform.connector import Connector
from desktop.platform.der import DerError, read_certificate
from desktop.platform.open_api.envelope import OpenApiEnvelope
from desktop.platform.request import Request
from desktop.platform.transport import Transport
from tests.support.certificates import issue
from tests.support.loops import run
from tests.support.raw_server import RawServer, answering

GET: Request[object] = Request(
    "GET", "/thing", lambda value: value, connect_s=2.0, read_s=2.0, deadline_s=5.0
)
OK = answering({"ok": True})


def fetch(url: str, lanes: Lanes, trust: TlsTrust) -> object:
    async def work() -> object:
        address = PlatformAddress.parse(url)
        transport = Transport(address, "", trust, lanes, OpenApiEnvelope())
        try:
            return await transport.send(GET, "SECRET")
        finally:
            transport.close()

    return run(work())


def refused(server: RawServer, lanes: Lanes, trust: TlsTrust) -> ErrorCode:
    with pytest.raises(AppError) as raised:
        fetch(server.url, lanes, trust)
    assert server.requests == [], "nothing may be sent to a server that is not trusted"
    return raised.value.code


def test_a_certificate_that_nobody_knows_is_refused(lanes: Lanes, tmp_path: Path) -> None:
    with RawServer(OK, tls=issue(tmp_path, "self").server_context()) as server:
        assert refused(server, lanes, TlsTrust()) is ErrorCode.CERTIFICATE_UNTRUSTED


def test_a_pinned_certificate_is_accepted_and_no_other(lanes: Lanes, tmp_path: Path) -> None:
    ours, other = issue(tmp_path, "ours", host="elsewhere.example", days=-1), issue(tmp_path, "other")
    with RawServer(OK, tls=ours.server_context()) as server:
        assert fetch(server.url, lanes, TlsTrust(pin=ours.sha256)) == {"ok": True}
    with RawServer(OK, tls=other.server_context()) as server:
        assert refused(server, lanes, TlsTrust(pin=ours.sha256)) is ErrorCode.CERTIFICATE_CHANGED


def test_a_pin_is_stronger_than_an_authority(
    lanes: Lanes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = issue(tmp_path, "authority")
    signed = issue(tmp_path, "signed", authority)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with RawServer(OK, tls=signed.server_context()) as server:
        assert refused(server, lanes, TlsTrust(pin=authority.sha256)) is ErrorCode.CERTIFICATE_CHANGED


def test_a_ca_file_decides(lanes: Lanes, tmp_path: Path) -> None:
    authority, stranger = issue(tmp_path, "authority"), issue(tmp_path, "stranger")
    trust = TlsTrust(ca_file=str(authority.file))
    with RawServer(OK, tls=issue(tmp_path, "good", authority).server_context()) as server:
        assert fetch(server.url, lanes, trust) == {"ok": True}
    for bad in (
        issue(tmp_path, "by-a-stranger", stranger),
        issue(tmp_path, "other-host", authority, host="10.9.8.7"),
        issue(tmp_path, "expired", authority, days=-1),
    ):
        with RawServer(OK, tls=bad.server_context()) as server:
            assert refused(server, lanes, trust) is ErrorCode.CERTIFICATE_UNTRUSTED


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_ca_file_that_cannot_be_read_trusts_nobody(
    lanes: Lanes, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    with RawServer(OK, tls=issue(tmp_path, "self").server_context()) as server:
        assert refused(server, lanes, TlsTrust(ca_file=str(file))) is ErrorCode.CERTIFICATE_UNTRUSTED


def test_requests_own_switches_change_nothing(
    lanes: Lanes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = issue(tmp_path, "self")
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, str(own.file))
    with RawServer(OK, tls=own.server_context()) as server:
        assert refused(server, lanes, TlsTrust()) is ErrorCode.CERTIFICATE_UNTRUSTED


def test_a_server_that_speaks_no_tls(lanes: Lanes) -> None:
    with RawServer(OK) as server, pytest.raises(AppError) as raised:
        fetch(server.url.replace("http:", "https:"), lanes, TlsTrust())
    assert raised.value.code in {ErrorCode.NOT_A_PLATFORM, ErrorCode.TIMED_OUT}


def test_trust_can_change_while_connections_are_kept(lanes: Lanes, tmp_path: Path) -> None:
    ours = issue(tmp_path, "ours")

    async def work(url: str) -> None:
        transport = Transport(PlatformAddress.parse(url), "", TlsTrust(), lanes, OpenApiEnvelope())
        with pytest.raises(AppError):
            await transport.send(GET, None)
        transport.trust(TlsTrust(pin=ours.sha256))
        assert await transport.send(GET, None) == {"ok": True}
        transport.trust(TlsTrust())
        with pytest.raises(AppError):
            await transport.send(GET, None)
        transport.close()

    with RawServer(OK, tls=ours.server_context()) as server:
        run(work(server.url))


def test_looking_at_a_certificate_reads_what_a_person_needs(lanes: Lanes, tmp_path: Path) -> None:
    ours = issue(tmp_path, "ours")
    with RawServer(OK, tls=ours.server_context()) as server:
        shown = run(Connector(lanes).certificate(PlatformAddress.parse(server.url)))
        assert server.requests == []
    assert shown.sha256 == ours.sha256
    assert shown.subject == "O=梓门桥镇综治中心, CN=ours"
    assert shown.issuer == shown.subject
    assert shown.not_after == ours.certificate.not_valid_after_utc.replace(microsecond=0).isoformat()


def test_looking_where_there_is_no_certificate(lanes: Lanes) -> None:
    with RawServer(OK) as server, pytest.raises(AppError) as raised:
        run(Connector(lanes).certificate(PlatformAddress.parse(server.url.replace("http:", "https:"))))
    assert raised.value.code in {ErrorCode.NOT_A_PLATFORM, ErrorCode.TIMED_OUT}


@given(st.binary(max_size=300))
def test_bytes_that_are_no_certificate_are_refused(data: bytes) -> None:
    with pytest.raises(DerError):
        read_certificate(data)


def test_a_damaged_certificate_is_read_or_refused(tmp_path: Path) -> None:
    good = issue(tmp_path, "ours").certificate.public_bytes(Encoding.DER)
    read = 0
    for position in range(200):
        for value in (0x00, 0x80, 0xFF):
            damaged = good[:position] + bytes([value]) + good[position + 1 :]
            try:
                read_certificate(damaged)
                read += 1
            except DerError:
                continue
    assert read > 0

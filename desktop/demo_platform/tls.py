"""A private certificate authority for the demonstration, as a county's own network would have one."""

import ipaddress
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop.demo_platform.options import Options

_VALID = timedelta(days=825)
_RENEW_BEFORE = timedelta(days=30)
_CLOCK_TOLERANCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """Where the certificate chain and its key are; `ca` is what a client must trust."""

    certificate: Path
    key: Path
    ca: Path | None


def tls_files(options: Options) -> TlsFiles | None:
    """Return the certificate that the options ask for; None for plain HTTP."""
    if options.private_ca:
        return private_ca(options.data / "tls", options.host)
    if options.tls_cert is not None and options.tls_key is not None:
        return TlsFiles(options.tls_cert, options.tls_key, None)
    return None


def private_ca(folder: Path, host: str) -> TlsFiles:
    """Return the files of a private CA's certificate for this host, making them where they are missing."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = TlsFiles(folder / "server.pem", folder / "server.key", folder / "ca.pem")
    names = _names(host)
    if not _is_usable(files, names):
        _make(files, names)
    return files


def _names(host: str) -> list[str]:
    own = [] if host in {"0.0.0.0", "::"} else [host]  # noqa: S104 - compared, not bound
    return sorted({"localhost", "127.0.0.1", "::1", socket.gethostname(), *own})


def _is_usable(files: TlsFiles, names: Sequence[str]) -> bool:
    if files.ca is None or not all(path.is_file() for path in (files.certificate, files.key, files.ca)):
        return False
    certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    covered = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    is_fresh = certificate.not_valid_after_utc - _RENEW_BEFORE > datetime.now(UTC)
    return is_fresh and all(_general_name(name) in list(covered) for name in names)


def _make(files: TlsFiles, names: Sequence[str]) -> None:
    ca_key = ec.generate_private_key(ec.SECP256R1())
    key = ec.generate_private_key(ec.SECP256R1())
    ca_name = _name("雪亮演示平台 private CA")
    ca = (
        _builder(ca_name, ca_name, ca_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key()), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    certificate = (
        _builder(_name("雪亮演示平台"), ca_name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
        .sign(ca_key, hashes.SHA256())
    )
    # The CA's own key is not kept: a new certificate comes with a new CA, and nobody can sign others.
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _write_secret(files.key, secret)
    files.certificate.write_bytes(certificate.public_bytes(pem))
    if files.ca is not None:
        files.ca.write_bytes(ca.public_bytes(pem))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_TOLERANCE)
        .not_valid_after(now + _VALID)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _write_secret(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)

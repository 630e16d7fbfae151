"""Keys and signatures: what we sign, the openssl command accepts, and the other way round."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.evidence import SignatureAlgorithm
from desktop.errors import AppError, ErrorCode
from desktop.evidence.signature import Signer, read_card, shown, signature_fits, typed
from desktop.evidence.words import COMMANDS
from desktop.secrets.memory import MemorySecretStore
from desktop.secrets.signing_key import SigningKeys
from tests.support.evidence_package import ED25519, OTHER_ED25519, SM2_SIGNER, signer_of

MESSAGE = "随片清单".encode() * 50
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl command")
SIGNERS = pytest.mark.parametrize("signer", [ED25519, SM2_SIGNER], ids=["ed25519", "sm2"])


class Kept(MemorySecretStore):
    """A keyring that keeps."""

    persistent = True


@SIGNERS
def test_fits_only_its_message_and_key(signer: Signer) -> None:
    signature = signer.sign(MESSAGE)
    assert signature_fits(signer.card, MESSAGE, signature)
    assert not signature_fits(signer.card, MESSAGE + b" ", signature)
    assert not signature_fits(signer.card, MESSAGE, signature + b"\0")
    assert not signature_fits(signer.card, MESSAGE, b"")
    assert not signature_fits(OTHER_ED25519.card, MESSAGE, signature)


@SIGNERS
def test_every_flipped_bit_of_a_signature_is_found(signer: Signer) -> None:
    signature = signer.sign(b"short")
    step = 1 if signer is ED25519 else 23
    for bit in range(0, len(signature) * 8, step):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << bit % 8
        assert not signature_fits(signer.card, b"short", bytes(changed)), bit


@needs_openssl
@SIGNERS
def test_printed_command_verifies(signer: Signer, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(MESSAGE)
    (tmp_path / "manifest.sig").write_bytes(signer.sign(MESSAGE))
    (tmp_path / "public_key.pem").write_bytes(signer.card.public_key_pem)
    command = COMMANDS[signer.card.algorithm].split()
    good = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout) == (0, "Signature Verified Successfully\n")
    (tmp_path / "manifest.json").write_bytes(MESSAGE + b" ")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1


@needs_openssl
@SIGNERS
def test_fingerprint_is_what_openssl_finds(signer: Signer, tmp_path: Path) -> None:
    key = tmp_path / "k.pem"
    key.write_bytes(signer.card.public_key_pem)
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-in", key, "-outform", "DER"], capture_output=True, check=True
    ).stdout
    summed = subprocess.run(
        ["openssl", "dgst", "-sha256", "-r"], input=der, capture_output=True, check=True
    ).stdout
    assert summed[:64].decode() == signer.card.fingerprint


@needs_openssl
def test_signature_of_openssl_fits_too(tmp_path: Path) -> None:
    def openssl(*arguments: str) -> bytes:
        return subprocess.run(["openssl", *arguments], cwd=tmp_path, capture_output=True, check=True).stdout

    (tmp_path / "m").write_bytes(MESSAGE)
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "sk")
    options = ["-digest", "sm3", "-pkeyopt", "distid:1234567812345678"]
    openssl("pkeyutl", "-sign", "-rawin", *options, "-inkey", "sk", "-in", "m", "-out", "s")
    card = read_card(openssl("pkey", "-in", "sk", "-pubout"))
    assert card is not None
    assert card.algorithm is SignatureAlgorithm.SM2
    assert signature_fits(card, MESSAGE, (tmp_path / "s").read_bytes())


@SIGNERS
def test_only_one_form_of_a_public_key_is_read(signer: Signer) -> None:
    pem = signer.card.public_key_pem
    assert read_card(pem) == signer.card
    for other in (pem + b"\n", pem.replace(b"\n", b"\r\n"), pem[:-1], pem.replace(b"PUBLIC", b"public"), b""):
        assert read_card(other) is None
    for bit in range(len(pem) * 8):
        changed = bytearray(pem)
        changed[bit // 8] ^= 1 << bit % 8
        card = read_card(bytes(changed))
        assert card is None or card.fingerprint != signer.card.fingerprint


@given(st.binary(max_size=200))
def test_no_key_or_signature_breaks_the_judge(content: bytes) -> None:
    assert read_card(content) is None
    assert not signature_fits(ED25519.card, MESSAGE, content)
    assert not signature_fits(SM2_SIGNER.card, b"m", content)


@pytest.mark.parametrize("algorithm", list(SignatureAlgorithm))
def test_key_is_made_once_and_kept(algorithm: SignatureAlgorithm) -> None:
    secrets = Kept()
    first = SigningKeys(secrets).signer(algorithm)
    again = SigningKeys(secrets).signer(algorithm)
    assert first.card == again.card
    assert first.card.kept
    assert SigningKeys(Kept()).signer(algorithm).card.fingerprint != first.card.fingerprint
    assert signature_fits(first.card, MESSAGE, again.sign(MESSAGE))


def test_without_a_keyring_the_card_says_so() -> None:
    assert not SigningKeys(MemorySecretStore()).signer(SignatureAlgorithm.ED25519).card.kept


@pytest.mark.parametrize("kept", ["", "no hex", "abcd"])
def test_damaged_key_is_not_replaced(kept: str) -> None:
    secrets = Kept()
    SigningKeys(secrets).signer(SignatureAlgorithm.ED25519)
    secrets.set("evidence signing key", "ed25519", kept)
    with pytest.raises(AppError) as caught:
        SigningKeys(secrets).signer(SignatureAlgorithm.ED25519)
    assert caught.value.code is ErrorCode.SECRET_STORE_UNAVAILABLE
    assert secrets.get("evidence signing key", "ed25519") == kept


def test_fingerprint_on_paper_can_be_typed_again() -> None:
    fingerprint = signer_of(SignatureAlgorithm.SM2).card.fingerprint
    assert typed(f" {shown(fingerprint)}\n") == fingerprint
    assert typed(":".join(fingerprint[at : at + 2] for at in range(0, 64, 2))) == fingerprint
    for wrong in ("", fingerprint[:-1], fingerprint[:-1] + "g", fingerprint + "0"):
        with pytest.raises(ValueError, match="64"):
            typed(wrong)

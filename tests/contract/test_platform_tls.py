"""HTTPS with a private CA: a client that verifies gets in, one that does not know the CA stays out."""

import ssl
import stat
from pathlib import Path

import pytest
import requests

from desktop.demo_platform.tls import private_ca
from tests.support.demo_platform import DemoPlatform


def test_private_ca_is_needed_and_enough(tmp_path: Path) -> None:
    with DemoPlatform("--private-ca", data=tmp_path, scale=0.05) as platform:
        assert platform.url.startswith("https://127.0.0.1:")
        assert platform.ca_file is not None
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(f"{platform.url}/api/v1/platform", timeout=30)
        assert requests.get(f"{platform.url}/api/v1/platform", timeout=30, verify=platform.ca_file).ok
        by_name = platform.url.replace("127.0.0.1", "localhost")
        assert requests.get(f"{by_name}/api/v1/platform", timeout=30, verify=platform.ca_file).ok
        assert platform.sign_in("wantou").get("/regions/roots")["items"]
        first = Path(platform.ca_file).read_bytes()
    with DemoPlatform("--private-ca", data=tmp_path, scale=0.05) as platform:
        assert Path(str(platform.ca_file)).read_bytes() == first


def test_own_certificate_is_served(tmp_path: Path) -> None:
    files = private_ca(tmp_path / "other", "127.0.0.1")
    arguments = ("--tls-cert", str(files.certificate), "--tls-key", str(files.key))
    with DemoPlatform(*arguments, scale=0.05) as platform:
        assert platform.ca_file is None
        assert requests.get(f"{platform.url}/api/v1/platform", timeout=30, verify=str(files.ca)).ok


def test_the_key_is_for_its_owner_only_and_the_ca_cannot_sign_others(tmp_path: Path) -> None:
    files = private_ca(tmp_path, "10.1.2.3")
    assert stat.S_IMODE(files.key.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("ca*.key"))
    context = ssl.create_default_context(cafile=str(files.ca))
    assert context.get_ca_certs()


def test_another_host_gets_a_certificate_of_its_own(tmp_path: Path) -> None:
    first = private_ca(tmp_path, "10.1.2.3").certificate.read_bytes()
    assert private_ca(tmp_path, "10.1.2.3").certificate.read_bytes() == first
    assert private_ca(tmp_path, "10.9.9.9").certificate.read_bytes() != first

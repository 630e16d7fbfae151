"""A platform's address, as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.address import PlatformAddress
from desktop.domain.ancestry import codes_upward
from desktop.domain.region import RegionCode
from desktop.errors import AppError, ErrorCode


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("http://10.1.2.3:8000", "http://10.1.2.3:8000"),
        (" https://Ping-Tai.example/ ", "https://ping-tai.example"),
        ("https://ping.example:443", "https://ping.example"),
        ("10.1.2.3", "https://10.1.2.3"),
        ("10.1.2.3:8443", "https://10.1.2.3:8443"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost:8000", "http://localhost:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("http://host/sub/api/v1/", "http://host/sub"),
        ("平台.example", "https://平台.example"),
    ],
)
def test_what_people_type(typed: str, url: str) -> None:
    assert PlatformAddress.parse(typed).url == url


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "http://",
        "ftp://host",
        "http://user:password@host",
        "http://host:99999",
        "http://ho st",
        "http://host?x=1",
        "file:///etc/passwd",
        "http://[::1",
        "javascript://host",
        "http://a\x00b",
    ],
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(AppError) as raised:
        PlatformAddress.parse(typed)
    assert raised.value.code is ErrorCode.BAD_ADDRESS


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_not(typed: str) -> None:
    try:
        address = PlatformAddress.parse(typed)
    except AppError:
        return
    assert PlatformAddress.parse(address.url) == address


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("431321103250-02", ["431321103250-02", "431321103250", "431321103", "431321", "4313", "43"]),
        ("431321103", ["431321103", "431321", "4313", "43"]),
        ("4313", ["4313", "43"]),
        ("area/7", ["area/7"]),
        ("", [""]),
    ],
)
def test_a_code_tells_what_lies_above(code: str, above: list[str]) -> None:
    assert list(codes_upward(RegionCode(code))) == above

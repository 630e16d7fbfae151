"""Settings: declared once, kept whole, recovered when broken."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.settings import declared
from desktop.settings.migrations import migrate
from desktop.settings.schema import Scope
from desktop.settings.store import Settings


def test_every_setting_is_declared_completely() -> None:
    keys = [setting.key for setting in declared.ALL]
    assert len(set(keys)) == len(keys)
    for setting in declared.ALL:
        assert setting.accepts(setting.default), setting.key
        assert setting.zh
        assert setting.en
        assert setting.help_zh
        assert setting.help_en


def test_every_declared_setting_is_in_the_list() -> None:
    named = [value for name, value in vars(declared).items() if name.isupper() and name != "ALL"]
    assert {id(setting) for setting in named} == {id(setting) for setting in declared.ALL}


def test_values_survive_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    settings = Settings(file)
    settings.set(declared.LANGUAGE, "en")
    settings.set(declared.MAX_OPENS, 3)
    settings.set(declared.SHOW_INFO_OVERLAY, True)
    again = Settings(file)
    assert again.get(declared.LANGUAGE) == "en"
    assert again.get(declared.MAX_OPENS) == 3
    assert again.get(declared.SHOW_INFO_OVERLAY) is True
    assert again.recovered_from is None


def test_what_was_never_changed_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings(file).set(declared.MAX_OPENS, 3)
    assert json.loads(file.read_text(encoding="utf-8"))["values"] == {"max_opens": 3}


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 200_000, b'{"values": '])
def test_a_broken_file_is_put_aside_and_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.get(declared.LANGUAGE) == "zh_CN"
    assert settings.recovered_from is not None
    assert settings.recovered_from.read_bytes() == content
    settings.set(declared.LANGUAGE, "en")
    assert Settings(file).get(declared.LANGUAGE) == "en"


def test_two_broken_files_are_both_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for content in (b"first", b"second"):
        file.write_bytes(content)
        Settings(file)
    assert sorted(path.read_bytes() for path in tmp_path.glob("*.broken-*")) == [b"first", b"second"]


@given(
    st.dictionaries(
        st.sampled_from([setting.key for setting in declared.ALL]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text()
        | st.lists(st.integers()),
    )
)
def test_a_value_of_a_file_is_used_only_when_it_is_acceptable(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.json"
    file.write_text(json.dumps({"version": 1, "values": values}), encoding="utf-8")
    settings = Settings(file)
    for setting in declared.ALL:
        value = settings.get(setting)  # type: ignore[misc]
        assert setting.accepts(value)


def test_a_value_out_of_bounds_is_refused(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    with pytest.raises(ValueError, match="max_opens"):
        settings.set(declared.MAX_OPENS, 0)
    with pytest.raises(ValueError, match="language"):
        settings.set(declared.LANGUAGE, "fr")


def test_a_newer_versions_keys_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"version": 99, "values": {"from_the_future": 1}}), encoding="utf-8")
    Settings(file).set(declared.LANGUAGE, "en")
    assert json.loads(file.read_text(encoding="utf-8"))["values"] == {"from_the_future": 1, "language": "en"}


def test_observers_hear_their_setting_only(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    heard: list[int] = []
    stop = settings.observe(declared.MAX_OPENS, heard.append)
    settings.set(declared.LANGUAGE, "en")
    settings.set(declared.MAX_OPENS, 2)
    settings.set(declared.MAX_OPENS, 2)
    stop()
    settings.set(declared.MAX_OPENS, 5)
    assert heard == [2]


def test_reset_leaves_what_is_not_on_the_page(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.set(declared.MAX_OPENS, 2)
    settings.set(declared.WINDOW_GEOMETRY, "0,0,100,100")
    settings.reset()
    assert settings.get(declared.MAX_OPENS) == declared.MAX_OPENS.default
    assert settings.get(declared.WINDOW_GEOMETRY) == "0,0,100,100"
    assert declared.WINDOW_GEOMETRY.scope is Scope.HIDDEN


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_saving(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder", encoding="utf-8")
    settings = Settings(tmp_path / "settings.json")
    settings._file.path = blocker / "settings.json"
    settings.set(declared.LANGUAGE, "en")
    assert settings.get(declared.LANGUAGE) == "en"
    assert "could not be saved" in caplog.text


def test_migrations_run_from_the_files_version_on() -> None:
    steps = (
        lambda values: {**values, "two": values["one"]},
        lambda values: {**values, "three": values["two"]},
    )
    assert migrate({"one": 1}, 1, steps) == {"one": 1, "two": 1, "three": 1}
    assert migrate({"two": 5}, 2, steps) == {"two": 5, "three": 5}
    assert migrate({"x": 1}, 9, steps) == {"x": 1}

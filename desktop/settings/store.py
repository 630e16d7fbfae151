"""The settings' values: read at start, written whole; what a person never changed is not written."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desktop.lanes import Lane
from desktop.ports import Unsubscribe
from desktop.settings import declared
from desktop.settings.migrations import CURRENT, migrate
from desktop.settings.schema import Setting, Value
from desktop.stores.json_file import Json, JsonFile
from desktop.stores.observable import Signal
from desktop.stores.saver import Saver

T = TypeVar("T", str, int, bool)
AnySetting = Setting[str] | Setting[int] | Setting[bool]


class Settings:
    """Lives as long as the process; used on the UI thread.

    A value that a file holds and that is not acceptable counts as its default. Keys that this version does
    not know are kept, for the version that does.
    """

    def __init__(self, path: Path, lane: Lane | None = None) -> None:
        self.changed: Signal[[AnySetting, Value, Value]] = Signal()
        self.recovered_from: Path | None = None
        """Where an unreadable settings file was put; the person is told."""
        self._file = JsonFile(path)
        self._saver = Saver(self._file, self._snapshot, lane)
        self._values: dict[str, object] = {}
        self._load()

    def get(self, setting: Setting[T]) -> T:
        """Return a setting's value."""
        value = self._values.get(setting.key)
        return value if setting.accepts(value) else setting.default  # type: ignore[return-value]

    def set(self, setting: Setting[T], value: T) -> None:
        """Change a setting; ValueError when it does not accept the value."""
        if not setting.accepts(value):
            raise ValueError(f"{setting.key} does not accept this value")
        old = self.get(setting)
        if old == value:
            return
        self._values[setting.key] = value
        self.changed.emit(setting, old, value)
        self._saver.soon()

    def observe(self, setting: Setting[T], observer: Callable[[T], object]) -> Unsubscribe:
        """Call an observer with the new value whenever this setting changes."""

        def filtered(changed: AnySetting, _old: Value, _new: Value) -> None:
            if changed.key == setting.key:
                observer(self.get(setting))

        return self.changed.connect(filtered)

    def reset(self) -> None:
        """Set everything on the preferences page back to its default."""
        for setting in declared.ALL:
            if setting.scope == "preferences":
                self.set(setting, setting.default)  # type: ignore[misc]

    def flush(self) -> None:
        """Write the file now when something changed; a failure is logged, the values stay."""
        self._saver.flush()

    def _snapshot(self) -> Json:
        return {"version": CURRENT, "values": dict(self._values)}

    def _load(self) -> None:
        loaded = self._file.load()
        self.recovered_from = loaded.put_aside
        data = loaded.data if isinstance(loaded.data, dict) else {}
        version, values = data.get("version"), data.get("values")
        if isinstance(values, dict):
            self._values = migrate(dict(values), version if isinstance(version, int) else 0)

"""The settings file: values by option, written whole and atomically; a broken file is set aside, never fatal."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from operator_console.settings.options import Option

Value = TypeVar("Value")
Changed = Callable[[Option[Any]], None]


class Settings:
    """Values of the options, kept in a JSON file (or in memory only when `path` is None).

    Attributes:
        set_aside: Where an unreadable file was moved to at start, or None.
        unwritten: The last change could not be written (disk full, read-only); it holds for this run.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._listeners: list[Changed] = []
        self._overrides: dict[str, Any] = {}
        self.set_aside: Path | None = None
        self.unwritten = False
        self._values: dict[str, Any] = self._read() if path is not None else {}

    def get(self, option: Option[Value]) -> Value:
        """Return the stored value, or the default when none is stored or it is not acceptable."""
        value = self._overrides.get(option.key, self._values.get(option.key, option.default))
        return cast("Value", value) if option.accepts(value) else option.default

    def set(self, option: Option[Value], value: Value) -> None:
        """Store `value`, write the file and tell the listeners; nothing happens when it is the same.

        Raises:
            ValueError: The option does not accept the value.
        """
        if not option.accepts(value):
            msg = f"{option.key} does not accept {value!r}"
            raise ValueError(msg)
        if self.get(option) == value:
            return
        self._overrides.pop(option.key, None)
        self._values[option.key] = value
        self._write()
        for listener in tuple(self._listeners):
            listener(option)

    def override(self, option: Option[Value], value: Value) -> None:
        """Let `value` hold for this run without writing it; a later `set` of the same option is written as usual.

        Raises:
            ValueError: The option does not accept the value.
        """
        if not option.accepts(value):
            msg = f"{option.key} does not accept {value!r}"
            raise ValueError(msg)
        self._overrides[option.key] = value

    def listen(self, listener: Changed) -> Callable[[], None]:
        """Call `listener` with each changed option; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def _read(self) -> dict[str, Any]:
        path = cast("Path", self._path)
        try:
            values = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            self.set_aside = path.with_suffix(".broken.json")
            try:
                path.replace(self.set_aside)
            except OSError:
                self.set_aside = None
            return {}
        return values if isinstance(values, dict) else {}

    def _write(self) -> None:
        if self._path is None:
            return
        fresh = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("w", encoding="utf-8") as file:
                json.dump(self._values, file, ensure_ascii=False, indent=2)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
            self.unwritten = False
        except OSError:
            self.unwritten = True

"""The settings file: values by option, written whole and atomically; a broken file is set aside, never fatal."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from operator_console.settings.options import Option

_UNREADABLE = frozenset({errno.EACCES, errno.EPERM, errno.EIO, errno.EISDIR, errno.ELOOP})

Value = TypeVar("Value")
Changed = Callable[[Option[Any]], None]


class Settings:
    """Values of the options, kept in a JSON file (or in memory only when `path` is None).

    A file that can be neither read nor moved aside is not written either: it may be good, and hold the accounts.

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
        self._untouchable = False
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

    def save(self) -> None:
        """Write what could not be written before; harmless when everything is."""
        if self.unwritten:
            self._write()

    def _read(self) -> dict[str, Any]:
        path = cast("Path", self._path)
        try:
            values = msgspec.json.decode(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            if error.errno in _UNREADABLE:
                self._move_aside(path)
            else:
                self._untouchable = self.unwritten = True
            return {}
        except (ValueError, RecursionError):
            self._move_aside(path)
            return {}
        if isinstance(values, dict):
            return values
        self._move_aside(path)
        return {}

    def _move_aside(self, path: Path) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        aside = path.with_name(f"{path.stem}.set-aside-{stamp}{path.suffix}")
        try:
            path.replace(aside)
        except OSError:
            self._untouchable = self.unwritten = True
        else:
            self.set_aside = aside

    def _write(self) -> None:
        if self._path is None or self._untouchable:
            return
        fresh = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("w", encoding="utf-8") as file:
                file.write(msgspec.json.format(msgspec.json.encode(self._values), indent=2).decode())
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
            self.unwritten = False
        except OSError:
            self.unwritten = True
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

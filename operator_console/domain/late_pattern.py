"""Regular expressions that are compiled when they are first used; knows no text and no rule."""

import re
from typing import Any, cast


class _LatePattern:
    """Stands for a pattern: it becomes one when its first method is asked for, and is then as quick."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        found: Any = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, found)
        return found


def late_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile(pattern, flags)`` does, without the work until it is used.

    It is for constants of modules that the window's start imports and does not use yet. Any thread may use it first.
    A pattern that is wrong raises `re.error` at its first use, so each needs a test that uses it.
    """
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))

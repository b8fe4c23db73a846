"""Lets Qt objects follow the settings for as long as they live; knows no option."""

import weakref
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from operator_console.settings.file import Settings
from operator_console.settings.options import Option


def follow_settings(settings: Settings, handler: Callable[[Option[Any]], None]) -> Callable[[], None]:
    """Call `handler`, a method of a Qt object, with each changed option until the object is gone.

    Returns:
        What ends it earlier. Nothing keeps the object alive, and nothing is connected to its end: a Python function
        called from a destructor is not safe.
    """
    method = weakref.WeakMethod(handler)

    def listener(option: Option[Any]) -> None:
        living = method()
        owner = getattr(living, "__self__", None)
        if living is None or (isinstance(owner, QObject) and not isValid(owner)):
            unlisten()
        else:
            living(option)

    unlisten = settings.listen(listener)
    return unlisten

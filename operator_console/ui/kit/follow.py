"""Lets Qt objects follow the settings for as long as they live; knows no option."""

from collections.abc import Callable
from typing import Any

from operator_console.settings.file import Settings
from operator_console.settings.options import Option
from operator_console.ui.kit.calls import WeakCall


def follow_settings(settings: Settings, handler: Callable[[Option[Any]], None]) -> Callable[[], None]:
    """Call `handler`, a method of a Qt object, with each changed option until the object is gone.

    Returns:
        What ends it earlier. Nothing keeps the object alive, and nothing is connected to its end: a Python function
        called from a destructor is not safe.
    """
    weak = WeakCall(handler)

    def listener(option: Option[Any]) -> None:
        living = weak.living
        if living is None:
            unlisten()
        else:
            living(option)

    unlisten = settings.listen(listener)
    return unlisten

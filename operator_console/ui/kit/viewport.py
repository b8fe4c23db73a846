"""Finds the viewport of a scroll area without what Python's first look at it costs; knows no area of ours."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

NAME = "qt_scrollarea_viewport"


def viewport_of(area: "QAbstractScrollArea") -> QWidget:
    """Return the viewport of `area`; once this was called, `area.viewport()` costs nothing either.

    WORKAROUND(shiboken's BindingManager): for a widget that Python has not seen it asks every class that inherits from
    QWidget whether it is one of those, and so makes the Python classes of all of them with their enumerations. Looked
    up by name its class is read from the widget itself.
    """
    return area.findChild(QWidget, NAME, Qt.FindChildOption.FindDirectChildrenOnly) or area.viewport()

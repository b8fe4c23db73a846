"""Puts what is built later where Tab would have found it, had it been built with the rest; knows no screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_after(before: QWidget, built: QWidget) -> None:
    """Let Tab go from `before` through `built` and what is in it: Qt puts widgets that are new at the window's end."""
    for widget in (built, *built.findChildren(QWidget)):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(before, widget)
            before = widget

"""Walks over every widget of a screen and tells each text it would show, as Qt would show it; knows no screen of ours.

What Qt interprets is undone here as Qt does it: rich text becomes what its document says, `&` its mnemonic. So a text
that comes out whole is shown literally.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAccessible, QAction, QTextDocument
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
OBJECT_CHARACTER = "\ufffc"


@dataclass(frozen=True)
class Shown:
    """One text as it is shown.

    Attributes:
        where: Class, name and property.
        pictures: The text would show pictures.
    """

    where: str
    text: str
    pictures: bool = False


def texts_of(root: QWidget) -> Iterator[Shown]:
    """Yield every text of `root` and all below it."""
    for thing in (root, *root.findChildren(QObject)):
        if isinstance(thing, QWidget):
            yield from _of_widget(thing)
        elif isinstance(thing, QAction):
            yield from _of_action(thing)
        elif isinstance(thing, QAbstractItemModel):
            yield from _of_model(thing)


def classes_shown(root: QWidget) -> set[type]:
    """Return the classes, with those they derive from, of `root` and all below it that is on the screen."""
    widgets = [widget for widget in (root, *root.findChildren(QWidget)) if widget.isVisible()]
    return {cls for widget in widgets for cls in type(widget).__mro__}


def _of_widget(widget: QWidget) -> Iterator[Shown]:
    yield _rich_or_not(widget, "toolTip", widget.toolTip())
    yield _rich_or_not(widget, "whatsThis", widget.whatsThis())
    for name in ("accessibleName", "accessibleDescription", "statusTip"):
        yield Shown(_where(widget, name), getattr(widget, name)())
    if widget.isWindow():
        yield Shown(_where(widget, "windowTitle"), widget.windowTitle().replace("[*]", ""))
    yield from _of_content(widget)
    yield from _of_accessible(widget)


def _of_content(widget: QWidget) -> Iterator[Shown]:
    if isinstance(widget, QLabel):
        yield _of_label(widget)
    elif isinstance(widget, QAbstractButton):
        yield Shown(_where(widget, "text"), without_mnemonics(widget.text()))
    elif isinstance(widget, QGroupBox | QMenu):
        yield Shown(_where(widget, "title"), without_mnemonics(widget.title()))
    elif isinstance(widget, QLineEdit):
        yield Shown(_where(widget, "text"), widget.text())
        yield Shown(_where(widget, "placeholder"), widget.placeholderText())
    elif isinstance(widget, QComboBox):
        yield from (Shown(_where(widget, f"item {at}"), widget.itemText(at)) for at in range(widget.count()))
    elif isinstance(widget, QTabBar):
        tabs = (without_mnemonics(widget.tabText(at)) for at in range(widget.count()))
        yield from (Shown(_where(widget, f"tab {at}"), text) for at, text in enumerate(tabs))
    else:
        yield from _of_large(widget)


def _of_large(widget: QWidget) -> Iterator[Shown]:
    if isinstance(widget, QTextEdit):
        yield _of_document(_where(widget, "document"), widget.document())
    elif isinstance(widget, QPlainTextEdit):
        yield Shown(_where(widget, "text"), widget.toPlainText())
        yield Shown(_where(widget, "placeholder"), widget.placeholderText())
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _of_model(widget.model())


def _of_label(label: QLabel) -> Shown:
    rich = label.textFormat() is Qt.TextFormat.RichText or (
        label.textFormat() is Qt.TextFormat.AutoText and _may_be_rich(label.text())
    )
    if rich or label.textFormat() is Qt.TextFormat.MarkdownText:
        return _of_html(_where(label, "text"), label.text())
    text = label.text() if label.buddy() is None else without_mnemonics(label.text())
    return Shown(_where(label, "text"), text)


def _of_action(action: QAction) -> Iterator[Shown]:
    yield Shown(_where(action, "text"), without_mnemonics(action.text()))
    yield _rich_or_not(action, "whatsThis", action.whatsThis())
    tip = action.toolTip()
    # Without a tooltip of its own an action shows its text without mnemonics, and our buttons are not made of actions.
    if tip != without_mnemonics(action.text()).rstrip("…"):
        yield _rich_or_not(action, "toolTip", tip)


def _of_model(model: QAbstractItemModel) -> Iterator[Shown]:
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    places = product(range(model.rowCount(QModelIndex())), range(columns))
    for row, column in places:
        index = model.index(row, column)
        for role in ROLES:
            value = index.data(role.value)
            if isinstance(value, str):
                where = f"{type(model).__name__}[{row}, {column}].{role.name}"
                is_tip = role is Qt.ItemDataRole.ToolTipRole and _may_be_rich(value)
                yield _of_html(where, value) if is_tip else Shown(where, value)


def _of_accessible(widget: QWidget) -> Iterator[Shown]:
    """Yield what a screen reader hears of the rows that only exist for it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface.role() is not QAccessible.Role.List:
        return
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child is not None:
            yield Shown(_where(widget, f"row {index} for a screen reader"), child.text(QAccessible.Text.Name))


def _rich_or_not(thing: QObject, name: str, text: str) -> Shown:
    return _of_html(_where(thing, name), text) if _may_be_rich(text) else Shown(_where(thing, name), text)


def _of_html(where: str, html: str) -> Shown:
    document = QTextDocument()
    document.setHtml(html)
    return _of_document(where, document)


def _of_document(where: str, document: QTextDocument) -> Shown:
    text = document.toPlainText().replace("\xa0", " ")
    return Shown(where, text, pictures=OBJECT_CHARACTER in text)


def without_mnemonics(text: str) -> str:
    """Return what is painted of a text with `&` marks."""
    return re.sub("&(.)", r"\1", text, flags=re.DOTALL)


def _may_be_rich(text: str) -> bool:
    return bool(RichText.mightBeRichText(text))


def _where(thing: QObject, name: str) -> str:
    return f"{type(thing).__name__}({thing.objectName()}).{name}"

"""Small controls with one look: buttons by weight, key caps, chips and badges; knows no screen's meaning."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.settings.options import SHORTCUTS, Option
from operator_console.ui.kit.follow import follow_settings
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.shortcuts import key_words, sequence_of

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


def primary_button(text: str, name: str, parent: QWidget | None = None) -> QPushButton:
    """Return the button of the one thing to do here; `name` is its objectName."""
    return _push_button("primary", text, name, parent)


def quiet_button(text: str, name: str, parent: QWidget | None = None) -> QPushButton:
    """Return a button of second rank."""
    return _push_button("quiet", text, name, parent)


def ghost_button(text: str, name: str, parent: QWidget | None = None) -> QPushButton:
    """Return a button that looks like text until it is pointed at."""
    return _push_button("ghost", text, name, parent)


def danger_button(text: str, name: str, parent: QWidget | None = None) -> QPushButton:
    """Return the button of something that cannot be undone."""
    return _push_button("danger", text, name, parent)


def link_button(text: str, name: str, parent: QWidget | None = None) -> QPushButton:
    """Return a button that looks like a link; its text may come from outside and is shown literally."""
    return _push_button("link", text, name, parent)


def icon_button(
    context: "UiContext",
    icon: str,
    title: str,
    name: str,
    parent: QWidget | None = None,
    *,
    size_px: int = 16,
    checkable: bool = False,
) -> QToolButton:
    """Return a button with an icon only; `title` is its accessible name and tooltip."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setProperty("kind", "ghost")
    button.setCheckable(checkable)
    button.setIconSize(QSize(size_px, size_px))
    button.setAccessibleName(title)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    set_plain_tooltip(button, title)
    context.icons.put(button, icon, on_role="accent" if checkable else None, size_px=size_px)
    return button


MOST_CHARS = 200


def set_button_text(button: QPushButton, text: str) -> None:
    """Show `text` literally on a button, also when it holds `&`, and name the button after it."""
    text = clean_line(text, MOST_CHARS)
    button.setText(text.replace("&", "&&"))
    button.setAccessibleName(text)


def _push_button(kind: str, text: str, name: str, parent: QWidget | None) -> QPushButton:
    button = QPushButton(parent)
    button.setObjectName(name)
    button.setProperty("kind", kind)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAutoDefault(False)
    set_button_text(button, text)
    return button


class KeyCap(QLabel):
    """Shows the key of an action as a small key, always the one that is in force."""

    def __init__(self, context: "UiContext", action_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._action_id = action_id
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        follow_settings(context.settings, self._on_option)
        self._refresh()

    def _on_option(self, option: Option[object]) -> None:
        if option.key == SHORTCUTS.key:
            self._refresh()

    def _refresh(self) -> None:
        words = key_words(sequence_of(self._context.settings, self._action_id))
        self.setText(words)
        self.setVisible(bool(words))


class Chip(PlainLabel):
    """A short fact on a soft ground, such as a tag; text may come from outside."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, role: str = "plain") -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)


def badge_words(count: int) -> str:
    """Return the number as a badge shows it."""
    return str(count) if count < 100 else "99+"


def badge_size(context: "UiContext", count: int) -> QSize:
    """Return the size of a badge in logical pixels."""
    from PySide6.QtGui import QFontMetrics

    width_px = QFontMetrics(context.theme.font(10, 700, tabular=True)).horizontalAdvance(badge_words(count)) + 9
    return QSize(max(16, width_px), 16)


def paint_badge(painter: QPainter, context: "UiContext", width_px: int, count: int, role: str = "accent") -> None:
    """Paint a badge with its top left corner at the painter's origin; for delegates."""
    theme = context.theme
    ink = theme.colour("accent_text" if role == "accent" else "on_signal")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.colour(role)))
    painter.drawRoundedRect(0, 0, width_px, 16, 8, 8)
    painter.setPen(ink)
    painter.setFont(theme.font(10, 700, tabular=True))
    painter.drawText(0, 0, width_px, 16, Qt.AlignmentFlag.AlignCenter, badge_words(count))
    painter.restore()

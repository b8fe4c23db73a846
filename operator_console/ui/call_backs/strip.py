"""The rail's group of visitors who want to be called: the most urgent few, and a way to all of them; opens nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from operator_console.domain.call_backs import is_due, is_overdue
from operator_console.ui.call_backs.words import line_words, spoken_words
from operator_console.ui.kit.buttons import link_button
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.desk.state import CallBackRow
    from operator_console.ui.kit.context import UiContext

MOST_SHOWN = 3
LINE_HEIGHT_PX = 46
ICON_PX = 16


class CallBackLine(QAbstractButton):
    """One request: a sign, when and who, and what about. The sign and the words say what is late, not the colour."""

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._first = self._second = ""
        self._sign, self._role = "phone", "dim"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(LINE_HEIGHT_PX)
        context.theme.changed.connect(self.update)

    def show_row(self, row: "CallBackRow", now: datetime) -> None:
        """Show a request as it reads now."""
        locale = self._context.locale
        self._first, self._second = line_words(row, now, locale)
        late, due = is_overdue(row.call_back, now), is_due(row.call_back, now)
        self._sign, self._role = ("triangle-alert", "bad") if late else ("phone", "accent" if due else "dim")
        self.setAccessibleName(spoken_words(row, now, locale))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, LINE_HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._context.theme
        area = self.rect().adjusted(8, 1, -8, -1)
        if self.underMouse() or self.isDown() or self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.colour("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(area, 8, 8)
        sign = self._context.icons.pixmap(self._sign, ICON_PX, self._role, self.devicePixelRatioF())
        painter.drawPixmap(area.left() + 8, area.top() + 6, sign)
        left = area.left() + 8 + ICON_PX + 8
        width = area.right() - 8 - left
        for words, font, role, top in (
            (self._first, theme.font(13, 600), "bad" if self._role == "bad" else "text", area.top() + 3),
            (self._second, theme.font(12, 400), "dim", area.top() + 22),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(role))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(left, top + metrics.ascent(), shown)


class CallBackStrip(QFrame):
    """Hidden while nobody wants to be called.

    Signals:
        chosen: The agent opens this request.
        all_requested: The agent wants to see all of them.
    """

    chosen = Signal(str)
    all_requested = Signal()

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("call_backs")
        self.setProperty("surface", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 2)
        self._title = PlainLabel(self.tr("Call back"), self)
        self._title.setProperty("role", "group")
        self._more = link_button("", "all_call_backs", self)
        self._more.clicked.connect(self.all_requested)
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        self.lines: list[CallBackLine] = []
        self._column = column
        self._ids: list[str] = []
        self.hide()

    def show_rows(self, rows: "Sequence[CallBackRow]", now: datetime) -> None:
        """Show the most urgent of all open requests."""
        shown = rows[:MOST_SHOWN]
        while len(self.lines) < len(shown):
            line = CallBackLine(self._context, self)
            line.setObjectName(f"call_back_{len(self.lines)}")
            line.clicked.connect(call(self._on_line, len(self.lines)))
            self._column.addWidget(line)
            self.lines.append(line)
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(shown))
            if place < len(shown):
                line.show_row(shown[place], now)
        self._ids = [row.call_back.id for row in shown]
        late = sum(is_overdue(row.call_back, now) for row in rows)
        words = self.tr("Call back · %1").replace("%1", str(len(rows)))
        words = f"{words} · {self.tr('%n late', None, late)}" if late else words
        self._title.setText(self._context.locale.toUpper(words))
        self._title.setAccessibleName(words)
        self._more.setText(self.tr("All"))
        self._more.setAccessibleName(self.tr("All call-backs"))
        self._more.setVisible(len(rows) > len(shown))
        self.setVisible(bool(rows))

    def _on_line(self, place: int) -> None:
        if place < len(self._ids):
            self.chosen.emit(self._ids[place])

"""The most urgent response clock, small, for pages that cover the chats; knows no page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.clock_ring import clock_words, paint_clock_ring
from operator_console.ui.kit.plain_label import set_plain_tooltip
from operator_console.ui.kit.shortcuts import key_words, sequence_of
from operator_console.ui.kit.words import chat_title

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from operator_console.desk.state import ChatRow
    from operator_console.ui.kit.context import UiContext

RING_PX = 36


class UrgentClock(QAbstractButton):
    """A ring as in the rail; pressing it goes to that chat. Not there while nobody waits."""

    def __init__(self, context: "UiContext", now: "Callable[[], datetime]", parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("urgent_clock")
        self._context = context
        self._now = now
        self._row: ChatRow | None = None
        self.setFixedSize(40, 40)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setVisible(False)
        context.theme.changed.connect(self.update)
        context.ticker.second.connect(self._on_second)

    def show_row(self, row: "ChatRow | None") -> None:
        """Show the clock of this chat; None hides it."""
        self._row = row
        self.setVisible(row is not None)
        self._on_second()

    def sizeHint(self) -> QSize:
        return QSize(40, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._row is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(2, 2, RING_PX, RING_PX)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(self._context.theme.colour("focus" if self.hasFocus() else "line"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
        clock, targets = self._row.conversation.clock, self._row.site.targets
        paint_clock_ring(painter, place, clock, self._now(), targets, self._context.theme)

    def _on_second(self) -> None:
        if self._row is None:
            return
        words = clock_words(self._row.conversation.clock, self._now(), self._row.site.targets)
        who = clean_line(chat_title(self._row.conversation))
        self.setAccessibleName(f"{who}: {words}")
        key = key_words(sequence_of(self._context.settings, "chats.next_urgent"))
        set_plain_tooltip(self, f"{who}\n{words}" + (f"   {key}" if key else ""))
        self.update()

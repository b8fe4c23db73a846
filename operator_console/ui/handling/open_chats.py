"""The chats that are still open before an agent goes: who, clock, what is not sent, and what can be done with each."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from operator_console.desk.events import RailChanged
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import quiet_button
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.clock_ring import clock_words
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import chat_title

if TYPE_CHECKING:
    from operator_console.desk.state import ChatRow
    from operator_console.domain.ids import ConversationId
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

NAME_CHARS = 60
ROW_PX = 58
MOST_ROWS_SHOWN = 5


class OpenChats(QScrollArea):
    """One line a chat, true to the desk as long as it is shown.

    Signals:
        open_requested: Go to this chat, to finish it.
        wrap_up_requested: End this chat.
        transfer_requested: Offer this chat to somebody.
        all_gone: No chat is open any more.
    """

    open_requested = Signal(str)
    wrap_up_requested = Signal(str)
    transfer_requested = Signal(str)
    all_gone = Signal()

    def __init__(self, context: "UiContext", desk: "DeskDoor", parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("open_chats")
        self.setAccessibleName(self.tr("Chats that are still open"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._context = context
        self._desk = desk
        inside = self._inside = QWidget(self)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self.setWidget(inside)
        self._lines: dict[ConversationId, _Line] = {}
        self._unlisten = desk.hub.listen(RailChanged, lambda _event: self._context.ticker.request(self._fill))
        context.ticker.second.connect(self._fill)
        self._fill()

    @property
    def shown(self) -> tuple["ConversationId", ...]:
        """The chats, in the rail's order."""
        return tuple(self._lines)

    def close_listening(self) -> None:
        """Stop following the desk."""
        self._unlisten()
        self._context.ticker.second.disconnect(self._fill)
        self._context.ticker.cancel(self._fill)

    def _fill(self) -> None:
        rail = self._desk.rail()
        rows = {row.conversation.id: row for row in (*rail.your_turn, *rail.waiting_for_visitor)}
        had = bool(self._lines)
        for gone in [name for name in self._lines if name not in rows]:
            line = self._lines.pop(gone)
            self._column.removeWidget(line)
            line.deleteLater()
        for place, (name, row) in enumerate(rows.items()):
            if name not in self._lines:
                self._lines[name] = self._line(name)
                self._column.insertWidget(place, self._lines[name])
            self._lines[name].show_row(row, self._words(row))
        self.setMinimumHeight(ROW_PX * max(1, min(MOST_ROWS_SHOWN, len(rows))) if rows else 0)
        if had and not rows:
            self.all_gone.emit()

    def _line(self, name: "ConversationId") -> "_Line":
        line = _Line(name, can_offer=self._desk.handling.can_offer, parent=self._inside)
        line.open.clicked.connect(call(self._emit, "open_requested", name))
        line.wrap_up.clicked.connect(call(self._emit, "wrap_up_requested", name))
        line.transfer.clicked.connect(call(self._emit, "transfer_requested", name))
        return line

    def _emit(self, signal: str, name: str) -> None:
        getattr(self, signal).emit(name)

    def _words(self, row: "ChatRow") -> str:
        parts = [clock_words(row.conversation.clock, self._desk.now(), row.site.targets)]
        if row.has_draft:
            parts.append(self.tr("a draft waits"))
        if row.waiting_out:
            parts.append(self.tr("%n messages not sent", "", row.waiting_out))
        if row.conversation.offer is not None:
            parts.append(self.tr("offered, nobody has accepted yet"))
        return " · ".join(parts)


class _Line(QFrame):
    """Who it is, how it stands, and buttons."""

    def __init__(self, name: str, *, can_offer: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"open_chat_{name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(1)
        self._who = PlainLabel("", self)
        self._how = PlainLabel("", self)
        self._how.setProperty("role", "small")
        words.addWidget(self._who)
        words.addWidget(self._how)
        row.addLayout(words, 1)
        self.open = quiet_button(self.tr("Finish"), f"finish_{name}", self)
        self.wrap_up = quiet_button(self.tr("Wrap up"), f"end_{name}", self)
        self.transfer = quiet_button(self.tr("Hand over"), f"hand_over_{name}", self)
        self.transfer.setVisible(can_offer)
        for button in (self.open, self.wrap_up, self.transfer):
            row.addWidget(button)

    def show_row(self, row: "ChatRow", words: str) -> None:
        """Show how the chat stands now."""
        who = clean_line(chat_title(row.conversation), NAME_CHARS)
        self._who.setText(f"{who} · {clean_line(row.site.name, NAME_CHARS)}")
        self._how.setText(words)
        self.open.setAccessibleName(filled(self.tr("Finish the chat with %1"), who))
        self.wrap_up.setAccessibleName(filled(self.tr("Wrap up the chat with %1"), who))
        self.transfer.setAccessibleName(filled(self.tr("Hand over the chat with %1"), who))

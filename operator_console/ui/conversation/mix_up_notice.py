"""The quiet word before something of another visitor is sent: what, whose, why, and "send anyway"; sends nothing."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from operator_console.domain.ids import ConversationId
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import link_button, quiet_button
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import chat_title

if TYPE_CHECKING:
    from operator_console.desk.state import ChatRow
    from operator_console.domain.mix_up import MixUp
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

REST_S = 0.3
"""So long Enter rests after the notice has come, that a double press does not go past it unread."""
MOST_NAMED = 3
MOST_WORD_CHARS = 60


class MixUpNotice(QFrame):
    """A few lines above the composer.

    Signals:
        anyway_requested: Send it all the same.
    """

    anyway_requested = Signal()

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("mix_up_notice")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 8, 20, 0)
        ground = QFrame(self)
        ground.setObjectName("mix_up_ground")
        outer.addWidget(ground)
        line = QHBoxLayout(ground)
        line.setContentsMargins(12, 7, 8, 7)
        line.setSpacing(10)
        self._sign = QLabel(ground)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(3)
        self._words = PlainLabel("", ground, wrap=True)
        self._words.setObjectName("mix_up_words")
        self._reason = PlainLabel("", ground, wrap=True)
        self._reason.setObjectName("mix_up_reason")
        self._reason.setProperty("role", "dim")
        column.addWidget(self._words)
        column.addWidget(self._reason)
        line.addLayout(column, 1)
        self._why = link_button(self.tr("Why?"), "mix_up_why", ground)
        self._why.clicked.connect(self._on_why)
        self._anyway = quiet_button(self.tr("Send anyway"), "mix_up_anyway", ground)
        self._anyway.clicked.connect(self.anyway_requested)
        line.addWidget(self._why, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._anyway, 0, Qt.AlignmentFlag.AlignTop)
        context.theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_words(self, words: str, reason: str) -> None:
        """Say what stands in the text; the reason is shown when asked for."""
        self._words.setText(words)
        self._reason.setText(reason)
        self._reason.hide()
        self._why.show()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{words}\n{reason}"))

    def _on_why(self) -> None:
        self._reason.show()
        self._why.hide()
        self._anyway.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self) -> None:
        theme = self._context.theme
        ground, line = theme.colour("warn_soft").name(), theme.colour("warn").name()
        self.setStyleSheet(
            f"#mix_up_ground {{ background: {ground}; border: 1px solid {line}; border-radius: 8px; }}"
            "#mix_up_ground QLabel { background: transparent; border: 0; }"
        )
        self._sign.setPixmap(self._context.icons.pixmap("triangle-alert", 18, "warn_text", self.devicePixelRatioF()))


class MixUpGuard(QObject):
    """Decides with the desk's rule whether a text may go now, and tells the agent why not."""

    def __init__(self, context: "UiContext", desk: "DeskDoor", notice: MixUpNotice) -> None:
        super().__init__(notice)
        self._context = context
        self._desk = desk
        self._notice = notice
        self._told: tuple[ConversationId, str] | None = None
        self._told_at_s = 0.0

    @property
    def told(self) -> bool:
        """Tell whether the notice is shown."""
        return self._told is not None

    def passes(self, conversation_id: ConversationId, text: str, *, sure: bool) -> bool:
        """Tell whether `text` may be sent; it may when the agent has read the notice and wants it all the same."""
        if self._told == (conversation_id, text):
            if not sure and time.monotonic() - self._told_at_s < REST_S:
                return False
            self.clear()
            return True
        found = self._desk.mix_ups(conversation_id, text)
        row = self._desk.row(conversation_id)
        if not found or row is None:
            self.clear()
            return True
        self._told, self._told_at_s = (conversation_id, text), time.monotonic()
        self._notice.show_words(self._words_of(found), self._reason_of(row, found))
        return False

    def clear(self) -> None:
        """Take the notice back: the text changed, or another chat is on screen."""
        if self._told is not None:
            self._told = None
            self._notice.hide()

    def _words_of(self, found: "tuple[MixUp, ...]") -> str:
        lines = [self._line(one) for one in found[:MOST_NAMED]]
        if len(found) > MOST_NAMED:
            lines.append(self.tr("and %n more", "things of other visitors", len(found) - MOST_NAMED))
        return "\n".join(lines)

    def _line(self, one: "MixUp") -> str:
        from operator_console.domain.mix_up import MixUpKind

        row = self._desk.row(one.whose)
        whose = clean_line(chat_title(row.conversation), MOST_WORD_CHARS) if row is not None else ""
        same = whose.casefold() == one.found.casefold()
        words = {
            MixUpKind.NAME: self.tr("“%1” is the name of another open chat")
            if same
            else self.tr("“%1” is the name of another open chat: %2"),
            MixUpKind.EMAIL: self.tr("“%1” is the e-mail address of another open chat: %2"),
            MixUpKind.ORDER: self.tr("“%1” is an order number of another open chat: %2"),
            MixUpKind.SITE: self.tr("“%1” is the site of another open chat: %2"),
        }[one.kind]
        return filled(words, clean_line(one.found, MOST_WORD_CHARS), whose)

    def _reason_of(self, row: "ChatRow", found: "tuple[MixUp, ...]") -> str:
        """Say who is who, and what can be done."""
        here = self.tr("This chat is with %1 (%2).")
        lines = [filled(here, chat_title(row.conversation), row.site.name)]
        for whose in dict.fromkeys(one.whose for one in found[:MOST_NAMED]):
            other = self._desk.row(whose)
            if other is None:
                continue
            there = self.tr("%1 (%2) is your chat %3.") if other.number is not None else self.tr("%1 (%2) is open too.")
            lines.append(filled(there, chat_title(other.conversation), other.site.name, str(other.number)))
        lines.append(self.tr("Change the text, or press Enter again to send it as it is."))
        return " ".join(lines)

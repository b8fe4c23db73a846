"""What goes with the visitor's cart, as one quiet line above the composer; inserts nothing and decides nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from operator_console.domain.ids import ConversationId
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import icon_button, link_button
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.transcript.shown_text import filled

if TYPE_CHECKING:
    from operator_console.domain.hints import Hint
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

MOST_LINE_CHARS = 200


class ThinkOfLine(QFrame):
    """One line with the article it comes from; nothing at all when there is none.

    Signals:
        article_requested: Show the article.
        dismissed: Not in this chat any more.
    """

    article_requested = Signal()
    dismissed = Signal()

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("think_of")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 20, 0)
        row.setSpacing(6)
        self._sign = QLabel(self)
        row.addWidget(self._sign)
        self._words = PlainLabel("", self)
        self._words.setObjectName("think_of_words")
        self._words.setProperty("role", "dim")
        row.addWidget(self._words, 1)
        self._article = link_button(self.tr("Article"), "think_of_article", self)
        self._article.clicked.connect(self.article_requested)
        row.addWidget(self._article)
        self._close = icon_button(
            context, "x", self.tr("Not in this chat any more"), "think_of_dismiss", self, size_px=12
        )
        self._close.clicked.connect(self.dismissed)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        context.theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_hint(self, line: str, title: str) -> None:
        """Say what to think of, and which article says so; an empty line says nothing."""
        line = clean_line(line, MOST_LINE_CHARS)
        self._words.setText(filled(self.tr("Think of: %1"), line))
        words = filled(self.tr("Show the article %1"), clean_line(title, MOST_LINE_CHARS))
        self._article.setAccessibleName(words)
        set_plain_tooltip(self._article, words)
        self.setVisible(bool(line))

    def _dress(self) -> None:
        self._sign.setPixmap(self._context.icons.pixmap("lightbulb", 14, "dim", self.devicePixelRatioF()))


class ThinkOf(QObject):
    """Keeps the line true for the chat on screen.

    Signals:
        article_requested: (site id, article key) shall be shown.
    """

    article_requested = Signal(str, str)

    def __init__(self, desk: "DeskDoor", line: ThinkOfLine) -> None:
        super().__init__(line)
        self._desk = desk
        self._line = line
        self._current: ConversationId | None = None
        self._hint: Hint | None = None
        line.article_requested.connect(self._on_article)
        line.dismissed.connect(self._on_dismissed)

    def show_chat(self, conversation_id: ConversationId | None) -> None:
        """Follow this chat."""
        self._current = conversation_id
        self.refresh()

    def refresh(self) -> None:
        """The cart, or the articles, may have changed."""
        hints = self._desk.assist.manners.hints(self._current) if self._current is not None else ()
        hint = hints[0] if hints else None
        if hint == self._hint and self._line.isHidden() is (hint is None):
            return
        self._hint = hint
        if hint is None:
            self._line.show_hint("", "")
        else:
            self._line.show_hint(hint[1].line, hint[0].title)

    def _on_article(self) -> None:
        if self._hint is not None:
            self.article_requested.emit(self._hint[0].site_id, self._hint[0].key)

    def _on_dismissed(self) -> None:
        if self._hint is not None and self._current is not None:
            self._desk.assist.manners.dismiss(self._current, self._hint[1].line)
            self.refresh()

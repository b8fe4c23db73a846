"""The quiet mark under a draft that is nearly a text already sent, or an article: what is the same; blocks nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from operator_console.domain.ids import ConversationId, SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.settings.options import OWN_WORDS_OFF, Option
from operator_console.ui.kit.buttons import link_button
from operator_console.ui.kit.follow import follow_settings
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import chat_title

if TYPE_CHECKING:
    from operator_console.knowledge.sameness import Sameness
    from operator_console.runtime.task_scope import TaskScope
    from operator_console.ui.conversation.composer import Composer
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

LINE_PX = 18
POPUP_PX = 460
AFTER_MS = 350
"""So long the draft rests before it is compared: a mark that comes and goes while one types is noise."""
MOST_SHOWN_CHARS = 4_000


class SameTextLine(QFrame):
    """One line below the text box whose room is always kept, so that the mark moves nothing.

    Signals:
        explanation_requested: The agent asks what is the same.
    """

    explanation_requested = Signal()

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("same_text")
        self.setFixedHeight(LINE_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(6)
        self._sign = QLabel(self)
        self._words = PlainLabel("", self)
        self._words.setObjectName("same_text_words")
        self._words.setProperty("role", "small")
        self.why = link_button(self.tr("What is the same?"), "same_text_why", self)
        self.why.setFixedHeight(LINE_PX)
        self.why.setStyleSheet("font-size: 11px; padding: 0;")
        self.why.clicked.connect(self.explanation_requested)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self.why)
        context.theme.changed.connect(self._dress)
        self._dress()
        self.show_words("")

    @property
    def words(self) -> str:
        """What is said now, empty for nothing."""
        return self._words.whole_text

    def show_words(self, words: str) -> None:
        """Say it, or nothing."""
        self._words.setText(words)
        for part in (self._sign, self._words, self.why):
            part.setVisible(bool(words))

    def sizeHint(self) -> QSize:
        return QSize(200, LINE_PX)

    def _dress(self) -> None:
        self._sign.setPixmap(self._context.icons.pixmap("copy", 12, "dim", self.devicePixelRatioF()))


class SameTextPopup(QFrame):
    """The draft with what is the same in it marked; closes by Esc or a click elsewhere."""

    def __init__(self, context: "UiContext", title: str, draft: str, found: "Sameness", parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("same_text_popup")
        panel, line = context.theme.colour("panel").name(), context.theme.colour("line_strong").name()
        self.setStyleSheet(f"#same_text_popup {{ background: {panel}; border: 1px solid {line}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("What is the same"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        heading = PlainLabel(title, self, wrap=True)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        self._text = _MarkedText(context, draft, found.marks, self)
        self._text.setAccessibleName(self.tr("Your text, with what is the same marked"))
        column.addWidget(self._text)
        if found.conversation_id is not None:
            caption = PlainLabel(self.tr("What you sent"), self)
            caption.setProperty("role", "caption")
            column.addWidget(caption)
            earlier = _MarkedText(context, found.text, (), self)
            earlier.setAccessibleName(self.tr("What you sent"))
            column.addWidget(earlier)
        words = self.tr("Only you see this; nothing is blocked. A sentence for this visitor makes it personal.")
        advice = PlainLabel(words, self, wrap=True)
        advice.setProperty("role", "dim")
        column.addWidget(advice)
        self.setFixedWidth(POPUP_PX)

    def open_above(self, widget: QWidget) -> None:
        """Show it above `widget`, with the keyboard in the text."""
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(max(0, widget.width() - self.width()), -self.height() - 6))
        self.move(corner)
        self.show()
        self._text.setFocus(Qt.FocusReason.PopupFocusReason)


class _MarkedText(QPlainTextEdit):
    """A short text to read, with stretches marked; plain text, whatever it says."""

    def __init__(self, context: "UiContext", text: str, marks: tuple[tuple[int, int], ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlainText(text[:MOST_SHOWN_CHARS])
        self.setFixedHeight(min(132, 12 + 19 * max(2, text.count("\n") + 1 + len(text) // 60)))
        look = QTextCharFormat()
        look.setBackground(QColor(context.theme.colour("mark")))
        look.setForeground(QColor(context.theme.colour("mark_text")))
        selections = []
        for start, end in marks:
            if end > MOST_SHOWN_CHARS:
                break
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(_units(text, start))
            cursor.setPosition(_units(text, end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor, selection.format = cursor, look
            selections.append(selection)
        self.setExtraSelections(selections)


class SameText(QObject):
    """Compares the draft when it rests, and says what was found; what comes too late is not shown."""

    def __init__(self, context: "UiContext", desk: "DeskDoor", composer: "Composer", scope: "TaskScope") -> None:
        super().__init__(composer)
        self._context = context
        self._desk = desk
        self._composer = composer
        self._scope = scope
        self._current: ConversationId | None = None
        self._found: tuple[str, Sameness] | None = None
        self._rest = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._rest.timeout.connect(self._look)
        composer.box.textChanged.connect(self._on_text)
        composer.note_toggled.connect(self._on_text)
        composer.same_text.explanation_requested.connect(self._explain)
        self._unlisten = follow_settings(context.settings, self._on_option)
        self._leave_out()

    def show_chat(self, conversation_id: ConversationId | None) -> None:
        """Follow this chat's draft."""
        self._current = conversation_id
        self._on_text()

    def look_now(self) -> None:
        """Compare at once, without waiting until the draft rests."""
        self._rest.stop()
        self._look()

    def close(self) -> None:
        """End following."""
        self._rest.stop()
        self._unlisten()

    # -------------------------------------------------------------------------------------------------- slots

    def _on_text(self) -> None:
        self._rest.stop()
        text = self._composer.text
        if self._found is not None and self._found[0] != text:
            self._show(None)
        if self._current is not None and text.strip() and not self._composer.note:
            self._rest.start()
        else:
            self._show(None)

    def _look(self) -> None:
        if self._current is not None and not self._scope.closed:
            self._scope.start(self._compare(self._current, self._composer.text), name="same text", exclusive=True)

    def _on_option(self, option: Option[object]) -> None:
        if option.key == OWN_WORDS_OFF.key:
            self._leave_out()
            self._on_text()

    def _explain(self) -> None:
        if self._found is not None:
            draft, found = self._found
            popup = SameTextPopup(self._context, self._words_of(found), draft, found, self._composer.window())
            popup.open_above(self._composer.same_text)

    # ------------------------------------------------------------------------------------------------ private

    async def _compare(self, conversation_id: ConversationId, text: str) -> None:
        found = await self._desk.assist.own_words.same(conversation_id, text)
        if conversation_id == self._current and text == self._composer.text and not self._composer.note:
            self._show(None if found is None else (text, found))

    def _show(self, found: "tuple[str, Sameness] | None") -> None:
        self._found = found
        self._composer.same_text.show_words("" if found is None else self._words_of(found[1]))

    def _words_of(self, found: "Sameness") -> str:
        if found.article is not None:
            return filled(self.tr("Nearly the whole article “%1”"), clean_line(found.text, 80))
        row = self._desk.row(found.conversation_id) if found.conversation_id is not None else None
        if row is None:
            return self.tr("Nearly what you sent to another visitor today")
        return filled(self.tr("Nearly what you sent to %1 today"), clean_line(chat_title(row.conversation), 60))

    def _leave_out(self) -> None:
        names = self._context.settings.get(OWN_WORDS_OFF)
        self._desk.assist.own_words.leave_out(frozenset(SiteId(name) for name in names if isinstance(name, str)))


def _units(text: str, index: int) -> int:
    """Return a place of the text in the units that Qt counts in."""
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2

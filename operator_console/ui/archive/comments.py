"""What colleagues say of a chat: the comments, and a field to say something; sends and decides nothing."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from operator_console.domain.archive import MAX_COMMENT_CHARS, ArchiveComment
from operator_console.domain.ids import AgentId
from operator_console.domain.plain_text import clean_line, clean_message
from operator_console.ui.kit.buttons import ghost_button, primary_button, quiet_button, set_button_text
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import moment_words

MOST_SHOWN = 60
MOST_SHOWN_CHARS = 1_200
MOST_WORD_CHARS = 48
MOST_PX = 150


_LONG = re.compile(rf"\S{{{MOST_WORD_CHARS}}}")
"""Where a word without an end may be broken."""


class CommentsView(QFrame):
    """Comments, newest last, and the field below them.

    Signals:
        write_requested: (comment id or empty, text) Say this, or change what one said.
        remove_requested: (comment id)
    """

    write_requested = Signal(str, str)
    remove_requested = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._editing = ""
        self._texts: dict[str, str] = {}
        self.setObjectName("archive_comments")
        self._title = PlainLabel(self.tr("Comments of colleagues"), self)
        self._title.setProperty("role", "caption")
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(8)
        self._area = QScrollArea(self)
        self._area.setObjectName("archive_comment_list")
        self._area.setAccessibleName(self.tr("Comments of colleagues"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self._list)
        self._area.verticalScrollBar().rangeChanged.connect(self._to_end)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.box = self._build_box()
        self._send = primary_button(self.tr("Comment"), "archive_comment_send", self)
        self._cancel = quiet_button(self.tr("Cancel"), "archive_comment_cancel", self)
        self._send.clicked.connect(self._write)
        self._cancel.clicked.connect(self.end_editing)
        self._trouble = PlainLabel("", self, wrap=True)
        self._trouble.setProperty("role", "bad")
        self._trouble.setVisible(False)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.box, 1)
        line.addWidget(self._cancel)
        line.addWidget(self._send)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._area)
        column.addLayout(line)
        column.addWidget(self._trouble)
        self.end_editing()

    def show_comments(self, comments: Sequence[ArchiveComment], me: AgentId, *, may_remove: bool) -> None:
        """Show these; own ones can be changed and removed, by leads all can be removed."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = comments[-MOST_SHOWN:]
        self._texts = {comment.id: comment.text for comment in shown}
        for comment in shown:
            self._rows.addWidget(self._row(comment, me, may_remove=may_remove))
        self._rows.addStretch(1)
        said = sum(not comment.removed for comment in comments)
        count = self._context.locale.toString(said)
        words = self.tr("Comments of colleagues")
        self._title.setText(f"{words} · {count}" if said else words)
        self._area.setVisible(bool(shown))
        QTimer.singleShot(0, self, self._fit)  # rows count for the layout once they are shown

    def said(self) -> None:
        """What was written is stored."""
        self.box.clear()
        self.end_editing()

    def say_trouble(self, words: str) -> None:
        """Say at the field why it was not stored; the text stays."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self._show_possible()

    def end_editing(self) -> None:
        """Write new comments again; what was changed and not stored is let go."""
        if self._editing:
            self.box.clear()
        self._editing = ""
        self._cancel.setVisible(False)
        set_button_text(self._send, self.tr("Comment"))
        self.say_trouble("")

    def _build_box(self) -> "_CommentBox":
        box = _CommentBox(self)
        box.setObjectName("archive_comment_box")
        box.setAccessibleName(self.tr("Comment for colleagues"))
        box.setPlaceholderText(self.tr("Say something about this chat; the visitor never sees it"))
        box.setTabChangesFocus(True)
        box.setFixedHeight(46)
        box.done.connect(self._write)
        box.cancelled.connect(self.end_editing)
        box.textChanged.connect(self._show_possible)
        return box

    def _row(self, comment: ArchiveComment, me: AgentId, *, may_remove: bool) -> QWidget:
        row = QWidget(self._list)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(4)
        who = PlainLabel(clean_line(comment.author_name, 60), row)
        who.setProperty("role", "strong")
        when = moment_words(comment.at, self._context.locale)
        if comment.edited_at is not None and not comment.removed:
            when = self.tr("%1, changed").replace("%1", when)
        at = PlainLabel(when, row)
        at.setProperty("role", "dim")
        for label in (who, at):
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            head.addWidget(label)
        head.addStretch(1)
        mine = comment.author_id == me
        if mine and not comment.removed:
            edit = ghost_button(self.tr("Change"), "comment_edit", row)
            edit.clicked.connect(call(self._begin_editing, comment.id))
            head.addWidget(edit)
        if (mine or may_remove) and not comment.removed:
            remove = ghost_button(self.tr("Remove"), "comment_remove", row)
            remove.clicked.connect(call(self._remove, comment.id))
            head.addWidget(remove)
        column.addLayout(head)
        text = clean_message(comment.text)
        shown = text if len(text) <= MOST_SHOWN_CHARS else text[:MOST_SHOWN_CHARS] + "…"
        shown = _LONG.sub(lambda match: f"{match[0]}\u200b", shown)
        words = PlainLabel(self.tr("This comment was removed.") if comment.removed else shown, row, wrap=True)
        words.setObjectName("comment_text")
        if comment.removed:
            words.setProperty("role", "dim")
        else:
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        return row

    def _begin_editing(self, comment_id: str) -> None:
        self._editing = comment_id
        self.box.setPlainText(self._texts.get(comment_id, ""))
        set_button_text(self._send, self.tr("Change"))
        self._cancel.setVisible(True)
        self.box.setFocus()

    def _remove(self, comment_id: str) -> None:
        self.remove_requested.emit(comment_id)

    def _write(self) -> None:
        text = clean_message(self.box.toPlainText()[:MAX_COMMENT_CHARS]).strip()
        if text:
            self.say_trouble("")
            self._send.setEnabled(False)
            self.write_requested.emit(self._editing, text)

    def _show_possible(self) -> None:
        self._send.setEnabled(bool(self.box.toPlainText().strip()))

    def _to_end(self, _least: int, most: int) -> None:
        self._area.verticalScrollBar().setValue(most)

    def _fit(self) -> None:
        """Be as high as the comments are, within bounds."""
        wanted_px = self._rows.totalHeightForWidth(max(200, self._area.viewport().width()))
        self._area.setFixedHeight(max(44, min(MOST_PX, wanted_px)))


class _CommentBox(QPlainTextEdit):
    """Tells Ctrl+Enter and Escape.

    Signals:
        done: Ctrl+Enter.
        cancelled: Escape.
    """

    done = Signal()
    cancelled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

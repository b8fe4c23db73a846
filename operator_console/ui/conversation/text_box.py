"""The field an agent writes in: grows from two to eight lines, Enter sends, files go elsewhere; knows no chat."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QSizePolicy, QWidget

from operator_console.domain.insertion import Piece
from operator_console.domain.plain_text import MAX_MESSAGE_CHARS, clean_message
from operator_console.ui.kit.file_intake import holds_files
from operator_console.ui.kit.piece_drag import piece_from

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

LEAST_LINES = 2
MOST_LINES = 8


class TextBox(QPlainTextEdit):
    """Plain text only.

    Signals:
        enter_pressed: Enter without Shift.
        files_given: A paste or drop brought files or a picture.
        shortened: So many characters of a paste were too much.
        clicked: The agent pressed a button of the pointer in it.
        piece_dropped: A `Piece` of an article was dropped and stands in the text now.
        menu_opened: The context menu, before it is shown.
    """

    enter_pressed = Signal()
    files_given = Signal(QMimeData)
    shortened = Signal(int)
    clicked = Signal()
    piece_dropped = Signal(object)
    menu_opened = Signal(QMenu)

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dropping: Piece | None = None
        self._line_px = QFontMetricsF(context.theme.font()).lineSpacing() + 2
        self.setObjectName("composer")
        self.setAccessibleName(self.tr("Answer"))
        self.setFont(context.theme.font())
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        borderless = "QPlainTextEdit, QPlainTextEdit:hover, QPlainTextEdit:focus"
        self.setStyleSheet(f"{borderless} {{ border: 0; padding: 0; background: transparent; }}")
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def insert_spaced(self, text: str) -> None:
        """Insert `text` at the cursor, apart from the words around it; replaces nothing."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        whole = self.document().characterAt
        at = cursor.position()
        before = "" if at == 0 else str(whole(at - 1))
        after = str(whole(at))
        lead = " " if before and not before.isspace() and before != "\u2029" else ""
        tail = "" if after in {" ", "\t"} else " "
        cursor.insertText(f"{lead}{clean_message(text[:MAX_MESSAGE_CHARS])}{tail}")
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def insert_piece(self, piece: Piece) -> None:
        """Insert a link, fact or quote at the cursor, in the words that fit what stands before it."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.insert_spaced(piece.words(before=cursor.selectedText()))

    def insert_at_cursor(self, text: str) -> None:
        """Insert `text` at the cursor as it is; replaces nothing."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and modifiers == Qt.KeyboardModifier.NoModifier:
            if not event.isAutoRepeat():
                self.enter_pressed.emit()
        elif enter and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what every field offers, and what the answer can be used for."""
        menu = self.createStandardContextMenu(event.pos())
        menu.setObjectName("composer_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_opened.emit(menu)
        menu.popup(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        """Put a piece of an article where the caret shows, apart from the words around it."""
        piece = self._dropping = piece_from(event.source())
        super().dropEvent(event)
        self._dropping = None
        if piece is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.piece_dropped.emit(piece)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return holds_files(source) or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if holds_files(source):
            self.files_given.emit(source)
            return
        if self._dropping is not None:
            self.insert_piece(self._dropping)
            return
        text = clean_message(source.text()[: MAX_MESSAGE_CHARS * 2])
        room = max(0, MAX_MESSAGE_CHARS - self.document().characterCount())
        cursor = self.textCursor()
        cursor.insertText(text[:room])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        if len(text) > room or len(source.text()) > MAX_MESSAGE_CHARS * 2:
            self.shortened.emit(len(source.text()) - room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, self._height_px(LEAST_LINES))

    def move_to(self, position: int, anchor: int | None = None) -> None:
        """Put the cursor at `position`, at most at the end, with everything from `anchor` on selected."""
        cursor = self.textCursor()
        last = self.document().characterCount() - 1
        if anchor is not None:
            cursor.setPosition(max(0, min(anchor, last)))
        mode = QTextCursor.MoveMode.MoveAnchor if anchor is None else QTextCursor.MoveMode.KeepAnchor
        cursor.setPosition(max(0, min(position, last)), mode)
        cursor.setKeepPositionOnInsert(False)
        self.setTextCursor(cursor)

    def select_none(self) -> None:
        """Drop the selection, keep the cursor."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.NoMove)
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def _fit(self) -> None:
        lines = round(self.document().documentLayout().documentSize().height())
        height = self._height_px(max(LEAST_LINES, min(MOST_LINES, lines)))
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _height_px(self, lines: int) -> int:
        return round(lines * self._line_px) + 8

"""Where the agent answers: text, note mode, files, emoji and small actions; sends and stores nothing itself."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from operator_console.ui.conversation.pending_files import PendingStrip
from operator_console.ui.conversation.same_text import SameTextLine
from operator_console.ui.conversation.text_box import TextBox
from operator_console.ui.kit.buttons import icon_button, primary_button, set_button_text
from operator_console.ui.kit.file_intake import PendingFile
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

ROOMY_PX = 520
"""Narrower than this the response clock needs the room of some buttons."""


class Composer(QFrame):
    """The box and the row below it.

    Signals:
        send_requested: By the button.
        enter_pressed: By Enter, which may be ignored just after the chat on screen changed by itself.
        edited: The agent changed the text.
        moved: The cursor or the selection is elsewhere.
        note_toggled: Write a note (True) or an answer.
        files_chosen: Paths from the file dialog.
        files_given: A paste or drop with files or a picture.
        file_removed: Index of a file that shall not be sent.
        holding_line_requested: Send the holding line.
        no_answer_requested: Nothing was asked.
        transfer_requested: Offer the chat to somebody.
        snip_requested: Cut a picture out of the screen.
        page_requested: Ask the visitor whether a page may open.
        hand_requested: Ask the leads for help, or no more.
    """

    send_requested = Signal()
    enter_pressed = Signal()
    edited = Signal()
    moved = Signal()
    note_toggled = Signal(bool)
    files_chosen = Signal(list)
    files_given = Signal(QMimeData)
    file_removed = Signal(int)
    holding_line_requested = Signal()
    no_answer_requested = Signal()
    transfer_requested = Signal()
    hand_requested = Signal()
    snip_requested = Signal()
    page_requested = Signal()

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._note = False
        self._can_show_pages = False
        self._filling = False
        self.setObjectName("composer_panel")
        self.setProperty("surface", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 20, 11)
        column.setSpacing(0)
        column.addWidget(self._build_box())
        self.same_text = SameTextLine(context, self)
        column.addWidget(self.same_text)
        column.addLayout(self._build_row())
        self.box.textChanged.connect(self._on_text)
        self.box.cursorPositionChanged.connect(self._on_cursor)
        self.box.enter_pressed.connect(self.enter_pressed)
        self.box.files_given.connect(self.files_given)
        context.theme.changed.connect(self._dress)
        self.show_note_mode(note=False)

    def _build_box(self) -> "_Ground":
        self._ground = _Ground(self._context, self)
        inside = QVBoxLayout(self._ground)
        inside.setContentsMargins(12, 9, 8, 7)
        inside.setSpacing(2)
        self._note_line = QHBoxLayout()
        self._note_line.setSpacing(5)
        self._note_sign = QLabel(self._ground)
        self._note_words = PlainLabel(self.tr("Note for the team, the visitor does not see it"), self._ground)
        self._note_line.addWidget(self._note_sign)
        self._note_line.addWidget(self._note_words, 1)
        inside.addLayout(self._note_line)
        self._strip = PendingStrip(self._context, self._ground)
        self._strip.remove_requested.connect(self.file_removed)
        inside.addWidget(self._strip)
        self.box = TextBox(self._context, self._ground)
        inside.addWidget(self.box)
        self._ground.setFocusProxy(self.box)
        return self._ground

    def _build_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        make = self._small_button
        self.attach_button = make("paperclip", self.tr("Attach a file"), "attach")
        self.attach_button.clicked.connect(self.open_files)
        self.snip_button = make("crop", self.tr("Cut a picture out of the screen"), "snip")
        self.snip_button.clicked.connect(self.snip_requested)
        self.page_button = make("external-link", self.tr("Open a page for the visitor"), "show_page")
        self.page_button.clicked.connect(self.page_requested)
        self.emoji_button = make("smile", self.tr("Insert an emoji"), "emoji")
        self.emoji_button.clicked.connect(self.open_emoji)
        self.holding_button = make("hourglass", self.tr("Send the holding line"), "holding_line")
        self.holding_button.clicked.connect(self.holding_line_requested)
        self.no_answer_button = make("circle-slash", self.tr("No answer needed"), "no_answer_needed")
        self.no_answer_button.clicked.connect(self.no_answer_requested)
        self.transfer_button = make("arrow-right-left", self.tr("Transfer the chat"), "transfer")
        self.transfer_button.clicked.connect(self.transfer_requested)
        self.hand_button = make("hand", self.tr("Raise a hand"), "raise_hand")
        self.hand_button.clicked.connect(self.hand_requested)
        for button in (
            self.attach_button,
            self.snip_button,
            self.emoji_button,
            self.page_button,
            self.holding_button,
            self.no_answer_button,
            self.transfer_button,
            self.hand_button,
        ):
            row.addWidget(button)
        row.addSpacing(8)
        self._words = PlainLabel("", self)
        self._words.setObjectName("composer_words")
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addSpacing(10)
        self.send_button = primary_button(self.tr("Send"), "send", self)
        self._context.icons.put(self.send_button, "corner-down-left", "accent_text", size_px=13)
        self.send_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.send_button.clicked.connect(self.send_requested)
        row.addWidget(self.send_button)
        return row

    def _small_button(self, icon: str, title: str, name: str) -> QToolButton:
        return icon_button(self._context, icon, title, name, self)

    # ------------------------------------------------------------------------------------------------- public

    @property
    def text(self) -> str:
        """What stands in the box."""
        return self.box.toPlainText()

    @property
    def note(self) -> bool:
        """Tell whether it is a note."""
        return self._note

    @property
    def cursor_position(self) -> int:
        """Where the cursor is."""
        return self.box.textCursor().position()

    @property
    def selection_anchor(self) -> int | None:
        """Where the selection began, or None when nothing is selected."""
        cursor = self.box.textCursor()
        return cursor.anchor() if cursor.hasSelection() else None

    def fill(self, text: str, cursor: int, *, note: bool, anchor: int | None = None) -> None:
        """Show another text with its cursor and selection; nothing is reported as edited."""
        self._filling = True
        self.box.setPlainText(text)
        self.box.move_to(cursor, anchor)
        self.show_note_mode(note=note)
        self._filling = False

    def show_note_mode(self, *, note: bool) -> None:
        """Write a note from now on, or an answer."""
        changed = note is not self._note
        self._note = note
        self._note_sign.setVisible(note)
        self._note_words.setVisible(note)
        set_button_text(self.send_button, self.tr("Save note") if note else self.tr("Send"))
        self.box.setAccessibleName(self.tr("Note for the team") if note else self.tr("Answer"))
        self.box.setPlaceholderText("" if note else self.tr("Write an answer…"))
        self._dress()
        if changed and not self._filling:
            self.note_toggled.emit(note)

    def show_files(self, files: tuple[PendingFile, ...]) -> None:
        """Show the files that wait."""
        self._strip.show_files(files)

    def show_words(self, words: str, role: str = "dim", short: str = "") -> None:
        """Show a sentence beside the button, in a role of the theme's labels; `short` where it has no room."""
        if self._words.property("role") != role:
            self._words.setProperty("role", role)
            self._words.style().polish(self._words)
        self._words.setText(words, short)

    def show_actions(self, *, holding: bool, no_answer: bool) -> None:
        """Offer the actions that make sense now."""
        self.holding_button.setEnabled(holding)
        self.no_answer_button.setEnabled(no_answer)

    def show_can_hand_over(self, *, possible: bool) -> None:
        """Leave out what the server cannot do."""
        self.transfer_button.setVisible(possible)
        self.hand_button.setVisible(possible)

    def show_can_show_pages(self, *, possible: bool) -> None:
        """Leave out what the server cannot do."""
        self._can_show_pages = possible
        self._show_extras()

    def show_hand(self, *, raised: bool) -> None:
        """Show whether help was asked for."""
        words = self.tr("Lower the hand") if raised else self.tr("Raise a hand")
        self._context.icons.put(self.hand_button, "hand", "bad_text" if raised else "dim", size_px=16)
        self.hand_button.setAccessibleName(words)
        set_plain_tooltip(self.hand_button, words)

    def open_files(self) -> None:
        """Ask for files to attach."""
        dialog = QFileDialog(self.window(), self.tr("Attach a file"))
        dialog.setObjectName("attach_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_files)
        dialog.open()

    def open_emoji(self) -> None:
        """Offer emoji."""
        from operator_console.ui.conversation.emoji_popup import EmojiPopup

        popup = EmojiPopup(self._context, self)
        popup.chosen.connect(self._on_emoji)
        popup.open_above(self.emoji_button)

    # -------------------------------------------------------------------------------------------------- slots

    def _on_files(self, names: list[str]) -> None:
        self.files_chosen.emit([Path(name) for name in names])

    def _on_emoji(self, emoji: str) -> None:
        self.box.insert_at_cursor(emoji)
        self.box.setFocus()

    def _on_text(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _on_cursor(self) -> None:
        self._ground.update()
        if not self._filling:
            self.moved.emit()

    def _dress(self) -> None:
        theme = self._context.theme
        self._ground.show_note(note=self._note)
        pixmap = self._context.icons.pixmap("lock", 13, "note_dim", self.devicePixelRatioF())
        self._note_sign.setPixmap(pixmap)
        self._note_words.setStyleSheet(f"color: {theme.colour('note_dim').name()}; font-size: 11px; font-weight: 600;")
        palette = self.box.palette()
        palette.setColor(palette.ColorRole.Text, theme.colour("note_text" if self._note else "text"))
        palette.setColor(palette.ColorRole.PlaceholderText, theme.colour("dim"))
        self.box.setPalette(palette)

    def _show_extras(self) -> None:
        """Show what can wait for a wider window; its keys work in any."""
        roomy = self.width() >= ROOMY_PX
        self.snip_button.setVisible(roomy)
        self.page_button.setVisible(roomy and self._can_show_pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_extras()


class _Ground(QFrame):
    """The rounded ground under the text, in the note's colours when it is one."""

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._note = False
        self.setObjectName("composer_ground")
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def show_note(self, *, note: bool) -> None:
        """Take the colours."""
        self._note = note
        self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Let a click beside the text begin to write."""
        if (box := self.focusProxy()) is not None:
            box.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.focusProxy()
        focused = box is not None and box.hasFocus()
        line = "note_line" if self._note else "focus" if focused else "line"
        width = 2 if focused else 1
        painter.setPen(QPen(self._theme.colour(line), width))
        painter.setBrush(self._theme.colour("note" if self._note else "field"))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 12, 12)
        painter.end()

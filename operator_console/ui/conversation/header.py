"""The head of a chat: who, which site, where they are, earlier chats, tags; shows and reports, decides nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from operator_console.ui.conversation.tag_field import TagField
from operator_console.ui.kit.buttons import Chip, icon_button, primary_button, quiet_button, set_button_text
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MOST_TAGS_SHOWN = 4
MOST_MARKS = 3
MOST_IN_NARROW = 3
"""Chips and links that a line in a window narrower than `WHOLE_LINE_ABOVE_PX` has room for."""
WHOLE_LINE_ABOVE_PX = 560


class ConversationHeader(QFrame):
    """Two lines and the chat's own buttons.

    Signals:
        note_requested: Write a note, or stop writing one.
        wrap_up_requested: End the chat.
        tags_requested: The tags shall be changed; answered by `open_tags`.
        tags_chosen: The agent wants exactly these tags.
        previous_requested: Show the chat before this one.
    """

    note_requested = Signal()
    wrap_up_requested = Signal()
    tags_requested = Signal()
    tags_chosen = Signal(tuple)
    previous_requested = Signal()

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tags: tuple[str, ...] = ()
        self.setObjectName("conversation_header")
        self.setProperty("surface", "panel")
        self.setProperty("edge", "bottom")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 11, 20, 12)
        row.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(self._build_title())
        column.addLayout(self._build_chips())
        row.addLayout(column, 1)
        self.note_button = quiet_button(self.tr("Note"), "note", self)
        self.note_button.setCheckable(True)
        self.note_button.setAccessibleName(self.tr("Write a note for the team"))
        self.note_button.clicked.connect(self.note_requested)
        self.wrap_up_button = primary_button(self.tr("Wrap up"), "wrap_up", self)
        self.wrap_up_button.setAccessibleName(self.tr("Wrap up the chat"))
        self.wrap_up_button.clicked.connect(self.wrap_up_requested)
        row.addWidget(self.note_button)
        row.addWidget(self.wrap_up_button)

    def _build_title(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        self._title = PlainLabel("", self)
        self._title.setObjectName("conversation_title")
        self._title.setProperty("role", "heading")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._site = PlainLabel("", self)
        self._site.setProperty("role", "dim")
        self._line = Chip("", self)
        self._line.setObjectName("line_state")
        self._line_words = ("", "")
        self._watchers = Chip("", self, role="accent")
        self._watchers.setObjectName("watchers")
        self._watchers.hide()
        line.addWidget(self._title)
        line.addWidget(self._line)
        line.addWidget(self._watchers)
        line.addWidget(self._site, 1)
        return line

    def _build_chips(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        self._page = Chip("", self)
        self._page.setObjectName("current_page")
        self._address = ""
        self._said_marks: tuple[str, ...] = ()
        self._earlier = quiet_button("", "earlier_chats", self)
        self._earlier.setProperty("kind", "link")
        self._earlier.clicked.connect(self.previous_requested)
        self._shown_tags = [Chip("", self, role="accent") for _ in range(MOST_TAGS_SHOWN)]
        self._edit_tags = icon_button(self._context, "tag", self.tr("Change the tags"), "edit_tags", self, size_px=13)
        self._edit_tags.clicked.connect(self.tags_requested)
        self._marks = [Chip("", self, role="warn") for _ in range(MOST_MARKS)]
        for widget in (*self._marks, self._page, self._earlier, *self._shown_tags, self._edit_tags):
            line.addWidget(widget)
        line.addStretch(1)
        return line

    # ------------------------------------------------------------------------------------------------- public

    def show_who(self, title: str, site: str) -> None:
        """Show name and site."""
        self._title.setText(title)
        self._site.setText(f"· {site}" if site else "")

    def show_watchers(self, words: str) -> None:
        """Say who looks along; empty for nobody."""
        self._watchers.setText(words)
        self._watchers.setVisible(bool(words))

    def show_line(self, words: str, short: str, role: str) -> None:
        """Show whether the visitor is there, in a chip of this role; `short` in a narrow window, empty hides it."""
        self._line_words = (words, short)
        if self._line.property("role") != role:
            self._line.setProperty("role", role)
            self._line.style().polish(self._line)
        self._line.setVisible(bool(words))
        self._line.setAccessibleName(self.tr("Visitor: %1").replace("%1", words))
        set_plain_tooltip(self._line, words)
        self._fit_line()

    def show_page(self, address: str, title: str) -> None:
        """Show the page the visitor is on; empty hides it."""
        self._page.setText(address)
        self._address = address
        self._fit_chips()
        self._page.setAccessibleName(self.tr("Now on %1").replace("%1", address))
        if title:
            set_plain_tooltip(self._page, f"{title}\n{address}")

    def show_earlier(self, words: str, accessible: str) -> None:
        """Show which chat of this visitor it is; empty hides it."""
        set_button_text(self._earlier, words)
        self._earlier.setAccessibleName(accessible)
        self._earlier.setVisible(bool(words))
        self._fit_chips()

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """Show the tags."""
        self._tags = tags
        for index, chip in enumerate(self._shown_tags):
            more = len(tags) > MOST_TAGS_SHOWN and index == MOST_TAGS_SHOWN - 1
            text = f"+{len(tags) - index}" if more else tags[index] if index < len(tags) else ""
            chip.setText(text)
            chip.setMinimumWidth(min(chip.sizeHint().width(), 90) if text else 0)
            chip.setVisible(bool(text))
        self._fit_chips()

    def show_note_mode(self, *, note: bool) -> None:
        """Show whether the composer writes a note."""
        self.note_button.setChecked(note)

    def show_marks(self, marks: tuple[str, ...]) -> None:
        """Show what sets this chat apart, in words."""
        self._said_marks = marks
        for index, chip in enumerate(self._marks):
            text = marks[index] if index < len(marks) else ""
            chip.setText(text)
            chip.setMinimumWidth(min(chip.sizeHint().width(), 90) if text and index == 0 else 0)
        set_plain_tooltip(self._marks[0], "\n".join(marks))
        self._fit_chips()

    def show_open(self, *, is_open: bool) -> None:
        """Offer the buttons of an open chat or not."""
        self.note_button.setEnabled(is_open)
        self.wrap_up_button.setEnabled(is_open)
        self._edit_tags.setEnabled(is_open)

    def open_tags(self, known: tuple[str, ...]) -> None:
        """Let the tags be changed; `known` ones are offered."""
        popup = TagsPopup(self._context, self)
        popup.done_with.connect(self._on_tags_done)
        popup.open_below(self._edit_tags, self._tags, known)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_line()
        self._fit_chips()

    def _fit_chips(self) -> None:
        """Leave out the page and all marks but the first where a narrow line would crush them to nothing."""
        marks = len(self._said_marks)
        wanted = marks + len(self._tags) + bool(self._address) + (not self._earlier.isHidden())
        crowded = wanted > MOST_IN_NARROW and self.width() < WHOLE_LINE_ABOVE_PX
        for index, chip in enumerate(self._marks):
            chip.setVisible(index < (min(marks, 1) if crowded else marks))
        self._page.setVisible(bool(self._address) and not crowded)

    def _fit_line(self) -> None:
        words, short = self._line_words
        self._line.setText(words if self.width() >= WHOLE_LINE_ABOVE_PX else short)
        self._line.setMinimumWidth(self._line.sizeHint().width() if words else 0)

    def _on_tags_done(self, tags: tuple[str, ...]) -> None:
        if tags != self._tags:
            self.tags_chosen.emit(tags)


class TagsPopup(QFrame):
    """A small sheet below the tags.

    Signals:
        done_with: It closed; these are the tags.
    """

    done_with = Signal(tuple)

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("tags_popup")
        panel, line = context.theme.colour("panel").name(), context.theme.colour("line_strong").name()
        self.setStyleSheet(f"#tags_popup {{ background: {panel}; border: 1px solid {line}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Tags of this chat"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        self.field = TagField(context, self)
        column.addWidget(self.field)
        self.setFixedWidth(280)
        self._told = False

    def open_below(self, widget: QWidget, tags: tuple[str, ...], known: tuple[str, ...]) -> None:
        """Show the tags below `widget`."""
        self.field.show_tags(tags, known)
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()
        self.field.focus_line()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self._told:
            self._told = True
            self.done_with.emit(self.field.tags)

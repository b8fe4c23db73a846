"""Shows a debrief: headline figures, what came late, and each chat; judges nothing, stores nothing by itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from operator_console.desk.debrief import ChatDebrief, Debrief, Found, Reply
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import ghost_button
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import time_words
from operator_console.ui.practice.debrief_words import (
    chat_words,
    count_words,
    figures,
    found_words,
    late_words,
    manners_words,
)

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MOST_CHATS = 60
MOST_LATE = 40
TILES_IN_ROW = 5
_FOUND_ICONS = {
    Found.USED: ("check", "ok_text"),
    Found.OPENED: ("book-open", "link"),
    Found.MISSED: ("circle-slash", "warn_text"),
}


class DebriefSheet(SheetDialog):
    """A sheet; answers ``go_on``, ``close`` or None.

    Args:
        ended: The agent wants to leave: closing practice is what Return does.

    Attributes:
        debrief: What is shown.

    Signals:
        save_requested: Where the debrief is to be written.
    """

    save_requested = Signal(str)

    def __init__(
        self, context: "UiContext", debrief: Debrief, parent: QWidget | None = None, *, ended: bool = False
    ) -> None:
        super().__init__(context, "", parent, width_px=640)
        self.setObjectName("practice_debrief_sheet")
        self.debrief = debrief
        title = self.tr("Debrief")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        heading = self.findChild(PlainLabel, "sheet_title")
        if heading is not None:
            heading.setText(title)
        self._build(debrief)
        self._save = ghost_button(self.tr("Save…"), "save_debrief", self)
        self._save.clicked.connect(self._on_save)
        self._save.setEnabled(bool(debrief.chats))
        self._buttons.insertWidget(0, self._save)
        self.add_button("go_on", self.tr("Back to practice"), default=not ended)
        self.add_button("close", self.tr("Close practice"), "primary" if ended else "quiet", default=ended)
        self.resize(QSize(760, 640))

    # --------------------------------------------------------------------------------------------- building

    def _build(self, debrief: Debrief) -> None:
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        if debrief.chats:
            column.addLayout(self._tiles(debrief))
            self._add_late(column, debrief)
            column.addSpacing(6)
            column.addWidget(self._caption(self.tr("Chat by chat")))
            for chat in debrief.chats[:MOST_CHATS]:
                column.addWidget(self._card(chat))
        else:
            column.addWidget(self._text(self.tr("No visitor has written yet."), "dim"))
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("debrief_scroll")
        scroll.setAccessibleName(self.tr("Debrief"))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setWidget(content)
        self.column.addWidget(scroll, 1)
        self.column.addWidget(
            self._text(self.tr("This is for you alone: it is kept nowhere unless you save it."), "small")
        )

    def _tiles(self, debrief: Debrief) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, (title, value, made_of) in enumerate(figures(debrief, self.context.locale)):
            tile = QFrame(self)
            tile.setProperty("surface", "tile")
            tile.setAccessibleName(f"{title}: {value}, {made_of}")
            column = QVBoxLayout(tile)
            column.setContentsMargins(12, 10, 10, 10)
            column.setSpacing(2)
            column.addWidget(self._caption(title))
            figure = PlainLabel(value, self)
            figure.setObjectName("debrief_figure")
            column.addWidget(figure)
            column.addWidget(self._text(made_of, "small"))
            column.addStretch(1)
            grid.addWidget(tile, number // TILES_IN_ROW, number % TILES_IN_ROW)
            grid.setColumnStretch(number % TILES_IN_ROW, 1)
        return grid

    def _add_late(self, column: QVBoxLayout, debrief: Debrief) -> None:
        late = debrief.late
        if not late:
            return
        column.addSpacing(6)
        column.addWidget(self._caption(self.tr("Too late")))
        titles = {chat.conversation.id: chat_words(chat) for chat in debrief.chats}
        for reply in late[:MOST_LATE]:
            column.addLayout(self._late_line(reply, titles[reply.conversation_id]))

    def _late_line(self, reply: Reply, chat: str) -> QHBoxLayout:
        line = self._line("timer", "bad_text")
        when = f"{time_words(reply.asked_at, self.context.locale)}  {late_words(reply, self.context.locale)}"
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._text(when, "bad"))
        column.addWidget(self._one_line(f"{chat}: {clean_line(reply.question)}"))
        line.addLayout(column, 1)
        return line

    def _card(self, chat: ChatDebrief) -> QFrame:
        card = QFrame(self)
        card.setProperty("surface", "tile")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        name = PlainLabel(chat_words(chat), self)
        name.setObjectName("debrief_chat")
        card.setAccessibleName(name.whole_text)
        column.addWidget(name)
        locale = self.context.locale
        on_time = sum(reply.on_time for reply in chat.replies)
        replies = self.tr("Replies in time: %1").replace("%1", count_words(on_time, len(chat.replies), locale))
        own = self.tr("Own words: %1").replace("%1", count_words(chat.personal, chat.answers, locale))
        column.addWidget(self._one_line(f"{replies}   ·   {own}"))
        for article in chat.articles:
            icon, role = _FOUND_ICONS[article.found]
            line = self._line(icon, role)
            line.addWidget(self._one_line(f"{clean_line(article.title)}: {found_words(article.found)}", "plain"), 1)
            column.addLayout(line)
        if chat.also:
            also = ", ".join(clean_line(title, 80) for title in chat.also)
            column.addWidget(self._one_line(self.tr("Also used: %1").replace("%1", also)))
        complete = chat.manners.is_complete
        line = self._line("check" if complete else "info", "ok_text" if complete else "warn_text")
        line.addWidget(self._text(self.tr("Manners: %1").replace("%1", manners_words(chat.manners)), "plain"), 1)
        column.addLayout(line)
        for question in chat.manners.open_questions:
            column.addWidget(self._one_line(self.tr("Still open: %1").replace("%1", clean_line(question))))
        return card

    def _line(self, icon: str, role: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        sign = QLabel(self)
        sign.setPixmap(self.context.icons.pixmap(icon, 16, role, self.devicePixelRatioF()))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _caption(self, words: str) -> PlainLabel:
        return self._text(words, "caption")

    def _text(self, words: str, role: str) -> PlainLabel:
        label = PlainLabel(words, self, wrap=True)
        label.setProperty("role", role)
        return label

    def _one_line(self, words: str, role: str = "dim") -> PlainLabel:
        label = PlainLabel(words, self)
        label.setProperty("role", role)
        return label

    # ---------------------------------------------------------------------------------------------- saving

    def _on_save(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the debrief"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Text (*.txt)"), self.tr("Table (*.csv)")])
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(f"{self.tr('practice')}.txt")
        dialog.fileSelected.connect(self.save_requested)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

"""The sheet that lists what is on this computer only, where each stands and a way to it; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from operator_console.desk.state import Delivery, Kept
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import chat_title, delivery_words, park_words

translate = QCoreApplication.translate

WIDTH_PX, MOST_HEIGHT_PX = 440, 320
MOST_ROWS = 200
MOST_TEXT_CHARS = 90


class KeptList(QFrame):
    """Closes by itself when the agent chooses, presses Esc or clicks elsewhere.

    Signals:
        chosen: (conversation id, entry key or empty) shall be shown.
    """

    chosen = Signal(str, str)

    def __init__(self, kept: Sequence[Kept], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("kept_list")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Kept on this computer"))
        self._kept = tuple(kept[:MOST_ROWS])
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        title = PlainLabel(self.tr("Kept on this computer"), self)
        title.setProperty("role", "heading")
        words = self.tr("Not on the server yet. It goes out by itself, except where it waits for you.")
        if not kept:
            words = self.tr("Everything you wrote is on the server.")
        explained = PlainLabel(words, self, wrap=True)
        explained.setProperty("role", "dim")
        column.addWidget(title)
        column.addWidget(explained)
        self._list = QListWidget(self)
        self._list.setObjectName("kept_rows")
        self._list.setAccessibleName(self.tr("Kept on this computer"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setSpacing(3)
        self._list.setVisible(bool(kept))
        for one in self._kept:
            self._list.addItem(QListWidgetItem(kept_words(one)))
        self._list.itemActivated.connect(self._on_activated)
        self._list.itemClicked.connect(self._on_activated)
        column.addWidget(self._list)
        self.setFixedWidth(WIDTH_PX)
        self._done = False

    def open_above(self, line: QWidget) -> None:
        """Show the sheet above `line`, at its right end."""
        rows_px = sum(self._list.sizeHintForRow(row) for row in range(self._list.count())) + 6 * len(self._kept) + 8
        self._list.setFixedHeight(min(MOST_HEIGHT_PX, max(40, rows_px)))
        self.adjustSize()
        corner = line.mapToGlobal(QPoint(line.width() - self.width() - 8, -self.height() - 4))
        self.move(corner)
        self.show()
        if self._list.count():
            self._list.setCurrentRow(0)
            self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_activated(self, item: QListWidgetItem) -> None:
        if self._done:  # a click may activate as well
            return
        self._done = True
        one = self._kept[self._list.row(item)]
        self.close()
        self.chosen.emit(one.conversation_id, one.key)


def kept_words(one: Kept) -> str:
    """Return who it is for and where it stands, and below that its beginning."""
    who = (
        clean_line(chat_title(one.conversation), 60)
        if one.conversation is not None
        else translate("KeptList", "A chat")
    )
    text = clean_line(one.text or one.file_name, MOST_TEXT_CHARS)
    return f"{who} · {_state_words(one)}\n{text}"


def _state_words(one: Kept) -> str:
    if one.delivery is None:
        return translate("KeptList", "Draft in a chat that is no longer with you")
    if one.delivery is Delivery.PARKED and one.park_reason is not None:
        return park_words(one.park_reason, one.colleague)
    return delivery_words(one.delivery)

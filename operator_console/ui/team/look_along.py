"""One chat to look along in: transcript, both sides' typing, whisper and what a lead does; dumb, shows and reports."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from operator_console.domain.plain_text import MAX_MESSAGE_CHARS
from operator_console.ui.kit.buttons import primary_button, quiet_button, set_button_text
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.kit.transcript import TranscriptView
from operator_console.ui.kit.transcript.pictures import FetchFile


class WhisperField(QLineEdit):
    """Where a lead writes to the owner; Enter sends, Escape goes back to the list.

    Signals:
        left: Escape was pressed.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class LookAlongView(QFrame):
    """The panel.

    Signals:
        whisper_requested: Send this to the owner.
        join_requested: Write along, or stop when that is so.
        take_requested: Take the chat over.
        give_menu_requested: Choose who gets it.
        lower_requested: The owner has been helped.
        left: Back to the list.
    """

    whisper_requested = Signal(str)
    join_requested = Signal()
    take_requested = Signal()
    give_menu_requested = Signal()
    lower_requested = Signal()
    left = Signal()

    def __init__(self, context: UiContext, fetch: FetchFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("look_along")
        self.setProperty("surface", "panel")
        self.setAccessibleName(self.tr("Look along"))
        self._title = PlainLabel("", self)
        self._title.setObjectName("look_title")
        self._title.setFont(context.theme.font(15, 700))
        self._owner = _dim(self)
        self._clock = PlainLabel("", self)
        self._clock.setFont(context.theme.font(12, 600, tabular=True))
        self._clock.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._known = _dim(self)
        self._watchers = _dim(self)
        self._watchers.setObjectName("look_watchers")
        self._typing = _dim(self)
        self._typing.setObjectName("look_typing")
        self.transcript = TranscriptView(context, fetch, self)
        self.whisper = WhisperField(self)
        self.whisper.setObjectName("whisper")
        self.whisper.setMaxLength(MAX_MESSAGE_CHARS)
        self.whisper.setPlaceholderText(self.tr("Whisper to the agent: the visitor never sees it"))
        self.whisper.setAccessibleName(self.tr("Whisper to the agent"))
        self._send = primary_button(self.tr("Whisper"), "whisper_send", self)
        self.join = quiet_button(self.tr("Join"), "look_join", self)
        self.take = quiet_button(self.tr("Take over"), "look_take", self)
        self.give = quiet_button(self.tr("Give to…"), "look_give", self)
        self.lower_hand = quiet_button(self.tr("Lower the hand"), "look_lower", self)
        self.state = StatePage(context, self)
        self._place_parts()
        self.whisper.returnPressed.connect(self._on_send)
        self.whisper.left.connect(self.left)
        self._send.clicked.connect(self._on_send)
        self.join.clicked.connect(self.join_requested)
        self.take.clicked.connect(self.take_requested)
        self.give.clicked.connect(self.give_menu_requested)
        self.lower_hand.clicked.connect(self.lower_requested)

    def show_state(self, icon: str, title: str, words: str = "", action: str = "") -> None:
        """Show a page in the place of a chat."""
        self.state.show_state(icon, title, words, action)
        self._pages.setCurrentWidget(self.state)

    def show_chat(self) -> None:
        """Show the chat."""
        self._pages.setCurrentIndex(0)

    @property
    def shows_chat(self) -> bool:
        """Tell whether a chat is shown."""
        return self._pages.currentIndex() == 0

    def show_head(self, title: str, owner: str, known: str, watchers: str) -> None:
        """Show who it is, who has it, where the visitor is, who looks along."""
        for label, words in (
            (self._title, title),
            (self._owner, owner),
            (self._known, known),
            (self._watchers, watchers),
        ):
            if label.whole_text != words:
                label.setText(words)
        self._known.setVisible(bool(known))

    def show_clock(self, words: str, role: str) -> None:
        """Show the clock as a sentence."""
        if self._clock.whole_text != words:
            self._clock.setText(words)
        if self._clock.property("role") != role:
            self._clock.setProperty("role", role)
            self._clock.style().unpolish(self._clock)
            self._clock.style().polish(self._clock)

    def show_typing(self, words: str) -> None:
        """Say which agents type."""
        if self._typing.whole_text != words:
            self._typing.setText(words)

    def show_may(self, *, join: bool, joined: bool, take: bool, give: bool, whisper: bool, lower: bool) -> None:
        """Offer what can be done now."""
        set_button_text(self.join, self.tr("Leave the chat") if joined else self.tr("Join"))
        self.join.setEnabled(join or joined)
        self.take.setEnabled(take)
        self.give.setEnabled(give)
        self.lower_hand.setVisible(lower)
        self.whisper.setEnabled(whisper)
        self._send.setEnabled(whisper)

    def clear_whisper(self) -> None:
        """It has been sent."""
        self.whisper.clear()

    def open_give_menu(self, menu: QMenu) -> None:
        """Show who can get it, below the button."""
        menu.popup(self.give.mapToGlobal(self.give.rect().bottomLeft()))

    def _on_send(self) -> None:
        text = self.whisper.text().strip()
        if text and self.whisper.isEnabled():
            self.whisper_requested.emit(text)

    def _place_parts(self) -> None:
        chat = QWidget(self)
        column = QVBoxLayout(chat)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self._title, 1)
        first.addWidget(self._clock)
        head.addLayout(first)
        for label in (self._owner, self._known, self._watchers):
            head.addWidget(label)
        head.addSpacing(4)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.join, self.take, self.give, self.lower_hand):
            buttons.addWidget(button)
        buttons.addStretch(1)
        head.addLayout(buttons)
        column.addLayout(head)
        frame = QFrame(chat)
        frame.setProperty("surface", "bg")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.transcript)
        column.addWidget(frame, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 6, 16, 12)
        foot.setSpacing(4)
        self._typing.setMinimumHeight(18)
        foot.addWidget(self._typing)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.whisper, 1)
        line.addWidget(self._send)
        foot.addLayout(line)
        column.addLayout(foot)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(chat)
        self._pages.addWidget(self.state)


def _dim(parent: QWidget) -> PlainLabel:
    label = PlainLabel("", parent)
    label.setProperty("role", "dim")
    return label

"""The wall for a big screen: large, the whole screen, nothing to press; shows what the page's models hold."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.shortcuts import sequence_of
from operator_console.ui.kit.words import time_words
from operator_console.ui.team.figures import FigureStrip
from operator_console.ui.team.lists import WallList, agent_list, chat_list
from operator_console.ui.team.model import WallModel
from operator_console.ui.team.rows import AgentRow, ChatRow, Sums

SCALE = 2.0
"""Names are 26 px high then: readable from 4 m on a 40 inch screen of 1920 pixels."""
FIGURES_SCALE = 1.4


class WallMode(QWidget):
    """A window of its own; its key or Escape leaves it.

    Signals:
        left: It is closed.
    """

    left = Signal()

    def __init__(
        self,
        context: UiContext,
        chats: "WallModel[ChatRow]",
        agents: "WallModel[AgentRow]",
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context = context
        self._now = now
        self.setObjectName("wall_window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "panel")
        self.setWindowTitle(self.tr("The team's wall"))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.figures = FigureStrip(context, self, scale=FIGURES_SCALE)
        self.figures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._time = PlainLabel("", self)
        self._time.setFont(context.theme.font(20 * SCALE, 700, tabular=True))
        self._note = PlainLabel("", self)
        for label in (self._time, self._note):
            label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._note.setFont(context.theme.font(12 * SCALE, 600))
        self._chats = chat_list(context, chats, now, self, scale=SCALE)
        self._chats.setAccessibleName(self.tr("Queue and chats, what is due first"))
        self._agents = agent_list(context, agents, now, self, scale=SCALE)
        self._agents.setAccessibleName(self.tr("Team"))
        for one in self._lists:
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            one.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            one.viewport().setCursor(Qt.CursorShape.BlankCursor)
        self._place_parts()
        self.tick()

    def show_sums(self, sums: Sequence[Sums], now: datetime) -> None:
        """Show today's figures."""
        self.figures.show_sums(sums, now)

    def show_note(self, words: str) -> None:
        """Say as of when the wall is, when it is not live."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def tick(self) -> None:
        """A second is over."""
        self._time.setText(time_words(self._now(), self._context.locale))
        for one in self._lists:
            one.tick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination())
        if event.key() == Qt.Key.Key_Escape or pressed == sequence_of(self._context.settings, "team.wall_mode"):
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.left.emit()
        super().closeEvent(event)

    @property
    def _lists(self) -> tuple[WallList, WallList]:
        return self._chats, self._agents

    def _place_parts(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(14)
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self.figures, 1)
        right = QVBoxLayout()
        right.addWidget(self._time, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self._note, 0, Qt.AlignmentFlag.AlignRight)
        head.addLayout(right)
        column.addLayout(head)
        lists = QHBoxLayout()
        lists.setSpacing(24)
        lists.addWidget(self._chats, 3)
        lists.addWidget(self._agents, 2)
        column.addLayout(lists, 1)

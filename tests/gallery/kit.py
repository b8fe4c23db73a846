"""The kit's controls side by side: buttons, chips, keys, clock rings in every phase, notices, state pages."""

import sys
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operator_console.domain.response_clock import ClockTargets, ResponseClock
from operator_console.ui.kit.avatar import Avatar
from operator_console.ui.kit.buttons import (
    Chip,
    KeyCap,
    danger_button,
    ghost_button,
    icon_button,
    link_button,
    primary_button,
    quiet_button,
)
from operator_console.ui.kit.clock_ring import paint_clock_ring
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.notice import Notice, NoticeBar, NoticeKind
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.state_page import StatePage
from tests.gallery import scenes

NOW = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)


class Rings(QWidget):
    """Clock rings with this much left."""

    LEFT_S = (29.0, 14.0, 9.0, 3.0, -8.0, -75.0, -700.0)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.setMinimumSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(10 * 52, 44)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        clocks = [ResponseClock(started_at=NOW - timedelta(seconds=30 - left)) for left in self.LEFT_S]
        clocks += [
            ResponseClock(started_at=NOW - timedelta(seconds=15), limit_s=120.0, holding_used=True),
            ResponseClock(),
            ResponseClock(started_at=NOW, paused_at=NOW),
        ]
        for place, clock in enumerate(clocks):
            rect = QRectF(place * 52 + 2, 2, 40, 40)
            paint_clock_ring(painter, rect, clock, NOW, ClockTargets(), self._context.theme)


def controls(context: UiContext) -> QWidget:
    """Everything small."""
    board = QFrame()
    board.setProperty("surface", "panel")
    column = QVBoxLayout(board)
    buttons = QHBoxLayout()
    for button in (
        primary_button("Send & close", "a"),
        quiet_button("Note", "b"),
        ghost_button("Attach", "c"),
        danger_button("Discard", "d"),
        link_button("link <b>literal</b>", "e"),
        icon_button(context, "paperclip", "Attach a file", "f"),
        icon_button(context, "lock", "Note", "g", checkable=True),
    ):
        buttons.addWidget(button)
    buttons.addStretch(1)
    column.addLayout(buttons)
    small = QHBoxLayout()
    avatar = Avatar(context)
    avatar.show_agent("Sanne Vermeer", "ok")
    for widget in (
        KeyCap(context, "knowledge.search"),
        Chip("retour"),
        Chip("vip", role="accent"),
        avatar,
    ):
        small.addWidget(widget)
    small.addStretch(1)
    column.addLayout(small)
    column.addWidget(Rings(context))
    box = QComboBox()
    box.addItems(["Solved", "Follow-up"])
    for field in (QLineEdit("text"), box, PlainLabel("a long line from outside <img src=x> & more " * 6)):
        column.addWidget(field)
    bar = NoticeBar(context, board, listen=False)
    bar.show_notice(Notice(NoticeKind.INFO, "Articles are up to date."))
    bar.show_notice(Notice(NoticeKind.WARNING, "Offline: your messages are kept and sent later."))
    bar.show_notice(Notice(NoticeKind.BAD, "You are signed out.", action_text="Sign in", action=board.update))
    column.addWidget(bar)
    page = StatePage(context)
    page.show_state("inbox", "No chats yet", "New chats appear here by themselves.", "Try again")
    column.addWidget(page, 1)
    return board


SCENES = (scenes.Scene("kit", controls, ((640, 620),)),)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))

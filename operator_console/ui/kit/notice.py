"""The one funnel for quiet notices and the bar that shows them, never modal; knows no reason to give one."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from operator_console.ui.kit.buttons import set_button_text
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MOST_AT_ONCE = 3
OFFER_S = 30.0


class NoticeKind(StrEnum):
    """How urgent a notice is; decides its colour and icon."""

    INFO = "info"
    WARNING = "warning"
    BAD = "bad"


class Notice(Struct, frozen=True):
    """One notice.

    Attributes:
        key: A later notice of the same key takes its place; empty for none.
        text: What happened and what to do, in the agent's language; shown literally.
        action_text: Words of the one button, or empty.
        timeout_s: Goes by itself after this; 0 stays until withdrawn or closed.
    """

    kind: NoticeKind
    text: str
    key: str = ""
    action_text: str = ""
    action: Callable[[], object] | None = None
    timeout_s: float = 0.0


class Notices(QObject):
    """Where everybody gives notices; the window's bar listens.

    Signals:
        posted: A `Notice` to show.
        withdrawn: The key of a notice that is no longer true.
    """

    posted = Signal(object)
    withdrawn = Signal(str)

    def info(self, text: str, *, key: str = "", timeout_s: float = 6.0) -> None:
        """Say something that needs nothing; it goes by itself."""
        self.posted.emit(Notice(NoticeKind.INFO, text, key, timeout_s=timeout_s))

    def offer(
        self, text: str, *, key: str, action_text: str, action: Callable[[], object], timeout_s: float = OFFER_S
    ) -> None:
        """Say what was done, with a way to go back on it for a while."""
        self.posted.emit(Notice(NoticeKind.INFO, text, key, action_text, action, timeout_s=timeout_s))

    def warning(
        self, text: str, *, key: str = "", action_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Say what the agent should know; it stays until closed or withdrawn."""
        self.posted.emit(Notice(NoticeKind.WARNING, text, key, action_text, action))

    def bad(
        self, text: str, *, key: str = "", action_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Say what failed and what to do about it; it stays until closed or withdrawn."""
        self.posted.emit(Notice(NoticeKind.BAD, text, key, action_text, action))

    def withdraw(self, key: str) -> None:
        """Take a notice back that is no longer true."""
        self.withdrawn.emit(key)


_ICONS = {NoticeKind.INFO: "info", NoticeKind.WARNING: "triangle-alert", NoticeKind.BAD: "circle-alert"}
_ROLES = {NoticeKind.INFO: "accent", NoticeKind.WARNING: "warn_text", NoticeKind.BAD: "bad_text"}


class NoticeBar(QWidget):
    """Shows up to three notices, newest below; nothing at all when there is none."""

    def __init__(self, context: "UiContext", parent: QWidget | None = None, *, listen: bool = True) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: list[NoticeRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(6)
        self.setVisible(False)
        if listen:
            context.notices.posted.connect(self.show_notice)
            context.notices.withdrawn.connect(self.withdraw)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is shown now, oldest first."""
        return tuple(row.notice for row in self._rows)

    def show_notice(self, notice: Notice) -> None:
        """Show it, in place of an earlier one with the same key or the same words."""
        for row in self._rows.copy():
            if (notice.key and row.notice.key == notice.key) or row.notice.text == notice.text:
                self._remove(row)
        if len(self._rows) >= MOST_AT_ONCE:
            self._remove(self._rows[0])
        row = NoticeRow(self._context, notice, self)
        row.closed.connect(self._remove)  # a lambda that holds self would outlive it inside the row
        self._rows.append(row)
        self._column.addWidget(row)
        self.setVisible(True)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(row, notice.text))

    def withdraw(self, key: str) -> None:
        """Remove the notice of this key; harmless when there is none."""
        for row in self._rows.copy():
            if row.notice.key == key:
                self._remove(row)

    def _remove(self, row: "NoticeRow") -> None:
        if row in self._rows:
            self._rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.setVisible(bool(self._rows))


class NoticeRow(QFrame):
    """One notice with icon, words, its button and a way to close it.

    Signals:
        closed: This row can go.
    """

    closed = Signal(object)

    def __init__(self, context: "UiContext", notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        self._context = context
        self.setProperty("kind", notice.kind.value)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 7, 8, 7)
        line.setSpacing(10)
        self._sign = QLabel(self)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words = PlainLabel(notice.text, self, wrap=True)
        words.setObjectName("notice_text")
        line.addWidget(words, 1)
        if notice.action_text and notice.action is not None:
            line.addWidget(self._action_button(notice), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._close_button(), 0, Qt.AlignmentFlag.AlignTop)
        context.theme.changed.connect(self._draw_sign)
        self._draw_sign()
        if notice.timeout_s > 0:
            end = QTimer(self)
            end.setSingleShot(True)
            end.timeout.connect(self._close)
            end.start(round(notice.timeout_s * 1000))

    def _action_button(self, notice: Notice) -> QPushButton:
        button = QPushButton(self)
        set_button_text(button, notice.action_text)
        button.setObjectName("notice_action")
        button.setProperty("kind", "quiet")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(self._on_action)
        return button

    def _close_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("notice_close")
        button.setProperty("kind", "ghost")
        button.setAccessibleName(self.tr("Close this notice"))
        self._context.icons.put(button, "x")
        button.clicked.connect(self._close)
        return button

    def _on_action(self) -> None:
        action = self.notice.action
        self._close()
        if action is not None:
            action()

    def _close(self) -> None:
        self.closed.emit(self)

    def _draw_sign(self) -> None:
        kind = self.notice.kind
        self._sign.setPixmap(self._context.icons.pixmap(_ICONS[kind], 18, _ROLES[kind], self.devicePixelRatioF()))

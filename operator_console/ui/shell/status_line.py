"""The line at the bottom: connection in words, outbox, demo shop, language; knows no reason behind a state."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from operator_console.desk.state import Connection, ConnectionRefusal
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import link_button, set_button_text
from operator_console.ui.kit.opening import open_link
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.words import connection_trouble_words
from operator_console.ui.shell.connection_status import connection_status

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

LEAST_WORDS_PX = 120
HEIGHT_PX = 26


class Dot(QWidget):
    """A dot of 8 px in a theme colour."""

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._role = "faint"
        self.setFixedSize(8, 8)
        context.theme.changed.connect(self.update)

    def show_role(self, role: str) -> None:
        """Show this colour."""
        self._role = role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(8, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._context.theme.colour(self._role))
        painter.drawEllipse(QRectF(0.5, 0.5, 7, 7))


class StatusLine(QFrame):
    """26 px at the bottom of the window.

    Signals:
        sign_in_requested: The agent was signed out and wants to sign in again.
        try_requested: Try to connect at once.
        kept_requested: Show what waits to be sent.
    """

    sign_in_requested = Signal()
    try_requested = Signal()
    kept_requested = Signal()

    def __init__(
        self,
        context: "UiContext",
        demo_shop_url: str | None,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setProperty("surface", "panel")
        self.setProperty("edge", "top")
        self.setFixedHeight(HEIGHT_PX)
        self._context = context
        self._demo_shop_url = demo_shop_url
        self._dot = Dot(context, self)
        self._connection = PlainLabel("", self)
        self._connection.setObjectName("connection_words")
        self._now = now
        self._shown = Connection()
        self._ticking = False
        self._outbox = link_button("", "outbox_words", self)
        self._outbox.setAccessibleDescription(self.tr("Shows what is kept on this computer"))
        self._outbox.clicked.connect(self.kept_requested)
        self._try = link_button(self.tr("Try now"), "try_now", self)
        self._try.setVisible(False)
        self._try.clicked.connect(self.try_requested)
        self._sign_in = link_button(self.tr("Sign in"), "sign_in_again", self)
        self._sign_in.setVisible(False)
        self._sign_in.clicked.connect(self.sign_in_requested)
        self._connection.setProperty("role", "small")
        self._lay_out()

    def show_connection(self, connection: Connection) -> None:
        """Say how the connection is, how fast, and how much waits to be sent."""
        self._shown = connection
        self._say()
        told = (connection_trouble_words(connection.trouble),) if connection.trouble is not None else ()
        set_plain_tooltip(self._connection, "\n".join((*told, connection.server)))
        self._sign_in.setVisible(connection.refusal not in {None, ConnectionRefusal.VERSION})
        count = connection.waiting_out
        set_button_text(self._outbox, self.tr("%n messages in the outbox", "", count) if count else "")
        self._outbox.setVisible(bool(count))

    def close_listening(self) -> None:
        """Let the clock go on without this line; harmless when called again."""
        self._tick(ticks=False)

    def _say(self) -> None:
        status = connection_status(self._shown, self._now(), self._context.locale)
        self._dot.show_role(status.role)
        self._connection.setText(status.words)
        self._connection.setAccessibleName(clean_line(status.words, 600))
        self._try.setVisible(status.can_try)
        self._tick(ticks=status.ticks)

    def _tick(self, *, ticks: bool) -> None:
        """Follow the seconds only while the words change with them."""
        if ticks and not self._ticking:
            self._context.ticker.second.connect(self._say)
        elif not ticks and self._ticking:
            self._context.ticker.second.disconnect(self._say)
        self._ticking = ticks

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 14, 0)
        line.setSpacing(6)
        line.addWidget(self._dot)
        self._connection.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._connection.setMinimumWidth(LEAST_WORDS_PX)  # a long sentence makes no window wider
        line.addWidget(self._connection)
        line.addWidget(self._try)
        line.addStretch(1)
        line.addWidget(self._sign_in)
        line.addSpacing(8)
        line.addWidget(self._outbox, 0, Qt.AlignmentFlag.AlignRight)
        if self._demo_shop_url:
            line.addSpacing(10)
            line.addWidget(self._demo_shop(self._demo_shop_url))

    def _demo_shop(self, url: str) -> QWidget:
        place = QWidget(self)
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        words = PlainLabel(self.tr("Demo shop: %1").replace("%1", url), place)
        words.setProperty("role", "small")
        words.setObjectName("demo_shop_address")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        words.setSizePolicy(words.sizePolicy().Policy.Preferred, words.sizePolicy().Policy.Preferred)
        button = link_button(self.tr("Open"), "open_demo_shop", place)
        set_button_text(button, self.tr("Open"))
        button.setAccessibleName(self.tr("Open the demo shop in the browser"))
        set_plain_tooltip(button, url)
        button.clicked.connect(lambda: open_link(url))
        line.addWidget(words)
        line.addWidget(button)
        return place

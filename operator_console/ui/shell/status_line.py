"""The line at the bottom: connection in words, outbox, demo shop, language; knows no reason behind a state."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from operator_console.desk.state import Connection, ConnectionPhase
from operator_console.ui.kit.buttons import link_button, set_button_text
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.words import connection_words, elapsed_words

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

HEIGHT_PX = 26
SLOW_MS = 1_000.0


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
    """

    sign_in_requested = Signal()

    def __init__(self, context: "UiContext", demo_shop_url: str | None, parent: QWidget | None = None) -> None:
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
        self._outbox = PlainLabel("", self)
        self._outbox.setObjectName("outbox_words")
        self._sign_in = link_button(self.tr("Sign in"), "sign_in_again", self)
        self._sign_in.setVisible(False)
        self._sign_in.clicked.connect(self.sign_in_requested)
        for label in (self._connection, self._outbox):
            label.setProperty("role", "small")
        self._lay_out()

    def show_connection(self, connection: Connection) -> None:
        """Say how the connection is, how fast, and how much waits to be sent."""
        self._dot.show_role(_role(connection))
        words = connection_words(connection)
        if connection.phase is ConnectionPhase.LIVE and connection.round_trip_ms is not None:
            milliseconds = self._context.locale.toString(round(connection.round_trip_ms))
            words += " · " + self.tr("%1 ms").replace("%1", milliseconds)
        if connection.phase is ConnectionPhase.OFFLINE and connection.retry_in_s:
            words += " · " + self.tr("next try in %1").replace("%1", elapsed_words(connection.retry_in_s + 0.999))
        self._connection.setText(words)
        self._connection.setAccessibleName(words)
        self._sign_in.setVisible(connection.refusal is not None)
        count = connection.waiting_out
        self._outbox.setText(self.tr("%n messages in the outbox", "", count) if count else "")
        self._outbox.setVisible(bool(count))

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 14, 0)
        line.setSpacing(6)
        line.addWidget(self._dot)
        line.addWidget(self._connection, 1)
        line.addWidget(self._sign_in)
        line.addSpacing(8)
        line.addWidget(self._outbox, 0, Qt.AlignmentFlag.AlignRight)
        self._outbox.setSizePolicy(
            self._outbox.sizePolicy().Policy.Preferred, self._outbox.sizePolicy().Policy.Preferred
        )
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
        button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(url)))
        line.addWidget(words)
        line.addWidget(button)
        return place


def _role(connection: Connection) -> str:
    if connection.storage_failed or connection.refusal is not None:
        return "bad"
    if connection.phase is ConnectionPhase.LIVE:
        return "warn" if (connection.round_trip_ms or 0.0) > SLOW_MS else "ok"
    return "bad" if connection.phase in {ConnectionPhase.OFFLINE, ConnectionPhase.REFUSED} else "warn"

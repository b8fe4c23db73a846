"""The response clock as a thin bar above the composer, with its words; the arithmetic is the domain's."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from operator_console.domain.response_clock import ClockPhase, ClockTargets, ResponseClock
from operator_console.ui.kit.clock_ring import clock_share, clock_words, phase_role

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

HEIGHT_PX = 3


class ClockBar(QWidget):
    """Shrinks while the visitor waits, full and red when it is too late, empty when nobody waits."""

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._share = 0.0
        self._phase = ClockPhase.STOPPED
        self.setObjectName("clock_bar")
        self.setAccessibleName(self.tr("Response clock"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.update)

    @property
    def phase(self) -> ClockPhase:
        """How the clock is drawn now."""
        return self._phase

    def show_clock(self, clock: ResponseClock, now: datetime, targets: ClockTargets) -> None:
        """Draw `clock` as it stands at `now`; paints only when something moved."""
        phase, share = clock.phase(now, targets), clock_share(clock, now)
        self.setAccessibleDescription(clock_words(clock, now, targets))
        if phase is ClockPhase.PAUSED:
            share = 0.0
        if (phase, share) != (self._phase, self._share):
            self._phase, self._share = phase, share
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("chip"))
        if self._share > 0:
            role = phase_role(self._phase)
            painter.fillRect(QRectF(0, 0, self.width() * self._share, self.height()), self._theme.colour(role))
        painter.end()

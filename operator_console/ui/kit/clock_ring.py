"""Draws and words the response clock, the same everywhere; decides nothing, the arithmetic is the domain's."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPixmapCache, QPolygonF

from operator_console.domain.response_clock import ClockPhase, ClockTargets, ResponseClock
from operator_console.ui.kit.theme import Theme
from operator_console.ui.kit.words import elapsed_words

translate = QCoreApplication.translate

_ROLES = {
    ClockPhase.STOPPED: "dim",
    ClockPhase.PAUSED: "dim",
    ClockPhase.CALM: "ok",
    ClockPhase.SOON: "warn",
    ClockPhase.WARNING: "warn",
    ClockPhase.OVERDUE: "bad",
}
_TEXT_ROLES = {
    ClockPhase.STOPPED: "dim",
    ClockPhase.PAUSED: "dim",
    ClockPhase.CALM: "ok_text",
    ClockPhase.SOON: "warn_text",
    ClockPhase.WARNING: "warn_text",
    ClockPhase.OVERDUE: "bad_text",
}


def phase_role(phase: ClockPhase) -> str:
    """Return the name of the theme colour that a phase is drawn in."""
    return _ROLES[phase]


def phase_text_role(phase: ClockPhase) -> str:
    """Return the name of the theme colour that a phase's words and number are written in."""
    return _TEXT_ROLES[phase]


def clock_number(clock: ResponseClock, now: datetime) -> str:
    """Return the number in the ring: seconds left (rounded up), ``1:45`` from a minute on; overdue ``+8``, ``+11m``."""
    left_s = clock.left_s(now)
    if left_s > 0:
        return _short(int(-(-left_s // 1)))
    late_s = int(-left_s)
    if late_s < 100:
        return f"+{late_s}"
    return f"+{late_s // 60}m" if late_s < 6000 else f"+{late_s // 3600}h"


def clock_share(clock: ResponseClock, now: datetime) -> float:
    """Return the share of the limit that is left, 0.0 to 1.0; 1.0 when overdue, as the bar is full then."""
    if not clock.running:
        return 0.0
    left_s = clock.left_s(now)
    return 1.0 if left_s <= 0 else min(1.0, left_s / max(1.0, clock.limit_s))


def clock_words(clock: ResponseClock, now: datetime, targets: ClockTargets) -> str:
    """Return the clock as a sentence, for the composer and for screen readers."""
    phase = clock.phase(now, targets)
    if phase is ClockPhase.STOPPED:
        return translate("Clock", "Nobody waits for an answer")
    if phase is ClockPhase.PAUSED:
        return translate("Clock", "The clock stands still outside opening hours")
    left_s = clock.left_s(now)
    if phase is ClockPhase.OVERDUE:
        return translate("Clock", "%1 too late").replace("%1", elapsed_words(-left_s))
    left = elapsed_words(-(-left_s // 1))
    if clock.holding_used:
        return translate("Clock", "Come back within %1").replace("%1", left)
    return translate("Clock", "Answer within %1").replace("%1", left)


def clock_span(clock: ResponseClock, now: datetime) -> str:
    """Return the time that is left, or has passed since, for where a sentence has no room; empty when it stands."""
    if not clock.running or clock.paused_at is not None:
        return ""
    left_s = clock.left_s(now)
    return f"+{elapsed_words(-left_s)}" if left_s < 0 else elapsed_words(-(-left_s // 1))


def paint_clock_ring(
    painter: QPainter,
    rect: QRectF,
    clock: ResponseClock,
    now: datetime,
    targets: ClockTargets,
    theme: Theme,
) -> None:
    """Paint the ring with its number into the square `rect` (40 px in the rail, more on a big screen).

    Colour is never alone: the arc shrinks, the number counts, and warning and overdue carry a sign.
    """
    phase = clock.phase(now, targets)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if phase is ClockPhase.OVERDUE:
        painter.drawPixmap(rect.topLeft(), _overdue_ring(rect, theme, painter.device().devicePixelRatioF()))
    else:
        _paint_arc(painter, rect, clock_share(clock, now), phase, theme)
    if phase is ClockPhase.STOPPED:
        _paint_check(painter, rect, theme.colour("dim"))
    elif phase is ClockPhase.PAUSED:
        _paint_pause(painter, rect, theme.colour("dim"))
    else:
        number = clock_number(clock, now)
        painter.setPen(theme.colour(_TEXT_ROLES[phase]))
        size = (12 if len(number) < 4 else 10) * max(1.0, rect.width() / 40)
        painter.setFont(theme.font(size, 700))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, number)
    if phase is ClockPhase.WARNING:
        _paint_sign(painter, rect, phase, theme)
    painter.restore()


def _short(seconds: int) -> str:
    return (
        str(seconds)
        if seconds < 60
        else f"{seconds // 60}:{seconds % 60:02d}"
        if seconds < 600
        else f"{seconds // 60}m"
    )


def _overdue_ring(rect: QRectF, theme: Theme, ratio: float) -> QPixmap:
    """Return the full ring with its sign: only its number changes, once a second, for as long as nobody answers."""
    colours = [theme.colour(name).name() for name in ("bad", "chip_hover", "panel", "on_signal")]
    key = f"overdue ring {rect.width()} {ratio} {colours}"
    ring = QPixmap()
    if not QPixmapCache.find(key, ring):
        ring = QPixmap((rect.size() * ratio).toSize())
        ring.setDevicePixelRatio(ratio)
        ring.fill(Qt.GlobalColor.transparent)
        painter = QPainter(ring)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0, 0, rect.width(), rect.height())
        _paint_arc(painter, whole, 1.0, ClockPhase.OVERDUE, theme)
        _paint_sign(painter, whole, ClockPhase.OVERDUE, theme)
        painter.end()
        QPixmapCache.insert(key, ring)
    return ring


def _paint_arc(painter: QPainter, rect: QRectF, share: float, phase: ClockPhase, theme: Theme) -> None:
    width = max(3.0, rect.width() / 10)
    ring = rect.adjusted(width / 2 + 1, width / 2 + 1, -width / 2 - 1, -width / 2 - 1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("chip_hover"), width))
    painter.drawEllipse(ring)
    if share > 0 and phase is not ClockPhase.PAUSED:
        cap = Qt.PenCapStyle.FlatCap if share >= 1.0 else Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(theme.colour(_ROLES[phase]), width, Qt.PenStyle.SolidLine, cap))
        painter.drawArc(ring, 90 * 16, round(-360 * 16 * share))


def _paint_check(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    unit = rect.width() / 40
    pen = QPen(colour, 2 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    centre = rect.center()
    points = ((-4.5, 0.5), (-1.2, 3.8), (5.0, -3.6))
    painter.drawPolyline(QPolygonF([QPointF(centre.x() + x * unit, centre.y() + y * unit) for x, y in points]))


def _paint_pause(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    unit = rect.width() / 40
    centre = rect.center()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for x in (-4.0, 1.5):
        painter.drawRoundedRect(QRectF(centre.x() + x * unit, centre.y() - 5 * unit, 2.5 * unit, 10 * unit), unit, unit)


def _paint_sign(painter: QPainter, rect: QRectF, phase: ClockPhase, theme: Theme) -> None:
    side = rect.width() * 0.34
    place = QRectF(rect.right() - side, rect.bottom() - side, side, side)
    painter.setPen(QPen(theme.colour("panel"), 2))
    painter.setBrush(theme.colour(_ROLES[phase]))
    if phase is ClockPhase.OVERDUE:
        painter.drawEllipse(place)
    else:
        top = QPointF(place.center().x(), place.top() - 1)
        painter.drawPolygon(QPolygonF([top, place.bottomRight(), place.bottomLeft()]))
    ink = theme.colour("on_signal")
    painter.setPen(QPen(ink, max(1.4, side / 9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    x, low = place.center().x(), place.top() + side * 0.3
    painter.drawLine(QPointF(x, low), QPointF(x, place.top() + side * 0.56))
    painter.drawPoint(QPointF(x, place.top() + side * 0.78))

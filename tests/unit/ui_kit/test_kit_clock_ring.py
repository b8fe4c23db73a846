"""The clock's words and numbers; and that its picture differs by more than colour."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from operator_console.domain.response_clock import ClockPhase, ClockTargets, ResponseClock
from operator_console.settings.options import THEME
from operator_console.ui.kit.clock_ring import clock_number, clock_share, clock_span, clock_words, paint_clock_ring
from operator_console.ui.kit.context import UiContext

NOW = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
TARGETS = ClockTargets()


def clock(left_s: float, limit_s: float = 30.0) -> ResponseClock:
    return ResponseClock(started_at=NOW - timedelta(seconds=limit_s - left_s), limit_s=limit_s)


@pytest.mark.parametrize(
    "left_s, number",
    [(30.0, "30"), (10.2, "11"), (0.4, "1"), (-0.5, "+0"), (-8.9, "+8"), (-99, "+99"), (-120, "+2m"), (-7300, "+2h")],
)
def test_number(left_s: float, number: str) -> None:
    assert clock_number(clock(left_s), NOW) == number


def test_the_holding_clock_counts_minutes() -> None:
    assert clock_number(clock(105, 120.0), NOW) == "1:45"


def test_share_is_whole_when_overdue() -> None:
    assert clock_share(clock(15), NOW) == pytest.approx(0.5)
    assert clock_share(clock(-3), NOW) == 1.0
    assert clock_share(ResponseClock(), NOW) == 0.0


def test_words(context: UiContext) -> None:
    assert clock_words(clock(11), NOW, TARGETS) == "Answer within 11 s"
    assert clock_words(clock(-75), NOW, TARGETS) == "1 min 15 s too late"
    assert clock_words(ResponseClock(), NOW, TARGETS) == "Nobody waits for an answer"
    paused = ResponseClock(started_at=NOW, paused_at=NOW)
    assert "opening hours" in clock_words(paused, NOW, TARGETS)
    assert [clock_span(one, NOW) for one in (clock(11), clock(-75), ResponseClock(), paused)] == [
        "11 s",
        "+1 min 15 s",
        "",
        "",
    ]


def picture(context: UiContext, shown: ResponseClock, ratio: float = 1.0) -> QImage:
    image = QImage(round(40 * ratio), round(40 * ratio), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(context.theme.colour("panel"))
    painter = QPainter(image)
    paint_clock_ring(painter, QRectF(0, 0, 40, 40), shown, NOW, TARGETS, context.theme)
    painter.end()
    return image


def grey_picture(context: UiContext, shown: ResponseClock) -> bytes:
    grey = picture(context, shown).convertToFormat(QImage.Format.Format_Mono)
    return bytes(grey.constBits())


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_a_kept_ring_has_the_colours_of_its_theme(context: UiContext, ratio: float) -> None:
    for theme in ("light", "dark", "light"):
        context.settings.set(THEME, theme)
        image = picture(context, clock(-9), ratio)
        top = image.pixelColor(image.width() // 2, round(3 * ratio))
        assert top == context.theme.colour("bad"), (theme, top.name())


def test_phases_differ_without_colour(context: UiContext) -> None:
    shown = {
        ClockPhase.STOPPED: ResponseClock(),
        ClockPhase.CALM: clock(29.9),
        ClockPhase.WARNING: clock(9),
        ClockPhase.OVERDUE: clock(-9),
        ClockPhase.PAUSED: ResponseClock(started_at=NOW, paused_at=NOW),
    }
    assert all(value.phase(NOW, TARGETS) is phase for phase, value in shown.items())
    assert len({grey_picture(context, value) for value in shown.values()}) == len(shown)

"""Colours of both themes: complete, readable, applied at once."""

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_console.settings.file import Settings
from operator_console.settings.options import THEME
from operator_console.ui.kit.resources import Resources
from operator_console.ui.kit.theme import Theme

RESOURCES = Resources(Path(__file__).resolve().parents[3] / "resources")

# (ink, ground, least contrast): WCAG 2.2, 1.4.3 for text and 1.4.11 for what has to be seen.
PAIRS = [
    *((ink, ground, 7.0) for ink, ground in (("text", "bg"), ("text", "panel"), ("note_text", "note"))),
    *(("dim", ground, 4.5) for ground in ("bg", "panel", "chip", "hover", "accent_soft", "bubble_visitor")),
    *(("accent_text", ground, 4.5) for ground in ("accent", "accent_hover")),
    *(("link", ground, 4.5) for ground in ("panel", "bg", "chip", "accent_soft")),
    *((ink, ground, 4.5) for ink in ("ok_text", "warn_text", "bad_text") for ground in ("panel", "accent_soft")),
    *((f"{word}_text", f"{word}_soft", 4.5) for word in ("ok", "warn", "bad")),
    ("on_signal", "bad", 4.5),
    ("practice_text", "practice_soft", 7.0),
    ("practice", "practice_soft", 3.0),
    ("practice", "panel", 3.0),
    ("bubble_agent_text", "bubble_agent", 4.5),
    ("bubble_agent_dim", "bubble_agent", 4.5),
    ("bubble_visitor_text", "bubble_visitor", 7.0),
    ("note_dim", "note", 4.5),
    ("mark_text", "mark", 4.5),
    ("avatar_text", "avatar", 4.5),
    ("tip_text", "tip", 7.0),
    *(("focus", ground, 3.0) for ground in ("panel", "bg", "accent_soft", "chip")),
    ("line_strong", "panel", 3.0),
    ("ok", "panel", 3.0),
    ("bad", "panel", 3.0),
]


def luminance(colour: QColor) -> float:
    shares = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21.0)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_everything_can_be_read(qapp: QApplication, name: str) -> None:
    settings = Settings(None)
    settings.set(THEME, name)
    theme = Theme(RESOURCES, settings)
    too_faint = [
        f"{ink} on {ground}: {found:.2f}"
        for ink, ground, least in PAIRS
        if (found := contrast(theme.colour(ink), theme.colour(ground))) < least
    ]
    assert too_faint == []


def test_both_themes_have_the_same_colours() -> None:
    light, dark = (json.loads((RESOURCES.themes / f"{name}.json").read_text("utf-8")) for name in ("light", "dark"))
    assert light["colours"].keys() == dark["colours"].keys()


def test_a_change_of_theme_holds_at_once(qtbot: QtBot) -> None:
    settings = Settings(None)
    settings.set(THEME, "light")
    theme = Theme(RESOURCES, settings)
    light = theme.colour("panel")
    with qtbot.waitSignal(theme.changed):
        settings.set(THEME, "dark")
    assert theme.dark
    assert theme.colour("panel") != light


def test_the_typeface_is_the_packed_one(qapp: QApplication) -> None:
    theme = Theme(RESOURCES, Settings(None))
    theme.apply(qapp)
    from PySide6.QtGui import QFontInfo

    for weight in (400, 500, 600, 700):
        assert QFontInfo(theme.font(13, weight)).family() == "Inter"

"""Icons: every name used exists, nothing is packed unused, colours follow the theme."""

import re
from pathlib import Path

from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from operator_console.settings.options import THEME
from operator_console.ui.kit.context import UiContext

ROOT = Path(__file__).resolve().parents[3]


def test_an_icon_is_drawn_in_its_colour(context: UiContext) -> None:
    image = context.icons.pixmap("circle-slash", 16, "bad", 2.0).toImage()
    assert image.width() == 32
    found = {image.pixelColor(x, 16).name() for x in range(32) if image.pixelColor(x, 16).alpha() == 255}
    assert context.theme.colour("bad").name() in found


def test_a_button_changes_with_the_theme(context: UiContext, qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    context.icons.put(button, "send", "text")
    before = button.icon().cacheKey()
    context.settings.set(THEME, "dark")
    assert button.icon().cacheKey() != before


def test_every_packed_icon_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "operator_console" / "ui").rglob("*.py"))
    words = set(re.findall(r'"([a-z0-9-]+)"', code))
    packed = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
    assert packed - words == set()

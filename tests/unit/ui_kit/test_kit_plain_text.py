"""Text from outside is shown literally, whatever it holds."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from operator_console.ui.kit.buttons import Chip, link_button
from operator_console.ui.kit.plain_label import PlainLabel, plain_tooltip

NASTY = [
    '<img src="file:///etc/passwd">',
    "<b>bold</b>",
    "&lt;b&gt; &F",
    "a\u202eevil",
    "e" + "\u0301" * 1000,
    "x" * 100_000,
    "line\nbreak",
    "%1 %n",
    "nul\x00",
]


@pytest.mark.parametrize("text", NASTY)
def test_labels_never_interpret(qtbot: QtBot, text: str) -> None:
    label = PlainLabel(text)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert "\u202e" not in label.whole_text
    assert len(label.whole_text) <= 2_000
    assert label.sizeHint().height() < 60


def test_markup_stays_as_it_was_written(qtbot: QtBot) -> None:
    chip = Chip("<b>x</b> & y")
    qtbot.addWidget(chip)
    assert chip.whole_text == "<b>x</b> & y"


@given(st.text(max_size=80))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_tooltip_says_what_it_was_given(qapp: object, text: str) -> None:
    document = QTextDocument()
    document.setHtml(plain_tooltip(text))
    shown = "".join(document.toPlainText().split())
    from operator_console.domain.plain_text import clean_message

    assert shown == "".join(clean_message(text).split())


def test_what_does_not_fit_is_in_the_tooltip(qtbot: QtBot) -> None:
    label = PlainLabel("a fairly long name that cannot fit into so little room")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert "so little room" in label.toolTip()
    label.resize(900, 20)
    qtbot.waitUntil(lambda: label.toolTip() == "")


def test_a_short_text_stands_in_where_the_long_one_does_not_fit(qtbot: QtBot) -> None:
    label = PlainLabel("")
    qtbot.addWidget(label)
    label.setText("Answer within 12 s", "12 s")
    label.resize(400, 20)
    label.show()
    assert label._shown == "Answer within 12 s"
    label.resize(60, 20)
    assert label._shown == "12 s"
    assert (label.text(), label.whole_text) == ("Answer within 12 s", "Answer within 12 s")
    label.setText("Answer within 11 s")
    assert label._shown.endswith("…")


def test_an_ampersand_on_a_button_is_no_shortcut(qtbot: QtBot) -> None:
    button = link_button("Jan & Fien", "link")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Jan & Fien"

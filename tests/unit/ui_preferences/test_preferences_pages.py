"""Choices hold at once; conflicts are said and nothing is lost silently."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QCheckBox, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from operator_console.settings.options import (
    ALERT_SOUND_MESSAGE,
    KNOWLEDGE_SENSE,
    LANGUAGE,
    OWN_WORDS_OFF,
    SHORTCUTS,
    THEME,
)
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.shortcuts import ACTIONS, GROUPS, sequence_of
from operator_console.ui.preferences import PreferencesDialog, ShortcutsDialog
from operator_console.ui.preferences.keys_page import KeyButton, KeysPage
from operator_console.ui.preferences.shortcut_sheet import COLUMNS, sheet_document
from tests.fakes.fake_chats import SITES
from tests.fakes.fake_devices import FakeDevices
from tests.fakes.fake_knowledge import fake_knowledge
from tests.fakes.fake_presence import FakePresence


@pytest.fixture
def dialog(context: UiContext, qtbot: QtBot) -> PreferencesDialog:
    made = PreferencesDialog(context, SITES, FakeDevices(), FakePresence(), fake_knowledge())
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def keys(context: UiContext, dialog: PreferencesDialog) -> KeysPage:
    dialog.show_section(2)
    page = dialog.findChild(KeysPage)
    assert page is not None
    return page


def press(qtbot: QtBot, page: KeysPage, action_id: str, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    button = page._buttons[action_id]
    button.click()
    assert button.capturing
    together = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        together |= modifier
    qtbot.keyClick(button, key, together)


CONTROL = Qt.KeyboardModifier.ControlModifier


def test_theme_and_language_hold_at_once(context: UiContext, dialog: PreferencesDialog) -> None:
    theme = dialog.findChild(QComboBox, "theme")
    language = dialog.findChild(QComboBox, "language")
    assert theme is not None
    assert language is not None
    theme.activated.emit(2)
    assert context.settings.get(THEME) == "dark"
    assert context.theme.dark
    restart = dialog.findChild(QLabel, "restart_needed")
    assert restart is not None
    assert restart.isHidden()
    language.activated.emit(2)
    assert context.settings.get(LANGUAGE) == "nl"
    assert restart.isVisible()


def test_a_box_is_its_option(context: UiContext, dialog: PreferencesDialog) -> None:
    dialog.show_section(1)
    box = dialog.findChild(QAbstractButton, "alert_message")
    assert box is not None
    box.click()
    assert context.settings.get(ALERT_SOUND_MESSAGE) is False


def test_a_new_key(context: UiContext, keys: KeysPage, qtbot: QtBot) -> None:
    press(qtbot, keys, "chats.next_urgent", Qt.Key.Key_U, CONTROL)
    assert context.settings.get(SHORTCUTS) == {"chats.next_urgent": "Ctrl+U"}
    assert keys._buttons["chats.next_urgent"].text() == "Ctrl U"


def test_a_conflict_is_said_and_changes_nothing(context: UiContext, keys: KeysPage, qtbot: QtBot) -> None:
    press(qtbot, keys, "chats.next_urgent", Qt.Key.Key_K, CONTROL)
    assert context.settings.get(SHORTCUTS) == {}
    assert "Search the knowledge base" in keys._message.whole_text


def test_a_key_that_breaks_typing_is_refused(context: UiContext, keys: KeysPage, qtbot: QtBot) -> None:
    press(qtbot, keys, "chats.next_urgent", Qt.Key.Key_E, CONTROL, Qt.KeyboardModifier.AltModifier)
    assert context.settings.get(SHORTCUTS) == {}
    assert "writing" in keys._message.whole_text


def test_backspace_takes_the_key_away_and_escape_leaves_it(context: UiContext, keys: KeysPage, qtbot: QtBot) -> None:
    press(qtbot, keys, "chats.accept", Qt.Key.Key_Backspace)
    assert sequence_of(context.settings, "chats.accept").isEmpty()
    press(qtbot, keys, "chats.next", Qt.Key.Key_Escape)
    assert sequence_of(context.settings, "chats.next") == QKeySequence("Ctrl+Tab")
    assert not keys._buttons["chats.next"].capturing


def test_tab_keys_can_be_bound(context: UiContext, keys: KeysPage, qtbot: QtBot) -> None:
    press(qtbot, keys, "chats.accept", Qt.Key.Key_Backtab, CONTROL, Qt.KeyboardModifier.ShiftModifier)
    assert "Previous chat" in keys._message.whole_text


def test_putting_back_does_not_take_anothers_key(context: UiContext, keys: KeysPage, qtbot: QtBot) -> None:
    press(qtbot, keys, "chats.next_urgent", Qt.Key.Key_U, CONTROL)
    press(qtbot, keys, "chats.accept", Qt.Key.Key_J, CONTROL)
    keys._store("chats.next_urgent", None)
    assert sequence_of(context.settings, "chats.next_urgent") == QKeySequence("Ctrl+U")
    keys._on_reset_all()
    assert context.settings.get(SHORTCUTS) == {}


def test_everything_has_a_name(dialog: PreferencesDialog) -> None:
    for section in (*range(4), 6):
        dialog.show_section(section)
    nameless = [
        widget
        for kind in (QAbstractButton, QComboBox, QAbstractSlider, QLineEdit)
        for widget in dialog.findChildren(kind)
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    assert nameless == []
    assert len(dialog.findChildren(KeyButton)) == len(ACTIONS)


def test_targets_are_shown(dialog: PreferencesDialog) -> None:
    dialog.show_section(3)
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Fietsenwereld" in shown
    assert "30 s" in shown


def test_each_site_can_be_left_out_of_the_mark_for_pasted_text(context: UiContext, dialog: PreferencesDialog) -> None:
    dialog.show_section(5)
    first, second = (dialog.findChild(QCheckBox, f"own_words_{site.id}") for site in SITES)
    assert isinstance(first, QCheckBox)
    assert isinstance(second, QCheckBox)
    assert first.isChecked()
    first.click()
    assert context.settings.get(OWN_WORDS_OFF) == [SITES[0].id]
    second.click()
    first.click()
    assert context.settings.get(OWN_WORDS_OFF) == [SITES[1].id]


def test_the_sheet_is_saved_as_pdf(context: UiContext, qtbot: QtBot, tmp_path: Path) -> None:
    sheet = ShortcutsDialog(context)
    qtbot.addWidget(sheet)
    assert sheet.write_pdf(tmp_path / "keys.pdf")
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(group for column in COLUMNS for group in column) == sorted(GROUPS)
    text = sheet_document(context.settings, "Keys").toPlainText()
    assert all(sequence_of(context.settings, entry.id).toString().split("+")[-1] in text for entry in ACTIONS)
    sheet._save_to(str(tmp_path / "no" / "folder" / "keys.pdf"))
    assert "could not be written" in sheet._saved.whole_text


KNOWLEDGE_SECTION = 6


def knowledge_box(dialog: PreferencesDialog) -> tuple[QCheckBox, PlainLabel]:
    dialog.show_section(KNOWLEDGE_SECTION)
    box, state = dialog.findChild(QCheckBox, "knowledge_sense"), dialog.findChild(PlainLabel, "knowledge_sense_state")
    assert box is not None
    assert state is not None
    return box, state


def test_meaning_is_off_until_it_is_asked_for(context: UiContext, dialog: PreferencesDialog) -> None:
    box, state = knowledge_box(dialog)
    assert not box.isChecked()
    assert not state.whole_text
    box.click()
    assert context.settings.get(KNOWLEDGE_SENSE)
    box.click()
    assert not context.settings.get(KNOWLEDGE_SENSE)


def test_how_far_meaning_is_read_is_said(context: UiContext, qtbot: QtBot) -> None:
    knowledge = fake_knowledge()
    made = PreferencesDialog(context, SITES, FakeDevices(), FakePresence(), knowledge)
    qtbot.addWidget(made)
    knowledge.sense_progress = (12, 40)
    _box, state = knowledge_box(made)
    assert state.whole_text.startswith("12 of 40 articles")
    knowledge.sense_progress = (40, 40)
    qtbot.waitUntil(lambda: state.whole_text == "40 articles are read.")


def test_without_its_model_the_box_says_so(
    context: UiContext, dialog: PreferencesDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    context.settings.set(KNOWLEDGE_SENSE, True)
    monkeypatch.setattr("operator_console.ui.preferences.knowledge_page.is_installed", lambda: False)
    box, state = knowledge_box(dialog)
    assert not box.isEnabled()
    assert not box.isChecked()
    assert "not installed" in state.whole_text

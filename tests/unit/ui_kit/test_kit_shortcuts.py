"""Keys: every one unique, none in the way of writing, the agent's own first."""

import pytest
from PySide6.QtGui import QKeySequence

from operator_console.settings.file import Settings
from operator_console.settings.options import SHORTCUTS
from operator_console.ui.kit.buttons import KeyCap
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.shortcuts import ACTIONS, breaks_typing, conflict_of, key_words, sequence_of


def test_every_default_key_is_unique_and_known() -> None:
    keys = [sequence_of(Settings(None), entry.id).toString() for entry in ACTIONS]
    assert len(set(keys)) == len(keys)
    assert all(keys)
    assert len({entry.id for entry in ACTIONS}) == len(ACTIONS)


def test_no_default_key_breaks_typing() -> None:
    assert [entry.id for entry in ACTIONS if breaks_typing(sequence_of(Settings(None), entry.id))] == []


@pytest.mark.parametrize("key", ["a", "Shift+A", "Alt+F", "Ctrl+Alt+E", "Ctrl+Alt+5", "Space", "Return", "Tab", "é"])
def test_keys_that_break_typing(key: str) -> None:
    assert breaks_typing(QKeySequence(key))


@pytest.mark.parametrize("key", ["Alt+1", "Ctrl+K", "F1", "Ctrl++", "Ctrl+Return", "Esc", "Ctrl+,", ""])
def test_keys_that_do_not(key: str) -> None:
    assert not breaks_typing(QKeySequence(key))


def test_own_keys_come_first_and_conflict() -> None:
    settings = Settings(None)
    settings.set(SHORTCUTS, {"chats.next_urgent": "Ctrl+U", "chats.accept": ""})
    assert sequence_of(settings, "chats.next_urgent").toString() == "Ctrl+U"
    assert sequence_of(settings, "chats.accept").isEmpty()
    assert conflict_of(settings, "knowledge.search", QKeySequence("Ctrl+U")) == "chats.next_urgent"
    assert conflict_of(settings, "knowledge.search", QKeySequence("Ctrl+J")) is None


def test_a_key_is_shown_as_on_the_keyboard(context: UiContext) -> None:
    assert key_words(QKeySequence("Ctrl+K")) == "Ctrl K"
    assert key_words(QKeySequence()) == ""


def test_a_key_cap_follows_the_settings(context: UiContext) -> None:
    cap = KeyCap(context, "knowledge.search")
    assert cap.text() == "Ctrl K"
    context.settings.set(SHORTCUTS, {"knowledge.search": "Ctrl+L"})
    assert cap.text() == "Ctrl L"
    cap.deleteLater()

"""Over the real window with its real screens: every key once, every control named, keys follow the settings."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from operator_console.domain.people import Role
from operator_console.settings.options import SHORTCUTS
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.shortcuts import ACTIONS
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_desk import FakeDesk

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)


@pytest.fixture
async def window(context: UiContext, qtbot: QtBot) -> AsyncIterator[ShellWindow]:
    desk = FakeDesk()
    desk.promote(Role.SUPERVISOR)
    desk.staffing.can_plan = True
    made = ShellWindow(context, desk, demo_shop_url="http://127.0.0.1:1/shop/")
    made.complete()
    qtbot.addWidget(made, before_close_func=lambda window: window.shut_down())
    made.resize(1440, 900)
    made.show()
    yield made
    made.shut_down()
    await context.scope.close()


async def test_every_action_of_the_catalogue_does_something(window: ShellWindow) -> None:
    assert window.registry.bound == tuple(entry.id for entry in ACTIONS)


async def test_every_key_is_used_once(window: ShellWindow) -> None:
    keys = [
        key.toString() for action in window.findChildren(QAction) for key in action.shortcuts() if not key.isEmpty()
    ]
    keys += [shortcut.key().toString() for shortcut in window.findChildren(QShortcut)]
    assert len(keys) >= len(ACTIONS)
    assert [key for key, count in Counter(keys).items() if count > 1] == []


async def test_no_mnemonic_letters(window: ShellWindow) -> None:
    found = [button.text() for button in window.findChildren(QAbstractButton) if not button.shortcut().isEmpty()]
    assert found == []


async def test_keys_follow_the_settings(window: ShellWindow, context: UiContext) -> None:
    context.settings.set(SHORTCUTS, {"chats.next_urgent": "Ctrl+U"})
    assert window.registry.action("chats.next_urgent").shortcut() == QKeySequence("Ctrl+U")


def nameless(root: QWidget) -> list[str]:
    """Return the controls that a screen reader could not name."""
    found = []
    for widget in root.findChildren(QWidget):
        interactive = isinstance(widget, CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not interactive or isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_"):
            continue
        if not widget.isVisibleTo(root):  # without content it has nothing to be named after
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or text):
            found.append(f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parent()).__name__}")
    return found


async def test_every_control_has_a_name(window: ShellWindow) -> None:
    assert nameless(window) == []
    for conversation_id in window._order():
        window.select(conversation_id)
        window.registry.action("conversation.note").trigger()
        await asyncio.sleep(0.02)
        assert nameless(window) == []


async def test_nameless_controls_are_found(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    QLineEdit(root)
    assert nameless(root) == ["QLineEdit '' in QWidget"]


async def test_tab_reaches_every_part_of_the_window(window: ShellWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.setFocus()
    seen: set[QWidget] = set()
    for _ in range(200):
        window.focusNextChild()
        focused = window.focusWidget()
        if focused in seen:
            break
        seen.add(focused)
    screens, side = window._screens, window.complete()
    for part in (screens.chats.widget, screens.conversation.widget, side.visitor.widget, side.knowledge.widget):
        assert any(part.isAncestorOf(widget) for widget in seen), type(part).__name__


@pytest.mark.parametrize("place", ["composer", "search"])
async def test_keys_work_while_the_agent_writes(window: ShellWindow, qtbot: QtBot, place: str) -> None:
    pressed: list[str] = []
    for entry in ACTIONS:
        action = window.registry.action(entry.id)
        action.triggered.disconnect()
        action.triggered.connect(partial(pressed.append, entry.id))
    with qtbot.waitActive(window):
        window.activateWindow()
    focused = window.findChild(QWidget, place)
    assert focused is not None
    focused.setFocus()
    for entry in ACTIONS:
        key = QKeySequence(entry.default_key)
        QTest.keySequence(focused, key)
    assert sorted(set(pressed)) == sorted(entry.id for entry in ACTIONS)
    assert len(pressed) == len(ACTIONS)

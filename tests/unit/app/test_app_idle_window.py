"""Keys and clicks within our own windows: what the window system sent to whichever window has the focus."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from operator_console.app.idle.window import WindowActivity


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    window = QLineEdit()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def _read(activity: WindowActivity) -> tuple[float | None, float | None]:
    return activity.idle_s, activity.keys_idle_s


def _window(widget: QWidget) -> QWindow:
    handle = widget.windowHandle()
    assert handle is not None
    return handle


def test_keys_and_clicks_count_and_a_pointer_that_only_moves_does_not(qapp: QApplication, field: QLineEdit) -> None:
    now = [100.0]
    activity = WindowActivity(qapp, ticks=lambda: now[0])
    assert _read(activity) == (None, None)
    QTest.mouseMove(_window(field), QPoint(9, 9))
    qapp.sendEvent(_window(field), _mouse(QEvent.Type.MouseMove))
    assert activity.idle_s is None
    qapp.sendEvent(_window(field), _mouse(QEvent.Type.MouseButtonPress))
    assert _read(activity) == (0.0, None)
    now[0] += 30
    QTest.keyClick(_window(field), Qt.Key.Key_A)
    assert field.text() == "a"
    assert _read(activity) == (0.0, 0.0)
    now[0] += 5
    assert _read(activity) == (5.0, 5.0)
    activity.close()
    QTest.keyClick(_window(field), Qt.Key.Key_B)
    assert activity.idle_s == 5.0


def test_it_follows_the_focus_also_when_the_window_is_gone(qapp: QApplication, field: QLineEdit, qtbot: QtBot) -> None:
    now = [100.0]
    activity = WindowActivity(qapp, ticks=lambda: now[0])
    other = QLineEdit()
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    QTest.keyClick(_window(other), Qt.Key.Key_A)
    now[0] += 50
    other.close()
    other.deleteLater()
    field.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is _window(field))
    assert activity.idle_s == 50.0
    qapp.sendEvent(_window(field), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"))
    assert activity.idle_s == 0.0
    activity.close()


def _mouse(kind: QEvent.Type) -> QMouseEvent:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    return QMouseEvent(
        kind, QPointF(3, 3), QPointF(3, 3), left, left if kind is not QEvent.Type.MouseMove else none,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip

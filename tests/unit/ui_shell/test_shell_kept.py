"""The status line's words with time, and the list of what is on this computer only."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from operator_console.desk.state import ConnectionPhase, Delivery, ParkReason
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript import TranscriptView
from operator_console.ui.shell import ShellWindow
from operator_console.ui.shell.kept_list import KeptList
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.gallery.placeholder_screens import placeholder_screens


def words(window: ShellWindow) -> str:
    label = window.findChild(PlainLabel, "connection_words")
    assert isinstance(label, PlainLabel)
    return label.whole_text


def button(window: ShellWindow, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_the_words_go_on_with_the_clock_and_stop_when_live(context: UiContext, qtbot: QtBot) -> None:
    desk = FakeDesk()
    window = ShellWindow(context, desk, screens=placeholder_screens())
    qtbot.addWidget(window, before_close_func=lambda window: window.shut_down())
    window.show()
    desk.set_connection(phase=ConnectionPhase.CONNECTING, since=desk.now(), round_trip_ms=None)
    assert words(window) == "Connecting, 0 s"
    desk.advance(3)
    context.ticker.second.emit()
    assert words(window) == "Connecting, 3 s"
    assert not button(window, "try_now").isVisible()
    desk.set_connection(phase=ConnectionPhase.OFFLINE, retry_at=desk.now() + timedelta(seconds=8), waiting_out=2)
    assert words(window).endswith(", 2 messages kept · Trying again in 8 s")
    desk.advance(5)
    context.ticker.second.emit()
    assert words(window).endswith("Trying again in 3 s")
    button(window, "try_now").click()
    assert ("check_connection",) in desk.recorded
    desk.set_connection(phase=ConnectionPhase.CATCHING_UP, since=desk.now(), retry_at=None)
    desk.advance(3)
    context.ticker.second.emit()
    assert words(window) == "Catching up, 3 s"
    desk.set_connection(phase=ConnectionPhase.LIVE, waiting_out=0)
    assert words(window) == "Live"
    assert not button(window, "try_now").isVisible()
    assert not window._status_line._ticking


async def test_what_is_kept_is_listed_and_led_to_by_keys(context: UiContext, qtbot: QtBot) -> None:
    desk = FakeDesk()
    window = ShellWindow(context, desk)
    window.complete()
    qtbot.addWidget(window, before_close_func=lambda window: window.shut_down())
    window.resize(1200, 800)
    window.show()
    key = await desk.send(fake_chats.ANNA, "nog een vraag <b>x</b>")
    desk.deliver(fake_chats.ANNA, key, Delivery.PARKED, ParkReason.TOO_OLD)
    desk.set_connection(waiting_out=1)
    assert window.current != fake_chats.ANNA
    window.registry.action("window.kept").trigger()
    kept = next(w for w in QApplication.topLevelWidgets() if isinstance(w, KeptList) and w.isVisible())
    rows = kept.findChild(QListWidget, "kept_rows")
    assert isinstance(rows, QListWidget)
    assert [rows.item(row).text() for row in range(rows.count())] == [
        "Anna Jansen · Not sent: written more than 10 minutes ago\nnog een vraag <b>x</b>"
    ]
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert window.current == fake_chats.ANNA
    transcript = window.findChild(TranscriptView, "transcript")
    assert isinstance(transcript, TranscriptView)
    assert transcript._focused_spot is not None
    assert transcript._focused_spot[0] == key
    button(window, "outbox_words").click()
    assert any(isinstance(w, KeptList) and w.isVisible() for w in QApplication.topLevelWidgets())

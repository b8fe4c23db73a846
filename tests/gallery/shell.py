"""The whole window of a signed-in agent with made-up chats: usual, narrow, offline and empty."""

import sys
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from operator_console.desk.state import ConnectionPhase, ConnectionRefusal
from operator_console.ui.kit.context import UiContext
from operator_console.ui.shell import ShellWindow
from operator_console.ui.shell.kept_list import KeptList
from operator_console.ui.shell.leaving import Leaving
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.gallery import scenes
from tests.gallery.conversation_states import unsent_messages

SHOP = "http://127.0.0.1:8787/shop/fietsenwereld/"
SIZES = ((1440, 900), (1024, 700))


def usual(context: UiContext) -> QWidget:
    """The mockup."""
    return _complete(ShellWindow(context, FakeDesk(), demo_shop_url=SHOP))


def offline(context: UiContext) -> QWidget:
    """No connection for some time, two messages waiting."""
    desk = FakeDesk()
    since = desk.now() - timedelta(seconds=25)
    desk.set_connection(phase=ConnectionPhase.OFFLINE, since=since, round_trip_ms=None, waiting_out=2)
    desk.set_connection(retry_at=desk.now() + timedelta(seconds=8))
    return _complete(ShellWindow(context, desk))


def kept(context: UiContext) -> QWidget:
    """What is on this computer only."""
    desk = FakeDesk()
    unsent_messages(desk, fake_chats.MARIEKE)
    return KeptList(desk.kept())


def slow(context: UiContext) -> QWidget:
    """Acks are late."""
    desk = FakeDesk()
    desk.set_connection(slow_out=1, waiting_out=1, round_trip_ms=1_240.0)
    return _complete(ShellWindow(context, desk))


def signed_out(context: UiContext) -> QWidget:
    """The server refused the account."""
    desk = FakeDesk()
    desk.set_connection(phase=ConnectionPhase.REFUSED, refusal=ConnectionRefusal.SIGNED_OUT, round_trip_ms=None)
    return _complete(ShellWindow(context, desk))


def empty(context: UiContext) -> QWidget:
    """Nobody is there yet."""
    return _complete(ShellWindow(context, FakeDesk([]), demo_shop_url=SHOP))


def back_again(context: UiContext) -> QWidget:
    """The agent's machine had died: two chats went on without them, one colleague's can be taken over."""
    desk = FakeDesk()
    window = ShellWindow(context, desk)
    desk.lose_owner(fake_chats.YOUSSEF, "Bram Visser", 75)
    desk.chats_went(fake_chats.YOUSSEF, fake_chats.QUEUED)
    return _complete(window)


def newer_server(context: UiContext) -> QWidget:
    """The server refused this version."""
    desk = FakeDesk()
    desk.set_connection(phase=ConnectionPhase.REFUSED, refusal=ConnectionRefusal.VERSION, round_trip_ms=None)
    return _complete(ShellWindow(context, desk))


def quitting(context: UiContext) -> QWidget:
    """Asked before open chats are left."""
    desk = FakeDesk()
    desk.set_connection(waiting_out=2)
    window = QWidget()
    sheet = Leaving(context, desk, window).sheet("Quit Operator Console?", "Just quit", "Hand over and quit")
    sheet.setParent(None)
    return sheet


def first_frame(context: UiContext) -> QWidget:
    """What is painted first: everything but the right column."""
    return ShellWindow(context, FakeDesk(), demo_shop_url=SHOP)


def _complete(window: ShellWindow) -> QWidget:
    window.complete()
    return window


SCENES = (
    scenes.Scene("shell", usual, SIZES),
    scenes.Scene("shell_first_frame", first_frame, SIZES),
    scenes.Scene("shell_smallest", usual, ((920, 480),)),
    scenes.Scene("shell_offline", offline, ((1440, 900), (1024, 700))),
    scenes.Scene("shell_slow", slow, ((1024, 700),)),
    scenes.Scene("shell_kept", kept, ((440, 330),)),
    scenes.Scene("shell_signed_out", signed_out, ((1024, 700),)),
    scenes.Scene("shell_newer_server", newer_server, ((1024, 700),)),
    scenes.Scene("shell_back_again", back_again, SIZES),
    scenes.Scene("shell_quitting", quitting, ((520, 460),)),
    scenes.Scene("shell_empty", empty, ((1440, 900),)),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))

"""The window: wiring of screens, closing, notices, sizes; with screens that record."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QSplitter, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from operator_console.desk.article_seeds import ArticleSeed
from operator_console.desk.events import AlertRaised
from operator_console.desk.state import AlertKind, ConnectionPhase, ConnectionRefusal, ConnectionTrouble
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.domain.people import AgentStatus, Role
from operator_console.settings.options import ALERT_SOUND_MESSAGE, WINDOW_STATE
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.notice import NoticeBar
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.sounds import Sounds
from operator_console.ui.shell import ShellWindow
from operator_console.ui.shell.screens import Screens
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.gallery.placeholder_screens import placeholder_screens


class Stage:
    """A window over a made-up desk."""

    def __init__(self, context: UiContext, qtbot: QtBot, desk: FakeDesk) -> None:
        self.desk = desk
        self.context = context
        self.screens: Any = placeholder_screens()
        screens: Screens = self.screens
        self.window = ShellWindow(context, desk, screens=screens, demo_shop_url="http://127.0.0.1:1/shop/")
        qtbot.addWidget(self.window, before_close_func=lambda window: window.shut_down())
        self.window.resize(1200, 800)
        self.side: Any = self.window.complete()
        self.window.show()

    def asked(self, screen: str, name: str) -> list[tuple[Any, ...]]:
        part = self.side if screen in {"visitor", "knowledge"} else self.screens
        return [call[1:] for call in getattr(part, screen).asked if call[0] == name]

    def notices(self) -> list[str]:
        bar = self.window.findChild(NoticeBar)
        assert bar is not None
        return [notice.text for notice in bar.notices]


@pytest.fixture
def stage(context: UiContext, qtbot: QtBot) -> Stage:
    return Stage(context, qtbot, FakeDesk())


async def rest() -> None:
    for _ in range(4):
        await asyncio.sleep(0)


def sheet_of(window: QWidget) -> SheetDialog:
    sheet = window.findChild(SheetDialog)
    assert sheet is not None
    return sheet


def press(window: QWidget, name: str) -> None:
    button = window.findChild(QPushButton, name) or window.findChild(QToolButton, name)
    assert button is not None, name
    button.click()


def test_opens_the_most_urgent_chat_without_the_agents_key(stage: Stage) -> None:
    first = stage.desk.next_urgent(None)
    assert stage.window.current == first
    assert stage.asked("conversation", "show_conversation")[-1] == (first, False)
    assert stage.asked("visitor", "show_conversation")[-1] == (first,)
    assert stage.asked("knowledge", "show_conversation")[-1] == (first,)


def test_says_how_many_wait(stage: Stage, qtbot: QtBot) -> None:
    assert stage.window.windowTitle() == "3 waiting · Operator Console"
    navigation = stage.window._navigation._chats
    assert navigation.accessibleName() == "Chats, 3 waiting for your answer"
    for row in stage.desk.rail().your_turn:
        stage.desk.close_chat(row.conversation.id)
    qtbot.waitUntil(lambda: stage.window.windowTitle() == "Operator Console")


def test_walks_through_the_chats_in_the_rails_order(stage: Stage) -> None:
    order = stage.window._order()
    assert len(order) == 4
    seen = []
    for _ in order:
        seen.append(stage.window.current)
        stage.window.registry.action("chats.next").trigger()
    assert seen == order
    assert stage.window.current == order[0]
    stage.window.registry.action("chats.previous").trigger()
    assert stage.window.current == order[-1]
    assert stage.asked("conversation", "show_conversation")[-1] == (order[-1], True)


def test_an_ended_chat_makes_room_for_the_next(stage: Stage) -> None:
    ended = stage.window.current
    assert ended is not None
    stage.desk.close_chat(ended)
    stage.screens.conversation.conversation_closed.emit(ended)
    assert stage.window.current not in {None, ended}
    for row in (*stage.desk.rail().your_turn, *stage.desk.rail().waiting_for_visitor):
        stage.desk.close_chat(row.conversation.id)
    stage.screens.conversation.conversation_closed.emit(stage.window.current)
    assert stage.window.current is None


def test_accepts_the_oldest_of_the_queue(stage: Stage) -> None:
    oldest = stage.desk.rail().queue[0].conversation.id
    stage.window.registry.action("chats.accept").trigger()
    assert stage.asked("chats", "accept") == [(oldest,)]
    for row in stage.desk.rail().queue:
        stage.desk.drop(row.conversation.id)
    stage.window.registry.action("chats.accept").trigger()
    assert stage.notices() == ["Nobody is waiting in the queue."]


def test_inserted_text_goes_to_the_composer(stage: Stage) -> None:
    stage.side.knowledge.insert_requested.emit("Binnen 30 dagen")
    assert stage.asked("conversation", "insert_piece") == [("Binnen 30 dagen",)]
    assert stage.asked("conversation", "focus_composer")


def test_an_article_opens_in_the_sites_language(stage: Stage) -> None:
    stage.screens.conversation.article_requested.emit("fietsenwereld", "retour-winkel")
    assert stage.asked("knowledge", "show_article") == [("fietsenwereld", "retour-winkel", "nl")]


def test_searching_opens_the_right_column(stage: Stage) -> None:
    stage.window.registry.action("window.side_column").trigger()
    side = stage.window.findChild(QSplitter, "side_column")
    assert side is not None
    assert side.isHidden()
    stage.window.registry.action("knowledge.search").trigger()
    assert not side.isHidden()
    assert stage.asked("knowledge", "focus_search")


async def test_the_status_is_a_wish(stage: Stage) -> None:
    stage.window._navigation.status_chosen.emit(AgentStatus.BREAK)
    await rest()
    assert stage.desk.me.status is AgentStatus.BREAK
    assert "On a break" in stage.window._navigation._own.accessibleName()


async def test_a_wish_that_failed_is_said(stage: Stage) -> None:
    stage.desk.refuse_wishes = True
    stage.window._navigation.status_chosen.emit(AgentStatus.BREAK)
    await rest()
    assert stage.notices() == ["The server cannot store anything now. Try again in a minute."]


def test_the_clock_can_be_asked_for(stage: Stage) -> None:
    stage.window.registry.action("conversation.say_clock").trigger()
    assert len(stage.notices()) == 1
    assert "too late" in stage.notices()[0]


def test_offline_is_said_after_ten_seconds(stage: Stage) -> None:
    desk = stage.desk
    desk.set_connection(phase=ConnectionPhase.OFFLINE, since=desk.now(), round_trip_ms=None)
    assert stage.notices() == []
    assert stage.window._offline.isActive()
    desk.set_connection(since=desk.now() - timedelta(seconds=11), waiting_out=2)
    assert stage.notices() == ["Offline: your messages are kept and sent later"]
    assert stage.window._status_line._outbox.text() == "2 messages in the outbox"
    desk.set_connection(phase=ConnectionPhase.LIVE, round_trip_ms=12.0, waiting_out=0)
    assert stage.notices() == []
    assert stage.window._status_line._connection.text() == "Live · 12 ms"


def test_signed_out_offers_to_sign_in(stage: Stage, qtbot: QtBot) -> None:
    stage.desk.set_connection(phase=ConnectionPhase.REFUSED, refusal=ConnectionRefusal.SIGNED_OUT)
    with qtbot.waitSignal(stage.window.sign_in_requested):
        press(stage.window, "notice_action")
    with qtbot.waitSignal(stage.window.sign_in_requested):
        press(stage.window, "sign_in_again")


async def test_closing_with_open_chats_asks_first(stage: Stage) -> None:
    closed: list[bool] = []
    stage.window.closed.connect(lambda: closed.append(True))
    stage.window.close()
    await rest()
    sheet = sheet_of(stage.window)
    assert any(label.whole_text.startswith("4 chats are still open") for label in sheet.findChildren(PlainLabel))
    press(sheet, "no")
    await rest()
    assert stage.window.isVisible()
    assert closed == []
    stage.window.close()
    await rest()
    press(sheet_of(stage.window), "yes")
    await rest()
    assert not stage.window.isVisible()
    assert closed == [True]
    assert ("close",) in stage.screens.chats.asked


async def test_handing_over_gives_the_chats_back_before_the_window_closes(stage: Stage) -> None:
    closed: list[bool] = []
    stage.window.closed.connect(lambda: closed.append(True))
    stage.desk.refuse_wishes = True
    stage.window.close()
    await rest()
    press(sheet_of(stage.window), "hand_over")
    await rest()
    assert closed == []  # it did not work: the agent stays and is told
    assert any("could not be handed over" in words for words in stage.notices())
    stage.desk.refuse_wishes = False
    stage.window.close()
    await rest()
    press(sheet_of(stage.window), "hand_over")
    await rest()
    assert closed == [True]
    assert ("release", None) in stage.desk.recorded
    assert not stage.desk.rail().your_turn


async def test_what_stands_between_is_said_in_the_window(stage: Stage) -> None:
    stage.desk.set_connection(
        phase=ConnectionPhase.REFUSED,
        refusal=ConnectionRefusal.CERTIFICATE,
        trouble=ConnectionTrouble.EXPIRED,
    )
    shown = stage.window._status_line._connection
    assert shown.text().startswith("The server's certificate has expired")
    assert shown.accessibleName() == shown.text()
    least = stage.window.minimumSizeHint().width()
    stage.desk.set_connection(phase=ConnectionPhase.OFFLINE, refusal=None, trouble=ConnectionTrouble.PORTAL)
    assert stage.window.minimumSizeHint().width() == least
    assert "sign in" in shown.toolTip()


async def test_without_a_connection_nothing_can_be_handed_over(stage: Stage) -> None:
    stage.desk.set_connection(phase=ConnectionPhase.OFFLINE)
    stage.window.close()
    await rest()
    sheet = sheet_of(stage.window)
    assert sheet.findChild(QPushButton, "hand_over") is None
    press(sheet, "no")
    await rest()


def test_what_went_meanwhile_is_told(stage: Stage) -> None:
    stage.desk.lose_owner(fake_chats.ANNA, "Bram <b>Visser", 75)
    stage.desk.chats_went(fake_chats.ANNA)
    assert stage.notices() == ["The chat with Anna Jansen is with Bram <b>Visser now: you were away."]
    stage.desk.chats_went(fake_chats.ANNA, fake_chats.QUEUED)
    assert "2 chats are no longer with you" in stage.notices()[0]


def test_a_refused_version_says_to_update_and_offers_no_sign_in(stage: Stage) -> None:
    stage.desk.set_connection(phase=ConnectionPhase.REFUSED, refusal=ConnectionRefusal.VERSION)
    assert "Please update" in stage.notices()[0]
    assert not stage.window._status_line._sign_in.isVisibleTo(stage.window)
    assert stage.window.findChild(QPushButton, "notice_action") is None


async def test_changing_account_with_open_chats_asks_first(stage: Stage) -> None:
    asked: list[bool] = []
    stage.window.sign_in_requested.connect(lambda: asked.append(True))
    stage.window.registry.action("window.account").trigger()
    await rest()
    press(sheet_of(stage.window), "no")
    await rest()
    assert asked == []
    stage.window.registry.action("window.account").trigger()
    await rest()
    press(sheet_of(stage.window), "yes")
    await rest()
    assert asked == [True]


async def test_closing_with_unsent_messages_asks_first(context: UiContext, qtbot: QtBot) -> None:
    desk = FakeDesk([])
    made = Stage(context, qtbot, desk)
    desk.set_connection(waiting_out=1)
    made.window.close()
    await rest()
    assert made.window.isVisible()
    press(sheet_of(made.window), "yes")
    await rest()
    assert not made.window.isVisible()


def test_closing_with_nothing_open_just_closes(context: UiContext, qtbot: QtBot) -> None:
    made = Stage(context, qtbot, FakeDesk([]))
    with qtbot.waitSignal(made.window.closed):
        made.window.close()


def test_sizes_are_remembered(context: UiContext, qtbot: QtBot) -> None:
    made = Stage(context, qtbot, FakeDesk([]))
    made.window.resize(1300, 760)
    made.window._places.columns.setSizes([260, 640, 340])
    made.window._places._on_moved()
    made.window.registry.action("window.side_column").trigger()
    made.window.registry.action("window.side_column").trigger()
    sizes = made.window._places.columns.sizes()
    made.window.close()
    assert context.settings.get(WINDOW_STATE)["columns"] == sizes
    again = Stage(context, qtbot, FakeDesk([]))
    again.window.resize(1300, 760)
    assert again.window._places.columns.sizes() == sizes
    again.window.close()


@pytest.mark.parametrize("state", [{"geometry": "x!", "columns": "no"}, {"columns": [1, -2, True]}, {"side": [1]}])
def test_a_strange_settings_file_is_no_trouble(context: UiContext, qtbot: QtBot, state: dict[str, Any]) -> None:
    context.settings.set(WINDOW_STATE, state)
    made = Stage(context, qtbot, FakeDesk([]))
    assert made.window._places.side_shown
    made.window.close()


@pytest.mark.parametrize("size", [(920, 480), (1024, 700), (1440, 900)])
def test_every_column_has_room(stage: Stage, qtbot: QtBot, size: tuple[int, int]) -> None:
    stage.window.resize(*size)
    qtbot.waitUntil(lambda: stage.window.width() == size[0])
    rail, middle, side = stage.window._places.columns.sizes()
    assert rail >= 220
    assert middle >= 380
    assert side >= 260
    assert size[0] < 1440 or (rail, side) == (292, 356), "the conversation has all that is left"


def test_a_message_in_the_chat_on_screen_makes_no_sound(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[str] = []
    alerted: list[object] = []
    monkeypatch.setattr(Sounds, "play", lambda _self, sound, _louder: played.append(sound))
    monkeypatch.setattr(QApplication, "alert", lambda window, *_: alerted.append(window))
    current = stage.window.current
    assert current is not None
    active = [True]
    monkeypatch.setattr(stage.window, "isActiveWindow", lambda: active[0])

    def alert(kind: AlertKind, conversation_id: ConversationId) -> None:
        stage.desk.hub.publish(AlertRaised(kind=kind, conversation_id=conversation_id))

    alert(AlertKind.MESSAGE, current)
    assert played == []
    alert(AlertKind.MESSAGE, fake_chats.MARIEKE)
    alert(AlertKind.DEADLINE, current)
    assert played == ["message", "deadline"]
    assert alerted == []
    active[0] = False
    alert(AlertKind.MESSAGE, current)
    assert alerted == [stage.window]
    stage.context.settings.set(ALERT_SOUND_MESSAGE, False)
    alert(AlertKind.MESSAGE, current)
    assert played == ["message", "deadline", "message"]


async def test_sheets_open_once_and_go(stage: Stage) -> None:
    for action in ("window.preferences", "window.shortcuts"):
        stage.window.registry.action(action).trigger()
        stage.window.registry.action(action).trigger()
        await rest()
        assert len(stage.window.findChildren(SheetDialog)) == 1
        sheet_of(stage.window).finish(None)
        await rest()
        assert stage.window.findChildren(SheetDialog) == []


def test_the_demo_shop_is_shown(stage: Stage) -> None:
    button = stage.window.findChild(QPushButton, "open_demo_shop")
    assert button is not None
    assert button.accessibleName() == "Open the demo shop in the browser"


def test_keys_of_the_window_reach_the_screens(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitActive(stage.window):
        stage.window.activateWindow()
    for key, screen, name in (
        (Qt.Key.Key_J, "chats", "next_urgent"),
        (Qt.Key.Key_W, "conversation", "wrap_up"),
        (Qt.Key.Key_3, "chats", "select_number"),
    ):
        qtbot.keyClick(stage.window, key, Qt.KeyboardModifier.ControlModifier)
        assert stage.asked(screen, name), name
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    before = stage.window.current
    qtbot.keyClick(stage.window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert stage.window.current != before
    qtbot.keyClick(stage.window, Qt.Key.Key_Backtab, both)
    assert stage.window.current == before


def test_the_right_column_comes_after_the_first_frame_or_when_it_is_needed(context: UiContext, qtbot: QtBot) -> None:
    window = ShellWindow(context, FakeDesk())
    qtbot.addWidget(window, before_close_func=lambda shown: shown.shut_down())
    window.resize(1440, 900)
    window.show()
    assert window.findChild(QWidget, "search") is None
    window.registry.action("knowledge.search").trigger()
    search = window.findChild(QWidget, "search")
    assert search is not None
    qtbot.waitUntil(search.isVisible)
    assert window.complete() is window.complete()


# ------------------------------------------------------------------------------------------- the articles' page


def test_the_articles_cover_the_chats_and_the_clock_stays_in_sight(stage: Stage) -> None:
    window, desk = stage.window, stage.desk
    assert not stage.screens.pages  # built when they are wanted
    before = window.current
    window.registry.action("articles.open").trigger()
    assert ("show",) in stage.screens.pages["articles"].asked
    assert desk.on_screen is None  # what nobody sees is not read
    clock = window.findChild(QWidget, "urgent_clock")
    assert clock is not None
    assert clock.isVisible()
    assert "Youssef" in clock.accessibleName()
    assert not window.registry.action("conversation.holding_line").isEnabled()
    assert not window.registry.action("conversation.wrap_up").isEnabled()
    window.registry.action("conversation.composer").trigger()
    assert stage.screens.pages["articles"].asked[-1] == ("back",)
    stage.screens.pages["articles"].leave_requested.emit()
    assert not clock.isVisible()
    assert window.registry.action("conversation.wrap_up").isEnabled()
    assert stage.asked("conversation", "show_conversation")[-1] == (before, True)


def test_the_next_urgent_chat_takes_the_place_of_the_articles(stage: Stage) -> None:
    window = stage.window
    window.registry.action("articles.open").trigger()
    shown = len(stage.asked("conversation", "show_conversation"))
    stage.screens.chats.chat_selected.emit(fake_chats.MARIEKE, False)  # not by the agent: they write on
    assert len(stage.asked("conversation", "show_conversation")) == shown
    stage.screens.chats.chat_selected.emit(fake_chats.YOUSSEF, True)
    assert stage.asked("conversation", "show_conversation")[-1] == (fake_chats.YOUSSEF, True)
    assert ("hide",) in stage.screens.pages["articles"].asked


def test_notices_are_seen_above_the_articles(stage: Stage) -> None:
    stage.window.registry.action("articles.open").trigger()
    stage.context.notices.warning("Look at this")
    bar = stage.window.findChild(NoticeBar)
    assert bar is not None
    assert bar.isVisible()
    stage.window._navigation._chats.click()
    assert bar.isVisible()


def test_an_answer_becomes_an_article(stage: Stage) -> None:
    seed = ArticleSeed(site_id=SiteId("fietsenwereld"), language="nl", title="T", body="B", question="Q")
    stage.screens.conversation.draft_requested.emit(seed)
    assert stage.screens.pages["articles"].asked[-1] == ("open_new", "fietsenwereld", "nl", "T", "B", "Q")


def test_one_page_takes_the_place_of_another(stage: Stage) -> None:
    window, pages = stage.window, stage.screens.pages
    names = [name for name in ("articles", "team", "archive", "reports", "staffing", "setup") if _may(window, name)]
    assert len(names) > 1
    for name in [*names, names[0]]:
        window.registry.action(f"{name}.open").trigger()
        assert [each for each, page in pages.items() if page.widget.isVisible()] == [name]


def test_a_page_comes_and_goes_with_the_right_to_see_it(stage: Stage, qtbot: QtBot) -> None:
    window, desk = stage.window, stage.desk
    before = window.registry.bound
    desk.take_role(Role.SUPERVISOR)
    assert set(window.registry.bound) - set(before) >= {"team.open", "team.wall_mode"}
    qtbot.waitUntil(lambda: _button(window, "team") is not None and _button(window, "team").isVisible())
    places = [button.y() for button in (_button(window, name) for name in ("chats", "team", "archive", "preferences"))]
    assert places == sorted(set(places))
    window.registry.action("team.open").trigger()
    assert stage.screens.pages["team"].widget.isVisible()
    desk.take_role(Role.AGENT)
    assert window.registry.bound == before
    assert not stage.screens.pages["team"].widget.isVisible(), "it is not left on screen"
    qtbot.waitUntil(lambda: _button(window, "team") is None)
    desk.take_role(Role.SUPERVISOR)
    window.registry.action("team.open").trigger()
    assert stage.screens.pages["team"].widget.isVisible()


def _button(window: ShellWindow, name: str) -> Any:  # noqa: ANN401 - a private class of the column, or None
    return window.findChild(QWidget, f"navigate_{name}")


def _may(window: ShellWindow, name: str) -> bool:
    return f"{name}.open" in window.registry.bound

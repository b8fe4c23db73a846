"""The wall over made-up chats: order, stillness, filters, looking along, whispering, limits, the big screen, keys."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from functools import wraps
from typing import Any

from msgspec import structs
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QMenu, QPushButton, QWidget

from operator_console.backends import base
from operator_console.desk.events import WatchedChanged
from operator_console.desk.team import Watched
from operator_console.domain.conversations import AuthorKind, Conversation, ConversationState
from operator_console.domain.ids import AgentId, ConversationId
from operator_console.domain.people import AgentStatus
from operator_console.domain.response_clock import ResponseClock
from operator_console.protocol.frames import Refusal
from operator_console.ui.team import TeamScreen
from operator_console.ui.team.rows import due_key
from tests.fakes.fake_chats import MARIEKE
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_team import FakeTeam, lead
from tests.fakes.screen_stage import Stage


def on_stage(script: Callable[[Stage], Coroutine[Any, Any, None]]) -> Callable[[Stage], None]:
    """Return a test that runs a script on the stage's own loop."""

    @wraps(script)
    def test(stage: Stage) -> None:
        stage.run(script(stage))

    return test


class Held:
    """The page on a stage."""

    def __init__(self, stage: Stage, chats: int = 14, agents: int = 8) -> None:
        self.stage = stage
        self.desk = lead(FakeDesk(), chats, agents)
        self.screen = TeamScreen(stage.context, self.desk)
        stage.at_end(self.screen.close)

    @property
    def team(self) -> FakeTeam:
        return self.desk.team

    @property
    def keys(self) -> list[str]:
        return [row.key for row in self.screen.chats.rows]

    async def shown(self) -> "Held":
        await self.stage.show(self.screen.widget, 1300, 800)
        self.screen.show()
        await self.stage.rest()
        return self

    async def tell(self, *chats: Conversation, **changes: object) -> None:
        self.team.tell(chats=chats, **changes)
        await self.stage.rest()

    def chat(self, key: str) -> Conversation:
        return next(chat for name, chat in self.team.chats.items() if name == key)

    def label(self, name: str) -> str:
        found = self.screen.widget.findChild(QLabel, name)
        assert found is not None
        return str(found.whole_text)  # type: ignore[attr-defined]  # a PlainLabel

    def requests(self, kind: type[base.Request]) -> list[base.Request]:
        return [request for request in self.team.backend.requests if isinstance(request, kind)]


def _calm(chat: Conversation, **changes: object) -> Conversation:
    return structs.replace(chat, version=chat.version + 1, **changes)


@on_stage
async def test_hands_and_overdue_stand_first_and_a_change_moves_one_row(stage: Stage) -> None:
    held = await Held(stage).shown()
    now = held.desk.now()
    assert held.keys == sorted(held.keys, key=lambda key: due_key(held.chat(key), now))
    assert held.chat(held.keys[0]).hand_raised_at is not None
    late = [held.chat(key).clock.left_s(now) for key in held.keys[1:] if held.chat(key).clock.running]
    assert late == sorted(late)
    moves: list[int] = []
    held.screen.chats.rowsMoved.connect(lambda *_args: moves.append(1))
    last = held.chat(held.keys[-1])
    waits = ResponseClock(started_at=now - timedelta(seconds=200))
    await held.tell(_calm(last, clock=waits, last_author=AuthorKind.VISITOR))
    assert held.keys[1] == last.id
    assert len(moves) == 1


@on_stage
async def test_rows_stand_still_under_the_pointer_and_move_when_it_is_gone(stage: Stage) -> None:
    held = await Held(stage).shown()
    before = held.keys
    held.screen.view.chats.pointed.emit(True)
    last = held.chat(before[-1])
    await held.tell(_calm(last, hand_raised_at=held.desk.now()), gone=(held.chat(before[3]).id,))
    assert held.keys == before  # one is late and one is gone: nothing moves under the pointer
    held.screen.view.chats.pointed.emit(False)
    await stage.until(lambda: held.keys != before)
    assert last.id in held.keys[:2]
    assert before[3] not in held.keys


@on_stage
async def test_filters_cut_the_list_down(stage: Stage) -> None:
    held = await Held(stage).shown()
    view = held.screen.view
    everything = len(held.keys)
    boxes = {name: view.findChild(QComboBox, name) for name in ("wall_site", "wall_agent")}
    site, agent = boxes["wall_site"], boxes["wall_agent"]
    assert site is not None
    assert agent is not None
    site.setCurrentIndex(1)
    await stage.until(lambda: 0 < len(held.keys) < everything)
    assert {held.chat(key).site_id for key in held.keys} == {site.currentData()}
    site.setCurrentIndex(0)
    agent.setCurrentIndex(agent.findData("ag_1"))
    await stage.until(lambda: {held.chat(key).agent_id for key in held.keys} == {"ag_1"})
    agent.setCurrentIndex(0)
    late = view.findChild(QCheckBox, "wall_late")
    assert late is not None
    late.click()
    now = held.desk.now()

    def is_late(key: str) -> bool:
        chat = held.chat(key)
        return chat.hand_raised_at is not None or chat.clock.left_s(now) <= 0

    await stage.until(lambda: 0 < len(held.keys) < everything and all(map(is_late, held.keys)))


@on_stage
async def test_looking_along_by_keyboard_shows_both_sides_and_who_looks(stage: Stage) -> None:
    held = await Held(stage).shown()
    view = held.screen.view
    view.chats.setFocus()
    view.chats.setCurrentIndex(held.screen.chats.index_of("cv_wall_2"))
    QTest.keyClick(view.chats, Qt.Key.Key_Return)
    await stage.until(lambda: view.look.shows_chat)
    assert held.label("look_title") == "Visitor 4802"
    assert "You and Bram look along" in held.label("look_watchers")
    assert len(view.look.transcript.row_keys()) >= 6
    held.team.take(base.ColleagueTyped(conversation_id=_watched(held), agent_id=AgentId("ag_2"), active=True))
    await stage.until(lambda: held.label("look_typing") == "Carla types…")
    held.screen.back()
    await stage.rest()
    assert held.team.watched is None
    assert not view.look.shows_chat
    left: list[bool] = []
    held.screen.leave_requested.connect(lambda: left.append(True))
    held.screen.back()
    assert left == [True]


def _watched(held: Held) -> ConversationId:
    assert held.team.watched is not None
    return held.team.watched.conversation_id


@on_stage
async def test_a_whisper_stays_in_its_field_until_the_server_has_it(stage: Stage) -> None:
    held = await Held(stage).shown()
    held.screen.view.chats.chosen.emit("cv_wall_2")
    field = held.screen.view.look.whisper
    field.setFocus()
    QTest.keyClicks(field, "Offer the newer one")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await stage.until(lambda: held.team.backend.sent)
    sent = held.team.backend.sent[0]
    assert (sent.text, sent.whisper, sent.kind.value) == ("Offer the newer one", True, "note")
    assert field.text() == "Offer the newer one"
    held.team.take(base.MessageRefused(sent.client_id, Refusal.UNAVAILABLE))
    await stage.rest()
    assert field.text() == "Offer the newer one"
    QTest.keyClick(field, Qt.Key.Key_Return)
    await stage.until(lambda: len(held.team.backend.sent) == 2)
    again = held.team.backend.sent[1]
    assert again.client_id == sent.client_id  # so that it stands there once, whatever became of the first
    stored = {"conversation_id": again.conversation_id, "message_id": "ms_1", "pos": 9, "at": held.desk.now()}
    held.team.take(base.MessageStored(client_id=again.client_id, **stored))  # type: ignore[arg-type]  # as given
    await stage.until(lambda: not field.text())


@on_stage
async def test_join_take_over_and_give_are_asked_for_and_offered_only_when_they_can_be(stage: Stage) -> None:
    held = await Held(stage).shown()
    view, look = held.screen.view, held.screen.view.look
    view.chats.chosen.emit("cv_wall_2")
    look.join.click()
    await stage.until(lambda: held.requests(base.WriteAlong))
    look.give.click()
    menu = look.findChild(QMenu, "give_menu")
    assert menu is not None
    names = [action.text() for action in menu.actions()]
    assert names
    assert not any("Carla" in name for name in names)  # it is hers
    menu.actions()[0].trigger()
    menu.close()
    await stage.until(lambda: held.requests(base.GiveChat))
    look.take.click()
    await stage.until(lambda: len(held.requests(base.GiveChat)) == 2)
    assert held.team.watched is None
    queued = next(key for key in held.keys if held.chat(key).state is ConversationState.QUEUED)
    view.chats.chosen.emit(queued)
    await stage.until(lambda: look.shows_chat)
    assert not look.join.isEnabled()  # nobody to write beside
    assert look.take.isEnabled()


@on_stage
async def test_a_limit_is_changed_by_keys_and_a_status_by_the_menu(stage: Stage) -> None:
    held = await Held(stage).shown()
    view = held.screen.view
    view.agents.setFocus()
    view.agents.setCurrentIndex(held.screen.agents.index_of("ag_1"))
    QTest.keyClick(view.agents, Qt.Key.Key_Plus)
    await stage.until(lambda: held.requests(base.ChangeColleague))
    assert held.requests(base.ChangeColleague) == [base.ChangeColleague(agent_id=AgentId("ag_1"), capacity=5)]
    view.status_requested.emit(AgentStatus.BREAK)
    await stage.until(lambda: len(held.requests(base.ChangeColleague)) == 2)
    less = view.findChild(QPushButton, "limit_less")
    assert less is not None
    assert less.accessibleName() == "One chat less"
    held.team.take(base.LinkChanged(word=base.LinkWord.OFFLINE))
    await stage.until(lambda: not less.isEnabled())
    assert "As of" in held.label("wall_note")


@on_stage
async def test_the_big_screen_shows_the_same_and_escape_leaves_it(stage: Stage) -> None:
    held = await Held(stage).shown()
    held.screen.wall_mode()
    wall = held.screen.wall
    assert wall is not None
    await stage.until(wall.isVisible)
    held.screen.hide()
    assert held.team.chats  # the page is gone, the big screen goes on
    QTest.keyClick(wall, Qt.Key.Key_Escape)
    await stage.until(lambda: held.screen.wall is None)
    assert not held.team.chats


@on_stage
async def test_a_wall_that_is_refused_says_so_and_asks_again(stage: Stage) -> None:
    held = Held(stage)
    held.team.refused = Refusal.NOT_FOUND
    await held.shown()
    state = held.screen.view.state
    assert state.isVisible()
    held.team.refused = None
    button = state.findChild(QPushButton, "state_action")
    assert button is not None
    button.click()
    await stage.until(lambda: len(held.keys) == 14)


@on_stage
async def test_an_own_chat_is_opened_instead_of_looked_along_in(stage: Stage) -> None:
    held = await Held(stage).shown()
    mine = ConversationId(MARIEKE)
    shown: list[str] = []
    held.screen.chat_requested.connect(shown.append)
    held.team._watched = Watched(conversation_id=mine, refusal=Refusal.CONFLICT)
    held.desk.hub.publish(WatchedChanged())
    await stage.rest()
    button = held.screen.view.look.state.findChild(QPushButton, "state_action")
    assert button is not None
    button.click()
    assert shown == [mine]


@on_stage
async def test_rows_stand_and_are_painted_where_the_model_has_them_whatever_came_went_or_moved(stage: Stage) -> None:
    held = await Held(stage, chats=40).shown()
    chats, now = held.screen.view.chats, held.desk.now()
    waits = ResponseClock(started_at=now - timedelta(seconds=300))

    def stands_right() -> bool:
        height = chats.visualRect(held.screen.chats.index(0, 0)).height()
        places = [chats.indexAt(QPoint(20, at * height + 5)).row() for at in range(6)]
        return height > 0 and places == list(range(6))

    assert stands_right()
    await held.tell(_calm(held.chat(held.keys[-1]), clock=waits))  # one moves to the top
    assert stands_right()
    new = structs.replace(held.chat(held.keys[-1]), id=ConversationId("cv_new"), clock=waits)
    await held.tell(new, gone=(held.chat(held.keys[3]).id,))  # one comes and one goes: as many as before
    assert "cv_new" in held.keys
    assert stands_right()
    held.screen.tick()
    await stage.rest()
    paints = _Paints(chats.viewport())
    await held.tell(_calm(held.chat(held.keys[2]), last_text="Nog iets"))
    await stage.until(lambda: paints.rects)
    row = chats.visualRect(held.screen.chats.index(2, 0))
    assert all(rect == row for rect in paints.rects)  # that row, and no other


@on_stage
async def test_a_second_reports_only_rows_that_read_differently(stage: Stage) -> None:
    held = await Held(stage).shown()
    now, model = held.desk.now(), held.screen.chats
    long_late, late = (held.chat(key) for key in held.keys[-2:])
    earlier = now - timedelta(seconds=930)
    await held.tell(
        _calm(long_late, started_at=earlier, clock=ResponseClock(started_at=now - timedelta(seconds=310))),
        _calm(late, started_at=earlier, clock=ResponseClock(started_at=now - timedelta(seconds=60))),
    )
    held.screen.tick()
    told: list[int] = []
    model.dataChanged.connect(lambda top, *_args: told.append(top.row()))
    held.desk.advance(1)
    held.screen.tick()
    assert model.index_of(late.id).row() in told  # from +30 to +31
    assert model.index_of(long_late.id).row() not in told  # +4m, for a minute
    held.desk.advance(60)
    held.screen.tick()
    assert model.index_of(long_late.id).row() in told


class _Paints(QObject):
    """Puts down which parts of a widget are painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.rects: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.rects.append(event.rect())
        return False

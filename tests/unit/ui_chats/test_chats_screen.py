"""The rail in a real window: order, stillness, accepting, keys and pointer, little repainting, hostile text."""

from collections.abc import Iterable
from typing import cast

import pytest
from msgspec import structs
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QCursor, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from shiboken6 import delete

from operator_console.desk.events import OwnWordsChanged
from operator_console.domain.conversations import TodayFigures
from operator_console.domain.people import AgentStatus
from operator_console.settings.options import SHORTCUTS
from operator_console.ui.chats import ChatsScreen
from operator_console.ui.chats.rows import Group, header_key
from operator_console.ui.kit.stillness import AFTER_KEY_S, AFTER_POINTER_S, Stillness
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage

HOSTILE = (
    '<img src="file:///etc/passwd"><b>x</b>',
    "<style>*{font-size:200000px}</style>",
    "&File &amp; %1 %n %2",
    "\u202egnirts desrever\u202c \u2066x",
    "x" * 10_000,
    "😕" * 10_000,
    "a" + "\u0301" * 1_000,
    "line\nline\r\nline\x00\x07",
    "שלום עולם",
)


class Rail:
    """A rail in a window, what it signalled, and a clock for its stillness."""

    def __init__(self, stage: Stage, desk: FakeDesk) -> None:
        self.stage = stage
        self.desk = desk
        self.screen = ChatsScreen(stage.context, desk)
        stage.at_end(self.screen.close)
        self.view = self.screen.view
        self.list = self.view.list
        self.selected: list[tuple[str, bool]] = []
        self.screen.chat_selected.connect(lambda key, by_agent: self.selected.append((key, by_agent)))
        self.seconds = 100.0
        self.screen.stillness._clock = lambda: self.seconds

    async def shown(self) -> "Rail":
        await self.stage.show(self.view, 292, 842)
        self.screen.stillness._inside = False
        return self

    def order(self) -> list[str]:
        return [row.key for row in self.screen.model.rows if row.chat is not None]

    def rect(self, key: str) -> QRect:
        return self.list.visualRect(self.screen.model.index_of(key))

    def click(self, place: QPoint) -> None:
        QTest.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_rows_stand_by_what_is_due_first(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        chats = [fake_chats.QUEUED, fake_chats.YOUSSEF, fake_chats.MARIEKE, fake_chats.BEZOEKER, fake_chats.ANNA]
        assert rail.order() == chats
        rail.desk.visitor_writes(fake_chats.ANNA, "Nog een vraag")
        await stage.rest()
        assert rail.order() == chats
        assert rail.screen.model.index_of(header_key(Group.WAITING)).row() == -1
        await rail.desk.send(fake_chats.YOUSSEF, "Dank je")
        await stage.rest()
        assert rail.order()[1:] == [fake_chats.MARIEKE, fake_chats.BEZOEKER, fake_chats.ANNA, fake_chats.YOUSSEF]

    stage.run(script())


def test_no_row_moves_under_the_pointer(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        before = {key: rail.rect(key) for key in rail.order()}
        QTest.mouseMove(rail.list.viewport(), rail.rect(fake_chats.MARIEKE).center())
        rail.screen.stillness.point(True)
        await rail.desk.send(fake_chats.YOUSSEF, "Dank je")
        rail.desk.close_chat(fake_chats.BEZOEKER)
        rail.desk.add_chat(fake_chats.emily(rail.desk.now()))
        await stage.rest()
        assert {key: rail.rect(key) for key in before} == before
        assert rail.order()[-1] == fake_chats.EMILY
        rail.screen.stillness.point(False)
        await stage.until(lambda: fake_chats.BEZOEKER not in rail.order())
        assert rail.order()[1:] == [fake_chats.MARIEKE, fake_chats.EMILY, fake_chats.ANNA, fake_chats.YOUSSEF]

    stage.run(script())


def test_no_row_moves_while_the_agent_types(stage: Stage) -> None:
    async def script() -> None:
        rail = Rail(stage, FakeDesk())
        window = QWidget()
        column = QVBoxLayout(window)
        field = QLineEdit(window)
        column.addWidget(field)
        column.addWidget(rail.view)
        QCursor.setPos(1200, 900)  # an earlier test may have left the pointer where the rail appears
        await stage.show(window, 320, 800)
        field.setFocus()
        await stage.until(field.hasFocus)
        QTest.keyClick(field, Qt.Key.Key_A)
        before = rail.order()
        await rail.desk.send(fake_chats.YOUSSEF, "Dank je")
        await stage.rest()
        assert rail.order() == before
        rail.seconds += AFTER_KEY_S + 0.1
        rail.screen.stillness._on_timeout()
        await stage.until(lambda: rail.order() != before)

    stage.run(script())


def test_a_parked_pointer_does_not_hold_the_order_for_ever(qapp: QApplication) -> None:
    seconds = [0.0]
    stillness = Stillness(qapp, lambda: seconds[0])
    stillness.point(True)
    seconds[0] += AFTER_POINTER_S - 0.1
    held = stillness.holds
    seconds[0] += 0.2
    assert (held, stillness.holds) == (True, False)
    stillness.close()


def test_a_field_may_die_with_the_focus(stage: Stage) -> None:
    async def script() -> None:
        stillness = Stillness(stage.context.theme)
        window = QWidget()
        field = QLineEdit(window)
        await stage.show(window, 200, 100)
        field.setFocus()
        await stage.until(field.hasFocus)
        delete(field)  # an error in a slot of Qt's fails the test
        QTest.keyClick(window, Qt.Key.Key_A)
        assert not stillness.holds
        stillness.close()

    stage.run(script())


def test_a_click_opens_a_chat(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        rail.click(rail.rect(fake_chats.BEZOEKER).center())
        assert rail.selected == [(fake_chats.BEZOEKER, True)]
        rail.click(rail.rect(fake_chats.QUEUED).center() - QPoint(80, 0))
        assert len(rail.selected) == 1

    stage.run(script())


def test_keys_choose_and_enter_opens(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        rail.screen.select(fake_chats.YOUSSEF)
        rail.list.setFocus()
        await stage.until(rail.list.hasFocus)
        QTest.keyClick(rail.list, Qt.Key.Key_Down)
        QTest.keyClick(rail.list, Qt.Key.Key_Down)
        QTest.keyClick(rail.list, Qt.Key.Key_Down)  # over the header, to Anna
        assert rail.selected == [(fake_chats.YOUSSEF, False)]
        QTest.keyClick(rail.list, Qt.Key.Key_Return)
        assert rail.selected[1:] == [(fake_chats.ANNA, True)]
        QTest.keyClick(rail.list, Qt.Key.Key_Home)
        QTest.keyClick(rail.list, Qt.Key.Key_Return)
        await stage.until(lambda: ("accept", fake_chats.QUEUED) in rail.desk.recorded)
        await stage.until(lambda: rail.selected[-1] == (fake_chats.QUEUED, True))

    stage.run(script())


def test_accept_by_its_button_once(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        place = rail.list.accept_rect(fake_chats.QUEUED).center()
        rail.click(place)
        rail.click(place)
        await stage.until(lambda: rail.selected == [(fake_chats.QUEUED, True)])
        assert rail.desk.recorded.count(("accept", fake_chats.QUEUED)) == 1
        row = rail.desk.row(fake_chats.QUEUED)
        assert row is not None
        assert row.number == 5

    stage.run(script())


def test_a_lost_colleague_s_chat_stands_first_and_is_taken_over_by_button_and_key(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        desk.lose_owner(fake_chats.ANNA, "Bram Visser", 75)
        rail = await Rail(stage, desk).shown()
        assert [row.conversation.id for row in desk.rail().queue] == [fake_chats.ANNA, fake_chats.QUEUED]
        title = str(rail.screen.model.index_of(fake_chats.ANNA).data(Qt.ItemDataRole.AccessibleTextRole))
        assert "Bram is away" in title
        rail.click(rail.list.accept_rect(fake_chats.ANNA).center())
        await stage.until(lambda: rail.selected == [(fake_chats.ANNA, True)])
        assert desk.recorded.count(("accept", fake_chats.ANNA)) == 1

    stage.run(script())


def test_a_button_released_elsewhere_accepts_nothing(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        view = rail.list.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=rail.list.accept_rect(fake_chats.QUEUED).center())
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=rail.rect(fake_chats.ANNA).center())
        await stage.rest()
        assert rail.desk.recorded == []
        assert rail.selected == []

    stage.run(script())


def test_a_refused_accept_opens_nothing_and_can_be_tried_again(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        rail.desk.refuse_wishes = True
        rail.screen.accept(fake_chats.QUEUED)
        await stage.rest()
        assert rail.selected == []
        rail.desk.refuse_wishes = False
        rail.screen.accept(fake_chats.QUEUED)
        await stage.until(lambda: rail.selected == [(fake_chats.QUEUED, True)])

    stage.run(script())


def test_numbers_stay_with_their_chats(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        rail.screen.select_number(4)
        assert rail.selected[-1] == (fake_chats.ANNA, True)
        rail.desk.close_chat(fake_chats.MARIEKE)
        rail.desk.visitor_writes(fake_chats.ANNA, "Hallo?")
        await stage.rest()
        numbers = {row.key: row.chat.number for row in rail.screen.model.rows if row.chat is not None}
        assert (numbers[fake_chats.YOUSSEF], numbers[fake_chats.BEZOEKER], numbers[fake_chats.ANNA]) == (3, 2, 4)
        rail.screen.select_number(9)
        assert len(rail.selected) == 1

    stage.run(script())


def test_next_urgent_goes_on_from_the_open_chat(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        rail.screen.next_urgent()
        rail.screen.next_urgent()
        assert rail.selected == [(fake_chats.YOUSSEF, True), (fake_chats.MARIEKE, True)]

    stage.run(script())


def test_the_first_chat_of_an_empty_desk_opens_without_the_agent(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk([])).shown()
        assert rail.view.empty.isVisible()
        rail.desk.add_chat(fake_chats.emily(rail.desk.now()))
        await stage.until(lambda: rail.selected == [(fake_chats.EMILY, False)])
        assert rail.list.isVisible()
        rail.desk.add_many(3)
        await stage.rest()
        assert len(rail.selected) == 1

    stage.run(script())


def test_an_empty_desk_says_what_happens_next(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk([])).shown()
        title = rail.view.empty.findChild(QWidget, "state_title")
        assert title is not None
        assert title.property("text") == "No chats yet"
        rail.desk.become(AgentStatus.BREAK)
        await stage.until(lambda: title.property("text") == "No chats")

    stage.run(script())


def test_figures_of_today(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        texts = {name: rail.view.findChild(QWidget, name) for name in ("capacity", "today_share", "today_mean")}
        assert {name: label.property("text") for name, label in texts.items() if label} == {
            "capacity": "4 of 5",
            "today_share": "96% within 30 s",
            "today_mean": "mean 14 s · today",
        }
        rail.desk.set_today(TodayFigures())
        share = texts["today_share"]
        assert share is not None
        assert share.property("text") == "No replies yet today"
        rail.desk.set_today(TodayFigures(replies=1000, on_time=999, mean_s=9.6))
        assert share.property("text") == "99% within 30 s"  # never rounded up to a hundred

    stage.run(script())


def test_the_share_of_personal_answers_is_told_to_who_points_at_the_figures(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        rail = await Rail(stage, desk).shown()
        share = rail.view.findChild(QWidget, "today_share")
        assert share is not None
        assert "13 of 14 answers today in your own words" in share.toolTip()
        assert "on this computer, for you alone" in share.toolTip()
        rail.view.resize(240, 600)
        await stage.rest()
        assert "13 of 14" in share.toolTip()
        desk.assist.own_words.answers = 0
        desk.hub.publish(OwnWordsChanged())
        assert "own words" not in share.toolTip()

    stage.run(script())


class PaintWatch(QObject):
    """Keeps what was repainted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.regions: list[QRect] = []
        self.area = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.regions.append(event.rect())
            self.area += sum(rect.width() * rect.height() for rect in cast("Iterable[QRect]", event.region()))
        return False


def test_a_second_repaints_rings_only(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        stage.context.ticker.second.disconnect(rail.screen._on_second)
        rail.screen.model.tick()
        await stage.rest()
        watch = PaintWatch(rail.list.viewport())
        rail.screen.model.tick()
        await stage.rest()
        assert watch.regions == []  # nothing reads differently, nothing is painted
        rail.desk.advance(1)
        rail.screen.model.tick()
        await stage.rest()
        assert len(watch.regions) == 1
        assert 0 < watch.area < 3 * 45 * 45 + 270 * 40
        stage.context.ticker.second.connect(rail.screen._on_second)

    stage.run(script())


def test_what_ticks_looks_as_if_all_was_painted(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        stage.context.ticker.second.disconnect(rail.screen._on_second)
        rail.screen.select(fake_chats.MARIEKE)
        rail.view.setFocus()
        await stage.rest()
        screen = rail.view.screen()
        before = screen.grabWindow(rail.view.winId()).toImage()
        rail.desk.advance(61)  # every kind of row reads differently now
        rail.screen.model.tick()
        await stage.rest()
        ticked = screen.grabWindow(rail.view.winId()).toImage()
        rail.list.viewport().update()
        await stage.rest()
        assert ticked != before
        assert ticked == screen.grabWindow(rail.view.winId()).toImage()
        stage.context.ticker.second.connect(rail.screen._on_second)

    stage.run(script())


def test_a_message_repaints_its_own_row_only(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        stage.context.ticker.second.disconnect(rail.screen._on_second)
        await stage.rest()
        row = rail.rect(fake_chats.BEZOEKER)
        before = rail.list.viewport().grab(row).toImage()
        watch = PaintWatch(rail.list.viewport())
        rail.desk.visitor_writes(fake_chats.BEZOEKER, "Are you still there?")
        await stage.until(lambda: bool(watch.regions))
        await stage.rest()
        assert all(row.contains(region) for region in watch.regions)
        shown = rail.list.viewport().grab().toImage()
        assert shown.copy(row) != before
        rail.list.doItemsLayout()
        await stage.rest()
        assert rail.list.viewport().grab().toImage() == shown
        stage.context.ticker.second.connect(rail.screen._on_second)

    stage.run(script())


def test_the_shown_number_counts_down_by_itself(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        rail = await Rail(stage, desk).shown()
        ring = rail.list._painter.ring_rect(rail.rect(fake_chats.BEZOEKER))
        before = rail.list.viewport().grab(ring).toImage()
        desk.advance(5)
        await stage.until(lambda: rail.list.viewport().grab(ring).toImage() != before)
        assert rail.order()[3] == fake_chats.BEZOEKER

    stage.run(script())


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_from_outside_is_shown_literally(stage: Stage, text: str) -> None:
    async def script() -> None:
        desk = FakeDesk()
        for chat in desk.chats.values():
            chat.conversation = structs.replace(chat.conversation, visitor_name=text, last_text=text)
            chat.site = structs.replace(chat.site, name=text)
            chat.preview = text
        rail = await Rail(stage, desk).shown()
        heights = {rail.rect(key).height() for key in rail.order()}
        assert heights == {58, 62}
        said = str(
            rail.screen.model.data(rail.screen.model.index_of(fake_chats.MARIEKE), Qt.ItemDataRole.AccessibleTextRole)
        )
        assert len(said) < 1_000
        if text.startswith("<"):
            assert text[:20] in said
        assert "\u202e" not in said

    stage.run(script())


def test_the_context_menu_works_by_key(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        rail.screen.select(fake_chats.MARIEKE)
        rail.screen._on_menu(fake_chats.MARIEKE, rail.list.mapToGlobal(QPoint(50, 50)))
        menu = rail.view.findChild(QMenu, "chat_menu")
        assert menu is not None
        names = [action.text() for action in menu.actions() if action.text()]
        assert names == ["Open", "No answer needed", "Copy name"]
        menu.actions()[1].trigger()
        await stage.until(lambda: ("no_answer_needed", fake_chats.MARIEKE) in rail.desk.recorded)
        menu.actions()[-1].trigger()
        assert QApplication.clipboard().text() == "Marieke de Boer"
        menu.close()

    stage.run(script())


def test_the_key_cap_follows_the_settings(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        before = rail.list.viewport().grab().toImage()
        stage.settings.set(SHORTCUTS, {"chats.number_3": "F3"})
        await stage.until(lambda: rail.list.viewport().grab().toImage() != before)

    stage.run(script())


def test_closing_ends_listening(stage: Stage) -> None:
    async def script() -> None:
        rail = await Rail(stage, FakeDesk()).shown()
        before = rail.order()
        rail.screen.close()
        rail.screen.close()
        rail.desk.add_chat(fake_chats.emily(rail.desk.now()))
        await stage.rest()
        assert rail.order() == before
        assert rail.desk.errors == []

    stage.run(script())

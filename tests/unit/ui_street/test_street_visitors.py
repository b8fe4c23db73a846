"""The list of visitors: true by the second, sorted and filtered, by keyboard, and inviting with the reason when not."""

import random
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from PySide6.QtCore import QAbstractItemModel, QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from operator_console.domain.inviting import Manner
from operator_console.domain.people import Identity, LineState
from operator_console.protocol.frames import Refusal
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.shell import ShellWindow
from operator_console.ui.shell.pages import STREET
from operator_console.ui.street import StreetScreen
from operator_console.ui.street.invite_sheet import InviteSheet
from operator_console.ui.street.model import VisitorModel
from operator_console.ui.street.rows import Column, Filters, State, VisitorRow, in_order, passes, visitor_row
from tests.fakes.fake_desk import START, FakeDesk
from tests.fakes.fake_street import SITES_SHOWN, crowd, visitor
from tests.fakes.screen_stage import Stage


def on_stage(script: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test's script on the stage's own loop, where Qt's events are."""

    @wraps(script)
    def test(stage: Stage, **fixtures: object) -> None:
        stage.run(script(stage=stage, **fixtures))

    return test


@pytest.fixture
def desk() -> FakeDesk:
    made = FakeDesk()
    made.street.there = crowd(made.now(), 12)
    return made


async def shown(stage: Stage, desk: FakeDesk) -> StreetScreen:
    screen = StreetScreen(stage.context, desk)
    stage.at_end(screen.close)
    await stage.show(screen.widget, 968, 660)
    screen.show()
    await stage.rest()
    return screen


def said(screen: StreetScreen, name: str) -> str:
    label = screen.widget.findChild(PlainLabel, name)
    assert label is not None
    return label.whole_text


def row_of(number: int, **changes: object) -> VisitorRow:
    return visitor_row(visitor(number, START, **changes), SITES_SHOWN[0], "")


@on_stage
async def test_visitors_come_change_and_go(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    model = screen.visitors.model
    assert model.rowCount() == 12
    assert said(screen, "visitor_count") == "12 visitors"
    new = visitor(77, desk.now(), cart_cents=999_900, cart_currency="EUR")
    desk.street.tell(new)
    await stage.until(lambda: model.rowCount() == 13)
    assert model.rows[0].key == "vs_77", "the largest cart comes first"
    gone = structs.replace(new, line=LineState.AWAY)
    desk.street.tell(gone)
    await stage.until(lambda: model.rows[0].state is State.AWAY)
    desk.street.tell(gone=[new.visitor.id])
    await stage.until(lambda: model.rowCount() == 12)


@on_stage
async def test_who_the_site_vouches_for_has_a_mark(stage: Stage, desk: FakeDesk) -> None:
    now, plain = desk.now(), visitor(0, desk.now())
    person = structs.replace(plain.visitor, identity=Identity(subject="klant-7", at=now))
    known = structs.replace(plain, visitor=person)  # another visit's word is none for this one
    vouched = structs.replace(known, visit=structs.replace(plain.visit, verified_at=now))
    desk.street.there = (plain,)
    screen = await shown(stage, desk)
    model, table = screen.visitors.model, screen.visitors.view.table
    pictures = []
    for one in (plain, known, vouched):
        desk.street.tell(one)
        await stage.rest()
        assert model.rows[0].one == one
        who = model.index(0, Column.WHO)
        said = who.data(Qt.ItemDataRole.AccessibleTextRole), who.data(Qt.ItemDataRole.ToolTipRole)
        assert ["verified" in said[0], "vouches" in said[1]] == [one is vouched] * 2
        pictures.append(table.viewport().grab(table.visualRect(who)).toImage())
    assert pictures[0] == pictures[1] != pictures[2]


@on_stage
async def test_times_tick_in_server_time_and_nothing_else(stage: Stage, desk: FakeDesk) -> None:
    desk.street.there = (visitor(1, desk.now()),)
    screen = await shown(stage, desk)
    model, told = screen.visitors.model, []
    before = model.index(0, Column.ON_SITE).data()
    model.dataChanged.connect(lambda first, last: told.append((first.column(), last.column())))
    desk.advance(1)
    screen.visitors.tick()
    assert told == [(Column.ON_PAGE, Column.ON_SITE)]
    assert model.index(0, Column.ON_SITE).data() != before or "min" in before


@on_stage
async def test_by_keyboard_from_the_filter_to_the_invitation(stage: Stage, desk: FakeDesk, qtbot: QtBot) -> None:
    desk.street.there = (visitor(0, desk.now()), visitor(2, desk.now()))
    screen = await shown(stage, desk)
    screen.focus_search()
    qtbot.keyClicks(screen.visitors.view.field, "femke")
    await stage.until(lambda: screen.visitors.model.rowCount() == 1)
    assert said(screen, "visitor_count") == "1 of 2"
    qtbot.keyClick(screen.visitors.view.field, Qt.Key.Key_Down)
    qtbot.keyClick(screen.visitors.view.table, Qt.Key.Key_Return)
    await stage.until(lambda: screen.widget.findChild(InviteSheet) is not None)
    sheet = screen.widget.findChild(InviteSheet)
    assert sheet is not None
    await stage.until(sheet.isVisible)
    field = sheet.findChild(QPlainTextEdit, "invite_words")
    assert field is not None
    assert field.toPlainText() == "Hello Femke, can I help you with anything?"
    field.setPlainText("  Look at   the\nlighter one, Femke ")
    desk.street.refusal = Refusal.CONFLICT
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    refused = sheet.findChild(PlainLabel, "invite_refused")
    assert refused is not None
    await stage.until(lambda: refused.whole_text)
    assert refused.whole_text == "No agent has room for another chat at this moment."
    assert "lighter" in field.toPlainText(), "the words stay"
    desk.street.refusal = None
    await stage.until(sheet.isVisible)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await stage.until(lambda: desk.street.invited)
    (invited,) = desk.street.invited
    assert invited[1] == "Look at the lighter one, Femke"


@on_stage
@pytest.mark.parametrize(
    "changes, why",
    [
        ({"held_back": Manner.CHAT.value}, "They are in a chat, or were in this visit."),
        ({"held_back": Manner.PAYMENT.value}, "They are paying: nobody is disturbed on a payment page."),
        ({"held_back": Manner.DECLINED.value, "said_no_at": START}, "They said no on 14 Oct"),
        ({"held_back": Manner.INVITED.value, "invited_at": START}, "They were invited in this visit already"),
        ({"held_back": Manner.CLOSED.value}, "The site is closed now."),
        ({"held_back": "something_newer"}, "The server holds this one back."),
    ],
)
async def test_a_manner_stands_in_the_way_and_is_named(
    stage: Stage, desk: FakeDesk, changes: dict[str, object], why: str
) -> None:
    desk.street.there = (visitor(0, desk.now(), may_invite=False, **changes),)
    screen = await shown(stage, desk)
    button = screen.widget.findChild(QPushButton, "visitor_invite")
    assert button is not None
    assert not button.isEnabled()
    assert why in said(screen, "visitor_said")
    screen.visitors.invite()
    await stage.rest()
    assert screen.widget.findChild(InviteSheet) is None


@on_stage
async def test_offline_shows_as_of_when_and_invites_nobody(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    desk.street.lose()
    await stage.until(lambda: said(screen, "visitor_note"))
    assert said(screen, "visitor_note").startswith("As of ")
    assert screen.visitors.model.rowCount() == 12, "what was known stays readable"
    button = screen.widget.findChild(QPushButton, "visitor_invite")
    assert button is not None
    assert not button.isEnabled()


@on_stage
async def test_the_page_is_one_key_away_and_looks_no_longer_than_it_is_shown(stage: Stage, desk: FakeDesk) -> None:
    window = ShellWindow(stage.context, desk)
    stage.at_end(window.shut_down)
    await stage.show(window, 1024, 700)
    window.registry.action("street.open").trigger()
    await stage.until(lambda: STREET in window._screens.pages)
    await stage.rest()
    assert desk.street.visitors
    assert window.minimumSizeHint().width() <= 1024
    window.registry.action("conversation.composer").trigger()
    await stage.until(lambda: not desk.street.visitors)


@on_stage
async def test_texts_of_visitors_are_shown_literally(stage: Stage, desk: FakeDesk) -> None:
    nasty = '<img src="file:///etc/passwd">\u202e%1&F'
    one = visitor(0, desk.now())
    page = structs.replace(one.visit.pages[0], title=nasty, url="https://xn--bcher-kva.example/\u202e")
    visit = structs.replace(one.visit, pages=(page,), referrer="https://user@bücher.example/x")
    desk.street.there = (structs.replace(one, visit=visit, visitor=structs.replace(one.visitor, name=nasty)),)
    screen = await shown(stage, desk)
    model = screen.visitors.model
    words = [str(model.index(0, column).data()) for column in Column]
    assert words[Column.WHO].startswith("<img src=")
    assert "\u202e" not in "".join(words)
    assert "xn--bcher-kva.example" in words[Column.FROM], "the real host"
    assert "<img" not in str(model.index(0, Column.WHO).data(Qt.ItemDataRole.ToolTipRole))


rows = st.lists(st.integers(0, 30), unique=True, max_size=20)


@settings(max_examples=60, deadline=None)
@given(rows, rows, st.randoms(use_true_random=False))
def test_the_model_becomes_any_other_list_by_exact_changes(
    first: list[int], second: list[int], chance: random.Random
) -> None:
    model = VisitorModel(lambda: START, QLocale("en"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    known = {number: row_of(number) for number in {*first, *second}}
    model.show_rows([known[number] for number in first])
    changed = [row_of(number, pages=99) if chance.random() < 0.3 else known[number] for number in second]
    model.show_rows(changed)
    assert list(model.rows) == changed
    assert all(model.index_of(row.key).row() == place for place, row in enumerate(changed))
    assert not resets
    assert isinstance(tester.model(), QAbstractItemModel)


def test_who_has_nothing_in_a_column_comes_last_either_way() -> None:
    carts = [row_of(number, cart_cents=cents) for number, cents in ((1, None), (2, 500), (3, 9_000), (4, None))]
    for falling, wanted in ((True, ["vs_3", "vs_2"]), (False, ["vs_2", "vs_3"])):
        found = [row.key for row in in_order(carts, Column.CART, falling=falling)]
        assert found[:2] == wanted
        assert set(found[2:]) == {"vs_1", "vs_4"}


@pytest.mark.parametrize("column", list(Column))
def test_every_column_sorts(column: Column) -> None:
    many = [visitor_row(one, SITES_SHOWN[0], "") for one in crowd(START, 30)]
    found = in_order(many, column, falling=True)
    assert sorted(row.key for row in found) == sorted(row.key for row in many)


def test_filters_look_at_site_words_and_whether_one_may_be_invited() -> None:
    row = row_of(0)
    assert passes(row, Filters())
    assert passes(row, Filters(text="FEMKE e-bike", site_id=row.one.visitor.site_id))
    assert not passes(row, Filters(text="somebody"))
    assert not passes(row_of(0, may_invite=False), Filters(free=True))

"""The rail's rows and their Qt model: exact signals, whatever happens."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from operator_console.desk.state import ChatRow, Draft, Rail
from operator_console.ui.chats.model import RailModel, RailRole
from operator_console.ui.chats.row_words import group_words
from operator_console.ui.chats.rows import Group, header_key, held_rows, rows_of
from tests.fakes import fake_chats
from tests.fakes.fake_desk import START, FakeDesk

BASE = FakeDesk().rail().your_turn[0]


def chat(key: str, **changes: object) -> ChatRow:
    conversation = structs.replace(BASE.conversation, id=f"cv_{key}", visitor_name=f"Visitor {key}")
    return structs.replace(BASE, conversation=conversation, **changes)


keys = st.lists(st.sampled_from("abcdefghij"), unique=True)


@st.composite
def rails(draw: st.DrawFn) -> Rail:
    order = draw(keys)
    cut = st.integers(0, len(order))
    cuts = sorted(draw(st.tuples(cut, cut, cut)))
    groups = (order[: cuts[0]], order[cuts[0] : cuts[1]], order[cuts[1] : cuts[2]], order[cuts[2] :])
    queue, turn, rest, left = (tuple(chat(key, unread=draw(st.integers(0, 3))) for key in group) for group in groups)
    return Rail(queue=queue, your_turn=turn, waiting_for_visitor=rest, left=left)


def watched() -> tuple[RailModel, list[tuple[object, ...]], list[str]]:
    """Return a model, what it reported, and a list that followed its reports alone."""
    model = RailModel(lambda: START)
    reports: list[tuple[object, ...]] = []
    followed: list[str] = []

    def key_at(place: int) -> str:
        row = model.row_at(model.index(place, 0))
        assert row is not None
        return row.key

    def on_removed(_parent: QModelIndex, first: int, last: int) -> None:
        del followed[first : last + 1]
        reports.append(("removed", first, last))

    def on_inserted(_parent: QModelIndex, first: int, last: int) -> None:
        followed[first:first] = [key_at(place) for place in range(first, last + 1)]
        reports.append(("inserted", first, last))

    def on_moved(_parent: QModelIndex, first: int, last: int, _to: QModelIndex, place: int) -> None:
        assert first == last
        moved = followed.pop(first)
        followed.insert(place - 1 if place > first else place, moved)
        reports.append(("moved", first, place))

    def on_changed(top: QModelIndex, bottom: QModelIndex, roles: list[int]) -> None:
        reports.extend(("changed", place, tuple(roles)) for place in range(top.row(), bottom.row() + 1))

    model.rowsRemoved.connect(on_removed)
    model.rowsInserted.connect(on_inserted)
    model.rowsMoved.connect(on_moved)
    model.dataChanged.connect(on_changed)
    return model, reports, followed


@settings(max_examples=150, deadline=None)
@given(st.lists(rails(), min_size=1, max_size=6))
def test_the_model_reports_exactly_what_changed(steps: list[Rail]) -> None:
    model, _reports, followed = watched()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for rail in steps:
        model.show_rows(rows_of(rail))
        assert model.rows == rows_of(rail)
        assert followed == [row.key for row in model.rows]
        assert [model.index_of(key).row() for key in followed] == list(range(len(followed)))
    assert tester.model() is model


@settings(max_examples=150, deadline=None)
@given(st.lists(rails(), min_size=2, max_size=6))
def test_held_rows_never_move_and_nobody_is_missing(steps: list[Rail]) -> None:
    rows = rows_of(steps[0])
    for rail in steps[1:]:
        before = [row.key for row in rows]
        rows = held_rows(rows, rail)
        assert [row.key for row in rows][: len(before)] == before
        present = {row.key for row in rows if row.chat is not None and not row.gone}
        everyone = (*rail.queue, *rail.your_turn, *rail.waiting_for_visitor, *rail.left)
        assert present == {row.conversation.id for row in everyone}
        assert len({row.key for row in rows}) == len(rows)


def test_one_chat_that_goes_from_top_to_bottom_is_one_move() -> None:
    model, reports, _followed = watched()
    model.show_rows(rows_of(Rail(your_turn=tuple(chat(key) for key in "abcd"))))
    reports.clear()
    model.show_rows(rows_of(Rail(your_turn=tuple(chat(key) for key in "bcda"))))
    assert reports == [("moved", 1, 5)]


def test_one_message_changes_one_row() -> None:
    model, reports, _followed = watched()
    model.show_rows(rows_of(Rail(your_turn=tuple(chat(key) for key in "abcd"))))
    reports.clear()
    fresh = (chat("a"), chat("b"), chat("c", unread=4), chat("d"))
    model.show_rows(rows_of(Rail(your_turn=fresh)))
    assert reports == [("changed", 3, (RailRole.ROW, Qt.ItemDataRole.AccessibleTextRole))]


def test_only_running_clocks_tick_and_nothing_moves() -> None:
    desk = FakeDesk()
    model, reports, _followed = watched()
    model.show_rows(rows_of(desk.rail()))
    model._now = desk.now
    model.tick()
    reports.clear()
    model.tick()
    assert reports == []
    desk.advance(1)
    model.tick()
    running = [place for place, row in enumerate(model.rows) if row.chat and row.chat.conversation.clock.running]
    assert [report[1] for report in reports] == running
    assert {report[2] for report in reports} == {(RailRole.FACE,)}


def test_a_screen_reader_hears_who_where_and_the_clock() -> None:
    desk = FakeDesk()
    model = RailModel(desk.now)
    model.show_rows(rows_of(desk.rail()))
    said = model.data(model.index_of(fake_chats.MARIEKE), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(said, str)
    assert said.startswith("Marieke de Boer, Fietsenwereld, Answer within 11 s, ")
    assert said.endswith("number 1")
    desk.advance(13)
    assert "2 s too late" in str(model.data(model.index_of(fake_chats.MARIEKE), Qt.ItemDataRole.AccessibleTextRole))
    assert "in the queue" in str(model.data(model.index_of(fake_chats.QUEUED), Qt.ItemDataRole.AccessibleTextRole))


def test_headers_and_chats_that_went_cannot_be_chosen() -> None:
    desk = FakeDesk()
    model = RailModel(desk.now)
    model.show_rows(rows_of(desk.rail()))
    desk.close_chat(fake_chats.YOUSSEF)
    model.show_rows(held_rows(model.rows, desk.rail()))
    for key in (header_key(Group.QUEUE), fake_chats.YOUSSEF):
        assert not model.flags(model.index_of(key)) & Qt.ItemFlag.ItemIsEnabled
    assert model.flags(model.index_of(fake_chats.ANNA)) & Qt.ItemFlag.ItemIsSelectable


def test_a_chat_that_went_with_a_draft_in_it_stands_under_words_of_its_own() -> None:
    desk = FakeDesk()
    desk.save_draft(fake_chats.YOUSSEF, Draft(text="nog niet verstuurd"))
    desk.close_chat(fake_chats.YOUSSEF)
    desk.lose_to(fake_chats.YOUSSEF, "Bram Visser")
    rows = rows_of(desk.rail())
    assert [row.chat.conversation.id for row in rows if row.group is Group.LEFT and row.chat] == [fake_chats.YOUSSEF]
    assert group_words(Group.LEFT) == "No longer with you"
    assert all(row.count == 1 for row in rows if row.key == header_key(Group.LEFT))


def test_counts_stay_true_while_rows_are_held() -> None:
    desk = FakeDesk()
    rows = rows_of(desk.rail())
    desk.visitor_writes(fake_chats.ANNA, "Nog iets")
    desk.add_chat(fake_chats.emily(desk.now() + timedelta(seconds=1)))
    counts = {row.group: row.count for row in held_rows(rows, desk.rail()) if row.chat is None}
    assert counts == {Group.QUEUE: 1, Group.YOUR_TURN: 5, Group.WAITING: 0, Group.ARRIVED: 1}

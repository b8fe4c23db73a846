"""The inbox and the rail: versions, numbers, queues and order, for any course of events."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from operator_console.desk.inbox import Change, Inbox
from operator_console.desk.rail_order import next_urgent, ordered
from operator_console.desk.state import ChatRow
from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.people import Site
from operator_console.domain.response_clock import ClockTargets, ResponseClock

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ME = AgentId("ag_me")
SITE = Site(id=SiteId("shop"), name="Shop", base_url="https://shop.example")


def conversation(name: str, version: int = 1, **values: Any) -> Conversation:  # noqa: ANN401 - fields of any type
    made = Conversation(
        id=ConversationId(name),
        site_id=SITE.id,
        department_id=DepartmentId("d"),
        visitor_id=VisitorId("v"),
        visit_id=VisitId("t"),
        state=ConversationState.ASSIGNED,
        started_at=AT,
        agent_id=ME,
        version=version,
    )
    return structs.replace(made, **values)


states: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {"state": ConversationState.QUEUED, "agent_id": None},
        {"state": ConversationState.ASSIGNED, "agent_id": ME},
        {"state": ConversationState.ASSIGNED, "agent_id": AgentId("ag_other")},
        {"state": ConversationState.CLOSED, "agent_id": ME},
    ]
)
histories = st.dictionaries(
    st.sampled_from([f"cv_{n}" for n in range(14)]), st.lists(states, min_size=1, max_size=5), max_size=14
)


def versions_of(history: dict[str, list[dict[str, Any]]]) -> list[Conversation]:
    return [
        conversation(name, version, **values)
        for name, course in history.items()
        for version, values in enumerate(course, 1)
    ]


def shown(inbox: Inbox) -> tuple[dict[ConversationId, int], dict[ConversationId, int]]:
    own = {name: chat.conversation.version for name, chat in inbox.chats.items() if not chat.ended}
    return own, {name: known.version for name, known in inbox.queue.items()}


def play(inbox: Inbox, one: Conversation) -> None:
    """Take a snapshot as the book does: an ended chat with nothing unsent goes."""
    if Change.ENDED in inbox.apply(one):
        inbox.remove(one.id)


@given(histories.flatmap(lambda history: st.tuples(st.just(history), st.permutations(versions_of(history)))))
def test_any_order_and_duplicates_give_the_same_state(
    case: tuple[dict[str, list[dict[str, Any]]], list[Conversation]],
) -> None:
    history, order = case
    straight, shuffled = Inbox(ME), Inbox(ME)
    for one in versions_of(history):
        play(straight, one)
    for one in (*order, *order):
        play(shuffled, one)
    assert shown(shuffled) == shown(straight)
    last = {one.id: one for one in versions_of(history)}
    assert set(shown(straight)[0]) == {
        name for name, one in last.items() if one.state is ConversationState.ASSIGNED and one.agent_id == ME
    }
    assert set(shown(straight)[1]) == {name for name, one in last.items() if one.state is ConversationState.QUEUED}


@given(st.lists(st.tuples(st.integers(0, 13), states), max_size=60))
def test_numbers_are_unique_lowest_and_sticky(course: list[tuple[int, dict[str, Any]]]) -> None:
    inbox = Inbox(ME)
    for version, (place, values) in enumerate(course, 1):
        before = {name: chat.number for name, chat in inbox.chats.items()}
        play(inbox, conversation(f"cv_{place}", version, **values))
        after = {name: chat.number for name, chat in inbox.chats.items()}
        numbers = [number for number in after.values() if number is not None]
        assert len(numbers) == len(set(numbers))
        assert all(1 <= number <= 9 for number in numbers)
        assert all(after[name] == number for name, number in before.items() if name in after)
        for name in set(after) - set(before):
            free = [number for number in range(1, 10) if number not in before.values()]
            assert after[name] == (free[0] if free else None)
            number = after[name]
            assert number is None or inbox.by_number(number) == name


def test_the_list_of_own_chats_replaces_and_newer_knowledge_stays() -> None:
    inbox = Inbox(ME)
    inbox.apply(conversation("cv_1", 3))
    inbox.apply(conversation("cv_2", 3))
    changes = inbox.list_own([conversation("cv_2", 2), conversation("cv_3")])
    assert changes[ConversationId("cv_1")] == (Change.ENDED,)
    assert changes[ConversationId("cv_3")] == (Change.BECAME_MINE,)
    assert inbox.chats[ConversationId("cv_2")].conversation.version == 3


def test_receipts_of_the_same_version_count_and_never_go_back() -> None:
    inbox = Inbox(ME)
    inbox.apply(conversation("cv_1", 3, visitor_read_pos=5))
    assert inbox.apply(conversation("cv_1", 3, visitor_delivered_pos=9)) == (Change.CHANGED,)
    inbox.apply(conversation("cv_1", 4))
    kept = inbox.chats[ConversationId("cv_1")].conversation
    assert (kept.visitor_delivered_pos, kept.visitor_read_pos) == (9, 5)


def test_another_database_counts_anew() -> None:
    inbox = Inbox(ME)
    inbox.apply(conversation("cv_1", 9))
    inbox.forget_versions()
    inbox.apply(conversation("cv_1", 2))
    assert inbox.chats[ConversationId("cv_1")].conversation.version == 2


def test_queues_are_replaced_by_department() -> None:
    inbox = Inbox(ME)
    queued: dict[str, Any] = {"state": ConversationState.QUEUED, "agent_id": None}
    inbox.apply(conversation("cv_1", **queued))
    inbox.apply(conversation("cv_2", department_id=DepartmentId("other"), **queued))
    inbox.list_queue(DepartmentId("d"), [conversation("cv_3", **queued)])
    assert set(inbox.queue) == {"cv_2", "cv_3"}
    inbox.keep_departments([DepartmentId("d")])
    assert set(inbox.queue) == {"cv_3"}


def asked(seconds: float) -> ResponseClock:
    return ResponseClock().visitor_wrote(AT + timedelta(seconds=seconds), ClockTargets())


def row(name: str, **values: Any) -> ChatRow:  # noqa: ANN401 - fields of any type
    return ChatRow(conversation=conversation(name, **values), site=SITE)


def test_what_is_due_first_stands_first() -> None:
    held = structs.replace(asked(0), limit_s=120.0)
    paused = structs.replace(asked(-500), paused_at=AT)
    rows = [
        row("late", clock=asked(50)),
        row("held", clock=held),
        row("first", clock=asked(10)),
        row("paused", clock=paused),
        row("quiet", last_message_at=AT),
        row("latest", last_message_at=AT + timedelta(seconds=9)),
        row("queued-2", state=ConversationState.QUEUED, clock=asked(2)),
        row("queued-1", state=ConversationState.QUEUED, clock=asked(1)),
    ]
    rail = ordered(rows)
    assert [one.conversation.id for one in rail.your_turn] == ["first", "late", "held", "paused"]
    assert [one.conversation.id for one in rail.waiting_for_visitor] == ["latest", "quiet"]
    assert [one.conversation.id for one in rail.queue] == ["queued-1", "queued-2"]
    chats = [one.conversation for one in rows[:6]]
    assert next_urgent(chats, None) == "first"
    assert next_urgent(chats, ConversationId("first")) == "late"
    assert next_urgent(chats[2:3], ConversationId("first")) == "first"
    assert next_urgent(chats[4:], None) is None

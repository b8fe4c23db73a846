"""The transcript: one order whatever comes first, and a list is told exactly how to follow."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from operator_console.desk.events import TranscriptChange
from operator_console.desk.state import Delivery, Entry
from operator_console.desk.transcript import Changes, Transcript
from operator_console.domain.conversations import Author, AuthorKind, Message, MessageKind
from operator_console.domain.ids import AgentId, ClientId, ConversationId, MessageId

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ME = AgentId("ag_me")


def message(pos: int, by: str = "visitor", **values: object) -> Message:
    authors = {
        "visitor": Author(kind=AuthorKind.VISITOR, id="v"),
        "me": Author(kind=AuthorKind.AGENT, id=ME),
        "other": Author(kind=AuthorKind.AGENT, id="ag_other"),
    }
    made = Message(
        id=MessageId(f"ms_{pos}"),
        conversation_id=ConversationId("cv"),
        pos=pos,
        kind=MessageKind.TEXT,
        author=authors[by],
        sent_at=AT + timedelta(seconds=pos),
        text=f"text {pos}",
        client_id=ClientId(f"{by}-{pos}"),
    )
    return structs.replace(made, **values)


def unsent(name: str) -> Entry:
    made = message(0, "me", id=MessageId(name), client_id=ClientId(name))
    return Entry(key=name, message=made, delivery=Delivery.QUEUED, mine=True)


class Follower:
    """A list that does only what it is told."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.rows: list[Entry] = []

    def follow(self, changes: Changes) -> None:
        for change, entries in changes:
            match change:
                case TranscriptChange.RESET:
                    self.rows = list(self.transcript.entries)
                case TranscriptChange.APPENDED:
                    self.rows.extend(entries)
                case TranscriptChange.PREPENDED:
                    self.rows[:0] = entries
                case TranscriptChange.UPDATED:
                    fresh = {entry.key: entry for entry in entries}
                    assert set(fresh) <= {row.key for row in self.rows}
                    self.rows = [fresh.get(row.key, row) for row in self.rows]
                case TranscriptChange.REMOVED:
                    gone = {entry.key for entry in entries}
                    assert gone <= {row.key for row in self.rows}
                    self.rows = [row for row in self.rows if row.key not in gone]


authors = st.sampled_from(["visitor", "me", "other"])


@given(st.lists(authors, max_size=12).flatmap(lambda who: st.tuples(st.just(who), st.permutations(range(len(who))))))
def test_any_order_and_duplicates_give_the_same_transcript(case: tuple[list[str], list[int]]) -> None:
    who, order = case
    messages = [message(place + 1, by) for place, by in enumerate(who)]
    straight, shuffled = Transcript(ME), Transcript(ME)
    for one in messages:
        straight.put(one)
    follower = Follower(shuffled)
    for place in (*order, *order):
        follower.follow(shuffled.put(messages[place]))
    assert shuffled.entries == straight.entries
    assert tuple(follower.rows) == straight.entries


steps = st.lists(
    st.one_of(
        st.tuples(st.just("visitor"), st.just(0)),
        st.tuples(st.just("write"), st.just(0)),
        st.tuples(st.just("store"), st.integers(0, 5)),
        st.tuples(st.just("tick"), st.integers(0, 5)),
        st.tuples(st.just("drop"), st.integers(0, 5)),
        st.tuples(st.just("read"), st.integers(0, 20)),
        st.tuples(st.just("trim"), st.integers(1, 10)),
        st.tuples(st.just("snapshot"), st.integers(1, 10)),
    ),
    max_size=40,
)


class Course:
    """Plays a course of a chat on a transcript and on a list that follows it."""

    def __init__(self) -> None:
        self.transcript = Transcript(ME)
        self.follower = Follower(self.transcript)
        self.stored: list[Message] = []
        self.waiting: list[str] = []
        self.ticked: dict[str, int] = {}
        self.written = 0
        self.steps: dict[str, Callable[[int], Changes]] = {
            "visitor": self.visitor,
            "write": self.write,
            "store": self.store,
            "tick": self.tick,
            "drop": self.drop,
            "read": lambda pos: self.transcript.receipts(pos, pos // 2),
            "trim": self.transcript.trim,
            "snapshot": self.snapshot,
        }

    def visitor(self, _number: int) -> Changes:
        return self._stored(message(len(self.stored) + 1))

    def write(self, _number: int) -> Changes:
        self.written += 1
        self.waiting.append(f"own-{self.written}")
        return self.transcript.wait(unsent(self.waiting[-1]))

    def store(self, number: int) -> Changes:
        if not self.waiting:
            return []
        name = self.waiting.pop(number % len(self.waiting))
        return self._stored(message(len(self.stored) + 1, "me", client_id=ClientId(name)))

    def tick(self, number: int) -> Changes:
        if not self.waiting:
            return []
        name = self.waiting.pop(number % len(self.waiting))
        mine = message(len(self.stored) + 1, "me", client_id=ClientId(name))
        changes = self.transcript.ticked(ClientId(name), mine)
        self.follower.follow(changes)
        assert self.transcript.waiting == len(self.waiting)
        return self._stored(mine)

    def drop(self, number: int) -> Changes:
        if not self.waiting:
            return []
        return self.transcript.drop(ClientId(self.waiting.pop(number % len(self.waiting))))

    def snapshot(self, length: int) -> Changes:
        return self.transcript.replace_end(self.stored[-length:], more=len(self.stored) > length)

    def _stored(self, one: Message) -> Changes:
        self.stored.append(one)
        return self.transcript.put(one)


@given(steps)
def test_a_list_that_follows_shows_what_the_transcript_holds(course: list[tuple[str, int]]) -> None:
    play = Course()
    for name, number in course:
        play.follower.follow(play.steps[name](number))
        entries = play.transcript.entries
        assert play.follower.rows == list(entries)
        keys = [entry.key for entry in entries]
        assert len(keys) == len(set(keys))
        positions = [entry.message.pos for entry in entries if entry.message.pos]
        assert positions == sorted(set(positions))
        assert keys[len(positions) :] == play.waiting
        assert [one.pos for one in play.stored[len(play.stored) - len(positions) :]] == positions
        assert play.transcript.more == (len(positions) < len(play.stored))


def test_a_tick_is_shown_before_its_event_and_changes_no_place() -> None:
    transcript = Transcript(ME)
    transcript.put(message(1))
    transcript.wait(unsent("a"))
    transcript.wait(unsent("b"))
    changes = transcript.ticked(ClientId("a"), message(3, "me", client_id=ClientId("a")))
    assert [(change, [entry.delivery for entry in entries]) for change, entries in changes] == [
        (TranscriptChange.UPDATED, [Delivery.STORED])
    ]
    transcript.put(message(2))
    assert [entry.key for entry in transcript.entries] == ["visitor-1", "visitor-2", "a", "b"]
    transcript.put(message(3, "me", client_id=ClientId("a")))
    assert [entry.key for entry in transcript.entries] == ["visitor-1", "visitor-2", "a", "b"]


def test_receipts_only_go_forward_and_name_only_what_changed() -> None:
    transcript = Transcript(ME)
    for pos in range(1, 7):
        transcript.put(message(pos, "me" if pos % 2 else "visitor"))
    changes = transcript.receipts(5, 3)
    assert [[entry.key for entry in entries] for _, entries in changes] == [["me-1", "me-3", "me-5"]]
    assert [entry.delivery for entry in transcript.entries if entry.mine] == [
        Delivery.READ,
        Delivery.READ,
        Delivery.DELIVERED,
    ]
    assert transcript.receipts(4, 2) == []
    assert [[entry.key for entry in entries] for _, entries in transcript.receipts(5, 5)] == [["me-5"]]


def test_a_copied_client_id_does_not_take_another_s_place() -> None:
    transcript = Transcript(ME)
    transcript.wait(unsent("mine"))
    transcript.put(message(1, "visitor", client_id=ClientId("mine")))
    transcript.put(message(2, "me", client_id=ClientId("mine")))
    assert [(entry.key, entry.mine) for entry in transcript.entries] == [("ms_1", False), ("mine", True)]


def test_unread_counts_visitors_after_the_own_answer() -> None:
    transcript = Transcript(ME)
    for pos, by in enumerate(["visitor", "me", "visitor", "other", "visitor"], 1):
        transcript.put(message(pos, by))
    assert transcript.unread_after(0) == 2
    assert transcript.unread_after(3) == 1
    assert transcript.open_question() == "text 5"
    assert transcript.answered_turns() == ("text 1", "text 3")
    transcript.put(message(6, "me"))
    assert transcript.open_question() == ""
    assert transcript.answered_turns() == ("text 3", "text 5")
    assert Transcript(ME).answered_turns() == ()


def test_pages_are_put_before_and_a_gap_is_never_joined() -> None:
    transcript = Transcript(ME)
    transcript.replace_end([message(pos) for pos in range(50, 60)], more=True)
    changes = transcript.prepend([message(pos) for pos in range(40, 51)], more=True)
    assert [(change, len(entries)) for change, entries in changes] == [(TranscriptChange.PREPENDED, 10)]
    transcript.replace_end([message(pos) for pos in range(80, 90)], more=True)
    assert [entry.message.pos for entry in transcript.entries] == list(range(80, 90))
    transcript.replace_end([message(pos) for pos in range(85, 95)], more=True)
    assert [entry.message.pos for entry in transcript.entries] == list(range(80, 95))
    assert transcript.put(message(3)) == []

"""Handing over at the desk: whose offers show, what becomes of one's own, mentions told once, notes elsewhere."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from msgspec import structs

from operator_console.backends import base
from operator_console.desk.events import MentionsChanged, TransferEnd, TransferEnded
from operator_console.desk.handling import Handling, HandlingDoors
from operator_console.desk.inbox import Change, Inbox
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
    Offer,
    OfferReason,
    SystemLine,
    TodayFigures,
)
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, MessageId, SiteId, VisitId, VisitorId
from operator_console.domain.people import Agent, AgentStatus
from tests.fakes.fake_backend import FakeBackend

NOW = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
ME, ANN = AgentId("ag_me"), AgentId("ag_ann")
DEPARTMENT = DepartmentId("dp")


def _chat(version: int = 1, **changes: object) -> Conversation:
    chat = Conversation(
        id=ConversationId("cv"),
        site_id=SiteId("si"),
        department_id=DEPARTMENT,
        visitor_id=VisitorId("vs"),
        visit_id=VisitId("vt"),
        state=ConversationState.ASSIGNED,
        started_at=NOW,
        agent_id=ANN,
        agent_name="Ann Smit",
        version=version,
    )
    return structs.replace(chat, **changes)


def _offer(name: str = "of_1", **to: object) -> Offer:
    values: dict[str, object] = {"to_agent": ME, "by_agent": ANN, **to}
    until = NOW + timedelta(seconds=30)
    return Offer(id=name, reason=OfferReason.TRANSFER, at=NOW, until=until, **values)  # type: ignore[arg-type]  # by name


def _inbox() -> Inbox:
    inbox = Inbox(ME)
    inbox.keep_departments([DEPARTMENT])
    return inbox


def test_an_offer_shows_while_it_stands_and_only_to_whom_it_is_made() -> None:
    inbox = _inbox()
    assert Change.OFFERED in inbox.apply(_chat(1, offer=_offer()))
    row = inbox.row(ConversationId("cv"), None)
    assert row is not None
    assert row.offered
    assert Change.OFFERED not in inbox.apply(_chat(2, offer=_offer(), last_text="More"))
    assert Change.OFFERED in inbox.apply(_chat(3, offer=_offer("of_2")))
    assert Change.OFFER_OVER in inbox.apply(_chat(4))
    assert inbox.row(ConversationId("cv"), None) is None
    for elsewhere in (_offer(to_agent=ANN), _offer(to_agent=None, to_department=DepartmentId("other"))):
        assert Change.OFFERED not in _inbox().apply(_chat(1, offer=elsewhere))
    whole = _offer(to_agent=None, to_department=DEPARTMENT)
    assert Change.OFFERED in _inbox().apply(_chat(1, offer=whole))
    assert Change.OFFERED not in _inbox().apply(_chat(1, offer=whole, declined=(ME,)))
    mine = structs.replace(whole, by_agent=ME)
    assert Change.OFFERED not in _inbox().apply(_chat(1, offer=mine, agent_id=ME))


def test_an_offer_that_no_list_tells_any_more_is_gone() -> None:
    inbox = _inbox()
    inbox.apply(_chat(1, offer=_offer()))
    inbox.list_own([])
    assert not inbox.offers
    inbox.apply(_chat(2, offer=_offer(to_agent=None, to_department=DEPARTMENT)))
    inbox.list_own([])
    assert inbox.offers
    inbox.list_queue(DEPARTMENT, [])
    assert not inbox.offers


class _Kept:
    """The part of the history that keeps single values."""

    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}

    async def value(self, key: str) -> bytes | None:
        return self.values.get(key)

    def keep_value(self, key: str, value: bytes) -> None:
        self.values[key] = value


class _Table:
    """A `Handling` with everything around it in the test's hands."""

    def __init__(self, kept: _Kept | None = None) -> None:
        self.backend = FakeBackend()
        self.kept = kept or _Kept()
        self.events: list[object] = []
        self.expected: list[ConversationId] = []
        self.alerts: list[ConversationId] = []
        me = Agent(id=ME, account="me", name="Me Myself", first_name="Me", status=AgentStatus.ONLINE)

        async def wish(request: base.Request, _conversation_id: ConversationId | None) -> bool:
            return await self.backend.request(request) is None

        async def open_chat(_conversation_id: ConversationId) -> None:
            return None

        self.handling = Handling(
            self.backend,
            self.kept,  # type: ignore[arg-type]  # the part that is asked
            HandlingDoors(
                me=lambda: me,
                live=lambda: True,
                publish=self.events.append,
                wish=wish,
                offer_of=lambda _conversation_id: _offer(),
                expect=self.expected.extend,
                open=open_chat,
                alert=self.alerts.append,
            ),
        )

    def of(self, kind: Callable[..., object]) -> list[object]:
        return [event for event in self.events if type(event) is kind]


def _note(text: str = "Look @Me", **values: object) -> Message:
    message = Message(
        id=MessageId("ms_1"),
        conversation_id=ConversationId("cv"),
        pos=3,
        kind=MessageKind.NOTE,
        author=Author(kind=AuthorKind.AGENT, id=ANN, name="Ann Smit"),
        sent_at=NOW,
        text=text,
    )
    return structs.replace(message, **values)


async def test_a_mention_is_told_once_also_by_a_new_console_and_not_after_it_was_seen() -> None:
    table = _Table()
    read = base.MentionRead(_note(), _chat())
    table.handling.on_mention(read)
    table.handling.on_mention(read)
    assert [len(event.fresh) for event in table.of(MentionsChanged)] == [1]  # type: ignore[attr-defined]  # of that kind
    assert table.alerts == [ConversationId("cv")]
    table.handling.mentions_seen(ConversationId("cv"))
    assert table.handling.mentions[0].seen
    anew = _Table(table.kept)
    await anew.handling.load()
    anew.handling.on_mention(read)
    assert anew.alerts == []
    assert anew.handling.mentions[0].seen


async def test_what_became_of_ones_own_offer_is_told() -> None:
    table = _Table()
    mine = _chat(1, agent_id=ME, offer=_offer(to_agent=ANN, by_agent=ME))
    table.handling.on_applied(_chat(2), mine)
    (taken,) = table.of(TransferEnded)
    assert (taken.end, taken.who) == (TransferEnd.ACCEPTED, "Ann Smit")  # type: ignore[attr-defined]  # of that kind
    assert table.expected == [ConversationId("cv")], "nobody is told that it went"
    line = _note(
        "", kind=MessageKind.SYSTEM, system=SystemLine.TRANSFER_DECLINED, values={"agent": "Ann", "reason": "x"}
    )
    table.handling.on_message(line, _chat(2, agent_id=ME))
    ended = table.of(TransferEnded)[-1]
    assert (ended.end, ended.who, ended.reason) == (TransferEnd.DECLINED, "Ann", "x")  # type: ignore[attr-defined]  # of that kind
    table.handling.on_message(line, _chat(3))
    assert len(table.of(TransferEnded)) == 2, "a colleague's offer is not mine"


async def test_a_note_elsewhere_waits_for_its_tick() -> None:
    table = _Table()
    table.handling.on_welcome(
        base.Welcomed(
            epoch="e", server_name="s", me=Agent(id=ME, account="me", name="Me", first_name="Me"), sites=(),
            departments=(), agents=(Agent(id=ANN, account="ann", name="Ann Smit", first_name="Ann"),),
            today=TodayFigures(), articles_version=0,
        )
    )  # fmt: skip
    writing = asyncio.ensure_future(table.handling.note(ConversationId("cv"), "For @Ann Smit"))
    await asyncio.sleep(0)
    (sent,) = table.backend.sent
    assert (sent.kind, sent.mentions, sent.force) == (MessageKind.NOTE, (ANN,), True)
    table.handling.on_answer(sent.client_id, stored=True)
    assert await writing
    table.backend.connected = False
    assert not await table.handling.note(ConversationId("cv"), "Again")


async def test_wishes_name_the_offer_they_answer() -> None:
    table = _Table()
    chat = ConversationId("cv")
    assert await table.handling.accept(chat)
    assert await table.handling.decline(chat, "Lunch")
    assert await table.handling.give_back(chat)
    assert table.backend.requests == [
        base.AcceptOffered(chat, "of_1"),
        base.DeclineOffered(chat, "of_1", "Lunch"),
        base.ReleaseChats((chat,), leaving=False),
    ]

"""A whole desk over real files and a server of the test's own: what was not sent stays with its author, in words."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from operator_console.backends import base
from operator_console.desk.desk import Desk
from operator_console.desk.state import ConnectionPhase, Delivery, Draft, ParkReason
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
    Outcome,
)
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, MessageId, SiteId, VisitId, VisitorId
from operator_console.domain.people import Agent
from operator_console.protocol.http import ConversationPage
from operator_console.runtime.event_hub import EventHub
from operator_console.runtime.server_time import ServerClock
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import AccountStorage
from tests.fakes.fake_backend import FakeBackend

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ME = Agent(id=AgentId("ag_sanne"), account="sanne", name="Sanne Vermeer", first_name="Sanne")
CHAT = ConversationId("cv_1")
MINE = Conversation(
    id=CHAT, site_id=SiteId("st"), department_id=DepartmentId("dp"), visitor_id=VisitorId("vr"), visit_id=VisitId("vt"),
    state=ConversationState.ASSIGNED, agent_id=ME.id, started_at=AT, version=1,
)  # fmt: skip
WITH_BRAM = structs.replace(MINE, agent_id=AgentId("ag_bram"), agent_name="Bram Visser", version=5)
BACK = structs.replace(MINE, version=6)
CLOSED = structs.replace(MINE, state=ConversationState.CLOSED, closed_at=AT, version=7)


class Machine:
    """One agent's machine, whose console can be started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ticks = 0.0
        self.errors: list[tuple[str, BaseException]] = []

    async def start(self) -> None:
        self.backend = FakeBackend()
        self.scope = TaskScope("test", lambda name, error: self.errors.append((name, error)))
        clock = ServerClock(ticks=lambda: self.ticks, wall=lambda: AT)
        hub = EventHub(lambda name, error: self.errors.append((name, error)))
        self.desk = Desk(ME, self.backend, AccountStorage(self.folder), clock, hub, self.scope)
        await self.desk.open()

    async def stop(self) -> None:
        await self.desk.close()
        await self.scope.close()

    def link(self, word: base.LinkWord, retry_in_s: float | None = None) -> None:
        self.backend.tell(base.LinkChanged(word=word, retry_in_s=retry_in_s))

    def live(self, *chats: Conversation) -> None:
        self.link(base.LinkWord.CATCHING_UP)
        self.backend.tell(base.OwnChatsListed(chats))
        self.link(base.LinkWord.LIVE)

    def upsert(self, conversation: Conversation) -> None:
        self.backend.tell(base.ConversationUpserted(conversation))

    def message(self, pos: int, author: Author, text: str = "x") -> None:
        message = Message(
            id=MessageId(f"ms_{pos}"), conversation_id=CHAT, pos=pos, kind=MessageKind.TEXT, author=author, sent_at=AT,
            text=text,
        )  # fmt: skip
        conversation = structs.replace(MINE, last_pos=pos, version=1 + pos)
        self.backend.tell(base.MessageUpserted(message, conversation))
        self.backend.tell(base.StreamAdvanced(CHAT, "e", pos))

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                await asyncio.sleep(0.005)

    @property
    def ends(self) -> list[tuple[Delivery, ParkReason | None, str]]:
        entries = self.desk.entries(CHAT)
        return [(one.delivery, one.park_reason, one.colleague) for one in entries if one.message.pos == 0]


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    made = Machine(tmp_path)
    await made.start()
    yield made
    await made.stop()
    assert made.errors == []


async def test_a_stale_message_names_the_colleague_and_goes_after_the_agents_choice(machine: Machine) -> None:
    machine.live(MINE)
    machine.message(1, Author(kind=AuthorKind.VISITOR, id="vr"))
    key = await machine.desk.send(CHAT, "mine")
    machine.message(2, Author(kind=AuthorKind.AGENT, id="ag_bram", name="Bram Visser"), "Bram hier")
    machine.backend.tell(base.MessageStale(client_id=key, conversation_id=CHAT))
    assert machine.ends == [(Delivery.PARKED, ParkReason.STALE, "Bram Visser")]
    kept = machine.desk.kept()
    assert [(one.key, one.text, one.park_reason, one.colleague) for one in kept] == [
        (key, "mine", ParkReason.STALE, "Bram Visser")
    ]
    await machine.desk.retry(CHAT, key)
    assert (machine.backend.sent[-1].base_seq, machine.backend.sent[-1].force) == (2, False)
    machine.message(3, Author(kind=AuthorKind.AGENT, id="ag_bram", name="Bram Visser"), "nog iets")
    machine.backend.tell(base.MessageStale(client_id=key, conversation_id=CHAT))
    assert machine.ends == [(Delivery.PARKED, ParkReason.STALE, "Bram Visser")], "and asks again"
    assert await machine.desk.discard(CHAT, key) == "mine"
    assert machine.desk.kept() == ()


async def test_a_chat_that_changed_hands_and_came_back_asks_first(machine: Machine) -> None:
    machine.live(MINE)
    machine.link(base.LinkWord.CONNECTING)
    key = await machine.desk.send(CHAT, "mine")
    machine.live()
    assert machine.ends == [(Delivery.PARKED, ParkReason.MOVED, "")], "it is only known to be gone"
    machine.upsert(WITH_BRAM)
    assert machine.ends == [(Delivery.PARKED, ParkReason.MOVED, "Bram Visser")]
    sent = len(machine.backend.sent)
    await machine.desk.retry(CHAT, key)
    assert machine.ends == [(Delivery.PARKED, ParkReason.MOVED, "Bram Visser")], "no server would take it"
    machine.upsert(BACK)
    assert machine.ends == [(Delivery.PARKED, ParkReason.RETURNED, "")]
    assert len(machine.backend.sent) == sent
    await machine.desk.retry(CHAT, key)
    assert len(machine.backend.sent) == sent + 1


@pytest.mark.parametrize("away", [WITH_BRAM, CLOSED])
async def test_a_draft_survives_transfer_and_closing_by_a_colleague_also_over_a_restart(
    machine: Machine, away: Conversation
) -> None:
    machine.live(MINE)
    draft = Draft(text="half geschreven", cursor=4)
    machine.desk.save_draft(CHAT, draft)
    machine.upsert(away)
    row = machine.desk.row(CHAT)
    assert row is not None
    assert (row.ended, row.has_draft) == (True, True)
    rail = machine.desk.rail()
    assert (rail.your_turn, rail.waiting_for_visitor, rail.left) == ((), (), (row,))
    assert machine.desk.draft(CHAT) == draft
    assert [(one.text, one.delivery) for one in machine.desk.kept()] == [("half geschreven", None)]
    await machine.stop()

    await machine.start()
    page = ConversationPage(conversation=away, visitor=None, messages=(), more=False)  # type: ignore[arg-type]

    async def conversation(_conversation_id: ConversationId) -> ConversationPage:
        return page

    machine.backend.conversation = conversation  # type: ignore[method-assign, assignment]
    machine.live()
    await machine.until(lambda: machine.desk.row(CHAT))
    assert machine.desk.draft(CHAT).text == "half geschreven"
    machine.desk.save_draft(CHAT, Draft())
    assert machine.desk.row(CHAT) is None


async def test_a_draft_goes_with_the_agents_own_wrap_up_only(machine: Machine) -> None:
    machine.live(MINE)
    machine.desk.save_draft(CHAT, Draft(text="x", cursor=1))
    assert await machine.desk.wrap_up(CHAT, Outcome.SOLVED)
    machine.upsert(CLOSED)
    assert machine.desk.row(CHAT) is None
    assert machine.desk.draft(CHAT) == Draft()


async def test_offline_counts_from_when_the_connection_was_lost(machine: Machine) -> None:
    machine.live(MINE)
    machine.ticks += 100
    machine.link(base.LinkWord.CONNECTING)
    lost_at = AT + timedelta(seconds=100)
    assert machine.desk.connection.since == lost_at
    machine.ticks += 4
    machine.link(base.LinkWord.CONNECTING, retry_in_s=3.0)
    assert machine.desk.connection.retry_at == lost_at + timedelta(seconds=7)
    machine.ticks += 7
    machine.link(base.LinkWord.OFFLINE, retry_in_s=8.0)
    connection = machine.desk.connection
    assert (connection.phase, connection.since) == (ConnectionPhase.OFFLINE, lost_at)
    machine.link(base.LinkWord.OFFLINE)
    trying = machine.desk.connection
    assert (trying.since, str(trying.retry_at)) == (lost_at, "None")
    machine.link(base.LinkWord.CATCHING_UP)
    assert machine.desk.connection.since == AT + timedelta(seconds=111)
    machine.live(MINE)
    machine.ticks += 5
    machine.link(base.LinkWord.CONNECTING)
    assert machine.desk.connection.since == AT + timedelta(seconds=116)

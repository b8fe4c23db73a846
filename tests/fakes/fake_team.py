"""A lead's wall with made-up chats and colleagues, shown by the real `TeamDesk`; no server."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import structs

from operator_console.backends import base
from operator_console.desk.team import TeamDesk, TeamDoors, WallPhase
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
    SystemLine,
)
from operator_console.domain.ids import AgentId, ClientId, ConversationId, DepartmentId, MessageId, VisitId, VisitorId
from operator_console.domain.people import Agent, AgentStatus, Department, Device, DeviceKind, PageView, Role, Visit
from operator_console.domain.response_clock import ResponseClock
from operator_console.protocol.frames import Refusal
from operator_console.protocol.team import SiteFigures, WallAgent, WallUpdated
from operator_console.runtime.task_scope import TaskScope
from tests.fakes.fake_backend import FakeBackend
from tests.fakes.fake_chats import SITES

if TYPE_CHECKING:
    from tests.fakes.fake_desk import FakeDesk

NAMES = (
    "Anna de Vries", "Bram Bakker", "Carla Visser", "Daan Smit", "Eva Meijer", "Fatima El Amrani", "Gijs Mulder",
    "Hanna Bos", "Imran Yilmaz", "Jolien Peters",
)  # fmt: skip
VISITORS = ("Femke", "Joost", None, "Marieke", "Ahmed", None, "Lotte", "Pieter", "Sofie", None)
QUESTIONS = (
    "Past deze band ook op een 28 inch velg?", "Kan ik mijn bestelling nog wijzigen?", "Is de rode op voorraad?",
    "Hoe lang duurt de bezorging?", "Mijn remmen piepen sinds gisteren", "Mag ik springen met een bril?",
)  # fmt: skip
DEPARTMENTS = (
    Department(id=DepartmentId("dp_fiets"), name="Fietsen"),
    Department(id=DepartmentId("dp_sky"), name="Springen"),
)


class TeamBackend(FakeBackend):
    """As `FakeBackend`, of a server with a wall."""

    capabilities = structs.replace(FakeBackend.capabilities, team=True)


class FakeTeam(TeamDesk):
    """The wall is there as soon as it is opened, and a watched chat as soon as it is watched."""

    def __init__(self, desk: "FakeDesk") -> None:
        self.backend = TeamBackend()
        scope = TaskScope("fake team")
        super().__init__(self.backend, TeamDoors(lambda: desk.me, desk.hub.publish, lambda _name: False), scope)
        self.desk = desk
        self.whole = WallUpdated(at=desk.now(), begins=True)
        self.refused: Refusal | None = None
        self.silent = False
        self.take(base.LinkChanged(word=base.LinkWord.LIVE))

    def tell(self, **changes: object) -> None:
        """Say what changed on the wall."""
        self.take(base.WallTold(WallUpdated(at=self.desk.now(), **changes)))  # type: ignore[arg-type]  # its attributes

    def type_visitor(self, preview: str) -> None:
        """The visitor of the watched chat types."""
        assert self.watched is not None
        name = self.watched.conversation_id
        self.take(base.VisitorTyped(conversation_id=name, active=True, preview=preview))

    def _tell_away(self, request: base.TeamRequest) -> None:
        self.backend.requests.append(request)

    def _expect(self, who: str, active: bool) -> None:
        """Whoever types goes on for as long as the test wants."""

    def _ask_for_wall(self) -> None:
        if self.silent:
            return
        if self.refused is not None:
            self.refusal = self.refused
            self.phase = WallPhase.REFUSED
        else:
            self.take(base.WallTold(self.whole))

    def _ask_to_watch(self) -> None:
        watched = self.watched
        chat = self.chats.get(watched.conversation_id) if watched is not None else None
        if watched is None or chat is None:
            return
        self.take(base.WatchersTold(chat.id, (self.desk.me.id, AgentId("ag_1"))))
        self.take(_snapshot(chat, self.desk.now()))


def lead(desk: "FakeDesk", chats: int = 14, agents: int = 8, *, seed: int = 5) -> "FakeDesk":
    """Make the agent a supervisor with a wall of so many chats and colleagues; returns the desk."""
    desk.promote(Role.SUPERVISOR)
    now = desk.now()
    people = tuple(wall_agents(agents, now, seed))
    talk = tuple(wall_chats(chats, [one.agent for one in people], now, seed))
    desk.team.whole = WallUpdated(
        at=now,
        begins=True,
        departments=DEPARTMENTS,
        sites=SITES,
        chats=talk,
        agents=tuple(with_load(one, talk) for one in people),
        figures=tuple(
            SiteFigures(
                site_id=site.id, replies=212 - at * 80, on_time=201 - at * 90, first_replies=64, begun=71, abandoned=3
            )
            for at, site in enumerate(SITES)
        ),
    )
    return desk


def wall_agents(count: int, now: datetime, seed: int = 5) -> Iterable[WallAgent]:
    """Yield colleagues of both departments."""
    chance = random.Random(seed)
    statuses = (AgentStatus.ONLINE, AgentStatus.ONLINE, AgentStatus.ONLINE, AgentStatus.BUSY, AgentStatus.BREAK)
    for at in range(count):
        name = NAMES[at % len(NAMES)] + ("" if at < len(NAMES) else f" {at}")
        agent = Agent(
            id=AgentId(f"ag_{at}"),
            account=f"agent{at}",
            name=name,
            first_name=name.split()[0],
            departments=tuple(department.id for department in DEPARTMENTS),
            status=chance.choice(statuses) if at else AgentStatus.ONLINE,
            capacity=3 if at % 4 == 3 else 4,
            novice=at % 4 == 3,
            skills=("remmen",) if at % 3 == 0 else (),
        )
        yield WallAgent(agent=agent, since=now - timedelta(minutes=chance.randint(1, 190)))


def wall_chats(count: int, agents: list[Agent], now: datetime, seed: int = 5) -> Iterable[Conversation]:
    """Yield chats of every kind: raised hands, late, soon, waiting for the visitor, in the queue, owner lost."""
    chance = random.Random(seed)
    for at in range(count):
        queued = at % 5 == 3
        owner = None if queued else agents[at % max(1, len(agents))]
        waits_s = chance.choice((3, 8, 14, 22, 27, 34, 51, None, None))
        waits_s = waits_s or 12 if queued else waits_s
        clock = ResponseClock(started_at=now - timedelta(seconds=waits_s)) if waits_s else ResponseClock(answered=True)
        said_at = now - timedelta(seconds=waits_s or chance.randint(20, 600))
        yield Conversation(
            id=ConversationId(f"cv_wall_{at}"),
            site_id=SITES[at % len(SITES)].id,
            department_id=SITES[at % len(SITES)].department_id,
            visitor_id=VisitorId(f"vs_{at}"),
            visit_id=VisitId(f"vt_{at}"),
            state=ConversationState.QUEUED if queued else ConversationState.ASSIGNED,
            started_at=said_at - timedelta(seconds=chance.randint(10, 900)),
            visitor_number=4800 + at,
            visitor_name=VISITORS[at % len(VISITORS)],
            agent_id=owner.id if owner else None,
            agent_name=owner.name if owner else None,
            owner_lost_at=now - timedelta(seconds=70) if at == 6 and not queued else None,
            last_pos=6,
            last_text=QUESTIONS[at % len(QUESTIONS)],
            last_author=AuthorKind.VISITOR if waits_s else AuthorKind.AGENT,
            last_message_at=said_at,
            clock=clock,
            hand_raised_at=now - timedelta(seconds=40) if at == 4 else None,
            hand_text="Klant wil korting, mag dat?" if at == 4 else "",
            version=1,
        )


def with_load(agent: WallAgent, chats: Iterable[Conversation]) -> WallAgent:
    """Return a colleague with the load that follows from these chats."""
    mine = [chat for chat in chats if chat.agent_id == agent.agent.id]
    running = [chat.clock for chat in mine if chat.clock.started_at is not None]
    longest = min(running, key=lambda clock: str(clock.started_at), default=None)
    return structs.replace(agent, open_chats=len(mine), waiting=len(running), longest=longest)


def _snapshot(chat: Conversation, now: datetime) -> base.ChatSnapshot:
    visitor = Author(kind=AuthorKind.VISITOR, id=chat.visitor_id, name=chat.visitor_name or "")
    agent = Author(kind=AuthorKind.AGENT, id=chat.agent_id or "ag_0", name=chat.agent_name or "Anna de Vries")
    said: list[tuple[Author, str]] = [
        (visitor, "Goedemiddag, ik heb een vraag over mijn bestelling."),
        (agent, "Goedemiddag! Waarmee kan ik je helpen?"),
        (visitor, "Het pakket zou gisteren komen, maar er is niets bezorgd."),
        (agent, "Wat vervelend. Ik kijk meteen voor je waar het is."),
        (visitor, chat.last_text),
    ]
    messages = [
        Message(
            id=MessageId(f"ms_{chat.id}_{at}"),
            conversation_id=chat.id,
            pos=at + 2,
            kind=MessageKind.TEXT,
            author=author,
            sent_at=now - timedelta(seconds=(len(said) - at) * 45),
            text=text,
            client_id=ClientId(f"client-{chat.id}-{at}"),
        )
        for at, (author, text) in enumerate(said)
    ]
    began = Message(
        id=MessageId(f"ms_{chat.id}_began"),
        conversation_id=chat.id,
        pos=1,
        kind=MessageKind.SYSTEM,
        author=Author(kind=AuthorKind.SYSTEM),
        sent_at=now - timedelta(seconds=300),
        system=SystemLine.ASSIGNED,
        values={"agent": agent.name.partition(" ")[0]},
    )
    visit = Visit(
        id=chat.visit_id,
        visitor_id=chat.visitor_id,
        site_id=chat.site_id,
        started_at=now - timedelta(minutes=9),
        last_seen_at=now,
        pages=(PageView(url="https://fietsenwereld.example/bestelling", title="Mijn bestelling", opened_at=now),),
        device=Device(kind=DeviceKind.PHONE, system="Android 14", browser="Chrome 129"),
        language="nl",
    )
    return base.ChatSnapshot(
        epoch="e", pos=6, conversation=chat, messages=(began, *messages), more=False, visitor=None, visit=visit,
        previous=(),
    )  # fmt: skip

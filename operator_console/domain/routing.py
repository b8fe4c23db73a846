"""Which agent gets the next chat; pure, knows no connection, no storage and no clock: times are POSIX seconds.

`choose` says it for any number of seats; a server with many keeps them in an order that lets it stop early
(`server.router`), by the same rules.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable
from datetime import datetime
from math import inf

from msgspec import Struct

from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId
from operator_console.domain.offers import may_see
from operator_console.domain.people import NOVICE_CAPACITY, Agent, RoutingPolicy, RoutingRules, SkillRule, Visit

USUAL_PACE_S = 20.0
"""How long an answer is taken to need before anything was measured."""
SHORTEST_PACE_S = 0.01
"""Only a clock that was set gives less."""
LONGEST_PACE_S = 180.0
"""Whoever took longer was doing something else meanwhile."""
PACE_SHARE = 0.1
"""How much of the pace the newest answer is, once there are some."""
QUIET_SHARE = 0.5
"""What a chat that waits for its visitor weighs against one that waits for the agent: it comes back."""
VIP_AHEAD_S = 60.0
"""A chat that goes first passes those that have waited less than this longer, and never anybody else."""
GIVEN_ANYWAY = 2.0
"""After so many limits a chat goes to whoever has room, whether they will get to it in time or not."""

Key = tuple[float, ...] | tuple[float, float, float, str]
Place = tuple[int, float, float]


class Wanted(Struct, frozen=True, kw_only=True):
    """A chat that needs an agent.

    Attributes:
        since_s: When its visitor began to wait, without pauses.
        limit_s: The limit of its answer.
        skill, language: What an agent should have; empty for none.
        known_agent_id: Who answered the visitor before.
        declined: Who is not to be asked: they declined it, or offer it themselves.
        unhurried: Its visitor has gone and left an address: it is for somebody on whom nobody waits.
    """

    conversation_id: ConversationId
    department_id: DepartmentId
    site_id: SiteId
    since_s: float
    limit_s: float = 30.0
    skill: str = ""
    language: str = ""
    known_agent_id: AgentId | None = None
    declined: tuple[AgentId, ...] = ()
    unhurried: bool = False

    @property
    def deadline_s(self) -> float:
        """When its answer is due."""
        return self.since_s + self.limit_s


class Held(Struct, frozen=True):
    """A chat on an agent's desk.

    Attributes:
        deadline_s: When its answer is due; infinite while its clock stands still; None when its visitor does not wait.
        since_s: When the agent got it.
    """

    department_id: DepartmentId
    deadline_s: float | None
    since_s: float


class Pace:
    """How long an agent needs for an answer: a running estimate from what the response clock measured."""

    __slots__ = ("answers", "last_s", "mean_s")

    def __init__(self) -> None:
        self.mean_s = USUAL_PACE_S
        self.answers = 0
        self.last_s = -inf

    def answered(self, asked_s: float, answered_s: float) -> None:
        """Take over one answer: it was worked on since the question, or the agent's answer before it, if that is later.

        So it does not count how long a chat had to wait for the others.
        """
        took_s = answered_s - max(asked_s, self.last_s)
        self.last_s = max(self.last_s, answered_s)
        took_s = min(max(took_s, SHORTEST_PACE_S), LONGEST_PACE_S)
        self.mean_s += (took_s - self.mean_s) * max(PACE_SHARE, 1.0 / (self.answers + 3))
        self.answers += 1


class Seat:
    """One agent as routing sees them.

    Attributes:
        here: The agent is online, with a console that stays, and takes new chats.
        turn_s: When routing last gave the agent a chat, for taking turns.
        deadlines: Deadlines of the chats that wait on the agent, in order.
    """

    __slots__ = ("_held", "_waiting_in", "agent", "deadlines", "here", "pace", "turn_s")

    def __init__(self, agent: Agent, *, here: bool = True) -> None:
        self.agent = agent
        self.here = here
        self.pace = Pace()
        self.turn_s = 0.0
        self.deadlines: list[float] = []
        self._held: dict[ConversationId, Held] = {}
        self._waiting_in: dict[DepartmentId, int] = {}

    @property
    def waiting(self) -> int:
        """How many chats wait on the agent; only these count against capacity."""
        return len(self.deadlines)

    @property
    def open(self) -> int:
        """How many chats the agent has."""
        return len(self._held)

    def held(self, conversation_id: ConversationId) -> Held | None:
        """Return a chat of the agent's, or None."""
        return self._held.get(conversation_id)

    def hold(self, conversation_id: ConversationId, held: Held) -> None:
        """Put a chat on the agent's desk, or what has become of it."""
        self.let_go(conversation_id)
        self._held[conversation_id] = held
        if held.deadline_s is not None:
            insort(self.deadlines, held.deadline_s)
            self._waiting_in[held.department_id] = self._waiting_in.get(held.department_id, 0) + 1

    def let_go(self, conversation_id: ConversationId) -> None:
        """Take a chat away, if it is there."""
        held = self._held.pop(conversation_id, None)
        if held is not None and held.deadline_s is not None:
            del self.deadlines[bisect_right(self.deadlines, held.deadline_s) - 1]
            self._waiting_in[held.department_id] -= 1

    def has_room(self, department_id: DepartmentId) -> bool:
        """Tell whether one more chat of the department may wait on the agent."""
        return self.room(department_id) > 0

    def room(self, department_id: DepartmentId) -> int:
        """Return how many more chats of the department may wait on the agent."""
        agent = self.agent
        most = min(agent.capacity, NOVICE_CAPACITY) if agent.novice else agent.capacity
        left = most - len(self.deadlines)
        own = agent.department_capacity.get(department_id)
        if own is not None:
            left = min(left, own - self._waiting_in.get(department_id, 0))
        return max(0, left)

    def may_have(self, wanted: Wanted) -> bool:
        """Tell whether the agent is there, may see the chat and was not asked before."""
        if not self.here or self.agent.id in wanted.declined:
            return False
        return may_see(self.agent, wanted.department_id, wanted.site_id)

    def is_match(self, wanted: Wanted) -> bool:
        """Tell whether the agent has the skill and the language that the chat wants."""
        agent = self.agent
        if wanted.skill and wanted.skill not in agent.skills:
            return False
        return not wanted.language or not agent.languages or wanted.language in agent.languages

    def accepts(self, wanted: Wanted, now_s: float, policy: RoutingPolicy) -> bool:
        """Tell whether the chat is better off here now than in the queue, where others could take it.

        Ours asks whether the agent is free, or gets to it in time, in the order of deadlines, without one of the
        agent's own chats being late by it. Else the queue is better: whoever comes free first takes it from there. But
        nobody waits there for ever.
        """
        if wanted.unhurried:
            return not self.deadlines
        if policy in {RoutingPolicy.LEAST_BUSY, RoutingPolicy.ROUND_ROBIN} or not self.deadlines:
            return True
        waited_s = now_s - wanted.since_s
        if waited_s >= GIVEN_ANYWAY * wanted.limit_s:
            return True
        pace_s = self.pace.mean_s
        place = bisect_right(self.deadlines, wanted.deadline_s)
        reached_s = now_s + (place + 1) * pace_s
        if reached_s > wanted.deadline_s:
            return False
        for deadline_s in self.deadlines[place:]:
            if reached_s <= deadline_s < reached_s + pace_s:
                return False
            reached_s += pace_s
        return True

    def key(self, policy: RoutingPolicy) -> Key:
        """Return what puts seats in the policy's order; the smallest goes first. It changes only with the seat."""
        waiting = len(self.deadlines)
        if policy is RoutingPolicy.ROUND_ROBIN:
            return self.turn_s, 0.0, 0.0, self.agent.id
        if policy is RoutingPolicy.LEAST_BUSY:
            return waiting, len(self._held), self.turn_s, self.agent.id
        quiet = len(self._held) - waiting
        return self.pace.mean_s * (waiting + 1 + QUIET_SHARE * quiet), 0.0, self.turn_s, self.agent.id


def choose(wanted: Wanted, seats: Iterable[Seat], rules: RoutingRules, now_s: float) -> Seat | None:
    """Return whose chat it becomes, or None when it has to stay in the queue.

    Whoever the visitor knows goes first, and is waited for a moment. Who has the skill and the language goes before the
    others, who get it only after a while, or when nobody with them is there. Among these the policy decides. Whoever is
    the only one gets it at once: nobody would come free before them.
    """
    possible = [seat for seat in seats if seat.may_have(wanted)]
    if len(possible) == 1 and not wanted.unhurried:
        return possible[0] if possible[0].has_room(wanted.department_id) else None
    waited_s = now_s - wanted.since_s
    known = next((seat for seat in possible if seat.agent.id == wanted.known_agent_id), None)
    if known is not None and rules.known_agent_s > 0:
        if known.has_room(wanted.department_id) and known.accepts(wanted, now_s, rules.policy):
            return known
        if waited_s < rules.known_agent_s:
            return None
    matching = [seat for seat in possible if seat.is_match(wanted)]
    best = _first(matching, wanted, rules.policy, now_s)
    if best is None and (not matching or waited_s >= rules.overflow_s):
        best = _first(possible, wanted, rules.policy, now_s)
    return best


def _first(seats: Iterable[Seat], wanted: Wanted, policy: RoutingPolicy, now_s: float) -> Seat | None:
    taking = [seat for seat in seats if seat.has_room(wanted.department_id) and seat.accepts(wanted, now_s, policy)]
    return min(taking, key=lambda seat: seat.key(policy), default=None)


def place(conversation: Conversation) -> Place:
    """Return what puts the queue in order: who lost their agent, then who waits longest, VIPs a minute ahead.

    Chats whose visitor is gone come last.
    """
    since_s = round(waits_since_s(conversation), 3)
    began_s = conversation.started_at.timestamp()  # who wrote first by night is first in the morning
    if not conversation.clock.running:
        return 2, since_s, began_s
    ahead_s = VIP_AHEAD_S if conversation.vip else 0.0
    return int(conversation.owner_lost_at is None), since_s - ahead_s, began_s


def waits_since_s(conversation: Conversation) -> float:
    """Return when the visitor of a chat began to wait, pauses left out; else when the chat began."""
    clock = conversation.clock
    began = clock.started_at or conversation.started_at
    return began.timestamp() + clock.paused_s


def wanted_by(conversation: Conversation) -> Wanted:
    """Return what routing needs to know of a chat that waits for an agent, or is offered to a department."""
    offer = conversation.offer
    declined = conversation.declined
    if offer is not None and offer.by_agent is not None:
        declined = (*declined, offer.by_agent)
    return Wanted(
        conversation_id=conversation.id,
        department_id=(offer.to_department if offer is not None else None) or conversation.department_id,
        site_id=conversation.site_id,
        since_s=waits_since_s(conversation),
        limit_s=conversation.clock.limit_s,
        skill=conversation.skill,
        language=conversation.language,
        known_agent_id=conversation.known_agent_id,
        declined=declined,
        unhurried=conversation.follow_up is not None and not conversation.clock.running,
    )


def held_as(conversation: Conversation, since_s: float) -> Held:
    """Return a chat as it stands on an agent's desk."""
    clock = conversation.clock
    deadline_s: float | None = None
    if clock.started_at is not None:
        standing = clock.paused_at is not None
        deadline_s = inf if standing else clock.started_at.timestamp() + clock.paused_s + clock.limit_s
    return Held(conversation.department_id, deadline_s, since_s)


class Wishes(Struct, frozen=True, kw_only=True):
    """What a new conversation wants of its agent; see `Conversation`."""

    skill: str = ""
    language: str = ""
    vip: bool = False


def wishes_of(visit: Visit, rules: RoutingRules, site_language: str) -> Wishes:
    """Return what a conversation that begins in this visit wants."""
    page = visit.pages[-1].url if visit.pages else visit.landing_url or ""
    spoken = (visit.language or site_language)[:2].casefold()
    vip = visit.custom.get(rules.vip_field, "") if rules.vip_field else ""
    return Wishes(
        skill=skill_for(page, rules.skill_rules),
        language=spoken if spoken.isalpha() else "",
        vip=vip.strip().casefold() in {"yes", "true", "1", "ja"},
    )


def skill_for(page_url: str, rules: Iterable[SkillRule]) -> str:
    """Return the skill of the first rule that fits a page; empty when none does."""
    return next((rule.skill for rule in rules if rule.page_contains and rule.page_contains in page_url), "")


def posix_s(moment: datetime) -> float:
    """Return a moment as routing counts time."""
    return moment.timestamp()

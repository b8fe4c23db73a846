"""Gives waiting chats to agents: seats and queues kept in order by what happens, decisions by `domain.routing`."""

import logging
from bisect import bisect_left, insort
from collections.abc import Iterable
from datetime import UTC, datetime

from operator_console.domain.conversations import Conversation, ConversationState, OfferReason
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId
from operator_console.domain.people import AgentStatus, Routing, RoutingRules, Site
from operator_console.domain.response_clock import ReplyMeasured
from operator_console.domain.routing import (
    Held,
    Pace,
    Place,
    Seat,
    Wanted,
    held_as,
    place,
    posix_s,
    wanted_by,
)
from operator_console.protocol.versions import OFFERS
from operator_console.server.agent_lines import AgentLines
from operator_console.server.open_chats import OpenChats
from operator_console.server.seats import Seats
from operator_console.server.store.directory import Directory
from operator_console.server.store.store import Store
from operator_console.server.store.writer import Work
from operator_console.server.visitor_lines import VisitorLines
from operator_console.server.works.answers import ChangeAnswer, Refused
from operator_console.server.works.handling import Claim
from operator_console.server.works.offers import ForgetDeclined, Given, HoldOut

ROUTED_AT_ONCE = 20
"""What is given in one go; the rest follows when that is stored, and meanwhile others have their turn."""
LOOKED_AT = 200
"""Waiting chats of a department that are considered in one go."""
ASKED_AGAIN_S = 10.0
"""Whoever has declined a chat that nobody else wants is asked again after this."""
_log = logging.getLogger(__name__)


class Router:
    """The queues of all departments and who serves them.

    Chats whose visitor is gone stand in no queue: nobody waits, and whoever looks at the list may take them.
    """

    def __init__(self, store: Store, chats: OpenChats, agents: AgentLines, visitors: VisitorLines) -> None:
        self._store = store
        self._chats = chats
        self._agents = agents
        self._visitors = visitors
        self.seats = Seats()
        self._on_desk: dict[ConversationId, AgentId] = {}
        self._queues: dict[DepartmentId, list[tuple[Place, ConversationId]]] = {}
        self._places: dict[ConversationId, tuple[DepartmentId, Place]] = {}
        self._under_way: set[ConversationId] = set()
        self._all_asked_at: dict[ConversationId, float] = {}
        self.know(store.directory)
        for chat in chats.everybody():
            self.put(chat)

    # -- what happens

    def know(self, directory: Directory) -> None:
        """Take over what administration has changed."""
        self.seats.know(directory.agents.values())
        for agent in directory.agents.values():
            self.agent_changed(agent.id)

    def agent_changed(self, agent_id: AgentId) -> None:
        """An agent came, went, or has another status."""
        seat = self.seats.get(agent_id)
        if seat is not None:
            here = self._agents.status(agent_id) is AgentStatus.ONLINE and not self._agents.is_locked(agent_id)
            self.seats.set_here(seat, here=here)

    def put(self, chat: Conversation) -> None:
        """Take over a conversation's new state."""
        self._enqueue(chat)
        offer = chat.offer
        owner = chat.agent_id
        if owner is None and offer is not None and offer.reason is OfferReason.ROUTED:
            owner = offer.to_agent  # it would be theirs
        if chat.state is ConversationState.CLOSED or not (chat.clock.running or self._is_there(chat)):
            owner = None
        self._sit(chat.id, owner, chat)

    def replied(self, chat: Conversation, measured: ReplyMeasured) -> None:
        """Learn from an agent's answer how long they need."""
        seat = self.seats.get(measured.agent_id) if measured.agent_id is not None else None
        if seat is None or not measured.counts_as_reply:
            return
        held = seat.held(chat.id)
        answered_s = posix_s(measured.stopped_at)
        asked_s = answered_s - measured.waited_s  # a night in between says nothing of how long somebody needs
        seat.pace.answered(max(asked_s, held.since_s) if held is not None else asked_s, answered_s)
        self.seats.changed(seat)

    def learn(self, agent_id: AgentId, answers: Iterable[tuple[float, float]]) -> None:
        """Learn from earlier answers of an agent, oldest first: when it was asked and answered."""
        seat = self.seats.get(agent_id)
        if seat is not None:
            seat.pace = Pace()
            for asked_s, answered_s in answers:
                seat.pace.answered(asked_s, answered_s)
            self.seats.changed(seat)

    # -- what follows

    @property
    def departments(self) -> tuple[DepartmentId, ...]:
        """The departments in whose queue somebody waits."""
        return tuple(key for key, queue in self._queues.items() if queue)

    def queue(self, department_id: DepartmentId) -> list[ConversationId]:
        """Return the conversations that wait for an agent of a department, in order."""
        return [conversation_id for _place, conversation_id in self._queues.get(department_id, ())]

    def waiting_in(self, department_id: DepartmentId) -> int:
        """Return how many wait for an agent of a department."""
        return len(self._queues.get(department_id, ()))

    @property
    def has_queue(self) -> bool:
        """Tell whether anybody waits for an agent."""
        return bool(self._places)

    def route(self) -> None:
        """Give what can be given now."""
        now_s = datetime.now(UTC).timestamp()
        room = ROUTED_AT_ONCE
        for department_id in [key for key, queue in self._queues.items() if queue]:
            for _place, conversation_id in self._queues[department_id][:LOOKED_AT]:
                chat = self._chats.get(conversation_id)
                if chat is not None and self._route_one(chat, now_s):
                    room -= 1
                if room == 0:
                    return

    def _route_one(self, chat: Conversation, now_s: float) -> bool:
        site = self._store.directory.sites.get(chat.site_id)
        if site is None or chat.id in self._under_way or not self._waits_for_routing(chat, site):
            return False
        wanted = wanted_by(chat)
        if self.seats.is_hopeless(wanted, site.rules, now_s):
            return False
        seat = self.seats.choose(wanted, site.rules, now_s)
        if seat is None:
            self._ask_again_later(chat, wanted, now_s)
            return False
        self._give(chat, seat, site.rules, now_s)
        return True

    def _waits_for_routing(self, chat: Conversation, site: Site) -> bool:
        if site.routing is not Routing.AUTOMATIC:
            return False
        if not self._visitors.tabs(chat.visitor_id) and chat.follow_up is None:
            return False
        if chat.offer is None:
            return chat.state is ConversationState.QUEUED
        # Where agents are asked, whoever of the department comes first accepts it.
        return chat.offer.to_agent is None and site.rules.offer_s <= 0

    def _give(self, chat: Conversation, seat: Seat, rules: RoutingRules, now_s: float) -> None:
        agent_id = seat.agent.id
        seat.turn_s = now_s
        work: Work[ChangeAnswer]
        if chat.offer is not None:
            work = Given(chat.id, chat.offer.id, agent_id)
        elif rules.offer_s > 0 and OFFERS in self._agents.features(agent_id):
            work = HoldOut(chat.id, agent_id, OfferReason.ROUTED)
        else:
            work = Claim(agent_id, chat.id)
        self._under_way.add(chat.id)
        self._sit(chat.id, agent_id, chat)

        def done(answer: ChangeAnswer | None, error: BaseException | None) -> None:
            self._under_way.discard(chat.id)
            if error is not None:
                _log.warning("routing waits", extra={"conversation": chat.id})
            if error is not None or isinstance(answer, Refused):
                now = self._chats.get(chat.id)
                if now is not None:
                    self.put(now)
                else:
                    self._sit(chat.id, None, chat)

        self._store.submit(work, done)

    def _ask_again_later(self, chat: Conversation, wanted: Wanted, now_s: float) -> None:
        """Begin a new round of a chat that all who are there have passed, after a pause."""
        if not chat.declined or self.seats.is_anybody_left(wanted):
            self._all_asked_at.pop(chat.id, None)
        elif now_s - self._all_asked_at.setdefault(chat.id, now_s) >= ASKED_AGAIN_S:
            del self._all_asked_at[chat.id]
            self._store.submit(ForgetDeclined(chat.id), _ignore)

    # -- keeping order

    def _is_there(self, chat: Conversation) -> bool:
        """Tell whether a chat's visitor is there, or was a moment ago."""
        return self._visitors.line(chat.visitor_id) is not None

    def _is_awaited(self, chat: Conversation) -> bool:
        """Tell whether an answer to a chat is of use: its visitor is there, or can be reached."""
        return chat.follow_up is not None or self._is_there(chat)

    def _enqueue(self, chat: Conversation) -> None:
        before = self._places.pop(chat.id, None)
        if before is not None:
            department_id, at = before
            queue = self._queues[department_id]
            del queue[bisect_left(queue, (at, chat.id))]
        offered_to = chat.offer.to_department if chat.offer is not None and chat.offer.to_agent is None else None
        waits = chat.state is ConversationState.QUEUED or (
            chat.state is ConversationState.ASSIGNED and offered_to is not None
        )
        if not waits or not self._is_awaited(chat):
            self._all_asked_at.pop(chat.id, None)
            return
        found = self._places[chat.id] = (offered_to or chat.department_id, place(chat))
        insort(self._queues.setdefault(found[0], []), (found[1], chat.id))

    def _sit(self, conversation_id: ConversationId, agent_id: AgentId | None, chat: Conversation) -> None:
        """Put a chat on an agent's desk, and take it from another one's."""
        before = self._on_desk.pop(conversation_id, None)
        since_s = datetime.now(UTC).timestamp()
        if before is not None:
            seat = self.seats.get(before)
            if seat is not None:
                held: Held | None = seat.held(conversation_id)
                if held is not None and before == agent_id:
                    since_s = held.since_s
                seat.let_go(conversation_id)
                if before != agent_id:
                    self.seats.changed(seat)
        if agent_id is None:
            return
        self._on_desk[conversation_id] = agent_id
        seat = self.seats.get(agent_id)
        if seat is not None:
            seat.hold(conversation_id, held_as(chat, since_s))
            self.seats.changed(seat)


def _ignore(_answer: object, _error: BaseException | None) -> None:
    """What was not stored is tried again in the next look."""

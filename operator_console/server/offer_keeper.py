"""Keeps offers moving, and asks colleagues when an owner does not react; knows no socket and no SQL.

What stands in a conversation is the truth: an offer's end, who was asked, what the visitor was told. So nothing is
lost with a restart, and nothing is done twice.
"""

import asyncio
import logging
from bisect import bisect_left, insort
from datetime import UTC, datetime

from operator_console.domain.conversations import Conversation, ConversationState, Offer, OfferReason
from operator_console.domain.escalation import Owner, due
from operator_console.domain.ids import AgentId, ConversationId
from operator_console.domain.offers import is_over
from operator_console.domain.people import AgentStatus, EscalationTimes, RoutingRules
from operator_console.domain.routing import Seat, choose, waits_since_s, wanted_by
from operator_console.protocol.versions import OFFERS
from operator_console.server.agent_lines import AgentLines
from operator_console.server.open_chats import OpenChats
from operator_console.server.router import Router
from operator_console.server.store.store import Store
from operator_console.server.store.writer import Work
from operator_console.server.works.answers import ChangeAnswer
from operator_console.server.works.offers import HoldOut, MoveOn, SayStillSearching

TICK_S = 1.0
SHORTEST_TICK_S = 0.02
BEGUN_AT_ONCE = 20
"""Offers and lines that one look begins; the next ones follow a second later."""
_BY_SERVER = frozenset({OfferReason.ROUTED, OfferReason.ESCALATION})
_log = logging.getLogger(__name__)


class OfferKeeper:
    """Belongs to the loop's thread.

    Args:
        grace_s: So long after the start nothing moves on: the consoles were cut, and need the time to come back.
    """

    def __init__(self, store: Store, chats: OpenChats, agents: AgentLines, router: Router, grace_s: float) -> None:
        self._store = store
        self._chats = chats
        self._agents = agents
        self._router = router
        self._grace_s = grace_s
        self._offers: dict[ConversationId, Offer] = {}
        self._questions: list[tuple[float, ConversationId]] = []
        self._asked_s: dict[ConversationId, float] = {}
        self._typed_at: dict[ConversationId, datetime] = {}
        self._under_way: set[ConversationId] = set()
        for chat in chats.everybody():
            self.put(chat)

    async def run(self) -> None:
        """Look every second, and when an offer ends, until the server stops."""
        await asyncio.sleep(self._grace_s)
        while True:
            now = datetime.now(UTC)
            self._move_on(now)
            self._escalate(now)
            await asyncio.sleep(self._pause_s(now))

    def put(self, chat: Conversation) -> None:
        """Take over a conversation's new state."""
        if chat.offer is not None and chat.state is not ConversationState.CLOSED:
            self._offers[chat.id] = chat.offer
        else:
            self._offers.pop(chat.id, None)
        before_s = self._asked_s.pop(chat.id, None)
        if before_s is not None:
            del self._questions[bisect_left(self._questions, (before_s, chat.id))]
        if chat.state is ConversationState.ASSIGNED and chat.clock.running:
            since_s = self._asked_s[chat.id] = waits_since_s(chat)
            insort(self._questions, (since_s, chat.id))
        else:
            self._typed_at.pop(chat.id, None)

    def typed(self, conversation_id: ConversationId) -> None:
        """The owner types in a chat."""
        if conversation_id in self._asked_s:
            self._typed_at[conversation_id] = datetime.now(UTC)

    # -- offers that end

    def _move_on(self, now: datetime) -> None:
        for conversation_id, offer in tuple(self._offers.items()):
            gone = self._is_gone(offer)
            if gone or is_over(offer, now):
                self._submit(conversation_id, MoveOn(conversation_id, offer.id, gone))

    def _is_gone(self, offer: Offer) -> bool:
        """Tell whether the server asked somebody who takes no chats any more; what a colleague offers waits."""
        if offer.reason not in _BY_SERVER or offer.to_agent is None:
            return False
        return self._agents.status(offer.to_agent) is not AgentStatus.ONLINE

    def _pause_s(self, now: datetime) -> float:
        pause_s = TICK_S
        for offer in self._offers.values():
            if offer.until is not None and offer.until > now:
                pause_s = min(pause_s, (offer.until - now).total_seconds())
        return max(pause_s, SHORTEST_TICK_S)

    # -- owners who do not react

    def _escalate(self, now: datetime) -> None:
        begun = 0
        sites = self._store.directory.sites
        soonest_s = min((_first_s(site.escalation) for site in sites.values()), default=0.0)
        for since_s, conversation_id in tuple(self._questions):
            if now.timestamp() - since_s < soonest_s or begun >= BEGUN_AT_ONCE:
                return
            chat = self._chats.get(conversation_id)
            site = sites.get(chat.site_id) if chat is not None else None
            if chat is None or site is None or conversation_id in self._under_way:
                continue
            wanted = due(chat, site.escalation, self._owner(chat), now)
            colleague = self._colleague(chat, site.rules, now) if wanted.offer else None
            if colleague is not None:
                self._submit(chat.id, HoldOut(chat.id, colleague, OfferReason.ESCALATION))
                begun += 1
            elif wanted.tell:
                self._submit(chat.id, SayStillSearching(chat.id))
                begun += 1

    def _owner(self, chat: Conversation) -> Owner:
        line = self._agents.find(chat.agent_id) if chat.agent_id is not None else None
        return Owner(
            connected=line is not None and line.connected,
            locked=line is not None and line.locked,
            active_at=line.active_at if line is not None else None,
            typed_at=self._typed_at.get(chat.id),
        )

    def _colleague(self, chat: Conversation, rules: RoutingRules, now: datetime) -> AgentId | None:
        """Return whom to ask next: by the rules of routing, of those who can be asked and are not being asked."""
        asked = {offer.to_agent for offer in self._offers.values()}
        seats = [
            seat
            for agent in self._store.directory.agents_of(chat.department_id)
            if agent.id not in asked and agent.id != chat.agent_id and (seat := self._seat(agent.id)) is not None
        ]
        chosen = choose(wanted_by(chat), seats, rules, now.timestamp())
        return chosen.agent.id if chosen is not None else None

    def _seat(self, agent_id: AgentId) -> Seat | None:
        seat = self._router.seats.get(agent_id)
        if seat is None or not seat.here or OFFERS not in self._agents.features(agent_id):
            return None
        return seat

    def _submit(self, conversation_id: ConversationId, work: Work[ChangeAnswer]) -> None:
        if conversation_id in self._under_way:
            return
        self._under_way.add(conversation_id)

        def done(_answer: ChangeAnswer | None, error: BaseException | None) -> None:
            self._under_way.discard(conversation_id)
            if error is not None:
                _log.warning("an offer waits", extra={"conversation": conversation_id})

        self._store.submit(work, done)


def _first_s(times: EscalationTimes) -> float:
    """Return the first of a site's marks that is set; a long time without any."""
    return min((mark_s for mark_s in (times.offer_s, times.tell_s) if mark_s > 0), default=float("inf"))

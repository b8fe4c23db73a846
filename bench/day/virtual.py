"""The same day without machines: the domain's own routing in simulated time, to see what the replay's machinery adds.

Nothing here takes time but people. Visitors, agents and rules are those of the replay; `domain.routing.choose` decides.
"""

import heapq
from collections.abc import Sequence

from bench.day.cast import WORK_MEAN_S, AgentScript, VisitorScript
from bench.day.floor import DEPARTMENT, SITE
from operator_console.domain.ids import AgentId, ConversationId
from operator_console.domain.people import Agent, RoutingPolicy, RoutingRules
from operator_console.domain.response_clock import StopReason
from operator_console.domain.routing import Held, Seat, Wanted, choose
from operator_console.domain.staffing.behaviour import Stop

LOOK_S = 1.0
"""How often the queue is looked at when nothing happens, as the server does."""
_WRITES, _ANSWERED, _LEAVES, _LOOKS = range(4)


class _Chat:
    def __init__(self, number: int, script: VisitorScript) -> None:
        self.id = ConversationId(f"cv_{number}")
        self.script = script
        self.turn = 0
        self.asked_s = script.at_s
        self.waits = False
        self.desk: _Desk | None = None


class _Desk:
    """An agent with the chats that wait on them, the first deadline first."""

    def __init__(self, script: AgentScript) -> None:
        agent = Agent(
            id=AgentId(script.account),
            account=script.account,
            name=script.name,
            first_name=script.name,
            departments=(DEPARTMENT,),
            novice=script.novice,
        )
        self.script = script
        self.seat = Seat(agent)
        self.waiting: list[_Chat] = []
        self.working: _Chat | None = None
        for number in range(30):
            self.seat.pace.answered(number * 60.0 - 86_400.0, number * 60.0 - 86_400.0 + WORK_MEAN_S * script.pace)


class VirtualDay:
    """Plays a day under one policy.

    Attributes:
        stops: All stops of the response clock.
        queued_s: How long each chat waited for an agent.
    """

    def __init__(
        self, visitors: Sequence[VisitorScript], staff: Sequence[AgentScript], policy: RoutingPolicy, target_s: float
    ) -> None:
        self.stops: list[Stop] = []
        self.queued_s: list[float] = []
        self._rules = RoutingRules(policy=policy)
        self._target_s = target_s
        self._desks = {AgentId(script.account): _Desk(script) for script in staff}
        self._queue: list[_Chat] = []
        self._events: list[tuple[float, int, int, _Chat | None, int]] = []
        self._number = 0
        self._now_s = 0.0
        self._left = len(visitors)
        for number, script in enumerate(visitors):
            self._at(script.at_s, _WRITES, _Chat(number, script))
        self._at(0.0, _LOOKS, None)

    def run(self) -> None:
        """Play it to its end."""
        while self._left:
            self._now_s, _, kind, chat, turn = heapq.heappop(self._events)
            if chat is None:
                self._at(self._now_s + LOOK_S, _LOOKS, None)
            elif kind == _WRITES:
                self._ask(chat)
            elif kind == _ANSWERED:
                self._answer(chat)
            elif chat.waits and chat.turn == turn:
                self._leave(chat)
            self._route()

    def _at(self, at_s: float, kind: int, chat: _Chat | None, turn: int = 0) -> None:
        self._number += 1
        heapq.heappush(self._events, (at_s, self._number, kind, chat, turn))

    def _ask(self, chat: _Chat) -> None:
        chat.asked_s, chat.waits = self._now_s, True
        self._at(self._now_s + chat.script.patience_s, _LEAVES, chat, chat.turn)
        if chat.desk is None:
            self._queue.append(chat)
        else:
            self._hold(chat.desk, chat)

    def _hold(self, desk: _Desk, chat: _Chat) -> None:
        desk.seat.hold(chat.id, Held(DEPARTMENT, chat.asked_s + self._target_s, self._now_s))
        desk.waiting.append(chat)
        self._work(desk)

    def _work(self, desk: _Desk) -> None:
        if desk.working is None and desk.waiting:
            chat = desk.working = min(desk.waiting, key=lambda each: each.asked_s)
            self._at(self._now_s + chat.script.work_s[chat.turn] * desk.script.pace, _ANSWERED, chat)

    def _answer(self, chat: _Chat) -> None:
        desk = chat.desk
        if desk is None or desk.working is not chat or not chat.waits:
            return
        held = desk.seat.held(chat.id)
        desk.seat.pace.answered(max(chat.asked_s, held.since_s if held is not None else 0.0), self._now_s)
        self._stop(chat, StopReason.ANSWERED)
        desk.waiting.remove(chat)
        desk.working = None
        chat.turn += 1
        if chat.turn < len(chat.script.work_s):
            desk.seat.hold(chat.id, Held(DEPARTMENT, None, self._now_s))
            self._at(self._now_s + chat.script.think_s[chat.turn - 1], _WRITES, chat)
        else:
            desk.seat.let_go(chat.id)
            self._left -= 1
        self._work(desk)

    def _leave(self, chat: _Chat) -> None:
        self._stop(chat, StopReason.VISITOR_GONE)
        self._left -= 1
        desk = chat.desk
        if desk is None:
            self._queue.remove(chat)
            self.queued_s.append(self._now_s - chat.script.at_s)
            return
        desk.seat.let_go(chat.id)
        desk.waiting.remove(chat)
        if desk.working is chat:
            desk.working = None
        self._work(desk)

    def _stop(self, chat: _Chat, reason: StopReason) -> None:
        chat.waits = False
        agent = chat.desk.script.account if chat.desk is not None and reason is StopReason.ANSWERED else None
        self.stops.append(Stop(chat.id, agent, chat.asked_s, self._now_s, reason, first=chat.turn == 0))

    def _route(self) -> None:
        seats = [desk.seat for desk in self._desks.values()]
        for chat in tuple(self._queue):
            wanted = Wanted(
                conversation_id=chat.id,
                department_id=DEPARTMENT,
                site_id=SITE,
                since_s=chat.asked_s,
                limit_s=self._target_s,
            )
            seat = choose(wanted, seats, self._rules, self._now_s)
            if seat is not None:
                seat.turn_s = self._now_s
                self._queue.remove(chat)
                self.queued_s.append(self._now_s - chat.script.at_s)
                chat.desk = self._desks[seat.agent.id]
                self._hold(chat.desk, chat)

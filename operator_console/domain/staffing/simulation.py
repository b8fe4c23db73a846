"""A desk simulated event by event: agents serve several chats, visitors think, write again, or leave.

An agent writes one answer at a time, the longest waiting question first. A new chat goes to the agent with the fewest
waiting chats who has room (`domain.routing`'s least busy), else it queues on the same clock. The clock is that of
`domain.response_clock`: from the question to the human answer.
"""

import heapq
from collections.abc import Iterable
from enum import Enum

from operator_console.domain.staffing.behaviour import FOREVER_S, Script

_ARRIVES, _ANSWERED, _WRITES, _GIVES_UP = range(4)


class WaitEnds(Enum):
    """What a visitor waits for."""

    ANSWER = "answer"
    """Chat: for the answer; who leaves meanwhile leaves a half-written one behind."""
    WORK = "work"
    """Telephone: for somebody to begin; nobody leaves after that. For comparison with closed forms."""


class Tally:
    """What was counted of a stretch of time.

    Attributes:
        chats: Chats begun.
        closed: Chats that came to their end.
        on_time: Answers within the target.
        late: Answers after it, and questions that were overdue at the end of the stretch.
        gave_up: Visitors who left while they waited.
        unanswered: Of those, before any human answer.
        gave_up_late: Of those who left, after the target.
        waits_s: All waits that ended, in the order in which they did; only kept when asked for.
        waiting_area_s: Integral of the number of waiting questions over time.
        waited_s: Sum of all waits that ended, by an answer or by leaving.
    """

    __slots__ = (
        "chats", "closed", "gave_up", "gave_up_late", "late", "on_time", "unanswered",
        "waited_s", "waiting_area_s", "waits_s",
    )  # fmt: skip

    def __init__(self) -> None:
        self.chats = 0
        self.closed = 0
        self.on_time = 0
        self.late = 0
        self.gave_up = 0
        self.unanswered = 0
        self.gave_up_late = 0
        self.waits_s: list[float] = []
        self.waiting_area_s = 0.0
        self.waited_s = 0.0

    @property
    def questions(self) -> int:
        """Questions that were decided: answered, or left after the target."""
        return self.on_time + self.late + self.gave_up_late

    @property
    def share(self) -> float:
        """Share of the decided questions that were answered in time; 1.0 without any."""
        return self.on_time / self.questions if self.questions else 1.0

    @property
    def abandonment(self) -> float:
        """Share of visitors who left before a human answered."""
        return self.unanswered / self.chats if self.chats else 0.0


class _Chat:
    __slots__ = ("agent", "answered", "asked_s", "counted", "gone", "script", "turn", "waiting")

    def __init__(self, script: Script) -> None:
        self.script = script
        self.turn = 0
        self.asked_s = script.at_s
        self.agent: _Agent | None = None
        self.waiting = False
        self.answered = False
        self.counted = False
        self.gone = False


class _Agent:
    __slots__ = ("job", "left", "load", "open", "waiting", "working")

    def __init__(self) -> None:
        self.waiting: list[tuple[float, int, _Chat]] = []
        self.working: _Chat | None = None
        self.load = 0
        self.open = 0
        self.job = 0
        self.left = False


class SimulatedDesk:
    """A desk in the middle of its day; times are seconds on a clock of its own.

    Args:
        agents: How many are there at the beginning.
        capacity: Most chats that may wait on one agent before new ones queue.
        target_s: The limit of an answer.
        keep_waits: Whether single waits are kept in the tally.
    """

    def __init__(
        self,
        agents: int,
        *,
        capacity: int,
        target_s: float,
        wait_ends: WaitEnds = WaitEnds.ANSWER,
        keep_waits: bool = False,
    ) -> None:
        self.now_s = 0.0
        self.tally = Tally()
        self._capacity = capacity
        self._target_s = target_s
        self._telephone = wait_ends is WaitEnds.WORK
        self._keep_waits = keep_waits
        self._agents = [_Agent() for _ in range(agents)]
        self._queue: list[tuple[float, int, _Chat]] = []
        self._events: list[tuple[float, int, int, _Chat | _Agent, int]] = []
        self._number = 0
        self._waiting = 0

    @property
    def agents(self) -> int:
        """How many agents are there."""
        return len(self._agents)

    @property
    def waiting(self) -> int:
        """How many questions wait now."""
        return self._waiting

    def expect(self, scripts: Iterable[Script]) -> None:
        """Let visitors come, each at their time."""
        for script in scripts:
            self._at(script.at_s, _ARRIVES, _Chat(script), 0)

    def run(self, until_s: float = FOREVER_S) -> None:
        """Let everything happen up to a moment."""
        events, tally = self._events, self.tally
        while events and events[0][0] < until_s:
            at_s, _, kind, who, mark = heapq.heappop(events)
            tally.waiting_area_s += self._waiting * (at_s - self.now_s)
            self.now_s = at_s
            if isinstance(who, _Agent):
                if who.job == mark and who.working is not None:
                    self._answer(who, who.working)
            elif kind == _GIVES_UP:
                if who.waiting and who.turn == mark:
                    self._give_up(who)
            else:
                tally.chats += kind == _ARRIVES
                self._ask(who)
        if until_s < FOREVER_S:
            tally.waiting_area_s += self._waiting * (until_s - self.now_s)
            self.now_s = until_s

    def staff(self, agents: int) -> None:
        """Let agents come or go now; who goes finishes the answer in work, the other chats go to the colleagues."""
        while len(self._agents) > agents:
            leaving = min(self._agents, key=lambda agent: (agent.load, agent.open))
            self._agents.remove(leaving)
            leaving.left = True
            for _, _, chat in leaving.waiting:
                if not chat.gone:
                    chat.agent = None
                    self._enqueue(chat)
            leaving.waiting = []
        while len(self._agents) < agents:
            self._agents.append(_Agent())
        for agent in self._agents:
            self._pull(agent)

    def take_tally(self) -> Tally:
        """Return what was counted since the last call, with what is overdue now counted as late, and begin anew."""
        done, self.tally = self.tally, Tally()
        places = [self._queue, *(agent.waiting for agent in self._agents)]
        overdue = [chat for place in places for _, _, chat in place]
        overdue += [agent.working for agent in self._agents if agent.working is not None]
        for chat in overdue:
            if chat.waiting and not chat.counted and self.now_s - chat.asked_s > self._target_s:
                chat.counted = True
                done.late += 1
        return done

    def copy(self) -> "SimulatedDesk":
        """Return the same desk at the same moment, to go on otherwise; its tally begins anew."""
        twin = SimulatedDesk(
            0,
            capacity=self._capacity,
            target_s=self._target_s,
            wait_ends=WaitEnds.WORK if self._telephone else WaitEnds.ANSWER,
            keep_waits=self._keep_waits,
        )
        twin.now_s, twin._number, twin._waiting = self.now_s, self._number, self._waiting
        chats: dict[_Chat, _Chat] = {}
        agents: dict[_Agent, _Agent] = {}

        def of_chat(chat: _Chat) -> _Chat:
            found = chats.get(chat)
            if found is None:
                found = chats[chat] = _Chat(chat.script)
                found.turn, found.asked_s = chat.turn, chat.asked_s
                found.waiting, found.answered = chat.waiting, chat.answered
                found.counted, found.gone = chat.counted, chat.gone
                found.agent = of_agent(chat.agent) if chat.agent is not None else None
            return found

        def of_agent(agent: _Agent) -> _Agent:
            found = agents.get(agent)
            if found is None:
                found = agents[agent] = _Agent()
                found.load, found.open, found.job, found.left = agent.load, agent.open, agent.job, agent.left
                found.working = of_chat(agent.working) if agent.working is not None else None
                found.waiting = [(asked_s, number, of_chat(chat)) for asked_s, number, chat in agent.waiting]
            return found

        twin._agents = [of_agent(agent) for agent in self._agents]
        twin._queue = [(asked_s, number, of_chat(chat)) for asked_s, number, chat in self._queue]
        twin._events = [
            (at_s, number, kind, of_agent(who) if isinstance(who, _Agent) else of_chat(who), mark)
            for at_s, number, kind, who, mark in self._events
        ]
        return twin

    # -- what happens

    def _at(self, at_s: float, kind: int, who: _Chat | _Agent, mark: int) -> None:
        self._number += 1
        heapq.heappush(self._events, (at_s, self._number, kind, who, mark))

    def _ask(self, chat: _Chat) -> None:
        chat.asked_s, chat.waiting, chat.counted = self.now_s, True, False
        self._waiting += 1
        if chat.script.patience_s < FOREVER_S:
            self._at(self.now_s + chat.script.patience_s, _GIVES_UP, chat, chat.turn)
        if chat.agent is not None and not chat.agent.left:
            self._give(chat.agent, chat)
            return
        chat.agent = None
        room = [agent for agent in self._agents if agent.load < self._capacity]
        if room and not self._queue:
            self._take(min(room, key=lambda agent: (agent.load, agent.open)), chat)
        else:
            self._enqueue(chat)

    def _take(self, agent: _Agent, chat: _Chat) -> None:
        agent.open += 1
        chat.agent = agent
        self._give(agent, chat)

    def _give(self, agent: _Agent, chat: _Chat) -> None:
        agent.load += 1
        if agent.working is None:
            self._work(agent, chat)
        else:
            self._number += 1
            heapq.heappush(agent.waiting, (chat.asked_s, self._number, chat))

    def _enqueue(self, chat: _Chat) -> None:
        self._number += 1
        heapq.heappush(self._queue, (chat.asked_s, self._number, chat))

    def _work(self, agent: _Agent, chat: _Chat) -> None:
        agent.working = chat
        agent.job += 1
        self._at(self.now_s + chat.script.work_s[chat.turn], _ANSWERED, agent, agent.job)
        if self._telephone:
            self._wait_is_over(chat)

    def _answer(self, agent: _Agent, chat: _Chat) -> None:
        if not self._telephone:
            self._wait_is_over(chat)
        chat.answered = True
        chat.turn += 1
        agent.working = None
        agent.load -= 1
        if chat.turn < len(chat.script.work_s):
            self._at(self.now_s + chat.script.think_s[chat.turn - 1], _WRITES, chat, 0)
        else:
            agent.open -= 1
            self.tally.closed += 1
        self._next(agent)

    def _wait_is_over(self, chat: _Chat) -> None:
        tally, waited_s = self.tally, self.now_s - chat.asked_s
        chat.waiting = False
        self._waiting -= 1
        tally.waited_s += waited_s
        if self._keep_waits:
            tally.waits_s.append(waited_s)
        if waited_s <= self._target_s:
            tally.on_time += 1
        elif not chat.counted:
            tally.late += 1

    def _give_up(self, chat: _Chat) -> None:
        tally, agent = self.tally, chat.agent
        chat.waiting, chat.gone = False, True
        self._waiting -= 1
        waited_s = self.now_s - chat.asked_s
        tally.waited_s += waited_s
        tally.gave_up += 1
        tally.unanswered += not chat.answered
        tally.gave_up_late += waited_s > self._target_s and not chat.counted
        if agent is None:
            return
        agent.load -= 1
        agent.open -= 1
        if agent.working is chat:
            agent.working = None
            self._next(agent)
        else:
            self._pull(agent)

    def _next(self, agent: _Agent) -> None:
        """Let an agent who is free go on with what waits longest."""
        self._pull(agent)
        while agent.working is None and agent.waiting:
            _, _, chat = heapq.heappop(agent.waiting)
            if not chat.gone:
                self._work(agent, chat)

    def _pull(self, agent: _Agent) -> None:
        """Let an agent with room take from the queue; what is taken waits in its place by age."""
        while self._queue and agent.load < self._capacity and not agent.left:
            _, _, chat = heapq.heappop(self._queue)
            if chat.gone:
                continue
            if agent.working is None and agent.waiting:
                agent.open += 1
                agent.load += 1
                chat.agent = agent
                self._number += 1
                heapq.heappush(agent.waiting, (chat.asked_s, self._number, chat))
            else:
                self._take(agent, chat)

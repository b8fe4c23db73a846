"""One decision of routing with 1,000 agents and 10,000 open chats: on seats and queues that are kept in order.

A decision is everything that happens between a chat that waits and the agent who gets it: looking for the agent, and
putting seat and queue into their new places. The desk is busy: every agent has ten chats, one to three of which wait
on them, and answers come in between. All agents are in one department, which is the hardest case. Time is that of the
processor, so that other programs do not count.
"""

import random
import time

from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId
from operator_console.domain.people import Agent, RoutingPolicy, RoutingRules
from operator_console.domain.routing import Held, Wanted
from operator_console.server.seats import Seats

AGENTS = 1_000
CHATS = 10_000
DECISIONS = 4_000
SKILLS = ("returns", "bikes", "invoices", "")
LANGUAGES = ("nl", "en", "de", "")
SHOP = SiteId("shop")
SERVICE = DepartmentId("service")


def run() -> dict[str, float]:
    figures: dict[str, float] = {}
    for policy in (RoutingPolicy.OURS, RoutingPolicy.LEAST_BUSY, RoutingPolicy.ROUND_ROBIN):
        times_ms, given = _measure(policy, random.Random(7))
        name = "routing" if policy is RoutingPolicy.OURS else f"routing.{policy}"
        figures[f"{name}.decision_p50_ms"] = times_ms[len(times_ms) // 2]
        figures[f"{name}.decision_p99_ms"] = times_ms[int(len(times_ms) * 0.99)]
        figures[f"{name}.given_share"] = given / DECISIONS
    return figures


def _measure(policy: RoutingPolicy, chance: random.Random) -> tuple[list[float], int]:
    """Return the times of all decisions in order, and how many of the chats were given to somebody."""
    rules = RoutingRules(policy=policy)
    seats, waiting = _desk(chance, time.time())
    times_ms, given = [], 0
    for number in range(DECISIONS):
        now_s = time.time()
        wanted = Wanted(
            conversation_id=ConversationId(f"new{number}"),
            department_id=SERVICE,
            site_id=SHOP,
            since_s=now_s - chance.random() * 40,
            skill=chance.choice(SKILLS),
            language=chance.choice(LANGUAGES),
        )
        began = time.thread_time()
        seat = seats.choose(wanted, rules, now_s)
        if seat is not None:
            seat.turn_s = now_s
            seat.hold(wanted.conversation_id, Held(SERVICE, wanted.deadline_s, now_s))
            seats.changed(seat)
        times_ms.append((time.thread_time() - began) * 1000)
        if seat is not None:
            given += 1
            waiting.append((seat.agent.id, wanted.conversation_id))
        _answer(seats, waiting, chance)
    return sorted(times_ms), given


def _desk(chance: random.Random, now_s: float) -> tuple[Seats, list[tuple[AgentId, ConversationId]]]:
    """Return the seats of a busy desk, and the chats that wait on agents."""
    seats = Seats()
    seats.know(
        Agent(
            id=AgentId(f"ag{number:04}"),
            account=f"agent{number}",
            name=f"Agent {number}",
            first_name="Agent",
            departments=(SERVICE,),
            skills=tuple(skill for skill in SKILLS if skill and chance.random() < 0.3),
            languages=chance.choice([(), ("nl",), ("nl", "en")]),
            novice=chance.random() < 0.2,
        )
        for number in range(AGENTS)
    )
    waiting: list[tuple[AgentId, ConversationId]] = []
    for number in range(AGENTS):
        seat = seats.get(AgentId(f"ag{number:04}"))
        if seat is None:
            continue
        seat.pace.mean_s = chance.uniform(8, 40)
        seats.set_here(seat, here=True)
        waits = chance.randint(1, 3)
        for place in range(CHATS // AGENTS):
            conversation_id = ConversationId(f"cv{number}_{place}")
            deadline_s = now_s + chance.uniform(-10, 30) if place < waits else None
            seat.hold(conversation_id, Held(SERVICE, deadline_s, now_s))
            if deadline_s is not None:
                waiting.append((seat.agent.id, conversation_id))
        seats.changed(seat)
    return seats, waiting


def _answer(seats: Seats, waiting: list[tuple[AgentId, ConversationId]], chance: random.Random) -> None:
    """Let somebody answer, so that the desk stays as busy."""
    place = chance.randrange(len(waiting))
    waiting[place], waiting[-1] = waiting[-1], waiting[place]
    agent_id, conversation_id = waiting.pop()
    seat = seats.get(agent_id)
    if seat is not None:
        seat.hold(conversation_id, Held(SERVICE, None, time.time()))
        seats.changed(seat)

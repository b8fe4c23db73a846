"""Who takes part in a simulated day: visitors with their questions, agents with their pace; drawn from one seed.

Times are human seconds. Visitors' pauses and the number of their questions are near those of people who wrote with a
human helper in the STAR set (5,965 dialogues: visitors' pauses p10 7 s, p50 19 s, p90 47 s; 3 to 17 questions). Its
helpers took a median of 21 s for an answer, untrained; agents who know their shop are taken to be faster.
"""

import math
import random

from msgspec import Struct

DAY_HOURS = 8.0
WORK_MEDIAN_S, WORK_SIGMA = 11.0, 0.55
WORK_MEAN_S = WORK_MEDIAN_S * math.exp(WORK_SIGMA**2 / 2)
THINK_MEDIAN_S, THINK_SIGMA = 19.0, 0.74
PATIENCE_MEDIAN_S, PATIENCE_SIGMA = 150.0, 0.6
TURNS = (3, 4, 5, 6, 7, 8, 8, 9, 10, 14)
PACES = (0.7, 1.45, 0.95, 1.1, 0.8, 1.0, 1.6, 0.9)
"""How long an agent takes, relative to the visitor's question; those from `NOVICE_PACE` on are novices."""
NOVICE_PACE = 1.4
PEAKS = ((0.3, 0.1, 1.3), (0.75, 0.1, 1.2))
"""Busy times of a day: where, how wide (both as parts of the day) and how high."""
EVEN = 0.3


class VisitorScript(Struct, frozen=True, kw_only=True):
    """One visitor: when they come, what each answer takes, how they pause, how long they wait."""

    at_s: float
    patience_s: float
    work_s: tuple[float, ...]
    think_s: tuple[float, ...]


class AgentScript(Struct, frozen=True, kw_only=True):
    """One agent: how long they take."""

    account: str
    name: str
    pace: float

    @property
    def novice(self) -> bool:
        return self.pace >= NOVICE_PACE


def cast(seed: int, visitors: int, agents: int) -> tuple[list[VisitorScript], list[AgentScript]]:
    """Return a day's people; the same for the same arguments."""
    chance = random.Random(f"day {seed}")
    moments = sorted(_moment(chance) for _ in range(visitors))
    people = [_visitor(at_s, chance) for at_s in moments]
    staff = [
        AgentScript(account=f"agent{number}", name=f"Agent {number + 1}", pace=PACES[number % len(PACES)])
        for number in range(agents)
    ]
    return people, staff


def _moment(chance: random.Random) -> float:
    """Draw a time of the day, by rejection under the sum of the peaks."""
    top = EVEN + sum(height for _, _, height in PEAKS)
    while True:
        part = chance.random()
        density = EVEN + sum(h * math.exp(-0.5 * ((part - at) / width) ** 2) for at, width, h in PEAKS)
        if chance.random() * top < density:
            return part * DAY_HOURS * 3600.0


def _visitor(at_s: float, chance: random.Random) -> VisitorScript:
    turns = chance.choice(TURNS)
    return VisitorScript(
        at_s=at_s,
        patience_s=_around(PATIENCE_MEDIAN_S, PATIENCE_SIGMA, chance),
        work_s=tuple(round(_around(WORK_MEDIAN_S, WORK_SIGMA, chance), 2) for _ in range(turns)),
        think_s=tuple(_around(THINK_MEDIAN_S, THINK_SIGMA, chance) for _ in range(turns - 1)),
    )


def _around(median: float, sigma: float, chance: random.Random) -> float:
    return chance.lognormvariate(math.log(median), sigma)

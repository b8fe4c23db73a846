"""The smallest number of agents for each half hour of a week; searches by simulation, a piece of work at a time."""

import math
from collections.abc import Iterator, Sequence
from random import Random

from msgspec import Struct

from operator_console.domain.staffing.arrivals import Rate
from operator_console.domain.staffing.behaviour import draw_scripts
from operator_console.domain.staffing.simulation import SimulatedDesk
from operator_console.domain.staffing.values import SLOT_S, SLOTS_A_WEEK, Behaviour

WANTED_QUESTIONS = 3_000
"""So many simulated questions make a half hour's share good to about one per cent."""
FEWEST_RUNS = 6
MOST_RUNS = 60
SURE = 2.5
"""A candidate that is so many standard errors away from the target needs no further runs."""
OF_ATTAINABLE = 0.97
"""No plan asks for more of what is attainable: the last of it would take an idle agent for every visitor."""
GRID_STEP = 1.3


class Need(Struct, frozen=True, kw_only=True):
    """What one half hour of the week needs.

    Attributes:
        slot: Half hour of the local week; 0 is Monday 0:00.
        chats: Expected to begin in it.
        agents: The smallest number with which the target share is met; 0 when closed.
        low: Agents that a quiet one of these half hours needs (one of ten is quieter).
        high: Agents that a busy one needs.
        share: Share of questions answered in time with `agents`, simulated.
        error: Standard error of that share.
    """

    slot: int
    chats: float = 0.0
    agents: int = 0
    low: int = 0
    high: int = 0
    share: float = 1.0
    error: float = 0.0


class WeekPlan(Struct, frozen=True, kw_only=True):
    """Needs of a week.

    Attributes:
        needs: One for each of the 336 half hours.
        wanted_share: What was asked for.
        planned_share: What it was planned for: less, when answers themselves take too long.
        attainable_share: Share of answers whose work alone fits into the target: no staffing gives more.
    """

    needs: tuple[Need, ...]
    wanted_share: float
    planned_share: float
    attainable_share: float

    @property
    def agent_hours(self) -> float:
        """Hours of work in the week."""
        return sum(need.agents for need in self.needs) / 2.0


class Planning:
    """A search for a week's plan.

    Visitors are drawn once and every number of agents is tried on the same ones (common random numbers). Within a
    stretch of open half hours the desk goes on from one into the next with everybody who waits or thinks.

    Args:
        rates: Of the 336 half hours.
        behaviour: With at least one sample of work and turns.
        open_slots: Half hours in which somebody has to be there; a half hour outside them needs nobody.
        seed: Of all chance.
    """

    def __init__(
        self,
        rates: Sequence[Rate],
        behaviour: Behaviour,
        *,
        capacity: int,
        wanted_share: float,
        open_slots: frozenset[int],
        seed: int = 1,
    ) -> None:
        self._rates = rates
        self._behaviour = behaviour
        self._capacity = capacity
        self._wanted = wanted_share
        self._open = open_slots
        self._seed = seed
        self._attainable = attainable_share(behaviour)
        self._planned = min(wanted_share, OF_ATTAINABLE * self._attainable)
        self._grid: list[tuple[float, int]] = []
        self._needs: list[Need] = []

    def steps(self) -> Iterator[float]:
        """Work, and yield after each piece which share of all is done; `plan` is there when it has ended."""
        open_rates = [self._rates[slot] for slot in sorted(self._open)]
        grid = _grid_rates(open_rates)
        whole = len(grid) + len(open_rates) or 1
        for number, chats in enumerate(grid, 1):
            self._grid.append((chats, self._steady_need(chats)))
            yield number / whole
        done = len(grid)
        desks: list[SimulatedDesk] = []
        for slot in range(SLOTS_A_WEEK):
            if slot not in self._open:
                desks = []
                self._needs.append(Need(slot=slot))
                continue
            need, desks = self._slot_need(slot, desks)
            self._needs.append(need)
            done += 1
            yield done / whole

    @property
    def plan(self) -> WeekPlan:
        """The plan; complete when `steps` has ended."""
        return WeekPlan(
            needs=tuple(self._needs),
            wanted_share=self._wanted,
            planned_share=self._planned,
            attainable_share=self._attainable,
        )

    def _slot_need(self, slot: int, before: list[SimulatedDesk]) -> tuple[Need, list[SimulatedDesk]]:
        rate = self._rates[slot]
        runs = self._runs(rate.mean)
        desks = []
        for run in range(runs):
            desk = before[run % len(before)].copy() if before else self._empty()
            chance = Random(f"{self._seed} {slot} {run}")
            desk.expect(draw_scripts(desk.now_s, SLOT_S, rate.mean, self._behaviour, chance))
            desks.append(desk)
        agents, trial = self._search(desks, self._by_grid(rate.mean), self._most(rate.mean))
        need = Need(
            slot=slot,
            chats=rate.mean,
            agents=agents,
            low=min(agents, self._by_grid(rate.low)),
            high=max(agents, self._by_grid(rate.high)),
            share=trial.share,
            error=trial.error,
        )
        return need, trial.complete(desks, agents)

    def _steady_need(self, chats: float) -> int:
        """Return the need of half hours of one rate that follow each other: the second of two counts."""
        desks = []
        guess = self._grid[-1][1] if self._grid else 1
        for run in range(self._runs(chats)):
            desk = self._empty()
            chance = Random(f"{self._seed} steady {chats:.6f} {run}")
            desk.expect(draw_scripts(0.0, SLOT_S, chats, self._behaviour, chance))
            desk.staff(guess + 1)
            desk.run(SLOT_S)
            desk.take_tally()
            desk.expect(draw_scripts(SLOT_S, SLOT_S, chats, self._behaviour, chance))
            desks.append(desk)
        return self._search(desks, guess, self._most(chats))[0]

    def _search(self, desks: list[SimulatedDesk], guess: int, most: int) -> "tuple[int, _Trial]":
        """Return the smallest number of agents that meets the target, `most` at most, and how it did."""
        agents = max(1, min(guess, most))
        trial = self._try(desks, agents)
        if trial.share >= self._planned:
            while agents > 1:
                fewer = self._try(desks, agents - 1)
                if fewer.share < self._planned:
                    break
                agents, trial = agents - 1, fewer
            return agents, trial
        while trial.share < self._planned and agents < most:
            agents += 1
            trial = self._try(desks, agents)
        return agents, trial

    def _try(self, desks: list[SimulatedDesk], agents: int) -> "_Trial":
        trial = _Trial()
        for desk in desks:
            trial.add(desk, agents)
            if len(trial.desks) >= FEWEST_RUNS and abs(trial.share - self._planned) > SURE * trial.error > 0.0:
                break
        return trial

    def _most(self, chats: float) -> int:
        """Return a number of agents beyond which hardly anybody meets a busy one: some times the work itself."""
        people = self._behaviour
        answers = chats * sum(people.turns) / len(people.turns)
        return 4 + math.ceil(4.0 * answers * sum(people.work_s) / len(people.work_s) / SLOT_S)

    def _runs(self, chats: float) -> int:
        turns = sum(self._behaviour.turns) / len(self._behaviour.turns)
        return max(FEWEST_RUNS, min(MOST_RUNS, math.ceil(WANTED_QUESTIONS / max(0.1, chats * turns))))

    def _empty(self) -> SimulatedDesk:
        return SimulatedDesk(1, capacity=self._capacity, target_s=self._behaviour.target_s)

    def _by_grid(self, chats: float) -> int:
        """Return the need of a rate, between the rates that were searched."""
        below_chats, below = 0.0, 1
        for at_chats, agents in self._grid:
            if chats <= at_chats:
                part = (chats - below_chats) / (at_chats - below_chats)
                return max(1, math.ceil(below + part * (agents - below) - 0.25))
            below_chats, below = at_chats, agents
        return below


class _Trial:
    """One number of agents on the drawn visitors: how many questions were in time, run by run."""

    def __init__(self) -> None:
        self.desks: list[SimulatedDesk] = []
        self._counts: list[tuple[int, int]] = []

    @property
    def share(self) -> float:
        questions = sum(count for _, count in self._counts)
        return sum(on_time for on_time, _ in self._counts) / questions if questions else 1.0

    @property
    def error(self) -> float:
        """Standard error of the share, from the differences between runs (a ratio estimate)."""
        share, runs = self.share, len(self._counts)
        questions = sum(count for _, count in self._counts)
        if runs < 2 or not questions:
            return 0.0
        squares = sum((on_time - share * count) ** 2 for on_time, count in self._counts)
        return math.sqrt(squares * runs / (runs - 1)) / questions

    def add(self, before: SimulatedDesk, agents: int) -> None:
        desk = before.copy()
        desk.staff(agents)
        desk.run(desk.now_s + SLOT_S)
        tally = desk.take_tally()
        self._counts.append((tally.on_time, tally.questions))
        self.desks.append(desk)

    def complete(self, before: list[SimulatedDesk], agents: int) -> list[SimulatedDesk]:
        """Return all desks at the end, those included whose run was not needed for the decision."""
        for desk in before[len(self.desks) :]:
            self.add(desk, agents)
        return self.desks


def attainable_share(behaviour: Behaviour) -> float:
    """Return which share of answers takes no longer than the target by itself."""
    return sum(work_s <= behaviour.target_s for work_s in behaviour.work_s) / len(behaviour.work_s)


def _grid_rates(rates: Sequence[Rate]) -> list[float]:
    """Return rates from quiet to busy, each a step above the one before, that span what a week needs."""
    busiest = max((rate.high for rate in rates), default=0.0)
    if busiest <= 0.0:
        return []
    steps = math.ceil(math.log(max(busiest, 1.0) / 0.5) / math.log(GRID_STEP))
    return [0.5 * GRID_STEP**step for step in range(steps + 1)]

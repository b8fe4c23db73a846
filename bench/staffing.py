"""Holds the staffing simulation against Erlang C and A, and against days whose outcome is known; times a week's plan.

A day is played twice: in simulated time, and over the real server. Only its recorded stops of the clock and its
starts of chats are given to the simulation, which does not know that agents differ, nor how chats were routed.
"""

import math
import time
from random import Random

from bench.day.__main__ import play
from bench.day.cast import cast
from bench.day.driver import DaySettings
from bench.day.figures import quantile
from bench.day.virtual import VirtualDay
from operator_console.domain.people import RoutingPolicy
from operator_console.domain.staffing.arrivals import Rate
from operator_console.domain.staffing.behaviour import FOREVER_S, Script, Stop, draw_script, measured
from operator_console.domain.staffing.erlang import answered_within, erlang_a, erlang_c
from operator_console.domain.staffing.plan import Planning
from operator_console.domain.staffing.simulation import SimulatedDesk, Tally, WaitEnds
from operator_console.domain.staffing.values import SLOTS_A_WEEK, Behaviour

TARGET_S = 30.0
CUSTOMERS = 150_000
SEEDS = 4
RUNS = 20
CALLS = ((5, 1 / 40.0, 160.0), (10, 1 / 15.0, 120.0), (25, 1 / 5.5, 120.0))
"""Agents, customers per second, mean service: loads of 80, 80 and 87 per cent."""
PATIENCE_S = 90.0
AGENTS, VISITORS, SPEED = 8, 1200, 120.0


def run() -> dict[str, float]:
    """Measure once; takes about five minutes, four of which are a day over the real server."""
    figures = _closed_forms()
    visitors, staff = cast(1, VISITORS, AGENTS)
    day = VirtualDay(visitors, staff, RoutingPolicy.LEAST_BUSY, TARGET_S)
    day.run()
    starts_s = [script.at_s for script in visitors]
    figures |= _against("virtual", day.stops, starts_s)
    figures |= _week(measured(day.stops, TARGET_S))
    settings = DaySettings(agents=AGENTS, visitors=VISITORS, speed=SPEED, seed=1)
    stored, _seen = play(settings, (RoutingPolicy.LEAST_BUSY,))[RoutingPolicy.LEAST_BUSY]
    return figures | _against("server", stored.stops, stored.starts_s)


def _closed_forms() -> dict[str, float]:
    """Return the largest relative errors over all cases; shares as differences."""
    waits, within, left = [], [], []
    for agents, per_s, work_s in CALLS:
        tallies = [_telephone(agents, per_s, work_s, FOREVER_S, seed) for seed in range(SEEDS)]
        closed = erlang_c(agents, per_s, work_s)
        waits.append(_mean_wait(tallies) / closed.mean_wait_s - 1.0)
        share = sum(tally.on_time for tally in tallies) / sum(tally.questions for tally in tallies)
        within.append(share - answered_within(agents, per_s, work_s, TARGET_S))
        busy_per_s = per_s * 1.4
        tallies = [_telephone(agents, busy_per_s, work_s, PATIENCE_S, seed) for seed in range(SEEDS)]
        closed = erlang_a(agents, busy_per_s, work_s, PATIENCE_S)
        waits.append(_mean_wait(tallies) / closed.mean_wait_s - 1.0)
        left.append(sum(tally.unanswered for tally in tallies) / (SEEDS * CUSTOMERS) - closed.abandoned)
    return {
        "staffing.erlang_c_mean_wait_error": max(map(abs, waits[::2])),
        "staffing.erlang_c_within_30s_error": max(map(abs, within)),
        "staffing.erlang_a_mean_wait_error": max(map(abs, waits[1::2])),
        "staffing.erlang_a_abandoned_error": max(map(abs, left)),
    }


def _telephone(agents: int, per_s: float, work_s: float, patience_s: float, seed: int) -> Tally:
    chance, at_s, scripts = Random(f"{agents} {patience_s} {seed}"), 0.0, []
    for _ in range(CUSTOMERS):
        at_s += chance.expovariate(per_s)
        patience = chance.expovariate(1.0 / patience_s) if patience_s < FOREVER_S else FOREVER_S
        scripts.append(Script(at_s, patience, [chance.expovariate(1.0 / work_s)], []))
    desk = SimulatedDesk(agents, capacity=1, target_s=TARGET_S, wait_ends=WaitEnds.WORK)
    desk.expect(scripts)
    desk.run()
    return desk.tally


def _mean_wait(tallies: list[Tally]) -> float:
    return sum(tally.waited_s for tally in tallies) / sum(tally.chats for tally in tallies)


def _against(name: str, stops: list[Stop], starts_s: list[float]) -> dict[str, float]:
    """Return what a day recorded, and by how much the simulation of the same starts misses it."""
    waits = [stop.stopped_s - stop.asked_s for stop in stops if stop.answered]
    share = sum(wait_s <= TARGET_S for wait_s in waits) / len(waits)
    unanswered = sum(stop.first and not stop.answered for stop in stops) / len(starts_s)
    behaviour = measured(stops, TARGET_S)
    simulated: list[float] = []
    left = 0
    for number in range(RUNS):
        chance = Random(f"replay {number}")
        desk = SimulatedDesk(AGENTS, capacity=4, target_s=TARGET_S, keep_waits=True)
        desk.expect(draw_script(at_s, behaviour, chance) for at_s in starts_s)
        desk.run()
        simulated += desk.tally.waits_s
        left += desk.tally.unanswered
    predicted = sum(wait_s <= TARGET_S for wait_s in simulated) / len(simulated)
    return {
        f"staffing.{name}_recorded_share": share,
        f"staffing.{name}_simulated_share": predicted,
        f"staffing.{name}_share_error": abs(predicted - share),
        f"staffing.{name}_p90_error": abs(quantile(simulated, 0.9) / quantile(waits, 0.9) - 1.0),
        f"staffing.{name}_abandonment_error": abs(left / RUNS / len(starts_s) - unanswered),
    }


def _week(behaviour: Behaviour) -> dict[str, float]:
    """Return how long a week's plan takes, of 28 half hours on each day."""
    opened = frozenset(slot for slot in range(SLOTS_A_WEEK) if 16 <= slot % 48 < 44)
    means = [45.0 * math.exp(-(((slot % 48) - 28) ** 2) / 81.0) * (slot in opened) for slot in range(SLOTS_A_WEEK)]
    rates = [Rate(mean, 0.8 * mean, 1.25 * mean) for mean in means]
    search = Planning(rates, behaviour, capacity=4, wanted_share=0.85, open_slots=opened)
    begun_s = time.process_time()
    for _share in search.steps():
        pass
    return {"staffing.week_plan_cpu_s": time.process_time() - begun_s}

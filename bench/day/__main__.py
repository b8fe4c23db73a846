"""Replays a day of a desk at speed: simulated agents and visitors over the real server, one server per routing.

``python3 dev.py day [--agents 8] [--visitors 1200] [--speed 120] [--seed 1] [--json FILE]``. Each routing has a server
process and a process with its people; all run at the same time, with the same visitors, questions and agents, so that
a busy machine hinders all alike. Every limit of the server that counts in seconds is shortened by the speed.
"""

import argparse
import contextlib
import json
import sys
import tempfile
from pathlib import Path

import msgspec

from bench.day.cast import DAY_HOURS, cast
from bench.day.driver import DaySettings, Seen
from bench.day.figures import StoredDay, figures_of, ideal_figures, stored_day
from bench.day.floor import furnish, serving
from bench.day.virtual import VirtualDay
from bench.floor import Helper
from operator_console.domain.people import RoutingPolicy
from operator_console.domain.response_clock import ClockTargets

POLICIES = (RoutingPolicy.OURS, RoutingPolicy.ROUND_ROBIN, RoutingPolicy.LEAST_BUSY)
BETTER = "share_within_target"
LINES = (
    ("share_within_target", "replies within the target", "{:.1%}"),
    ("first_share_within_target", "first replies within it", "{:.1%}"),
    ("median_s", "median reply", "{:.1f} s"),
    ("p90_s", "p90 reply", "{:.1f} s"),
    ("p99_s", "p99 reply", "{:.1f} s"),
    ("queue_share", "chats that queued", "{:.1%}"),
    ("queue_p90_s", "p90 in the queue", "{:.1f} s"),
    ("queue_mean_length", "mean queue", "{:.2f}"),
    ("abandonment", "left before a human answered", "{:.1%}"),
    ("left_later", "left later on", "{:.1%}"),
    ("fairness", "fairness of busy time (1 - Gini)", "{:.3f}"),
    ("chats_gini", "Gini of chats", "{:.3f}"),
    ("busiest_over_mean", "busiest agent over the mean", "{:.2f}"),
    ("occupancy", "agents busy", "{:.1%}"),
    ("chats", "chats", "{:.0f}"),
    ("replies", "replies", "{:.0f}"),
    ("ideal_share_within_target", "without machinery: replies within it", "{:.1%}"),
    ("ideal_p90_s", "without machinery: p90 reply", "{:.1f} s"),
    ("ideal_abandonment", "without machinery: left before", "{:.1%}"),
    ("distortion_ack_median_s", "distortion: tick of an answer, median", "{:.1f} s"),
    ("distortion_ack_p99_s", "distortion: tick of an answer, p99", "{:.1f} s"),
    ("distortion_late_p99_s", "distortion: answers begun late, p99", "{:.1f} s"),
    ("lines_lost", "visitors' lines lost", "{:.0f}"),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="day", description=__doc__)
    parser.add_argument("--agents", type=int, default=8)
    parser.add_argument("--visitors", type=int, default=1200)
    parser.add_argument("--speed", type=float, default=120.0, help="human seconds in a real one (default 120)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", metavar="FILE", type=Path, help="write {routing.figure: value} here")
    options = parser.parse_args()
    if min(options.agents, options.visitors) < 1 or not 1.0 <= options.speed <= 1000.0:
        parser.error("at least one agent and one visitor, and a speed from 1 to 1000")
    settings = DaySettings(agents=options.agents, visitors=options.visitors, speed=options.speed, seed=options.seed)
    minutes = DAY_HOURS * 60 / options.speed
    print(f"A day of {DAY_HOURS:g} hours at {options.speed:g} x speed takes {minutes:.1f} minutes ...", flush=True)
    target_s = ClockTargets().target_s
    figures = {
        policy.value: figures_of(stored, seen, settings.speed, target_s) | _ideal(settings, policy, target_s)
        for policy, (stored, seen) in play(settings, POLICIES).items()
    }
    _print(figures)
    if options.json:
        flat = {f"{policy}.{name}": value for policy, day in figures.items() for name, value in day.items()}
        options.json.write_text(json.dumps(flat, indent=2, sort_keys=True) + "\n", "utf-8")
    return 0


def play(settings: DaySettings, policies: tuple[RoutingPolicy, ...]) -> dict[RoutingPolicy, tuple[StoredDay, Seen]]:
    """Play the same day under several routings at once."""
    _, staff = cast(settings.seed, settings.visitors, settings.agents)
    text = msgspec.json.encode(settings).decode()
    seen: dict[RoutingPolicy, Seen] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folders = {policy: Path(name) / policy.value for policy in policies}
        with contextlib.ExitStack() as stack:
            drivers = {}
            for policy, folder in folders.items():
                folder.mkdir()
                furnish(folder, policy, staff, settings.speed)
                address = stack.enter_context(serving(folder))
                drivers[policy] = stack.enter_context(Helper("bench.day.driver", address, text))
            for driver in drivers.values():
                driver.line()
            for driver in drivers.values():
                driver.tell("begin")
            for policy, driver in drivers.items():
                seen[policy] = msgspec.json.decode(driver.line(), type=Seen)
        return {policy: (stored_day(folder, settings.speed), seen[policy]) for policy, folder in folders.items()}


def _ideal(settings: DaySettings, policy: RoutingPolicy, target_s: float) -> dict[str, float]:
    """Return the figures of the same day in simulated time, where only people take time."""
    visitors, staff = cast(settings.seed, settings.visitors, settings.agents)
    day = VirtualDay(visitors, staff, policy, target_s)
    day.run()
    return ideal_figures(day.stops, day.queued_s, target_s)


def _print(figures: dict[str, dict[str, float]]) -> None:
    width = max(len(words) for _, words, _ in LINES)
    print(f"\n{'':<{width}}" + "".join(f"{policy:>14}" for policy in figures))
    for key, words, form in LINES:
        print(f"{words:<{width}}" + "".join(f"{form.format(day[key]):>14}" for day in figures.values()))
    best = max(figures, key=lambda policy: figures[policy][BETTER])
    print(f"\nBest on replies within {ClockTargets().target_s:g} s at equal staffing: {best}")


if __name__ == "__main__":
    sys.exit(main())

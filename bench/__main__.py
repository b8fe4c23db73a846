"""Runs benchmarks by name, prints figures beside goals: ``python -m bench [NAME ...] [--set FOLDER] [--json FILE]``.

Every benchmark is a module of this folder with ``run() -> dict[str, float]``; each runs in a process of its own, so
that one does not warm or burden the other.
"""

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from operator_console.app.light_imports import import_qt_alone

IN_A_WINDOW = frozenset({"browser", "console", "transcript", "wall"})
GOALS: dict[str, tuple[str, float]] = {
    "archive.search_p99_ms": ("<", 50),
    "bot.b.answered": (">", 0.7),
    "bot.b.right_of_answers": (">", 0.9),
    "bot.b.wrong_of_turns": ("<", 0.05),
    "console.message_to_paint_p99_ms": ("<", 16),
    "console.browser_to_paint_p99_ms": ("<", 60),
    "console.switch_p99_ms": ("<", 20),
    "console.open_50k_first_paint_ms": ("<", 60),
    "console.open_50k_max_block_ms": ("<", 50),
    "console.start_ratio": ("<", 2.0),
    "console.memory_pss_mb": ("<", 140),
    "console.idle_cpu_pct": ("<", 1),
    "inviting.page_view_us": ("<", 1_000),
    "knowledge.search_p99_ms": ("<", 10),
    "sameness.cpu_p99_ms": ("<", 5),
    "sameness.precision": (">", 0.95),
    "sameness.recall": (">", 0.9),
    "suggest.airline.a.on_need": (">", 0.8),
    "suggest.airline.a.on_none": ("<", 0.25),
    "suggest.airline.b.on_need": (">", 0.8),
    "suggest.airline.b.on_none": ("<", 0.25),
    "suggest.media.a.on_need": (">", 0.8),
    "suggest.media.a.on_none": ("<", 0.25),
    "suggest.media.b.on_need": (">", 0.8),
    "suggest.media.b.on_none": ("<", 0.25),
    "suggest.nl_fresh.gate.on_need": (">", 0.8),
    "suggest.nl_fresh.gate.on_none": ("<", 0.25),
    "suggest.nl.gate.on_need": (">", 0.8),
    "suggest.nl.gate.on_none": ("<", 0.25),
    "libreoffice-nl.first": (">", 0.52),
    "libreoffice-nl.first_three": (">", 0.70),
    "libreoffice-en.first": (">", 0.57),
    "libreoffice-en.first_three": (">", 0.76),
    "alchemy-nl.h1-to-body.first": (">", 0.52),
    "alchemy-nl.h1-to-body.first_three": (">", 0.73),
    "gnome-en.first": (">", 0.80),
    "gnome-en.first_three": (">", 0.92),
    "banking77.first": (">", 0.80),
    "banking77.sense.first": (">", 0.80),
    "gnome-en.sense.first": (">", 0.80),
    "gnome-en.sense.first_three": (">", 0.92),
    "compounds.right": (">", 45),
    "compounds.false_splits": ("<", 1),
    "engine.build_10k_s": ("<", 10),
    "engine.open_10k_ms": ("<", 100),
    "engine.longest_block_10k_ms": ("<", 50),
    "engine.top_five_10k_p99_ms": ("<", 10),
    "engine.top_five_100k_p99_ms": ("<", 30),
    "page.adds.transferred_kb": ("<", 30),
    "page.adds.requests": ("<", 3),
    "page.adds.blocked_ms": ("<", 50),
    "page.adds.layout_shift": ("<", 0.001),
    "masking.missed.cards_pct": ("<", 0.01),
    "masking.missed.accounts_pct": ("<", 0.01),
    "masking.missed.citizens_pct": ("<", 0.01),
    "masking.false.orders_said_pct": ("<", 2),
    "masking.false.phones_pct": ("<", 0.1),
    "reports.by_day_s": ("<", 1),
    "reports.by_agent_s": ("<", 1),
    "reports.by_site_s": ("<", 1),
    "reports.page_s": ("<", 1),
    "staffing.erlang_c_mean_wait_error": ("<", 0.06),
    "staffing.erlang_c_within_30s_error": ("<", 0.01),
    "staffing.erlang_a_mean_wait_error": ("<", 0.03),
    "staffing.erlang_a_abandoned_error": ("<", 0.005),
    "staffing.virtual_share_error": ("<", 0.03),
    "staffing.server_share_error": ("<", 0.05),
    "staffing.week_plan_cpu_s": ("<", 10),
    "routing.decision_p99_ms": ("<", 1),
    "server.durable_per_s": (">", 6000),
    "server.ack_p99_ms": ("<", 10),
    "server.idle_visitor_kb": ("<", 30),
    "wall.change_p99_ms": ("<", 16),
}

BENCHMARKS = (
    *("knowledge", "search", "transcript", "start", "console", "browser", "server", "reports", "wall"),
    "suggest",
    "staffing",
    "routing",
    "inviting",
    "archive",
    "bot",
    "masking",
    "page",
)
LIMIT_S = 1_800


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(BENCHMARKS)} (default: all)")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write {metric: value} here")
    parser.add_argument("--set", metavar="FOLDER", action="append", default=[], help="for search: measure this set")
    parser.add_argument("--no-sense", action="store_true", help="for search: without the optional sentence model")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = set(options.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark called {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    if options.here:
        if options.names[0] in IN_A_WINDOW:
            import_qt_alone()  # as the product starts
        module = importlib.import_module(f"bench.{options.names[0]}")
        searching = options.names[0] == "search"
        measured = module.run(options.set, with_sense=not options.no_sense) if searching else module.run()
        options.json.write_text(json.dumps(measured))
        return 0
    figures: dict[str, float] = {}
    failed = []
    for name in options.names or BENCHMARKS:
        print(f"running {name} ...", flush=True)
        result = _apart(name, options.set, with_sense=not options.no_sense)
        if result is None:
            failed.append(name)
        else:
            figures.update(result)
    _print(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", "utf-8")
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def _apart(name: str, sets: list[str], *, with_sense: bool) -> dict[str, float] | None:
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "bench", name, "--here", "--json", str(answer)]
        command += [] if with_sense else ["--no-sense"]
        command += [part for folder in sets for part in ("--set", str(Path(folder).resolve()))]
        try:
            done = subprocess.run(command, check=False, timeout=LIMIT_S)
        except subprocess.TimeoutExpired:
            print(f"{name} did not end within {LIMIT_S} s")
            return None
        if done.returncode or not answer.exists():
            return None
        figures: dict[str, float] = json.loads(answer.read_text())
        return figures


def _print(figures: dict[str, float]) -> None:
    width = max((len(key) for key in figures), default=10)
    print(f"\n{'figure':<{width}}  {'value':>12}  goal")
    for key in sorted(figures):
        goal = ""
        if key in GOALS:
            sign, limit = GOALS[key]
            met = figures[key] < limit if sign == "<" else figures[key] >= limit
            goal = f"{sign} {limit:g}  {'met' if met else 'MISSED'}"
        print(f"{key:<{width}}  {figures[key]:>12,.3f}  {goal}")


if __name__ == "__main__":
    sys.exit(main())

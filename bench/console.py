"""Measures the real window with 20 open chats: messages to painted, memory, and the processor's time when idle.

Server and visitors are processes of their own; this one holds the window and little else.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bench.floor import Helper, open_floor
from bench.window import Watch, percentile, run_window, until
from operator_console.app.console import Console

CHATS = 20
PER_S = 20
LOAD_S = 20
SETTLE_S = 4.0
IDLE_S = 15.0


def run() -> dict[str, float]:
    """Return milliseconds, megabytes (PSS where the system tells it, else resident) and per cent of one core."""
    watch = Watch()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with open_floor(folder) as address:
            return run_window(folder, address, lambda console: _measure(console, watch, address))


async def _measure(console: Console, watch: Watch, address: str) -> dict[str, float]:
    window, desk = console.window, console.desk
    assert window is not None
    assert desk is not None
    watch.on_screen = lambda: window.current
    with Helper("bench.visitors", address, str(CHATS)) as visitors:
        await asyncio.to_thread(visitors.line)
        await until(lambda: len(desk.rail().your_turn) == CHATS)
        window.select(desk.rail().your_turn[0].conversation.id)
        await asyncio.sleep(SETTLE_S)
        watch.clear()
        visitors.tell(f"{PER_S} {LOAD_S}")
        await asyncio.to_thread(visitors.line)
        await asyncio.sleep(SETTLE_S)
        figures = _figures(watch)
        begun_s, worked_s = time.perf_counter(), time.process_time()
        await asyncio.sleep(IDLE_S)
        idle = (time.process_time() - worked_s) / (time.perf_counter() - begun_s)
        figures["console.idle_cpu_pct"] = idle * 100
        figures["console.memory_pss_mb"] = _memory_mb()
    return figures


def _figures(watch: Watch) -> dict[str, float]:
    taken = {
        place: [
            (one.painted_s - one.at_s) * 1000
            for one in watch.arrived
            if one.painted_s is not None and one.on_screen is place
        ]
        for place in (True, False)
    }
    both = taken[True] + taken[False]
    if len(both) < PER_S * LOAD_S / 4:
        msg = f"only {len(both)} of {len(watch.arrived)} messages were seen to be painted"
        raise RuntimeError(msg)
    return {
        "console.message_to_paint_p50_ms": percentile(both, 0.5),
        "console.message_to_paint_p99_ms": percentile(both, 0.99),
        "console.message_to_paint_on_screen_p50_ms": percentile(taken[True], 0.5),
        "console.message_to_paint_painted": len(both) / len(watch.arrived),
    }


def _memory_mb() -> float:
    if sys.platform == "linux":
        for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 / 1e6
    import psutil

    return int(psutil.Process().memory_info().rss) / 1e6

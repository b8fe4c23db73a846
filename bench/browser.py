"""Measures the whole way: from Enter in a real browser's widget to painted in the real window, on one machine."""

import asyncio
import tempfile
from pathlib import Path

from bench.floor import Helper, open_floor
from bench.window import Watch, percentile, run_window, until
from operator_console.app.console import Console

MESSAGES = 60
WARM_UP = 5
PAUSE_S = 0.15


def run() -> dict[str, float]:
    """Return milliseconds; both clocks are the machine's own."""
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
    sent_s: dict[str, float] = {}
    with Helper("bench.shopper", address) as shopper:
        await asyncio.to_thread(shopper.line)
        for number in range(-WARM_UP, MESSAGES):
            text = f"Vraag {number}: is deze fiets ook in het blauw op voorraad?"
            await asyncio.to_thread(shopper.tell, text)
            sent = float(await asyncio.to_thread(shopper.line))
            if number >= 0:
                sent_s[text] = sent
            if number == -WARM_UP:
                await until(lambda: bool(desk.rail().your_turn))
                window.select(desk.rail().your_turn[0].conversation.id)
            await asyncio.sleep(PAUSE_S)
        await asyncio.sleep(1.0)
    painted = {one.message.text: one.painted_wall_s for one in watch.arrived}
    taken = [(shown - sent_s[text]) * 1000 for text, shown in painted.items() if shown is not None and text in sent_s]
    if len(taken) < MESSAGES:
        msg = f"only {len(taken)} of {MESSAGES} messages were seen to be painted"
        raise RuntimeError(msg)
    return {
        "console.browser_to_paint_p50_ms": percentile(taken, 0.5),
        "console.browser_to_paint_p99_ms": percentile(taken, 0.99),
    }

"""A chat in a network namespace of its own whose line is poor: ``python -m tests.faults.poor_line_run FOLDER``."""

import asyncio
import sys
from pathlib import Path

from tests.faults.floor import Floor, open_floor
from tests.faults.history import mark

ROUNDS = 25
LIMIT_S = 45.0


async def main(folder: Path) -> None:
    """Let both sides write; print how many messages were ticked when every promise held."""
    async with open_floor(folder) as floor:
        desk, visitor, name = await floor.chat()
        written = []
        for number in range(ROUNDS):
            written.append(visitor.chatter())
            answer = await desk.ask("say", conversation=name, text=f"answer {number} {mark()} {'and so on ' * 40}")
            written.append(answer.client_id)
            await asyncio.sleep(0.05)
        await _all_ticked(floor, set(written))
        await floor.healed(LIMIT_S)
        print(f"ticked {len(floor.ticked() & set(written))}", flush=True)


async def _all_ticked(floor: Floor, written: set[str]) -> None:
    async with asyncio.timeout(LIMIT_S):
        while not floor.ticked() >= written:
            await asyncio.sleep(0.05)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))

"""Visitors on raw sockets as a process of their own, steered by lines on its input: come, say, leave.

``python -m bench.visitors ADDRESS COUNT``: every visitor comes in and writes once, then "ready" is printed. A line
``RATE SECONDS`` lets them write in turn, so many messages a second together, and prints "done". The end of the input
ends the process.
"""

import asyncio
import contextlib
import sys
import time

import aiohttp

from operator_console.app.practice.connection import PracticeConnection, hello_of
from operator_console.domain.ids import SiteId
from operator_console.protocol.visitor import Page
from operator_console.runtime.task_scope import TaskScope

WORDS = (
    "Hoi, ik heb een vraag over mijn bestelling van vorige week, kunt u even meekijken?",
    "De rem loopt aan, kan ik daar iets aan doen?",
    "Hij is te groot en ik wil hem liever ruilen voor een kleinere maat, kan dat ook in de winkel in Arnhem?",
    "Dank je wel!",
)


async def main(address: str, count: int) -> None:
    scope = TaskScope("visitors", lambda where, error: print(where, repr(error), file=sys.stderr))
    async with contextlib.AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        visitors = []
        for number in range(count):
            page = Page(url=f"{address}/shop/fietsenwereld/", title="Fietsenwereld")
            hello = hello_of(SiteId("fietsenwereld"), page, referrer=None, language="nl", token=None)
            visitor = await stack.enter_async_context(PracticeConnection(http, address, scope, hello))
            await visitor.say(WORDS[number % len(WORDS)], name=f"Bezoeker {number + 1}")
            visitors.append(visitor)
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            per_s, seconds = (float(word) for word in line.split())
            await _write(visitors, per_s, seconds)
            print("done", flush=True)
        await scope.close()


async def _write(visitors: list[PracticeConnection], per_s: float, seconds: float) -> None:
    begun_s = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(int(per_s * seconds)):
            await asyncio.sleep(max(0.0, begun_s + number / per_s - time.perf_counter()))
            text = f"{WORDS[number % len(WORDS)]} ({number})"
            group.create_task(visitors[number * 7 % len(visitors)].say(text))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))

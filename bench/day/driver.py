"""All people of one simulated day, in a process of their own: ``python -m bench.day.driver SERVER SETTINGS``.

Prints "ready" when the agents are there, begins at a line on its input, and prints what it saw as JSON at the end.
"""

import asyncio
import sys
import traceback

import aiohttp
import msgspec
from msgspec import Struct

from bench.day.agents import SimulatedAgent, question
from bench.day.cast import VisitorScript, cast
from bench.day.floor import ORIGIN, PASSWORD, SITE
from operator_console.app.practice.connection import PracticeConnection, PracticeLineLost, hello_of
from operator_console.protocol.visitor import Page
from operator_console.runtime.task_scope import TaskScope


class DaySettings(Struct, frozen=True, kw_only=True):
    """What a day is made of.

    Attributes:
        speed: Human seconds in a real one.
    """

    agents: int = 8
    visitors: int = 1200
    speed: float = 120.0
    seed: int = 1


class Seen(Struct, kw_only=True):
    """What the people saw of a day; lists are by agent, `acks_s` and `late_s` in real seconds."""

    busy_s: list[float]
    chats: list[int]
    answers: list[int]
    acks_s: list[float]
    late_s: list[float]
    visitors_lost: int = 0


class Day:
    """One day at one server."""

    def __init__(self, server: str, settings: DaySettings) -> None:
        self._server = server
        self._settings = settings
        self._scope = TaskScope("day", _report)
        self._begun_s = 0.0
        self._lost = 0

    async def run(self) -> Seen:
        """Play it from the arrival of the agents until the last visitor has gone."""
        visitors, staff = cast(self._settings.seed, self._settings.visitors, self._settings.agents)
        agents = [SimulatedAgent(script, self._settings.speed) for script in staff]
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as session:
            for agent in agents:
                await agent.connect(session, self._server, PASSWORD)
                self._scope.start(agent.listen(), name="listen")
                self._scope.start(agent.work(), name="work")
            print("ready", flush=True)
            await asyncio.to_thread(sys.stdin.readline)
            self._begun_s = asyncio.get_running_loop().time()
            async with asyncio.TaskGroup() as group:
                for script in visitors:
                    group.create_task(self._visit(session, script))
            await self._scope.close()
        return Seen(
            busy_s=[agent.busy_s for agent in agents],
            chats=[len(agent.chats) for agent in agents],
            answers=[agent.answers for agent in agents],
            acks_s=[ack_s for agent in agents for ack_s in agent.acks_s],
            late_s=[late_s for agent in agents for late_s in agent.late_s],
            visitors_lost=self._lost,
        )

    async def _visit(self, session: aiohttp.ClientSession, script: VisitorScript) -> None:
        loop, speed = asyncio.get_running_loop(), self._settings.speed
        await asyncio.sleep(max(0.0, self._begun_s + script.at_s / speed - loop.time()))
        page = Page(url=f"{ORIGIN}/bikes", title="Bikes")
        hello = hello_of(SITE, page, referrer=None, language="en", token=None)
        try:
            async with PracticeConnection(session, self._server, self._scope, hello, origin=ORIGIN) as line:
                await self._chat(line, script)
                await line.leave()
        except (PracticeLineLost, aiohttp.ClientError) as error:
            self._lost += 1
            print("a visitor's line was lost:", error, file=sys.stderr)

    async def _chat(self, line: PracticeConnection, script: VisitorScript) -> None:
        speed = self._settings.speed
        for turn, work_s in enumerate(script.work_s):
            if turn:
                await asyncio.sleep(script.think_s[turn - 1] / speed)
            before = line.answers
            await line.say(question(work_s))
            if not await line.answer_after(before, script.patience_s / speed):
                return


def _report(where: str, error: BaseException) -> None:
    print(where, file=sys.stderr)
    traceback.print_exception(error)


if __name__ == "__main__":
    seen = asyncio.run(Day(sys.argv[1], msgspec.json.decode(sys.argv[2], type=DaySettings)).run())
    print(msgspec.json.encode(seen).decode(), flush=True)

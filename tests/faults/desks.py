"""Desks and windows as processes: started, told what to do, killed, started again on the same folder."""

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

import msgspec

from operator_console.runtime.fail_points import VARIABLE
from tests.faults.checker import View
from tests.faults.desk_driver import Answer, Wish

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT_S = 60.0
ANSWER_LIMIT_S = 20.0


class DeskGone(Exception):
    """The process has ended, or does not answer."""


class DeskActor:
    """One console: a process with a folder of its own.

    Attributes:
        who: Name in the history.
        account: Who is signed in.
    """

    def __init__(
        self,
        who: str,
        account: str,
        folder: Path,
        address: str,
        *,
        window: bool = False,
        seed: int = 0,
        heartbeat_s: float = 15.0,
        module: str = "tests.faults.desk_process",
    ) -> None:
        self.who = who
        self.account = account
        self.window = window
        self._folder = folder / who
        self._module = "tests.faults.window_process" if window else module
        self._arguments = [str(self._folder), address, account, who, str(seed), str(heartbeat_s)]
        self._process: asyncio.subprocess.Process | None = None
        self._asking = asyncio.Lock()
        self._runs = 0
        self._asked = 0

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self, fail_points: str = "") -> None:
        """Start; returns when the desk has read what is on its disk."""
        async with self._asking:
            await self._start(fail_points)

    async def _start(self, fail_points: str) -> None:
        self._runs += 1
        arguments = [*self._arguments]
        arguments[4] = str(int(arguments[4]) + self._runs)
        with (self._folder.parent / f"{self.who}.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", self._module, *arguments),
                cwd=ROOT,
                env={**os.environ, VARIABLE: fail_points, "PYTHONUNBUFFERED": "1"},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                limit=64 * 1024 * 1024,
            )
        await self._line(START_LIMIT_S, 0)

    async def ask(self, do: str, number: int = 0, conversation: str = "", text: str = "") -> Answer:
        """Tell it something and return its answer.

        Raises:
            DeskGone: It has ended, or does not answer.
        """
        async with self._asking:
            process = self._process
            if process is None or process.stdin is None:
                raise DeskGone(self.who)
            self._asked += 1
            wish = Wish(do, self._asked, number, conversation, text)
            try:
                process.stdin.write(msgspec.json.encode(wish) + b"\n")
                await process.stdin.drain()
            except OSError as error:
                raise DeskGone(self.who) from error
            return await self._line(ANSWER_LIMIT_S, wish.id)

    async def view(self) -> View:
        """Return what is on its screen."""
        view = (await self.ask("view")).view
        assert view is not None
        return view

    async def until_live(self, limit_s: float = 20.0) -> None:
        """Wait until the desk has caught up."""
        async with asyncio.timeout(limit_s):
            while not (await self.ask("state")).live:
                await asyncio.sleep(0.05)

    async def until_owns(self, count: int = 1, limit_s: float = 20.0) -> list[str]:
        """Wait until so many chats are its own, and return them."""
        async with asyncio.timeout(limit_s):
            while len(owned := sorted((await self.view()).owned)) < count:
                await asyncio.sleep(0.05)
            return owned

    def send_signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self.running:
            self.send_signal(signal.SIGKILL)
        await self.ended()

    async def ended(self) -> int:
        """Wait for its end and return the exit status (minus the signal's number)."""
        assert self._process is not None
        status = await self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        return status

    async def stop(self) -> None:
        """End it politely."""
        if self._process is None:
            return
        if self.running and self._process.stdin is not None:
            with contextlib.suppress(ProcessLookupError):
                self.send_signal(signal.SIGCONT)
            self._process.stdin.close()
            try:
                async with asyncio.timeout(15):
                    await self._process.wait()
            except TimeoutError:
                self.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def _line(self, limit_s: float, wish_id: int) -> Answer:
        """Return the answer to a wish, leaving out those that came too late."""
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(limit_s):
                while line := await self._process.stdout.readline():
                    answer = msgspec.json.decode(line, type=Answer)
                    if answer.id == wish_id:
                        return answer
        except TimeoutError as error:
            raise DeskGone(f"{self.who} does not answer") from error
        raise DeskGone(f"{self.who} has ended, see its log")

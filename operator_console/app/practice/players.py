"""Practice visitors who come in by themselves, one story after the other; knows the dialogue and the connection."""

import asyncio
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import aiohttp
from msgspec import Struct

from operator_console.app.practice.connection import USER_AGENTS, PracticeConnection, PracticeLineLost, hello_of
from operator_console.app.practice.dialogues import Dialogue, PracticePage, Turn
from operator_console.domain.ids import SiteId
from operator_console.protocol.visitor import Page
from operator_console.runtime.task_scope import TaskScope

PREVIEW_STEP_S = 0.35
PAUSE_S = (12.0, 35.0)
RETRY_S = 5.0


class Pace(Struct, frozen=True, kw_only=True):
    """How lively the visitors are.

    Attributes:
        speed: 2.0 types and looks around twice as fast; patience is not shortened.
        browse_s: At most this long on each page before the chat, so that a demo begins soon.
        apart_s: Seconds between the first arrivals.
    """

    speed: float = 1.0
    browse_s: float = 4.0
    apart_s: float = 6.0


class PracticeVisitors:
    """Keeps a number of practice visitors on the sites of one server until its scope closes.

    A story that comes round again is played by the same visitor, who then has a previous chat.
    """

    def __init__(self, server: str, dialogues: Sequence[Dialogue], pictures: Path, pace: Pace, seed: int) -> None:
        self._server = server.rstrip("/")
        self._pictures = pictures
        self._pace = pace
        self._random = random.Random(seed)
        self._waiting = list(dialogues)
        self._random.shuffle(self._waiting)
        self._tokens: dict[str, str] = {}

    async def run(self, count: int, scope: TaskScope) -> None:
        """Let `count` visitors come in, one after the other, and each come back with new stories for ever."""
        count = min(count, len(self._waiting))
        visitors = [scope.start(self._visitor(place, scope), name=f"visitor {place + 1}") for place in range(count)]
        if visitors:
            await asyncio.wait(visitors)

    async def _visitor(self, place: int, scope: TaskScope) -> None:
        await asyncio.sleep(place * self._pace.apart_s / self._pace.speed)
        while True:
            dialogue = self._waiting.pop(0)
            try:
                await self._play(dialogue, scope)
            except (PracticeLineLost, aiohttp.ClientError, TimeoutError) as error:
                print(f"practice visitor {dialogue.key}: {error}", file=sys.stderr)
                await asyncio.sleep(RETRY_S)
            finally:
                self._waiting.append(dialogue)
            await asyncio.sleep(self._random.uniform(*PAUSE_S) / self._pace.speed)

    async def _play(self, dialogue: Dialogue, scope: TaskScope) -> None:
        first = dialogue.visit.pages[0]
        hello = hello_of(
            SiteId(dialogue.site),
            self._page(dialogue, first),
            referrer=dialogue.visit.referrer,
            language=dialogue.language,
            token=self._tokens.get(dialogue.key),
        )
        headers = {"User-Agent": USER_AGENTS[dialogue.visitor.device]}
        async with (
            aiohttp.ClientSession(headers=headers) as http_session,
            PracticeConnection(http_session, self._server, scope, hello) as line,
        ):
            self._tokens[dialogue.key] = line.token
            await self._browse(dialogue, line)
            heard = line.answers
            for place, turn in enumerate(dialogue.turns):
                heard = await self._turn(dialogue, place, turn, line, heard)

    async def _browse(self, dialogue: Dialogue, line: PracticeConnection) -> None:
        if dialogue.visit.cart is not None:
            await line.fill_cart(dialogue.visit.cart.cart())
        for place, page in enumerate(dialogue.visit.pages):
            if place:
                await line.look_at(*self._address(dialogue, page))
            await self._pause(min(page.dwell_s, self._pace.browse_s))

    async def _turn(self, dialogue: Dialogue, place: int, turn: Turn, line: PracticeConnection, heard: int) -> int:
        name = dialogue.visitor.name if place == 0 else None
        if turn.say is not None:
            await self._write(line, turn.say, turn.typing_s)
            await line.say(turn.say, name=name)
        elif turn.picture is not None:
            await self._pause(turn.typing_s)
            content = await asyncio.to_thread((self._pictures / turn.picture).read_bytes)
            await line.say("", name=name, attachment=await line.upload(turn.picture, content))
        elif turn.page is not None:
            await line.look_at(*self._address(dialogue, turn.page))
            await self._pause(min(turn.page.dwell_s, self._pace.browse_s))
        elif turn.wait is not None:
            answered = await line.answer_after(heard, turn.patience_s)
            if not answered and dialogue.impatient:
                await self._write(line, dialogue.impatient, 2.0)
                await line.say(dialogue.impatient)
                await line.answer_after(heard, turn.patience_s)
            await self._pause(1.5)
            return line.answers
        else:
            await self._pause(2.0)
            await line.leave()
        return heard

    async def _write(self, line: PracticeConnection, text: str, typing_s: float) -> None:
        """Type visibly for about `typing_s` seconds, a bit more of the text at every step."""
        steps = max(1, int(typing_s / self._pace.speed / PREVIEW_STEP_S))
        for step in range(1, steps + 1):
            await line.type(text[: max(1, len(text) * step // steps)])
            await asyncio.sleep(PREVIEW_STEP_S)
        await line.type("")

    async def _pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._pace.speed)

    def _page(self, dialogue: Dialogue, page: PracticePage) -> Page:
        url, title = self._address(dialogue, page)
        return Page(url=url, title=title)

    def _address(self, dialogue: Dialogue, page: PracticePage) -> tuple[str, str]:
        return f"{self._server}/shop/{dialogue.site}{page.path}", page.title

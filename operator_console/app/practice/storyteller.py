"""Plays one written dialogue over a practice visitor's connection; knows neither how many there are nor when."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import aiohttp
from msgspec import Struct

from operator_console.app.practice.connection import USER_AGENTS, PracticeConnection, hello_of
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.domain.practice import Dialogue, PracticePage, Turn
from operator_console.protocol.visitor import Page
from operator_console.runtime.task_scope import TaskScope

PREVIEW_STEP_S = 0.35
Begun = Callable[[ConversationId], None]


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


class Storyteller:
    """Plays stories at one server.

    Args:
        addresses: Site id to the address that its pages have; they are told to the server and never opened.
        pictures: Folder of the pictures that dialogues show.
        origin: See `PracticeConnection`.
    """

    def __init__(
        self,
        server: str,
        pictures: Path,
        pace: Pace,
        addresses: Callable[[str], str],
        *,
        origin: str | None = None,
    ) -> None:
        self._server = server.rstrip("/")
        self._pictures = pictures
        self._pace = pace
        self._addresses = addresses
        self._origin = origin

    async def play(self, dialogue: Dialogue, scope: TaskScope, *, token: str | None = None, begun: Begun) -> str:
        """Play a story to its end and return the visitor's bearer, for coming back as the same visitor.

        Args:
            token: Of an earlier story of the same visitor.
            begun: Called when the server has made a conversation of it.

        Raises:
            PracticeLineLost, aiohttp.ClientError, TimeoutError: The server went away or refused.
        """
        hello = hello_of(
            SiteId(dialogue.site),
            self._page(dialogue, dialogue.visit.pages[0]),
            referrer=dialogue.visit.referrer,
            language=dialogue.language,
            token=token,
        )
        headers = {"User-Agent": USER_AGENTS[dialogue.visitor.device]}
        async with (
            aiohttp.ClientSession(headers=headers) as http_session,
            PracticeConnection(http_session, self._server, scope, hello, begun, self._origin) as line,
        ):
            await self._browse(dialogue, line)
            heard = line.answers
            for place, turn in enumerate(dialogue.turns):
                heard = await self._turn(dialogue, place, turn, line, heard)
            return line.token

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
        return f"{self._addresses(dialogue.site)}{page.path}", page.title

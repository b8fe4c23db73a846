"""Practice visitors who come in by themselves, one story after the other; how a story is played is not their matter."""

import asyncio
import logging
import random
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import aiohttp

from operator_console.app.practice.connection import PracticeLineLost
from operator_console.app.practice.storyteller import Pace, Storyteller
from operator_console.domain.ids import ConversationId
from operator_console.domain.practice import Dialogue, PracticePlan
from operator_console.runtime.task_scope import TaskScope

PAUSE_S = (12.0, 35.0)
RETRY_S = 5.0

_log = logging.getLogger(__name__)


class PracticeVisitors:
    """Keeps a number of practice visitors on the sites of one server until its scope closes.

    A story that comes round again is played by the same visitor, who then has a previous chat.
    """

    def __init__(self, server: str, dialogues: Sequence[Dialogue], pictures: Path, pace: Pace, seed: int) -> None:
        self._teller = Storyteller(server, pictures, pace, lambda site: f"{server.rstrip('/')}/shop/{site}")
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
        token = self._tokens.get(dialogue.key)
        self._tokens[dialogue.key] = await self._teller.play(dialogue, scope, token=token, begun=lambda _id: None)


class PlanPlayers:
    """Plays every story of a plan once, no more of them at the same time than it says; the seed gives their order.

    Args:
        begun: Called with a story and the conversation that the server made of it.
        ended: Called when a visitor has gone, with how many are still to come or there.
        passing: Errors with which one visitor goes and the others go on.
    """

    def __init__(
        self,
        plan: PracticePlan,
        teller: Storyteller,
        pace: Pace,
        begun: Callable[[Dialogue, ConversationId], None],
        ended: Callable[[int], None],
        passing: tuple[type[Exception], ...] = (),
    ) -> None:
        self._plan = plan
        self._teller = teller
        self._pace = pace
        self._begun = begun
        self._ended = ended
        self._passing = passing
        self._random = random.Random(plan.seed)
        self._waiting = list(plan.dialogues)
        self._random.shuffle(self._waiting)
        self._left = len(self._waiting)

    @property
    def order(self) -> tuple[str, ...]:
        """Keys of the stories that have not begun, in the order in which they will."""
        return tuple(dialogue.key for dialogue in self._waiting)

    async def run(self, scope: TaskScope) -> None:
        """Play all and return when the last visitor has gone."""
        count = min(self._plan.at_once, self._left)
        places = [scope.start(self._place(place, scope), name=f"place {place + 1}") for place in range(count)]
        if places:
            await asyncio.wait(places)

    async def _place(self, place: int, scope: TaskScope) -> None:
        """Let one visitor after the other come in; the first of each place come a little apart."""
        await asyncio.sleep(place * self._pace.apart_s / self._pace.speed)
        while self._waiting:
            dialogue = self._waiting.pop(0)
            try:
                await self._teller.play(dialogue, scope, begun=partial(self._begun, dialogue))
            except self._passing as error:
                _log.warning("practice visitor %s went: %s", dialogue.key, type(error).__name__)
            finally:
                self._left -= 1
                self._ended(self._left)
            await asyncio.sleep(self._random.uniform(1.0, 3.0) / self._pace.speed)

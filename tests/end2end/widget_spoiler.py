"""Stands between a real browser's widget and the server, and spoils frames to order; knows no test."""

import asyncio
import json
import random
from collections.abc import Callable
from typing import Any

from playwright.async_api import BrowserContext, WebSocketRoute

Frame = dict[str, Any]
Change = Callable[[Frame], list[Frame]]
"""What becomes of a frame: nothing, itself, or several."""


def as_it_is(frame: Frame) -> list[Frame]:
    """Change nothing."""
    return [frame]


class Spoiler:
    """Every connection of one browser context goes through here.

    Attributes:
        up, down: What becomes of frames from and to the widget.
        blocked: Connections are cut as soon as they open.
        opened: How many connections were tried.
        sent: Frames that the widget sent.
    """

    def __init__(self) -> None:
        self.up: Change = as_it_is
        self.down: Change = as_it_is
        self.blocked = False
        self.opened = 0
        self.sent: list[Frame] = []
        self._routes: list[WebSocketRoute] = []

    async def stand_in(self, context: BrowserContext) -> None:
        """Take over the connections that this context will open."""
        await context.route_web_socket("**/ws/visitor*", self._opened)

    async def block(self) -> None:
        """Cut every connection and let no other one come about."""
        self.blocked = True
        await self.cut()

    async def cut(self, *last: Frame) -> None:
        """Cut every connection after these frames."""
        routes, self._routes = self._routes, []
        for route in routes:
            for frame in last:
                route.send(json.dumps(frame))
            await route.close(code=1012)

    async def _opened(self, route: WebSocketRoute) -> None:
        self.opened += 1
        if self.blocked:
            await route.close(code=1013)
            return
        self._routes.append(route)
        server = route.connect_to_server()

        def upwards(data: str | bytes) -> None:
            frame = json.loads(data)
            self.sent.append(frame)
            for one in self.up(frame):
                server.send(json.dumps(one))

        def downwards(data: str | bytes) -> None:
            for one in self.down(json.loads(data)):
                route.send(json.dumps(one))

        route.on_message(upwards)
        server.on_message(downwards)


class Shuffler:
    """Doubles frames and lets some overtake others, by a seed."""

    def __init__(self, seed: int, kinds: set[str]) -> None:
        self._dice = random.Random(seed)
        self._kinds = kinds
        self._held: list[Frame] = []
        self.hurt = 0

    def __call__(self, frame: Frame) -> list[Frame]:
        """Return what goes on now."""
        if frame["type"] not in self._kinds:
            return [frame]
        now = [frame] * self._dice.choice((1, 1, 2, 3))
        if self._held:
            now, self._held = [*now, *self._held], []
            self.hurt += 1
        elif self._dice.random() < 0.4:
            now, self._held = now[1:], [frame]
        self.hurt += len(now) > 1
        return now


async def until(holds: Callable[[], bool], timeout_s: float = 15) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(timeout_s):
        while not holds():
            await asyncio.sleep(0.02)

"""Who breaks things: a seeded schedule of faults of every kind; each fault ends, at the latest when told to."""

import asyncio
import contextlib
import random
import signal
from collections.abc import Awaitable, Callable

from tests.faults.cast import Cast
from tests.faults.desks import DeskActor
from tests.faults.frame_proxy import Action, FrameProxy, Way
from tests.faults.history import History

Heal = asyncio.Event
Doing = Callable[[Cast, random.Random, Heal], Awaitable[str]]


async def _pause(heal: Heal, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(heal.wait(), seconds)


def _some(cast: Cast, dice: random.Random) -> list[tuple[str, FrameProxy]]:
    """Return one line, or everybody's."""
    every = list(cast.proxies.items())
    return every if dice.random() < 0.2 else [dice.choice(every)]


def _names(victims: list[tuple[str, FrameProxy]]) -> str:
    return "everybody" if len(victims) > 1 else victims[0][0]


def _killable(cast: Cast, dice: random.Random) -> DeskActor:
    return dice.choice([desk for desk in cast.desks if not desk.window])


async def kill_server(cast: Cast, _dice: random.Random, _heal: Heal) -> str:
    await cast.server.kill()
    return "server"


async def kill_desk(cast: Cast, dice: random.Random, _heal: Heal) -> str:
    desk = _killable(cast, dice)
    if desk.running:
        desk.send_signal(signal.SIGKILL)
    return desk.who


async def kill_window(cast: Cast, _dice: random.Random, _heal: Heal) -> str:
    """As a crash of the real window would; it is started again on the same folder."""
    window = next((desk for desk in cast.desks if desk.window), None)
    if window is None or not window.running:
        return "nobody"
    window.send_signal(signal.SIGKILL)
    return window.who


async def freeze_server(cast: Cast, dice: random.Random, heal: Heal) -> str:
    if not cast.server.running:
        return "nobody"
    with contextlib.suppress(ProcessLookupError):
        cast.server.send_signal(signal.SIGSTOP)
        await _pause(heal, dice.uniform(0.5, 10.0))
        cast.server.send_signal(signal.SIGCONT)
    return "server"


async def freeze_desk(cast: Cast, dice: random.Random, heal: Heal) -> str:
    """A reader that does not read."""
    desk = _killable(cast, dice)
    if not desk.running:
        return "nobody"
    with contextlib.suppress(ProcessLookupError):
        desk.send_signal(signal.SIGSTOP)
        await _pause(heal, dice.uniform(2.0, 14.0))
        desk.send_signal(signal.SIGCONT)
    return desk.who


async def reset(cast: Cast, dice: random.Random, _heal: Heal) -> str:
    victims = _some(cast, dice)
    for _name, proxy in victims:
        proxy.reset()
    return _names(victims)


async def half_open(cast: Cast, dice: random.Random, _heal: Heal) -> str:
    victims = _some(cast, dice)
    for _name, proxy in victims:
        proxy.half_open(server_knows=dice.random() < 0.5)
    return _names(victims)


async def one_way(cast: Cast, dice: random.Random, heal: Heal) -> str:
    name, proxy = dice.choice(list(cast.proxies.items()))
    way = dice.choice((proxy.up, proxy.down))
    with proxy.stalled(way):
        await _pause(heal, dice.uniform(1.0, 12.0))
    return f"{name} {'up' if way is proxy.up else 'down'}"


async def stall(cast: Cast, dice: random.Random, heal: Heal) -> str:
    victims = _some(cast, dice)
    ways = [way for _name, proxy in victims for way in (proxy.up, proxy.down)]
    with contextlib.ExitStack() as stack:
        for _name, proxy in victims:
            stack.enter_context(proxy.stalled(proxy.up, proxy.down))
        await _pause(heal, dice.uniform(1.0, 10.0))
    return f"{_names(victims)} ({len(ways)} ways)"


async def refuse(cast: Cast, dice: random.Random, heal: Heal) -> str:
    victims = _some(cast, dice)
    for _name, proxy in victims:
        proxy.refusing = True
        proxy.reset()
    await _pause(heal, dice.uniform(1.0, 6.0))
    for _name, proxy in victims:
        proxy.refusing = False
    return _names(victims)


async def swallow(cast: Cast, dice: random.Random, heal: Heal) -> str:
    victims = _some(cast, dice)
    for _name, proxy in victims:
        proxy.swallowing = True
        proxy.reset()
    await _pause(heal, dice.uniform(1.0, 6.0))
    for _name, proxy in victims:
        proxy.swallowing = False
    return _names(victims)


async def close_tab(cast: Cast, dice: random.Random, heal: Heal) -> str:
    """A visitor's tab is closed in the middle of something, and opened again."""
    if cast.widget is not None and dice.random() < 0.3:
        await cast.widget.crash()
        await _pause(heal, dice.uniform(0.1, 1.0))
        return "widget"  # healing opens it again
    visitor = dice.choice(cast.visitors)
    if visitor.who in cast.away or cast.http is None:
        return "nobody"
    cast.away.add(visitor.who)
    await visitor.crash()
    await _pause(heal, dice.uniform(0.1, 3.0))
    visitor.start(cast.http)
    cast.away.discard(visitor.who)
    return visitor.who


def frames(action: Action, chance: float, seconds: float = 0.3) -> Doing:
    """Return the fault that spoils frames of one line, or of everybody's, in one or both ways."""

    async def spoil(cast: Cast, dice: random.Random, heal: Heal) -> str:
        victims = _some(cast, dice)
        ways: list[Way] = []
        for _name, proxy in victims:
            ways += dice.choice(((proxy.up,), (proxy.down,), (proxy.up, proxy.down)))
        faults = [way.add(action, chance=chance, seconds=seconds) for way in ways]
        await _pause(heal, dice.uniform(3.0, 12.0))
        for way, fault in zip(ways, faults, strict=True):
            if fault in way.faults:
                way.faults.remove(fault)
        return f"{_names(victims)}: {sum(fault.done for fault in faults)} frames"

    spoil.__name__ = f"{action.value}_frames"
    return spoil


FAULTS: tuple[tuple[Doing, int], ...] = (
    (kill_server, 4),
    (kill_desk, 5),
    (kill_window, 4),
    (freeze_server, 2),
    (freeze_desk, 3),
    (reset, 4),
    (half_open, 4),
    (one_way, 4),
    (stall, 3),
    (refuse, 2),
    (swallow, 2),
    (close_tab, 3),
    (frames(Action.DUPLICATE, 0.5), 3),
    (frames(Action.REORDER, 0.3), 3),
    (frames(Action.SPLIT, 0.5), 2),
    (frames(Action.FRAGMENT, 0.5), 2),
    (frames(Action.DELAY, 0.5, 0.8), 3),
    (frames(Action.CORRUPT, 0.03), 2),
    (frames(Action.DROP, 0.03), 2),
)


class Nemesis:
    """Breaks things for a while, several at once, in an order that the seed decides."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self._cast = cast
        self._dice = random.Random(seed)
        self._history = History(cast.folder / "nemesis.jsonl", "nemesis")
        self.injected = 0
        self.by_kind: dict[str, int] = {}

    async def rage(self, seconds: float) -> None:
        """Inject faults for so long, then have all of them ended."""
        heal = Heal()
        doing: set[asyncio.Task[None]] = set()
        loop = asyncio.get_running_loop()
        end_s = loop.time() + seconds
        while (left_s := end_s - loop.time()) > 0:
            doing.add(asyncio.create_task(self._do(heal)))
            doing = {task for task in doing if not task.done()}
            await asyncio.sleep(min(left_s, self._dice.uniform(0.3, 4.0)))
        heal.set()
        await asyncio.gather(*doing)

    async def _do(self, heal: Heal) -> None:
        (fault,) = self._dice.choices([one for one, _weight in FAULTS], [weight for _one, weight in FAULTS])
        name = fault.__name__
        self._history.add("fault", text=f"{name} begins")
        victim = await fault(self._cast, self._dice, heal)
        self._history.add("healed", text=f"{name} of {victim}")
        self.injected += 1
        self.by_kind[name] = self.by_kind.get(name, 0) + 1

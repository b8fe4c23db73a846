"""An agent who works at a real desk: answers chats, decides about parked messages, and writes down every tick.

Runs inside the desk's process, with or without a window; told what to do by lines on its input, answers with lines.
"""

import asyncio
import os
import random
import sys
import threading
import time
import traceback
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, structs

from operator_console.desk.desk import Desk
from operator_console.desk.errors import OutboxUnavailable
from operator_console.desk.events import TranscriptChanged
from operator_console.desk.state import ConnectionPhase, Delivery, Entry
from operator_console.domain.conversations import MessageKind, Outcome
from operator_console.domain.ids import ClientId, ConversationId
from tests.faults.checker import Said, View
from tests.faults.history import History, mark

_TICKED = frozenset({Delivery.STORED, Delivery.DELIVERED, Delivery.READ})
_HUMAN = frozenset({MessageKind.TEXT, MessageKind.FILE, MessageKind.NOTE})
DECIDE_S = 1.0


class Wish(Struct, frozen=True):
    """A line on the input."""

    do: str
    id: int = 0
    number: int = 0
    conversation: str = ""
    text: str = ""


class Answer(Struct, frozen=True, kw_only=True):
    """A line on the output."""

    id: int = 0
    live: bool = False
    phase: str = ""
    view: View | None = None
    errors: tuple[str, ...] = ()
    worst_lag_ms: float = 0.0
    worst_away_ms: float = 0.0
    worst_lag_at: str = ""
    memory_mb: float = 0.0
    client_id: str = ""


class Watchdog:
    """Measures how long the loop's thread was away from its loop.

    A campaign keeps the machine busier than it can be, so that the X server and other threads are late as well.

    Attributes:
        worst_ms: Longest time for which this thread worked without getting to its loop: what the program can help.
        where: What it was doing then, as another thread saw it.
        worst_away_ms: Longest time away, waiting for others included, but not the wait for a core of its own.
    """

    BEAT_S = 0.005
    LATE_S = 0.1

    def __init__(self) -> None:
        self.worst_ms = self.worst_away_ms = 0.0
        self.where = ""
        self._beat_s = time.perf_counter()
        self._seen = ""

    async def watch(self) -> None:
        """Measure until cancelled; on the loop's thread."""
        threading.Thread(target=self._look, args=(threading.get_ident(),), name="watchdog", daemon=True).start()
        before_s, waited_s, worked_s = time.perf_counter(), _waited_for_a_core_s(), time.thread_time()
        while True:
            await asyncio.sleep(self.BEAT_S)
            now_s, now_waited_s, now_worked_s = time.perf_counter(), _waited_for_a_core_s(), time.thread_time()
            away_s = now_s - before_s - self.BEAT_S - (now_waited_s - waited_s)
            self.worst_away_ms = max(self.worst_away_ms, away_s * 1000)
            if (now_worked_s - worked_s) * 1000 > self.worst_ms:
                self.worst_ms, self.where = (now_worked_s - worked_s) * 1000, self._seen
            self._seen = ""
            before_s = self._beat_s = now_s
            waited_s, worked_s = now_waited_s, now_worked_s

    def _look(self, thread: int) -> None:
        """Note where the loop's thread is when it is late."""
        pause = threading.Event()
        while True:
            pause.wait(self.LATE_S / 4)
            if not self._seen and time.perf_counter() - self._beat_s > self.LATE_S:
                frame = sys._current_frames().get(thread)
                calls = traceback.extract_stack(frame)[-6:]
                self._seen = " < ".join(
                    f"{Path(call.filename).stem}.{call.name}:{call.lineno}" for call in reversed(calls)
                )


def _waited_for_a_core_s() -> float:
    """Return how long this thread was ready to run and no core was free, as the kernel counts it."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


class DeskDriver:
    """Works at one desk.

    Args:
        type_draft: Puts half a sentence into a chat's composer, or tells that it cannot; without it nobody writes
            drafts here.
    """

    def __init__(
        self,
        desk: Desk,
        account: str,
        history: History,
        seed: int,
        select: Callable[[str], None],
        type_draft: Callable[[str, str], bool] | None = None,
    ) -> None:
        self.desk = desk
        self.errors: list[str] = []
        self.watchdog = Watchdog()
        self._account = account
        self._history = history
        self._dice = random.Random(seed)
        self._select = select
        self._type_draft = type_draft
        self._watched: dict[str, ConversationId] = {}
        self._decided_s: dict[str, float] = {}
        self._pace_s = 0.0
        self._number = 0
        desk.hub.listen(TranscriptChanged, self._on_transcript)
        if type_draft is not None:
            history.add("started")

    async def work(self, lines: asyncio.StreamReader, say: Callable[[Answer], None]) -> None:
        """Do what the input says until it ends."""
        jobs = [asyncio.create_task(self._write_on()), asyncio.create_task(self._decide())]
        jobs.append(asyncio.create_task(self.watchdog.watch()))
        say(self._answer())
        try:
            while line := await lines.readline():
                wish = msgspec.json.decode(line, type=Wish)
                say(structs.replace(await self._do(wish), id=wish.id))
        finally:
            for job in jobs:
                job.cancel()
            for result in await asyncio.gather(*jobs, return_exceptions=True):
                if isinstance(result, Exception):
                    self.errors.append(repr(result))

    async def _do(self, wish: Wish) -> Answer:
        client_id = ""
        match wish.do:
            case "pace":
                self._pace_s = wish.number / 1000
            case "check":
                self.desk.check_connection()
            case "say":
                client_id = await self.say(ConversationId(wish.conversation), wish.text)
            case "wrap":
                await self._wrap(wish.number)
            case "view":
                return self._answer(self._view())
        return self._answer(client_id=client_id)

    def _answer(self, view: View | None = None, client_id: str = "") -> Answer:
        phase = self.desk.connection.phase
        return Answer(
            live=phase is ConnectionPhase.LIVE,
            phase=phase.value,
            view=view,
            errors=tuple(self.errors),
            worst_lag_ms=self.watchdog.worst_ms,
            worst_away_ms=self.watchdog.worst_away_ms,
            worst_lag_at=self.watchdog.where,
            memory_mb=_memory_mb(),
            client_id=client_id,
        )

    # -- writing

    async def say(self, conversation_id: ConversationId, text: str, kind: MessageKind = MessageKind.TEXT) -> str:
        """Send, and write down what was promised by that."""
        try:
            client_id = await self.desk.send(conversation_id, text, kind=kind)
        except OutboxUnavailable:
            return ""
        self._history.add("wrote", client_id=client_id, conversation=conversation_id, text=text)
        self._history.add("kept", client_id=client_id, conversation=conversation_id)
        self._watched[client_id] = conversation_id
        self._look(self.desk.entries(conversation_id))
        return client_id

    async def _write_on(self) -> None:
        while True:
            await asyncio.sleep(self._pace_s * self._dice.uniform(0.5, 1.5) if self._pace_s else 0.1)
            if not self._pace_s:
                continue
            rail = self.desk.rail()
            if rail.queue and self._dice.random() < 0.3:
                await self.desk.accept(rail.queue[0].conversation.id)
            rows = [*rail.your_turn, *rail.waiting_for_visitor]
            if rows and self.desk.connection.waiting_out < 40:
                name = self._dice.choice(rows).conversation.id
                self._select(name)
                self._number += 1
                if self._type_draft is not None:
                    self._draft(name)
                kind = MessageKind.NOTE if self._dice.random() < 0.1 else MessageKind.TEXT
                await self.say(name, f"{self._history.who} {self._number} {mark()}", kind)

    def _draft(self, name: ConversationId) -> None:
        assert self._type_draft is not None
        text = f"half a sentence {self._number} {mark()}"
        if self._type_draft(name, text):
            self._history.add("drafted", conversation=name, text=text)

    async def _decide(self) -> None:
        """Look at what waits: a parked message is sent again or discarded after a moment, as its author would."""
        while True:
            await asyncio.sleep(0.5)
            for name in self.desk._outbox.conversations():
                for entry in self.desk._outbox.entries(name):
                    self._watched.setdefault(entry.key, name)
                    if entry.delivery is Delivery.PARKED:
                        await self._settle(name, entry)

    async def _settle(self, name: ConversationId, entry: Entry) -> None:
        now_s = time.monotonic()
        if now_s - self._decided_s.setdefault(entry.key, now_s) < DECIDE_S:
            return
        self._decided_s[entry.key] = now_s
        self._history.add("parked", client_id=entry.key, text=str(entry.park_reason))
        mine = self.desk.row(name) is not None
        if mine and self._dice.random() < 0.7:
            await self.desk.retry(name, ClientId(entry.key))
        elif await self.desk.discard(name, ClientId(entry.key)):
            self._history.add("discarded", client_id=entry.key)
            self._watched.pop(entry.key, None)

    async def _wrap(self, number: int) -> None:
        rail = self.desk.rail()
        for row in [*rail.waiting_for_visitor, *rail.your_turn][:number]:
            await self.desk.wrap_up(row.conversation.id, Outcome.SOLVED)

    # -- seeing

    def _on_transcript(self, changed: TranscriptChanged) -> None:
        self._look(changed.entries or self.desk.entries(changed.conversation_id))

    def _look(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            if entry.key in self._watched and entry.mine and entry.delivery in _TICKED:
                name = self._watched.pop(entry.key)
                self._history.add("acked", client_id=entry.key, conversation=name, pos=entry.message.pos)

    def _view(self) -> View:
        rail = self.desk.rail()
        own = [row.conversation.id for row in (*rail.your_turn, *rail.waiting_for_visitor, *rail.left)]
        outbox = self.desk._outbox
        return View(
            who=self._history.who,
            account=self._account,
            transcripts={str(name): tuple(self._said(name)) for name in own},
            waiting=tuple(entry.key for name in outbox.conversations() for entry in outbox.entries(name)),
            owned=frozenset(map(str, own)),
            queued=frozenset(str(row.conversation.id) for row in rail.queue),
            drafts={} if self._type_draft is None else {str(name): self.desk.draft(name).text for name in own},
        )

    def _said(self, name: ConversationId) -> list[Said]:
        waiting = {entry.key for entry in self.desk._outbox.entries(name)}
        return [
            Said(entry.message.pos, entry.message.client_id, entry.message.text)
            for entry in self.desk.entries(name)
            if entry.message.kind in _HUMAN and entry.key not in waiting
        ]


async def lines_of_input() -> asyncio.StreamReader:
    """Return the input as a stream of lines."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


def lines_by_thread() -> asyncio.StreamReader:
    """Return the input as a stream, read by a thread: for a loop that is Qt's."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()

    def read() -> None:
        while line := sys.stdin.buffer.readline():
            loop.call_soon_threadsafe(reader.feed_data, line)
        loop.call_soon_threadsafe(reader.feed_eof)

    threading.Thread(target=read, name="input", daemon=True).start()
    return reader


def say_line(answer: Answer) -> None:
    """Write one line; the output is a pipe that its reader keeps empty."""
    os.write(1, msgspec.json.encode(answer) + b"\n")


def _memory_mb() -> float:
    import psutil

    return int(psutil.Process().memory_info().rss) / 1e6


Job = Coroutine[Any, Any, None]

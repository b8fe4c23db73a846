"""A visitor who speaks the gateway as the widget does, with an outbox on disk that survives the visitor; no browser.

What the widget promises is kept here too: a message is on disk before it counts as written, one is under way at a
time, only the next position is applied, a gap is fetched, everything without a tick is sent again.
"""

import asyncio
import contextlib
import json
import random
import time
import uuid
from pathlib import Path
from typing import Any

import aiohttp

from tests.faults.checker import Said, View
from tests.faults.history import History, mark

Frame = dict[str, Any]
GAP_S = 0.3
PROBE_S = 3.0
CONNECT_S = 10.0
BACK_OFF_CAP_S = 60.0
LATER = frozenset({"rate_limited", "unavailable"})


class _Chat:
    """A conversation as the visitor sees it."""

    def __init__(self, name: str, epoch: str, pos: int) -> None:
        self.name = name
        self.epoch = epoch
        self.pos = pos
        self.closed = False
        self.said: list[Said] = []

    def place(self, message: Frame) -> None:
        if message["kind"] in {"text", "file"} and all(one.pos != message["pos"] for one in self.said):
            author = message["author"]["id"]
            self.said.append(Said(message["pos"], message.get("client_id", ""), message.get("text", ""), author))


class Visitor:
    """One browser tab. `start` begins, `crash` ends it as a closed tab would; what is on disk stays."""

    def __init__(self, who: str, folder: Path, address: str, site_id: str, origin: str, seed: int = 0) -> None:
        self.who = who
        self.address = address
        self.epochs: set[str] = set()
        self.live = False
        self.errors: list[str] = []
        self.history = History(folder / f"{who}.jsonl", who)
        self._site_id = site_id
        self._origin = origin
        self._disk = folder / f"{who}.outbox"
        self._dice = random.Random(seed)
        self._chat: _Chat | None = None
        self._earlier: list[_Chat] = []
        self._outbox: dict[str, str] = {}
        self._kept: Frame = {"token": None, "key": uuid.uuid4().hex}
        self._answers: dict[str, asyncio.Future[str]] = {}
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._hurry = asyncio.Event()
        self._ready = asyncio.Event()
        self._unanswered = 0
        self._attempts = 0
        self._attempt: asyncio.Timeout | None = None
        self._gap: asyncio.TimerHandle | None = None
        self._number = 0

    # -- lifetime

    def start(self, http: aiohttp.ClientSession) -> None:
        """Read what is on disk and connect."""
        if self._disk.exists():
            kept = json.loads(self._disk.read_text())
            self._outbox, self._kept = kept["outbox"], kept["kept"]
        self._tasks = [asyncio.create_task(self._live_on(http)), asyncio.create_task(self._flush())]

    async def crash(self) -> None:
        """Be gone without a word; memory is lost."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._socket is not None and (transport := self._socket.get_extra_info("socket")) is not None:
            with contextlib.suppress(OSError):
                transport.shutdown(2)
        self._socket = None
        self.live = False
        self._chat, self._earlier = None, []

    async def close(self) -> None:
        """End for good."""
        await self.crash()
        self.history.close()

    def check(self) -> None:
        """The network changed: try at once, or find out whether the line is still alive."""
        self.history.add("note", text=f"hint, {self._attempt}, {self._socket is not None}")
        self._hurry.set()
        if self._attempt is not None:
            self._attempt.reschedule(asyncio.get_running_loop().time())

    # -- what the person does

    @property
    def conversation(self) -> str | None:
        return self._chat.name if self._chat is not None and not self._chat.closed else None

    @property
    def waiting(self) -> tuple[str, ...]:
        return tuple(self._outbox)

    def say(self, text: str) -> str:
        """Write a message: on disk, then on screen, then on its way."""
        client_id = str(uuid.uuid4())
        self.history.add("wrote", client_id=client_id, text=text)
        self._outbox[client_id] = text
        self._write_disk()
        self.history.add("kept", client_id=client_id)
        self._ready.set()
        return client_id

    def chatter(self) -> str:
        """Say something that nobody has said before."""
        self._number += 1
        return self.say(f"{self.who} {self._number} {'x' * self._dice.choice((0, 5, 60, 400))}{mark()}")

    async def leave(self) -> None:
        """End the chat."""
        await self._send({"type": "leave"})

    def view(self) -> View:
        """Return what is on screen."""
        chats = [chat for chat in (*self._earlier[-1:], self._chat) if chat is not None]
        return View(
            who=self.who,
            transcripts={chat.name: tuple(chat.said) for chat in chats},
            waiting=tuple(self._outbox),
            by_visitor=True,
        )

    # -- the line

    async def _live_on(self, http: aiohttp.ClientSession) -> None:
        while True:
            retry_s: float | None = None
            with contextlib.suppress(aiohttp.ClientError, OSError, TimeoutError):
                retry_s = await self._one_line(http)
            self.history.add("note", text=f"lost, live {self.live}")
            self._lost()
            self._attempts += 1
            delay_s = self._dice.uniform(0, min(BACK_OFF_CAP_S, 2.0 ** min(self._attempts - 1, 6)))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), delay_s if retry_s is None else retry_s)
            self._hurry.clear()

    def _lost(self) -> None:
        self.live = False
        self._attempt = None
        self._socket = None
        if self._gap is not None:
            self._gap.cancel()
            self._gap = None
        for answer in self._answers.values():
            if not answer.done():
                answer.set_result("lost")

    async def _one_line(self, http: aiohttp.ClientSession) -> float | None:
        async with asyncio.timeout(CONNECT_S) as self._attempt:
            socket = await http.ws_connect(
                f"{self.address}/ws/visitor",
                headers={"Origin": self._origin},
                timeout=aiohttp.ClientWSTimeout(ws_close=0.5),
                max_msg_size=8 * 1024 * 1024,
            )
        self._attempt = None
        self.history.add("note", text="connected")
        self._socket = socket
        self._unanswered = 0
        beat: asyncio.Task[None] | None = None
        retry_s: float | None = None
        try:
            await self._send(self._hello())
            async with asyncio.timeout(15) as self._attempt:
                first = await socket.receive()
            self._attempt = None
            while first.type is aiohttp.WSMsgType.TEXT:
                try:
                    frame = json.loads(first.data)
                except ValueError:
                    return None  # a frame is broken: what it said comes again on a new line
                if frame["type"] == "goodbye":
                    retry_s = frame["retry_after_s"]
                elif frame["type"] == "denied":
                    retry_s = frame.get("retry_after_s", retry_s)
                    if frame["code"] == 4401:
                        self._kept["token"] = None
                elif frame["type"] == "welcome":
                    if beat is None:
                        beat = asyncio.create_task(self._beat(socket, frame.get("heartbeat_s", 15.0)))
                    await self._welcomed(frame)
                else:
                    await self._received(frame)
                first = await socket.receive()
            return retry_s
        finally:
            if beat is not None:
                beat.cancel()
            with contextlib.suppress(Exception):
                await socket.close()

    def _hello(self) -> Frame:
        page = {"type": "page", "url": f"{self._origin}/", "title": "Shop"}
        hello = {"type": "hello", "versions": [1], "site_id": self._site_id, "visit_key": self._kept["key"]}
        return {**hello, "page": page, "token": self._kept["token"], "language": "nl"}

    async def _send(self, frame: Frame) -> bool:
        socket = self._socket
        if socket is None or socket.closed:
            return False
        try:
            await socket.send_json(frame)
        except (aiohttp.ClientError, OSError, RuntimeError):
            return False
        return True

    async def _beat(self, socket: aiohttp.ClientWebSocketResponse, beat_s: float) -> None:
        while True:
            probing = False
            try:
                await asyncio.wait_for(self._hurry.wait(), beat_s)
                self._hurry.clear()
                probing, self._unanswered = True, 0
            except TimeoutError:
                if self._unanswered >= 2:
                    break
            self._unanswered += 1
            await self._send({"type": "ping", "id": 1, "sent_s": time.monotonic()})
            if probing:
                await asyncio.sleep(PROBE_S)
                if self._unanswered:
                    break
        self._drop(socket)

    def _drop(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """End a line that does not answer, without waiting for it."""
        if (plain := socket.get_extra_info("socket")) is not None:
            with contextlib.suppress(OSError):
                plain.shutdown(2)

    # -- frames

    async def _welcomed(self, frame: Frame) -> None:
        self._attempts = 0
        self.epochs.add(frame["epoch"])
        if self._kept["token"] != frame["token"]:
            self._kept["token"] = frame["token"]
            self._write_disk()
        if self._chat is not None and frame.get("conversation_id") not in {None, self._chat.name}:
            self._archive()
        await self._resume()

    async def _resume(self) -> None:
        chat = self._chat
        streams = {f"c:{chat.name}": [chat.epoch, chat.pos]} if chat is not None else {}
        await self._send({"type": "resume", "streams": streams})

    async def _received(self, frame: Frame) -> None:
        match frame["type"]:
            case "event":
                await self._event(frame)
            case "conversation_snapshot":
                self._snapshot(frame)
            case "replay_done" if frame.get("stream") is None:
                self.history.add("note", text="live")
                self.live = True
                self._ready.set()
            case "ack":
                self._acked(frame)
            case "send_refused":
                self._answer(frame["client_id"], frame["reason"])
            case "ping":
                await self._send({"type": "pong", "id": frame["id"], "sent_s": frame["sent_s"]})
            case "pong":
                self._unanswered = 0

    async def _event(self, event: Frame) -> None:
        name = event["stream"].removeprefix("c:")
        if self._chat is None or self._chat.name != name:
            if any(chat.name == name for chat in self._earlier) or (
                self._chat is not None and not self._chat.closed and event["pos"] > 1
            ):
                return
            self._archive()
            self._chat = _Chat(name, event["epoch"], 0)
        chat = self._chat
        if chat.epoch != event["epoch"]:
            self._chat = None
            await self._resume()
        elif event["pos"] == chat.pos + 1:
            chat.pos = event["pos"]
            change = event["change"]
            if change.get("conversation"):
                chat.closed = change["conversation"]["state"] == "closed"
            if change["type"] == "message_added":
                self._place(chat, change["message"])
        elif event["pos"] > chat.pos and self._gap is None:
            self._gap = asyncio.get_running_loop().call_later(GAP_S, self._fetch, chat)

    def _fetch(self, chat: _Chat) -> None:
        self._gap = None
        wish = {"type": "fetch_stream", "stream": f"c:{chat.name}", "epoch": chat.epoch, "pos": chat.pos}
        self._tasks = [task for task in self._tasks if not task.done()]
        self._tasks.append(asyncio.create_task(self._ask(wish)))

    async def _ask(self, wish: Frame) -> None:
        await self._send(wish)

    def _snapshot(self, frame: Frame) -> None:
        name = frame["conversation"]["id"]
        if self._chat is not None and self._chat.name != name:
            self._archive()
        known = self._chat
        if known is not None and known.epoch == frame["epoch"] and frame["pos"] < known.pos:
            return
        self._chat = chat = _Chat(name, frame["epoch"], frame["pos"])
        chat.closed = frame["conversation"]["state"] == "closed"
        for message in frame.get("messages", ()):
            self._place(chat, message)

    def _place(self, chat: _Chat, message: Frame) -> None:
        chat.place(message)
        if message.get("client_id") in self._outbox:
            self._tick(message["client_id"], chat.name, message["pos"])
            self._answer(message["client_id"], "ack")

    def _archive(self) -> None:
        if self._chat is not None:
            self._earlier = [*self._earlier, self._chat][-2:]
            self._chat = None

    # -- outbox

    def _acked(self, ack: Frame) -> None:
        if ack["client_id"] in self._outbox:
            self._tick(ack["client_id"], ack["conversation_id"], ack["pos"])
        self._answer(ack["client_id"], "ack")

    def _tick(self, client_id: str, conversation: str, pos: int) -> None:
        self.history.add("acked", client_id=client_id, conversation=conversation, pos=pos)
        del self._outbox[client_id]
        self._write_disk()

    def _answer(self, client_id: str, word: str) -> None:
        answer = self._answers.get(client_id)
        if answer is not None and not answer.done():
            answer.set_result(word)

    async def _flush(self) -> None:
        while True:
            await self._ready.wait()
            self._ready.clear()
            while self.live and self._outbox:
                client_id, text = next(iter(self._outbox.items()))
                answer = self._answers[client_id] = asyncio.get_running_loop().create_future()
                word = "lost"
                if await self._send({"type": "send", "client_id": client_id, "text": text}):
                    word = await answer
                del self._answers[client_id]
                if word in LATER:
                    await asyncio.sleep(self._dice.uniform(1, 3))
                elif word == "lost":
                    break
                elif word != "ack":
                    self.errors.append(f"{client_id} refused: {word}")
                    self.history.add("refused", client_id=client_id)
                    self._outbox.pop(client_id, None)
                    self._write_disk()

    def _write_disk(self) -> None:
        new = self._disk.with_suffix(".new")
        new.write_text(json.dumps({"outbox": self._outbox, "kept": self._kept}))
        new.replace(self._disk)

"""A simulated agent: one console's connection; answers one chat at a time, the first deadline first."""

import asyncio
import contextlib
import re
import uuid
from datetime import datetime

import aiohttp

from bench.day.cast import AgentScript
from operator_console.domain.conversations import AuthorKind, Conversation, ConversationState, Outcome, SystemLine
from operator_console.domain.ids import AgentId, ClientId, ConversationId
from operator_console.domain.people import AgentStatus
from operator_console.protocol import codec, http
from operator_console.protocol.agent import AgentHello, AgentTyping, AgentWelcome, CloseConversation, SendMessage
from operator_console.protocol.agent import SetStatus as Status
from operator_console.protocol.events import ConversationUpserted, Event, MessageAdded
from operator_console.protocol.frames import (
    Ack,
    ConversationSnapshot,
    Goodbye,
    ListSnapshot,
    Ping,
    Pong,
    Resume,
    SendRefused,
    Stale,
)
from operator_console.protocol.versions import VERSIONS

UNKNOWN_WORK_S = 10.0
_WORK = re.compile(r"^([0-9.]+) s of work")


def question(work_s: float) -> str:
    """Return the text of a question that takes so much work; simulated agents read it."""
    return f"{work_s:.2f} s of work: could you look this up for me?"


class SimulatedAgent:
    """An agent at work until cancelled.

    Attributes:
        busy_s: Human seconds spent on answers.
        answers: Answers given.
        chats: Chats that were this agent's, ever.
        acks_s: From sending an answer until its tick, in real seconds.
        late_s: How much longer than meant the work on an answer took, in real seconds: the driver's own fault.
    """

    def __init__(self, script: AgentScript, speed: float) -> None:
        self.script = script
        self.busy_s = 0.0
        self.answers = 0
        self.chats: set[ConversationId] = set()
        self.acks_s: list[float] = []
        self.late_s: list[float] = []
        self._speed = speed
        self._id = AgentId("")
        self._open: dict[ConversationId, Conversation] = {}
        self._closing: set[ConversationId] = set()
        self._changed = asyncio.Event()
        self._sent_s: dict[ClientId, float] = {}
        self._answered: dict[ConversationId, datetime | None] = {}
        self._socket: aiohttp.ClientWebSocketResponse

    async def connect(self, session: aiohttp.ClientSession, server: str, password: str) -> None:
        """Sign in, come online and be ready for chats."""
        body = {"account": self.script.account, "password": password}
        async with session.post(server + http.SIGN_IN, json=body) as answer:
            token = (await answer.json())["access_token"]
        self._socket = await session.ws_connect(server + http.AGENT_SOCKET, max_msg_size=16 * 1024 * 1024)
        await self._send(AgentHello(versions=VERSIONS, token=token, run=uuid.uuid4().hex))
        welcome = codec.agent_frame(await self._socket.receive_str(timeout=15))
        if not isinstance(welcome, AgentWelcome):
            msg = f"no welcome but {type(welcome).__name__}"
            raise ConnectionError(msg)
        self._id = welcome.me.id
        await self._send(Resume())
        await self._send(Status(request_id=uuid.uuid4().hex, status=AgentStatus.ONLINE))

    async def listen(self) -> None:
        """Take what the server says, for as long as it does."""
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                with contextlib.suppress(codec.UnknownFrame):
                    await self._take(codec.agent_frame(message.data))

    async def work(self) -> None:
        """Answer what waits, one by one, until cancelled."""
        while True:
            chat = self._next()
            if chat is None:
                self._changed.clear()
                await self._changed.wait()
            else:
                await self._answer(chat)

    def _next(self) -> Conversation | None:
        waiting = [chat for chat in self._open.values() if self._waits(chat.id)]
        return min(waiting, key=lambda chat: (chat.clock.started_at, chat.id), default=None)

    def _waits(self, conversation_id: ConversationId) -> bool:
        chat = self._open.get(conversation_id)
        if chat is None or not chat.clock.running or chat.last_author is not AuthorKind.VISITOR:
            return False
        return self._answered.get(conversation_id) != chat.clock.started_at

    async def _answer(self, chat: Conversation) -> None:
        loop = asyncio.get_running_loop()
        found = _WORK.match(chat.last_text)
        work_s = (float(found[1]) if found else UNKNOWN_WORK_S) * self.script.pace
        begun_s = loop.time()
        until_s = begun_s + work_s / self._speed
        await self._send(AgentTyping(conversation_id=chat.id, active=True))
        while loop.time() < until_s and self._waits(chat.id):
            self._changed.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(until_s):
                    await self._changed.wait()
        self.busy_s += (loop.time() - begun_s) * self._speed
        if not self._waits(chat.id):
            return
        self.late_s.append(loop.time() - until_s)
        await self._say(self._open[chat.id])

    async def _say(self, chat: Conversation) -> None:
        """Send an answer, and go on without waiting for its tick, as people do."""
        client_id = ClientId(str(uuid.uuid4()))
        self._answered[chat.id] = chat.clock.started_at
        self._sent_s[client_id] = asyncio.get_running_loop().time()
        self.answers += 1
        await self._send(
            SendMessage(
                client_id=client_id,
                conversation_id=chat.id,
                base_seq=chat.last_pos,
                text="I have looked it up: yes, that is possible.",
                force=True,
            )
        )

    async def _take(self, frame: object) -> None:
        match frame:
            case Ping(id=id_, sent_s=sent_s):
                await self._send(Pong(id=id_, sent_s=sent_s))
            case Event(change=MessageAdded(message=message, conversation=conversation)):
                self._know(conversation)
                if message.system is SystemLine.VISITOR_LEFT:
                    await self._wrap_up(conversation.id)
            case Event(change=ConversationUpserted(conversation=conversation)):
                self._know(conversation)
            case ConversationSnapshot(conversation=conversation):
                self._know(conversation)
            case ListSnapshot(conversations=conversations):
                for conversation in conversations:
                    self._know(conversation)
            case Ack(client_id=client_id) | Stale(client_id=client_id) | SendRefused(client_id=client_id):
                self._settle(client_id)
            case Goodbye():
                await self._socket.close()

    def _know(self, conversation: Conversation) -> None:
        known = self._open.get(conversation.id)
        if known is not None and known.version >= conversation.version:
            return
        if conversation.agent_id == self._id and conversation.state is ConversationState.ASSIGNED:
            self._open[conversation.id] = conversation
            self.chats.add(conversation.id)
        else:
            self._open.pop(conversation.id, None)
        self._changed.set()

    async def _wrap_up(self, conversation_id: ConversationId) -> None:
        if conversation_id in self._open and conversation_id not in self._closing:
            self._closing.add(conversation_id)
            await self._send(
                CloseConversation(request_id=uuid.uuid4().hex, conversation_id=conversation_id, outcome=Outcome.SOLVED)
            )

    def _settle(self, client_id: ClientId) -> None:
        sent_s = self._sent_s.pop(client_id, None)
        if sent_s is not None:
            self.acks_s.append(asyncio.get_running_loop().time() - sent_s)

    async def _send(self, frame: object) -> None:
        await self._socket.send_str(codec.encode_text(frame))

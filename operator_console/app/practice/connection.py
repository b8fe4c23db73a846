"""A practice visitor's browser: one visitor connection over the real gateway; knows no dialogue."""

import asyncio
import contextlib
import uuid
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import quote

import aiohttp
import msgspec

from operator_console.domain.conversations import Attachment, AuthorKind, Message, MessageKind
from operator_console.domain.ids import ClientId, ConversationId, SiteId
from operator_console.domain.people import Cart, DeviceKind
from operator_console.protocol import codec, http
from operator_console.protocol.events import Event, MessageAdded
from operator_console.protocol.frames import Ack, ConversationSnapshot, Ping, Pong, Receipt, Resume, SendRefused
from operator_console.protocol.versions import VERSIONS
from operator_console.protocol.visitor import (
    CartChanged,
    Leave,
    Page,
    Typing,
    VisitorHello,
    VisitorSend,
    VisitorWelcome,
)
from operator_console.runtime.task_scope import TaskScope

ACK_TIMEOUT_S = 15.0

USER_AGENTS = {
    DeviceKind.DESKTOP: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/144.0.0.0 Safari/537.36",
    DeviceKind.PHONE: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
    DeviceKind.TABLET: "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    DeviceKind.UNKNOWN: "",
}


class PracticeLineLost(ConnectionError):
    """The server went away or refused; the story of this visitor ends here."""


class PracticeConnection:
    """An open visitor connection; to be used as an async context manager.

    Args:
        begun: Called with each conversation that this visitor comes into.
        origin: What the browser names as the page's origin; None for the server's own.

    Attributes:
        token: The visitor's bearer, for coming back later as the same visitor.
        answers: Number of messages by human agents so far.
    """

    def __init__(
        self,
        http_session: aiohttp.ClientSession,
        server: str,
        scope: TaskScope,
        hello: VisitorHello,
        begun: Callable[[ConversationId], None] = lambda _conversation_id: None,
        origin: str | None = None,
    ) -> None:
        self._http = http_session
        self._server = server.rstrip("/")
        self._scope = scope.child("practice line")
        self._hello = hello
        self._begun = begun
        self._origin = origin or self._server
        self._conversation_id: ConversationId | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._acks: dict[ClientId, asyncio.Future[bool]] = {}
        self._changed = asyncio.Event()
        self._lost = False
        self.token = hello.token or ""
        self.answers = 0

    async def __aenter__(self) -> Self:
        """Connect and say hello."""
        self._socket = await self._http.ws_connect(
            self._server + http.VISITOR_SOCKET, origin=self._origin, max_msg_size=4 * 1024 * 1024
        )
        await self._send(self._hello)
        welcome = codec.visitor_frame(await self._socket.receive_str(timeout=15))
        if not isinstance(welcome, VisitorWelcome):
            msg = f"no welcome but {type(welcome).__name__}"
            raise PracticeLineLost(msg)
        self.token = welcome.token
        await self._send(Resume())
        self._scope.start(self._listen(), name="listen")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        await self._scope.close()
        if self._socket is not None:
            await self._socket.close()

    async def look_at(self, url: str, title: str) -> None:
        """Go to a page."""
        await self._send(Page(url=url, title=title))

    async def fill_cart(self, cart: Cart) -> None:
        """Report the cart."""
        await self._send(CartChanged(cart=cart))

    async def type(self, text: str) -> None:
        """Show what is being typed; empty text means that typing stopped."""
        await self._send(Typing(active=bool(text), text=text))

    async def say(self, text: str, *, name: str | None = None, attachment: Attachment | None = None) -> None:
        """Send a message and wait for its tick.

        Raises:
            PracticeLineLost: The server did not acknowledge it.
        """
        client_id = ClientId(str(uuid.uuid4()))
        self._acks[client_id] = asyncio.get_running_loop().create_future()
        attachment_id = attachment.id if attachment else None
        await self._send(VisitorSend(client_id=client_id, text=text, attachment_id=attachment_id, name=name))
        try:
            stored = await asyncio.wait_for(self._acks[client_id], ACK_TIMEOUT_S)
        except TimeoutError:
            msg = "no acknowledgement"
            raise PracticeLineLost(msg) from None
        if not stored:
            msg = "message refused"
            raise PracticeLineLost(msg)

    async def upload(self, name: str, content: bytes) -> Attachment:
        """Upload a file as the widget does."""
        headers = {"Authorization": f"Bearer {self.token}", "X-File-Name": quote(name), "Origin": self._origin}
        async with self._http.post(self._server + http.UPLOADS, data=content, headers=headers) as answer:
            if answer.status >= 400:
                msg = f"upload refused: {answer.status}"
                raise PracticeLineLost(msg)
            return msgspec.json.decode(await answer.read(), type=Attachment)

    async def answer_after(self, count: int, patience_s: float) -> bool:
        """Wait until a human agent has written more than `count` messages; False when patience ran out.

        Raises:
            PracticeLineLost: The connection ended meanwhile.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience_s):
                while self.answers <= count and not self._lost:
                    self._changed.clear()
                    await self._changed.wait()
        if self._lost:
            msg = "the server closed the connection"
            raise PracticeLineLost(msg)
        return self.answers > count

    async def leave(self) -> None:
        """Say that nothing more is coming."""
        await self._send(Leave())

    async def _send(self, frame: object) -> None:
        if self._socket is None or self._socket.closed:
            msg = "the server closed the connection"
            raise PracticeLineLost(msg)
        await self._socket.send_str(codec.encode_text(frame))

    async def _listen(self) -> None:
        assert self._socket is not None  # noqa: S101 - set before this task starts
        try:
            async for message in self._socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    with contextlib.suppress(codec.UnknownFrame):
                        await self._take(codec.visitor_frame(message.data))
        finally:
            self._lost = True
            self._changed.set()
            for future in self._acks.values():
                if not future.done():
                    future.set_result(False)

    async def _take(self, frame: object) -> None:
        match frame:
            case Ping(id=id_, sent_s=sent_s):
                await self._send(Pong(id=id_, sent_s=sent_s))
            case Ack(client_id=client_id, conversation_id=conversation_id):
                self._is_in(conversation_id)
                self._settle(client_id, stored=True)
            case SendRefused(client_id=client_id):
                self._settle(client_id, stored=False)
            case Event(change=MessageAdded(message=message)):
                self._heard(message)
                await self._send(
                    Receipt(conversation_id=message.conversation_id, delivered_pos=frame.pos, read_pos=frame.pos)
                )
            case ConversationSnapshot(messages=messages):
                self.answers = 0
                for message in messages:
                    self._heard(message)

    def _settle(self, client_id: ClientId, *, stored: bool) -> None:
        future = self._acks.pop(client_id, None)
        if future is not None and not future.done():
            future.set_result(stored)

    def _heard(self, message: Message) -> None:
        self._is_in(message.conversation_id)
        if message.author.kind is AuthorKind.AGENT and message.kind in {MessageKind.TEXT, MessageKind.FILE}:
            self.answers += 1
            self._changed.set()

    def _is_in(self, conversation_id: ConversationId) -> None:
        if conversation_id != self._conversation_id:
            self._conversation_id = conversation_id
            self._begun(conversation_id)


def hello_of(site_id: SiteId, page: Page, *, referrer: str | None, language: str, token: str | None) -> VisitorHello:
    """Return the first frame of a new visit."""
    return VisitorHello(
        versions=VERSIONS,
        site_id=site_id,
        visit_key=str(uuid.uuid4()),
        page=page,
        token=token,
        referrer=referrer,
        language=language,
        time_zone="Europe/Amsterdam",
    )

"""A chat server that lives in the test: it keeps what it is told and says what the test wants."""

import asyncio
from collections.abc import Callable

from operator_console.backends import base
from operator_console.desk.ports import ArticleBackend
from operator_console.domain.conversations import Attachment
from operator_console.domain.ids import AttachmentId, ConversationId, VisitorId
from operator_console.protocol.frames import Refusal
from operator_console.protocol.handling import Colleagues
from operator_console.protocol.http import ArticlePage, ConversationPage, MessagePage, PreviousChats, SignedInDevice


class FakeBackend:
    """Fits `desk.ports.Backend`; `tell` hands an event to the desk."""

    capabilities = base.Capabilities(
        send=base.SendSafety.NATIVE,
        claim=base.ClaimSafety.ATOMIC,
        resume=base.ResumeBy.CURSOR,
        release=True,
        offers=True,
    )
    article_work: ArticleBackend | None = None
    server = "http://127.0.0.1:1"

    def __init__(self) -> None:
        self.connected = True
        self.sent: list[base.Outgoing] = []
        self.requests: list[base.Request] = []
        self.typed: list[tuple[ConversationId, bool]] = []
        self.uploaded: list[tuple[str, bytes]] = []
        self.refusal: Refusal | None = None
        self.upload_error: base.BackendError | None = None
        self.upload_keys: list[str] = []
        self.given_up: list[str] = []
        self.line_holds = asyncio.Event()
        self.line_holds.set()
        self.pages: dict[ConversationId, MessagePage] = {}
        self.told_activity: list[tuple[float, bool]] = []
        self.seen_to: list[tuple[ConversationId, int]] = []
        self.forgotten: list[ConversationId] = []
        self.closed = False
        self.known_colleagues = Colleagues()
        self.tell: Callable[[base.BackendEvent], None] = lambda _event: None

    def start(self, listener: Callable[[base.BackendEvent], None]) -> None:
        self.tell = listener

    def check(self) -> None:
        pass

    async def close(self) -> None:
        self.closed = True

    def send(self, message: base.Outgoing) -> bool:
        if self.connected:
            self.sent.append(message)
        return self.connected

    async def request(self, request: base.Request) -> Refusal | None:
        self.requests.append(request)
        return self.refusal

    def typing(self, conversation_id: ConversationId, active: bool) -> None:
        self.typed.append((conversation_id, active))

    def seen(self, conversation_id: ConversationId, pos: int) -> None:
        self.seen_to.append((conversation_id, pos))

    def activity(self, idle_s: float, *, locked: bool) -> None:
        self.told_activity.append((idle_s, locked))

    def forget(self, conversation_id: ConversationId) -> None:
        self.forgotten.append(conversation_id)

    async def messages(self, conversation_id: ConversationId, before: int, limit: int) -> MessagePage:
        page = self.pages.get(conversation_id)
        if page is None:
            raise base.Unreachable
        earlier = [message for message in page.messages if message.pos < before]
        return MessagePage(messages=tuple(earlier[-limit:]), more=len(earlier) > limit)

    async def conversation(self, conversation_id: ConversationId) -> ConversationPage:
        raise base.Unreachable

    async def previous(self, visitor_id: VisitorId) -> PreviousChats:
        return PreviousChats(chats=())

    async def articles(self, after: int, limit: int) -> ArticlePage:
        return ArticlePage(articles=(), version=after, more=False)

    @property
    def archive(self) -> None:
        return None

    @property
    def practice(self) -> None:
        return None

    @property
    def reports(self) -> None:
        return None

    @property
    def people(self) -> None:
        return None

    @property
    def sites(self) -> None:
        return None

    @property
    def invitations(self) -> None:
        return None

    @property
    def staffing(self) -> None:
        return None

    async def colleagues(self) -> Colleagues:
        return self.known_colleagues

    async def devices(self) -> tuple[SignedInDevice, ...]:
        return ()

    async def end_device(self, device_id: str) -> None:
        raise base.Unreachable

    async def end_other_devices(self) -> tuple[SignedInDevice, ...]:
        raise base.Unreachable

    async def upload(self, key: str, name: str, content: bytes, progress: Callable[[float], None]) -> Attachment:
        self.upload_keys.append(key)
        if self.upload_error is not None:
            raise self.upload_error
        progress(0.4)
        await self.line_holds.wait()
        progress(1.0)
        self.uploaded.append((name, content))
        return Attachment(id=AttachmentId("at_1"), name=name, content_type="image/png", size_bytes=len(content))

    async def give_up_upload(self, key: str) -> None:
        self.given_up.append(key)

    async def file(self, attachment_id: AttachmentId) -> bytes:
        return attachment_id.encode()

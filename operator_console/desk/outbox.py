"""Own messages without a tick: kept on disk, sent in order, parked when the agent has to decide; knows no screen.

Per conversation one message is on its way at a time, so that their order is kept. Nothing is sent before everything
missed has been handed over (TRUST.md "Outbox").
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from msgspec import Struct, structs

from operator_console.backends import base
from operator_console.desk.errors import OutboxUnavailable
from operator_console.desk.ports import Backend, OutboxStore
from operator_console.desk.state import PENDING_FILE, Delivery, Entry, ParkReason, StorageTrouble
from operator_console.domain.conversations import Attachment, Author, AuthorKind, Message, MessageKind
from operator_console.domain.ids import AgentId, AttachmentId, ClientId, ConversationId, MessageId
from operator_console.domain.people import Agent
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.backoff import Backoff
from operator_console.runtime.fail_points import fail_point
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.errors import StorageError, StorageFull, StorageTaken
from operator_console.storage.values import OutboxRow

SLOW_AFTER_S = 3.0
ASK_AFTER = timedelta(minutes=10)
RETRY_DISK_S = 2.0

_TRY_AGAIN = frozenset({Refusal.UNAVAILABLE, Refusal.RATE_LIMITED})
_PARK_REASONS = {Refusal.CLOSED: ParkReason.CLOSED, Refusal.TOO_LARGE: ParkReason.TOO_LARGE}

_NEWEST = 2**63
_log = logging.getLogger(__name__)


class Standing(StrEnum):
    """Whether the agent may still write in a conversation."""

    MINE = "mine"
    CLOSED = "closed"
    ELSEWHERE = "elsewhere"


_NOT_MINE = {Standing.CLOSED: ParkReason.CLOSED, Standing.ELSEWHERE: ParkReason.MOVED}
_BY_STANDING = frozenset(reason.value for reason in _NOT_MINE.values())


class _Item:
    """One message: its row on disk and where it stands in this run."""

    __slots__ = ("attachment", "delivery", "row", "tries")

    def __init__(self, row: OutboxRow) -> None:
        self.row = row
        self.attachment: Attachment | None = None
        self.delivery = Delivery.QUEUED if row.park_reason is None else Delivery.PARKED
        self.tries = Backoff(base_s=2.0)

    @property
    def on_its_way(self) -> bool:
        return self.delivery in {Delivery.IN_FLIGHT, Delivery.SLOW}


class OutboxDoors(Struct, frozen=True):
    """What the outbox asks and tells.

    Attributes:
        now: Server time.
        me: Who writes.
        show: Called with every entry that is new or changed.
        ticked: Called when the server has a message.
        standing: Tells whether the agent may write in a conversation.
        progressed: Called with the share of a file that has been sent.
        disk_changed: Called when the disk takes no changes any more, or takes them again.
        colleague: Names who else wrote in a conversation after a position, or who has it now; empty for nobody.
        mentions: Whom the text of a note names.
    """

    now: Callable[[], datetime]
    me: Callable[[], Agent]
    show: Callable[[ConversationId, Entry], None]
    ticked: Callable[[ConversationId, ClientId, Message], None]
    standing: Callable[[ConversationId], Standing]
    progressed: Callable[[ClientId, float], None]
    disk_changed: Callable[[], None] = lambda: None
    colleague: Callable[[ConversationId, int], str] = lambda _conversation_id, _pos: ""
    mentions: Callable[[str], tuple[AgentId, ...]] = lambda _text: ()


def trouble_of(error: StorageError) -> StorageTrouble:
    """Return why a change could not be kept."""
    if isinstance(error, StorageFull):
        return StorageTrouble.FULL
    return StorageTrouble.TAKEN if isinstance(error, StorageTaken) else StorageTrouble.FAILED


class Outbox:
    """All on the loop's thread.

    Attributes:
        trouble: Why the last change could not be kept on disk, or None when it was.
    """

    def __init__(self, store: OutboxStore, backend: Backend, scope: TaskScope, doors: OutboxDoors) -> None:
        self._store = store
        self._backend = backend
        self._scope = scope
        self._doors = doors
        self._items: dict[ClientId, _Item] = {}
        self._uploads: dict[ClientId, asyncio.Task[None]] = {}
        self._live = False
        self.trouble: StorageTrouble | None = None
        self._loaded = False
        self._mending = False
        self._unwritten: list[Callable[[], Awaitable[None]]] = []

    # ------------------------------------------------------------------------------------------- reading

    @property
    def failed(self) -> bool:
        """Tell whether the last change could not be kept on disk."""
        return self.trouble is not None

    @property
    def waiting(self) -> int:
        """Number of messages without a tick."""
        return len(self._items)

    @property
    def slow(self) -> int:
        """Number of messages whose ack is late."""
        return sum(item.delivery is Delivery.SLOW for item in self._items.values())

    def has(self, conversation_id: ConversationId) -> bool:
        """Tell whether messages of this conversation wait."""
        return any(item.row.conversation_id == conversation_id for item in self._items.values())

    def holds(self, conversation_id: ConversationId, client_id: ClientId) -> bool:
        """Tell whether a message waits here without its tick."""
        item = self._items.get(client_id)
        return item is not None and item.row.conversation_id == conversation_id

    def conversations(self) -> tuple[ConversationId, ...]:
        """Return the conversations with waiting messages."""
        return tuple(dict.fromkeys(item.row.conversation_id for item in self._items.values()))

    def entries(self, conversation_id: ConversationId) -> tuple[Entry, ...]:
        """Return a conversation's waiting messages, in the order of writing."""
        return tuple(self._entry(item) for item in self._items.values() if item.row.conversation_id == conversation_id)

    async def content(self, attachment_id: AttachmentId) -> bytes | None:
        """Return the file of a waiting message.

        Raises:
            StorageError: It cannot be read now.
        """
        return await self._store.content(ClientId(attachment_id.removeprefix(PENDING_FILE)))

    # ------------------------------------------------------------------------------------------- writing

    async def load(self) -> None:
        """Read what earlier runs left.

        Raises:
            StorageError: It cannot be read now.
        """
        for row in await self._store.rows():
            self._items.setdefault(row.client_id, _Item(row))
        self._items = dict(sorted(self._items.items(), key=lambda item: item[1].row.number or _NEWEST))
        self._loaded = True

    async def add(
        self,
        conversation_id: ConversationId,
        kind: MessageKind,
        text: str,
        *,
        base_seq: int,
        holding: bool = False,
        file: tuple[str, bytes] | None = None,
    ) -> ClientId:
        """Keep a message on disk, show it, send it when its turn comes.

        Raises:
            OutboxUnavailable: It could not be kept, and is not shown.
        """
        row = OutboxRow(
            client_id=ClientId(str(uuid4())),
            conversation_id=conversation_id,
            kind=kind,
            written_at=self._doors.now(),
            text=text,
            holding=holding,
            base_seq=base_seq,
            file_name=file[0] if file else None,
            file_size_bytes=len(file[1]) if file else None,
        )
        await self._kept(self._store.add(row, file[1] if file else None))
        item = self._items[row.client_id] = _Item(row)
        self._doors.show(conversation_id, self._entry(item))
        self._pump(conversation_id)
        return row.client_id

    async def take_back(self, message: Message) -> bool:
        """Keep an own message, ticked once, that the server does not have any more; True when it waits now."""
        if message.client_id in self._items or not message.client_id:
            return False
        row = OutboxRow(
            client_id=message.client_id,
            conversation_id=message.conversation_id,
            kind=message.kind,
            written_at=message.sent_at,
            text=message.text,
            holding=message.holding,
            park_reason=ParkReason.SERVER_LOST_IT.value,
        )
        try:
            await self._kept(self._store.add(row))
        except OutboxUnavailable:
            return False
        item = self._items[row.client_id] = _Item(row)
        self._doors.show(row.conversation_id, self._entry(item))
        return True

    async def retry(self, client_id: ClientId, base_seq: int) -> None:
        """Send a parked message again; the agent has seen everything up to `base_seq` and decided.

        When somebody writes again before it arrives, the agent is asked again. In a chat that is not the agent's it
        stays parked: no server would take it.

        Raises:
            OutboxUnavailable: The decision could not be kept.
        """
        item = self._items.get(client_id)
        if item is None or item.delivery is not Delivery.PARKED:
            return
        if self._doors.standing(item.row.conversation_id) is not Standing.MINE:
            self._park(item, _NOT_MINE[self._doors.standing(item.row.conversation_id)])
            return
        row = structs.replace(
            item.row,
            park_reason=None,
            base_seq=max(base_seq, item.row.base_seq),
            written_at=self._doors.now(),
            attachment_id=None,
        )
        await self._kept(self._store.change(row))
        item.row, item.delivery, item.attachment = row, Delivery.QUEUED, None
        self._doors.show(row.conversation_id, self._entry(item))
        self._pump(row.conversation_id)

    async def discard(self, client_id: ClientId) -> str | None:
        """Drop a parked or queued message for good and return its text; None when it is on its way or gone.

        A file is on its way only once all of it has arrived: until then its upload is stopped.

        Raises:
            OutboxUnavailable: The decision could not be kept.
        """
        item = self._items.get(client_id)
        if item is None:
            return None
        upload = self._uploads.pop(client_id, None)
        if upload is not None:
            upload.cancel()
            item.delivery = Delivery.PARKED  # so that nothing starts it again meanwhile
        elif item.on_its_way and not (item.row.file_name and item.row.attachment_id is None):
            return None
        try:
            await self._kept(self._store.remove(client_id))
        except OutboxUnavailable:
            if upload is not None:
                self._move(item, Delivery.QUEUED, anew=True)
                self._pump(item.row.conversation_id)
            raise
        self._items.pop(client_id, None)
        if item.row.file_name is not None:
            self._scope.start(self._backend.give_up_upload(client_id), name="give up upload")
        self._pump(item.row.conversation_id)
        return item.row.text

    async def flush(self) -> None:
        """Write what is not on disk yet, in order; the first failure leaves the rest for later."""
        while self._unwritten:
            write = self._unwritten[0]
            try:
                await write()
            except StorageError as error:
                _log.warning("the outbox is not written: %s", error)
                self.in_trouble(error)
                return
            self._unwritten.remove(write)

    def in_trouble(self, error: StorageError) -> None:
        """The file cannot be opened, read or written: try again until it can."""
        earlier, self.trouble = self.trouble, trouble_of(error)
        self._mend_soon()
        if earlier is not self.trouble:
            self._doors.disk_changed()

    # -------------------------------------------------------------------------------------- what happened

    def offline(self) -> None:
        """The connection is lost: nothing is on its way any more."""
        self._live = False
        for item in self._items.values():
            if item.on_its_way:
                self._move(item, Delivery.QUEUED)

    def live(self) -> None:
        """Everything missed has been handed over: park what has to be asked about, send the rest."""
        self._live = True
        for item in tuple(self._items.values()):
            if item.delivery is Delivery.QUEUED:
                reason = self._reason_to_ask(item.row)
                if reason is not None:
                    self._park(item, reason)
        for conversation_id in self.conversations():
            self._pump(conversation_id)

    def stored(self, ack: base.MessageStored) -> None:
        """The server has a message on disk."""
        fail_point("desk.ack.before")
        item = self._settle(ack.client_id)
        if item is not None:
            message = structs.replace(self._entry(item).message, id=ack.message_id, pos=ack.pos, sent_at=ack.at)
            self._doors.ticked(item.row.conversation_id, ack.client_id, message)
            self._pump(item.row.conversation_id)
        fail_point("desk.ack.after")

    def seen(self, message: Message) -> None:
        """A stored message of the agent's own came back; it may be one whose ack was lost."""
        item = self._settle(message.client_id)
        if item is not None:
            self._pump(item.row.conversation_id)

    def stale(self, client_id: ClientId) -> None:
        """Somebody else wrote, or the chat changed hands or closed."""
        item = self._items.get(client_id)
        if item is not None:
            standing = self._doors.standing(item.row.conversation_id)
            self._park(item, _NOT_MINE.get(standing, ParkReason.STALE))
            self._pump(item.row.conversation_id)

    def ended(self, conversation_id: ConversationId) -> None:
        """A chat is not the agent's any more: what was not sent yet has to be decided by its author."""
        for item in tuple(self._items.values()):
            if item.row.conversation_id == conversation_id and item.delivery is Delivery.QUEUED:
                reason = self._reason_to_ask(item.row)
                if reason is not None:
                    self._park(item, reason)
            elif item.row.conversation_id == conversation_id and item.delivery is Delivery.PARKED:
                self._park(item, _NOT_MINE.get(self._doors.standing(conversation_id), ParkReason.MOVED))

    def returned(self, conversation_id: ConversationId) -> None:
        """A chat is the agent's again: what waits because it was not can be sent now, when the agent says so."""
        for item in tuple(self._items.values()):
            if item.row.conversation_id == conversation_id and item.row.park_reason in _BY_STANDING:
                self._park(item, ParkReason.RETURNED)

    def refused(self, client_id: ClientId, reason: Refusal) -> None:
        """The server did not store a message."""
        item = self._items.get(client_id)
        if item is None:
            return
        if reason in _TRY_AGAIN:
            self._try_later(item)
            return
        self._park(item, _PARK_REASONS.get(reason, ParkReason.REFUSED))
        self._pump(item.row.conversation_id)

    # ------------------------------------------------------------------------------------------- private

    def _pump(self, conversation_id: ConversationId) -> None:
        """Send the oldest message that may go, unless one of the conversation is on its way."""
        if not self._live:
            return
        items = [item for item in self._items.values() if item.row.conversation_id == conversation_id]
        if any(item.on_its_way for item in items):
            return
        item = next((item for item in items if item.delivery is Delivery.QUEUED), None)
        if item is None:
            return
        if item.row.file_name is not None and item.row.attachment_id is None:
            self._move(item, Delivery.IN_FLIGHT)
            self._begin_upload(item)
        else:
            self._send(item)

    def _send(self, item: _Item) -> None:
        row = item.row
        outgoing = base.Outgoing(
            client_id=row.client_id,
            conversation_id=row.conversation_id,
            kind=row.kind,
            text=row.text,
            attachment_id=row.attachment_id,
            holding=row.holding,
            base_seq=row.base_seq,
            force=row.force,
            mentions=self._doors.mentions(row.text) if row.kind is MessageKind.NOTE else (),
        )
        if self._backend.send(outgoing):
            self._move(item, Delivery.IN_FLIGHT)
            self._scope.start(self._watch(item), name="slow")

    async def _watch(self, item: _Item) -> None:
        await asyncio.sleep(SLOW_AFTER_S)
        if item.delivery is Delivery.IN_FLIGHT and item.row.client_id in self._items:
            self._move(item, Delivery.SLOW)

    def _begin_upload(self, item: _Item) -> None:
        """Send a file, unless that goes on still: it does not end with the socket."""
        client_id = item.row.client_id
        if client_id in self._uploads:
            return
        task = self._uploads[client_id] = self._scope.start(self._upload(item), name="upload")

        def done(_task: "asyncio.Task[None]") -> None:
            if self._uploads.get(client_id) is task:
                del self._uploads[client_id]

        task.add_done_callback(done)

    async def _upload(self, item: _Item) -> None:
        row = item.row
        try:
            content = await self._store.content(row.client_id)
            if content is None:
                self._upload_refused(item, Refusal.INVALID)
                return
            attachment = await self._backend.upload(
                row.client_id, row.file_name or "", content, lambda share: self._doors.progressed(row.client_id, share)
            )
            self._uploads.pop(row.client_id, None)  # from here on it is a message that goes out
            item.attachment = attachment
            item.row = structs.replace(row, attachment_id=attachment.id)
            await self._store.change(item.row)
        except base.Refused as error:
            self._upload_refused(item, error.reason)
            return
        except base.NotAServer:
            self._upload_refused(item, Refusal.INVALID)
            return
        except (base.BackendError, StorageError):
            self._try_later(item)
            return
        if self._live and row.client_id in self._items and item.delivery is not Delivery.PARKED:
            self._send(item)
        elif item.on_its_way:
            self._move(item, Delivery.QUEUED)

    def _upload_refused(self, item: _Item, reason: Refusal) -> None:
        if reason in _TRY_AGAIN:
            self._try_later(item)
            return
        self._park(item, ParkReason.TOO_LARGE if reason is Refusal.TOO_LARGE else ParkReason.FILE_REFUSED)
        self._pump(item.row.conversation_id)

    def _try_later(self, item: _Item) -> None:
        """Keep a message's turn, and try again after a while."""
        if item.row.client_id in self._items:
            self._move(item, Delivery.SLOW)
            self._scope.start(self._again(item, item.tries.next_s()), name="try again")

    async def _again(self, item: _Item, delay_s: float) -> None:
        await asyncio.sleep(delay_s + 0.5)
        if item.row.client_id in self._items and item.delivery is Delivery.SLOW:
            self._move(item, Delivery.QUEUED)
            self._pump(item.row.conversation_id)

    def _reason_to_ask(self, row: OutboxRow) -> ParkReason | None:
        standing = self._doors.standing(row.conversation_id)
        if standing in _NOT_MINE:
            return _NOT_MINE[standing]
        return ParkReason.TOO_OLD if self._doors.now() - row.written_at > ASK_AFTER else None

    def _park(self, item: _Item, reason: ParkReason) -> None:
        item.row = structs.replace(item.row, park_reason=reason.value)
        self._move(item, Delivery.PARKED, anew=True)
        row = item.row
        self._write_soon(lambda: self._store.change(row))

    def _settle(self, client_id: ClientId) -> _Item | None:
        item = self._items.pop(client_id, None)
        if item is not None:
            self._write_soon(lambda: self._store.remove(client_id))
        return item

    def _write_soon(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write behind: what is lost is sent again, and the server knows it by its client_id."""
        self._unwritten.append(write)
        if len(self._unwritten) == 1 and not self._mending:
            self._scope.start(self.flush(), name="write outbox")

    async def _kept(self, written: Awaitable[None]) -> None:
        try:
            await written
        except StorageError as error:
            self.in_trouble(error)
            raise OutboxUnavailable(
                full=isinstance(error, StorageFull), taken=isinstance(error, StorageTaken)
            ) from error
        self.trouble = None

    def _mend_soon(self) -> None:
        if not self._mending and not self._scope.closed:
            self._mending = True
            self._scope.start(self._mend(), name="mend outbox")

    async def _mend(self) -> None:
        """Look every other second whether the disk takes changes again, and catch up on what it missed."""
        try:
            while True:
                await asyncio.sleep(RETRY_DISK_S)
                try:
                    await self._store.prove()
                    if not self._loaded:
                        await self.load()
                except StorageError as error:
                    self.trouble = trouble_of(error)
                else:
                    break
        finally:
            self._mending = False
        self.trouble = None
        await self.flush()
        for conversation_id in self.conversations():
            for entry in self.entries(conversation_id):
                self._doors.show(conversation_id, entry)
            self._pump(conversation_id)
        self._doors.disk_changed()

    def _move(self, item: _Item, delivery: Delivery, *, anew: bool = False) -> None:
        if anew or item.delivery is not delivery:
            item.delivery = delivery
            self._doors.show(item.row.conversation_id, self._entry(item))

    def _entry(self, item: _Item) -> Entry:
        row = item.row
        me = self._doors.me()
        attachment = item.attachment
        if row.file_name is not None and attachment is None:
            import mimetypes  # few chats have a file on its way

            attachment = Attachment(
                id=row.attachment_id or AttachmentId(PENDING_FILE + row.client_id),
                name=row.file_name,
                content_type=mimetypes.guess_type(row.file_name)[0] or "application/octet-stream",
                size_bytes=row.file_size_bytes or 0,
            )
        message = Message(
            id=MessageId(row.client_id),
            conversation_id=row.conversation_id,
            pos=0,
            kind=row.kind,
            author=Author(kind=AuthorKind.AGENT, id=me.id, name=me.name),
            sent_at=row.written_at,
            text=row.text,
            client_id=row.client_id,
            attachment=attachment,
            holding=row.holding,
        )
        reason = ParkReason(row.park_reason) if row.park_reason is not None else None
        return Entry(
            key=row.client_id,
            message=message,
            delivery=item.delivery,
            mine=True,
            park_reason=reason,
            base_seq=row.base_seq,
            colleague=self._doors.colleague(row.conversation_id, row.base_seq) if reason is not None else "",
        )

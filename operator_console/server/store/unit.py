"""One transaction of the writer: values in and out of the database for a batch of works; knows no rule of the desk."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import get_args

from msgspec import Struct, structs
from sqlalchemy import Connection, bindparam, insert, literal_column, select, update

from operator_console.domain.call_backs import CallBack
from operator_console.domain.conversations import (
    Attachment,
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
    Outcome,
    SystemLine,
)
from operator_console.domain.figures.facts import chat_began, clock_stopped
from operator_console.domain.ids import (
    AgentId,
    AttachmentId,
    ClientId,
    ConversationId,
    MessageId,
    SiteId,
    VisitId,
    VisitorId,
)
from operator_console.domain.people import Agent, Visit, Visitor
from operator_console.domain.response_clock import ReplyMeasured, StopReason
from operator_console.protocol.events import (
    CallBackUpserted,
    Change,
    ConversationUpserted,
    Event,
    Mentioned,
    MessageAdded,
    VisitorUpserted,
    agent_stream,
    conversation_stream,
    department_stream,
)
from operator_console.server.store.archive_due import note_due
from operator_console.server.store.database import touch_directory
from operator_console.server.store.directory import Directory
from operator_console.server.store.figure_notes import FigureNotes
from operator_console.server.store.identities import same_person
from operator_console.server.store.rows import BulkStatement, KeyedSelect, Row, body_of, micros, moment, value_of
from operator_console.server.store.tables import (
    agents,
    article_uses,
    attachments,
    audit,
    conversations,
    events,
    leases,
    meta,
    replies,
    sites,
    streams,
    visitors,
    visits,
)

PREVIEW_CHARS = 140
EARLIER_CHATS = 50
"""How many chats of one visitor are looked at for whether something was solved at first contact."""
ClientKey = tuple[str, str]
"""Sender and client_id."""

_EVENT_NAMES = ("stream", "pos", "at", "kind", "hidden", "sender", "client_id", "body")
_insert_events = BulkStatement(insert(events), _EVENT_NAMES)
_CONVERSATION_NAMES = (
    "id", "site_id", "department_id", "visitor_id", "agent_id", "state", "started_at", "asked_at", "last_pos",
    "first_text",    "owner_lost_at", "offered_agent_id", "offered_department_id", "body",
)  # fmt: skip
_CONVERSATION_CHANGES = (
    "department_id", "agent_id", "state", "asked_at", "last_pos", "owner_lost_at", "offered_agent_id",
    "offered_department_id", "body",
)  # fmt: skip
_insert_conversations = BulkStatement(insert(conversations), _CONVERSATION_NAMES)
_update_conversations = BulkStatement(
    update(conversations)
    .where(conversations.c.id == bindparam("which"))
    .values({name: bindparam(name) for name in _CONVERSATION_CHANGES}),
    (*_CONVERSATION_CHANGES, "which"),
)
_update_words = BulkStatement(
    update(conversations)
    .where(conversations.c.id == bindparam("which"))
    .values(last_pos=bindparam("last_pos"), body=bindparam("body")),
    ("last_pos", "body", "which"),
)
"""What nearly every message changes. SQLite keeps an index up for each column that is named, the same value or not."""
_update_streams = BulkStatement(
    update(streams).where(streams.c.name == bindparam("which")).values(pos=bindparam("pos")), ("pos", "which")
)
_insert_streams = BulkStatement(insert(streams), ("name", "pos"))
_update_visits = BulkStatement(
    update(visits)
    .where(visits.c.id == bindparam("which"))
    .values(last_seen_at=bindparam("last_seen_at"), body=bindparam("body")),
    ("last_seen_at", "body", "which"),
)
_insert_replies = BulkStatement(
    insert(replies),
    (
        "conversation_id",
        "site_id",
        "agent_id",
        "started_at",
        "stopped_at",
        "waited_s",
        "limit_s",
        "reason",
        "first",
        "department_id",
    ),
)
_sent_before = KeyedSelect(select(events.c.sender, events.c.client_id, events.c.body), events.c.client_id)
_bodies_of_visitors = KeyedSelect(select(visitors.c.body), visitors.c.id)
_of_token = KeyedSelect(select(visitors.c.site_id, visitors.c.body), visitors.c.token_hash)
_insert_visitors = BulkStatement(insert(visitors), ("id", "site_id", "number", "token_hash", "body"))
_update_visitors = BulkStatement(
    update(visitors)
    .where(visitors.c.id == bindparam("which"))
    .values(subject=bindparam("subject"), body=bindparam("body")),
    ("subject", "body", "which"),
)
_count_visitor = BulkStatement(
    update(sites).where(sites.c.id == bindparam("which")).values(last_number=sites.c.last_number + literal_column("1")),
    ("which",),
)
_last_numbers = KeyedSelect(select(sites.c.last_number), sites.c.id)
_insert_visits = BulkStatement(insert(visits), ("id", "visitor_id", "visit_key", "last_seen_at", "body"))
_open_of_visitors = KeyedSelect(
    select(conversations.c.id).where(conversations.c.state != literal_column(f"'{ConversationState.CLOSED.value}'")),
    conversations.c.visitor_id,
)
_bodies = KeyedSelect(select(conversations.c.body).with_for_update(), conversations.c.id)
_positions = KeyedSelect(select(streams.c.pos).with_for_update(), streams.c.name)
_update_outcomes = BulkStatement(
    update(article_uses)
    .where(article_uses.c.conversation_id == bindparam("which"))
    .values(outcome=bindparam("outcome")),
    ("outcome", "which"),
)
_insert_audit = BulkStatement(insert(audit), ("at", "actor", "action", "object", "result", "address"))


_KINDS = {kind: kind.__struct_config__.tag for kind in get_args(Change)}
_NOT_SAID = frozenset({AuthorKind.SYSTEM, AuthorKind.BOT})
"""What these write is nobody's last word."""


class Draft(Struct, frozen=True, kw_only=True):
    """The parts of a message before it has a place; the unit gives it position, id and time."""

    author: Author
    kind: MessageKind = MessageKind.TEXT
    text: str = ""
    client_id: ClientId = ClientId("")
    attachment: Attachment | None = None
    holding: bool = False
    reply_s: float | None = None
    system: SystemLine | None = None
    values: dict[str, str] = {}
    whisper: bool = False
    mentions: tuple[AgentId, ...] = ()


class Publication(Struct, frozen=True):
    """A durable event, to be handed to subscribers after the commit; `hidden` ones show visitors nothing."""

    event: Event
    hidden: bool


class Memory:
    """What the writer knows by heart: open conversations and counters, written through.

    Only the writer's thread touches it. A database shared by several servers must not be remembered beyond one
    transaction: the rows are read with a lock then (`shared`).
    """

    def __init__(self, directory: Directory, *, shared: bool) -> None:
        self.directory = directory
        self.shared = shared
        self.conversations: dict[ConversationId, Conversation] = {}
        self.open_of_visitor: dict[VisitorId, ConversationId | None] = {}
        self.positions: dict[str, int] = {}

    def forget(self) -> None:
        """Drop everything, so that the database is asked again."""
        self.conversations.clear()
        self.open_of_visitor.clear()
        self.positions.clear()

    def settle(self) -> None:
        """After a commit: keep open conversations only."""
        if self.shared:
            self.forget()
            return
        if len(self.conversations) > 20_000 or len(self.open_of_visitor) > 20_000:
            self.conversations = {
                key: value for key, value in self.conversations.items() if value.state != ConversationState.CLOSED
            }
            self.open_of_visitor = {key: value for key, value in self.open_of_visitor.items() if value is not None}


class UnitOfWork:
    """Reads and collects changes for one transaction; `flush` writes them set by set.

    Attributes:
        figures: Takes facts for the desk's figures; a change of a conversation and a reply bring theirs by themselves.
        now: Server time of the work being applied; never goes back within a unit.
        published: Events of the work being applied, in order.
        changed: Conversations the work being applied has changed.
    """

    def __init__(self, connection: Connection, memory: Memory, epoch: str) -> None:
        self.connection = connection
        self.epoch = epoch
        self._memory = memory
        self._sent: dict[ClientKey, Message | None] = {}
        self._events: list[Row] = []
        self._new: dict[ConversationId, str] = {}
        self._touched: set[ConversationId] = set()
        self._moved: set[ConversationId] = set()
        self._streams: set[str] = set()
        self._new_streams: set[str] = set()
        self._visits: dict[VisitId, Visit] = {}
        self._replies: list[Row] = []
        self._audit: list[Row] = []
        self._outcomes: list[Row] = []
        self._unindexed: set[ConversationId] = set()
        self.figures = FigureNotes(connection)
        self.now = datetime.now(UTC)
        self.published: list[Publication] = []
        self.changed: dict[ConversationId, Conversation] = {}

    @property
    def directory(self) -> Directory:
        """Sites, departments, agents."""
        return self._memory.directory

    def begin_work(self) -> None:
        """Start the next work of the batch."""
        self.now = max(self.now, datetime.now(UTC))
        self.published = []
        self.changed = {}

    # -- conversations and their streams

    def conversation(self, conversation_id: ConversationId) -> Conversation | None:
        """Return a conversation, open or closed, or None."""
        known = self._memory.conversations.get(conversation_id)
        if known is not None:
            return known
        rows = _bodies.run(self.connection, [conversation_id])
        if not rows:
            return None
        found = self._memory.conversations[conversation_id] = value_of(Conversation, rows[0][0])
        return found

    def open_conversation_of(self, visitor_id: VisitorId) -> Conversation | None:
        """Return the visitor's conversation that is not closed, or None."""
        if visitor_id not in self._memory.open_of_visitor:
            rows = _open_of_visitors.run(self.connection, [visitor_id])
            self._memory.open_of_visitor[visitor_id] = ConversationId(rows[0][0]) if rows else None
        conversation_id = self._memory.open_of_visitor[visitor_id]
        return self.conversation(conversation_id) if conversation_id else None

    def open_conversations_at(self, site_id: SiteId) -> list[Conversation]:
        """Return a site's conversations that are not closed, those that began in this very batch included."""
        wanted = (conversations.c.site_id == site_id) & (conversations.c.state != ConversationState.CLOSED)
        ids = [*self.connection.scalars(select(conversations.c.id).where(wanted)), *self._new]
        found = (self.conversation(ConversationId(each)) for each in dict.fromkeys(ids))
        return [
            each
            for each in found
            if each is not None and each.site_id == site_id and each.state is not ConversationState.CLOSED
        ]

    def last_agent_of(self, visitor_id: VisitorId) -> AgentId | None:
        """Return who had the visitor's newest earlier conversation that anybody had, or None."""
        theirs = conversations.c.visitor_id.in_(same_person(self.connection, visitor_id))
        owned = theirs & conversations.c.agent_id.is_not(None)
        found = select(conversations.c.agent_id).where(owned).order_by(conversations.c.started_at.desc()).limit(1)
        agent_id = self.connection.scalar(found)
        return AgentId(agent_id) if agent_id is not None else None

    def begin_conversation(self, conversation: Conversation, first_text: str) -> None:
        """Put a new conversation in; its first event follows."""
        self._new[conversation.id] = first_text[:PREVIEW_CHARS]
        self._put(conversation)
        self.figures.add(chat_began(conversation))

    def write(
        self, conversation: Conversation, draft: Draft, *, hidden: bool = False, **changes: object
    ) -> tuple[Message, Conversation]:
        """Append a message to the conversation's stream.

        Args:
            hidden: Visitors may not see it.
            changes: Further new values of the conversation.

        Returns:
            The message and the conversation after it.
        """
        pos = conversation.last_pos + 1
        message = Message(
            id=MessageId(f"ms_{conversation.id[3:]}_{pos}"),
            conversation_id=conversation.id,
            pos=pos,
            kind=draft.kind,
            author=draft.author,
            sent_at=self.now,
            text=draft.text,
            client_id=draft.client_id,
            attachment=draft.attachment,
            holding=draft.holding,
            reply_s=draft.reply_s,
            system=draft.system,
            values=draft.values,
            whisper=draft.whisper,
            mentions=draft.mentions,
        )
        if draft.author.kind not in _NOT_SAID and not hidden:
            changes["last_text"] = _preview(draft)
            changes["last_author"] = draft.author.kind
            changes["last_message_at"] = self.now
        after = structs.replace(conversation, last_pos=pos, version=conversation.version + 1, **changes)
        self._put(after)
        self._append(pos, MessageAdded(message=message, conversation=after), message, hidden=hidden)
        if message.client_id:
            self._sent[draft.author.id, message.client_id] = message
        return message, after

    def change(
        self, conversation: Conversation, *, hidden: bool = False, visitor: Visitor | None = None, **changes: object
    ) -> Conversation:
        """Append the conversation's new state (or its corrected visitor) to its stream and return it."""
        pos = conversation.last_pos + 1
        after = structs.replace(conversation, last_pos=pos, version=conversation.version + 1, **changes)
        self._put(after)
        value: Change = (
            ConversationUpserted(conversation=after) if visitor is None else VisitorUpserted(visitor=visitor)
        )
        self._append(
            pos, value, after if visitor is None else visitor, hidden=hidden, stream=conversation_stream(after.id)
        )
        return after

    def forget(self, conversation_id: ConversationId) -> None:
        """Know a conversation no more that was changed or erased beside this unit; it must not be open."""
        self._memory.conversations.pop(conversation_id, None)

    def keep_quietly(self, conversation: Conversation) -> None:
        """Store what is no event: receipts."""
        self._put(conversation)

    def tell(self, stream: str, conversation: Conversation) -> None:
        """Append the conversation's state to an agent's or a department's stream."""
        pos = self._position(stream) + 1
        self._memory.positions[stream] = pos
        self._streams.add(stream)
        self._append(pos, ConversationUpserted(conversation=conversation), conversation, hidden=True, stream=stream)

    def tell_mention(self, agent_id: AgentId, message: Message, conversation: Conversation) -> None:
        """Append to an agent's stream that a note names them."""
        stream = agent_stream(agent_id)
        pos = self._position(stream) + 1
        self._memory.positions[stream] = pos
        self._streams.add(stream)
        mentioned = Mentioned(message=message, conversation=conversation)
        self._append(pos, mentioned, mentioned, hidden=True, stream=stream)

    def tell_call_back(self, call_back: CallBack) -> None:
        """Append a call-back request's state to its department's stream."""
        stream = department_stream(call_back.department_id)
        pos = self._position(stream) + 1
        self._memory.positions[stream] = pos
        self._streams.add(stream)
        self._append(pos, CallBackUpserted(call_back=call_back), call_back, hidden=True, stream=stream)

    def events_since(self, stream: str, pos: int, limit: int) -> tuple[Publication, ...]:
        """Return the stream's events after `pos`, those of this very batch included."""
        from operator_console.server.store.reads import events_after

        self._flush_events()
        conversation = self.conversation(ConversationId(stream[2:])) if stream.startswith("c:") else None
        return events_after(self.connection, self.epoch, stream, pos, limit, conversation)

    # -- messages sent before

    def prefetch(self, keys: Iterable[ClientKey]) -> None:
        """Look up many (sender, client_id) pairs with one statement."""
        wanted = list(keys)
        for key in wanted:
            self._sent[key] = None
        for sender, client_id, body in _sent_before.run(self.connection, [client_id for _sender, client_id in wanted]):
            if (sender, client_id) in self._sent:
                self._sent[sender, client_id] = value_of(Message, body)

    def sent(self, sender: str, client_id: ClientId) -> Message | None:
        """Return the message that this sender stored under this client_id, or None; the key must be prefetched."""
        return self._sent[sender, client_id]

    # -- people

    def visitor(self, visitor_id: VisitorId) -> Visitor | None:
        """Return a visitor, or None."""
        rows = _bodies_of_visitors.run(self.connection, [visitor_id])
        return value_of(Visitor, rows[0][0]) if rows else None

    def visitor_of_token(self, site_id: SiteId, token_hash: str) -> Visitor | None:
        """Return the visitor of this site to whom the token was given, or None."""
        rows = _of_token.run(self.connection, [token_hash])
        return next((value_of(Visitor, body) for site, body in rows if site == site_id), None)

    def next_visitor_number(self, site_id: SiteId) -> int:
        """Allocate the next number of an anonymous visitor of the site."""
        _count_visitor.run(self.connection, [(site_id,)])  # locks the row, so that the number read is ours
        ((number,),) = _last_numbers.run(self.connection, [site_id])
        return int(number)

    def add_visitor(self, visitor: Visitor, token_hash: str) -> None:
        """Store a new visitor."""
        row = (visitor.id, visitor.site_id, visitor.number, token_hash, body_of(visitor))
        _insert_visitors.run(self.connection, [row])

    def put_visitor(self, visitor: Visitor) -> None:
        """Store a visitor's new state."""
        subject = visitor.identity.subject if visitor.identity is not None else None
        _update_visitors.run(self.connection, [(subject, body_of(visitor), visitor.id)])

    def visit_of_key(self, visitor_id: VisitorId, visit_key: str) -> Visit | None:
        """Return the visitor's visit with this key, or None."""
        wanted = (visits.c.visitor_id == visitor_id) & (visits.c.visit_key == visit_key)
        body = self.connection.scalar(select(visits.c.body).where(wanted))
        return value_of(Visit, body) if body is not None else None

    def visit(self, visit_id: VisitId) -> Visit | None:
        """Return a visit as this unit leaves it, or None."""
        if visit_id in self._visits:
            return self._visits[visit_id]
        body = self.connection.scalar(select(visits.c.body).where(visits.c.id == visit_id))
        return value_of(Visit, body) if body is not None else None

    def add_visit(self, visit: Visit, visit_key: str) -> None:
        """Store a new visit."""
        row = (visit.id, visit.visitor_id, visit_key, micros(visit.last_seen_at), body_of(visit))
        _insert_visits.run(self.connection, [row])

    def put_visit(self, visit: Visit) -> None:
        """Store a visit's new state."""
        self._visits[visit.id] = visit

    def agent(self, agent_id: AgentId) -> Agent | None:
        """Return an agent as stored now, which the directory may not know yet; None when there is none."""
        body = self.connection.scalar(select(agents.c.body).where(agents.c.id == agent_id).with_for_update())
        return value_of(Agent, body) if body is not None else None

    def put_agent(self, agent: Agent) -> None:
        """Store what administration knows of an agent; every server takes it up as it does administration's changes."""
        self.connection.execute(update(agents).where(agents.c.id == agent.id).values(body=body_of(agent)))
        touch_directory(self.connection)

    def put_agent_status(self, agent_id: str, status: str) -> None:
        """Remember the status an agent chose."""
        self.connection.execute(update(agents).where(agents.c.id == agent_id).values(status=status))

    # -- leases

    def lease(self, agent_id: AgentId) -> datetime | None:
        """Return the end of an agent's lease, or None when there is none."""
        until = self.connection.scalar(select(leases.c.until).where(leases.c.agent_id == agent_id).with_for_update())
        return None if until is None else moment(until)

    def leases(self) -> dict[AgentId, datetime]:
        """Return the ends of all leases."""
        return {AgentId(row.agent_id): moment(row.until) for row in self.connection.execute(select(leases))}

    def put_lease(self, agent_id: AgentId, until: datetime) -> None:
        """Keep the end of an agent's lease."""
        changed = self.connection.execute(
            update(leases).where(leases.c.agent_id == agent_id).values(until=micros(until))
        )
        if not changed.rowcount:
            self.connection.execute(insert(leases).values(agent_id=agent_id, until=micros(until)))

    # -- attachments, figures, audit

    def attachment(self, attachment_id: AttachmentId, owner: str) -> tuple[Attachment, ConversationId | None] | None:
        """Return a file that `owner` uploaded and the conversation it is used in, or None."""
        wanted = (attachments.c.id == attachment_id) & (attachments.c.owner == owner)
        row = self.connection.execute(select(attachments).where(wanted)).one_or_none()
        return (value_of(Attachment, row.body), row.conversation_id) if row is not None else None

    def add_attachment(self, attachment: Attachment, owner: str) -> None:
        """Store what is known of an uploaded file."""
        values = {"owner": owner, "hidden": False, "created_at": micros(self.now)}
        self.connection.execute(insert(attachments).values(id=attachment.id, body=body_of(attachment), **values))

    def use_attachment(self, attachment_id: AttachmentId, conversation_id: ConversationId, *, hidden: bool) -> None:
        """Tie a file to the conversation in whose transcript it now is."""
        self.connection.execute(
            update(attachments)
            .where(attachments.c.id == attachment_id)
            .values(conversation_id=conversation_id, hidden=hidden)
        )

    def add_reply(self, conversation: Conversation, measured: ReplyMeasured) -> None:
        """Store one stop of the clock, for the figures."""
        gone = measured.reason is StopReason.VISITOR_GONE
        self.figures.add(clock_stopped(conversation, measured, left_before=gone and self._left_before(conversation.id)))
        self._replies.append(
            (
                conversation.id, conversation.site_id, measured.agent_id, micros(measured.started_at),
                micros(measured.stopped_at), measured.waited_s, measured.limit_s, measured.reason.value, measured.first,
                conversation.department_id,
            )
        )  # fmt: skip

    def audit(self, actor: str, action: str, target: str, result: str = "done", *, address: str = "") -> None:
        """Append a line to the audit log: who did what to what, and what came of it; ids only, never text of a chat."""
        self._audit.append((micros(self.now), actor, action, target, result, address))

    def note_outcome(self, conversation_id: ConversationId, outcome: Outcome) -> None:
        """Tell the articles that were used in a conversation how it ended."""
        self._outcomes.append((outcome.value, conversation_id))

    def index_again(self, conversation_id: ConversationId) -> None:
        """What colleagues can find of a conversation has changed, though its stream has not."""
        self._unindexed.add(conversation_id)

    # -- the end of the batch

    def flush(self) -> None:
        """Write everything collected; the caller commits."""
        self._flush_events()
        known = self._memory.conversations
        new = [known[conversation_id] for conversation_id in self._new]
        _insert_conversations.run(self.connection, [_conversation_row(value, self._new[value.id]) for value in new])
        self._touched -= self._new.keys()
        moved = [known[conversation_id] for conversation_id in self._touched & self._moved]
        _update_conversations.run(self.connection, [_changed_row(value) for value in moved])
        same = [known[conversation_id] for conversation_id in self._touched - self._moved]
        _update_words.run(self.connection, [(value.last_pos, body_of(value), value.id) for value in same])
        positions = self._memory.positions
        _insert_streams.run(self.connection, [(name, positions[name]) for name in self._new_streams])
        _update_streams.run(self.connection, [(positions[name], name) for name in self._streams - self._new_streams])
        _update_visits.run(
            self.connection,
            [(micros(visit.last_seen_at), body_of(visit), visit.id) for visit in self._visits.values()],
        )
        _insert_replies.run(self.connection, self._replies)
        _update_outcomes.run(self.connection, self._outcomes)
        note_due(self.connection, self._unindexed, micros(self.now))
        _insert_audit.run(self.connection, self._audit)
        self.figures.flush()

    def _put(self, conversation: Conversation) -> None:
        before = self._memory.conversations.get(conversation.id)
        self.figures.changed(before, conversation, self.now, self._earlier_chats)
        self._memory.conversations[conversation.id] = conversation
        opened = self._memory.open_of_visitor
        if conversation.state != ConversationState.CLOSED:
            opened[conversation.visitor_id] = conversation.id
        elif opened.get(conversation.visitor_id) == conversation.id:
            opened[conversation.visitor_id] = None
        self._touched.add(conversation.id)
        if before is None or not _stands_the_same(before, conversation):
            self._moved.add(conversation.id)
        self.changed[conversation.id] = conversation

    def _append(
        self,
        pos: int,
        change: Change,
        body: Message | Conversation | Visitor | Mentioned | CallBack,
        *,
        hidden: bool,
        stream: str = "",
    ) -> None:
        if isinstance(body, Message):
            stream = conversation_stream(body.conversation_id)
            sender, client_id = body.author.id, body.client_id or None
        else:
            sender, client_id = "", None
        kind = _KINDS[type(change)]
        self._events.append((stream, pos, micros(self.now), kind, hidden, sender, client_id, body_of(body)))
        if stream.startswith("c:"):
            self._unindexed.add(ConversationId(stream[2:]))
        event = Event(stream=stream, epoch=self.epoch, pos=pos, at=self.now, change=change)
        self.published.append(Publication(event, hidden))

    def _position(self, stream: str) -> int:
        pos = self._memory.positions.get(stream)
        if pos is None:
            rows = _positions.run(self.connection, [stream])
            if not rows:
                self._new_streams.add(stream)
            pos = self._memory.positions[stream] = int(rows[0][0]) if rows else 0
        return pos

    def _left_before(self, conversation_id: ConversationId) -> bool:
        reason = StopReason.VISITOR_GONE.value
        if any(row[0] == conversation_id and row[7] == reason for row in self._replies):
            return True
        # Written out, because the index is only of these.
        gone = (replies.c.reason == literal_column(f"'{reason}'")) & (replies.c.conversation_id == conversation_id)
        return self.connection.scalar(select(replies.c.id).where(gone).limit(1)) is not None

    def _earlier_chats(self, chat: Conversation) -> list[Conversation]:
        """Return the closed chats of a chat's visitor, as this unit sees them."""
        theirs = (conversations.c.visitor_id == chat.visitor_id) & (conversations.c.id != chat.id)
        newest = select(conversations.c.id).where(theirs).order_by(conversations.c.started_at.desc())
        ids = [*self._new, *self.connection.scalars(newest.limit(EARLIER_CHATS))]
        found = [self.conversation(ConversationId(found)) for found in ids if found != chat.id]
        return [
            each
            for each in found
            if each is not None and each.visitor_id == chat.visitor_id and each.state is ConversationState.CLOSED
        ]

    def _flush_events(self) -> None:
        rows, self._events = self._events, []
        _insert_events.run(self.connection, rows)


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Store one value of the server's own."""
    if not connection.execute(update(meta).where(meta.c.key == key).values(value=value)).rowcount:
        connection.execute(insert(meta).values(key=key, value=value))


def _preview(draft: Draft) -> str:
    if draft.attachment is not None and not draft.text:
        return draft.attachment.name[:PREVIEW_CHARS]
    return draft.text[:PREVIEW_CHARS].replace("\n", " ")


def _conversation_row(value: Conversation, first_text: str) -> Row:
    return (
        value.id, value.site_id, value.department_id, value.visitor_id, value.agent_id, value.state.value,
        micros(value.started_at), _asked_at(value), value.last_pos, first_text, _lost_at(value),
        *_offered(value), body_of(value),
    )  # fmt: skip


def _changed_row(value: Conversation) -> Row:
    return (
        value.department_id, value.agent_id, value.state.value, _asked_at(value), value.last_pos, _lost_at(value),
        *_offered(value), body_of(value), value.id,
    )  # fmt: skip


def _stands_the_same(before: Conversation, after: Conversation) -> bool:
    """Tell whether a change touches no column but those of `_update_words`; what is not certain does."""
    return (
        before.state is after.state
        and before.agent_id == after.agent_id
        and before.department_id == after.department_id
        and before.offer is after.offer
        and before.owner_lost_at is after.owner_lost_at
        and before.bot is after.bot
    )


def _offered(value: Conversation) -> tuple[str | None, str | None]:
    """Return the agent, or else the department, to whom it is offered."""
    offer = value.offer
    if offer is None:
        return None, None
    return offer.to_agent, None if offer.to_agent is not None else offer.to_department


def _asked_at(value: Conversation) -> int | None:
    return None if value.people_asked_at is None else micros(value.people_asked_at)


def _lost_at(value: Conversation) -> int | None:
    return None if value.owner_lost_at is None else micros(value.owner_lost_at)

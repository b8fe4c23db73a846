"""Consistent reads for snapshots, replays, history and figures; each function takes a connection in a transaction."""

from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, func, select

from operator_console.domain.articles import Article
from operator_console.domain.call_backs import CallBack
from operator_console.domain.conversations import (
    Attachment,
    Conversation,
    ConversationState,
    Message,
    PreviousChat,
    TodayFigures,
)
from operator_console.domain.ids import AgentId, AttachmentId, ConversationId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.people import Visit, Visitor
from operator_console.domain.response_clock import StopReason
from operator_console.protocol.events import (
    CallBackUpserted,
    Change,
    ConversationUpserted,
    Event,
    Mentioned,
    MessageAdded,
    VisitorUpserted,
    conversation_stream,
)
from operator_console.server.store.call_backs import open_call_backs
from operator_console.server.store.identities import same_person
from operator_console.server.store.rows import micros, moment, value_of
from operator_console.server.store.tables import (
    articles,
    attachments,
    conversations,
    events,
    leases,
    replies,
    streams,
    visitors,
    visits,
)
from operator_console.server.store.unit import Publication

MAX_PREVIOUS = 50
MAX_MENTIONS = 20
_MESSAGE = "message_added"
_MENTIONED = "mentioned"
_CALL_BACK = "call_back_upserted"


class Transcript(Struct, frozen=True, kw_only=True):
    """A conversation with its newest messages, oldest first; `more` when there are older ones."""

    conversation: Conversation
    messages: tuple[Message, ...]
    more: bool
    visitor: Visitor
    visit: Visit | None
    previous: tuple[PreviousChat, ...] = ()


class Replay(Struct, frozen=True, kw_only=True):
    """What stands in a stream: where it is now and, when the gap is short enough, the events after a position."""

    pos: int
    events: tuple[Publication, ...] | None = None


def events_after(
    connection: Connection, epoch: str, stream: str, pos: int, limit: int, conversation: Conversation | None
) -> tuple[Publication, ...]:
    """Return a stream's events after `pos`; messages come with the conversation as it is now."""
    wanted = select(events).where(events.c.stream == stream, events.c.pos > pos).order_by(events.c.pos).limit(limit)
    return tuple(
        Publication(
            Event(
                stream=stream,
                epoch=epoch,
                pos=row.pos,
                at=moment(row.at),
                change=_change(row.kind, row.body, conversation),
            ),
            row.hidden,
        )
        for row in connection.execute(wanted)
    )


def replay(connection: Connection, epoch: str, stream: str, pos: int, limit: int) -> Replay:
    """Return where `stream` is and the events after `pos`; no events when they are too many or `pos` is ahead."""
    conversation = read_conversation(connection, ConversationId(stream[2:])) if stream.startswith("c:") else None
    if conversation is not None:
        newest = conversation.last_pos
    else:
        newest = int(connection.scalar(select(streams.c.pos).where(streams.c.name == stream)) or 0)
    if not 0 <= newest - pos <= limit:
        return Replay(pos=newest)
    if newest == pos:
        return Replay(pos=newest, events=())
    found = events_after(connection, epoch, stream, pos, limit, conversation)
    if len(found) != newest - pos:  # some of it was erased: only a snapshot is whole
        return Replay(pos=newest)
    return Replay(pos=newest, events=found)


def read_conversation(connection: Connection, conversation_id: ConversationId) -> Conversation | None:
    """Return a conversation, or None."""
    body = connection.scalar(select(conversations.c.body).where(conversations.c.id == conversation_id))
    return value_of(Conversation, body) if body is not None else None


def open_conversations(connection: Connection) -> tuple[Conversation, ...]:
    """Return every conversation that is not closed."""
    # By name, not by "not closed": the index over the states is of use.
    states = [state.value for state in ConversationState if state is not ConversationState.CLOSED]
    wanted = select(conversations.c.body).where(conversations.c.state.in_(states))
    return tuple(value_of(Conversation, row.body) for row in connection.execute(wanted))


def read_leases(connection: Connection) -> dict[AgentId, datetime]:
    """Return the end of every agent's lease."""
    return {AgentId(row.agent_id): moment(row.until) for row in connection.execute(select(leases))}


def listed(connection: Connection, stream: str) -> tuple[int, tuple[Conversation, ...], tuple[CallBack, ...]]:
    """Return where an agent's or a department's stream is, and the conversations and call-backs that it lists now.

    An agent's stream lists the agent's open chats and what is offered to the agent; a department's stream its queue,
    what is offered to it, and the chats whose owner is lost and that anybody may take over; oldest first.
    """
    owner = stream[2:]
    is_open = conversations.c.state.in_([ConversationState.QUEUED.value, ConversationState.ASSIGNED.value])
    if stream.startswith("a:"):
        assigned = (conversations.c.agent_id == owner) & (conversations.c.state == ConversationState.ASSIGNED.value)
        mine = assigned | (is_open & (conversations.c.offered_agent_id == owner))
    else:
        waits = (conversations.c.state == ConversationState.QUEUED.value) | (
            (conversations.c.state == ConversationState.ASSIGNED.value) & conversations.c.owner_lost_at.is_not(None)
        )
        offered = is_open & (conversations.c.offered_department_id == owner)
        mine = ((conversations.c.department_id == owner) & waits) | offered
    rows = connection.execute(select(conversations.c.body).where(mine).order_by(conversations.c.started_at))
    found = tuple(value_of(Conversation, row.body) for row in rows)
    pos = int(connection.scalar(select(streams.c.pos).where(streams.c.name == stream)) or 0)
    calls = open_call_backs(connection, DepartmentId(owner)) if stream.startswith("d:") else ()
    return pos, found, calls


def mentions(connection: Connection, stream: str, since: datetime) -> tuple[Mentioned, ...]:
    """Return the newest notes since a moment that name the agent of a stream, oldest first."""
    wanted = (
        select(events.c.body)
        .where(events.c.stream == stream, events.c.kind == _MENTIONED, events.c.at >= micros(since))
        .order_by(events.c.pos.desc())
        .limit(MAX_MENTIONS)
    )
    return tuple(value_of(Mentioned, row.body) for row in connection.execute(wanted))[::-1]


def transcript(connection: Connection, conversation_id: ConversationId, limit: int) -> Transcript | None:
    """Return a conversation with its newest messages and everything beside it, or None."""
    conversation = read_conversation(connection, conversation_id)
    if conversation is None:
        return None
    messages, more = messages_before(connection, conversation_id, conversation.last_pos + 1, limit)
    visitor = read_visitor(connection, conversation.visitor_id)
    if visitor is None:
        return None
    return Transcript(
        conversation=conversation,
        messages=messages,
        more=more,
        visitor=visitor,
        visit=read_visit(connection, conversation.visit_id),
        previous=previous_chats(connection, conversation.visitor_id, conversation_id),
    )


def visitor_transcript(
    connection: Connection, conversation_id: ConversationId, limit: int
) -> tuple[Conversation | None, tuple[Message, ...], bool]:
    """Return a conversation with its newest messages that visitors may see, and whether there are older ones."""
    conversation = read_conversation(connection, conversation_id)
    if conversation is None:
        return None, (), False
    messages, more = messages_before(connection, conversation_id, conversation.last_pos + 1, limit, for_visitor=True)
    return conversation, messages, more


def messages_before(
    connection: Connection, conversation_id: ConversationId, before: int, limit: int, *, for_visitor: bool = False
) -> tuple[tuple[Message, ...], bool]:
    """Return at most `limit` messages with a smaller position, oldest first, and whether there are older ones."""
    wanted: Select[Any] = (
        select(events.c.body)
        .where(events.c.stream == conversation_stream(conversation_id))
        .where(events.c.pos < before, events.c.kind == _MESSAGE)
        .order_by(events.c.pos.desc())
        .limit(limit + 1)
    )
    if for_visitor:
        wanted = wanted.where(events.c.hidden.is_(False))
    bodies = [row.body for row in connection.execute(wanted)]
    return tuple(value_of(Message, body) for body in reversed(bodies[:limit])), len(bodies) > limit


def read_visitor(connection: Connection, visitor_id: VisitorId) -> Visitor | None:
    """Return a visitor, or None."""
    body = connection.scalar(select(visitors.c.body).where(visitors.c.id == visitor_id))
    return value_of(Visitor, body) if body is not None else None


def visitor_of_token(connection: Connection, token_hash: str) -> Visitor | None:
    """Return the visitor to whom a bearer was given, or None."""
    body = connection.scalar(select(visitors.c.body).where(visitors.c.token_hash == token_hash))
    return value_of(Visitor, body) if body is not None else None


def read_visit(connection: Connection, visit_id: VisitId) -> Visit | None:
    """Return a visit, or None."""
    body = connection.scalar(select(visits.c.body).where(visits.c.id == visit_id))
    return value_of(Visit, body) if body is not None else None


def previous_chats(
    connection: Connection, visitor_id: VisitorId, without: ConversationId | None = None
) -> tuple[PreviousChat, ...]:
    """Return a visitor's closed conversations, newest first; for whom the site vouched, those in other browsers too."""
    theirs = conversations.c.visitor_id.in_(same_person(connection, visitor_id))
    wanted = (
        select(conversations.c.body, conversations.c.first_text)
        .where(theirs, conversations.c.state == ConversationState.CLOSED.value)
        .order_by(conversations.c.started_at.desc())
        .limit(MAX_PREVIOUS)
    )
    found = ((value_of(Conversation, row.body), row.first_text) for row in connection.execute(wanted))
    return tuple(_previous(chat, first_text) for chat, first_text in found if chat.id != without)


def read_attachment(
    connection: Connection, attachment_id: AttachmentId
) -> tuple[Attachment, str, ConversationId | None, bool] | None:
    """Return a file's description, its uploader, its conversation, and whether visitors may not see it."""
    row = connection.execute(select(attachments).where(attachments.c.id == attachment_id)).one_or_none()
    if row is None:
        return None
    return value_of(Attachment, row.body), row.owner, row.conversation_id, row.hidden


def articles_after(
    connection: Connection, site_ids: tuple[SiteId, ...], version: int, limit: int
) -> tuple[tuple[Article, ...], bool]:
    """Return changed articles of some sites by version, and whether there are more."""
    wanted = (
        select(articles.c.body)
        .where(articles.c.version > version, articles.c.site_id.in_(site_ids))
        .order_by(articles.c.version)
        .limit(limit + 1)
    )
    found = [value_of(Article, row.body) for row in connection.execute(wanted)]
    return tuple(found[:limit]), len(found) > limit


def site_articles(connection: Connection, site_id: SiteId, language: str) -> tuple[Article, ...]:
    """Return a site's articles of one language, by title."""
    wanted = select(articles.c.body).where(
        articles.c.site_id == site_id, articles.c.language == language, articles.c.deleted.is_(False)
    )
    found = [value_of(Article, row.body) for row in connection.execute(wanted)]
    return tuple(sorted(found, key=lambda article: article.title.casefold()))


def published_articles(connection: Connection, site_id: SiteId) -> tuple[Article, ...]:
    """Return what visitors of a site may read, in all languages."""
    wanted = select(articles.c.body).where(articles.c.site_id == site_id, articles.c.deleted.is_(False))
    ordered = wanted.order_by(articles.c.language, articles.c.key)
    return tuple(value_of(Article, row.body) for row in connection.execute(ordered))


def today_figures(connection: Connection, agent_id: AgentId, since: datetime) -> TodayFigures:
    """Return an agent's replies since a moment."""
    counted = [StopReason.ANSWERED.value, StopReason.HOLDING_LINE.value]
    mine = (replies.c.agent_id == agent_id) & (replies.c.stopped_at >= micros(since))
    row = connection.execute(
        select(
            func.count(),
            func.count().filter(replies.c.waited_s <= replies.c.limit_s),
            func.coalesce(func.avg(replies.c.waited_s), 0.0),
        ).where(mine, replies.c.reason.in_(counted))
    ).one()
    return TodayFigures(replies=row[0], on_time=row[1], mean_s=float(row[2]))


def recent_answers(connection: Connection, limit: int) -> dict[AgentId, list[tuple[float, float]]]:
    """Return the newest answers of agents, oldest first: POSIX seconds, pauses left out."""
    counted = [StopReason.ANSWERED.value, StopReason.HOLDING_LINE.value]
    wanted = (
        select(replies.c.agent_id, replies.c.waited_s, replies.c.stopped_at)
        .where(replies.c.reason.in_(counted), replies.c.agent_id.is_not(None))
        .order_by(replies.c.id.desc())
        .limit(limit)
    )
    found: dict[AgentId, list[tuple[float, float]]] = {}
    for row in reversed(connection.execute(wanted).all()):
        answered_s = moment(row.stopped_at).timestamp()
        found.setdefault(AgentId(row.agent_id), []).append((answered_s - row.waited_s, answered_s))
    return found


def _change(kind: str, body: bytes, conversation: Conversation | None) -> Change:
    if kind == _MESSAGE and conversation is not None:
        return MessageAdded(message=value_of(Message, body), conversation=conversation)
    if kind == _MENTIONED:
        return value_of(Mentioned, body)
    if kind == _CALL_BACK:
        return CallBackUpserted(call_back=value_of(CallBack, body))
    if kind == "visitor_upserted":
        return VisitorUpserted(visitor=value_of(Visitor, body))
    return ConversationUpserted(conversation=value_of(Conversation, body))


def _previous(chat: Conversation, first_text: str) -> PreviousChat:
    return PreviousChat(
        conversation_id=chat.id,
        site_id=chat.site_id,
        started_at=chat.started_at,
        closed_at=chat.closed_at or chat.started_at,
        agent_name=chat.agent_name,
        outcome=chat.wrap_up.outcome if chat.wrap_up else None,
        tags=chat.tags,
        first_text=first_text,
        rating=chat.rating,
        bot=chat.people_asked_at is None,
    )

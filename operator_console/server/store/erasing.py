"""Erasing what is kept of people: chats with all that hangs on them, visits, names; knows no rights and no schedule.

Figures stay: they count chats and answers, and name no visitor. What a chat leaves in other tables keeps its numbers
under a name that leads nowhere. The files themselves are removed by whoever calls, after the commit.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice

import msgspec
from msgspec import Struct, structs
from sqlalchemy import Connection, delete, func, select, update

from operator_console.domain.conversations import (
    AuthorKind,
    Conversation,
    ConversationState,
    FollowUp,
    Message,
    SystemLine,
)
from operator_console.domain.ids import ConversationId, SiteId, VisitId, VisitorId, new_id
from operator_console.domain.people import Visit, Visitor
from operator_console.protocol.events import conversation_stream
from operator_console.server.store.archive_index import take_out
from operator_console.server.store.archive_tables import archive_comments
from operator_console.server.store.mail_tables import mails
from operator_console.server.store.privacy_tables import identity_tokens
from operator_console.server.store.rows import body_of, micros, value_of
from operator_console.server.store.tables import (
    article_uses,
    attachments,
    call_backs,
    conversations,
    events,
    held_chats,
    metadata,
    missing_articles,
    replies,
    streams,
    visitors,
    visits,
)

LISTS_KEPT = timedelta(days=4)
"""News of lists is replayed to consoles that were away; one that was away for longer gets the list itself."""
_EMPTIED = {"article_uses", "missing_articles", "replies"}
_OWN_HANDS = {"archive_chats", "archive_due", "archive_comments", "attachments", "conversations", "held_chats"}


class _SlimChat(Struct, frozen=True):
    """Of a chat, what tells whether its visit and its visitor may be forgotten."""

    visit_id: VisitId
    visitor_id: VisitorId
    state: ConversationState
    form: dict[str, str] = {}
    follow_up: FollowUp | None = None
    visitor_name: str | None = None


_slim = msgspec.json.Decoder(_SlimChat)


def closed_before(connection: Connection, site_id: SiteId, before: datetime, limit: int) -> tuple[ConversationId, ...]:
    """Return chats of a site that were closed before a moment, the ones that began first first."""
    closed = conversations.c.state == ConversationState.CLOSED.value
    old = select(conversations.c.body).where(
        conversations.c.site_id == site_id, closed, conversations.c.started_at < micros(before)
    )
    found: list[ConversationId] = []
    for body in connection.scalars(old.order_by(conversations.c.started_at)):
        chat = value_of(Conversation, body)
        if (chat.closed_at or chat.started_at) < before:
            found.append(chat.id)
        if len(found) == limit:
            break
    return tuple(found)


def erase_messages(connection: Connection, conversation_id: ConversationId, limit: int) -> int:
    """Erase some of a chat's transcript, the newest first, and return how much; a long one takes many turns."""
    stream = conversation_stream(conversation_id)
    some = select(events.c.id).where(events.c.stream == stream).order_by(events.c.pos.desc()).limit(limit)
    return connection.execute(delete(events).where(events.c.id.in_(some.scalar_subquery()))).rowcount


def erase_chat(connection: Connection, conversation_id: ConversationId) -> tuple[str, ...]:
    """Erase a chat and everything that says what was said in it; return the ids of its files."""
    stream = conversation_stream(conversation_id)
    body = connection.scalar(select(conversations.c.body).where(conversations.c.id == conversation_id))
    if body is None:
        return ()
    chat = value_of(Conversation, body)
    take_out(connection, conversation_id, chat.site_id)
    _forget_in_lists(connection, chat)
    files = tuple(connection.scalars(select(attachments.c.id).where(attachments.c.conversation_id == conversation_id)))
    connection.execute(delete(events).where(events.c.stream == stream))
    connection.execute(delete(streams).where(streams.c.name == stream))
    for table in (attachments, archive_comments, held_chats):
        connection.execute(delete(table).where(table.c.conversation_id == conversation_id))
    nowhere = new_id("cv")
    for table in (article_uses, replies):
        mine = table.c.conversation_id == conversation_id
        connection.execute(update(table).where(mine).values(conversation_id=nowhere))
    asked = missing_articles.c.conversation_id == conversation_id
    connection.execute(update(missing_articles).where(asked).values(conversation_id=None))
    for table in metadata.sorted_tables:  # of others, who keep what belongs to a chat with its id
        if "conversation_id" in table.c and table.name not in _EMPTIED | _OWN_HANDS:
            connection.execute(delete(table).where(table.c.conversation_id == conversation_id))
    connection.execute(delete(conversations).where(conversations.c.id == conversation_id))
    return files


def visits_without_chat(connection: Connection, site_id: SiteId, before: datetime, limit: int) -> tuple[VisitId, ...]:
    """Return visits of a site that ended before a moment and in which there was no chat that is kept."""
    with_chat = {chat.visit_id for chat in _slim_chats(connection, site_id)}
    old = (
        select(visits.c.id)
        .join(visitors, visitors.c.id == visits.c.visitor_id)
        .where(visits.c.last_seen_at < micros(before), visitors.c.site_id == site_id)
        .order_by(visits.c.last_seen_at)
    )
    return tuple(islice((VisitId(each) for each in connection.scalars(old) if each not in with_chat), limit))


def erase_visits(connection: Connection, visit_ids: Iterable[VisitId]) -> int:
    """Erase visits, and visitors of whom nothing is left to know by that; return how many visits it were."""
    wanted = list(visit_ids)
    owners = set(connection.scalars(select(visits.c.visitor_id).where(visits.c.id.in_(wanted))))
    connection.execute(delete(identity_tokens).where(identity_tokens.c.visit_id.in_(wanted)))
    erased = connection.execute(delete(visits).where(visits.c.id.in_(wanted))).rowcount
    for visitor_id in owners:
        body = connection.scalar(select(visitors.c.body).where(visitors.c.id == visitor_id))
        if body is not None and not _is_known(value_of(Visitor, body)):
            _erase_visitor_without_traces(connection, VisitorId(visitor_id))
    return erased


def contacts_before(connection: Connection, site_id: SiteId, before: datetime) -> tuple[VisitorId, ...]:
    """Return visitors of a site whose name, address or identity is known and whose last visit ended before a moment."""
    last = (
        select(visits.c.visitor_id, func.max(visits.c.last_seen_at).label("at"))
        .group_by(visits.c.visitor_id)
        .subquery()
    )
    seen = (
        select(visitors.c.body, last.c.at)
        .outerjoin(last, last.c.visitor_id == visitors.c.id)
        .where(visitors.c.site_id == site_id)
    )
    chats = _slim_chats(connection, site_id)
    busy = {chat.visitor_id for chat in chats if chat.state is not ConversationState.CLOSED}
    told = {chat.visitor_id for chat in chats if chat.form or chat.follow_up or chat.visitor_name}
    found: list[VisitorId] = []
    for row in connection.execute(seen):
        visitor = value_of(Visitor, row.body)
        first = micros(visitor.first_seen_at) if visitor.first_seen_at is not None else 0
        old = (row.at if row.at is not None else first) < micros(before)
        if old and (_is_known(visitor) or visitor.id in told) and visitor.id not in busy:
            found.append(visitor.id)
    return tuple(found)


def chats_of(connection: Connection, visitor_ids: Iterable[VisitorId]) -> tuple[Conversation, ...]:
    """Return all chats of these visitors, oldest first."""
    theirs = conversations.c.visitor_id.in_(list(visitor_ids))
    rows = connection.scalars(select(conversations.c.body).where(theirs).order_by(conversations.c.started_at))
    return tuple(value_of(Conversation, body) for body in rows)


def visits_of(connection: Connection, visitor_ids: Iterable[VisitorId]) -> tuple[Visit, ...]:
    """Return all visits of these visitors, oldest first."""
    theirs = visits.c.visitor_id.in_(list(visitor_ids))
    rows = connection.scalars(select(visits.c.body).where(theirs).order_by(visits.c.last_seen_at))
    return tuple(value_of(Visit, body) for body in rows)


def forget_contact(connection: Connection, visitor_id: VisitorId) -> None:
    """Forget who a visitor is, in the visitor and in what the chat's list says of them."""
    body = connection.scalar(select(visitors.c.body).where(visitors.c.id == visitor_id))
    if body is None:
        return
    known = value_of(Visitor, body)
    nobody = structs.replace(known, name=None, email=None, identity=None, version=known.version + 1)
    values = {"subject": None, "body": body_of(nobody)}
    connection.execute(update(visitors).where(visitors.c.id == visitor_id).values(values))
    connection.execute(delete(call_backs).where(call_backs.c.visitor_id == visitor_id))


def forget_contact_in_chat(connection: Connection, conversation_id: ConversationId) -> None:
    """Forget who the visitor of a chat is: in its state, in the authors of its messages, in addresses left there."""
    body = connection.scalar(select(conversations.c.body).where(conversations.c.id == conversation_id))
    if body is None:
        return
    chat = value_of(Conversation, body)
    connection.execute(
        update(conversations).where(conversations.c.id == conversation_id).values(body=body_of(_nameless(chat)))
    )
    mine = select(events.c.id, events.c.kind, events.c.body).where(events.c.stream == conversation_stream(chat.id))
    for row in connection.execute(mine).all():
        after = _nameless_event(row.kind, row.body)
        if after is not None:
            connection.execute(update(events).where(events.c.id == row.id).values(body=after))
    _forget_in_lists(connection, chat)
    connection.execute(delete(mails).where(mails.c.conversation_id == chat.id))


def erase_visitor(connection: Connection, visitor_id: VisitorId) -> tuple[str, ...]:
    """Erase a visitor whose chats are erased, with visits and files that were never sent; return the files' ids."""
    unsent = tuple(connection.scalars(select(attachments.c.id).where(attachments.c.owner == visitor_id)))
    connection.execute(delete(attachments).where(attachments.c.owner == visitor_id))
    own = select(visits.c.id).where(visits.c.visitor_id == visitor_id)
    connection.execute(delete(identity_tokens).where(identity_tokens.c.visit_id.in_(own.scalar_subquery())))
    for table in metadata.sorted_tables:
        if "visitor_id" in table.c and table.name != "conversations":
            connection.execute(delete(table).where(table.c.visitor_id == visitor_id))
    connection.execute(delete(visitors).where(visitors.c.id == visitor_id))
    return unsent


def trim_lists(connection: Connection, before: datetime, limit: int) -> int:
    """Erase some old news of lists, which names visitors too; return how much it was."""
    lists = [name for name in connection.scalars(select(streams.c.name)) if not name.startswith("c:")]
    old = select(events.c.id).where(events.c.stream.in_(lists), events.c.at < micros(before)).limit(limit)
    return connection.execute(delete(events).where(events.c.id.in_(old.scalar_subquery()))).rowcount


def _forget_in_lists(connection: Connection, chat: Conversation) -> None:
    """Erase the news of lists that tell of a chat; a console that asks for what was there gets the list as it is."""
    lists = [name for name in connection.scalars(select(streams.c.name)) if not name.startswith("c:")]
    told = select(events.c.id, events.c.body).where(events.c.stream.in_(lists), events.c.at >= micros(chat.started_at))
    needle = chat.id.encode()
    found = [row.id for row in connection.execute(told) if needle in row.body]
    for start in range(0, len(found), 500):
        connection.execute(delete(events).where(events.c.id.in_(found[start : start + 500])))


def _slim_chats(connection: Connection, site_id: SiteId) -> list[_SlimChat]:
    rows = connection.scalars(select(conversations.c.body).where(conversations.c.site_id == site_id))
    return [_slim.decode(body) for body in rows]


def _is_known(visitor: Visitor) -> bool:
    return bool(visitor.name or visitor.email or visitor.identity)


def _erase_visitor_without_traces(connection: Connection, visitor_id: VisitorId) -> None:
    left = select(visits.c.id).where(visits.c.visitor_id == visitor_id).limit(1)
    if connection.scalar(left) is None and not chats_of(connection, (visitor_id,)):
        erase_visitor(connection, visitor_id)


def _nameless(chat: Conversation) -> Conversation:
    return structs.replace(chat, visitor_name=None, form={}, follow_up=None, version=chat.version + 1)


def _nameless_event(kind: str, body: bytes) -> bytes | None:
    """Return an event's body without its visitor's name and address, or None when there is none in it."""
    if kind == "message_added":
        message = value_of(Message, body)
        if message.author.kind is AuthorKind.VISITOR and message.author.name:
            return body_of(structs.replace(message, author=structs.replace(message.author, name="")))
        if message.system is SystemLine.CONTACT_LEFT and message.values:
            return body_of(structs.replace(message, values={}))
        return None
    if kind == "visitor_upserted":
        return body_of(structs.replace(value_of(Visitor, body), name=None, email=None, identity=None))
    return body_of(_nameless(value_of(Conversation, body))) if kind == "conversation_upserted" else None

"""Everything that is kept of a person, in all browsers in which the site vouched for them; knows no rights."""

from msgspec import Struct, structs
from sqlalchemy import Connection, select

from operator_console.domain.conversations import Attachment, Conversation
from operator_console.domain.ids import VisitorId
from operator_console.protocol.privacy import ExportedTalk, ExportedVisitor
from operator_console.server.store.erasing import chats_of, visits_of
from operator_console.server.store.identities import same_person
from operator_console.server.store.reads import messages_before, read_visitor
from operator_console.server.store.rows import value_of
from operator_console.server.store.tables import attachments

MAX_MESSAGES = 50_000


class Everything(Struct, frozen=True, kw_only=True):
    """A person, and the files of their chats that visitors may see."""

    person: ExportedVisitor
    files: tuple[Attachment, ...]


def people_of(connection: Connection, visitor_id: VisitorId) -> tuple[VisitorId, ...]:
    """Return the visitor and whoever else the site has vouched for as the same customer."""
    return same_person(connection, visitor_id)


def everything_of(connection: Connection, visitor_id: VisitorId) -> Everything:
    """Return what is kept of a person: not what the team wrote to each other about them."""
    people = same_person(connection, visitor_id)
    visitors = (read_visitor(connection, each) for each in people)
    chats = chats_of(connection, people)
    return Everything(
        person=ExportedVisitor(
            visitors=tuple(each for each in visitors if each is not None),
            visits=visits_of(connection, people),
            chats=tuple(_talk(connection, chat) for chat in chats),
        ),
        files=_files(connection, people, chats),
    )


def _talk(connection: Connection, chat: Conversation) -> ExportedTalk:
    before = chat.last_pos + 1
    messages, _more = messages_before(connection, chat.id, before, MAX_MESSAGES, for_visitor=True)
    told = structs.replace(chat, wrap_up=None, hand_text="", offer=None)
    return ExportedTalk(conversation=told, messages=messages)


def _files(
    connection: Connection, people: tuple[VisitorId, ...], chats: tuple[Conversation, ...]
) -> tuple[Attachment, ...]:
    columns = attachments.c
    theirs = columns.owner.in_(people) | columns.conversation_id.in_([chat.id for chat in chats])
    rows = connection.scalars(select(columns.body).where(theirs, columns.hidden.is_(False)))
    return tuple(value_of(Attachment, body) for body in rows)

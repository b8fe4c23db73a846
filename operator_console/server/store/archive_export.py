"""Chats with everything that colleagues may see of them, as lines of JSON; knows no rights beyond departments."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from operator_console.domain.ids import ConversationId, DepartmentId
from operator_console.protocol.archive import ExportedChat
from operator_console.server.store import archive_comments, reads

MAX_MESSAGES = 5_000
_encoder = msgspec.json.Encoder()


def export_lines(
    connection: Connection, conversation_ids: Sequence[ConversationId], departments: Sequence[DepartmentId]
) -> bytes:
    """Return one line for each of these chats that is there and belongs to one of the departments."""
    lines = bytearray()
    for conversation_id in conversation_ids:
        conversation = reads.read_conversation(connection, conversation_id)
        if conversation is None or conversation.department_id not in departments:
            continue
        visitor = reads.read_visitor(connection, conversation.visitor_id)
        if visitor is None:
            continue
        messages, _more = reads.messages_before(connection, conversation_id, conversation.last_pos + 1, MAX_MESSAGES)
        comments = archive_comments.comments_of(connection, conversation_id)
        chat = ExportedChat(
            conversation=conversation,
            visitor=visitor,
            messages=messages,
            comments=tuple(comment for comment in comments if not comment.removed),
            replies=archive_comments.reply_times(connection, conversation_id),
        )
        lines += _encoder.encode(chat) + b"\n"
    return bytes(lines)

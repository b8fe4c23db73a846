"""Comments of colleagues on chats, and reply times: rows in, values out; knows no rights."""

from collections.abc import Sequence

from msgspec import structs
from sqlalchemy import Connection, func, insert, select, update

from operator_console.domain.archive import ArchiveComment, ReplyTime
from operator_console.domain.ids import AgentId, ConversationId
from operator_console.domain.response_clock import StopReason
from operator_console.server.store.archive_tables import archive_comments
from operator_console.server.store.rows import body_of, micros, moment, value_of
from operator_console.server.store.tables import replies

MAX_REPLIES = 1_000


def comments_of(connection: Connection, conversation_id: ConversationId) -> tuple[ArchiveComment, ...]:
    """Return a chat's comments, oldest first; of removed ones only that they were there."""
    wanted = select(archive_comments.c.body).where(archive_comments.c.conversation_id == conversation_id)
    rows = connection.execute(wanted.order_by(archive_comments.c.at, archive_comments.c.id))
    return tuple(value_of(ArchiveComment, row.body) for row in rows)


def find_comment(connection: Connection, comment_id: str) -> ArchiveComment | None:
    """Return a comment that is not removed, or None."""
    body = connection.scalar(select(archive_comments.c.body).where(archive_comments.c.id == comment_id))
    comment = value_of(ArchiveComment, body) if body is not None else None
    return comment if comment is not None and not comment.removed else None


def add_comment(connection: Connection, comment: ArchiveComment, owner_id: AgentId | None, most: int) -> bool:
    """Add a comment; False when the chat has `most` of them already."""
    columns = archive_comments.c
    count = connection.scalar(select(func.count()).where(columns.conversation_id == comment.conversation_id))
    if (count or 0) >= most:
        return False
    connection.execute(
        insert(archive_comments).values(
            id=comment.id,
            conversation_id=comment.conversation_id,
            owner_id=owner_id,
            seen=owner_id is None or owner_id == comment.author_id,
            at=micros(comment.at),
            body=body_of(comment),
        )
    )
    return True


def change_comment(connection: Connection, comment: ArchiveComment) -> None:
    """Store a comment's new text, or that it is removed; nobody has to look at a removed one."""
    values: dict[str, object] = {"body": body_of(comment)}
    if comment.removed:
        values["seen"] = True
    connection.execute(update(archive_comments).where(archive_comments.c.id == comment.id).values(**values))


def without_text(comment: ArchiveComment) -> ArchiveComment:
    """Return a comment as it is kept once it is removed."""
    return structs.replace(comment, text="", removed=True)


def count_unread(connection: Connection, agent_id: AgentId, conversation_id: ConversationId | None = None) -> int:
    """Return how many comments on an agent's chats, or on one of them, the agent has not seen."""
    columns = archive_comments.c
    wanted = select(func.count()).where(columns.owner_id == agent_id, columns.seen.is_(False))
    if conversation_id is not None:
        wanted = wanted.where(columns.conversation_id == conversation_id)
    return int(connection.scalar(wanted) or 0)


def mark_seen(connection: Connection, agent_id: AgentId, conversation_id: ConversationId) -> None:
    """The agent has seen all comments on this chat of theirs."""
    columns = archive_comments.c
    mine = (columns.owner_id == agent_id) & (columns.conversation_id == conversation_id)
    connection.execute(update(archive_comments).where(mine).values(seen=True))


def reply_times(connection: Connection, conversation_id: ConversationId) -> tuple[ReplyTime, ...]:
    """Return how long the questions of a chat waited, in their order."""
    counted: Sequence[str] = (StopReason.ANSWERED.value, StopReason.HOLDING_LINE.value)
    wanted = (
        select(replies)
        .where(replies.c.conversation_id == conversation_id, replies.c.reason.in_(counted))
        .order_by(replies.c.id)
        .limit(MAX_REPLIES)
    )
    return tuple(
        ReplyTime(
            asked_at=moment(row.started_at),
            answered_at=moment(row.stopped_at),
            waited_s=row.waited_s,
            limit_s=row.limit_s,
            agent_id=row.agent_id,
            first=row.first,
            holding=row.reason == StopReason.HOLDING_LINE.value,
        )
        for row in connection.execute(wanted)
    )

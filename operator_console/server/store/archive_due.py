"""Notes which chats have changed since they were indexed; knows nothing of what stands in the index."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.sqlite import insert

from operator_console.domain.ids import ConversationId
from operator_console.server.store.archive_tables import archive_due
from operator_console.server.store.rows import BulkStatement, plain_sqlite

_note = BulkStatement(
    insert(archive_due)
    .values(conversation_id=bindparam("conversation_id"), at=bindparam("at"))
    .on_conflict_do_update(index_elements=["conversation_id"], set_={"at": text("excluded.at")}),
    ("conversation_id", "at"),
)


def note_due(connection: Connection, conversation_ids: Iterable[ConversationId], at: int) -> None:
    """Note chats that have changed at a moment; nothing where there is no index."""
    if plain_sqlite(connection) is not None:
        _note.run(connection, [(each, at) for each in conversation_ids])


def can_search(connection: Connection) -> bool:
    """Tell whether this database has an index over transcripts."""
    if plain_sqlite(connection) is None:
        return False
    return bool(connection.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'archive_words'")))

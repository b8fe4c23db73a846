"""Tables of the archive: the index over transcripts, what waits to be indexed, used tags, comments of colleagues.

The index itself is a full-text table of SQLite (FTS5) without content of its own, ``archive_words``, which only
migrations and `archive_index` name. PostgreSQL has the tables, but no index: its servers have no archive.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table

from operator_console.server.store.tables import metadata, replies

archive_chats = Table(
    "archive_chats",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("conversation_id", String, nullable=False, unique=True),
    Column("late", Integer, nullable=False),
    Column("comments", Integer, nullable=False),
    Column("tags", String, nullable=False),
    Column("marks", String, nullable=False),
    Column("parts", LargeBinary, nullable=False),
)
"""A chat as it stands in the index. The id is its beginning in hundredths of a second: newest is greatest.

The marks and the (compressed) parts are exactly what was indexed, because taking it out again needs that.
"""

archive_due = Table(
    "archive_due",
    metadata,
    Column("conversation_id", String, primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),
)
"""Chats that have changed since they were indexed, in the transaction of that change."""

archive_tags = Table(
    "archive_tags",
    metadata,
    Column("site_id", String, primary_key=True),
    Column("tag", String, primary_key=True),
    Column("chats", Integer, nullable=False),
)

archive_comments = Table(
    "archive_comments",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation_id", String, nullable=False, index=True),
    Column("owner_id", String, nullable=True),
    Column("seen", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_archive_comments_owner_id_seen", "owner_id", "seen"),
)
"""The owner is the agent whose chat it is; `seen` by them."""

replies_of_conversation = Index("ix_replies_conversation_id", replies.c.conversation_id)

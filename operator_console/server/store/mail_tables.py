"""The table of outgoing mails: what was asked for, how it stands and when it is tried again."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from operator_console.server.store.tables import metadata

mails = Table(
    "mails",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation_id", String, nullable=False, index=True),
    Column("asked_by", String, nullable=False),
    Column("client_id", String, nullable=False),
    Column("address", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("uq_mails_asked_by_client_id", "asked_by", "client_id", unique=True),
    Index("ix_mails_address_at", "address", "at"),
    Index("ix_mails_state_due_at", "state", "due_at"),
)
"""Who takes a mail to send it moves `due_at` on first, so that no other server takes it too."""

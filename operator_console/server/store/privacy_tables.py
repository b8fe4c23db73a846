"""Tables about people's privacy: tokens of identity that were used, and what was erased because it was old."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from operator_console.server.store.tables import metadata

identity_tokens = Table(
    "identity_tokens",
    metadata,
    Column("key", String, primary_key=True),
    Column("visit_id", String, nullable=False),
    Column("until", BigInteger, nullable=False, index=True),
)
"""Tokens that a visit has shown, until they expire: another visit that shows one of them is nobody by it."""

retention_runs = Table(
    "retention_runs",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    Column("site_id", String, nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger, nullable=False),
    Column("chats_before", BigInteger, nullable=True),
    Column("visits_before", BigInteger, nullable=True),
    Column("contacts_before", BigInteger, nullable=True),
    Column("chats", Integer, nullable=False),
    Column("visits", Integer, nullable=False),
    Column("contacts", Integer, nullable=False),
    Column("files", Integer, nullable=False),
    Index("ix_retention_runs_site_id", "site_id", "started_at"),
)
"""One row per run and site: what was older than which moment and is erased; no moment where it is kept for ever."""

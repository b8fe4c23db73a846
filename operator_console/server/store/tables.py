"""The server's tables as they are now; migrations keep their own copies, so that history does not change.

Times are microseconds since 1970 (UTC). A ``body`` is the whole domain value as JSON; the other columns are what
queries need. The events of a conversation are its transcript: a message stands once, in the event that added it.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    literal_column,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_big_id = BigInteger().with_variant(Integer(), "sqlite")

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

departments = Table(
    "departments", metadata, Column("id", String, primary_key=True), Column("name", String, nullable=False)
)

sites = Table(
    "sites",
    metadata,
    Column("id", String, primary_key=True),
    Column("department_id", String, ForeignKey("departments.id"), nullable=False),
    Column("last_number", Integer, nullable=False, default=0),
    Column("body", LargeBinary, nullable=False),
)

site_settings = Table(
    "site_settings",
    metadata,
    Column("site_id", String, ForeignKey("sites.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What sites' owners set; a site without a row has the defaults."""

hours_followed = Table(
    "hours_followed",
    metadata,
    Column("site_id", String, ForeignKey("sites.id"), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
)
"""Up to when the clocks of a site's chats have followed its hours, as they were in this version of its settings."""

call_backs = Table(
    "call_backs",
    metadata,
    Column("id", String, primary_key=True),
    Column("site_id", String, ForeignKey("sites.id"), nullable=False),
    Column("department_id", String, nullable=False),
    Column("visitor_id", String, ForeignKey("visitors.id"), nullable=False, index=True),
    Column("client_id", String, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("state", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("visitor_id", "client_id"),
    Index("ix_call_backs_department_state", "department_id", "state"),
)
"""Call-back requests; `client_id` is that of the visitor's last word on it."""

site_secrets = Table(
    "site_secrets",
    metadata,
    Column("id", String, primary_key=True),
    Column("site_id", String, ForeignKey("sites.id"), nullable=False, index=True),
    Column("key", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)
"""Keys that a site's own server signs with; they cannot be hashed, for signatures are checked with them."""

agents = Table(
    "agents",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False, unique=True),
    Column("password_hash", String, nullable=False),
    Column("status", String, nullable=False),
    Column("disabled", Boolean, nullable=False, default=False),
    Column("body", LargeBinary, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("agent_id", String, ForeignKey("agents.id"), nullable=False, index=True),
    Column("device", String, nullable=False),
    Column("access_hash", String, nullable=False, index=True),
    Column("access_until", BigInteger, nullable=False),
    Column("refresh_hash", String, nullable=False, index=True),
    Column("refresh_until", BigInteger, nullable=False),
    Column("used_refresh_hash", String, nullable=True, index=True),
    Column("refreshed_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger, nullable=True),
    Column("started_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("last_used_at", BigInteger, nullable=False),
    Column("proven", Boolean, nullable=False),
    Column("revoked_why", String, nullable=True),
)

used_refresh_tokens = Table(
    "used_refresh_tokens",
    metadata,
    Column("hash", String, primary_key=True),
    Column("session_id", String, ForeignKey("sessions.id"), nullable=False),
)

visitors = Table(
    "visitors",
    metadata,
    Column("id", String, primary_key=True),
    Column("site_id", String, ForeignKey("sites.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("token_hash", String, nullable=False, index=True),
    Column("subject", String, nullable=True),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("site_id", "number"),
)
_vouched = visitors.c.subject.is_not(None)
Index("ix_visitors_subject", visitors.c.subject, visitors.c.site_id, sqlite_where=_vouched, postgresql_where=_vouched)

visits = Table(
    "visits",
    metadata,
    Column("id", String, primary_key=True),
    Column("visitor_id", String, ForeignKey("visitors.id"), nullable=False),
    Column("visit_key", String, nullable=False),
    Column("last_seen_at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("visitor_id", "visit_key"),
    Index("ix_visits_last_seen_at", "last_seen_at"),
)

invitation_counts = Table(
    "invitation_counts",
    metadata,
    Column("site_id", String, primary_key=True),
    Column("rule_id", String, primary_key=True),
    Column("text_id", String, primary_key=True),
    Column("day", BigInteger, primary_key=True, autoincrement=False),
    Column("what", String, primary_key=True),
    Column("amount", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What became of invitations: `day` is where the local day on which they were shown begins; by hand both ids are ""."""

conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("site_id", String, nullable=False),
    Column("department_id", String, nullable=False),
    Column("visitor_id", String, ForeignKey("visitors.id"), nullable=False),
    Column("agent_id", String, nullable=True),
    Column("state", String, nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("asked_at", BigInteger, nullable=True),  # since when people are asked; never, while the bot has it
    Column("last_pos", BigInteger, nullable=False),
    Column("first_text", String, nullable=False),
    Column("owner_lost_at", BigInteger, nullable=True),
    Column("offered_agent_id", String, nullable=True),
    Column("offered_department_id", String, nullable=True),
    Column("body", LargeBinary, nullable=False),
    Index("ix_conversations_visitor_id", "visitor_id", "started_at"),
    Index("ix_conversations_state", "state"),
)

leases = Table(
    "leases", metadata, Column("agent_id", String, primary_key=True), Column("until", BigInteger, nullable=False)
)

streams = Table(
    "streams", metadata, Column("name", String, primary_key=True), Column("pos", BigInteger, nullable=False)
)

events = Table(
    "events",
    metadata,
    Column("id", _big_id, primary_key=True, autoincrement=True),
    Column("stream", String, nullable=False),
    Column("pos", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("sender", String, nullable=False),
    Column("client_id", String, nullable=True),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("stream", "pos"),
)
_sent = events.c.client_id.is_not(None)
Index(
    "uq_events_client_id_sender_stream",
    events.c.client_id,
    events.c.sender,
    events.c.stream,
    unique=True,
    sqlite_where=_sent,
    postgresql_where=_sent,
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("conversation_id", String, nullable=True),
    Column("hidden", Boolean, nullable=False, default=False),
    Column("created_at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

replies = Table(
    "replies",
    metadata,
    Column("id", _big_id, primary_key=True, autoincrement=True),
    Column("conversation_id", String, nullable=False),
    Column("site_id", String, nullable=False),
    Column("agent_id", String, nullable=True),
    Column("started_at", BigInteger, nullable=False),
    Column("stopped_at", BigInteger, nullable=False),
    Column("waited_s", Float, nullable=False),
    Column("limit_s", Float, nullable=False),
    Column("reason", String, nullable=False),
    Column("first", Boolean, nullable=False),
    Column("department_id", String, nullable=True),
    Index("ix_replies_agent_id_stopped_at", "agent_id", "stopped_at"),
)
_left = replies.c.reason == literal_column("'visitor_gone'")
Index("ix_replies_visitor_gone", replies.c.conversation_id, sqlite_where=_left, postgresql_where=_left)

figures = Table(
    "figures",
    metadata,
    Column("hour", BigInteger, primary_key=True, autoincrement=False),
    Column("site_id", String, primary_key=True),
    Column("department_id", String, primary_key=True),
    Column("agent_id", String, primary_key=True),
    Column("what", String, primary_key=True),
    Column("amount", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Newest counts of `domain.figures`: `hour` is a local hour's beginning in seconds since 1970; nobody's agent is ""."""

packed_figures = Table(
    "packed_figures",
    metadata,
    Column("hour", BigInteger, primary_key=True, autoincrement=False),
    Column("site_id", String, primary_key=True),
    Column("department_id", String, primary_key=True),
    Column("agent_id", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Counts that were in `figures` before, all of one cell together; what is true is the sum of both tables."""

held_chats = Table(
    "held_chats",
    metadata,
    Column("conversation_id", String, primary_key=True),
    Column("site_id", String, nullable=False),
    Column("department_id", String, nullable=False),
    Column("agent_id", String, nullable=False),
    Column("since", BigInteger, nullable=False),
)
"""Since when each assigned chat is its owner's; its time is counted when that ends."""

status_periods = Table(
    "status_periods",
    metadata,
    Column("id", _big_id, primary_key=True, autoincrement=True),
    Column("agent_id", String, nullable=False),
    Column("status", String, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=True),
    Index("ix_status_periods_since", "since"),
    Index("ix_status_periods_agent_id", "agent_id"),
)
"""When agents were in which status; offline is what lies between. An open one was still true at `seen_at`."""

articles = Table(
    "articles",
    metadata,
    Column("site_id", String, ForeignKey("sites.id"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("version", BigInteger, nullable=False, index=True),
    Column("deleted", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What visitors read and desks copy."""

article_heads = Table(
    "article_heads",
    metadata,
    Column("site_id", String, ForeignKey("sites.id"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("published_revision", Integer, nullable=True),
    Column("removed", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""The newest revision of each article as a card; its row is the lock under which revisions get their numbers."""

article_revisions = Table(
    "article_revisions",
    metadata,
    Column("site_id", String, ForeignKey("sites.id"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by", String, nullable=False),
    Column("published", Boolean, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("remark", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

article_pictures = Table(
    "article_pictures",
    metadata,
    Column("id", String, primary_key=True),
    Column("created_at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""Pictures within articles; an id is the hash of the content, which is a file."""

article_uses = Table(
    "article_uses",
    metadata,
    Column("conversation_id", String, primary_key=True),
    Column("client_id", String, primary_key=True),
    Column("site_id", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("agent_id", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("outcome", String, nullable=True),
    Index("ix_article_uses_site_id", "site_id", "key", "language"),
)
"""The outcome is that of the conversation, written when it is wrapped up."""

missing_articles = Table(
    "missing_articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("site_id", String, ForeignKey("sites.id"), nullable=False),
    Column("language", String, nullable=False),
    Column("question_key", String, nullable=False),
    Column("question", String, nullable=False),
    Column("conversation_id", String, nullable=True),
    Column("asked", Integer, nullable=False),
    Column("by", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("closed_at", BigInteger, nullable=True),
)
_open = missing_articles.c.closed_at.is_(None)
Index(
    "uq_missing_articles_site_id_language_question_key",
    missing_articles.c.site_id,
    missing_articles.c.language,
    missing_articles.c.question_key,
    unique=True,
    sqlite_where=_open,
    postgresql_where=_open,
)

practice_cases = Table(
    "practice_cases",
    metadata,
    Column("id", String, primary_key=True),
    Column("site_id", String, ForeignKey("sites.id"), nullable=False, index=True),
    Column("language", String, nullable=False),
    Column("title", String, nullable=False),
    Column("created_by", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("deleted", Boolean, nullable=False, default=False),
    Column("body", LargeBinary, nullable=False),
)
"""Dialogues to practise with, whose facts are masked."""

audit = Table(
    "audit",
    metadata,
    Column("id", _big_id, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False, index=True),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("object", String, nullable=False),
    Column("result", String, nullable=False, server_default=""),
    Column("address", String, nullable=False, server_default=""),
)

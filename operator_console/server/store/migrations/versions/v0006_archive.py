"""The archive: index over transcripts, what waits to be indexed, used tags, comments of colleagues."""

import sqlalchemy as sa
from alembic import op

revision = "v0006_archive"
down_revision = "v0005_offers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive_chats",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("tags", sa.String(), nullable=False),
        sa.Column("marks", sa.String(), nullable=False),
        sa.Column("parts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_chats")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_archive_chats_conversation_id")),
    )
    op.create_table(
        "archive_due",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_archive_due")),
    )
    op.create_index(op.f("ix_archive_due_at"), "archive_due", ["at"])
    op.create_table(
        "archive_tags",
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("chats", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "tag", name=op.f("pk_archive_tags")),
    )
    op.create_table(
        "archive_comments",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_comments")),
    )
    op.create_index(op.f("ix_archive_comments_conversation_id"), "archive_comments", ["conversation_id"])
    op.create_index("ix_archive_comments_owner_id_seen", "archive_comments", ["owner_id", "seen"])
    op.create_index("ix_replies_conversation_id", "replies", ["conversation_id"])
    _make_index()


def _make_index() -> None:
    """Make the index where the database is SQLite, and let what is there wait for the running server's upkeep."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        return
    if not bind.scalar(sa.text("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'")):
        return
    op.execute(
        "CREATE VIRTUAL TABLE archive_words USING fts5(marks, text, content='', "
        "tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3 4')"
    )
    op.execute("INSERT INTO archive_due (conversation_id, at) SELECT id, started_at FROM conversations")

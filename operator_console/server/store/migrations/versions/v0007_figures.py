"""Counts for the figures, whose each chat is since when, and periods of agents' statuses; the next start counts."""

import sqlalchemy as sa
from alembic import op

revision = "v0007_figures"
down_revision = "v0006_archive"
branch_labels = None
depends_on = None

_LEFT = sa.text("reason = 'visitor_gone'")


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("hour", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("site_id", "department_id", "agent_id", "what")),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hour", "site_id", "department_id", "agent_id", "what", name=op.f("pk_figures")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "packed_figures",
        sa.Column("hour", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("site_id", "department_id", "agent_id")),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hour", "site_id", "department_id", "agent_id", name=op.f("pk_packed_figures")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "held_chats",
        sa.Column("conversation_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("site_id", "department_id", "agent_id")),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_held_chats")),
    )
    op.create_table(
        "status_periods",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("agent_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_periods")),
    )
    op.create_index(op.f("ix_status_periods_since"), "status_periods", ["since"])
    op.create_index(op.f("ix_status_periods_agent_id"), "status_periods", ["agent_id"])
    # Where it was measured; of older ones only the chat's last department is known.
    op.add_column("replies", sa.Column("department_id", sa.String(), nullable=True))
    op.create_index(
        "ix_replies_visitor_gone", "replies", ["conversation_id"], sqlite_where=_LEFT, postgresql_where=_LEFT
    )

"""Leases of agents on their chats, and which chats anybody may take over."""

import sqlalchemy as sa
from alembic import op

revision = "v0002_leases"
down_revision = "v0001_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("agent_id", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("agent_id", name=op.f("pk_leases")),
    )
    op.add_column("conversations", sa.Column("owner_lost_at", sa.BigInteger(), nullable=True))

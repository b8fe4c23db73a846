"""To whom a conversation is offered, so that an agent's and a department's list can be read with their offers."""

import sqlalchemy as sa
from alembic import op

revision = "v0005_offers"
down_revision = "v0004_articles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("offered_agent_id", sa.String(), nullable=True))
    op.add_column("conversations", sa.Column("offered_department_id", sa.String(), nullable=True))

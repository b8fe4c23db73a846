"""The visitor's side: what sites' owners set, outgoing mails."""

import sqlalchemy as sa
from alembic import op

revision = "v0008_visitors_side"
down_revision = "v0007_figures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_settings",
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_site_settings_site_id_sites")),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_site_settings")),
    )
    op.create_table(
        "site_secrets",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_site_secrets_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_secrets")),
    )
    op.create_index(op.f("ix_site_secrets_site_id"), "site_secrets", ["site_id"])
    op.create_table(
        "mails",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
    )
    op.create_index("ix_mails_conversation_id", "mails", ["conversation_id"])
    op.create_index("uq_mails_asked_by_client_id", "mails", ["asked_by", "client_id"], unique=True)
    op.create_index("ix_mails_address_at", "mails", ["address", "at"])
    op.create_index("ix_mails_state_due_at", "mails", ["state", "due_at"])
    # -- invitations
    op.create_table(
        "invitation_counts",
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("text_id", sa.String(), nullable=False),
        sa.Column("day", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "rule_id", "text_id", "day", "what", name=op.f("pk_invitation_counts")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_visits_last_seen_at", "visits", ["last_seen_at"])
    op.add_column("conversations", sa.Column("asked_at", sa.BigInteger(), nullable=True))
    op.execute("UPDATE conversations SET asked_at = started_at")

    # -- opening hours and call-back requests
    op.create_table(
        "hours_followed",
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_hours_followed_site_id_sites")),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_hours_followed")),
    )
    op.create_table(
        "call_backs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("department_id", sa.String(), nullable=False),
        sa.Column("visitor_id", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_call_backs_site_id_sites")),
        sa.ForeignKeyConstraint(["visitor_id"], ["visitors.id"], name=op.f("fk_call_backs_visitor_id_visitors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_backs")),
        sa.UniqueConstraint("visitor_id", "client_id", name=op.f("uq_call_backs_visitor_id_client_id")),
    )
    op.create_index(op.f("ix_call_backs_visitor_id"), "call_backs", ["visitor_id"])
    op.create_index("ix_call_backs_department_state", "call_backs", ["department_id", "state"])
    _privacy()


def _privacy() -> None:
    op.add_column("visitors", sa.Column("subject", sa.String(), nullable=True))
    vouched = sa.text("subject IS NOT NULL")
    op.create_index(
        "ix_visitors_subject", "visitors", ["subject", "site_id"], sqlite_where=vouched, postgresql_where=vouched
    )
    op.create_table(
        "identity_tokens",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_identity_tokens")),
    )
    op.create_index(op.f("ix_identity_tokens_until"), "identity_tokens", ["until"])
    op.create_table(
        "retention_runs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("chats_before", sa.BigInteger(), nullable=True),
        sa.Column("visits_before", sa.BigInteger(), nullable=True),
        sa.Column("contacts_before", sa.BigInteger(), nullable=True),
        sa.Column("chats", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_runs")),
    )
    op.create_index("ix_retention_runs_site_id", "retention_runs", ["site_id", "started_at"])

"""Lives of sign-ins, refresh tokens that were used, and an audit log to which lines can only be added."""

import sqlalchemy as sa
from alembic import op

revision = "v0003_sign_in"
down_revision = "v0002_leases"
branch_labels = None
depends_on = None

FOREVER = 2**62


def upgrade() -> None:
    op.add_column("sessions", sa.Column("started_at", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("sessions", sa.Column("ends_at", sa.BigInteger(), nullable=False, server_default=str(FOREVER)))
    op.add_column("sessions", sa.Column("last_used_at", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("sessions", sa.Column("proven", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("sessions", sa.Column("revoked_why", sa.String(), nullable=True))
    # Sign-ins of before get ninety days from their last use.
    op.execute("UPDATE sessions SET started_at = refreshed_at, last_used_at = refreshed_at")
    op.execute("UPDATE sessions SET ends_at = refreshed_at + 7776000000000")
    op.create_table(
        "used_refresh_tokens",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_used_refresh_tokens_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_used_refresh_tokens")),
    )
    op.execute(
        "INSERT INTO used_refresh_tokens (hash, session_id) "
        "SELECT DISTINCT used_refresh_hash, id FROM sessions WHERE used_refresh_hash IS NOT NULL"
    )
    op.add_column("audit", sa.Column("result", sa.String(), nullable=False, server_default=""))
    op.add_column("audit", sa.Column("address", sa.String(), nullable=False, server_default=""))
    op.create_index(op.f("ix_audit_at"), "audit", ["at"])
    _close_audit()


def _close_audit() -> None:
    """Let the database itself refuse to change or to delete a line."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
            )
        # REPLACE deletes the earlier line without asking the trigger above.
        op.execute(
            "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit "
            "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )

"""Revisions of articles, their pictures, uses and gaps, and cases to practise with."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "v0004_articles"
down_revision = "v0003_sign_in"
branch_labels = None
depends_on = None

_NAME = ("site_id", "key", "language")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ROWS_AT_ONCE = 500


def upgrade() -> None:
    _make_revisions()
    _make_use()
    op.create_table(
        "practice_cases",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_practice_cases_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_cases")),
    )
    op.create_index(op.f("ix_practice_cases_site_id"), "practice_cases", ["site_id"])
    _begin_history()


def _make_revisions() -> None:
    op.create_table(
        "article_heads",
        *(sa.Column(name, sa.String(), nullable=False) for name in _NAME),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("published_revision", sa.Integer(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_article_heads_site_id_sites")),
        sa.PrimaryKeyConstraint(*_NAME, name=op.f("pk_article_heads")),
    )
    op.create_table(
        "article_revisions",
        *(sa.Column(name, sa.String(), nullable=False) for name in _NAME),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_article_revisions_site_id_sites")),
        sa.PrimaryKeyConstraint(*_NAME, "number", name=op.f("pk_article_revisions")),
    )
    op.create_table(
        "article_pictures",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_pictures")),
    )


def _make_use() -> None:
    op.create_table(
        "article_uses",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _NAME),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("agent_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("conversation_id", "client_id", *_NAME, "kind", name=op.f("pk_article_uses")),
    )
    op.create_index("ix_article_uses_site_id", "article_uses", list(_NAME))
    op.create_table(
        "missing_articles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_missing_articles_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_articles")),
    )
    op.create_index(
        "uq_missing_articles_site_id_language_question_key",
        "missing_articles",
        ["site_id", "language", "question_key"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def _begin_history() -> None:
    """Make what is there the first revision of every article."""
    names: list[sa.ColumnClause[Any]] = [sa.column(name) for name in (*_NAME, "deleted", "body")]
    found = op.get_bind().execute(sa.select(*names).select_from(sa.table("articles"))).all()
    heads = sa.table("article_heads", *map(sa.column, (*_NAME, "revision", "published_revision", "removed", "body")))
    revisions = sa.table(
        "article_revisions",
        *map(sa.column, (*_NAME, "number", "at", "by", "published", "removed", "remark", "body")),
    )
    for start in range(0, len(found), _ROWS_AT_ONCE):
        rows = found[start : start + _ROWS_AT_ONCE]
        op.bulk_insert(heads, [_head(row) for row in rows])
        op.bulk_insert(revisions, [_revision(row) for row in rows])


def _head(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a table as it was
    value = json.loads(row.body)
    card = {name: value[name] for name in (*_NAME, "title", "summary")}
    card |= {"tags": value.get("tags", []), "owner": value.get("owner", ""), "review": value.get("review")}
    card |= {"revision": 1, "published_revision": None if row.deleted else 1, "changed_at": value.get("updated_at")}
    return {
        **{name: getattr(row, name) for name in _NAME},
        "revision": 1,
        "published_revision": card["published_revision"],
        "removed": bool(row.deleted),
        "body": json.dumps(card).encode(),
    }


def _revision(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a table as it was
    at = json.loads(row.body).get("updated_at")
    moment = datetime.fromisoformat(at) if at else datetime.now(UTC)
    return {
        **{name: getattr(row, name) for name in _NAME},
        "number": 1,
        "at": (moment - _EPOCH) // timedelta(microseconds=1),
        "by": "",
        "published": not row.deleted,
        "removed": bool(row.deleted),
        "remark": "",
        "body": row.body,
    }

"""How articles are used and what was not found, and pictures within them: rows in, values out."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, case, distinct, func, insert, select, update

from operator_console.domain.articles import ArticleFigures, MissingArticle
from operator_console.domain.conversations import Conversation, Outcome
from operator_console.domain.ids import ArticleKey, ConversationId, SiteId
from operator_console.protocol.articles import ArticleUse, ReportMissing
from operator_console.server.store.rows import body_of, micros, moment, value_of
from operator_console.server.store.tables import article_heads, article_pictures, article_uses, missing_articles

MAX_MISSING = 500


class KeptPicture(Struct, frozen=True, kw_only=True):
    """What is known of a picture within articles; its content is a file under its id."""

    id: str
    content_type: str
    size_bytes: int
    width_px: int
    height_px: int


def add_use(connection: Connection, use: ArticleUse, conversation: Conversation, agent_id: str, at: datetime) -> bool:
    """Count a use and tell whether it was counted: not a second time, and not of an article that never was."""
    name = {"site_id": use.site_id, "key": use.key, "language": use.language}
    is_known = select(article_heads.c.revision).where(*(article_heads.c[each] == value for each, value in name.items()))
    if connection.scalar(is_known) is None:
        return False
    values = {**name, "conversation_id": conversation.id, "client_id": use.client_id, "kind": use.kind.value}
    is_there = select(article_uses.c.at).where(*(article_uses.c[each] == value for each, value in values.items()))
    if connection.scalar(is_there) is not None:
        return False
    outcome = conversation.wrap_up.outcome.value if conversation.wrap_up is not None else None
    connection.execute(insert(article_uses).values(**values, agent_id=agent_id, at=micros(at), outcome=outcome))
    return True


def read_figures(connection: Connection, site_ids: tuple[SiteId, ...]) -> tuple[ArticleFigures, ...]:
    """Return how every article of some sites does that was used."""
    uses = article_uses.c
    closed = uses.outcome.is_not(None) & (uses.outcome != Outcome.NO_ANSWER.value)
    solved = uses.outcome.in_([Outcome.SOLVED.value, Outcome.SALE.value])
    wanted = (
        select(
            uses.site_id,
            uses.key,
            uses.language,
            func.count(),
            func.count(distinct(uses.conversation_id)),
            func.count(distinct(case((closed, uses.conversation_id)))),
            func.count(distinct(case((solved, uses.conversation_id)))),
            func.max(uses.at),
        )
        .where(uses.site_id.in_(site_ids))
        .group_by(uses.site_id, uses.key, uses.language)
    )
    return tuple(
        ArticleFigures(
            site_id=SiteId(site_id),
            key=ArticleKey(key),
            language=language,
            uses=count,
            chats=chats,
            closed=ended,
            solved=good,
            last_used_at=moment(last),
        )
        for site_id, key, language, count, chats, ended, good, last in connection.execute(wanted)
    )


def report_missing(connection: Connection, report: ReportMissing, new_id: str, by: str, at: datetime) -> None:
    """Add an open question, or count the same one again; twice from one conversation is once."""
    table = missing_articles.c
    question_key = " ".join(report.question.casefold().split())
    row = connection.execute(
        select(table.id, table.conversation_id)
        .where(
            table.site_id == report.site_id,
            table.language == report.language,
            table.question_key == question_key,
            table.closed_at.is_(None),
        )
        .with_for_update()
    ).one_or_none()
    last = {"conversation_id": report.conversation_id, "by": by, "at": micros(at)}
    if row is None:
        place = {"site_id": report.site_id, "language": report.language, "question_key": question_key}
        connection.execute(
            insert(missing_articles).values(id=new_id, question=report.question, asked=1, **place, **last)
        )
    elif report.conversation_id is None or row.conversation_id != report.conversation_id:
        connection.execute(update(missing_articles).where(table.id == row.id).values(asked=table.asked + 1, **last))


def read_missing(connection: Connection, site_ids: tuple[SiteId, ...]) -> tuple[MissingArticle, ...]:
    """Return the open questions of some sites, most asked first."""
    table = missing_articles.c
    wanted = (
        select(missing_articles)
        .where(table.site_id.in_(site_ids), table.closed_at.is_(None))
        .order_by(table.asked.desc(), table.at.desc())
        .limit(MAX_MISSING)
    )
    return tuple(
        MissingArticle(
            id=row.id,
            site_id=SiteId(row.site_id),
            language=row.language,
            question=row.question,
            conversation_id=ConversationId(row.conversation_id) if row.conversation_id else None,
            asked=row.asked,
            by=row.by,
            at=moment(row.at),
        )
        for row in connection.execute(wanted)
    )


def site_of_missing(connection: Connection, missing_id: str) -> SiteId | None:
    """Return the site of an open question, or None."""
    table = missing_articles.c
    found = connection.scalar(select(table.site_id).where(table.id == missing_id, table.closed_at.is_(None)))
    return SiteId(found) if found is not None else None


def close_missing(connection: Connection, missing_id: str, at: datetime) -> None:
    """Take a question from the list."""
    table = missing_articles.c
    open_one = (table.id == missing_id) & table.closed_at.is_(None)
    connection.execute(update(missing_articles).where(open_one).values(closed_at=micros(at)))


def add_picture(connection: Connection, picture: KeptPicture, at: datetime) -> None:
    """Store what is known of a picture; the same picture again is the same."""
    if read_picture(connection, picture.id) is None:
        connection.execute(insert(article_pictures).values(id=picture.id, created_at=micros(at), body=body_of(picture)))


def read_picture(connection: Connection, picture_id: str) -> KeptPicture | None:
    """Return what is known of a picture, or None."""
    body = connection.scalar(select(article_pictures.c.body).where(article_pictures.c.id == picture_id))
    return value_of(KeptPicture, body) if body is not None else None

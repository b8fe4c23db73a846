"""Practice cases in the database; each function is given a connection in a transaction, knows no rights."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select, update

from operator_console.domain.ids import AgentId, SiteId
from operator_console.domain.practice import PracticeCase
from operator_console.server.store.rows import body_of, micros, value_of
from operator_console.server.store.tables import practice_cases


def cases_of(connection: Connection, site_ids: Sequence[SiteId], limit: int) -> tuple[PracticeCase, ...]:
    """Return the newest cases of these sites, newest first."""
    columns = practice_cases.c
    found = connection.execute(
        select(columns.body)
        .where(columns.site_id.in_(site_ids), columns.deleted.is_(False))
        .order_by(columns.created_at.desc(), columns.id)
        .limit(limit)
    )
    return tuple(value_of(PracticeCase, row.body) for row in found)


def find_case(connection: Connection, case_id: str) -> PracticeCase | None:
    """Return a case that is not removed, or None."""
    columns = practice_cases.c
    body = connection.scalar(select(columns.body).where(columns.id == case_id, columns.deleted.is_(False)))
    return None if body is None else value_of(PracticeCase, body)


def keep_case(connection: Connection, case: PracticeCase, by: AgentId, most: int) -> bool:
    """Add a case; False when its site has `most` of them already."""
    columns = practice_cases.c
    count = connection.scalar(select(func.count()).where(columns.site_id == case.site_id, columns.deleted.is_(False)))
    if (count or 0) >= most:
        return False
    connection.execute(
        insert(practice_cases).values(
            id=case.id,
            site_id=case.site_id,
            language=case.dialogue.language,
            title=case.dialogue.title,
            created_by=by,
            created_at=0 if case.at is None else micros(case.at),
            deleted=False,
            body=body_of(case),
        )
    )
    return True


def remove_case(connection: Connection, case_id: str) -> None:
    """Mark a case as removed and forget what it says."""
    connection.execute(
        update(practice_cases).where(practice_cases.c.id == case_id).values(deleted=True, title="", body=b"{}")
    )

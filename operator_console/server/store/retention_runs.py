"""What was erased because it was old, as rows that stay: proof for the site's owner; knows no person."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from operator_console.domain.ids import SiteId
from operator_console.protocol.privacy import RetentionRun
from operator_console.server.store.privacy_tables import retention_runs
from operator_console.server.store.rows import micros, moment

MAX_RUNS = 100


def add_run(connection: Connection, run: RetentionRun) -> None:
    """Keep what a run did."""
    connection.execute(
        insert(retention_runs).values(
            site_id=run.site_id,
            started_at=micros(run.started_at),
            ended_at=micros(run.ended_at),
            chats_before=_micros(run.chats_before),
            visits_before=_micros(run.visits_before),
            contacts_before=_micros(run.contacts_before),
            chats=run.chats,
            visits=run.visits,
            contacts=run.contacts,
            files=run.files,
        )
    )


def read_runs(connection: Connection, site_id: SiteId) -> tuple[RetentionRun, ...]:
    """Return a site's newest runs, newest first."""
    mine = select(retention_runs).where(retention_runs.c.site_id == site_id)
    rows = connection.execute(mine.order_by(retention_runs.c.started_at.desc()).limit(MAX_RUNS))
    return tuple(
        RetentionRun(
            site_id=SiteId(row.site_id),
            started_at=moment(row.started_at),
            ended_at=moment(row.ended_at),
            chats_before=_moment(row.chats_before),
            visits_before=_moment(row.visits_before),
            contacts_before=_moment(row.contacts_before),
            chats=row.chats,
            visits=row.visits,
            contacts=row.contacts,
            files=row.files,
        )
        for row in rows
    )


def last_runs(connection: Connection) -> dict[SiteId, datetime]:
    """Return when each site's last run began."""
    last = select(retention_runs.c.site_id, func.max(retention_runs.c.started_at).label("at"))
    rows = connection.execute(last.group_by(retention_runs.c.site_id))
    return {SiteId(row.site_id): moment(row.at) for row in rows}


def _micros(at: datetime | None) -> int | None:
    return micros(at) if at is not None else None


def _moment(at: int | None) -> datetime | None:
    return moment(at) if at is not None else None

"""Up to when clocks have followed a site's hours, as rows; each function is given a connection, knows no rule."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from operator_console.domain.ids import SiteId
from operator_console.server.store.rows import micros, moment
from operator_console.server.store.tables import hours_followed


def read_followed(connection: Connection, site_id: SiteId) -> tuple[datetime, int] | None:
    """Return up to when, and by which version of the settings, clocks were brought; None when they never were."""
    wanted = select(hours_followed).where(hours_followed.c.site_id == site_id).with_for_update()
    row = connection.execute(wanted).one_or_none()
    return (moment(row.at), row.version) if row is not None else None


def put_followed(connection: Connection, site_id: SiteId, at: datetime, version: int) -> None:
    """Keep it."""
    values = {"at": micros(at), "version": version}
    wanted = hours_followed.c.site_id == site_id
    if not connection.execute(update(hours_followed).where(wanted).values(values)).rowcount:
        connection.execute(insert(hours_followed).values(site_id=site_id, **values))

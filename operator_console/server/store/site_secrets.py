"""Keys with which a site's own server vouches for its customers: rows in, values out; knows no token and no rights."""

import secrets
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select

from operator_console.domain.ids import SiteId, new_id
from operator_console.server.store.database import touch_directory
from operator_console.server.store.rows import micros, moment
from operator_console.server.store.tables import site_secrets

KEY_BYTES = 32
KEYS_KEPT = 2
"""The newest key and the one before it, so that a shop can go over to the new one without a moment of neither."""


class SiteKey(Struct, frozen=True, kw_only=True):
    """A key of a site; `secret` is shown to people once, when it is made."""

    id: str
    site_id: SiteId
    secret: str
    created_at: datetime


def read_keys(connection: Connection) -> dict[SiteId, tuple[str, ...]]:
    """Return the secrets that serve each site, newest first; a site without any has no entry."""
    found: dict[SiteId, tuple[str, ...]] = {}
    newest_first = select(site_secrets).order_by(site_secrets.c.created_at.desc(), site_secrets.c.id.desc())
    for row in connection.execute(newest_first):
        site_id = SiteId(row.site_id)
        found[site_id] = (*found.get(site_id, ()), row.key)
    return found


def keys_of(connection: Connection, site_id: SiteId) -> tuple[SiteKey, ...]:
    """Return a site's keys, newest first."""
    wanted = select(site_secrets).where(site_secrets.c.site_id == site_id)
    rows = connection.execute(wanted.order_by(site_secrets.c.created_at.desc(), site_secrets.c.id.desc()))
    return tuple(
        SiteKey(id=row.id, site_id=SiteId(row.site_id), secret=row.key, created_at=moment(row.created_at))
        for row in rows
    )


def make_key(connection: Connection, site_id: SiteId, now: datetime) -> SiteKey:
    """Make a new key of a site; of the earlier ones the newest goes on to serve, the others end."""
    for earlier in keys_of(connection, site_id)[KEYS_KEPT - 1 :]:
        connection.execute(delete(site_secrets).where(site_secrets.c.id == earlier.id))
    made = SiteKey(id=new_id("ik"), site_id=site_id, secret=secrets.token_urlsafe(KEY_BYTES), created_at=now)
    connection.execute(
        insert(site_secrets).values(id=made.id, site_id=site_id, key=made.secret, created_at=micros(now))
    )
    touch_directory(connection)
    return made


def end_key(connection: Connection, site_id: SiteId, key_id: str) -> bool:
    """Let a key of this site serve no more; False when there is none of that id."""
    wanted = (site_secrets.c.site_id == site_id) & (site_secrets.c.id == key_id)
    ended = connection.execute(delete(site_secrets).where(wanted)).rowcount > 0
    if ended:
        touch_directory(connection)
    return ended

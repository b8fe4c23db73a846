"""What sites' owners set, as rows: one body per site; each function is given a connection, knows no rights."""

from msgspec import structs
from sqlalchemy import Connection, insert, select, update

from operator_console.domain.ids import SiteId
from operator_console.domain.site_settings import SiteSettings
from operator_console.server.store.database import touch_directory
from operator_console.server.store.rows import body_of, value_of
from operator_console.server.store.tables import site_settings


def read_settings(connection: Connection) -> dict[SiteId, SiteSettings]:
    """Return the settings of all sites that have any of their own."""
    found = (value_of(SiteSettings, body) for body in connection.scalars(select(site_settings.c.body)))
    return {settings.site_id: settings for settings in found}


def read_settings_of(connection: Connection, site_id: SiteId) -> SiteSettings:
    """Return the settings of one site; the defaults where nothing was set."""
    body = connection.scalar(select(site_settings.c.body).where(site_settings.c.site_id == site_id))
    return value_of(SiteSettings, body) if body is not None else SiteSettings(site_id=site_id)


def put_settings(connection: Connection, settings: SiteSettings) -> SiteSettings | None:
    """Store settings under the next version; None when they were changed since the version they carry."""
    wanted = site_settings.c.site_id == settings.site_id
    version = connection.scalar(select(site_settings.c.version).where(wanted).with_for_update()) or 0
    if version != settings.version:
        return None
    kept = structs.replace(settings, version=version + 1)
    values = {"version": kept.version, "body": body_of(kept)}
    if not connection.execute(update(site_settings).where(wanted).values(values)).rowcount:
        connection.execute(insert(site_settings).values(site_id=kept.site_id, **values))
    touch_directory(connection)
    return kept

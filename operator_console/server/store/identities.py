"""Who a visitor is by the site's word, as rows: tokens bound to visits, browsers of one person; knows no signature."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from operator_console.domain.ids import SiteId, VisitId, VisitorId
from operator_console.server.store.privacy_tables import identity_tokens
from operator_console.server.store.rows import micros
from operator_console.server.store.tables import visitors


def bind_token(connection: Connection, key: str, visit_id: VisitId, until: datetime) -> bool:
    """Bind a token to the visit that shows it first; False when it is another visit's."""
    bound = connection.scalar(select(identity_tokens.c.visit_id).where(identity_tokens.c.key == key))
    if bound is None:
        connection.execute(insert(identity_tokens).values(key=key, visit_id=visit_id, until=micros(until)))
    return bound is None or bound == visit_id


def forget_tokens(connection: Connection, before: datetime) -> None:
    """Forget tokens that have run out; the signature's check refuses them."""
    connection.execute(delete(identity_tokens).where(identity_tokens.c.until < micros(before)))


def same_person(connection: Connection, visitor_id: VisitorId) -> tuple[VisitorId, ...]:
    """Return the visitor and whoever else the same site has vouched for as the same customer."""
    row = connection.execute(
        select(visitors.c.site_id, visitors.c.subject).where(visitors.c.id == visitor_id)
    ).one_or_none()
    if row is None or row.subject is None:
        return (visitor_id,)
    return visitors_of(connection, row.site_id, row.subject) or (visitor_id,)


def visitors_of(connection: Connection, site_id: SiteId, subject: str) -> tuple[VisitorId, ...]:
    """Return the visitors of a site who are this customer: one per browser."""
    wanted = select(visitors.c.id).where(visitors.c.subject == subject, visitors.c.site_id == site_id)
    return tuple(VisitorId(found) for found in connection.scalars(wanted.order_by(visitors.c.number)))

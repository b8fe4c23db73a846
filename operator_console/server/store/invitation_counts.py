"""How invitations did, as rows of counts by site, rule, text and day; each function is given a connection."""

from datetime import date, datetime

from sqlalchemy import Connection, func, select, text

from operator_console.domain.figures.calendar import first_hour
from operator_console.domain.ids import SiteId
from operator_console.protocol.invitations import InvitationCount
from operator_console.server.store.tables import invitation_counts

_ADD = text(
    "INSERT INTO invitation_counts (site_id, rule_id, text_id, day, what, amount)"
    " VALUES (:site_id, :rule_id, :text_id, :day, :what, 1)"
    " ON CONFLICT (site_id, rule_id, text_id, day, what)"
    " DO UPDATE SET amount = invitation_counts.amount + 1"
)


def add_count(connection: Connection, site_id: SiteId, rule_and_text: tuple[str, str], at: datetime, what: str) -> None:
    """Count one invitation of a rule and text on the local day of `at`."""
    rule_id, text_id = rule_and_text
    day = first_hour(at.astimezone().date())
    connection.execute(_ADD, {"site_id": site_id, "rule_id": rule_id, "text_id": text_id, "day": day, "what": what})


def read_counts(connection: Connection, site_id: SiteId, since: date) -> tuple[InvitationCount, ...]:
    """Return the counts of a site from a local day on, by rule and text."""
    table = invitation_counts
    rows = connection.execute(
        select(table.c.rule_id, table.c.text_id, table.c.what, func.sum(table.c.amount).label("amount"))
        .where(table.c.site_id == site_id, table.c.day >= first_hour(since))
        .group_by(table.c.rule_id, table.c.text_id, table.c.what)
        .order_by(table.c.rule_id, table.c.text_id)
    )
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows:
        found.setdefault((row.rule_id, row.text_id), {})[row.what] = int(row.amount)
    names = {"shown", "accepted", "declined", "opened"}
    return tuple(
        InvitationCount(
            rule_id=rule_id, text_id=text_id, **{what: amount for what, amount in counts.items() if what in names}
        )
        for (rule_id, text_id), counts in found.items()
    )

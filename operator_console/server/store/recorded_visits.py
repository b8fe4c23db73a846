"""Visits that were, with visitors and first chats, for trying rules on them; each function is given a connection."""

from collections import defaultdict
from datetime import datetime

from msgspec import structs
from sqlalchemy import Connection, select

from operator_console.domain.ids import SiteId, VisitId, VisitorId
from operator_console.domain.invitation_trials import Recorded, Trial, not_recorded
from operator_console.domain.invitations import InvitationRule
from operator_console.domain.people import Visit, Visitor
from operator_console.protocol.invitations import TriedRule
from operator_console.server.store.rows import micros, moment, value_of
from operator_console.server.store.tables import conversations, visitors, visits


def newest_visits(connection: Connection, site_id: SiteId, since: datetime, limit: int) -> tuple[str, ...]:
    """Return the ids of a site's newest visits since a moment, newest first."""
    rows = (
        select(visits.c.id)
        .join(visitors, visitors.c.id == visits.c.visitor_id)
        .where(visitors.c.site_id == site_id, visits.c.last_seen_at >= micros(since))
        .order_by(visits.c.last_seen_at.desc())
        .limit(limit)
    )
    return tuple(connection.scalars(rows))


def read_visits(connection: Connection, ids: tuple[str, ...]) -> tuple[Recorded, ...]:
    """Return these visits, in their order, as far as they are still there."""
    rows = connection.execute(
        select(visits.c.id, visits.c.body, visitors.c.body.label("visitor"))
        .join(visitors, visitors.c.id == visits.c.visitor_id)
        .where(visits.c.id.in_(ids))
    ).all()
    found = {row.id: (value_of(Visit, row.body), value_of(Visitor, row.visitor)) for row in rows}
    people = {visitor.id for _visit, visitor in found.values()}
    chats = _chats_of(connection, people)
    return tuple(
        Recorded(visit=visit, visitor=visitor, chat_at=_first_chat(visit, chats[visitor.id]))
        for visit, visitor in (found[key] for key in ids if key in found)
    )


def try_on(
    connection: Connection, trial: Trial, rule: InvitationRule, ids: tuple[str, ...], live: dict[VisitId, Visit]
) -> TriedRule:
    """Try a rule on some visits; those of `live` are taken as they are there."""
    recorded = tuple(
        structs.replace(each, visit=live.get(each.visit.id, each.visit)) for each in read_visits(connection, ids)
    )
    found = [trial.look(each) for each in recorded]
    return TriedRule(
        visits=len(found),
        invited=sum(each.invited_at is not None for each in found),
        held_back=sum(each.held_back for each in found),
        not_recorded=not_recorded(rule, recorded),
    )


def _chats_of(connection: Connection, people: set[VisitorId]) -> defaultdict[str, list[datetime]]:
    found: defaultdict[str, list[datetime]] = defaultdict(list)
    rows = select(conversations.c.visitor_id, conversations.c.started_at).where(conversations.c.visitor_id.in_(people))
    for row in connection.execute(rows):
        found[row.visitor_id].append(moment(row.started_at))
    return found


def _first_chat(visit: Visit, began: list[datetime]) -> datetime | None:
    return min((at for at in began if visit.started_at <= at <= visit.last_seen_at), default=None)

"""What the filters of the archive say, and the query that comes of it: local days become moments; pure."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.archive import ArchiveOrder, ArchiveQuery
from operator_console.domain.conversations import Outcome
from operator_console.domain.ids import AgentId, SiteId, VisitorId


class Period(StrEnum):
    """Spans of local days that can be chosen."""

    ANY = "any"
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DAYS = "days"
    """From one day to another, both included."""


_BACK: Mapping[Period, tuple[int, int]] = {
    Period.TODAY: (0, 0),
    Period.YESTERDAY: (1, 1),
    Period.WEEK: (6, 0),
    Period.MONTH: (29, 0),
    Period.YEAR: (364, 0),
}
"""First and last day, so many days ago."""


class Filters(Struct, frozen=True, kw_only=True):
    """What is chosen on the page.

    Attributes:
        first, last: Local days, for `Period.DAYS` only.
        visitor: All chats of one visitor, with the name to show.
    """

    text: str = ""
    site_id: SiteId | None = None
    agent_id: AgentId | None = None
    outcome: Outcome | None = None
    tag: str = ""
    period: Period = Period.ANY
    first: date | None = None
    last: date | None = None
    late: bool = False
    commented: bool = False
    rated_low: bool = False
    rating: int | None = None
    visitor: tuple[VisitorId, str] | None = None
    order: ArchiveOrder = ArchiveOrder.NEWEST

    @property
    def narrowed(self) -> bool:
        """Tell whether anything but words is asked for."""
        plain = Filters(text=self.text, order=self.order)
        return self != plain


def query_of(filters: Filters, today: date) -> ArchiveQuery:
    """Return the query; days begin and end at local midnight, also on days of 23 or 25 hours."""
    first, last = _days(filters, today)
    return ArchiveQuery(
        text=filters.text.strip(),
        site_id=filters.site_id,
        agent_id=filters.agent_id,
        visitor_id=filters.visitor[0] if filters.visitor is not None else None,
        tags=(filters.tag,) if filters.tag else (),
        outcome=filters.outcome,
        since=_midnight(first) if first is not None else None,
        until=_midnight(last + timedelta(days=1)) if last is not None else None,
        late=filters.late,
        commented=filters.commented,
        rated_low=filters.rated_low,
        rating=filters.rating,
        order=filters.order,
    )


def _days(filters: Filters, today: date) -> tuple[date | None, date | None]:
    if filters.period is Period.DAYS:
        first, last = filters.first, filters.last
        return (last, first) if first is not None and last is not None and last < first else (first, last)
    back = _BACK.get(filters.period)
    if back is None:
        return None, None
    return today - timedelta(days=back[0]), today - timedelta(days=back[1])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()

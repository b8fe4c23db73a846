"""Bodies and paths of the HTTP interface about figures: counts, which both sides read by one definition."""

from datetime import date, datetime

from msgspec import Struct

from operator_console.domain.figures.calendar import Grouping
from operator_console.domain.ids import AgentId, DepartmentId, SiteId

REPORT = "/api/v1/reports"
TODAY = "/api/v1/reports/today"

MOST_DAYS = 1_100
MOST_DAYS_BY_HOUR = 62
"""With a row for each hour of the period."""


class AskReport(Struct, frozen=True, kw_only=True):
    """POST reports. An agent gets the own figures, a lead those of the own departments, whatever is asked.

    Attributes:
        since, until: First and last day, in the server's time zone.
        by: What the rows are; each gives a group of rows.
        site_ids: Only these; empty for all that the asker may see. So with the others.
    """

    since: date
    until: date
    by: tuple[Grouping, ...] = ()
    site_ids: tuple[SiteId, ...] = ()
    department_ids: tuple[DepartmentId, ...] = ()
    agent_ids: tuple[AgentId, ...] = ()


class Named(Struct, frozen=True, kw_only=True):
    """Something that reports can be narrowed to."""

    id: str
    name: str


class Report(Struct, frozen=True, kw_only=True):
    """Answer to `AskReport`; figures are read from the counts by `domain.figures`.

    Attributes:
        total: Counts of everything asked for.
        groups: Counts by row, for each kind of rows.
        own: Only the asker's own figures.
        today: The server's present day: what lies less than some days back is provisional for some figures.
        at: When this was read.
        sites, departments, agents: What the asker may narrow a report to, and the names of rows.
    """

    total: dict[str, int]
    groups: dict[Grouping, dict[str, dict[str, int]]]
    own: bool
    today: date
    at: datetime
    sites: tuple[Named, ...] = ()
    departments: tuple[Named, ...] = ()
    agents: tuple[Named, ...] = ()


class Today(Struct, frozen=True, kw_only=True):
    """GET today: the figures of the present day so far, of everything the asker may see.

    Attributes:
        own: Only the asker's own figures.
        queue: Chats that wait in the queue now; None when the asker sees no queue.
        oldest_wait_s: On the response clock of the one that waits longest.
    """

    counts: dict[str, int]
    own: bool
    at: datetime
    queue: int | None = None
    oldest_wait_s: float = 0.0

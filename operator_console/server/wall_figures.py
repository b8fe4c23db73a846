"""Today's figures of each site as the wall shows them, from the counts that the desk's figures keep."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from operator_console.domain.figures.calendar import Grouping, first_hour
from operator_console.domain.figures.counts import What, replies_of
from operator_console.domain.ids import SiteId
from operator_console.protocol.team import SiteFigures
from operator_console.server.store.figure_reads import Scope, read_figures
from operator_console.server.store.store import Store


async def sites_today(store: Store, now: datetime) -> tuple[SiteFigures, ...]:
    """Return the figures of the server's local day; sites where nothing happened may be left out.

    Raises:
        StoreUnavailable: The database cannot be read now.
    """
    day = now.astimezone().date()
    scope = Scope(since=first_hour(day), until=first_hour(day + timedelta(days=1)))
    _total, groups = await store.read(read_figures, scope, (Grouping.SITE,), store.directory, now)
    return tuple(_figures(SiteId(site_id), counts) for site_id, counts in groups[Grouping.SITE].items())


def _figures(site_id: SiteId, counts: Mapping[str, int]) -> SiteFigures:
    replies, on_time = replies_of(counts)
    first_replies, first_on_time = replies_of(counts, first_only=True)
    return SiteFigures(
        site_id=site_id,
        replies=replies,
        on_time=on_time,
        first_replies=first_replies,
        first_on_time=first_on_time,
        begun=counts.get(What.BEGAN, 0),
        abandoned=counts.get(What.ABANDONED, 0),
    )

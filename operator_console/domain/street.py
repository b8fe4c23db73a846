"""Who counts as being on a site now, and how many of them are shown; pure, knows no connection and no clock."""

from datetime import datetime

from operator_console.domain.people import LineState, Visit

SHOWN_VISITORS = 500
"""So many of the newest visitors are shown one by one; the rest is counted."""
LEFT_S = 10.0
"""Who has had no tab for so long is not there any more: changing the page takes a moment without one."""


def is_there(visit: Visit, now: datetime) -> bool:
    """Tell whether a visitor counts as being on the site."""
    if visit.line is LineState.ONLINE:
        return True
    return visit.line is LineState.AWAY and (now - visit.last_seen_at).total_seconds() < LEFT_S

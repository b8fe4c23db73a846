"""Follows the sites' opening hours: who is open now, until when, and everybody told at the change; knows no SQL."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from msgspec import Struct

from operator_console.domain.ids import SiteId
from operator_console.domain.opening_hours import OpeningHours
from operator_console.server.store.directory import Directory
from operator_console.server.store.store import Store
from operator_console.server.works.answers import Changed
from operator_console.server.works.hours import FollowHours

LONGEST_S = 3_600.0
"""The timer is set anew so often at least: a clock that is steered, or was set a little, moves the moment."""
RETRY_S = 5.0
_log = logging.getLogger(__name__)


class HoursNow(Struct, frozen=True, kw_only=True):
    """How a site stands between two changes of its hours.

    Attributes:
        opens_at: When it opens, if it is closed and that is known.
    """

    is_open: bool = True
    opens_at: datetime | None = None


class _Span(Struct, frozen=True, kw_only=True):
    """What holds from a moment until the next change."""

    version: int
    since: datetime
    until: datetime | None
    now: HoursNow


_ALWAYS = HoursNow()


class SiteHours:
    """Belongs to the loop's thread.

    Args:
        directory: Returns the directory as it is now.
        changed: Called with a site that has opened, closed, or opens at another moment than before.
    """

    def __init__(self, store: Store, directory: Callable[[], Directory], changed: Callable[[SiteId], None]) -> None:
        self._store = store
        self._directory = directory
        self._changed = changed
        self._spans: dict[SiteId, _Span] = {}
        self._told: dict[SiteId, tuple[int, HoursNow]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def now(self, site_id: SiteId, at: datetime) -> HoursNow:
        """Return how a site stands at a moment near the present."""
        settings = self._directory().settings_of(site_id)
        if settings.hours is None:
            return _ALWAYS
        span = self._spans.get(site_id)
        holds = (
            span is not None
            and span.version == settings.version
            and span.since <= at
            and (span.until is None or at < span.until)
        )
        if span is None or not holds:
            span = self._spans[site_id] = _span(settings.hours, settings.version, at)
        return span.now

    def look(self) -> None:
        """Bring everything up to the present, and wait for the next change; after every change of settings or clock."""
        at = datetime.now(UTC)
        directory = self._directory()
        for site_id in directory.sites:
            state = directory.settings_of(site_id).version, self.now(site_id, at)
            before = self._told.get(site_id)
            if before == state:
                continue
            self._told[site_id] = state
            self._store.submit(FollowHours(site_id), self._followed(site_id))
            if before is None or before[1] != state[1]:
                self._changed(site_id)
        self._wait(at)

    def close(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait(self, at: datetime) -> None:
        if self._timer is not None:
            self._timer.cancel()
        until = [span.until for span in self._spans.values() if span.until is not None]
        delay_s = min(((moment - at).total_seconds() for moment in until), default=LONGEST_S)
        # A little late rather than early: the loop's clock and the wall's are not the same one.
        delay_s = min(max(delay_s, 0.0) + 0.005, LONGEST_S)
        self._timer = asyncio.get_running_loop().call_later(delay_s, self.look)

    def _followed(self, site_id: SiteId) -> Callable[[Changed | None, BaseException | None], None]:
        def done(_answer: Changed | None, error: BaseException | None) -> None:
            if error is None:
                return
            _log.warning("clocks wait to follow the hours", extra={"site": site_id})
            self._told.pop(site_id, None)
            if self._timer is not None:  # tried again soon; when it is stored, it counts from the very moment
                self._timer.cancel()
                self._timer = asyncio.get_running_loop().call_later(RETRY_S, self.look)

        return done


def _span(hours: OpeningHours, version: int, at: datetime) -> _Span:
    opened, change = hours.is_open(at), hours.next_change(at)
    opens_at = None if opened else change
    return _Span(version=version, since=at, until=change, now=HoursNow(is_open=opened, opens_at=opens_at))

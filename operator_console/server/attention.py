"""Whether somebody sits at an agent's consoles, as those tell; only the present, in memory, never stored.

What is held is one time and one word per console. Nothing of it goes into the database, a log or a figure, and it is
gone with the last console (docs/decisions/0023-presence.md).
"""

from datetime import datetime, timedelta

from operator_console.domain.presence import Activity, activity
from operator_console.server.connection import Connection

MAX_IDLE_S = 7 * 86_400.0
"""Who says more is not believed; nobody asks about the difference."""


class Attention:
    """The consoles of one agent, in the words of their `AgentActivity` frames."""

    def __init__(self) -> None:
        self._told: dict[Connection, Activity] = {}
        self._last_at: datetime | None = None

    def active_at(self, now: datetime) -> datetime | None:
        """When the agent last did something: `now` while one console says so, None when nothing is known."""
        if Activity.ACTIVE in self._told.values():
            return now
        return self._last_at

    def locked(self, consoles: int) -> bool:
        """Tell whether every one of the agent's consoles has told that its screen is locked."""
        return consoles > 0 and [*self._told.values()].count(Activity.LOCKED) == consoles

    def elsewhere(self, console: Connection) -> bool:
        """Tell whether the agent is at another console than this one."""
        return any(word is Activity.ACTIVE for other, word in self._told.items() if other is not console)

    def told(self, console: Connection, idle_s: float, now: datetime, *, locked: bool) -> None:
        """A console told how it is there; what cannot be is passed over."""
        if 0 <= idle_s <= MAX_IDLE_S:
            self._told[console] = activity(idle_s, locked=locked)
            self.acted(now - timedelta(seconds=idle_s))

    def acted(self, at: datetime) -> None:
        """The agent did something that was seen here: typed, sent, asked."""
        self._last_at = at if self._last_at is None else max(self._last_at, at)

    def left(self, console: Connection, now: datetime) -> None:
        """A console is gone."""
        if self._told.pop(console, None) is Activity.ACTIVE:
            self.acted(now)

    def forget(self) -> None:
        """The last console is gone, and with it what was known."""
        self._told.clear()
        self._last_at = None

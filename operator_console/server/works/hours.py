"""The clocks of a site's chats follow its opening hours, each change once, also after a sleep; no socket, no SQL."""

from msgspec import Struct

from operator_console.domain.hours_clock import changes, followed, is_open, settled
from operator_console.domain.ids import SiteId
from operator_console.server.store.hours_rows import put_followed, read_followed
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.answers import Changed
from operator_console.server.works.handling import is_listed, tell_lists


class FollowHours(Struct, frozen=True):
    """Bring the clocks of a site's open chats up to now.

    What was done stands beside it in the same transaction, so a server that slept through closing pauses at the
    moment of closing, and one that dies right after pauses nothing twice. Hours that were changed hold from now on:
    what the old ones counted stays counted.
    """

    site_id: SiteId

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> Changed:
        """Pause or go on, wherever the clock does not stand as it should."""
        settings = unit.directory.settings_of(self.site_id)
        before = read_followed(unit.connection, self.site_id)
        same = before is not None and before[1] == settings.version
        since = before[0] if same and before is not None else unit.now
        moments = tuple(changes(settings.hours, since, unit.now))
        opened = is_open(settings.hours, unit.now)
        for chat in unit.open_conversations_at(self.site_id):
            # What began after the last of these moments began with the hours as they were then.
            clock = settled(followed(chat.clock, moments), unit.now, opened=opened)
            if clock != chat.clock:
                after = unit.change(chat, hidden=True, clock=clock)
                if is_listed(after):
                    tell_lists(unit, chat, after)
        if not same or moments or since > unit.now:
            put_followed(unit.connection, self.site_id, unit.now, settings.version)
        return Changed()

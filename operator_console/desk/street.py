"""Who is on the sites now, at the desk: as the server tells it while a screen shows it; knows no screen.

What it works with is imported when it is first wanted: the desk is part of every start.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from operator_console.backends import base
from operator_console.desk.events import StreetChanged
from operator_console.domain.ids import AgentId, SiteId, VisitorId
from operator_console.domain.people import Agent, Site
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.task_scope import TaskScope

if TYPE_CHECKING:
    from operator_console.desk.ports import Backend
    from operator_console.domain.invitations import InvitationRule
    from operator_console.protocol.invitations import InvitationFigures, TriedRule, VisitorOnSite, VisitorsOnSite

_log = logging.getLogger(__name__)
MOST_VISITORS = 2_000
"""More than any server of ours shows; what a strange one tells beyond it is only counted."""


class StreetPhase(StrEnum):
    """Whether the visitors can be looked at."""

    CLOSED = "closed"
    LOADING = "loading"
    LIVE = "live"
    BEHIND = "behind"
    """What is shown is as of earlier: there is no connection, or it is being caught up."""
    REFUSED = "refused"


class StreetDoors(Struct, frozen=True):
    """What this asks of the desk."""

    me: Callable[[], Agent]
    sites: Callable[[], tuple[Site, ...]]
    now: Callable[[], datetime]
    publish: Callable[[object], None]


class StreetDesk:
    """Fits `ui.ports.StreetDoor`; everything is on the loop's thread.

    Visitors are asked for while a screen shows them, and asked for again after every loss of the connection.
    """

    def __init__(self, backend: "Backend", doors: StreetDoors, scope: TaskScope) -> None:
        self._backend = backend
        self._doors = doors
        self._scope = scope.child("street")
        self._open = self._live = self._greeted = False
        self._watched: tuple[SiteId, ...] = ()
        self._names: dict[AgentId, str] = {}
        self._coming = False
        self._changed: set[VisitorId] = set()
        self.phase = StreetPhase.CLOSED
        self.as_of: datetime | None = None
        self.visitors: dict[VisitorId, VisitorOnSite] = {}
        self.others = 0

    @property
    def can_see(self) -> bool:
        """The server shows who is there; surely so once it has been heard."""
        return not self._greeted or self._backend.capabilities.street

    def sites(self) -> tuple[Site, ...]:
        """Return the sites of the agent's departments, by name."""
        return tuple(sorted(self._doors.sites(), key=lambda site: site.name.casefold()))

    def name_of(self, agent_id: AgentId) -> str:
        """A colleague's first name; empty when they are not known."""
        me = self._doors.me()
        return me.first_name if agent_id == me.id else self._names.get(agent_id, "")

    # ------------------------------------------------------------------------------------------- looking

    def open(self) -> None:
        """A screen shows the visitors: keep them up from now on."""
        if not self._open:
            self._open = True
            self._enter(StreetPhase.LOADING)
            self._ask()

    def close(self) -> None:
        """No screen shows them any more; nothing of them is kept."""
        if not self._open:
            return
        self._open = False
        self._forget()
        self._watched = ()
        self._enter(StreetPhase.CLOSED)
        self._tell_away()

    def retry(self) -> None:
        """Ask again for what was refused."""
        if self._open and self.phase is StreetPhase.REFUSED:
            self._enter(StreetPhase.LOADING)
            self._ask()

    def sites_changed(self) -> None:
        """The agent's sites are others now: ask for those."""
        if self._open:
            self._ask()

    # ------------------------------------------------------------------------------------------- wishes

    async def invite(self, visitor_id: VisitorId, text: str) -> Refusal | None:
        """Invite a visitor by hand; None when the server did it."""
        if not self._live:
            return Refusal.UNAVAILABLE
        return await self._backend.request(base.InviteByHand(visitor_id, text))

    async def figures(self, site_id: SiteId, days: int) -> "InvitationFigures | None":
        """Return how a site's invitations did; None when the server cannot be asked."""
        backend = self._backend.invitations
        if backend is None:
            return None
        try:
            return await backend.figures(site_id, days)
        except base.BackendError as error:
            _log.info("figures of invitations cannot be had now: %s", type(error).__name__)
            return None

    async def try_rule(self, site_id: SiteId, rule: "InvitationRule", days: int) -> "TriedRule | Refusal":
        """Return whom a rule would have invited; what the server says where it does not tell."""
        backend = self._backend.invitations
        if backend is None:
            return Refusal.UNAVAILABLE
        try:
            return await backend.try_rule(site_id, rule, days)
        except base.Refused as error:
            return error.reason
        except base.BackendError as error:
            _log.info("a rule cannot be tried now: %s", type(error).__name__)
            return Refusal.UNAVAILABLE

    # ------------------------------------------------------------------------------------------- events

    def take(self, event: base.BackendEvent) -> None:
        """Take what the server said, after the desk has."""
        if isinstance(event, base.StreetTold):
            self._on_told(event.update)
        elif isinstance(event, base.LinkChanged):
            self._on_link(event.word is base.LinkWord.LIVE)
        elif isinstance(event, base.Welcomed):
            self._greeted = True
            self._names = {agent.id: agent.first_name for agent in event.agents}

    def _on_link(self, live: bool) -> None:
        self._live = live
        if live and self._open:
            self._ask()
        elif self.phase is StreetPhase.LIVE:
            self._enter(StreetPhase.BEHIND)

    def _on_told(self, update: "VisitorsOnSite") -> None:
        if not self._open:
            return
        if update.whole:
            self._forget()
            self._coming = True
        for one in update.visitors:
            if one.visitor.id in self.visitors or len(self.visitors) < MOST_VISITORS:
                self.visitors[one.visitor.id] = one
                self._changed.add(one.visitor.id)
        for name in update.gone:
            if self.visitors.pop(name, None) is not None:
                self._changed.add(name)
        self.others = max(0, update.others)
        self.as_of = self._doors.now()
        if update.more:
            return  # the rest follows at once: shown when it is there
        whole, self._coming = self._coming, False
        changed, self._changed = frozenset(self._changed), set()
        self._enter(StreetPhase.LIVE)
        self._doors.publish(StreetChanged(whole=whole, visitors=changed))

    # ------------------------------------------------------------------------------------------- private

    def _forget(self) -> None:
        self.visitors.clear()
        self._changed.clear()
        self.others = 0
        self._coming = False

    def _enter(self, phase: StreetPhase) -> None:
        if self.phase is not phase:
            self.phase = phase
            self._doors.publish(StreetChanged(state=True))

    def _ask(self) -> None:
        if self._live:
            self._scope.start(self._begin(), name="visitors", exclusive=True)

    async def _begin(self) -> None:
        sites = tuple(site.id for site in self._doors.sites())
        if not sites:
            self._forget()
            self._enter(StreetPhase.LIVE)
            self._doors.publish(StreetChanged(whole=True))
            return
        can = self._backend.capabilities.street
        refusal = await self._backend.request(base.ShowVisitors(sites)) if can else Refusal.NOT_FOUND
        if refusal is None or not self._open:
            return
        if refusal is Refusal.UNAVAILABLE and not self._live:
            return  # asked again with the next connection
        self._enter(StreetPhase.REFUSED)

    def _tell_away(self) -> None:
        """Tell the server that nobody looks any more; without a connection it has forgotten that already."""
        if self._live and not self._scope.closed:
            self._scope.start(self._look_away(), name="look away")

    async def _look_away(self) -> None:
        await self._backend.request(base.ShowVisitors(()))

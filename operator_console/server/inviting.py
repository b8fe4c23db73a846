"""Invites visitors who are there: looks when something happens or a time has come; rules and manners are the domain's.

Each visitor has at most one timer, for the moment at which time alone makes a rule hold. Whoever waits for room or for
opening is looked at again once a second, some at a time. Knows no socket's frames but its own, and no SQL.
"""

from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from msgspec import Struct, structs

from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import AgentId, DepartmentId, SiteId, VisitorId, new_id
from operator_console.domain.invitation_trials import SETTLE
from operator_console.domain.invitations import InvitedBy
from operator_console.domain.inviting import (
    Manner,
    VisitSigns,
    asks_for_room,
    held_back,
    invitation,
    next_moment,
    signs_of,
    waits_on_room,
    zone_for,
)
from operator_console.domain.people import Site
from operator_console.domain.site_settings import SiteSettings
from operator_console.domain.visit_events import VisitInvitation
from operator_console.protocol.invitations import Invitation, InvitationAnswer
from operator_console.server.connection import Connection
from operator_console.server.store.directory import Directory
from operator_console.server.visitor_lines import VisitorLine
from operator_console.server.works.invitations import CountInvitation, Reaction

FRESH_S = 60.0
PER_SEAT = 5
"""So many invitations of the last minute take up one seat: not everybody who is asked answers, but some do."""
LOOKED_AT = 100
"""Visitors of a site who wait for room or opening and are looked at in one second."""
LOOKS_PER_S = 500
"""After a change of the rules, which concerns everybody."""
_SLACK_S = 0.01
"""Timers may come a little early."""
_NOTHING = Invitation(id="", text="")
_STAYS = frozenset({Manner.INVITED, Manner.CHAT})
_PASSES = frozenset({Manner.CLOSED, Manner.NO_ROOM})


class Timer(Protocol):
    """A call that is to come."""

    def cancel(self) -> None:
        """Have it not come."""


class InvitingDoors(Struct, frozen=True):
    """What inviting needs of the rest of the server.

    Attributes:
        room: How many more chats of a site its agents could take, the queue taken off.
        changed: A visit has a new value: store it soon and show it to whom it concerns.
        later: Calls after some seconds.
        now, loop_s: The server's time, and the loop's.
    """

    directory: Callable[[], Directory]
    line: Callable[[VisitorId], VisitorLine | None]
    chat: Callable[[VisitorId], Conversation | None]
    room: Callable[[Site], int]
    changed: Callable[[VisitorLine], None]
    submit: Callable[[CountInvitation], None]
    later: Callable[[float, Callable[[], None]], Timer]
    now: Callable[[], datetime]
    loop_s: Callable[[], float]


class Inviting:
    """Belongs to the loop's thread."""

    def __init__(self, doors: InvitingDoors) -> None:
        self._doors = doors
        self._timers: dict[VisitorId, tuple[float, Timer]] = {}
        self._waiting: dict[SiteId, dict[VisitorId, None]] = {}
        self._fresh: dict[DepartmentId, deque[float]] = {}
        self._shown_in: dict[VisitorId, Connection] = {}

    # -- what happens

    def changed(self, line: VisitorLine) -> None:
        """Something happened in a visit: look at the rules when it has settled."""
        invited = line.visit.invitation
        if invited is None and self._settings(line.site_id).invitations:
            self._look_in(line.visitor_id, SETTLE.total_seconds())
        elif invited is not None and invited.is_open and line.visitor_id in self._shown_in:
            self._show(line, again=False)

    def looked(self, line: VisitorLine, tab: Connection) -> None:
        """A tab told its page: the visitor looks at it now, so an invitation belongs there."""
        line.front = tab
        self.changed(line)
        self._show(line)

    def began(self, line: VisitorLine) -> None:
        """A chat began in a visit."""
        if not line.visit.chatted:
            line.change(chatted=True)
            self._doors.changed(line)
        self._show(line)

    def left(self, visitor_id: VisitorId) -> None:
        """A visitor is gone."""
        self._forget(visitor_id)
        self._shown_in.pop(visitor_id, None)

    def settings_changed(self, lines: Iterable[VisitorLine]) -> None:
        """Administration has changed something: rules may hold now that did not."""
        for number, line in enumerate(lines):
            if line.visit.invitation is None and self._settings(line.site_id).invitations:
                self._look_in(line.visitor_id, SETTLE.total_seconds() + number / LOOKS_PER_S)

    def tick(self) -> None:
        """Look again at some of those who wait for room or for opening; called every second."""
        now = self._doors.now()
        for site_id, waiting in self._waiting.items():
            site = self._doors.directory().sites.get(site_id)
            hours = self._settings(site_id).hours
            if not waiting or site is None or self._room(site) < 1 or (hours is not None and not hours.is_open(now)):
                continue
            for visitor_id in tuple(waiting)[:LOOKED_AT]:
                self._look(visitor_id)

    def close(self) -> None:
        """Stop all timers."""
        for _due_s, timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    # -- what a tab tells

    def answered(self, line: VisitorLine, frame: InvitationAnswer) -> None:
        """Take over what became of an invitation, once."""
        invited = line.visit.invitation
        if invited is None or invited.id != frame.id:
            return
        now = self._doors.now()
        if frame.what == Reaction.SHOWN and invited.shown_at is None and invited.is_open:
            self._note(line, structs.replace(invited, shown_at=now), Reaction.SHOWN)
        elif frame.what == Reaction.OPENED and invited.shown_at is not None and invited.is_open:
            self._note(line, structs.replace(invited, opened_at=now), Reaction.OPENED)
            self._show(line)
        elif frame.what == Reaction.DECLINED and invited.declined_at is None and invited.accepted_at is None:
            self._declined(line, structs.replace(invited, declined_at=now))

    def _declined(self, line: VisitorLine, invited: VisitInvitation) -> None:
        if invited.shown_at is None:
            line.change(invitation=invited)  # the browser remembers an earlier no: nothing new was said
            self._doors.changed(line)
        else:
            line.visitor = structs.replace(line.visitor, declined_at=invited.declined_at)
            self._note(line, invited, Reaction.DECLINED)
        self._show(line)

    def _note(self, line: VisitorLine, invited: VisitInvitation, reaction: Reaction) -> None:
        site = self._doors.directory().sites.get(line.site_id)
        visit = line.change(invitation=invited)
        self._doors.changed(line)
        if site is not None:
            self._doors.submit(CountInvitation(visit, site.department_id, reaction))

    # -- chats

    def accepting(self, line: VisitorLine) -> InvitedBy | None:
        """Note that a message is on its way that may begin a chat, and return the invitation that it answers.

        It is noted before the message is stored, so that what is stored of the visit afterwards never says less than
        the transaction that counts it. None without an invitation that was shown and not refused.
        """
        invited = line.visit.invitation
        if invited is None or invited.shown_at is None or invited.declined_at or invited.accepted_at:
            return None
        line.change(invitation=structs.replace(invited, accepted_at=self._doors.now()))
        self._doors.changed(line)
        return InvitedBy(
            rule_id=invited.rule_id,
            rule_name=invited.rule_name,
            text_id=invited.text_id,
            text=invited.text,
            at=invited.shown_at,
            agent_id=invited.agent_id,
        )

    def not_accepted(self, line: VisitorLine) -> None:
        """That message began no chat after all."""
        invited = line.visit.invitation
        if invited is not None:
            line.change(invitation=structs.replace(invited, accepted_at=None))
            self._doors.changed(line)

    # -- by hand

    def manner(self, line: VisitorLine) -> Manner | None:
        """Return what stands against inviting a visitor now, by rule or by hand; None when nothing does."""
        site = self._doors.directory().sites.get(line.site_id)
        if site is None or not line.tabs:
            return Manner.CLOSED
        return held_back(self._settings(line.site_id), self._signs(line, site))

    def invite(self, line: VisitorLine, text: str, agent_id: AgentId, agent: str) -> Manner | None:
        """Invite by hand, with words that were cleaned; return what stands against it, if something does."""
        manner = self.manner(line)
        if manner is None:
            now = self._doors.now()
            self._invite(line, VisitInvitation(id=new_id("iv"), at=now, text=text, agent_id=agent_id, agent=agent))
        return manner

    # -- looking

    def _look_in(self, visitor_id: VisitorId, delay_s: float) -> None:
        due_s = self._doors.loop_s() + delay_s
        known = self._timers.get(visitor_id)
        if known is not None:
            if known[0] <= due_s:
                return
            known[1].cancel()
        self._timers[visitor_id] = due_s, self._doors.later(delay_s, lambda: self._look(visitor_id))

    def _look(self, visitor_id: VisitorId) -> None:
        self._forget(visitor_id)
        line = self._doors.line(visitor_id)
        if line is None or not line.tabs or line.visit.invitation is not None:
            return
        site, settings = self._doors.directory().sites.get(line.site_id), self._settings(line.site_id)
        if site is None or not settings.invitations:
            return
        signs = self._signs(line, site)
        chosen = invitation(settings, signs, visitor_id, _languages(line, site))
        if chosen is not None:
            self._invite(
                line,
                VisitInvitation(
                    id=new_id("iv"),
                    at=signs.now,
                    text=chosen.text,
                    rule_id=chosen.rule_id,
                    rule_name=chosen.rule_name,
                    text_id=chosen.text_id,
                ),
            )
            return
        manner = held_back(settings, signs)
        if manner in _STAYS:
            return
        may_pass = manner in _PASSES or (manner is None and asks_for_room(settings))
        if may_pass and waits_on_room(settings, signs):
            self._waiting.setdefault(line.site_id, {})[visitor_id] = None
        moment = next_moment(settings.invitations, signs)
        if moment is not None:
            self._look_in(visitor_id, (moment - signs.now).total_seconds() + _SLACK_S)

    def _forget(self, visitor_id: VisitorId) -> None:
        known = self._timers.pop(visitor_id, None)
        if known is not None:
            known[1].cancel()
        for waiting in self._waiting.values():
            waiting.pop(visitor_id, None)

    def _signs(self, line: VisitorLine, site: Site) -> VisitSigns:
        return signs_of(
            line.visit,
            line.visitor,
            self._doors.now(),
            room=self._room(site),
            chat=line.visit.chatted or self._doors.chat(line.visitor_id) is not None,
            zone=zone_for(self._settings(site.id)),
        )

    def _room(self, site: Site) -> int:
        """Return how many more chats there is room for, with those that fresh invitations may bring."""
        fresh, now_s = self._fresh.setdefault(site.department_id, deque()), self._doors.loop_s()
        while fresh and fresh[0] <= now_s - FRESH_S:
            fresh.popleft()
        return self._doors.room(site) - len(fresh) // PER_SEAT

    def _settings(self, site_id: SiteId) -> SiteSettings:
        return self._doors.directory().settings_of(site_id)

    # -- showing

    def _invite(self, line: VisitorLine, invited: VisitInvitation) -> None:
        self._forget(line.visitor_id)
        site = self._doors.directory().sites[line.site_id]
        self._fresh.setdefault(site.department_id, deque()).append(self._doors.loop_s())
        line.change(invitation=invited)
        self._doors.changed(line)
        self._show(line)

    def _show(self, line: VisitorLine, *, again: bool = True) -> None:
        """Have the invitation in the tab that the visitor looks at and in no other, as long as manners allow it.

        Args:
            again: Tell that tab although it was told: its page may be another one.
        """
        invited = line.visit.invitation
        wanted = line.front if line.front in line.tabs else (line.tabs[-1] if line.tabs else None)
        if invited is None or not invited.is_open or not self._may_show(line):
            wanted = None
        before = self._shown_in.get(line.visitor_id)
        if before is not None and before is not wanted and before in line.tabs:
            before.send(_NOTHING)
        if wanted is None or invited is None:
            self._shown_in.pop(line.visitor_id, None)
            return
        if before is wanted and not again:
            return
        self._shown_in[line.visitor_id] = wanted
        wanted.send(Invitation(id=invited.id, text=invited.text, agent=invited.agent))

    def _may_show(self, line: VisitorLine) -> bool:
        site = self._doors.directory().sites.get(line.site_id)
        if site is None:
            return False
        signs = structs.replace(self._signs(line, site), invited=False, room=self._doors.room(site))
        return held_back(self._settings(line.site_id), signs) is None


def _languages(line: VisitorLine, site: Site) -> tuple[str, ...]:
    """Return in which languages a visitor may be addressed, the page's first."""
    told = (line.language, line.visit.language or "", site.language)
    return tuple(dict.fromkeys(each[:2].casefold() for each in told if each))

"""Whom a rule would have invited: rules and manners over recorded visits, moment by moment; pure, reads nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct, structs

from operator_console.domain.invitations import InvitationRule, Subject
from operator_console.domain.inviting import Manner, VisitSigns, held_back, holds, next_moment, signs_of, zone_for
from operator_console.domain.people import Visit, Visitor
from operator_console.domain.site_settings import SiteSettings

SETTLE = timedelta(seconds=0.5)
"""So long after something happened the rules look at it: what belongs together has been told by then."""
MAX_LOOKS = 400
"""At one visit."""
NEVER_RECORDED = frozenset({Subject.FREE_SEATS})
LATELY_RECORDED = frozenset(
    {Subject.VISITS, Subject.SEARCHES, Subject.CART_EVENT, Subject.CART_S, Subject.CART_CENTS, Subject.CUSTOMER_CENTS}
)
"""What visits tell only since it is noted."""
_ROOM = 1


class Recorded(Struct, frozen=True, kw_only=True):
    """A visit that was, with what else is known of it.

    Attributes:
        chat_at: When its first chat began.
    """

    visit: Visit
    visitor: Visitor
    chat_at: datetime | None = None


class Tried(Struct, frozen=True, kw_only=True):
    """What a rule would have done in one visit.

    Attributes:
        invited_at: When it would have invited.
        held_back: The rule held at some moment and a manner kept it back; and it never came to an invitation.
    """

    invited_at: datetime | None = None
    held_back: bool = False


def not_recorded(rule: InvitationRule, visits: tuple[Recorded, ...]) -> tuple[str, ...]:
    """Return which of the rule's subjects not all of these visits tell, by name and in order."""
    unknown = NEVER_RECORDED
    if any(each.visit.number == 0 for each in visits):
        unknown |= LATELY_RECORDED
    asked = {condition.subject for condition in rule.conditions}
    return tuple(sorted(subject.value for subject in asked & unknown))


class Trial:
    """One rule, tried on many visits; a rule that is not enabled is tried as if it were.

    What real invitations there were, and whether there was room, is not looked at.
    """

    def __init__(self, rule: InvitationRule, settings: SiteSettings) -> None:
        self._rule = structs.replace(rule, enabled=True)
        self._settings = settings
        self._zone = zone_for(settings)
        self._closed_until: tuple[datetime, datetime | None] | None = None

    def look(self, recorded: Recorded) -> Tried:
        """Return what the rule would have done in a visit."""
        visit = structs.replace(recorded.visit, invitation=None)
        visitor = recorded.visitor
        if visitor.declined_at is not None and visitor.declined_at >= visit.started_at:
            visitor = structs.replace(visitor, declined_at=None)  # they said no in this visit, or later
        recorded = structs.replace(recorded, visit=visit, visitor=visitor)
        met = NEVER_RECORDED | (LATELY_RECORDED if visit.number == 0 else frozenset())
        was_held, looks = False, 0
        for begin, end in _stretches(visit):
            moment: datetime | None = begin
            while moment is not None and moment < end and looks < MAX_LOOKS:
                looks += 1
                signs = self._signs(recorded, moment)
                if not holds(self._rule, signs, met=met):
                    moment = next_moment((self._rule,), signs, met=met)
                    continue
                manner = held_back(self._settings, signs)
                if manner is None:
                    return Tried(invited_at=moment)
                was_held = True
                moment = self._opens(moment) if manner is Manner.CLOSED else None
        return Tried(held_back=was_held)

    def _signs(self, recorded: Recorded, moment: datetime) -> VisitSigns:
        chat = recorded.chat_at is not None and recorded.chat_at <= moment
        return signs_of(recorded.visit, recorded.visitor, moment, room=_ROOM, chat=chat, zone=self._zone)

    def _opens(self, closed_at: datetime) -> datetime | None:
        """Return when the site opens; looked up once for all visits of one closed time."""
        known = self._closed_until
        if known is not None and known[0] <= closed_at and (known[1] is None or closed_at < known[1]):
            return known[1]
        opens = self._settings.hours.next_change(closed_at) if self._settings.hours is not None else None
        self._closed_until = closed_at, opens
        return opens


def _stretches(visit: Visit) -> Iterator[tuple[datetime, datetime]]:
    """Yield the times in which nothing happened, in order: each begins when what happened before has settled."""
    end = visit.last_seen_at
    if visit.pages and visit.pages[-1].left_at is not None:
        end = max(end, visit.pages[-1].left_at)
    begins = sorted({page.opened_at for page in visit.pages} | {each.at for each in visit.happened})
    for at, following in zip(begins, (*begins[1:], end), strict=True):
        last = following == end and at == begins[-1]
        yield at + SETTLE, end if last else following + SETTLE

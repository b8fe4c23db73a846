"""What becomes of invitations, counted once per visit whatever happens meanwhile; no SQL, no socket."""

from enum import StrEnum

from msgspec import Struct, structs

from operator_console.domain.figures.counts import What
from operator_console.domain.figures.facts import invited
from operator_console.domain.ids import DepartmentId, SiteId, VisitId
from operator_console.domain.invitations import InvitedBy
from operator_console.domain.people import Visit
from operator_console.domain.visit_events import VisitInvitation
from operator_console.server.store.invitation_counts import add_count
from operator_console.server.store.unit import UnitOfWork


class Reaction(StrEnum):
    """What can become of an invitation."""

    SHOWN = "shown"
    OPENED = "opened"
    ACCEPTED = "accepted"
    DECLINED = "declined"


_FIGURES = {
    Reaction.SHOWN: What.INVITED,
    Reaction.ACCEPTED: What.INVITATION_ACCEPTED,
    Reaction.DECLINED: What.INVITATION_DECLINED,
}


class CountInvitation(Struct, frozen=True):
    """Store a visit in which something became of its invitation, and count that if it was not counted before."""

    visit: Visit
    department_id: DepartmentId
    reaction: Reaction

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> None:
        """Count it in the transaction that stores that it has been counted."""
        now = self.visit.invitation
        stored = unit.visit(self.visit.id)
        if now is None or stored is None or is_counted(stored.invitation, now.id, self.reaction):
            return
        unit.put_visit(self.visit)
        _count(unit, self.visit.site_id, self.department_id, now, self.reaction)
        if self.reaction is Reaction.DECLINED:
            visitor = unit.visitor(self.visit.visitor_id)
            if visitor is not None:
                changed = structs.replace(visitor, declined_at=now.declined_at, version=visitor.version + 1)
                unit.put_visitor(changed)


def accepted(unit: UnitOfWork, visit_id: VisitId, by: InvitedBy, department_id: DepartmentId) -> InvitedBy | None:
    """Count that a chat begins by an invitation and return it; None when one has begun by it before."""
    stored = unit.visit(visit_id)
    now = stored.invitation if stored is not None else None
    if stored is None or now is None or is_counted(now, now.id, Reaction.ACCEPTED):
        return None
    now = structs.replace(now, shown_at=now.shown_at or by.at, accepted_at=unit.now)
    unit.put_visit(structs.replace(stored, invitation=now, chatted=True))
    _count(unit, stored.site_id, department_id, now, Reaction.ACCEPTED)
    return by


def is_counted(stored: VisitInvitation | None, invitation_id: str, reaction: Reaction) -> bool:
    """Tell whether the database has counted this of an invitation."""
    if stored is None or stored.id != invitation_id:
        return False
    return getattr(stored, f"{reaction.value}_at") is not None


def _count(
    unit: UnitOfWork, site_id: SiteId, department_id: DepartmentId, now: VisitInvitation, reaction: Reaction
) -> None:
    """Count where the invitation was shown, so that a share of those of an hour or a day never exceeds them all."""
    at = now.shown_at or unit.now
    add_count(unit.connection, site_id, (now.rule_id, now.text_id), at, reaction.value)
    what = _FIGURES.get(reaction)
    if what is not None:
        unit.figures.add(invited(site_id, department_id, what, at))

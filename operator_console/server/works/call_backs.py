"""Visitors ask to be called, agents take that and finish it; told in the department's stream; no socket, no SQL."""

from datetime import datetime

from msgspec import Struct, structs

from operator_console.domain.call_backs import CallBack, CallBackState, Slot, again, slots
from operator_console.domain.conversations import SystemLine
from operator_console.domain.ids import AgentId, CallBackId, new_id
from operator_console.domain.opening_hours import OpeningHours
from operator_console.protocol.call_backs import AskCallBack, CallBackAction, ChangeCallBack
from operator_console.protocol.frames import Refusal
from operator_console.server.authorise import Action, AgentActor, DepartmentOf, VisitorActor, authorise
from operator_console.server.store.call_backs import asked_before, open_call_back_of, put_call_back, read_call_back
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.answers import ChangeAnswer, Changed, Refused
from operator_console.server.works.handling import is_listed, tell_lists, write_line

_NOT_FOUND = Refused(reason=Refusal.NOT_FOUND)
_CONFLICT = Refused(reason=Refusal.CONFLICT)


class CallBackKept(Struct, frozen=True):
    """A visitor's wish is kept, now or since it was asked before."""

    call_back: CallBack


class AskForCallBack(Struct, frozen=True):
    """Keep a visitor's wish, as a new request or in the place of their earlier one; its texts were cleaned."""

    actor: VisitorActor
    request: AskCallBack
    time_zone: str = "UTC"
    """The visitor's, for a site that never closes."""

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> CallBackKept | Refused:
        """Keep it once."""
        request = self.request
        site = unit.directory.sites.get(self.actor.site_id)
        earlier = asked_before(unit.connection, self.actor.visitor_id, request.client_id)
        if earlier is not None:
            same = (earlier.phone, earlier.question, earlier.name) == (request.phone, request.question, request.name)
            return CallBackKept(earlier) if same else _CONFLICT
        if site is None:
            return _NOT_FOUND
        settings = unit.directory.settings_of(site.id)
        if not settings.call_back or unit.visitor(self.actor.visitor_id) is None:
            return _NOT_FOUND
        slot = self._slot(settings.hours, unit.now)
        if slot is None:
            return Refused(reason=Refusal.CLOSED)
        chat = unit.open_conversation_of(self.actor.visitor_id)
        before = open_call_back_of(unit.connection, self.actor.visitor_id)
        wished = structs.replace(
            before
            or CallBack(
                id=CallBackId(new_id("cb")),
                site_id=site.id,
                department_id=chat.department_id if chat is not None else site.department_id,
                visitor_id=self.actor.visitor_id,
                asked_at=unit.now,
                due_from=slot.due_from,
                due_until=slot.due_until,
                phone=request.phone,
            ),
            due_from=slot.due_from,
            due_until=slot.due_until,
            phone=request.phone,
            question=request.question,
            name=request.name,
            conversation_id=chat.id if chat is not None else None,
            version=before.version + 1 if before is not None else 1,
        )
        _keep(unit, wished, request.client_id)
        if chat is not None:
            values = {
                "phone": wished.phone, "from": wished.due_from.isoformat(), "until": wished.due_until.isoformat(),
            }  # fmt: skip
            after = write_line(unit, chat, SystemLine.CALL_BACK_ASKED, values, hidden=False)
            if is_listed(after):
                tell_lists(unit, chat, after)
        return CallBackKept(wished)

    def _slot(self, hours: OpeningHours | None, now: datetime) -> Slot | None:
        offered = slots(hours, now, self.time_zone)
        if self.request.due_from is None:
            return offered[0] if offered else None
        return next((slot for slot in offered if slot.due_from == self.request.due_from), None)


class HandleCallBack(Struct, frozen=True):
    """An agent takes a request, gives it back, notes a try, finishes or drops it; the remark was cleaned."""

    actor: AgentActor
    request: ChangeCallBack

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Change it, unless somebody was faster; what has been done already is done."""
        found = read_call_back(unit.connection, self.request.call_back_id)
        if found is None:
            return _NOT_FOUND
        if not authorise(self.actor, Action.CALL_BACK, DepartmentOf(department_id=found.department_id)):
            return _NOT_FOUND
        if found.version != self.request.version:
            return Changed() if self._is_done(found) else _CONFLICT
        if not found.is_open:
            return Refused(reason=Refusal.CLOSED)
        after = self._changed(found, unit)
        _keep(unit, after)
        unit.audit(self.actor.agent_id, f"{Action.CALL_BACK.value} {self.request.action.value}", found.id)
        return Changed()

    def _is_done(self, found: CallBack) -> bool:
        """Tell whether this very request was carried out before and its answer was lost."""
        wanted: dict[CallBackAction, tuple[CallBackState, AgentId | None]] = {
            CallBackAction.TAKE: (CallBackState.TAKEN, self.actor.agent_id),
            CallBackAction.DONE: (CallBackState.DONE, self.actor.agent_id),
            CallBackAction.DROP: (CallBackState.DROPPED, self.actor.agent_id),
            CallBackAction.RELEASE: (CallBackState.OPEN, None),
        }
        return found.version == self.request.version + 1 and wanted.get(self.request.action) == (
            found.state,
            found.agent_id,
        )

    def _changed(self, found: CallBack, unit: UnitOfWork) -> CallBack:
        action, mine = self.request.action, self.actor.agent_id
        after = structs.replace(found, version=found.version + 1, remark=self.request.remark or found.remark)
        if action is CallBackAction.RELEASE:
            return structs.replace(after, state=CallBackState.OPEN, agent_id=None)
        if action is CallBackAction.TAKE:
            return structs.replace(after, state=CallBackState.TAKEN, agent_id=mine)
        if action is CallBackAction.TRIED:
            slot = again(unit.directory.settings_of(found.site_id).hours, unit.now)
            return structs.replace(
                after,
                state=CallBackState.TAKEN,
                agent_id=mine,
                tries=found.tries + 1,
                due_from=slot.due_from,
                due_until=slot.due_until,
            )
        state = CallBackState.DONE if action is CallBackAction.DONE else CallBackState.DROPPED
        return structs.replace(after, state=state, agent_id=mine, closed_at=unit.now)


def _keep(unit: UnitOfWork, call_back: CallBack, client_id: str | None = None) -> None:
    put_call_back(unit.connection, call_back, client_id)
    unit.tell_call_back(call_back)

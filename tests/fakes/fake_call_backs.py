"""Call-back requests without a server: what an agent does is recorded, and done at once."""

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import structs

from operator_console.desk.events import CallBackDue, CallBacksChanged
from operator_console.desk.state import CallBackRow
from operator_console.domain.call_backs import CallBack, CallBackState, by_urgency
from operator_console.domain.ids import AgentId, CallBackId, ConversationId, DepartmentId, SiteId, VisitorId
from operator_console.protocol.call_backs import CallBackAction
from tests.fakes.fake_chats import SITES

if TYPE_CHECKING:
    from tests.fakes.fake_world import FakeWorld

COLLEAGUE = AgentId("ag_bram")
_STATES = {
    CallBackAction.TAKE: CallBackState.TAKEN,
    CallBackAction.TRIED: CallBackState.TAKEN,
    CallBackAction.RELEASE: CallBackState.OPEN,
    CallBackAction.DONE: CallBackState.DONE,
    CallBackAction.DROP: CallBackState.DROPPED,
}


class FakeCallBacks:
    """Fits `CallBacksDoor`; `refuse` refuses what is wished."""

    def __init__(self, world: "FakeWorld") -> None:
        self._world = world
        self.refuse = False
        self.known: dict[CallBackId, CallBack] = {}

    def rows(self) -> tuple[CallBackRow, ...]:
        return tuple(self._row(each) for each in sorted(self.known.values(), key=by_urgency) if each.is_open)

    def row(self, call_back_id: CallBackId) -> CallBackRow | None:
        found = self.known.get(call_back_id)
        return self._row(found) if found is not None else None

    async def change(self, row: CallBackRow, action: CallBackAction, remark: str = "") -> bool:
        self._world.recorded.append(("call_back", row.call_back.id, action.value, remark))
        if self.refuse:
            return False
        mine = None if action is CallBackAction.RELEASE else self._world.me.id
        tries = row.call_back.tries + (action is CallBackAction.TRIED)
        self.put(structs.replace(row.call_back, state=_STATES[action], agent_id=mine, remark=remark, tries=tries))
        return True

    def asked(self, name: str, due_in_s: float, **values: object) -> CallBack:
        """A visitor wants to be called from so many seconds ahead, for an hour."""
        begin = self._world.now() + timedelta(seconds=due_in_s)
        call_back = CallBack(
            id=CallBackId(f"cb_{len(self.known)}"),
            site_id=SiteId("fietsenwereld"),
            department_id=DepartmentId("fiets"),
            visitor_id=VisitorId("vs_1"),
            asked_at=self._world.now(),
            **{
                "due_from": begin,
                "due_until": begin + timedelta(hours=1),
                "phone": "06 1234 5678",
                "name": name,
                "question": "Past de gel-zadeltas op de Stella?",
                "conversation_id": ConversationId("cv_1"),
            }
            | values,  # type: ignore[arg-type]  # by name
        )
        self.put(call_back)
        return call_back

    def put(self, call_back: CallBack) -> None:
        """It came or changed."""
        known = self.known.get(call_back.id)
        version = known.version + 1 if known is not None else 1
        self.known[call_back.id] = structs.replace(call_back, version=version)
        self._world.hub.publish(CallBacksChanged())

    def due(self, call_back_id: CallBackId) -> None:
        """It is time."""
        self._world.hub.publish(CallBackDue(self._row(self.known[call_back_id])))

    def _row(self, call_back: CallBack) -> CallBackRow:
        site = next((site for site in SITES if site.id == call_back.site_id), None)
        mine = call_back.agent_id == self._world.me.id
        return CallBackRow(
            call_back=call_back, site=site, agent_name="Bram Bos" if call_back.agent_id == COLLEAGUE else "", mine=mine
        )

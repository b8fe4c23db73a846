"""Call-back requests at the desk: those of the own departments, when one is due, and what the agent does; no screen."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from operator_console.backends import base
from operator_console.desk.events import CallBackDue, CallBacksChanged
from operator_console.desk.state import CallBackRow
from operator_console.domain.ids import AgentId, CallBackId, ConversationId, DepartmentId, SiteId
from operator_console.domain.people import Agent, Site
from operator_console.runtime.task_scope import TaskScope

if TYPE_CHECKING:
    from operator_console.domain.call_backs import CallBack
    from operator_console.protocol.call_backs import CallBackAction

MAX_KEPT = 1_000
MAX_TOLD = 1_000


class CallBackDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        me: The signed-in agent.
        site: A site of the agent's.
        colleagues: Agents of the own departments.
        now: Server time.
        publish: Hands an event to the screens.
        wish: Asks the server for something; a refusal is told by `WishFailed`.
    """

    me: Callable[[], Agent]
    site: Callable[[SiteId], Site | None]
    colleagues: Callable[[], tuple[Agent, ...]]
    now: Callable[[], datetime]
    publish: Callable[[object], None]
    wish: Callable[[base.Request, ConversationId | None], Awaitable[bool]]


class CallBackDesk:
    """Fits `ui.ports.CallBacksDoor`; everything is on the loop's thread."""

    def __init__(self, doors: CallBackDoors, scope: TaskScope) -> None:
        self._doors = doors
        self._scope = scope
        self._known: dict[CallBackId, CallBack] = {}
        self._told: dict[tuple[CallBackId, datetime], None] = {}
        self._watching = False

    @cached_property
    def _changed(self) -> "asyncio.Event":
        return asyncio.Event()

    # ------------------------------------------------------------------------------------------- reading

    def rows(self) -> tuple[CallBackRow, ...]:
        """Return the requests after which somebody still has to call: whose time ends first stands first."""
        if not self._known:
            return ()
        from operator_console.domain.call_backs import by_urgency

        return tuple(self._row(each) for each in sorted(self._open(), key=by_urgency))

    def row(self, call_back_id: CallBackId) -> CallBackRow | None:
        """Return a request, also one that was finished since this desk began; None when it is not known."""
        found = self._known.get(call_back_id)
        return self._row(found) if found is not None else None

    # -------------------------------------------------------------------------------------------- wishes

    async def change(self, row: CallBackRow, action: "CallBackAction", remark: str = "") -> bool:
        """Do something about a request as it was seen; False after `WishFailed`, when somebody was faster."""
        wish = base.HandleCallBack(row.call_back.id, row.call_back.version, action.value, remark)
        return await self._doors.wish(wish, None)

    # ----------------------------------------------------------------------------------------- what happens

    def on_listed(self, department_id: DepartmentId, call_backs: "tuple[CallBack, ...]") -> None:
        """These, and no others, of a department are open."""
        gone = [key for key, each in self._known.items() if each.department_id == department_id and each.is_open]
        for key in gone:
            del self._known[key]
        for each in call_backs[:MAX_KEPT]:
            self._known[each.id] = each
        if gone or call_backs:
            self._follow()

    def on_changed(self, call_back: "CallBack") -> None:
        """A request came or changed; an older state of it is no news."""
        known = self._known.get(call_back.id)
        if known is not None and known.version >= call_back.version:
            return
        self._known[call_back.id] = call_back
        if len(self._known) > MAX_KEPT:
            closed = next((key for key, each in self._known.items() if not each.is_open), next(iter(self._known)))
            del self._known[closed]
        self._follow()

    # --------------------------------------------------------------------------------------------- due

    def _follow(self) -> None:
        self._doors.publish(CallBacksChanged())
        self._changed.set()
        if not self._watching:
            self._watching = True
            self._scope.start(self._watch(), name="call-backs")

    async def _watch(self) -> None:
        while True:
            self._changed.clear()
            wait_s = self._tell_due()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._changed.wait()

    def _tell_due(self) -> float | None:
        """Tell of what is due, each time once, and return the seconds until the next one; None when none is known."""
        now, waits = self._doors.now(), []
        for each in self._open():
            if each.due_from > now:
                waits.append((each.due_from - now).total_seconds())
            elif (each.id, each.due_from) not in self._told:
                self._told[each.id, each.due_from] = None
                if each.agent_id in {None, self._doors.me().id}:
                    self._doors.publish(CallBackDue(self._row(each)))
        while len(self._told) > MAX_TOLD:
            del self._told[next(iter(self._told))]
        return max(0.05, min(waits)) if waits else None

    def _open(self) -> "list[CallBack]":
        return [each for each in self._known.values() if each.is_open]

    def _row(self, call_back: "CallBack") -> CallBackRow:
        return CallBackRow(
            call_back=call_back,
            site=self._doors.site(call_back.site_id),
            agent_name=self._name(call_back.agent_id),
            mine=call_back.agent_id == self._doors.me().id,
        )

    def _name(self, agent_id: AgentId | None) -> str:
        people = (self._doors.me(), *self._doors.colleagues())
        return next((each.name for each in people if each.id == agent_id), "")

"""The own presence: a status by itself when nobody is there, and a word to the server; knows no system and no screen.

Begins only when the app gives it a machine: a desk without one, such as that of a practice round, does nothing by
itself and tells the server nothing.
"""

import asyncio
import logging
from collections.abc import Callable

import msgspec
from msgspec import Struct, structs

from operator_console.backends import base
from operator_console.desk.events import StatusChosen, StatusSetItself
from operator_console.desk.ports import Backend, HistoryStore, Machine, OwnWindows
from operator_console.domain import presence as rule
from operator_console.domain.people import AgentStatus
from operator_console.domain.presence import Activity, Automatic, MachineOffers, MachineSigns, Presence, Rules, Signs
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.task_scope import TaskScope

KEY = "presence"
"""Among the small values of the history cache: the status that was set by itself, or nothing. No times, no idleness."""
LOOK_S = 5.0
TELL_S = 10.0
"""The server is told no more often than this."""
REFUSED_S = 60.0
"""How long not to ask again to be set to something after the server refused it."""
QUIET_S = 3.0
"""Nothing is said to an agent who typed less than this ago."""

_log = logging.getLogger(__name__)


class PresenceDoors(Struct, frozen=True):
    """What the own presence needs of the desk.

    Attributes:
        status: The agent's status as the server told it.
        is_live: The server can be asked now.
        ticks: Seconds of a clock that never jumps.
    """

    status: Callable[[], AgentStatus]
    is_live: Callable[[], bool]
    publish: Callable[[object], None]
    ticks: Callable[[], float]


class OwnPresence:
    """Looks at the machine every few seconds; everything but the look itself is on the loop's thread."""

    def __init__(self, backend: Backend, history: HistoryStore, doors: PresenceDoors, scope: TaskScope) -> None:
        self._backend = backend
        self._history = history
        self._doors = doors
        self._scope = scope
        self._machine: Machine | None = None
        self._presence = rule.begun(doors.ticks())
        self._offers: MachineOffers | None = None
        self._seen_status: AgentStatus | None = None
        self._undecided: Automatic | None = None
        self._owes_back = False
        self._not_before_s = 0.0
        self._told: Activity | None = None
        self._told_s = 0.0
        self._news: StatusSetItself | None = None

    @property
    def offers(self) -> MachineOffers | None:
        """What the machine tells, or None before the first look."""
        return self._offers

    @property
    def automatic(self) -> Automatic | None:
        """The status that holds because nobody is there."""
        return self._presence.automatic

    async def load(self) -> None:
        """Read which status was set by itself when the last run ended. Raises StorageError."""
        kept = await self._history.value(KEY)
        if kept:
            try:
                automatic = msgspec.json.decode(kept, type=Automatic)
            except msgspec.DecodeError:
                _log.warning("the kept presence cannot be read")
            else:
                self._presence = rule.begun(self._doors.ticks(), automatic)

    def start(self, machine: Machine, windows: OwnWindows, rules: Callable[[], Rules]) -> None:
        """Begin to look. The machine is closed with the desk; `rules` are asked at each look."""
        self._machine = machine
        self._presence = rule.begun(self._doors.ticks(), self._presence.automatic)
        self._scope.start(self._run(machine, windows, rules), name="presence")

    def chosen(self) -> None:
        """The agent chooses a status: whatever was set by itself gives way."""
        self._undecided = None
        self._give_way()

    def live(self) -> None:
        """A connection began: the server knows nothing of this console yet."""
        self._told = None

    def close(self) -> None:
        """Let go of the machine, when nothing of the desk runs any more."""
        if self._machine is not None:
            self._machine.close()

    async def _run(self, machine: Machine, windows: OwnWindows, rules: Callable[[], Rules]) -> None:
        while True:
            await self.look(await asyncio.to_thread(machine.look), windows, rules())
            await asyncio.sleep(LOOK_S)

    async def look(self, told: MachineSigns, windows: OwnWindows, rules: Rules) -> None:
        """Take one look into account: tell the server, set a status, say to the agent what was done."""
        before = self._offers or MachineOffers()
        self._offers = MachineOffers(
            idle=before.idle or told.idle_s is not None, lock=before.lock or told.locked is not None
        )
        signs = Signs(at_s=self._doors.ticks(), idle_s=told.idle_s, window_idle_s=windows.idle_s, locked=told.locked)
        self._presence, back = rule.looked(self._presence, signs)
        if self._doors.is_live():
            self._tell_server()
            self._compare()
            await self._follow(rules, back=back)
        self._tell_agent(windows.keys_idle_s)

    def _tell_server(self) -> None:
        word, now_s = self._presence.activity, self._doors.ticks()
        if word is not self._told and (self._told is None or now_s - self._told_s >= TELL_S):
            self._told, self._told_s = word, now_s
            self._backend.activity(round(self._presence.idle_s, 1), locked=word is Activity.LOCKED)

    def _compare(self) -> None:
        """Give way where somebody else chose a status: the agent at another machine, or a lead."""
        status, automatic = self._doors.status(), self._presence.automatic
        if automatic is not None and status is not automatic.status:
            if self._undecided is automatic:
                self._presence = structs.replace(self._presence, automatic=None)
            else:
                self._give_way()
        elif automatic is None and self._seen_status not in {None, status}:
            self._presence = rule.chosen(self._presence, self._doors.ticks())
        self._undecided, self._seen_status = None, status

    async def _follow(self, rules: Rules, *, back: bool) -> None:
        automatic = self._presence.automatic
        if automatic is not None and (back or self._owes_back):
            await self._return(automatic)
            return
        next_one = rule.due(self._presence, self._doors.status(), rules)
        if next_one is not None and self._doors.ticks() >= self._not_before_s:
            await self._leave(automatic, next_one)

    async def _leave(self, before: Automatic | None, automatic: Automatic) -> None:
        self._presence = rule.left(self._presence, automatic)
        refusal = await self._backend.request(base.ChooseStatus(automatic.status, automatic=True))
        if self._presence.automatic is not automatic:  # the agent chose meanwhile
            return
        if refusal is None:
            self._take(self._presence)
            self._seen_status = automatic.status
            self._news = StatusSetItself(automatic=automatic, ended=False)
            return
        self._not_before_s = self._doors.ticks() + REFUSED_S
        if refusal is Refusal.UNAVAILABLE:  # without an answer it may have been done: the next look tells
            self._undecided = automatic
        else:
            self._presence = structs.replace(self._presence, automatic=before)

    async def _return(self, automatic: Automatic) -> None:
        self._owes_back = True
        refusal = await self._backend.request(base.ChooseStatus(automatic.back))
        if refusal is None and self._presence.automatic is automatic:
            self._owes_back = False
            self._take(rule.returned(self._presence))
            self._seen_status = automatic.back
            self._news = StatusSetItself(automatic=automatic, ended=True)

    def _give_way(self) -> None:
        if self._presence.automatic is not None:
            self._news = None
            self._doors.publish(StatusChosen())
        self._owes_back = False
        self._take(rule.chosen(self._presence, self._doors.ticks()))

    def _take(self, presence: Presence) -> None:
        """Remember, and keep what was set by itself for the next run when that is another thing now."""
        self._presence = presence
        automatic = presence.automatic
        self._history.keep_value(KEY, b"" if automatic is None else msgspec.json.encode(automatic))

    def _tell_agent(self, keys_idle_s: float | None) -> None:
        if self._news is not None and (keys_idle_s is None or keys_idle_s >= QUIET_S):
            news, self._news = self._news, None
            self._doors.publish(news)

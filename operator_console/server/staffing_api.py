"""The HTTP interface of `protocol.staffing`: what leads plan a department from; knows no SQL, simulates nothing."""

from datetime import UTC, datetime, timedelta

from aiohttp import web

from operator_console.domain.ids import DepartmentId
from operator_console.protocol.staffing import RECORD, StaffingRecord
from operator_console.server.authorise import Action, DepartmentOf, authorise
from operator_console.server.http_api import HttpApi, answer
from operator_console.server.store.staffing_reads import WantedRecord, read_record
from operator_console.server.switchboard import Switchboard

DAYS = 56
KEPT_FOR = timedelta(minutes=2)
"""A record is read at most so often, whoever asks: it goes over all chats of eight weeks."""


class StaffingApi:
    """Handlers; every one authorises for itself."""

    def __init__(self, switchboard: Switchboard, api: HttpApi) -> None:
        self._board = switchboard
        self._api = api
        self._kept: dict[DepartmentId, StaffingRecord] = {}

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.get(RECORD, self.record)]

    async def record(self, request: web.Request) -> web.Response:
        """Counts and times of a department."""
        actor = await self._api.agent(request)
        department_id = DepartmentId(request.match_info["department_id"])
        known = department_id in self._board.directory.departments
        if not known or not authorise(actor, Action.PLAN_STAFF, DepartmentOf(department_id=department_id)):
            return self._api.not_found(actor, Action.PLAN_STAFF, department_id)
        now = datetime.now(UTC)
        kept = self._kept.get(department_id)
        if kept is None or not timedelta() <= now - kept.record.until < KEPT_FOR:
            record = await self._board.store.read(read_record, self._wanted(department_id, now))
            kept = self._kept[department_id] = StaffingRecord(record=record, days=DAYS)
        return answer(kept)

    def _wanted(self, department_id: DepartmentId, now: datetime) -> WantedRecord:
        directory = self._board.directory
        sites = [site for site in directory.sites.values() if site.department_id == department_id]
        agents = directory.agents_of(department_id)
        capacities = [agent.capacity for agent in agents]
        return WantedRecord(
            sites=tuple(site.id for site in sites),
            agents=frozenset(agent.id for agent in agents),
            since=now - timedelta(days=DAYS),
            until=now,
            target_s=min((site.targets.target_s for site in sites), default=30.0),
            capacity=max(1, round(sum(capacities) / len(capacities))) if capacities else 4,
        )

"""The HTTP interface about colleagues: who could take a chat, as they are at this moment; knows no SQL."""

from aiohttp import web

from operator_console.domain.ids import AgentId
from operator_console.domain.people import Agent, AgentStatus, Department
from operator_console.protocol.handling import COLLEAGUES, Colleague, Colleagues, DepartmentPlace
from operator_console.server.http_api import HttpApi, answer
from operator_console.server.switchboard import Switchboard


class ColleagueApi:
    """Handlers; what they answer holds nothing of any chat."""

    def __init__(self, switchboard: Switchboard, api: HttpApi) -> None:
        self._board = switchboard
        self._api = api

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.get(COLLEAGUES, self.colleagues)]

    async def colleagues(self, request: web.Request) -> web.Response:
        """Agents of the asker's departments, and the departments."""
        actor = await self._api.agent(request)
        directory = self._board.directory
        found = {agent.id: agent for key in actor.departments for agent in directory.agents_of(key)}
        found.pop(actor.agent_id, None)
        agents = sorted((self._colleague(agent) for agent in found.values()), key=lambda one: one.name.casefold())
        departments = sorted(
            (self._place(one, actor.agent_id) for one in directory.departments.values()), key=lambda one: one.name
        )
        return answer(Colleagues(agents=tuple(agents), departments=tuple(departments)))

    def _colleague(self, agent: Agent) -> Colleague:
        chats = self._board.chats.of_agent(agent.id)
        return Colleague(
            id=agent.id,
            name=agent.name,
            first_name=agent.first_name,
            status=self._board.agents.status(agent.id),
            departments=agent.departments,
            skills=agent.skills,
            languages=agent.languages,
            capacity=agent.capacity,
            open=len(chats),
            waiting=sum(chat.clock.running for chat in chats),
        )

    def _place(self, department: Department, asker: AgentId) -> DepartmentPlace:
        agents = self._board.directory.agents_of(department.id)
        status = self._board.agents.status
        online = sum(agent.id != asker and status(agent.id) is AgentStatus.ONLINE for agent in agents)
        queued = sum(chat.department_id == department.id for chat in self._board.chats.queued())
        return DepartmentPlace(id=department.id, name=department.name, online=online, queued=queued)

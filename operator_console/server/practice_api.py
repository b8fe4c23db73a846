"""The HTTP interface of `protocol.practice`: cases to practise with, for everybody of their site; knows no SQL."""

from datetime import UTC, datetime

import msgspec
from aiohttp import web
from msgspec import structs

from operator_console.domain.ids import new_id
from operator_console.domain.masking import mask
from operator_console.domain.people import Agent
from operator_console.domain.plain_text import clean_line, clean_message
from operator_console.domain.practice import CaseBroken, Dialogue, PracticeCase, check_dialogue
from operator_console.protocol import practice
from operator_console.protocol.frames import Refusal
from operator_console.server.authorise import Action, AgentActor, DepartmentOf, authorise
from operator_console.server.http_api import HttpApi, answer, body_of, problem
from operator_console.server.store.practice_cases import cases_of, find_case, keep_case, remove_case
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.switchboard import Switchboard

MAX_BODY_BYTES = 512 * 1024
MOST_CASES = 300
"""Of one site: enough to practise for years, and what one answer can hold."""


class PracticeApi:
    """Handlers; every one authorises for itself."""

    def __init__(self, switchboard: Switchboard, api: HttpApi) -> None:
        self._board = switchboard
        self._api = api

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get(practice.CASES, self.cases),
            web.post(practice.CASES, self.keep),
            web.delete(practice.CASE, self.remove),
        ]

    async def cases(self, request: web.Request) -> web.Response:
        """Cases of the agent's sites."""
        actor = await self._api.agent(request)
        sites = tuple(site.id for site in self._board.directory.sites_of(self._agent(actor)))
        return answer(practice.PracticeCases(cases=await self._board.store.read(cases_of, sites, MOST_CASES)))

    async def keep(self, request: web.Request) -> web.Response:
        """Keep a new case for the department of its site."""
        actor = await self._api.agent(request)
        body = await body_of(request, MAX_BODY_BYTES)
        dialogue = msgspec.json.decode(body, type=practice.SavePracticeCase).dialogue
        try:
            check_dialogue(dialogue)
        except CaseBroken as error:
            return problem(400, Refusal.INVALID, detail=str(error))
        site = self._board.directory.sites.get(PracticeCase(id="", dialogue=dialogue).site_id)
        if site is None or not self._may_keep(actor, PracticeCase(id="", dialogue=dialogue)):
            return self._api.not_found(actor, "keep_practice_case", dialogue.site)
        made = PracticeCase(
            id=new_id("pc"), dialogue=_harmless(dialogue), by=self._agent(actor).name, at=datetime.now(UTC)
        )

        def store(unit: UnitOfWork) -> bool:
            if not keep_case(unit.connection, made, actor.agent_id, MOST_CASES):
                return False
            unit.audit(actor.agent_id, "practice_case_kept", made.id)
            return True

        if not await self._board.store.transact(store):
            return problem(409, Refusal.CONFLICT, detail=f"a site has at most {MOST_CASES} practice cases")
        return answer(made)

    async def remove(self, request: web.Request) -> web.Response:
        """Take a case away from everybody."""
        actor = await self._api.agent(request)
        case_id = request.match_info["case_id"]
        case = await self._board.store.read(find_case, case_id)
        if case is None or not self._may_keep(actor, case):
            return self._api.not_found(actor, "remove_practice_case", case_id)

        def store(unit: UnitOfWork) -> None:
            remove_case(unit.connection, case_id)
            unit.audit(actor.agent_id, "practice_case_removed", case_id)

        await self._board.store.transact(store)
        return web.Response(status=204)

    def _agent(self, actor: AgentActor) -> Agent:
        return self._board.directory.agents[actor.agent_id]

    def _may_keep(self, actor: AgentActor, case: PracticeCase) -> bool:
        site = self._board.directory.sites.get(case.site_id)
        if site is None:
            return False
        return authorise(actor, Action.KEEP_CASES, DepartmentOf(department_id=site.department_id))


def _harmless(dialogue: Dialogue) -> Dialogue:
    """Return the story with payment cards and the like masked, as messages are, whatever its maker overlooked."""
    turns = tuple(
        structs.replace(turn, say=mask(clean_message(turn.say))) if turn.say is not None else turn
        for turn in dialogue.turns
    )
    impatient = mask(clean_message(dialogue.impatient)) if dialogue.impatient is not None else None
    return structs.replace(dialogue, title=mask(clean_line(dialogue.title)), turns=turns, impatient=impatient)

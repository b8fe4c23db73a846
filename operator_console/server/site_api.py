"""The HTTP interface of `protocol.sites`: sites and what their owners set, for the leads of departments; no SQL."""

from collections.abc import Iterable

import msgspec
from aiohttp import web

from operator_console.domain.ids import SiteId
from operator_console.domain.people import Department, Site
from operator_console.domain.site_checks import (
    Wrong,
    cleaned_settings,
    cleaned_site,
    is_site_id,
    settings_faults,
    site_faults,
)
from operator_console.domain.site_settings import MAX_SETTINGS_BYTES, SiteSettings
from operator_console.protocol import sites
from operator_console.protocol.frames import Refusal
from operator_console.server import article_address
from operator_console.server.authorise import Action, AgentActor, DepartmentOf, authorise
from operator_console.server.http_api import HttpApi, answer, body_of, problem
from operator_console.server.store.directory import read_site, save_site
from operator_console.server.store.site_changes import change_site
from operator_console.server.store.site_settings import put_settings, read_settings
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.switchboard import Switchboard

MOST_SITES = 500
FAULTS_TOLD = 5


class SiteApi:
    """Handlers; every one authorises for itself."""

    def __init__(self, switchboard: Switchboard, api: HttpApi) -> None:
        self._board = switchboard
        self._api = api

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get(sites.SITES, self.own_sites),
            web.post(sites.SITES, self.create),
            web.put(sites.SITE, self.save),
            web.get(sites.SETTINGS, self.settings),
            web.put(sites.SETTINGS, self.save_settings),
        ]

    async def own_sites(self, request: web.Request) -> web.Response:
        """The sites that the agent may set up, and where they may make a new one."""
        actor = await self._api.agent(request)
        directory = self._board.directory
        own = (directory.departments.get(key) for key in actor.departments)
        departments = tuple(department for department in own if department is not None)
        return answer(
            sites.OwnSites(
                sites=tuple(site for site in directory.sites.values() if authorise(actor, Action.SET_UP_SITE, site)),
                departments=departments,
                create_in=tuple(department for department in departments if _may_create(actor, department)),
            )
        )

    async def create(self, request: web.Request) -> web.Response:
        """Make a new site with the settings that a site has before its owner has set any."""
        actor = await self._api.agent(request)
        site = cleaned_site(msgspec.json.decode(await body_of(request), type=sites.CreateSite).site)
        department = self._board.directory.departments.get(site.department_id)
        if department is None or not _may_create(actor, department):
            return self._api.not_found(actor, Action.CREATE_SITE, site.id)
        if not is_site_id(site.id):
            return problem(400, Refusal.INVALID, detail="id: not_a_key")
        if faults := site_faults(site):
            return _invalid(faults)
        if len(self._board.directory.sites) >= MOST_SITES:
            return problem(400, Refusal.INVALID, detail=f"a server has at most {MOST_SITES} sites")

        def store(unit: UnitOfWork) -> bool:
            if read_site(unit.connection, site.id) is not None:
                return False
            save_site(unit.connection, site)
            unit.audit(actor.agent_id, Action.CREATE_SITE, site.id)
            return True

        if not await self._board.store.transact(store):
            return problem(409, Refusal.CONFLICT, detail="there is a site of this id")
        await self._board.store.renew_directory()
        return answer(sites.SiteState(site=site, settings=SiteSettings(site_id=site.id)))

    async def save(self, request: web.Request) -> web.Response:
        """Keep a site's new values; whoever saves over somebody else's change is told."""
        actor = await self._api.agent(request)
        site = self._site(actor, request)
        if site is None:
            return self._api.not_found(actor, Action.SET_UP_SITE, request.match_info["site_id"])
        body = msgspec.json.decode(await body_of(request), type=sites.SaveSite)
        wished = cleaned_site(body.site)
        if (wished.id, wished.department_id) != (site.id, site.department_id):
            return problem(400, Refusal.INVALID, detail="a site keeps its id and its department")
        if faults := site_faults(wished):
            return _invalid(faults)

        def store(unit: UnitOfWork) -> SiteSettings | None:
            now = read_site(unit.connection, site.id)
            if now is None or now != body.before:
                return None
            change_site(unit.connection, wished, now, article_address.moved)
            unit.audit(actor.agent_id, Action.SET_UP_SITE, site.id)
            return read_settings(unit.connection).get(site.id) or SiteSettings(site_id=site.id)

        kept = await self._board.store.transact(store)
        if kept is None:
            return problem(409, Refusal.CONFLICT, detail="somebody else has changed it meanwhile")
        await self._board.store.renew_directory()
        return answer(sites.SiteState(site=wished, settings=kept))

    async def settings(self, request: web.Request) -> web.Response:
        """A site with everything that is set."""
        actor = await self._api.agent(request)
        site = self._site(actor, request)
        if site is None:
            return self._api.not_found(actor, Action.SET_UP_SITE, request.match_info["site_id"])
        kept = await self._board.store.read(read_settings)  # what was saved a moment ago is in no directory yet
        return answer(sites.SiteState(site=site, settings=kept.get(site.id) or SiteSettings(site_id=site.id)))

    async def save_settings(self, request: web.Request) -> web.Response:
        """Keep new settings; whoever saves over somebody else's change is told."""
        actor = await self._api.agent(request)
        site = self._site(actor, request)
        if site is None:
            return self._api.not_found(actor, Action.SET_UP_SITE, request.match_info["site_id"])
        body = await body_of(request, MAX_SETTINGS_BYTES)
        wished = cleaned_settings(msgspec.json.decode(body, type=sites.SaveSettings).settings)
        if wished.site_id != site.id:
            return problem(400, Refusal.INVALID, detail="the settings are another site's")
        if faults := settings_faults(wished):
            return _invalid(faults)

        def store(unit: UnitOfWork) -> SiteSettings | None:
            kept = put_settings(unit.connection, wished)
            if kept is not None:
                unit.audit(actor.agent_id, Action.SET_UP_SITE, site.id)
            return kept

        kept = await self._board.store.transact(store)
        if kept is None:
            return problem(409, Refusal.CONFLICT, detail="somebody else has changed them meanwhile")
        return answer(sites.SiteState(site=site, settings=kept))

    def _site(self, actor: AgentActor, request: web.Request) -> Site | None:
        """Return the site that is asked about, if the actor may set it up."""
        site = self._board.directory.sites.get(SiteId(request.match_info["site_id"]))
        return site if site is not None and authorise(actor, Action.SET_UP_SITE, site) else None


def _may_create(actor: AgentActor, department: Department) -> bool:
    return authorise(actor, Action.CREATE_SITE, DepartmentOf(department_id=department.id))


def _invalid(faults: Iterable[Wrong]) -> web.Response:
    """Refuse with the first faults by field; values are not repeated."""
    told = [f"{wrong.field}: {wrong.fault}" for wrong in faults][:FAULTS_TOLD]
    return problem(400, Refusal.INVALID, detail=", ".join(told)[:200])

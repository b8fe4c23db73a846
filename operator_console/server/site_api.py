"""The HTTP interface of `protocol.sites`: what a site's owner sets, for the leads of its department; knows no SQL."""

import msgspec
from aiohttp import web

from operator_console.domain.ids import SiteId
from operator_console.domain.people import Site
from operator_console.domain.site_settings import MAX_SETTINGS_BYTES, SiteSettings
from operator_console.protocol import sites
from operator_console.protocol.frames import Refusal
from operator_console.server.authorise import Action, AgentActor, authorise
from operator_console.server.http_api import HttpApi, answer, body_of, problem
from operator_console.server.store.site_settings import put_settings, read_settings
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.switchboard import Switchboard


class SiteApi:
    """Handlers; every one authorises for itself."""

    def __init__(self, switchboard: Switchboard, api: HttpApi) -> None:
        self._board = switchboard
        self._api = api

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.get(sites.SETTINGS, self.settings), web.put(sites.SETTINGS, self.save_settings)]

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
        wished = msgspec.json.decode(body, type=sites.SaveSettings).settings
        if wished.site_id != site.id:
            return problem(400, Refusal.INVALID, detail="the settings are another site's")

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

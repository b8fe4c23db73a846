"""The HTTP interface of `protocol.sites` about installing the widget and vouching for customers; knows no SQL."""

from datetime import UTC, datetime

from aiohttp import web

from operator_console.domain.ids import SiteId
from operator_console.domain.people import Site
from operator_console.protocol import sites
from operator_console.server.authorise import Action, AgentActor, authorise
from operator_console.server.http_api import HttpApi, answer
from operator_console.server.store.site_secrets import SiteKey, end_key, keys_of, make_key
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.switchboard import Switchboard

KEY_MADE = "identity_key_made"
KEY_ENDED = "identity_key_ended"


class SiteInstallApi:
    """Handlers; every one authorises for itself."""

    def __init__(self, switchboard: Switchboard, api: HttpApi) -> None:
        self._board = switchboard
        self._api = api

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get(sites.INSTALLATION, self.installation),
            web.get(sites.IDENTITY_KEYS, self.keys),
            web.post(sites.IDENTITY_KEYS, self.make_key),
            web.delete(sites.IDENTITY_KEY, self.end_key),
        ]

    async def installation(self, request: web.Request) -> web.Response:
        """From where the site's widget has spoken since this server started."""
        actor = await self._api.agent(request)
        site = self._site(actor, request)
        if site is None:
            return self._refuse(actor, request)
        noticed = self._board.sightings
        return answer(
            sites.Installation(
                address=self._board.config.public_url or "",
                since=noticed.since,
                seen=noticed.seen_at(site.id),
                refused=noticed.refused_at(site.id, site.origins),
            )
        )

    async def keys(self, request: web.Request) -> web.Response:
        """The keys that serve, without their secrets."""
        actor = await self._api.agent(request)
        site = self._site(actor, request)
        if site is None:
            return self._refuse(actor, request)
        kept = await self._board.store.read(keys_of, site.id)
        return answer(sites.IdentityKeys(keys=tuple(_shown(key) for key in kept)))

    async def make_key(self, request: web.Request) -> web.Response:
        """A new key, this once with its secret; the newest earlier one goes on to serve."""
        actor = await self._api.agent(request)
        site = self._site(actor, request)
        if site is None:
            return self._refuse(actor, request)

        def store(unit: UnitOfWork) -> SiteKey:
            made = make_key(unit.connection, site.id, datetime.now(UTC))
            unit.audit(actor.agent_id, KEY_MADE, site.id, made.id)
            return made

        made = await self._board.store.transact(store)
        return answer(sites.IdentityKey(id=made.id, created_at=made.created_at, secret=made.secret))

    async def end_key(self, request: web.Request) -> web.Response:
        """Let a key serve no more."""
        actor = await self._api.agent(request)
        site = self._site(actor, request)
        if site is None:
            return self._refuse(actor, request)
        key_id = request.match_info["key_id"]

        def store(unit: UnitOfWork) -> bool:
            ended = end_key(unit.connection, site.id, key_id)
            if ended:
                unit.audit(actor.agent_id, KEY_ENDED, site.id, key_id)
            return ended

        if not await self._board.store.transact(store):
            return self._api.not_found(actor, KEY_ENDED, key_id)
        return web.Response(status=204)

    def _site(self, actor: AgentActor, request: web.Request) -> Site | None:
        site = self._board.directory.sites.get(SiteId(request.match_info["site_id"]))
        return site if site is not None and authorise(actor, Action.SET_UP_SITE, site) else None

    def _refuse(self, actor: AgentActor, request: web.Request) -> web.Response:
        return self._api.not_found(actor, Action.SET_UP_SITE, request.match_info["site_id"])


def _shown(key: SiteKey) -> sites.IdentityKey:
    return sites.IdentityKey(id=key.id, created_at=key.created_at)

"""Sites and what their owners set, at our own server; knows no desk."""

from typing import TypeVar
from urllib.parse import quote

from operator_console.backends.base import SignedOut
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp
from operator_console.backends.native.site_page import PageLook, look_at_page
from operator_console.domain.ids import SiteId
from operator_console.domain.people import Site
from operator_console.domain.site_settings import SiteSettings
from operator_console.protocol import sites

Body = TypeVar("Body")


class NativeSites:
    """Fits `desk.ports.SitesBackend`; belongs to a connection, which closes the HTTP client."""

    def __init__(self, http: NativeHttp, credentials: Credentials) -> None:
        self._http = http
        self._credentials = credentials

    async def settings(self, site_id: SiteId) -> sites.SiteState:
        return await self._call("GET", _of(sites.SETTINGS, site_id), sites.SiteState)

    async def save_settings(self, settings: SiteSettings) -> sites.SiteState:
        path = _of(sites.SETTINGS, settings.site_id)
        return await self._call("PUT", path, sites.SiteState, sites.SaveSettings(settings=settings))

    async def own_sites(self) -> sites.OwnSites:
        return await self._call("GET", sites.SITES, sites.OwnSites)

    async def create(self, site: Site) -> sites.SiteState:
        return await self._call("POST", sites.SITES, sites.SiteState, sites.CreateSite(site=site))

    async def save_site(self, site: Site, before: Site) -> sites.SiteState:
        body = sites.SaveSite(site=site, before=before)
        return await self._call("PUT", _of(sites.SITE, site.id), sites.SiteState, body)

    async def installation(self, site_id: SiteId) -> sites.Installation:
        return await self._call("GET", _of(sites.INSTALLATION, site_id), sites.Installation)

    async def identity_keys(self, site_id: SiteId) -> sites.IdentityKeys:
        return await self._call("GET", _of(sites.IDENTITY_KEYS, site_id), sites.IdentityKeys)

    async def make_identity_key(self, site_id: SiteId) -> sites.IdentityKey:
        return await self._call("POST", _of(sites.IDENTITY_KEYS, site_id), sites.IdentityKey)

    async def end_identity_key(self, site_id: SiteId, key_id: str) -> None:
        path = sites.IDENTITY_KEY.format(site_id=quote(site_id, safe=""), key_id=quote(key_id, safe=""))
        token = await self._credentials.access()
        try:
            await self._http.tell(path, method="DELETE", token=token)
        except SignedOut:
            await self._http.tell(path, method="DELETE", token=await self._credentials.access(refused=token))

    async def look_at_page(self, address: str) -> PageLook:
        return await look_at_page(address)

    async def _call(self, method: str, path: str, kind: type[Body], body: object = None) -> Body:
        """Ask with a valid token; one that was revoked meanwhile is renewed once."""
        token = await self._credentials.access()
        try:
            return await self._http.call(method, path, kind, body=body, token=token)
        except SignedOut:
            token = await self._credentials.access(refused=token)
            return await self._http.call(method, path, kind, body=body, token=token)


def _of(path: str, site_id: SiteId) -> str:
    return path.format(site_id=quote(site_id, safe=""))

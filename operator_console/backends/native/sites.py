"""Sites and what their owners set, at our own server; knows no desk."""

from typing import TypeVar
from urllib.parse import quote

from operator_console.backends.base import SignedOut
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp
from operator_console.domain.ids import SiteId
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

"""What is kept of a visitor, taken out and erased, at our own server; knows no desk."""

from typing import TypeVar
from urllib.parse import quote

from operator_console.backends.base import SignedOut
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp
from operator_console.domain.ids import SiteId, VisitorId
from operator_console.protocol import privacy

Body = TypeVar("Body")


class NativePeople:
    """Fits `desk.ports.PeopleBackend`; belongs to a connection, which closes the HTTP client."""

    def __init__(self, http: NativeHttp, credentials: Credentials) -> None:
        self._http = http
        self._credentials = credentials

    async def kept(self, visitor_id: VisitorId) -> privacy.KeptOfVisitor:
        return await self._call("GET", _of(privacy.KEPT, visitor_id), privacy.KeptOfVisitor)

    async def erase(self, visitor_id: VisitorId) -> privacy.KeptOfVisitor:
        return await self._call("DELETE", _of(privacy.VISITOR, visitor_id), privacy.KeptOfVisitor)

    async def export(self, visitor_id: VisitorId) -> bytes:
        path = _of(privacy.EXPORT, visitor_id)
        token = await self._credentials.access()
        try:
            return await self._http.download(path, token)
        except SignedOut:
            return await self._http.download(path, await self._credentials.access(refused=token))

    async def retention(self, site_id: SiteId) -> privacy.RetentionRuns:
        path = privacy.RETENTION.format(site_id=quote(site_id, safe=""))
        return await self._call("GET", path, privacy.RetentionRuns)

    async def _call(self, method: str, path: str, kind: type[Body]) -> Body:
        """Ask with a valid token; one that was revoked meanwhile is renewed once."""
        token = await self._credentials.access()
        try:
            return await self._http.call(method, path, kind, token=token)
        except SignedOut:
            token = await self._credentials.access(refused=token)
            return await self._http.call(method, path, kind, token=token)


def _of(path: str, visitor_id: VisitorId) -> str:
    return path.format(visitor_id=quote(visitor_id, safe=""))

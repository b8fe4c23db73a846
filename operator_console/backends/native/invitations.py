"""How invitations do, and whom a rule would have invited, at our own server; knows no desk."""

from typing import TypeVar
from urllib.parse import quote

from operator_console.backends.base import SignedOut
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp
from operator_console.domain.ids import SiteId
from operator_console.domain.invitations import InvitationRule
from operator_console.protocol import invitations

Body = TypeVar("Body")


class NativeInvitations:
    """Fits `desk.ports.InvitationsBackend`; belongs to a connection, which closes the HTTP client."""

    def __init__(self, http: NativeHttp, credentials: Credentials) -> None:
        self._http = http
        self._credentials = credentials

    async def figures(self, site_id: SiteId, days: int) -> invitations.InvitationFigures:
        path = _of(invitations.FIGURES, site_id)
        return await self._call("GET", path, invitations.InvitationFigures, query={"days": str(days)})

    async def try_rule(self, site_id: SiteId, rule: InvitationRule, days: int) -> invitations.TriedRule:
        body = invitations.TryRule(rule=rule, days=days)
        return await self._call("POST", _of(invitations.TRY, site_id), invitations.TriedRule, body)

    async def _call(
        self, method: str, path: str, kind: type[Body], body: object = None, query: dict[str, str] | None = None
    ) -> Body:
        """Ask with a valid token; one that was revoked meanwhile is renewed once."""
        token = await self._credentials.access()
        try:
            return await self._http.call(method, path, kind, body=body, token=token, query=query)
        except SignedOut:
            token = await self._credentials.access(refused=token)
            return await self._http.call(method, path, kind, body=body, token=token, query=query)


def _of(path: str, site_id: SiteId) -> str:
    return path.format(site_id=quote(site_id, safe=""))

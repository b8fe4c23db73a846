"""Figures from our own server; knows no desk."""

from typing import TypeVar

from operator_console.backends.base import SignedOut
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp
from operator_console.protocol.reports import REPORT, TODAY, AskReport, Report, Today

Body = TypeVar("Body")


class NativeReports:
    """Fits `desk.ports.ReportsBackend`; belongs to a connection, which closes the HTTP client."""

    def __init__(self, http: NativeHttp, credentials: Credentials) -> None:
        self._http = http
        self._credentials = credentials

    async def report(self, wish: AskReport) -> Report:
        return await self._call("POST", REPORT, Report, wish)

    async def today(self) -> Today:
        return await self._call("GET", TODAY, Today)

    async def _call(self, method: str, path: str, kind: type[Body], body: object = None) -> Body:
        """Ask with a valid token; one that was revoked meanwhile is renewed once."""
        token = await self._credentials.access()
        try:
            return await self._http.call(method, path, kind, body=body, token=token)
        except SignedOut:
            token = await self._credentials.access(refused=token)
            return await self._http.call(method, path, kind, body=body, token=token)

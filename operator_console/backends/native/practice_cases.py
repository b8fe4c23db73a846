"""Practice cases at our own server; knows no desk."""

from typing import TypeVar
from urllib.parse import quote

from operator_console.backends.base import SignedOut
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp
from operator_console.domain.practice import Dialogue, PracticeCase
from operator_console.protocol import practice

Body = TypeVar("Body")


class NativePracticeCases:
    """Fits `desk.ports.PracticeBackend`; belongs to a connection, which closes the HTTP client."""

    def __init__(self, http: NativeHttp, credentials: Credentials) -> None:
        self._http = http
        self._credentials = credentials

    async def practice_cases(self) -> practice.PracticeCases:
        return await self._call("GET", practice.PracticeCases)

    async def save_practice_case(self, dialogue: Dialogue) -> PracticeCase:
        return await self._call("POST", PracticeCase, practice.SavePracticeCase(dialogue=dialogue))

    async def remove_practice_case(self, case_id: str) -> None:
        path = practice.CASE.format(case_id=quote(case_id, safe=""))
        token = await self._credentials.access()
        try:
            await self._http.tell(path, method="DELETE", token=token)
        except SignedOut:
            await self._http.tell(path, method="DELETE", token=await self._credentials.access(refused=token))

    async def _call(self, method: str, kind: type[Body], body: object = None) -> Body:
        """Ask with a valid token; one that was revoked meanwhile is renewed once."""
        token = await self._credentials.access()
        try:
            return await self._http.call(method, practice.CASES, kind, body=body, token=token)
        except SignedOut:
            token = await self._credentials.access(refused=token)
            return await self._http.call(method, practice.CASES, kind, body=body, token=token)

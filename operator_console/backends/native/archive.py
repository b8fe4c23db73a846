"""The archive at our own server: calls of the port over HTTP; knows no desk and no socket."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

from operator_console.backends.base import SignedOut
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp
from operator_console.domain.archive import ArchiveComment
from operator_console.domain.ids import ConversationId
from operator_console.protocol import archive

Body = TypeVar("Body")


class NativeArchive:
    """Fits `desk.ports.ArchiveBackend`."""

    def __init__(self, http: NativeHttp, credentials: Credentials) -> None:
        self._http = http
        self._credentials = credentials

    async def search(self, wish: archive.SearchArchive) -> archive.ArchivePage:
        return await self._call("POST", archive.SEARCH, archive.ArchivePage, wish)

    async def choices(self) -> archive.ArchiveChoices:
        return await self._call("GET", archive.CHOICES, archive.ArchiveChoices)

    async def chat(self, conversation_id: ConversationId) -> archive.ArchivedChat:
        return await self._call("GET", _path(archive.CHAT, conversation_id), archive.ArchivedChat)

    async def seen(self, conversation_id: ConversationId) -> int:
        path = _path(archive.SEEN, conversation_id)
        return (await self._call("POST", path, archive.UnreadComments)).unread

    async def comment(self, conversation_id: ConversationId, text: str) -> ArchiveComment:
        path = _path(archive.COMMENTS, conversation_id)
        return await self._call("POST", path, ArchiveComment, archive.WriteComment(text=text))

    async def edit_comment(self, comment_id: str, text: str) -> ArchiveComment:
        path = _path(archive.COMMENT, comment_id)
        return await self._call("PUT", path, ArchiveComment, archive.WriteComment(text=text))

    async def remove_comment(self, comment_id: str) -> None:
        path, token = _path(archive.COMMENT, comment_id), await self._credentials.access()
        try:
            await self._http.tell(path, method="DELETE", token=token)
        except SignedOut:
            await self._http.tell(path, method="DELETE", token=await self._credentials.access(refused=token))

    async def export(self, wish: archive.ExportArchive, sink: Callable[[bytes], None]) -> None:
        token = await self._credentials.access()
        try:
            await self._http.stream(archive.EXPORT, wish, token, sink)
        except SignedOut:
            await self._http.stream(archive.EXPORT, wish, await self._credentials.access(refused=token), sink)

    async def _call(self, method: str, path: str, kind: type[Body], body: object = None) -> Body:
        """Ask with a valid token; one that was revoked meanwhile is renewed once."""
        token = await self._credentials.access()
        try:
            return await self._http.call(method, path, kind, body=body, token=token)
        except SignedOut:
            token = await self._credentials.access(refused=token)
            return await self._http.call(method, path, kind, body=body, token=token)


def _path(path: str, name: str) -> str:
    return path.format(conversation_id=quote(name, safe=""), comment_id=quote(name, safe=""))

"""Files on their way to our own server, in parts that go on where the line broke (tus 1.0.0); knows no desk.

The server knows an upload again by its key, so nothing has to be kept here: after a broken line, and after a start,
the same key goes on at the byte that the server has.
"""

from collections.abc import Callable
from urllib.parse import quote

from operator_console.backends import base
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import Conflicted, NativeHttp, decoded
from operator_console.domain.conversations import Attachment
from operator_console.protocol import http
from operator_console.protocol.refusal import Refusal
from operator_console.protocol.versions import MAX_UPLOAD_BYTES

PART_BYTES = 512 * 1024
_MOST_STEPS = 4 * MAX_UPLOAD_BYTES // PART_BYTES
_TUS = {"Tus-Resumable": "1.0.0"}
Progress = Callable[[float], None]


class NativeUploads:
    """Fits the upload part of `desk.ports.Backend`; all on the loop's thread."""

    def __init__(self, client: NativeHttp, credentials: Credentials) -> None:
        self._http = client
        self._credentials = credentials
        self._places: dict[str, str] = {}

    async def upload(self, key: str, name: str, content: bytes, progress: Progress) -> Attachment:
        """Send a file, or the rest of it.

        Raises:
            Unreachable: The line broke; what has arrived is kept, and the same key goes on with it.
            CertificateRefused, NotAServer, SignedOut, Refused
        """
        token = await self._credentials.access()
        try:
            return await self._send(key, name, content, token, progress)
        except base.SignedOut:
            token = await self._credentials.access(refused=token)
            return await self._send(key, name, content, token, progress)

    async def give_up(self, key: str) -> None:
        """Have the server forget what has arrived; when it cannot be told, it forgets by itself in a day."""
        place = self._places.pop(key, None)
        if place is None:
            return
        try:
            await self._exchange("DELETE", place, None, {}, await self._credentials.access())
        except base.BackendError:
            return

    async def _send(self, key: str, name: str, content: bytes, token: str, progress: Progress) -> Attachment:
        begun = {
            "Upload-Key": key,
            "Upload-Length": str(len(content)),
            "X-File-Name": quote(name, safe="", errors="replace"),
        }
        try:
            _answer, heard = await self._exchange("POST", http.RESUMABLE, None, begun, token)
        except base.Refused as error:
            if error.reason is not Refusal.NOT_FOUND:
                raise
            return await self._http.upload(http.UPLOADS, name, content, Attachment, token, progress)  # an older server
        place = heard.get("Location", "")
        if not place.startswith(http.RESUMABLE + "/"):
            msg = "no place for parts"
            raise base.NotAServer(msg)
        self._places[key] = place
        for _step in range(_MOST_STEPS):
            at = _offset(heard, len(content))
            piece = content[at : at + PART_BYTES]
            progress(at / max(1, len(content)))
            part = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(at)}
            answer, heard = await self._exchange(
                "PATCH", place, piece, part, token, _shifted(progress, at, piece, content)
            )
            if answer and heard.get("Upload-Offset") == str(len(content)):
                attachment = decoded(answer, Attachment)
                self._places.pop(key, None)
                progress(1.0)
                return attachment
        msg = "an upload without end"
        raise base.NotAServer(msg)

    async def _exchange(
        self,
        method: str,
        path: str,
        content: bytes | None,
        headers: dict[str, str],
        token: str,
        progress: Progress | None = None,
    ) -> tuple[bytes, dict[str, str]]:
        """Make one call; a place that the server knows better is no error, it says where to go on."""
        heard: dict[str, str] = {}
        try:
            answer = await self._http.exchange(method, path, content, {**_TUS, **headers}, token, heard, progress)
        except Conflicted:
            if method != "PATCH" or "Upload-Offset" not in heard:
                raise
            return b"", heard
        return answer, heard


def _shifted(progress: Progress, at: int, piece: bytes, content: bytes) -> Progress:
    """Return what turns the share of a piece that was sent into the share of the whole."""
    return lambda share: progress((at + share * len(piece)) / len(content))


def _offset(heard: dict[str, str], length: int) -> int:
    text = heard.get("Upload-Offset", "")
    if not (text.isascii() and text.isdigit()) or len(text) > 12 or int(text) > length:
        msg = "no offset"
        raise base.NotAServer(msg)
    return int(text)

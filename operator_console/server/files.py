"""Uploads and downloads over HTTP: who may, how large, with which headers; what a file is, `pictures` decides.

An upload is the raw body with the file's name, percent-encoded, in ``X-File-Name``: one part, no multipart parser.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, unquote

from aiohttp import web

from operator_console.domain.conversations import Attachment
from operator_console.domain.ids import AttachmentId, new_id
from operator_console.domain.masking import mask
from operator_console.protocol import http
from operator_console.protocol.frames import Refusal
from operator_console.protocol.versions import MAX_UPLOAD_BYTES
from operator_console.server.authorise import Action, AgentActor, UsedFile, VisitorActor, authorise
from operator_console.server.file_check import CheckedFile, FileRefused, check_file, safe_name
from operator_console.server.http_api import HttpApi, answer, problem
from operator_console.server.kept_files import file_path, write_file
from operator_console.server.origins import Origins
from operator_console.server.store import reads
from operator_console.server.switchboard import Switchboard
from operator_console.server.works.visits import StoreAttachment

CHUNK_BYTES = 256 * 1024
MAX_UPLOADS = 40
MAX_UPLOADS_EACH = 3
MAX_UPLOADING_BYTES = 160 * 1024 * 1024
"""All bodies together that are being received or checked; who comes then is asked to wait."""
UPLOAD_LIMIT_S = 180.0
_SHARED = ("/api/v1/uploads", "/api/v1/files/", "/api/v1/conversations/")
_HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "private, max-age=86400, immutable",
    "Referrer-Policy": "no-referrer",
}


class Files:
    """Handlers of uploads and downloads; pictures are decoded in two threads."""

    def __init__(self, switchboard: Switchboard, api: HttpApi, origins: Origins) -> None:
        self._board = switchboard
        self._api = api
        self._origins = origins
        self._folder = switchboard.config.files
        self._pool = ThreadPoolExecutor(2, "files")
        self._uploading: Counter[str] = Counter()
        self._uploading_bytes = 0

    def routes(self) -> list[web.RouteDef]:
        """Return the routes, with what browsers of other origins ask first."""
        return [
            web.post(http.UPLOADS, self.upload),
            web.get(http.FILES, self.download),
            web.options(http.UPLOADS, self.preflight),
            web.options(http.FILES, self.preflight),
            web.options(http.MESSAGES, self.preflight),
        ]

    def close(self) -> None:
        """Stop the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def allow_sites(self, request: web.Request, response: web.StreamResponse) -> None:
        """Let pages of the sites' origins read what is answered here, refusals too; a signal of the application."""
        if not request.path.startswith(_SHARED):
            return
        origin = request.headers.get("Origin")
        response.headers["Vary"] = "Origin"
        if origin is not None and self._origins.known(origin):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = "Location, Upload-Offset, Upload-Length, Upload-Expires"

    async def preflight(self, _request: web.Request) -> web.Response:
        """Tell a browser what it may send; `allow_sites` says to which origins that applies."""
        return web.Response(
            status=204,
            headers={
                "Access-Control-Allow-Methods": "GET, POST, HEAD, PATCH, DELETE",
                "Access-Control-Allow-Headers": (
                    "authorization, content-type, x-file-name, "
                    "tus-resumable, upload-key, upload-length, upload-metadata, upload-offset"
                ),
                "Access-Control-Max-Age": "600",
            },
        )

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give one file, always as an attachment."""
        actor = await self._api.anybody(request)
        attachment_id = AttachmentId(request.match_info["attachment_id"])
        found = await self._board.store.read(reads.read_attachment, attachment_id)
        allowed, chat = False, None
        if found is not None:
            chat = await self._board.store.read(reads.read_conversation, found[2]) if found[2] else None
            used = UsedFile(owner=found[1], conversation=chat, hidden=found[3])
            allowed = authorise(actor, Action.READ, used)
        path = self.path(attachment_id)
        if found is None or not allowed or not path.is_file():
            self._board.witness.refused(actor, "read_file", attachment_id)
            return problem(404, Refusal.NOT_FOUND)
        if isinstance(actor, AgentActor) and actor.agent_id not in {found[1], chat.agent_id if chat else None}:
            self._board.witness.read(actor, "read_file", attachment_id)
        attachment = found[0]
        headers = {
            **_HARMLESS,
            "Content-Type": attachment.content_type,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(attachment.name, safe='')}",
        }
        return web.FileResponse(path, headers=headers)

    async def upload(self, request: web.Request) -> web.Response:
        """Take one file, check it, keep it."""
        actor = await self._api.anybody(request)
        owner = actor.visitor_id if isinstance(actor, VisitorActor) else actor.agent_id

        async def keep(name: str, body: bytes) -> web.Response:
            kept = await self.keep(owner, name, body, new_id("at"))
            return kept if isinstance(kept, web.Response) else answer(kept, 201)

        return await self.take(request, owner, keep)

    async def take(
        self, request: web.Request, owner: str, keep: Callable[[str, bytes], Awaitable[web.Response]]
    ) -> web.Response:
        """Receive a file within all limits and answer what `keep` makes of its masked name and its content."""
        if (request.content_length or 0) > MAX_UPLOAD_BYTES:
            return problem(413, Refusal.TOO_LARGE)
        size = MAX_UPLOAD_BYTES if request.content_length is None else request.content_length
        full = self._uploading.total() >= MAX_UPLOADS or self._uploading_bytes + size > MAX_UPLOADING_BYTES
        if full or self._uploading[owner] >= MAX_UPLOADS_EACH:
            return problem(429, Refusal.RATE_LIMITED, retry_after_s=2.0)
        self._uploading[owner] += 1
        self._uploading_bytes += size
        try:
            async with asyncio.timeout(UPLOAD_LIMIT_S):
                body = await _read_body(request)
            if body is None:
                return problem(413, Refusal.TOO_LARGE)
            name = mask(safe_name(unquote(request.headers.get("X-File-Name", ""), errors="replace")))
            return await keep(name, body)
        except TimeoutError:
            return problem(408, Refusal.UNAVAILABLE)
        finally:
            self._uploading[owner] -= 1
            self._uploading_bytes -= size
            self._uploading += Counter()  # drops the zeros

    async def check(self, name: str, body: bytes) -> CheckedFile | web.Response:
        """Return the file as it may be kept, or the refusal to answer."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, check_file, name, body)
        except FileRefused as error:
            return problem(415, Refusal.INVALID, detail=str(error))

    async def write(self, file_id: str, checked: CheckedFile) -> web.Response | None:
        """Put a file on the disk; None when it is there, else the refusal to answer."""
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._pool, write_file, self.path(file_id), checked)
        except OSError:
            return problem(503, Refusal.UNAVAILABLE, retry_after_s=10.0)
        return None

    async def keep(self, owner: str, name: str, body: bytes, file_id: str) -> Attachment | web.Response:
        """Check a whole file and keep it under an id, or return the refusal; the same id again is the same file."""
        checked = await self.check(name, body)
        if isinstance(checked, web.Response):
            return checked
        attachment = Attachment(
            id=AttachmentId(file_id),
            name=checked.name,
            content_type=checked.content_type,
            size_bytes=len(checked.body),
            width_px=checked.width_px,
            height_px=checked.height_px,
            duration_s=checked.duration_s,
        )
        refused = await self.write(attachment.id, checked)
        if refused is not None:
            return refused
        await self._board.store.perform(StoreAttachment(attachment, owner))
        return attachment

    def path(self, file_id: str) -> Path:
        """Return where a file is kept: under a name that only the server has chosen."""
        return file_path(self._folder, file_id)


async def _read_body(request: web.Request) -> bytes | None:
    parts: list[bytes] = []
    size = 0
    async for part in request.content.iter_chunked(CHUNK_BYTES):
        size += len(part)
        if size > MAX_UPLOAD_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)

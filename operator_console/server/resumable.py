"""Uploads that go on where the line broke: tus 1.0.0 over HTTP; what is kept where, `partial_files` knows.

Core protocol with creation, termination and expiration (https://tus.io/protocols/resumable-upload, 1.0.0). Two things
are ours: ``Upload-Key`` at creation names the upload, so that a client whose answer was lost finds it again, with its
``Upload-Offset``, instead of beginning another one; and the PATCH that makes it whole, or an empty one after it, is
answered with 200 and the checked attachment.
"""

import asyncio
import base64
import binascii
import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import unquote

import aiohttp
from aiohttp import web

from operator_console.domain.ids import ClientId
from operator_console.domain.masking import mask
from operator_console.protocol import http
from operator_console.protocol.frames import Refusal
from operator_console.protocol.versions import MAX_UPLOAD_BYTES
from operator_console.server.authorise import Actor, VisitorActor
from operator_console.server.file_check import safe_name
from operator_console.server.files import Files
from operator_console.server.http_api import HttpApi, answer, problem
from operator_console.server.partial_files import PartialFile, PartialFiles, TooMany
from operator_console.server.switchboard import Switchboard
from operator_console.server.works.messages import is_client_id

TUS = "1.0.0"
PIECE_BYTES = 64 * 1024
WRITE_BYTES = 256 * 1024
IDLE_S = 30.0
PART_S = 300.0
MAX_RECEIVING = 80
MAX_FINISHING = 4
"""So many whole files are in memory at once."""
SWEEP_S = 900.0
MAX_NUMBER_CHARS = 12
_log = logging.getLogger(__name__)


class _Turn:
    """Whose request writes to one file; a newer one ends it, because its line is most likely dead."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0
        self.reading: asyncio.Timeout | None = None

    @property
    def is_over(self) -> bool:
        return self.waiting > 1

    def end(self) -> None:
        if self.reading is not None and not self.reading.expired():
            self.reading.reschedule(0.0)


class ResumableUploads:
    """Handlers of uploads in parts."""

    def __init__(self, switchboard: Switchboard, api: HttpApi, files: Files) -> None:
        self._board = switchboard
        self._api = api
        self._files = files
        self._parts = PartialFiles(switchboard.config.arriving)
        self._parts.load(datetime.now(UTC))
        self._turns: dict[str, _Turn] = {}
        self._pool = ThreadPoolExecutor(2, "parts")
        self._finishing = asyncio.Semaphore(MAX_FINISHING)
        self._receiving = 0
        switchboard.scope.start(self._sweep(), name="expire parts")

    def routes(self) -> list[web.RouteDef]:
        """Return the routes, with what browsers of other origins ask first."""
        return [
            web.post(http.RESUMABLE, self.create),
            web.options(http.RESUMABLE, self.options),
            web.head(http.RESUMABLE_ONE, self.where),
            web.patch(http.RESUMABLE_ONE, self.append),
            web.delete(http.RESUMABLE_ONE, self.cancel),
            web.options(http.RESUMABLE_ONE, self.options),
        ]

    def close(self) -> None:
        """Stop the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def options(self, request: web.Request) -> web.Response:
        """Tell what this server can, and a browser what it may send."""
        response = await self._files.preflight(request)
        response.headers.update(
            {
                "Tus-Resumable": TUS,
                "Tus-Version": TUS,
                "Tus-Extension": "creation,termination,expiration",
                "Tus-Max-Size": str(MAX_UPLOAD_BYTES),
            }
        )
        return response

    async def create(self, request: web.Request) -> web.Response:
        """Begin a file, or find the one that was begun under the same key."""
        actor = await self._api.anybody(request)
        if (other := _other_version(request)) is not None:
            return other
        length, key = _number(request, "Upload-Length"), request.headers.get("Upload-Key", "")
        if length is None or (key and not is_client_id(ClientId(key))):
            return _marked(problem(400, Refusal.INVALID))
        if length > MAX_UPLOAD_BYTES:
            return _marked(problem(413, Refusal.TOO_LARGE))
        owner = _owner(actor)
        before = self._parts.begun(owner, key)
        if before is not None:
            async with self._turn(before.id):
                pass  # what a broken line brought is counted before the client hears where to go on
        try:
            file = self._parts.begin(owner, key, _name(request), length, datetime.now(UTC))
        except TooMany:
            return _marked(problem(429, Refusal.RATE_LIMITED, retry_after_s=30.0))
        except OSError:
            return _marked(problem(503, Refusal.UNAVAILABLE, retry_after_s=10.0))
        if file.length != length:
            return _marked(problem(409, Refusal.CONFLICT))
        response = _marked(web.Response(status=201), file)
        response.headers["Location"] = http.RESUMABLE_ONE.format(upload_id=file.id)
        return response

    async def where(self, request: web.Request) -> web.Response:
        """Tell how many bytes are there."""
        actor = await self._api.anybody(request)
        if (other := _other_version(request)) is not None:
            return other
        file = self._find(actor, request)
        if file is None:
            return _marked(web.Response(status=404))
        async with self._turn(file.id):
            file = self._find(actor, request)
        return _marked(web.Response(status=200 if file else 404), file)

    async def cancel(self, request: web.Request) -> web.Response:
        """Give a file up; one that was sent stays where it was sent."""
        actor = await self._api.anybody(request)
        if (other := _other_version(request)) is not None:
            return other
        file = self._find(actor, request)
        if file is None:
            return _marked(problem(404, Refusal.NOT_FOUND))
        async with self._turn(file.id):
            self._parts.forget(file)
        return _marked(web.Response(status=204))

    async def append(self, request: web.Request) -> web.Response:
        """Take the next bytes; what came before a line broke counts."""
        actor = await self._api.anybody(request)
        if (other := _other_version(request)) is not None:
            return other
        file = self._find(actor, request)
        if file is None:
            return _marked(problem(404, Refusal.NOT_FOUND))
        if request.content_type != "application/offset+octet-stream":
            return _marked(problem(415, Refusal.INVALID))
        offset = _number(request, "Upload-Offset")
        if offset is None:
            return _marked(problem(400, Refusal.INVALID))
        if self._receiving >= MAX_RECEIVING:
            return _marked(problem(429, Refusal.RATE_LIMITED, retry_after_s=2.0))
        self._receiving += 1
        try:
            async with self._turn(file.id) as turn:
                file = self._find(actor, request)
                if file is None:
                    return _marked(problem(404, Refusal.NOT_FOUND))
                return await self._take(request, file, offset, turn)
        except OSError as error:
            _log.warning("a part cannot be kept: %s", error)
            return _marked(problem(503, Refusal.UNAVAILABLE, retry_after_s=10.0))
        finally:
            self._receiving -= 1

    async def _take(self, request: web.Request, file: PartialFile, offset: int, turn: _Turn) -> web.Response:
        if offset != file.offset:
            return _marked(problem(409, Refusal.CONFLICT), file)
        if (request.content_length or 0) > file.length - offset:
            return _marked(problem(413, Refusal.TOO_LARGE), file)
        file, came = await self._receive(request, file, turn)
        if came is not None:
            return _marked(came, file)
        if not file.is_whole:
            return _marked(web.Response(status=204), file)
        return _marked(await self._finish(file), self._parts.find(file.id, file.owner))

    async def _receive(
        self, request: web.Request, file: PartialFile, turn: _Turn
    ) -> tuple[PartialFile, web.Response | None]:
        """Write what comes; returns the file as it is then, and the refusal when it did not come to its end."""
        loop = asyncio.get_running_loop()
        until_s = loop.time() + PART_S
        pieces: list[bytes] = []
        refused: web.Response | None = None
        while refused is None:
            pieces.clear()
            try:
                await _read_some(request, pieces, turn, until_s)
            except TimeoutError:
                refused = problem(408, Refusal.UNAVAILABLE, retry_after_s=1.0)
            except (ConnectionError, aiohttp.ClientError, web.RequestPayloadError):
                refused = problem(400, Refusal.UNAVAILABLE)
            offset = file.offset + sum(map(len, pieces))
            if offset > file.length:
                return file, problem(413, Refusal.TOO_LARGE)  # what came before was as announced, and stays
            if pieces:
                await loop.run_in_executor(self._pool, self._parts.append, file, file.offset, pieces)
                file = self._parts.arrived(file, offset, datetime.now(UTC))
            elif refused is None:
                break
        return file, refused

    async def _finish(self, file: PartialFile) -> web.Response:
        """Check a whole file and keep it; asked again, the answer is the same."""
        if file.attachment is not None:
            return answer(file.attachment)
        loop = asyncio.get_running_loop()
        async with self._finishing:
            body = await loop.run_in_executor(self._pool, self._parts.path(file).read_bytes)
            kept = await self._files.keep(file.owner, file.name, body, "at" + file.id.removeprefix("up"))
        if not isinstance(kept, web.Response):
            self._parts.finished(file, kept)
            return answer(kept)
        if kept.status == 415:
            self._parts.forget(file)
        return kept

    def _find(self, actor: Actor, request: web.Request) -> PartialFile | None:
        upload_id = request.match_info["upload_id"]
        found = self._parts.find(upload_id, _owner(actor))
        if found is None:
            self._board.witness.refused(actor, "upload", upload_id[:64])
        return found

    @asynccontextmanager
    async def _turn(self, file_id: str) -> AsyncIterator[_Turn]:
        turn = self._turns.setdefault(file_id, _Turn())
        turn.waiting += 1
        turn.end()
        try:
            async with turn.lock:
                yield turn
        finally:
            turn.waiting -= 1
            if not turn.waiting:
                self._turns.pop(file_id, None)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_S)
            self._parts.expire(datetime.now(UTC))


async def _read_some(request: web.Request, pieces: list[bytes], turn: _Turn, until_s: float) -> None:
    """Put the next pieces into `pieces`, none at the end of the body; a time-out or a break leaves those before it."""
    loop = asyncio.get_running_loop()
    size = 0
    try:
        while size < WRITE_BYTES:
            async with asyncio.timeout_at(loop.time() if turn.is_over else min(until_s, loop.time() + IDLE_S)) as limit:
                turn.reading = limit
                piece = await request.content.read(PIECE_BYTES)
            if not piece:
                return
            pieces.append(piece)
            size += len(piece)
    finally:
        turn.reading = None


def _owner(actor: Actor) -> str:
    return actor.visitor_id if isinstance(actor, VisitorActor) else actor.agent_id


def _other_version(request: web.Request) -> web.Response | None:
    if request.headers.get("Tus-Resumable") == TUS:
        return None
    response = problem(412, Refusal.INVALID)
    response.headers["Tus-Version"] = TUS
    return response


def _marked(response: web.Response, file: PartialFile | None = None) -> web.Response:
    """Return the answer with what every answer of the protocol bears."""
    response.headers["Tus-Resumable"] = TUS
    response.headers["Cache-Control"] = "no-store"
    if file is not None:
        response.headers["Upload-Offset"] = str(file.offset)
        response.headers["Upload-Length"] = str(file.length)
        response.headers["Upload-Expires"] = format_datetime(file.expires_at, usegmt=True)
    return response


def _number(request: web.Request, name: str) -> int | None:
    """Return a header's whole number that is not negative; None for anything else."""
    text = request.headers.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > MAX_NUMBER_CHARS:
        return None
    return int(text)


def _name(request: web.Request) -> str:
    """Return the file's name, harmless and masked: from ``Upload-Metadata`` or, percent-encoded, ``X-File-Name``."""
    given = unquote(request.headers.get("X-File-Name", ""), errors="replace")
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _space, value = pair.strip().partition(" ")
        if key in {"filename", "name"} and not given:
            try:
                given = base64.b64decode(value, validate=True).decode("utf-8", "replace")
            except (binascii.Error, ValueError):
                continue
    return mask(safe_name(given))

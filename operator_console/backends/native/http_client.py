"""Calls to our server's HTTP interface, with every foreign exception translated; knows no desk.

aiohttp is imported with the first call, in a thread: it takes 0.2 s, and the window is being painted.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

import msgspec

from operator_console.backends.base import CertificateRefused, NotAServer, Refused, SignedOut, Unreachable
from operator_console.protocol.codec import encode
from operator_console.protocol.http import Problem
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.link_trouble import LinkTrouble, RedirectRefused, trouble_of

if TYPE_CHECKING:
    import aiohttp

Body = TypeVar("Body")
Progress = Callable[[float], None]

CALL_LIMIT_S = 15.0
LARGE_BODY_BYTES = 256 * 1024
FILE_LIMIT_S = 300.0
MAX_ANSWER_BYTES = 32 * 1024 * 1024
MAX_STREAM_BYTES = 1024 * 1024 * 1024
CHUNK_BYTES = 64 * 1024


class Conflicted(Refused):
    """Somebody else was first; `answer` is what the server says of it, not decoded."""

    def __init__(self, reason: Refusal, answer: bytes) -> None:
        super().__init__(reason)
        self.answer = answer


class NativeHttp:
    """One server's HTTP interface. `server` is a base address as `address.server_address` returns it."""

    def __init__(self, server: str, tls: ssl.SSLContext | None = None) -> None:
        self.server = server
        self._tls = tls
        self._client: aiohttp.ClientSession | None = None

    async def client(self) -> "aiohttp.ClientSession":
        """Return the one client of this server, made with the first call."""
        if self._client is None:
            aiohttp = await asyncio.to_thread(import_module, "aiohttp")
            if self._client is None:  # nobody was quicker meanwhile
                # A connection kept for the next call may have died with the network since: the socket's handshake on
                # it would hang until its limit, though the network is back.
                connector = aiohttp.TCPConnector(
                    ssl=self._tls if self._tls is not None else True, limit=16, force_close=True
                )
                tracing = aiohttp.TraceConfig()
                tracing.on_request_redirect.append(_refuse_redirect)
                self._client = aiohttp.ClientSession(connector=connector, trust_env=True, trace_configs=[tracing])
        return self._client

    async def close(self) -> None:
        """Close every connection."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def call(
        self,
        method: str,
        path: str,
        kind: type[Body],
        *,
        body: object = None,
        token: str | None = None,
        query: dict[str, str] | None = None,
    ) -> Body:
        """Make one call and return its decoded answer.

        Raises:
            Unreachable, CertificateRefused, NotAServer, SignedOut, Refused
        """
        content = None if body is None else encode(body)
        headers = {} if content is None else {"Content-Type": "application/json"}
        if content is not None and len(content) > LARGE_BODY_BYTES:
            chunks = _chunks(content, _unseen)
            return decoded(
                await self._exchange(method, path, chunks, _bearing(headers, token), query, FILE_LIMIT_S), kind
            )
        answer = await self._exchange(method, path, content, _bearing(headers, token), query, CALL_LIMIT_S)
        return decoded(answer, kind)

    async def upload(
        self, path: str, name: str, content: bytes, kind: type[Body], token: str, progress: Progress
    ) -> Body:
        """Send a file as the raw body, and return the decoded answer; `progress` gets shares 0.0 to 1.0.

        Raises:
            Unreachable, CertificateRefused, NotAServer, SignedOut, Refused
        """
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Length": str(len(content)),
            "X-File-Name": quote(name, safe="", errors="replace"),
        }
        body = _chunks(content, progress)
        return decoded(await self._exchange("POST", path, body, _bearing(headers, token), None, FILE_LIMIT_S), kind)

    async def exchange(
        self,
        method: str,
        path: str,
        content: bytes | None,
        headers: dict[str, str],
        token: str,
        heard: dict[str, str],
        progress: Progress | None = None,
    ) -> bytes:
        """Make one call with a body of bytes, return its answer undecoded and put its headers into `heard`.

        Raises:
            Unreachable, CertificateRefused, NotAServer, SignedOut, Refused
        """
        body: Any = content
        if content and progress is not None:
            headers = {**headers, "Content-Length": str(len(content))}
            body = _chunks(content, progress)
        return await self._exchange(method, path, body, _bearing(headers, token), None, FILE_LIMIT_S, heard=heard)

    async def tell(self, path: str, body: object = None, *, method: str = "POST", token: str | None = None) -> None:
        """Make one call whose answer says nothing.

        Raises:
            Unreachable, CertificateRefused, NotAServer, SignedOut, Refused
        """
        content = None if body is None else encode(body)
        headers = {} if content is None else {"Content-Type": "application/json"}
        await self._exchange(method, path, content, _bearing(headers, token), None, CALL_LIMIT_S)

    async def download(self, path: str, token: str) -> bytes:
        """Return the content of a file.

        Raises:
            Unreachable, CertificateRefused, NotAServer, SignedOut, Refused
        """
        return await self._exchange("GET", path, None, _bearing({}, token), None, FILE_LIMIT_S)

    async def stream(self, path: str, body: object, token: str, sink: Callable[[bytes], None]) -> None:
        """Make one call whose answer may be large, and give it to `sink` piece by piece; a refused one gives nothing.

        Raises:
            Unreachable, CertificateRefused, NotAServer, SignedOut, Refused
        """
        headers = {"Content-Type": "application/json"}
        await self._exchange("POST", path, encode(body), _bearing(headers, token), None, FILE_LIMIT_S, sink)

    async def _exchange(
        self,
        method: str,
        path: str,
        content: Any,  # noqa: ANN401 - whatever aiohttp takes as a body
        headers: dict[str, str],
        query: dict[str, str] | None,
        limit_s: float,
        sink: Callable[[bytes], None] | None = None,
        heard: dict[str, str] | None = None,
    ) -> bytes:
        client = await self.client()
        import aiohttp

        try:
            async with (
                asyncio.timeout(limit_s),
                client.request(
                    method,
                    self.server + path,
                    data=content,
                    headers=headers,
                    params=query,
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(total=None, sock_connect=10.0, sock_read=30.0),
                ) as response,
            ):
                status = response.status
                if heard is not None:
                    heard.update(response.headers)
                answer = await (_bounded(response) if sink is None or status >= 300 else _passed_on(response, sink))
        except (aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError) as error:
            raise CertificateRefused(type(error).__name__).because(trouble_of(error)) from error
        except aiohttp.ClientHttpProxyError as error:
            raise Unreachable(type(error).__name__).because(trouble_of(error)) from error
        except (aiohttp.InvalidURL, aiohttp.ClientResponseError, aiohttp.ClientSSLError) as error:
            raise NotAServer(type(error).__name__).because(LinkTrouble.PORTAL) from error
        except (aiohttp.ClientError, OSError, TimeoutError, AssertionError) as error:
            # aiohttp asserts that a connection still has its transport; a server that just stopped took it.
            raise Unreachable(type(error).__name__).because(trouble_of(error)) from error
        if status >= 300:
            raise _failure(status, answer)
        return answer


def _bearing(headers: dict[str, str], token: str | None) -> dict[str, str]:
    return headers if token is None else {**headers, "Authorization": f"Bearer {token}"}


async def _refuse_redirect(_session: object, _context: object, params: "aiohttp.TraceRequestRedirectParams") -> None:
    """Follow nobody to another place: the socket's first frame is a token."""
    raise RedirectRefused(params.url.host)


async def _bounded(response: "aiohttp.ClientResponse") -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        content += chunk
        if len(content) > MAX_ANSWER_BYTES:
            msg = "answer too large"
            raise NotAServer(msg).because(LinkTrouble.SENSELESS)
    return bytes(content)


async def _passed_on(response: "aiohttp.ClientResponse", sink: Callable[[bytes], None]) -> bytes:
    """Give an answer to `sink` and return nothing of it."""
    passed = 0
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        passed += len(chunk)
        if passed > MAX_STREAM_BYTES:
            msg = "answer too large"
            raise NotAServer(msg).because(LinkTrouble.SENSELESS)
        sink(chunk)
    return b""


async def _chunks(content: bytes, progress: Progress) -> AsyncIterator[bytes]:
    for begin in range(0, len(content), CHUNK_BYTES):
        yield content[begin : begin + CHUNK_BYTES]
        progress(min(1.0, (begin + CHUNK_BYTES) / len(content)))


def _unseen(_share: float) -> None:
    """Nobody looks at the progress of a call."""


def decoded(answer: bytes, kind: type[Body]) -> Body:
    """Return the value of an answer.

    Raises:
        NotAServer: It is none.
    """
    try:
        return msgspec.json.decode(answer, type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        msg = f"answer is no {kind.__name__}"
        raise NotAServer(msg).because(LinkTrouble.PORTAL) from error


def _failure(status: int, answer: bytes) -> Exception:
    """Return the error for a refused call; only our own server's refusals carry a `Problem`."""
    try:
        problem = msgspec.json.decode(answer, type=Problem)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        if status >= 500 or status in {408, 425, 429}:
            return Unreachable(f"status {status}").because(LinkTrouble.SILENT)
        return NotAServer(f"status {status}").because(LinkTrouble.PORTAL)
    if status == 401:
        return SignedOut(problem.reason.value)
    if status == 409:
        return Conflicted(problem.reason, answer)
    if status >= 500 and problem.reason is not Refusal.UNAVAILABLE:
        return Unreachable(f"status {status}")
    return Refused(problem.reason, problem.retry_after_s)

"""A WebSocket connection that keeps itself up: greeting, heartbeat, bounded sending, back-off; knows no frame type.

What is said over it is the matter of its `Speaker`. aiohttp is imported with the first connection (it takes 0.2 s).
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from operator_console.runtime.backoff import Backoff
from operator_console.runtime.link_trouble import LinkTrouble, RedirectRefused, trouble_of
from operator_console.runtime.server_time import steady_ticks_s
from operator_console.runtime.task_scope import TaskScope

if TYPE_CHECKING:
    import aiohttp

CONNECT_LIMIT_S = 10.0
SEND_LIMIT_S = 10.0
CLOSE_LIMIT_S = 2.0
PROBE_LIMIT_S = 3.0
GREETING_LIMIT_S = 15.0
"""So long the peer may take to answer the greeting, whatever else it answers."""
FRESH_ATTEMPT_S = 1.0
"""An attempt younger than this is not given up for another one."""
QUEUED_FRAMES = 256
MISSED_PINGS = 2
FIRST_PINGS_S = (0.0, 0.5, 1.0)
"""Early pings of a new connection, so that the clock is right from the first seconds."""
SLICE_S = 0.004
"""Longest stretch of reading without letting the loop do something else."""


class LinkPhase(StrEnum):
    """Where a connection stands."""

    CONNECTING = "connecting"
    OPEN = "open"
    WAITING = "waiting"
    STOPPED = "stopped"


class LinkState(Struct, frozen=True, kw_only=True):
    """What a connection reports.

    Attributes:
        retry_in_s: When WAITING: the delay until the next attempt.
        reason: When STOPPED: the speaker's or the connection's own word for why.
        trouble: What kept the last attempt from success, when that is known.
    """

    phase: LinkPhase
    retry_in_s: float | None = None
    reason: str = ""
    trouble: LinkTrouble | None = None


class LinkFailed(Exception):
    """The connection broke or did not come about; trying again may help, after `retry_after_s` if the peer said so."""

    def __init__(self, message: str, retry_after_s: float | None = None, trouble: LinkTrouble | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
        self.trouble = trouble


class LinkStopped(Exception):
    """Trying again cannot help."""

    def __init__(self, reason: str, trouble: LinkTrouble | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.trouble = trouble


CERTIFICATE = "certificate"


class Greeting(Struct, frozen=True):
    """Where to connect and what to say first."""

    url: str
    first_frame: str


class Speaker(Protocol):
    """Who talks over a connection. `greet`, `received` and `closed` may raise `LinkFailed` or `LinkStopped`."""

    async def greet(self) -> Greeting:
        """Return what the next attempt needs (it may have to fetch a token first)."""
        ...

    def received(self, data: str) -> None:
        """Handle one text frame; bounded work, no waiting."""
        ...

    def ping(self, number: int, sent_s: float) -> str:
        """Return a ping frame."""
        ...

    def closed(self, code: int | None) -> None:
        """The peer closed with this WebSocket code (None: without one); raise to say what follows."""
        ...

    def changed(self, state: LinkState) -> None:
        """The connection's state changed."""
        ...


class SupervisedConnection:
    """Keeps one WebSocket connection up until it is closed or cannot be.

    The peer is dead after two unanswered pings. Nobody waits for the socket when sending: frames go into a bounded
    queue with its own writer; when that overflows or stalls, the connection is cut and begun anew.
    """

    def __init__(
        self,
        speaker: Speaker,
        client: "Callable[[], Awaitable[aiohttp.ClientSession]]",
        scope: TaskScope,
        *,
        heartbeat_s: float = 15.0,
        max_frame_bytes: int = 8 * 1024 * 1024,
        backoff: Backoff | None = None,
        ticks: Callable[[], float] = steady_ticks_s,
    ) -> None:
        self._speaker = speaker
        self._client = client
        self._scope = scope
        self._heartbeat_s = heartbeat_s
        self._max_frame_bytes = max_frame_bytes
        self._backoff = backoff or Backoff()
        self._ticks = ticks
        self._outgoing: asyncio.Queue[str] | None = None
        self._broken: asyncio.Future[LinkFailed] | None = None
        self._hurry = asyncio.Event()
        self._probe = asyncio.Event()
        self._attempt: asyncio.Timeout | None = None
        self._attempt_began_s = 0.0
        self._ping_number = 0
        self._unanswered = 0
        self._ungreeted: asyncio.TimerHandle | None = None

    @property
    def connected(self) -> bool:
        """Tell whether frames can be sent now."""
        return self._outgoing is not None

    def start(self) -> None:
        """Begin connecting, in a task of the connection's scope."""
        self._scope.start(self._supervise(), name="supervise", exclusive=True)

    async def close(self) -> None:
        """Close the socket and end every task."""
        await self._scope.close()

    def greeted(self) -> None:
        """The speaker got the answer to its greeting: the connection counts as a success."""
        self._await_greeting(None)
        self._backoff.reset()
        self._speaker.changed(LinkState(phase=LinkPhase.OPEN))

    def answered(self) -> None:
        """The speaker got the answer to a ping."""
        self._unanswered = 0

    def send(self, frame: str) -> bool:
        """Queue a frame; False when there is no connection (any more)."""
        if self._outgoing is None:
            return False
        try:
            self._outgoing.put_nowait(frame)
        except asyncio.QueueFull:
            self._break("the peer does not read")
            return False
        return True

    def check(self) -> None:
        """The network changed or the machine woke up: try at once, or probe the connection with a short limit.

        An attempt that hangs belongs to the network as it was: it is given up for a new one.
        """
        self._hurry.set()
        self._probe.set()
        if self._attempt is not None and self._ticks() - self._attempt_began_s > FRESH_ATTEMPT_S:
            self._attempt.reschedule(asyncio.get_running_loop().time())

    def fail(self, message: str, retry_after_s: float | None = None, trouble: LinkTrouble | None = None) -> None:
        """Cut this connection and begin a new one, after `retry_after_s` or the back-off."""
        self._break(message, retry_after_s, trouble)

    def _break(self, message: str, retry_after_s: float | None = None, trouble: LinkTrouble | None = None) -> None:
        if self._broken is not None and not self._broken.done():
            self._broken.set_result(LinkFailed(message, retry_after_s, trouble))

    def _await_greeting(self, limit_s: float | None) -> None:
        """Cut the connection when its greeting is not answered in time; None ends the waiting."""
        if self._ungreeted is not None:
            self._ungreeted.cancel()
            self._ungreeted = None
        if limit_s is not None:
            loop = asyncio.get_running_loop()
            words = "the greeting was not answered"
            self._ungreeted = loop.call_later(limit_s, self._break, words, None, LinkTrouble.SILENT)

    async def _supervise(self) -> None:
        while True:
            self._speaker.changed(LinkState(phase=LinkPhase.CONNECTING))
            self._hurry.clear()
            ending = await self._one_connection()
            if isinstance(ending, LinkStopped):
                self._speaker.changed(LinkState(phase=LinkPhase.STOPPED, reason=ending.reason, trouble=ending.trouble))
                return
            delay_s = self._backoff.next_s(ending.retry_after_s)
            self._speaker.changed(LinkState(phase=LinkPhase.WAITING, retry_in_s=delay_s, trouble=ending.trouble))
            await self._pause(delay_s)

    async def _pause(self, delay_s: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(delay_s):
                await self._hurry.wait()

    async def _one_connection(self) -> LinkFailed | LinkStopped:
        """Run one connection to its end, and return what ended it."""
        try:
            greeting = await self._speaker.greet()
            socket = await self._connect(greeting.url)
        except (LinkFailed, LinkStopped) as ending:
            return ending
        broken = self._broken = asyncio.get_running_loop().create_future()
        queue = self._outgoing = asyncio.Queue(QUEUED_FRAMES)
        queue.put_nowait(greeting.first_frame)
        self._unanswered = 0
        self._await_greeting(GREETING_LIMIT_S)
        parts = self._scope.child("connection")
        ends = (
            parts.start(self._read(socket), name="read"),
            parts.start(self._write(socket, queue), name="write"),
            parts.start(self._beat(), name="heartbeat"),
            parts.start(_result_of(broken), name="broken"),
        )
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            return next(end.result() for end in ends if end.done())
        finally:
            self._await_greeting(None)
            self._outgoing = None
            await parts.close()
            with suppress(TimeoutError, OSError):
                async with asyncio.timeout(CLOSE_LIMIT_S):
                    await socket.close()

    async def _connect(self, url: str) -> "aiohttp.ClientWebSocketResponse":
        client = await self._client()
        import aiohttp

        try:
            async with asyncio.timeout(CONNECT_LIMIT_S) as self._attempt:
                self._attempt_began_s = self._ticks()
                return await client.ws_connect(
                    url,
                    max_msg_size=self._max_frame_bytes,
                    compress=0,
                    timeout=aiohttp.ClientWSTimeout(ws_close=CLOSE_LIMIT_S),
                )
        except (aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError) as error:
            raise LinkStopped(CERTIFICATE, trouble_of(error)) from error
        except aiohttp.WSServerHandshakeError as error:
            retry_after_s = _seconds(error.headers.get("Retry-After") if error.headers else None)
            raise LinkFailed(f"handshake answered with {error.status}", retry_after_s, trouble_of(error)) from error
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError, RedirectRefused, AssertionError) as error:
            # aiohttp asserts that a connection still has its transport; a server that just stopped took it.
            raise LinkFailed(f"cannot connect: {type(error).__name__}", trouble=trouble_of(error)) from error
        finally:
            self._attempt = None

    async def _read(self, socket: "aiohttp.ClientWebSocketResponse") -> LinkFailed | LinkStopped:
        import aiohttp

        slice_began_s = self._ticks()
        try:
            while True:
                message = await socket.receive()
                if message.type is not aiohttp.WSMsgType.TEXT:
                    break
                self._speaker.received(message.data)
                # receive() does not wait while frames are buffered: a flood must not hold up the loop.
                if self._ticks() - slice_began_s > SLICE_S:
                    await asyncio.sleep(0)
                    slice_began_s = self._ticks()
            self._speaker.closed(socket.close_code)
        except (LinkFailed, LinkStopped) as ending:
            return ending
        return LinkFailed(f"closed with {socket.close_code}")

    async def _write(
        self, socket: "aiohttp.ClientWebSocketResponse", queue: asyncio.Queue[str]
    ) -> LinkFailed | LinkStopped:
        import aiohttp

        try:
            while True:
                frame = await queue.get()
                async with asyncio.timeout(SEND_LIMIT_S):
                    await socket.send_str(frame)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return LinkFailed(f"cannot send: {type(error).__name__}")

    async def _beat(self) -> LinkFailed | LinkStopped:
        for delay_s in FIRST_PINGS_S:
            await asyncio.sleep(delay_s)
            self._send_ping()
            self._unanswered = min(self._unanswered, 1)
        while True:
            slept_s = await self._until_next_beat()
            if self._probe.is_set() or slept_s > self._heartbeat_s * 1.5:
                self._probe.clear()
                if not await self._probed():
                    return LinkFailed("no answer to a probe")
                self._hurry.clear()
            elif self._unanswered >= MISSED_PINGS:
                return LinkFailed("two pings were not answered")
            else:
                self._send_ping()

    async def _until_next_beat(self) -> float:
        began_s = self._ticks()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._heartbeat_s):
                await self._probe.wait()
        return self._ticks() - began_s

    async def _probed(self) -> bool:
        self._unanswered = 0
        self._send_ping()
        await asyncio.sleep(PROBE_LIMIT_S)
        return self._unanswered == 0

    def _send_ping(self) -> None:
        self._ping_number += 1
        if self.send(self._speaker.ping(self._ping_number, self._ticks())):
            self._unanswered += 1


async def _result_of(broken: "asyncio.Future[LinkFailed]") -> LinkFailed | LinkStopped:
    return await broken


def _seconds(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None

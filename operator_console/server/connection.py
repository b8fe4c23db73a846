"""One WebSocket's way out: a bounded queue that nobody waits for; knows no frame's meaning and no gateway."""

import asyncio
import struct
from collections import deque
from collections.abc import Coroutine
from typing import Any

from aiohttp import WSCloseCode, web

from operator_console.protocol.codec import encode
from operator_console.protocol.frames import Denied
from operator_console.protocol.versions import Close
from operator_console.runtime.task_scope import TaskScope

MAX_QUEUED_FRAMES = 256
MAX_QUEUED_BYTES = 1024 * 1024
MAX_STUCK_S = 10.0
WRITE_THROUGH_BYTES = 64 * 1024
GATHERED_BYTES = 16 * 1024
DRAIN_S = 0.02
ABORT_S = 2.0


def text_frame(payload: bytes) -> bytes:
    """Return an unmasked WebSocket text frame (RFC 6455 section 5.2), made once for all its receivers."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65536:
        return struct.pack("!BBH", 0x81, 126, size) + payload
    return struct.pack("!BBQ", 0x81, 127, size) + payload


class Connection:
    """An open WebSocket of a visitor or an agent.

    Frames go to the transport while it keeps up, those of one turn of the loop together: an answer and the event that
    follows it are one write. Only a slow one gets a queue, and a task that empties it.
    At 256 frames, 1 MiB or 10 s it is cut: the client comes back and resumes.

    Attributes:
        for_visitor: Frames show only what visitors may see.
        heard_s: Loop time of the last frame received.
        held: Streams that are being caught up, with the frames that have come meanwhile; after that the position
            that the catch-up has reached, until an event beyond it comes.
        streams: All streams this connection gets.
        features: What the peer named in hello and this version can as well.
        run, attempt: Of a console: as in its hello.
    """

    __slots__ = (
        "_chores", "_cut_with", "_gathered", "_gathered_bytes", "_handler", "_latest", "_queue", "_queued_bytes",
        "_scope", "_socket", "_stuck_since_s", "_transport", "attempt", "features", "for_visitor", "heard_s", "held",
        "pinged_s", "run", "streams",
    )  # fmt: skip

    def __init__(
        self,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport,
        scope: TaskScope,
        handler: asyncio.Task[Any],
        *,
        for_visitor: bool,
    ) -> None:
        self._socket = socket
        self._transport = transport
        self._scope = scope
        self._gathered: list[bytes] | None = None
        self._gathered_bytes = 0
        self._queue: deque[bytes] | None = None
        self._queued_bytes = 0
        self._latest: dict[str, bytes] | None = None
        self._chores: deque[Coroutine[Any, Any, None]] | None = None
        self._stuck_since_s = 0.0
        self._cut_with: int | None = None
        self._handler = handler
        self.for_visitor = for_visitor
        self.heard_s = self.pinged_s = asyncio.get_running_loop().time()
        self.held: dict[str, list[tuple[int, bytes]] | int] = {}
        self.streams: set[str] = set()
        self.features: frozenset[str] = frozenset()
        self.run, self.attempt = "", 0

    @property
    def keeps_up(self) -> bool:
        """Tell whether a frame would go out now, and wait for nothing."""
        return not self.is_cut and self._queue is None and self._transport.get_write_buffer_size() < WRITE_THROUGH_BYTES

    @property
    def is_cut(self) -> bool:
        """Tell whether nothing more is sent."""
        return self._cut_with is not None

    def send(self, value: object) -> None:
        """Send one frame's value to this connection."""
        self.send_frame(text_frame(encode(value)))

    def send_frame(self, frame: bytes) -> None:
        """Send a finished frame in its turn; a connection that falls too far behind is cut."""
        if self.is_cut:
            return
        if self._queue is None:
            if self._gathered_bytes >= GATHERED_BYTES:
                self._write_gathered()
            if self._transport.get_write_buffer_size() < WRITE_THROUGH_BYTES:
                self._gather(frame)
                return
            self._write_gathered()
            self._queue = deque()
            self._stuck_since_s = asyncio.get_running_loop().time()
            self._scope.start(self._drain(), name="drain")
        self._queue.append(frame)
        self._queued_bytes += len(frame)
        if len(self._queue) > MAX_QUEUED_FRAMES or self._queued_bytes > MAX_QUEUED_BYTES:
            self._latest = None
            self.cut(Close.TOO_SLOW)

    def _gather(self, frame: bytes) -> None:
        if self._gathered is None:
            self._gathered = [frame]
            asyncio.get_running_loop().call_soon(self._write_gathered)
        else:
            self._gathered.append(frame)
        self._gathered_bytes += len(frame)

    def _write_gathered(self) -> None:
        """Write what this turn has brought; the loop's later call finds nothing then, or what came after."""
        gathered, self._gathered, self._gathered_bytes = self._gathered, None, 0
        if gathered is not None and not self._transport.is_closing():
            self._transport.write(gathered[0] if len(gathered) == 1 else b"".join(gathered))

    def offer(self, key: str, frame: bytes) -> None:
        """Send what only counts while it is new: of one key the latest waits, and it is dropped first."""
        if self._queue is None:
            self.send_frame(frame)
            return
        if self._latest is None:
            self._latest = {}
        self._latest[key] = frame

    def deliver(self, stream: str, pos: int, frame: bytes) -> None:
        """Send a stream's event, or keep it until the stream has been caught up."""
        held = self.held.get(stream)
        if held is None:
            self.send_frame(frame)
        elif isinstance(held, list):
            held.append((pos, frame))
        elif pos > held:
            del self.held[stream]
            self.send_frame(frame)

    def hold(self, stream: str) -> None:
        """Keep the stream's events from now on until `release`."""
        self.held[stream] = []

    def release(self, stream: str, pos: int) -> None:
        """Send what was kept after position `pos`, and leave out what was committed before but comes only now."""
        kept = self.held.get(stream)
        self.held[stream] = pos
        for held_pos, frame in kept if isinstance(kept, list) else ():
            self.deliver(stream, held_pos, frame)

    async def keeping_up(self) -> None:
        """Wait until the queue is empty, so that a long replay does not overrun its receiver."""
        while self._queue is not None and not self.is_cut:  # noqa: ASYNC110 - rare, and an event per connection costs memory
            await asyncio.sleep(DRAIN_S)

    def do_in_turn(self, chore: Coroutine[Any, Any, None]) -> None:
        """Run catch-ups one after the other, in a task that lives only as long as there are any."""
        if self.is_cut:
            chore.close()
            return
        if self._chores is None:
            self._chores = deque((chore,))
            self._scope.start(self._work_off(), name="catch up")
        else:
            self._chores.append(chore)

    def deny(self, code: int, retry_after_s: float | None = None) -> None:
        """Say why, then cut."""
        self.send(Denied(code=code, retry_after_s=retry_after_s))
        self.cut(code)

    def cut(self, code: int) -> None:
        """Close with a code; a peer that does not answer is gone 2 s later.

        The handler is the one to close, because only it can wait for the peer's own close frame.
        """
        if self._cut_with is not None:
            return
        self._cut_with = code
        self._write_gathered()
        self._queue = None
        asyncio.get_running_loop().call_later(ABORT_S, self._transport.abort)
        if self._handler is not asyncio.current_task():
            self._handler.cancel()

    async def finish(self) -> None:
        """Close the socket, with the code of `cut` if there was one; the end of its handler."""
        if not self._socket.closed:
            await self._socket.close(code=self._cut_with or WSCloseCode.OK, drain=False)

    async def _drain(self) -> None:
        while self._queue is not None and not self.is_cut:
            await asyncio.sleep(DRAIN_S)
            now_s = asyncio.get_running_loop().time()
            if self._transport.get_write_buffer_size() >= WRITE_THROUGH_BYTES:
                if now_s - self._stuck_since_s > MAX_STUCK_S:
                    self.cut(Close.TOO_SLOW)
                continue
            self._stuck_since_s = now_s
            self._write_queued()

    def _write_queued(self) -> None:
        if self._transport.is_closing():
            self._queue = self._latest = None  # asyncio's transport raises when it is written to after its last byte
            return
        queue = self._queue
        while queue and self._transport.get_write_buffer_size() < WRITE_THROUGH_BYTES:
            frame = queue.popleft()
            self._queued_bytes -= len(frame)
            self._transport.write(frame)
        if not queue:
            latest, self._latest = self._latest or {}, None
            self._queue = None
            for frame in latest.values():
                self.send_frame(frame)

    async def _work_off(self) -> None:
        chores = self._chores
        try:
            while chores and not self.is_cut:
                await chores.popleft()
        finally:
            for chore in chores or ():
                chore.close()
            self._chores = None

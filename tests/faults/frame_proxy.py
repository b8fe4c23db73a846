"""A proxy of our own between a client and the server that understands WebSocket frames and spoils them to order.

Plain HTTP passes through untouched (but for stalls and resets). Both directions are scripted separately: `up` is what
clients send, `down` is what they receive. A frame's kind is the `type` of its JSON.
"""

import asyncio
import contextlib
import random
import re
import socket
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

CHUNK = 64 * 1024
MOST_HELD_FRAMES = 64
REORDER_WAIT_S = 0.2
_TYPE = re.compile(rb'"type"\s*:\s*"(\w+)"')
_FIRST_FRAMES = frozenset({"hello", "welcome"})


class Action(StrEnum):
    """What can be done to one frame."""

    DELAY = "delay"
    DUPLICATE = "duplicate"
    REORDER = "reorder"
    """It comes after the one behind it."""
    FRAGMENT = "fragment"
    """As several WebSocket fragments."""
    SPLIT = "split"
    """As TCP writes of one byte."""
    CORRUPT = "corrupt"
    """It is no frame of the protocol any more: no JSON, no UTF-8, or reserved bits."""
    GARBLE = "garble"
    """It is text and no JSON."""
    DROP = "drop"
    """It is lost, and the connection with it, as TCP loses nothing in the middle."""


class Frame:
    """One WebSocket frame as it came."""

    __slots__ = ("kind", "mask", "opcode", "payload")

    def __init__(self, opcode: int, payload: bytes, mask: bytes | None) -> None:
        self.opcode = opcode
        self.payload = payload
        self.mask = mask
        found = _TYPE.search(payload[:4096]) if opcode == 1 else None
        self.kind = found.group(1).decode() if found else ""

    def raw(
        self, *, opcode: int | None = None, final: bool = True, payload: bytes | None = None, rsv: int = 0
    ) -> bytes:
        """Return the bytes of this frame, or of one like it."""
        body = self.payload if payload is None else payload
        first = (0x80 if final else 0) | rsv | (self.opcode if opcode is None else opcode)
        masked = 0x80 if self.mask is not None else 0
        size = len(body)
        if size < 126:
            head = bytes((first, masked | size))
        elif size < 65536:
            head = struct.pack("!BBH", first, masked | 126, size)
        else:
            head = struct.pack("!BBQ", first, masked | 127, size)
        if self.mask is None:
            return head + body
        return head + self.mask + _masked(body, self.mask)


def _masked(body: bytes, mask: bytes) -> bytes:
    if not body:
        return body
    key = (mask * (len(body) // 4 + 1))[: len(body)]
    return (int.from_bytes(body, "big") ^ int.from_bytes(key, "big")).to_bytes(len(body), "big")


def take_frame(buffer: bytearray) -> Frame | None:
    """Take the first whole frame out of `buffer`, or return None while it is not whole."""
    if len(buffer) < 2:
        return None
    size, place = buffer[1] & 0x7F, 2
    if size == 126:
        if len(buffer) < 4:
            return None
        size, place = struct.unpack_from("!H", buffer, 2)[0], 4
    elif size == 127:
        if len(buffer) < 10:
            return None
        size, place = struct.unpack_from("!Q", buffer, 2)[0], 10
    mask = None
    if buffer[1] & 0x80:
        mask, place = bytes(buffer[place : place + 4]), place + 4
    if len(buffer) < place + size:
        return None
    payload = bytes(buffer[place : place + size])
    opcode = buffer[0] & 0x0F
    del buffer[: place + size]
    return Frame(opcode, _masked(payload, mask) if mask else payload, mask)


@dataclass
class Fault:
    """What happens to frames of one direction.

    Attributes:
        kinds: Frames it happens to; empty for all but the greeting.
        times: How many times at most; None without end.
        chance: For each frame that fits.
        seconds: Longest delay.
    """

    action: Action
    kinds: frozenset[str] = frozenset()
    times: int | None = None
    chance: float = 1.0
    seconds: float = 0.3
    done: int = 0

    def fits(self, frame: Frame, dice: random.Random) -> bool:
        """Tell whether it happens to this frame, and count it."""
        if self.times is not None and self.done >= self.times:
            return False
        wanted = frame.kind in self.kinds if self.kinds else bool(frame.kind) and frame.kind not in _FIRST_FRAMES
        if not wanted or (self.chance < 1.0 and dice.random() >= self.chance):
            return False
        self.done += 1
        return True


class Way:
    """One direction of the proxy: its faults, and whether anything flows at all."""

    def __init__(self, dice: random.Random) -> None:
        self.faults: list[Fault] = []
        self.dice = dice
        self.seen: dict[str, int] = {}
        self.hurt = 0
        self._flowing = asyncio.Event()
        self._flowing.set()

    def add(
        self, action: Action, *kinds: str, times: int | None = None, chance: float = 1.0, seconds: float = 0.3
    ) -> Fault:
        """Let something happen from now on."""
        fault = Fault(action, frozenset(kinds), times, chance, seconds)
        self.faults.append(fault)
        return fault

    def stall(self) -> None:
        """Let nothing through; what is sent waits in the sender's buffers."""
        self._flowing.clear()

    def heal(self) -> None:
        """End every fault."""
        self.faults.clear()
        self._flowing.set()

    async def flowing(self) -> None:
        """Wait until something goes through."""
        await self._flowing.wait()

    def actions(self, frame: Frame) -> set[Action]:
        """Return what is done to this frame."""
        if frame.kind:
            self.seen[frame.kind] = self.seen.get(frame.kind, 0) + 1
        found = {fault.action for fault in self.faults if fault.fits(frame, self.dice)}
        self.hurt += bool(found)
        return found

    def longest_delay_s(self) -> float:
        return max((fault.seconds for fault in self.faults if fault.action is Action.DELAY), default=0.0)


@dataclass(eq=False)
class Line:
    """One connection through the proxy."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    is_socket: bool = False
    abandoned: bool = False
    tasks: list["asyncio.Task[None]"] = field(default_factory=list)

    def reset(self) -> None:
        """End both sides with RST."""
        for writer in (self.client, self.server):
            _reset(writer)


class FrameProxy:
    """Listens on a port of its own and passes everything on to `target`; scripted by `up` and `down`.

    Attributes:
        refusing: New connections are reset at once, as by a machine where nothing listens.
        swallowing: New connections are taken and never answered.
    """

    def __init__(self, target: int, seed: int = 0, *, buffer_bytes: int | None = None) -> None:
        dice = random.Random(seed)
        self.up, self.down = Way(dice), Way(dice)
        self.refusing = self.swallowing = False
        self.target = target
        self.dice = dice
        self.lines: set[Line] = set()
        self.accepted = 0
        self._buffer_bytes = buffer_bytes
        self._server: asyncio.Server | None = None
        self._running: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0, limit=CHUNK)

    async def close(self) -> None:
        """End everything."""
        if self._server is not None:
            self._server.close()
        self.heal()
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        for line in tuple(self.lines):
            line.reset()

    # -- what happens to whole connections

    def reset(self) -> int:
        """Reset every connection and return how many there were."""
        lines = tuple(self.lines)
        for line in lines:
            line.reset()
        return len(lines)

    def half_open(self, *, server_knows: bool) -> int:
        """Let one side believe that the connection still stands: the client if `server_knows`, else the server."""
        count = 0
        for line in tuple(self.lines):
            if not line.abandoned:
                line.abandoned = True
                count += 1
                for task in line.tasks:
                    task.cancel()
                _reset(line.server if server_knows else line.client)
        return count

    def heal(self) -> None:
        """End every fault of both ways. What was abandoned stays so."""
        self.refusing = self.swallowing = False
        self.up.heal()
        self.down.heal()

    @contextlib.contextmanager
    def stalled(self, *ways: Way) -> Iterator[None]:
        """Let nothing through meanwhile."""
        for way in ways:
            way.stall()
        try:
            yield
        finally:
            for way in ways:
                way.heal()

    # -- one connection

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        self.accepted += 1
        try:
            if self.refusing:
                _reset(writer)
                return
            while self.swallowing:
                await asyncio.sleep(0.1)
            await self._pass_on(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            _reset(writer)
        except asyncio.CancelledError:
            _reset(writer)
        finally:
            self._running.discard(task)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream = await self._connect()
        line = Line(writer, upstream[1])
        self.lines.add(line)
        switched = asyncio.Event()
        up = asyncio.create_task(self._pump(line, self.up, reader, upstream[1], switched, is_up=True))
        down = asyncio.create_task(self._pump(line, self.down, upstream[0], writer, switched, is_up=False))
        line.tasks = [up, down]
        try:
            await asyncio.wait((up, down), return_when=asyncio.FIRST_COMPLETED)
            if not line.abandoned and not down.done():
                # The client has ended; what the server still says to that goes through.
                await asyncio.wait((down,), timeout=1.0)
            while line.abandoned and not (line.client.is_closing() and line.server.is_closing()):
                await self._swallow_rest(line, reader, upstream[0])
        finally:
            for task in line.tasks:
                task.cancel()
            await asyncio.gather(*line.tasks, return_exceptions=True)
            self.lines.discard(line)
            for end in (line.client, line.server):
                end.close()

    async def _swallow_rest(self, line: Line, client: asyncio.StreamReader, server: asyncio.StreamReader) -> None:
        """Keep the side that does not know alive and unanswered, until it gives up."""
        for writer, reader in ((line.client, client), (line.server, server)):
            if not writer.is_closing():
                with contextlib.suppress(OSError):
                    while await reader.read(CHUNK):
                        pass
                writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        plain = socket.socket()
        plain.setblocking(False)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._buffer_bytes is not None:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self._buffer_bytes)
        try:
            await asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", self.target))
        except BaseException:
            plain.close()
            raise
        return await asyncio.open_connection(sock=plain, limit=self._buffer_bytes or CHUNK)

    async def _pump(
        self,
        line: Line,
        way: Way,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        switched: asyncio.Event,
        *,
        is_up: bool,
    ) -> None:
        buffer = bytearray()
        frames: asyncio.Queue[Frame | None] | None = None
        sender: asyncio.Task[None] | None = None
        try:
            while True:
                await way.flowing()
                data = await reader.read(CHUNK)
                if not data:
                    break
                await way.flowing()
                if frames is None:
                    data, rest = _until_switched(data, line, switched, is_up=is_up)
                    writer.write(data)
                    await writer.drain()
                    if rest is None:
                        continue
                    frames = asyncio.Queue(MOST_HELD_FRAMES)
                    sender = asyncio.create_task(self._send(line, way, frames, writer))
                    line.tasks.append(sender)
                    data = rest
                buffer += data
                while (frame := take_frame(buffer)) is not None:
                    await frames.put(frame)
            if frames is not None and sender is not None:
                await frames.put(None)
                await sender
        except OSError:
            pass
        finally:
            if sender is not None:
                sender.cancel()

    async def _send(
        self, line: Line, way: Way, frames: "asyncio.Queue[Frame | None]", writer: asyncio.StreamWriter
    ) -> None:
        while (frame := await frames.get()) is not None:
            await way.flowing()
            actions = way.actions(frame)
            if Action.DROP in actions:
                line.reset()
                return
            if Action.DELAY in actions:
                await asyncio.sleep(way.dice.uniform(0.0, way.longest_delay_s()))
            behind: Frame | None = None
            if Action.REORDER in actions:
                with contextlib.suppress(TimeoutError):
                    behind = await asyncio.wait_for(frames.get(), REORDER_WAIT_S)
                if behind is not None:
                    await self._write(writer, behind, way, set())
            await self._write(writer, frame, way, actions)

    async def _write(self, writer: asyncio.StreamWriter, frame: Frame, way: Way, actions: set[Action]) -> None:
        pieces = [frame.raw()]
        if Action.CORRUPT in actions:
            pieces = [_corrupted(frame, way.dice)]
        elif Action.GARBLE in actions:
            pieces = [frame.raw(payload=b"}" + frame.payload[1:])]
        elif Action.FRAGMENT in actions and frame.opcode == 1:
            pieces = list(_fragments(frame, way.dice))
        if Action.DUPLICATE in actions:
            pieces.append(frame.raw())
        with contextlib.suppress(OSError):
            for piece in pieces:
                await self._write_piece(writer, piece, split=Action.SPLIT in actions)

    @staticmethod
    async def _write_piece(writer: asyncio.StreamWriter, piece: bytes, *, split: bool) -> None:
        if not split:
            writer.write(piece)
            await writer.drain()
            return
        for place in range(min(len(piece), 400)):
            writer.write(piece[place : place + 1])
            await asyncio.sleep(0)
        writer.write(piece[400:])
        await writer.drain()


def _until_switched(data: bytes, line: Line, switched: asyncio.Event, *, is_up: bool) -> tuple[bytes, bytes | None]:
    """Return what is HTTP, and what is frames already (None while the connection is no WebSocket)."""
    head, mark, rest = data.partition(b"\r\n\r\n")
    if is_up:
        if switched.is_set():
            return b"", data
        if mark and b"upgrade: websocket" in head.lower():
            line.is_socket = True
            switched.set()
            return head + mark, rest
        return data, None
    if line.is_socket and mark and head.startswith(b"HTTP/1.1 101"):
        return head + mark, rest
    return data, None


def _fragments(frame: Frame, dice: random.Random) -> Iterator[bytes]:
    """Cut a text frame into two to five, anywhere, also within a character."""
    size = len(frame.payload)
    cuts = sorted({dice.randrange(size + 1) for _ in range(dice.randint(1, 4))})
    begins, ends = [0, *cuts], [*cuts, size]
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        opcode = frame.opcode if number == 0 else 0
        yield frame.raw(opcode=opcode, final=end == size and number == len(ends) - 1, payload=frame.payload[begin:end])


def _corrupted(frame: Frame, dice: random.Random) -> bytes:
    """Return the frame with a damage that a receiver can see; TCP and TLS keep text from becoming another text."""
    damages: tuple[Callable[[], bytes], ...] = (
        lambda: frame.raw(payload=b"}" + frame.payload[1:]),
        lambda: frame.raw(payload=frame.payload[:-1] + b"\xff"),
        lambda: frame.raw(rsv=0x70),
        lambda: frame.raw(payload=frame.payload[: len(frame.payload) // 2]),
    )
    return dice.choice(damages)()


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST: what was not sent is lost."""
    transport = writer.transport
    plain = writer.get_extra_info("socket")
    if plain is not None and not transport.is_closing():
        with contextlib.suppress(OSError):
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()

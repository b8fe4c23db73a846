"""What both gateways share: opening a socket, hello, reading frames within limits; knows no frame's meaning."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar, cast

from aiohttp import WSMsgType, web

from operator_console.protocol.codec import BadFrame, Decoder, UnknownFrame
from operator_console.protocol.versions import MAX_FRAME_BYTES, Close
from operator_console.runtime.task_scope import TaskScope
from operator_console.server.connection import Connection
from operator_console.server.limits import Bucket

Frame = TypeVar("Frame")
_ENDS = frozenset({WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR})
_log = logging.getLogger(__name__)


async def open_socket(
    request: web.Request, scope: TaskScope, *, for_visitor: bool
) -> "tuple[web.WebSocketResponse, Connection]":
    """Answer the handshake; per-message compression stays off, because it costs memory and helps bombs."""
    socket = web.WebSocketResponse(
        compress=False, autoping=False, max_msg_size=MAX_FRAME_BYTES, timeout=2.0, writer_limit=MAX_FRAME_BYTES
    )
    await socket.prepare(request)
    transport = cast("asyncio.Transport", request.transport)
    handler = cast("asyncio.Task[Any]", asyncio.current_task())
    return socket, Connection(socket, transport, scope, handler, for_visitor=for_visitor)


async def serve_until_cut(connection: Connection, serving: Coroutine[Any, Any, None]) -> None:
    """Run a connection's service to its end, which `Connection.cut` may bring about, and close the socket."""
    try:
        await serving
    except asyncio.CancelledError:
        handler = asyncio.current_task()
        if not connection.is_cut or handler is None:
            raise
        handler.uncancel()
    await connection.finish()


async def receive_hello(
    socket: web.WebSocketResponse, connection: Connection, decoder: Decoder[Frame], timeout_s: float
) -> Frame | None:
    """Return the first frame, or None after the connection was refused."""
    try:
        async with asyncio.timeout(timeout_s):
            message = await socket.receive()
    except TimeoutError:
        connection.deny(Close.HELLO_TIMEOUT)
        return None
    if message.type is not WSMsgType.TEXT:
        if message.type in {WSMsgType.BINARY, WSMsgType.PING, WSMsgType.PONG}:
            connection.deny(Close.BAD_FRAME)
        return None
    try:
        return decoder(cast("str", message.data))
    except BadFrame:
        connection.deny(Close.BAD_FRAME)
        return None


async def read_frames(
    socket: web.WebSocketResponse,
    connection: Connection,
    decoder: Decoder[Frame],
    handle: Callable[[Frame], None],
    rate_per_s: float,
) -> None:
    """Give every frame to `handle` until the socket closes; what is no frame, or too much, ends the connection.

    `handle` must not wait: it starts what takes time and returns, so that many sends can be under way at once.
    """
    loop_time = asyncio.get_running_loop().time
    bucket = Bucket(rate_per_s, 10 * rate_per_s, loop_time())
    while not connection.is_cut:
        message = await socket.receive()
        kind = message.type
        if kind is not WSMsgType.TEXT and kind in _ENDS:
            return
        now_s = connection.heard_s = loop_time()
        if not bucket.take(now_s):
            connection.deny(Close.BAD_FRAME)
        elif kind is WSMsgType.TEXT:
            try:
                frame = decoder(cast("str", message.data))
            except UnknownFrame:
                continue
            except BadFrame as error:
                _log.info("bad frame", extra={"reason": str(error)[:120]})
                connection.deny(Close.BAD_FRAME)
                continue
            handle(frame)
        elif kind is WSMsgType.PING:
            await socket.pong(cast("bytes", message.data))
        elif kind is WSMsgType.BINARY:
            connection.deny(Close.BAD_FRAME)

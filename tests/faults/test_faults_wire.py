"""Bad frames and floods at the server's sockets: closed with a code, and the others do not notice."""

import asyncio
import contextlib
import struct
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from unittest import mock

import aiohttp
import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from operator_console.server import http_api
from operator_console.server.http_api import client_address, network_of
from tests.contract.furnishing import ORIGIN
from tests.contract.server_desk import Desk, Frame, new_client_id, running_desk
from tests.fakes.yardstick import slowness

LATENCY_LIMIT_S = 1.0
"""Loose: this machine may do other things as well; a loop that is held up takes seconds."""
ATTACK_LIMIT_S = 8.0


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path, hello_timeout_s=1.5) as running:
        yield running


def _frame(opcode: int, payload: bytes, *, last: bool = True, compressed: bool = False) -> bytes:
    """Return a masked frame with a mask of zeros."""
    head = opcode | (0x80 if last else 0) | (0x40 if compressed else 0)
    size = len(payload)
    if size < 126:
        length = struct.pack("!BB", head, 0x80 | size)
    elif size < 65536:
        length = struct.pack("!BBH", head, 0x80 | 126, size)
    else:
        length = struct.pack("!BBQ", head, 0x80 | 127, size)
    return length + b"\0\0\0\0" + payload


class Raw:
    """A WebSocket by hand, for frames that no library sends."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def write(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def close_code(self) -> int | None:
        """Read to the end and return the code of the close frame; None when the connection was cut without."""
        code = None
        try:
            async with asyncio.timeout(ATTACK_LIMIT_S):
                while True:
                    head = await self._reader.readexactly(2)
                    size = head[1] & 0x7F
                    if size >= 126:
                        size = int.from_bytes(await self._reader.readexactly(2 if size == 126 else 8), "big")
                    payload = await self._reader.readexactly(size)
                    if head[0] & 0x0F == 8:
                        code = int.from_bytes(payload[:2], "big")
        except (asyncio.IncompleteReadError, ConnectionError):
            return code
        finally:
            self._writer.close()

    @property
    def ended(self) -> bool:
        return self._reader.at_eof() or self._writer.is_closing()


async def _raw(desk: Desk, *, extension: str = "") -> Raw:
    host, port = desk.address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    lines = [
        "GET /ws/visitor HTTP/1.1", f"Host: {host}", "Upgrade: websocket", "Connection: Upgrade", f"Origin: {ORIGIN}",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    ]  # fmt: skip
    if extension:
        lines.append(f"Sec-WebSocket-Extensions: {extension}")
    writer.write("\r\n".join([*lines, "", ""]).encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    assert b" 101 " in answer
    assert b"permessage-deflate" not in answer
    return Raw(reader, writer)


async def _while_another_chats(desk: Desk, attack: Awaitable[object]) -> float:
    """Run an attack while a visitor writes messages; return the longest time to an acknowledgement."""
    other = await desk.visitor()
    attacking = asyncio.ensure_future(attack)
    worst_s = 0.0
    while not attacking.done():
        began_s = time.perf_counter()
        await other.say("Is anybody there?", new_client_id())
        worst_s = max(worst_s, time.perf_counter() - began_s)
        await asyncio.sleep(0.01)
    await attacking
    await other.say("still here")
    return worst_s


async def _bomb(raw: Raw) -> int | None:
    await raw.write(_frame(1, zlib.compress(b" " * 10_000_000)[2:-4], compressed=True))
    return await raw.close_code()


async def _one_large_frame(raw: Raw) -> int | None:
    with_head = _frame(1, b"a" * (5 * 1024 * 1024))
    with contextlib.suppress(ConnectionError):
        await raw.write(with_head)
    return await raw.close_code()


async def _promised_large_frame(raw: Raw) -> int | None:
    await raw.write(struct.pack("!BBQ", 0x81, 0x80 | 127, 2**40) + b"\0\0\0\0aaaa")
    return await raw.close_code()


def _fragments(piece: bytes) -> Callable[[Raw], Awaitable[int | None]]:
    async def send(raw: Raw) -> int | None:
        some = _frame(0, piece, last=False) * 2_000
        try:
            await raw.write(_frame(1, b"a", last=False))
            for _ in range(400):
                await raw.write(some)
                if raw.ended:
                    break
        except ConnectionError:
            pass
        return await raw.close_code()

    return send


async def _pings(raw: Raw) -> int | None:
    try:
        for _ in range(200):
            await raw.write(_frame(9, b"x") * 500)
            if raw.ended:
                break
    except ConnectionError:
        pass
    return await raw.close_code()


async def _dribble(raw: Raw) -> int | None:
    """Send a hello one byte a time, without ever coming to its end."""
    for byte in _frame(1, b" " * 60)[:40]:
        await raw.write(bytes([byte]))
        await asyncio.sleep(0.02)
    return await raw.close_code()


@pytest.mark.parametrize(
    "attack, codes",
    [
        (_bomb, {1002}),
        (_one_large_frame, {1009, None}),
        (_promised_large_frame, {1009}),
        (_fragments(b"a"), {1009, 4400, 4408, None}),
        (_fragments(b""), {1009, 4400, 4408, None}),
        (_pings, {4400, None}),
        (_dribble, {4408}),
    ],
    ids=["bomb", "large", "promised", "fragments", "empty-fragments", "pings", "dribble"],
)
async def test_a_hostile_socket_is_closed_and_the_others_do_not_notice(
    desk: Desk, attack: Callable[[Raw], Awaitable[int | None]], codes: set[int | None]
) -> None:
    raw = await _raw(desk, extension="permessage-deflate")
    seen: list[int | None] = []

    async def attacking() -> None:
        seen.append(await attack(raw))

    worst_s = await _while_another_chats(desk, attacking())
    assert seen[0] in codes
    assert worst_s < LATENCY_LIMIT_S * slowness(time.perf_counter)


async def test_a_million_keys_and_great_depth_are_refused_at_once(desk: Desk) -> None:
    keys = "{" + ",".join(f'"{number}":0' for number in range(20_000)) + "}"
    for text in ('{"type":"fields","fields":' + keys + "}", '{"type":"page","url":' + "[" * 10_000, keys * 8):
        tab = await desk.visitor()
        began_s = time.perf_counter()
        await tab.socket.send_str(text)
        assert await tab.closed() in {4400, 1009}
        assert time.perf_counter() - began_s < LATENCY_LIMIT_S * slowness(time.perf_counter)


async def test_names_of_javascript_s_own_are_names_like_others(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    await tab.send("fields", fields={"__proto__": "x", "constructor": "y"})
    updated = await console.expect("visit_updated", lambda frame: "constructor" in str(frame))
    assert {"__proto__": "x", "constructor": "y"} in updated["visit"].values()
    assert updated["conversation_id"] == chat


HOSTILE_TEXTS = [
    '<img src="file:///etc/passwd"><img src=//evil.example/x>',
    '<div style="width:200000px">' + "<table>" * 50,
    "&lt;b&gt; &amp;nbsp; %1 %s &F {{7*7}} ${x} #{y}",
    '\'; DROP TABLE events; -- " OR ""=" % _ * ? [a-z] MATCH NEAR(',
    '=HYPERLINK("http://evil.example")',
    "+1+cmd|' /C calc'!A0",
    "__proto__",
    "e" + "\u0301" * 8,
]


def _says(text: str, frame: Frame) -> bool:
    return bool(frame["change"].get("message", {}).get("text") == text)


async def test_text_from_outside_is_stored_and_given_back_as_it_is(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    for text in HOSTILE_TEXTS:
        await tab.say(text, name=text[:100])
        seen = await console.expect("event", partial(_says, text))
        assert seen["change"]["message"]["author"]["name"] == text[:100].strip()
        assert (await console.ask("set_tags", conversation_id=chat, tags=[text[:39]]))["type"] == "done"
    page = await (await desk.get(f"/api/v1/conversations/{chat}/messages", await desk.token("anna"))).json()
    assert [message["text"] for message in page["messages"] if message["text"] in HOSTILE_TEXTS] == HOSTILE_TEXTS


async def test_what_cannot_be_shown_or_reorders_is_taken_out_and_the_rest_stays(desk: Desk) -> None:
    console, tab, _chat = await desk.chat()
    await tab.say("a\x00b\u202ec\u2066d\x1b[31m" + "e" + "\u0301" * 1_000)
    seen = await console.expect("event", lambda frame: "abcd" in str(frame["change"].get("message", {}).get("text")))
    assert seen["change"]["message"]["text"] == "abcd[31me" + "\u0301" * 8


async def test_a_paste_of_two_megabytes_ends_one_connection_and_a_smaller_one_is_refused(desk: Desk) -> None:
    tab, other = await desk.visitor(), await desk.visitor()
    await tab.send("send", client_id=new_client_id(), text="a" * 200_000)
    assert (await tab.expect("send_refused"))["reason"] == "too_large"
    await tab.send("send", client_id=new_client_id(), text="a" * 2_000_000)
    assert await tab.closed() == 1009
    await other.say("still here")


async def test_newcomers_from_one_address_are_limited_and_known_visitors_are_not(tmp_path: Path) -> None:
    async with running_desk(tmp_path, new_visitors_per_minute=0.6) as desk:
        known = await desk.visitor()
        token = known.frames[0]["token"]
        for _ in range(5):
            await desk.visitor()
        for given in (None, "made up"):
            stranger = await desk.open("/ws/visitor", Origin=ORIGIN)
            page = {"type": "page", "url": f"{ORIGIN}/", "title": ""}
            await stranger.send("hello", versions=[1], site_id="shop", visit_key="0123456789", page=page, token=given)
            assert await stranger.closed() == 4429
            assert stranger.frames[-1]["retry_after_s"] > 0
        again = await desk.visitor(token)
        assert again.frames[0]["visitor_id"] == known.frames[0]["visitor_id"]


@pytest.mark.soak
async def test_five_hundred_open_chats_are_caught_up_with(tmp_path: Path) -> None:
    async with running_desk(tmp_path, new_visitors_per_minute=0.0) as desk:
        for _ in range(500):
            tab = await desk.visitor(site_id="jump")
            await tab.say("a question")
            await tab.socket.close()
        began_s = time.perf_counter()
        console = await desk.agent("carl")
        lists = [frame for frame in console.frames if frame["type"] == "list_snapshot"]
        assert max(len(frame["conversations"]) for frame in lists) == 500
        assert time.perf_counter() - began_s < 5 * LATENCY_LIMIT_S * slowness(time.perf_counter)


@pytest.mark.parametrize("claim", ["eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.", "expired", {"sub": "admin"}])
async def test_nobody_is_who_they_say_they_are(desk: Desk, claim: object) -> None:
    """Whatever a page claims without the signature of its site, the visitor is anonymous."""
    page = {"type": "page", "url": f"{ORIGIN}/", "title": ""}
    hello = {"versions": [1], "site_id": "shop", "visit_key": "0123456789", "page": page}
    tab = await desk.open("/ws/visitor", Origin=ORIGIN)
    await tab.send(
        "hello", **hello, identity=claim, identity_token=claim, visitor_id="vs_1", name="Admin", email="a@b.c"
    )
    assert (await tab.expect("welcome"))["name"] is None
    await tab.say("I am the admin", sender="anna", author={"kind": "agent", "id": "anna"}, visitor_id="vs_1")
    await tab.send("resume", streams={})
    await tab.expect("replay_done")
    authors = [message["author"] for frame in tab.frames for message in frame.get("messages", [])]
    assert {author["kind"] for author in authors} <= {"visitor", "system"}


@pytest.mark.parametrize("origin", ["null", "https://evil.example", "http://evil.example:8750", ""])
async def test_a_page_of_another_origin_opens_no_gateway_whatever_it_forwards(desk: Desk, origin: str) -> None:
    forged = {
        "Origin": origin, "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "shop.example",
        "X-Forwarded-Proto": "https", "Forwarded": "for=127.0.0.1;host=shop.example",
        "Host": origin.partition("//")[2] or "x",
    }  # fmt: skip
    for path in ("/ws/visitor", "/ws/agent"):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await desk.http.ws_connect(f"{desk.address}{path}", headers=forged)
        assert refused.value.status == 403


@pytest.mark.parametrize(
    "lines, trusted, counted",
    [
        (["1.2.3.4"], (), "127.0.0.1"),
        (["1.2.3.4"], ("127.0.0.1",), "1.2.3.4"),
        (["6.6.6.6, 1.2.3.4"], ("127.0.0.1",), "1.2.3.4"),
        (["6.6.6.6", "1.2.3.4"], ("127.0.0.1",), "1.2.3.4"),
        (["6.6.6.6", "1.2.3.4, 10.0.0.1"], ("127.0.0.1", "10.0.0.1"), "1.2.3.4"),
    ],
)
def test_only_what_a_configured_proxy_wrote_is_an_address(
    lines: list[str], trusted: tuple[str, ...], counted: str
) -> None:
    headers = CIMultiDict([("X-Forwarded-For", line) for line in lines])
    transport = mock.Mock(get_extra_info=lambda name, default=None: ("127.0.0.1", 5) if name == "peername" else default)
    request = make_mocked_request("GET", "/", headers=headers, transport=transport)
    assert client_address(request, trusted) == counted
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::9") != network_of("2001:db8:1:3::9")


async def test_a_body_that_never_ends_is_not_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_api, "BODY_LIMIT_S", 0.3)

    async def slowly() -> AsyncIterator[bytes]:
        yield b'{"account":'
        await asyncio.sleep(3)

    answer = await desk.http.post(f"{desk.address}/api/v1/sign-in", data=slowly())
    assert answer.status == 408

"""The doors: hello, bad frames, slow readers, sign-in, files, the web files, health, goodbye."""

import asyncio
import io
import json
import struct
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast
from urllib.parse import quote

import aiohttp
import pytest
from PIL import Image

from operator_console.domain.ids import SiteId
from tests.contract.furnishing import ORIGIN
from tests.contract.server_desk import Desk, Wire, build, running_desk

PAGE = {"type": "page", "url": f"{ORIGIN}/", "title": ""}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path, max_frames_per_s=200.0) as running:
        yield running


async def _stranger(desk: Desk) -> Wire:
    return await desk.open("/ws/visitor", Origin=ORIGIN)


# -- frames


async def test_who_says_nothing_is_sent_away(tmp_path: Path) -> None:
    async with running_desk(tmp_path, hello_timeout_s=0.2) as desk:
        assert await (await _stranger(desk)).closed() == 4408
        assert await (await desk.open("/ws/agent")).closed() == 4408


@pytest.mark.parametrize(
    "hello, code",
    [
        ({"versions": [99]}, 4426),
        ({"site_id": "nowhere"}, 4403),
        ({"visit_key": "x"}, 4400),
        ({"page": {"type": "page", "url": "javascript:alert(1)"}}, 4400),
        ({"versions": "1"}, 4400),
    ],
)
async def test_a_bad_hello_has_its_own_code(desk: Desk, hello: dict[str, object], code: int) -> None:
    wire = await _stranger(desk)
    await wire.send("hello", **{"versions": [1], "site_id": "shop", "visit_key": "0123456789", "page": PAGE} | hello)
    assert await wire.closed() == code
    assert wire.frames == [{"type": "denied", "code": code, "retry_after_s": None}]


async def test_a_console_without_a_good_token_is_not_let_in(desk: Desk) -> None:
    wire = await desk.open("/ws/agent")
    await wire.send("hello", versions=[1], token="nonsense")
    assert await wire.closed() == 4401


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[" * 10_000,
        '{"type":"send"}',
        '{"type":"send","client_id":1e400,"text":"x"}',
        '{"type":"page","url":"http://x/","title":NaN}',
        '{"type":"send","client_id":"12345678","text":"\\ud800"}',
        "null",
    ],
)
async def test_a_bad_frame_ends_only_its_own_connection(desk: Desk, text: str) -> None:
    tab, other = await desk.visitor(), await desk.visitor()
    await tab.socket.send_str(text)
    assert await tab.closed() == 4400
    await other.say("Nothing noticed")


async def test_unknown_fields_and_frames_are_ignored(desk: Desk) -> None:
    tab = await desk.visitor()
    await tab.send("from_the_future", anything=1)
    await tab.send("receipt", conversation_id="c", delivered_pos=2**64, read_pos=-(2**70))
    await tab.send("fetch_stream", stream="c:x", epoch="x", pos=2**64)
    await tab.say("Hello", colour="blue", __proto__={"x": 1})


async def test_a_binary_frame_is_a_bad_frame(desk: Desk) -> None:
    tab = await desk.visitor()
    await tab.socket.send_bytes(b"{}")
    assert await tab.closed() == 4400


async def test_a_frame_that_is_too_large_is_cut(desk: Desk) -> None:
    tab = await desk.visitor()
    await tab.socket.send_str(json.dumps({"type": "send", "client_id": "12345678", "text": "x" * 300_000}))
    assert await tab.closed() == 1009


async def _raw_visitor(desk: Desk) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, port = desk.address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=2**16)
    writer.write(
        f"GET /ws/visitor HTTP/1.1\r\nHost: {host}\r\nOrigin: {ORIGIN}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
    )
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


def _frame(opcode: int, payload: bytes, *, final: bool = True) -> bytes:
    size = len(payload)
    length = bytes((0x80 | size,)) if size < 126 else struct.pack("!BH", 0xFE, size)
    return bytes(((0x80 if final else 0) | opcode,)) + length + b"\0\0\0\0" + payload


async def test_invalid_utf8_closes_with_1007(desk: Desk) -> None:
    reader, writer = await _raw_visitor(desk)
    writer.write(_frame(1, b'{"type":"hello","site_id":"\xff\xfe"}'))
    async with asyncio.timeout(5):
        answer = await reader.read(100)
    assert answer[0] == 0x88
    assert struct.unpack("!H", answer[2:4]) == (1007,)
    writer.close()


async def test_a_flood_of_pings_is_cut(desk: Desk) -> None:
    tab, other = await desk.visitor(), await desk.visitor()
    for _ in range(3_000):
        if tab.socket.closed:
            break
        try:
            await tab.socket.ping()
        except aiohttp.ClientConnectionError:
            break
    assert await tab.closed() == 4400
    await other.say("Nothing noticed")


async def test_a_reader_that_has_stopped_is_cut_and_the_others_do_not_notice(desk: Desk) -> None:
    """A tab that reads nothing, in a chat that is busy: its queue is bounded."""
    _console, tab, _conversation_id = await desk.chat()
    reader, writer = await _raw_visitor(desk)
    hello = {
        "type": "hello", "versions": [1], "site_id": "shop", "visit_key": "frozen-reader", "page": PAGE,
        "token": tab.frames[0]["token"],
    }  # fmt: skip
    writer.write(_frame(1, json.dumps(hello).encode()) + _frame(1, b'{"type":"resume","streams":{}}'))
    await reader.readuntil(b"replay_done")
    cast("asyncio.Transport", writer.transport).pause_reading()
    tabs = desk.server.switchboard.visitors.tabs
    for number in range(600):
        await tab.say(f"{number} " + "x" * 15_000)
        if len(tabs(tab.frames[0]["visitor_id"])) == 1:
            break
    await tab.say("Still here")
    async with asyncio.timeout(5):
        while len(tabs(tab.frames[0]["visitor_id"])) > 1:
            await asyncio.sleep(0.05)
    writer.transport.abort()


async def test_a_silent_connection_is_cut_after_two_missed_beats(tmp_path: Path) -> None:
    async with running_desk(tmp_path, heartbeat_s=0.4) as desk:
        tab = await desk.visitor()
        ping = await tab.expect("ping")
        await tab.send("pong", id=ping["id"], sent_s=ping["sent_s"])
        assert await tab.closed() == 4429


async def test_a_stopping_server_says_goodbye(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        tab = await desk.visitor()
        stopping = asyncio.create_task(desk.server.switchboard.say_goodbye())
        assert await tab.closed() == 1012
        last = tab.frames[-1]
        assert last["type"] == "goodbye"
        assert 2.0 <= last["retry_after_s"] <= 4.0
        await stopping


# -- one connection of a sign-in


async def test_the_newer_connection_of_one_sign_in_replaces_the_older(desk: Desk) -> None:
    older = await desk.agent("anna")
    newer = await desk.agent("anna")
    assert await older.closed() == 4409
    await newer.drain()
    other_device = await (await desk.sign_in("anna")).json()
    third = await desk.open("/ws/agent")
    await third.send("hello", versions=[1], token=other_device["access_token"])
    await third.expect("welcome")
    await newer.drain()


async def test_a_hello_that_the_network_held_back_replaces_nobody(desk: Desk) -> None:
    token = await desk.token("anna")
    newer = await desk.open("/ws/agent")
    await newer.send("hello", versions=[1], token=token, run="run-1", attempt=2)
    await newer.expect("welcome")
    held_back = await desk.open("/ws/agent")
    await held_back.send("hello", versions=[1], token=token, run="run-1", attempt=1)
    assert await held_back.closed() == 4409
    await newer.drain()
    again = await desk.open("/ws/agent")
    await again.send("hello", versions=[1], token=token, run="run-1", attempt=3)
    await again.expect("welcome")
    assert await newer.closed() == 4409


# -- files


def _png(size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 10, 10)).save(out, "PNG")
    return out.getvalue()


async def test_a_picture_goes_from_visitor_to_agent_and_nobody_else(desk: Desk) -> None:
    console, tab, _conversation_id = await desk.chat()
    token = tab.frames[0]["token"]
    response = await desk.upload(token, quote("foto van rem.png"), _png())
    attachment = await response.json()
    assert (response.status, attachment["name"], attachment["width_px"]) == (201, "foto van rem.png", 40)
    path = f"/api/v1/files/{attachment['id']}"
    assert (await desk.get(path, await desk.token("anna"))).status == 404, "not sent yet"
    await tab.say("", attachment_id=attachment["id"])
    event = await console.expect("event", lambda frame: bool(frame["change"].get("message", {}).get("attachment")))
    assert event["change"]["message"]["kind"] == "file"
    got = await desk.get(path, await desk.token("anna"))
    assert Image.open(io.BytesIO(await got.read())).size == (40, 30)
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert (await desk.get(path, token, Origin=ORIGIN)).headers["Access-Control-Allow-Origin"] == ORIGIN
    stranger = await desk.visitor()
    for nobody in (stranger.frames[0]["token"], await desk.token("carl")):
        assert (await desk.get(path, nobody)).status == 404
    refused = await desk.get(path, "nonsense", Origin="https://evil.example")
    assert refused.status == 401
    assert "Access-Control-Allow-Origin" not in refused.headers
    await tab.send("send", client_id="second-use-1", text="", attachment_id=attachment["id"])
    assert (await tab.expect("send_refused"))["reason"] == "not_found"


async def test_a_file_in_a_note_is_not_the_visitors(desk: Desk) -> None:
    console, tab, conversation_id = await desk.chat()
    attachment = await (await desk.upload(await desk.token("anna"), "note.png", _png())).json()
    await console.say("", kind="note", attachment_id=attachment["id"], conversation_id=conversation_id, base_seq=99)
    assert (await desk.get(f"/api/v1/files/{attachment['id']}", tab.frames[0]["token"])).status == 404


@pytest.mark.parametrize(
    "name, body",
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("x.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("x.lnk", b"L\x00\x00\x00"),
        ("x.html", b"<script>alert(1)</script>"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        ("x.pdf", b"MZ%PDF-"),
        ("x.txt", b"a\x00b"),
        ("", b"nameless"),
    ],
)
async def test_what_is_not_on_the_list_is_refused(desk: Desk, name: str, body: bytes) -> None:
    tab = await desk.visitor()
    response = await desk.upload(tab.frames[0]["token"], name, body)
    assert response.status == 415
    assert not list((desk.server.config.files).rglob("at_*"))


async def test_an_upload_without_a_token_or_too_large_is_refused(desk: Desk) -> None:
    assert (await desk.upload("nonsense", "x.png", _png())).status == 401
    tab = await desk.visitor()
    headers = {"Authorization": f"Bearer {tab.frames[0]['token']}", "X-File-Name": "x.txt"}

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(25):
            yield b"x" * 1024 * 1024

    response = await desk.http.post(f"{desk.address}/api/v1/uploads", data=endless(), headers=headers)
    assert response.status == 413


async def test_a_refused_token_can_be_read_by_pages_of_the_sites_only(desk: Desk) -> None:
    for origin, allowed in ((ORIGIN, ORIGIN), ("https://evil.example", None)):
        headers = {"Origin": origin, "Authorization": "Bearer nonsense"}
        for method, path in (("GET", "files/at_1"), ("POST", "uploads")):
            async with desk.http.request(method, f"{desk.address}/api/v1/{path}", headers=headers) as response:
                assert response.status == 401
                assert response.headers.get("Access-Control-Allow-Origin") == allowed
                assert response.headers["Vary"] == "Origin"


async def test_only_folders_with_a_first_page_are_shops(tmp_path: Path) -> None:
    (tmp_path / "shops" / "shop").mkdir(parents=True)
    (tmp_path / "shops" / "shop" / "index.html").write_text("<p>home</p>")
    (tmp_path / "shops" / "jump").mkdir()
    async with running_desk(tmp_path / "", shops=tmp_path / "shops") as desk:
        sites = desk.server.switchboard.directory.sites
        own = desk.address
        assert desk.server.origins.allowed(own, sites[SiteId("shop")])
        assert not desk.server.origins.allowed(own, sites[SiteId("jump")])


async def test_browsers_of_the_sites_may_ask_before_an_upload(desk: Desk) -> None:
    for origin, allowed in ((ORIGIN, ORIGIN), ("https://evil.example", None)):
        response = await desk.http.options(f"{desk.address}/api/v1/uploads", headers={"Origin": origin})
        assert response.headers.get("Access-Control-Allow-Origin") == allowed


# -- web files and health


async def test_widget_and_shop_serve_their_own_files_only(tmp_path: Path) -> None:
    (tmp_path / "widget").mkdir()
    (tmp_path / "widget" / "widget.js").write_text("1")
    (tmp_path / "widget" / ".secret.js").write_text("2")
    shop = tmp_path / "shops" / "shop"
    shop.mkdir(parents=True)
    (shop / "index.html").write_text("<p>home</p>")
    (shop / "notes.txt").write_text("no")
    (shop / "link.html").symlink_to(tmp_path / "server.sqlite3")
    async with running_desk(tmp_path / "", widget=tmp_path / "widget", shops=tmp_path / "shops") as desk:

        async def get(path: str) -> aiohttp.ClientResponse:
            return await desk.http.get(f"{desk.address}{path}")

        assert (await get("/widget/widget.js")).headers["Content-Type"] == "text/javascript; charset=utf-8"
        english = await desk.http.get(f"{desk.address}/shop/shop/en", allow_redirects=False)
        assert (english.status, english.headers["Location"]) == (302, "/shop/shop/en/")
        page = await get("/shop/shop/")
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
        for path in (
            "/widget/.secret.js",
            "/widget/%2e%2e/server.sqlite3",
            "/widget/..%2fserver.sqlite3",
            "/shop/shop/notes.txt",
            "/shop/shop/link",
            "/shop/nowhere/",
            "/shop/shop/../../server.sqlite3",
        ):
            assert (await get(path)).status == 404, path
        own = desk.address
        assert (await desk.open("/ws/visitor", Origin=own)).socket.closed is False


async def test_health_is_a_real_commit(desk: Desk) -> None:
    response = await desk.http.get(f"{desk.address}/healthz")
    assert (response.status, await response.json()) == (200, {"status": "ok"})


async def test_a_restart_keeps_the_queue_and_the_epoch(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        tab = await desk.visitor()
        conversation_id = (await tab.say("Anybody?"))["conversation_id"]
        token, epoch = tab.frames[0]["token"], tab.frames[0]["epoch"]
    errors: list[BaseException] = []
    server = build(tmp_path, errors)
    address = await server.start()
    try:
        async with aiohttp.ClientSession() as http:
            again = await Desk(server, address, http).visitor(token)
            assert (again.frames[0]["conversation_id"], again.frames[0]["epoch"]) == (conversation_id, epoch)
            assert [chat.id for chat in server.switchboard.chats.queued()] == [conversation_id]
    finally:
        await server.stop()
    assert not errors

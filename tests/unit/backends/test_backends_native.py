"""The native adapter's pieces: addresses, streams, tokens, and what every foreign failure becomes."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
import trustme
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from operator_console.backends import base
from operator_console.backends.native.address import agent_socket, server_address
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp
from operator_console.backends.native.streams import StreamBook
from operator_console.backends.registry import NAMES, door_of
from operator_console.protocol.events import Event, Hidden
from operator_console.protocol.frames import Refusal
from operator_console.protocol.http import PreviousChats

AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed, address",
    [
        ("chat.shop.example", "https://chat.shop.example"),
        (" HTTPS://Chat.Shop.Example:8443/desk/ ", "https://chat.shop.example:8443/desk"),
        ("localhost:8750", "http://localhost:8750"),
        ("127.0.0.1:8750", "http://127.0.0.1:8750"),
        ("[::1]:8750", "http://[::1]:8750"),
        ("http://intranet", "http://intranet"),
        ("", None),
        ("two words", None),
        ("ftp://x", None),
        ("https://user:pass@x", None),
        ("https://x:99999", None),
        ("javascript:alert(1)", None),
    ],
)
def test_typed_addresses(typed: str, address: str | None) -> None:
    assert server_address(typed) == address
    if address is not None:
        assert server_address(address) == address
        assert agent_socket(address) == f"{address}/ws/agent"


def event(pos: int, epoch: str = "e", stream: str = "c:1") -> Event:
    return Event(stream=stream, epoch=epoch, pos=pos, at=AT, change=Hidden())


@given(st.permutations(range(1, 12)), st.lists(st.integers(1, 11), max_size=20))
def test_any_order_and_duplicates_are_applied_once_in_order(order: list[int], again: list[int]) -> None:
    book = StreamBook()
    applied: list[int] = []
    for pos in (*order, *again):
        applied.extend(one.pos for one in book.offer(event(pos)).ready)
    assert applied == list(range(1, 12))
    assert not book.has_gap("c:1")


@given(st.lists(st.one_of(st.integers(1, 30), st.integers(-30, -1)), max_size=60))
def test_positions_only_grow_one_by_one_but_for_snapshots(course: list[int]) -> None:
    """Positive: an event; negative: a snapshot at that position."""
    book = StreamBook()
    last = 0
    for number in course:
        if number > 0:
            ready = book.offer(event(number)).ready
        else:
            ready = book.snapshot("c:1", "e", -number)
            last = -number
        assert [one.pos for one in ready] == list(range(last + 1, last + 1 + len(ready)))
        last += len(ready)
        assert (book.position("c:1") or ("e", 0))[1] == last


def test_another_epoch_is_a_gap_until_its_snapshot() -> None:
    book = StreamBook()
    book.snapshot("c:1", "e", 5)
    assert book.offer(event(6, "other")).gap
    assert book.positions == {"c:1": ("e", 5)}
    book.snapshot("c:1", "other", 6)
    assert book.offer(event(7, "other")).ready
    book.forget("c:1")
    assert book.positions == {}


class Answers:
    """A server that answers as the test wants, path by path."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, bytes, dict[str, str]]] = []
        self.reply: Callable[[web.Request], web.StreamResponse] = lambda _request: web.Response()
        self.address = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.calls.append((request.path, await request.read(), dict(request.headers)))
        return self.reply(request)


@pytest.fixture
async def answers() -> AsyncIterator[Answers]:
    running = Answers()
    app = web.Application(client_max_size=1 << 26)
    app.router.add_route("*", "/{path:.*}", running.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    running.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield running
    await runner.cleanup()


def json_of(status: int, text: str) -> Callable[[web.Request], web.StreamResponse]:
    return lambda _request: web.Response(status=status, text=text, content_type="application/json")


@pytest.mark.parametrize(
    "status, text, error",
    [
        (200, "<html>", base.NotAServer),
        (200, '{"chats": 1}', base.NotAServer),
        (200, "[" * 5000, base.NotAServer),
        (301, "", base.NotAServer),
        (404, "<html>", base.NotAServer),
        (404, '{"reason":"not_found"}', base.Refused),
        (401, '{"reason":"not_found"}', base.SignedOut),
        (429, '{"reason":"rate_limited","retry_after_s":9}', base.Refused),
        (429, "slow down", base.Unreachable),
        (502, "<html>bad gateway", base.Unreachable),
        (503, '{"reason":"unavailable","retry_after_s":2}', base.Refused),
        (500, '{"reason":"invalid"}', base.Unreachable),
    ],
)
async def test_every_answer_becomes_a_value_or_one_of_our_errors(
    answers: Answers, status: int, text: str, error: type[base.BackendError]
) -> None:
    answers.reply = json_of(status, text)
    http = NativeHttp(answers.address)
    with pytest.raises(error):
        await http.call("GET", "/x", PreviousChats)
    await http.close()


async def test_no_server_bad_addresses_and_cut_answers() -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    server = await asyncio.start_server(cut, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    for address, error in (
        ("http://127.0.0.1:9", base.Unreachable),
        ("http://nowhere.invalid", base.Unreachable),
        (f"http://127.0.0.1:{port}", base.Unreachable),
        (f"https://127.0.0.1:{port}", base.BackendError),
    ):
        http = NativeHttp(address)
        with pytest.raises(error):
            await http.call("GET", "/x", PreviousChats)
        await http.close()
    server.close()
    await server.wait_closed()


async def test_a_certificate_that_is_not_to_be_trusted_is_told_apart() -> None:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    app = web.Application()
    app.router.add_get("/x", _chats)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    address = f"https://127.0.0.1:{runner.addresses[0][1]}"
    http = NativeHttp(address)
    with pytest.raises(base.CertificateRefused):
        await http.call("GET", "/x", PreviousChats)
    await http.close()
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    http = NativeHttp(address, trusting)
    assert await http.call("GET", "/x", PreviousChats) == PreviousChats(chats=())
    await http.close()
    await runner.cleanup()


async def _chats(_request: web.Request) -> web.Response:
    return web.Response(text='{"chats":[]}', content_type="application/json")


async def test_an_upload_names_its_file_and_tells_its_progress(answers: Answers) -> None:
    answers.reply = json_of(201, '{"chats":[]}')
    http = NativeHttp(answers.address)
    shares: list[float] = []
    await http.upload("/up", "brug é/..\n.png", b"x" * 200_000, PreviousChats, "token", shares.append)
    path, body, headers = answers.calls[0]
    assert (path, len(body)) == ("/up", 200_000)
    assert headers["X-File-Name"] == "brug%20%C3%A9%2F..%0A.png"
    assert headers["Authorization"] == "Bearer token"
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    await http.close()


async def test_no_connection_is_kept_for_a_next_call_that_the_network_may_have_lost(answers: Answers) -> None:
    ports: list[int] = []

    def reply(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        ports.append(request.transport.get_extra_info("peername")[1])
        return web.Response(text='{"chats":[]}', content_type="application/json")

    answers.reply = reply
    http = NativeHttp(answers.address)
    for _ in range(3):
        await http.call("GET", "/previous", PreviousChats)
    assert len(set(ports)) == 3
    await http.close()


def signed_in(number: int, expires_in_s: float = 100.0) -> str:
    agent = '{"id":"ag","account":"a","name":"A","first_name":"A"}'
    return f'{{"access_token":"a{number}","refresh_token":"r{number}","expires_in_s":{expires_in_s},"agent":{agent}}}'


async def test_tokens_are_renewed_once_before_they_expire_and_when_refused(answers: Answers) -> None:
    count = 0

    def reply(_request: web.Request) -> web.StreamResponse:
        nonlocal count
        count += 1
        return web.Response(text=signed_in(count), content_type="application/json")

    answers.reply = reply
    now_s = 0.0
    rotated: list[str] = []

    async def keep(token: str) -> None:
        rotated.append(token)

    http = NativeHttp(answers.address)
    credentials = Credentials(http, "r0", keep, ticks=lambda: now_s)
    assert await asyncio.gather(*(credentials.access() for _ in range(5))) == ["a1"] * 5
    now_s = 79.0
    assert await credentials.access() == "a1"
    now_s = 81.0
    assert await credentials.access() == "a2"
    assert await credentials.access(refused="a1") == "a2"
    assert await credentials.access(refused="a2") == "a3"
    assert rotated == ["r1", "r2", "r3"]
    assert [body for _, body, _ in answers.calls] == [f'{{"refresh_token":"r{n}"}}'.encode() for n in range(3)]
    answers.reply = json_of(401, '{"reason":"not_found"}')
    with pytest.raises(base.SignedOut):
        await credentials.access(refused="a3")
    await http.close()


def test_adapters_are_found_by_name() -> None:
    assert [type(door_of(name)).__name__ for name in NAMES] == ["NativeDoor"]
    with pytest.raises(KeyError):
        door_of("telegraph")


def test_a_refusal_carries_its_reason() -> None:
    assert str(base.Refused(Refusal.CLOSED, 3.0)) == "closed"

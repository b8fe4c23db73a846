"""The console's own connection against bad networks and bad servers: a word for each, bounded memory, no storm."""

import asyncio
import base64
import json
import resource
import socket
import ssl
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
import trustme
from aiohttp import web

from operator_console.backends import base
from operator_console.backends.native.backend import NativeBackend
from operator_console.backends.native.door import NativeDoor
from operator_console.runtime.link_trouble import LinkTrouble
from operator_console.runtime.server_time import ServerClock
from operator_console.runtime.task_scope import TaskScope
from tests.fakes.yardstick import slowness
from tests.faults.hostile_server import WELCOME, HostileServer, Scene, Stage, event, hostile, snapshot

WAIT_S = 8.0
UNTIL_LIMIT_S = 30.0
"""A flood of twenty thousand frames takes a busy machine a while."""
MEMORY_LIMIT_MIB = 300
LOOP_LIMIT_S = 1.5
"""Loose: the server that floods runs in the same loop."""


class Console:
    """A backend with everything it told."""

    def __init__(self, backend: NativeBackend) -> None:
        self.backend = backend
        self.links: list[base.LinkChanged] = []
        self.events = 0

    def heard(self, told: base.BackendEvent) -> None:
        self.events += 1
        if isinstance(told, base.LinkChanged):
            self.links.append(told)

    async def until(self, holds: Callable[[base.LinkChanged], bool]) -> base.LinkChanged:
        """Return the first state of the connection for which something holds."""
        async with asyncio.timeout(UNTIL_LIMIT_S):
            while True:
                for link in self.links:
                    if holds(link):
                        return link
                await asyncio.sleep(0.01)


async def _rotated(_token: str) -> None:
    return


async def _kept() -> str | None:
    return "r"


@asynccontextmanager
async def console_at(address: str, tls: ssl.SSLContext | None = None) -> AsyncIterator[Console]:
    """Run a backend against an address; a bug in one of its tasks fails the test."""
    errors: list[BaseException] = []
    scope = TaskScope("console", lambda _name, error: errors.append(error))
    admission = NativeDoor(tls).resume_later(address, _kept, _rotated)
    console = Console(admission.backend(ServerClock(), scope))
    console.backend.start(console.heard)
    try:
        yield console
    finally:
        await console.backend.close()
        await scope.close()
    assert not errors, errors


async def _nothing(_stage: Stage) -> None:
    return


async def _live(stage: Stage) -> None:
    await stage.greet()
    await asyncio.sleep(WAIT_S)


# -- certificates


def _server_tls(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


LONG_AGO = datetime.now(UTC) - timedelta(days=3)


@pytest.mark.parametrize(
    "host, expires, trusted, trouble",
    [
        ("127.0.0.1", LONG_AGO, True, LinkTrouble.EXPIRED),
        ("127.0.0.1", None, False, LinkTrouble.UNTRUSTED),
        ("other.example", None, True, LinkTrouble.WRONG_HOST),
    ],
)
async def test_a_bad_certificate_has_its_own_word_and_is_tried_once(
    host: str, expires: datetime | None, trusted: bool, trouble: LinkTrouble
) -> None:
    authority = trustme.CA()
    tls = _server_tls(authority.issue_cert(host, not_after=expires))
    async with hostile(_live, tls=tls) as server:
        async with console_at(server.address, _trusting(authority) if trusted else None) as console:
            stopped = await console.until(lambda link: link.stop is not None)
            assert (stopped.stop, stopped.trouble) == (base.StopWord.CERTIFICATE, trouble)
            await asyncio.sleep(0.3)
            assert len(console.links) <= 3
            assert server.connections == 0
        door = NativeDoor(_trusting(authority) if trusted else None)
        with pytest.raises(base.CertificateRefused) as refused:
            await door.sign_in(server.address, "anna", "secret", _rotated)
        assert refused.value.trouble is trouble


async def test_an_authority_of_one_s_own_is_trusted_through_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """OpenSSL's own way to add authorities, by which systems name their store."""
    authority = trustme.CA()
    file = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    async with (
        hostile(_live, tls=_server_tls(authority.issue_cert("127.0.0.1"))) as server,
        console_at(server.address, ssl.create_default_context()) as console,
    ):
        await console.until(lambda link: link.word is base.LinkWord.LIVE)


# -- names, portals, proxies


async def test_a_name_that_is_not_found_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_given: object, **_named: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    async with console_at("https://chat.invalid") as console:
        assert (await console.until(lambda link: link.retry_in_s is not None)).trouble is LinkTrouble.NAME


async def test_nobody_there_says_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with console_at(f"http://127.0.0.1:{taken.getsockname()[1]}") as console:
            assert (await console.until(lambda link: link.retry_in_s is not None)).trouble is LinkTrouble.SILENT


@pytest.mark.parametrize("tokens", [True, False], ids=["socket", "token"])
@pytest.mark.parametrize("status", [200, 302, 511])
async def test_a_page_for_signing_in_to_the_network_says_so(status: int, tokens: bool) -> None:
    went: list[str] = []

    async def page(request: web.Request) -> web.Response:
        went.append(request.path)
        headers = {"Location": "/elsewhere"} if status == 302 else {}
        return web.Response(
            status=status, text="<html>Welcome to our hotel</html>", content_type="text/html", headers=headers
        )

    app = web.Application()
    if tokens:
        app.router.add_post("/api/v1/refresh", HostileServer(_nothing).token)
    app.router.add_route("*", "/{path:.*}", page)
    async with hostile(_nothing, whole=app) as server, console_at(server.address) as console:
        told = await console.until(lambda link: link.retry_in_s is not None)
        assert told.trouble is (LinkTrouble.SILENT if status == 511 else LinkTrouble.PORTAL)
        assert "/elsewhere" not in went


class Proxy:
    """A CONNECT proxy that may refuse, ask for a name, or cut what is idle."""

    def __init__(self, status: int = 200, idle_s: float = 60.0) -> None:
        self.status = status
        self.idle_s = idle_s
        self.asked: list[str] = []
        self.credentials: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            self.asked.append(head.split(" ")[1])
            self.credentials += [line.split(" ")[-1] for line in head.split("\r\n") if "proxy-auth" in line.lower()]
            length = "" if self.status == 200 else "Content-Length: 0\r\n"
            writer.write(f"HTTP/1.1 {self.status} x\r\n{length}\r\n".encode())
            if self.status != 200:
                return
            host, port = self.asked[-1].rsplit(":", 1)
            far_reader, far_writer = await asyncio.open_connection(host, int(port))
            await asyncio.wait(
                [
                    asyncio.ensure_future(self._pump(reader, far_writer)),
                    asyncio.ensure_future(self._pump(far_reader, writer)),
                ],
                return_when=asyncio.FIRST_COMPLETED,
            )
            far_writer.close()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(None) as limit:
                while True:
                    limit.reschedule(asyncio.get_running_loop().time() + self.idle_s)
                    data = await reader.read(65_536)
                    if not data:
                        return
                    writer.write(data)
                    await writer.drain()
        except (TimeoutError, OSError):
            return


@asynccontextmanager
async def proxied(monkeypatch: pytest.MonkeyPatch, proxy: Proxy, user: str = "") -> AsyncIterator[None]:
    """Name a proxy as systems do."""
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    monkeypatch.setenv("https_proxy", f"http://{user}127.0.0.1:{port}")
    monkeypatch.setenv("no_proxy", "")
    try:
        yield
    finally:
        server.close()


async def test_the_system_s_proxy_is_used_for_calls_and_for_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    authority, proxy = trustme.CA(), Proxy()
    async with (
        hostile(_live, tls=_server_tls(authority.issue_cert("127.0.0.1"))) as server,
        proxied(monkeypatch, proxy, "bo:secret@"),
        console_at(server.address, _trusting(authority)) as console,
    ):
        await console.until(lambda link: link.word is base.LinkWord.LIVE)
        assert proxy.asked == [server.address.removeprefix("https://")] * len(proxy.asked)
        assert proxy.asked
        assert base64.b64decode(proxy.credentials[0]) == b"bo:secret"


@pytest.mark.parametrize("status, trouble", [(407, LinkTrouble.PROXY_SIGN_IN), (403, LinkTrouble.PROXY)])
async def test_a_proxy_that_refuses_says_so(monkeypatch: pytest.MonkeyPatch, status: int, trouble: LinkTrouble) -> None:
    async with proxied(monkeypatch, Proxy(status)), console_at("https://chat.example") as console:
        assert (await console.until(lambda link: link.retry_in_s is not None)).trouble is trouble


async def test_a_proxy_that_is_gone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    async with console_at("https://chat.example") as console:
        assert (await console.until(lambda link: link.retry_in_s is not None)).trouble is LinkTrouble.PROXY


async def test_a_proxy_that_cuts_what_is_idle_costs_a_new_connection_only(monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    async with (
        hostile(_live, tls=_server_tls(authority.issue_cert("127.0.0.1"))) as server,
        proxied(monkeypatch, Proxy(idle_s=2.0)),
        console_at(server.address, _trusting(authority)) as console,
    ):
        async with asyncio.timeout(WAIT_S):
            while [link.word for link in console.links].count(base.LinkWord.LIVE) < 2:
                await asyncio.sleep(0.05)
        assert server.connections <= 4


# -- a server that means harm


async def _negative_position(stage: Stage) -> None:
    await stage.greet()
    await stage.say(event(-1))


async def _welcomes_for_ever(stage: Stage) -> None:
    while True:
        await stage.say(WELCOME)


async def _million_events(stage: Stage) -> None:
    await stage.greet()
    for pos in range(1, 1_000_000):
        await stage.say(event(pos))


async def _notifications(stage: Stage) -> None:
    await stage.greet()
    frame = json.dumps({"type": "visitor_typing", "conversation_id": "cv_1", "active": True, "preview": "x" * 500})
    while True:
        await stage.say(frame)


async def _pings(stage: Stage) -> None:
    await stage.greet()
    while True:
        await stage.say({"type": "ping", "id": 1})


async def _streams(stage: Stage) -> None:
    await stage.greet()
    for chat in range(1_000_000):
        await stage.say(event(1, chat=chat))


async def _gaps(stage: Stage) -> None:
    await stage.greet()
    for chat in range(1_000_000):
        await stage.say(event(9, chat=chat))


async def _huge_snapshot(stage: Stage) -> None:
    await stage.say(WELCOME)
    await stage.heard("resume")
    await stage.say(snapshot([json.loads(event(1, text="x" * 9_000_000))["change"]["message"]]))


async def _snapshots_for_ever(stage: Stage) -> None:
    await stage.say(WELCOME)
    await stage.heard("resume")
    text = snapshot([json.loads(event(1, text="x" * 4_000_000))["change"]["message"]])
    while True:
        await stage.say(text)


async def _wrong_types(stage: Stage) -> None:
    await stage.greet()
    for number in range(100):
        await stage.say({"type": "event", "stream": number, "pos": "x"})


async def _no_utf8(stage: Stage) -> None:
    await stage.greet()
    transport = stage.socket._req.transport  # type: ignore[union-attr]  # no library sends this
    transport.write(b"\x81\x02\xff\xfe")  # type: ignore[union-attr]
    await asyncio.sleep(WAIT_S)


SCENES: list[Scene] = [
    _negative_position, _welcomes_for_ever, _million_events, _notifications, _pings, _streams, _gaps, _huge_snapshot,
    _snapshots_for_ever, _wrong_types, _no_utf8,
]  # fmt: skip


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is counted in another unit")
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__.strip("_"))
async def test_a_hostile_server_is_left_alone(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut with a word that says why, and not tried again at once; the loop stays free for the window meanwhile."""
    monkeypatch.setattr("operator_console.runtime.flood_guard.MAX_FRAMES", 20_000)
    monkeypatch.setattr("operator_console.runtime.flood_guard.MAX_BYTES", 64 * 1024 * 1024)
    before_mib = _peak_mib()
    async with hostile(scene) as server, console_at(server.address) as console:
        worst_s = 0.0

        async def watch() -> None:
            nonlocal worst_s
            while True:
                began_s = time.perf_counter()
                await asyncio.sleep(0.01)
                worst_s = max(worst_s, time.perf_counter() - began_s)

        watching = asyncio.ensure_future(watch())
        told = await console.until(lambda link: link.retry_in_s is not None)
        connections = server.connections
        if scene is not _pings:  # its answers pile up before anything else does
            assert told.trouble is LinkTrouble.SENSELESS
            assert (told.retry_in_s or 0) > 5
            await asyncio.sleep(0.2)
            assert server.connections == connections == 1
        watching.cancel()
    assert worst_s < LOOP_LIMIT_S * slowness(time.perf_counter)
    assert _peak_mib() - before_mib < MEMORY_LIMIT_MIB


async def test_epoch_and_gap_loops_are_asked_about_twice_a_second_and_no_more() -> None:
    asked: list[float] = []

    async def loops(stage: Stage) -> None:
        await stage.greet()
        number = 0
        await stage.say(event(1))
        while True:
            number += 1
            await stage.say(event(5 + number, epoch=f"e{number}"))
            await stage.heard("fetch_stream")
            asked.append(time.perf_counter())

    async with hostile(loops) as server, console_at(server.address) as console:
        await console.until(lambda link: link.word is base.LinkWord.LIVE)
        await asyncio.sleep(2.0)
    assert 1 <= len(asked) <= 5


async def test_a_server_that_welcomes_and_says_no_more_is_left_and_said_to_be_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pings are answered all the time; the third connection brings what was missed."""
    monkeypatch.setattr("operator_console.backends.native.backend.CATCH_UP_LIMIT_S", 0.3)
    monkeypatch.setattr("operator_console.backends.native.backend.BEHIND_RETRY_S", 0.05)

    async def welcomes(stage: Stage) -> None:
        if server.connections > 2:
            await _live(stage)
        await stage.say(WELCOME)
        while True:
            ping = await stage.heard("ping")
            await stage.say({"type": "pong", "id": ping["id"], "sent_s": ping["sent_s"]})

    async with hostile(welcomes) as server, console_at(server.address) as console:
        await console.until(lambda link: link.word is base.LinkWord.LIVE)
    told = [link for link in console.links if link.trouble is LinkTrouble.BEHIND]
    assert {link.word for link in told} == {base.LinkWord.OFFLINE, base.LinkWord.CATCHING_UP}
    words = [link.word for link in console.links]
    assert words[: words.index(base.LinkWord.LIVE)].count(base.LinkWord.CATCHING_UP) == 3
    assert console.links[words.index(base.LinkWord.LIVE)].trouble is None


async def test_a_server_that_takes_long_but_brings_something_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("operator_console.backends.native.backend.CATCH_UP_LIMIT_S", 0.4)

    async def slow(stage: Stage) -> None:
        await stage.say(WELCOME)
        await stage.heard("resume")
        for pos in range(1, 9):
            await asyncio.sleep(0.1)
            await stage.say(event(pos))
        await stage.say({"type": "replay_done"})
        await asyncio.sleep(WAIT_S)

    async with hostile(slow) as server, console_at(server.address) as console:
        await console.until(lambda link: link.word is base.LinkWord.LIVE)
        assert server.connections == 1


async def test_a_server_that_answers_pings_but_no_greeting_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("operator_console.runtime.connection.GREETING_LIMIT_S", 0.2)

    async def pongs(stage: Stage) -> None:
        while True:
            ping = await stage.heard("ping")
            await stage.say({"type": "pong", "id": ping["id"], "sent_s": ping["sent_s"]})

    async with hostile(pongs) as server, console_at(server.address) as console:
        assert (await console.until(lambda link: link.retry_in_s is not None)).trouble is LinkTrouble.SILENT


async def test_a_slow_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("operator_console.backends.native.http_client.CALL_LIMIT_S", 0.3)

    async def dribble(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.05)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", dribble)
    async with hostile(_nothing, whole=app) as server:
        with pytest.raises(base.Unreachable):
            await NativeDoor().sign_in(server.address, "anna", "secret", _rotated)

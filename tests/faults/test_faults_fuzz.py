"""Fuzz: whatever comes over the wire gives a value or a clean error, and the server stays up, with no task left.

The kept inputs stand in `tests/data/fuzz`, one a line; each run plays all of them and changes them at random. Longer:
``OPERATOR_CONSOLE_FUZZ_EXAMPLES=20000 python3 dev.py test tests/faults/test_faults_fuzz.py``. What fails is printed
by hypothesis as small as it can be made, and belongs into the kept inputs.
"""

import asyncio
import json
import logging
import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from aiohttp.http_exceptions import BadHttpMessage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yarl import URL

from operator_console.protocol import codec
from operator_console.protocol.codec import BadFrame
from tests.contract.furnishing import ORIGIN
from tests.contract.server_desk import Desk, Wire, new_client_id, running_desk

CORPUS = Path(__file__).parents[1] / "data" / "fuzz"
EXAMPLES = int(os.environ.get("OPERATOR_CONSOLE_FUZZ_EXAMPLES", "0"))
ANSWER_LIMIT_S = 5.0
TASKS_LIMIT_S = 5.0

HOSTILE: list[Any] = [
    None, True, 0, -1, 1.5, 2**63, 2**64 - 1, -(2**63), 1e308, "", "x", "\x00", "\u202eabc", "'; DROP TABLE events; --",
    "%", "<img src=x onerror=alert(1)>", "../../x", "e\u0301" * 200, "A" * 5_000, [], {}, [[]], ["a"] * 300,
    {"__proto__": {"type": "send"}}, {str(number): number for number in range(300)}, "2026-13-45T99:99:99Z", "NaN",
]  # fmt: skip
RAW = [
    "\ud83d",
    "\\ud800",
    "1e400",
    "NaN",
    "-Infinity",
    "[" * 2_000,
    "{",
    "\x00",
    '"',
    "\\",
    ",",
    "18446744073709551616",
]


def kept(name: str) -> list[str]:
    """Return the kept inputs of a target."""
    return [line for line in CORPUS.joinpath(f"{name}.txt").read_text("utf-8").splitlines() if line]


@st.composite
def changed(draw: st.DrawFn, lines: list[str]) -> str:
    """A kept frame with fields replaced, left out and added, and sometimes with text that is no JSON in it."""
    text = draw(st.sampled_from(lines))
    value = json.loads(text)
    for _ in range(draw(st.integers(0, 3))):
        value = _changed_somewhere(draw, value)
    text = json.dumps(value)
    if draw(st.integers(0, 5)) == 0:
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(RAW)) + text[at + draw(st.integers(0, 4)) :]
    return text


def _changed_somewhere(draw: st.DrawFn, value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict) and value and draw(st.integers(0, 9)):
        key = draw(st.sampled_from(sorted(value)))
        if draw(st.integers(0, 7)) == 0:
            return {name: item for name, item in value.items() if name != key}
        return value | {key: _changed_somewhere(draw, value[key])}
    if isinstance(value, list) and value and draw(st.booleans()):
        at = draw(st.integers(0, len(value) - 1))
        return [*value[:at], _changed_somewhere(draw, value[at]), *value[at + 1 :]]
    return draw(st.sampled_from(HOSTILE))


def tries(few: int) -> settings:
    """Return settings for so many examples, or for as many as the environment asks for."""
    return settings(
        max_examples=EXAMPLES or few,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


# -- the codec

DECODERS: dict[str, tuple[Callable[[str | bytes], object], ...]] = {
    "visitor": (codec.visitor_request, codec.visitor_frame),
    "agent": (codec.agent_request, codec.agent_frame),
}


@pytest.mark.parametrize("side", DECODERS)
@tries(200)
@given(data=st.data())
def test_the_codec_gives_a_frame_or_says_what_is_wrong(side: str, data: st.DataObject) -> None:
    text: str | bytes = data.draw(changed(kept(side)))
    if data.draw(st.integers(0, 3)) == 0:
        text = data.draw(st.binary(max_size=200)) + str(text).encode("utf-8", "surrogatepass")
    for decode in DECODERS[side]:
        try:
            frame = decode(text)
        except BadFrame as error:
            wrong = str(error)
        else:
            wrong = "" if decode(codec.encode(frame)) == frame else "not the same when encoded"
        assert len(wrong) < 300
        assert not wrong.startswith("not the same")
        assert "AAAA" not in wrong


# -- the gateways and the HTTP interface


class Arena:
    """A server with an agent in a chat, a bystander, and everything that was logged as an error."""

    def __init__(self, desk: Desk, errors: list[logging.LogRecord]) -> None:
        self.desk = desk
        self.errors = errors
        self.names: dict[str, str] = {}
        self.console: Wire | None = None
        self.tab: Wire | None = None

    async def begin(self) -> None:
        """Put the chats there that the kept inputs speak of."""
        console, self.bystander, closed = await self.desk.chat("ben")
        await console.ask("wrap_up", conversation_id=closed, outcome="solved")
        chat = (await self.bystander.say("one more question"))["conversation_id"]
        other = await (await self.desk.visitor(site_id="jump")).say("of another department")
        self.token = await self.desk.token("ben")
        self.names = {
            "CHAT": chat,
            "CLOSED": closed,
            "OTHER": other["conversation_id"],
            "VISITOR": self.bystander.frames[0]["visitor_id"],
            "EPOCH": self.bystander.frames[0]["epoch"],
        }
        await console.socket.close()
        await asyncio.sleep(0.1)
        self.tasks = len(asyncio.all_tasks())

    def filled(self, text: str) -> str:
        """Return an input with real names in it."""
        for name, value in (*self.names.items(), ("CLIENT-ID", uuid.uuid4().hex)):
            text = text.replace(name, value)
        return text

    async def frames(self, side: str, texts: list[str]) -> None:
        """Send frames over one connection; it must be answered or closed with a code, and nothing else happens."""
        wire = await (self.desk.agent("ben") if side == "agent" else self.desk.visitor())
        try:
            for text in texts:
                await wire.socket.send_str(self.filled(text).encode("utf-8", "replace").decode())
            await wire.send("ping", id=4711)
            async with asyncio.timeout(ANSWER_LIMIT_S):
                while True:
                    message = await wire.socket.receive()
                    if message.type is not aiohttp.WSMsgType.TEXT:
                        break
                    if message.json() == message.json() | {"type": "pong", "id": 4711}:
                        break
            if wire.socket.closed:
                assert wire.socket.close_code in {1000, 1009, 4400, 4409}, wire.socket.close_code
        except (aiohttp.ClientError, ConnectionError):
            pass
        finally:
            await wire.socket.close()
        await self.calm()

    async def request(self, line: str, *, token: str | None) -> int:
        """Make one HTTP request as it stands, and return its status."""
        method, _, rest = self.filled(line).partition(" ")
        path, _, body = rest.partition(" ")
        headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        url = URL(self.desk.address + quote(path, safe="/?&=%'"), encoded=True)
        async with asyncio.timeout(ANSWER_LIMIT_S):
            response = await self.desk.http.request(method, url, data=body.encode() or None, headers=headers)
            await response.read()
        assert response.status < 500, (line, response.status)
        await self.calm()
        return response.status

    async def calm(self) -> None:
        """Check that nothing was logged as an error, that the bystander is served, and that every task has ended."""
        assert not self.errors, [record.getMessage() for record in self.errors] + [
            repr(record.exc_info) for record in self.errors
        ]
        assert not self.desk.errors
        await self.bystander.say("still there", new_client_id())
        async with asyncio.timeout(TASKS_LIMIT_S):
            while len(asyncio.all_tasks()) > self.tasks + 1:
                await asyncio.sleep(0.01)


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info is None or not isinstance(record.exc_info[1], BadHttpMessage):
            self.records.append(record)


@pytest.fixture(scope="module")
def arena() -> Iterator[tuple[asyncio.Runner, Arena]]:
    errors = _Errors()
    logging.getLogger().addHandler(errors)
    with asyncio.Runner() as runner, tempfile.TemporaryDirectory() as folder:
        stack = AsyncExitStack()
        running = running_desk(Path(folder), max_frames_per_s=10_000.0)
        desk = runner.run(stack.enter_async_context(running))
        arena = Arena(desk, errors.records)
        runner.run(arena.begin())
        yield runner, arena
        runner.run(stack.aclose())
    logging.getLogger().removeHandler(errors)


@pytest.mark.parametrize("side", ["visitor", "agent"])
def test_every_kept_frame_is_answered_or_ends_its_own_connection(
    arena: tuple[asyncio.Runner, Arena], side: str
) -> None:
    runner, place = arena
    for text in kept(side):
        runner.run(place.frames(side, [text]))


@pytest.mark.parametrize("side", ["visitor", "agent"])
@tries(40)
@given(data=st.data())
def test_changed_frames_harm_nobody(arena: tuple[asyncio.Runner, Arena], side: str, data: st.DataObject) -> None:
    runner, place = arena
    texts = data.draw(st.lists(changed(kept(side)), min_size=1, max_size=12))
    runner.run(place.frames(side, texts))


@pytest.mark.parametrize("line", kept("http"))
def test_every_kept_request_is_answered_or_refused(arena: tuple[asyncio.Runner, Arena], line: str) -> None:
    runner, place = arena
    for token in (None, "nonsense", "\udce9\udc80", place.token):
        runner.run(place.request(line, token=token))


@tries(60)
@given(data=st.data())
def test_changed_requests_are_answered_or_refused(arena: tuple[asyncio.Runner, Arena], data: st.DataObject) -> None:
    runner, place = arena
    line = data.draw(st.sampled_from(kept("http")))
    at = data.draw(st.integers(line.index(" ") + 2, len(line)))
    piece = data.draw(st.sampled_from(["%ED%A0%80", "%00", "'", "%25", "%2e%2e%2f", "?", "&", "=", "\u202e", "{", "%"]))
    runner.run(place.request(line[:at] + piece + line[at:], token=place.token))


def test_the_visitor_s_hello_is_fuzzed_too(arena: tuple[asyncio.Runner, Arena]) -> None:
    runner, place = arena

    async def greeted(values: dict[str, Any]) -> None:
        wire = await place.desk.open("/ws/visitor", Origin=ORIGIN)
        page = {"type": "page", "url": f"{ORIGIN}/", "title": ""}
        hello = {"type": "hello", "versions": [1], "site_id": "shop", "visit_key": "0123456789", "page": page}
        await wire.socket.send_str(json.dumps(hello | values))
        message = await wire.socket.receive(timeout=ANSWER_LIMIT_S)
        assert message.type is aiohttp.WSMsgType.TEXT
        assert message.json()["type"] in {"welcome", "denied"}
        await wire.socket.close()
        await place.calm()

    for field in ("versions", "site_id", "visit_key", "page", "token", "referrer", "language", "time_zone", "features"):
        for value in HOSTILE:
            runner.run(greeted({field: value}))

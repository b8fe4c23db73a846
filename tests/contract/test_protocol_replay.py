"""What released versions said on the wire, replayed against the codec, the server and the desk of this version."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec import UNSET

from operator_console.backends import base
from operator_console.backends.native.backend import Listener, NativeBackend
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp
from operator_console.desk.desk import Desk
from operator_console.desk.events import NotSupported
from operator_console.domain.conversations import SystemLine
from operator_console.domain.ids import ConversationId
from operator_console.domain.leases import LeaseTimes
from operator_console.domain.people import Agent
from operator_console.protocol.codec import agent_frame, agent_request, encode, visitor_frame, visitor_request
from operator_console.protocol.events import Event, Unsupported
from operator_console.runtime.event_hub import EventHub
from operator_console.runtime.server_time import ServerClock
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import AccountStorage
from tests.contract.furnishing import ORIGIN, OTHER_ORIGIN
from tests.contract.server_desk import Desk as ServerDesk
from tests.contract.server_desk import Frame, Wire, running_desk
from tests.protocol_recorder import CLOSED

DATA = Path(__file__).resolve().parents[1] / "data" / "protocol"
FILES = sorted(DATA.glob("*/*.jsonl"))
DECODERS = {
    ("server", "agent"): agent_request,
    ("client", "agent"): agent_frame,
    ("server", "visitor"): visitor_request,
    ("client", "visitor"): visitor_frame,
}
ANSWERS = frozenset(
    ("welcome ack stale send_refused done failed conversation_snapshot list_snapshot replay_done event denied goodbye")
    .split()
)  # fmt: skip
"""What a server must say again; the rest is latest-only and comes when it comes."""
NEW_SINCE = ("owner_lost_at", "owner_answered", "features", "lease")
"""Fields that a server one version older than the files does not send."""
FREE_FORM = frozenset({"values", "custom"})
"""Maps whose names are anybody's; everything else that looks like one has fields."""
LIMIT_S = 10.0
LEASE = LeaseTimes(requeue_s=0.3, tell_s=0.5, transfer_s=60)
Line = dict[str, Any]


def _lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


# -- the codec


def _contains(whole: object, part: object, where: str = "$") -> None:
    """Everything of `part` is in `whole`, with the same meaning."""
    if isinstance(part, dict) and isinstance(whole, dict):
        for name, value in part.items():
            _contains(whole.get(name, UNSET), value, f"{where}.{name}")
    elif isinstance(part, list) and isinstance(whole, list):
        assert len(whole) == len(part), where
        for place, value in enumerate(part):
            _contains(whole[place], value, f"{where}[{place}]")
    else:
        assert whole == part, where


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_every_frame_of_a_released_version_still_means_the_same(path: Path) -> None:
    for line in _lines(path):
        if line["frame"]["type"] == CLOSED:
            continue
        frame = cast("Callable[[str], object]", DECODERS[line["to"], line["gateway"]])(json.dumps(line["frame"]))
        assert not (isinstance(frame, Event) and isinstance(frame.change, Unsupported)), line
        sent = {name: value for name, value in line["frame"].items() if name != "type"}
        if line["to"] == "client":  # clients may leave fields out and send older ones
            _contains(json.loads(encode(frame)), sent)


# -- the server


def _kind(frame: Frame) -> tuple[object, ...]:
    """Return what makes two frames of different runs the same."""
    change = frame.get("change", {})
    message = change.get("message", {})
    stream = str(frame.get("stream") or "")[:2]
    said = (message.get("kind"), message.get("system"), message.get("text"))
    return (
        frame["type"],
        stream,
        change.get("type"),
        *said,
        frame.get("code"),
        frame.get("reason"),
        frame.get("client_id"),
    )


class Replay:
    """Says to a live server what clients said then, with the ids of today."""

    def __init__(self, desk: ServerDesk) -> None:
        self._desk = desk
        self._wires: dict[str, Wire] = {}
        self._unmatched: dict[str, list[Frame]] = {}
        self._ids: dict[str, str] = {}
        self._stopping = False

    async def play(self, lines: list[Line]) -> None:
        for line in lines:
            if line["to"] == "server":
                await self._say(line["who"], line["gateway"], line["frame"])
            elif line["frame"]["type"] in ANSWERS:
                await self._hear(line["who"], line["frame"])

    async def _say(self, who: str, gateway: str, frame: Frame) -> None:
        if frame["type"] == CLOSED:
            await self._wires[who].socket.close()
            return
        text = json.dumps(frame)
        for then, now in self._ids.items():
            text = text.replace(then, now)
        said: Frame = json.loads(text)
        if said["type"] == "hello":
            headers = {} if gateway == "agent" else {"Origin": ORIGIN if said["site_id"] == "shop" else OTHER_ORIGIN}
            self._wires[who] = await self._desk.open(f"/ws/{gateway}", **headers)
            self._unmatched[who] = []
            if gateway == "agent" and who in {"anna", "ben", "carl", "dora"}:
                said["token"] = (await (await self._desk.sign_in(who)).json())["access_token"]
        await self._wires[who].socket.send_json(said)

    async def _hear(self, who: str, then: Frame) -> None:
        if then["type"] == "goodbye" and not self._stopping:
            self._stopping = True
            await self._desk.server.switchboard.say_goodbye()
        waiting = self._unmatched[who]
        try:
            async with asyncio.timeout(LIMIT_S):
                while (found := next((one for one in waiting if _kind(one) == _kind(then)), None)) is None:
                    waiting.append(await self._wires[who].socket.receive_json())
        except TimeoutError:
            pytest.fail(f"{who} does not hear {_kind(then)} any more, but {[_kind(one) for one in waiting]}")
        waiting.remove(found)
        self._learn(then, found)

    def _learn(self, then: object, now: object) -> None:
        """Find out which id of the recording is which id of today."""
        if isinstance(then, dict) and isinstance(now, dict):
            for name, value in then.items():
                assert name in now, f"{name} is not sent any more in {then.get('type')}"
                self._learn(value, now[name])
        elif isinstance(then, list) and isinstance(now, list):
            for one, other in zip(then, now, strict=False):
                self._learn(one, other)
        elif isinstance(then, str) and isinstance(now, str) and then != now and (then[2:3] == "_" or len(then) == 12):
            self._ids.setdefault(then, now)


@pytest.mark.parametrize("path", FILES, ids=_name)
async def test_the_server_still_answers_a_released_version_s_clients(path: Path, tmp_path: Path) -> None:
    async with running_desk(tmp_path, lease=LEASE) as desk:
        await Replay(desk).play(_lines(path))


# -- the desk


class NoCredentials:
    """There is no server to ask."""

    async def access(self, refused: str | None = None) -> str:
        raise base.Unreachable(refused or "")


class PlayedBackend(NativeBackend):
    """Hears what is played to it instead of a socket."""

    def start(self, listener: Listener) -> None:
        self._listener = listener


class Played:
    """A real desk with real storage, and what it published."""

    def __init__(self, folder: Path, me: Agent) -> None:
        self.scope = TaskScope("replay", lambda _name, error: self.errors.append(error))
        self.errors: list[BaseException] = []
        clock = ServerClock()
        http = NativeHttp("http://127.0.0.1:9")
        self.backend = PlayedBackend(http, cast("Credentials", NoCredentials()), clock, self.scope.child("backend"))
        hub = EventHub(lambda _name, error: self.errors.append(error))
        self.unsupported: list[NotSupported] = []
        hub.listen(NotSupported, self.unsupported.append)
        self.desk = Desk(me, self.backend, AccountStorage(folder), clock, hub, self.scope)


@pytest.fixture
async def played(tmp_path: Path) -> AsyncIterator[Callable[[list[Frame]], Any]]:
    opened: list[Played] = []

    async def play(frames: list[Frame]) -> Played:
        welcome = next(frame for frame in frames if frame["type"] == "welcome")
        me = agent_frame(json.dumps(welcome)).me  # type: ignore[union-attr]  # it is one
        one = Played(tmp_path / str(len(opened)), me)
        opened.append(one)
        await one.desk.read()
        one.backend.start(one.desk._on_backend_event)
        for frame in frames:
            if frame["type"] not in {"denied", "goodbye"}:
                one.backend.received(json.dumps(frame))
        return one

    yield play
    for one in opened:
        await one.desk.close()
        await one.scope.close()
        assert one.errors == []


def _heard_by(path: Path, who: str) -> list[Frame]:
    return [line["frame"] for line in _lines(path) if line["to"] == "client" and line["who"] == who]


def _texts(played: Played, frames: list[Frame]) -> list[tuple[str, str]]:
    chats = {frame["conversation"]["id"] for frame in frames if frame["type"] == "conversation_snapshot"}
    return [
        (name, entry.message.text)
        for name in sorted(chats)
        for entry in played.desk.entries(ConversationId(name))
        if entry.message.text
    ]


def _older(frame: Frame) -> Frame:
    """As a server of the version before said it."""
    text = json.dumps(frame)
    return cast(
        "Frame", json.loads(text, object_hook=lambda found: {k: v for k, v in found.items() if k not in NEW_SINCE})
    )


def _newer(frame: Frame) -> Frame:
    """As a server of the version after may say it: fields everywhere, new kinds of changes and lines."""
    newer = cast("Frame", _with_later_fields(frame))
    if newer.get("change", {}).get("type") == "visitor_upserted":
        newer["change"]["type"] = "visitor_dreamt"
    message = newer.get("change", {}).get("message", {})
    if message.get("system") == "page_viewed":
        message["system"] = "page_smelled"
    return newer


def _with_later_fields(value: object) -> object:
    if isinstance(value, list):
        return [_with_later_fields(one) for one in value]
    if not isinstance(value, dict):
        return value
    whole = {name: one if name in FREE_FORM else _with_later_fields(one) for name, one in value.items()}
    return {**whole, "later": [1]}


def _open_part(frames: list[Frame]) -> list[Frame]:
    """Return what came before the chat was closed."""
    return list(itertools.takewhile(lambda frame: '"state": "closed"' not in json.dumps(frame), frames))


STORIES = [(DATA / "v1" / "everyday.jsonl", "anna"), (DATA / "v1" / "lost_owner.jsonl", "dora")]


@pytest.mark.parametrize("path, who", STORIES, ids=lambda value: getattr(value, "stem", value))
async def test_the_desk_understands_released_older_and_newer_servers_alike(
    path: Path, who: str, played: Callable[[list[Frame]], Any]
) -> None:
    frames = _heard_by(path, who)
    open_at_last = _open_part(frames)
    now = await played(open_at_last)
    assert _texts(now, open_at_last), "the story has texts"
    assert now.unsupported == []
    old = await played([_older(frame) for frame in open_at_last])
    assert _texts(old, open_at_last) == _texts(now, open_at_last)
    assert old.unsupported == []
    new = await played([{"type": "weather", "degrees": 21}, *(_newer(frame) for frame in open_at_last)])
    assert _texts(new, open_at_last) == _texts(now, open_at_last)
    assert len(new.unsupported) == 1


async def test_a_line_of_a_newer_server_says_that_it_is_one(played: Callable[[list[Frame]], Any]) -> None:
    one = await played([_newer(frame) for frame in _open_part(_heard_by(*STORIES[0]))])
    rail = one.desk.rail()
    chats = [row.conversation.id for row in (*rail.your_turn, *rail.waiting_for_visitor)]
    assert SystemLine.UNKNOWN in [entry.message.system for chat in chats for entry in one.desk.entries(chat)]

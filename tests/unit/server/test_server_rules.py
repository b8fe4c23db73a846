"""Rules of the server without sockets: rights, limits, visit facts, configuration, queues, file checks."""

import asyncio
import io
import itertools
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import CIMultiDict
from PIL import Image

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import (
    AgentId,
    ClientId,
    ConversationId,
    DepartmentId,
    SiteId,
    VisitId,
    VisitorId,
)
from operator_console.domain.people import DeviceKind, Role
from operator_console.protocol.versions import Close
from operator_console.runtime.task_scope import TaskScope
from operator_console.server import ConfigUnusable, ServerConfig, read_config
from operator_console.server.authorise import (
    Action,
    AgentActor,
    DepartmentOf,
    UsedFile,
    VisitorActor,
    authorise,
)
from operator_console.server.connection import GATHERED_BYTES, MAX_QUEUED_FRAMES, Connection, text_frame
from operator_console.server.file_check import FileRefused, check_file, safe_name
from operator_console.server.http_api import client_address
from operator_console.server.limits import Bucket
from operator_console.server.open_chats import OpenChats
from operator_console.server.switchboard import SAVED_AT_ONCE, handfuls
from operator_console.server.visit_facts import campaign, device, search_words, web_url
from operator_console.server.works.messages import is_client_id

# -- rights


def _chat(**values: object) -> Conversation:
    given_values: dict[str, Any] = {
        "id": ConversationId("cv_1"),
        "site_id": SiteId("s"),
        "department_id": DepartmentId("mine"),
        "visitor_id": VisitorId("vs_me"),
        "visit_id": VisitId("vt_1"),
        "state": ConversationState.ASSIGNED,
        "started_at": datetime(2026, 1, 1, tzinfo=UTC),
        "agent_id": AgentId("ag_me"),
    }
    return Conversation(**given_values | values)


HELPING = frozenset({Action.NOTE, Action.LOWER_HAND})
LEADING = frozenset({Action.WATCH, Action.WHISPER, Action.JOIN, Action.GIVE})


def test_the_matrix_of_rights() -> None:
    """Every role, department, owner and state: who may do what in a conversation."""
    allowed = set()
    for role, department, owner, state in itertools.product(
        Role, ("mine", "other"), ("ag_me", "ag_other", None), ConversationState
    ):
        actor = AgentActor(agent_id=AgentId("ag_me"), role=role, departments=(DepartmentId("mine"),))
        chat = _chat(department_id=DepartmentId(department), agent_id=owner, state=state)
        for action in Action:
            if authorise(actor, action, chat):
                allowed.add((action, role, department, owner, state))
    for action, role, department, owner, state in allowed:
        assert action in {Action.READ, Action.WRITE, Action.MAIL, Action.ACCEPT, Action.TAKE, *HELPING, *LEADING}
        if action in LEADING:
            assert role is not Role.AGENT
        if action in {*LEADING, *HELPING}:
            assert state is not ConversationState.CLOSED
        if action is Action.WRITE:
            assert (owner, state) == ("ag_me", ConversationState.ASSIGNED)
        elif action in {Action.READ, Action.MAIL, *HELPING}:
            assert owner == "ag_me" or department == "mine" or role is Role.ADMIN
        else:
            assert department == "mine" or role is Role.ADMIN
    assert (Action.READ, Role.AGENT, "mine", "ag_other", ConversationState.CLOSED) in allowed
    assert (Action.READ, Role.SUPERVISOR, "other", "ag_other", ConversationState.CLOSED) not in allowed
    assert (Action.LOWER_HAND, Role.SUPERVISOR, "mine", "ag_other", ConversationState.ASSIGNED) in allowed
    assert (Action.LOWER_HAND, Role.AGENT, "mine", "ag_other", ConversationState.ASSIGNED) not in allowed


@pytest.mark.parametrize("action", list(Action))
def test_a_visitor_may_only_touch_what_is_the_visitors_own(action: Action) -> None:
    me = VisitorActor(visitor_id=VisitorId("vs_me"), site_id=SiteId("s"))
    assert authorise(me, action, _chat()) is (action in {Action.READ, Action.WRITE, Action.MAIL})
    assert not authorise(me, action, _chat(visitor_id=VisitorId("vs_other")))
    assert not authorise(me, action, _chat(site_id=SiteId("other")))
    assert not authorise(me, action, DepartmentOf(department_id=DepartmentId("mine")))
    hidden = UsedFile(owner="ag_me", conversation=_chat(), hidden=True)
    assert not authorise(me, action, hidden)
    shown = UsedFile(owner="ag_me", conversation=_chat(), hidden=False)
    assert authorise(me, action, shown) is (action is Action.READ)


# -- limits


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    bucket = Bucket(10.0, 5.0, 0.0)
    assert [bucket.take(0.0) for _ in range(6)] == [True] * 5 + [False]
    assert Bucket(10.0, 5.0, 0.0).take(100.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=200))
def test_a_bucket_never_gives_more_than_burst_and_rate(gaps: list[float]) -> None:
    bucket, now, taken = Bucket(3.0, 4.0, 0.0), 0.0, 0
    for gap in gaps:
        now += gap
        taken += bucket.take(now)
    assert taken <= 4 + 3 * now + 1e-6


# -- visits


@pytest.mark.parametrize(
    "agent, kind, system, browser, model",
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/126.0",
            DeviceKind.DESKTOP, "Windows", "Edge 126", "",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari",
            DeviceKind.PHONE, "iOS 17", "Safari 17", "iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36",
            DeviceKind.PHONE, "Android 14", "Chrome 126", "Pixel 8",
        ),
        (
            "Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0",
            DeviceKind.TABLET, "Android 13", "Samsung Internet 25", "SM-X700",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko Firefox/127.0", DeviceKind.DESKTOP, "Linux", "Firefox 127", ""),
        ("", DeviceKind.UNKNOWN, "", "", ""),
    ],
)  # fmt: skip
def test_user_agents(agent: str, kind: DeviceKind, system: str, browser: str, model: str) -> None:
    found = device(agent, touch=False)
    assert (found.kind, found.system, found.browser, found.model) == (kind, system, browser, model)


def test_an_ipad_that_says_it_is_a_mac_is_told_by_touch() -> None:
    agent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15"
    assert device(agent, touch=True).kind is DeviceKind.TABLET
    assert device(agent, touch=False).kind is DeviceKind.DESKTOP


@given(st.text(max_size=3000))
def test_no_user_agent_breaks_or_is_long(agent: str) -> None:
    found = device(agent, touch=True)
    assert len(found.model) + len(found.system) + len(found.browser) < 200


@pytest.mark.parametrize(
    "url, expected",
    [
        ("https://shop.example/a?b=c#d", "https://shop.example/a?b=c#d"),
        ("https://user:secret@shop.example/", "https://shop.example/"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("https://shop.example/" + "x" * 3000, None),
        ("http://[broken", None),
    ],
)
def test_addresses(url: str, expected: str | None) -> None:
    assert web_url(url) == expected


def test_search_words_and_campaigns() -> None:
    assert search_words("https://www.google.nl/search?q=tour+500+blauw") == "tour 500 blauw"
    assert search_words("https://duckduckgo.com/?q=") is None
    assert search_words(None) is None
    assert campaign("https://s.example/?utm_source=google&utm_medium=cpc&utm_campaign=lente") == "google / cpc / lente"
    assert campaign("https://s.example/?gclid=abc") == "Google Ads"
    assert campaign("https://s.example/") is None
    assert campaign("https://s.example/?" + "&".join(f"a{number}=1" for number in range(500))) is None


@pytest.mark.parametrize(
    "value, good",
    [
        ("12345678", True),
        ("a" * 65, False),
        ("short", False),
        ("with space x", False),
        ("é" * 10, False),
        ("a\x00bcdefgh", False),
    ],
)
def test_client_ids(value: ClientId, good: bool) -> None:
    assert is_client_id(value) is good


# -- configuration


def test_the_environment_wins_over_the_file_and_the_command_line_over_both(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text('port = 1\nhost = "0.0.0.0"\nvisitor_gone_s = 9\nserver_name = "From file"\n')
    environment = {"OPERATOR_CONSOLE_PORT": "2", "OPERATOR_CONSOLE_TRUSTED_PROXIES": "10.0.0.1,10.0.0.2"}
    config = read_config(file, {"port": 3, "host": None}, environment)
    assert (config.port, config.host, config.visitor_gone_s, config.server_name) == (3, "0.0.0.0", 9.0, "From file")
    assert config.trusted_proxies == ("10.0.0.1", "10.0.0.2")
    assert read_config(file, {}, environment).port == 2


@pytest.mark.parametrize("text", ["prot = 1", 'port = "x"', "port = [", "data_dir = 7"])
def test_a_wrong_configuration_is_one_clear_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "server.toml"
    file.write_text(text)
    with pytest.raises(ConfigUnusable):
        read_config(file, {}, {})


def test_without_configuration_the_server_is_private() -> None:
    config = read_config(None, {}, {})
    assert (config.host, config.port) == ("127.0.0.1", None)
    assert config.database.startswith("sqlite:///")
    assert not ServerConfig().is_shared_database


def test_a_forwarding_header_counts_only_from_a_configured_proxy() -> None:
    class Request:
        remote = "10.0.0.1"
        headers: ClassVar = CIMultiDict({"X-Forwarded-For": "6.6.6.6, 198.51.100.7"})

    request = cast("Any", Request())
    assert client_address(request, ()) == "10.0.0.1"
    assert client_address(request, ("10.0.0.1",)) == "198.51.100.7"


# -- the bounded way out


class _Transport:
    """A transport whose peer reads nothing while `stuck`."""

    def __init__(self) -> None:
        self.stuck = False
        self.written: list[bytes] = []
        self.aborted = False

    def get_write_buffer_size(self) -> int:
        return 10**6 if self.stuck else 0

    def is_closing(self) -> bool:
        return False

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def abort(self) -> None:
        self.aborted = True


def _connection(transport: _Transport, scope: TaskScope) -> Connection:
    handler = asyncio.get_running_loop().create_task(asyncio.Event().wait())
    return Connection(cast("Any", None), cast("Any", transport), scope, handler, for_visitor=True)


async def test_a_slow_connection_gets_everything_in_order_and_the_latest_last() -> None:
    transport, scope = _Transport(), TaskScope("test")
    connection = _connection(transport, scope)
    transport.stuck = True
    for number in range(10):
        connection.send_frame(b"%d" % number)
        connection.offer("typing", b"typing %d" % number)
    assert transport.written == []
    transport.stuck = False
    await connection.keeping_up()
    await asyncio.sleep(0)
    assert transport.written == [b"%d" % number for number in range(10)] + [b"typing 9"]
    await scope.close()


@pytest.mark.parametrize("size", [10, 8_000])
async def test_a_connection_that_falls_too_far_behind_is_cut(size: int) -> None:
    transport, scope = _Transport(), TaskScope("test")
    connection = _connection(transport, scope)
    transport.stuck = True
    for number in range(MAX_QUEUED_FRAMES + 1):
        assert not connection.is_cut or number * size > 1024 * 1024
        connection.send_frame(b"x" * size)
    assert connection.is_cut
    await scope.close()


async def test_what_comes_during_a_catch_up_waits_and_nothing_comes_twice() -> None:
    transport, scope = _Transport(), TaskScope("test")
    connection = _connection(transport, scope)
    connection.hold("c:1")
    for pos in (4, 5, 6):
        connection.deliver("c:1", pos, b"%d" % pos)
    connection.deliver("c:2", 1, b"other")
    connection.release("c:1", 5)
    for pos in (7, 8):
        connection.deliver("c:1", pos, b"%d" % pos)
    await asyncio.sleep(0)
    assert transport.written == [b"other678"]
    await scope.close()


async def test_what_one_turn_brings_is_one_write_but_much_of_it_does_not_wait() -> None:
    transport, scope = _Transport(), TaskScope("test")
    connection = _connection(transport, scope)
    connection.send_frame(b"ack")
    connection.offer("typing", b"event")
    assert transport.written == []
    await asyncio.sleep(0)
    assert transport.written == [b"ackevent"]
    for _ in range(3):
        connection.send_frame(b"x" * GATHERED_BYTES)
    assert transport.written[1:] == [b"x" * GATHERED_BYTES] * 2
    await asyncio.sleep(0)
    assert transport.written[3:] == [b"x" * GATHERED_BYTES]
    await scope.close()


async def test_what_was_sent_before_a_connection_got_stuck_or_was_cut_goes_out_first() -> None:
    transport, scope = _Transport(), TaskScope("test")
    connection = _connection(transport, scope)
    connection.send_frame(b"1")
    transport.stuck = True
    connection.send_frame(b"2")
    assert transport.written == [b"1"]
    transport.stuck = False
    await connection.keeping_up()
    connection.send_frame(b"3")
    connection.cut(Close.TOO_SLOW)
    assert transport.written == [b"1", b"2", b"3"]
    await asyncio.sleep(0)
    assert transport.written == [b"1", b"2", b"3"]
    await scope.close()


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_frames_have_the_right_length(size: int) -> None:
    frame = text_frame(b"x" * size)
    header = 2 if size < 126 else 4 if size < 65_536 else 10
    assert (frame[0], len(frame)) == (0x81, header + size)


# -- the picture of open chats


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(list(ConversationState)), st.integers(0, 2)), max_size=60))
def test_the_open_chats_are_always_those_last_told(changes: list[tuple[int, ConversationState, int]]) -> None:
    chats, truth = OpenChats(), {}
    for number, state, agent in changes:
        owner = AgentId(f"ag_{agent}") if state is ConversationState.ASSIGNED else None
        chat = _chat(
            id=ConversationId(f"cv_{number}"), visitor_id=VisitorId(f"vs_{number}"), state=state, agent_id=owner
        )
        chats.put(chat)
        truth[chat.id] = chat
    open_now = {key: chat for key, chat in truth.items() if chat.state is not ConversationState.CLOSED}
    assert {chat.id: chat for chat in chats.everybody()} == open_now
    assert {chat.id for chat in chats.queued()} == {
        key for key, chat in open_now.items() if chat.state is ConversationState.QUEUED
    }
    for agent in range(3):
        mine = {key for key, chat in open_now.items() if chat.agent_id == f"ag_{agent}"}
        assert {chat.id for chat in chats.of_agent(AgentId(f"ag_{agent}"))} == mine
    for chat in open_now.values():
        assert chats.of_visitor(chat.visitor_id) == chat


# -- files


def _picture(kind: str, size: tuple[int, int] = (30, 20), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (10, 200, 30)).save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    "ending, kind, written",
    [
        ("png", "PNG", "image/png"),
        ("jpg", "JPEG", "image/jpeg"),
        ("webp", "WEBP", "image/webp"),
        ("gif", "GIF", "image/png"),
    ],
)
def test_pictures_are_made_anew(ending: str, kind: str, written: str) -> None:
    body = _picture(kind) + b"<script>polyglot</script>"
    checked = check_file(f"x.{ending}", body)
    assert (checked.content_type, checked.width_px, checked.height_px) == (written, 30, 20)
    assert b"polyglot" not in checked.body


def test_a_photo_loses_its_place_and_keeps_its_way_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "at home"
    checked = check_file("x.jpg", _picture("JPEG", exif=exif))
    assert (checked.width_px, checked.height_px) == (20, 30)
    assert b"at home" not in checked.body
    assert not Image.open(io.BytesIO(checked.body)).getexif()


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(FileRefused, match="too_many_pixels"):
        check_file("x.png", out.getvalue())


def test_a_large_photo_becomes_smaller() -> None:
    checked = check_file("x.jpg", _picture("JPEG", (6000, 3000)))
    assert (checked.width_px, checked.height_px) == (4096, 2048)


def _noise() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((80, 80), 50).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("cut", [10, 60, 2000])
def test_truncated_and_lying_pictures_are_refused(cut: int) -> None:
    for ending, body in (
        ("png", _noise()[:cut]),
        ("jpg", _picture("PNG")),
        ("png", b""),
        ("webp", b"RIFF" + b"\0" * 60),
    ):
        with pytest.raises(FileRefused):
            check_file(f"x.{ending}", body)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x.png", "x.jpg", "x.gif", "x.webp", "x.pdf", "x.txt", "x.exe", "x"]))
def test_any_bytes_are_a_file_or_refused(body: bytes, name: str) -> None:
    try:
        check_file(name, body)
    except FileRefused:
        return


@pytest.mark.parametrize(
    "given_name, kept",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\foto.png", "foto.png"),
        ("con.txt", "_con.txt"),
        ("gnp\u202egpj.exe", "gnpgpj.exe"),
        (" . ", "file"),
        ("", "file"),
        ("a" * 300 + ".png", "a" * 96 + ".png"),
        ('a"b<c>.txt', "a_b_c_.txt"),
    ],
)
def test_names(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=400))
def test_every_name_is_safe(name: str) -> None:
    kept = safe_name(name)
    assert 0 < len(kept) <= 101
    assert not set(kept) & set('\\/:*?"<>|\x00\n\u202e')
    assert not kept.startswith(".")
    assert safe_name(kept) == kept


@pytest.mark.parametrize("count", [0, 1, SAVED_AT_ONCE, SAVED_AT_ONCE + 1, 3 * SAVED_AT_ONCE])
def test_what_is_saved_by_handfuls_is_all_of_it_once_and_in_order(count: int) -> None:
    parts = list(handfuls(tuple(range(count))))
    assert [value for part in parts for value in part] == list(range(count))
    assert all(0 < len(part) <= SAVED_AT_ONCE for part in parts)

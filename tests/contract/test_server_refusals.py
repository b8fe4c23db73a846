"""What is somebody else's looks like what is not there, at every door that asks about an object; and is audited."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from operator_console.server.rights import CONSOLE_FRAMES, ROUTES, TAB_FRAMES, Who
from operator_console.server.store.audit import AuditLine, AuditQuery, read_audit
from operator_console.server.store.database import Database
from tests.contract.server_desk import Desk, Frame, message_of, new_client_id, running_desk

INVITING = {"invite_visitor"}
OFFERING = {"accept_offer", "decline_offer", "transfer", "withdraw_transfer", "raise_hand", "push_page"}
LEADING = {"watch_wall", "watch", "join", "give", "change_agent"}
ASKED = (
    {"accept", "no_answer_needed", "wrap_up", "set_tags", "correct_visitor", "send_mail"}
    | {"change_call_back"}
    | INVITING
    | LEADING
)
ASKED |= OFFERING | {"watch_visitors"}
"""Frames that are answered with done or failed."""
SILENT = {"typing", "receipt", "own_seen", "release"}
"""Frames whose foreign ids are passed over without a word; `release` is answered for what is one's own."""


REFUSED = "the audit log is append-only"
CHANGES = (
    "UPDATE audit SET actor = 'x'",
    "DELETE FROM audit",
    "REPLACE INTO audit (id, at, actor, action, object) VALUES (1, 0, '', '', '')",
)


OTHER_NAMES = ("site_id", "language", "key", "number", "missing_id", "case_id", "comment_id", "department_id", "key_id")
OTHER_SUBJECTS = ("article", "practice", "archive", "reports", "staffing", "sites", "people")
OTHER_PATHS = frozenset(
    path
    for (_method, path), right in ROUTES.items()
    if right.action is not None and any(subject in path for subject in OTHER_SUBJECTS)
)
"""Asked in the tests of their subjects, with the bodies that they need."""


def _answer(database: Database, statement: str) -> str:
    """Return what the database itself says to a statement."""
    try:
        with database.writing() as connection:
            connection.exec_driver_sql(statement)
    except DBAPIError as error:
        return str(error.orig)
    return "done"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


async def _audited(desk: Desk, **wanted: str) -> tuple[AuditLine, ...]:
    store = desk.server.switchboard.store
    await store.check()  # what was submitted before is committed now
    return await store.read(read_audit, AuditQuery(actor=wanted.get("actor"), action=wanted.get("action")))


def _values(tag: str, conversation_id: str, visitor_id: str) -> Frame:
    more: dict[str, Frame] = {"wrap_up": {"outcome": "solved"}, "set_tags": {"tags": ["x"]}}
    more |= {"watch": {"watching": True}, "join": {"joined": True}, "give": {"to_agent": "ag_x"}}
    more |= {"accept_offer": {"offer_id": "x"}, "decline_offer": {"offer_id": "x"}, "transfer": {"to_agent": "ag_x"}}
    more |= {"send_mail": {"email": "a@mail.example", "client_id": "a-client-id"}}
    more |= {"raise_hand": {"raised": True}, "invite_visitor": {"text": "x"}}
    more |= {"push_page": {"url": "https://shop.example/"}}
    if tag == "watch_wall":
        return {"on": True}
    if tag == "change_call_back":
        return {"call_back_id": conversation_id.replace("cv_", "cb_"), "version": 1, "action": "take"}
    if tag == "watch_visitors":
        return {"site_ids": ["nowhere" if conversation_id == "cv_nothing" else "shop"]}
    if tag == "change_agent":
        return {"agent_id": visitor_id, "capacity": 3}
    about: Frame = (
        {"visitor_id": visitor_id} if tag in {"correct_visitor", *INVITING} else {"conversation_id": conversation_id}
    )
    return {**about, **more.get(tag, {})}


def test_every_frame_with_an_object_is_asked_below() -> None:
    tags = {frame.__struct_config__.tag for frame, right in CONSOLE_FRAMES.items() if right.action is not None}  # type: ignore[attr-defined]  # a msgspec struct
    assert tags == ASKED | SILENT | {"send"}
    tags = {frame.__struct_config__.tag for frame, right in TAB_FRAMES.items() if right.action is not None}  # type: ignore[attr-defined]  # a msgspec struct
    assert tags == {"resume", "rate", "mail_transcript"}, "the last two: tests of ratings and of mails"


@pytest.mark.parametrize("tag", sorted(ASKED))
async def test_a_request_about_a_foreign_object(desk: Desk, tag: str) -> None:
    _anna, tab, chat = await desk.chat()
    visitor_id = tab.frames[0]["visitor_id"]
    carl = await desk.agent("carl")
    foreign = await carl.ask(tag, **_values(tag, chat, visitor_id))
    nothing = await carl.ask(tag, **_values(tag, "cv_nothing", "vs_nothing"))
    assert {**foreign, "request_id": ""} == {**nothing, "request_id": ""}
    assert (foreign["type"], foreign["reason"]) == ("failed", "not_found")
    lines = await _audited(desk, action=tag)
    assert [line.result for line in lines] == ["refused", "refused"]
    about = {
        "correct_visitor": visitor_id,
        "invite_visitor": visitor_id,
        "change_agent": visitor_id,
        "watch_wall": "wall",
        "watch_visitors": "shop",
    }
    about["change_call_back"] = chat.replace("cv_", "cb_")  # a real one is asked in the tests of call-backs
    assert lines[0].object == about.get(tag, chat)


async def test_a_message_into_a_foreign_chat(desk: Desk) -> None:
    _anna, tab, chat = await desk.chat()
    carl = await desk.agent("carl")
    answers = []
    for conversation_id in (chat, "cv_nothing"):
        await carl.send("send", client_id=new_client_id(), text="x", conversation_id=conversation_id, base_seq=1)
        answers.append(await carl.expect("send_refused"))
    assert {**answers[0], "client_id": ""} == {**answers[1], "client_id": ""}
    assert [line.object for line in await _audited(desk, action="send")] == [chat, "cv_nothing"]
    await tab.drain()
    assert "x" not in [message_of(frame).get("text") for frame in tab.frames if frame["type"] == "event"]


async def test_what_is_passed_over_changes_nothing(desk: Desk) -> None:
    anna, tab, chat = await desk.chat()
    carl = await desk.agent("carl")
    await carl.send("typing", conversation_id=chat, active=True)
    await carl.send("receipt", conversation_id=chat, delivered_pos=1, read_pos=1)
    await carl.ask("release", conversation_ids=[chat])
    await carl.drain()
    frames = [frame["type"] for frame in await tab.drain()]
    assert "agent_typing" not in frames
    await anna.say("Still mine", conversation_id=chat, base_seq=99)
    assert {line.object for line in await _audited(desk, action="ephemeral")} == {chat}


async def test_a_visitor_cannot_resume_a_foreign_stream(desk: Desk) -> None:
    _anna, tab, chat = await desk.chat()
    stranger = await desk.visitor()
    epoch = tab.frames[0]["epoch"]
    for stream in (f"c:{chat}", "c:cv_nothing", "a:anna", "d:service"):
        await stranger.send("resume", streams={stream: [epoch, 0]})
        await stranger.expect("replay_done")
    assert "event" not in [frame["type"] for frame in stranger.frames]
    lines = await _audited(desk, action="resume")
    assert [line.object for line in lines] == [f"c:{chat}", "c:cv_nothing", "a:anna", "d:service"]
    assert {line.actor for line in lines} == {stranger.frames[0]["visitor_id"]}


async def test_a_sender_a_site_and_a_time_in_the_body_count_for_nothing(desk: Desk) -> None:
    anna, tab, chat = await desk.chat()
    forged: Frame = {
        "sender": "ag_x", "author": {"kind": "agent", "id": "ag_x", "name": "The boss"}, "agent_id": "ag_x",
        "visitor_id": "vs_x", "site_id": "jump", "sent_at": "2001-01-01T00:00:00Z", "pos": 1, "kind": "note",
        "conversation_id": "cv_nothing", "role": "admin",
    }  # fmt: skip
    ack = await tab.say("Really from me", **forged)
    assert ack["conversation_id"] == chat
    event = await anna.expect("event", lambda frame: message_of(frame).get("text") == "Really from me")
    message = message_of(event)
    assert message["author"]["id"] == tab.frames[0]["visitor_id"]
    assert (message["kind"], message["sent_at"][:4] > "2020", event["pos"] > 1) == ("text", True, True)
    await anna.say("From Anna", conversation_id=chat, base_seq=99, author=forged["author"], agent_id="ag_x")
    event = await tab.expect("event", lambda frame: message_of(frame).get("text") == "From Anna")
    assert message_of(event)["author"]["name"] == "Anna"


async def test_another_s_client_id_is_one_s_own(desk: Desk) -> None:
    """A client_id belongs to its sender and conversation: using somebody else's neither reads nor stops theirs."""
    _anna, tab, _chat = await desk.chat()
    client_id = new_client_id()
    mine = await tab.say("Mine", client_id)
    stranger = await desk.visitor()
    theirs = await stranger.say("Theirs", client_id)
    assert mine["message_id"] != theirs["message_id"]
    assert (await tab.say("Mine", client_id))["message_id"] == mine["message_id"]


# -- HTTP


def test_every_route_with_an_object_is_asked_below() -> None:
    asked = {path for (_method, path), right in ROUTES.items() if right.action is not None}
    assert asked - OTHER_PATHS == {
        "/api/v1/devices/{device_id}",
        "/api/v1/conversations/{conversation_id}",
        "/api/v1/conversations/{conversation_id}/messages",
        "/api/v1/visitors/{visitor_id}/conversations",
        "/api/v1/files/{attachment_id}",
    }


async def _ask(desk: Desk, method: str, path: str, token: str) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with desk.http.request(method, f"{desk.address}{path}", headers=headers) as response:
        return response.status, await response.text()


async def test_every_route_about_an_object_says_the_same_of_foreign_and_missing(desk: Desk) -> None:
    _anna, tab, chat = await desk.chat()
    upload = await desk.upload(tab.frames[0]["token"], "x.txt", b"secret text")
    attachment = (await upload.json())["id"]
    await tab.say("", attachment_id=attachment)
    anna, carl = await desk.token("anna"), await desk.token("carl")
    devices = await (await desk.get("/api/v1/devices", anna)).json()
    real = {
        "device_id": devices["devices"][0]["id"],
        "conversation_id": chat,
        "visitor_id": tab.frames[0]["visitor_id"],
        "attachment_id": attachment,
    }
    missing = dict.fromkeys(real, "xx_nothing")
    asked = [
        (method, path)
        for (method, path), right in ROUTES.items()
        if right.action is not None and path not in OTHER_PATHS
    ]
    for method, path in asked:
        foreign = await _ask(desk, method, path.format(**real), carl)
        assert foreign == await _ask(desk, method, path.format(**missing), carl), path
        assert foreign[0] == 404
    carls = next(line.actor for line in await _audited(desk) if line.action == "read_file")
    lines = await _audited(desk, actor=carls)
    assert len([line for line in lines if line.result == "refused"]) == 2 * len(asked)
    assert {line.object for line in lines} >= {*real.values(), "xx_nothing"}


async def test_every_route_for_somebody_refuses_nobody(desk: Desk) -> None:
    tab = await desk.visitor()
    names = ("device_id", "conversation_id", "visitor_id", "attachment_id", "upload_id", *OTHER_NAMES)
    ids = dict.fromkeys(names, "xx_nothing")
    for (method, path), right in ROUTES.items():
        if right.who is Who.ANYBODY or path.startswith("/ws/"):
            continue
        for token in ("", "nonsense", *([tab.frames[0]["token"]] if right.who is Who.AGENT else [])):
            assert (await _ask(desk, method, path.format(**ids), token))[0] == 401, (method, path)


async def test_reading_a_colleague_s_chat_is_allowed_and_written_down_once(desk: Desk) -> None:
    _anna, _tab, chat = await desk.chat()
    for who, count in (("anna", 0), ("ben", 1)):
        for _ in range(3):
            for path in (f"/api/v1/conversations/{chat}", f"/api/v1/conversations/{chat}/messages"):
                assert (await _ask(desk, "GET", path, await desk.token(who)))[0] == 200
        assert len(await _audited(desk, action="read_conversation")) == count
    (line,) = await _audited(desk, action="read_conversation")
    assert (line.object, line.result) == (chat, "done")


async def test_somebody_who_asks_without_end_does_not_fill_the_log(desk: Desk) -> None:
    carl = await desk.agent("carl")
    for _ in range(100):
        await carl.ask("accept", conversation_id="cv_nothing")
    assert len(await _audited(desk, action="accept")) < 25


async def test_the_log_holds_no_text_and_cannot_be_changed(desk: Desk, tmp_path: Path) -> None:
    anna, tab, chat = await desk.chat(text="SECRET-QUESTION")
    await anna.say("SECRET-ANSWER", conversation_id=chat, base_seq=99)
    await anna.ask("set_tags", conversation_id="SECRET-" + "x" * 500, tags=["SECRET"])
    await (await desk.sign_in("SECRET-ACCOUNT", "SECRET-PASSWORD")).read()
    await anna.socket.close()
    await tab.socket.close()
    lines = await _audited(desk)
    text = str(lines).replace(next(line.object for line in lines if line.action == "set_tags"), "")
    assert "SECRET" not in text
    assert max(len(line.object) for line in lines) <= 80
    assert [_answer(desk.server.switchboard.store._database, change) for change in CHANGES] == [REFUSED] * len(CHANGES)
    assert len(await _audited(desk)) == len(lines)


async def test_a_path_that_is_none_names_no_reason(desk: Desk) -> None:
    status, text = await _ask(desk, "GET", "/api/v1/nothing/at/all", "")
    assert (status, text) == (404, '{"reason":"not_found","retry_after_s":null,"detail":""}')

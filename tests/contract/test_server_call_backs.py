"""Call-back requests over real sockets: asked, shown, taken, finished; once, kept, and only by whose it is."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from operator_console.domain.opening_hours import OpeningHours, Span
from operator_console.server.store.audit import AuditQuery, read_audit
from tests.contract.server_desk import Desk, Frame, Wire, message_of, new_client_id, running_desk

PHONE = "+31 6 1234 5678"
OFFICE = ((Span(9 * 60, 17 * 60 + 30),),) * 7


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


async def _times(tab: Wire) -> list[Frame]:
    await tab.send("ask_call_back_times")
    slots: list[Frame] = (await tab.expect("call_back_times"))["slots"]
    return slots


async def _ask(tab: Wire, **values: object) -> Frame:
    """Ask and return the answer."""
    wish = {"client_id": new_client_id(), "phone": PHONE} | values
    await tab.send("ask_call_back", **wish)
    while True:
        frame: Frame = await tab.socket.receive_json()
        tab.frames.append(frame)
        if frame.get("client_id") == wish["client_id"]:
            return frame


def _call_back(frame: Frame) -> Frame:
    found: Frame = frame["change"].get("call_back", {})
    return found


async def _told(console: Wire, **wanted: object) -> Frame:
    """Return the call-back request of the next event that holds these values."""
    event = await console.find(
        "event", lambda frame: bool(_call_back(frame)) and wanted.items() <= _call_back(frame).items()
    )
    return _call_back(event)


async def test_a_wish_reaches_the_department_and_every_tab_of_the_visitor(desk: Desk) -> None:
    await desk.set_up("shop", hours=OpeningHours(time_zone="Europe/Amsterdam", weekly=OFFICE))
    console = await desk.agent("anna")
    tab = await desk.visitor()
    other = await desk.visitor(tab.frames[0]["token"])
    slots = await _times(tab)
    assert slots[0]["soon"] is True
    assert len(slots) > 2
    shown = await _ask(tab, due_from=slots[2]["due_from"], question="Fits a 28 inch wheel?", name="Kim")
    assert (shown["call_back"]["phone"], shown["call_back"]["due_from"]) == (PHONE, slots[2]["due_from"])
    assert (await other.find("call_back"))["call_back"] == shown["call_back"]
    assert (await tab.find("call_back", lambda frame: not frame.get("client_id")))["call_back"] == shown["call_back"]
    asked = await _told(console, phone=PHONE)
    assert (asked["name"], asked["question"], asked["state"]) == ("Kim", "Fits a 28 inch wheel?", "open")
    again = await desk.visitor(tab.frames[0]["token"])
    assert again.frames[0]["call_back"] == shown["call_back"]


async def test_the_same_wish_again_changes_nothing_and_another_one_takes_its_place(desk: Desk) -> None:
    console, tab = await desk.agent("anna"), await desk.visitor()
    client_id = new_client_id()
    for _ in range(2):
        assert (await _ask(tab, client_id=client_id))["type"] == "call_back"
    refused = await _ask(tab, client_id=client_id, phone="020 555 0101")
    assert (refused["type"], refused["reason"]) == ("send_refused", "conflict")
    assert (await _ask(tab, phone="020 555 0101"))["call_back"]["phone"] == "020 555 0101"
    changed = await _told(console, phone="020 555 0101")
    assert changed["version"] == 2
    assert len(desk.server.switchboard.call_backs.everybody()) == 1


@pytest.mark.parametrize(
    "values, reason",
    [
        ({"phone": "12"}, "invalid"),
        ({"phone": "call me"}, "invalid"),
        ({"phone": "<img src=x>"}, "invalid"),
        ({"phone": "1" * 10_000}, "invalid"),
        ({"phone": ""}, "invalid"),
        ({"client_id": "x"}, "invalid"),
        ({"due_from": "2001-01-01T09:00:00Z"}, "closed"),
        ({"due_from": "2999-01-01T09:00:00Z"}, "closed"),
        ({"due_from": "2026-01-01T09:00:00"}, "invalid"),
    ],
)
async def test_a_bad_wish_is_refused_and_nothing_kept(desk: Desk, values: Frame, reason: str) -> None:
    tab = await desk.visitor()
    refused = await _ask(tab, **values)
    assert (refused["type"], refused["reason"]) == ("send_refused", reason)
    assert desk.server.switchboard.call_backs.everybody() == ()


async def test_where_nobody_calls_nothing_is_offered_or_kept(desk: Desk) -> None:
    await desk.set_up("shop", call_back=False)
    tab = await desk.visitor()
    assert tab.frames[0]["site"]["call_back"] is False
    assert await _times(tab) == []
    assert (await _ask(tab))["reason"] == "not_found"
    await desk.set_up("shop", call_back=True, hours=OpeningHours(time_zone="Europe/Amsterdam"))
    assert await _times(tab) == []
    assert (await _ask(tab))["reason"] == "closed"


async def test_numbers_that_are_secret_are_masked_and_somebody_who_asks_without_end_is_stopped(desk: Desk) -> None:
    console, tab = await desk.agent("anna"), await desk.visitor()
    await _ask(tab, question="My card is 4111 1111 1111 1111 \u202e and\x00 <b>hi</b>", name="K" * 500)
    asked = await _told(console, phone=PHONE)
    assert "4111" not in asked["question"]
    assert "\x00" not in asked["question"]
    assert len(asked["name"]) <= 60
    answers = [await _ask(tab) for _ in range(8)]
    assert "rate_limited" in [answer.get("reason") for answer in answers]


async def test_a_chat_says_that_a_call_was_asked_for(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    await _ask(tab)
    for wire in (console, tab):
        event = await wire.find("event", lambda frame: message_of(frame).get("system") == "call_back_asked")
        assert message_of(event)["values"]["phone"] == PHONE
    assert (await _told(console, phone=PHONE))["conversation_id"] == chat


async def test_an_agent_takes_tries_and_finishes_and_a_faster_colleague_is_seen(desk: Desk) -> None:
    anna, ben, tab = await desk.agent("anna"), await desk.agent("ben"), await desk.visitor()
    await _ask(tab)
    asked = await _told(anna, state="open")
    wish = {"call_back_id": asked["id"], "version": asked["version"]}
    for _ in range(2):  # the answer was lost, and it is asked again
        assert (await anna.ask("change_call_back", action="take", **wish))["type"] == "done"
    late = await ben.ask("change_call_back", action="take", **wish)
    assert (late["type"], late["reason"]) == ("failed", "conflict")
    taken = await _told(ben, state="taken")
    tried = {"call_back_id": asked["id"], "version": taken["version"], "action": "tried", "remark": "voicemail"}
    assert (await anna.ask("change_call_back", **tried))["type"] == "done"
    waits = await _told(ben, tries=1)
    assert waits["remark"] == "voicemail"
    due = datetime.fromisoformat(waits["due_from"]) - datetime.now(UTC)
    assert timedelta(minutes=25) < due < timedelta(minutes=31)
    finish = {"call_back_id": asked["id"], "version": waits["version"], "action": "done", "remark": "Sent a wheel"}
    assert (await ben.ask("change_call_back", **finish))["type"] == "done"
    assert (await _told(anna, state="done"))["remark"] == "Sent a wheel"
    assert (await tab.find("call_back", lambda frame: frame["call_back"] is None))["call_back"] is None
    closed = await anna.ask("change_call_back", **{**finish, "version": waits["version"] + 1})
    assert (closed["type"], closed["reason"]) == ("failed", "closed")
    store = desk.server.switchboard.store
    await store.check()
    lines = await store.read(read_audit, AuditQuery())
    assert [line.action for line in lines if line.object == asked["id"]].count("call_back done") == 1
    assert all(PHONE not in str(line) for line in lines)


async def test_another_department_s_request_looks_like_none(desk: Desk) -> None:
    anna, carl, tab = await desk.agent("anna"), await desk.agent("carl"), await desk.visitor()
    await _ask(tab)
    asked = await _told(anna, state="open")
    answers = [
        await carl.ask("change_call_back", call_back_id=call_back_id, version=1, action="take")
        for call_back_id in (asked["id"], "cb_nothing")
    ]
    assert {**answers[0], "request_id": ""} == {**answers[1], "request_id": ""}
    assert answers[0]["reason"] == "not_found"
    assert not [frame for frame in await carl.drain() if "call_back" in str(frame)]
    assert PHONE not in str(carl.frames)
    store = desk.server.switchboard.store
    await store.check()
    lines = await store.read(read_audit, AuditQuery(action="change_call_back"))
    assert [(line.object, line.result) for line in lines] == [(asked["id"], "refused"), ("cb_nothing", "refused")]


async def test_requests_survive_a_restart_and_come_with_the_queue(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        tab = await desk.visitor()
        token = tab.frames[0]["token"]
        await _ask(tab, question="Still there?")
    async with running_desk(tmp_path, fresh=False) as desk:
        console = await desk.agent("anna")
        snapshot = await console.find("list_snapshot", lambda frame: frame["stream"] == "d:service")
        assert [each["question"] for each in snapshot["call_backs"]] == ["Still there?"]
        assert (await desk.visitor(token)).frames[0]["call_back"]["phone"] == PHONE
        stranger = await desk.agent("carl")
        assert PHONE not in str(stranger.frames)


async def test_a_closed_date_moves_the_first_choice(desk: Desk) -> None:
    today = datetime.now(UTC).date()
    closed: dict[date, tuple[Span, ...]] = {today + timedelta(days=ahead): () for ahead in range(-1, 3)}
    await desk.set_up(
        "shop",
        hours=OpeningHours(time_zone="UTC", weekly=OFFICE, exceptions=closed),
    )
    tab = await desk.visitor()
    first = (await _times(tab))[0]
    assert datetime.fromisoformat(first["due_from"]).date() == today + timedelta(days=3)
    assert first["soon"] is True

"""Who sees what: notes, redaction, other people's chats, origins, typing, figures."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.contract.furnishing import ORIGIN, OTHER_ORIGIN
from tests.contract.server_desk import Desk, Frame, Wire, message_of, new_client_id, running_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path, visitor_gone_s=0.2) as running:
        yield running


async def test_a_visitor_never_sees_notes_tags_wrap_up_clock_or_last_names(desk: Desk) -> None:
    anna, tab, conversation_id = await desk.chat()
    mine: Frame = {"conversation_id": conversation_id, "base_seq": 99}
    await anna.say("SECRET-NOTE", kind="note", **mine)
    await anna.ask("set_tags", conversation_id=conversation_id, tags=["SECRET-TAG"])
    await anna.say("Hello from me", **mine)
    await anna.ask(
        "wrap_up", conversation_id=conversation_id, outcome="solved", note="SECRET-WRAP", tags=["SECRET-TAG"]
    )
    await tab.expect("event", lambda frame: message_of(frame).get("system") == "wrapped_up")
    token, stream = tab.frames[0]["token"], f"c:{conversation_id}"
    epoch = tab.frames[0]["epoch"]
    replayed = await desk.visitor(token, streams={stream: [epoch, 1]})
    snapshot = await desk.visitor(token, streams={stream: ["other", 1]})
    page = await (await desk.get(f"/api/v1/conversations/{conversation_id}/messages", token)).json()
    for seen in (tab.frames, replayed.frames, snapshot.frames, page):
        text = json.dumps(seen)
        assert "SECRET" not in text
        assert "Aalders" not in text
        assert "Hello from me" in text
        assert '"reply_s": null' in text
    live = [frame["pos"] for frame in tab.frames if frame["type"] == "event"]
    assert live == list(range(2, live[-1] + 1))
    kinds = [frame["change"]["type"] for frame in replayed.frames if frame["type"] == "event"]
    assert kinds.count("hidden") == 2


async def test_other_peoples_chats_look_like_no_chats(desk: Desk) -> None:
    _anna, tab, conversation_id = await desk.chat()
    carl = await desk.agent("carl")
    other = await desk.visitor()
    stream = f"c:{conversation_id}"
    for kind, values in (
        ("accept", {}),
        ("no_answer_needed", {}),
        ("wrap_up", {"outcome": "solved"}),
        ("set_tags", {"tags": ["x"]}),
    ):
        theirs = await carl.ask(kind, conversation_id=conversation_id, **values)
        nobodys = await carl.ask(kind, conversation_id="cv_nothing", **values)
        assert theirs["type"] == nobodys["type"] == "failed"
        assert theirs["reason"] == nobodys["reason"] == "not_found"
    for chat in (conversation_id, "cv_nothing"):
        await carl.send("send", client_id=new_client_id(), text="x", conversation_id=chat, base_seq=1)
        assert (await carl.expect("send_refused"))["reason"] == "not_found"
    await other.send("resume", streams={stream: [other.frames[0]["epoch"], 0]})
    await other.expect("replay_done")
    await other.send("fetch_stream", stream=stream, epoch=other.frames[0]["epoch"], pos=0)
    await carl.send("resume", streams={stream: [other.frames[0]["epoch"], 0], "a:nobody": ["x", 1]})
    await carl.expect("replay_done")
    await tab.say("For Anna only")
    assert stream not in json.dumps(await other.drain() + other.frames)
    assert stream not in json.dumps(await carl.drain() + carl.frames)
    visitor_id = tab.frames[0]["visitor_id"]
    for path in (
        f"/api/v1/conversations/{conversation_id}",
        f"/api/v1/conversations/{conversation_id}/messages",
        f"/api/v1/visitors/{visitor_id}/conversations",
    ):
        answer = await desk.get(path, await desk.token("carl"))
        nothing = await desk.get(
            path.replace(conversation_id, "cv_x").replace(visitor_id, "vs_x"), await desk.token("carl")
        )
        assert (answer.status, await answer.text()) == (nothing.status, await nothing.text())
        assert answer.status == 404
    assert (await desk.get(f"/api/v1/conversations/{conversation_id}/messages", other.frames[0]["token"])).status == 404
    assert (await desk.get(f"/api/v1/conversations/{conversation_id}", tab.frames[0]["token"])).status == 401


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "https://shop.example.evil.example", "http://shop.example"]
)
async def test_a_foreign_origin_is_refused_at_the_handshake(desk: Desk, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin}
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await desk.open("/ws/visitor", **headers)
    assert refused.value.status == 403


async def test_another_sites_origin_is_refused_at_hello(desk: Desk) -> None:
    wire = await desk.open("/ws/visitor", Origin=OTHER_ORIGIN)
    page = {"type": "page", "url": f"{ORIGIN}/", "title": ""}
    await wire.send("hello", versions=[1], site_id="shop", visit_key="0123456789", page=page)
    assert await wire.closed() == 4403


async def test_a_browser_page_cannot_open_the_agents_gateway(desk: Desk) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await desk.open("/ws/agent", Origin=ORIGIN)
    assert refused.value.status == 403


async def test_a_token_of_another_site_is_a_newcomer(desk: Desk) -> None:
    tab = await desk.visitor()
    other = await desk.visitor(tab.frames[0]["token"], site_id="jump")
    assert other.frames[0]["visitor_id"] != tab.frames[0]["visitor_id"]
    assert other.frames[0]["token"] != tab.frames[0]["token"]


async def test_typing_preview_is_shown_only_where_the_site_allows_it(desk: Desk) -> None:
    anna, tab, conversation_id = await desk.chat()
    await tab.send("typing", active=True, text="Is it in st\x00ock" + "x" * 2000)
    preview = (await anna.expect("visitor_typing"))["preview"]
    assert preview.startswith("Is it in stock")
    assert len(preview) <= 1000
    carl = await desk.agent("carl")
    quiet = await desk.visitor(site_id="jump")
    chat = (await quiet.say("May I jump?"))["conversation_id"]
    await carl.ask("accept", conversation_id=chat)
    await quiet.send("typing", active=True, text="SECRET")
    typing = await carl.expect("visitor_typing")
    assert (typing["active"], typing["preview"]) == (True, "")
    await anna.send("typing", conversation_id=conversation_id, active=True)
    assert (await tab.expect("agent_typing"))["active"]


async def test_answers_are_measured(desk: Desk) -> None:
    anna, _tab, conversation_id = await desk.chat()
    mine: Frame = {"conversation_id": conversation_id, "base_seq": 99}
    note = await anna.say("A note does not answer", kind="note", **mine)
    held = await anna.say("One moment", holding=True, **mine)
    await anna.say("Here it is", **mine)
    after = [
        frame for frame in anna.frames + await anna.drain() if frame["type"] == "event" and frame["stream"][0] == "c"
    ]
    replies = {message_of(frame)["pos"]: message_of(frame)["reply_s"] for frame in after}
    clocks = {frame["pos"]: frame["change"]["conversation"]["clock"] for frame in after}
    assert replies[note["pos"]] is None
    assert clocks[note["pos"]]["started_at"] is not None
    assert replies[held["pos"]] is not None
    assert clocks[held["pos"]]["limit_s"] == 120.0
    assert clocks[held["pos"] + 1]["started_at"] is None
    today = [frame["today"] for frame in anna.frames if frame["type"] == "today"]
    assert (today[-1]["replies"], today[-1]["on_time"]) == (2, 2)
    again = await desk.agent("anna")
    welcome = next(frame for frame in again.frames if frame["type"] == "welcome")
    assert welcome["today"]["replies"] == 2


async def test_no_answer_needed_stops_the_clock_and_is_no_reply(desk: Desk) -> None:
    anna, _tab, conversation_id = await desk.chat(text="Thanks, bye")
    assert (await anna.ask("no_answer_needed", conversation_id=conversation_id))["type"] == "done"
    event = next(
        frame
        for frame in anna.frames + await anna.drain()
        if frame["type"] == "event" and message_of(frame).get("system") == "no_answer_needed"
    )
    assert event["change"]["conversation"]["clock"]["started_at"] is None
    assert not [frame for frame in anna.frames if frame["type"] == "today"]


async def test_the_visit_is_shown_live(desk: Desk) -> None:
    anna = await desk.agent("anna")
    tab = await desk.visitor(
        referrer="https://www.google.nl/search?q=blue+bicycle", language="nl", time_zone="Europe/Amsterdam"
    )
    await tab.say("Hello")
    visit = (await anna.expect("conversation_snapshot"))["visit"]
    assert (visit["search_words"], visit["campaign"], visit["language"]) == ("blue bicycle", "mail", "nl")
    assert (visit["device"]["system"], visit["device"]["browser"]) == ("Linux", "Firefox 130")
    await tab.send("page", url=f"{ORIGIN}/cart", title="Cart")
    updated = await anna.expect("visit_updated", lambda frame: len(frame["visit"]["pages"]) == 2)
    first, second = updated["visit"]["pages"]
    assert first["left_at"] == second["opened_at"]
    line = await anna.expect("event", lambda frame: message_of(frame).get("system") == "page_viewed")
    assert message_of(line)["values"] == {"title": "Cart", "url": f"{ORIGIN}/cart"}
    item = {"name": "Bike\u202e", "quantity": 1, "price_cents": 99900}
    await tab.send("cart", cart={"currency": "EUR", "items": [item]})
    cart = (await anna.expect("visit_updated"))["visit"]["cart"]
    assert cart["items"] == [{"name": "Bike", "quantity": 1, "price_cents": 99900}]
    await tab.send("fields", fields={"customer since": "2019", "x" * 500: "y" * 500})
    custom = (await anna.expect("visit_updated"))["visit"]["custom"]
    assert custom["customer since"] == "2019"
    assert max(map(len, [*custom, *custom.values()])) <= 200


async def test_a_visitor_who_is_gone_stops_the_clock_and_may_return(desk: Desk) -> None:
    anna, tab, _conversation_id = await desk.chat()
    token = tab.frames[0]["token"]
    second = await desk.visitor(token, key="second-visit")
    await tab.socket.close()
    await second.say("Still here")
    await second.socket.close()
    away = await anna.expect("visit_updated", lambda frame: frame["visit"]["line"] == "away")
    gone = await anna.expect("visit_updated", lambda frame: frame["visit"]["line"] == "gone")
    assert away["visit"]["id"] == gone["visit"]["id"]
    left = await anna.expect("event", lambda frame: message_of(frame).get("system") == "visitor_left")
    assert left["change"]["conversation"]["clock"]["started_at"] is None
    await _saved(desk)
    await desk.visitor(token, key="second-visit")
    await anna.expect("event", lambda frame: message_of(frame).get("system") == "visitor_returned")


async def _saved(desk: Desk) -> None:
    """Wait until the visits' last states are stored."""
    await desk.server.switchboard.save()


async def test_a_corrected_visitor_is_shown_and_kept(desk: Desk) -> None:
    anna, tab, conversation_id = await desk.chat()
    visitor_id = tab.frames[0]["visitor_id"]
    done = await anna.ask("correct_visitor", visitor_id=visitor_id, name="Joke\nde Wit", email="joke@example.org")
    assert done["type"] == "done"
    page = await (await desk.get(f"/api/v1/conversations/{conversation_id}", await desk.token("anna"))).json()
    assert (page["visitor"]["name"], page["conversation"]["visitor_name"]) == ("Joke de Wit", "Joke de Wit")
    carl = await desk.agent("carl")
    assert (await carl.ask("correct_visitor", visitor_id=visitor_id, name="x"))["reason"] == "not_found"


async def test_receipts_reach_the_agent_and_are_kept(desk: Desk) -> None:
    anna, tab, conversation_id = await desk.chat()
    await anna.drain()
    await tab.send("receipt", conversation_id=conversation_id, delivered_pos=2, read_pos=1)
    receipt = await anna.expect("receipt")
    assert (receipt["delivered_pos"], receipt["read_pos"]) == (2, 1)
    await tab.send("receipt", conversation_id=conversation_id, delivered_pos=10**9, read_pos=-5)
    receipt = await anna.expect("receipt")
    assert (receipt["delivered_pos"], receipt["read_pos"]) == (2, 1)
    await desk.server.switchboard.save()
    page = await (await desk.get(f"/api/v1/conversations/{conversation_id}", await desk.token("anna"))).json()
    assert page["conversation"]["visitor_read_pos"] == 1


async def test_a_queue_waits_for_somebody_with_room(desk: Desk) -> None:
    anna = await desk.agent("anna")
    tabs = [await desk.visitor() for _ in range(5)]
    for tab in tabs:
        await tab.say("Hello")
    await asyncio.gather(*(_answered_by(tab) for tab in tabs[:4]))
    queued = await anna.expect("event", lambda frame: frame["stream"] == "d:service" and _is_queued(frame, tabs[4]))
    conversation_id = queued["change"]["conversation"]["id"]
    mine = await anna.find("event", lambda frame: frame["stream"].startswith("a:"))
    await anna.say("Yes", conversation_id=mine["change"]["conversation"]["id"], base_seq=99)
    await anna.expect("conversation_snapshot", lambda frame: frame["conversation"]["id"] == conversation_id)


async def _answered_by(tab: Wire) -> None:
    await tab.expect("availability", lambda frame: frame["agent"] is not None)


def _is_queued(frame: Frame, tab: Wire) -> bool:
    chat = frame["change"]["conversation"]
    return bool(chat["visitor_id"] == tab.frames[0]["visitor_id"] and chat["state"] == "queued")


async def test_only_online_agents_get_chats_and_visitors_are_told(desk: Desk) -> None:
    tab = await desk.visitor()
    assert not tab.frames[0]["available"]
    anna = await desk.agent("anna")
    assert (await tab.expect("availability"))["available"]
    await anna.ask("set_status", status="break")
    assert not (await tab.expect("availability"))["available"]
    conversation_id = (await tab.say("Anybody?"))["conversation_id"]
    await anna.drain()
    assert desk.server.switchboard.chats.queued()[0].id == conversation_id
    await anna.ask("set_status", status="online")
    await anna.find("conversation_snapshot")
    await anna.socket.close()
    ben = await desk.agent("ben")
    welcome = next(frame for frame in ben.frames if frame["type"] == "welcome")
    assert {agent["account"]: agent["status"] for agent in welcome["agents"]} == {"anna": "offline", "ben": "online"}
    assert desk.server.switchboard.chats.queued() == ()


async def test_a_visitor_who_ends_a_queued_chat_leaves_the_queue(desk: Desk) -> None:
    tab = await desk.visitor()
    await tab.say("Anybody?")
    await tab.send("leave")
    await tab.expect("event", lambda frame: message_of(frame).get("system") == "wrapped_up")
    assert len(desk.server.switchboard.chats) == 0

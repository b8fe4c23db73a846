"""The desk against the real server over real sockets: sign-in, chats, ticks, a killed server, drafts, files."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from operator_console.desk.accounts import RememberedAccount, SignInFailure
from operator_console.desk.desk import Desk
from operator_console.desk.events import (
    AlertRaised,
    ArticlesChanged,
    TranscriptChanged,
    TypingChanged,
    UploadProgressed,
    WishFailed,
)
from operator_console.desk.state import AlertKind, ConnectionPhase, ConnectionRefusal, Delivery, Draft
from operator_console.domain.conversations import MessageKind, Outcome
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.domain.people import AgentStatus
from operator_console.knowledge.values import SearchRequest
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from operator_console.storage.token_vault import TokenPlace
from tests.contract.desk_stage import Stage, Watched, stage
from tests.contract.furnishing import PASSWORD
from tests.contract.server_desk import Wire


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as running:
        yield running


def is_live(desk: Desk) -> bool:
    return desk.connection.phase is ConnectionPhase.LIVE


async def chat_with(machine: Stage, watched: Watched, text: str = "Is it in stock?") -> tuple[Wire, ConversationId]:
    """Let a visitor begin a chat that comes to the desk."""
    await watched.until(is_live)
    tab = await machine.visitor()
    ack = await tab.say(text)
    conversation_id = ConversationId(ack["conversation_id"])
    await watched.until(lambda desk: text in watched.texts(conversation_id))
    return tab, conversation_id


async def test_a_visitor_s_message_becomes_a_row_with_context_and_an_alert(machine: Stage) -> None:
    watched = await machine.desk()
    _, conversation_id = await chat_with(machine, watched)
    row = watched.desk.row(conversation_id)
    assert row is not None
    assert (row.number, row.unread, row.site.name) == (1, 1, "Shop")
    assert [one.conversation.id for one in watched.desk.rail().your_turn] == [conversation_id]
    visit = watched.desk.context(conversation_id).visit
    assert visit is not None
    assert visit.pages[-1].title == "Bikes"
    assert next(alert.kind for alert in watched.of(AlertRaised)) is AlertKind.NEW_CHAT
    watched.desk.selected(conversation_id)
    assert watched.desk.row(conversation_id) != row


async def test_an_answer_gets_its_tick_and_the_visitor_s_receipts(machine: Stage) -> None:
    watched = await machine.desk()
    tab, conversation_id = await chat_with(machine, watched)
    key = await watched.desk.send(conversation_id, "Yes, two of them")
    deliveries = [watched.desk.entries(conversation_id)[-1].delivery]
    assert deliveries == [Delivery.IN_FLIGHT]
    assert watched.desk.connection.waiting_out == 1
    await watched.until(
        lambda desk: desk.connection.waiting_out == 0 and desk.entries(conversation_id)[-1].message.pos > 0
    )
    entry = watched.desk.entries(conversation_id)[-1]
    assert (entry.key, entry.mine, entry.delivery) == (key, True, Delivery.STORED)
    seen = await tab.find("event", lambda frame: frame["change"].get("message", {}).get("text") == "Yes, two of them")
    await tab.send("receipt", conversation_id=conversation_id, delivered_pos=seen["pos"], read_pos=seen["pos"])
    await watched.until(lambda desk: desk.entries(conversation_id)[-1].delivery is Delivery.READ)
    assert watched.desk.rail().your_turn == ()
    await watched.until(lambda desk: desk.today.replies == 1)
    keys = [entry.key for entry in watched.desk.entries(conversation_id)]
    assert len(keys) == len(set(keys))


async def test_the_agent_s_own_bubble_shows_what_is_stored(machine: Stage) -> None:
    watched = await machine.desk()
    tab, conversation_id = await chat_with(machine, watched)
    key = await watched.desk.send(conversation_id, "Your IBAN NL91 ABNA 0417 1643 00?")
    hidden = "Your IBAN NL•• •••• •••• •••• ••?"
    await tab.find("event", lambda frame: frame["change"].get("message", {}).get("text") == hidden)
    await watched.until(lambda desk: desk.entries(conversation_id)[-1].message.text == hidden)
    assert [entry.key for entry in watched.desk.entries(conversation_id)].count(key) == 1
    assert watched.desk.connection.waiting_out == 0


async def test_a_killed_server_loses_nothing_and_stores_nothing_twice(machine: Stage) -> None:
    watched = await machine.desk()
    tab, conversation_id = await chat_with(machine, watched)
    token = tab.frames[0]["token"]
    pos = tab.frames[-1].get("pos", 1)
    await watched.desk.send(conversation_id, "before")
    await watched.until(lambda desk: desk.connection.waiting_out == 0)
    machine.server.kill()
    await watched.until(lambda desk: not is_live(desk))
    first = await watched.desk.send(conversation_id, "while it was away")
    second = await watched.desk.send(conversation_id, "and another")
    assert [entry.delivery for entry in watched.desk.entries(conversation_id)[-2:]] == [Delivery.QUEUED] * 2
    machine.server.start()
    again = await machine.visitor(token=token)
    await again.say("are you there?")
    await watched.until(
        lambda desk: (
            is_live(desk)
            and desk.connection.waiting_out == 0
            and "are you there?" in watched.texts(conversation_id)
            and all(entry.message.pos for entry in desk.entries(conversation_id))
        ),
        30,
    )
    texts = watched.texts(conversation_id)
    assert sorted(texts) == sorted(["Is it in stock?", "before", "while it was away", "and another", "are you there?"])
    assert texts.index("while it was away") < texts.index("and another")
    positions = [entry.message.pos for entry in watched.desk.entries(conversation_id)]
    assert positions == sorted(set(positions))
    keys = [entry.key for entry in watched.desk.entries(conversation_id)]
    assert {first, second} <= set(keys)
    assert len(keys) == len(set(keys))
    assert pos >= 1


async def test_a_draft_and_an_unsent_message_survive_the_desk(machine: Stage) -> None:
    watched = await machine.desk()
    _, conversation_id = await chat_with(machine, watched)
    watched.desk.save_draft(conversation_id, Draft(text="half a sent", cursor=4))
    machine.server.kill()
    await watched.until(lambda desk: not is_live(desk))
    await watched.desk.send(conversation_id, "unsent")
    await watched.desk.close()
    account = machine.accounts.remembered()[0]
    result = await machine.accounts.resume(account)
    assert result.session is not None
    assert result.session.offline
    again = await machine.desk(result.session)
    assert again.desk.draft(conversation_id) == Draft(text="half a sent", cursor=4)
    assert again.texts(conversation_id) == ["Is it in stock?", "unsent"]
    row = again.desk.row(conversation_id)
    assert row is not None
    assert (row.has_draft, row.waiting_out, row.site.name) == (True, 1, "Shop")
    machine.server.start()
    await again.until(lambda desk: is_live(desk) and desk.connection.waiting_out == 0, 30)
    await again.until(lambda desk: desk.entries(conversation_id)[-1].delivery is Delivery.STORED)
    assert again.texts(conversation_id) == ["Is it in stock?", "unsent"]


async def test_the_typing_preview_comes_and_goes(machine: Stage) -> None:
    watched = await machine.desk()
    tab, conversation_id = await chat_with(machine, watched)
    await tab.send("typing", active=True, text="And in bl")
    await watched.until(lambda desk: bool(watched.of(TypingChanged)))
    assert watched.of(TypingChanged)[-1] == TypingChanged(
        conversation_id=conversation_id, active=True, preview="And in bl"
    )
    await tab.say("And in blue?")
    await watched.until(lambda desk: not watched.of(TypingChanged)[-1].active)
    watched.desk.typing(conversation_id, active=True)
    await tab.find("agent_typing", lambda frame: bool(frame["active"]))
    watched.desk.typing(conversation_id, active=False)
    await tab.find("agent_typing", lambda frame: not frame["active"])


async def test_a_picture_is_shown_at_once_and_stored(machine: Stage) -> None:
    watched = await machine.desk()
    tab, conversation_id = await chat_with(machine, watched)
    picture = io.BytesIO()
    Image.effect_noise((200, 120), 80).save(picture, "PNG")
    await watched.desk.send_file(conversation_id, "brake.png", picture.getvalue())
    attachment = watched.desk.entries(conversation_id)[-1].message.attachment
    assert attachment is not None
    assert await watched.desk.file(attachment.id) == picture.getvalue()
    await watched.until(
        lambda desk: desk.connection.waiting_out == 0 and desk.entries(conversation_id)[-1].message.pos > 0
    )
    assert watched.of(UploadProgressed)[-1].share == 1.0
    stored = watched.desk.entries(conversation_id)[-1].message.attachment
    assert stored is not None
    assert (stored.width_px, stored.height_px) == (200, 120)
    content = await watched.desk.file(stored.id)
    assert content is not None
    assert Image.open(io.BytesIO(content)).size == (200, 120)
    await tab.find("event", lambda frame: bool(frame["change"].get("message", {}).get("attachment")))


async def test_a_refused_file_is_parked_and_can_be_dropped(machine: Stage) -> None:
    watched = await machine.desk()
    _, conversation_id = await chat_with(machine, watched)
    key = await watched.desk.send_file(conversation_id, "run.exe", b"MZ" + bytes(200))
    await watched.until(lambda desk: desk.entries(conversation_id)[-1].delivery is Delivery.PARKED)
    await watched.desk.send(conversation_id, "another thing")
    await watched.until(
        lambda desk: desk.connection.waiting_out == 1 and "another thing" in watched.texts(conversation_id)
    )
    await watched.desk.discard(conversation_id, key)
    assert watched.desk.connection.waiting_out == 0
    await watched.until(lambda desk: all(entry.message.pos for entry in desk.entries(conversation_id)))


async def test_wrapping_up_ends_the_chat_and_it_is_found_again(machine: Stage) -> None:
    watched = await machine.desk()
    tab, conversation_id = await chat_with(machine, watched)
    await watched.desk.send(conversation_id, "Yes")
    await watched.desk.send(conversation_id, "he was kind", kind=MessageKind.NOTE)
    await watched.until(lambda desk: desk.connection.waiting_out == 0)
    assert await watched.desk.set_tags(conversation_id, ("stock",))
    assert await watched.desk.wrap_up(conversation_id, Outcome.SOLVED, ("stock",), "all well")
    await watched.until(lambda desk: desk.row(conversation_id) is None)
    assert watched.desk.by_number(1) is None
    await tab.say("One more thing")
    await watched.until(lambda desk: bool(desk.rail().your_turn))
    row = watched.desk.rail().your_turn[0]
    await watched.until(lambda desk: bool(desk.context(row.conversation.id).previous))
    previous = watched.desk.context(row.conversation.id).previous[0]
    assert (previous.conversation_id, previous.outcome) == (conversation_id, Outcome.SOLVED)
    opened = await watched.desk.open_previous(conversation_id)
    assert opened is not None
    assert "he was kind" in [entry.message.text for entry in opened.entries]
    assert await watched.desk.previous_chats(row.conversation.visitor_id) == (previous,)


async def test_a_chat_is_accepted_from_the_queue_once(machine: Stage) -> None:
    carl = await machine.desk(await machine.sign_in("carl"))
    dora = await machine.desk(await machine.sign_in("dora"))
    await carl.until(is_live)
    await dora.until(is_live)
    tab = await machine.visitor("jump")
    conversation_id = ConversationId((await tab.say("How high?"))["conversation_id"])
    await carl.until(lambda desk: bool(desk.rail().queue))
    await dora.until(lambda desk: bool(desk.rail().queue))
    await dora.until(lambda _desk: AlertKind.QUEUE in [alert.kind for alert in dora.of(AlertRaised)])
    assert await carl.desk.accept(conversation_id)
    await carl.until(lambda desk: bool(desk.rail().your_turn))
    await dora.until(lambda desk: not desk.rail().queue)
    assert not await dora.desk.accept(conversation_id)
    assert dora.of(WishFailed)[-1].conversation_id == conversation_id


async def test_no_answer_needed_status_and_name_reach_the_desk_as_events(machine: Stage) -> None:
    watched = await machine.desk()
    _, conversation_id = await chat_with(machine, watched, "Thanks, bye")
    assert await watched.desk.no_answer_needed(conversation_id)
    await watched.until(lambda desk: bool(desk.rail().waiting_for_visitor))
    assert await watched.desk.set_status(AgentStatus.BREAK)
    await watched.until(lambda desk: desk.me.status is AgentStatus.BREAK)
    visitor = watched.desk.context(conversation_id).visitor
    assert visitor is not None
    assert await watched.desk.correct_visitor(visitor.id, "Marieke", None)
    await watched.until(lambda desk: getattr(desk.context(conversation_id).visitor, "name", None) == "Marieke")
    await watched.until(lambda desk: "Marieke" in str(desk.row(conversation_id)))


async def test_older_messages_are_paged_from_the_server_and_then_from_disk(machine: Stage) -> None:
    watched = await machine.desk()
    tab, conversation_id = await chat_with(machine, watched)
    for number in range(150):
        await tab.say(f"message {number}")
    await watched.until(lambda desk: "message 149" in watched.texts(conversation_id))
    watched.desk.trim(conversation_id, 50)
    assert len(watched.desk.entries(conversation_id)) == 50
    while watched.desk.has_older(conversation_id):
        assert await watched.desk.load_older(conversation_id)
    assert watched.texts(conversation_id) == ["Is it in stock?", *(f"message {number}" for number in range(150))]
    await watched.desk.close()
    result = await machine.accounts.resume(machine.accounts.remembered()[0])
    assert result.session is not None
    again = await machine.desk(result.session)
    await again.until(is_live)
    await again.until(lambda desk: "message 149" in again.texts(conversation_id))
    assert len(again.desk.entries(conversation_id)) <= 60
    machine.server.kill()
    while again.desk.has_older(conversation_id):
        assert await again.desk.load_older(conversation_id)
    assert again.texts(conversation_id) == ["Is it in stock?", *(f"message {number}" for number in range(150))]


async def test_signing_in_says_why_not(machine: Stage) -> None:
    accounts, server = machine.accounts, machine.server.address
    for address, password, failure in (
        ("not an address", PASSWORD, SignInFailure.ADDRESS),
        ("http://127.0.0.1:9", PASSWORD, SignInFailure.UNREACHABLE),
        (f"{server}/widget", PASSWORD, SignInFailure.NOT_A_SERVER),
        (server, "wrong password", SignInFailure.WRONG_CREDENTIALS),
    ):
        result = await accounts.sign_in(address, "anna", password, remember=True)
        assert (result.session, result.failure) == (None, failure)
    assert accounts.remembered() == ()
    results = [await accounts.sign_in(server, "anna", "wrong", remember=False) for _ in range(12)]
    assert results[-1].failure is SignInFailure.RATE_LIMITED
    assert results[-1].retry_after_s


async def test_a_kept_sign_in_is_good_until_it_is_forgotten(machine: Stage) -> None:
    session = await machine.sign_in()
    account = RememberedAccount(machine.server.address, "anna")
    assert machine.accounts.remembered() == (account,)
    assert await machine.accounts.check_vault() is TokenPlace.KEYRING
    await session.admission.close()
    again = await machine.accounts.resume(account)
    assert again.session is not None
    assert again.session.agent.name == "Anna Aalders"
    await again.session.admission.close()
    await machine.accounts.forget(account)
    assert (await machine.accounts.resume(account)).failure is SignInFailure.SIGN_IN_AGAIN
    assert machine.keyring.kept == {}


async def test_a_revoked_sign_in_stops_the_desk_and_says_so(machine: Stage) -> None:
    session = await machine.sign_in()
    watched = await machine.desk(session)
    await watched.until(is_live)
    token = next(iter(machine.keyring.kept.values()))
    await machine.http.post(f"{machine.server.address}/api/v1/sign-out", json={"refresh_token": token})
    await watched.until(lambda desk: desk.connection.phase is ConnectionPhase.REFUSED, 20)
    assert watched.desk.connection.refusal is ConnectionRefusal.SIGNED_OUT


async def test_a_chat_on_screen_stays_read_and_bursts_arrive_in_order(machine: Stage) -> None:
    watched = await machine.desk()
    tab, conversation_id = await chat_with(machine, watched)
    watched.desk.selected(conversation_id)
    await asyncio.gather(*(tab.send("send", client_id=f"burst-{n:03}", text=f"{n}") for n in range(40)))
    await watched.until(lambda desk: "39" in watched.texts(conversation_id))
    assert watched.texts(conversation_id)[1:] == [str(number) for number in range(40)]
    row = watched.desk.row(conversation_id)
    assert row is not None
    assert row.unread == 0
    appended = [entry.key for event in watched.of(TranscriptChanged) for entry in event.entries]
    assert [key for key in appended if key.startswith("burst")] == [f"burst-{n:03}" for n in range(40)]


ARTICLE = """---
key: returns
site: shop
language: nl
title: Retourneren
summary: Hoe u een fiets terugstuurt.
facts: [Binnen 30 dagen na levering]
synonyms: [terugsturen]
links: []
tags: [retour]
owner: Sanne
review: 2030-01-01
image: null
---
## Zo werkt het
Stuur de fiets terug binnen 30 dagen.
"""


async def test_articles_are_copied_searched_suggested_and_kept_offline(machine: Stage, tmp_path: Path) -> None:
    watched = await machine.desk()
    folder = tmp_path / "knowledge" / "shop" / "nl"
    folder.mkdir(parents=True)
    (folder / "returns.md").write_text(ARTICLE)
    with open_administration(ServerConfig(data_dir=machine.server.folder)) as administration:
        assert administration.import_articles(tmp_path / "knowledge").changed == 1
    _, conversation_id = await chat_with(machine, watched, "Hoe kan ik mijn fiets retourneren?")
    await watched.until(lambda _desk: watched.of(ArticlesChanged)[-1:] == [ArticlesChanged(1)])
    found = await watched.desk.knowledge.search(SearchRequest("retour"))
    assert [hit.article.key for hit in found.hits] == ["returns"]
    watched.desk.selected(conversation_id)
    await watched.until(lambda desk: bool(desk.knowledge.suggestions(conversation_id)))
    assert watched.desk.knowledge.suggestions(conversation_id)[0].article.key == "returns"
    machine.server.kill()
    await watched.desk.close()
    session = await machine.accounts.resume_at_once(machine.accounts.remembered()[0])
    assert session is not None
    again = await machine.desk(session)
    await again.until(lambda _desk: bool(again.of(ArticlesChanged)))
    assert (await again.desk.knowledge.search(SearchRequest("terugsturen"))).hits
    assert [article.title for article in again.desk.knowledge.all(SiteId("shop"), "nl")] == ["Retourneren"]
    machine.server.start()
    await again.until(is_live, 30)

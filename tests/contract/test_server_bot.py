"""The knowledge bot over the wire: articles and nothing else, people on request and after failures, exactly once."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import Connection

from operator_console.domain.articles import Article
from operator_console.domain.conversations import Conversation, ConversationState, HandOverReason
from operator_console.domain.figures.counts import What
from operator_console.domain.ids import ArticleKey, ConversationId, SiteId
from operator_console.domain.site_settings import BotMode, SiteSettings
from operator_console.server import ServerConfig, bot
from operator_console.server.administration import open_administration
from operator_console.server.store import reads
from operator_console.server.store.articles import ArticleWriting, Change
from operator_console.server.store.figure_reads import single_and_packed
from operator_console.server.store.figure_rebuild import rebuild_figures
from operator_console.server.store.ownerless import ownerless
from operator_console.server.store.site_settings import put_settings
from tests.contract.server_desk import Desk, Frame, Wire, filled, message_of, new_client_id, running_desk

SHOP = SiteId("shop")
ARTICLES = (
    ("returns", "Retourneren", "Binnen 30 dagen stuur je iets gratis terug.", ("Retour per post kost niets",)),
    ("delivery", "Levertijd", "Fietsen worden binnen 5 werkdagen bezorgd.", ()),
    ("warranty", "Garantie op de accu", "Op een accu zit 2 jaar garantie.", ()),
)


def furnish(folder: Path, mode: BotMode = BotMode.FIRST, *, articles: bool = True) -> None:
    """Give the shop of a filled database a bot, and articles in Dutch."""
    shutil.copy(filled(), folder / "server.sqlite3")
    opened = open_administration(ServerConfig(data_dir=folder))
    with opened as administration, administration.database.writing() as connection:
        put_settings(connection, SiteSettings(site_id=SHOP, bot=mode))
        writing = ArticleWriting(connection, SHOP)
        for key, title, summary, facts in ARTICLES if articles else ():
            writing.put(
                Article(
                    key=ArticleKey(key), site_id=SHOP, language="nl", title=title, summary=summary, facts=facts,
                    body="Meer hierover in de winkel.",
                ),
                Change(at=datetime(2026, 3, 1, tzinfo=UTC)),
            )  # fmt: skip
        writing.flush()


@asynccontextmanager
async def bot_desk(folder: Path, mode: BotMode = BotMode.FIRST, *, articles: bool = True) -> AsyncIterator[Desk]:
    furnish(folder, mode, articles=articles)
    async with running_desk(folder, fresh=False) as desk:
        yield desk


async def enter(desk: Desk, token: str | None = None, *, key: str | None = None) -> Wire:
    return await desk.visitor(token, key=key, language="nl")


def by_bot(frame: Frame) -> bool:
    return bool(message_of(frame).get("author", {}).get("kind") == "bot")


async def answer(tab: Wire) -> Frame:
    return message_of(await tab.expect("event", by_bot))


async def ask(tab: Wire, text: str) -> Frame:
    await tab.say(text)
    return await answer(tab)


async def until(desk: Desk, chat_id: str, holds: Callable[[Conversation], bool]) -> Conversation:
    async with asyncio.timeout(5):
        while True:
            chat = await desk.server.switchboard.store.read(reads.read_conversation, ConversationId(chat_id))
            if chat is not None and holds(chat):
                return chat
            await asyncio.sleep(0.02)


async def test_it_answers_with_an_article_its_line_and_its_address(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        message = await ask(tab, "Wat is de levertijd?")
        assert message["values"]["article"] == "delivery"
        assert message["values"]["title"] == "Levertijd"
        assert "\nFietsen worden binnen 5 werkdagen bezorgd.\n" in message["text"]
        assert message["values"]["url"].startswith(("http://127.0.0.1", "https://shop"))
        assert message["kind"] == "text"
        for part in ("title", "url"):
            assert message["values"][part] in message["text"]
        chat = await until(desk, message["conversation_id"], lambda _chat: True)
        assert chat.state is ConversationState.BOT
        assert not chat.clock.running
        assert chat.last_author.value == "visitor"
        assert chat.bot is not None
        assert (chat.bot.articles, chat.bot.titles) == (("delivery",), ("Levertijd",))


async def test_a_chat_of_the_bots_is_in_no_list_and_given_to_nobody(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        console = await desk.agent("anna")
        tab = await enter(desk)
        message = await ask(tab, "Wat is de levertijd?")
        assert not [frame for frame in await console.drain() if frame["type"] in {"event", "conversation_snapshot"}]
        board = desk.server.switchboard
        assert board.chats.queued() == ()
        with board.store._database.reading() as connection:
            assert ownerless(connection) == ()
            assert reads.listed(connection, "d:service")[1] == ()
        claimed = await console.ask("accept", conversation_id=message["conversation_id"])
        assert claimed["type"] == "failed"
        noted = new_client_id()
        await console.send(
            "send", client_id=noted, conversation_id=message["conversation_id"], kind="note", text="x", base_seq=99
        )
        await console.expect("stale", lambda frame: frame["client_id"] == noted)


async def test_who_asks_for_a_person_gets_one_with_the_clock_from_then_on(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        first = await ask(tab, "Wat is de levertijd?")
        console = await desk.agent("anna")
        said = await ask(tab, "Ik wil graag een medewerker spreken")
        assert (said["values"]["bot"], said["values"]["why"]) == ("hand_over", "asked")
        snapshot = await console.expect("conversation_snapshot")
        chat = snapshot["conversation"]
        assert chat["state"] == "assigned"
        assert chat["bot"]["reason"] == "asked"
        assert chat["bot"]["titles"] == ["Levertijd"]
        assert chat["clock"]["started_at"] == chat["bot"]["handed_over_at"] > first["sent_at"]
        kinds = [message["author"]["kind"] for message in snapshot["messages"] if message["kind"] == "text"]
        assert kinds == ["visitor", "bot", "visitor", "bot"]


async def test_two_failures_bring_people(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        first = await ask(tab, "Verkopen jullie ook paarse olifanten met vleugels?")
        assert first["values"] == {"bot": "again"}
        second = await ask(tab, "Ik bedoel van die vliegende paarse olifanten?")
        assert second["values"] == {"bot": "hand_over", "why": "failed"}
        chat = await until(desk, second["conversation_id"], lambda one: one.state is not ConversationState.BOT)
        assert chat.bot is not None
        assert chat.bot.reason is HandOverReason.FAILED
        assert len(chat.bot.asked) == 2


async def test_no_to_an_answer_is_a_failure_and_thanks_need_none(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        await ask(tab, "Wat is de levertijd?")
        assert (await ask(tab, "Nee, dit is het niet"))["values"] == {"bot": "again"}
        shown = await ask(tab, "Hoeveel garantie zit er op een accu?")
        assert shown["values"]["article"] == "warranty"
        await tab.say("Ja, dank je")
        chat = await until(
            desk, shown["conversation_id"], lambda one: one.bot is not None and not one.bot.is_asked and one.bot.solved
        )
        assert chat.bot is not None
        assert chat.bot.failed == 0
        assert not [frame for frame in await tab.drain() if frame["type"] == "event" and by_bot(frame)]


async def test_outside_hours_only_when_the_site_says_so(tmp_path: Path) -> None:
    async with bot_desk(tmp_path, BotMode.OUTSIDE) as desk:
        tab = await enter(desk)
        assert (await ask(tab, "Wat is de levertijd?"))["values"]["bot"] == "show"  # nobody is in
        console = await desk.agent("anna")
        other = await enter(desk)
        ack = await other.say("Wat is de levertijd?")
        await console.expect("conversation_snapshot")
        chat = await until(desk, ack["conversation_id"], lambda _chat: True)
        assert chat.bot is None


async def test_pages_that_are_open_learn_that_it_is_switched_off_and_on(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:  # nobody comes or goes, and nothing opens or closes
        tab = await enter(desk)
        for mode in (BotMode.OFF, BotMode.FIRST):
            await desk.set_up(SHOP, bot=mode)
            assert (await tab.expect("availability"))["bot"] is (mode is BotMode.FIRST)


async def test_without_people_the_hand_over_says_so(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        said = await ask(tab, "medewerker graag")
        assert "Er is nu niemand" in said["text"]
        chat = await until(desk, said["conversation_id"], lambda _chat: True)
        assert chat.state is ConversationState.QUEUED


async def test_a_site_without_articles_goes_to_people_at_once(tmp_path: Path) -> None:
    async with bot_desk(tmp_path, articles=False) as desk:
        tab = await enter(desk)
        assert (await ask(tab, "Wat is de levertijd?"))["values"]["why"] == "no_articles"


async def test_a_bug_of_the_bots_swallows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(bot, "_look", broken)
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        assert (await ask(tab, "Wat is de levertijd?"))["values"] == {"bot": "hand_over", "why": "trouble"}


async def test_a_search_that_does_not_end_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    held = threading.Event()
    monkeypatch.setattr(bot, "_look", lambda *_given: held.wait(20))
    monkeypatch.setattr(bot, "ANSWER_WITHIN_S", 0.2)
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        try:
            assert (await ask(tab, "Wat is de levertijd?"))["values"]["why"] == "trouble"
        finally:
            held.set()


async def test_the_visitor_sees_that_it_looks(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        await ask(tab, "Wat is de levertijd?")
        await tab.find("agent_typing", lambda frame: not frame["active"])


async def test_what_was_asked_twice_at_once_is_answered_together_and_once(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        for text in ("Hoi", "Ik heb een vraag", "Wat is de levertijd?"):
            await tab.send("send", client_id=new_client_id(), text=text)
        await tab.expect("event", lambda frame: message_of(frame).get("values", {}).get("article") == "delivery")
        await asyncio.sleep(0.1)
        await tab.drain()
        shown = [frame for frame in tab.frames if frame["type"] == "event" and by_bot(frame)]
        assert sum("article" in message_of(frame)["values"] for frame in shown) == 1
        assert len(shown) <= 2  # a greeting may have come first


async def test_a_restarted_server_answers_what_it_had_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(bot.Bot, "put", lambda _self, _chat: None)  # it ends before it has answered
        async with running_desk(tmp_path, fresh=False) as desk:
            tab = await enter(desk, key="visit-key-1")
            token = next(frame["token"] for frame in tab.frames if frame["type"] == "welcome")
            await tab.say("Wat is de levertijd?")
    async with running_desk(tmp_path, fresh=False) as desk:
        tab = await enter(desk, token, key="visit-key-1")
        async with asyncio.timeout(5):
            while not (shown := _bots(tab)):
                await tab.drain()
        await asyncio.sleep(1.2)  # another look of the bot's
        await tab.drain()
        assert [message["values"].get("article") for message in _bots(tab)] == ["delivery"]
        assert shown


async def test_a_server_that_stops_begins_no_index(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        shelves = desk.server.switchboard.shelves
        shelf = await shelves.shelf(SHOP)
        shelves.close()
        shelves.expect_search(SHOP, shelf)
        assert SHOP not in shelves._building


def _bots(tab: Wire) -> list[Frame]:
    found: dict[str, Frame] = {}
    for frame in tab.frames:
        messages = frame.get("messages", []) if frame["type"] == "conversation_snapshot" else []
        if frame["type"] == "event":
            messages = [message_of(frame)]
        for message in messages:
            if message.get("author", {}).get("kind") == "bot":
                found[message["id"]] = message
    return list(found.values())


async def test_the_visitor_leaving_ends_it_and_the_next_chat_begins_anew(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        first = await ask(tab, "Wat is de levertijd?")
        await tab.send("leave", conversation_id=first["conversation_id"])
        chat = await until(desk, first["conversation_id"], lambda one: one.state is ConversationState.CLOSED)
        assert chat.wrap_up is None
        second = await ask(tab, "Hoeveel garantie zit er op een accu?")
        assert second["conversation_id"] != first["conversation_id"]


async def test_a_chat_that_idles_ends_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot, "IDLE", timedelta(seconds=0.2))
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        first = await ask(tab, "Wat is de levertijd?")
        await until(desk, first["conversation_id"], lambda one: one.state is ConversationState.CLOSED)


async def test_who_leaves_an_address_is_answered_by_people(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        tab = await enter(desk)
        first = await ask(tab, "Wat is de levertijd?")
        await tab.send("leave_contact", client_id=new_client_id(), email="eva@example.org")
        await until(desk, first["conversation_id"], lambda one: one.follow_up is not None)
        await tab.send("leave", conversation_id=first["conversation_id"])
        chat = await until(desk, first["conversation_id"], lambda one: not one.clock.running)
        assert chat.state is ConversationState.QUEUED


async def test_it_is_counted_apart_and_a_recount_counts_the_same(tmp_path: Path) -> None:
    async with bot_desk(tmp_path) as desk:
        alone = await enter(desk)
        first = await ask(alone, "Wat is de levertijd?")
        await alone.send("leave", conversation_id=first["conversation_id"])
        await until(desk, first["conversation_id"], lambda one: one.state is ConversationState.CLOSED)
        handed = await enter(desk)
        await ask(handed, "Verkopen jullie paarse olifanten met vleugels?")
        second = await ask(handed, "Vliegende paarse olifanten dus?")
        console = await desk.agent("anna")
        await console.expect("conversation_snapshot")
        answered = new_client_id()
        await console.send(
            "send", client_id=answered, conversation_id=second["conversation_id"], kind="text", text="Nee.", base_seq=99
        )
        await console.expect("ack", lambda frame: frame["client_id"] == answered)
        gone = await enter(desk)
        await ask(gone, "Wat is de levertijd?")
        config = desk.server.config
    with open_administration(structs.replace(config)) as administration:
        database = administration.database
        with database.reading() as connection:
            live = _totals(connection)
        assert live[What.BOT_BEGAN] == 3
        assert live[What.BOT_ANSWERED] == 1
        assert live[What.BOT_HANDED_OVER] == live[What.BOT_FAILED] == 1
        assert live[What.BEGAN] == 1
        assert What.CLOSED not in live
        assert What.MISSED not in live
        assert sum(amount for name, amount in live.items() if name.startswith("w.")) == 1
        rebuild_figures(database)
        with database.reading() as connection:
            assert _totals(connection) == live


def _totals(connection: Connection) -> dict[str, int]:
    found: dict[str, int] = {}
    for _cell, counts in single_and_packed(connection):
        for what, amount in counts.items():
            if not what.endswith("_ms"):
                found[what] = found.get(what, 0) + amount
    return found

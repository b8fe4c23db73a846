"""An article's address in an answer becomes a card, made of the site's own article and of nothing else."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from operator_console.server.store.articles import ArticleWriting, Change
from tests.contract.furnishing import ORIGIN, OTHER_ORIGIN
from tests.contract.server_desk import Desk, Frame, Wire, message_of, new_client_id, running_desk

PAGE = f"{ORIGIN}/help/returns"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        write(tmp_path, article("returns", url=PAGE, title="Retourneren  \u202enet", summary="Binnen 30 dagen."))
        write(tmp_path, article("help-page"))
        write(tmp_path, article("draft", url=f"{ORIGIN}/help/draft"), publish=False)
        write(tmp_path, article("gone", url=f"{ORIGIN}/help/gone"))
        write(tmp_path, article("gone", url=f"{ORIGIN}/help/gone"), remove=True)
        write(tmp_path, article("theirs", site_id=SiteId("jump"), url=f"{OTHER_ORIGIN}/help/theirs"))
        yield running


def article(key: str, **values: object) -> Article:
    whole = {"site_id": SiteId("shop"), "language": "nl", "title": key, "summary": key, "body": "text", **values}
    return Article(key=ArticleKey(key), **whole)  # type: ignore[arg-type]  # by name


def write(folder: Path, each: Article, *, publish: bool = True, remove: bool = False) -> None:
    opened = open_administration(ServerConfig(data_dir=folder))
    with opened as administration, administration.database.writing() as connection:
        writing = ArticleWriting(connection, each.site_id)
        writing.put(each, Change(at=datetime.now(UTC), publish=publish, remove=remove))
        writing.flush()


async def answered(console: Wire, tab: Wire, chat: str, text: str, **values: object) -> Frame:
    """Send an answer and return its message as the visitor gets it."""
    client_id = new_client_id()
    frame = {"conversation_id": chat, "base_seq": 0, "force": True, "text": text, "kind": "text", **values}
    await console.send("send", client_id=client_id, **frame)
    return message_of(await tab.expect("event", lambda each: message_of(each).get("client_id") == client_id))


async def test_the_visitor_gets_what_the_server_knows_of_the_article(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    message = await answered(console, tab, chat, f"Kijk even hier: {PAGE}.", values={"title": "lies", "url": "x"})
    assert message["text"] == f"Kijk even hier: {PAGE}."
    assert message["values"] == {
        "article": "returns", "title": "Retourneren net", "summary": "Binnen 30 dagen.", "url": PAGE,
    }  # fmt: skip
    on_help_page = f"{desk.server.switchboard.address}/help/shop/nl/help-page"
    shown = await answered(console, tab, chat, f"help-page: {on_help_page}")
    assert (shown["values"]["article"], shown["values"]["url"]) == ("help-page", on_help_page)


OTHERS = (
    "returns",
    f"{ORIGIN}/help/draft",
    f"{ORIGIN}/help/gone",
    f"{OTHER_ORIGIN}/help/theirs",
    "https://evil.example/help/returns",
    "https://evil.example/help/shop/nl/help-page",
    f"{PAGE}?next=//evil.example",
    f"{PAGE}#x",
    f"https://shop@evil.example/help/returns {ORIGIN}/help/%00 {ORIGIN}/help/' OR 1=1 --",
)


async def test_any_other_address_is_no_card(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    for text in OTHERS:
        assert (await answered(console, tab, chat, text)).get("values", {}) == {}, text


async def test_visitors_and_notes_make_no_cards(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    await tab.say(PAGE)
    theirs = await console.expect("event", lambda frame: message_of(frame).get("text") == PAGE)
    client_id = new_client_id()
    await console.send("send", client_id=client_id, conversation_id=chat, base_seq=99, text=PAGE, kind="note")
    note = await console.expect("event", lambda frame: message_of(frame).get("client_id") == client_id)
    assert not message_of(theirs).get("values")
    assert not message_of(note).get("values")

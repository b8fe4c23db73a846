"""Pages that agents would like to show: only the site's own, only on the visitor's yes, gone with the chat."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.people import Site
from operator_console.server.works.pages import may_be_shown
from tests.contract.furnishing import ORIGIN, OTHER_ORIGIN
from tests.contract.server_desk import Desk, Frame, Wire, message_of, running_desk

PAGE = f"{ORIGIN}/helmets?size=m#red"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


async def told(wire: Wire, line: str) -> Frame:
    """Return the event with this system line."""
    return await wire.find("event", lambda frame: message_of(frame).get("system") == line)


async def ask(console: Wire, chat: str, url: str = PAGE, title: str = "Helmets") -> Frame:
    return await console.ask("push_page", conversation_id=chat, url=url, title=title)


async def question(tab: Wire) -> Frame:
    asked: Frame = (await told(tab, "page_asked"))["change"]["conversation"]["page_asked"]
    return asked


async def test_the_visitor_is_asked_and_the_agent_learns_the_answer(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    assert (await ask(console, chat, title="  Helmets \u202e 4111 1111 1111 1111"))["type"] == "done"
    asked = await question(tab)
    assert (asked["url"], asked["title"], asked["by"]) == (PAGE, "Helmets •••• •••• •••• ••••", "Anna")
    second = await desk.visitor(tab.frames[0]["token"])  # another tab, or the same one after a reload
    snapshot = await second.find("conversation_snapshot")
    assert snapshot["conversation"]["page_asked"] == asked
    await tab.send("page_answer", id=asked["id"], yes=True)
    opened = await told(console, "page_opened")
    assert message_of(opened)["values"] == {"title": asked["title"], "url": PAGE}
    gone = await told(second, "page_opened")
    assert gone["change"]["conversation"].get("page_asked") is None
    await tab.send("page_answer", id=asked["id"], yes=False)  # said twice
    assert "page_declined" not in str(await tab.drain())


async def test_no_is_told_too_and_a_later_question_takes_the_place_of_an_earlier_one(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    await ask(console, chat)
    first = await question(tab)
    tab.frames.clear()
    await ask(console, chat, f"{ORIGIN}/gloves", "")
    later = await question(tab)
    assert later["title"] == "shop.example"
    await tab.send("page_answer", id=first["id"], yes=True)
    await tab.send("page_answer", id=later["id"], yes=False)
    declined = await told(console, "page_declined")
    assert message_of(declined)["values"]["url"] == f"{ORIGIN}/gloves"
    assert "page_opened" not in str(await console.drain())


async def test_a_question_ends_with_its_chat(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    await ask(console, chat)
    asked = await question(tab)
    await console.ask("wrap_up", conversation_id=chat, outcome="solved", tags=[], note="")
    ended = await told(tab, "wrapped_up")
    assert ended["change"]["conversation"].get("page_asked") is None
    await tab.send("page_answer", id=asked["id"], yes=True)
    assert "page_opened" not in str(await tab.drain())
    refused = await ask(console, chat)
    assert (refused["type"], refused["reason"]) == ("failed", "not_found")


async def test_somebody_else_s_answer_counts_for_nothing(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    await ask(console, chat)
    asked = await question(tab)
    stranger = await desk.visitor()
    await stranger.say("I have a chat too")
    await stranger.send("page_answer", id=asked["id"], yes=True)
    await stranger.drain()
    await tab.drain()
    assert "page_opened" not in str(tab.frames)


FOREIGN = (
    "",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)//https://shop.example/",
    "data:text/html,x",
    "file:///etc/passwd",
    "//shop.example/x",
    "/x",
    "https://evil.example/",
    f"{OTHER_ORIGIN}/",
    "http://shop.example/",
    "https://shop.example.evil.example/",
    "https://shop.example@evil.example/",
    "https://user:secret@shop.example/",
    "https://shop.example:8443/",
    "https://evil.example\\@shop.example/",
    "https://shop.example\n.evil.example/",
    "https://shop.example/\u202e",
    "https://sh\u043ep.example/",
    "mailto:x@shop.example",
    f"{ORIGIN}/{'x' * 3_000}",
)


async def test_only_pages_of_the_site_itself(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    for url in FOREIGN:
        refused = await ask(console, chat, url)
        assert (refused["type"], refused.get("reason")) == ("failed", "invalid"), url
    assert "page_asked" not in str(await tab.drain())


def test_pages_of_the_server_s_own_help_are_the_site_s() -> None:
    site = Site(id=SiteId("shop"), name="Shop", base_url=ORIGIN, origins=(ORIGIN,), department_id=DepartmentId("d"))
    help_page = "https://chat.example/help/shop/nl/returns"
    assert may_be_shown(help_page, site, "https://chat.example")
    assert not may_be_shown("https://chat.example/help/jump/nl/returns", site, "https://chat.example")
    assert not may_be_shown("https://chat.example/help/shop/%2e%2e/jump/x", site, "https://chat.example")
    assert not may_be_shown("https://chat.example/widget/widget.js", site, "https://chat.example")
    assert may_be_shown("https://SHOP.example/x", site, "")

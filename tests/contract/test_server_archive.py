"""The archive at the server: found soon after it is said, only by whom it is for, whatever is typed."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from operator_console.domain.people import Role
from operator_console.protocol import archive
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig
from operator_console.server.store.database import Database
from tests.contract.server_desk import Desk, Frame, Wire, filled, new_client_id, running_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    shutil.copy(filled(), tmp_path / "server.sqlite3")
    with open_administration(ServerConfig(data_dir=tmp_path)) as administration:
        administration.accounts.change_role("ben", Role.SUPERVISOR)
    async with running_desk(tmp_path, fresh=False) as running:
        yield running


async def _ask(desk: Desk, account: str, method: str, path: str, body: object = None) -> tuple[int, Frame]:
    headers = {"Authorization": f"Bearer {await desk.token(account)}"}
    content = None if body is None else msgspec.json.encode(body)
    async with desk.http.request(method, f"{desk.address}{path}", data=content, headers=headers) as response:
        return response.status, await response.json() if response.content_type == "application/json" else {}


async def _found(desk: Desk, account: str = "anna", **query: object) -> list[str]:
    """Return the ids of what an account finds, once all is indexed."""
    await _indexed(desk)
    status, page = await _ask(desk, account, "POST", archive.SEARCH, {"query": query})
    assert status == 200, page
    return [hit["conversation"]["id"] for hit in page["hits"]]


async def _indexed(desk: Desk) -> None:
    while await desk.server.switchboard.archive.index_some():
        pass


async def _told_chat(desk: Desk) -> tuple[Wire, Wire, str]:
    """Return a chat with an answer and a note, wrapped up as a sale."""
    console, tab, chat = await desk.chat(text="Waar blijft mijn fietsmand? Mijn kaart is 4111 1111 1111 1111")
    await console.say("De mand komt morgen, met een café-korting", conversation_id=chat, base_seq=9)
    await console.say("Klant was geïrriteerd", conversation_id=chat, base_seq=9, kind="note")
    done = await console.ask(
        "wrap_up", conversation_id=chat, outcome="sale", tags=["Levering", "Mand"], note="nabellen", value_cents=4995
    )
    assert done["type"] == "done"
    return console, tab, chat


async def test_a_chat_is_found_by_what_was_said_in_it(desk: Desk) -> None:
    _console, _tab, chat = await _told_chat(desk)
    for words in (
        "fietsmand",
        "FIETSM",
        "mand morgen",
        '"mand komt morgen"',
        "cafe",
        "geirriteerd",
        "nabellen",
        "levering",
    ):
        assert await _found(desk, text=words) == [chat], words
    for words in ("4111", '"mand morgen"', "fietsmandje", '"fietsmand de"', "!!!"):
        assert await _found(desk, text=words) == [], words


async def test_filters_hold_together(desk: Desk) -> None:
    _console, _tab, chat = await _told_chat(desk)
    await _indexed(desk)
    _status, page = await _ask(desk, "anna", "POST", archive.SEARCH, {"query": {}})
    hit = page["hits"][0]
    conversation = hit["conversation"]
    assert (page["count"], hit["late"], hit["comments"]) == (1, 0, 0)
    owner, began = conversation["agent_id"], conversation["started_at"]
    fitting = {
        "site_id": "shop", "department_id": "service", "agent_id": owner, "outcome": "sale",
        "tags": ["levering", "Mand"],
        "visitor_id": conversation["visitor_id"], "since": began, "text": "mand",
    }  # fmt: skip
    assert await _found(desk, **fitting) == [chat]
    other = {
        "site_id": "jump", "department_id": "jump", "agent_id": "ag_x", "outcome": "lead", "tags": ["Mand", "retour"],
        "visitor_id": "vs_x", "until": began, "text": "zadel", "late": True, "commented": True, "rating": 5,
    }  # fmt: skip
    for name, value in other.items():
        assert await _found(desk, **{**fitting, name: value}) == [], name


async def test_nobody_finds_what_is_not_theirs(desk: Desk) -> None:
    _console, tab, chat = await _told_chat(desk)
    assert await _found(desk, "ben", text="fietsmand") == [chat]
    assert await _found(desk, "carl", text="fietsmand") == []
    for method, path, body in (
        ("GET", archive.CHAT, None),
        ("POST", archive.COMMENTS, {"text": "x"}),
        ("POST", archive.SEEN, {}),
    ):
        status, _answer = await _ask(desk, "carl", method, path.format(conversation_id=chat), body)
        assert status == 404, path
    headers = {"Authorization": f"Bearer {tab.frames[0]['token']}"}
    async with desk.http.post(f"{desk.address}{archive.SEARCH}", data=b'{"query":{}}', headers=headers) as response:
        assert response.status == 401, "visitors never search"


TYPED = (
    '"', '""""', "a OR", "NEAR(", "text : x", "-x", "x*", "* *", "^", "{a b} : c", "';--", "%_\\", "marks:late", "\x00",
    "(" * 150, "a " * 99, "AND AND", "\ue000", "🤷", "'; DROP TABLE archive_chats",
)  # fmt: skip


async def test_nothing_typed_is_syntax(desk: Desk) -> None:
    for typed, order in product(TYPED, ("newest", "best")):
        queries: tuple[Frame, ...] = (
            {"text": typed},
            {"tags": [typed[:50]]},
            {"site_id": typed},
            {"text": "a", "agent_id": typed},
        )
        for query in queries:
            body = {"query": {**query, "order": order}}
            status, page = await _ask(desk, "anna", "POST", archive.SEARCH, body)
            assert (status, page["hits"]) == (200, []), body


async def test_what_cannot_be_is_refused(desk: Desk) -> None:
    cursors = ("x", "n", "n1e9", "b1", "b1 nan 2", "n99999999999999999999", "n1; --", "b1 0.1 2", "b1 1e-e1 2")
    large: tuple[Frame, ...] = ({"text": "x" * 201}, {"tags": ["x"] * 9}, {"tags": ["x" * 61]})
    senseless: tuple[object, ...] = ({"since": "1"}, {"order": "?"}, {"outcome": "?"}, [], 1)
    bodies: list[Frame] = [{"query": {"text": "a"}, "cursor": cursor} for cursor in cursors]
    bodies += [{"query": query} for query in (*large, *senseless)]
    for body in bodies:
        assert (await _ask(desk, "anna", "POST", archive.SEARCH, body))[0] == 400, body


async def test_pages_go_on_where_the_one_before_ended(desk: Desk) -> None:
    told = []
    for number in range(5):
        tab = await desk.visitor()
        ack = await tab.say(f"fiets {number}" + " fiets" * number)
        told.append(ack["conversation_id"])
        await asyncio.sleep(0.02)  # chats of one hundredth of a second have no order in time
    await _indexed(desk)
    for order, expected in (("newest", told[::-1]), ("best", None)):
        pages, cursor, counts = [], "", []
        while True:
            body = {"query": {"text": "fiets", "order": order}, "limit": 2, "cursor": cursor}
            _status, page = await _ask(desk, "anna", "POST", archive.SEARCH, body)
            pages.append([hit["conversation"]["id"] for hit in page["hits"]])
            counts.append(page["count"])
            cursor = page["next"]
            if not cursor:
                break
        found = [each for page in pages for each in page]
        assert [len(page) for page in pages] == [2, 2, 1]
        assert counts == [5, None, None]
        assert sorted(found) == sorted(told)
        assert expected is None or found == expected


async def test_what_was_there_before_the_index_is_indexed_by_the_running_server(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as before:
        _console, _tab, chat = await before.chat(text="Oude vraag over een bagagedrager")
    database = Database(ServerConfig(data_dir=tmp_path).database, tmp_path)
    with database.writing() as connection:
        for statement in (
            "DELETE FROM archive_chats", "DELETE FROM archive_due", "DELETE FROM archive_tags",
            "INSERT INTO archive_words (archive_words) VALUES ('delete-all')",
            "INSERT INTO archive_due SELECT id, started_at FROM conversations",
        ):  # fmt: skip
            connection.execute(text(statement))
    database.close()
    async with running_desk(tmp_path, fresh=False) as after:
        assert await _found(after, text="bagagedrager") == [chat]


async def test_a_chat_of_yesterday_is_not_of_today(desk: Desk) -> None:
    _console, _tab, chat = await _told_chat(desk)
    await _indexed(desk)
    _status, page = await _ask(desk, "anna", "POST", archive.SEARCH, {"query": {}})
    began = msgspec.convert(page["hits"][0]["conversation"]["started_at"], type=datetime)
    assert await _found(desk, since=began + timedelta(seconds=1)) == []
    assert await _found(desk, since=began - timedelta(seconds=1), until=began + timedelta(seconds=1)) == [chat]


async def test_colleagues_comment_and_the_owner_hears_of_it(desk: Desk) -> None:
    _console, _tab, chat = await _told_chat(desk)
    token = await desk.token("anna")
    second = await desk.open("/ws/agent")
    await second.send("hello", versions=[1], token=token, features=["archive"])
    welcome = await second.expect("welcome")
    assert ("archive" in welcome["features"], welcome["archive_unread"]) == (True, 0)
    place = archive.COMMENTS.format(conversation_id=chat)
    status, made = await _ask(desk, "ben", "POST", place, {"text": "Mooi gedaan! IBAN NL91ABNA0417164300\x00"})
    assert (status, made["author_name"]) == (200, "Ben Bos")
    assert "0417164300" not in made["text"]
    assert (await second.expect("archive_commented"))["unread"] == 1
    _status, beside = await _ask(desk, "anna", "GET", archive.CHAT.format(conversation_id=chat))
    assert (beside["unread"], len(beside["comments"]), len(beside["replies"])) == (1, 1, 1)
    assert await _found(desk, text="gedaan", commented=True) == [chat]
    status, seen = await _ask(desk, "anna", "POST", archive.SEEN.format(conversation_id=chat), {})
    assert (status, seen["unread"]) == (200, 0)
    one = archive.COMMENT.format(comment_id=made["id"])
    assert (await _ask(desk, "anna", "PUT", one, {"text": "niet van mij"}))[0] == 404
    assert (await _ask(desk, "anna", "DELETE", one))[0] == 404
    status, edited = await _ask(desk, "ben", "PUT", one, {"text": "Netjes"})
    assert (status, edited["text"], bool(edited["edited_at"])) == (200, "Netjes", True)
    assert await _found(desk, text="netjes") == [chat]
    assert await _found(desk, text="gedaan") == []
    assert (await _ask(desk, "ben", "DELETE", one))[0] == 204
    assert await _found(desk, commented=True) == []
    assert (await _ask(desk, "ben", "POST", place, {"text": " \x00 "}))[0] == 400
    _status, own = await _ask(desk, "anna", "POST", place, {"text": "van anna zelf"})
    assert (await _ask(desk, "ben", "DELETE", archive.COMMENT.format(comment_id=own["id"])))[0] == 204, "a lead may"


async def test_leads_export_many_and_agents_one(desk: Desk) -> None:
    _console, _tab, chat = await _told_chat(desk)
    await _indexed(desk)
    await _ask(desk, "anna", "POST", archive.COMMENTS.format(conversation_id=chat), {"text": "zie ook vorige week"})
    many = {"query": {"text": "fietsmand"}}
    assert (await _ask(desk, "anna", "POST", archive.EXPORT, many))[0] == 404
    assert (await _ask(desk, "carl", "POST", archive.EXPORT, {"conversation_ids": [chat]}))[0] == 404
    for account, body in (("ben", many), ("anna", {"conversation_ids": [chat]})):
        headers = {"Authorization": f"Bearer {await desk.token(account)}"}
        async with desk.http.post(f"{desk.address}{archive.EXPORT}", json=body, headers=headers) as response:
            lines = (await response.text()).splitlines()
        assert (response.status, len(lines)) == (200, 1)
        exported = msgspec.json.decode(lines[0], type=archive.ExportedChat)
        assert exported.conversation.id == chat
        assert "4111 1111" not in lines[0]
        assert [comment.text for comment in exported.comments] == ["zie ook vorige week"]
        assert any(message.kind == "note" for message in exported.messages)


async def test_choices_hold_the_tags_and_colleagues_of_own_sites(desk: Desk) -> None:
    await _told_chat(desk)
    await _indexed(desk)
    _status, choices = await _ask(desk, "anna", "GET", archive.CHOICES)
    assert [(tag["tag"], tag["chats"]) for tag in choices["tags"]] == [("Levering", 1), ("Mand", 1)]
    assert [agent["name"] for agent in choices["agents"]] == ["Anna Aalders", "Ben Bos"]
    assert (choices["may_export"], choices["ratings"]) == (False, False)
    _status, of_lead = await _ask(desk, "ben", "GET", archive.CHOICES)
    assert (of_lead["may_export"], of_lead["may_remove"]) == (True, True)
    _status, of_other = await _ask(desk, "carl", "GET", archive.CHOICES)
    assert of_other["tags"] == []


async def test_a_late_answer_is_found_as_late(desk: Desk) -> None:
    console, _tab, chat = await desk.chat(text="Hallo?")
    switchboard = desk.server.switchboard
    await console.say("Ja", conversation_id=chat, base_seq=9, client_id=new_client_id())
    await switchboard.store.transact(
        lambda unit: (unit.connection.execute(text("UPDATE replies SET waited_s = 31")), unit.index_again(chat))  # type: ignore[arg-type, func-returns-value]
    )
    assert await _found(desk, late=True) == [chat]

"""What is kept of people, taken out and erased: by leads alone, whole, with proof, in pieces that nobody notices."""

import io
import json
import sqlite3
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from sqlalchemy import select

from operator_console.domain.ids import SiteId
from operator_console.domain.people import Role
from operator_console.domain.site_settings import (
    ConsentMode,
    FieldKind,
    FormField,
    Retention,
    SiteSettings,
    SiteTexts,
)
from operator_console.protocol import privacy
from operator_console.server.erasure import MESSAGES_AT_ONCE
from operator_console.server.store import archive_due, archive_index
from operator_console.server.store.archive_tables import archive_chats
from operator_console.server.store.figure_reads import Scope, read_figures
from operator_console.server.store.site_settings import put_settings, read_settings
from operator_console.server.store.tables import metadata
from operator_console.server.store.unit import UnitOfWork
from tests.contract.server_desk import Desk, Frame, Wire, new_client_id, running_desk

SHOP = SiteId("shop")
SECRET = "my-secret-words"
NAME = "Wilhelmina"
EMAIL = "wilhelmina@example.org"
ORDER = "FW-order-4711"
ADDRESS = "203.0.113.77"
FORM = (
    FormField(key="email", label={"en": "E-mail"}, kind=FieldKind.EMAIL),
    FormField(key="order", label={"en": "Order"}),
)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path, roles={"anna": Role.SUPERVISOR}) as running:
        yield running


async def _set(desk: Desk, **changes: object) -> None:
    """Set the shop up, at once: the directory is told without waiting for its next look."""
    store = desk.server.switchboard.store

    def put(unit: UnitOfWork) -> SiteSettings | None:
        before = read_settings(unit.connection).get(SHOP, SiteSettings(site_id=SHOP))
        return put_settings(unit.connection, structs.replace(before, **changes))

    kept = await store.transact(put)
    assert kept is not None
    store.directory = structs.replace(store.directory, settings={**store.directory.settings, SHOP: kept})
    store._writer.know(store.directory)


async def _call(desk: Desk, account: str, method: str, path: str) -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {await desk.token(account)}"}
    async with desk.http.request(method, desk.address + path, headers=headers) as response:
        return response.status, await response.read()


async def _closed_chat(desk: Desk, console: Wire) -> tuple[Wire, Frame]:
    """Return the tab of a visitor with a name, an address and a file, and their chat, which is closed."""
    tab = await desk.visitor()
    token = tab.frames[0]["token"]
    file = await (await desk.upload(token, f"{SECRET}.txt", b"A plain text.\n")).json()
    ack = await tab.say(f"Hello {SECRET}", name=NAME)
    chat = ack["conversation_id"]
    await tab.say("", attachment_id=file["id"])
    await tab.send("form", values={"email": EMAIL, "order": ORDER, "admin": "yes"})
    await tab.expect("event", lambda frame: frame["change"].get("conversation", {}).get("form") != {})
    await console.find("conversation_snapshot", lambda frame: frame["conversation"]["id"] == chat)
    done = await console.ask("wrap_up", conversation_id=chat, outcome="solved", tags=["x"], note=f"About {SECRET}")
    assert done["type"] == "done"
    conversation = {"id": chat, "visitor_id": tab.frames[0]["visitor_id"], "file": file["id"], "token": token}
    return tab, conversation


def _everything(folder: Path, without: tuple[str, ...] = ()) -> str:
    """Return every value of every table as one text, the index of the archive included."""
    with sqlite3.connect(next(folder.glob("*.sqlite3"))) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [
            str(row) for name in names if name not in without for row in connection.execute(f'SELECT * FROM "{name}"')
        ]
    return "\n".join(rows)


async def test_what_is_asked_for_is_kept_with_the_chat_and_nothing_else(desk: Desk) -> None:
    await _set(desk, form=FORM)
    console = await desk.agent("anna")
    tab = await desk.visitor()
    await tab.send("form", values={"email": EMAIL})  # nobody has written yet: there is nothing to keep it with
    await tab.drain()
    chat = (await tab.say("Where is it?"))["conversation_id"]
    assert [field["key"] for field in tab.frames[0]["site"]["form"]] == ["email", "order"]
    await console.find("conversation_snapshot", lambda frame: frame["conversation"]["id"] == chat)
    await tab.send("form", values={"email": "no address", "order": "NL 4711 4111111111111111", "role": "admin"})
    told = await console.find("event", lambda frame: bool(frame["change"].get("conversation", {}).get("form")))
    assert told["change"]["conversation"]["form"] == {"order": "NL 4711 ••••••••••••••••"}
    await tab.send("form", values={"email": EMAIL, "order": ""})
    named = await console.find("event", lambda frame: frame["change"]["type"] == "visitor_upserted")
    assert named["change"]["visitor"]["email"] == EMAIL
    await console.ask("wrap_up", conversation_id=chat, outcome="solved", tags=[], note="")
    again = await tab.say("And one more thing")
    begun = await tab.find("conversation_snapshot", lambda f: f["conversation"]["id"] == again["conversation_id"])
    assert begun["conversation"]["form"] == {"email": EMAIL}  # nobody is asked twice


async def _come(desk: Desk, visitors: int) -> None:
    for _ in range(visitors):
        await desk.visitor()


async def test_no_visitors_network_address_is_kept_or_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    async with running_desk(tmp_path, trusted_proxies=("127.0.0.1",), new_visitors_per_minute=0.6) as desk:
        await _set(desk, form=FORM)
        console = await desk.agent("anna")
        desk.http.headers["X-Forwarded-For"] = ADDRESS
        tab, chat = await _closed_chat(desk, console)
        with pytest.raises(AssertionError, match="waiting for welcome"):  # the address was seen, and counted
            await _come(desk, 10)
        await tab.drain()
        await desk.server.switchboard.store.check()
        assert chat["visitor_id"] in _everything(tmp_path)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert ADDRESS.encode() not in kept
    assert ADDRESS not in caplog.text


async def test_without_consent_a_site_that_asks_stores_nothing(desk: Desk, tmp_path: Path) -> None:
    await _set(desk, consent=ConsentMode.ASKED)
    wire = await desk.open("/ws/visitor", Origin="https://shop.example")
    page = {"type": "page", "url": f"https://shop.example/{SECRET}"}
    await wire.send("hello", versions=[1], site_id="shop", visit_key=new_client_id(), page=page)
    denied = await wire.expect("denied")
    assert denied["code"] == 4428
    await desk.server.switchboard.store.check()
    assert SECRET not in _everything(tmp_path)
    assert (await desk.visitor(consent=True)).frames[0]["type"] == "welcome"


async def test_the_notice_is_the_same_for_everybody_and_true(desk: Desk) -> None:
    text = SiteTexts(consent="May we?", privacy_url="https://shop.example/privacy")
    await _set(desk, consent=ConsentMode.ASKED, texts={"en": text}, retention=Retention(chats=365))
    path = privacy.NOTICE.format(site_id="shop")
    async with desk.http.get(f"{desk.address}{path}?language=en") as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in response.headers
        told = await response.json()
    assert (told["asks"], told["text"], told["privacy_url"]) == (True, "May we?", text.privacy_url)
    assert "365 days" in told["kept"][0]
    async with desk.http.get(f"{desk.address}{privacy.NOTICE.format(site_id='nowhere')}") as response:
        assert response.status == 404


async def test_everything_of_a_visitor_is_taken_out_and_then_erased(desk: Desk, tmp_path: Path) -> None:
    await _set(desk, form=FORM)
    console = await desk.agent("anna")
    tab, chat = await _closed_chat(desk, console)
    await console.send("send", client_id=new_client_id(), conversation_id=chat["id"], base_seq=0, kind="note", text="n")
    await desk.server.switchboard.archive.index_some()
    assert SECRET in _everything(tmp_path)
    visitor = {"visitor_id": chat["visitor_id"]}
    status, body = await _call(desk, "anna", "GET", privacy.KEPT.format(**visitor))
    assert (status, json.loads(body)) == (
        200, {"chats": 1, "visits": 1, "files": 1, "browsers": 1, "open_chat": False},
    )  # fmt: skip

    status, body = await _call(desk, "anna", "GET", privacy.EXPORT.format(**visitor))
    assert status == 200
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        person = json.loads(archive.read("visitor.json"))
        files = [name for name in archive.namelist() if name.startswith("files/")]
        assert archive.read(files[0]) == b"A plain text.\n"
    assert person["visitors"][0]["email"] == EMAIL
    assert person["chats"][0]["conversation"]["form"]["order"] == ORDER
    assert f"Hello {SECRET}" in [message["text"] for message in person["chats"][0]["messages"]]
    assert f"About {SECRET}" not in body.decode("latin-1")

    figures = await _figures(desk)
    status, body = await _call(desk, "anna", "DELETE", privacy.VISITOR.format(**visitor))
    assert (status, json.loads(body)["chats"]) == (200, 1)
    assert (await tab.expect("denied"))["code"] == 4401
    left = _everything(tmp_path)
    for secret in (SECRET, NAME, EMAIL, "secret", ORDER, chat["id"]):
        assert secret not in left, secret
    assert chat["visitor_id"] not in _everything(tmp_path, ("audit",))
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert await _figures(desk) == figures  # they count, and name nobody
    assert ("anna", "erase_visitor") in _audit(tmp_path)
    assert (await desk.get(f"/api/v1/files/{chat['file']}", chat["token"])).status == 401
    newcomer = await desk.visitor(chat["token"])
    assert newcomer.frames[0]["visitor_id"] != chat["visitor_id"]
    assert (await _call(desk, "anna", "GET", privacy.KEPT.format(**visitor)))[0] == 404
    assert (await _call(desk, "anna", "GET", f"/api/v1/conversations/{chat['id']}"))[0] == 404


async def test_what_is_erased_is_not_left_in_free_pages(tmp_path: Path) -> None:
    async with running_desk(tmp_path, roles={"anna": Role.SUPERVISOR}) as desk:
        await _set(desk, form=FORM)
        _tab, chat = await _closed_chat(desk, await desk.agent("anna"))
        await desk.server.switchboard.archive.index_some()
        path = privacy.VISITOR.format(visitor_id=chat["visitor_id"])
        assert (await _call(desk, "anna", "DELETE", path))[0] == 200
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Anna Aalders" in kept
    assert [secret for secret in (SECRET, NAME, EMAIL, ORDER) if secret.encode() in kept] == []


async def _figures(desk: Desk) -> dict[str, object]:
    """Return what was counted at the shop, without the time that passes by itself."""
    board = desk.server.switchboard
    scope = Scope(since=0, until=2**33, site_ids=frozenset({SHOP}))
    counts, _groups = await board.store.read(read_figures, scope, (), board.directory, datetime.now(UTC))
    return {str(what): amount for what, amount in counts.items() if not str(what).endswith("_ms")}


def _audit(folder: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(next(folder.glob("*.sqlite3"))) as connection:
        query = "SELECT account, action FROM audit JOIN agents ON agents.id = audit.actor"
        return [(row[0], row[1]) for row in connection.execute(query)]


async def test_nobody_is_erased_while_they_talk(desk: Desk) -> None:
    _console, tab, _chat = await desk.chat()
    visitor = {"visitor_id": tab.frames[0]["visitor_id"]}
    assert json.loads((await _call(desk, "anna", "GET", privacy.KEPT.format(**visitor)))[1])["open_chat"]
    assert (await _call(desk, "anna", "DELETE", privacy.VISITOR.format(**visitor)))[0] == 409
    await tab.say("Still here")


@pytest.mark.parametrize("account", ["ben", "carl", "dora"])
async def test_who_does_not_lead_the_department_learns_nothing(desk: Desk, account: str, tmp_path: Path) -> None:
    tab = await desk.visitor()
    await tab.say(SECRET)
    visitor_id = tab.frames[0]["visitor_id"]
    for method, path in (("GET", privacy.KEPT), ("GET", privacy.EXPORT), ("DELETE", privacy.VISITOR)):
        foreign = await _call(desk, account, method, path.format(visitor_id=visitor_id))
        missing = await _call(desk, account, method, path.format(visitor_id="vs_nobody"))
        assert foreign == missing
        assert foreign[0] == 404
    assert (await _call(desk, account, "GET", privacy.RETENTION.format(site_id="shop")))[0] == 404
    assert SECRET in _everything(tmp_path)


async def test_what_is_old_is_erased_with_proof(desk: Desk, tmp_path: Path) -> None:
    await _set(desk, form=FORM, retention=Retention(chats=30, visits=10, contacts=60))
    console = await desk.agent("anna")
    tab, chat = await _closed_chat(desk, console)
    await tab.socket.close()
    keeper, now = desk.server.switchboard.retention, datetime.now(UTC)
    await desk.server.switchboard.save()
    run = await keeper.run_site(SHOP, now + timedelta(days=29))
    assert (run.chats, run.visits, run.contacts) == (0, 0, 0)
    assert SECRET in _everything(tmp_path)
    run = await keeper.run_site(SHOP, now + timedelta(days=31))
    assert (run.chats, run.files) == (1, 1)
    left = _everything(tmp_path)
    assert SECRET not in left
    assert chat["id"] not in left
    assert EMAIL in left  # who it was is kept for longer
    run = await keeper.run_site(SHOP, now + timedelta(days=62))
    assert run.contacts == 1
    left = _everything(tmp_path)
    assert EMAIL not in left
    assert NAME not in left
    status, body = await _call(desk, "anna", "GET", privacy.RETENTION.format(site_id="shop"))
    runs = json.loads(body)["runs"]
    assert status == 200
    assert [(each["chats"], each["contacts"]) for each in runs] == [(0, 1), (1, 0), (0, 0)]
    assert runs[1]["chats_before"] is not None


async def test_who_it_was_is_forgotten_and_what_was_said_stays(desk: Desk, tmp_path: Path) -> None:
    await _set(desk, form=FORM, retention=Retention(visits=0, contacts=60))
    console = await desk.agent("anna")
    tab, chat = await _closed_chat(desk, console)
    await tab.socket.close()
    await desk.server.switchboard.save()
    run = await desk.server.switchboard.retention.run_site(SHOP, datetime.now(UTC) + timedelta(days=61))
    assert run.contacts == 1
    await desk.server.switchboard.archive.index_some()
    left = _everything(tmp_path)
    for secret in (NAME, EMAIL):
        assert secret not in left, secret
    status, body = await _call(desk, "anna", "GET", f"/api/v1/conversations/{chat['id']}")
    assert status == 200
    assert f"Hello {SECRET}" in body.decode()
    again = await desk.server.switchboard.retention.run_site(SHOP, datetime.now(UTC) + timedelta(days=61))
    assert again.contacts == 0


async def test_what_is_erased_while_it_is_being_indexed_does_not_come_back(desk: Desk, tmp_path: Path) -> None:
    await _set(desk, form=FORM)
    console = await desk.agent("anna")
    tab, chat = await _closed_chat(desk, console)
    await tab.socket.close()
    board = desk.server.switchboard
    # The chat is due again, whatever the server's own upkeep has done by now.
    await board.store.transact(lambda unit: archive_due.note_due(unit.connection, [chat["id"]], 1))
    documents = await board.store.read(archive_index.read_due, 10)
    assert [document.due.conversation_id for document in documents] == [chat["id"]]
    await board.eraser.chat(chat["id"])
    await board.store.transact(lambda unit: archive_index.write_documents(unit.connection, documents))
    assert SECRET not in _everything(tmp_path, without=("audit",))
    assert not await board.store.read(lambda read: read.execute(select(archive_chats)).all())


async def test_a_day_passes_between_runs_and_a_long_chat_goes_in_pieces(desk: Desk, tmp_path: Path) -> None:
    await _set(desk, form=FORM, retention=Retention(chats=1, visits=1))
    console = await desk.agent("anna")
    tab, chat = await _closed_chat(desk, console)
    await tab.socket.close()
    with sqlite3.connect(next(tmp_path.glob("*.sqlite3"))) as connection:
        body = connection.execute("SELECT body FROM events WHERE kind = 'message_added' LIMIT 1").fetchone()[0]
        rows = [
            (f"c:{chat['id']}", 1000 + n, 0, "message_added", False, "x", body) for n in range(2 * MESSAGES_AT_ONCE)
        ]
        insert = "INSERT INTO events (stream, pos, at, kind, hidden, sender, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
        connection.executemany(insert, rows)
    board, later = desk.server.switchboard, datetime.now(UTC) + timedelta(days=2)
    before = board.store.batches
    await board.retention.look(later)
    assert board.store.batches - before > 3
    assert chat["id"] not in _everything(tmp_path)
    runs = (await _call(desk, "anna", "GET", privacy.RETENTION.format(site_id="shop")))[1]
    await board.retention.look(later + timedelta(hours=23))
    assert (await _call(desk, "anna", "GET", privacy.RETENTION.format(site_id="shop")))[1] == runs
    await board.retention.look(later + timedelta(hours=25))
    assert len(json.loads((await _call(desk, "anna", "GET", privacy.RETENTION.format(site_id="shop")))[1])["runs"]) == 2


async def test_a_console_that_was_away_gets_lists_whole_after_news_of_them_was_erased(desk: Desk) -> None:
    console, tab, chat = await desk.chat("anna")
    agent_id = console.frames[0]["me"]["id"]
    known = {f"a:{agent_id}": [console.frames[0]["epoch"], 0]}
    await console.ask("wrap_up", conversation_id=chat, outcome="solved", tags=[], note="")
    await console.socket.close()
    visitor_id = tab.frames[0]["visitor_id"]
    assert (await _call(desk, "anna", "DELETE", privacy.VISITOR.format(visitor_id=visitor_id)))[0] == 200
    back = await desk.agent("anna", known)
    assert await back.find("list_snapshot", lambda frame: frame["stream"] == f"a:{agent_id}")
    assert chat not in str(back.frames)


def test_every_table_that_names_a_chat_or_a_visitor_is_thought_of() -> None:
    known: dict[str, Any] = {
        "conversation_id": {
            "archive_chats", "archive_comments", "archive_due", "article_uses", "attachments", "held_chats",
            "missing_articles", "replies",
        },
        "visitor_id": {"conversations", "visits"},
    }  # fmt: skip
    emptied_by_name = {"mails", "call_backs"}
    for column, tables in known.items():
        found = {table.name for table in metadata.sorted_tables if column in table.c}
        assert found - emptied_by_name == tables, f"think of what erasing does to {found ^ tables}"

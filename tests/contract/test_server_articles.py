"""Writing and using articles over HTTP: revisions, conflicts, rights, limits, pictures, uses, missing ones."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from PIL import Image

from operator_console.domain.people import Role
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from operator_console.server.store.audit import AuditQuery
from tests.contract.server_desk import Desk, Frame, new_client_id, running_desk

PATH = "/api/v1/sites/shop/articles/nl/returns"
CARDS = "/api/v1/sites/shop/articles"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk whose Ben is a supervisor."""
    async with running_desk(tmp_path) as running:
        with open_administration(ServerConfig(data_dir=tmp_path)) as administration:
            administration.accounts.change_role("ben", Role.SUPERVISOR)
        async with asyncio.timeout(5):
            while not any(
                agent.role is Role.SUPERVISOR for agent in running.server.switchboard.directory.agents.values()
            ):
                await asyncio.sleep(0.02)
        yield running


def article(**values: object) -> Frame:
    given = {
        "key": "returns",
        "site_id": "shop",
        "language": "nl",
        "title": "Retourneren",
        "summary": "",
        "body": "Tekst",
    }
    return given | values


async def ask(desk: Desk, who: str, method: str, path: str, body: object = None) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {await desk.token(who)}"}
    data = None if body is None else io.BytesIO(json.dumps(body).encode())
    async with desk.http.request(method, desk.address + path, data=data, headers=headers) as response:
        text = await response.read()
        return response.status, await response.json() if text else None


async def save(desk: Desk, who: str, base: int, *, publish: bool = False, **values: object) -> tuple[int, Any]:
    body = {"article": article(**values), "base_revision": base, "publish": publish}
    return await ask(desk, who, "PUT", PATH, body)


async def lines(desk: Desk, action: str) -> list[tuple[str, str]]:
    with open_administration(desk.server.config) as administration:
        found = administration.accounts.audit(AuditQuery(action=action))
    return [(line.object, line.result) for line in found]


async def test_an_agent_drafts_a_supervisor_publishes_and_consoles_hear_of_it(desk: Desk) -> None:
    console = await desk.agent("anna")
    status, saved = await save(desk, "anna", 0)
    assert (status, saved["revision"], saved["published_revision"]) == (200, 1, None)
    assert (await ask(desk, "anna", "GET", "/api/v1/articles"))[1]["articles"] == []
    status, saved = await save(desk, "ben", 1, publish=True, title="Terugsturen")
    assert (status, saved["published_revision"], saved["published"]["title"]) == (200, 2, "Terugsturen")
    assert [line["by"] for line in saved["history"]] == ["Ben Bos", "Anna Aalders"]
    assert saved["published"]["url"] == "https://shop.example/help/returns"
    await console.find("articles_changed", lambda frame: frame["version"] == 1)
    page = (await ask(desk, "anna", "GET", "/api/v1/articles"))[1]
    assert [each["title"] for each in page["articles"]] == ["Terugsturen"]
    assert page["version"] == 1
    assert (await ask(desk, "anna", "GET", f"{PATH}/revisions/1"))[1]["title"] == "Retourneren"
    assert await lines(desk, "article_published") == [("shop/nl/returns", "revision 2")]


async def test_whoever_saves_second_gets_what_the_other_saved(desk: Desk) -> None:
    await save(desk, "anna", 0)
    both = await asyncio.gather(save(desk, "anna", 1, title="Anna"), save(desk, "ben", 1, title="Ben"))
    assert sorted(status for status, _ in both) == [200, 409]
    won, lost = sorted(both, key=lambda answer: answer[0])
    assert lost[1]["reason"] == "conflict"
    assert lost[1]["current"] == won[1]
    assert (await save(desk, "anna", 0))[0] == 409
    assert (await save(desk, "anna", 3))[0] == 409


async def test_removing_takes_it_from_readers_and_keeps_the_history(desk: Desk) -> None:
    await save(desk, "ben", 0, publish=True)
    assert (await ask(desk, "ben", "DELETE", PATH, {"base_revision": 7}))[0] == 409
    assert (await ask(desk, "ben", "DELETE", PATH, {"base_revision": 1}))[0] == 204
    assert (await ask(desk, "ben", "GET", PATH))[0] == 404
    assert (await ask(desk, "ben", "DELETE", PATH, {"base_revision": 1}))[0] == 204
    page = (await ask(desk, "anna", "GET", "/api/v1/articles"))[1]
    assert [each["deleted"] for each in page["articles"]] == [True]
    status, taken = await save(desk, "anna", 1)
    assert (status, taken["current"]) == (409, None)
    status, back = await save(desk, "ben", 0, publish=True)
    assert (status, back["revision"], len(back["history"])) == (200, 3, 3)


@pytest.mark.parametrize(
    "who, method, path, body",
    [
        ("carl", "GET", CARDS, None),
        ("carl", "GET", PATH, None),
        ("carl", "PUT", PATH, {"article": article(), "base_revision": 1}),
        ("carl", "GET", f"{PATH}/revisions/1", None),
        ("carl", "POST", "/api/v1/missing-articles", {"site_id": "shop", "language": "nl", "question": "?"}),
        ("anna", "PUT", PATH, {"article": article(), "base_revision": 1, "publish": True}),
        ("anna", "DELETE", PATH, {"base_revision": 1}),
        ("anna", "POST", f"{CARDS}/import", {"articles": []}),
        ("anna", "GET", "/api/v1/sites/nowhere/articles", None),
        ("ben", "DELETE", "/api/v1/missing-articles/mi_x", None),
        ("ben", "POST", "/api/v1/sites/jump/articles/import", {"articles": []}),
    ],
)
async def test_what_is_not_theirs_looks_like_what_is_not_there(
    desk: Desk, who: str, method: str, path: str, body: object
) -> None:
    await save(desk, "ben", 0, publish=True)
    assert (await ask(desk, who, method, path, body))[0] == 404
    async with asyncio.timeout(5):
        while not any(result.startswith("refused") for _target, result in await _all_lines(desk)):
            await asyncio.sleep(0.02)


async def _all_lines(desk: Desk) -> list[tuple[str, str]]:
    with open_administration(desk.server.config) as administration:
        return [(line.object, line.result) for line in administration.accounts.audit(AuditQuery())]


@pytest.mark.parametrize(
    "values, status",
    [
        ({"title": ""}, 400),
        ({"title": "x" * 301}, 400),
        ({"body": "x" * 200_001}, 400),
        ({"facts": ["x"] * 3 + [str(n) for n in range(200)]}, 400),
        ({"links": ["../../x"]}, 400),
        ({"key": "other"}, 400),
        ({"site_id": "jump"}, 400),
        ({"think_of": [{"products": ["x" * 201], "line": "y"}]}, 400),
        ({"body": "é" * 300_000}, 413),
        ({"title": 7}, 400),
        ({"url": "https://evil.example/", "title": "\u202eab\x00c", "facts": ["a", "a", " "]}, 200),
    ],
)
async def test_limits_are_refused_clearly(desk: Desk, values: Frame, status: int) -> None:
    answered, body = await save(desk, "anna", 0, **values)
    assert answered == status
    if status == 200:
        kept = body["article"]
        assert (kept["title"], kept["facts"], kept["url"]) == ("abc", ["a"], "https://shop.example/help/returns")


@pytest.mark.parametrize("language, key", [("de", "returns"), ("nl", "Returns"), ("nl", "a" * 121), ("nl", "a%00")])
async def test_a_name_that_cannot_be_is_refused(desk: Desk, language: str, key: str) -> None:
    path = f"{CARDS}/{language}/{key}"
    given = {"article": article(language=language, key=key), "base_revision": 0}
    assert (await ask(desk, "anna", "PUT", path, given))[0] == 400


async def test_an_import_counts_and_is_written_down(desk: Desk) -> None:
    many = [article(key=f"a-{number}") for number in range(200)]
    status, done = await ask(desk, "ben", "POST", f"{CARDS}/import", {"articles": many, "publish": False})
    assert (status, done) == (200, {"added": 200, "changed": 0, "same": 0})
    status, done = await ask(desk, "ben", "POST", f"{CARDS}/import", {"articles": many[:3]})
    assert done == {"added": 0, "changed": 3, "same": 0}
    cards = (await ask(desk, "anna", "GET", CARDS))[1]
    assert len(cards["cards"]) == 200
    assert not cards["may_publish"]
    too_many = {"articles": [*many, article(key="one-more")]}
    assert (await ask(desk, "ben", "POST", f"{CARDS}/import", too_many))[0] == 413
    assert await lines(desk, "articles_imported") == [
        ("shop", "200 added, 0 changed"),
        ("shop", "0 added, 3 changed"),
    ]


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, kind)
    return out.getvalue()


async def _upload(desk: Desk, who: str, name: str, content: bytes) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {await desk.token(who)}", "X-File-Name": name}
    path = "/api/v1/sites/shop/article-pictures"
    async with desk.http.post(desk.address + path, data=content, headers=headers) as response:
        return response.status, await response.json()


async def test_a_picture_is_encoded_anew_and_served_to_anybody(desk: Desk) -> None:
    status, first = await _upload(desk, "anna", "a.png", picture() + b"<script>")
    assert (status, first["width_px"], first["height_px"]) == (201, 40, 20)
    assert (await _upload(desk, "ben", "again.png", picture()))[1]["address"] == first["address"]
    async with aiohttp.ClientSession() as stranger, stranger.get(desk.address + first["address"]) as response:
        assert response.status == 200
        assert response.content_type == "image/png"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert "immutable" in response.headers["Cache-Control"]
        assert b"<script>" not in await response.read()
    for name, content in (("a.txt", b"words"), ("a.png", b"<svg/>"), ("a.svg", b"<svg/>"), ("a.pdf", b"%PDF-1 %%EOF")):
        assert (await _upload(desk, "anna", name, content))[0] == 415
    assert (await _upload(desk, "carl", "a.png", picture()))[0] == 404
    async with desk.http.get(f"{desk.address}/article-pictures/..%2f..%2fserver.sqlite3") as response:
        assert response.status == 404


async def test_uses_count_once_and_learn_how_the_chat_ended(desk: Desk) -> None:
    await save(desk, "ben", 0, publish=True)
    console, _tab, chat = await desk.chat("anna")
    use = {
        "site_id": "shop", "key": "returns", "language": "nl", "conversation_id": chat, "kind": "link",
        "client_id": new_client_id(),
    }  # fmt: skip
    uses = [use, use, use | {"kind": "fact"}, use | {"client_id": "", "kind": "quote"}, use | {"key": "nothing"}]
    assert (await ask(desk, "anna", "POST", "/api/v1/article-uses", {"uses": uses}))[0] == 204
    assert (await ask(desk, "anna", "POST", "/api/v1/article-uses", {"uses": uses[:2]}))[0] == 204
    assert (await ask(desk, "carl", "POST", "/api/v1/article-uses", {"uses": [use | {"client_id": "c"}]}))[0] == 204
    status, found = await ask(desk, "ben", "GET", "/api/v1/article-figures")
    assert status == 200
    figures = found["figures"][0]
    assert (figures["uses"], figures["chats"], figures["closed"], figures["solved"]) == (3, 1, 0, 0)
    await console.ask("wrap_up", conversation_id=chat, outcome="sale")
    late = {"uses": [use | {"client_id": "late"}]}
    assert (await ask(desk, "anna", "POST", "/api/v1/article-uses", late))[0] == 204
    figures = (await ask(desk, "anna", "GET", "/api/v1/article-figures"))[1]["figures"][0]
    assert (figures["uses"], figures["chats"], figures["closed"], figures["solved"]) == (4, 1, 1, 1)
    assert (await ask(desk, "carl", "GET", "/api/v1/article-figures"))[1]["figures"] == []


async def test_missing_articles_are_masked_counted_and_closed_by_a_supervisor(desk: Desk) -> None:
    _console, _tab, chat = await desk.chat("anna")
    asked = {"site_id": "shop", "language": "nl", "question": "Waarom is 4111 1111 1111 1111\ngeweigerd?"}
    path = "/api/v1/missing-articles"
    for body in (
        asked | {"conversation_id": chat},
        asked | {"conversation_id": chat},
        asked | {"question": asked["question"].upper()},
    ):
        assert (await ask(desk, "anna", "POST", path, body))[0] == 204
    assert (await ask(desk, "anna", "POST", path, asked | {"question": "Iets anders?"}))[0] == 204
    listed = (await ask(desk, "ben", "GET", path))[1]["missing"]
    assert [(line["asked"], line["by"]) for line in listed] == [(2, "Anna Aalders"), (1, "Anna Aalders")]
    assert "4111" not in listed[0]["question"]
    assert (await ask(desk, "anna", "DELETE", f"{path}/{listed[0]['id']}"))[0] == 404
    assert (await ask(desk, "ben", "DELETE", f"{path}/{listed[0]['id']}"))[0] == 204
    assert (await ask(desk, "ben", "DELETE", f"{path}/{listed[0]['id']}"))[0] == 404
    assert len((await ask(desk, "ben", "GET", path))[1]["missing"]) == 1
    assert (await ask(desk, "carl", "GET", path))[1]["missing"] == []

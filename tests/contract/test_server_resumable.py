"""Uploads in parts: any order of parts, breaks and repeats ends in exactly the file; lies and strangers get nowhere."""

import asyncio
import base64
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import aiohttp
import pytest

from operator_console.protocol.versions import MAX_UPLOAD_BYTES
from operator_console.server.partial_files import KEPT_FOR, MAX_EACH
from tests.contract.server_desk import Desk, Frame, new_client_id, running_desk

BEGIN = "/api/v1/uploads/resumable"
OFFSET_STREAM = "application/offset+octet-stream"
NOTES = b"".join(b"line %06d of the notes\n" % number for number in range(30_000))
"""A text of 690 kB: several pieces."""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


class Uploader:
    """Somebody with a bearer who speaks tus."""

    def __init__(self, desk: Desk, token: str) -> None:
        self.desk = desk
        self.headers = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}

    async def call(self, method: str, path: str, data: object = None, **headers: str) -> aiohttp.ClientResponse:
        given = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return await self.desk.http.request(method, f"{self.desk.address}{path}", data=data, headers=given)

    async def begin(self, length: object, name: str = "notes.txt", key: str = "") -> aiohttp.ClientResponse:
        named = {"Upload_Key": key} if key else {}
        return await self.call("POST", BEGIN, Upload_Length=str(length), X_File_Name=name, **named)

    async def patch(self, path: str, offset: object, body: object) -> aiohttp.ClientResponse:
        return await self.call("PATCH", path, body, Upload_Offset=str(offset), Content_Type=OFFSET_STREAM)

    async def offset(self, path: str) -> int:
        response = await self.call("HEAD", path)
        assert (response.status, response.headers["Cache-Control"]) == (200, "no-store")
        return int(response.headers["Upload-Offset"])

    async def break_off(self, path: str, offset: int, body: bytes, sent: int) -> None:
        """Announce the whole body, send some of it and cut the line."""
        parts = urlsplit(self.desk.address)
        _reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        lines = [f"PATCH {path} HTTP/1.1", f"Host: {parts.netloc}", f"Content-Length: {len(body)}"]
        lines += [f"Upload-Offset: {offset}", f"Content-Type: {OFFSET_STREAM}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        writer.write("\r\n".join((*lines, "", "")).encode() + body[:sent])
        await writer.drain()
        writer.transport.abort()


async def visitor(desk: Desk) -> Uploader:
    tab = await desk.visitor()
    return Uploader(desk, tab.frames[0]["token"])


async def content(desk: Desk, uploader: Uploader, attachment: Frame) -> bytes:
    response = await desk.get(f"/api/v1/files/{attachment['id']}", uploader.headers["Authorization"][7:])
    assert response.status == 200
    return await response.read()


@pytest.mark.parametrize("seed", range(6))
async def test_any_order_of_parts_breaks_and_repeats_ends_in_the_file(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    who = await visitor(desk)
    key = new_client_id()
    path = (await who.begin(len(NOTES), key=key)).headers["Location"]
    known, whole = 0, None
    for _step in range(60):
        size = chance.choice((0, 1, 5_000, 150_000, 400_000))
        body = NOTES[known : known + size]
        what = chance.choice(("send", "send", "send", "break", "repeat", "ahead", "ask", "begin again"))
        if what == "send":
            response = await who.patch(path, known, body)
            assert response.status in {200, 204}, await response.text()
            known += len(body)
            assert response.headers["Upload-Offset"] == str(known)
            if response.status == 200:
                whole = await response.json()
                break
        elif what == "break" and body:
            await who.break_off(path, known, body, chance.randrange(len(body)))
            now = await who.offset(path)
            assert known <= now <= known + len(body)
            known = now
        elif what in {"repeat", "ahead"}:
            wrong = known + (1 if what == "ahead" else -1)
            response = await who.patch(path, max(0, wrong), b"x")
            if max(0, wrong) != known:
                assert response.status == 409
                assert response.headers["Upload-Offset"] == str(known)
            else:
                known += 1
                assert response.status == 204
                break  # a wrong byte at the right place is nobody's mistake but the sender's
        else:
            if what == "begin again":
                response = await who.begin(len(NOTES), key=key)
                assert (response.status, response.headers["Location"]) == (201, path)
            assert await who.offset(path) == known
    else:
        whole = None
    if whole is None:
        return
    assert await content(desk, who, whole) == NOTES
    assert await (await who.patch(path, len(NOTES), b"")).json() == whole  # for whoever did not hear it


async def test_a_line_that_hangs_gives_way_to_the_next(desk: Desk) -> None:
    who = await visitor(desk)
    path = (await who.begin(len(NOTES))).headers["Location"]
    parts = urlsplit(desk.address)
    _reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    head = f"PATCH {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(NOTES)}\r\nUpload-Offset: 0\r\n"
    head += f"Content-Type: {OFFSET_STREAM}\r\n" + "".join(f"{name}: {text}\r\n" for name, text in who.headers.items())
    writer.write(head.encode() + b"\r\n" + NOTES[:100_000])
    await writer.drain()
    async with asyncio.timeout(5):
        while (known := await who.offset(path)) == 0:
            await asyncio.sleep(0.02)
        response = await who.patch(path, known, NOTES[known:])
    assert response.status == 200
    assert await content(desk, who, await response.json()) == NOTES
    writer.transport.abort()


async def test_parts_outlive_the_server_and_the_message_gets_the_file(tmp_path: Path) -> None:
    key = new_client_id()
    async with running_desk(tmp_path) as desk:
        tab = await desk.visitor()
        token = tab.frames[0]["token"]
        who = Uploader(desk, token)
        path = (await who.begin(len(NOTES), key=key)).headers["Location"]
        assert (await who.patch(path, 0, NOTES[:300_000])).status == 204
    with (tmp_path / "arriving" / f"{path.rpartition('/')[2]}.part").open("ab") as torn:
        torn.write(b"what the dead server had not flushed")
    async with running_desk(tmp_path, fresh=False) as desk:
        who = Uploader(desk, token)
        again = await who.begin(len(NOTES), key=key)
        assert (again.headers["Location"], again.headers["Upload-Offset"]) == (path, "300000")
        attachment = await (await who.patch(path, 300_000, NOTES[300_000:])).json()
        tab = await desk.visitor(token)
        await tab.say("", key, attachment_id=attachment["id"])
        assert await content(desk, who, attachment) == NOTES
    async with running_desk(tmp_path, fresh=False) as desk:
        who = Uploader(desk, token)
        same = await (await who.patch(path, len(NOTES), b"")).json()
        assert same == attachment
        tab = await desk.visitor(token)
        await tab.say("", key, attachment_id=same["id"])  # the same message, said again
        assert not list((tmp_path / "arriving").glob("*.part"))


@pytest.mark.parametrize(
    "length", ["", "-1", "1e3", "0x10", "1.0", "٣", "9" * 13, "NaN", "1 ", str(MAX_UPLOAD_BYTES + 1)]
)
async def test_a_length_that_is_none_is_refused(desk: Desk, length: str) -> None:
    who = await visitor(desk)
    status = (await who.begin(length)).status
    assert status == (413 if length.startswith("2") else 201 if length == "1 " else 400)


async def test_lies_about_the_offset_and_too_much_change_nothing(desk: Desk) -> None:
    who = await visitor(desk)
    path = (await who.begin(10)).headers["Location"]
    assert (await who.patch(path, 0, b"12345")).status == 204
    for offset in ("", "-1", "x", "5.0", "²", "9" * 20):
        assert (await who.patch(path, offset, b"678")).status == 400
    for wrong in (0, 4, 6, 10, 11):
        assert (await who.patch(path, wrong, b"6")).status == 409
    assert (await who.patch(path, 5, b"6789012")).status == 413

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 10_000

    assert (await who.patch(path, 5, endless())).status == 413
    plain = await who.call("PATCH", path, b"67890", Upload_Offset="5", Content_Type="text/plain")
    assert plain.status == 415
    assert await who.offset(path) == 5
    done = await who.patch(path, 5, b"67890")
    assert await content(desk, who, await done.json()) == b"1234567890"


async def test_somebody_else_s_upload_is_not_there(desk: Desk) -> None:
    who = await visitor(desk)
    path = (await who.begin(10)).headers["Location"]
    stranger, agent = await visitor(desk), Uploader(desk, await desk.token("anna"))
    made_up = [f"{BEGIN}/up_{'0' * 26}", f"{BEGIN}/..%2f..%2fserver.sqlite3", f"{BEGIN}/{'x' * 500}"]
    for other in (stranger, agent):
        for place in (path, *made_up):
            answers = [
                await other.call("HEAD", place),
                await other.patch(place, 0, b"x"),
                await other.call("DELETE", place),
            ]
            assert {response.status for response in answers} == {404}
            bodies = [await response.json() for response in answers[1:]]
            assert bodies == [{"reason": "not_found", "detail": "", "retry_after_s": None}] * 2
    assert await who.offset(path) == 0
    nobody = await desk.http.post(f"{desk.address}{BEGIN}", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "1"})
    assert nobody.status == 401


async def test_a_client_of_another_tus_is_told_which_one_is_spoken(desk: Desk) -> None:
    who = await visitor(desk)
    options = await who.call("OPTIONS", BEGIN)
    assert options.headers["Tus-Version"] == "1.0.0"
    assert options.headers["Tus-Max-Size"] == str(MAX_UPLOAD_BYTES)
    assert options.headers["Tus-Extension"] == "creation,termination,expiration"
    who.headers["Tus-Resumable"] = "0.2.2"
    refused = await who.begin(10)
    assert (refused.status, refused.headers["Tus-Version"]) == (412, "1.0.0")


@pytest.mark.parametrize(
    "given, kept",
    [
        ("../../x\u202etxt.exe\u202c/nul.txt", "_nul.txt"),
        ("4111 1111 1111 1111.txt", "•••• •••• •••• ••••.txt"),
        ("a\r\nSet-Cookie: x\x00.txt", "a_Set-Cookie_ x_.txt"),
    ],
)
async def test_names_from_hell_are_made_harmless_however_they_come(desk: Desk, given: str, kept: str) -> None:
    who = await visitor(desk)
    encoded = base64.b64encode(given.encode()).decode()
    for named in ({"Upload_Metadata": f"size MQ==,filename {encoded}"}, {"X_File_Name": quote(given, safe="")}):
        begun = await who.call("POST", BEGIN, Upload_Length="2", **named)
        done = await who.patch(begun.headers["Location"], 0, b"ok")
        assert (await done.json())["name"] == kept


@pytest.mark.parametrize("broken", ["filename !!!!", "filename", "filename AAA", ",,, ,", "x" * 4_000])
async def test_a_name_that_cannot_be_read_is_none(desk: Desk, broken: str) -> None:
    who = await visitor(desk)
    begun = await who.call("POST", BEGIN, Upload_Length="2", Upload_Metadata=broken)
    assert (await who.patch(begun.headers["Location"], 0, b"ok")).status == 415  # no ending: no kind that is known


async def test_what_is_not_what_its_name_says_is_refused_when_it_is_whole_and_leaves_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    who = await visitor(desk)
    body = b"<html><script>alert(1)</script></html>"
    path = (await who.begin(len(body), "cat.png")).headers["Location"]
    assert (await who.patch(path, 0, body[:10])).status == 204
    assert (await who.patch(path, 10, body[10:])).status == 415
    assert (await who.call("HEAD", path)).status == 404
    assert not list((tmp_path / "arriving").iterdir())


async def test_one_owner_has_only_so_much_on_its_way_and_may_give_it_up(desk: Desk, tmp_path: Path) -> None:
    who = await visitor(desk)
    paths = [(await who.begin(10)).headers["Location"] for _ in range(MAX_EACH)]
    full = await who.begin(10)
    assert full.status == 429
    assert int(full.headers["Retry-After"]) > 0
    other = await visitor(desk)
    assert (await other.begin(10)).status == 201
    assert (await who.call("DELETE", paths[0])).status == 204
    assert (await who.call("DELETE", paths[0])).status == 404
    assert (await who.begin(MAX_UPLOAD_BYTES)).status == 201
    for path in paths[1:]:
        assert (await who.call("DELETE", path)).status == 204
    bytes_each = [(await who.begin(MAX_UPLOAD_BYTES)).status for _ in range(5)]
    assert bytes_each == [201] * 4 + [429]


async def test_the_same_key_with_another_length_is_another_file(desk: Desk) -> None:
    who = await visitor(desk)
    key = new_client_id()
    assert (await who.begin(10, key=key)).status == 201
    assert (await who.begin(11, key=key)).status == 409
    assert (await (await visitor(desk)).begin(11, key=key)).status == 201  # a key is its owner's
    assert (await who.begin(10, key="short")).status == 400


async def test_what_nobody_goes_on_with_expires(desk: Desk, tmp_path: Path) -> None:
    who = await visitor(desk)
    path = (await who.begin(10)).headers["Location"]
    parts = desk.server._resumable._parts  # a day cannot be waited for
    assert parts.expire(datetime.now(UTC) + KEPT_FOR - timedelta(minutes=1)) == 0
    assert parts.expire(datetime.now(UTC) + KEPT_FOR + timedelta(seconds=1)) == 1
    assert (await who.call("HEAD", path)).status == 404
    assert not list((tmp_path / "arriving").iterdir())


async def test_a_page_of_a_site_may_send_parts_and_read_where_it_is(desk: Desk) -> None:
    who = await visitor(desk)
    who.headers["Origin"] = "https://shop.example"
    asked = await who.call("OPTIONS", BEGIN)
    assert {"PATCH", "HEAD", "DELETE"} <= set(asked.headers["Access-Control-Allow-Methods"].split(", "))
    assert {"tus-resumable", "upload-key"} <= set(asked.headers["Access-Control-Allow-Headers"].split(", "))
    begun = await who.begin(10)
    assert "Upload-Offset" in begun.headers["Access-Control-Expose-Headers"]
    assert begun.headers["Access-Control-Allow-Origin"] == "https://shop.example"

"""The console's files over a line that breaks: they go on where the server is, and never make a second file."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from operator_console.backends import base
from operator_console.backends.native import uploads
from operator_console.backends.native.http_client import NativeHttp
from operator_console.backends.native.uploads import NativeUploads
from operator_console.protocol import http
from tests.contract.server_desk import Desk, new_client_id, running_desk

NOTES = b"".join(b"line %06d of the plan\n" % number for number in range(60_000))
"""1.3 MB: three parts."""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


class Bearer:
    """Credentials that hold one token."""

    def __init__(self, token: str) -> None:
        self.token = token

    async def access(self, refused: str | None = None) -> str:
        assert refused is None
        return self.token


class BadLine:
    """A TCP proxy that lets `left` bytes pass towards the server and then cuts every connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.left: int | None = None
        self.passed = 0
        self.address = ""

    async def open(self) -> asyncio.Server:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.left is not None and self.left <= 0:
            writer.transport.abort()
            return
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._port)
        await asyncio.gather(self._pump(reader, there_writer, counts=True), self._pump(there_reader, writer))

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, counts: bool = False) -> None:
        try:
            while piece := await source.read(16_384):
                if counts and self.left is not None:
                    piece = piece[: max(0, self.left)]
                    self.left -= len(piece)
                if counts:
                    self.passed += len(piece)
                sink.write(piece)
                await sink.drain()
                if counts and self.left is not None and self.left <= 0:
                    await asyncio.sleep(0.1)
                    break
        except ConnectionError:
            pass
        finally:
            sink.transport.abort() if self.left is not None and self.left <= 0 else sink.close()


async def test_a_broken_upload_goes_on_at_the_byte_that_the_server_has(desk: Desk) -> None:
    line = BadLine(int(desk.address.rpartition(":")[2]))
    server = await line.open()
    client = NativeHttp(line.address)
    token = await desk.token("anna")
    shares: list[float] = []
    key = new_client_id()
    try:
        line.left = 900_000
        with pytest.raises(base.Unreachable):
            await NativeUploads(client, Bearer(token)).upload(key, "plan.txt", NOTES, shares.append)  # type: ignore[arg-type]  # credentials by shape
        line.left = None
        began_at = line.passed
        again = NativeUploads(client, Bearer(token))  # type: ignore[arg-type]  # as a console that was killed and started again
        attachment = await again.upload(key, "plan.txt", NOTES, shares.append)
        assert line.passed - began_at < len(NOTES) - 500_000, "the first part did not go twice"
        assert (attachment.name, attachment.size_bytes) == ("plan.txt", len(NOTES))
        assert await again.upload(key, "plan.txt", NOTES, shares.append) == attachment, "the answer was lost: the same"
        response = await desk.get(f"/api/v1/files/{attachment.id}", token)
        assert await response.read() == NOTES
        assert shares[-1] == 1.0
        assert all(0 <= share <= 1 for share in shares)
    finally:
        await client.close()
        server.close()


async def test_giving_up_leaves_nothing_at_the_server(desk: Desk, tmp_path: Path) -> None:
    client = NativeHttp(desk.address)
    files = NativeUploads(client, Bearer(await desk.token("anna")))  # type: ignore[arg-type]  # credentials by shape
    key = new_client_id()
    reached = asyncio.Event()

    def progressed(share: float) -> None:
        if share > 0.3:
            reached.set()

    try:
        sending = asyncio.create_task(files.upload(key, "plan.txt", NOTES, progressed))
        await reached.wait()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await files.give_up(key)
        await files.give_up(key)  # nothing to tell
        assert not list((tmp_path / "arriving").iterdir())
    finally:
        await client.close()


async def test_an_older_server_gets_the_file_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "RESUMABLE", "/api/v1/uploads/not-known-there")
    client = NativeHttp(desk.address)
    shares: list[float] = []
    try:
        files = NativeUploads(client, Bearer(await desk.token("anna")))  # type: ignore[arg-type]  # credentials by shape
        attachment = await files.upload(new_client_id(), "plan.txt", NOTES, shares.append)
        assert attachment.size_bytes == len(NOTES)
        assert shares[-1] == 1.0
    finally:
        await client.close()


@pytest.mark.parametrize(
    "heard",
    [
        {},
        {"Upload-Offset": "-1"},
        {"Upload-Offset": "x"},
        {"Upload-Offset": "11"},
        {"Upload-Offset": "9" * 30},
        {"Upload-Offset": "٣"},
    ],
)
def test_an_offset_that_makes_no_sense_is_no_server_of_ours(heard: dict[str, str]) -> None:
    with pytest.raises(base.NotAServer):
        uploads._offset(heard, 10)

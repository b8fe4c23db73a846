"""kill -9 of the server while it sends a mail: what was asked for arrives, and twice only as the same mail."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from operator_console.runtime.fail_points import VARIABLE
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from tests.contract.furnishing import ORIGIN
from tests.contract.server_desk import fill, new_client_id
from tests.contract.smtp_desk import post_box
from tests.end2end.test_server_kill import started

WAIT_S = 30.0


@pytest.mark.parametrize(
    "place, sent",
    [
        pytest.param("server.mail.before", 1, id="before sending", marks=pytest.mark.soak),
        pytest.param("server.mail.after", 2, id="before its row"),
    ],
)
async def test_a_mail_survives_its_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, sent: int
) -> None:
    with open_administration(ServerConfig(data_dir=tmp_path)) as administration:
        fill(administration)
    async with post_box() as (box, port):
        for name, text in {"host": "127.0.0.1", "port": str(port), "security": "none"}.items():
            monkeypatch.setenv(f"OPERATOR_CONSOLE_SMTP_{name.upper()}", text)
        monkeypatch.setenv("OPERATOR_CONSOLE_MAIL_FROM", "chat@shop.example")
        monkeypatch.setenv(VARIABLE, f"{place}=kill:1")
        async with started(tmp_path) as process, aiohttp.ClientSession() as http:
            await _ask_for_transcript(http, process.address)
            await asyncio.wait_for(process.process.wait(), WAIT_S)
        monkeypatch.delenv(VARIABLE)
        async with started(tmp_path):
            await box.wait(sent)
            await asyncio.sleep(1.0)  # nothing more comes
    assert len(box.mails) == sent
    assert len({mail["Message-ID"] for mail in box.mails}) == 1
    assert box.recipients == [["mina@example.com"]] * sent


async def _ask_for_transcript(http: aiohttp.ClientSession, address: str) -> None:
    """Write as a visitor and ask for the transcript; the server may be gone before it answers."""
    socket = await http.ws_connect(f"{address}/ws/visitor", headers={"Origin": ORIGIN})
    page = {"type": "page", "url": f"{ORIGIN}/", "title": ""}
    await socket.send_json(
        {"type": "hello", "versions": [1], "site_id": "shop", "visit_key": "visit-key-0001", "page": page}
    )
    await socket.send_json({"type": "send", "client_id": new_client_id(), "text": "Is it in stock?"})
    async for message in socket:
        frame = message.json()
        if frame["type"] == "ack":
            chat = frame["conversation_id"]
            wish = {"type": "mail_transcript", "client_id": new_client_id(), "conversation_id": chat}
            await socket.send_json({**wish, "email": "mina@example.com"})

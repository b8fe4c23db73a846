"""Secret numbers: hidden before anything is stored or shown, and a repeated message is still the same message."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.server_desk import Desk, message_of, new_client_id, running_desk

CARD = "4111 1111 1111 1111"
HIDDEN = "•••• •••• •••• ••••"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


async def test_neither_side_nor_the_disk_sees_a_card_number(desk: Desk, tmp_path: Path) -> None:
    console, tab, chat = await desk.chat()
    await tab.send("typing", active=True, text=f"it is {CARD[:12]}")
    typed = await console.expect("visitor_typing")
    assert typed["preview"] == "it is •••• •••• ••"
    await tab.say(f"It is {CARD}, order 123456782", name=f"Bo {CARD}")
    seen = message_of(await console.expect("event", lambda frame: bool(message_of(frame).get("text"))))
    assert seen["text"] == f"It is {HIDDEN}, order 123456782"
    assert seen["author"]["name"] == f"Bo {HIDDEN}"
    sent = new_client_id()
    for kind in ("text", "note"):
        await console.send(
            "send", client_id=sent + kind, conversation_id=chat, base_seq=99, kind=kind, text=f"Not {CARD}!"
        )
        await console.expect("ack")
    answer = await tab.expect("event", lambda frame: message_of(frame).get("client_id") == sent + "text")
    assert message_of(answer)["text"] == f"Not {HIDDEN}!"
    await console.ask("set_tags", conversation_id=chat, tags=[CARD])
    await tab.send("fields", fields={"iban": "NL91ABNA0417164300"})
    await tab.send("page", url="https://shop.example/pay", title=f"Paid with {CARD}")
    await tab.drain()
    await console.ask("wrap_up", conversation_id=chat, outcome="solved", note=CARD, tags=[])
    await desk.server.switchboard.store.check()
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("server.sqlite3*"))
    assert b"4111 1111" not in kept
    assert b"0417164300" not in kept
    assert HIDDEN.encode() in kept


async def test_the_same_secret_again_is_the_same_message_and_another_one_is_not(desk: Desk) -> None:
    tab = await desk.visitor()
    client_id = new_client_id()
    first = await tab.say(f"Mine is {CARD}", client_id)
    assert await tab.say(f"Mine is {CARD}", client_id) == first
    assert await tab.say(f"Mine is {HIDDEN}", client_id) == first
    await tab.send("send", client_id=client_id, text="Mine is another")
    assert (await tab.expect("send_refused"))["reason"] == "conflict"


async def test_an_order_number_that_was_asked_for_stays_and_is_the_same_when_sent_again(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    await console.send(
        "send", client_id=new_client_id(), conversation_id=chat, base_seq=99, kind="text", text="Wat is je ordernummer?"
    )
    await console.expect("ack")
    client_id = new_client_id()
    first = await tab.say("123456782", client_id)
    assert await tab.say("123456782", client_id) == first
    seen = await console.expect("event", lambda frame: message_of(frame).get("client_id") == client_id)
    assert message_of(seen)["text"] == "123456782"


async def test_a_file_s_name_hides_it_too(desk: Desk) -> None:
    tab = await desk.visitor()
    kept = await (await desk.upload(tab.frames[0]["token"], f"{CARD}.txt", b"hello")).json()
    assert kept["name"] == f"{HIDDEN}.txt"

"""Handing over between real desks at a real server: a transfer declined and then taken, a note that names, a hand."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from operator_console.desk.desk import Desk
from operator_console.desk.events import AlertRaised, ChatsWent, TransferEnd, TransferEnded
from operator_console.desk.state import AlertKind, ConnectionPhase
from operator_console.domain.conversations import MessageKind, SystemLine
from operator_console.domain.ids import ConversationId
from tests.contract.desk_stage import Stage, Watched, stage


@pytest.fixture
async def machines(tmp_path: Path) -> AsyncIterator[tuple[Stage, Stage]]:
    """Two machines at one server."""
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(stage(tmp_path))
        second = Stage(first.server, tmp_path / "second machine", first.http)
        stack.push_async_callback(second.close)
        yield first, second


def _is_live(desk: Desk) -> bool:
    return desk.connection.phase is ConnectionPhase.LIVE


def _lines(watched: Watched, chat: ConversationId) -> list[SystemLine | None]:
    return [entry.message.system for entry in watched.desk.entries(chat)]


def _mine(watched: Watched, chat: ConversationId) -> bool:
    row = watched.desk.row(chat)
    return row is not None and not row.ended and row.conversation.agent_id == watched.desk.me.id


async def _talk_about(chat: ConversationId, carl: Watched, dora: Watched) -> None:
    """Name a colleague in a note, who answers with one; raise a hand and lower it."""
    await carl.desk.send(chat, "Do you know, @Dora Dijk?", kind=MessageKind.NOTE)
    await dora.until(lambda desk: bool(desk.handling.mentions))
    assert dora.desk.handling.mentions[0].message.text == "Do you know, @Dora Dijk?"
    assert await dora.desk.handling.note(chat, "Twelve metres")
    await carl.until(lambda _desk: "Twelve metres" in carl.texts(chat))
    assert await carl.desk.handling.raise_hand(chat, raised=True, text="Really afraid")
    await carl.until(lambda _desk: SystemLine.HAND_RAISED in _lines(carl, chat))
    assert await carl.desk.handling.raise_hand(chat, raised=False)


async def test_a_transfer_is_declined_then_taken_with_a_named_note_and_a_hand_between(
    machines: tuple[Stage, Stage],
) -> None:
    carl = await machines[0].desk(await machines[0].sign_in("carl"))
    dora = await machines[1].desk(await machines[1].sign_in("dora"))
    for watched in (carl, dora):
        await watched.until(_is_live)
    tab = await machines[0].visitor("jump")
    chat = ConversationId((await tab.say("How high?"))["conversation_id"])
    await carl.until(lambda desk: bool(desk.rail().queue))
    assert await carl.desk.accept(chat)
    await carl.until(lambda _desk: _mine(carl, chat))
    places = await carl.desk.handling.places()
    assert places is not None
    (free,) = places.agents
    assert (free.name, free.open) == ("Dora Dijk", 0)

    assert await carl.desk.handling.transfer(chat, to_agent=free.id, summary="Afraid of heights", note="Be kind")
    await dora.until(lambda desk: bool(desk.rail().offered))
    (row,) = dora.desk.rail().offered
    assert row.conversation.offer is not None
    assert (row.conversation.offer.summary, row.conversation.agent_name) == ("Afraid of heights", "Carl Cohen")
    assert any(alert.kind is AlertKind.OFFER for alert in dora.of(AlertRaised))
    looked = await dora.desk.handling.look(chat)
    assert looked is not None
    assert [entry.message.text for entry in looked.entries if entry.message.kind is MessageKind.TEXT] == ["How high?"]
    await carl.desk.send(chat, "One moment.")  # the sender goes on answering
    assert await dora.desk.handling.decline(chat, "Lunch")
    await carl.until(lambda _desk: bool(carl.of(TransferEnded)))
    (declined,) = carl.of(TransferEnded)
    assert (declined.end, declined.who, declined.reason) == (TransferEnd.DECLINED, "Dora", "Lunch")
    await dora.until(lambda desk: not desk.rail().offered)
    assert _mine(carl, chat)

    await _talk_about(chat, carl, dora)
    assert await carl.desk.handling.transfer(chat, to_agent=free.id, summary="Once more")
    await dora.until(lambda desk: bool(desk.rail().offered))
    assert await dora.desk.handling.accept(chat)
    await dora.until(lambda _desk: _mine(dora, chat))
    await carl.until(lambda _desk: len(carl.of(TransferEnded)) == 2)
    taken = carl.of(TransferEnded)[1]
    assert (taken.end, taken.who) == (TransferEnd.ACCEPTED, "Dora Dijk")
    assert carl.of(ChatsWent) == [], "it went by carl's own doing"
    await dora.until(lambda _desk: SystemLine.TRANSFER_DECLINED in _lines(dora, chat))
    await dora.desk.send(chat, "Twelve metres, and safe.")
    answer = await tab.find("event", lambda frame: "and safe" in str(frame))
    assert "Afraid of heights" not in str(answer)
    assert not any(secret in str(frame) for frame in tab.frames for secret in ("Lunch", "Be kind", "Really afraid"))

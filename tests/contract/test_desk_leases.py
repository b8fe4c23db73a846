"""Several machines of one account, agents who are lost, come back or leave, a server that says goodbye: real desks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from operator_console.desk.desk import Desk
from operator_console.desk.events import AlertRaised, ChatsWent, ConnectionChanged
from operator_console.desk.state import AlertKind, ConnectionPhase, Delivery
from operator_console.domain.conversations import ConversationState, MessageKind
from operator_console.domain.ids import ConversationId
from operator_console.domain.leases import LeaseTimes
from tests.contract.desk_stage import ServerProcess, Stage, Watched, stage
from tests.contract.server_desk import Wire, change_sites


@pytest.fixture
async def machines(tmp_path: Path) -> AsyncIterator[tuple[Stage, Stage]]:
    """Two machines at one server with short times."""
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(stage(tmp_path))
        change_sites(first.server.folder, lease=LeaseTimes(requeue_s=600, tell_s=0.5, transfer_s=1.5))
        second = Stage(first.server, tmp_path / "second machine", first.http)
        stack.push_async_callback(second.close)
        yield first, second


def is_live(desk: Desk) -> bool:
    return desk.connection.phase is ConnectionPhase.LIVE


async def _queued(machine: Stage) -> tuple[Wire, ConversationId]:
    tab = await machine.visitor("jump")
    return tab, ConversationId((await tab.say("How high?"))["conversation_id"])


def _mine(chat: ConversationId, watched: Watched) -> bool:
    row = watched.desk.row(chat)
    return row is not None and row.conversation.state is ConversationState.ASSIGNED and not row.owner_lost


async def _has_texts(watched: Watched, chat: ConversationId, count: int) -> None:
    await watched.until(lambda _desk: _mine(chat, watched) and len(watched.texts(chat)) == count)


async def test_two_machines_of_one_account_show_the_same(machines: tuple[Stage, Stage]) -> None:
    here = await machines[0].desk(await machines[0].sign_in("carl"))
    there = await machines[1].desk(await machines[1].sign_in("carl"))
    for watched in (here, there):
        await watched.until(is_live)
    tab, chat = await _queued(machines[0])
    await here.until(lambda desk: bool(desk.rail().queue))
    assert await here.desk.accept(chat)
    for watched in (here, there):
        await _has_texts(watched, chat, 1)
    await here.desk.send(chat, "As a house.")
    await here.desk.send(chat, "She is afraid.", kind=MessageKind.NOTE)
    await there.desk.send(chat, "And safe.")
    for watched in (here, there):
        await _has_texts(watched, chat, 4)
    assert here.texts(chat) == there.texts(chat)
    assert all(entry.mine for watched in (here, there) for entry in watched.desk.entries(chat)[2:])
    await tab.say("Thanks!")
    for watched in (here, there):
        await watched.until(lambda desk: (row := desk.row(chat)) is not None and row.unread > 0)
    here.desk.selected(chat)  # read on one machine is read on the other
    await there.until(lambda desk: (row := desk.row(chat)) is not None and row.unread == 0)
    await there.desk.send(chat, "Bye.")
    for watched in (here, there):
        await watched.until(lambda desk: not desk.rail().your_turn)  # nobody is asked to answer it twice
        assert AlertKind.DEADLINE not in [alert.kind for alert in watched.of(AlertRaised)]


async def test_a_lost_colleague_s_chat_is_taken_over_and_the_returning_agent_is_told(
    machines: tuple[Stage, Stage],
) -> None:
    carl = await machines[0].desk(await machines[0].sign_in("carl"))
    dora = await machines[1].desk(await machines[1].sign_in("dora"))
    for watched in (carl, dora):
        await watched.until(is_live)
    _tab, chat = await _queued(machines[0])
    await carl.until(lambda desk: bool(desk.rail().queue))
    assert await carl.desk.accept(chat)
    await carl.until(lambda _desk: _mine(chat, carl))
    await carl.desk.send(chat, "As a house.")
    await carl.until(lambda desk: desk.entries(chat)[-1].delivery is not Delivery.IN_FLIGHT)
    await carl.desk.close()  # as a machine that dies, but for the politeness of the socket
    await dora.until(lambda desk: bool(desk.rail().queue) and desk.rail().queue[0].owner_lost)
    assert await dora.desk.accept(chat)
    await dora.until(lambda _desk: _mine(chat, dora))
    back = await machines[0].desk(await machines[0].sign_in("carl"))
    await back.until(lambda _desk: bool(back.of(ChatsWent)))
    (went,) = back.of(ChatsWent)
    assert [(one.id, one.agent_name) for one in went.conversations] == [(chat, "Dora Dijk")]
    assert went.away
    assert not _mine(chat, back)


@pytest.mark.soak
async def test_handing_over_gives_the_chats_to_the_queue_and_is_no_news(machines: tuple[Stage, Stage]) -> None:
    carl = await machines[0].desk(await machines[0].sign_in("carl"))
    dora = await machines[1].desk(await machines[1].sign_in("dora"))
    for watched in (carl, dora):
        await watched.until(is_live)
    _tab, chat = await _queued(machines[0])
    await carl.until(lambda desk: bool(desk.rail().queue))
    assert await carl.desk.accept(chat)
    await carl.until(lambda _desk: _mine(chat, carl))
    assert await carl.desk.hand_over()
    await dora.until(lambda desk: bool(desk.rail().queue) and desk.rail().queue[0].conversation.clock.running)
    await carl.until(lambda _desk: not _mine(chat, carl))
    await asyncio.sleep(0.5)
    assert carl.of(ChatsWent) == []


@pytest.mark.soak
async def test_a_leaving_agent_does_not_get_the_chat_back_by_routing(machines: tuple[Stage, Stage]) -> None:
    anna = await machines[0].desk(await machines[0].sign_in("anna"))
    await anna.until(is_live)
    tab = await machines[0].visitor("shop")
    chat = ConversationId((await tab.say("In stock?"))["conversation_id"])
    await anna.until(lambda _desk: _mine(chat, anna))
    assert await anna.desk.hand_over()
    await anna.until(lambda _desk: not _mine(chat, anna))
    await asyncio.sleep(1.5)  # routing has looked again
    assert not _mine(chat, anna)
    ben = await machines[1].desk(await machines[1].sign_in("ben"))
    await ben.until(lambda _desk: _mine(chat, ben))


@pytest.mark.soak
async def test_a_rolling_restart_loses_nothing_and_the_desk_waits_as_it_was_asked(
    machines: tuple[Stage, Stage],
) -> None:
    server: ServerProcess = machines[0].server
    anna = await machines[0].desk(await machines[0].sign_in("anna"))
    await anna.until(is_live)
    tab = await machines[0].visitor("shop")
    chat = ConversationId((await tab.say("In stock?"))["conversation_id"])
    await anna.until(lambda _desk: _mine(chat, anna))
    await anna.desk.send(chat, "Yes.")
    await asyncio.to_thread(server.stop)
    await anna.until(lambda desk: not is_live(desk))
    retries = [event.connection.retry_in_s for event in anna.of(ConnectionChanged)]
    first = next(retry for retry in retries if retry is not None)
    assert 2.0 <= first <= 3.0  # the server's word, spread, not the desk's own back-off
    await anna.desk.send(chat, "Shall I keep one?")
    await asyncio.to_thread(server.start)
    await anna.until(is_live, 30.0)
    await anna.until(lambda desk: desk.connection.waiting_out == 0)
    assert anna.texts(chat) == ["In stock?", "Yes.", "Shall I keep one?"]
    assert _mine(chat, anna)

"""A lead's desk with a real server: the wall comes whole and stays true, looking along, writing along, a lost line."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from operator_console.desk.desk import Desk
from operator_console.desk.events import ChatsWent, LeadChangedMe, WatchedTranscript, WatchersChanged, WishFailed
from operator_console.desk.state import ConnectionPhase, Delivery, Draft
from operator_console.desk.team import WallPhase
from operator_console.domain.ids import ConversationId
from operator_console.domain.people import AgentStatus, Role
from tests.contract.desk_stage import ServerProcess, Stage, Watched
from tests.contract.server_desk import Desk as ServerDesk
from tests.contract.server_desk import Wire, running_desk

Cast = tuple[Watched, Watched, Wire, ConversationId]


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerDesk]:
    folder = tmp_path / "server"
    folder.mkdir()
    async with running_desk(folder, roles={"ben": Role.SUPERVISOR}) as running:
        yield running


@pytest.fixture
async def people(server: ServerDesk, tmp_path: Path) -> AsyncIterator[Cast]:
    """Ben's desk, who leads; Anna's, who has a chat; its visitor; the chat."""
    machines = [Stage(cast("ServerProcess", server), tmp_path / name, server.http) for name in ("ben", "anna")]
    ben = await machines[0].desk(await machines[0].sign_in("ben"))
    await ben.until(_is_live)
    assert await ben.desk.set_status(AgentStatus.BUSY)
    anna = await machines[1].desk(await machines[1].sign_in("anna"))
    await anna.until(_is_live)
    tab = await machines[0].visitor()
    chat = ConversationId((await tab.say("Is it in stock?"))["conversation_id"])
    await anna.until(lambda desk: len(desk.rail().your_turn) == 1)
    yield ben, anna, tab, chat
    for machine in machines:
        await machine.close()


def _is_live(desk: Desk) -> bool:
    return desk.connection.phase is ConnectionPhase.LIVE


def _seen_texts(watched: Watched) -> list[str]:
    return [entry.message.text for entry in watched.desk.team.watched_entries() if entry.message.text]


async def test_the_wall_and_looking_along(people: Cast) -> None:
    ben, anna, tab, chat = people
    team = ben.desk.team
    assert team.can_lead
    assert not anna.desk.team.can_lead
    team.open()
    assert team.phase is WallPhase.LOADING
    await ben.until(lambda _desk: team.phase is WallPhase.LIVE)
    assert set(team.chats) == {chat}
    assert team.agents[anna.desk.me.id].waiting == 1
    assert [figures.begun for figures in team.figures.values() if figures.begun] == [1]

    team.watch(chat)
    await ben.until(lambda _desk: _seen_texts(ben) == ["Is it in stock?"])
    await anna.until(lambda desk: desk.team.watchers(chat) == (ben.desk.me.id,))
    assert anna.of(WatchersChanged)
    assert ben.desk.row(chat) is None  # it is not in the own rail
    await tab.send("typing", active=True, text="The red one")
    await ben.until(lambda _desk: team.watched is not None and team.watched.preview == "The red one")
    anna.desk.typing(chat, True)
    await ben.until(lambda _desk: team.watched is not None and team.watched.colleagues_typing == (anna.desk.me.id,))
    await anna.desk.send(chat, "It is.")
    await ben.until(lambda _desk: _seen_texts(ben) == ["Is it in stock?", "It is."])
    assert ben.of(WatchedTranscript)

    assert await team.whisper(chat, "Ask for the size")
    await anna.until(lambda _desk: "Ask for the size" in anna.texts(chat))
    assert "Ask for the size" not in str(await tab.drain())
    team.watch(None)
    await anna.until(lambda desk: desk.team.watchers(chat) == ())
    assert await anna.desk.send(chat, "Which size?")
    await ben.until(lambda _desk: team.chats[chat].last_text == "Which size?")  # the wall goes on without it
    team.close()
    assert not team.chats


async def test_writing_along_puts_the_chat_into_the_own_rail_and_leaving_takes_it_out(people: Cast) -> None:
    ben, anna, tab, chat = people
    team = ben.desk.team
    team.open()
    team.watch(chat)
    await ben.until(lambda _desk: bool(_seen_texts(ben)))
    assert await team.join(chat)
    await ben.until(lambda desk: desk.row(chat) is not None and bool(ben.texts(chat)))
    row = ben.desk.row(chat)
    assert row is not None
    assert row.beside == "Anna Aalders"
    anna.desk.save_draft(chat, Draft(text="I look"))
    await ben.desk.send(chat, "Ben here: it is in stock.")
    await tab.expect("event", lambda frame: "in stock." in str(frame))
    await anna.until(lambda desk: "Ben here: it is in stock." in anna.texts(chat))
    assert not anna.desk.rail().your_turn  # the clock stands: a human has answered
    assert anna.desk.draft(chat).text == "I look"
    await ben.until(lambda _desk: _seen_texts(ben) == ben.texts(chat))

    assert await team.leave(chat)
    await ben.until(lambda desk: desk.row(chat) is None)
    await tab.say("Thanks")
    await ben.until(lambda _desk: _seen_texts(ben)[-1:] == ["Thanks"])  # still looking along


async def test_taking_over_while_the_owner_types_keeps_what_was_typed(people: Cast) -> None:
    ben, anna, _tab, chat = people
    team = ben.desk.team
    team.open()
    team.watch(chat)
    await ben.until(lambda _desk: bool(_seen_texts(ben)))
    anna.desk.typing(chat, True)
    anna.desk.save_draft(chat, Draft(text="Half an answ"))
    assert await team.take_over(chat)
    await ben.until(lambda desk: desk.row(chat) is not None and bool(ben.texts(chat)))
    await anna.until(lambda desk: [row.conversation.id for row in desk.rail().left] == [chat])
    assert anna.desk.draft(chat).text == "Half an answ"
    await anna.until(lambda _desk: bool(anna.of(ChatsWent)))
    assert not anna.of(ChatsWent)[0].away, "she sat there"
    moved = ben.desk.row(chat)
    assert moved is not None
    assert moved.conversation.clock.owner_since is not None
    await ben.desk.send(chat, "Ben took over.")
    await ben.until(lambda desk: any(e.delivery is not Delivery.IN_FLIGHT and e.mine for e in desk.entries(chat)))
    assert await team.give(chat, anna.desk.me.id)
    await anna.until(lambda desk: not desk.rail().left)


async def test_changes_on_the_spot_are_told_with_a_name(people: Cast) -> None:
    ben, anna, _tab, _chat = people
    team = ben.desk.team
    team.open()
    await ben.until(lambda _desk: team.phase is WallPhase.LIVE)
    assert await team.change_limit(anna.desk.me.id, 2)
    assert await team.change_status(anna.desk.me.id, AgentStatus.BREAK)
    await anna.until(lambda desk: (desk.me.capacity, desk.me.status) == (2, AgentStatus.BREAK))
    await anna.until(lambda _desk: [told.by_name for told in anna.of(LeadChangedMe)] == ["Ben", "Ben"])
    await ben.until(lambda _desk: team.agents[anna.desk.me.id].agent.capacity == 2)
    assert not await anna.desk.team.change_limit(ben.desk.me.id, 1)
    assert [failed.wish for failed in anna.of(WishFailed)] == ["change_agent"]


async def test_after_a_lost_line_the_wall_and_the_look_along_come_back(people: Cast, server: ServerDesk) -> None:
    ben, anna, tab, chat = people
    team = ben.desk.team
    team.open()
    team.watch(chat)
    await ben.until(lambda _desk: team.phase is WallPhase.LIVE and bool(_seen_texts(ben)))
    for connection in server.server.switchboard.agents.connections(ben.desk.me.id):
        connection.cut(1011)
    await ben.until(lambda _desk: team.phase is WallPhase.BEHIND)
    assert set(team.chats) == {chat}  # it stays to be read, as of then
    await tab.say("Still there?")
    await anna.desk.send(chat, "Yes.")
    await ben.until(lambda _desk: team.phase is WallPhase.LIVE and team.chats[chat].last_text == "Yes.")
    await ben.until(lambda _desk: _seen_texts(ben)[-2:] == ["Still there?", "Yes."])

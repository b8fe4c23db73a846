"""A team at work: three desks and a lead's window at one server, from a declined offer to a dead machine."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from msgspec import structs
from PySide6.QtWidgets import QPushButton

from operator_console.desk.desk import Desk
from operator_console.desk.state import ConnectionPhase, Draft
from operator_console.domain.conversations import ConversationState
from operator_console.domain.ids import ConversationId, DepartmentId
from operator_console.domain.leases import LeaseTimes
from operator_console.domain.people import AgentStatus, Role, RoutingRules, SkillRule
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from operator_console.server.store.directory import save_agent
from operator_console.server.store.ownerless import ownerless
from operator_console.ui.shell import ShellWindow
from operator_console.ui.team import TeamScreen
from tests.contract import desk_stage
from tests.contract.server_desk import Desk as ServerDesk
from tests.contract.server_desk import Wire, filled, message_of, running_desk
from tests.fakes.screen_stage import Stage, stage

__all__ = ["stage"]

RULES = RoutingRules(
    offer_s=60.0, known_agent_s=0.0, overflow_s=0.4, skill_rules=(SkillRule(page_contains="/bikes", skill="brakes"),)
)
LEASE = LeaseTimes(requeue_s=600, tell_s=0.2, transfer_s=0.6)
SERVICE = DepartmentId("service")


class Team:
    """Everybody at one server: three agents' desks without windows, and the lead's, with one."""

    def __init__(self, stage: Stage, server: ServerDesk, folder: Path) -> None:
        self.stage, self.server, self._folder = stage, server, folder
        self._machines: list[desk_stage.Stage] = []
        self.desks: dict[str, Desk] = {}

    async def comes(self, account: str) -> Desk:
        """Open a desk as app does."""
        machine = desk_stage.Stage(
            cast("desk_stage.ServerProcess", self.server), self._folder / account, self.server.http
        )
        self._machines.append(machine)
        desk = (await machine.desk(await machine.sign_in(account))).desk
        self.desks[account] = desk
        await self.until(lambda: desk.connection.phase is ConnectionPhase.LIVE)
        return desk

    async def until(self, holds: Callable[[], object]) -> None:
        await self.stage.until(holds, 15.0)

    async def offered(self, chat: ConversationId) -> str:
        """Return whose desk is offered a chat."""

        def whose() -> list[str]:
            return [name for name, desk in self.desks.items() if _offered(desk, chat)]

        await self.until(whose)
        return whose()[0]

    async def close(self) -> None:
        for machine in self._machines:
            await machine.close()


def _offered(desk: Desk, chat: ConversationId) -> bool:
    return any(row.conversation.id == chat for row in desk.rail().offered)


def _has(desk: Desk, chat: ConversationId) -> bool:
    row = desk.row(chat)
    mine = row is not None and row.conversation.state is ConversationState.ASSIGNED and not row.ended
    return mine and row is not None and row.conversation.agent_id == desk.me.id


def _furnish(folder: Path) -> None:
    """Anna alone has the skill; Carl answers for the service as well; Dora leads it."""
    with open_administration(ServerConfig(data_dir=folder)) as administration:
        site = administration.directory().sites
        for one in site.values():
            administration.ensure_site(structs.replace(one, rules=RULES, lease=LEASE))
        with administration.database.writing() as connection:
            for agent in administration.directory().agents.values():
                changed = structs.replace(agent, departments=(SERVICE,))
                if agent.account == "anna":
                    changed = structs.replace(changed, skills=("brakes",))
                if agent.account == "dora":
                    changed = structs.replace(changed, role=Role.SUPERVISOR)
                save_agent(connection, changed, None)


def test_a_team_with_its_lead_from_a_declined_offer_to_a_dead_machine(stage: Stage, tmp_path: Path) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    (folder / "server.sqlite3").write_bytes(filled().read_bytes())
    _furnish(folder)

    async def script() -> None:
        async with running_desk(folder, fresh=False, offer_grace_s=0.0) as server:
            team = Team(stage, server, tmp_path)
            try:
                await _play(team)
            finally:
                await team.close()

    stage.run(script())


async def _play(team: Team) -> None:
    lead = await team.comes("dora")
    assert await lead.set_status(AgentStatus.BUSY)
    window = ShellWindow(team.stage.context, lead)
    team.stage.at_end(window.shut_down)
    await team.stage.show(window, 1440, 900)
    for account in ("anna", "ben", "carl"):
        await team.comes(account)
    tab = await team.server.visitor()
    chat = ConversationId((await tab.say("My brakes squeak"))["conversation_id"])
    owner = await _overflow(team, chat)
    owner = await _transfer(team, chat, owner)
    await _take_over(team, window, tab, chat, owner)
    await _dead_machine(team, chat)
    store = team.server.server.switchboard.store
    assert await store.read(ownerless) == ()


async def _overflow(team: Team, chat: ConversationId) -> str:
    """Who has the skill declines; soon anybody may have it, and accepts."""
    assert await team.offered(chat) == "anna"
    assert await team.desks["anna"].handling.decline(chat)
    await team.until(lambda: not _offered(team.desks["anna"], chat))
    second = await team.offered(chat)
    assert second in {"ben", "carl"}
    assert await team.desks[second].handling.accept(chat)
    await team.until(lambda: _has(team.desks[second], chat))
    return second


async def _transfer(team: Team, chat: ConversationId, owner: str) -> str:
    """A colleague declines, and the sender keeps the chat; the next one accepts."""
    mine = team.desks[owner]
    other = next(name for name in ("ben", "carl") if name != owner)
    assert await mine.handling.transfer(chat, to_agent=team.desks[other].me.id, summary="Brakes")
    await team.until(lambda: _offered(team.desks[other], chat))
    assert _has(mine, chat)
    assert await team.desks[other].handling.decline(chat, "At lunch")
    await team.until(lambda: not _offered(team.desks[other], chat))
    assert _has(mine, chat)
    assert await mine.handling.transfer(chat, to_agent=team.desks["anna"].me.id)
    await team.until(lambda: _offered(team.desks["anna"], chat))
    assert await team.desks["anna"].handling.accept(chat)
    await team.until(lambda: _has(team.desks["anna"], chat) and not _has(mine, chat))
    return "anna"


async def _take_over(team: Team, window: ShellWindow, tab: Wire, chat: ConversationId, owner: str) -> None:
    """The lead sees the chat on the wall, looks along, takes it over while its owner writes, and answers."""
    lead, mine = team.desks["dora"], team.desks[owner]
    window.registry.action("team.open").trigger()
    page = window._screens.pages["team"]
    assert isinstance(page, TeamScreen)
    await team.until(lambda: [row.key for row in page.chats.rows] == [chat])
    page.view.chats.chosen.emit(chat)
    await team.until(lambda: page.view.look.shows_chat)
    await team.until(lambda: mine.team.watchers(chat) == (lead.me.id,))
    mine.save_draft(chat, Draft(text="Half an ans"))
    take = page.view.findChild(QPushButton, "look_take")
    assert take is not None
    take.click()
    await team.until(lambda: _has(lead, chat) and not _has(mine, chat))
    await team.until(lambda: not page.view.isVisible())  # the chat itself is on screen now
    assert mine.draft(chat).text == "Half an ans"
    await lead.send(chat, "Dora here, I take a look.")
    await tab.find("event", lambda frame: message_of(frame).get("text") == "Dora here, I take a look.")


async def _dead_machine(team: Team, chat: ConversationId) -> None:
    """The lead gives the chat to Ben, whose machine dies: it goes to somebody else, and is nobody's at no time."""
    lead, ben = team.desks["dora"], team.desks.pop("ben")
    assert await lead.team.give(chat, ben.me.id)
    await team.until(lambda: _has(ben, chat))
    await ben.close()
    taker = await team.offered(chat)
    assert await team.desks[taker].handling.accept(chat)
    await team.until(lambda: _has(team.desks[taker], chat))

"""The walk's way over the lead's wall: list, looking along, the big screen; judges nothing."""

from collections.abc import AsyncIterator

from msgspec import structs
from PySide6.QtWidgets import QMenu, QWidget

from operator_console.backends import base
from operator_console.domain.ids import AgentId
from operator_console.ui.team import TeamScreen
from tests.fakes.fake_team import lead
from tests.fakes.hostile_desk import HostileDesk
from tests.fakes.screen_stage import Stage

Seen = tuple[str, QWidget]


async def walk_team(stage: Stage, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Show the wall, look along in a chat of it, choose a colleague, show it large."""
    text, role = desk.text, desk.me.role
    lead(desk, 8, 4)
    team = desk.team
    whole = team.whole
    chats = tuple(
        structs.replace(
            chat, visitor_name=text("visitor_name"), agent_name=text("colleague") if chat.agent_id else None,
            last_text=text("message"), hand_raised_at=desk.now() if at % 2 else None, hand_text=text("note"),
        )
        for at, chat in enumerate(whole.chats)
    )  # fmt: skip
    agents = tuple(
        structs.replace(
            one,
            agent=structs.replace(
                one.agent, name=text("agent_name"), first_name=text("colleague"), skills=(text("tag"),)
            ),
        )
        for one in whole.agents
    )
    sites = tuple(structs.replace(site, name=text("site_name")) for site in whole.sites)
    departments = tuple(structs.replace(department, name=text("site_name")) for department in whole.departments)
    team.whole = structs.replace(whole, chats=chats, agents=agents, sites=sites, departments=departments)
    screen = TeamScreen(stage.context, desk)
    await stage.show(screen.widget, 1300, 800)
    screen.show()
    await stage.rest()
    yield "wall", screen.widget
    screen.view.chats.chosen.emit(chats[0].id)
    screen.view.agents.chosen.emit(agents[0].agent.id)
    team.type_visitor(text("preview"))
    team.take(base.ColleagueTyped(conversation_id=chats[0].id, agent_id=AgentId("ag_1"), active=True))
    await stage.rest()
    yield "looking along", screen.widget
    screen.view.look.give.click()
    menu = screen.widget.findChild(QMenu, "give_menu")
    assert menu is not None
    yield "give to", menu
    menu.close()
    screen.wall_mode()
    wall = screen.wall
    assert wall is not None
    await stage.rest()
    yield "big screen", wall
    wall.close()
    screen.close()
    screen.widget.hide()
    desk.promote(role)

"""The lead's wall: full, looking along, joined, behind, refused, empty, hostile, and the big screen."""

import sys
from collections.abc import Callable
from datetime import timedelta

from msgspec import structs
from PySide6.QtWidgets import QWidget

from operator_console.backends import base
from operator_console.desk.team import WallPhase
from operator_console.domain.ids import AgentId
from operator_console.protocol.frames import Refusal
from operator_console.ui.kit.context import UiContext
from operator_console.ui.team import TeamScreen
from operator_console.ui.team.wall_mode import WallMode
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_team import FakeTeam, lead
from tests.gallery import scenes

EVIL = '<img src="file:///etc/passwd"> <b>%1</b> &F \u202edesrever' + "x" * 300


def screen_of(context: UiContext, desk: FakeDesk) -> TeamScreen:
    """Build the page over `desk`, and keep its screen alive as long as the widget."""
    screen = TeamScreen(context, desk)
    screen.widget.setProperty("screen", screen)
    screen.widget.destroyed.connect(screen.close)
    screen.show()
    return screen


def wall(chats: int = 14, agents: int = 8) -> Callable[[UiContext], QWidget]:
    """The wall, nothing chosen."""
    return lambda context: screen_of(context, lead(FakeDesk(), chats, agents)).widget


def watching(context: UiContext) -> QWidget:
    """Looking along while both sides type."""
    desk = lead(FakeDesk())
    screen = screen_of(context, desk)
    screen.view.chats.chosen.emit("cv_wall_4")
    screen.view.agents.chosen.emit("ag_1")
    team: FakeTeam = desk.team
    team.take(base.WatchersTold(next(iter(team.chats)), ()))
    team.type_visitor("Het gaat om bestelling 30")
    assert team.watched is not None
    name = team.watched.conversation_id
    team.take(base.ColleagueTyped(conversation_id=name, agent_id=AgentId("ag_4"), active=True))
    return screen.widget


def joined(context: UiContext) -> QWidget:
    """Writing along."""
    desk = lead(FakeDesk())
    screen = screen_of(context, desk)
    screen.view.chats.chosen.emit("cv_wall_2")
    team: FakeTeam = desk.team
    assert team.watched is not None
    chat = team.watched.conversation
    assert chat is not None
    team.take(base.ConversationUpserted(structs.replace(chat, joined=(desk.me.id,), version=9)))
    return screen.widget


def behind(context: UiContext) -> QWidget:
    """The line is lost: what is shown is as of earlier."""
    desk = lead(FakeDesk())
    screen = screen_of(context, desk)
    desk.team.take(base.LinkChanged(word=base.LinkWord.OFFLINE))
    return screen.widget


def refused(context: UiContext) -> QWidget:
    """The lead is none any more."""
    desk = lead(FakeDesk())
    desk.team.refused = Refusal.NOT_FOUND
    return screen_of(context, desk).widget


def loading(context: UiContext) -> QWidget:
    """Asked and not answered yet."""
    desk = lead(FakeDesk())
    desk.team.silent = True
    screen = screen_of(context, desk)
    assert desk.team.phase is WallPhase.LOADING
    return screen.widget


def hostile(context: UiContext) -> QWidget:
    """Every text from outside is evil."""
    desk = lead(FakeDesk())
    team: FakeTeam = desk.team
    whole = team.whole
    chats = tuple(
        structs.replace(
            chat, visitor_name=EVIL, agent_name=EVIL if chat.agent_id else None, last_text=EVIL,
            hand_raised_at=desk.now() - timedelta(seconds=9), hand_text=EVIL,
        )
        for chat in whole.chats
    )  # fmt: skip
    agents = tuple(
        structs.replace(one, agent=structs.replace(one.agent, name=EVIL, first_name=EVIL, skills=(EVIL, EVIL)))
        for one in whole.agents
    )
    sites = tuple(structs.replace(site, name=EVIL) for site in whole.sites)
    departments = tuple(structs.replace(department, name=EVIL) for department in whole.departments)
    team.whole = structs.replace(whole, chats=chats, agents=agents, sites=sites, departments=departments)
    screen = screen_of(context, desk)
    screen.view.chats.chosen.emit(chats[0].id)
    screen.view.agents.chosen.emit(agents[0].agent.id)
    team.type_visitor(EVIL)
    return screen.widget


def big_screen(context: UiContext) -> QWidget:
    """The wall on a screen of its own."""
    desk = lead(FakeDesk(), 30, 14)
    screen = TeamScreen(context, desk)
    screen.show()
    large = WallMode(context, screen.chats, screen.agents, desk.now)
    large.setProperty("screen", screen)
    large.destroyed.connect(screen.close)
    large.show_sums(screen.sums(), desk.now())
    return large


PAGE = ((1024, 700), (1440, 900))
SCENES = (
    scenes.Scene("team_wall", wall(), PAGE),
    scenes.Scene("team_watching", watching, PAGE),
    scenes.Scene("team_joined", joined, (PAGE[1],)),
    scenes.Scene("team_behind", behind, (PAGE[0],)),
    scenes.Scene("team_refused", refused, (PAGE[0],)),
    scenes.Scene("team_loading", loading, (PAGE[0],)),
    scenes.Scene("team_empty", wall(0, 3), (PAGE[0],)),
    scenes.Scene("team_hostile", hostile, PAGE),
    scenes.Scene("team_big_screen", big_screen, ((1920, 1080),)),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))

"""Articles from the first word to a colleague's search: two editors' screens over real desks and a real server."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from operator_console.domain.articles import ArticleName
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.domain.people import Role
from operator_console.knowledge.values import SearchRequest
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from operator_console.ui.articles import ArticlesScreen
from tests.contract import desk_stage
from tests.fakes.screen_stage import Stage, stage

__all__ = ["stage"]
SHOP = SiteId("shop")
NAME: ArticleName = (SHOP, ArticleKey("kan-ik-een-tandem-huren"), "nl")


class Editor:
    """One person's desk with the articles' page."""

    def __init__(self, stage: Stage, place: desk_stage.Stage) -> None:
        self.stage, self.place = stage, place
        self.screen: ArticlesScreen
        self.desk: Any = None

    async def come_in(self, account: str) -> "Editor":
        session = await self.place.sign_in(account)
        self.desk = (await self.place.desk(session)).desk
        await self.stage.until(lambda: self.desk.connection.phase.value == "live", 15)
        self.screen = ArticlesScreen(self.stage.context, self.desk)
        self.stage.at_end(self.screen.close)
        await self.stage.show(self.screen.widget, 1300, 800)
        self.screen.show()
        await self.stage.until(lambda: not self.screen.catalogue._stale, 15)
        return self

    async def write(self, words: str) -> None:
        self.screen.editing.view.writing.box.insertPlainText(words)
        await self.stage.until(lambda: self.screen.editing.unsaved)

    async def open(self) -> None:
        self.screen.open_article(*NAME)
        await self.stage.until(lambda: self.screen.editing.kept is not None, 15)

    async def until_saved(self) -> None:
        await self.stage.until(lambda: not self.screen.editing.unsaved, 15)


@pytest.fixture
def server(tmp_path: Path) -> Any:  # noqa: ANN401  # a fixture that yields
    folder = tmp_path / "server"
    folder.mkdir()
    process = desk_stage.ServerProcess(folder)
    with open_administration(ServerConfig(data_dir=folder)) as administration:
        administration.accounts.change_role("ben", Role.SUPERVISOR)
    process.start()
    yield process
    process.stop()


def test_a_draft_is_published_found_and_two_editors_do_not_lose_each_others_words(
    stage: Stage, server: desk_stage.ServerProcess, tmp_path: Path
) -> None:
    async def script() -> None:
        async with aiohttp.ClientSession() as http:
            places = [desk_stage.Stage(server, tmp_path / name, http) for name in ("agent", "lead")]
            for place in places:
                place.folder.mkdir()
            agent = await Editor(stage, places[0]).come_in("anna")
            lead = await Editor(stage, places[1]).come_in("ben")
            await _draft_and_publish(stage, agent, lead)
            await _conflict(stage, agent, lead)
            assert [place.errors for place in places] == [[], []]
            for editor in (agent, lead):
                editor.screen.close()
            for place in places:
                await place.close()

    stage.run(script())


async def _draft_and_publish(stage: Stage, agent: Editor, lead: Editor) -> None:
    agent.screen.open_new(SHOP, "nl", "Kan ik een tandem huren?", "Ja, per dag.", "")
    agent.screen.save()
    await agent.until_saved()
    assert SHOP not in agent.screen.catalogue.may_publish
    lead.screen.catalogue.refresh()
    await stage.until(lambda: lead.screen.catalogue.exists(*NAME), 15)
    await lead.open()
    lead.screen.publish()
    found: list[str] = []

    async def search() -> None:
        while "kan-ik-een-tandem-huren" not in found:
            result = await agent.desk.knowledge.search(SearchRequest("tandem huren", SHOP, "nl"))
            found[:] = [hit.article.key for hit in result.hits]
            await asyncio.sleep(0.05)

    await asyncio.wait_for(search(), 20)


async def _conflict(stage: Stage, agent: Editor, lead: Editor) -> None:
    await agent.open()
    await lead.open()
    await agent.write("Van Anna. ")
    await lead.write("Van Ben. ")
    lead.screen.publish()
    await lead.until_saved()
    agent.screen.save()
    await stage.until(agent.screen.editing.view.conflict.isVisible, 15)
    assert "Van Ben." in agent.screen.editing.view.conflict.theirs.toPlainText()
    agent.screen.editing.view.conflict.mine_requested.emit()
    await agent.until_saved()
    work = await lead.desk.editor.open(NAME)
    assert work is not None
    assert work.article.body.startswith("Van Anna. ")
    assert work.published is not None
    assert work.published.body.startswith("Van Ben. ")  # visitors go on reading what was published

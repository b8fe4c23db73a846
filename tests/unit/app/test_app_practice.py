"""What a practice space is made of: shipped cases, own sites, and a plan played in the order of its seed."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from operator_console.app.paths import resources_dir
from operator_console.app.practice.dialogues import PracticeFileBroken, read_dialogues
from operator_console.app.practice.floor import ACCOUNT, ORIGIN, PracticeFloor, floor_for, playable
from operator_console.app.practice.players import PlanPlayers
from operator_console.app.practice.space_server import fill
from operator_console.app.practice.storyteller import Pace
from operator_console.domain.articles import Article
from operator_console.domain.ids import AgentId, ArticleKey, ConversationId, DepartmentId, SiteId
from operator_console.domain.people import Agent, Role, Site
from operator_console.domain.practice import LANGUAGES, Dialogue, PracticePlan
from operator_console.runtime.task_scope import TaskScope
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig

SHIPPED = {code: read_dialogues(resources_dir() / "practice", code) for code in LANGUAGES}
ME = Agent(
    id=AgentId("ag_real"),
    account="sanne",
    name="Sanne Vermeer",
    first_name="Sanne",
    role=Role.ADMIN,
    departments=(DepartmentId("service"),),
)
SHOP = Site(id=SiteId("shop"), name="Shop", base_url="https://shop.example", department_id=DepartmentId("service"))
ARTICLE = Article(
    key=ArticleKey("a"),
    site_id=SHOP.id,
    language="nl",
    title="A",
    summary="",
    body="",
    url="https://shop.example/help/a",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_cases_can_be_played_and_have_a_title(language: str) -> None:
    cases = SHIPPED[language]
    assert len(cases) >= 10
    assert all(case.title and case.language == language and playable((), case.site) for case in cases)
    assert len({case.title for case in cases}) == len(cases)


@pytest.mark.parametrize(
    "text",
    ["- no mapping", "key: [", "key: a\nturns: []\n", "!!python/object/apply:os.system ['true']", "\x00", ""],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "broken.yaml").write_text(text)
    with pytest.raises(PracticeFileBroken, match=r"broken\.yaml"):
        read_dialogues(tmp_path, "nl")


def test_the_space_has_own_sites_and_the_samples_it_needs() -> None:
    plan = PracticePlan(dialogues=SHIPPED["nl"][:1], at_once=6)
    floor = floor_for(ME, [SHOP], [ARTICLE], plan)
    sites = {site.id: site for site in floor.sites}
    assert set(sites) == {"shop", plan.dialogues[0].site}
    assert floor.samples == (plan.dialogues[0].site,)
    assert all(site.origins == (ORIGIN,) for site in floor.sites), "nobody else is let in"
    assert sites[SHOP.id].base_url == SHOP.base_url
    assert floor.address_of("shop") == SHOP.base_url
    assert (floor.agent.account, floor.agent.role, floor.agent.capacity) == (ACCOUNT, Role.AGENT, 6)
    assert floor.agent.id != ME.id
    assert set(floor.agent.departments) == {site.department_id for site in floor.sites}


def test_own_sites_are_not_replaced_by_samples() -> None:
    own = structs.replace(SHOP, id=SiteId("fietsenwereld"))
    floor = floor_for(ME, [own], [], PracticePlan(dialogues=SHIPPED["nl"]))
    assert SiteId("fietsenwereld") not in floor.samples
    assert [site.base_url for site in floor.sites if site.id == own.id] == [own.base_url]


def test_every_round_has_another_password() -> None:
    plan = PracticePlan(dialogues=())
    assert floor_for(ME, [SHOP], [], plan).password != floor_for(ME, [SHOP], [], plan).password


def test_the_spaces_database_has_the_articles_as_they_are(tmp_path: Path) -> None:
    floor = floor_for(ME, [SHOP], [ARTICLE], PracticePlan(dialogues=SHIPPED["nl"][:1]))
    floor = msgspec.json.decode(msgspec.json.encode(floor), type=PracticeFloor)
    config = ServerConfig(data_dir=tmp_path)
    fill(config, floor)
    with open_administration(config) as administration:
        directory = administration.directory()
        assert set(directory.sites) == {site.id for site in floor.sites}
        assert [agent.account for agent in directory.agents.values()] == [ACCOUNT]
        assert directory.articles_version > 1


class Told:
    """A storyteller that plays nothing: each story takes as long as its place in the alphabet says."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.present = 0
        self.most = 0
        self.broken: str | None = None

    async def play(
        self,
        dialogue: Dialogue,
        _scope: TaskScope,
        *,
        token: str | None = None,
        begun: Callable[[ConversationId], None],
    ) -> str:
        self.begun.append(dialogue.key)
        self.present += 1
        self.most = max(self.most, self.present)
        begun(ConversationId(dialogue.key))
        await asyncio.sleep(0)
        self.present -= 1
        if dialogue.key == self.broken:
            raise ConnectionError
        return token or ""


async def _played(plan: PracticePlan, told: Told) -> tuple[list[str], list[int]]:
    chats: list[str] = []
    left: list[int] = []
    errors: list[BaseException] = []
    scope = TaskScope("test", lambda _name, error: errors.append(error))
    players = PlanPlayers(
        plan,
        told,  # type: ignore[arg-type]  # plays nothing
        Pace(speed=10_000.0),
        lambda _dialogue, chat: chats.append(chat),
        left.append,
        (ConnectionError,),
    )
    order = players.order
    await asyncio.wait_for(players.run(scope), 10)
    await scope.close()
    assert errors == []
    assert sorted(told.begun) == sorted(order)
    return chats, left


@pytest.mark.parametrize("at_once", [1, 2, 6])
async def test_every_story_is_played_once_and_no_more_at_once_than_wanted(at_once: int) -> None:
    told = Told()
    plan = PracticePlan(dialogues=SHIPPED["nl"], at_once=at_once, seed=3)
    chats, left = await _played(plan, told)
    assert sorted(chats) == sorted(case.key for case in SHIPPED["nl"])
    assert left == list(range(len(chats) - 1, -1, -1))
    assert told.most <= at_once


def test_the_seed_gives_the_order() -> None:
    def order(seed: int) -> tuple[str, ...]:
        plan = PracticePlan(dialogues=SHIPPED["en"], seed=seed)
        return PlanPlayers(plan, Told(), Pace(), lambda *_a: None, lambda _left: None).order  # type: ignore[arg-type]

    assert order(1) == order(1)
    assert len({order(seed) for seed in range(20)}) > 10


async def test_a_visitor_who_is_cut_off_ends_nothing_else() -> None:
    told = Told()
    told.broken = SHIPPED["en"][2].key
    chats, left = await _played(PracticePlan(dialogues=SHIPPED["en"], at_once=2), told)
    assert (len(chats), left[-1]) == (len(SHIPPED["en"]), 0)


def test_the_windows_start_imports_nothing_of_practice() -> None:
    rooms = "app.console, operator_console.ui.shell, operator_console.ui.visitor, operator_console.desk.desk"
    code = f"import sys, operator_console.{rooms}; print([name for name in sys.modules if 'practice' in name])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"

"""The port's side of articles, as every adapter that can write them must keep it; here our own server's."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec import structs
from PIL import Image

from operator_console.backends.base import ArticleConflict, Refused
from operator_console.backends.native.articles import NativeArticles
from operator_console.backends.native.credentials import Credentials, sign_in
from operator_console.backends.native.http_client import NativeHttp
from operator_console.desk.ports import ArticleBackend
from operator_console.domain.articles import Article, ArticleUseKind
from operator_console.domain.ids import ArticleKey, ConversationId, SiteId
from operator_console.domain.people import Role
from operator_console.protocol.articles import ArticleUse, ImportArticles, ReportMissing, SaveArticle
from operator_console.protocol.frames import Refusal
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from tests.contract.furnishing import PASSWORD
from tests.contract.server_desk import Desk, running_desk

SHOP = SiteId("shop")
ARTICLE = Article(
    key=ArticleKey("returns"), site_id=SHOP, language="nl", title="Retourneren", summary="Kort", body="## Zo\n\nTekst"
)


class Stage:
    """A server, an agent's and a supervisor's side of its articles."""

    def __init__(self, desk: Desk, agent: ArticleBackend, lead: ArticleBackend) -> None:
        self.desk = desk
        self.agent = agent
        self.lead = lead


async def _side(address: str, account: str, opened: list[NativeHttp]) -> ArticleBackend:
    http = NativeHttp(address)
    opened.append(http)
    signed_in = await sign_in(http, account, PASSWORD, "test")

    async def rotated(_token: str) -> None:
        """Keep nothing: the test is short."""

    return NativeArticles(http, Credentials(http, signed_in.refresh_token, rotated, signed_in=signed_in))


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    opened: list[NativeHttp] = []
    async with running_desk(tmp_path) as desk:
        with open_administration(ServerConfig(data_dir=tmp_path)) as administration:
            administration.accounts.change_role("ben", Role.SUPERVISOR)
        agents = desk.server.switchboard
        async with asyncio.timeout(5):
            while not any(agent.role is Role.SUPERVISOR for agent in agents.directory.agents.values()):
                await asyncio.sleep(0.02)
        yield Stage(desk, await _side(desk.address, "anna", opened), await _side(desk.address, "ben", opened))
        for http in opened:
            await http.close()


async def test_an_article_from_draft_to_removal(stage: Stage) -> None:
    name = ARTICLE.name
    assert await stage.agent.open(name) is None
    saved = await stage.agent.save(name, SaveArticle(article=ARTICLE, base_revision=0, remark="nieuw"))
    assert not isinstance(saved, ArticleConflict)
    assert (saved.article.title, saved.history[0].remark, saved.published) == ("Retourneren", "nieuw", None)
    with pytest.raises(Refused) as refused:
        await stage.agent.save(name, SaveArticle(article=ARTICLE, base_revision=1, publish=True))
    assert refused.value.reason is Refusal.NOT_FOUND
    better = structs.replace(ARTICLE, title="Terugsturen", body="x" * 190_000 + "é" * 10_000)
    published = await stage.lead.save(name, SaveArticle(article=better, base_revision=1, publish=True))
    assert not isinstance(published, ArticleConflict)
    taken = await stage.agent.save(name, SaveArticle(article=ARTICLE, base_revision=1))
    assert taken == ArticleConflict(published)
    assert await stage.lead.remove(name, 1) == ArticleConflict(published)
    assert (await stage.agent.open(name)) == published
    earlier = await stage.agent.revision(name, 1)
    assert earlier is not None
    assert earlier.title == "Retourneren"
    assert await stage.agent.revision(name, 9) is None
    cards = await stage.lead.cards(SHOP)
    assert [(card.title, card.published_revision) for card in cards.cards] == [("Terugsturen", 2)]
    assert cards.may_publish
    assert not (await stage.agent.cards(SHOP)).may_publish
    assert await stage.lead.remove(name, 2) is None
    assert await stage.agent.save(name, SaveArticle(article=ARTICLE, base_revision=2)) == ArticleConflict(None)


async def test_pictures_imports_uses_and_missing_ones(stage: Stage) -> None:
    content = io.BytesIO()
    Image.new("RGB", (8, 4), "teal").save(content, "PNG")
    picture = await stage.agent.upload_picture(SHOP, "a b.png", content.getvalue())
    assert (picture.width_px, picture.height_px) == (8, 4)
    with pytest.raises(Refused):
        await stage.agent.upload_picture(SHOP, "a.svg", b"<svg/>")
    given = ImportArticles(articles=(ARTICLE, structs.replace(ARTICLE, language="en")))
    assert (await stage.lead.import_articles(SHOP, given)).added == 2
    _console, _tab, chat = await stage.desk.chat("anna")
    use = ArticleUse(
        site_id=SHOP, key=ARTICLE.key, language="nl", conversation_id=ConversationId(chat), kind=ArticleUseKind.LINK
    )
    await stage.agent.used([use, use])
    assert [(each.name, each.uses) for each in (await stage.lead.figures()).figures] == [(ARTICLE.name, 1)]
    await stage.agent.report_missing(ReportMissing(site_id=SHOP, language="nl", question="Waar is de zon?"))
    listed = (await stage.lead.missing()).missing
    assert [line.question for line in listed] == ["Waar is de zon?"]
    await stage.lead.close_missing(listed[0].id)
    assert (await stage.lead.missing()).missing == ()

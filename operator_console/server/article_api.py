"""The HTTP interface of `protocol.articles` but for pictures: who may, and what an article may be; knows no SQL."""

import msgspec
from aiohttp import web
from msgspec import Struct, structs

from operator_console.domain.articles import Article, ArticleName
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.domain.masking import mask
from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line
from operator_console.knowledge.article_rules import (
    MAX_BODY_CHARS,
    MAX_REMARK_CHARS,
    ArticleFault,
    cleaned,
    find_fault,
)
from operator_console.knowledge.word_lists import LANGUAGES
from operator_console.protocol import articles as wire
from operator_console.protocol.frames import Refusal
from operator_console.server import article_address
from operator_console.server.authorise import Action, AgentActor, authorise
from operator_console.server.http_api import Handler, HttpApi, answer, body_of, problem
from operator_console.server.store import article_use, articles
from operator_console.server.switchboard import Switchboard
from operator_console.server.works import articles as works

MAX_ARTICLE_BYTES = 8 * MAX_BODY_CHARS
MAX_IMPORT_BYTES = 16 * 1024 * 1024
IMPORT_LIMIT_S = 60.0
MAX_USES = 500
MAX_USES_BYTES = 256 * 1024
MAX_QUESTION_CHARS = 500
MAX_CLIENT_ID_CHARS = 100
_NO_CONTENT = 204
_CONFLICT = 409


class _Refused(Exception):
    """Carries the answer."""

    def __init__(self, response: web.Response) -> None:
        super().__init__(response.status)
        self.response = response


class _Asked(Struct, frozen=True):
    """Who asks, about which article of which site."""

    actor: AgentActor
    site: Site
    name: ArticleName


class ArticleApi:
    """Handlers of the interface; every one authorises for itself."""

    def __init__(self, switchboard: Switchboard, api: HttpApi) -> None:
        self._board = switchboard
        self._api = api

    def routes(self) -> list[web.RouteDef]:
        """Return the interface's routes."""
        handlers = {
            ("GET", wire.CARDS): self.cards,
            ("GET", wire.ARTICLE): self.article,
            ("PUT", wire.ARTICLE): self.save,
            ("DELETE", wire.ARTICLE): self.remove,
            ("GET", wire.REVISION): self.revision,
            ("POST", wire.IMPORT): self.import_articles,
            ("POST", wire.USES): self.uses,
            ("GET", wire.FIGURES): self.figures,
            ("GET", wire.MISSING): self.missing,
            ("POST", wire.MISSING): self.report_missing,
            ("DELETE", wire.MISSING_ONE): self.close_missing,
        }
        return [web.route(method, path, _refusals_answered(handler)) for (method, path), handler in handlers.items()]

    # -- reading

    async def cards(self, request: web.Request) -> web.Response:
        """A site's articles, drafts included."""
        actor, site = await self._site(request, Action.READ_ARTICLES)
        cards = await self._board.store.read(articles.read_cards, site.id)
        may_publish = authorise(actor, Action.PUBLISH_ARTICLES, site)
        return answer(wire.ArticleCards(cards=cards, may_publish=may_publish))

    async def article(self, request: web.Request) -> web.Response:
        """An article's newest revision."""
        asked = await self._asked(request, Action.READ_ARTICLES)
        found = await self._board.store.read(articles.read_in_work, asked.name)
        return self._in_work(found) if found is not None else problem(404, Refusal.NOT_FOUND)

    async def revision(self, request: web.Request) -> web.Response:
        """An earlier revision; also of an article that was removed since."""
        asked = await self._asked(request, Action.READ_ARTICLES)
        text = request.match_info["number"]
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
        found = await self._board.store.read(articles.read_revision, asked.name, number)
        return answer(self._shown(found)) if found is not None else problem(404, Refusal.NOT_FOUND)

    # -- writing

    async def save(self, request: web.Request) -> web.Response:
        """The next revision, as a draft or for visitors to read."""
        asked = await self._asked(request, Action.DRAFT_ARTICLES)
        save = msgspec.json.decode(await body_of(request, MAX_ARTICLE_BYTES), type=wire.SaveArticle)
        if save.publish and not authorise(asked.actor, Action.PUBLISH_ARTICLES, asked.site):
            return self._api.not_found(asked.actor, "publish_article", "/".join(asked.name))
        if save.article.name != asked.name:
            return problem(400, Refusal.INVALID, detail="the article is not the one in the path")
        ready = structs.replace(
            save, article=_taken(save.article, asked.site), remark=clean_line(save.remark, MAX_REMARK_CHARS)
        )
        agent = self._board.directory.agents[asked.actor.agent_id]
        done = await self._board.store.perform(works.SaveRevision(agent, ready))
        return self._taken_meanwhile(done) if isinstance(done, wire.ArticleTaken) else self._in_work(done)

    async def remove(self, request: web.Request) -> web.Response:
        """Nobody reads it any more."""
        asked = await self._asked(request, Action.PUBLISH_ARTICLES)
        remove = msgspec.json.decode(await body_of(request), type=wire.RemoveArticle)
        agent = self._board.directory.agents[asked.actor.agent_id]
        taken = await self._board.store.perform(works.RemoveRevision(agent, asked.name, remove))
        return self._taken_meanwhile(taken) if taken is not None else web.Response(status=_NO_CONTENT)

    async def import_articles(self, request: web.Request) -> web.Response:
        """Many articles of one site."""
        actor, site = await self._site(request, Action.PUBLISH_ARTICLES)
        body = await body_of(request, MAX_IMPORT_BYTES, IMPORT_LIMIT_S)
        given = msgspec.json.decode(body, type=wire.ImportArticles)
        if len(given.articles) > wire.MAX_IMPORT:
            return problem(413, Refusal.TOO_LARGE, detail=f"more than {wire.MAX_IMPORT} articles")
        if any(article.site_id != site.id for article in given.articles):
            return problem(400, Refusal.INVALID, detail="an article of another site")
        ready = structs.replace(
            given,
            articles=tuple(_taken(article, site) for article in given.articles),
            remark=clean_line(given.remark, MAX_REMARK_CHARS),
        )
        agent = self._board.directory.agents[actor.agent_id]
        return answer(await self._board.store.perform(works.ImportRevisions(agent, site.id, ready)))

    # -- using

    async def uses(self, request: web.Request) -> web.Response:
        """Articles were used in chats; what is not the asker's is passed over and written down."""
        actor = await self._api.agent(request)
        given = msgspec.json.decode(await body_of(request, MAX_USES_BYTES), type=wire.ArticleUses)
        if len(given.uses) > MAX_USES:
            return problem(413, Refusal.TOO_LARGE, detail=f"more than {MAX_USES} uses")
        if any(len(use.client_id) > MAX_CLIENT_ID_CHARS for use in given.uses):
            return problem(400, Refusal.INVALID, detail="client_id: too_long")
        for use in await self._board.store.perform(works.CountUses(actor, given.uses)):
            self._board.witness.refused(actor, "use_article", use.conversation_id)
        return web.Response(status=_NO_CONTENT)

    async def figures(self, request: web.Request) -> web.Response:
        """How the articles of the asker's sites do."""
        site_ids = self._site_ids(await self._api.agent(request))
        return answer(wire.AllFigures(figures=await self._board.store.read(article_use.read_figures, site_ids)))

    async def missing(self, request: web.Request) -> web.Response:
        """Open questions of the asker's sites."""
        site_ids = self._site_ids(await self._api.agent(request))
        return answer(wire.MissingArticles(missing=await self._board.store.read(article_use.read_missing, site_ids)))

    async def report_missing(self, request: web.Request) -> web.Response:
        """Nothing good was found for a question, which is kept masked."""
        actor = await self._api.agent(request)
        report = msgspec.json.decode(await body_of(request), type=wire.ReportMissing)
        self._authorised(actor, Action.READ_ARTICLES, report.site_id)
        question = clean_line(mask(report.question), MAX_QUESTION_CHARS)
        if not question or report.language not in LANGUAGES:
            return problem(400, Refusal.INVALID, detail="question or language")
        by = self._board.directory.agents[actor.agent_id].name
        await self._board.store.perform(works.NoteMissing(actor, by, structs.replace(report, question=question)))
        return web.Response(status=_NO_CONTENT)

    async def close_missing(self, request: web.Request) -> web.Response:
        """A question is answered, or needs no article."""
        actor = await self._api.agent(request)
        missing_id = request.match_info["missing_id"]
        site_id = await self._board.store.read(article_use.site_of_missing, missing_id)
        if site_id is None:
            return self._api.not_found(actor, "close_missing_article", missing_id)
        self._authorised(actor, Action.PUBLISH_ARTICLES, site_id)
        await self._board.store.perform(works.CloseMissing(actor.agent_id, missing_id))
        return web.Response(status=_NO_CONTENT)

    # -- who asks about what

    async def _asked(self, request: web.Request, action: Action) -> _Asked:
        actor, site = await self._site(request, action)
        key, language = request.match_info["key"], request.match_info["language"]
        return _Asked(actor, site, (site.id, ArticleKey(key), language))

    async def _site(self, request: web.Request, action: Action) -> tuple[AgentActor, Site]:
        actor = await self._api.agent(request)
        return actor, self._authorised(actor, action, SiteId(request.match_info["site_id"]))

    def _authorised(self, actor: AgentActor, action: Action, site_id: SiteId) -> Site:
        site = self._board.directory.sites.get(site_id)
        if site is None or not authorise(actor, action, site):
            raise _Refused(self._api.not_found(actor, action.value, site_id))
        return site

    def _site_ids(self, actor: AgentActor) -> tuple[SiteId, ...]:
        sites = self._board.directory.sites.values()
        return tuple(site.id for site in sites if authorise(actor, Action.READ_ARTICLES, site))

    # -- answers

    def _shown(self, article: Article) -> Article:
        return article_address.shown(article, self._api.address)

    def _with_addresses(self, found: wire.ArticleInWork) -> wire.ArticleInWork:
        published = self._shown(found.published) if found.published is not None else None
        return structs.replace(found, article=self._shown(found.article), published=published)

    def _in_work(self, found: wire.ArticleInWork) -> web.Response:
        return answer(self._with_addresses(found))

    def _taken_meanwhile(self, taken: wire.ArticleTaken) -> web.Response:
        current = self._with_addresses(taken.current) if taken.current is not None else None
        return answer(structs.replace(taken, current=current), _CONFLICT)


def _refusals_answered(handler: Handler) -> Handler:
    async def answered(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except _Refused as refused:
            return refused.response

    return answered


def _taken(article: Article, site: Site) -> Article:
    """Return the article as it is kept.

    Raises:
        _Refused: It breaks the rules.
    """
    ready = cleaned(article_address.kept(article, site))
    fault: ArticleFault | None = find_fault(ready)
    if fault is not None:
        detail = f"{ready.key[:40]}: {fault.field} {fault.reason}"
        raise _Refused(problem(400, Refusal.INVALID, detail=detail))
    return structs.replace(ready, version=0, updated_at=None, deleted=False)

"""The desk's articles: copied from the server by version, indexed and searched in worker threads; knows no screen.

The index (and its engine) is imported when the first articles are there; until then nothing is found. It is kept on
disk: a start opens it, and only what changed since is read anew.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from operator_console.backends.base import BackendError
from operator_console.desk.ports import ArticleStore, Backend, HistoryStore
from operator_console.domain.articles import Article, ArticleFigures, ArticleName
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.values import SearchRequest, SearchResult, Suggestion, SuggestionRequest
from operator_console.runtime.task_scope import TaskScope
from operator_console.runtime.worker_thread import WorkerThread
from operator_console.storage.errors import StorageError

if TYPE_CHECKING:
    from operator_console.knowledge.bilingual import Bilingual
    from operator_console.knowledge.index import ArticleIndex
    from operator_console.knowledge.sense_client import SenseProcess

PAGE = 200
MAX_ARTICLES = 50_000
INDEX_DELAY_S = 0.3
OFFLINE_INDEX_DELAY_S = 3.0
"""Without a connection the copy is indexed after this: building shares the interpreter with the first paint."""
EPOCH_KEY = "articles.epoch"

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

_log = logging.getLogger(__name__)


class Articles:
    """All on the loop's thread; `changed` is called with the number of articles after each new index."""

    def __init__(
        self,
        store: ArticleStore,
        values: HistoryStore,
        backend: Backend,
        scope: TaskScope,
        changed: Callable[[int], None],
        folder: Path,
    ) -> None:
        self._store = store
        self._folder = folder
        self._values = values
        self._backend = backend
        self._scope = scope
        self._changed = changed
        self._articles: dict[ArticleName, Article] = {}
        self._version = 0
        self._epoch = ""
        self._index: ArticleIndex | None = None
        self._bilingual: Bilingual | None = None
        self._figures: Mapping[ArticleName, ArticleFigures] = {}
        self._sense: SenseProcess | None = None
        self._sense_wanted = False
        self._closed = threading.Event()
        self._searching = WorkerThread("search")
        self._building = WorkerThread("index")

    # ------------------------------------------------------------------------------------------ lifetime

    async def load(self) -> None:
        """Read the copy; without one, articles come with the first connection."""
        try:
            self._take(await self._store.all())
            self._epoch = (await self._values.value(EPOCH_KEY) or b"").decode()
        except StorageError as error:
            _log.warning("no copy of the articles: %s", error)
        if self._articles:
            self.index_soon(OFFLINE_INDEX_DELAY_S)

    def index_soon(self, delay_s: float = INDEX_DELAY_S) -> None:
        """Bring the index up to date, after what else the start has to do."""
        self._scope.start(self._build(delay_s), name="index articles", exclusive=True)

    def close(self) -> None:
        """End the worker threads; an index that is being built is given up."""
        self._closed.set()
        sense, self._sense = self._sense, None
        if sense is not None:  # one that hangs is ended by force, while nobody waits
            threading.Thread(target=sense.close, name="end sense").start()
        self._searching.close()
        self._building.close()

    # --------------------------------------------------------------------------------------------- server

    def announced(self, epoch: str, version: int) -> None:
        """The server has articles up to this version; fetch what is new."""
        if epoch and epoch != self._epoch:
            self._scope.start(self._fetch_all(epoch), name="fetch articles", exclusive=True)
        elif version > self._version:
            self._scope.start(self._fetch(), name="fetch articles", exclusive=True)
        elif self._index is None:
            self.index_soon()

    async def _fetch_all(self, epoch: str) -> None:
        self._articles.clear()
        self._version = 0
        self._epoch = epoch
        try:
            await self._store.clear()
        except StorageError as error:
            _log.warning("articles are not copied: %s", error)
        await self._fetch()

    async def _fetch(self) -> None:
        """Fetch page after page; what fails comes with the next connection or announcement."""
        more = True
        try:
            while more and len(self._articles) < MAX_ARTICLES:
                page = await self._backend.articles(self._version, PAGE)
                if page.more and page.version <= self._version:
                    break  # a server that does not advance
                self._take(page.articles)
                self._version = max(self._version, page.version)
                more = page.more
                await self._store.keep(page.articles)
            self._values.keep_value(EPOCH_KEY, self._epoch.encode())
        except BackendError as error:
            _log.info("articles cannot be fetched now: %s", type(error).__name__)
        except StorageError as error:
            _log.warning("articles are not copied: %s", error)
        self.index_soon()

    def _take(self, articles: "tuple[Article, ...]") -> None:
        for article in articles:
            name = (article.site_id, article.key, article.language)
            if article.deleted:
                self._articles.pop(name, None)
            else:
                self._articles[name] = article
            self._version = max(self._version, article.version)

    async def _build(self, delay_s: float, *, anew: bool = False) -> None:
        await asyncio.sleep(delay_s)
        articles = tuple(self._articles.values())
        index = await self._building.run(_index_of, articles, self._folder, self._index, anew, self._closed)
        self._bilingual = await self._building.run(_bilingual_of, articles)
        index.take_figures(self._figures)
        self._index = index
        self._fit_sense()
        self._changed(len(articles))

    # -------------------------------------------------------------------------------------------- reading

    def article(self, site_id: SiteId, key: ArticleKey, language: str) -> Article | None:
        """Return one article; another language of it when there is none in this one."""
        found = self._articles.get((site_id, key, language))
        if found is None:
            found = next((one for one in self._articles.values() if one.site_id == site_id and one.key == key), None)
        return found

    def all(self, site_id: SiteId | None, language: str) -> tuple[Article, ...]:
        """Return all articles in a language, by title."""
        found = [
            one
            for one in self._articles.values()
            if one.language == language and (site_id is None or one.site_id == site_id)
        ]
        return tuple(sorted(found, key=lambda one: one.title.casefold()))

    @property
    def is_searchable(self) -> bool:
        """Tell whether there is an index."""
        return self._index is not None

    async def search(self, request: SearchRequest) -> SearchResult:
        """Search in the worker thread; nothing is found before there is an index."""
        index = self._index
        if index is None:
            return SearchResult(hits=(), took_s=0.0)
        found = await self._ask(index.search, request)
        return found if found is not None else SearchResult(hits=(), took_s=0.0)

    async def suggest(self, request: SuggestionRequest) -> tuple[Suggestion, ...]:
        """Suggest in the worker thread."""
        index = self._index
        if index is None:
            return ()
        return await self._ask(partial(_suggest, index, self._bilingual), request) or ()

    def take_figures(self, figures: Mapping[ArticleName, ArticleFigures]) -> None:
        """Let how articles do count in the order of what is found."""
        self._figures = figures
        if self._index is not None:
            self._index.take_figures(figures)

    @property
    def sense_progress(self) -> tuple[int, int] | None:
        """Of how many articles the meaning is known, and of how many it is to be; None while meaning does not count."""
        return self._sense.progress if self._sense is not None else None

    def switch_sense(self, *, on: bool) -> None:
        """Let meaning count beside words in what is found, or not any more; without its model nothing changes."""
        from operator_console.knowledge.sense import is_installed

        self._sense_wanted = on and is_installed()
        if self._index is not None:
            self._fit_sense()

    def _fit_sense(self) -> None:
        """Give the index what knows of meaning, after the start has done what everybody needs."""
        ended = None
        if not self._sense_wanted:
            ended, self._sense = self._sense, None
        elif self._sense is None:
            from operator_console.knowledge.sense_client import SenseProcess

            self._sense = SenseProcess(self._folder)
            self._sense.start()
        if self._sense is not None:
            self._sense.take(tuple(self._articles.values()))
        if self._index is not None:
            self._index.take_sense(self._sense)
        if ended is not None:
            self._building.post(ended.close)

    async def _ask(self, ask: Callable[[Asked], Answer], asked: Asked) -> Answer | None:
        """Return the answer, None when the index was damaged meanwhile: then it is built anew."""
        from operator_console.knowledge.errors import IndexUnusable

        try:
            return await self._searching.run(ask, asked)
        except IndexUnusable as error:
            _log.warning("the index is built anew: %s", error)
            self._index = None
            self._scope.start(self._build(0.0, anew=True), name="index articles", exclusive=True)
            return None


def _index_of(
    articles: tuple[Article, ...], folder: Path, now: "ArticleIndex | None", anew: bool, closed: threading.Event
) -> "ArticleIndex":
    """Return an index over the articles; where the folder cannot be written it is held in memory."""
    from operator_console.knowledge.index import ArticleIndex
    from operator_console.knowledge.pausing import Breather

    pause = Breather(closed)
    try:
        if anew:
            return ArticleIndex.build(articles, folder=folder, pause=pause)
        if now is not None:
            return now.brought_to(articles, folder, pause)
        return ArticleIndex.current(articles, folder, pause)
    except OSError as error:
        _log.warning("the index is not kept: %s", type(error).__name__)
        return ArticleIndex.build(articles, pause=pause)


def _bilingual_of(articles: tuple[Article, ...]) -> "Bilingual":
    from operator_console.knowledge.bilingual import Bilingual

    return Bilingual.of(articles)


def _suggest(
    index: "ArticleIndex", bilingual: "Bilingual | None", request: SuggestionRequest
) -> tuple[Suggestion, ...]:
    from operator_console.knowledge.suggestion import suggest

    return suggest(index, request, bilingual)

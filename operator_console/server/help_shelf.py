"""A site's published articles in memory, with the index over them, renewed when they change; knows no HTML."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.knowledge.values import Hit, SearchRequest
from operator_console.server.store import reads
from operator_console.server.store.store import Store

if TYPE_CHECKING:
    from operator_console.knowledge.bilingual import Bilingual
    from operator_console.knowledge.index import ArticleIndex

HITS = 20
NEWER_INDEX_S = 1.0
"""So long a search waits for the index of what was just published, when there is an earlier one."""
_log = logging.getLogger(__name__)


class Shelf:
    """What one site has published at one version, and the pages made of it."""

    def __init__(self, version: int, articles: tuple[Article, ...]) -> None:
        self.version = version
        self.articles = {(article.language, str(article.key)): article for article in articles}
        self.pages: dict[tuple[str, ...], object] = {}

    def of_language(self, language: str) -> tuple[Article, ...]:
        """Return the articles of one language, by title."""
        found = [article for (spoken, _key), article in self.articles.items() if spoken == language]
        return tuple(sorted(found, key=lambda article: article.title.casefold()))


class Indexed(NamedTuple):
    """A shelf with the index over it, and the words that its articles share in two languages."""

    shelf: Shelf
    finder: "ArticleIndex"
    bilingual: "Bilingual"


class Shelves:
    """The shelves of all sites; on the loop's thread. Indexes are built in one thread and searched in another."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shelves: dict[SiteId, Shelf] = {}
        self._indexes: dict[SiteId, Indexed] = {}
        self._building: dict[SiteId, asyncio.Future[Indexed]] = {}
        self._loading = asyncio.Lock()
        self._builders = ThreadPoolExecutor(1, "help-index")
        self._searchers = ThreadPoolExecutor(1, "help-search")
        self._closed = False

    def close(self) -> None:
        """Stop the threads."""
        self._closed = True
        self._builders.shutdown(wait=False, cancel_futures=True)
        self._searchers.shutdown(wait=False, cancel_futures=True)

    async def shelf(self, site_id: SiteId) -> Shelf:
        """Return what a site has published now.

        Raises:
            StoreUnavailable: It is not known and cannot be read.
        """
        version = self._store.directory.articles_version
        found = self._shelves.get(site_id)
        if found is not None and found.version == version:
            return found
        async with self._loading:
            found = self._shelves.get(site_id)
            if found is None or found.version != version:
                articles = await self._store.read(reads.published_articles, site_id)
                if found is not None and tuple(found.articles.values()) == articles:
                    found.version = version  # another site's articles have changed
                else:
                    found = self._shelves[site_id] = Shelf(version, articles)
        return found

    def expect_search(self, site_id: SiteId, shelf: Shelf) -> None:
        """Begin to build a site's first index, because somebody looks at the page with the search field."""
        if not self._closed and site_id not in self._indexes and site_id not in self._building:
            self._begin(site_id, shelf)

    async def search(self, site_id: SiteId, language: str, text: str) -> tuple[tuple[Hit, ...], str | None]:
        """Return what is found in a language, and the text as it was understood when words were repaired.

        While a large site's index is built anew, the one before is searched; what has changed or gone since is not
        among its hits.

        Raises:
            StoreUnavailable: The articles are not known and cannot be read.
        """
        shelf = await self.shelf(site_id)
        index = (await self._index(site_id, shelf)).finder
        request = SearchRequest(text, site_id, language, HITS)
        result = await asyncio.get_running_loop().run_in_executor(self._searchers, index.search, request)
        hits = tuple(hit for hit in result.hits if shelf.articles.get((language, hit.article.key)) == hit.article)
        return hits, result.corrected

    async def indexed(self, site_id: SiteId) -> Indexed:
        """Return a site's index; while a large one is built anew, the one before, with its own shelf.

        Raises:
            StoreUnavailable: The articles are not known and cannot be read.
        """
        return await self._index(site_id, await self.shelf(site_id))

    async def _index(self, site_id: SiteId, shelf: Shelf) -> Indexed:
        present = self._indexes.get(site_id)
        if present is not None and present.shelf is shelf:
            return present
        if site_id not in self._building:
            self._begin(site_id, shelf)
        building = self._building[site_id]
        await asyncio.wait({building}, timeout=None if present is None else NEWER_INDEX_S)
        return building.result() if building.done() or present is None else present

    def _begin(self, site_id: SiteId, shelf: Shelf) -> None:
        """Build an index in its thread; the next one begins when somebody asks again."""
        future = asyncio.get_running_loop().run_in_executor(self._builders, _indexed, shelf)
        self._building[site_id] = future
        future.add_done_callback(lambda done: self._built(site_id, done))

    def _built(self, site_id: SiteId, done: "asyncio.Future[Indexed]") -> None:
        del self._building[site_id]
        if done.cancelled():
            return
        error = done.exception()
        if error is None:
            self._indexes[site_id] = done.result()
        else:
            _log.error("the help page's index was not built", exc_info=error)


def _indexed(shelf: Shelf) -> Indexed:
    # With its stemmers; a server that starts can wait for it.
    from operator_console.knowledge.bilingual import Bilingual
    from operator_console.knowledge.index import ArticleIndex

    articles = tuple(shelf.articles.values())
    return Indexed(shelf, ArticleIndex.build(articles), Bilingual.of(articles))

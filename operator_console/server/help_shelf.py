"""A site's published articles in memory, with the index over them, renewed when they change; knows no HTML."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.values import Hit, SearchRequest
from operator_console.server.store import reads
from operator_console.server.store.store import Store

HITS = 20
Given = TypeVar("Given")
Made = TypeVar("Made")


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


class Shelves:
    """The shelves of all sites; on the loop's thread, indexes are built and searched in one of their own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shelves: dict[SiteId, Shelf] = {}
        self._indexes: dict[SiteId, tuple[Shelf, ArticleIndex]] = {}
        self._loading = asyncio.Lock()
        self._indexing = asyncio.Lock()
        self._pool = ThreadPoolExecutor(1, "help")

    def close(self) -> None:
        """Stop the thread."""
        self._pool.shutdown(wait=False, cancel_futures=True)

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

    async def search(self, site_id: SiteId, language: str, text: str) -> tuple[tuple[Hit, ...], str | None]:
        """Return what is found in a language, and the text as it was understood when words were repaired.

        Raises:
            StoreUnavailable: The articles are not known and cannot be read.
        """
        shelf = await self.shelf(site_id)
        async with self._indexing:
            indexed, index = self._indexes.get(site_id, (None, None))
            if index is None or indexed is not shelf:
                index = await self._in_thread(ArticleIndex.build, tuple(shelf.articles.values()))
                self._indexes[site_id] = (shelf, index)
        request = SearchRequest(text, site_id, language, HITS)
        result = await self._in_thread(index.search, request)
        hits = tuple(hit for hit in result.hits if shelf.articles.get((language, hit.article.key)) == hit.article)
        return hits, result.corrected

    async def _in_thread(self, function: Callable[[Given], Made], given: Given) -> Made:
        return await asyncio.get_running_loop().run_in_executor(self._pool, function, given)

"""The desk's copy of the articles, by version, for search without a connection; knows no index."""

from collections.abc import Sequence

import msgspec

from operator_console.domain.articles import Article
from operator_console.storage.database import Database
from operator_console.storage.disk_thread import DiskThread

_encode = msgspec.json.Encoder().encode
_article = msgspec.json.Decoder(Article).decode


class SqliteArticleStore:
    """Every coroutine runs in the storage thread and raises `StorageFull` or `StorageFailed`."""

    def __init__(self, database: Database, thread: DiskThread) -> None:
        self._database = database
        self._thread = thread

    async def all(self) -> tuple[Article, ...]:
        """Return every article, without deleted ones."""
        return tuple(await self._thread.run(self._all))

    async def keep(self, articles: Sequence[Article]) -> None:
        """Add, replace or (where marked) remove articles."""
        await self._thread.run(lambda: self._keep(articles))

    async def clear(self) -> None:
        """Forget everything: the server's database is another one."""
        await self._thread.run(self._clear)

    def _all(self) -> list[Article]:
        with self._database.reading() as connection:
            found = connection.execute("SELECT body FROM articles").fetchall()
        return [_article(body) for (body,) in found]

    def _keep(self, articles: Sequence[Article]) -> None:
        with self._database.transaction() as connection:
            for article in articles:
                name = (article.site_id, article.key, article.language)
                if article.deleted:
                    connection.execute("DELETE FROM articles WHERE site_id = ? AND key = ? AND language = ?", name)
                else:
                    connection.execute(
                        "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?)",
                        (*name, article.version, _encode(article)),
                    )

    def _clear(self) -> None:
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM articles")

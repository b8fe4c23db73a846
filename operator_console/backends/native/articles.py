"""Writing and using articles at our own server: calls of the port over HTTP; knows no desk and no socket."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar
from urllib.parse import quote

from operator_console.backends.base import ArticleConflict, Refused, SignedOut
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import Conflicted, NativeHttp, decoded
from operator_console.domain.articles import Article, ArticleName
from operator_console.domain.ids import SiteId
from operator_console.protocol import articles as wire
from operator_console.protocol.refusal import Refusal

Answer = TypeVar("Answer")


class NativeArticles:
    """Fits `desk.ports.ArticleBackend`; all on the loop's thread."""

    def __init__(self, http: NativeHttp, credentials: Credentials) -> None:
        self._http = http
        self._credentials = credentials

    async def cards(self, site_id: SiteId) -> wire.ArticleCards:
        return await self._call("GET", _path(wire.CARDS, site_id=site_id), wire.ArticleCards)

    async def open(self, name: ArticleName) -> wire.ArticleInWork | None:
        return await _unless_missing(self._call("GET", _article(name), wire.ArticleInWork))

    async def revision(self, name: ArticleName, number: int) -> Article | None:
        site_id, key, language = name
        path = _path(wire.REVISION, site_id=site_id, language=language, key=key, number=str(number))
        return await _unless_missing(self._call("GET", path, Article))

    async def save(self, name: ArticleName, save: wire.SaveArticle) -> wire.ArticleInWork | ArticleConflict:
        try:
            return await self._call("PUT", _article(name), wire.ArticleInWork, save)
        except Conflicted as error:
            return _conflict(error)

    async def remove(self, name: ArticleName, base_revision: int) -> ArticleConflict | None:
        try:
            await self._tell("DELETE", _article(name), wire.RemoveArticle(base_revision=base_revision))
        except Conflicted as error:
            return _conflict(error)
        return None

    async def upload_picture(self, site_id: SiteId, name: str, content: bytes) -> wire.ArticlePicture:
        path = _path(wire.PICTURES, site_id=site_id)

        async def send(token: str) -> wire.ArticlePicture:
            return await self._http.upload(path, name, content, wire.ArticlePicture, token, lambda _share: None)

        return await self._with_token(send)

    async def import_articles(self, site_id: SiteId, articles: wire.ImportArticles) -> wire.ImportedArticles:
        return await self._call("POST", _path(wire.IMPORT, site_id=site_id), wire.ImportedArticles, articles)

    async def used(self, uses: Sequence[wire.ArticleUse]) -> None:
        await self._tell("POST", wire.USES, wire.ArticleUses(uses=tuple(uses)))

    async def figures(self) -> wire.AllFigures:
        return await self._call("GET", wire.FIGURES, wire.AllFigures)

    async def report_missing(self, report: wire.ReportMissing) -> None:
        await self._tell("POST", wire.MISSING, report)

    async def missing(self) -> wire.MissingArticles:
        return await self._call("GET", wire.MISSING, wire.MissingArticles)

    async def close_missing(self, missing_id: str) -> None:
        await self._tell("DELETE", _path(wire.MISSING_ONE, missing_id=missing_id))

    async def _call(self, method: str, path: str, kind: type[Answer], body: object = None) -> Answer:
        async def call(token: str) -> Answer:
            return await self._http.call(method, path, kind, body=body, token=token)

        return await self._with_token(call)

    async def _tell(self, method: str, path: str, body: object = None) -> None:
        async def tell(token: str) -> None:
            await self._http.tell(path, body, method=method, token=token)

        await self._with_token(tell)

    async def _with_token(self, call: Callable[[str], Awaitable[Answer]]) -> Answer:
        """Call with a valid token; one that was revoked meanwhile is renewed once."""
        token = await self._credentials.access()
        try:
            return await call(token)
        except SignedOut:
            return await call(await self._credentials.access(refused=token))


async def _unless_missing(answer: Awaitable[Answer]) -> Answer | None:
    try:
        return await answer
    except Refused as error:
        if error.reason is Refusal.NOT_FOUND:
            return None
        raise


def _conflict(error: Conflicted) -> ArticleConflict:
    return ArticleConflict(decoded(error.answer, wire.ArticleTaken).current)


def _article(name: ArticleName) -> str:
    site_id, key, language = name
    return _path(wire.ARTICLE, site_id=site_id, language=language, key=key)


def _path(template: str, **parts: str) -> str:
    return template.format(**{name: quote(part, safe="") for name, part in parts.items()})

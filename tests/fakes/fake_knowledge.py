"""A knowledge base without a server: made-up articles in the real index; fits `KnowledgeDoor`."""

from functools import lru_cache
from typing import Any

from operator_console.desk.events import ArticlesChanged, SuggestionsChanged
from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, ConversationId, SiteId
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.values import SearchRequest, SearchResult, Suggestion
from operator_console.runtime.event_hub import EventHub
from tests.fakes import fake_chats


@lru_cache(maxsize=1)
def sample_index() -> ArticleIndex:
    """Return the real index over the sample articles, built once per process."""
    return ArticleIndex.build(fake_chats.sample_articles())


class FakeKnowledge:
    """Fits `KnowledgeDoor`.

    Args:
        recorded: Where searches are written down.
        articles: What there is instead of the sample articles.
    """

    def __init__(self, hub: EventHub, recorded: list[tuple[Any, ...]], articles: tuple[Article, ...] = ()) -> None:
        self._hub = hub
        self._recorded = recorded
        self._articles = articles or fake_chats.sample_articles()
        self._own = bool(articles)
        self._index: ArticleIndex | None = None
        self._suggestions: dict[ConversationId, tuple[Suggestion, ...]] = {}
        self.sense_progress: tuple[int, int] | None = None

    # ------------------------------------------------------------------------------------- KnowledgeDoor

    async def search(self, request: SearchRequest) -> SearchResult:
        self._recorded.append(("search", request.text, request.site_id, request.language))
        if self._index is None:
            self._index = ArticleIndex.build(self._articles) if self._own else sample_index()
        return self._index.search(request)

    def article(self, site_id: SiteId, key: ArticleKey, language: str) -> Article | None:
        return next((article for article in self._articles if article.name == (site_id, key, language)), None)

    def all(self, site_id: SiteId | None, language: str) -> tuple[Article, ...]:
        found = [a for a in self._articles if site_id in {None, a.site_id} and a.language == language]
        return tuple(sorted(found, key=lambda article: article.title.casefold()))

    def suggestions(self, conversation_id: ConversationId) -> tuple[Suggestion, ...]:
        if conversation_id == fake_chats.MARIEKE and conversation_id not in self._suggestions:
            site = fake_chats.FIETSENWERELD.id
            found = [self.article(site, ArticleKey(key), "nl") for key in ("retour-winkel", "retour-gebruikte-fiets")]
            words = (("retour", "winkel"), ("retourvoorwaarden", "gefietst"))
            return tuple(
                Suggestion(article=article, reason_words=reason, score=0.8)
                for article, reason in zip(found, words, strict=True)
                if article
            )
        return self._suggestions.get(conversation_id, ())

    def switch_sense(self, *, on: bool) -> None:
        self._recorded.append(("switch_sense", on))
        self.sense_progress = (12, len(self._articles)) if on else None

    # ----------------------------------------------------------------------------------- things that happen

    def suggest(self, conversation_id: ConversationId, suggestions: tuple[Suggestion, ...]) -> None:
        """Suggest articles."""
        self._suggestions[conversation_id] = suggestions
        self._hub.publish(SuggestionsChanged(conversation_id=conversation_id, suggestions=suggestions))

    def replace(self, article: Article) -> None:
        """Let an article change."""
        self._articles = tuple(article if one.name == article.name else one for one in self._articles)
        self._hub.publish(ArticlesChanged(len(self._articles)))

    def add(self, article: Article) -> None:
        """Let an article come in (browsing and opening, not searching)."""
        self._articles += (article,)
        self._hub.publish(ArticlesChanged(len(self._articles)))


def fake_knowledge() -> FakeKnowledge:
    """Return one that nobody else listens to."""
    return FakeKnowledge(EventHub(_ignore), [])


def _ignore(_name: str, _error: BaseException) -> None:
    """Nobody listens."""

"""The knowledge base at the desk: articles, search, and suggestions for the chat on screen; knows no screen."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from operator_console.desk.articles import Articles
from operator_console.desk.events import ArticlesChanged, SuggestionsChanged
from operator_console.desk.ports import AccountStore, Backend
from operator_console.desk.suggestions import Suggestions
from operator_console.domain.articles import Article, ArticleFigures, ArticleName
from operator_console.domain.ids import ArticleKey, ConversationId, SiteId
from operator_console.knowledge.values import SearchRequest, SearchResult, Suggestion, SuggestionRequest
from operator_console.runtime.task_scope import TaskScope


class KnowledgeDoors(Struct, frozen=True):
    """What the knowledge base asks of the desk.

    Attributes:
        publish: To the hub.
        wanted: The chat on screen and what its visitor wants to know, None to leave it at what was found last.
    """

    publish: Callable[[ArticlesChanged | SuggestionsChanged], None]
    wanted: Callable[[], tuple[ConversationId, SuggestionRequest] | None]


class Knowledge:
    """Fits `ui.ports.KnowledgeDoor`; everything is on the loop's thread."""

    def __init__(self, storage: AccountStore, backend: Backend, doors: KnowledgeDoors, scope: TaskScope) -> None:
        self._doors = doors
        self._scope = scope
        self._articles = Articles(
            storage.articles, storage.history, backend, scope, self._on_index, storage.search_folder
        )
        self._suggestions = Suggestions(self._articles.suggest, doors.publish, scope)

    # ------------------------------------------------------------------------------------------ lifetime

    async def load(self) -> None:
        """Read the copy of the articles."""
        await self._articles.load()

    def close(self) -> None:
        """End the worker threads."""
        self._articles.close()

    # -------------------------------------------------------------------------------------------- reading

    async def search(self, request: SearchRequest) -> SearchResult:
        """Search the agent's own index."""
        return await self._articles.search(request)

    def article(self, site_id: SiteId, key: ArticleKey, language: str) -> Article | None:
        """One article, in another language when there is none in this one."""
        return self._articles.article(site_id, key, language)

    def all(self, site_id: SiteId | None, language: str) -> tuple[Article, ...]:
        """All articles, by title."""
        return self._articles.all(site_id, language)

    def suggestions(self, conversation_id: ConversationId) -> tuple[Suggestion, ...]:
        """Articles that fit what the visitor wrote."""
        return self._suggestions.get(conversation_id)

    # ------------------------------------------------------------------------------------- things that happen

    def announced(self, epoch: str, version: int) -> None:
        """The server has articles up to this version."""
        self._articles.announced(epoch, version)

    def take_figures(self, figures: Mapping[ArticleName, ArticleFigures]) -> None:
        """Let how articles do count in the order of what is found."""
        self._articles.take_figures(figures)

    @property
    def sense_progress(self) -> tuple[int, int] | None:
        """Of how many articles the meaning is known, and of how many it is to be; None while it does not count."""
        return self._articles.sense_progress

    def switch_sense(self, *, on: bool) -> None:
        """Let meaning count beside words in what is found, or not any more."""
        self._articles.switch_sense(on=on)

    def look(self) -> None:
        """Look for suggestions: a visitor wrote or typed, or another chat came on screen."""
        wanted = self._doors.wanted()
        if wanted is not None and self._articles.is_searchable and not self._scope.closed:
            self._suggestions.ask(*wanted)

    def forget(self, conversation_id: ConversationId) -> None:
        """The chat is not the agent's any more."""
        self._suggestions.forget(conversation_id)

    def _on_index(self, count: int) -> None:
        self._suggestions.index_changed()
        self._doors.publish(ArticlesChanged(count))
        self.look()

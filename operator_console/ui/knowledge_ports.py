"""What screens ask of the knowledge base at the desk: finding, using, writing and practising; see `ui.ports`."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from operator_console.backends.base import ArticleConflict
from operator_console.desk.article_seeds import ArticleSeed
from operator_console.desk.state import (
    KeptArticle,
    Opened,
)
from operator_console.domain.articles import Article, ArticleFigures, ArticleName, MissingArticle
from operator_console.domain.etiquette import Etiquette
from operator_console.domain.hints import Hint
from operator_console.domain.ids import (
    ArticleKey,
    ConversationId,
    SiteId,
)
from operator_console.domain.insertion import Piece
from operator_console.domain.own_facts import FactKind
from operator_console.knowledge.values import SearchRequest, SearchResult, Suggestion

if TYPE_CHECKING:
    from operator_console.domain.practice import Dialogue, PracticeCase
    from operator_console.knowledge.sameness import Sameness
    from operator_console.protocol.articles import ArticleCards, ArticleInWork, ArticlePicture, ImportedArticles


class KnowledgeDoor(Protocol):
    """The knowledge base on the agent's own machine."""

    async def search(self, request: SearchRequest) -> SearchResult:
        """Search the agent's own index, in a worker thread."""
        ...

    def article(self, site_id: SiteId, key: ArticleKey, language: str) -> Article | None:
        """One article, in another language when there is none in this one."""
        ...

    def all(self, site_id: SiteId | None, language: str) -> tuple[Article, ...]:
        """All articles for browsing, by title."""
        ...

    def suggestions(self, conversation_id: ConversationId) -> tuple[Suggestion, ...]:
        """What may answer the visitor of this chat."""
        ...

    @property
    def sense_progress(self) -> tuple[int, int] | None:
        """Of how many articles the meaning is known, and of how many it is to be; None while it does not count."""
        ...

    def switch_sense(self, *, on: bool) -> None:
        """Let meaning count beside words in what is found, or not any more; without its model nothing changes."""
        ...


class UseDoor(Protocol):
    """What is used of articles and missed in them."""

    @property
    def can_tell(self) -> bool:
        """The server counts uses and keeps a list of what is missing; without it neither is offered."""
        ...

    @property
    def figures(self) -> Mapping[ArticleName, ArticleFigures]: ...
    def refresh(self) -> None:
        """Ask for figures, unless they are fresh; `ArticleFiguresChanged` follows."""
        ...

    def inserted(self, conversation_id: ConversationId, piece: Piece) -> None:
        """This piece stands in the chat's draft now; what is still there when it is sent counts."""
        ...

    async def report_missing(
        self, site_id: SiteId, language: str, question: str, conversation_id: ConversationId | None
    ) -> str | None:
        """Note that nothing good was found; what `take_back` needs, or None when it could not be noted."""
        ...

    async def take_back(self, name: str) -> bool:
        """Take a report back; False when the server has been told already."""
        ...


class SeedsDoor(Protocol):
    """What an article can begin with, without the facts of the one visitor."""

    def open_question(self, conversation_id: ConversationId) -> str: ...
    def newest_answer(self, conversation_id: ConversationId) -> str | None: ...
    def of_answer(self, conversation_id: ConversationId, key: str) -> ArticleSeed | None: ...
    def of_text(self, conversation_id: ConversationId, text: str) -> ArticleSeed | None: ...


class OwnWordsDoor(Protocol):
    """How personal the agent's answers are, found out on this machine only."""

    @property
    def answers(self) -> int:
        """Answers of today that were long enough to tell."""
        ...

    @property
    def marked(self) -> int:
        """Those of them that were nearly the same as something else."""
        ...

    def leave_out(self, sites: frozenset[SiteId]) -> None:
        """Compare and count nothing at these sites."""
        ...

    async def same(self, conversation_id: ConversationId, text: str) -> "Sameness | None":
        """In what a draft stands nearly as it is, found in a worker thread; None for own words."""
        ...

    def opened(self, article: Article) -> None:
        """The agent has this article before them."""
        ...


class MannersDoor(Protocol):
    """Quiet reminders."""

    def etiquette(self, conversation_id: ConversationId) -> Etiquette | None: ...
    def hints(self, conversation_id: ConversationId) -> tuple[Hint, ...]:
        """What goes with the visitor's cart."""
        ...

    def dismiss(self, conversation_id: ConversationId, line: str) -> None: ...


class AssistDoor(Protocol):
    """What stands beside the agent's answers."""

    @property
    def use(self) -> UseDoor: ...
    @property
    def seeds(self) -> SeedsDoor: ...
    @property
    def own_words(self) -> OwnWordsDoor: ...
    @property
    def manners(self) -> MannersDoor: ...


class EditorDoor(Protocol):
    """Writing articles. Coroutines return None (or False) when the server failed, after `WishFailed` was published."""

    @property
    def can_write(self) -> bool:
        """The server lets articles be written; without it there is no editor."""
        ...

    def all_kept(self) -> tuple[KeptArticle, ...]:
        """What is being written and not saved, the one changed last first."""
        ...

    def kept(self, kept_id: str) -> KeptArticle | None: ...
    def keep(self, kept: KeptArticle) -> None:
        """Keep it; on disk within a second."""
        ...

    def forget_kept(self, kept_id: str) -> None:
        """It is saved, or its author lets it go."""
        ...

    async def cards(self, site_id: SiteId) -> "ArticleCards | None": ...
    async def figures(self) -> Mapping[ArticleName, ArticleFigures]:
        """How articles do; empty when it cannot be had now."""
        ...

    async def open(self, name: ArticleName) -> "ArticleInWork | None": ...
    async def revision(self, name: ArticleName, number: int) -> Article | None: ...
    async def save(
        self, article: Article, base_revision: int, *, publish: bool, remark: str = ""
    ) -> "ArticleInWork | ArticleConflict | None": ...
    async def remove(self, name: ArticleName, base_revision: int) -> bool | ArticleConflict: ...
    async def upload_picture(self, site_id: SiteId, name: str, content: bytes) -> "ArticlePicture | None": ...
    async def import_articles(self, articles: Sequence[Article], *, publish: bool) -> "ImportedArticles | None": ...
    async def missing(self) -> tuple[MissingArticle, ...] | None: ...
    async def close_missing(self, missing_id: str) -> bool: ...


class PracticeCasesDoor(Protocol):
    """The team's own practice cases; coroutines return None (or False) when the server failed."""

    @property
    def may_write(self) -> bool:
        """Tell whether the agent may make and remove cases."""
        ...

    def case_of(self, opened: Opened, placeholders: Mapping[FactKind, str]) -> "Dialogue":
        """Make a case of an earlier chat, its own facts replaced by these words."""
        ...

    async def all(self) -> "tuple[PracticeCase, ...] | None": ...
    async def save(self, dialogue: "Dialogue") -> "PracticeCase | None": ...
    async def remove(self, case_id: str) -> bool: ...

"""What stands beside the agent's answers: use of articles, seeds of new ones, own words, manners; knows no screen."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from operator_console.backends.base import ArticleRights
from operator_console.desk.events import ArticleFiguresChanged, OwnWordsChanged
from operator_console.desk.inbox import Chat
from operator_console.desk.knowledge_use import KnowledgeUse, UseDoors
from operator_console.desk.own_words import OwnWords, OwnWordsDoors
from operator_console.desk.ports import AccountStore, ArticleBackend
from operator_console.domain.articles import Article, ArticleFigures, ArticleName
from operator_console.domain.conversations import Conversation, MessageKind
from operator_console.domain.ids import ClientId, ConversationId, SiteId
from operator_console.domain.people import Agent, Site
from operator_console.runtime.task_scope import TaskScope

if TYPE_CHECKING:
    from operator_console.desk.article_seeds import ArticleSeeds
    from operator_console.desk.manners import Manners


class AssistDoors(Struct, frozen=True, kw_only=True):
    """What this asks of the desk.

    Attributes:
        work: The server's side of articles, None when it has none.
        rights: What can be done with the server's articles.
        chat: An open chat.
        site_of: The site of a conversation.
        language_of: The language of a chat.
        articles: All of a site in a language.
        unsent: A message waits in the outbox.
        draft: Unsent text of a chat.
        me: The signed-in agent.
        now: Server time.
        take_figures: Lets figures of articles count in what is found.
        publish: To the hub.
    """

    work: Callable[[], ArticleBackend | None]
    rights: Callable[[], ArticleRights]
    chat: Callable[[ConversationId], Chat | None]
    site_of: Callable[[Conversation], Site | None]
    language_of: Callable[[Chat], str]
    articles: Callable[[SiteId, str], tuple[Article, ...]]
    unsent: Callable[[ConversationId, ClientId], bool]
    draft: Callable[[ConversationId], str]
    me: Callable[[], Agent]
    now: Callable[[], datetime]
    take_figures: Callable[[Mapping[ArticleName, ArticleFigures]], None]
    publish: Callable[[ArticleFiguresChanged | OwnWordsChanged], None]


class Assist:
    """Fits `ui.ports.AssistDoor`; everything is on the loop's thread."""

    def __init__(self, storage: AccountStore, doors: AssistDoors, scope: TaskScope) -> None:
        self._doors = doors
        self._scope = scope
        self.use = KnowledgeUse(
            storage.outbox,
            UseDoors(
                work=doors.work,
                rights=doors.rights,
                unsent=doors.unsent,
                draft=doors.draft,
                now=doors.now,
                take_figures=doors.take_figures,
                publish=doors.publish,
            ),
            scope,
        )
        self.own_words = OwnWords(storage.history, OwnWordsDoors(doors.now, self._site_id, doors.publish), scope)

    @cached_property
    def seeds(self) -> "ArticleSeeds":
        """What new articles can be made of."""
        from operator_console.desk.article_seeds import ArticleSeeds, SeedDoors

        doors = self._doors
        return ArticleSeeds(
            SeedDoors(
                chat=doors.chat,
                site_of=doors.site_of,
                language_of=doors.language_of,
                me=doors.me,
                shop_texts=self._shop_texts,
            )
        )

    @cached_property
    def manners(self) -> "Manners":
        """What is looked at when a chat is wrapped up."""
        from operator_console.desk.manners import Manners, MannersDoors

        return Manners(MannersDoors(self._doors.chat, self._doors.language_of, self._doors.articles))

    async def load(self) -> None:
        """Read what earlier runs left.

        Raises:
            StorageError: What is to be told cannot be read now.
        """
        await self.own_words.load()
        await self.use.load()

    async def written(
        self, conversation_id: ConversationId, client_id: ClientId, kind: MessageKind, text: str, *, holding: bool
    ) -> None:
        """A message of the agent's is in the outbox."""
        if kind is MessageKind.FILE or holding:
            return
        to_visitor = kind is MessageKind.TEXT
        await self.use.written(conversation_id, client_id, text, to_visitor=to_visitor)
        if to_visitor and not self._scope.closed:
            self._scope.start(self.own_words.sent(conversation_id, text), name="own words")

    def forget(self, conversation_id: ConversationId) -> None:
        """The chat is not the agent's any more."""
        self.use.forget(conversation_id)
        self.manners.forget(conversation_id)

    def _site_id(self, conversation_id: ConversationId) -> SiteId | None:
        chat = self._doors.chat(conversation_id)
        return chat.conversation.site_id if chat is not None else None

    def _shop_texts(self, site_id: SiteId, language: str) -> list[str]:
        articles = self._doors.articles(site_id, language)
        return ["\n".join(article.facts) for article in articles if article.facts]

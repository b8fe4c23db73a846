"""What stands beside the answers, over made-up chats: the real rules, without a server and a disk."""

from collections.abc import Callable
from typing import Any

from operator_console.desk.article_seeds import ArticleSeed, answer_at, is_answer
from operator_console.desk.events import ArticleFiguresChanged
from operator_console.desk.state import ChatContext, ChatRow, Entry
from operator_console.domain.articles import Article, ArticleFigures, ArticleName
from operator_console.domain.conversations import AuthorKind
from operator_console.domain.etiquette import Etiquette, check, lines_of
from operator_console.domain.hints import Hint, hints_for
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.domain.insertion import Piece
from operator_console.knowledge.sameness import Compared, Sameness, SentText
from operator_console.runtime.event_hub import EventHub

Entries = Callable[[ConversationId], tuple[Entry, ...]]
Recorded = list[tuple[Any, ...]]


class FakeUse:
    """Fits `UseDoor`; what is reported is recorded."""

    def __init__(self, hub: EventHub, recorded: Recorded) -> None:
        self._hub = hub
        self._recorded = recorded
        self.can_tell = True
        self.figures: dict[ArticleName, ArticleFigures] = {}
        self.told = False
        self.disk_full = False

    def refresh(self) -> None:
        pass

    def inserted(self, conversation_id: ConversationId, piece: Piece) -> None:
        self._recorded.append(("inserted", conversation_id, piece.kind, piece.text))

    async def report_missing(
        self, site_id: SiteId, language: str, question: str, conversation_id: ConversationId | None
    ) -> str | None:
        self._recorded.append(("missing", site_id, language, question, conversation_id))
        return None if self.disk_full else "missing:1"

    async def take_back(self, name: str) -> bool:
        self._recorded.append(("take_back", name))
        return not self.told

    def measure(self, *figures: ArticleFigures) -> None:
        """Let the server say how articles do."""
        self.figures = {one.name: one for one in figures}
        self._hub.publish(ArticleFiguresChanged())


class FakeSeeds:
    """Fits `SeedsDoor`; masks nothing."""

    def __init__(self, entries: Entries, row: Callable[[ConversationId], ChatRow | None]) -> None:
        self._entries = entries
        self._row = row

    def open_question(self, conversation_id: ConversationId) -> str:
        said = [e.message.text for e in self._entries(conversation_id) if e.message.author.kind is AuthorKind.VISITOR]
        return said[-1] if said else ""

    def newest_answer(self, conversation_id: ConversationId) -> str | None:
        return next((e.key for e in reversed(self._entries(conversation_id)) if is_answer(e)), None)

    def of_answer(self, conversation_id: ConversationId, key: str) -> ArticleSeed | None:
        question, answer = answer_at(self._entries(conversation_id), key)
        return self._seed(conversation_id, question, answer) if answer else None

    def of_text(self, conversation_id: ConversationId, text: str) -> ArticleSeed | None:
        return self._seed(conversation_id, self.open_question(conversation_id), text) if text.strip() else None

    def _seed(self, conversation_id: ConversationId, question: str, answer: str) -> ArticleSeed | None:
        row = self._row(conversation_id)
        if row is None:
            return None
        return ArticleSeed(site_id=row.site.id, language="nl", title=question[:80], body=answer, question=question)


class FakeOwnWords:
    """Fits `OwnWordsDoor`; `compared` holds what was sent before."""

    def __init__(self) -> None:
        self.answers, self.marked = 14, 1
        self.left_out: frozenset[SiteId] = frozenset()
        self.compared = Compared()

    def leave_out(self, sites: frozenset[SiteId]) -> None:
        self.left_out = sites

    async def same(self, conversation_id: ConversationId, text: str) -> Sameness | None:
        return None if self.left_out else self.compared.compare(text, conversation_id)

    def opened(self, article: Article) -> None:
        self.compared.add_article(article)

    def said(self, conversation_id: ConversationId, text: str) -> None:
        """Let this have been sent today."""
        self.compared.add(SentText(conversation_id=conversation_id, text=text))


class FakeManners:
    """Fits `MannersDoor`, with the real rules; `articles` are those that may have lines to think of."""

    def __init__(
        self,
        entries: Entries,
        row: Callable[[ConversationId], ChatRow | None],
        context: Callable[[ConversationId], ChatContext],
    ) -> None:
        self._entries = entries
        self._row = row
        self._context = context
        self._dismissed: set[tuple[ConversationId, str]] = set()
        self.articles: tuple[Article, ...] = ()

    def etiquette(self, conversation_id: ConversationId) -> Etiquette | None:
        row = self._row(conversation_id)
        entries = self._entries(conversation_id)
        if row is None or not any(entry.mine for entry in entries):
            return None
        return check(lines_of(entry.message for entry in entries), row.conversation.visitor_name)

    def hints(self, conversation_id: ConversationId) -> tuple[Hint, ...]:
        visit = self._context(conversation_id).visit
        hints = hints_for(visit.cart if visit is not None else None, self.articles)
        return tuple(hint for hint in hints if (conversation_id, hint[1].line) not in self._dismissed)

    def dismiss(self, conversation_id: ConversationId, line: str) -> None:
        self._dismissed.add((conversation_id, line))


class FakeAssist:
    """Fits `AssistDoor`."""

    def __init__(
        self,
        hub: EventHub,
        recorded: Recorded,
        entries: Entries,
        row: Callable[[ConversationId], ChatRow | None],
        context: Callable[[ConversationId], ChatContext],
    ) -> None:
        self.use = FakeUse(hub, recorded)
        self.seeds = FakeSeeds(entries, row)
        self.own_words = FakeOwnWords()
        self.manners = FakeManners(entries, row, context)

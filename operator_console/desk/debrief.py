"""What a practice round shows in hindsight: replies on the clock, articles, own words, manners; pure, no screen."""

import math
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.domain.conversations import AuthorKind, Conversation, Message, MessageKind, SystemLine
from operator_console.domain.etiquette import Etiquette, check, lines_of
from operator_console.domain.ids import ArticleKey, ConversationId
from operator_console.domain.practice import Dialogue
from operator_console.domain.response_clock import ClockTargets
from operator_console.knowledge.sameness import Compared, SentText

LEAST_WORDS = 8
"""An answer of fewer words is everybody's: it says nothing of own words."""
LEAST_PIECE_CHARS = 20
"""A shorter fact may stand in any text by chance."""
MOST_QUESTION_CHARS = 200


class Found(StrEnum):
    """What became of an article that answers a question of the case."""

    USED = "used"
    """Its address, a fact or its summary stands in an answer."""
    OPENED = "opened"
    """The agent had it before them."""
    MISSED = "missed"


class ExpectedArticle(Struct, frozen=True, kw_only=True):
    """An article that the case names; `title` is its key where the knowledge base lacks it."""

    key: ArticleKey
    title: str
    found: Found


class Reply(Struct, frozen=True, kw_only=True):
    """One stop of the response clock, or a question that is still open.

    Attributes:
        question: The beginning of what waited for it.
        waited_s: On the clock.
        answered: False for a question that nobody has answered (yet).
    """

    conversation_id: ConversationId
    asked_at: datetime
    question: str
    waited_s: float
    limit_s: float
    answered: bool = True

    @property
    def on_time(self) -> bool:
        """Tell whether it came within its limit."""
        return self.waited_s <= self.limit_s


class Practised(Struct, frozen=True, kw_only=True):
    """A practice chat as it stands.

    Attributes:
        messages: All of them, oldest first.
        opened: Keys of the articles that the agent opened while it was on screen.
    """

    dialogue: Dialogue
    conversation: Conversation
    messages: tuple[Message, ...]
    targets: ClockTargets = ClockTargets()
    opened: frozenset[ArticleKey] = frozenset()


class ChatDebrief(Struct, frozen=True, kw_only=True):
    """One chat in hindsight.

    Attributes:
        replies: In order; an open question that is late already is the last.
        also: Titles of articles that were used though the case does not name them.
        answers: Answers that are long enough to tell whether they are the agent's own words.
        personal: Those that are.
    """

    conversation: Conversation
    title: str
    replies: tuple[Reply, ...] = ()
    articles: tuple[ExpectedArticle, ...] = ()
    also: tuple[str, ...] = ()
    answers: int = 0
    personal: int = 0
    manners: Etiquette

    @property
    def late(self) -> tuple[Reply, ...]:
        """Return the replies that came late, or not yet."""
        return tuple(reply for reply in self.replies if not reply.on_time)


class Debrief(Struct, frozen=True, kw_only=True):
    """A practice round in hindsight; every figure says None where there is nothing to count."""

    chats: tuple[ChatDebrief, ...] = ()

    @property
    def replies(self) -> tuple[Reply, ...]:
        """All replies and late open questions."""
        return tuple(reply for chat in self.chats for reply in chat.replies)

    @property
    def late(self) -> tuple[Reply, ...]:
        """What came late, in the order in which it was asked."""
        return tuple(sorted((reply for reply in self.replies if not reply.on_time), key=lambda reply: reply.asked_at))

    @property
    def on_time_share(self) -> float | None:
        """Share of replies within their limit."""
        return sum(reply.on_time for reply in self.replies) / len(self.replies) if self.replies else None

    @property
    def median_s(self) -> float | None:
        """Median time of the replies that were given."""
        times = self._times()
        return statistics.median(times) if times else None

    @property
    def p90_s(self) -> float | None:
        """Nine of ten replies came within this (nearest rank)."""
        times = self._times()
        return times[math.ceil(0.9 * len(times)) - 1] if times else None

    @property
    def expected(self) -> int:
        """How many articles the cases name."""
        return sum(len(chat.articles) for chat in self.chats)

    @property
    def found(self) -> int:
        """How many of them were used or opened."""
        return sum(article.found is not Found.MISSED for chat in self.chats for article in chat.articles)

    @property
    def answers(self) -> int:
        """Answers that are long enough to tell."""
        return sum(chat.answers for chat in self.chats)

    @property
    def personal_share(self) -> float | None:
        """Share of them in own words."""
        return sum(chat.personal for chat in self.chats) / self.answers if self.answers else None

    @property
    def mannerly(self) -> int:
        """Chats in which no manners were missed."""
        return sum(chat.manners.is_complete for chat in self.chats)

    def _times(self) -> list[float]:
        return sorted(reply.waited_s for reply in self.replies if reply.answered)


def debrief(chats: Sequence[Practised], articles: Sequence[Article], now: datetime) -> Debrief:
    """Judge a practice round; takes some milliseconds a chat, so that it is called in a thread.

    Args:
        chats: In the order in which they came.
        articles: The knowledge base that was practised with.
        now: Server time, for questions that are still open.
    """
    titles: dict[tuple[str, ArticleKey], Article] = {(each.site_id, each.key): each for each in articles}
    personal = _own_words(chats, articles)
    made = []
    for chat in chats:
        answers, own = personal.get(chat.conversation.id, (0, 0))
        expected, also = _articles(chat, articles, titles)
        manners = check(lines_of(chat.messages), chat.conversation.visitor_name, chat.dialogue.language)
        made.append(
            ChatDebrief(
                conversation=chat.conversation,
                title=chat.dialogue.title or chat.dialogue.key,
                replies=tuple(_replies(chat, now)),
                articles=expected,
                also=also,
                answers=answers,
                personal=own,
                manners=manners,
            )
        )
    return Debrief(chats=tuple(made))


def is_used(article: Article, text: str) -> bool:
    """Tell whether an answer holds the article's address, one of its facts or its summary."""
    spoken = _flat(text)
    if article.url and article.url.casefold() in spoken:
        return True
    pieces = (_flat(piece) for piece in (*article.facts, article.summary))
    return any(len(piece) >= LEAST_PIECE_CHARS and piece in spoken for piece in pieces)


def _replies(chat: Practised, now: datetime) -> Iterator[Reply]:
    """Read the clock's stops from the transcript: after a holding line the longer limit is in force."""
    asked: Message | None = None
    held = False
    for message in chat.messages:
        if message.system is SystemLine.NO_ANSWER_NEEDED:
            asked, held = None, False
        elif message.author.kind is AuthorKind.VISITOR:
            asked = asked or message
        elif message.reply_s is not None:
            limit_s = chat.targets.holding_s if held else chat.targets.target_s
            yield _reply(chat, asked or message, message.reply_s, limit_s, answered=True)
            held = message.holding
            asked = asked if held else None
    clock = chat.conversation.clock
    if clock.running and clock.left_s(now) < 0 and asked is not None:
        yield _reply(chat, asked, clock.waited_s(now), clock.limit_s, answered=False)


def _reply(chat: Practised, asked: Message, waited_s: float, limit_s: float, *, answered: bool) -> Reply:
    question = asked.text or (asked.attachment.name if asked.attachment is not None else "")
    return Reply(
        conversation_id=chat.conversation.id,
        asked_at=asked.sent_at,
        question=question[:MOST_QUESTION_CHARS],
        waited_s=waited_s,
        limit_s=limit_s,
        answered=answered,
    )


def _articles(
    chat: Practised, articles: Iterable[Article], known: Mapping[tuple[str, ArticleKey], Article]
) -> tuple[tuple[ExpectedArticle, ...], tuple[str, ...]]:
    answers = [message.text for message in _answers(chat)]
    here = [article for article in articles if article.site_id == chat.dialogue.site and not article.deleted]
    used = {article.key: article.title for article in here if any(is_used(article, text) for text in answers)}
    expected = []
    for name in chat.dialogue.articles:
        key = ArticleKey(name)
        found = Found.USED if key in used else Found.OPENED if key in chat.opened else Found.MISSED
        article = known.get((chat.dialogue.site, key))
        title = next((each.title for each in here if each.key == key and each.language == chat.dialogue.language), "")
        title = title or (article.title if article is not None else name)
        expected.append(ExpectedArticle(key=key, title=title, found=found))
    also = tuple(title for key, title in used.items() if key not in chat.dialogue.articles)
    return tuple(expected), also


def _own_words(chats: Sequence[Practised], articles: Iterable[Article]) -> dict[ConversationId, tuple[int, int]]:
    """Compare every answer with the earlier ones to other visitors and with the articles, as the composer does."""
    compared = Compared((), articles)
    counted: dict[ConversationId, tuple[int, int]] = {}
    answers = sorted((message for chat in chats for message in _answers(chat)), key=lambda message: message.sent_at)
    for message in answers:
        chat_id = message.conversation_id
        if len(message.text.split()) >= LEAST_WORDS:
            own = compared.compare(message.text, chat_id) is None
            total, personal = counted.get(chat_id, (0, 0))
            counted[chat_id] = (total + 1, personal + own)
        compared.add(SentText(conversation_id=chat_id, text=message.text))
    return counted


def _answers(chat: Practised) -> Iterator[Message]:
    for message in chat.messages:
        if message.author.kind is AuthorKind.AGENT and message.kind is MessageKind.TEXT and not message.holding:
            yield message


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()

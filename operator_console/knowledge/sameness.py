"""How much of a draft stands in what was sent to somebody else, or in an article; local, knows no screen.

Words are compared, not characters: letters' case, accents, numbers, links and single changed words (a name, a date, a
product) make no difference, greetings and thanks do not count. What a draft shares with a text counts only where words
follow each other as they do there, so that two people's own words about the same thing are not taken for a paste.
"""

import re
from array import array
from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from enum import StrEnum

from msgspec import Struct
from rapidfuzz.distance import Indel

from operator_console.domain.articles import Article, ArticleName
from operator_console.domain.ids import ConversationId
from operator_console.knowledge.language import words_of
from operator_console.knowledge.markdown import plain_lines
from operator_console.knowledge.values import Mark
from operator_console.knowledge.word_lists import LANGUAGES, SMALL_TALK, STOP_WORDS

LEAST_SHARE = 0.66
"""Of a draft that is the same as one sent: less of it is the agent's own reuse of a sentence."""

LEAST_TOPIC_WORDS = 5
"""So many words that say something must be the same: short courtesies are everybody's."""

ARTICLE_SHARE = 0.75
ARTICLE_COVERED = 0.6
"""A draft that holds this much of an article's text is the article; a fact or a quote of it is not."""
ARTICLE_WORDS = 45
"""Or so many words of it, of an article that is long."""

MOST_DRAFT_WORDS = 600
MOST_TEXT_WORDS = 2_000
MOST_CHARS = 20_000
CANDIDATES = 4

_LINK = re.compile(r"(?:https?://|www\.)\S{1,2000}|\S{1,200}@\S{1,200}")
_PLAIN = frozenset().union(*(STOP_WORDS[code] for code in LANGUAGES))
_COURTESY = frozenset().union(*(SMALL_TALK[code] for code in LANGUAGES)) - _PLAIN
_NUMBER = "0"
_AS_ONE = dict.fromkeys(("u", "uw", "jij", "jou", "jouw"), "je")
"""A formal and an informal version of a text are the same text."""


class SameKind(StrEnum):
    """In what the draft stands."""

    SENT = "sent"
    ARTICLE = "article"


class SentText(Struct, frozen=True, kw_only=True):
    """A text that this agent sent."""

    conversation_id: ConversationId
    text: str


class Sameness(Struct, frozen=True, kw_only=True):
    """A draft that is, for the greater part, no new text.

    Attributes:
        share: Of the draft's own words, 0 to 1; greetings, links and numbers do not count.
        marks: Stretches of the draft that are the same, in order and apart.
        text: The text it stands in, as it was sent, or the article's title.
        conversation_id: The chat it was sent to last, for a sent text.
        article: The article, for an article's text.
    """

    kind: SameKind
    share: float
    marks: tuple[Mark, ...]
    text: str
    conversation_id: ConversationId | None = None
    article: ArticleName | None = None


class _Words:
    """A text as it is compared: numbered words with their places and weights."""

    __slots__ = ("numbers", "places", "topics", "weights")

    def __init__(self, text: str, known: MutableMapping[str, int], most: int) -> None:
        self.numbers = array("L")
        self.places: list[Mark] = []
        self.weights = array("d")
        self.topics: set[int] = set()
        for start, end, word in _read(text[:MOST_CHARS]):
            number = known.setdefault(word, len(known))
            self.numbers.append(number)
            self.places.append((start, end))
            weight = 0.0 if word in _COURTESY or word == _NUMBER else 0.5 if word in _PLAIN else 1.0
            self.weights.append(weight)
            if weight == 1.0:
                self.topics.add(number)
            if len(self.numbers) >= most:
                break


class _Known(Struct, frozen=True):
    """One text to compare with."""

    words: _Words
    text: str
    conversation_id: ConversationId | None = None
    article: ArticleName | None = None


class Compared:
    """The texts a draft is compared with: what was sent today and the articles; for one thread at a time.

    Adding costs a fraction of a millisecond, comparing a few milliseconds with hundreds of texts.
    """

    def __init__(self, sent: Iterable[SentText] = (), articles: Iterable[Article] = ()) -> None:
        self._numbers: dict[str, int] = {}
        self._texts: dict[int, _Known] = {}
        self._next = 0
        self._with_topic: dict[int, set[int]] = defaultdict(set)
        self._of_article: dict[ArticleName, int] = {}
        for text in sent:
            self.add(text)
        for article in articles:
            self.add_article(article)

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, sent: SentText) -> None:
        """Remember what was sent; short courtesies are not worth it."""
        words = _Words(sent.text, self._numbers, MOST_TEXT_WORDS)
        if len(words.topics) >= LEAST_TOPIC_WORDS:
            self._keep(_Known(words, sent.text[:MOST_CHARS], conversation_id=sent.conversation_id))

    def add_article(self, article: Article) -> None:
        """Remember an article in place of its older version; a deleted one is forgotten."""
        self._forget(self._of_article.pop(article.name, None))
        if article.deleted:
            return
        body = "\n".join(line for _is_heading, line in plain_lines(article.body[:MOST_CHARS]))
        words = _Words(body, self._numbers, MOST_TEXT_WORDS)
        if len(words.topics) >= LEAST_TOPIC_WORDS:
            self._of_article[article.name] = self._keep(_Known(words, article.title, article=article.name))

    def clear_sent(self) -> None:
        """Forget what was sent: another day has begun."""
        for number in [number for number, known in self._texts.items() if known.article is None]:
            self._forget(number)

    def compare(self, draft: str, conversation_id: ConversationId | None = None) -> Sameness | None:
        """Return in what a draft stands nearly as it is, None for an agent's own words.

        Args:
            draft: Of a longer one the first `MOST_DRAFT_WORDS` words are compared.
            conversation_id: The chat it is meant for; what was sent there itself is no repetition.
        """
        words = _Words(draft, ChainMap({}, self._numbers), MOST_DRAFT_WORDS)  # a draft's own words are not kept
        if len(words.topics) < LEAST_TOPIC_WORDS:
            return None
        best: Sameness | None = None
        for known in self._likely(words, conversation_id):
            found = _compared(words, known)
            if found is not None and (best is None or found.share > best.share):
                best = found
        return best

    def _likely(self, words: _Words, conversation_id: ConversationId | None) -> Iterator[_Known]:
        """Yield the texts that share most of the words which say something."""
        shared: Counter[int] = Counter()
        for topic in words.topics:
            shared.update(self._with_topic.get(topic, ()))
        given = {SameKind.SENT: 0, SameKind.ARTICLE: 0}
        for number, count in shared.most_common():
            if count < LEAST_TOPIC_WORDS or min(given.values()) >= CANDIDATES:
                return
            known = self._texts[number]
            kind = SameKind.ARTICLE if known.article is not None else SameKind.SENT
            own = known.conversation_id is not None and known.conversation_id == conversation_id
            if not own and given[kind] < CANDIDATES:
                given[kind] += 1
                yield known

    def _keep(self, known: _Known) -> int:
        number = self._next
        self._next += 1
        self._texts[number] = known
        for topic in known.words.topics:
            self._with_topic[topic].add(number)
        return number

    def _forget(self, number: int | None) -> None:
        known = self._texts.pop(number, None) if number is not None else None
        if known is not None and number is not None:
            for topic in known.words.topics:
                self._with_topic[topic].discard(number)


def sameness(
    draft: str,
    sent: Sequence[SentText],
    articles: Iterable[Article] = (),
    conversation_id: ConversationId | None = None,
) -> Sameness | None:
    """Compare one draft with texts given at once; see ``Compared``, which keeps them for the next draft."""
    return Compared(sent, articles).compare(draft, conversation_id)


def personal_share(answers: int, marked: int) -> float | None:
    """Return the share of answers that were the agent's own words, None without any.

    Args:
        answers: Answers sent.
        marked: Those of them that ``Compared`` had found the same as something else when they were sent.
    """
    return max(0.0, (answers - min(max(marked, 0), answers)) / answers) if answers > 0 else None


def _compared(draft: _Words, known: _Known) -> Sameness | None:
    same = _same_words(draft, known.words)
    total = sum(draft.weights)
    matched = sum(weight for weight, is_same in zip(draft.weights, same, strict=True) if is_same)
    topics = {number for number, is_same in zip(draft.numbers, same, strict=True) if is_same} & draft.topics
    share = matched / total if total else 0.0
    if len(topics) < LEAST_TOPIC_WORDS:
        return None
    if known.article is None:
        is_paste = share >= LEAST_SHARE
    else:
        covered = matched / (sum(known.words.weights) or 1.0)
        is_paste = share >= ARTICLE_SHARE and (covered >= ARTICLE_COVERED or sum(same) >= ARTICLE_WORDS)
    if not is_paste:
        return None
    return Sameness(
        kind=SameKind.SENT if known.article is None else SameKind.ARTICLE,
        share=min(1.0, share),
        marks=tuple(_marks(draft, same)),
        text=known.text,
        conversation_id=known.conversation_id,
        article=known.article,
    )


def _same_words(draft: _Words, known: _Words) -> list[bool]:
    """Tell of every word of the draft whether it stands in the text with the word before or behind it."""
    same = [False] * len(draft.numbers)
    for block in Indel.opcodes(draft.numbers, known.numbers):
        if block.tag == "equal" and block.src_end - block.src_start > 1:
            same[block.src_start : block.src_end] = [True] * (block.src_end - block.src_start)
    triples = set(zip(known.numbers, known.numbers[1:], known.numbers[2:], strict=False))
    for at, triple in enumerate(zip(draft.numbers, draft.numbers[1:], draft.numbers[2:], strict=False)):
        if triple in triples:
            same[at : at + 3] = [True, True, True]
    return same


def _marks(draft: _Words, same: Sequence[bool]) -> Iterator[Mark]:
    """Yield the stretches that are the same; a single other word between two does not part them."""
    start = end = -1
    gap = 0
    for (begin, stop), is_same in zip(draft.places, same, strict=True):
        if not is_same:
            gap += 1
            continue
        if start >= 0 and gap > 1:
            yield start, end
            start = -1
        start = begin if start < 0 else start
        end, gap = stop, 0
    if start >= 0:
        yield start, end


def _read(text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    for link in (*_LINK.finditer(text), None):
        until = link.start() if link is not None else len(text)
        for start, end, word in words_of(text[at:until]):
            if word:
                yield at + start, at + end, _NUMBER if any(char.isdigit() for char in word) else _AS_ONE.get(word, word)
        at = link.end() if link is not None else until

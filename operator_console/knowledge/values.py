"""What goes into and comes out of search and suggestion; light to import and free of any engine."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId

Mark = tuple[int, int]
"""Start and end (exclusive) of a stretch to highlight, as indices of the Python string it belongs to."""


class ReasonKind(StrEnum):
    """What put a hit where it is."""

    TITLE = "title"
    """``words`` stand in the title, ``value`` is the share of the request that they are."""
    SYNONYM = "synonym"
    """A synonym of the article is in the request."""
    EXACT = "exact"
    """``words`` stand in the article just as they were typed."""
    FORMS = "forms"
    """``words`` stand in it in another form, as part of a longer word or as a synonym."""
    TOGETHER = "together"
    """Words stand close together, in the order of the request."""
    BEGINNING = "beginning"
    """``words`` stand at the beginning of the text."""
    MISSING = "missing"
    """``words`` are not in the article."""
    USED = "used"
    """Agents sent it ``value`` times."""
    SOLVED = "solved"
    """``value`` is the share of its chats that were solved."""
    MEANING = "meaning"
    """It means much the same as the request, and stands higher for it; ``value`` is how near it is, at most 1."""


class Reason(Struct, frozen=True):
    """Something that counted for a hit (or, with ``MISSING``, against it)."""

    kind: ReasonKind
    words: tuple[str, ...] = ()
    value: float = 0.0


class SearchRequest(Struct, frozen=True):
    """What somebody typed into a search field.

    Attributes:
        text: Any text; its last word counts as unfinished unless something follows it. Words in double quotes must
            stand together; ``tag:``, ``taal:`` and ``dagen:`` filter (``filters``).
        site_id: Only articles of this site, or None for all.
        language: Only articles in this language (``nl`` or ``en``), or None for all.
        limit: At most so many hits.
        tags: Only articles that have every one of these tags.
        changed_since: Only articles changed on or after this day.
        today: What ``dagen:30`` in the text counts back from; without it such a filter counts for nothing.
    """

    text: str
    site_id: SiteId | None = None
    language: str | None = None
    limit: int = 20
    tags: tuple[str, ...] = ()
    changed_since: date | None = None
    today: date | None = None


class Hit(Struct, frozen=True):
    """One article found, ready to be shown.

    Attributes:
        score: Higher is better; comparable within one result only.
        title_marks: Stretches of ``article.title`` that matched, in order and apart.
        excerpt: One line of the summary, the facts or the body, chosen where most words match.
        excerpt_marks: Stretches of ``excerpt`` that matched, in order and apart.
        matched_words: Words of the request that this article answers, as they were typed (or corrected).
        coverage: Share of the request's meaning that matched, 0 to 1; a rare word weighs more than a common one.
        focus: The same share for title, synonyms, summary and facts alone.
        reasons: Why it stands where it does, the weightiest first.
        by_words: The score by its words alone; the same as ``score`` where no sentence model took part.
        nearness: How near in meaning it is to the request, None where no sentence model took part.
    """

    article: Article
    score: float
    title_marks: tuple[Mark, ...]
    excerpt: str
    excerpt_marks: tuple[Mark, ...]
    matched_words: tuple[str, ...]
    coverage: float
    focus: float
    reasons: tuple[Reason, ...] = ()
    by_words: float = 0.0
    nearness: float | None = None


class SearchResult(Struct, frozen=True):
    """Hits, best first.

    Attributes:
        took_s: Seconds the search took, excerpts and marks included.
        corrected: The request as it was understood when unknown words were repaired, else None.
    """

    hits: tuple[Hit, ...]
    took_s: float
    corrected: str | None = None


class SuggestionRequest(Struct, frozen=True):
    """What a visitor wrote and is writing.

    Attributes:
        text: The visitor's open question: what they wrote since the last answer, a message a line; may be empty.
        preview: What the visitor is typing at this moment; may be empty.
        site_id: The site of the conversation.
        language: The language of the conversation (``nl`` or ``en``), or None when it is not known.
        previous: What the visitor wrote before that, oldest first; the last two messages are read.
    """

    text: str
    preview: str = ""
    site_id: SiteId | None = None
    language: str | None = None
    limit: int = 3
    previous: tuple[str, ...] = ()


class Suggestion(Struct, frozen=True):
    """An article that may answer the visitor.

    Attributes:
        reason_words: The visitor's words that led to it, as they were written.
        score: 0 to 1: how sure it is.
        other_language: Found through translated words, in a language that is not the visitor's: look before using it.
        by_meaning: It is there, or stands higher, because it means much the same as what was asked.
    """

    article: Article
    reason_words: tuple[str, ...]
    score: float
    other_language: bool = False
    by_meaning: bool = False

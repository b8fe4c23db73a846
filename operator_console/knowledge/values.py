"""What goes into and comes out of search and suggestion; light to import and free of any engine."""

from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId

Mark = tuple[int, int]
"""Start and end (exclusive) of a stretch to highlight, as indices of the Python string it belongs to."""


class SearchRequest(Struct, frozen=True):
    """What somebody typed into a search field.

    Attributes:
        text: Any text; its last word counts as unfinished unless something follows it.
        site_id: Only articles of this site, or None for all.
        language: Only articles in this language (``nl`` or ``en``), or None for all.
        limit: At most so many hits.
    """

    text: str
    site_id: SiteId | None = None
    language: str | None = None
    limit: int = 20


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
    """

    article: Article
    score: float
    title_marks: tuple[Mark, ...]
    excerpt: str
    excerpt_marks: tuple[Mark, ...]
    matched_words: tuple[str, ...]
    coverage: float
    focus: float


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
    """

    article: Article
    reason_words: tuple[str, ...]
    score: float
    other_language: bool = False

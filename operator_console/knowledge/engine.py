"""The postings, held by tantivy: which articles are worth a closer look; knows no ranking and no real text."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

import tantivy
from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.knowledge.errors import IndexUnusable
from operator_console.knowledge.language import fold
from operator_console.knowledge.query import Query, QueryWord, Way

ENGINE_VERSION = version("tantivy")
HEART_BOOST = 2.0
"""Title, synonyms, tags and headings beside the whole text."""

OTHER_WAYS = 0.2
"""Share of their score that further ways to say a word add to the best one."""

_WRITER_BYTES = 15_000_000
_LANGUAGES = ("nl", "en")


class Limits(Struct, frozen=True):
    """Which articles may be found at all.

    Attributes:
        language: As the article says it, whatever the rules it is read by.
        tags: The article must have every one of them.
        changed_since: Articles without a date of change are left out when it is given.
    """

    site_id: SiteId | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    changed_since: date | None = None

    def allow(self, article: Article) -> bool:
        """Tell of a single article what the engine tells of all."""
        tags = {fold_tag(tag) for tag in article.tags}
        changed = article.updated_at.date() if article.updated_at is not None else date.min
        return (
            self.site_id in {None, article.site_id}
            and self.language in {None, article.language}
            and all(fold_tag(tag) in tags for tag in self.tags)
            and (self.changed_since is None or changed >= self.changed_since)
        )


class EngineEntry(Struct, frozen=True):
    """What the engine keeps of one article.

    Attributes:
        language: Whose rules it is read by.
        own_language: What the article says.
        heart: Terms of title, synonyms, tags and headings, with spaces between.
        text: Terms of all of it.
    """

    number: int
    name: str
    language: str
    own_language: str
    site: str
    tags: tuple[str, ...]
    changed: date | None
    heart: str
    text: str


class Engine:
    """Articles by the terms they hold; a change makes another one over the same data, the old one stays as it was."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()

    @classmethod
    def create(cls, folder: Path | None) -> "Engine":
        """Return an empty one, in a folder or in memory.

        Raises:
            OSError: The folder cannot be written.
        """
        try:
            return cls(tantivy.Index(_schema(), path=str(folder) if folder is not None else None))
        except ValueError as error:
            raise OSError("the index cannot be written") from error

    @classmethod
    def open(cls, folder: Path) -> "Engine":
        """Return the one in a folder.

        Raises:
            IndexUnusable: There is none that can be read.
        """
        try:
            return cls(tantivy.Index.open(str(folder)))
        except (ValueError, OSError) as error:
            raise IndexUnusable("the engine cannot read its data") from error

    def changed(self, gone: Iterable[str], entries: Iterable[EngineEntry]) -> "Engine":
        """Return an engine without the articles of some names and with others.

        Raises:
            OSError: The folder cannot be written, or somebody else writes in it.
        """
        try:
            writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
            for name in gone:
                writer.delete_documents_by_term("name", _as_term(name))
            for entry in entries:
                writer.add_document(_document(entry))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
        except ValueError as error:  # tantivy's word for a full disk, and for a folder in which another one writes
            raise OSError("the index cannot be written") from error
        return Engine(self._index)

    def frequency(self, term: str, language: str) -> int:
        """Return how many articles of a language hold the term."""
        return self._searcher.doc_freq(f"text_{language}", term)

    def find(self, words: Sequence[QueryWord], query: Query, limits: Limits, most: int) -> list[int]:
        """Return the numbers of the most promising articles, best first; without any word, of all within the limits."""
        wish = self._wish(words)
        if wish is None and not query.all_words and (limits.tags or limits.changed_since):
            wish = tantivy.Query.all_query()
        if wish is None or most < 1:
            return []
        only = self._only(query, limits)
        if only:
            wish = tantivy.Query.boolean_query([(tantivy.Occur.Must, wish), *only])
        found = self._searcher.search(wish, limit=most, count=False).hits
        if not found:
            return []
        numbers = self._searcher.fast_field_values("entry", [address for _score, address in found])
        return [int(number or 0) for number in numbers]

    def _wish(self, words: Sequence[QueryWord]) -> "tantivy.Query | None":
        clauses = [
            (tantivy.Occur.Should, self._any_way(ways, f"{field}_{code}", boost))
            for word in words
            for code, ways in word.ways.items()
            if ways
            for field, boost in (("heart", HEART_BOOST), ("text", 1.0))
        ]
        return tantivy.Query.boolean_query(clauses) if clauses else None

    def _only(self, query: Query, limits: Limits) -> "list[tuple[tantivy.Occur, tantivy.Query]]":
        musts = [self._term("tag", fold_tag(tag)) for tag in limits.tags]
        if limits.site_id is not None:
            musts.append(self._term("site", limits.site_id))
        if limits.language is not None:
            musts.append(self._term("language", limits.language))
        if limits.changed_since is not None:
            since = limits.changed_since.toordinal()
            musts.append(tantivy.Query.range_query(self._schema, "day", tantivy.FieldType.Unsigned, since, 9_999_999))
        musts += [self._whole_phrase(phrase) for phrase in query.phrases]
        return [(tantivy.Occur.Must, tantivy.Query.const_score_query(must, 0.0)) for must in musts]

    def _term(self, field: str, text: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, _as_term(text), "basic")

    def _whole_phrase(self, phrase: Sequence[Mapping[str, str]]) -> tantivy.Query:
        """Wish for articles of any one language that have every word of the phrase somewhere."""
        languages = set.intersection(*(set(word) for word in phrase)) if phrase else set()
        choices = []
        for code in sorted(languages):
            terms = [tantivy.Query.term_query(self._schema, f"text_{code}", word[code], "basic") for word in phrase]
            choices.append(
                (tantivy.Occur.Should, tantivy.Query.boolean_query([(tantivy.Occur.Must, t) for t in terms]))
            )
        return tantivy.Query.boolean_query(choices) if choices else tantivy.Query.empty_query()

    def _any_way(self, ways: tuple[Way, ...], field: str, boost: float) -> tantivy.Query:
        wishes = [tantivy.Query.boost_query(self._way(way, field), boost * way.boost) for way in ways]
        return wishes[0] if len(wishes) == 1 else tantivy.Query.disjunction_max_query(wishes, OTHER_WAYS)

    def _way(self, way: Way, field: str) -> tantivy.Query:
        terms = [tantivy.Query.term_query(self._schema, field, term, "freq") for term in way.terms]
        if len(terms) == 1:
            return terms[0]
        occur = tantivy.Occur.Must if way.together else tantivy.Occur.Should
        both = tantivy.Query.boolean_query([(occur, term) for term in terms])
        return tantivy.Query.boost_query(both, 1.0 / len(terms))


def fold_tag(tag: str) -> str:
    """Return what two spellings of a tag have in common."""
    return "-".join(fold(word) for word in tag.replace("-", " ").split())


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("entry", fast=True)
    builder.add_unsigned_field("day", indexed=True, fast=True)
    for field in ("name", "site", "language", "tag"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for code in _LANGUAGES:
        for field in ("heart", "text"):
            builder.add_text_field(f"{field}_{code}", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _document(entry: EngineEntry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("entry", entry.number)
    document.add_unsigned("day", entry.changed.toordinal() if entry.changed else 0)
    document.add_text("name", _as_term(entry.name))
    document.add_text("site", _as_term(entry.site))
    document.add_text("language", _as_term(entry.own_language))
    for tag in entry.tags:
        document.add_text("tag", _as_term(fold_tag(tag)))
    document.add_text(f"heart_{entry.language}", entry.heart)
    document.add_text(f"text_{entry.language}", entry.text)
    return document


def _as_term(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")

"""The search index over articles: built once, read from any thread, replaced whole; knows no screen and no store."""

import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log, sqrt
from pathlib import Path

import tantivy

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.knowledge.entries import FIELDS, Entry, WordTable, count_words, read_entries
from operator_console.knowledge.excerpts import excerpt_of, marks_of
from operator_console.knowledge.lexicon import Lexicon
from operator_console.knowledge.matches import Match, Wanted
from operator_console.knowledge.memory import give_back
from operator_console.knowledge.query import Query, QueryWord, Way, read_query
from operator_console.knowledge.values import Hit, SearchRequest, SearchResult

FIELD_BOOSTS = {"title": 1.0, "synonyms": 1.5, "summary": 1.0, "facts": 0.8, "headings": 0.7, "body": 1.0}
CANDIDATES = 30
"""So many of the engine's best are looked at closely before the best of them are shown."""

OTHER_WAYS = 0.2
"""Share of their score that further ways to say a word add to the best one."""

_WRITER_BYTES = 15_000_000
_FOLDER_PREFIX = "index-"


class _Section:
    """The words of one language: their numbers, their meaning and where to find one by the other."""

    def __init__(self, language: str, entries: Sequence[Entry], table: WordTable) -> None:
        self.table = table
        self.lexicon = Lexicon(language, count_words(entries, language, table))
        numbers_of: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(table.folded):
            numbers_of[word].append(number)
        self.numbers_of = {word: tuple(numbers) for word, numbers in numbers_of.items()}

    def wanted(self, words: Sequence[QueryWord], language: str) -> Wanted:
        """Return what every word number answers best."""
        found: dict[int, tuple[int, float]] = {}
        for position, word in enumerate(words):
            for way in word.ways.get(language, ()):
                strength = sqrt(way.boost)
                for number in self._numbers(way.terms):
                    if found.get(number, (0, 0.0))[1] < strength:
                        found[number] = (position, strength)
        return found

    def _numbers(self, terms: Iterable[str]) -> Iterator[int]:
        for term in terms:
            for folded in self.lexicon.words_of_term(term):
                yield from self.numbers_of[folded]


class ArticleIndex:
    """Finds articles by what somebody types.

    An index never changes: searching is safe from any number of threads, and newer articles come by building another
    one in a worker thread and swapping it in. ``with_changes`` does so from the articles it already holds.
    """

    def __init__(self, entries: Sequence[Entry], tables: Mapping[str, WordTable], folder: Path | None) -> None:
        self._entries = entries
        self._folder = folder
        self._sections = {code: _Section(code, entries, table) for code, table in tables.items()}
        self._schema = _schema(tuple(self._sections))
        self._engine = self._fill(folder)
        self._searcher = self._engine.searcher()
        give_back()

    @classmethod
    def build(cls, articles: Iterable[Article], *, folder: Path | None = None) -> "ArticleIndex":
        """Build an index; takes about a second for a thousand long articles, so not on the UI thread.

        Args:
            articles: Of any number of sites and languages; deleted ones are left out.
            folder: Where the engine maps its data from disk, or None to hold it in memory. Older data in it is
                removed; it is not read again by a later run.

        Raises:
            OSError: The folder cannot be written.
        """
        entries, tables = read_entries(articles)
        return cls(entries, tables, folder)

    def with_changes(self, changed: Iterable[Article]) -> "ArticleIndex":
        """Build a new index in which these articles replace those of the same site, key and language.

        A deleted article leaves the index. Everything is analysed anew, because new words change how old ones split.
        """
        articles = {_identity(entry.article): entry.article for entry in self._entries}
        for article in changed:
            articles[_identity(article)] = article
        return ArticleIndex.build(articles.values(), folder=self._folder)

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article in the index, in the order given."""
        return tuple(entry.article for entry in self._entries)

    def search(self, request: SearchRequest) -> SearchResult:
        """Find articles; nothing is found for a text without words."""
        started = time.perf_counter()
        query = self.read(request.text, request.language)
        hits = self.find(query, request.site_id, request.limit)
        return SearchResult(hits=hits, took_s=time.perf_counter() - started, corrected=query.corrected)

    def read(self, text: str, language: str | None, *, unfinished: bool = True) -> Query:
        """Understand a text with the words of the articles in one language, or in all when it is None."""
        lexicons = {code: part.lexicon for code, part in self._sections.items() if language in {None, code}}
        return read_query(text, lexicons, unfinished=unfinished)

    def find(self, query: Query, site_id: SiteId | None, limit: int) -> tuple[Hit, ...]:
        """Find the articles for a request that was understood already, best first."""
        clauses = self._clauses(query)
        if not clauses or limit < 1:
            return ()
        wish = tantivy.Query.boolean_query(clauses)
        if site_id is not None:
            of_site = tantivy.Query.term_query(self._schema, "site", _as_term(site_id))
            only = tantivy.Query.const_score_query(of_site, 0.0)
            wish = tantivy.Query.boolean_query([(tantivy.Occur.Must, wish), (tantivy.Occur.Must, only)])
        found = self._searcher.search(wish, limit=max(limit, CANDIDATES), count=False).hits
        if not found:
            return ()
        weights = self._weights(query)
        wanted = {code: part.wanted(query.words, code) for code, part in self._sections.items()}
        numbers = self._searcher.fast_field_values("entry", [address for _score, address in found])
        matches = []
        for number, (score, _address) in zip(numbers, found, strict=True):
            entry = self._entries[int(number or 0)]
            matches.append(Match(entry, score, query.spoken, wanted[entry.language], weights))
        matches.sort(key=lambda match: -match.score)
        return tuple(self._hit(match, query, weights) for match in matches[:limit])

    def _hit(self, match: Match, query: Query, weights: Sequence[float]) -> Hit:
        entry = match.entry
        lengths = self._sections[entry.language].table.lengths
        excerpt, excerpt_marks = excerpt_of(entry.content, match.content_places, weights, lengths)
        return Hit(
            article=entry.article,
            score=match.score,
            title_marks=marks_of(entry.title, match.title_places, lengths),
            excerpt=excerpt,
            excerpt_marks=excerpt_marks,
            matched_words=tuple(dict.fromkeys(query.words[position].text for position in sorted(match.answered))),
            coverage=match.coverage,
            focus=match.focus,
        )

    def _weights(self, query: Query) -> list[float]:
        """Return how much every word of the request means: the fewer articles hold it, the more."""
        total = len(self._entries)
        weights = []
        for word in query.words:
            known = [self._documents(ways[0].terms, code) for code, ways in word.ways.items() if ways]
            weights.append(log(1.0 + total / (1 + max(known, default=0))))
        return weights

    def _documents(self, terms: tuple[str, ...], language: str) -> int:
        fields = [f"{field}_{language}" for field in ("title", "body")]
        return min(max(self._searcher.doc_freq(field, term) for field in fields) for term in terms)

    def _clauses(self, query: Query) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        return [
            (tantivy.Occur.Should, self._any_way(ways, f"{field}_{code}", boost))
            for word in query.words
            for code, ways in word.ways.items()
            if ways
            for field, boost in FIELD_BOOSTS.items()
        ]

    def _any_way(self, ways: tuple[Way, ...], field: str, boost: float) -> tantivy.Query:
        wishes = [tantivy.Query.boost_query(self._way(way, field), boost * way.boost) for way in ways]
        return wishes[0] if len(wishes) == 1 else tantivy.Query.disjunction_max_query(wishes, OTHER_WAYS)

    def _way(self, way: Way, field: str) -> tantivy.Query:
        terms = [tantivy.Query.term_query(self._schema, field, term, "freq") for term in way.terms]
        if len(terms) == 1:
            return terms[0]
        occur = tantivy.Occur.Must if way.together else tantivy.Occur.Should
        return tantivy.Query.boost_query(
            tantivy.Query.boolean_query([(occur, term) for term in terms]), 1.0 / len(terms)
        )

    def _fill(self, folder: Path | None) -> tantivy.Index:
        engine = tantivy.Index(self._schema, path=_fresh_folder(folder))
        terms = {
            code: [" ".join(part.lexicon.terms(word)) for word in part.table.folded]
            for code, part in self._sections.items()
        }
        writer = engine.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for number, entry in enumerate(self._entries):
            words = terms[entry.language]
            document = tantivy.Document()
            document.add_unsigned("entry", number)
            document.add_text("site", _as_term(entry.article.site_id))
            for field in FIELDS:
                text = " ".join([words[word] for word in entry.words_of_field(field)])
                document.add_text(f"{field}_{entry.language}", text)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        engine.reload()
        return engine


def _schema(languages: Iterable[str]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("entry", fast=True)
    builder.add_text_field("site", tokenizer_name="raw", index_option="basic")
    for code in languages:
        for field in FIELDS:
            builder.add_text_field(f"{field}_{code}", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _fresh_folder(folder: Path | None) -> str | None:
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{_FOLDER_PREFIX}*"):
        shutil.rmtree(old, ignore_errors=True)  # a folder still mapped by a running index may resist on Windows
    return tempfile.mkdtemp(prefix=_FOLDER_PREFIX, dir=folder)


def _identity(article: Article) -> tuple[str, str, str]:
    return article.site_id, article.key, article.language


def _as_term(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")

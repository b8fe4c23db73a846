"""The search index over articles: read from any thread, kept on disk, replaced on change; knows no screen, no store."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from msgspec import Struct

from operator_console.domain.articles import Article, ArticleFigures, ArticleName
from operator_console.domain.ids import SiteId
from operator_console.knowledge.building import (
    BETWEEN,
    Content,
    build_content,
    changed_content,
    name_of,
    name_text,
    open_content,
    sum_of,
)
from operator_console.knowledge.engine import Limits
from operator_console.knowledge.entries import decode_reading, decode_showing, language_of
from operator_console.knowledge.errors import IndexUnusable
from operator_console.knowledge.filters import read_filters
from operator_console.knowledge.hits import Worth, hit_of
from operator_console.knowledge.pausing import Pause, no_pause
from operator_console.knowledge.query import Query, read_query
from operator_console.knowledge.ranking import Averages, Match, Request, has_phrases
from operator_console.knowledge.saved import places
from operator_console.knowledge.sense import BROUGHT, WAIT_S, Nearness, Sense, sense_key
from operator_console.knowledge.usage import UNKNOWN, Standing, standings
from operator_console.knowledge.values import Hit, SearchRequest, SearchResult

CANDIDATES = 80
"""So many of the engine's best are looked at closely before the best of them are shown."""

LOOKED_AT_CLOSELY = 30
"""So many of the candidates have the places of their words looked at."""

COMPARED = 12
"""So many of the best of those are compared with the request letter by letter; being alike only ever raises one."""

PHRASE_CANDIDATES = 1_000
"""So many where a phrase is asked for: the engine knows which words an article has, not their order."""

MOST_CHANGES = 0.1
"""When a larger share of the articles has changed since the last build, everything is built anew."""

FEW_HITS = 3
SENTENCE_WORDS = 3
FEW_ARTICLES = 50
MOST_SLABS = 64


class _Ranked(Struct):
    """A match on its way to its place among the hits.

    Attributes:
        score: By words, until `_put_in_order` makes it what counts.
    """

    match: Match
    request: Request
    standing: Standing
    name: str
    score: float = 0.0

    @property
    def by_words(self) -> float:
        return self.match.score * self.standing.factor

    def place(self) -> tuple[float, str]:
        """Return what puts the best first, and equals always in the same order."""
        return -self.score, self.name

    def place_by_words(self) -> tuple[float, str]:
        """Return the same as the words alone have it."""
        return -self.by_words, self.name


class ArticleIndex:
    """Finds articles by what somebody types.

    What an index finds never changes: searching is safe from any number of threads, and newer articles come with
    another one, swapped in. Only one thread may build or change indexes of one folder.
    """

    def __init__(self, content: Content) -> None:
        self._content = content
        self._numbers = content.numbers()
        self._standings: dict[str, Standing] = {}
        self._sense: Sense | None = None
        self._by_key: dict[str, int] | None = None

    # ------------------------------------------------------------------------------------------- making

    @classmethod
    def build(
        cls, articles: Iterable[Article], *, folder: Path | None = None, pause: Pause = no_pause
    ) -> "ArticleIndex":
        """Build an index; takes about a second for a thousand long articles, so not on the UI thread.

        Args:
            articles: Of any number of sites and languages; deleted ones are left out.
            folder: Where it is kept, or None to hold it in memory. Older indexes in it are removed.
            pause: Called every few milliseconds of work.

        Raises:
            OSError: The folder cannot be written.
        """
        return cls(build_content(articles, folder, pause))

    @classmethod
    def open(cls, folder: Path) -> "ArticleIndex":
        """Open the newest index in a folder.

        Raises:
            IndexUnusable: There is none, or it is damaged, or another version of the product wrote it.
        """
        for place in places(folder):
            return cls(open_content(place))
        raise IndexUnusable("there is no index")

    @classmethod
    def current(cls, articles: Sequence[Article], folder: Path, pause: Pause = no_pause) -> "ArticleIndex":
        """Open the index in a folder and bring it up to date, or build it when there is none that can be used.

        Raises:
            OSError: The folder cannot be written.
        """
        try:
            return cls.open(folder).brought_to(articles, folder, pause)
        except IndexUnusable:
            return cls.build(articles, folder=folder, pause=pause)

    def brought_to(self, articles: Sequence[Article], folder: Path | None, pause: Pause = no_pause) -> "ArticleIndex":
        """Return an index over exactly these articles: this one, a changed one or one built anew.

        Raises:
            OSError: The folder cannot be written.
        """
        wanted = {name_of(article): article for article in articles if not article.deleted}
        sums = self._content.sums
        changed = []
        for name, article in wanted.items():
            number = self._numbers.get(name)
            if number is None or sums[number] != sum_of(article):
                changed.append(article)
            pause()
        gone = self._numbers.keys() - wanted.keys()
        if not changed and not gone:
            return self
        if self._is_worn(len(changed) + len(gone), len(wanted)):
            other = ArticleIndex.build(wanted.values(), folder=folder, pause=pause)
            other.take_sense(self._sense)
            return other
        return self._with(changed, gone, pause)

    def with_changes(self, changed: Iterable[Article]) -> "ArticleIndex":
        """Return an index in which these articles replace those of the same site, key and language.

        A deleted article leaves the index.

        Raises:
            OSError: The folder cannot be written.
        """
        latest = {name_of(article): article for article in changed}
        gone = {name for name, article in latest.items() if article.deleted}
        return self._with([article for article in latest.values() if not article.deleted], gone, no_pause)

    def take_figures(self, figures: Mapping[ArticleName, ArticleFigures]) -> None:
        """Let use by agents and solved chats count from now on, within the bounds of ``usage``."""
        self._standings = {name_text(name): standing for name, standing in standings(figures).items()}

    def take_sense(self, sense: Sense | None) -> None:
        """Let nearness of meaning take part in what is found and in its order from now on, or no longer."""
        self._sense = sense

    # ------------------------------------------------------------------------------------------- reading

    @property
    def has_sense(self) -> bool:
        """Tell whether nearness of meaning takes part at this moment."""
        return self._sense is not None and self._sense.weight > 0.0

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article in the index."""
        showings = self._content.showings
        return tuple(decode_showing(showings.record(number)).article for number in self._numbers.values())

    def search(self, request: SearchRequest) -> SearchResult:
        """Find articles; nothing is found for a text without words and filters.

        Raises:
            IndexUnusable: A file was damaged after it was opened.
        """
        started = time.perf_counter()
        filters = read_filters(request.text)
        since = request.changed_since
        if filters.days is not None and request.today is not None:
            since = max(filter(None, (since, request.today - timedelta(days=filters.days))))
        language = filters.language or request.language
        limits = Limits(request.site_id, language, (*request.tags, *filters.tags), since)
        query = self.read(filters.text, language)
        hits = self._find(query, limits, request.limit)
        return SearchResult(hits=hits, took_s=time.perf_counter() - started, corrected=query.corrected)

    def read(self, text: str, language: str | None, *, unfinished: bool = True) -> Query:
        """Understand a text with the words of the articles in one language, or in all when it is None."""
        lexicons = {code: one for code, one in self._content.lexicons.items() if language in {None, code}}
        return read_query(text, lexicons, unfinished=unfinished)

    def find(self, query: Query, site_id: SiteId | None, limit: int) -> tuple[Hit, ...]:
        """Find the articles for a request that was understood already, best first.

        Where a sentence model takes part it is asked what ``query.asked`` says.
        """
        return self._find(query, Limits(site_id), limit)

    # ------------------------------------------------------------------------------------------- private

    def _find(self, query: Query, limits: Limits, limit: int) -> tuple[Hit, ...]:
        if limit < 1:
            return ()
        content = self._content
        most = PHRASE_CANDIDATES if query.phrase_words else max(limit, CANDIDATES)
        sense = self._sense if query.asked and not query.phrase_words else None
        number = sense.ask(query.asked) if sense is not None and sense.weight > 0.0 else 0
        candidates = self._candidates(query, limits, most)
        matches = self._matches(candidates, query)
        nearness = self._nearness(sense, number, query.meaning)
        if nearness:
            matches += self._matches(self._brought(nearness, set(candidates), query, limits), query)
        best = max((match.score for match, _request in matches), default=0.0)
        matches.sort(key=lambda one: -nearness.fused(one[0].number, one[0].score, best))
        ranked = []
        for match, request in matches[: max(limit, LOOKED_AT_CLOSELY)]:
            match.look_closely()
            standing = self._standings.get(content.names[match.number], UNKNOWN)
            ranked.append(_Ranked(match, request, standing, content.names[match.number]))
        best = max((one.by_words for one in ranked), default=0.0)
        _put_in_order(ranked, nearness, best)
        showings = {
            one.match.number: decode_showing(content.showings.record(one.match.number))
            for one in ranked[: max(limit, COMPARED)]
        }
        head = ranked[:COMPARED]
        for one in head:
            one.match.compare(showings[one.match.number])
        _put_in_order(head, nearness, max([best, *(one.by_words for one in head)]))
        for one in ranked[COMPARED:]:  # being alike has made the best better, which must not raise the others
            one.score = min(one.score, head[-1].score)
        ranked[:COMPARED] = head
        known = set(candidates)
        words_order = sorted(ranked, key=_Ranked.place_by_words) if nearness else ranked
        before = {one.match.number: at for at, one in enumerate(words_order)}
        hits = []
        for at, one in enumerate(ranked[:limit]):
            number = one.match.number
            raised = bool(nearness) and (number not in known or at < before[number])
            near = nearness.of(number) if nearness else None
            worth = Worth(one.score, one.by_words, one.standing, near, raised)
            hits.append(hit_of(one.match, worth, query, one.request, showings[number]))
        return tuple(hits)

    def _matches(self, numbers: Iterable[int], query: Query) -> list[tuple[Match, Request]]:
        """Return the articles beside the request, without those that lack a phrase of it."""
        requests: dict[str, Request] = {}
        matches = []
        for number in numbers:
            reading = decode_reading(self._content.readings.record(number))
            request = requests.get(reading.language)
            if request is None:
                request = requests[reading.language] = self._request(query, reading.language)
            if not request.phrases or has_phrases(reading, request):
                matches.append((Match(number, reading, request), request))
        return matches

    def _nearness(self, sense: Sense | None, number: int, meaning: float) -> Nearness:
        """Wait a little for what the sense answers."""
        if sense is None or not number:
            return Nearness()
        cosines = sense.answer(number, WAIT_S)
        if not cosines:
            return Nearness()
        sums = self._content.sums
        by_key = self._by_key
        if by_key is None:
            by_key = self._by_key = {sense_key(name, sums[at]): at for name, at in self._numbers.items()}
        found = {by_key[key]: cosine for key, cosine in cosines.items() if key in by_key}
        return Nearness(sense.weight * meaning, found)

    def _brought(self, nearness: Nearness, known: set[int], query: Query, limits: Limits) -> Iterator[int]:
        """Yield the nearest articles within the limits that the words have not found."""
        left = BROUGHT
        for number in sorted(nearness.cosines, key=nearness.cosines.__getitem__, reverse=True):
            if left == 0:
                break
            site_id, _key, _language = self._content.names[number].split(BETWEEN)
            if limits.site_id is not None and site_id != limits.site_id:
                continue
            article = decode_showing(self._content.showings.record(number)).article
            if language_of(article) in query.languages and limits.allow(article):
                left -= 1
                if number not in known:
                    yield number

    def _candidates(self, query: Query, limits: Limits, most: int) -> list[int]:
        """Return the articles to look at; a sentence whose topic is hardly known finds a few by its small words."""
        found = self._content.engine.find(query.words, query, limits, most)
        if len(found) < FEW_HITS and len(query.all_words) >= SENTENCE_WORDS:
            others = self._content.engine.find(query.all_words, query, limits, 2 * FEW_HITS)
            found += [number for number in others if number not in found][: FEW_HITS - len(found)]
        return found

    def _request(self, query: Query, language: str) -> Request:
        content = self._content
        terms = {term for word in query.all_words for way in word.ways.get(language, ()) for term in way.terms}
        frequencies = {term: content.engine.frequency(term, language) for term in terms}
        averages = content.averages.get(language, Averages(1.0, 1.0))
        return Request(query, content.lexicons[language], averages, frequencies, len(self._numbers))

    def _is_worn(self, changes: int, total: int) -> bool:
        """Tell whether so many articles changed since the last full build that the words should be read anew."""
        before = len(self._content.names) - len(self._numbers)
        slabs = len(self._content.readings.slabs)
        return slabs >= MOST_SLABS or before + changes > max(FEW_ARTICLES, total * MOST_CHANGES)

    def _with(self, changed: Sequence[Article], gone: Iterable[str], pause: Pause) -> "ArticleIndex":
        other = ArticleIndex(changed_content(self._content, changed, set(gone), pause))
        other._standings, other._sense = self._standings, self._sense
        return other


def _put_in_order(ranked: list[_Ranked], nearness: Nearness, best: float) -> None:
    """Put the best first: by its words, and by its nearness where there is one."""
    for one in ranked:
        one.score = nearness.fused(one.match.number, one.by_words, best)
    ranked.sort(key=_Ranked.place)

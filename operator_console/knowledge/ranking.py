"""How well one article answers a request: fields, rarity, nearness, lines and the beginning weighed; knows no engine.

The formula is BM25F (Robertson, Zaragoza and Taylor 2004: one saturation over all fields) with a flattened rarity,
raised by how much of the request stands in the title, close together, in one line and at the beginning. Its constants
were chosen on one half of the public sets of ``bench search`` together; the other half is what is reported.

An article without a title says by its whole text what it is about: rarity counts in full there, a short text before a
long one, and how alike the request are the text as a whole and how it opens. These constants were chosen on one half of
the titles of five bases together, asked of their articles without them.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import nlargest
from math import fsum, log, sqrt

from msgspec import Struct

from operator_console.knowledge.entries import Layout, Reading, Showing, as_numbers
from operator_console.knowledge.lexicon import Lexicon
from operator_console.knowledge.likeness import Likeness
from operator_console.knowledge.query import Query, QueryWord

SATURATION = 1.2
TITLE, EXTRA, HEADING, SUMMARY, FACT, BODY = 4.0, 3.0, 1.0, 1.3, 1.2, 1.0
TITLE_LENGTH, CONTENT_LENGTH = 0.5, 0.41
"""How far a long title or content counts as less: 0 not at all, 1 in full proportion."""

EXACT = 0.5
"""A word in the very form that was typed counts so much more."""

RARE = 3
"""A word in one article says hardly more of what is asked for than one in so many."""

SMALL_WORD = 0.5
"""A word that carries no topic counts so much."""

OTHER_WAYS = 0.1
"""Share of their score that further ways to say a word add to the best one."""

COVERAGE_GAIN, TITLE_GAIN, BEGINNING_GAIN, TITLE_SHARE_GAIN, PHRASE_GAIN = 0.2, 0.5, 0.7, 1.3, 0.6
NEAR_WORDS = 4
BEGINNING_WORDS = 30
LINE_WORDS = 20
"""A line of so many words counts 30 % less than a short one."""

LINES_COMPARED = 6
WORDS_COMPARED = 500
OPENING_CHARS = 200
SHORTEST = 0.3
"""Of the usual length; below it, being shorter is hardly worth more."""

Place = tuple[int, int]
"""Place in the article's row of words, and the position in the request of what stands there."""


class Averages(Struct, frozen=True, array_like=True):
    """Words in the titles and contents of one language, on average."""

    title: float
    content: float


class Manner(Struct, frozen=True):
    """How articles of one kind are judged.

    Attributes:
        saturation: How often a word must stand there to count half of the most.
        near, line, likeness, whole, opening: What being close together, in one line, and alike (its title or best line,
            its whole text, its opening) add.
        length: The power by which a longer text counts less.
    """

    saturation: float
    near: float
    line: float
    likeness: float
    whole: float = 0.0
    opening: float = 0.0
    length: float = 0.0


TITLED = Manner(SATURATION, near=0.7, line=0.5, likeness=1.5)
UNTITLED = Manner(0.8, near=0.5, line=0.2, likeness=0.5, whole=3.0, opening=1.5, length=0.2)
"""Articles of both kinds stand in one list: half of the sample base without titles pushes no titled one back."""


class Request:
    """A query made ready for the articles of one language.

    Attributes:
        ways: By slot (a term by which a word may be said), the word's position and which of its ways it belongs to.
        most: By slot, what it can add.
        full: By slot, the same with rarity in full.
        flattened: What brings a sum of those to the scale of the others.
        weights: By position, how much the word counts.
        meanings: By position, how much the word says of what is asked for; nothing for one without a topic.
        terms: By position, the terms by which articles may say it.
        topical: By position, whether the word carries a topic.
        likeness: Compares lines with all of its words.
    """

    def __init__(
        self, query: Query, lexicon: Lexicon, averages: Averages, frequencies: Mapping[str, int], total: int
    ) -> None:
        self.lexicon = lexicon
        self.spoken = query.spoken
        self.averages = averages
        self.likeness = Likeness(query.typed, lexicon, total)
        self.ways: list[tuple[int, int]] = []
        self.most: list[float] = []
        self.full: list[float] = []
        self.slots_of: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self.exact: dict[int, int] = {}
        self.strengths: dict[int, dict[int, float]] = {}
        self.weights: list[float] = []
        self.rarities: list[float] = []
        self.meanings: list[float] = []
        self.terms: list[set[str]] = []
        self.topical = [word.topical for word in query.all_words]
        for position, word in enumerate(query.all_words):
            self._add(position, word, lexicon, frequencies, total)
        self.whole = fsum(self.weights) or 1.0
        full = fsum(weight * rarity for weight, rarity in zip(self.weights, self.rarities, strict=True))
        self.flattened = self.whole / (full or 1.0)
        self.wanted = frozenset(self.slots_of)
        self.phrases = [[lexicon.number(word) for word in words] for words in query.phrase_words]

    def _add(
        self, position: int, word: QueryWord, lexicon: Lexicon, frequencies: Mapping[str, int], total: int
    ) -> None:
        ways = word.ways.get(lexicon.language, ())
        exact = lexicon.number(word.folded)
        if exact is not None:
            self.exact[exact] = position
        rarest = other = 0.0
        for place, way in enumerate(ways):
            for term in way.terms:
                count = frequencies[term]
                rarity = sqrt(log(1.0 + (max(0, total - count) + 0.5) / (count + 0.5)))
                if way.boost >= 0.8:
                    rarest = max(rarest, rarity)
                other = max(other, rarity)
                most = rarity * way.boost / len(way.terms) * (1.0 if word.topical else SMALL_WORD)
                self.ways.append((position, place))
                self.most.append(most)
                self.full.append(most * rarity)
                for number in lexicon.numbers_of_term(term):
                    as_typed = way.boost >= 1.0 and number == exact
                    self.slots_of[number].append((len(self.ways) - 1, 1.0 + EXACT if as_typed else 1.0))
                    strengths = self.strengths.setdefault(number, {})
                    strengths[position] = max(strengths.get(position, 0.0), way.boost)
        self.terms.append({term for way in ways for term in way.terms})
        rarity = rarest or other or sqrt(log(1.0 + total))
        count = min((frequencies[term] for term in ways[0].terms), default=0) if ways else 0
        self.meanings.append(log(1.0 + total / (RARE + count)) if word.topical else 0.0)
        self.rarities.append(rarity)
        self.weights.append(rarity if word.topical else rarity * SMALL_WORD)


class Match:
    """One article beside one request.

    Attributes:
        number: Of the article.
        title_places: Words of the title that answer, in order.
        content_places: Words of the content that answer, in order, counted from its beginning.
        answered: Positions of the request that the article answers anywhere, with how well it does, up to 1.
        focus: The same for title, synonyms, tags, summary and facts.
        exact: Positions of words that stand in the article in the very form that was typed.
        at_beginning: What is answered in the first words of the content.
        lines: Of every line of the content that answers topical words, how well it does and its first and last place.
        gains: What raised the score, by name, each 0 to 1.
    """

    __slots__ = (
        "_amount", "_manner", "_reading", "_request", "_titled", "answered", "at_beginning", "content_places", "exact",
        "focus", "gains", "lines", "number", "score", "title_places",
    )  # fmt: skip

    def __init__(self, number: int, reading: Reading, request: Request) -> None:
        self.number = number
        self.exact: set[int] = set()
        self.at_beginning: dict[int, float] = {}
        self.answered: dict[int, float] = {}
        self.focus: dict[int, float] = {}
        self.title_places: list[Place] = []
        self.content_places: list[Place] = []
        self.lines: list[tuple[float, int, int]] = []
        self.gains: dict[str, float] = {}
        self._reading = reading
        self._request = request
        self._titled: dict[int, float] = {}
        self._manner = TITLED if reading.layout.title else UNTITLED
        self._amount = self._reckoned(self._count())
        coverage = _share(self.answered, request.weights, request.whole)
        title = _share(self._titled, request.weights, request.whole)
        self.gains = {"coverage": coverage, "title": title}
        self.score = self._amount * (1.0 + COVERAGE_GAIN * coverage + (TITLE_GAIN + TITLE_SHARE_GAIN) * title)

    def look_closely(self) -> None:
        """Reckon in what the places tell; until then ``score`` is a rough one."""
        reading, request, gains = self._reading, self._request, self.gains
        self.title_places.sort()
        self.content_places.sort()
        in_title = len({place for place, _position in self.title_places})
        gains["title_share"] = gains["title"] * in_title / (reading.layout.title or 1)
        gains["near"] = self._nearness(request)
        gains["line"] = self._best_line(reading, request)
        gains["beginning"] = self._beginning(request)
        gains["phrase"] = float(any(phrase in request.spoken for phrase in reading.phrases))
        gain = COVERAGE_GAIN * gains["coverage"] + TITLE_GAIN * gains["title"]
        gain += TITLE_SHARE_GAIN * gains["title_share"] + self._manner.near * gains["near"]
        gain += self._manner.line * gains["line"] + BEGINNING_GAIN * gains["beginning"]
        self.score = self._amount * (1.0 + gain + PHRASE_GAIN * gains["phrase"])

    def compare(self, showing: Showing) -> None:
        """Reckon in how alike the request are the title and the lines that answer best, whichever is most.

        Without a title, the whole text and its opening count as well.
        """
        manner, likeness = self._manner, self._request.likeness
        content, starts = showing.content, as_numbers(showing.content_starts)
        texts = [showing.article.title]
        for _value, start, end in nlargest(LINES_COMPARED, self.lines):
            texts.append(content[starts[start] : starts[end] if end < len(starts) else len(content)])
        self.gains["likeness"] = max(map(likeness.of, texts))
        gain = manner.likeness * self.gains["likeness"]
        if manner.whole:
            gain += manner.whole * likeness.of(content, WORDS_COMPARED)
            gain += manner.opening * likeness.of(content[:OPENING_CHARS])
        self.score *= 1.0 + gain

    def _reckoned(self, counted: Mapping[int, float]) -> float:
        """Add up what was counted, a long text without a title less."""
        request, manner = self._request, self._manner
        if manner is TITLED:
            return _amount(counted, request, manner.saturation, request.most)
        layout = self._reading.layout
        length = (layout.end - layout.content_at) / (request.averages.content or 1.0)
        amount = _amount(counted, request, manner.saturation, request.full)
        return float(amount * request.flattened / (SHORTEST + length) ** manner.length)

    def _count(self) -> dict[int, float]:
        """Count every term over the article's parts, a word of the title more than one of the body."""
        reading, request = self._reading, self._request
        layout, averages = reading.layout, request.averages
        title_norm = 1.0 - TITLE_LENGTH + TITLE_LENGTH * layout.title / (averages.title or 1.0)
        content_length = (layout.end - layout.content_at) / (averages.content or 1.0)
        content_norm = 1.0 - CONTENT_LENGTH + CONTENT_LENGTH * content_length
        numbers = as_numbers(reading.numbers)
        ends, places = as_numbers(reading.ends), as_numbers(reading.places)
        counted: dict[int, float] = {}
        for found in request.wanted.intersection(numbers):
            at = bisect_left(numbers, found)
            stands = places[ends[at - 1] if at else 0 : ends[at]].tolist()
            strengths = request.strengths[found]
            if stands[0] >= layout.body_at:
                amount = BODY * len(stands) / content_norm
            else:
                in_title, extra, heading, summary, fact, body = _parts(stands, layout)
                amount = TITLE * in_title / title_norm + EXTRA * extra + HEADING * heading
                amount += (SUMMARY * summary + FACT * fact + BODY * body) / content_norm
                if in_title:
                    _keep_best(self._titled, strengths)
                if in_title or extra or summary or fact:
                    _keep_best(self.focus, strengths)
            exact = request.exact.get(found, -1)
            if exact >= 0:
                self.exact.add(exact)
            for slot, factor in request.slots_of[found]:
                counted[slot] = counted.get(slot, 0.0) + amount * factor
            _keep_best(self.answered, strengths)
            self._note(strengths, stands, layout)
        return counted

    def _note(self, strengths: Mapping[int, float], stands: list[int], layout: Layout) -> None:
        title_end = bisect_left(stands, layout.title) if stands[0] < layout.title else 0
        content_at = layout.content_at
        content = stands if stands[0] >= content_at else stands[bisect_left(stands, content_at) :]
        for position in strengths:
            if title_end:
                self.title_places += [(place, position) for place in stands[:title_end]]
            self.content_places += [(place - content_at, position) for place in content]

    def _nearness(self, request: Request) -> float:
        """Return the share of the request that stands right after the word before it, as in the request."""
        weights = request.weights
        near: dict[int, float] = {}
        for places in (self.title_places, self.content_places):
            before_at = before = -1
            for at, position in places:
                if position == before + 1 and before >= 0 and 0 < at - before_at <= NEAR_WORDS:
                    near[position] = min(weights[position], weights[before])
                before_at, before = at, position
        return fsum(near.values()) / request.whole

    def _best_line(self, reading: Reading, request: Request) -> float:
        """Return how much of the request the best line answers, a long line less."""
        first, end = reading.layout.content_at, reading.layout.end
        starts, topical, weights, answered = as_numbers(reading.lines), request.topical, request.weights, self.answered
        value = 0.0
        line_start, line_end = 0, -1
        seen = 0
        for at, position in self.content_places:
            if not topical[position]:
                continue
            if at + first >= line_end:
                if value:
                    self._keep_line(value, line_start - first, line_end - first)
                line = bisect_right(starts, at + first)
                line_start = starts[line - 1]
                line_end = starts[line] if line < len(starts) else end
                value, seen = 0.0, 0
            if not seen >> position & 1:
                seen |= 1 << position
                value += weights[position] * answered[position]
        if line_end >= 0:
            self._keep_line(value, line_start - first, line_end - first)
        return max(self.lines)[0] / request.whole if self.lines else 0.0

    def _keep_line(self, value: float, start: int, end: int) -> None:
        self.lines.append((value / sqrt(1.0 + (end - start) / LINE_WORDS), start, end))

    def _beginning(self, request: Request) -> float:
        upto = bisect_left(self.content_places, (BEGINNING_WORDS, -1))
        self.at_beginning = {position: self.answered[position] for _at, position in self.content_places[:upto]}
        return _share(self.at_beginning, request.weights, request.whole)


def has_phrases(reading: Reading, request: Request) -> bool:
    """Tell whether every phrase of the request stands in the article word by word."""
    numbers = as_numbers(reading.numbers)
    ends, places = as_numbers(reading.ends), as_numbers(reading.places)

    def places_of(number: int | None) -> "memoryview[int]":
        at = bisect_left(numbers, number) if number is not None else len(numbers)
        if number is None or at == len(numbers) or numbers[at] != number:
            return memoryview(b"").cast("I")
        return places[ends[at - 1] if at else 0 : ends[at]]

    for phrase in request.phrases:
        stands = set(places_of(phrase[0]))
        for word in phrase[1:]:
            stands = {place + 1 for place in stands} & set(places_of(word))
        if not stands:
            return False
    return True


def _parts(stands: Sequence[int], layout: Layout) -> tuple[int, int, int, int, int, int]:
    """Count places in title, synonyms and tags, headings, summary, facts and body."""
    title = bisect_left(stands, layout.title)
    extra = bisect_left(stands, layout.headings_at, title)
    headings = bisect_left(stands, layout.content_at, extra)
    summary = bisect_left(stands, layout.facts_at, headings)
    facts = bisect_left(stands, layout.body_at, summary)
    return title, extra - title, headings - extra, summary - headings, facts - summary, len(stands) - facts


def _amount(counted: Mapping[int, float], request: Request, saturation: float, most: Sequence[float]) -> float:
    """Add for every word the best of its ways and a share of the others; `most` is by slot."""
    ways: dict[tuple[int, int], float] = {}
    for number, amount in counted.items():
        way = request.ways[number]
        ways[way] = ways.get(way, 0.0) + most[number] * (saturation + 1.0) * amount / (saturation + amount)
    best: dict[int, float] = {}
    others = 0.0
    for (position, _way), value in ways.items():
        before = best.get(position, 0.0)
        if value > before:
            best[position] = value
        others += min(value, before)
    return fsum(best.values()) + OTHER_WAYS * others


def _keep_best(kept: dict[int, float], strengths: Mapping[int, float]) -> None:
    for position, strength in strengths.items():
        if strength > kept.get(position, 0.0):
            kept[position] = strength


def _share(answered: Mapping[int, float], weights: Sequence[float], whole: float) -> float:
    return fsum(weights[position] * strength for position, strength in answered.items()) / whole

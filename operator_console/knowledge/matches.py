"""How much of a request one article answers, and where; knows no engine and makes no text."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import fsum

from operator_console.knowledge.entries import Entry, Text

COVERAGE_GAIN = 1.0
FOCUS_GAIN = 0.7
NEARNESS_GAIN = 0.4
NEAR_WORDS = 5
"""So many words further on, the next word of the request still counts as standing next to the one before."""

_MOST_WORDS_READ = 4000

Place = tuple[int, int]
"""Index of a word within its text, and the position in the request of what it answers."""


class Match:
    """One article beside one request.

    Attributes:
        title_places: Words of the title that answer, in order.
        content_places: Words of the content that answer, in order; a very long text is read in part.
        answered: Positions of the request that the article answers anywhere.
        coverage: Share of the request's meaning answered anywhere.
        focus: The share answered by title, synonyms, summary and facts.
        score: The engine's score, raised for coverage, focus and words that stand together as in the request.
    """

    __slots__ = ("answered", "content_places", "coverage", "entry", "focus", "score", "title_places")

    def __init__(
        self, entry: Entry, engine_score: float, wanted: Mapping[int, int], weights: Sequence[float]
    ) -> None:
        self.entry = entry
        self.title_places = _places(entry.title, wanted)
        self.content_places = _places(entry.content, wanted)
        heart = bisect_left(self.content_places, (entry.body_at, -1))
        near: set[int] = set()
        focus = {wanted[word] for word in entry.synonyms if word in wanted}
        _collect(self.title_places, focus, near)
        _collect(self.content_places[:heart], focus, near)
        self.answered = set(focus)
        _collect(self.content_places[heart:], self.answered, near)
        self.coverage = _share(self.answered, weights)
        self.focus = _share(focus, weights)
        gain = COVERAGE_GAIN * self.coverage + FOCUS_GAIN * self.focus + NEARNESS_GAIN * _share(near, weights)
        self.score = engine_score * (1.0 + gain)


def _places(text: Text, wanted: Mapping[int, int]) -> list[Place]:
    words = text.words if len(text.words) <= _MOST_WORDS_READ else text.words[:_MOST_WORDS_READ]
    return [(at, wanted[word]) for at, word in enumerate(words) if word in wanted]


def _collect(places: list[Place], answered: set[int], near: set[int]) -> None:
    last_at, last = 0, -2
    for at, position in places:
        answered.add(position)
        if position == last + 1 and at - last_at <= NEAR_WORDS:
            near.add(position)
        last_at, last = at, position


def _share(positions: set[int], weights: Sequence[float]) -> float:
    whole = fsum(weights)
    return fsum(weights[position] for position in positions) / whole if whole else 0.0

"""How much of a request one article answers, and where; knows no engine and makes no text."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import fsum

from operator_console.knowledge.entries import Entry, Text

COVERAGE_GAIN = 1.0
FOCUS_GAIN = 0.7
NEARNESS_GAIN = 0.4
PHRASE_GAIN = 0.6
NEAR_WORDS = 5
"""So many words further on, the next word of the request still counts as standing next to the one before."""

_MOST_WORDS_READ = 4000

Place = tuple[int, int]
"""Index of a word within its text, and the position in the request of what it answers."""

Wanted = Mapping[int, tuple[int, float]]
"""By word number: the position in the request of what the word answers, and how well it does, up to 1."""


class Match:
    """One article beside one request.

    Attributes:
        title_places: Words of the title that answer, in order.
        content_places: Words of the content that answer, in order; a very long text is read in part.
        answered: Positions of the request that the article answers anywhere, with how well it does.
        coverage: Share of the request's meaning answered anywhere.
        focus: The share answered by title, synonyms, summary and facts.
        score: The engine's score, raised for coverage, for focus, for words that stand together as in the request,
            and for a synonym of the article that the request holds as it stands.
    """

    __slots__ = ("answered", "content_places", "coverage", "entry", "focus", "score", "title_places")

    def __init__(
        self, entry: Entry, engine_score: float, spoken: str, wanted: Wanted, weights: Sequence[float]
    ) -> None:
        self.entry = entry
        self.title_places = _places(entry.title, wanted)
        self.content_places = _places(entry.content, wanted)
        heart = bisect_left(self.content_places, (entry.body_at, -1))
        focus: dict[int, float] = {}
        for word in entry.synonyms:
            if word in wanted:
                _note(focus, *wanted[word])
        _read(entry.title, self.title_places, wanted, focus)
        _read(entry.content, self.content_places[:heart], wanted, focus)
        self.answered = dict(focus)
        _read(entry.content, self.content_places[heart:], wanted, self.answered)
        self.coverage = _share(self.answered, weights)
        self.focus = _share(focus, weights)
        near = _near(self.title_places) | _near(self.content_places)
        gain = COVERAGE_GAIN * self.coverage + FOCUS_GAIN * self.focus
        gain += NEARNESS_GAIN * _share(dict.fromkeys(near, 1.0), weights)
        gain += PHRASE_GAIN * any(phrase in spoken for phrase in entry.phrases)
        self.score = engine_score * (1.0 + gain)


def _places(text: Text, wanted: Wanted) -> list[Place]:
    words = text.words if len(text.words) <= _MOST_WORDS_READ else text.words[:_MOST_WORDS_READ]
    return [(at, wanted[word][0]) for at, word in enumerate(words) if word in wanted]


def _read(text: Text, places: Sequence[Place], wanted: Wanted, answered: dict[int, float]) -> None:
    for at, position in places:
        _note(answered, position, wanted[text.words[at]][1])


def _note(answered: dict[int, float], position: int, strength: float) -> None:
    if strength > answered.get(position, 0.0):
        answered[position] = strength


def _near(places: Sequence[Place]) -> set[int]:
    """Return the positions of the request that are answered right after the position before them."""
    return {
        position
        for (before_at, before), (at, position) in pairwise(places)
        if position == before + 1 and at - before_at <= NEAR_WORDS
    }


def _share(answered: Mapping[int, float], weights: Sequence[float]) -> float:
    whole = fsum(weights)
    return fsum(weights[position] * strength for position, strength in answered.items()) / whole if whole else 0.0

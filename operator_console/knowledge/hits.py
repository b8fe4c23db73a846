"""From a match to what is shown: marks, excerpt and reasons; knows no engine and no order of hits."""

from collections.abc import Mapping, Sequence
from math import fsum, sqrt

from msgspec import Struct

from operator_console.knowledge.entries import Showing, as_numbers
from operator_console.knowledge.excerpts import excerpt_of
from operator_console.knowledge.language import WORD, fold
from operator_console.knowledge.query import Query
from operator_console.knowledge.ranking import Match, Place, Request
from operator_console.knowledge.usage import Standing
from operator_console.knowledge.values import Hit, Mark, Reason, ReasonKind

_MOST_PLACES = 80
_NOTICEABLE = 0.15


class Worth(Struct, frozen=True):
    """What a match is worth beside the others.

    Attributes:
        standing: What the figures do to its score by words.
        nearness: How near in meaning it is to the request, None where no sentence model took part.
        raised: Whether it stands higher for its nearness, or is there by it.
    """

    score: float
    by_words: float
    standing: Standing
    nearness: float | None = None
    raised: bool = False


def hit_of(match: Match, worth: Worth, query: Query, request: Request, showing: Showing) -> Hit:
    """Return a match ready to be shown."""
    article, marker = showing.article, _Marker(request)
    title, title_at = marker.stretches(article.title, showing.title_starts, match.title_places)
    stretches, positions = marker.stretches(showing.content, showing.content_starts, match.content_places)
    excerpt, inside = excerpt_of(showing.content, stretches, positions, request.weights)
    topical = [position for position in sorted(match.answered) if request.topical[position]]
    return Hit(
        article=article,
        score=worth.score,
        title_marks=marker.refined(article.title, list(zip(title, title_at, strict=True))),
        excerpt=excerpt,
        excerpt_marks=marker.refined(excerpt, inside),
        matched_words=tuple(dict.fromkeys(query.all_words[position].text for position in topical)),
        coverage=_share(match.answered, request.meanings),
        focus=_share(match.focus, request.meanings),
        reasons=_reasons(match, query, request, worth),
        by_words=worth.by_words,
        nearness=worth.nearness,
    )


class _Marker:
    """Finds what to mark; a compound is marked at the part that answers."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._lexicon = request.lexicon

    def stretches(self, text: str, starts: bytes, places: Sequence[Place]) -> tuple[list[Mark], list[int]]:
        """Return the whole words that answer topical words, and which ones they answer."""
        begins = as_numbers(starts)
        marks: list[Mark] = []
        positions: list[int] = []
        for at, position in places:
            if not self._request.topical[position]:
                continue
            word = WORD.match(text, begins[at])
            if word is not None and not (marks and marks[-1] == word.span()):
                marks.append(word.span())
                positions.append(position)
                if len(marks) == _MOST_PLACES:
                    break
        return marks, positions

    def refined(self, text: str, found: Sequence[tuple[Mark, int]]) -> tuple[Mark, ...]:
        """Return the marks, narrowed to parts of compounds where only a part answers."""
        marks: list[Mark] = []
        for (start, end), position in found:
            marks.extend((start + left, start + right) for left, right in self._parts(text[start:end], position))
        return tuple(marks)

    def _parts(self, written: str, position: int) -> list[Mark]:
        whole = [(0, len(written))]
        word = fold(written)
        wanted = self._request.terms[position]
        if len(word) != len(written) or self._lexicon.terms(word)[0] in wanted:
            return whole
        return [(left, right) for left, right, term in self._lexicon.pieces(word) if term in wanted] or whole


def _reasons(match: Match, query: Query, request: Request, worth: Worth) -> tuple[Reason, ...]:
    def words(positions: Mapping[int, float]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(query.all_words[at].text for at in sorted(positions) if request.topical[at]))

    exact = {at: strength for at, strength in match.answered.items() if at in match.exact}
    forms = {at: strength for at, strength in match.answered.items() if at not in match.exact}
    missing = {at: 1.0 for at, topical in enumerate(request.topical) if topical and at not in match.answered}
    titled = {position: 1.0 for _at, position in match.title_places}
    gains, standing = match.gains, worth.standing
    found = [
        Reason(ReasonKind.MEANING, value=max(0.0, min(1.0, worth.nearness or 0.0))) if worth.raised else None,
        Reason(ReasonKind.TITLE, words(titled), gains["title"]) if words(titled) else None,
        Reason(ReasonKind.SYNONYM) if gains["phrase"] else None,
        Reason(ReasonKind.EXACT, words(exact)) if words(exact) else None,
        Reason(ReasonKind.FORMS, words(forms)) if words(forms) else None,
        Reason(ReasonKind.TOGETHER, value=gains["near"]) if gains["near"] >= _NOTICEABLE else None,
        Reason(ReasonKind.BEGINNING, words(match.at_beginning)) if gains["beginning"] >= _NOTICEABLE else None,
        Reason(ReasonKind.MISSING, words(missing)) if missing else None,
        Reason(ReasonKind.USED, value=standing.used) if standing.used else None,
        Reason(ReasonKind.SOLVED, value=standing.solved_share) if standing.solved_share is not None else None,
    ]
    return tuple(reason for reason in found if reason is not None)


def _share(answered: Mapping[int, float], meanings: Sequence[float]) -> float:
    whole = fsum(meanings)
    return fsum(meanings[at] * sqrt(strength) for at, strength in answered.items()) / whole if whole else 0.0

"""Which articles may answer what a visitor wrote, and when to keep silent; knows no conversation and no screen."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from operator_console.domain.articles import ArticleName
from operator_console.knowledge.bilingual import Bilingual
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.language import words_of
from operator_console.knowledge.need import MAX_CHARS, Turn, asks_on, codes_of, need_logit, without_details
from operator_console.knowledge.query import Query
from operator_console.knowledge.values import Hit, ReasonKind, Suggestion, SuggestionRequest
from operator_console.knowledge.word_lists import LANGUAGES, SMALL_TALK, STOP_WORDS

SPEAK_FROM = 0.4
"""What need and evidence must come to, as a logit; found on halves of the sets that ``bench suggest`` reports on."""

EVIDENCE = 3.0
EVEN_SURENESS = 0.25
"""An article that is surer than this speaks for itself, one that is less needs a plainer question."""

MOST_LIFT = 1.0
"""More than this no article adds: one word that fits says little of a turn that does not ask."""

LEAST_NEED = -2.5
"""Whatever fits: a turn that needs so little gets nothing."""

LEAST_SURENESS = 0.12
PLAIN_QUESTION = 1.0
"""A turn that needs less is no plain question: there one word that fits must stand in the title."""

LEAST_REPAIRED_CHARS = 8
"""A shorter word that was repaired may be any other word: it alone brings no article."""

FAR_BEHIND = 0.6
"""An article whose score is a smaller share of the best one's is not shown."""

FEW_TOPICS = 2
"""A question with so few words of its own is read together with the one before it."""

TRANSLATED_SURENESS = 0.8
"""Through translated words an article is so much less sure."""

MEANS_THE_SAME = 0.35
"""In the other language an article that is so near in meaning to a plain question needs no words in common with it.

Of 60 English questions it brings 33 to a Dutch article, 31 of them to the right one; of plain questions about other
trades one in 18.
"""

NEAR_IN_MEANING = 0.25
"""Beside an article that translated words are sure of, others that are so near in meaning are shown as well."""

TRANSLATED_MEANING = 2.0
"""Where words were translated, nearness of meaning counts so many times more beside them."""

ASKED_WITH_SENSE = 2
"""So many times more hits are looked at where a sentence model takes part: the surest by words must be among them."""


def suggest(
    index: ArticleIndex, request: SuggestionRequest, bilingual: Bilingual | None = None
) -> tuple[Suggestion, ...]:
    """Find what may help to answer a visitor.

    Silent for greetings, thanks, agreement, names, addresses and numbers, when the visitor takes the question back, and
    where only a side remark matches: a wrong suggestion costs the agent more than a missing one, who can always search.

    Args:
        request: The visitor's words; ``preview`` counts as the end of ``text``.
        bilingual: Dutch and English words of the same meaning, to find what is there in the other language alone.

    Returns:
        At most ``request.limit`` suggestions, surest first; none to keep silent.
    """
    if request.limit < 1:
        return ()
    need = open_need(request)
    if need < LEAST_NEED:
        return ()
    text = _essence(request)
    if text is None:
        return ()
    found = _found(index, request, text, need, request.language)
    if not found and bilingual is not None and request.language is not None:
        return _translated(index, request, text, need, bilingual)
    return found


def open_need(request: SuggestionRequest) -> float:
    """Return, as a logit, how much the open question needs an answer: as much as the message that needs one most.

    Minus infinity when the last thing written thanks, says good-bye or takes the question back.
    """
    lines = [line for line in (*request.text.splitlines()[-20:], request.preview) if line.strip()]
    if not lines or Turn(lines[-1], LANGUAGES).is_over:  # thanks are thanks in either language
        return float("-inf")
    before = list(request.previous)
    needs = []
    for line in lines:
        needs.append(need_logit(line, before, request.language))
        before.append(line)
    return max(needs)


def evidence(index: ArticleIndex, request: SuggestionRequest, need: float) -> float | None:
    """Return how sure the best article is for a turn with this need, as a logit; None without any."""
    text = _essence(request)
    return max((sureness for sureness, _hit in _hits(index, request, text, need, request.language)), default=None)


def likely(index: ArticleIndex, request: SuggestionRequest) -> list[tuple[float, Hit]]:
    """Return articles with how sure each is, best first, for a turn that is a question whatever it looks like."""
    return _hits(index, request, _essence(request), PLAIN_QUESTION, request.language)


def speaks(need: float, sureness: float) -> float:
    """Return, as a logit, whether to show an article: from `SPEAK_FROM` on it is shown."""
    return need + min(MOST_LIFT, EVIDENCE * (sureness - EVEN_SURENESS)) if need >= LEAST_NEED else float("-inf")


def _hits(
    index: ArticleIndex, request: SuggestionRequest, text: str | None, need: float, language: str | None
) -> list[tuple[float, Hit]]:
    if text is None:
        return []
    query = index.read(text, language, unfinished=bool(request.preview.strip()))
    hits = index.find(query, request.site_id, request.limit * 2)
    return _answering(hits, query, need, TRANSLATED_SURENESS if language != request.language else 1.0)


def _answering(hits: Iterable[Hit], query: Query, need: float, share: float) -> list[tuple[float, Hit]]:
    """Return those that the words of the query speak for, with how sure each is."""
    certain = {word.text for word in query.words if not word.repaired or len(word.text) >= LEAST_REPAIRED_CHARS}
    return [
        (_sureness(hit) * share, hit)
        for hit in hits
        if not certain.isdisjoint(hit.matched_words)
        and (need >= PLAIN_QUESTION or len(hit.matched_words) > 1 or hit.title_marks)
    ]


def _found(
    index: ArticleIndex, request: SuggestionRequest, text: str, need: float, language: str | None, asked: str = ""
) -> tuple[Suggestion, ...]:
    """Find what to show: whether to speak at all is for the words to say, a sentence model may change what is shown.

    Args:
        text: The question in the language of the articles.
        asked: The question as it was written, where that is another language.
    """
    query = index.read(text, language, unfinished=bool(request.preview.strip()))
    if asked:
        query = structs.replace(query, asked=asked, meaning=TRANSLATED_MEANING)
    looked_at = request.limit * 2
    hits = index.find(query, request.site_id, looked_at * (ASKED_WITH_SENSE if index.has_sense else 1))
    by_words = sorted(hits, key=lambda hit: -hit.by_words)[:looked_at]
    share = 1.0 if language == request.language else TRANSLATED_SURENESS
    sure = {
        hit.article.name: sureness
        for sureness, hit in _answering(by_words, query, need, share)
        if sureness >= LEAST_SURENESS and speaks(need, sureness) >= SPEAK_FROM
    }
    if sure:
        chosen = _beside(hits, sure, NEAR_IN_MEANING if asked else None)
    elif asked and need >= PLAIN_QUESTION:
        chosen = [hit for hit in hits if hit.nearness is not None and hit.nearness >= MEANS_THE_SAME]
    else:
        chosen = []
    return tuple(
        Suggestion(
            article=hit.article,
            reason_words=hit.matched_words,
            score=sure.get(hit.article.name, _sureness(hit) * share),
            other_language=language != request.language,
            by_meaning=any(reason.kind is ReasonKind.MEANING for reason in hit.reasons),
        )
        for hit in chosen[: request.limit]
    )


def _beside(hits: Sequence[Hit], sure: Mapping[ArticleName, float], near: float | None) -> list[Hit]:
    """Return what is shown where the words of some are sure: these unless they are far behind, and what means more.

    What is at least as near in meaning as the best of the sure ones, and stands before it, is shown as well; so is
    everything as near as ``near``, where that is given.
    """
    best = next(hit for hit in hits if hit.article.name in sure)
    chosen = []
    before = True
    for hit in hits:
        before = before and hit is not best
        means_more = hit.nearness is not None and (
            (before and hit.nearness >= (best.nearness or 0.0)) or (near is not None and hit.nearness >= near)
        )
        if means_more or (hit.article.name in sure and hit.by_words >= best.by_words * FAR_BEHIND):
            chosen.append(hit)
    return chosen


def _translated(
    index: ArticleIndex, request: SuggestionRequest, text: str, need: float, bilingual: Bilingual
) -> tuple[Suggestion, ...]:
    """Look in the other language; the reason stays the visitor's own words."""
    language = request.language or ""
    for code in bilingual.others(language):
        words = bilingual.translate(text, language)
        if not words and not index.has_sense:
            continue
        said = {folded: text[start:end] for start, end, folded in words_of(text)}
        spoken = " ".join(dict.fromkeys(word for ways in words.values() for word in ways))
        found = _found(index, request, spoken, need, code, asked=text)
        if found:
            reasons = tuple(said[word] for word in words if word in said)
            return tuple(_in_language(bilingual, one, language, reasons) for one in found)
    return ()


def _in_language(bilingual: Bilingual, found: Suggestion, language: str, reasons: tuple[str, ...]) -> Suggestion:
    """Give the article's other half when it has one: then it is in the visitor's language after all."""
    pair = bilingual.in_language(found.article, language)
    return Suggestion(
        article=pair or found.article,
        reason_words=reasons,
        score=found.score,
        other_language=pair is None,
        by_meaning=found.by_meaning,
    )


def _essence(request: SuggestionRequest) -> str | None:
    """Return the question without details and small talk, or None when nothing that matters is left."""
    codes = codes_of(request.language)
    text = f"{request.text}\n{request.preview}"
    turn = Turn(text, codes)
    if turn.topics and len(turn.topics) <= FEW_TOPICS:
        before = asks_on(request.previous, codes)
        text = f"{before}\n{text}" if before else text
    text = without_details(text)
    pieces: list[str] = []
    at = 0
    matters = False
    for start, end, word in words_of(text):
        if any(word in SMALL_TALK[code] for code in codes):
            pieces.append(text[at:start])
            at = end
        elif not any(word in STOP_WORDS[code] for code in codes):
            matters = True
    return "".join((*pieces, text[at:])).rstrip()[-MAX_CHARS:] if matters else None


def _sureness(hit: Hit) -> float:
    """Return 0 to 1: most of the question answered at the heart of the article."""
    return (hit.coverage + 2.0 * hit.focus) / 3.0

"""Which articles may answer what a visitor wrote, and when to keep silent; knows no conversation and no screen."""

import re

from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.language import words_of
from operator_console.knowledge.values import Hit, Suggestion, SuggestionRequest
from operator_console.knowledge.word_lists import ASKING, CLOSING, LANGUAGES, SMALL_TALK, STOP_WORDS

MAX_CHARS = 600
"""Of a longer message the end is read: the question comes last."""

ASKED_LEAST = 0.25
TOLD_LEAST = 0.6
FAR_BEHIND = 0.6
"""An article whose score is a smaller share of the best one's is not shown."""

_DETAIL = (
    r"(?:\S{1,200}@\S{1,200}"  # e-mail addresses
    r"|\b(?:https?://|www\.)\S{1,2000}"
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}\b"  # bank accounts
    r"|\b\d{4} ?[A-Z]{2}\b"  # Dutch postcodes
    r"|\b(?=[\w-]{0,40}\d)[\w-]{5,40}\b"  # order and part numbers
    r"|\b\d[\d /.:-]{0,40}\d\b|\b\d\b)"
)
_OWN_DETAIL = re.compile(
    r"\b(?i:mijn|my|onze|our|het|the)(?: [^\W\d][^\W\d-]{0,14}(?:-[^\W\d]{1,15})?){1,3}"
    r"(?: (?i:is|was|nr|number|nummer)|:)? {0,3}" + _DETAIL
)
_DETAILS = re.compile(_DETAIL)
_NAMES = re.compile(
    r"\b(?:my (?:first |last |full )?name(?: is|s)?|(?:the )?name is|i am called|mijn (?:voor|achter)?naam is|ik heet|"
    r"met vriendelijke groet(?:en)?|kind regards|regards|groetjes|groeten|gr|mvg)[ ,:]{1,3}[^\n.,!?]{1,60}",
    re.IGNORECASE,
)


def suggest(index: ArticleIndex, request: SuggestionRequest) -> tuple[Suggestion, ...]:
    """Find what may help to answer a visitor.

    Silent for greetings, thanks, agreement, names, addresses and numbers, and where only a side remark matches: a
    wrong suggestion costs the agent more than a missing one, who can always search.

    Args:
        request: The visitor's words; ``preview`` counts as the end of ``text``.

    Returns:
        At most ``request.limit`` suggestions, surest first; none to keep silent.
    """
    if request.limit < 1:
        return ()
    text = _essence(f"{request.text}\n{request.preview}", request.language)
    if text is None:
        return ()
    query = index.read(text, request.language, unfinished=bool(request.preview.strip()))
    if not any(any(word.ways.values()) and not word.repaired for word in query.words):
        return ()
    hits = index.find(query, request.site_id, request.limit * 2)
    asked = _asks(f"{request.text}\n{request.preview}", request.language)
    least = ASKED_LEAST if asked else TOLD_LEAST
    sure = [
        (sureness, hit)
        for hit in hits
        if (sureness := _sureness(hit)) >= least and (asked or len(query.words) > 1 or hit.title_marks)
    ]
    if not sure:
        return ()
    best = sure[0][1].score
    return tuple(
        Suggestion(article=hit.article, reason_words=hit.matched_words, score=sureness)
        for sureness, hit in sure[: request.limit]
        if hit.score >= best * FAR_BEHIND
    )


def _essence(text: str, language: str | None) -> str | None:
    """Return the text without details and small talk, or None when nothing that matters is left."""
    codes = _codes(language)
    text = _OWN_DETAIL.sub(" ", text.strip()[-MAX_CHARS:])
    text = _NAMES.sub(" ", _DETAILS.sub(" ", text))
    pieces: list[str] = []
    at = 0
    matters = False
    for start, end, word in words_of(text):
        if any(word in SMALL_TALK[code] for code in codes):
            pieces.append(text[at:start])
            at = end
        elif not any(word in STOP_WORDS[code] for code in codes):
            matters = True
    return "".join((*pieces, text[at:])).rstrip() if matters else None


def _asks(text: str, language: str | None) -> bool:
    """Tell whether the text asks, wishes or complains; thanks end that, unless there is a question mark."""
    if "?" in text:
        return True
    words = [word for _start, _end, word in words_of(text[-MAX_CHARS:])]
    return not any(word in CLOSING for word in words) and any(
        word in ASKING[code] for word in words for code in _codes(language)
    )


def _codes(language: str | None) -> tuple[str, ...]:
    return (language,) if language in LANGUAGES else LANGUAGES


def _sureness(hit: Hit) -> float:
    """Return 0 to 1: most of the question answered at the heart of the article."""
    return (hit.coverage + 2.0 * hit.focus) / 3.0

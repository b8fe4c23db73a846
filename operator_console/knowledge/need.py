"""Whether what a visitor wrote needs an answer from the knowledge base: by the shape of language, knows no article.

A small logistic model over features that are the same in Dutch and English: what kind of words a turn is made of, how
it begins, how much of it is details. No feature is a word of any shop's subject.
"""

import re
from collections.abc import Iterator, Sequence
from math import exp

from operator_console.domain.manners_words import (
    BEFORE_A_QUESTION,
    INVERTED,
    NO_REAL_QUESTIONS,
    QUESTION_WORDS,
    TAKEN_BACK,
)
from operator_console.knowledge import need_words as classes
from operator_console.knowledge.language import words_of
from operator_console.knowledge.need_weights import WEIGHTS
from operator_console.knowledge.word_lists import LANGUAGES, SMALL_TALK, STOP_WORDS

MAX_CHARS = 600
"""Of a longer message the end is read: the question comes last."""

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
    r"\b(?:my (?:first |last |full )?name(?: is|['’]?s)?|(?:the )?name is|i am called|mijn (?:voor|achter)?naam is|"
    r"ik heet|met vriendelijke groet(?:en)?|kind regards|regards|groetjes|groeten|gr|mvg)[ ,:]{1,3}[^\n.,!?]{1,60}",
    re.IGNORECASE,
)
_SAYS_DETAIL = re.compile(
    r"\b(?:name|mail|e-?mail|email|id|number|no|nr|code|zip|zipcode|postcode|address|phone|booking|confirmation|account|"
    r"naam|nummer|mailadres|adres|telefoon|telefoonnummer|bestelnummer|ordernummer|klantnummer|postcode|woonplaats|stad|"
    r"city|date|datum)\b",
    re.IGNORECASE,
)


def need_of(text: str, previous: Sequence[str] = (), language: str | None = None) -> float:
    """Return how likely a visitor's turn needs an answer from the knowledge base, 0 to 1.

    Args:
        text: The turn as it was written.
        previous: Earlier turns of the same visitor, oldest first; the last two are read.
        language: ``nl`` or ``en``, or None when it is not known.
    """
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, need_logit(text, previous, language)))))


def need_logit(text: str, previous: Sequence[str] = (), language: str | None = None) -> float:
    """Return the same as a logit: 0 is as likely as not."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in features(text, previous, language).items())


def features(text: str, previous: Sequence[str] = (), language: str | None = None) -> dict[str, float]:
    """Return what is seen of a turn, by name; absent means 0."""
    codes = codes_of(language)
    turn = Turn(text, codes)
    found = {"always": 1.0, **dict(turn.features())}
    before = [Turn(said, codes) for said in previous[-2:]]
    if not before:
        found["first turn"] = 1.0
    else:
        if before[-1].asks:
            found["asked before"] = 1.0
            if not turn.asks:
                found["asked before, not now"] = 1.0
        elif any(said.asks for said in before):
            found["asked earlier"] = 1.0
        known = {word for said in before for word in said.topics}
        if turn.topics and known.intersection(turn.topics):
            found["same subject"] = 1.0
        if before[-1].is_greeting:
            found["greeted before"] = 1.0
    return found


def codes_of(language: str | None) -> tuple[str, ...]:
    """Return the languages whose words count: the one given, or both."""
    return (language,) if language in LANGUAGES else LANGUAGES


def asks_on(previous: Sequence[str], codes: Sequence[str]) -> str:
    """Return the last of the earlier turns that asks something, empty when none of the last two does."""
    return next((said for said in reversed(previous[-2:]) if Turn(said, codes).asks), "")


def without_details(text: str) -> str:
    """Return the end of a text with spaces in place of names, addresses and numbers."""
    text = _OWN_DETAIL.sub(" ", text.strip()[-MAX_CHARS:])
    return _NAMES.sub(" ", _DETAILS.sub(" ", text))


class Turn:
    """One turn in words, with the classes they belong to.

    Attributes:
        topics: Words that may say what it is about; no details, no small talk.
        lead: The words from the first one that is no filler.
        asks: It asks, wishes, requests or complains about something.
        is_greeting: It is short and about nothing.
    """

    def __init__(self, text: str, codes: Sequence[str]) -> None:
        self._codes = codes
        self.text = text.strip()[-MAX_CHARS:]
        self.words = [word for _start, _end, word in words_of(self.text) if word]
        self._bare = without_details(text)
        bare = [word for _start, _end, word in words_of(self._bare) if word]
        self.topics = [word for word in bare if not self._is(word, SMALL_TALK) and not self._is(word, STOP_WORDS)]
        self.lead = list(self._after_fillers())
        self.is_question = "?" in self.text
        self.begins_asking = bool(self.lead) and any(self._begins_asking(code) for code in codes)
        self.wishes = any(self._is(word, classes.WISH) for word in self.words)
        self.acts = any(self._is(word, classes.ACTION) for word in self.words)
        self._asks_anything = self.is_question or self.begins_asking or self.wishes or self.acts or self._in_trouble()
        self.asks = bool(self.topics) and self._asks_anything
        self.is_greeting = len(self.words) < 5 and not self.topics

    @property
    def is_over(self) -> bool:
        """Tell whether the turn thanks, says good-bye or takes the question back, and asks nothing more."""
        if self.is_question or self.begins_asking:
            return False
        return self.takes_back or (self._parts and not self.wishes and not self._in_trouble() and len(self.topics) < 4)

    def features(self) -> Iterator[tuple[str, float]]:
        """Yield what is seen of the turn by itself."""
        words = self.words
        count = len(words) or 1
        topics = len(self.topics)
        yes = {
            "question mark": self.is_question,
            "begins asking": self.begins_asking,
            "question word": any(self._is(word, QUESTION_WORDS) for word in words),
            "asks nothing": not (self._asks_anything or any(self._is(word, QUESTION_WORDS) for word in words)),
            "wish": self.wishes,
            "action": self.acts,
            "wish and action": self.wishes and self.acts,
            "wish and topic": self.wishes and topics > 0,
            "action and topic": self.acts and topics > 0,
            "begins with action": bool(self.lead) and self._is(self.lead[0], classes.ACTION),
            "trouble": self._in_trouble(),
            "trouble and topic": self._in_trouble() and topics > 0,
            "self": any(self._is(word, classes.SELF) for word in words),
            "self begins": bool(self.lead) and self._is(self.lead[0], classes.SELF),
            "agrees": bool(words) and self._is(words[0], classes.AGREEING),
            "only agrees": bool(words) and all(self._is(word, classes.AGREEING) for word in words),
            "refuses": bool(words) and self._is(words[0], classes.REFUSING),
            "parts": self._parts,
            "parts without topic": topics == 0 and self._parts,
            "no topic": topics == 0,
            "one topic word": topics == 1,
            "two topic words": topics == 2,
            "many topic words": topics > 3,
            "one word": len(words) == 1,
            "two words": len(words) == 2,
            "long": len(words) > 7,
            "very long": len(words) > 14,
            "no function words": topics > 0 and not any(self._is(word, STOP_WORDS) for word in words),
            "detail": any(char.isdigit() for char in self.text) or "@" in self.text,
            "says detail": _SAYS_DETAIL.search(self.text) is not None,
            "detail said": _SAYS_DETAIL.search(self.text) is not None and any(char.isdigit() for char in self.text),
            "told a name": _NAMES.search(self.text) is not None,
            "taken back": self.takes_back,
            "asks attention": self._says_early(NO_REAL_QUESTIONS),
            "tells what they do": self._tells_own_plan(),
        }
        yield from ((name, 1.0) for name, is_so in yes.items() if is_so)
        yield "share of numbers", sum(any(char.isdigit() for char in word) for word in words) / count
        yield "share of small talk", sum(self._is(word, SMALL_TALK) for word in words) / count
        yield "share of function words", sum(self._is(word, STOP_WORDS) for word in words) / count

    def _is(self, word: str, lists: "dict[str, frozenset[str]]") -> bool:
        return any(word in lists[code] for code in self._codes)

    @property
    def _parts(self) -> bool:
        return any(self._is(word, classes.PARTING) for word in self.words)

    @property
    def takes_back(self) -> bool:
        """Tell whether the visitor needs no answer any more."""
        spoken = f" {' '.join(self.words)} "
        return any(f" {phrase} " in spoken for code in self._codes for phrase in TAKEN_BACK[code])

    def _says_early(self, phrases: "dict[str, tuple[str, ...]]") -> bool:
        if len(self.words) > 9:
            return False
        spoken = f" {' '.join(self.words)} "
        return any(0 <= spoken.find(f" {phrase} ") < 24 for code in self._codes for phrase in phrases[code])

    def _tells_own_plan(self) -> bool:
        """Tell whether it says what the visitor is doing or going to do: waiting, looking it up, coming by."""
        if self.is_question or any(self._is(word, QUESTION_WORDS) for word in self.words):
            return False
        if self._says_early(classes.PLAN_PHRASES):
            return True
        pairs = zip(self.words, self.words[1:], strict=False)
        return any(
            (first in classes.PLAN_BEGINS[code] and second in classes.PLAN_VERBS[code])
            or (second in classes.PLAN_BEGINS[code] and first in classes.PLAN_VERBS[code])
            for first, second in pairs
            for code in self._codes
        )

    def _in_trouble(self) -> bool:
        return any(self._is(word, classes.TROUBLE) for word in self.words)

    def _after_fillers(self) -> Iterator[str]:
        begun = False
        for word in self.words:
            begun = begun or not (word in BEFORE_A_QUESTION or self._is(word, SMALL_TALK))
            if begun:
                yield word

    def _begins_asking(self, code: str) -> bool:
        verbs, subjects = INVERTED[code]
        first, second = self.lead[0], self.lead[1] if len(self.lead) > 1 else ""
        return first in QUESTION_WORDS[code] or (first in verbs and second in subjects)

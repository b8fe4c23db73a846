"""Words of Dutch and English text: where they stand, how they are folded and stemmed; knows no index and no article."""

import re
import threading
import unicodedata
from collections.abc import Iterator

import Stemmer as PyStemmer

from operator_console.knowledge.word_lists import IRREGULAR, LANGUAGES, STOP_WORDS

MAX_WORD_CHARS = 64
"""Longer runs of letters are cut: no word of either language comes near it."""

# A word may hold hyphens and apostrophes (e-bike, foto's) and, between digits, dots and commas (5.7.750).
_LETTERS = r"[^\W_][\w\u0300-\u036f]*"
WORD = re.compile(rf"{_LETTERS}(?:(?:[-'’]|(?<=\d)[.,](?=\d)){_LETTERS})*")
"""One word as it stands in real text."""

_STEMMER_NAMES = {"nl": "dutch", "en": "english"}
_LONG_VOWEL = re.compile(r"([aeou])\1(?=[^aeiouy]+$)")
_PARTICIPLE = re.compile(r"(?:be|her|ont|ver|er).{3,}(?<!an|en|on|un|ch|ou|ui|oo|aa|ei|or)[dt]")
"""Not ``bestand`` and ``bericht``: those meet their plurals as they are."""

_KEPT_WHOLE = re.compile(r"\A(.*?)(?:ge)?(zend|wijzig)(?:en|t|d|de|e|ing|ingen|er|ers)?")
_THIRD_PERSON = re.compile(r"\A.+(?:d|g|m|eer|oer|k|aal|ee?l|oop|oep|eef|ijf)t")
"""Endings before which a final t is a verb's: few nouns have one of them."""

_PLURAL_IN_D = re.compile(r"\A.*[aeiou][lrn](?<!eer)den")
_SEPARABLE = re.compile(r"(aan|af|bij|door|in|mee|om|onder|op|over|samen|tegen|terug|toe|uit|voor|weg|weer)(ge.{4,})")
_APOSTROPHES = str.maketrans("", "", "'’ ")


def fold(word: str) -> str:
    """Return the word in lower case without diacritics and apostrophes, at most ``MAX_WORD_CHARS`` long."""
    word = word[:MAX_WORD_CHARS]
    if word.isascii():
        return word.lower().translate(_APOSTROPHES)
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.translate(_APOSTROPHES)[:MAX_WORD_CHARS]  # some letters decompose into a space and another


def words_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and folded form of every word; offsets are indices into ``text`` itself."""
    for match in WORD.finditer(text):
        yield match.start(), match.end(), fold(match.group())


def is_stop_word(word: str, language: str | None = None) -> bool:
    """Tell whether a folded word carries no topic in the language, or in any of both when None is given."""
    if language is not None:
        return word in STOP_WORDS[language]
    return any(word in STOP_WORDS[code] for code in LANGUAGES)


class Stemmer:
    """Snowball stemming with what the algorithm leaves apart brought together; may be used from any thread.

    Dutch uses Kraaij and Pohlmann's stemmer (Snowball's ``dutch``). A final s after a consonant and the spelling
    of long vowels are levelled, so that ``fiets`` meets ``fietsen`` and ``annuleren`` meets ``geannuleerd``; so are a
    verb's third person (``annuleert``), plurals in ``-den`` (``wachtwoorden``) and separable strong participles.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._snowball = PyStemmer.Stemmer(_STEMMER_NAMES[language])
        self._lock = threading.Lock()

    def stem(self, word: str) -> str:
        """Return the stem of a folded word without hyphens; words with digits stay as they are."""
        if len(word) < 3 or not word.isalpha():
            return word
        word = IRREGULAR[self._language].get(word, word)
        if self._language == "nl":
            word = _regular(word)
            if kept := _KEPT_WHOLE.fullmatch(word):
                return kept.group(1) + kept.group(2)  # the algorithm would take verzenden for vers, wijzigen for wijs
        with self._lock:
            stem: str = self._snowball.stemWord(word)
            if self._language != "nl":
                return stem[:-1] if stem.endswith("ifi") else stem  # verify meets verification
            if _PLURAL_IN_D.fullmatch(word):
                stem = word[:-2]
            elif _PARTICIPLE.fullmatch(word) and stem == word:
                stem = self._snowball.stemWord(word[:-1] + "en")
        if len(stem) > 4 and stem[-1] == "s" and stem[-2] not in "aeiou":
            stem = stem[:-1]
        return _LONG_VOWEL.sub(r"\1", stem) if len(stem) > 2 else word


def _regular(word: str) -> str:
    """Return a Dutch word with a strong separable participle and a verb's third person levelled."""
    separable = _SEPARABLE.fullmatch(word)
    if separable and (infinitive := IRREGULAR["nl"].get(separable.group(2))):
        return separable.group(1) + infinitive
    return word[:-1] if _THIRD_PERSON.fullmatch(word) else word

"""Words of Dutch and English text: where they stand, how they are folded and stemmed; knows no index and no article."""

import re
import threading
import unicodedata
from collections.abc import Iterator

import snowballstemmer

from operator_console.knowledge.word_lists import IRREGULAR, LANGUAGES, STOP_WORDS

MAX_WORD_CHARS = 64
"""Longer runs of letters are cut: no word of either language comes near it."""

# A word may hold hyphens and apostrophes (e-bike, foto's) and, between digits, dots and commas (5.7.750).
_LETTERS = r"[^\W_][\w\u0300-\u036f]*"
WORD = re.compile(rf"{_LETTERS}(?:(?:[-'’]|(?<=\d)[.,](?=\d)){_LETTERS})*")
"""One word as it stands in real text."""

_STEMMER_NAMES = {"nl": "dutch", "en": "english"}
_LONG_VOWEL = re.compile(r"([aeou])\1(?=[^aeiouy]+$)")
_PARTICIPLE = re.compile(r"(?:be|her|ont|ver|er).{3,}[dt]")
_SENDING = re.compile(r"(.+zend)(?:en|t|ing|ingen|er|ers)")
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
    of long vowels are levelled, so that ``fiets`` meets ``fietsen`` and ``annuleren`` meets ``geannuleerd``.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._snowball = snowballstemmer.stemmer(_STEMMER_NAMES[language])
        self._lock = threading.Lock()

    def stem(self, word: str) -> str:
        """Return the stem of a folded word without hyphens; words with digits stay as they are."""
        if len(word) < 3 or not word.isalpha():
            return word
        word = IRREGULAR[self._language].get(word, word)
        if self._language == "nl" and (sending := _SENDING.fullmatch(word)):
            return sending.group(1)  # the algorithm would take verzenden for vers
        with self._lock:
            stem: str = self._snowball.stemWord(word)
            if self._language != "nl":
                return stem
            if _PARTICIPLE.fullmatch(word) and stem == word:
                stem = self._snowball.stemWord(word[:-1] + "en")
        if len(stem) > 4 and stem[-1] == "s" and stem[-2] not in "aeiou":
            stem = stem[:-1]
        return _LONG_VOWEL.sub(r"\1", stem) if len(stem) > 2 else word

"""The words of a text as names are looked for in it: folded, with their places; pure, knows nobody's name."""

import unicodedata
from collections.abc import Iterator

from operator_console.domain.late_pattern import late_pattern
from operator_console.domain.name_words import FAMILY_PREFIXES, TITLES

_WORD = late_pattern(r"(?:[^\W_][\u0300-\u036f]*)+")
_ADDRESS_PART = late_pattern(r"\S+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"})


class WrittenWords:
    """The words of a text in NFC, folded, with where they stand and how they are written."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: list[str] = []
        self.places: list[tuple[int, int]] = []
        for start, end in _plain_parts(text):
            for match in _WORD.finditer(text, start, end):
                self.folded.append(fold_name(match[0]))
                self.places.append(match.span())

    def positions(self, phrase: tuple[str, ...]) -> Iterator[int]:
        """Yield where the words of `phrase` follow each other; the last one may have a possessive ending."""
        size = len(phrase)
        if not size:
            return
        for at in range(len(self.folded) - size + 1):
            last = self.folded[at + size - 1]
            if last in {phrase[-1], phrase[-1] + "s"} and tuple(self.folded[at : at + size - 1]) == phrase[:-1]:
                yield at

    def slice(self, at: int, size: int) -> str:
        """Return `size` words as they stand in the text."""
        return self.text[self.places[at][0] : self.places[at + size - 1][1]]

    def capital(self, at: int) -> bool:
        """Tell whether a word begins with a capital for no other reason than being a name."""
        start, end = self.places[at]
        word = self.text[start:end]
        if not word[0].isupper() or not (word[1:].islower() or len(word) == 1):
            return False
        before = self.text[max(0, start - 40) : start].rstrip(" \t\"'“”‘’«»(")
        return bool(before) and before[-1] not in ".!?:\n\r…-–•*"

    def title_before(self, at: int) -> bool:
        """Tell whether "mevrouw", "Mr" or the like stands before a word."""
        return at > 0 and self.folded[at - 1] in TITLES


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a name, folded; of its first 300 characters."""
    return tuple(fold_name(match[0]) for match in _WORD.finditer(unicodedata.normalize("NFC", text[:300])))


def fold_name(word: str) -> str:
    """Return a word without case and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def lowered(text: str) -> str:
    """Return a text in small letters, of the same length."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def family_name(rest: tuple[str, ...]) -> tuple[str, ...]:
    """Return the family name with its prefixes, without further first names."""
    for index, word in enumerate(rest):
        if word in FAMILY_PREFIXES:
            return rest[index:]
    return rest[-1:]


def _plain_parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text between e-mail and web addresses, whose words are nobody's name."""
    begin = 0
    for match in _ADDRESS_PART.finditer(text):
        if "@" in match[0] or "://" in match[0]:
            yield begin, match.start()
            begin = match.end()
    yield begin, len(text)

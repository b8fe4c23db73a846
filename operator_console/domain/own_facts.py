"""Takes a conversation's own facts out of a text: who it was, where they live, their orders; pure, knows no article.

For making an article of an answer and a practice case of a chat. It errs on the careful side: a fact too many is put
back by the agent in a moment, one too few stays in the knowledge base for ever. What the shop itself says of itself
(its address, its telephone number) can be kept.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct

from operator_console.domain.late_pattern import late_pattern
from operator_console.domain.masking import DOT, mask
from operator_console.domain.mix_up import Person
from operator_console.domain.name_words import FAMILY_PREFIXES, NO_NAMES, TITLES, WORDS_THAT_ARE_NAMES
from operator_console.domain.order_numbers import order_numbers
from operator_console.domain.written_words import WrittenWords, family_name, folded_words, lowered

MOST_NAMES = 40
MOST_CODES = 80
MOST_CODE_CHARS = 40


class FactKind(StrEnum):
    """What kind of fact was taken out."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    ORDER = "order"
    ADDRESS = "address"
    NUMBER = "number"
    """A payment card, bank account or citizen service number, masked already or not."""


class OwnFact(Struct, frozen=True):
    """A stretch of a text that belongs to one conversation alone; indices of the text in NFC."""

    kind: FactKind
    start: int
    end: int


PLACEHOLDERS: Mapping[FactKind, str] = {kind: f"[{kind}]" for kind in FactKind}
"""Used where the caller has no words of its own."""

_EMAIL = late_pattern(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_PHONE = late_pattern(r"(?<![\w•])(?:\+\d{1,3}|00\d{1,3}|\(?0\d{0,4}\)?)(?:[\s./()-]{0,3}\d){6,12}(?![\w•])")
_SERVICE_LINE = late_pattern(r"0[89]00")
_DOTS = late_pattern(
    rf"(?:(?<![A-Za-z])[A-Za-z]{{2}}(?={DOT}))?{DOT}(?:[\s.-]{{0,3}}{DOT}){{2,40}}(?:[\s.-]{{0,3}}[{DOT}\d]){{0,12}}"
)
_STREET_END = (
    r"(?:straat|str\.|laan|weg|plein|gracht|kade|dreef|hof|singel|dijk|pad|steeg|plantsoen|markt|park|baan|ring)"
)
_STREET = (
    rf"(?:(?:[A-ZÀ-Þ][\w'’.-]{{0,24}}\s){{0,3}}[\w'’-]{{3,30}}{_STREET_END}"
    rf"|(?:[A-ZÀ-Þ][\w'’.-]{{0,24}}\s){{1,3}}[A-ZÀ-Þ]?[\w'’-]{{0,2}}{_STREET_END})"
)
_ADDRESS = late_pattern(
    rf"\b{_STREET}\s\d{{1,4}}(?:\s?-?\s?[a-zA-Z0-9]{{1,3}}\b)?(?!\w)"
    r"|\b\d{1,4}[a-zA-Z]?,?\s(?:[A-Z][\w'’-]{1,24}\s){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Way|Place|Square|Boulevard|Blvd)\b\.?"
)
_POSTCODE = late_pattern(
    r"\b[1-9]\d{3}\s?(?!(?:SA|SD|SS)\b)[A-Z]{2}\b(?:[\s,]{1,3}[A-ZÀ-Þ][\w'’-]{1,30}(?:\s(?:aan|den|der)\s\w+|\s[A-Z]\w+)?)?"
    r"|\b[1-9]\d{3}[a-z]{2}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b"
)
_ORDER_IN_ADDRESS = late_pattern(r"(?<=[/=#])[A-Za-z]{0,5}-?\d[\d-]{3,20}\b")
_SAYS_NAME = late_pattern(
    r"(?:(?i:my (?:first |last |full )?name(?: is|['’]s)|i am called|you(?:['’]re| are) speaking (?:to|with)|"
    r"mijn (?:voor|achter)?naam is|ik heet|u spreekt met|je spreekt met|met vriendelijke groet(?:en)?|kind regards|"
    r"best regards|regards|groetjes|groeten|groet|gr|mvg)[ \t,:.!]{0,3}\n?"
    r"|(?i:\bik ben|\bi am|\bi['’]m)[ ](?=[A-ZÀ-Þ]))"
    r"((?:[^\W\d_][\w'’-]{0,30}(?:[ ](?=[A-ZÀ-Þ]|(?:van|de|der|den|ter|ten)\b)|(?![ \w]))?){1,4})"
)
_GREETED = frozenset(
    "hoi hallo hey hee hi hello dag beste dear geachte lieve goedemorgen goedemiddag goedenavond".split()
)


def facts_in(text: str, person: Person, *, phone: str | None = None, keep: Sequence[str] = ()) -> tuple[OwnFact, ...]:
    """Find the facts of a conversation in a text, in order and apart.

    Args:
        text: In NFC; ``mask_facts`` makes it so. All of it is read.
        person: What is known of the visitor; ``also`` are further names to take out, such as the agent's, and what
            introduces itself by name in ``said`` counts as well.
        phone: The visitor's telephone number as far as it is known.
        keep: Texts whose addresses, telephone numbers and e-mail addresses are the shop's and stay, such as its
            articles. E-mail addresses at the site's own host stay anyway.
    """
    kept = _Kept(person, keep)
    found = [
        *_numbers(text),
        *(fact for fact in _matches(FactKind.EMAIL, _EMAIL, text) if not kept.email(text[fact.start : fact.end])),
        *_addresses(text, kept),
        *_phones(text, phone, kept),
        *_orders(text, person),
        *_names(text, person),
    ]
    return tuple(_apart(found))


def mask_facts(
    text: str,
    person: Person,
    *,
    phone: str | None = None,
    keep: Sequence[str] = (),
    placeholders: Mapping[FactKind, str] = PLACEHOLDERS,
) -> str:
    """Return `text` in NFC with a placeholder for each of the conversation's own facts; see ``facts_in``.

    A placeholder is left alone by another run, as long as it does not read like a fact itself.
    """
    text = unicodedata.normalize("NFC", text)
    pieces = []
    at = 0
    for fact in facts_in(text, person, phone=phone, keep=keep):
        pieces += [text[at : fact.start], placeholders[fact.kind]]
        at = fact.end
    return "".join((*pieces, text[at:]))


class _Kept:
    """What the shop says of itself."""

    def __init__(self, person: Person, texts: Sequence[str]) -> None:
        self._texts = texts
        try:
            self._host = (urlsplit(person.site_url).hostname or "").removeprefix("www.")
        except ValueError:
            self._host = ""
        self._own = lowered(person.email or "")

    def email(self, address: str) -> bool:
        address = lowered(address)
        at_shop = bool(self._host) and address.rpartition("@")[2] == self._host
        return address != self._own and (at_shop or self.stands(address))

    def stands(self, text: str) -> bool:
        return any(lowered(text) in lowered(kept) for kept in self._texts)

    def number(self, digits: str) -> bool:
        return any(digits in _digits(kept) for kept in self._texts)


def _matches(kind: FactKind, pattern: re.Pattern[str], text: str) -> Iterator[OwnFact]:
    for match in pattern.finditer(text):
        yield OwnFact(kind, *match.span())


def _apart(facts: Iterable[OwnFact]) -> Iterator[OwnFact]:
    """Give the facts in their order, of overlapping ones the longest whole and nothing of the others."""
    taken: list[OwnFact] = []
    for fact in sorted(facts, key=lambda fact: (fact.start, -fact.end)):
        if taken and fact.start < taken[-1].end:
            if fact.end > taken[-1].end:
                taken[-1] = OwnFact(taken[-1].kind, taken[-1].start, fact.end)
        elif fact.end > fact.start:
            taken.append(fact)
    yield from taken


# --------------------------------------------------------------------------------------------- numbers and addresses


def _numbers(text: str) -> Iterator[OwnFact]:
    for match in _DOTS.finditer(mask(text)):
        yield OwnFact(FactKind.NUMBER, *match.span())


def _addresses(text: str, kept: _Kept) -> Iterator[OwnFact]:
    for pattern in (_ADDRESS, _POSTCODE):
        for fact in _matches(FactKind.ADDRESS, pattern, text):
            if not kept.stands(text[fact.start : fact.end]):
                yield fact


def _phones(text: str, phone: str | None, kept: _Kept) -> Iterator[OwnFact]:
    own = _digits(phone or "")[-8:]
    for match in _PHONE.finditer(text):
        digits = _digits(match[0])
        mine = len(own) == 8 and own in digits
        service = _SERVICE_LINE.match(digits) or kept.number(digits)
        if 9 <= len(digits) <= 15 and (mine or not service):
            yield OwnFact(FactKind.PHONE, *match.span())


def _orders(text: str, person: Person) -> Iterator[OwnFact]:
    yield from _matches(FactKind.ORDER, _ORDER_IN_ADDRESS, text)
    codes = set(person.orders)
    for start in range(0, len(text), 10_000):  # a text is read in stretches: of each only so many codes are found
        codes |= order_numbers(text[start : start + 10_040])
    chosen = sorted((code for code in codes if code.isascii() and 3 < len(code) <= MOST_CODE_CHARS), key=_longest)
    if chosen:
        any_code = "|".join(r"[ .\-_/]?".join(map(re.escape, code)) for code in chosen[:MOST_CODES])
        pattern = re.compile(
            rf"#?(?<![0-9A-Za-z])(?:\d{{1,12}}-){{0,3}}(?:{any_code})(?:-\d{{1,12}}){{0,3}}(?![0-9A-Za-z])",
            re.IGNORECASE,
        )
        yield from _matches(FactKind.ORDER, pattern, text)


def _longest(code: str) -> tuple[int, str]:
    return -len(code), code


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal() and char.isascii())


# ------------------------------------------------------------------------------------------------------------- names


def _names(text: str, person: Person) -> Iterator[OwnFact]:
    written = WrittenWords(text)
    where: dict[str, list[int]] = {}
    for at, word in enumerate(written.folded):
        where.setdefault(word, []).append(at)
    for phrase in _phrases(person, text):
        for at in (*where.get(phrase[0], ()), *(where.get(f"{phrase[0]}s", ()) if len(phrase) == 1 else ())):
            size = len(phrase)
            rest = tuple(written.folded[at + 1 : at + size])
            if rest == phrase[1:] and (size > 1 or _is_name(written, at, phrase[0])):
                yield OwnFact(FactKind.NAME, written.places[at][0], written.places[at + size - 1][1])


def _phrases(person: Person, text: str) -> list[tuple[str, ...]]:
    """Return the names to take out, longest first: whole, family name with its prefixes, and single parts."""
    names = [person.name or "", *person.also]
    for said in (person.said, text):
        names += [match[1] for match in _SAYS_NAME.finditer(said)][:MOST_NAMES]
    phrases: set[tuple[str, ...]] = set()
    for name in names[: 2 * MOST_NAMES]:
        words = tuple(word for word in folded_words(name) if word not in TITLES)
        if not words or all(word in NO_NAMES or word in FAMILY_PREFIXES for word in words):
            continue
        first = words[0] if words[0] not in FAMILY_PREFIXES else ""
        family = family_name(words[1:] if first else words)
        phrases |= {words, family} | {
            (word,) for word in words if len(word) > 1 and word not in NO_NAMES and word not in FAMILY_PREFIXES
        }
    return sorted((phrase for phrase in phrases if phrase), key=lambda phrase: (-len(phrase), phrase))


def _is_name(written: WrittenWords, at: int, name: str) -> bool:
    """Tell whether a word that could be a name is one where it stands."""
    if name not in WORDS_THAT_ARE_NAMES and (len(name) > 2 or written.capital(at)):
        return True
    start, end = written.places[at]
    capital = written.text[start:end][:1].isupper()
    alone = written.text[end : end + 1] in {",", "!", ""} or written.text[end : end + 1] == "\n"
    greeted = at > 0 and written.folded[at - 1] in _GREETED
    return greeted or written.title_before(at) or (capital and (alone or written.capital(at)))

"""Finds in a text what belongs to another visitor than the one it is meant for; pure, knows no chat and no screen.

It errs on the quiet side: what is known of the visitor at hand, or was said in their chat, is theirs; words that are
names as well count only where they can be nothing else.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct

from operator_console.domain.ids import ConversationId
from operator_console.domain.name_words import FAMILY_PREFIXES, NO_NAMES, TITLES, WORDS_THAT_ARE_NAMES
from operator_console.domain.order_numbers import MOST_CODES
from operator_console.domain.written_words import WrittenWords, family_name, folded_words, lowered

LEAST_FIRST_NAME, LEAST_FAMILY_NAME, LEAST_SITE_NAME = 3, 4, 4
MOST_CHARS = 20_000


class MixUpKind(StrEnum):
    """What of somebody else stands in a text."""

    NAME = "name"
    EMAIL = "email"
    ORDER = "order"
    SITE = "site"


class Person(Struct, frozen=True, kw_only=True):
    """What is known of the visitor of one chat.

    Attributes:
        name: As shown; None for an anonymous visitor.
        orders: Order numbers and the like, as `order_numbers` writes them.
        site_name: Of the site they are on.
        site_url: Its address.
        said: Everything written in the chat, both ways; what stands there is no surprise to this visitor.
        also: Further names that may be used in the chat, such as the agent's own.
    """

    conversation_id: ConversationId
    name: str | None = None
    email: str | None = None
    orders: frozenset[str] = frozenset()
    site_name: str = ""
    site_url: str = ""
    said: str = ""
    also: tuple[str, ...] = ()


class MixUp(Struct, frozen=True, kw_only=True):
    """Something of another visitor.

    Attributes:
        found: As it stands in the text.
        whose: The chat it belongs to.
    """

    kind: MixUpKind
    found: str
    whose: ConversationId


def find_mix_ups(text: str, mine: Person, others: Sequence[Person]) -> tuple[MixUp, ...]:
    """Return what in `text`, meant for `mine`, belongs to one of `others`; at most one of each kind and person.

    Letters' case, accents and possessive endings make no difference. Only the first 20,000 characters are looked at.
    """
    text = unicodedata.normalize("NFC", text[:MOST_CHARS])
    written = WrittenWords(text)
    own = _Own(mine)
    found: list[MixUp] = []
    for other in others:
        hits = (
            (MixUpKind.EMAIL, _email(text, own, other)),
            (MixUpKind.ORDER, _order(text, own, other)),
            (MixUpKind.NAME, _name(written, own, other)),
            (MixUpKind.SITE, _site(written, text, own, other)),
        )
        found += [MixUp(kind=kind, found=hit, whose=other.conversation_id) for kind, hit in hits if hit]
    return tuple(found)


# --------------------------------------------------------------------------------------------------- order numbers


def _order(text: str, own: "_Own", other: Person) -> str:
    for code in sorted(other.orders, key=lambda code: (-len(code), code))[:MOST_CODES]:
        if code in own.person.orders or not code.isascii() or not 3 < len(code) <= 40:
            continue
        pattern = re.compile(r"(?<![0-9A-Za-z])" + r"[ .\-_/]?".join(code) + r"(?![0-9A-Za-z])", re.IGNORECASE)
        match = pattern.search(text)
        if match is not None and pattern.search(own.person.said) is None:
            return match[0]
    return ""


# ---------------------------------------------------------------------------------------------------------- e-mail


def _email(text: str, own: "_Own", other: Person) -> str:
    wanted = lowered(other.email or "").strip()
    if "@" not in wanted or wanted == lowered(own.person.email or "").strip():
        return ""
    at = _bounded(lowered(text), wanted)
    return "" if at is None or wanted in own.said_lower else text[at : at + len(wanted)]


def _bounded(text: str, wanted: str) -> int | None:
    """Return where `wanted` stands in `text` with nothing of an address before or behind it."""
    at = text.find(wanted)
    while at >= 0:
        before, behind = text[at - 1 : at], text[at + len(wanted) : at + len(wanted) + 2]
        inside = behind[:1].isalnum() or behind[:1] in {"_", "-", "@"} or (behind[:1] == "." and behind[1:].isalnum())
        if not (before.isalnum() or (before in {"_", "-", ".", "+", "@"} and before)) and not (behind and inside):
            return at
        at = text.find(wanted, at + 1)
    return None


# ----------------------------------------------------------------------------------------------------------- names


class _Own:
    """What the visitor at hand may read without surprise."""

    def __init__(self, mine: Person) -> None:
        self.person = mine
        self.said_lower = lowered(mine.said)
        said = WrittenWords(unicodedata.normalize("NFC", mine.said))
        self.names = {word for name in (mine.name or "", *mine.also) for word in folded_words(name)}
        self.names.update(folded_words((mine.email or "").split("@")[0]))
        self._said = f" {' '.join(said.folded)} "

    def knows(self, phrase: tuple[str, ...]) -> bool:
        """Tell whether a name is this visitor's own, or was used in the chat."""
        if all(word in self.names or word in FAMILY_PREFIXES for word in phrase):
            return True
        joined = " ".join(phrase)
        return f" {joined} " in self._said or f" {joined}s " in self._said


def _name(written: WrittenWords, own: _Own, other: Person) -> str:
    """Return a name of `other` in the text: the whole one, the family name or the first name."""
    words = tuple(word for word in folded_words(other.name or "") if word not in TITLES)
    if not words or all(word in NO_NAMES or word in FAMILY_PREFIXES for word in words):
        return ""
    first = words[0] if words[0] not in FAMILY_PREFIXES else ""
    family = family_name(words[1:] if first else words)
    if first and family:
        for phrase in dict.fromkeys((words, (first, *family))):
            for at in written.positions(phrase):
                if not own.knows(phrase):
                    return written.slice(at, len(phrase))
    return _family_name(written, own, family) or _first_name(written, own, first)


def _family_name(written: WrittenWords, own: _Own, family: tuple[str, ...]) -> str:
    main = next((word for word in family if word not in FAMILY_PREFIXES), "")
    if len(main) < LEAST_FAMILY_NAME or main in NO_NAMES or own.knows((main,)):
        return ""
    if len(family) > 1:
        offset = family.index(main)
        for at in written.positions(family):
            if written.text[written.places[at + offset][0]].isupper() and not own.knows(family):
                return written.slice(at, len(family))
    for at in written.positions((main,)):
        if written.title_before(at) or (written.capital(at) and main not in WORDS_THAT_ARE_NAMES):
            return written.slice(at, 1)
    return ""


def _first_name(written: WrittenWords, own: _Own, first: str) -> str:
    if len(first) < LEAST_FIRST_NAME or first.isdigit() or first in NO_NAMES or own.knows((first,)):
        return ""
    for at in written.positions((first,)):
        if first not in WORDS_THAT_ARE_NAMES or written.capital(at):
            return written.slice(at, 1)
    return ""


# ----------------------------------------------------------------------------------------------------------- sites


def _site(written: WrittenWords, text: str, own: _Own, other: Person) -> str:
    if other.site_name == own.person.site_name and other.site_url == own.person.site_url:
        return ""
    return _site_address(text, own, other) or _site_name(written, own, other)


def _site_name(written: WrittenWords, own: _Own, other: Person) -> str:
    phrase = folded_words(other.site_name)
    mine = folded_words(own.person.site_name)
    part_of_mine = f" {' '.join(phrase)} " in f" {' '.join(mine)} "
    if not phrase or sum(map(len, phrase)) < LEAST_SITE_NAME or part_of_mine or own.knows(phrase):
        return ""
    for at in written.positions(phrase):
        inside_mine = any(own_at <= at and at + len(phrase) <= own_at + len(mine) for own_at in written.positions(mine))
        ordinary = len(phrase) == 1 and (phrase[0] in WORDS_THAT_ARE_NAMES or phrase[0] in NO_NAMES)
        if not inside_mine and (not ordinary or written.capital(at)):
            return written.slice(at, len(phrase))
    return ""


def _site_address(text: str, own: _Own, other: Person) -> str:
    theirs, mine = _address(other.site_url), _address(own.person.site_url)
    if "." not in theirs or mine.startswith(theirs) or theirs in own.said_lower:
        return ""
    small = lowered(text)
    at = _bounded(small.replace("www.", "    "), theirs)
    if at is None or (len(mine) > len(theirs) and small.startswith(mine, at)):
        return ""
    return text[at : at + len(theirs)]


def _address(url: str) -> str:
    """Return host, port and path of a site's address, without "www."."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return lowered(f"{parts.netloc}{parts.path}").removeprefix("www.").rstrip("/")

"""What is wrong with an invitation rule before it is tried: what can never hold, and words that lack; pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import combinations

from msgspec import Struct

from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.inviting import NAME
from operator_console.domain.late_pattern import late_pattern
from operator_console.domain.people import DeviceKind
from operator_console.domain.visit_events import HappenedKind

LANGUAGES = ("nl", "en")
"""In which a site's visitors read; a text should have words in both."""
_BRACES = late_pattern(r"\{[^{}]{0,40}\}", re.DOTALL)


class ValueKind(StrEnum):
    """What a condition's value is."""

    COUNT = "count"
    SECONDS = "seconds"
    MONEY = "money"
    """Cents."""
    CHOICE = "choice"
    TEXT = "text"


VALUE_KINDS: dict[Subject, ValueKind] = {
    Subject.PAGE: ValueKind.TEXT,
    Subject.PAGE_S: ValueKind.SECONDS,
    Subject.SITE_S: ValueKind.SECONDS,
    Subject.PAGES: ValueKind.COUNT,
    Subject.VISITS: ValueKind.COUNT,
    Subject.SEARCH_WORDS: ValueKind.TEXT,
    Subject.SEARCHES: ValueKind.COUNT,
    Subject.CART_EVENT: ValueKind.CHOICE,
    Subject.CART_S: ValueKind.SECONDS,
    Subject.CART_CENTS: ValueKind.MONEY,
    Subject.CUSTOMER_CENTS: ValueKind.MONEY,
    Subject.KNOWN: ValueKind.CHOICE,
    Subject.DEVICE: ValueKind.CHOICE,
    Subject.LANGUAGE: ValueKind.CHOICE,
    Subject.HOUR: ValueKind.COUNT,
    Subject.FREE_SEATS: ValueKind.COUNT,
}
CHOICES: dict[Subject, tuple[str, ...]] = {
    Subject.CART_EVENT: (HappenedKind.ADDED.value, HappenedKind.REMOVED.value, HappenedKind.EMPTIED.value),
    Subject.KNOWN: ("yes", "no"),
    Subject.DEVICE: (DeviceKind.DESKTOP.value, DeviceKind.PHONE.value, DeviceKind.TABLET.value),
    Subject.LANGUAGE: ("nl", "en", "de", "fr", "es", "pl", "tr"),
}
TESTS: dict[ValueKind, tuple[Test, ...]] = {
    ValueKind.COUNT: (Test.AT_LEAST, Test.AT_MOST),
    ValueKind.SECONDS: (Test.AT_LEAST, Test.AT_MOST),
    ValueKind.MONEY: (Test.AT_LEAST, Test.AT_MOST),
    ValueKind.CHOICE: (Test.IS, Test.IS_NOT),
    ValueKind.TEXT: (Test.CONTAINS, Test.LACKS, Test.IS, Test.IS_NOT),
}
_LEAST = {Subject.PAGES: 1, Subject.VISITS: 1, Subject.FREE_SEATS: 1}
"""Below this nothing ever is; without a free seat the manners invite nobody."""
_MOST = {Subject.HOUR: 23}
_WITHIN = {Subject.PAGE_S: Subject.SITE_S, Subject.CART_S: Subject.SITE_S}
"""The one lasts no longer than the other."""


class FaultKind(StrEnum):
    """What is wrong."""

    NO_NAME = "no_name"
    NO_CONDITIONS = "no_conditions"
    NO_VALUE = "no_value"
    NEVER = "never"
    """This condition cannot hold."""
    AGAINST = "against"
    """These two cannot hold at once."""
    PAYMENT = "payment"
    """It asks for a page on which nobody is invited."""
    NEWER = "newer"
    """A condition of a newer version, which never holds here."""
    NO_TEXTS = "no_texts"
    NO_WORDS = "no_words"
    """A text has nothing in a language."""
    NAMES_GUESTS = "names_guests"
    """Who is not known is not invited: the words have a name in them, and there are none for guests."""
    PLACEHOLDER = "placeholder"
    """Braces that nothing is put in for."""


STOPS = frozenset({FaultKind.NO_CONDITIONS, FaultKind.NO_VALUE, FaultKind.NEVER, FaultKind.AGAINST, FaultKind.PAYMENT})
"""With one of these a rule never invites anybody; so it is with `NEWER` and `NO_TEXTS`."""


class Fault(Struct, frozen=True, kw_only=True):
    """One thing that is wrong.

    Attributes:
        condition, other: Places of the conditions that it is about; -1 for none.
        text: Place of the text.
        words: The braces, of PLACEHOLDER.
    """

    kind: FaultKind
    condition: int = -1
    other: int = -1
    text: int = -1
    language: str = ""
    words: str = ""

    @property
    def stops(self) -> bool:
        """Tell whether the rule can never invite anybody because of it."""
        return self.kind in STOPS or self.kind in {FaultKind.NEWER, FaultKind.NO_TEXTS}


def faults_of(rule: InvitationRule, payment_pages: Iterable[str] = ()) -> tuple[Fault, ...]:
    """Return everything that is wrong with a rule; empty when it can invite somebody and is complete."""
    found = [Fault(kind=FaultKind.NO_NAME)] if not rule.name.strip() else []
    if not rule.conditions:
        found.append(Fault(kind=FaultKind.NO_CONDITIONS))
    parts = tuple(part.casefold() for part in payment_pages if part)
    for place, condition in enumerate(rule.conditions):
        kind = _alone(condition, parts)
        if kind is not None:
            found.append(Fault(kind=kind, condition=place))
    stopped = {fault.condition for fault in found}
    for (place, one), (other, two) in combinations(enumerate(rule.conditions), 2):
        if not {place, other} & stopped and (_against(one, two) or _against(two, one)):
            found.append(Fault(kind=FaultKind.AGAINST, condition=place, other=other))
    found.extend(_faults_of_texts(rule))
    return tuple(found)


def limit_of(condition: Condition) -> int | None:
    """Return the number that a condition compares with; None when it has none."""
    digits = condition.value.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None


# -- conditions


def _alone(condition: Condition, payment_parts: tuple[str, ...]) -> FaultKind | None:
    """Return what is wrong with one condition by itself."""
    kind = VALUE_KINDS.get(condition.subject)
    if kind is None or condition.test is Test.UNKNOWN:
        return FaultKind.NEWER
    if condition.test not in TESTS[kind]:
        return FaultKind.NEVER
    value = condition.value.strip().casefold()
    if not value:
        return FaultKind.NO_VALUE
    if Test.AT_LEAST in TESTS[kind]:
        low, high = _bounds(condition)
        return FaultKind.NEVER if limit_of(condition) is None or low > high else None
    if condition.subject is Subject.PAGE and condition.test in {Test.CONTAINS, Test.IS}:
        return FaultKind.PAYMENT if any(part in value for part in payment_parts) else None
    longer = condition.subject is Subject.LANGUAGE and len(value) > 2
    return FaultKind.NEVER if longer and condition.test is Test.IS else None


def _bounds(condition: Condition) -> tuple[float, float]:
    """Return between which numbers the subject lies when a condition holds."""
    low: float = _LEAST.get(condition.subject, 0)
    high: float = _MOST.get(condition.subject, float("inf"))
    limit = limit_of(condition)
    if limit is None:
        return low, high
    return (max(low, limit), high) if condition.test is Test.AT_LEAST else (low, min(high, limit))


def _against(one: Condition, two: Condition) -> bool:
    """Tell whether `two` cannot hold when `one` does; the caller asks both ways round."""
    if Test.AT_LEAST in TESTS[VALUE_KINDS[one.subject]]:
        if one.subject is not two.subject and _WITHIN.get(one.subject) is not two.subject:
            return False
        return _bounds(one)[0] > _bounds(two)[1]
    if one.subject is not two.subject:
        return False
    first, second = (condition.value.strip().casefold() for condition in (one, two))
    never = _NEVER_TOGETHER.get((one.test, two.test))
    if never is not None and never(first, second):
        return True
    both = {one.test, two.test} == {Test.IS_NOT}
    return both and one.subject is Subject.KNOWN and {first, second} == set(CHOICES[Subject.KNOWN])


_NEVER_TOGETHER: dict[tuple[Test, Test], Callable[[str, str], bool]] = {
    (Test.IS, Test.IS): lambda one, two: one != two,
    (Test.IS, Test.IS_NOT): lambda one, two: one == two,
    (Test.IS, Test.CONTAINS): lambda one, two: two not in one,
    (Test.IS, Test.LACKS): lambda one, two: two in one,
    (Test.CONTAINS, Test.LACKS): lambda one, two: two in one,
}

# -- texts


def _faults_of_texts(rule: InvitationRule) -> Iterator[Fault]:
    if not any(_has_words(text) for text in rule.texts):
        yield Fault(kind=FaultKind.NO_TEXTS)
        return
    known_only = any(_asks_known(condition) for condition in rule.conditions)
    for place, text in enumerate(rule.texts):
        for language in LANGUAGES:
            words, guest = text.words.get(language, ""), text.guest_words.get(language, "")
            if not words.strip() and not guest.strip():
                yield Fault(kind=FaultKind.NO_WORDS, text=place, language=language)
            elif not known_only and NAME in (guest if guest.strip() else words):
                yield Fault(kind=FaultKind.NAMES_GUESTS, text=place, language=language)
            for found in _BRACES.findall(f"{words}\n{guest}"):
                if found != NAME:
                    yield Fault(kind=FaultKind.PLACEHOLDER, text=place, language=language, words=found)


def _has_words(text: InvitationText) -> bool:
    return any(words.strip() for words in (*text.words.values(), *text.guest_words.values()))


def _asks_known(condition: Condition) -> bool:
    value = condition.value.strip().casefold()
    return condition.subject is Subject.KNOWN and (condition.test, value) in {(Test.IS, "yes"), (Test.IS_NOT, "no")}

"""Hiding card numbers, bank accounts and citizen service numbers in text, before it is stored; knows no message.

Order and telephone numbers stay: a number counts only with the length, the beginning and the check digits of its kind,
and a nine-digit one not where the words around it, or the question before it, say that it is something else. A bare
nine-digit number that nothing speaks of is hidden when its check digits are a citizen's: one order number in eleven
has such digits by chance, and that is the lesser harm. What is hidden becomes a row of dots,
its separators and a bank account's country stay, so that both sides see what kind of thing stood there.

A number sent in several messages is not recognised.
"""

import re
import string
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from operator_console.domain.late_pattern import late_pattern

DOT = "•"
_GAP = "[ \t\u00a0\u00ad\u2000-\u200d\u202f\u2060\ufeff.\u00b7\\-\u2010-\u2015\u2212]"
"""What people put between the groups of a number; no line break, for lists of numbers stand one below the other."""
_RUN = late_pattern(rf"\d(?:{_GAP}{{0,3}}\d)+")
_GROUP = late_pattern(r"\d+")
_ACCOUNT_START = late_pattern(rf"(?<![A-Za-z])([A-Za-z]{{2}}){_GAP}{{0,3}}[0-9]{_GAP}{{0,3}}[0-9]")
_COUNTRY_CHARS, _CHECK_CHARS = 5, 5
"""At most so far before its first digit an account begins, and so many characters its two check digits take."""
_NOT_IN_ACCOUNT = late_pattern("[^0-9A-Za-z]+")
_ACCOUNT_VALUES = {ord(char): str(int(char, 36)) for char in string.ascii_uppercase}
_SHORTEST = 8
_TELLING = 7
"""So many digits of an unfinished number say nothing yet."""
_NEAR_CHARS = 48

_CARD_DIGITS = range(13, 20)
_CITIZEN_DIGITS = range(8, 10)
_CARD_STARTS = late_pattern(r"4|5[0-8]|6|3[04-9]|220[0-4]|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720|8[12]|9792")
"""Beginnings that issuers of payment cards have (ISO/IEC 7812), by far not all numbers."""

_ACCOUNT_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28,
    "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MN": 20,
    "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
    "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
    "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
}  # fmt: skip
"""Length of a bank account number by country (ISO 13616)."""
_ACCOUNTS = {
    length: late_pattern(rf"[A-Za-z]{{2}}(?:{_GAP}{{0,3}}[0-9A-Za-z]){{6,{length - 2}}}")
    for length in _ACCOUNT_LENGTHS.values()
}

_WORDS = late_pattern(
    r"(?<![a-z])(?:(?P<citizen>bsn|burger ?service ?(?:nummer|nr)|sofi(?: ?-?(?:nummer|nr))?|citizen service number|"
    r"social security(?: number)?)|"
    r"(?:order|bestel|zending|ship|track|factu|invoice|klant|customer|client|debiteur|reserv|booking|boeking|ticket|"
    r"dossier|referen|artikel|article|product|serie|serial|frame|cadeau|voucher|gift|retour|return|telef|telephone|"
    r"phone|mobiel|mobile|contract|polis|policy|nummerbord|pakket|parcel|package|barcode|relatie)[a-z]*|"
    r"pakje|zaak|zaaknummer|case|ref|kenmerk|sku|kvk|btw|vat|rma|tel|gsm|whats ?app|bel|bellen|call)(?![a-z])",
    re.IGNORECASE,
)
"""Words that say what the number beside them is: a citizen service number, or something else."""
_CITIZEN_FORMS = frozenset({(9,), (3, 3, 3), (4, 2, 3)})
_ASKS_FOR_NUMBER = late_pattern(
    r"numm?er|numbers?\b|(?<![a-z])(?:nr|no|bsn|rma|sku|sofi)(?![a-z])|code|kenmerk|referen", re.IGNORECASE
)
"""Only a text that speaks of a number decides about a bare number in the text after it."""
_MARKET_FORM = (3, 7, 7)
"""Groups of a market place's order number, which no card has."""
_POINTS = frozenset(".\u00b7")
_POINTED_GROUP = range(2, 7)
"""Digits between the points of a card's number; other groups are those of an amount or a measure."""


class _Said:
    """What the words of a text say about the numbers beside them; looked for once, when it is first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begins: list[int] = []
        self._ends: list[int] = []
        self._citizen: list[bool] | None = None

    def last(self) -> bool | None:
        """Tell what a question for a number is about, by its last such word; None when it asks for none."""
        if _ASKS_FOR_NUMBER.search(self._text) is None:
            return None
        words = list(_WORDS.finditer(self._text))
        return words[-1]["citizen"] is not None if words else None

    def near(self, begin: int, end: int) -> bool | None:
        """Tell whether the nearest word before, or else after, speaks of a citizen's number; None when none is near."""
        if self._citizen is None:
            words = list(_WORDS.finditer(self._text))
            self._begins, self._ends = [word.start() for word in words], [word.end() for word in words]
            self._citizen = [word["citizen"] is not None for word in words]
        place = bisect_right(self._ends, begin)
        if place > 0 and self._beside(self._ends[place - 1], begin):
            return self._citizen[place - 1]
        place = bisect_left(self._begins, end)
        if place < len(self._begins) and self._beside(end, self._begins[place]):
            return self._citizen[place]
        return None

    def _beside(self, begin: int, end: int) -> bool:
        return end - begin <= _NEAR_CHARS and "\n" not in self._text[begin:end]


class _Run:
    """Digits with little between them: their groups, and sums that give any stretch its check digit.

    Attributes:
        of_market: The groups are those of a market place's order number.
    """

    def __init__(self, text: str, begin: int, end: int) -> None:
        self.text = text
        self.groups = [match.span() for match in _GROUP.finditer(text, begin, end)]
        self.digits = "".join(str(int(char)) for char in text[begin:end] if char.isdecimal())
        self.of_market = tuple(group_end - group_begin for group_begin, group_end in self.groups) == _MARKET_FORM
        self.starts = [0]
        for group_begin, group_end in self.groups:
            self.starts.append(self.starts[-1] + group_end - group_begin)
        self._sums = ([0], [0])
        for place, char in enumerate(self.digits):
            digit = int(char)
            doubled = 2 * digit - 9 * (digit > 4)
            self._sums[place % 2].append(self._sums[place % 2][-1] + doubled)
            self._sums[1 - place % 2].append(self._sums[1 - place % 2][-1] + digit)

    def pointed(self, first: int, last: int) -> bool:
        """Tell whether a point stands between these groups as in an amount, not as in a card's number."""
        gaps = [self.text[self.groups[at][1] : self.groups[at + 1][0]] for at in range(first, last - 1)]
        if not any(_POINTS & set(gap) for gap in gaps):
            return False
        sizes = [end - begin for begin, end in self.groups[first:last]]
        regular = all(size in _POINTED_GROUP for size in sizes[:-1]) and sizes[-1] < _POINTED_GROUP.stop
        return not (regular and all(_POINTS & set(gap) for gap in gaps))

    def luhn(self, first: int, last: int) -> bool:
        """Tell whether the digits of the groups `first` to `last` (not included) have Luhn's check digit."""
        begin, end = self.starts[first], self.starts[last]
        sums = self._sums[end % 2]
        return (sums[end] - sums[begin]) % 10 == 0


def mask(text: str, asked: str = "") -> str:
    """Return `text` with dots in place of card, bank account and citizen service numbers; as long as before.

    Masking what has been masked changes nothing. Takes time in proportion to the length.

    Args:
        asked: What was said just before: whether a bare number answers "your order number?" or "your BSN?".
    """
    runs = list(_RUN.finditer(text))
    if not runs:
        return text
    accounts = list(_accounts(text, runs))
    if accounts:
        text = _hidden(text, accounts)
        runs = list(_RUN.finditer(text))
    runs = [run for run in runs if run.end() - run.start() >= _SHORTEST]
    return _hidden(text, list(_numbers(text, runs, asked))) if runs else text


def same_when_masked(one: str, other: str) -> bool:
    """Tell whether two texts are the same message, each masked after whatever was said before it."""
    return mask(one, "bsn") == mask(other, "bsn")


def mask_typing(text: str, asked: str = "") -> str:
    """Return `text` as it may be shown while it is typed: a card or an account is hidden before it is whole."""
    text = mask(text, asked)
    return _hidden(text, list(_unfinished(text))) if _RUN.search(text) else text


def _hidden(text: str, stretches: list[tuple[int, int]]) -> str:
    chars = list(text)
    for begin, end in stretches:
        chars[begin:end] = (DOT if char.isalnum() else char for char in chars[begin:end])
    return "".join(chars)


def _unfinished(text: str) -> Iterator[tuple[int, int]]:
    words = _Said(text)
    for match in _RUN.finditer(text):
        run = _Run(text, *match.span())
        last = not text[match.end() :].strip()
        if last and len(run.digits) > _TELLING and _begins_like_a_card(run, 0) and words.near(*match.span()) is None:
            yield match.span()
    for start in _ACCOUNT_START.finditer(text):
        end, found = _account_end(text, start.start(), _ACCOUNT_LENGTHS.get(start.group(1).upper(), 0))
        if len(found) > _TELLING and not text[end:].strip():
            yield start.end(1), end


# -- bank accounts


def _accounts(text: str, runs: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    for run in runs:  # looking for letters everywhere would take several times as long
        start = _ACCOUNT_START.search(text, max(0, run.start() - _COUNTRY_CHARS), run.start() + _CHECK_CHARS)
        if start is None:
            continue
        length = _ACCOUNT_LENGTHS.get(start.group(1).upper(), 0)
        end, account = _account_end(text, start.start(), length)
        whole = length > 0 and len(account) == length and not text[end : end + 1].isalpha()
        if whole and _remainder_97(account) == 1:
            yield start.end(1), end


def _account_end(text: str, begin: int, length: int) -> tuple[int, str]:
    """Return where at most `length` letters and digits from `begin` end, and what they are."""
    found = _ACCOUNTS[length].match(text, begin) if length else None
    return (found.end(), _NOT_IN_ACCOUNT.sub("", found.group())) if found else (begin, "")


def _remainder_97(account: str) -> int:
    return int((account[4:] + account[:4]).upper().translate(_ACCOUNT_VALUES)) % 97


# -- cards and citizen service numbers


def _numbers(text: str, runs: list[re.Match[str]], asked: str) -> Iterator[tuple[int, int]]:
    words, answers = _Said(text), _Said(asked).last()
    for match in runs:
        run = _Run(text, *match.span())
        since, first = 0, 0
        while first < len(run.groups):
            taken = _card_from(run, first)
            if taken:
                yield run.groups[first][0], run.groups[first + taken - 1][1]
                yield from _citizen(run, since, first, words, answers)
                since = first + taken
            first += taken or 1
        yield from _citizen(run, since, len(run.groups), words, answers)


def _card_from(run: _Run, first: int) -> int:
    """Return how many groups from `first` are a card's number, at most; 0 when none is."""
    found = 0
    if run.of_market or not _begins_like_a_card(run, first):
        return found
    for last in range(first + 1, len(run.groups) + 1):
        count = run.starts[last] - run.starts[first]
        if count >= _CARD_DIGITS.stop:
            break
        if count not in _CARD_DIGITS or not run.luhn(first, last):
            continue
        if not run.pointed(first, last):
            found = last - first
    return found


def _begins_like_a_card(run: _Run, first: int) -> bool:
    """Tell whether the digits begin like a card's and not like a telephone number abroad."""
    begin = run.groups[first][0]
    return _CARD_STARTS.match(run.digits, run.starts[first]) is not None and run.text[max(0, begin - 1) : begin] != "+"


def _citizen(run: _Run, first: int, last: int, words: _Said, asked: bool | None) -> Iterator[tuple[int, int]]:
    """Give the stretch of the groups `first` to `last` (not included) when it is a citizen service number."""
    digits = run.digits[run.starts[first] : run.starts[last]]
    if len(digits) not in _CITIZEN_DIGITS or not _eleven(digits.zfill(9)):
        return
    begin, end = run.groups[first][0], run.groups[last - 1][1]
    said = words.near(begin, end)
    if said is None:
        said = asked
    if said is None:
        before, after = run.text[max(0, begin - 1) : begin], run.text[end : end + 1]
        telephone = before == "+" or digits.startswith(("00", "6"))
        glued = (
            before.isalpha() or after.isalpha() or (before and before in "#/_@=€$£") or (after and after in "/_@=€%")
        )
        form = tuple(group_end - group_begin for group_begin, group_end in run.groups[first:last])
        said = form in _CITIZEN_FORMS and not telephone and not glued
    if said:
        yield begin, end


def _eleven(digits: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    weighed = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return weighed % 11 == 0 and digits.strip("0") != ""

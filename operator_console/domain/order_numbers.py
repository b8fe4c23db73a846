"""Recognises order numbers and the like in texts, fields and addresses; pure, knows nobody's orders."""

import re

from operator_console.domain.late_pattern import late_pattern

MOST_CHARS = 20_000
MOST_CODES = 40

_CODE = late_pattern(
    r"(?<![\w+@.,€$£/-])(#?)([A-Za-z]{0,5}-?\d+(?:-\d+){0,3})(?![\w€%]|[.,-]\d|\s?(?:%|€|euro\b|[ckm]?m\b|kg\b))"
)
_KEYWORD = late_pattern(
    r"(?:order|bestel|factuur|invoice|ticket|klantn|customer|retour|return|rma|referen|zending|shipment|pakket|parcel"
    r"|track|reserver|boeking|booking|dossier|case)[^\d\n]{0,24}$",
    re.IGNORECASE,
)
_DATE = late_pattern(r"(?:19|20)\d\d-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-(?:19|20)?\d\d")
_YEAR = late_pattern(r"(?:19|20)\d\d")
_ORDER_FIELD = late_pattern(
    r"order|bestel|factuur|invoice|ticket|klantn|customer.?(?:n|id)|referen|booking|boeking|reserv", re.IGNORECASE
)
_ADDRESS_CODE = late_pattern(
    r"(?:order|bestelling|factuur|invoice|ticket|booking)[a-z_-]{0,8}[/=]#?([A-Za-z]{0,5}-?\d[\d-]{3,20})",
    re.IGNORECASE,
)


def order_numbers(text: str) -> frozenset[str]:
    """Return numbers in a text that are likely an order's, an invoice's or the like, as letters and digits only.

    Dates, years, prices, measures, phone numbers and post codes are none; short numbers only count after a word such
    as "order".
    """
    found = set()
    for match in _CODE.finditer(text[:MOST_CHARS]):
        code = match[2]
        digits = sum(letter.isdigit() for letter in code)
        named = bool(match[1]) or _KEYWORD.search(text, max(0, match.start() - 40), match.start()) is not None
        lettered = code[0].isalpha()
        least = 4 if named else 5 if lettered else 7
        phone = not named and not lettered and (code.startswith(("0", "316")) or "-" in code)
        if digits < least or digits > 20 or phone or _DATE.fullmatch(code) or _YEAR.fullmatch(code):
            continue
        found.add(bare_code(code))
        if len(found) >= MOST_CODES:
            break
    return frozenset(found)


def order_numbers_of_field(name: str, value: str) -> frozenset[str]:
    """Return the order numbers in a field that a site has sent, judged by the field's name."""
    if not _ORDER_FIELD.search(name):
        return frozenset()
    codes = re.findall(r"[A-Za-z]{0,8}[-_]?\d[\dA-Za-z-]{2,24}", value[:1_000])
    return frozenset(bare_code(code) for code in codes[:MOST_CODES])


def order_numbers_of_address(url: str) -> frozenset[str]:
    """Return the order numbers in the address of a page."""
    return frozenset(bare_code(match[1]) for match in _ADDRESS_CODE.finditer(url[:2_000]))


def bare_code(code: str) -> str:
    """Return letters and digits of a code, letters as capitals."""
    return "".join(letter for letter in code.upper() if letter.isalnum())

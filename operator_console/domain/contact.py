"""What looks like an address that somebody can be reached at; pure, and no proof that it is one."""

from string import digits

MAX_EMAIL_CHARS = 254
MAX_PHONE_CHARS = 30
FEWEST_DIGITS = 6
MOST_DIGITS = 15


def is_email(text: str) -> bool:
    """Tell whether a text can be an e-mail address: one ``@`` with something on both sides, and no space."""
    if len(text) > MAX_EMAIL_CHARS:
        return False
    name, at, host = text.partition("@")
    return bool(name and at and host) and "@" not in host and not any(letter.isspace() for letter in text)


def is_phone(text: str) -> bool:
    """Tell whether a text can be a telephone number: 6 to 15 digits (ITU-T E.164), spaces and marks between them."""
    if len(text) > MAX_PHONE_CHARS or any(letter not in f"{digits} +-/()." for letter in text):
        return False
    return FEWEST_DIGITS <= sum(letter in digits for letter in text) <= MOST_DIGITS

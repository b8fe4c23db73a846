"""What looks like an address that somebody can be reached at; pure, and no proof that it is one."""

from string import digits

from operator_console.domain.late_pattern import late_pattern

MAX_EMAIL_CHARS = 254
MAX_PHONE_CHARS = 30
FEWEST_DIGITS = 6
MOST_DIGITS = 15
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL_ADDRESS = late_pattern(
    rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*@{_LABEL}(?:\.{_LABEL})+"
)
"""A dot-atom of RFC 5322 at a host name with a dot: everything else is a risk within a header."""
MAX_MAILBOX_CHARS = 64
"""Before the ``@`` (RFC 5321, 4.5.3.1.1)."""


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


def is_mail_address(text: str) -> bool:
    """Tell whether we send mail to an address: plain ASCII, a name without quotes at a host with a dot.

    Stricter than `is_email`, which only asks whether a person may have meant one.
    """
    if len(text) > MAX_EMAIL_CHARS or not text.isascii():
        return False
    return len(text.partition("@")[0]) <= MAX_MAILBOX_CHARS and _MAIL_ADDRESS.fullmatch(text) is not None

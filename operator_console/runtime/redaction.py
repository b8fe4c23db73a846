"""Keeps message text, tokens and e-mail addresses out of logs; knows no frame, only what such things look like."""

import logging

from operator_console.domain.late_pattern import late_pattern

_JSON_FIELDS = late_pattern(
    r"""(["'](?:text|preview|note|body|password|token|access_token|refresh_token|email|name|last_text|first_text)["']"""
    r"""\s*:\s*)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
)
_STRUCT_FIELDS = late_pattern(
    r"""\b((?:text|preview|note|body|password|token|access_token|refresh_token|email|visitor_name|last_text)=)"""
    r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|b'(?:[^'\\]|\\.)*')"""
)
_BEARER = late_pattern(r"(?i)\b(bearer\s+)[A-Za-z0-9._~+/=-]{8,}")
_QUERY = late_pattern(r"(?i)([?&](?:token|access_token|refresh_token|password|key)=)[^&\s\"']+")
_EMAIL = late_pattern(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_LONG_SECRET = late_pattern(r"\b(?![a-z]{1,4}_)[A-Za-z0-9_-]{40,}\b")
MAX_LOGGED_CHARS = 4000


def redact(line: str) -> str:
    """Return `line` without what must not be logged, cut to a bounded length."""
    line = line[:MAX_LOGGED_CHARS]
    line = _JSON_FIELDS.sub(r'\1"[…]"', line)
    line = _STRUCT_FIELDS.sub(r"\1[…]", line)
    line = _BEARER.sub(r"\1[token]", line)
    line = _QUERY.sub(r"\1[…]", line)
    line = _EMAIL.sub("[e-mail]", line)
    return _LONG_SECRET.sub("[token]", line)


class RedactingFilter(logging.Filter):
    """A filter for handlers: rewrites the message and the traceback of every record.

    A filter on a logger would miss records of its children, so it belongs on each handler.
    """

    def __init__(self) -> None:
        super().__init__()
        self._formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact in place and let the record pass."""
        record.msg = redact(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = self._formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        return True

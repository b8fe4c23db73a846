"""Log lines as JSON on stderr, without message text, tokens or names; knows no room."""

import json
import logging
import sys
from datetime import UTC, datetime

from aiohttp.http_exceptions import BadHttpMessage

_STANDARD = frozenset(vars(logging.LogRecord("", 0, "", 0, "", (), None))) | {"message", "asctime", "taskName"}
_LIMIT = 500


class JsonLines(logging.Formatter):
    """One JSON object per record: time, level, name, text and the record's extra values."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "name": record.name,
            "text": record.getMessage(),
        }
        line.update((key, str(value)[:_LIMIT]) for key, value in vars(record).items() if key not in _STANDARD)
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _is_no_bad_request(record: logging.LogRecord) -> bool:
    """Leave out what is no HTTP at all: it was answered with 400, and the line would hold the sender's own bytes."""
    return record.exc_info is None or not isinstance(record.exc_info[1], BadHttpMessage)


def log_to_stderr(level: str) -> None:
    """Send all records from `level` on to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    logging.getLogger("aiohttp.server").addFilter(_is_no_bad_request)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("aiohttp.websocket").setLevel(logging.ERROR)

"""Brings unsent text from a file that was set aside into the new one, as far as it can be read; knows no sending.

Salvaged messages wait for their author: what was read from a damaged page may not be what was written. They keep their
client_id, so that one the server has already is not stored a second time.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from operator_console.domain.conversations import MessageKind
from operator_console.storage.database import Salvaged
from operator_console.storage.file_check import SetAside

PARK_REASON = "salvaged"
MAX_ROWS = 10_000
_READABLE = frozenset({SetAside.CORRUPT, SetAside.NEWER})
"""A foreign file and another account's are nobody's business here."""
_OUTBOX = (
    "client_id",
    "conversation_id",
    "kind",
    "text",
    "holding",
    "base_seq",
    "written_at",
    "file_name",
    "file_size_bytes",
    "attachment_id",
)
_ARTICLE = ("id", "body", "saved_at")
_DRAFT = ("conversation_id", "text", "cursor", "note", "saved_at")

_log = logging.getLogger(__name__)


def salvage_outbox(aside: Path, why: SetAside, into: sqlite3.Connection) -> Salvaged:
    """Copy every message, draft and article in writing that can be read from `aside`, which is left as it is.

    Raises:
        sqlite3.Error: `into` cannot be written.
    """
    if why not in _READABLE:
        return Salvaged(kept=0, lost=None)
    messages: dict[str, tuple[Any, ...]] = {}
    files: dict[str, bytes] = {}
    drafts: dict[str, tuple[Any, ...]] = {}
    articles: dict[str, tuple[Any, ...]] = {}
    seen: set[tuple[str, int]] = set()
    with suppress(sqlite3.Error), closing(sqlite3.connect(aside)) as source:
        for number, values in _rows(source, "outbox", _OUTBOX):
            seen.add(("outbox", number))
            if _is_message(values):
                messages[values[0]] = values
        for client_id in messages:
            content = _file(source, client_id)
            if content is not None:
                files[client_id] = content
        for number, values in _rows(source, "drafts", _DRAFT):
            seen.add(("drafts", number))
            if _is_draft(values):
                drafts[values[0]] = values
        for number, values in _rows(source, "article_drafts", _ARTICLE):
            seen.add(("articles", number))
            if isinstance(values[0], str) and isinstance(values[1], bytes) and isinstance(values[2], str):
                articles[values[0]] = values
    # A message with a file that is neither here nor on the server cannot be sent by anybody.
    whole = [values for values in messages.values() if values[7] is None or values[9] is not None or values[0] in files]
    _write(into, whole, files, drafts, articles)
    kept = len(whole) + len(drafts) + len(articles)
    return Salvaged(kept=kept, lost=len(seen) - kept if kept or seen else None)


def _write(
    into: sqlite3.Connection,
    messages: list[tuple[Any, ...]],
    files: dict[str, bytes],
    drafts: dict[str, Any],
    articles: dict[str, Any],
) -> None:
    into.execute("BEGIN IMMEDIATE")
    try:
        names = ", ".join(_OUTBOX)
        marks = ", ".join("?" * len(_OUTBOX))
        for values in messages:
            into.execute(
                f"INSERT INTO outbox ({names}, park_reason) VALUES ({marks}, ?)",  # noqa: S608 - own names
                (*values, PARK_REASON),
            )
            if values[0] in files:
                into.execute("INSERT INTO outbox_files VALUES (?, ?)", (values[0], files[values[0]]))
        into.executemany(
            "INSERT INTO drafts (conversation_id, text, cursor, note, saved_at) VALUES (?, ?, ?, ?, ?)",
            list(drafts.values()),
        )
        into.executemany("INSERT INTO article_drafts (id, body, saved_at) VALUES (?, ?, ?)", list(articles.values()))
        into.execute("COMMIT")
    except sqlite3.Error:
        if into.in_transaction:
            into.execute("ROLLBACK")
        raise


def _rows(source: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Read a damaged table from both ends: damage in the middle stops each walk, but seldom at the same row."""
    names = ", ".join(columns)
    found: dict[int, tuple[Any, ...]] = {}
    for direction in ("ASC", "DESC"):
        with suppress(sqlite3.Error):
            cursor = source.execute(
                f"SELECT rowid, {names} FROM {table} ORDER BY rowid {direction} LIMIT {MAX_ROWS}"  # noqa: S608
            )
            while (row := cursor.fetchone()) is not None:
                found.setdefault(row[0], row[1:])
    yield from sorted(found.items())


def _file(source: sqlite3.Connection, client_id: str) -> bytes | None:
    with suppress(sqlite3.Error):
        found = source.execute("SELECT content FROM outbox_files WHERE client_id = ?", (client_id,)).fetchone()
        if found is not None and isinstance(found[0], bytes):
            return found[0]
    return None


def _is_message(values: tuple[Any, ...]) -> bool:
    client_id, conversation_id, kind, text, holding, base_seq, written_at, *_file_values = values
    try:
        MessageKind(kind)
        when = datetime.fromisoformat(written_at)
    except (TypeError, ValueError):
        return False
    texts = all(isinstance(value, str) for value in (client_id, conversation_id, text))
    return texts and isinstance(base_seq, int) and holding in {0, 1} and when.tzinfo is not None


def _is_draft(values: tuple[Any, ...]) -> bool:
    conversation_id, text, cursor, note, _saved_at = values
    return isinstance(conversation_id, str) and isinstance(text, str) and isinstance(cursor, int) and note in {0, 1}

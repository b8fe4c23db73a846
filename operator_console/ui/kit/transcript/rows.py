"""Turns entries into the rows of a transcript: day marks, the "new" line, messages; knows no pixels."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum

from msgspec import Struct

from operator_console.desk.state import Entry
from operator_console.domain.conversations import AuthorKind, MessageKind


class RowKind(IntEnum):
    """What a row is."""

    DAY = 0
    NEW = 1
    SYSTEM = 2
    MESSAGE = 3


class Row(Struct, frozen=True):
    """One row.

    Attributes:
        key: Of its entry, or ``day:<date>`` and ``new`` for rows without one.
        entry: None for day marks and the "new" line.
        day: Local day of the row.
    """

    key: str
    kind: RowKind
    day: date
    entry: Entry | None = None

    @property
    def selectable(self) -> bool:
        """Tell whether its text can be selected and copied."""
        return self.entry is not None


NEW_KEY = "new"


class _LocalDays:
    """Tells the local day of moments that are mostly near each other, faster than converting each."""

    def __init__(self) -> None:
        self._begin = self._end = datetime.min.replace(tzinfo=UTC)
        self._day = date.min

    def day_of(self, moment: datetime) -> date:
        """Return the day of `moment` on this machine's clock."""
        if not self._begin <= moment < self._end:
            local = moment.astimezone()
            self._day = local.date()
            # An hour that a change of the clock makes or loses is asked for one by one.
            self._begin = local.replace(minute=0, second=0, microsecond=0)
            self._end = self._begin + timedelta(hours=1)
        return self._day


def row_of(entry: Entry, days: _LocalDays | None = None) -> Row:
    """Return the row of one entry."""
    kind = RowKind.SYSTEM if entry.message.kind is MessageKind.SYSTEM else RowKind.MESSAGE
    return Row(entry.key, kind, (days or _LocalDays()).day_of(entry.message.sent_at), entry)


def rows_of(entries: Iterable[Entry], *, new_from: str | None = None, after: date | None = None) -> list[Row]:
    """Return the rows of `entries`, oldest first.

    Args:
        entries: As the desk gives them.
        new_from: Key of the first entry below the "new" line, or None.
        after: Day of the row above the first one, or None when there is none.
    """
    rows: list[Row] = []
    day = after
    days = _LocalDays()
    for entry in entries:
        row = row_of(entry, days)
        if row.day != day:
            day = row.day
            rows.append(Row(f"day:{day.isoformat()}:{entry.key}", RowKind.DAY, day))
        if entry.key == new_from:
            rows.append(Row(NEW_KEY, RowKind.NEW, row.day))
        rows.append(row)
    return rows


def first_unread_key(entries: Sequence[Entry], unread: int) -> str | None:
    """Return the key of the oldest of the last `unread` visitor messages, or None when nothing is unread."""
    if unread <= 0:
        return None
    key = None
    for entry in reversed(entries):
        if entry.message.author.kind is AuthorKind.VISITOR:
            key = entry.key
            unread -= 1
            if unread == 0:
                break
    return key

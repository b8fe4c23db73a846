"""Values and rows: times as integers, bodies as JSON, many rows with one statement; knows no table's meaning."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, String, bindparam
from sqlalchemy.sql.dml import ValuesBase
from sqlalchemy.sql.expression import ClauseElement

Value = TypeVar("Value")
Row = tuple[Any, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_encoder = msgspec.json.Encoder()
_decoders: dict[type, msgspec.json.Decoder[Any]] = {}


def micros(moment: datetime) -> int:
    """Return an aware time as whole microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """Return microseconds since 1970 as an aware UTC time."""
    return _EPOCH + timedelta(microseconds=value)


def body_of(value: object) -> bytes:
    """Return a domain value as it is stored."""
    return _encoder.encode(value)


def value_of(kind: type[Value], body: bytes) -> Value:
    """Return the domain value of a stored body."""
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders[kind] = msgspec.json.Decoder(kind)
    result: Value = decoder.decode(body)
    return result


def plain_sqlite(connection: Connection) -> sqlite3.Connection | None:
    """Return the driver's own connection where it is SQLite's, else None.

    A finished statement costs half as much there. Its errors are the driver's: `Database` translates them.
    """
    driver = connection.connection.driver_connection
    return driver if isinstance(driver, sqlite3.Connection) else None


class KeyedSelect:
    """A select of the rows that have one of many keys in a column, compiled once for a few numbers of keys."""

    SIZES = (1, 8, 64, 512)

    def __init__(self, statement: Select[Any], column: ColumnElement[str]) -> None:
        self._statement = statement
        self._column = column
        self._compiled: dict[int, tuple[str, bool]] = {}

    def run(self, connection: Connection, keys: Sequence[str]) -> list[Sequence[Any]]:
        """Return the rows of all keys, in the connection's transaction."""
        rows: list[Sequence[Any]] = []
        for start in range(0, len(keys), self.SIZES[-1]):
            rows += self._run_some(connection, keys[start : start + self.SIZES[-1]])
        return rows

    def _run_some(self, connection: Connection, keys: Sequence[str]) -> Sequence[Sequence[Any]]:
        size = next(size for size in self.SIZES if size >= len(keys))
        padded = (*keys, *[keys[0]] * (size - len(keys)))
        sql, positional = self._compiled.get(size) or self._compile(connection, size)
        plain = plain_sqlite(connection)
        if plain is not None:
            rows: list[Sequence[Any]] = plain.execute(sql, padded).fetchall()
            return rows
        if positional:
            return connection.exec_driver_sql(sql, padded).all()
        return connection.exec_driver_sql(sql, {f"key{place}": key for place, key in enumerate(padded)}).all()

    def _compile(self, connection: Connection, size: int) -> tuple[str, bool]:
        places = [bindparam(f"key{place}", type_=String()) for place in range(size)]
        compiled = self._statement.where(self._column.in_(places)).compile(dialect=connection.dialect)
        found = self._compiled[size] = (str(compiled), bool(connection.dialect.positional))
        return found


class BulkStatement:
    """One statement for many rows, compiled once for its dialect; rows are tuples in the order of `names`.

    SQLAlchemy works each row's parameters out anew; for thousands of rows a second that is most of the cost.
    """

    def __init__(self, statement: ValuesBase | ClauseElement, names: Sequence[str]) -> None:
        self._statement = statement
        self._names = tuple(names)
        self._compiled: tuple[str, tuple[int, ...] | None] | None = None

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Execute the statement for every row, in the connection's transaction."""
        if not rows:
            return
        sql, order = self._compiled or self._compile(connection)
        if order is None:
            connection.exec_driver_sql(sql, [dict(zip(self._names, row, strict=True)) for row in rows])
            return
        if order != tuple(range(len(self._names))):
            rows = [tuple(row[place] for place in order) for row in rows]
        plain = plain_sqlite(connection)
        if plain is not None:
            plain.executemany(sql, rows)
        else:
            connection.exec_driver_sql(sql, list(rows))

    def _compile(self, connection: Connection) -> tuple[str, tuple[int, ...] | None]:
        compiled = self._statement.compile(dialect=connection.dialect, column_keys=list(self._names))
        positions = getattr(compiled, "positiontup", None)
        order = tuple(self._names.index(name) for name in positions) if positions else None
        self._compiled = (str(compiled), order)
        return self._compiled

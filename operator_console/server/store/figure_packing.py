"""Moves counts that change no more into one row per cell, where a report of a year reads them in a moment.

Counting adds single numbers, because that needs no look before; reading a million of them would be slow. What is packed
is taken away from the single numbers in the same transaction, so that the sum of both stays what it is.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, delete, select, text

from operator_console.domain.figures.counts import Counts, add
from operator_console.domain.figures.facts import Cell
from operator_console.server.store.rows import BulkStatement, body_of, value_of
from operator_console.server.store.tables import figures, packed_figures

ROWS_AT_ONCE = 2_000
_CELL = ("hour", "site_id", "department_id", "agent_id")
_put_packed = BulkStatement(
    text(
        "INSERT INTO packed_figures (hour, site_id, department_id, agent_id, body)"
        " VALUES (:hour, :site_id, :department_id, :agent_id, :body)"
        " ON CONFLICT (hour, site_id, department_id, agent_id) DO UPDATE SET body = excluded.body"
    ),
    (*_CELL, "body"),
)
_delete_single = BulkStatement(
    delete(figures).where(*(figures.c[name] == bindparam(f"the_{name}") for name in (*_CELL, "what"))),
    tuple(f"the_{name}" for name in (*_CELL, "what")),
)


def pack_figures(connection: Connection, before: int) -> bool:
    """Pack counts of hours that began before a time, in seconds since 1970, and tell whether there are more."""
    wanted = select(figures).where(figures.c.hour < before).order_by(*figures.primary_key.columns).limit(ROWS_AT_ONCE)
    rows = connection.execute(wanted.with_for_update()).all()
    amounts: dict[Cell, Counts] = {}
    for hour, site_id, department_id, agent_id, what, amount in rows:
        add(amounts.setdefault(Cell(hour, site_id, department_id, agent_id), {}), {what: amount})
    add_packed(connection, amounts)
    _delete_single.run(connection, [tuple(row)[:5] for row in rows])
    return len(rows) == ROWS_AT_ONCE


def add_packed(connection: Connection, amounts: Mapping[Cell, Counts]) -> None:
    """Add counts to the rows of their cells."""
    rows = []
    for cell, counts in sorted(amounts.items(), key=lambda item: _key(item[0])):
        there = select(packed_figures.c.body).where(
            *(packed_figures.c[name] == value for name, value in zip(_CELL, _key(cell), strict=True))
        )
        body = connection.scalar(there.with_for_update())
        known: Counts = value_of(Counts, body) if body is not None else {}
        add(known, counts)
        rows.append((*_key(cell), body_of(known)))
    _put_packed.run(connection, rows)


def _key(cell: Cell) -> tuple[int, str, str, str]:
    return cell.hour, cell.site_id, cell.department_id, cell.agent_id

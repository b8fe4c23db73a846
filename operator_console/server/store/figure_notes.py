"""The desk's figures as a transaction changes them: facts become counts, added to the table once at its end."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.figures.facts import (
    Cell,
    Fact,
    bot_handed_over,
    chat_closed,
    chat_given,
    chat_held,
    chat_rated,
    owner_of,
)
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId
from operator_console.server.store.rows import BulkStatement, KeyedSelect, Row, micros, moment
from operator_console.server.store.tables import held_chats

_FIGURE_NAMES = ("hour", "site_id", "department_id", "agent_id", "what", "amount")
# Both databases write it like this, and adding needs no look before: several servers may count at once.
_add_figures = BulkStatement(
    text(
        "INSERT INTO figures (hour, site_id, department_id, agent_id, what, amount)"
        " VALUES (:hour, :site_id, :department_id, :agent_id, :what, :amount)"
        " ON CONFLICT (hour, site_id, department_id, agent_id, what)"
        " DO UPDATE SET amount = figures.amount + excluded.amount"
    ),
    _FIGURE_NAMES,
)
_HELD_NAMES = ("conversation_id", "site_id", "department_id", "agent_id", "since")
_insert_held = BulkStatement(insert(held_chats), _HELD_NAMES)
_delete_held = BulkStatement(delete(held_chats).where(held_chats.c.conversation_id == bindparam("which")), ("which",))
_held = KeyedSelect(
    select(*(held_chats.c[name] for name in _HELD_NAMES)),
    held_chats.c.conversation_id,
)


class FigureNotes:
    """Collects facts for one transaction; holds nothing that holds it, so that both go without a search for garbage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._amounts: dict[tuple[Cell, str], int] = {}
        self._given: dict[ConversationId, Row] = {}
        self._ended: list[tuple[ConversationId, datetime]] = []

    def add(self, facts: Iterable[Fact]) -> None:
        """Add facts; also the door for those of other subjects, such as offers."""
        for cell, what, amount in facts:
            key = cell, str(what)
            self._amounts[key] = self._amounts.get(key, 0) + amount

    def changed(
        self,
        before: Conversation | None,
        after: Conversation,
        at: datetime,
        earlier: Callable[[Conversation], Iterable[Conversation]],
    ) -> None:
        """Note what a change of a chat means: its owner is another one, it is closed, it is rated.

        Args:
            earlier: Gives the closed chats of a chat's visitor, as this transaction sees them.
        """
        if after.rating is not None and before is not after:
            self._rate(before, after)
        if before is not None and before.agent_id == after.agent_id and before.state is after.state:
            return  # nearly always
        if before is not None and before.state is ConversationState.BOT and after.people_asked_at is not None:
            self.add(bot_handed_over(after))
        owner = owner_of(after)
        if owner_of(before) != owner:
            self._hand_over(after, at, owner, had_owner=owner_of(before) is not None)
        closed = after.state is ConversationState.CLOSED
        if closed and (before is None or before.state is not ConversationState.CLOSED):
            self.add(chat_closed(after, earlier(after) if after.tags else ()))

    def _rate(self, before: Conversation | None, after: Conversation) -> None:
        """Put what a rating counts in the place of what it counted before."""
        earlier = tuple(chat_rated(before)) if before is not None else ()
        later = tuple(chat_rated(after))
        if earlier != later:
            self.add((cell, what, -amount) for cell, what, amount in earlier)
            self.add(later)

    def flush(self) -> None:
        """Write everything collected."""
        self._end_holding()
        hold_chats(self._connection, list(self._given.values()))
        add_facts(self._connection, self._amounts)
        self._amounts, self._given = {}, {}

    def _hand_over(self, chat: Conversation, at: datetime, owner: AgentId | None, *, had_owner: bool) -> None:
        if had_owner:
            given = self._given.pop(chat.id, None)
            if given is None:
                self._ended.append((chat.id, at))
            else:
                self._count_held(given, at)
        if owner is not None:
            self.add(chat_given(chat.site_id, chat.department_id, owner, at))
            self._given[chat.id] = (chat.id, chat.site_id, chat.department_id, owner, micros(at))

    def _end_holding(self) -> None:
        if not self._ended:
            return
        ends = dict(self._ended)
        for row in _held.run(self._connection, list(ends)):
            self._count_held(row, ends[row[0]])
        _delete_held.run(self._connection, [(conversation_id,) for conversation_id in ends])
        self._ended = []

    def _count_held(self, row: Sequence[Any], until: datetime) -> None:
        _conversation_id, site_id, department_id, agent_id, since = row
        self.add(chat_held(SiteId(site_id), DepartmentId(department_id), AgentId(agent_id), moment(since), until))


def add_facts(connection: Connection, amounts: Mapping[tuple[Cell, str], int]) -> None:
    """Add amounts to what is counted."""
    # In one order, so that two servers never wait for each other's rows.
    rows = sorted(
        (cell.hour, cell.site_id, cell.department_id, cell.agent_id, what, amount)
        for (cell, what), amount in amounts.items()
        if amount
    )
    _add_figures.run(connection, rows)


def hold_chats(connection: Connection, rows: Sequence[Row]) -> None:
    """Store since when chats are whose: conversation, site, department, agent, microseconds."""
    _insert_held.run(connection, rows)

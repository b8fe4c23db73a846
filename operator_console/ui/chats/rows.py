"""Rows of the rail as values, and how the desk's groups become rows, also while no row may move; knows no Qt model."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct, structs

from operator_console.desk.state import ChatRow, Rail
from operator_console.domain.ids import ConversationId


class Group(StrEnum):
    """Sections of the rail, top to bottom; ARRIVED is there only while rows may not move."""

    OFFERED = "offered"
    QUEUE = "queue"
    YOUR_TURN = "your_turn"
    WAITING = "waiting"
    LEFT = "left"
    ARRIVED = "arrived"


class RailRow(Struct, frozen=True, kw_only=True):
    """One row: a section's header when `chat` is None, else a chat.

    Attributes:
        key: Stable over the row's life: the conversation's id, or ``header:<group>``.
        group: The section the row stands in, which may be a step behind while no row may move.
        queued: The chat waits in the queue, or is offered, and can be accepted.
        gone: The chat has ended or went to somebody else; the row goes as soon as rows may move again.
        count: Number beside a header.
        page: Title of the page on which a queued visitor waits, where known.
    """

    key: str
    group: Group
    chat: ChatRow | None = None
    queued: bool = False
    gone: bool = False
    count: int = 0
    page: str = ""

    @property
    def conversation_id(self) -> ConversationId | None:
        """Id of the chat, or None for a header."""
        return self.chat.conversation.id if self.chat is not None else None


Pages = dict[ConversationId, str]


def rows_of(rail: Rail, pages: Pages | None = None) -> tuple[RailRow, ...]:
    """Return the rail's rows with a header before each group that has any."""
    return tuple(_with_headers((_chat_row(chat, group, pages) for group, chat in _chats_of(rail)), _counts(rail)))


def held_rows(before: Iterable[RailRow], rail: Rail, pages: Pages | None = None) -> tuple[RailRow, ...]:
    """Return the rail's rows without moving any row of `before`.

    Rows stay where they are with what is true of them now; chats that ended stay as `gone`; new chats come below
    everything, under a header of their own. Counts are the true ones.
    """
    now = {chat.conversation.id: (group, chat) for group, chat in _chats_of(rail)}
    counts = _counts(rail)
    kept: list[RailRow] = []
    for row in before:
        if row.chat is None:
            kept.append(structs.replace(row, count=counts.get(row.group, row.count)))
            continue
        found = now.pop(row.chat.conversation.id, None)
        if found is None:
            kept.append(structs.replace(row, gone=True, queued=False))
        else:
            group, chat = found
            fresh = _chat_row(chat, group, pages)
            kept.append(structs.replace(fresh, group=row.group, page=fresh.page or row.page))
    arrived = [structs.replace(_chat_row(chat, group, pages), group=Group.ARRIVED) for group, chat in now.values()]
    number = sum(row.group is Group.ARRIVED and row.chat is not None for row in kept) + len(arrived)
    kept = [structs.replace(row, count=number) if row.key == header_key(Group.ARRIVED) else row for row in kept]
    if arrived and not any(row.key == header_key(Group.ARRIVED) for row in kept):
        kept.append(RailRow(key=header_key(Group.ARRIVED), group=Group.ARRIVED, count=number))
    return (*kept, *arrived)


def header_key(group: Group) -> str:
    """Return the key of a group's header."""
    return f"header:{group.value}"


def _chats_of(rail: Rail) -> Iterator[tuple[Group, ChatRow]]:
    seen: set[ConversationId] = set()
    for group, chats in _groups(rail):
        for chat in chats:
            if chat.conversation.id not in seen:
                seen.add(chat.conversation.id)
                yield group, chat


def _counts(rail: Rail) -> dict[Group, int]:
    return {group: len(chats) for group, chats in _groups(rail)}


def _groups(rail: Rail) -> tuple[tuple[Group, tuple[ChatRow, ...]], ...]:
    return (
        (Group.OFFERED, rail.offered),
        (Group.QUEUE, rail.queue),
        (Group.YOUR_TURN, rail.your_turn),
        (Group.WAITING, rail.waiting_for_visitor),
        (Group.LEFT, rail.left),
    )


def _chat_row(chat: ChatRow, group: Group, pages: Pages | None) -> RailRow:
    queued = group in {Group.QUEUE, Group.OFFERED}
    page = (pages or {}).get(chat.conversation.id, "") if queued else ""
    return RailRow(key=chat.conversation.id, group=group, chat=chat, queued=queued, page=page)


def _with_headers(rows: Iterable[RailRow], counts: dict[Group, int]) -> Iterator[RailRow]:
    group = None
    for row in rows:
        if row.group is not group:
            group = row.group
            yield RailRow(key=header_key(group), group=group, count=counts[group])
        yield row

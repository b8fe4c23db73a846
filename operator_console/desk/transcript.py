"""The loaded end of one chat's transcript, with unsent messages at its end; knows no store and no server.

Every change returns what a list has to do to follow: `TranscriptChange` with its entries, in order.
"""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import structs

from operator_console.desk.events import TranscriptChange
from operator_console.desk.state import Delivery, Entry
from operator_console.domain.conversations import AuthorKind, Message, MessageKind
from operator_console.domain.ids import AgentId, ClientId

Changes = list[tuple[TranscriptChange, tuple[Entry, ...]]]

LOOKED_BACK = 60
"""So many of the last messages are looked through for what the visitor asked before."""

_RESET: tuple[TranscriptChange, tuple[Entry, ...]] = (TranscriptChange.RESET, ())


class Transcript:
    """Stored messages in the order of their positions, then own ones without a position, in the order of writing.

    Attributes:
        more: Older messages exist that are not loaded.
    """

    def __init__(self, me: AgentId) -> None:
        self._me = me
        self._stored: list[Entry] = []
        self._positions: list[int] = []
        self._keys: dict[str, str] = {}
        self._tail: list[Entry] = []
        self._delivered_pos = 0
        self._read_pos = 0
        self.more = False

    # ------------------------------------------------------------------------------------------- reading

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything loaded, oldest first."""
        return (*self._stored, *self._tail)

    @property
    def loaded(self) -> int:
        """Number of loaded stored messages."""
        return len(self._stored)

    @property
    def first_pos(self) -> int:
        """Position of the oldest loaded message; 0 when there is none."""
        return self._positions[0] if self._positions else 0

    @property
    def last_pos(self) -> int:
        """Position of the newest stored message; 0 when there is none."""
        return self._positions[-1] if self._positions else 0

    @property
    def waiting(self) -> int:
        """Number of own messages without a tick."""
        return sum(entry.message.pos == 0 for entry in self._tail)

    def unread_after(self, pos: int) -> int:
        """Return how many loaded messages of the visitor stand after `pos` and after the last own message."""
        count = 0
        for entry in reversed(self._stored):
            if entry.message.pos <= pos or entry.mine:
                break
            count += entry.message.author.kind is AuthorKind.VISITOR
        return count

    def colleague_after(self, pos: int) -> str:
        """Name the last other agent who wrote after `pos`; empty when there is none."""
        for entry in reversed(self._stored):
            if entry.message.pos <= pos:
                break
            if entry.message.author.kind is AuthorKind.AGENT and not entry.mine:
                return entry.message.author.name
        return ""

    def open_question(self) -> str:
        """Return what the visitor wrote since the last agent's message, newest last."""
        lines: list[str] = []
        for entry in reversed(self._stored):
            message = entry.message
            if message.author.kind is AuthorKind.AGENT and message.kind is not MessageKind.NOTE:
                break
            if message.author.kind is AuthorKind.VISITOR and message.text:
                lines.append(message.text)
        return "\n".join(reversed(lines))

    def answered_turns(self) -> tuple[str, ...]:
        """Return the last two messages the visitor wrote before the open question, oldest first."""
        found: list[str] = []
        answered = False
        for entry in reversed(self._stored[-LOOKED_BACK:]):
            message = entry.message
            answered = answered or (message.author.kind is AuthorKind.AGENT and message.kind is not MessageKind.NOTE)
            if answered and message.author.kind is AuthorKind.VISITOR and message.text:
                found.append(message.text)
                if len(found) == 2:
                    break
        return tuple(reversed(found))

    # ------------------------------------------------------------------------------------ stored messages

    def put(self, message: Message) -> Changes:
        """Take a stored message; one that is known changes nothing, whatever the order of arrival."""
        if message.pos <= 0:
            return []
        place = bisect_left(self._positions, message.pos)
        known = place < len(self._positions) and self._positions[place] == message.pos
        if known:
            return self._replace(place, message)
        if place == 0 and self.more and self._positions:
            return []  # it belongs to the part that is not loaded
        waiting = self._tail_place(message)
        entry = self._entry(message)
        if place == len(self._positions):
            return self._append(entry, waiting)
        self._insert(place, entry)
        if waiting is not None:
            del self._tail[waiting]
        return [_RESET]

    def replace_end(self, messages: Sequence[Message], more: bool) -> Changes:
        """Take a snapshot's messages, oldest first; loaded older ones stay when they join without a gap."""
        begin = messages[0].pos if messages else 0
        kept = 0
        if more and messages and self.last_pos >= begin:
            kept = bisect_left(self._positions, begin)
        older = self._stored[:kept]
        before = self.entries
        keep_more = self.more if kept else more
        self._stored, self._positions, self._keys = [], [], {}
        for entry in older:
            self._insert(len(self._stored), entry)
        for message in messages:
            waiting = self._tail_place(message)
            if waiting is not None:
                del self._tail[waiting]
            self._insert(len(self._stored), self._entry(message))
        self.more = keep_more
        return [] if self.entries == before else [_RESET]

    def begin_anew(self) -> None:
        """The server has another history: what was stored in the old one goes with the next snapshot."""
        self._stored, self._positions, self._keys = [], [], {}
        self._delivered_pos = self._read_pos = 0

    def prepend(self, messages: Sequence[Message], more: bool) -> Changes:
        """Take a page of older messages, oldest first."""
        fresh = [message for message in messages if not self._positions or message.pos < self._positions[0]]
        entries = tuple(self._entry(message) for message in fresh)
        for place, entry in enumerate(entries):
            self._insert(place, entry)
        self.more = more
        return [(TranscriptChange.PREPENDED, entries)] if entries else []

    def trim(self, keep: int) -> Changes:
        """Forget all but the newest `keep` stored messages."""
        surplus = len(self._stored) - max(keep, 1)
        if surplus <= 0:
            return []
        for entry in self._stored[:surplus]:
            self._keys.pop(entry.key, None)
        del self._stored[:surplus]
        del self._positions[:surplus]
        self.more = True
        return [_RESET]

    def receipts(self, delivered_pos: int, read_pos: int) -> Changes:
        """Take the visitor's receipts; only those that go further count."""
        delivered_pos = max(delivered_pos, self._delivered_pos)
        read_pos = max(read_pos, self._read_pos)
        if (delivered_pos, read_pos) == (self._delivered_pos, self._read_pos):
            return []
        begin = bisect_left(self._positions, min(self._delivered_pos, self._read_pos) + 1)
        self._delivered_pos, self._read_pos = delivered_pos, read_pos
        changed = []
        for place in range(begin, len(self._stored)):
            entry = self._stored[place]
            delivery = self._delivery(entry.message)
            if entry.mine and entry.delivery is not delivery:
                self._stored[place] = structs.replace(entry, delivery=delivery)
                changed.append(self._stored[place])
        return [(TranscriptChange.UPDATED, tuple(changed))] if changed else []

    # ------------------------------------------------------------------------------------ unsent messages

    def wait(self, entry: Entry) -> Changes:
        """Take an own message that is not stored yet, or its new state."""
        if entry.key in self._keys:
            return []
        for place, known in enumerate(self._tail):
            if known.key == entry.key:
                if known == entry:
                    return []
                self._tail[place] = entry
                return [(TranscriptChange.UPDATED, (entry,))]
        self._tail.append(entry)
        return [(TranscriptChange.APPENDED, (entry,))]

    def ticked(self, client_id: ClientId, stored: Message) -> Changes:
        """The server has an own message: it carries its tick, and its place comes with its event."""
        if client_id in self._keys:
            return []
        entry = Entry(key=client_id, message=stored, delivery=Delivery.STORED, mine=True)
        return self.wait(entry) if any(known.key == client_id for known in self._tail) else []

    def drop(self, client_id: ClientId) -> Changes:
        """An own message was discarded."""
        for place, entry in enumerate(self._tail):
            if entry.key == client_id:
                del self._tail[place]
                return [(TranscriptChange.REMOVED, (entry,))]
        return []

    # ------------------------------------------------------------------------------------------- private

    def _entry(self, message: Message) -> Entry:
        mine = message.author.kind is AuthorKind.AGENT and message.author.id == self._me
        own_name = mine or message.author.kind is AuthorKind.VISITOR
        key: str = message.client_id if own_name and message.client_id else message.id
        if self._keys.get(key, message.id) != message.id or (not mine and any(e.key == key for e in self._tail)):
            key = message.id  # somebody copied another one's client_id
        return Entry(key=key, message=message, mine=mine, delivery=self._delivery(message))

    def _delivery(self, message: Message) -> Delivery:
        if message.kind is MessageKind.NOTE or message.author.kind is not AuthorKind.AGENT:
            return Delivery.STORED
        if message.pos <= self._read_pos:
            return Delivery.READ
        return Delivery.DELIVERED if message.pos <= self._delivered_pos else Delivery.STORED

    def _insert(self, place: int, entry: Entry) -> None:
        self._stored.insert(place, entry)
        self._positions.insert(place, entry.message.pos)
        self._keys[entry.key] = entry.message.id

    def _replace(self, place: int, message: Message) -> Changes:
        entry = self._stored[place]
        if entry.message == message:
            return []
        changed = structs.replace(entry, message=message, delivery=self._delivery(message))
        self._stored[place] = changed
        return [(TranscriptChange.UPDATED, (changed,))]

    def _tail_place(self, message: Message) -> int | None:
        if not message.client_id or message.author.id != self._me:
            return None
        return next((place for place, entry in enumerate(self._tail) if entry.key == message.client_id), None)

    def _append(self, entry: Entry, waiting: int | None) -> Changes:
        """Put a stored message before everything that waits."""
        before = tuple(self._tail)
        if waiting is not None:
            del self._tail[waiting]
        self._insert(len(self._stored), entry)
        return _difference(before, (entry, *self._tail))


def _difference(before: Sequence[Entry], after: Sequence[Entry]) -> Changes:
    """Return how to turn one end of a list into another: update what stays, remove and append the rest."""
    same = 0
    while same < min(len(before), len(after)) and before[same].key == after[same].key:
        same += 1
    updated = tuple(new for old, new in zip(before[:same], after[:same], strict=True) if old != new)
    changes: Changes = []
    if updated:
        changes.append((TranscriptChange.UPDATED, updated))
    if before[same:]:
        changes.append((TranscriptChange.REMOVED, tuple(before[same:])))
    if after[same:]:
        changes.append((TranscriptChange.APPENDED, tuple(after[same:])))
    return changes

"""Which connection gets which stream, and how it catches up; knows no gateway."""

from collections.abc import Awaitable, Callable, Iterable

from msgspec import Struct

from operator_console.protocol.codec import encode
from operator_console.protocol.versions import MAX_REPLAY_EVENTS
from operator_console.server.connection import Connection, text_frame
from operator_console.server.store import reads
from operator_console.server.store.store import Store
from operator_console.server.store.unit import Publication
from operator_console.server.visitor_view import event_for_visitor


class CaughtUp(Struct, frozen=True):
    """A snapshot's frame and the position that it stands for."""

    frame: object
    pos: int


Snapshot = Callable[[str], Awaitable[CaughtUp | None]]
"""Makes the snapshot of a stream, or None when there is nothing to show."""


class Subscriptions:
    """Hands events to the connections that get their stream, each encoded once per kind of audience."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._streams: dict[str, set[Connection]] = {}

    def subscribers(self, stream: str) -> Iterable[Connection]:
        """Return the connections that get a stream."""
        return tuple(self._streams.get(stream, ()))

    def subscribe(self, connection: Connection, stream: str) -> None:
        """Let `connection` get the stream's future events."""
        self._streams.setdefault(stream, set()).add(connection)
        connection.streams.add(stream)

    def unsubscribe(self, connection: Connection, stream: str) -> None:
        """End that."""
        connection.streams.discard(stream)
        connection.held.pop(stream, None)
        members = self._streams.get(stream)
        if members is not None:
            members.discard(connection)
            if not members:
                del self._streams[stream]

    def remove(self, connection: Connection) -> None:
        """End all of a connection's subscriptions."""
        for stream in tuple(connection.streams):
            self.unsubscribe(connection, stream)

    def publish(self, publication: Publication) -> None:
        """Send a committed event to everybody who gets its stream."""
        event = publication.event
        members = self._streams.get(event.stream)
        if not members:
            return
        frames: list[bytes | None] = [None, None]
        for connection in tuple(members):
            kind = int(connection.for_visitor)
            frame = frames[kind]
            if frame is None:
                frame = frames[kind] = self.frame_of(publication, for_visitor=connection.for_visitor)
            connection.deliver(event.stream, event.pos, frame)

    def frame_of(self, publication: Publication, *, for_visitor: bool) -> bytes:
        """Return the event's frame for one kind of audience."""
        event = publication.event
        if for_visitor:
            event = event_for_visitor(event, self._store.directory, hidden=publication.hidden)
        return text_frame(encode(event))

    async def catch_up(
        self, connection: Connection, stream: str, known: tuple[str, int] | None, snapshot: Snapshot
    ) -> None:
        """Bring one stream up to date and keep it so: by replay when the gap is short, else by snapshot.

        The subscription begins before the database is read and its events wait, so that nothing falls between.
        """
        connection.hold(stream)
        self.subscribe(connection, stream)
        pos = 0
        try:
            pos = await self._bring(connection, stream, known, snapshot)
        finally:
            connection.release(stream, pos)

    async def _bring(
        self, connection: Connection, stream: str, known: tuple[str, int] | None, snapshot: Snapshot
    ) -> int:
        if known is not None and known[0] == self._store.epoch and known[1] > 0:
            replay = await self._store.read(reads.replay, self._store.epoch, stream, known[1], MAX_REPLAY_EVENTS)
            if replay.events is not None:
                for publication in replay.events:
                    await connection.keeping_up()
                    connection.send_frame(self.frame_of(publication, for_visitor=connection.for_visitor))
                return replay.pos
        caught_up = await snapshot(stream)
        if caught_up is None:
            return 0
        await connection.keeping_up()
        connection.send(caught_up.frame)
        return caught_up.pos

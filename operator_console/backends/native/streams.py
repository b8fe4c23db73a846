"""Positions of the streams: what to apply, what to ignore, where a gap is; pure, knows no socket."""

from msgspec import Struct

from operator_console.protocol.events import Event, StreamPositions

MAX_HELD = 512
"""Events kept beyond a gap, per stream; more are dropped and fetched again."""


class Offered(Struct, frozen=True):
    """What follows from an event: these are to be applied now, in order; `gap` tells that earlier ones are missing."""

    ready: tuple[Event, ...] = ()
    gap: bool = False


_NOTHING = Offered()
_GAP = Offered(gap=True)


class StreamBook:
    """The last applied ``(epoch, pos)`` of every stream. Applies only ``pos == last + 1`` and ignores older events."""

    def __init__(self) -> None:
        self._positions: dict[str, tuple[str, int]] = {}
        self._held: dict[str, dict[int, Event]] = {}

    def __len__(self) -> int:
        """Return how many streams are known."""
        return len(self._positions) + len(self._held)

    @property
    def positions(self) -> StreamPositions:
        """What to resume from."""
        return dict(self._positions)

    def position(self, stream: str) -> tuple[str, int] | None:
        """Return the last applied position of one stream, or None when it is unknown."""
        return self._positions.get(stream)

    def offer(self, event: Event) -> Offered:
        """Take an event from the server."""
        known = self._positions.get(event.stream)
        epoch, last = known if known is not None else (event.epoch, 0)
        if epoch != event.epoch:
            return _GAP
        if event.pos <= last:
            return _NOTHING
        if event.pos > last + 1:
            held = self._held.setdefault(event.stream, {})
            if len(held) < MAX_HELD:
                held[event.pos] = event
            return _GAP
        return self._advance(event)

    def snapshot(self, stream: str, epoch: str, pos: int) -> tuple[Event, ...]:
        """Set a stream to a snapshot's position; returns held events that now follow, already counted as applied."""
        self._positions[stream] = (epoch, pos)
        held = self._held.pop(stream, {})
        following = [event for event in held.values() if event.pos > pos and event.epoch == epoch]
        ready: list[Event] = []
        for event in sorted(following, key=lambda one: one.pos):
            ready.extend(self.offer(event).ready)
        return tuple(ready)

    def has_gap(self, stream: str) -> bool:
        """Tell whether events wait for earlier ones."""
        return bool(self._held.get(stream))

    def forget(self, stream: str) -> None:
        """A stream is not the agent's business any more."""
        self._positions.pop(stream, None)
        self._held.pop(stream, None)

    def forget_held(self) -> None:
        """A connection ended: what was held beyond gaps comes again."""
        self._held.clear()

    def clear(self) -> None:
        """The server's database is another one: nothing known counts."""
        self._positions.clear()
        self._held.clear()

    def _advance(self, event: Event) -> Offered:
        ready = [event]
        pos = event.pos
        held = self._held.get(event.stream)
        if held:
            while (following := held.pop(pos + 1, None)) is not None:
                ready.append(following)
                pos += 1
            for earlier in [known for known in held if known <= pos]:
                del held[earlier]
            if not held:
                del self._held[event.stream]
        self._positions[event.stream] = (event.epoch, pos)
        return Offered(tuple(ready))

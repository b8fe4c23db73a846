"""What the desk tells of its connection: where it stands, since when, and what waits to go out; knows no screen."""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import structs

from operator_console.backends import base
from operator_console.desk.events import ConnectionChanged
from operator_console.desk.outbox import Outbox
from operator_console.desk.state import Connection, ConnectionPhase, ConnectionRefusal, ConnectionTrouble

_AWAY = frozenset({ConnectionPhase.CONNECTING, ConnectionPhase.OFFLINE})


class Line:
    """All on the loop's thread. A change is published once; what says the same again is not."""

    def __init__(self, server: str, now: Callable[[], datetime], publish: Callable[[ConnectionChanged], None]) -> None:
        self._now = now
        self._publish = publish
        self._connection = Connection(server=server, since=now())
        self._lost_at: datetime | None = None

    @property
    def connection(self) -> Connection:
        """State of the connection."""
        return self._connection

    @property
    def live(self) -> bool:
        """The server is heard and everything missed has been handed over."""
        return self._connection.phase is ConnectionPhase.LIVE

    def changed(self, changed: base.LinkChanged) -> None:
        """Take what the backend says; the time since which it is away counts from the first loss."""
        phase = ConnectionPhase.REFUSED if changed.stop is not None else ConnectionPhase(changed.word.value)
        now = self._now()
        if phase in _AWAY:
            self._lost_at = self._lost_at or now
        elif phase is ConnectionPhase.LIVE:
            self._lost_at = None
        since = now if phase is not self._connection.phase else self._connection.since
        self._tell(
            phase=phase,
            since=self._lost_at if phase in _AWAY else since,
            retry_in_s=changed.retry_in_s,
            retry_at=None if changed.retry_in_s is None else now + timedelta(seconds=changed.retry_in_s),
            refusal=ConnectionRefusal(changed.stop.value) if changed.stop is not None else None,
            trouble=ConnectionTrouble(changed.trouble.value) if changed.trouble is not None else None,
        )

    def measured(self, measured: base.RoundTripMeasured) -> None:
        """Take a round trip; a difference below a millisecond is no news."""
        earlier_ms, now_ms = self._connection.round_trip_ms, measured.round_trip_ms
        if earlier_ms is None or now_ms is None or abs(now_ms - earlier_ms) >= 1:
            self._tell(round_trip_ms=now_ms)

    def waiting(self, outbox: Outbox) -> None:
        """Take what waits to go out."""
        self._tell(
            waiting_out=outbox.waiting,
            slow_out=outbox.slow,
            storage_failed=outbox.failed,
            storage_trouble=outbox.trouble,
        )

    def _tell(self, **changes: object) -> None:
        changed = structs.replace(self._connection, **changes)
        if changed != self._connection:
            self._connection = changed
            self._publish(ConnectionChanged(changed))

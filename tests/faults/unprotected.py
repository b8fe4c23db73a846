"""The product with one protection of the delivery contract switched off, so that the checker can show that it sees it.

Used by tests alone: ``python -m tests.faults.unprotected server ...`` and, for the desk, as a desk process. Which one
is off stands in the environment variable ``UNPROTECTED``.
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

VARIABLE = "UNPROTECTED"


def _forget_what_was_sent() -> None:
    """Idempotency: the server does not know a client_id again."""
    from operator_console.server.store.unit import UnitOfWork

    UnitOfWork.sent = lambda *_given: None  # type: ignore[method-assign]  # the fault to find


def _answer_before_the_commit() -> None:
    """Commit before acknowledgement: the fifth message of a visitor is acknowledged, then the power goes."""
    from operator_console.server.store import writer
    from operator_console.server.store.unit import UnitOfWork
    from operator_console.server.works.messages import SendFromVisitor

    passed = 0
    honest = writer.Writer._apply

    def hasty(self: writer.Writer, works: Sequence[Any]) -> list[writer.Committed[Any]]:
        nonlocal passed
        passed += any(isinstance(work, SendFromVisitor) for work in works)
        if passed < 5 or not any(isinstance(work, SendFromVisitor) for work in works):
            return honest(self, works)
        with self._held.writing() as connection:
            unit = UnitOfWork(connection, self._memory, self._database.epoch)
            unit.prefetch(key for work in works if (key := work.client_key) is not None)
            done = [writer._apply_one(work, unit) for work in works]
            for one in tuple(self._batch_askers):  # type: ignore[attr-defined]  # set below
                self._loop.call_soon_threadsafe(one[1], done[0].result, None)
            time.sleep(0.5)
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    start = writer.Writer._start

    def noting(self: writer.Writer) -> None:
        self._batch_askers = tuple(self._waiting)  # type: ignore[attr-defined]  # for `hasty`
        start(self)

    writer.Writer._apply = hasty  # type: ignore[method-assign]  # the fault to find
    writer.Writer._start = noting  # type: ignore[method-assign]  # the fault to find


def _ignore_gaps() -> None:
    """Gap check: whatever comes with a higher position is applied."""
    from operator_console.backends.native.streams import Offered, StreamBook
    from operator_console.protocol.events import Event

    def careless(self: StreamBook, event: Event) -> Offered:
        known = self._positions.get(event.stream)
        if known is not None and event.pos <= known[1]:
            return Offered()
        self._positions[event.stream] = (event.epoch, event.pos)
        return Offered((event,))

    StreamBook.offer = careless  # type: ignore[method-assign]  # the fault to find


def _show_before_it_is_kept() -> None:
    """Outbox before bubble: nothing is written, everything looks sent."""
    from operator_console.storage.outbox_store import SqliteOutboxStore

    async def pretend(_self: SqliteOutboxStore, _row: object, _content: bytes | None = None) -> None:
        return None

    SqliteOutboxStore.add = pretend  # type: ignore[method-assign, assignment]  # the fault to find


_OFF = {
    "idempotency": _forget_what_was_sent,
    "commit before acknowledgement": _answer_before_the_commit,
    "gap check": _ignore_gaps,
    "outbox before bubble": _show_before_it_is_kept,
}

if __name__ == "__main__":
    _OFF[os.environ[VARIABLE]]()
    if sys.argv[1] == "server":
        from operator_console.app.cli import main as command

        sys.exit(command(sys.argv[1:]))
    from tests.faults.desk_process import main as desk

    place, where, account, who, seed, heartbeat_s = sys.argv[1:]
    asyncio.run(desk(Path(place), where, account, who, int(seed), float(heartbeat_s)))

"""The one writer: groups waiting works into one transaction and answers after its commit; knows no rule of the desk."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, Protocol, TypeVar, cast

from sqlalchemy.exc import DBAPIError, OperationalError

from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import ConversationId
from operator_console.runtime.fail_points import fail_point
from operator_console.server.store.database import Database
from operator_console.server.store.directory import Directory
from operator_console.server.store.unit import ClientKey, Memory, Publication, UnitOfWork

MAX_BATCH = 512
MAX_WAITING = 20_000

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)
_log = logging.getLogger(__name__)


class StoreUnavailable(Exception):
    """Nothing can be stored now (disk full, database locked or read-only, too much waiting, stopping)."""


class Work(Protocol[Result_co]):
    """Something to do in a transaction of the writer. It runs on the writer's thread and may run a second time."""

    @property
    def client_key(self) -> ClientKey | None:
        """Sender and client_id whose earlier message the work wants to look up, or None."""

    def apply(self, unit: UnitOfWork) -> Result_co:
        """Decide and change; the result is given to the asker after the commit."""


class Committed(Generic[Result]):
    """What a work has brought, after the commit.

    Attributes:
        published: Its events, in order.
        changed: Conversations as the work left them.
    """

    __slots__ = ("changed", "published", "result")

    def __init__(
        self, result: Result, published: list[Publication], changed: dict[ConversationId, Conversation]
    ) -> None:
        self.result = result
        self.published = published
        self.changed = changed


Asker = Callable[[Any, BaseException | None], None]
_Asked = tuple[Work[Any], Asker]


class Writer:
    """Takes works on the loop's thread, applies them in batches on its own thread, and hands results back in order.

    Args:
        database: Where to write; `database.writer` belongs to this writer from now on.
        directory: Sites, departments and agents known at start.
        on_committed: Called on the loop's thread for each committed work, after its asker was answered.
        shared: Other servers write to the same database.

    Attributes:
        failing: A batch could not be stored, and no event since then.
        batches: How many were begun and ended, and how long that took in all (`batches_s`).
    """

    def __init__(
        self,
        database: Database,
        directory: Directory,
        on_committed: Callable[[Committed[Any]], None],
        *,
        shared: bool = False,
    ) -> None:
        self._database = database
        self._memory = Memory(directory, shared=shared)
        self._on_committed = on_committed
        self._held = database.hold()
        self._loop = asyncio.get_running_loop()
        self._batches: SimpleQueue[list[_Asked] | None] = SimpleQueue()
        self._thread = Thread(target=self._work_off, name="store-writer", daemon=True)
        self._thread.start()
        self._waiting: deque[_Asked] = deque()
        self._busy = False
        self._alone = 0
        self._closed = False
        self.failing = False
        self.batches = 0
        self.batches_s = 0.0
        self._began_s = 0.0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def waiting(self) -> int:
        """Number of works that have not begun."""
        return len(self._waiting)

    def submit(self, work: Work[Result], asker: Callable[[Result | None, BaseException | None], None]) -> None:
        """Queue `work`; `asker` gets its result, or the error, on the loop's thread, after the commit."""
        if self._closed or len(self._waiting) >= MAX_WAITING:
            asker(None, StoreUnavailable("stopping" if self._closed else "too much waiting"))
            return
        self._waiting.append((work, cast("Asker", asker)))
        if not self._busy:
            self._start()

    async def perform(self, work: Work[Result]) -> Result:
        """Queue `work` and return its result after the commit.

        Raises:
            StoreUnavailable: Nothing was stored.
        """
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()

        def asker(result: Result | None, error: BaseException | None) -> None:
            if answer.done():
                return
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(cast("Result", result))

        self.submit(work, asker)
        return await answer

    def know(self, directory: Directory) -> None:
        """Use a newer directory from the next batch on."""
        self._memory.directory = directory

    async def close(self) -> None:
        """Take nothing new, finish what waits, end the thread."""
        self._closed = True
        await self._idle.wait()
        self._batches.put(None)
        self._thread.join()

    def _start(self) -> None:
        limit = 1 if self._alone > 0 else MAX_BATCH
        batch = [self._waiting.popleft() for _ in range(min(limit, len(self._waiting)))]
        self._alone = max(0, self._alone - 1)
        self._busy = True
        self._began_s = self._loop.time()
        self._idle.clear()
        self._batches.put(batch)

    def _finish(self, batch: list[_Asked], done: list[Committed[Any]] | BaseException) -> None:
        self._busy = False
        self.batches += 1
        self.batches_s += self._loop.time() - self._began_s
        if isinstance(done, BaseException):
            self.failing = True
            self._fail(batch, done)
        else:
            if self.failing and any(committed.published for committed in done):
                self.failing = False
            if self._waiting:
                self._start()  # the writer's thread works on while this one hands out
            for (_work, asker), committed in zip(batch, done, strict=True):
                self._hand_out(asker, committed)
        if not self._busy:
            if self._waiting:
                self._start()
            else:
                self._idle.set()

    def _hand_out(self, asker: Asker, committed: Committed[Any]) -> None:
        try:
            asker(committed.result, None)
            self._on_committed(committed)
        except Exception:  # noqa: BLE001 - what is committed must reach the others, whatever one receiver does
            _log.exception("committed, but not handed out")

    def _fail(self, batch: list[_Asked], error: BaseException) -> None:
        if isinstance(error, DBAPIError) and (isinstance(error, OperationalError) or len(batch) == 1):
            _log.error("store unavailable", extra={"reason": str(error.orig)})
            for _work, asker in batch:
                asker(None, StoreUnavailable(str(error.orig)))
        elif len(batch) == 1:
            _log.error("work failed", extra={"work": type(batch[0][0]).__name__}, exc_info=error)
            batch[0][1](None, StoreUnavailable("bug"))
        else:
            # One work has a bug: each once more on its own, so that only that one fails.
            self._waiting.extendleft(reversed(batch))
            self._alone = len(batch)

    def _work_off(self) -> None:
        """Apply batch after batch; the writer's thread. A pool's futures would cost as much as the SQL."""
        while (batch := self._batches.get()) is not None:
            done: list[Committed[Any]] | BaseException
            try:
                done = self._apply([work for work, _asker in batch])
            except BaseException as error:  # noqa: BLE001 - whatever it is, the askers must hear of it
                done = error
            self._loop.call_soon_threadsafe(self._finish, batch, done)
            del batch, done
        self._held.close()

    def _apply(self, works: Sequence[Work[Any]]) -> list[Committed[Any]]:
        """Apply a batch in one transaction; runs on the writer's thread."""
        finished = False
        try:
            with self._held.writing() as connection:
                unit = UnitOfWork(connection, self._memory, self._database.epoch)
                unit.prefetch(key for work in works if (key := work.client_key) is not None)
                results = [_apply_one(work, unit) for work in works]
                unit.flush()
                fail_point("server.commit.before")
            fail_point("server.commit.after")
            finished = True
        finally:
            if finished:
                self._memory.settle()
            else:
                self._memory.forget()
        return results


def _apply_one(work: Work[Any], unit: UnitOfWork) -> Committed[Any]:
    unit.begin_work()
    result = work.apply(unit)
    return Committed(result, unit.published, unit.changed)

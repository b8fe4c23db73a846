"""The one thread that touches the local files; knows no file."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from operator_console.runtime.worker_thread import WorkerThread

Result = TypeVar("Result")


class DiskThread:
    """Runs jobs one after the other, in the order of asking."""

    def __init__(self) -> None:
        self._worker = WorkerThread("storage")
        self._here = False
        self._until_loop: list[Callable[[], object]] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @contextmanager
    def here(self) -> Iterator[None]:
        """Run what is asked for within the block where it is asked for; only before there is a loop."""
        self._here, self._until_loop = True, []
        try:
            yield
        finally:
            self._here = False

    async def run(self, job: Callable[[], Result]) -> Result:
        """Run `job` and return what it returns; its exceptions come through. A begun or waiting job always runs."""
        if self._here:
            return job()
        self._loop = asyncio.get_running_loop()
        waiting, self._until_loop = self._until_loop, None
        for call in waiting or ():
            call()
        return await asyncio.shield(self._worker.run(job))

    def post(self, job: Callable[[], None]) -> None:
        """Run `job` without anybody waiting; it must not raise."""
        self._worker.post(job)

    def in_loop(self, call: Callable[[], object]) -> None:
        """Call `call` where the loop runs: now, or after a start without one with the first job from there."""
        if self._until_loop is None:
            call()
        else:
            self._until_loop.append(call)

    def tell(self, told: Callable[[], None]) -> None:
        """Within a job, call `told` where jobs are asked for."""
        if self._here:
            told()
        elif self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(told)

    async def close(self) -> None:
        """End after everything that was asked for has run."""
        await self.run(lambda: None)
        self._worker.close(at_once=False)

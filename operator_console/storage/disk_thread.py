"""The one thread that touches the local files; knows no file."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


class DiskThread:
    """Runs jobs one after the other, in the order of asking."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")

    async def run(self, job: Callable[[], Result]) -> Result:
        """Run `job` and return what it returns; its exceptions come through. A begun or waiting job always runs."""
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._executor, job))

    def post(self, job: Callable[[], None]) -> None:
        """Run `job` without anybody waiting; it must not raise."""
        self._executor.submit(job)

    async def close(self) -> None:
        """End after everything that was asked for has run."""
        await self.run(lambda: None)
        self._executor.shutdown(wait=False)

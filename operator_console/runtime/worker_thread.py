"""One thread for one kind of work, made when there is some: knows no work."""

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple, Unpack

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Result = TypeVar("Result")
Given = TypeVarTuple("Given")


class WorkerThread:
    """Runs jobs one after the other, in the order of asking."""

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def _executor(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)

    def run(self, job: Callable[[Unpack[Given]], Result], *given: *Given) -> "asyncio.Future[Result]":
        """Begin `job` and return what will hold its result; to be called where the loop runs."""
        return asyncio.get_running_loop().run_in_executor(self._executor, job, *given)

    def post(self, job: Callable[[], object]) -> None:
        """Run `job` without anybody waiting; it must not raise."""
        self._executor.submit(job)

    def close(self, *, at_once: bool = True) -> None:
        """Take no more jobs, and with `at_once` forget those that have not begun; waits for none."""
        self._executor.shutdown(wait=False, cancel_futures=at_once)

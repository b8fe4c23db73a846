"""The only starter of tasks: every task has a name, an owner and one road for its errors; knows no room above."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")
ErrorRoad = Callable[[str, BaseException], None]
Loop = Callable[[], "asyncio.AbstractEventLoop"]

_log = logging.getLogger(__name__)


class TaskScope:
    """Owns tasks and further scopes; closing goes from the leaves to the root.

    Not thread-safe: to be used on the loop's thread. A task that fails with anything but cancellation is reported to
    the error road of its scope, or of the nearest ancestor that has one; the other tasks run on.

    Args:
        loop: Of a root, returns the loop that will run its tasks, for those that are started before it runs.
    """

    def __init__(
        self,
        name: str,
        on_error: ErrorRoad | None = None,
        parent: "TaskScope | None" = None,
        loop: Loop | None = None,
    ) -> None:
        self.name = name
        self._loop: Loop | None = loop if parent is None else parent._loop  # noqa: SLF001 - a scope as well
        self._on_error = on_error
        self._parent = parent
        self._tasks: dict[asyncio.Task[Any], str] = {}
        self._exclusive: dict[str, asyncio.Task[Any]] = {}
        self._children: list[TaskScope] = []
        self._closed = False

    @property
    def closed(self) -> bool:
        """Tell whether `close` was called; a closed scope starts nothing."""
        return self._closed

    @property
    def running(self) -> tuple[str, ...]:
        """Names of the tasks that have not ended, of this scope and below."""
        own = tuple(f"{self.name}/{name}" for name in self._tasks.values())
        return own + tuple(name for child in self._children for name in child.running)

    def child(self, name: str, on_error: ErrorRoad | None = None) -> "TaskScope":
        """Return a scope that is closed with this one."""
        scope = TaskScope(name, on_error, self)
        self._children.append(scope)
        return scope

    def start(
        self, coroutine: Coroutine[Any, Any, Result], *, name: str, exclusive: bool = False
    ) -> "asyncio.Task[Result]":
        """Start `coroutine` as a task of this scope.

        Args:
            coroutine: What to run.
            name: Says in logs what it does.
            exclusive: Cancel the running task of the same name first: only the newest counts.

        Raises:
            RuntimeError: The scope is closed.
        """
        if self._closed:
            coroutine.close()
            msg = f"scope {self.name} is closed, {name} cannot start"
            raise RuntimeError(msg)
        if exclusive and (earlier := self._exclusive.get(name)) is not None:
            earlier.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            if self._loop is None:
                coroutine.close()
                raise
            loop = self._loop()
        task = loop.create_task(coroutine, name=f"{self.name}/{name}")
        self._tasks[task] = name
        if exclusive:
            self._exclusive[name] = task
        task.add_done_callback(self._on_done)
        return task

    async def close(self) -> None:
        """Cancel everything below and here, and wait until it has ended; harmless when called again."""
        self._closed = True
        for scope in reversed(self._children.copy()):
            await scope.close()
        current = asyncio.current_task()
        tasks = [task for task in self._tasks if task is not current]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        if self._parent is not None:
            self._parent.forget(self)

    def forget(self, child: "TaskScope") -> None:
        """Let go of a child that has closed; called by the child itself."""
        if child in self._children:
            self._children.remove(child)

    def report(self, name: str, error: BaseException) -> None:
        """Give an error to the nearest error road, or to the log where there is none."""
        if self._on_error is not None:
            self._on_error(name, error)
        elif self._parent is not None:
            self._parent.report(name, error)
        else:
            _log.error("task %s failed", name, exc_info=error)

    def _on_done(self, task: "asyncio.Task[Any]") -> None:
        name = self._tasks.pop(task, "?")
        if self._exclusive.get(name) is task:
            del self._exclusive[name]
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self.report(task.get_name(), error)

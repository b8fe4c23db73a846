"""Ends the tasks of something that goes before its window does; knows no task."""

import asyncio

from operator_console.runtime.task_scope import TaskScope


def end_scope(scope: TaskScope, parent: TaskScope) -> None:
    """Close `scope` now; where no loop runs any more its tasks end with `parent`, which owns them all."""
    if scope.closed or parent.closed:
        return
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    parent.start(scope.close(), name=f"close {scope.name}")

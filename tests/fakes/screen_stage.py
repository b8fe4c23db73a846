"""A real window loop for tests of screens: Qt and asyncio on one loop, a context, and waiting for what must happen."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from operator_console.runtime.task_scope import TaskScope
from operator_console.settings.file import Settings
from operator_console.settings.options import LANGUAGE, THEME
from operator_console.ui.kit.context import UiContext, build_context
from operator_console.ui.kit.resources import Resources

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
Result = TypeVar("Result")


class Stage:
    """What a test of a screen needs.

    Attributes:
        errors: Errors of tasks; the fixture fails the test when there are any.
    """

    def __init__(self, app: QApplication) -> None:
        app.setQuitOnLastWindowClosed(False)  # as the product does: windows come and go within a loop
        self.loop = qasync.QEventLoop(app)
        asyncio.set_event_loop(self.loop)
        self.errors: list[BaseException] = []
        self.settings = Settings(None)
        self.settings.set(LANGUAGE, "en")
        self.settings.set(THEME, "light")
        self.scope = TaskScope("test", lambda _name, error: self.errors.append(error))
        self.context: UiContext = build_context(app, Resources(RESOURCES), self.settings, self.scope)
        self._shown: list[QWidget] = []
        self._closing: list[Callable[[], object]] = []

    def at_end(self, close: Callable[[], object]) -> None:
        """Call `close` when the test is over, last one first."""
        self._closing.append(close)

    def run(self, script: Coroutine[Any, Any, Result], limit_s: float = 60.0) -> Result:
        """Run a test's script on the loop."""
        result: Result = self.loop.run_until_complete(asyncio.wait_for(script, limit_s))
        return result

    async def show(self, widget: QWidget, width_px: int, height_px: int) -> None:
        """Show a widget in a window of its own and wait until it is painted and active."""
        self._shown.append(widget)
        widget.resize(width_px, height_px)
        widget.show()
        widget.activateWindow()
        await self.until(lambda: widget.windowHandle() is not None and widget.windowHandle().isExposed())
        await self.rest()

    async def until(self, condition: Callable[[], object], within_s: float = 5.0) -> None:
        """Wait until something holds.

        Raises:
            AssertionError: It did not, in time.
        """
        end = time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < end, "this never came true"
            await asyncio.sleep(0.005)

    async def rest(self) -> None:
        """Let posted events, frames and short tasks run."""
        for _ in range(5):
            await asyncio.sleep(0.02)

    def close(self) -> None:
        """End screens and tasks, remove windows, close the loop."""
        for close in reversed(self._closing):
            close()
        self.loop.run_until_complete(self.scope.close())
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.loop.close()
        asyncio.set_event_loop(None)


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    """A stage; the test fails when a task of a screen failed."""
    stage = Stage(qapp)
    yield stage
    stage.close()
    assert stage.errors == []

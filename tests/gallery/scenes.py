"""Shows widgets with made-up content, alone or as pictures of every size, theme and language; knows no screen.

A gallery script lists its scenes and calls `main`; it starts alone (``python -m tests.gallery.kit``), or writes
pictures with ``--screenshot DIR``.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QApplication, QWidget

from operator_console.runtime.task_scope import TaskScope
from operator_console.settings.file import Settings
from operator_console.settings.options import LANGUAGE, THEME
from operator_console.ui.kit.context import UiContext, build_context
from operator_console.ui.kit.resources import Resources

ROOT = Path(__file__).resolve().parents[2]
Size = tuple[int, int]


@dataclass(frozen=True)
class Scene:
    """One widget to look at.

    Attributes:
        build: Makes the widget for a context (its theme and language are set).
        sizes: Logical sizes to grab it in.
        after: Called with the shown widget before it is grabbed.
    """

    name: str
    build: Callable[[UiContext], QWidget]
    sizes: Sequence[Size] = ((480, 360),)
    after: Callable[[QWidget], object] = field(default=lambda _widget: None)


def context_for(app: QApplication, theme: str, language: str) -> UiContext:
    """Return a context with settings in memory only."""
    # What was closed before goes now: a style is applied to every widget that still lives.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    settings = Settings(None)
    settings.set(THEME, theme)
    settings.set(LANGUAGE, language)
    return build_context(app, Resources(ROOT / "resources"), settings, TaskScope("gallery"))


def application() -> QApplication:
    """Return the application, made when there is none."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(sys.argv[:1])


async def settle(widget: QWidget, size: Size) -> None:
    """Give the widget its size and let layouts, posted events and short tasks come to rest."""
    widget.resize(*size)
    widget.move(QPoint(0, 0))
    widget.show()
    for _ in range(4):  # layouts ask for layouts
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        await asyncio.sleep(0.01)


async def grab(
    scene: Scene, folder: Path, themes: Iterable[str] = ("light", "dark"), languages: Iterable[str] = ("en", "nl")
) -> list[Path]:
    """Write the scene's pictures and return their paths; needs a running loop, as screens start tasks."""
    app = application()
    written = []
    folder.mkdir(parents=True, exist_ok=True)
    for theme in themes:
        for language in languages:
            context = context_for(app, theme, language)
            for size in scene.sizes:
                widget = scene.build(context)
                await settle(widget, size)
                scene.after(widget)
                await settle(widget, size)
                path = folder / f"{scene.name}-{theme}-{language}-{size[0]}x{size[1]}.png"
                widget.grab().save(str(path))
                written.append(path)
                widget.hide()  # closing may ask something first
                if (shut_down := getattr(widget, "shut_down", None)) is not None:
                    shut_down()
                widget.deleteLater()
            await context.scope.close()
    return written


def main(scenes: Sequence[Scene]) -> int:
    """Show the first (or the named) scene, or write pictures of all with ``--screenshot DIR``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scene", nargs="?", choices=[scene.name for scene in scenes])
    parser.add_argument("--screenshot", type=Path)
    parser.add_argument("--theme", action="append", choices=["light", "dark"])
    parser.add_argument("--lang", action="append", choices=["en", "nl"])
    options = parser.parse_args()
    chosen = [scene for scene in scenes if options.scene in {None, scene.name}]
    themes, languages = options.theme or ["light", "dark"], options.lang or ["en", "nl"]
    app = application()
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with loop:
        if options.screenshot:
            loop.run_until_complete(_grab_all(chosen, options.screenshot, themes, languages))
        else:
            loop.run_until_complete(_show(app, chosen[0], themes[0], languages[0]))
    return 0


async def _grab_all(scenes: Sequence[Scene], folder: Path, themes: Iterable[str], languages: Iterable[str]) -> None:
    for scene in scenes:
        for path in await grab(scene, folder, themes, languages):
            print(path)


async def _show(app: QApplication, scene: Scene, theme: str, language: str) -> None:
    closed = asyncio.Event()
    app.setQuitOnLastWindowClosed(False)
    app.lastWindowClosed.connect(closed.set)
    widget = scene.build(context_for(app, theme, language))
    widget.resize(*scene.sizes[0])
    widget.show()
    scene.after(widget)
    await closed.wait()

"""What every screen gets: one value with the shared things of a window; knows how they are built, not who uses them."""

from msgspec import Struct
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from operator_console.runtime.task_scope import TaskScope
from operator_console.settings.file import Settings
from operator_console.ui.kit.frame_clock import FrameTicker
from operator_console.ui.kit.icons import Icons
from operator_console.ui.kit.language import install_language
from operator_console.ui.kit.notice import Notices
from operator_console.ui.kit.resources import Resources
from operator_console.ui.kit.theme import Theme


class UiContext(Struct, frozen=True):
    """First argument of every screen.

    Attributes:
        scope: Of the window; a screen takes a child of it.
        locale: Formats of numbers, dates and times.
        ticker: Frames and whole seconds, one for the window.
        notices: The one funnel for quiet notices.
    """

    theme: Theme
    icons: Icons
    settings: Settings
    scope: TaskScope
    locale: QLocale
    ticker: FrameTicker
    notices: Notices
    resources: Resources


def build_context(app: QApplication, resources: Resources, settings: Settings, scope: TaskScope) -> UiContext:
    """Dress the application (theme, typeface, language) and return the context of its window; call once."""
    locale = install_language(app, settings, resources)
    theme = Theme(resources, settings, app)
    theme.apply(app)
    return UiContext(
        theme=theme,
        icons=Icons(theme, resources),
        settings=settings,
        scope=scope,
        locale=locale,
        ticker=FrameTicker(app),
        notices=Notices(app),
        resources=resources,
    )

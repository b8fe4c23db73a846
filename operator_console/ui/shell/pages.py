"""Pages of the window: each built when it is first wanted, shown in the place of the chats, left again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, Signal

from operator_console.ui.kit.shortcuts import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor
    from operator_console.ui.shell.action_registry import ActionRegistry
    from operator_console.ui.shell.layout import WindowLayout
    from operator_console.ui.shell.screens import Page, Screens

STAYS = frozenset({"conversation.composer", "conversation.say_clock", "knowledge.search", "knowledge.nothing_found"})
"""What goes on working while the chats are covered; nothing may be sent to a chat that nobody sees."""


class PageEntry(Struct, frozen=True):
    """One page that the window can show.

    Attributes:
        title: Its name, a source text of the context ``Pages``.
        action_id: What brings it on screen, from the catalogue of keys.
        allowed: Tells whether this agent at this server has the page; without it there is neither button nor key.
        build: Makes it; nothing of its room is imported before.
    """

    name: str
    icon: str
    title: str
    action_id: str
    allowed: "Callable[[DeskDoor], bool]"
    build: "Callable[[UiContext, DeskDoor], Page]"

    @property
    def words(self) -> str:
        """Its name in the window's language."""
        return QCoreApplication.translate("Pages", self.title)


def _build_articles(context: "UiContext", desk: "DeskDoor") -> "Page":
    from operator_console.ui.articles import ArticlesScreen

    return ArticlesScreen(context, desk)


def _build_archive(context: "UiContext", desk: "DeskDoor") -> "Page":
    from operator_console.ui.archive import ArchiveScreen

    return ArchiveScreen(context, desk)


def _build_reports(context: "UiContext", desk: "DeskDoor") -> "Page":
    from operator_console.ui.reports import ReportsScreen

    return ReportsScreen(context, desk)


def _build_staffing(context: "UiContext", desk: "DeskDoor") -> "Page":
    from operator_console.ui.staffing import StaffingScreen

    return StaffingScreen(context, desk)


def _build_street(context: "UiContext", desk: "DeskDoor") -> "Page":
    from operator_console.ui.street import StreetScreen

    return StreetScreen(context, desk)


def _build_setup(context: "UiContext", desk: "DeskDoor") -> "Page":
    from operator_console.ui.setup import SetupScreen

    return SetupScreen(context, desk)


def _build_team(context: "UiContext", desk: "DeskDoor") -> "Page":
    from operator_console.ui.team import TeamScreen

    return TeamScreen(context, desk)


ARTICLES = "articles"
TEAM = "team"
ARCHIVE = "archive"
REPORTS = "reports"
STAFFING = "staffing"
STREET = "street"
SETUP = "setup"
PAGES = (
    PageEntry(
        ARTICLES,
        "book-open",
        QT_TRANSLATE_NOOP("Pages", "Articles"),
        "articles.open",
        lambda desk: desk.editor.can_write,
        _build_articles,
    ),
    PageEntry(
        TEAM,
        "users",
        QT_TRANSLATE_NOOP("Pages", "Team"),
        "team.open",
        lambda desk: desk.team.can_lead,
        _build_team,
    ),
    PageEntry(
        STREET,
        "footprints",
        QT_TRANSLATE_NOOP("Pages", "Visitors"),
        "street.open",
        lambda desk: desk.street.can_see,
        _build_street,
    ),
    PageEntry(
        ARCHIVE,
        "archive",
        QT_TRANSLATE_NOOP("Pages", "Archive"),
        "archive.open",
        lambda desk: desk.archive.can_search,
        _build_archive,
    ),
    PageEntry(
        REPORTS,
        "chart-column",
        QT_TRANSLATE_NOOP("Pages", "Figures"),
        "reports.open",
        lambda desk: desk.reports.can_read,
        _build_reports,
    ),
    PageEntry(
        STAFFING,
        "calendar-days",
        QT_TRANSLATE_NOOP("Pages", "Staffing"),
        "staffing.open",
        lambda desk: desk.staffing.can_plan,
        _build_staffing,
    ),
    PageEntry(
        SETUP,
        "server",
        QT_TRANSLATE_NOOP("Pages", "Sites"),
        "setup.open",
        lambda desk: desk.site_setup.can_set_up,
        _build_setup,
    ),
)
"""All of them, in the order of their buttons."""


class Pages(QObject):
    """Knows which page is on screen, if any.

    Signals:
        changed: (name) Another page came on screen; empty when the chats did.
    """

    changed = Signal(str)

    def __init__(self, screens: "Screens", places: "WindowLayout", registry: "ActionRegistry", parent: QObject) -> None:
        super().__init__(parent)
        self._screens = screens
        self._places = places
        self._registry = registry
        self._shown = ""
        self._when_built: dict[str, Callable[[Page], None]] = {}

    @property
    def shown(self) -> str:
        """The page that covers the chats; empty when none does."""
        return self._shown

    def show(self, name: str) -> "Page":
        """Bring a page on screen and return it."""
        page = self._built(name)
        if self._shown != name:
            self._put_away()
            self._shown = name
            self._places.show_page(page.widget)
            self._allow_chat_actions(allowed=False)
            self.changed.emit(name)
        page.show()
        return page

    def built(self, name: str) -> "Page | None":
        """Return a page if it has been wanted before."""
        return self._screens.pages.get(name)

    def on_built(self, name: str, connect: "Callable[[Page], None]") -> None:
        """Call `connect` with the page when it is built."""
        self._when_built[name] = connect

    def hide(self) -> None:
        """Bring the chats back; harmless when they are there."""
        if self._shown:
            self._put_away()
            self._shown = ""
            self._places.show_page(None)
            self._allow_chat_actions(allowed=True)
            self.changed.emit("")

    def back(self) -> bool:
        """Go one step back on the page; False when no page is there."""
        if self._shown:
            self._screens.pages[self._shown].back()
        return bool(self._shown)

    def search(self) -> bool:
        """Let the agent search on the page; False when no page is there."""
        if self._shown:
            self._screens.pages[self._shown].focus_search()
        return bool(self._shown)

    def _put_away(self) -> None:
        if self._shown:
            self._screens.pages[self._shown].hide()

    def _built(self, name: str) -> "Page":
        page = self._screens.pages.get(name)
        if page is None:
            page = self._screens.pages[name] = self._screens.make_page(name)
            page.leave_requested.connect(self.hide)
            if name in self._when_built:
                self._when_built[name](page)
        return page

    def _allow_chat_actions(self, *, allowed: bool) -> None:
        for action_id in self._registry.bound:
            if action_id.startswith(("conversation.", "knowledge.")) and action_id not in STAYS:
                self._registry.action(action_id).setEnabled(allowed)

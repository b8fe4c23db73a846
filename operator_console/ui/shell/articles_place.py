"""The articles' page in the window: built when it is first wanted, shown in the place of the chats, left again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from operator_console.desk.article_seeds import ArticleSeed
    from operator_console.ui.shell.action_registry import ActionRegistry
    from operator_console.ui.shell.layout import WindowLayout
    from operator_console.ui.shell.screens import Articles, Screens

STAYS = frozenset({"conversation.composer", "conversation.say_clock", "knowledge.search", "knowledge.nothing_found"})
"""What goes on working while the chats are covered; nothing may be sent to a chat that nobody sees."""


class ArticlesPlace(QObject):
    """Knows whether the page is on screen.

    Signals:
        changed: The page came on screen (True) or went.
    """

    changed = Signal(bool)

    def __init__(self, screens: "Screens", places: "WindowLayout", registry: "ActionRegistry", parent: QObject) -> None:
        super().__init__(parent)
        self._screens = screens
        self._places = places
        self._registry = registry
        self._shown = False

    @property
    def shown(self) -> bool:
        """Tell whether the page covers the chats."""
        return self._shown

    def show(self) -> "Articles":
        """Bring the page on screen and return it."""
        articles = self._built()
        if not self._shown:
            self._shown = True
            self._places.show_page(articles.widget)
            self._allow_chat_actions(allowed=False)
            self.changed.emit(True)
        articles.show()
        return articles

    def hide(self) -> None:
        """Bring the chats back; harmless when they are there."""
        if self._shown and self._screens.articles is not None:
            self._shown = False
            self._screens.articles.hide()
            self._places.show_page(None)
            self._allow_chat_actions(allowed=True)
            self.changed.emit(False)

    def back(self) -> bool:
        """Go one step back on the page; False when the page is not there."""
        if self._shown and self._screens.articles is not None:
            self._screens.articles.back()
            return True
        return False

    def search(self) -> bool:
        """Let the agent search in the page's list; False when the page is not there."""
        if self._shown and self._screens.articles is not None:
            self._screens.articles.focus_search()
            return True
        return False

    def begin(self, seed: "ArticleSeed") -> None:
        """Begin an article with what an agent answered."""
        self.show().open_new(seed.site_id, seed.language, seed.title, seed.body, seed.question)

    def new(self) -> None:
        """Begin an article."""
        self.show().new()

    def save(self) -> None:
        """Save what is written."""
        self._if_shown(lambda articles: articles.save())

    def publish(self) -> None:
        """Publish what is written."""
        self._if_shown(lambda articles: articles.publish())

    def _if_shown(self, do: "Callable[[Articles], object]") -> None:
        if self._shown and self._screens.articles is not None:
            do(self._screens.articles)

    def _built(self) -> "Articles":
        articles = self._screens.articles
        if articles is None:
            articles = self._screens.articles = self._screens.make_articles()
            articles.leave_requested.connect(self.hide)
        return articles

    def _allow_chat_actions(self, *, allowed: bool) -> None:
        for action_id in self._registry.bound:
            if action_id.startswith(("conversation.", "knowledge.")) and action_id not in STAYS:
                self._registry.action(action_id).setEnabled(allowed)

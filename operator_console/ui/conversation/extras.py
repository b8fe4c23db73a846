"""What an agent can do in a chat beside writing: cut a picture out of the screen, ask whether a page may open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from operator_console.domain.ids import ConversationId
from operator_console.domain.links import find_links
from operator_console.ui.kit.words import chat_title

if TYPE_CHECKING:
    from operator_console.desk.state import ChatRow
    from operator_console.runtime.task_scope import TaskScope
    from operator_console.ui.conversation.page_sheet import PageChoice
    from operator_console.ui.conversation.view import ConversationView
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

TakePicture = Callable[[ConversationId, QImage], None]


class Extras(QObject):
    """One of each at a time.

    Args:
        take: Puts a picture with what the agent writes in a chat.
    """

    def __init__(
        self,
        context: "UiContext",
        desk: "DeskDoor",
        view: "ConversationView",
        scope: "TaskScope",
        take: TakePicture,
    ) -> None:
        super().__init__(view)
        self._context = context
        self._desk = desk
        self._view = view
        self._scope = scope
        self._take = take
        self._busy = False

    def snip(self, conversation_id: ConversationId) -> None:
        """Cut a picture out of the screen for this chat; it waits to be sent."""
        from operator_console.ui.kit.screen_snip import can_snip

        if not can_snip():
            self._context.notices.info(
                self.tr("Not possible on this system. Use the system's own screenshot key, then paste here."),
                key="snip",
            )
        elif not self._busy:
            self._scope.start(self._snip(conversation_id), name="snip")

    def show_page(self, row: "ChatRow") -> None:
        """Choose a page and ask the visitor of this chat whether it may open."""
        if not self._busy:
            self._scope.start(self._show_page(row), name="show page")

    async def _snip(self, conversation_id: ConversationId) -> None:
        from operator_console.ui.kit.screen_snip import snip

        self._busy = True
        words = self.tr("Draw a rectangle. Enter takes it, Escape cancels.")
        try:
            image = await snip(self._context, self._view.window(), words)
        finally:
            self._busy = False
        if image is not None and not image.isNull():
            self._take(conversation_id, image)

    async def _show_page(self, row: "ChatRow") -> None:
        from operator_console.ui.conversation.page_sheet import PageSheet

        title = self.tr("Open a page for %1").replace("%1", chat_title(row.conversation))
        sheet = PageSheet(self._context, title, self._pages(row), self._view.window())
        self._busy = True
        try:
            answer = await sheet.asked()
            url, name = sheet.url, sheet.page_title
        finally:
            self._busy = False
            sheet.setParent(None)
            sheet.deleteLater()
        if answer == "ask" and not await self._desk.show_page(row.conversation.id, url, name):
            self._context.notices.bad(
                self.tr("The visitor was not asked: only pages of the site itself can be opened."), key="show_page"
            )

    def _pages(self, row: "ChatRow") -> "list[PageChoice]":
        """Return pages at hand: what the draft links to, suggested articles, what the visitor saw last."""
        conversation_id = row.conversation.id
        found: dict[str, str] = {}
        suggestions = self._desk.knowledge.suggestions(conversation_id)
        named = {each.article.url: each.article.title for each in suggestions if each.article.url}
        for link in find_links(self._view.composer.text):
            if link.url.startswith(("http://", "https://")):
                found.setdefault(link.url, named.get(link.url, ""))
        for url, name in named.items():
            found.setdefault(url, name)
        visit = self._desk.context(conversation_id).visit
        for page in reversed(visit.pages if visit is not None else ()):
            found.setdefault(page.url, page.title)
        return [(name or url, url) for url, name in found.items()]

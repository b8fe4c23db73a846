"""What the window asks of the lead's wall, and what it says of leads to an agent; knows nothing of other pages."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

from operator_console.desk.events import LeadChangedMe
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import status_words
from operator_console.ui.shell.pages import TEAM, Pages

if TYPE_CHECKING:
    from operator_console.ui.kit.notice import Notices
    from operator_console.ui.ports import DeskDoor
    from operator_console.ui.shell.screens import Page, Team

translate = QCoreApplication.translate
NAME_CHARS = 40


class TeamPlace:
    """The wall among the pages.

    Args:
        show_chat: Brings one of the own chats on screen.
    """

    def __init__(self, pages: Pages, desk: "DeskDoor", notices: "Notices", show_chat: Callable[[str], None]) -> None:
        self._pages = pages
        self._notices = notices
        self._show_chat = show_chat
        pages.on_built(TEAM, self._on_built)
        self.unlisten = desk.hub.listen(LeadChangedMe, self._on_changed)

    def wall_mode(self) -> None:
        """Show the wall on the whole screen, or no more."""
        cast("Team", self._pages.show(TEAM)).wall_mode()

    def _on_built(self, page: "Page") -> None:
        cast("Team", page).chat_requested.connect(self._on_chat)

    def _on_chat(self, conversation_id: str) -> None:
        self._pages.hide()
        self._show_chat(conversation_id)

    def _on_changed(self, changed: LeadChangedMe) -> None:
        """Say openly what a lead has changed, and who it was."""
        who = clean_line(changed.by_name, NAME_CHARS) or translate("Team", "A lead")
        if changed.status is not None:
            words = filled(translate("Team", "%1 has set your status: %2"), who, status_words(changed.status))
            self._notices.info(words, key="lead status")
        if changed.capacity is not None:
            words = filled(translate("Team", "%1 has set your limit to %2 chats"), who, str(changed.capacity))
            self._notices.info(words, key="lead limit")

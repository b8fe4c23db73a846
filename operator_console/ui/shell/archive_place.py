"""What the window asks of the archive's page, and how much waits there; knows nothing of other pages."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from operator_console.desk.events import ArchiveCommentsChanged
from operator_console.ui.shell.pages import ARCHIVE, Pages

if TYPE_CHECKING:
    from operator_console.desk.state import Opened
    from operator_console.ui.ports import DeskDoor
    from operator_console.ui.shell.navigation import NavigationColumn
    from operator_console.ui.shell.screens import Archive, Page


class ArchivePlace:
    """The archive among the pages.

    Args:
        make_case: Begins a practice case of a chat.
    """

    def __init__(
        self, pages: Pages, desk: "DeskDoor", navigation: "NavigationColumn", make_case: "Callable[[Opened], None]"
    ) -> None:
        self._pages = pages
        self._desk = desk
        self._navigation = navigation
        self._make_case = make_case
        self._mail: Callable[[str], None] = lambda _conversation_id: None
        pages.on_built(ARCHIVE, self._connect)
        self.unlisten = desk.hub.listen(ArchiveCommentsChanged, lambda _event: self._show_unread())
        self._show_unread()

    def open_chat(self, conversation_id: str) -> None:
        """Show a chat in the archive."""
        cast("Archive", self._pages.show(ARCHIVE)).open_chat(conversation_id)

    def on_mail(self, mail: "Callable[[str], None]") -> None:
        """Let this begin a mail to a chat's visitor."""
        self._mail = mail

    def _connect(self, page: "Page") -> None:
        archive = cast("Archive", page)
        archive.case_requested.connect(self._make_case)
        archive.mail_requested.connect(self._mail)

    def _show_unread(self) -> None:
        self._navigation.show_page_count(ARCHIVE, self._desk.archive.unread)

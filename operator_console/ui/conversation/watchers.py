"""Says in a chat's head which leads look along, as long as they do; knows no transcript."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from operator_console.desk.events import WatchersChanged
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.transcript.shown_text import filled

if TYPE_CHECKING:
    from operator_console.domain.ids import ConversationId
    from operator_console.ui.conversation.header import ConversationHeader
    from operator_console.ui.ports import DeskDoor

translate = QCoreApplication.translate
NAME_CHARS = 40


class WatchersLine:
    """Keeps the chip in the head true."""

    def __init__(
        self, header: "ConversationHeader", desk: "DeskDoor", current: "Callable[[], ConversationId | None]"
    ) -> None:
        self._header = header
        self._desk = desk
        self._current = current
        self.unlisten = desk.hub.listen(WatchersChanged, lambda _changed: self.show())

    def show(self) -> None:
        """Show who looks along in the chat on screen."""
        current = self._current()
        team = self._desk.team
        looking = team.watchers(current) if current is not None else ()
        names = [clean_line(team.name_of(one), NAME_CHARS) or translate("Team", "A lead") for one in looking]
        words = filled(translate("Team", "%1 looks along"), ", ".join(names[:3])) if names else ""
        self._header.show_watchers(words)

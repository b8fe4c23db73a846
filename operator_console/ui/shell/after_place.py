"""Wires mail to visitors to the window's screens, and tells leads of low ratings; opens no sheet itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from operator_console.desk.events import LowRatingCame
from operator_console.domain.plain_text import clean_line
from operator_console.ui.after import Mailing
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import chat_title, stars_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

translate = QCoreApplication.translate
TEXT_CHARS = 120


class AfterPlace:
    """What comes after a chat.

    Args:
        open_chat: Shows a chat in the archive.
    """

    def __init__(
        self, context: "UiContext", desk: "DeskDoor", open_chat: "Callable[[str], None]", parent: QWidget
    ) -> None:
        self._notices = context.notices
        self._open_chat = open_chat
        self.mailing = Mailing(context, desk, parent)
        unlisten = desk.hub.listen(LowRatingCame, self._on_low_rating)
        self._unlisten = (unlisten, self.mailing.unlisten)

    def close(self) -> None:
        """Stop listening; harmless when called again."""
        for unlisten in self._unlisten:
            unlisten()

    def _on_low_rating(self, came: LowRatingCame) -> None:
        chat = came.conversation
        if chat.rating is None:
            return
        who, agent = clean_line(chat_title(chat), 40), clean_line(chat.agent_name or "", 40)
        words = filled(translate("After", "%1 rated the chat %2"), who, stars_words(chat.rating.stars))
        if agent:
            words = filled(
                translate("After", "%1 rated the chat with %2 %3"), who, agent, stars_words(chat.rating.stars)
            )
        said = clean_line(chat.rating.text, TEXT_CHARS)
        self._notices.warning(
            f"{words} “{said}”" if said else words,
            key=f"low rating {chat.id}",
            action_text=translate("After", "Open the chat"),
            action=lambda: self._open_chat(chat.id),
        )

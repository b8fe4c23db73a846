"""Screens as plain panels that record what is asked of them, for testing the window alone."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from operator_console.ui.shell.screens import Screens, Side


class PlaceholderScreen(QObject):
    """Fits every screen's door by shape; `asked` holds (name, arguments)."""

    chat_selected = Signal(str, bool)
    accept_requested = Signal()
    article_requested = Signal(str, str)
    conversation_closed = Signal(str)
    previous_requested = Signal(str)
    look_requested = Signal(str)
    transfer_requested = Signal(str)
    hand_requested = Signal(str)
    mail_requested = Signal(str)
    leave_requested = Signal()
    insert_requested = Signal(object)
    large_changed = Signal(bool)
    missing_requested = Signal()
    draft_requested = Signal(object)
    article_opened = Signal(str)
    case_requested = Signal(object)
    archive_requested = Signal(str)
    chat_requested = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.asked: list[tuple[Any, ...]] = []
        panel = QFrame()
        panel.setProperty("surface", "bg" if name == "conversation" else "panel")
        column = QVBoxLayout(panel)
        column.addWidget(QLabel(name, panel), 0, Qt.AlignmentFlag.AlignCenter)
        self._panel = panel

    @property
    def widget(self) -> QWidget:
        return self._panel

    def close(self) -> None:
        self.asked.append(("close",))

    def select(self, conversation_id: str, by_agent: bool = False) -> None:
        self.asked.append(("select", conversation_id, by_agent))
        self.chat_selected.emit(conversation_id, by_agent)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the window asks is recorded
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *arguments: self.asked.append((name, *arguments))


def placeholder_screens() -> Screens:
    """Return a set of them."""
    side = Side(PlaceholderScreen("visitor"), PlaceholderScreen("knowledge"))
    return Screens(
        PlaceholderScreen("chats"),
        PlaceholderScreen("conversation"),
        lambda: side,
        PlaceholderScreen,
    )

"""What the window asks of its screens, and the one place that builds them; knows no inside of a screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from operator_console.ui.shell.pages import PAGES

if TYPE_CHECKING:
    from operator_console.domain.ids import SiteId
    from operator_console.domain.insertion import Piece
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor


class Screen(Protocol):
    """Something to place in the window."""

    @property
    def widget(self) -> QWidget:
        """What to place."""
        ...

    def close(self) -> None:
        """End listening and tasks; the widget stays until its parent goes."""
        ...


class Chats(Screen, Protocol):
    """The rail."""

    @property
    def chat_selected(self) -> SignalInstance:
        """(conversation id, whether the agent's own key or click did it)."""
        ...

    @property
    def look_requested(self) -> SignalInstance: ...

    def select(self, conversation_id: str, by_agent: bool = False) -> None: ...
    def accept(self, conversation_id: str) -> None: ...
    def decline(self, conversation_id: str) -> None: ...
    def next_urgent(self) -> None: ...
    def select_number(self, number: int) -> None: ...
    def add_below(self, widget: "QWidget") -> None: ...


class Conversation(Screen, Protocol):
    """Transcript and composer."""

    @property
    def article_requested(self) -> SignalInstance: ...
    @property
    def conversation_closed(self) -> SignalInstance: ...
    @property
    def previous_requested(self) -> SignalInstance: ...
    @property
    def transfer_requested(self) -> SignalInstance: ...
    @property
    def hand_requested(self) -> SignalInstance: ...
    @property
    def mail_requested(self) -> SignalInstance: ...

    def transfer(self) -> None: ...
    def hand(self) -> None: ...
    def snip(self) -> None: ...
    def show_page(self) -> None: ...
    def show_conversation(self, conversation_id: str | None, by_agent: bool) -> None: ...
    def focus_composer(self) -> None: ...
    def focus_entry(self, key: str) -> None: ...
    @property
    def missing_requested(self) -> SignalInstance: ...
    @property
    def draft_requested(self) -> SignalInstance: ...

    def insert_piece(self, piece: "Piece") -> None: ...
    def make_article(self) -> None: ...
    def toggle_note(self) -> None: ...
    def attach(self) -> None: ...
    def holding_line(self) -> None: ...
    def no_answer_needed(self) -> None: ...
    def wrap_up(self) -> None: ...
    def insert_suggestion(self, index: int) -> None: ...


class Visitor(Screen, Protocol):
    """Who the visitor is."""

    @property
    def case_requested(self) -> SignalInstance: ...
    @property
    def archive_requested(self) -> SignalInstance: ...
    @property
    def mail_requested(self) -> SignalInstance: ...

    def show_conversation(self, conversation_id: str | None) -> None: ...
    def open_previous(self, conversation_id: str) -> None: ...


class Knowledge(Screen, Protocol):
    """Search and articles."""

    @property
    def insert_requested(self) -> SignalInstance: ...
    @property
    def large_changed(self) -> SignalInstance: ...
    @property
    def article_opened(self) -> SignalInstance: ...

    def show_conversation(self, conversation_id: str | None) -> None: ...
    def focus_search(self) -> None: ...
    def insert_link(self) -> None: ...
    def insert_fact(self) -> None: ...
    def insert_quote(self) -> None: ...
    def toggle_large(self) -> None: ...
    def report_missing(self) -> None: ...
    def show_article(self, site_id: str, key: str, language: str) -> None: ...


class Page(Screen, Protocol):
    """A screen that covers the chats while it is shown."""

    @property
    def leave_requested(self) -> SignalInstance: ...

    def show(self) -> None: ...
    def hide(self) -> None: ...
    def back(self) -> None:
        """Go one step back; from the first step, ask to be left."""
        ...

    def focus_search(self) -> None: ...


class Setup(Page, Protocol):
    """Sites and what their owners set."""

    @property
    def unsaved(self) -> bool: ...

    def save(self) -> None: ...
    async def may_leave(self) -> bool:
        """Ask about what is not saved, and do what the agent says; False stays."""
        ...


class Archive(Page, Protocol):
    """Chats that were."""

    @property
    def case_requested(self) -> SignalInstance: ...
    @property
    def mail_requested(self) -> SignalInstance: ...

    def open_chat(self, conversation_id: str) -> None: ...


class Team(Page, Protocol):
    """The lead's wall."""

    @property
    def chat_requested(self) -> SignalInstance:
        """(conversation id) Show this one among the own chats."""
        ...

    def wall_mode(self) -> None: ...


class Articles(Page, Protocol):
    """The editor of the knowledge base."""

    def new(self) -> None: ...
    def open_new(self, site_id: "SiteId", language: str, title: str, body: str, question: str) -> None: ...
    def save(self) -> None: ...
    def publish(self) -> None: ...


class Side(Struct, frozen=True):
    """The screens of the right column."""

    visitor: Visitor
    knowledge: Knowledge


class Screens(Struct):
    """The screens of one window.

    Attributes:
        make_side: Builds the right column; it is not needed to read and answer, so that it comes after the first frame.
        make_page: Builds the page of this name (`pages.PAGES`), when it is first wanted.
        side: None until `make_side` was called.
        pages: What `make_page` has built, by name.
    """

    chats: Chats
    conversation: Conversation
    make_side: Callable[[], Side]
    make_page: Callable[[str], Page]
    side: Side | None = None
    pages: dict[str, Page] = field(default_factory=dict)

    def close(self) -> None:
        """Close all of them."""
        beside = (self.side.knowledge, self.side.visitor) if self.side is not None else ()
        for screen in (*self.pages.values(), *beside, self.conversation, self.chats):
            screen.close()


def build_screens(context: "UiContext", desk: "DeskDoor", rail_place: QWidget, conversation_place: QWidget) -> Screens:
    """Build the real screens, those of the first frame where they will be."""
    from operator_console.ui.chats import ChatsScreen
    from operator_console.ui.conversation import ConversationScreen

    def make_side() -> Side:
        from operator_console.ui.knowledge import KnowledgeScreen
        from operator_console.ui.visitor import VisitorScreen

        return Side(VisitorScreen(context, desk), KnowledgeScreen(context, desk))

    def make_page(name: str) -> Page:
        return next(entry for entry in PAGES if entry.name == name).build(context, desk)

    chats = ChatsScreen(context, desk, rail_place)
    return Screens(chats, ConversationScreen(context, desk, conversation_place), make_side, make_page)

"""Quiet reminders in a chat: manners at its end, and what goes with the visitor's cart; knows no screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from operator_console.desk.inbox import Chat
from operator_console.domain.articles import Article
from operator_console.domain.hints import Hint, hints_for
from operator_console.domain.ids import ConversationId, SiteId

if TYPE_CHECKING:
    from operator_console.domain.etiquette import Etiquette


class MannersDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        chat: An open chat.
        language_of: The language of a chat.
        articles: All of a site in a language.
    """

    chat: Callable[[ConversationId], Chat | None]
    language_of: Callable[[Chat], str]
    articles: Callable[[SiteId, str], tuple[Article, ...]]


class Manners:
    """Fits `ui.ports.MannersDoor`; what was dismissed is forgotten with the chat."""

    def __init__(self, doors: MannersDoors) -> None:
        self._doors = doors
        self._dismissed: dict[ConversationId, set[str]] = {}
        self._hinting: dict[tuple[SiteId, str], tuple[Article, ...]] = {}

    def etiquette(self, conversation_id: ConversationId) -> "Etiquette | None":
        """Judge the manners of a chat as far as it is loaded; None where nothing was said by the agent."""
        chat = self._doors.chat(conversation_id)
        if chat is None or not any(entry.mine for entry in chat.transcript.entries):
            return None
        from operator_console.domain.etiquette import check, lines_of

        lines = lines_of(entry.message for entry in chat.transcript.entries)
        return check(lines, chat.conversation.visitor_name, self._doors.language_of(chat))

    def hints(self, conversation_id: ConversationId) -> tuple[Hint, ...]:
        """Return what goes with the visitor's cart and was not dismissed in this chat."""
        chat = self._doors.chat(conversation_id)
        cart = chat.context.visit.cart if chat is not None and chat.context.visit is not None else None
        if chat is None or cart is None or not cart.items:
            return ()
        hints = hints_for(cart, self._articles(chat.conversation.site_id, self._doors.language_of(chat)))
        dismissed = self._dismissed.get(conversation_id, set())
        return tuple(hint for hint in hints if hint[1].line not in dismissed)

    def dismiss(self, conversation_id: ConversationId, line: str) -> None:
        """Show this line no more in this chat."""
        self._dismissed.setdefault(conversation_id, set()).add(line)

    def articles_changed(self) -> None:
        """Other articles may bind other products."""
        self._hinting.clear()

    def forget(self, conversation_id: ConversationId) -> None:
        """The chat is not the agent's any more."""
        self._dismissed.pop(conversation_id, None)

    def _articles(self, site_id: SiteId, language: str) -> tuple[Article, ...]:
        """Return the few articles that have such lines; looked up once, as a cart changes often and articles seldom."""
        found = self._hinting.get((site_id, language))
        if found is None:
            found = tuple(article for article in self._doors.articles(site_id, language) if article.think_of)
            self._hinting[site_id, language] = found
        return found

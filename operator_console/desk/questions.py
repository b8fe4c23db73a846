"""What the visitor of the chat on screen asks, and in which language; knows no articles and no screen."""

from collections.abc import Callable

from operator_console.desk.chat_book import ChatBook
from operator_console.desk.state import ChatContext
from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.domain.people import Site
from operator_console.knowledge.values import SuggestionRequest

LANGUAGES = ("nl", "en")


class Questions:
    """Reads the chats; keeps nothing. On the loop's thread."""

    def __init__(self, book: ChatBook, site: Callable[[SiteId], Site | None]) -> None:
        self._book = book
        self._site = site

    def wanted(self) -> tuple[ConversationId, SuggestionRequest] | None:
        """What articles are to be looked for; None while no chat is on screen."""
        chat = self._book.chat(self._book.selected) if self._book.selected is not None else None
        if chat is None:
            return None
        request = SuggestionRequest(
            text=chat.transcript.open_question(),
            preview=chat.preview,
            site_id=chat.conversation.site_id,
            language=self.language_of(chat.conversation, chat.context),
            previous=chat.transcript.answered_turns(),
        )
        return chat.conversation.id, request

    def language_of(self, conversation: Conversation, context: ChatContext) -> str | None:
        """The language of the visit when articles exist in it, else of the site; None when neither is known."""
        spoken = (context.visit.language or "")[:2].lower() if context.visit is not None else ""
        if spoken in LANGUAGES:
            return spoken
        site = self._site(conversation.site_id)
        return site.language if site is not None else None

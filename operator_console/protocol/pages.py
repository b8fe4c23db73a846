"""Frames about showing a visitor a page, which only they can allow; feature ``pages``.

The question itself is `Conversation.page_asked`: it reaches every tab with the conversation, also after a reload.
"""

from msgspec import Struct

from operator_console.domain.ids import ConversationId


class PushPage(Struct, frozen=True, kw_only=True, tag="push_page"):
    """Ask the visitor of a conversation of mine whether this page may open; replaces a question not answered yet.

    Attributes:
        url: An http(s) address of the site's own origins, or one of its articles; anything else is ``invalid``.
        title: What it is, for the visitor; of an article the server puts in the article's own.
    """

    request_id: str
    conversation_id: ConversationId
    url: str
    title: str = ""


class PageAnswer(Struct, frozen=True, kw_only=True, tag="page_answer"):
    """Visitor: open it, or do not; an answer to a question that is not asked any more is ignored.

    Attributes:
        id: Of `Conversation.page_asked`.
    """

    id: str
    yes: bool

"""What an article can begin with: a question and the agent's answer to it, without the facts of that one visitor."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from operator_console.desk.inbox import Chat
from operator_console.desk.mix_ups import person_of
from operator_console.desk.state import ChatContext, Entry
from operator_console.domain.conversations import AuthorKind, Conversation, MessageKind
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.domain.own_facts import FactKind, mask_facts
from operator_console.domain.people import Agent, Site
from operator_console.domain.plain_text import clean_line

MOST_TITLE_CHARS = 80
PHONE_FIELDS = frozenset({"phone", "telephone", "mobile", "telefoon", "telefoonnummer", "mobiel"})
PLACEHOLDERS: Mapping[str, Mapping[FactKind, str]] = {
    "nl": {
        FactKind.NAME: "[naam]",
        FactKind.EMAIL: "[e-mailadres]",
        FactKind.PHONE: "[telefoonnummer]",
        FactKind.ORDER: "[bestelnummer]",
        FactKind.ADDRESS: "[adres]",
        FactKind.NUMBER: "[nummer]",
    },
    "en": {
        FactKind.NAME: "[name]",
        FactKind.EMAIL: "[e-mail address]",
        FactKind.PHONE: "[telephone number]",
        FactKind.ORDER: "[order number]",
        FactKind.ADDRESS: "[address]",
        FactKind.NUMBER: "[number]",
    },
}
"""In the article's language, which need not be the window's: they are read by who finishes the article."""


class ArticleSeed(Struct, frozen=True, kw_only=True):
    """What the editor begins a new article with.

    Attributes:
        title: From the question; empty when nothing was asked.
        question: The visitor's words.
    """

    site_id: SiteId
    language: str
    title: str
    body: str
    question: str


class SeedDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        chat: An open chat.
        site_of: The site of a conversation.
        language_of: The language of a chat.
        me: The signed-in agent.
        shop_texts: What the shop says of itself in this language: its own addresses and numbers are no visitor's.
    """

    chat: Callable[[ConversationId], Chat | None]
    site_of: Callable[[Conversation], Site | None]
    language_of: Callable[[Chat], str]
    me: Callable[[], Agent]
    shop_texts: Callable[[SiteId, str], Sequence[str]]


class ArticleSeeds:
    """Looks into open chats; keeps nothing."""

    def __init__(self, doors: SeedDoors) -> None:
        self._doors = doors

    def open_question(self, conversation_id: ConversationId) -> str:
        """Return what the visitor asked last and is not answered yet, else what they asked before that."""
        chat = self._doors.chat(conversation_id)
        if chat is None:
            return ""
        return chat.transcript.open_question() or _last_question(chat.transcript.entries)

    def newest_answer(self, conversation_id: ConversationId) -> str | None:
        """Return the key of the agent's newest answer."""
        chat = self._doors.chat(conversation_id)
        entries = chat.transcript.entries if chat is not None else ()
        return next((entry.key for entry in reversed(entries) if is_answer(entry)), None)

    def of_answer(self, conversation_id: ConversationId, key: str) -> ArticleSeed | None:
        """Return the answer that this message is part of, with its question; None when it is no answer."""
        chat = self._doors.chat(conversation_id)
        if chat is None:
            return None
        question, answer = answer_at(chat.transcript.entries, key)
        return self._seed(chat, question, answer) if answer else None

    def of_text(self, conversation_id: ConversationId, text: str) -> ArticleSeed | None:
        """Return a draft with the question that is open now."""
        chat = self._doors.chat(conversation_id)
        if chat is None or not text.strip():
            return None
        return self._seed(chat, self.open_question(conversation_id), text.strip())

    def _seed(self, chat: Chat, question: str, answer: str) -> ArticleSeed:
        conversation = chat.conversation
        language = self._doors.language_of(chat)
        me = self._doors.me()
        also = (me.name, me.first_name)
        site = self._doors.site_of(conversation)
        person = person_of(conversation, chat.context, site, chat.transcript.entries, also)
        phone = _phone_of(chat.context)
        shop_texts = self._doors.shop_texts(conversation.site_id, language)

        def masked(text: str) -> str:
            return mask_facts(
                text,
                person,
                phone=phone,
                keep=shop_texts,
                placeholders=PLACEHOLDERS.get(language, PLACEHOLDERS["en"]),
            )

        question = masked(question)
        return ArticleSeed(
            site_id=conversation.site_id,
            language=language,
            title=clean_line(question, MOST_TITLE_CHARS),
            body=masked(answer),
            question=question,
        )


def is_answer(entry: Entry) -> bool:
    """Tell whether this is something the agent said to the visitor."""
    message = entry.message
    return entry.mine and message.kind is MessageKind.TEXT and not message.holding and bool(message.text.strip())


def answer_at(entries: Sequence[Entry], key: str) -> tuple[str, str]:
    """Return the visitor's question and the agent's whole answer around one of its messages, both empty for none.

    The answer is everything the agent said there before the visitor spoke again; the question is what the visitor had
    said just before it.
    """
    at = next((number for number, entry in enumerate(entries) if entry.key == key and is_answer(entry)), None)
    if at is None:
        return "", ""
    first, last = at, at
    while first > 0 and not _is_visitors(entries[first - 1]):
        first -= 1
    while last + 1 < len(entries) and not _is_visitors(entries[last + 1]):
        last += 1
    answer = [entry.message.text.strip() for entry in entries[first : last + 1] if is_answer(entry)]
    asked = []
    for entry in reversed(entries[:first]):
        if _is_visitors(entry):
            asked.append(entry.message.text.strip())
        elif is_answer(entry):
            break
    return "\n".join(reversed(asked)).strip(), "\n\n".join(answer)


def _phone_of(context: ChatContext) -> str | None:
    custom = context.visit.custom if context.visit is not None else {}
    return next((value for name, value in custom.items() if name.casefold() in PHONE_FIELDS), None)


def _last_question(entries: Sequence[Entry]) -> str:
    """Return what the visitor said last, as far as nobody spoke in between."""
    said: list[str] = []
    for entry in reversed(entries):
        if _is_visitors(entry):
            said.append(entry.message.text)
        elif said and entry.message.author.kind is AuthorKind.AGENT and entry.message.kind is not MessageKind.NOTE:
            break
    return "\n".join(reversed(said))


def _is_visitors(entry: Entry) -> bool:
    return entry.message.author.kind is AuthorKind.VISITOR and bool(entry.message.text.strip())

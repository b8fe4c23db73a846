"""Rows of the archive's list as values: what each says; knows no Qt model and paints nothing."""

from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtCore import QLocale

from operator_console.domain.archive import ArchiveHit
from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line
from operator_console.ui.archive.words import comments_words, late_words, source_words, wrap_up_words
from operator_console.ui.kit.marked_text import Marks, units
from operator_console.ui.kit.words import bot_words, chat_title, moment_words, stars_words

MAX_TAGS = 4
MAX_TEXT_CHARS = 240


class ArchiveRow(Struct, frozen=True, kw_only=True):
    """One chat.

    Attributes:
        where: Site, agent and day.
        text: What was found, or how the chat began; `marks` within it in the units Qt counts in.
        source: Where the text was found, when it was not said in the chat.
        facts: How it ended and its tags.
        late: In words, empty without a late reply.
        pos: Of the message that was found, 0 for none.
    """

    conversation_id: ConversationId
    title: str
    where: str
    when: str
    text: str
    marks: Marks = ()
    source: str = ""
    facts: str = ""
    late: str = ""
    comments: str = ""
    pos: int = 0

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        return ", ".join(
            part for part in (self.when, self.where, self.late, self.comments, self.facts, self.text) if part
        )


def _bot(chat: Conversation) -> str:
    """Return who had a chat that nobody had: the bot, when people were never asked."""
    return bot_words() if chat.people_asked_at is None else ""


def row_of(hit: ArchiveHit, sites: Mapping[SiteId, Site], locale: QLocale, still_open: str) -> ArchiveRow:
    """Return the row of a chat; `still_open` are the words for one that has not ended."""
    chat = hit.conversation
    site = sites.get(chat.site_id)
    where = (clean_line(site.name if site is not None else "", 40), clean_line(chat.agent_name or "", 40) or _bot(chat))
    currency = site.currency if site is not None else ""
    ended = wrap_up_words(chat.wrap_up, currency, locale) if chat.wrap_up is not None else ""
    if chat.state is not ConversationState.CLOSED:
        ended = still_open
    stars = stars_words(chat.rating.stars) if chat.rating is not None else ""
    tags = [clean_line(tag, 30) for tag in chat.tags[:MAX_TAGS]]
    snippet = hit.snippet
    text = clean_line(hit.first_text, MAX_TEXT_CHARS)
    marks: Marks = ()
    if snippet is not None:
        text = clean_line(snippet.text, MAX_TEXT_CHARS)
        marks = _marks(text, snippet.marks) if text == snippet.text else ()  # else they stand elsewhere
    return ArchiveRow(
        conversation_id=chat.id,
        title=clean_line(chat_title(chat)),
        where=" · ".join(part for part in where if part),
        when=moment_words(chat.started_at, locale),
        text=text,
        marks=marks,
        source=source_words(snippet.source) if snippet is not None else "",
        facts=" · ".join(part for part in (stars, ended, *tags) if part),
        late=late_words(hit.late) if hit.late else "",
        comments=comments_words(hit.comments) if hit.comments else "",
        pos=snippet.pos if snippet is not None else 0,
    )


def _marks(text: str, marks: tuple[tuple[int, int], ...]) -> Marks:
    """Return marks in UTF-16 units; what lies outside the text, or before the mark before it, is left out."""
    found: list[tuple[int, int]] = []
    end = 0
    for first, size in marks:
        if end <= first and size > 0 and first + size <= len(text):
            before = units(text[:first])
            found.append((before, before + units(text[first : first + size])))
            end = first + size
    return tuple(found)

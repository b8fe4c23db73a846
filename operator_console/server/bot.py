"""The knowledge bot: answers visitors from their site's published articles, or asks people; knows no socket, no SQL."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from operator_console.domain.bot import Decision, Heard, Kind, Move, bot_begins, decide, hear, noted
from operator_console.domain.conversations import (
    AuthorKind,
    BotPart,
    Conversation,
    ConversationState,
    HandOverReason,
    Message,
    MessageKind,
)
from operator_console.domain.hours_clock import is_open
from operator_console.domain.ids import ConversationId, DepartmentId, SiteId
from operator_console.domain.people import Site
from operator_console.domain.site_settings import BotMode
from operator_console.runtime.fail_points import fail_point
from operator_console.runtime.task_scope import TaskScope
from operator_console.server.article_address import shown
from operator_console.server.bot_words import words_in
from operator_console.server.help_shelf import Indexed, Shelves
from operator_console.server.open_chats import OpenChats
from operator_console.server.store import reads
from operator_console.server.store.store import Store
from operator_console.server.store.writer import StoreUnavailable
from operator_console.server.works.bot import BotReplies, EndBotChat

if TYPE_CHECKING:
    from operator_console.knowledge.answering import Answer

ANSWER_WITHIN_S = 4.0
INDEX_WITHIN_S = 15.0
"""A large site's first index takes its time; whoever asks meanwhile sees that the bot is looking."""
LOOK_EVERY_S = 1.0
IDLE = timedelta(minutes=30)
"""A chat in which nothing was said for so long ends, though its page is still open somewhere."""
READ_MESSAGES = 40
LANGUAGES = ("nl", "en")
_log = logging.getLogger(__name__)


class _Found(Struct, frozen=True):
    heard: Heard
    answers: "tuple[Answer, ...]" = ()


class Bot:
    """Belongs to the loop's thread; searches in a thread of its own.

    Args:
        tell_typing: Shows a chat's visitor that the bot is looking, or has stopped.
        available: Tells whether somebody of a department is there.
    """

    def __init__(
        self,
        store: Store,
        chats: OpenChats,
        shelves: Shelves,
        scope: TaskScope,
        tell_typing: Callable[[Conversation, bool], None],
        available: Callable[[DepartmentId], bool],
    ) -> None:
        self.address = ""
        """Of this server, for links to its help pages."""
        self._store = store
        self._chats = chats
        self._shelves = shelves
        self._scope = scope
        self._tell_typing = tell_typing
        self._available = available
        self._under_way: set[ConversationId] = set()
        self._expected: set[SiteId] = set()
        self._closed = False
        self._searchers = ThreadPoolExecutor(1, "bot-search")

    def close(self) -> None:
        """Stop answering; what waits is answered after the next start."""
        self._closed = True
        self._searchers.shutdown(wait=False, cancel_futures=True)

    def begins(self, site: Site) -> bool:
        """Tell whether a chat that begins now at a site begins with the bot."""
        settings = self._store.directory.settings_of(site.id)
        if settings.bot is BotMode.OFF:
            return False  # asked for every message, and this is what most sites have
        available = self._available(site.department_id)
        return bot_begins(settings, is_open=self._is_open(site), available=available)

    def expect(self, site: Site) -> None:
        """Have a site's index made before the first question comes; harmless when it is there."""
        if not self._closed and site.id not in self._expected and self.begins(site):
            self._expected.add(site.id)
            self._scope.start(self._prepare(site), name="bot's index")

    async def _prepare(self, site: Site) -> None:
        try:
            self._shelves.expect_search(site.id, await self._shelves.shelf(site.id))
        except StoreUnavailable:
            return  # then it is made when somebody asks

    def put(self, chat: Conversation) -> None:
        """Take over a conversation's new state: what waits for the bot is begun."""
        waits = chat.state is ConversationState.BOT and chat.bot is not None and chat.bot.is_asked
        if waits and not self._closed and chat.id not in self._under_way:
            self._under_way.add(chat.id)
            self._scope.start(self._turn(chat.id), name="bot")

    async def run(self) -> None:
        """Begin what was not answered before the server started or while it could not store, and end idle chats."""
        while True:
            idle_since = datetime.now(UTC) - IDLE
            for chat in self._chats.with_bot():
                self.put(chat)
                if (chat.last_message_at or chat.started_at) < idle_since and chat.id not in self._under_way:
                    self._store.submit(EndBotChat(chat.id), _ignore)
            await asyncio.sleep(LOOK_EVERY_S)

    # -- one turn

    async def _turn(self, conversation_id: ConversationId) -> None:
        """Answer until nothing waits; what cannot be stored now is begun again by the next look."""
        chat = self._chats.get(conversation_id)
        if chat is not None:
            self._tell_typing(chat, True)
        try:
            while chat is not None and chat.bot is not None and chat.state is ConversationState.BOT:
                if not chat.bot.is_asked:
                    break
                reply = await self._reply(chat)
                if reply is None:
                    break
                fail_point("server.bot.before")
                await self._store.perform(reply)
                chat = self._chats.get(conversation_id)
        except StoreUnavailable as error:
            _log.warning("the bot waits", extra={"conversation": conversation_id, "reason": str(error)})
        finally:
            self._under_way.discard(conversation_id)
            if chat is not None:
                self._tell_typing(chat, False)

    async def _reply(self, chat: Conversation) -> BotReplies | None:
        """Return what to answer; None when nothing is to be answered any more.

        Raises:
            StoreUnavailable: The chat cannot be read.
        """
        stored, messages, _more = await self._store.read(reads.visitor_transcript, chat.id, READ_MESSAGES)
        part = stored.bot if stored is not None else None
        site = self._store.directory.sites.get(chat.site_id)
        if stored is None or part is None or not part.is_asked or stored.state is not ConversationState.BOT:
            return None
        found = _Found(Heard(Kind.QUESTION))
        only: HandOverReason | None = None
        if site is None or self._store.directory.settings_of(chat.site_id).bot is BotMode.OFF:
            only = HandOverReason.OFF
        try:
            if site is not None:
                found = await self._look(stored, part, messages, site)
                if not found.answers and only is None and not (await self._shelves.shelf(site.id)).articles:
                    only = HandOverReason.NO_ARTICLES
        except StoreUnavailable:
            raise
        except Exception:  # noqa: BLE001 - whatever goes wrong in here, the visitor gets to people
            if self._closed:
                return None
            _log.exception("the bot failed", extra={"conversation": chat.id})
            only = HandOverReason.TROUBLE
        decision = decide(part, found.heard, tuple(str(one.article.key) for one in found.answers), only=only)
        return self._composed(stored, site, found, decision)

    async def _look(self, chat: Conversation, part: BotPart, messages: tuple[Message, ...], site: Site) -> _Found:
        """Understand the open turn and look for what answers it, within bounds of time."""
        async with asyncio.timeout(INDEX_WITHIN_S):
            indexed = await self._shelves.indexed(site.id)
        loop = asyncio.get_running_loop()
        language = _language(chat, site)
        looked = loop.run_in_executor(self._searchers, _look, indexed, chat, part, messages, language)
        async with asyncio.timeout(ANSWER_WITHIN_S):
            return await looked

    def _composed(self, chat: Conversation, site: Site | None, found: _Found, decision: Decision) -> BotReplies:
        language = _language(chat, site)
        words = words_in(language)
        part, move = decision.part, decision.move
        asked_pos = part.asked_pos
        if move is Move.QUIET:
            return BotReplies(chat.id, asked_pos, part)
        if move is Move.HAND_OVER:
            there = site is None or (self._is_open(site) and self._available(site.department_id))
            reason = part.reason.value if part.reason is not None else ""
            part = noted(part, found.heard.question, ())
            text = words["hand_over" if there else "hand_over_away"]
            return BotReplies(chat.id, asked_pos, part, text, {"bot": move.value, "why": reason}, hands_over=True)
        plain = found.answers if len(found.answers) == 1 else ()  # titles to choose from have shown no article yet
        part = noted(part, found.heard.question, tuple((str(one.article.key), one.article.title) for one in plain))
        if move is not Move.SHOW:
            return BotReplies(chat.id, asked_pos, part, words[move.value], {"bot": move.value})
        if len(found.answers) > 1:
            titles = [one.article.title for one in found.answers]
            values = {"bot": "choose", **{f"title{at}": title for at, title in enumerate(titles, 1)}}
            return BotReplies(chat.id, asked_pos, part, "\n".join((words["choose"], *titles)), values)
        best = found.answers[0]
        url = shown(best.article, self.address).url or ""
        values = {
            "bot": move.value,
            "article": str(best.article.key),
            "language": best.article.language,
            "title": best.article.title,
            "url": url,
        }
        named = words["show"].replace("%1", best.article.title)
        text = "\n".join(line for line in (named, best.line, url) if line)  # the widget makes a card of the address
        return BotReplies(chat.id, asked_pos, part, text, values)

    def _is_open(self, site: Site) -> bool:
        return is_open(self._store.directory.settings_of(site.id).hours, datetime.now(UTC))


def _language(chat: Conversation, site: Site | None) -> str:
    spoken = (chat.language, site.language if site is not None else "")
    return next((language for language in spoken if language in LANGUAGES), LANGUAGES[1])


def _look(indexed: Indexed, chat: Conversation, part: BotPart, messages: tuple[Message, ...], language: str) -> _Found:
    """Understand and search, in the thread."""
    from operator_console.knowledge.answering import answer, answers, titled
    from operator_console.knowledge.need import Turn, codes_of
    from operator_console.knowledge.values import SuggestionRequest

    theirs = [message for message in messages if message.author.kind is AuthorKind.VISITOR]
    turn = [message for message in theirs if message.pos > part.answered_pos]
    lines = tuple(message.text for message in turn if message.text.strip())
    has_file = any(message.kind is MessageKind.FILE for message in turn)
    greets = Turn(" ".join(lines), codes_of(language)).is_greeting
    heard = hear(lines, part, greets=greets, has_file=has_file)
    if not heard.question:
        return _Found(heard)
    chosen = titled(indexed.shelf.of_language(language), heard.question)
    if chosen is not None:
        return _Found(heard, (answer(indexed.finder, chosen, heard.question),))
    request = SuggestionRequest(
        text=heard.question,
        site_id=chat.site_id,
        language=language,
        previous=tuple(message.text for message in theirs if message.pos <= part.answered_pos)[-2:],
    )
    return _Found(heard, answers(indexed.finder, request, indexed.bilingual))


def _ignore(_answer: object, _error: BaseException | None) -> None:
    """What was not stored is tried again in the next look."""

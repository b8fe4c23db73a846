"""How personal the agent's answers are: drafts compared with what was sent today and with articles; knows no screen."""

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct, structs

from operator_console.desk.events import OwnWordsChanged
from operator_console.desk.ports import HistoryStore
from operator_console.domain.articles import Article, ArticleName
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.runtime.task_scope import TaskScope
from operator_console.runtime.worker_thread import WorkerThread
from operator_console.storage.errors import StorageError

if TYPE_CHECKING:
    from operator_console.knowledge.sameness import Compared, Sameness

KEPT_KEY = "own_words.today"
MOST_SENT = 400
MOST_ARTICLES = 200
LEAST_WORDS = 8
"""An answer of fewer words is everybody's: it is not counted among the figures."""
WRITE_AFTER_S = 10.0

Result = TypeVar("Result")

_log = logging.getLogger(__name__)


class Said(Struct, frozen=True):
    """An answer of today."""

    conversation_id: ConversationId
    text: str


class OwnDay(Struct, frozen=True, kw_only=True):
    """What is kept of a day, on this machine only.

    Attributes:
        answers: So many were long enough to tell.
        marked: So many of them were nearly the same as something else when they were sent.
        said: The newest ones.
    """

    day: date
    answers: int = 0
    marked: int = 0
    said: tuple[Said, ...] = ()


class OwnWordsDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        now: Server time.
        site_of: The site of a chat.
        publish: To the hub.
    """

    now: Callable[[], datetime]
    site_of: Callable[[ConversationId], SiteId | None]
    publish: Callable[[OwnWordsChanged], None]


class OwnWords:
    """Fits `ui.ports.OwnWordsDoor`; comparing is done in a thread of its own, everything else on the loop's."""

    def __init__(self, values: HistoryStore, doors: OwnWordsDoors, scope: TaskScope) -> None:
        self._values = values
        self._doors = doors
        self._scope = scope
        self._day = OwnDay(day=self._today())
        self._left_out: frozenset[SiteId] = frozenset()
        self._articles: dict[ArticleName, Article] = {}
        self._texts = _Texts()
        self._writing = False
        self._worker = WorkerThread("own-words")

    # ------------------------------------------------------------------------------------------ lifetime

    async def load(self) -> None:
        """Read what was sent today before the console was started."""
        try:
            kept = await self._values.value(KEPT_KEY)
        except StorageError as error:
            _log.warning("today's answers cannot be read: %s", error)
            return
        if kept is None:
            return
        try:
            day = msgspec.json.decode(kept, type=OwnDay)
        except msgspec.MsgspecError:
            _log.warning("today's answers cannot be read")
            return
        if day.day == self._today():
            self._day = day

    def close(self) -> None:
        """Write what is not on disk yet and end the thread."""
        if self._writing:
            self._write()
        self._worker.close()

    # -------------------------------------------------------------------------------------------- reading

    @property
    def answers(self) -> int:
        """Answers of today that were long enough to tell."""
        return self._day.answers if self._day.day == self._today() else 0

    @property
    def marked(self) -> int:
        """Those of them that were nearly the same as something else."""
        return self._day.marked if self._day.day == self._today() else 0

    def leave_out(self, sites: frozenset[SiteId]) -> None:
        """Compare and count nothing at these sites."""
        self._left_out = sites

    async def same(self, conversation_id: ConversationId, text: str) -> "Sameness | None":
        """Return in what a draft for this chat stands nearly as it is; None for the agent's own words."""
        if not self._watched(conversation_id) or len(text.split()) < LEAST_WORDS or self._scope.closed:
            return None

        def compare(compared: "Compared") -> "Sameness | None":
            return compared.compare(text, conversation_id)

        return await self._in_thread(compare)

    # ------------------------------------------------------------------------------------- things that happen

    def opened(self, article: Article) -> None:
        """The agent has this article before them: who pastes it whole has it from here."""
        if self._articles.get(article.name) == article:
            return
        self._articles.pop(article.name, None)
        self._articles[article.name] = article
        dropped = None
        if len(self._articles) > MOST_ARTICLES:
            dropped = self._articles.pop(next(iter(self._articles)))
        if self._texts.begun and not self._scope.closed:
            work = partial(_add_article, article=article, dropped=dropped)
            self._scope.start(self._in_thread(work), name="compare with article")

    async def sent(self, conversation_id: ConversationId, text: str) -> None:
        """An answer was written: count it, and remember it for the next ones."""
        if not self._watched(conversation_id) or self._scope.closed:
            return
        today = self._today()
        if self._day.day != today:
            self._day = OwnDay(day=today)
            self._texts = _Texts()
        counted = len(text.split()) >= LEAST_WORDS
        marked = counted and await self.same(conversation_id, text) is not None
        said = Said(conversation_id, text)
        if not self._scope.closed:
            await self._in_thread(partial(_add, said=said))
        self._day = OwnDay(
            day=self._day.day,
            answers=self._day.answers + counted,
            marked=self._day.marked + marked,
            said=(*self._day.said, said)[-MOST_SENT:],
        )
        self._doors.publish(OwnWordsChanged())
        self._write_soon()

    # ------------------------------------------------------------------------------------------- private

    def _today(self) -> date:
        return self._doors.now().astimezone().date()

    def _watched(self, conversation_id: ConversationId) -> bool:
        site_id = self._doors.site_of(conversation_id)
        return site_id is not None and site_id not in self._left_out

    async def _in_thread(self, work: "Callable[[Compared], Result]") -> "Result":
        """Run in the one thread that has the texts to compare with."""
        day, articles = self._day, tuple(self._articles.values())
        return await self._worker.run(self._texts.work, day, articles, work)

    def _write_soon(self) -> None:
        if not self._writing and not self._scope.closed:
            self._writing = True
            self._scope.start(self._write_later(), name="keep today's answers")

    async def _write_later(self) -> None:
        await asyncio.sleep(WRITE_AFTER_S)
        self._write()

    def _write(self) -> None:
        self._writing = False
        self._values.keep_value(KEPT_KEY, msgspec.json.encode(self._day))


class _Texts:
    """What drafts are compared with, read when it is first needed; for the one thread that compares."""

    def __init__(self) -> None:
        self._compared: Compared | None = None

    @property
    def begun(self) -> bool:
        """Tell whether anything was compared yet."""
        return self._compared is not None

    def work(self, day: OwnDay, articles: tuple[Article, ...], work: "Callable[[Compared], Result]") -> "Result":
        if self._compared is None:
            from operator_console.knowledge.sameness import Compared, SentText

            sent = (SentText(conversation_id=said.conversation_id, text=said.text) for said in day.said)
            self._compared = Compared(sent, articles)
        return work(self._compared)


def _add(compared: "Compared", said: Said) -> None:
    from operator_console.knowledge.sameness import SentText

    compared.add(SentText(conversation_id=said.conversation_id, text=said.text))


def _add_article(compared: "Compared", article: Article, dropped: Article | None) -> None:
    compared.add_article(article)
    if dropped is not None:
        compared.add_article(structs.replace(dropped, deleted=True))

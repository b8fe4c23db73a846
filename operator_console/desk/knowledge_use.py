"""What agents use of articles and miss in them: followed in drafts, told to the server, and its figures; no screen."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from msgspec import Struct

from operator_console.backends.base import ArticleRights, BackendError
from operator_console.desk.errands import Errand, ErrandDoors, Errands, MissingErrand, UsesErrand
from operator_console.desk.events import ArticleFiguresChanged
from operator_console.desk.ports import ArticleBackend, OutboxStore
from operator_console.domain.articles import ArticleFigures, ArticleName
from operator_console.domain.ids import ClientId, ConversationId, SiteId
from operator_console.domain.insertion import Piece, is_in
from operator_console.domain.plain_text import clean_message
from operator_console.protocol.articles import ArticleUse, ReportMissing
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.errors import StorageError

UNDO_S = 5.0
FIGURES_EVERY = timedelta(minutes=5)
MOST_PIECES = 30
MOST_QUESTION_CHARS = 1_000

_log = logging.getLogger(__name__)


class UseDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        work: The server's side of articles, None when it has none.
        rights: What can be done with the server's articles.
        unsent: A message waits in the outbox.
        draft: Unsent text of a chat.
        now: Server time.
        take_figures: Lets figures count in what is found.
        publish: To the hub.
    """

    work: Callable[[], ArticleBackend | None]
    rights: Callable[[], ArticleRights]
    unsent: Callable[[ConversationId, ClientId], bool]
    draft: Callable[[ConversationId], str]
    now: Callable[[], datetime]
    take_figures: Callable[[Mapping[ArticleName, ArticleFigures]], None]
    publish: Callable[[ArticleFiguresChanged], None]


class KnowledgeUse:
    """Fits `ui.ports.UseDoor`; everything is on the loop's thread.

    What was inserted is known while the console runs: a draft that is sent after a restart counts nothing.
    """

    def __init__(self, store: OutboxStore, doors: UseDoors, scope: TaskScope) -> None:
        self._doors = doors
        self._scope = scope
        self._errands = Errands(store, ErrandDoors(doors.work, doors.unsent, doors.now), scope)
        self._pieces: dict[ConversationId, list[Piece]] = {}
        self._figures: dict[ArticleName, ArticleFigures] = {}
        self._fetched_at: datetime | None = None

    # ------------------------------------------------------------------------------------------ lifetime

    async def load(self) -> None:
        """Read what is still to be told.

        Raises:
            StorageError: It cannot be read now.
        """
        await self._errands.load()

    def live(self) -> None:
        """There is a connection: tell what waits, and ask how articles do."""
        if not self.can_tell or self._scope.closed:
            return
        self._errands.live()
        self.refresh()

    def offline(self) -> None:
        """There is no connection."""
        self._errands.offline()

    # -------------------------------------------------------------------------------------------- reading

    @property
    def can_tell(self) -> bool:
        """The server counts uses and keeps a list of what is missing."""
        return self._doors.rights() is ArticleRights.WRITE and self._doors.work() is not None

    @property
    def waiting(self) -> tuple[Errand, ...]:
        """What the server has not been told yet."""
        return self._errands.waiting

    @property
    def figures(self) -> Mapping[ArticleName, ArticleFigures]:
        """How articles do, as last known."""
        return self._figures

    def refresh(self) -> None:
        """Ask how articles do, unless that was asked a moment ago."""
        now = self._doors.now()
        if self.can_tell and (self._fetched_at is None or now - self._fetched_at >= FIGURES_EVERY):
            self._fetched_at = now
            self._scope.start(self._fetch_figures(), name="article figures", exclusive=True)

    # ------------------------------------------------------------------------------------- links, facts, quotes

    def inserted(self, conversation_id: ConversationId, piece: Piece) -> None:
        """This piece was put into the chat's draft."""
        pieces = self._pieces.setdefault(conversation_id, [])
        if piece in pieces:
            pieces.remove(piece)
        pieces.append(piece)
        del pieces[:-MOST_PIECES]

    async def written(
        self, conversation_id: ConversationId, client_id: ClientId, text: str, *, to_visitor: bool
    ) -> None:
        """A message was written: what is still in it counts as used once the server has the message."""
        pieces = self._pieces.get(conversation_id)
        if not pieces:
            return
        there = [piece for piece in pieces if is_in(piece, text)]
        draft = self._doors.draft(conversation_id)
        left = [piece for piece in pieces if piece not in there and is_in(piece, draft)]
        if left:
            self._pieces[conversation_id] = left
        else:
            self._pieces.pop(conversation_id, None)
        if there and to_visitor and self.can_tell:
            await self._keep_uses(conversation_id, client_id, there)

    def ticked(self) -> None:
        """A message got its tick."""
        self._errands.tell_soon()

    async def discarded(self, client_id: ClientId) -> None:
        """A message will never be sent: nothing was used in it."""
        await self._errands.drop(_uses_id(client_id))

    def forget(self, conversation_id: ConversationId) -> None:
        """The chat is not the agent's any more."""
        self._pieces.pop(conversation_id, None)

    # ------------------------------------------------------------------------------------- nothing good found

    async def report_missing(
        self, site_id: SiteId, language: str, question: str, conversation_id: ConversationId | None
    ) -> str | None:
        """Note that nothing good was found for a question; the server is told after `UNDO_S`, or when it can be.

        Returns:
            What `take_back` needs, or None when it could not be noted.
        """
        question = clean_message(question[:MOST_QUESTION_CHARS]).strip()
        if not any(char.isalnum() for char in question) or not self.can_tell:
            return None
        report = ReportMissing(site_id=site_id, language=language, question=question, conversation_id=conversation_id)
        name = f"missing:{uuid4()}"
        not_before = self._doors.now() + timedelta(seconds=UNDO_S)
        try:
            await self._errands.keep(name, MissingErrand(report=report, not_before=not_before))
        except StorageError as error:
            _log.warning("what is missing cannot be noted: %s", error)
            return None
        return name

    async def take_back(self, name: str) -> bool:
        """Take a report back; False when the server has been told already."""
        return await self._errands.drop(name)

    # ------------------------------------------------------------------------------------------- private

    async def _keep_uses(self, conversation_id: ConversationId, client_id: ClientId, pieces: list[Piece]) -> None:
        counted = dict.fromkeys((piece.article, piece.kind) for piece in pieces)
        uses = tuple(
            ArticleUse(
                site_id=site_id,
                key=key,
                language=language,
                conversation_id=conversation_id,
                kind=kind,
                client_id=client_id,
            )
            for (site_id, key, language), kind in counted
        )
        errand = UsesErrand(uses=uses, conversation_id=conversation_id, client_id=client_id)
        try:
            await self._errands.keep(_uses_id(client_id), errand)
        except StorageError as error:
            _log.warning("the use of articles is not counted: %s", error)

    async def _fetch_figures(self) -> None:
        work = self._doors.work()
        if work is None:
            return
        try:
            found = await work.figures()
        except BackendError as error:
            _log.info("articles' figures cannot be had now: %s", type(error).__name__)
            self._fetched_at = None
            return
        self._figures = {one.name: one for one in found.figures}
        self._doors.take_figures(self._figures)
        self._doors.publish(ArticleFiguresChanged())


def _uses_id(client_id: ClientId) -> str:
    return f"uses:{client_id}"

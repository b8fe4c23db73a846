"""Says that nothing good was found: notes the question for the editors, confirms quietly, takes it back; no widget."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from operator_console.desk.knowledge_use import UNDO_S
from operator_console.desk.state import ConnectionPhase
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.calls import call

if TYPE_CHECKING:
    from operator_console.runtime.task_scope import TaskScope
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

MOST_SHOWN_CHARS = 80


class MissingReports(QObject):
    """Reports for the chat on screen."""

    def __init__(self, context: "UiContext", desk: "DeskDoor", scope: "TaskScope", parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self._scope = scope

    def report(
        self, site_id: SiteId | None, language: str, conversation_id: ConversationId | None, searched: str
    ) -> None:
        """Note the visitor's open question, or else what was searched for.

        Args:
            site_id: Whose article is missing; None when no chat says so.
            searched: What stands in the search field.
        """
        question = self._desk.assist.seeds.open_question(conversation_id) if conversation_id is not None else ""
        question = question.strip() or searched.strip()
        if site_id is None:
            self._say(self.tr("Open a chat first: it says for which site an article is missing."))
        elif not question:
            self._say(self.tr("Nothing is asked in this chat, and nothing was searched for."))
        else:
            self._scope.start(self._report(site_id, language, conversation_id, question), name="report missing")

    async def _report(
        self, site_id: SiteId, language: str, conversation_id: ConversationId | None, question: str
    ) -> None:
        noted = await self._desk.assist.use.report_missing(site_id, language, question, conversation_id)
        if noted is None:
            self._context.notices.warning(self.tr("This could not be noted on this computer."), key="missing")
            return
        words = self.tr("Noted for the editors: “%1”")
        if self._desk.connection.phase is ConnectionPhase.OFFLINE:
            words = self.tr("Noted for the editors, sent with the next connection: “%1”")
        self._context.notices.offer(
            words.replace("%1", clean_line(question, MOST_SHOWN_CHARS)),
            key="missing",
            action_text=self.tr("Undo"),
            action=call(self._take_back, noted),
            timeout_s=UNDO_S,
        )

    def _take_back(self, noted: str) -> None:
        self._scope.start(self._taken_back(noted), name="take back")

    async def _taken_back(self, noted: str) -> None:
        if not await self._desk.assist.use.take_back(noted):
            self._say(self.tr("The editors have it already."))

    def _say(self, words: str) -> None:
        self._context.notices.info(words, key="missing", timeout_s=4.0)

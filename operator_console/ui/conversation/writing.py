"""Waiting files and sending of all chats, so that nothing written for one reaches another; knows no widget."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from operator_console.desk.errors import FileTooLarge, OutboxUnavailable
from operator_console.desk.state import Draft
from operator_console.domain.conversations import MessageKind
from operator_console.domain.ids import ConversationId
from operator_console.ui.conversation.file_intake import MOST_FILES, IntakeProblem, PendingFile

if TYPE_CHECKING:
    from operator_console.ui.ports import DeskDoor


@dataclass
class Waiting:
    """What one chat has beside its draft.

    Attributes:
        files: To be sent with the next message.
        trouble: Why the last wish failed, in words of the agent's language; empty when it did not.
    """

    files: list[PendingFile] = field(default_factory=list)
    trouble: str = ""


class Writing:
    """Keeps per chat what was written and not sent."""

    def __init__(self, desk: "DeskDoor") -> None:
        self._desk = desk
        self._waiting: dict[ConversationId, Waiting] = {}

    def of(self, conversation_id: ConversationId) -> Waiting:
        """Return what this chat has."""
        return self._waiting.setdefault(conversation_id, Waiting())

    def forget(self, conversation_id: ConversationId) -> None:
        """Let go of a chat that has ended."""
        self._waiting.pop(conversation_id, None)

    def add_file(self, conversation_id: ConversationId, file: PendingFile) -> IntakeProblem | None:
        """Let a file wait; returns why not when it cannot."""
        waiting = self.of(conversation_id)
        if len(waiting.files) >= MOST_FILES:
            return IntakeProblem.TOO_MANY
        waiting.files.append(file)
        return None

    def take_files(self, conversation_id: ConversationId) -> list[PendingFile]:
        """Return the files that wait, which then wait no more."""
        waiting = self.of(conversation_id)
        files, waiting.files = waiting.files, []
        return files

    async def send(
        self, conversation_id: ConversationId, text: str, files: list[PendingFile], *, note: bool
    ) -> Exception | None:
        """Send text, then files.

        Returns:
            The desk's refusal. What was not taken is a draft or waits again, before anything written meanwhile.
        """
        left = list(files)
        try:
            if text:
                await self._desk.send(conversation_id, text, kind=MessageKind.NOTE if note else MessageKind.TEXT)
                text = ""
            while left:
                await self._desk.send_file(conversation_id, left[0].name, left[0].content)
                left.pop(0)
        except (OutboxUnavailable, FileTooLarge) as error:
            self._take_back(conversation_id, text, left, note=note)
            return error
        return None

    def _take_back(self, conversation_id: ConversationId, text: str, files: list[PendingFile], *, note: bool) -> None:
        waiting = self.of(conversation_id)
        waiting.files[:0] = files
        if text:
            since = self._desk.draft(conversation_id)
            whole = f"{text}\n{since.text}" if since.text else text
            # What was a note stays one: better seen by the team alone than by the visitor.
            draft = Draft(text=whole, cursor=len(whole), note=note or since.note)
            self._desk.save_draft(conversation_id, draft)

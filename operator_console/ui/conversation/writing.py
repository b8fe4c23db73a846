"""Waiting files and sending of all chats, so that nothing written for one reaches another; knows no widget."""

from typing import TYPE_CHECKING

from msgspec import Struct, field

from operator_console.desk.errors import FileTooLarge, OutboxUnavailable
from operator_console.desk.state import Draft, DraftFile
from operator_console.domain.conversations import MessageKind
from operator_console.domain.ids import ConversationId
from operator_console.ui.kit.file_intake import (
    MOST_FILES,
    MOST_WAITING_BYTES,
    IntakeProblem,
    PendingFile,
    taken_again,
)

if TYPE_CHECKING:
    from operator_console.ui.ports import DeskDoor


class Waiting(Struct):
    """What one chat has beside its draft.

    Attributes:
        files: To be sent with the next message.
        sending: Files whose message is not in the outbox yet.
        restoring: Files of an earlier run have been asked for.
        restored: They are here; before that nothing may be kept in their place.
        trouble: Why the last wish failed, in words of the agent's language; empty when it did not.
    """

    files: list[PendingFile] = field(default_factory=list)
    sending: list[PendingFile] = field(default_factory=list)
    restoring: bool = False
    restored: bool = False
    trouble: str = ""


class Writing:
    """Keeps per chat what was written and not sent."""

    def __init__(self, desk: "DeskDoor") -> None:
        self._desk = desk
        self._waiting: dict[ConversationId, Waiting] = {}

    def of(self, conversation_id: ConversationId) -> Waiting:
        """Return what this chat has."""
        waiting = self._waiting.get(conversation_id)
        if waiting is None:
            waiting = self._waiting[conversation_id] = Waiting()
            waiting.restoring = waiting.restored = not self._desk.draft_files.has(conversation_id)
        return waiting

    def forget(self, conversation_id: ConversationId) -> None:
        """Let go of a chat that has ended."""
        self._waiting.pop(conversation_id, None)
        self._desk.draft_files.keep(conversation_id, ())

    async def restore(self, conversation_id: ConversationId) -> bool:
        """Take the files that an earlier run kept for this chat, once; tell whether there are any."""
        waiting = self.of(conversation_id)
        if waiting.restoring:
            return False
        waiting.restoring = True
        kept = [await taken_again(file) for file in await self._desk.draft_files.of(conversation_id)]
        waiting.files[:0] = kept
        waiting.restored = True
        if waiting.files or waiting.sending:
            self._keep(conversation_id)
        return bool(kept)

    def add_file(self, conversation_id: ConversationId, file: PendingFile) -> IntakeProblem | None:
        """Let a file wait; returns why not when it cannot."""
        waiting = self.of(conversation_id)
        if len(waiting.files) >= MOST_FILES or self._bytes() + len(file.content) > MOST_WAITING_BYTES:
            return IntakeProblem.TOO_MANY
        waiting.files.append(file)
        self._keep(conversation_id)
        return None

    def remove_file(self, conversation_id: ConversationId, index: int) -> bool:
        """Let go of a file that waits; False when there is none at this place."""
        files = self.of(conversation_id).files
        if index >= len(files):
            return False
        del files[index]
        self._keep(conversation_id)
        return True

    def take_files(self, conversation_id: ConversationId) -> list[PendingFile]:
        """Return the files that wait, which then wait no more; `send` has to be called with them."""
        waiting = self.of(conversation_id)
        files, waiting.files = waiting.files, []
        waiting.sending += files
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
                self.of(conversation_id).sending.remove(left.pop(0))
                self._keep(conversation_id)
        except (OutboxUnavailable, FileTooLarge) as error:
            self._take_back(conversation_id, text, left, note=note)
            return error
        return None

    def _take_back(self, conversation_id: ConversationId, text: str, files: list[PendingFile], *, note: bool) -> None:
        waiting = self.of(conversation_id)
        waiting.sending = [file for file in waiting.sending if file not in files]
        waiting.files[:0] = files
        self._keep(conversation_id)
        if text:
            since = self._desk.draft(conversation_id)
            whole = f"{text}\n{since.text}" if since.text else text
            # What was a note stays one: better seen by the team alone than by the visitor.
            draft = Draft(text=whole, cursor=len(whole), note=note or since.note)
            self._desk.save_draft(conversation_id, draft)

    def _keep(self, conversation_id: ConversationId) -> None:
        waiting = self.of(conversation_id)
        if not waiting.restored:
            return
        files = (*waiting.sending, *waiting.files)
        kept = tuple(DraftFile(id=file.id, name=file.name, content=file.content) for file in files)
        self._desk.draft_files.keep(conversation_id, kept)

    def _bytes(self) -> int:
        waiting = (file for one in self._waiting.values() for file in (*one.sending, *one.files))
        return sum(len(file.content) for file in waiting)

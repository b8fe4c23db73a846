"""Between the composer and the desk's outbox: drafts, files, sending, trouble in words; knows no transcript."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from operator_console.desk.errors import FileTooLarge, OutboxUnavailable
from operator_console.desk.state import Draft
from operator_console.domain.conversations import Attachment
from operator_console.domain.ids import ConversationId
from operator_console.domain.plain_text import clean_line, clean_message
from operator_console.ui.conversation.mix_up_notice import MixUpGuard
from operator_console.ui.conversation.view import ConversationView
from operator_console.ui.conversation.writing import Writing
from operator_console.ui.kit.calls import call_with
from operator_console.ui.kit.file_intake import (
    LIMIT_BYTES,
    IntakeProblem,
    PendingFile,
    holds_files,
    take_image,
    take_path,
)
from operator_console.ui.kit.saving import safe_file_name, write_file
from operator_console.ui.kit.words import size_words

if TYPE_CHECKING:
    from operator_console.runtime.task_scope import TaskScope
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor


class Sending(QObject):
    """Runs the composer for the chat on screen; every task remembers the chat it was begun for."""

    def __init__(
        self, context: "UiContext", desk: "DeskDoor", view: ConversationView, writing: Writing, scope: "TaskScope"
    ) -> None:
        super().__init__(view)
        self._context = context
        self._desk = desk
        self._view = view
        self._composer = view.composer
        self._writing = writing
        self._scope = scope
        self._current: ConversationId | None = None
        self._clock_words = ("", "dim", "")
        self._guard = MixUpGuard(context, desk, view.mix_up)
        view.mix_up.anyway_requested.connect(self._on_anyway)
        self._composer.edited.connect(self._on_edited)
        self._composer.moved.connect(self.keep_draft)
        self._composer.note_toggled.connect(self._on_note)
        self._composer.files_chosen.connect(self._on_paths)
        self._composer.file_removed.connect(self._on_file_removed)
        self._composer.box.shortened.connect(self._on_shortened)
        view.files_given.connect(self._on_files_given)

    # ------------------------------------------------------------------------------------------------- public

    def show_chat(self, conversation_id: ConversationId | None) -> None:
        """Put the chat's own draft and files into the composer."""
        self._guard.clear()
        self._current = conversation_id
        draft = Draft() if conversation_id is None else self._desk.draft(conversation_id)
        self._composer.fill(draft.text, draft.cursor, note=draft.note, anchor=draft.anchor)
        self._view.header.show_note_mode(note=draft.note)
        self._show_files()
        self._show_words()
        if conversation_id is not None and not self._writing.of(conversation_id).restoring:
            self._scope.start(self._restore(conversation_id), name="files of an earlier run")

    def leave(self) -> None:
        """Keep text, cursor and note mode of the chat that goes from the screen."""
        if self._current is None:
            return
        self.keep_draft()
        self._desk.typing(self._current, active=False)
        self._current = None

    def keep_draft(self) -> None:
        """Hand the text to the desk, which has it on disk within a second."""
        if self._current is not None:
            composer = self._composer
            draft = Draft(
                text=composer.text,
                cursor=composer.cursor_position,
                note=composer.note,
                anchor=composer.selection_anchor,
            )
            if draft != self._desk.draft(self._current):
                self._desk.save_draft(self._current, draft)

    def send(self, *, sure: bool = False) -> None:
        """Send what stands in the composer, with the files that wait; asks first when it may be another visitor's.

        Args:
            sure: The agent has read that it may be, and means it.
        """
        if self._current is None or not self._view.can_write:
            return
        text = clean_message(self._composer.text).strip()
        note = self._composer.note
        if not text and (note or not self._writing.of(self._current).files):
            return
        if not note and not self._guard.passes(self._current, text, sure=sure):
            return
        self._composer.fill("", 0, note=False)
        self._view.header.show_note_mode(note=False)
        self._writing.of(self._current).trouble = ""
        self._desk.typing(self._current, active=False)
        self.keep_draft()
        files = [] if note else self._writing.take_files(self._current)
        self._show_files()
        self._scope.start(self._send(self._current, text, files, note=note), name="send")

    def send_holding(self, conversation_id: ConversationId, text: str) -> None:
        """Send the holding line; the draft is left alone."""
        self._scope.start(self._send_holding(conversation_id, text), name="holding line", exclusive=True)

    def show_clock(self, words: str, role: str, short: str) -> None:
        """Show the clock's words beside the button, unless there is trouble to tell."""
        self._clock_words = (words, role, short)
        self._show_words()

    def take_picture(self, conversation_id: ConversationId, image: QImage) -> None:
        """Let a picture without a name wait with what is written in this chat."""
        stamp = self._desk.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
        name = self.tr("screenshot-%1.png").replace("%1", stamp)
        self._scope.start(self._take_image(conversation_id, image, name), name="take picture")

    def save_attachment(self, attachment: Attachment) -> None:
        """Ask where to, then save a file of the chat; it is never opened."""
        dialog = QFileDialog(self._view.window(), self.tr("Save the file"))
        dialog.setObjectName("save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_file_name(attachment.name))
        dialog.fileSelected.connect(call_with(self._start_saving, attachment))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # -------------------------------------------------------------------------------------------------- slots

    def _on_anyway(self) -> None:
        self.send(sure=True)
        self._composer.box.setFocus()

    def _on_edited(self) -> None:
        self._guard.clear()
        if self._current is None:
            return
        self.keep_draft()
        if self._writing.of(self._current).trouble:
            self._writing.of(self._current).trouble = ""
            self._show_words()
        if not self._composer.note:
            self._desk.typing(self._current, active=bool(self._composer.text.strip()))

    def _on_note(self, note: bool) -> None:
        self._guard.clear()
        self._view.header.show_note_mode(note=note)
        if self._current is not None:
            self.keep_draft()
            self._desk.typing(self._current, active=not note and bool(self._composer.text.strip()))

    def _on_paths(self, paths: list[Path]) -> None:
        if self._current is not None:
            self._scope.start(self._take_paths(self._current, paths), name="take files")

    def _on_files_given(self, mime: QMimeData) -> None:
        if self._current is None or not holds_files(mime):
            return
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self._on_paths(paths)
            return
        image = mime.imageData()
        if isinstance(image, QImage):
            self.take_picture(self._current, image)

    def _on_file_removed(self, index: int) -> None:
        if self._current is not None and self._writing.remove_file(self._current, index):
            self._show_files()
            self._composer.box.setFocus()

    def _on_shortened(self, over: int) -> None:
        if self._current is not None:
            words = self.tr("Too long to paste: %1 characters were left out")
            self._trouble(self._current, words.replace("%1", self._context.locale.toString(over)))

    # -------------------------------------------------------------------------------------------------- tasks

    async def _send(self, conversation_id: ConversationId, text: str, files: list[PendingFile], *, note: bool) -> None:
        error = await self._writing.send(conversation_id, text, files, note=note)
        if error is not None:
            self._writing.of(conversation_id).trouble = self._words_of(error)
        if conversation_id != self._current:
            return
        if error is not None:  # the draft has what was not taken, before what was written meanwhile
            draft = self._desk.draft(conversation_id)
            self._composer.fill(draft.text, draft.cursor, note=draft.note)
            self._view.header.show_note_mode(note=draft.note)
            self._show_files()
        self._show_words()

    async def _restore(self, conversation_id: ConversationId) -> None:
        if await self._writing.restore(conversation_id) and conversation_id == self._current:
            self._show_files()

    async def _send_holding(self, conversation_id: ConversationId, text: str) -> None:
        try:
            await self._desk.send(conversation_id, text, holding=True)
        except OutboxUnavailable as error:
            self._trouble(conversation_id, self._words_of(error))

    async def _take_paths(self, conversation_id: ConversationId, paths: list[Path]) -> None:
        for path in paths:
            self._took(conversation_id, await take_path(path), clean_line(path.name))

    async def _take_image(self, conversation_id: ConversationId, image: QImage, name: str) -> None:
        self._took(conversation_id, await take_image(image, name), name)

    def _took(self, conversation_id: ConversationId, taken: PendingFile | IntakeProblem, name: str) -> None:
        problem = taken if isinstance(taken, IntakeProblem) else self._writing.add_file(conversation_id, taken)
        if problem is not None:
            self._trouble(conversation_id, self._problem_words(problem, name))
        elif conversation_id == self._current:
            self._show_files()
            self._composer.box.setFocus()

    def _start_saving(self, attachment: Attachment, chosen: str) -> None:
        self._scope.start(self._save(attachment, Path(chosen)), name="save file")

    async def _save(self, attachment: Attachment, path: Path) -> None:
        content = await self._desk.file(attachment.id)
        name = clean_line(attachment.name)
        if content is None:
            self._context.notices.bad(self.tr("%1 cannot be had now").replace("%1", name), key="save")
        elif await write_file(path, content):
            self._context.notices.info(self.tr("%1 was saved").replace("%1", path.name), key="save")
        else:
            self._context.notices.bad(self.tr("%1 could not be written").replace("%1", path.name), key="save")

    # ------------------------------------------------------------------------------------------------ showing

    def _show_files(self) -> None:
        files = () if self._current is None else tuple(self._writing.of(self._current).files)
        self._composer.show_files(files)

    def _show_words(self) -> None:
        trouble = "" if self._current is None else self._writing.of(self._current).trouble
        if trouble:
            self._composer.show_words(trouble, "bad")
        else:
            self._composer.show_words(*self._clock_words)

    def _trouble(self, conversation_id: ConversationId, words: str) -> None:
        self._writing.of(conversation_id).trouble = words
        if conversation_id == self._current:
            self._show_words()

    def _words_of(self, error: Exception) -> str:
        if isinstance(error, FileTooLarge):
            limit = size_words(error.limit_bytes, self._context.locale)
            return self.tr("Not sent: a file is larger than %1").replace("%1", limit)
        if isinstance(error, OutboxUnavailable) and error.full:
            return self.tr("Not sent: the disk is full. Your text is kept here.")
        if isinstance(error, OutboxUnavailable) and error.taken:
            return self.tr("Not sent: this account is open in another window. Your text is kept here.")
        return self.tr("Not sent: it cannot be kept on disk. Your text is kept here.")

    def _problem_words(self, problem: IntakeProblem, name: str) -> str:
        limit = size_words(LIMIT_BYTES, self._context.locale)
        words = {
            IntakeProblem.TOO_LARGE: self.tr("%1 is larger than %2").replace("%2", limit),
            IntakeProblem.UNREADABLE: self.tr("%1 cannot be read"),
            IntakeProblem.NO_FILE: self.tr("%1 is not a file"),
            IntakeProblem.TOO_MANY: self.tr("No more files at once than these"),
        }[problem]
        return words.replace("%1", name)

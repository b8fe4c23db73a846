"""A chat that was, to read: its transcript or a page in its place; links open, files are saved; fetches no chat."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedLayout, QWidget

from operator_console.desk.state import Entry
from operator_console.domain.conversations import Attachment
from operator_console.runtime.task_scope import TaskScope
from operator_console.ui.kit.calls import call_with
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.opening import open_link
from operator_console.ui.kit.saving import safe_file_name, write_file
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.kit.transcript.pictures import FetchFile
from operator_console.ui.kit.transcript.view import TranscriptView


class ReadingView(QFrame):
    """The transcript, or why it is not there.

    Signals:
        link_requested: A safe address that was opened in the browser.
        retry_requested: Fetch it again.
        older_requested: Older rows are wanted; answered by `transcript.prepend` or `transcript.set_older`.
    """

    link_requested = Signal(str)
    retry_requested = Signal()
    older_requested = Signal()

    def __init__(self, context: UiContext, fetch: FetchFile, scope: TaskScope, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._fetch = fetch
        self._scope = scope
        self.setProperty("surface", "bg")
        self.transcript = TranscriptView(context, fetch, self)
        self.transcript.link_requested.connect(self._on_link)
        self.transcript.save_requested.connect(self._on_save)
        self.transcript.older_requested.connect(self.older_requested)
        self.state = StatePage(context, self)
        self.state.action_requested.connect(self.retry_requested)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.transcript)
        self._pages.addWidget(self.state)

    def show_loading(self) -> None:
        """The chat is being fetched."""
        self.show_state("loader-circle", self.tr("Loading…"))

    def show_failed(self) -> None:
        """The chat cannot be had now."""
        title = self.tr("This chat cannot be shown now")
        words = self.tr("The server did not answer, or the chat has been erased.")
        self.show_state("wifi-off", title, words, self.tr("Try again"))

    def show_state(self, icon: str, title: str, words: str = "", action_text: str = "") -> None:
        """Show a page in place of the transcript."""
        self.state.show_state(icon, title, words, action_text)
        self._pages.setCurrentWidget(self.state)

    def show_entries(self, entries: Sequence[Entry], visitor_name: str, *, has_older: bool = False) -> None:
        """Show the transcript."""
        self.transcript.show_entries(entries, visitor_name=visitor_name, live=False, has_older=has_older)
        self._pages.setCurrentWidget(self.transcript)

    def close_scope(self) -> None:
        """End what the transcript still fetches."""
        self.transcript.close_scope()

    def _on_link(self, url: str) -> None:
        if open_link(url):
            self.link_requested.emit(url)

    def _on_save(self, attachment: Attachment) -> None:
        dialog = QFileDialog(self, self.tr("Save file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_file_name(attachment.name))
        dialog.fileSelected.connect(call_with(self._start_saving, attachment))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _start_saving(self, attachment: Attachment, chosen: str) -> None:
        self._scope.start(self._save(attachment, Path(chosen)), name="save a file")

    async def _save(self, attachment: Attachment, path: Path) -> None:
        content = await self._fetch(attachment.id)
        if content is None or not await write_file(path, content):
            self._context.notices.warning(self.tr("The file could not be saved. Choose another place, or try later."))

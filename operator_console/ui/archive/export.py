"""Taking chats out of the archive into a file: asks for the form and the place, says what came of it."""

import asyncio
import tempfile
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QRadioButton, QWidget

from operator_console.desk.archive_files import ChatForm, ExportWords, write_chats
from operator_console.domain.conversations import Outcome
from operator_console.ui.kit.calls import call_with
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import outcome_words

if TYPE_CHECKING:
    from operator_console.protocol.archive import ExportArchive
    from operator_console.runtime.task_scope import TaskScope
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

IN_MEMORY_BYTES = 16 * 1024 * 1024


class ExportSheet(SheetDialog):
    """Asks in which form; answers ``export``."""

    def __init__(self, context: "UiContext", words: str, parent: QWidget) -> None:
        super().__init__(context, "", parent)
        self.setObjectName("archive_export_sheet")
        title = self.tr("Export chats")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        heading = self.findChild(PlainLabel, "sheet_title")
        if heading is not None:
            heading.setText(title)
        self.add_text(words)
        self._group = QButtonGroup(self)
        self._forms: dict[ChatForm, QRadioButton] = {}
        for form, name in (
            (ChatForm.CSV, self.tr("Table for spreadsheets, one row for each chat (CSV)")),
            (ChatForm.HTML, self.tr("Pages to read and print (HTML in a ZIP)")),
            (ChatForm.TEXT, self.tr("Plain text (in a ZIP)")),
            (ChatForm.JSON, self.tr("Everything, for other programs (JSON lines)")),
        ):
            radio = QRadioButton(name, self)
            radio.setObjectName(f"form_{form.value}")
            self._group.addButton(radio)
            self.column.addWidget(radio)
            self._forms[form] = radio
        self.add_text(
            self.tr("Handle the file with care: it holds what visitors said. The export is noted in the log.")
        )
        self._forms[ChatForm.CSV].setChecked(True)
        self.add_button("cancel", self.tr("Cancel"))
        self.add_button("export", self.tr("Export…"), "primary", default=True)

    @property
    def form(self) -> ChatForm:
        """The form that is chosen."""
        return next(form for form, radio in self._forms.items() if radio.isChecked())


class Exporting(QObject):
    """At most one export at a time; `page` is where dialogs stand."""

    def __init__(self, context: "UiContext", desk: "DeskDoor", page: QWidget, scope: "TaskScope") -> None:
        super().__init__(page)
        self._context = context
        self._desk = desk
        self._page = page
        self._scope = scope
        self._busy = False

    def begin(self, wish: "ExportArchive", words: str, name: str) -> None:
        """Ask for the form, then for the place, and write.

        Args:
            words: What will be exported.
            name: Of the file, without its ending.
        """
        if not self._busy:
            self._scope.start(self._ask(wish, words, name), name="ask for an export")

    async def _ask(self, wish: "ExportArchive", words: str, name: str) -> None:
        sheet = ExportSheet(self._context, words, self._page.window())
        try:
            answer, form = await sheet.asked(), sheet.form
        finally:
            sheet.setParent(None)  # gone for whoever looks for an open sheet
            sheet.deleteLater()
        if answer != "export":
            return
        dialog = QFileDialog(self._page, self.tr("Export chats"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form.ending)
        dialog.selectFile(f"{name}.{form.ending}")
        dialog.fileSelected.connect(call_with(self._start, wish, form))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _start(self, wish: "ExportArchive", form: ChatForm, chosen: str) -> None:
        self._scope.start(self.write(wish, form, Path(chosen)), name="export chats")

    async def write(self, wish: "ExportArchive", form: ChatForm, target: Path) -> None:
        """Fetch the chats and write them in a worker thread."""
        self._busy = True
        notices = self._context.notices
        notices.info(self.tr("Exporting…"), key="archive.export", timeout_s=2.0)
        try:
            with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as fetched:
                if not await self._desk.archive.export(wish, partial(_keep, fetched)):
                    notices.warning(self.tr("The server did not give the chats. Try again in a moment."))
                    return
                fetched.seek(0)
                lines = cast("BinaryIO", fetched)
                count = await asyncio.to_thread(write_chats, lines, form, self._words(), target)
            notices.info(self.tr("%n chats are written to the file.", None, count), key="archive.export")
        except (OSError, msgspec.MsgspecError):
            notices.warning(self.tr("The file could not be written. Choose another place, or make room."))
        finally:
            self._busy = False

    def _words(self) -> ExportWords:
        return ExportWords(
            language=self._context.locale.name()[:2],
            visitor=self.tr("Visitor %1"),
            site=self.tr("Site"),
            agent=self.tr("Agent"),
            outcome=self.tr("Outcome"),
            tags=self.tr("Tags"),
            note=self.tr("Note"),
            comment=self.tr("Comment"),
            file=self.tr("File"),
            outcomes={outcome.value: outcome_words(outcome) for outcome in Outcome},
            sites={site.id: site.name for site in self._desk.sites},
            currencies={site.id: site.currency for site in self._desk.sites},
        )


def _keep(file: "IO[bytes]", content: bytes) -> None:
    file.write(content)

"""Carries out what a lead wishes about a visitor's data: a file, the question, the table; keeps and paints nothing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from operator_console.domain.ids import VisitorId
from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.task_scope import TaskScope
from operator_console.ui.kit.calls import call_with
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.saving import write_file
from operator_console.ui.ports import DeskDoor
from operator_console.ui.visitor.erase_sheet import EraseSheet
from operator_console.ui.visitor.retention_sheet import RetentionSheet


class VisitorPrivacy(QObject):
    """One wish at a time; `page` is where dialogs stand.

    Args:
        erased: Called with the visitor once they are gone.
    """

    def __init__(
        self,
        context: UiContext,
        desk: DeskDoor,
        page: QWidget,
        scope: TaskScope,
        erased: Callable[[VisitorId], None],
    ) -> None:
        super().__init__(page)
        self._context = context
        self._desk = desk
        self._page = page
        self._scope = scope
        self._erased = erased

    def export(self, visitor_id: VisitorId) -> None:
        """Ask where to, then write what is kept."""
        dialog = QFileDialog(self._page.window(), self.tr("Export what is kept"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile("visitor.zip")
        dialog.fileSelected.connect(call_with(self._start_export, visitor_id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def erase(self, visitor_id: VisitorId, name: str) -> None:
        """Ask, and erase."""
        self._scope.start(self._erase(visitor_id, name), name="erase visitor", exclusive=True)

    def show_retention(self, site: Site) -> None:
        """Show what is erased by itself."""
        self._scope.start(self._show_retention(site), name="retention", exclusive=True)

    def _start_export(self, visitor_id: VisitorId, chosen: str) -> None:
        self._scope.start(self.write(visitor_id, Path(chosen)), name="export visitor")

    async def write(self, visitor_id: VisitorId, target: Path) -> None:
        """Fetch everything and write it to a file."""
        notices = self._context.notices
        found = await self._desk.people.export(visitor_id)
        if isinstance(found, Refusal):
            notices.warning(self._refused(found))
        elif await write_file(target, found):
            notices.info(self.tr("Everything that is kept of this visitor is in the file. Handle it with care."))
        else:
            notices.warning(self.tr("The file could not be written. Choose another place, or make room."))

    async def _erase(self, visitor_id: VisitorId, name: str) -> None:
        notices = self._context.notices
        kept = await self._desk.people.kept(visitor_id)
        if isinstance(kept, Refusal):
            notices.warning(self._refused(kept))
            return
        sheet = EraseSheet(self._context, clean_line(name), kept, self._page.window())
        if await self._answer(sheet) != "erase":
            return
        erased = await self._desk.people.erase(visitor_id)
        if isinstance(erased, Refusal):
            notices.warning(self._refused(erased))
            return
        notices.info(self.tr("The visitor is erased, with %n chats.", None, erased.chats))
        self._erased(visitor_id)

    async def _show_retention(self, site: Site) -> None:
        found = await self._desk.people.retention(site.id)
        if isinstance(found, Refusal):
            self._context.notices.warning(self._refused(found))
            return
        await self._answer(RetentionSheet(self._context, clean_line(site.name), found.runs, self._page.window()))

    async def _answer(self, sheet: SheetDialog) -> str | None:
        try:
            return await sheet.asked()
        finally:
            sheet.setParent(None)  # gone for whoever looks for an open sheet
            sheet.deleteLater()

    def _refused(self, reason: Refusal) -> str:
        if reason is Refusal.CONFLICT:
            return self.tr("There is an open chat with this visitor. Wrap it up first.")
        if reason is Refusal.NOT_FOUND:
            return self.tr("The server keeps nothing of this visitor, or not for you to see.")
        return self.tr("The server cannot be asked now. Try again in a moment.")

"""A site's settings out to a file and in from one: asks where, says what would change; saves nothing itself."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line
from operator_console.domain.site_file import (
    MAX_FILE_BYTES,
    NotASiteFile,
    SiteFile,
    changes,
    read_file,
    taken_over,
    write_file,
)
from operator_console.domain.site_settings import SiteSettings
from operator_console.runtime.task_scope import TaskScope
from operator_console.ui.kit import saving
from operator_console.ui.kit.calls import call_with
from operator_console.ui.kit.context import UiContext
from operator_console.ui.setup.parts import Drafted
from operator_console.ui.setup.sheets import ChangesSheet
from operator_console.ui.setup.words import filled

NOTICE = "site_file"
ENDING = "json"
_NAME_CHARS = 40


class SiteTransfer(QObject):
    """Opens the sheets over `page`; `take_over` gets the values that a file was allowed to bring."""

    def __init__(
        self,
        context: UiContext,
        page: QWidget,
        scope: TaskScope,
        take_over: Callable[[Site, SiteSettings], None],
    ) -> None:
        super().__init__()
        self._context = context
        self._page = page
        self._scope = scope
        self._take_over = take_over

    def open_export(self, site: Site, settings: SiteSettings) -> None:
        """Ask where to write a site as it was last saved."""
        dialog = QFileDialog(self._page.window(), self.tr("Save the settings of the site"))
        dialog.setObjectName("site_export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING)
        dialog.selectFile(f"{site.id}.{ENDING}")
        dialog.fileSelected.connect(call_with(self.export_to, site, settings))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, site: Site, settings: SiteSettings, chosen: str) -> None:
        """Write the file."""
        self._scope.start(self._export(site, settings, Path(chosen)), name="export site")

    def open_import(self, now: Callable[[], Drafted]) -> None:
        """Ask for a file; `now` gives the values that it is compared with."""
        dialog = QFileDialog(self._page.window(), self.tr("Take settings over from a file"))
        dialog.setObjectName("site_import_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Settings of a site (*.json)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(call_with(self.import_from, now))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_from(self, now: Callable[[], Drafted], chosen: str) -> None:
        """Read the file, say what it would change, and take it over when that is wished."""
        self._scope.start(self._import(now, Path(chosen)), name="import site", exclusive=True)

    async def _export(self, site: Site, settings: SiteSettings, path: Path) -> None:
        if await saving.write_file(path, write_file(site, settings)):
            words = self.tr("Written to %1.").replace("%1", clean_line(path.name, _NAME_CHARS))
            self._context.notices.info(words, key=NOTICE)
        else:
            words = self.tr("%1 cannot be written there.").replace("%1", clean_line(path.name, _NAME_CHARS))
            self._context.notices.warning(words, key=NOTICE)

    async def _import(self, now: Callable[[], Drafted], path: Path) -> None:
        name = clean_line(path.name, _NAME_CHARS)
        try:
            content = await asyncio.to_thread(_read, path)
            file = read_file(content)
        except OSError:
            self._context.notices.warning(self.tr("%1 cannot be read.").replace("%1", name), key=NOTICE)
            return
        except NotASiteFile as error:
            self._context.notices.warning(self._fault_words(error, name), key=NOTICE)
            return
        await self._ask(now, file, name)

    async def _ask(self, now: Callable[[], Drafted], file: SiteFile, name: str) -> None:
        site, settings = now()
        new_site, new_settings = taken_over(file, site, settings)
        found = (*changes(site, new_site), *changes(settings, new_settings))
        if not found:
            self._context.notices.info(self.tr("%1 says what is set already.").replace("%1", name), key=NOTICE)
            return
        sheet = ChangesSheet(
            self._context,
            self.tr("Take over %1?").replace("%1", name),
            self.tr("%n values of %1 would be others, and are saved then.", None, len(found)).replace(
                "%1", clean_line(site.name, _NAME_CHARS)
            ),
            found,
            self._page,
        )
        sheet.add_button("no", self.tr("Leave everything as it is"))
        sheet.add_button("yes", self.tr("Take over"), "primary", default=True)
        try:
            answer = await sheet.asked()
        finally:
            sheet.setParent(None)  # gone for whoever looks for an open sheet
            sheet.deleteLater()
        if answer == "yes":
            self._take_over(new_site, new_settings)

    def _fault_words(self, error: NotASiteFile, name: str) -> str:
        if error.newer:
            return filled(self.tr("%1 was written by a newer version of the console."), name)
        words = filled(self.tr("%1 is no file with the settings of a site."), name)
        return f"{words} ({clean_line(error.detail, 160)})" if error.detail else words


def _read(path: Path) -> bytes:
    """Return a file's content, a little more than may be at the most."""
    with path.open("rb") as opened:
        return opened.read(MAX_FILE_BYTES + 1)

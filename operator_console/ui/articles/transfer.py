"""Import and export of many articles: reads in a thread, sends in batches, writes where the agent says."""

import asyncio
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from operator_console.domain.articles import Article
from operator_console.knowledge.article_files import ArticleFileProblem
from operator_console.protocol.articles import ImportedArticles
from operator_console.runtime.task_scope import TaskScope
from operator_console.ui.articles.catalogue import Catalogue
from operator_console.ui.articles.import_sheet import ImportSheet
from operator_console.ui.articles.rows import CardRow, CardState
from operator_console.ui.kit.calls import call_with
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.saving import write_file
from operator_console.ui.ports import DeskDoor

if TYPE_CHECKING:
    from operator_console.knowledge.importing import Import

BATCH = 50
NOTICE = "article_transfer"


class Form(StrEnum):
    """How articles are exported; the values are those of `knowledge.exporting`."""

    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


class Transfer(QObject):
    """Opens the sheets and does what they ask.

    Signals:
        imported: Articles are other than before.
    """

    imported = Signal()

    def __init__(
        self, context: UiContext, desk: DeskDoor, catalogue: Catalogue, parent: QWidget, scope: TaskScope
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self._catalogue = catalogue
        self._widget = parent
        self._scope = scope
        self._read: Import | None = None
        self._stopped = False
        self._sheet: ImportSheet | None = None

    # -------------------------------------------------------------------------------------------- import

    def open_import(self) -> None:
        """Ask what to import."""
        self._scope.start(self._ask_import(), name="import", exclusive=True)

    async def _ask_import(self) -> None:
        sites = {site.id: site.name for site in self._desk.sites if site.id in self._catalogue.may_publish}
        language = next((site.language for site in self._desk.sites), "nl")
        sheet = self._sheet = ImportSheet(self._context, sites, language, self._widget)
        self._read, self._stopped = None, False
        sheet.source_chosen.connect(self._on_source)
        sheet.start_requested.connect(self._on_start)
        sheet.stop_requested.connect(self._on_stop)
        try:
            await sheet.asked()
        finally:
            self._stopped = True
            self._sheet = None
            sheet.setParent(None)
            sheet.deleteLater()

    def _on_source(self, path: Path) -> None:
        self._scope.start(self._read_source(path), name="read import", exclusive=True)

    def _on_start(self) -> None:
        if self._read is not None:
            self._scope.start(self._import(self._read), name="send import", exclusive=True)

    def _on_stop(self) -> None:
        self._stopped = True

    async def _read_source(self, path: Path) -> None:
        from operator_console.knowledge.importing import read_import

        sheet = self._sheet
        if sheet is None:
            return
        sheet.show_reading(path.name)
        read = await asyncio.to_thread(read_import, path.name, path, sheet.site_id, sheet.language)
        if self._sheet is not sheet:
            return
        self._read = read
        there = sum(self._catalogue.exists(*article.name) for article in read.articles)
        words = self.tr("%1 new articles, %2 that are there already and change where they differ, %3 pictures.")
        counts = (len(read.articles) - there, there, len(read.pictures))
        for number, count in enumerate(counts, 1):
            words = words.replace(f"%{number}", self._context.locale.toString(count))
        if read.problems:
            words = f"{words} {self.tr('%n things did not fit:', None, len(read.problems))}"
        sheet.show_read(words, read.problems, any_article=bool(read.articles))

    async def _import(self, read: "Import") -> None:
        from operator_console.knowledge.pictures import with_addresses

        sheet = self._sheet
        if sheet is None:
            return
        publish = sheet.publish
        total = len(read.pictures) + len(read.articles)
        problems = list(read.problems)
        addresses: dict[str, str] = {}
        for number, picture in enumerate(read.pictures):
            sheet.show_progress(number, total)
            if self._stopped:
                return
            kept = await self._desk.editor.upload_picture(sheet.site_id, picture.name, picture.content)
            if kept is None:
                problems.append(ArticleFileProblem(picture.name, 1, "bad_picture"))
            else:
                addresses[picture.address] = kept.address
        articles = [with_addresses(article, addresses) for article in read.articles]
        now = [article for article in articles if publish and article.name not in read.drafts]
        later = [article for article in articles if not publish or article.name in read.drafts]
        counts, whole = ImportedArticles(), True
        done = len(read.pictures)
        for batch, at_once in (*_batches(now, at_once=True), *_batches(later, at_once=False)):
            if self._stopped or not whole:
                whole = False
                break
            sheet.show_progress(done, total)
            answer = await self._desk.editor.import_articles(batch, publish=at_once)
            whole = answer is not None
            if answer is not None:
                counts = _sum(counts, answer)
                done += len(batch)
        self._finish(sheet, counts, problems, whole=whole)

    def _finish(
        self, sheet: ImportSheet, counts: ImportedArticles, problems: list[ArticleFileProblem], *, whole: bool
    ) -> None:
        words = self.tr("%1 added, %2 changed, %3 were the same already.")
        for number, count in enumerate((counts.added, counts.changed, counts.same), 1):
            words = words.replace(f"%{number}", self._context.locale.toString(count))
        if not whole:
            words = f"{words} {self.tr('The rest was not imported; importing again goes on from there.')}"
        if self._sheet is sheet:
            sheet.show_done(words, problems)
        else:
            self._context.notices.info(words, key=NOTICE)
        self.imported.emit()

    # -------------------------------------------------------------------------------------------- export

    def open_export(self) -> None:
        """Ask in which form, then where to."""
        self._scope.start(self._ask_export(), name="export", exclusive=True)

    async def _ask_export(self) -> None:
        rows = tuple(row for row in self._catalogue.shown_rows if row.card.revision)
        sheet = SheetDialog(self._context, self.tr("Export articles"), self._widget, width_px=460)
        sheet.add_text(
            self.tr("%n articles, as the list shows them now. Changes that are not saved stay out.", None, len(rows))
        )
        sheet.add_button("cancel", self.tr("Cancel"))
        for form, words in (
            (Form.JSON, "JSON"),
            (Form.CSV, "CSV"),
            (Form.HTML, self.tr("HTML pages")),
            (Form.MARKDOWN, self.tr("Markdown files")),
        ):
            markdown = form is Form.MARKDOWN
            button = sheet.add_button(form.value, words, "primary" if markdown else "quiet", default=markdown)
            button.setEnabled(bool(rows))
        try:
            answer = await sheet.asked()
        finally:
            sheet.setParent(None)
            sheet.deleteLater()
        if answer in set(Form):
            self._ask_where(Form(answer), rows)

    def _ask_where(self, form: Form, rows: Sequence[CardRow]) -> None:
        ending = "zip" if form in {Form.MARKDOWN, Form.HTML} else form.value
        dialog = QFileDialog(self._widget.window(), self.tr("Save the export"))
        dialog.setObjectName("export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{self.tr('articles')}.{ending}")
        dialog.fileSelected.connect(call_with(self.export_to, form, tuple(rows)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, form: Form, rows: Sequence[CardRow], chosen: str) -> None:
        """Write these articles, as of their newest revision."""
        self._scope.start(self._export(form, rows, Path(chosen)), name="export", exclusive=True)

    async def _export(self, form: Form, rows: Sequence[CardRow], path: Path) -> None:
        from operator_console.knowledge.exporting import ExportForm, write_export

        articles: list[Article] = []
        for row in rows:
            article = await self._newest(row)
            if article is None:
                return  # said already
            articles.append(article)
        drafts = frozenset(row.name for row in rows if row.state is CardState.DRAFT)
        content = await asyncio.to_thread(write_export, articles, (), ExportForm(form.value), drafts)
        notices = self._context.notices
        if await write_file(path, content):
            notices.info(self.tr("%n articles were exported.", None, len(articles)), key=NOTICE)
        else:
            notices.warning(self.tr("The file could not be saved. Choose another place, or try later."), key=NOTICE)

    async def _newest(self, row: CardRow) -> Article | None:
        """Return the newest revision: the desk's own copy where that is what visitors read."""
        known = self._desk.knowledge.article(*row.name)
        if known is not None and known.name == row.name and row.state is CardState.PUBLISHED:
            return known
        work = await self._desk.editor.open(row.name)
        return work.article if work is not None else None


def _batches(articles: list[Article], *, at_once: bool) -> list[tuple[list[Article], bool]]:
    return [(articles[start : start + BATCH], at_once) for start in range(0, len(articles), BATCH)]


def _sum(one: ImportedArticles, other: ImportedArticles) -> ImportedArticles:
    return ImportedArticles(
        added=one.added + other.added, changed=one.changed + other.changed, same=one.same + other.same
    )

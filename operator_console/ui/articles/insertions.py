"""What comes into an article's text from elsewhere: pictures that are uploaded, links that are looked up."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from operator_console.domain.ids import SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.runtime.task_scope import TaskScope
from operator_console.ui.articles.catalogue import Catalogue
from operator_console.ui.articles.editor_view import EditorView
from operator_console.ui.articles.link_sheet import LinkSheet
from operator_console.ui.articles.picker import ArticlePicker
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.file_intake import IntakeProblem, PendingFile, take_image, take_path
from operator_console.ui.ports import DeskDoor

MOST_PICTURES = 10
NOTICE = "article_picture"


class Insertions(QObject):
    """Listens to the writing page and puts things at its cursor.

    Args:
        on_screen: Names the article that is on screen: what was meant for another one does not come into it.
    """

    def __init__(
        self,
        context: UiContext,
        desk: DeskDoor,
        view: EditorView,
        catalogue: Catalogue,
        on_screen: Callable[[], str],
        scope: TaskScope,
    ) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._view = view
        self._catalogue = catalogue
        self._on_screen = on_screen
        self._scope = scope
        writing = view.writing
        writing.link_requested.connect(self._on_link)
        writing.web_link_requested.connect(self._on_web_link)
        writing.picture_requested.connect(self._on_picture)
        writing.details.link_wanted.connect(self._on_related)
        writing.box.files_offered.connect(self._on_files)
        writing.box.cut_short.connect(self._on_cut_short)

    # --------------------------------------------------------------------------------------------- links

    def _on_link(self) -> None:
        self._scope.start(self._link(into_text=True), name="link", exclusive=True)

    def _on_related(self) -> None:
        self._scope.start(self._link(into_text=False), name="link", exclusive=True)

    async def _link(self, *, into_text: bool) -> None:
        writing = self._view.writing
        site_id, language = writing.details.place
        cards = [card for card in self._catalogue.cards_of(site_id) if card.language == language]
        words = writing.box.selected_text() if into_text else ""
        sheet = ArticlePicker(self._context, cards, words, self._view)
        try:
            if await sheet.asked() == "choose" and sheet.card is not None:
                if into_text:
                    writing.box.insert_link(sheet.card.title, f"/help/{sheet.card.key}")
                else:
                    writing.details.links.add(sheet.card.key, sheet.card.title)
        finally:
            sheet.setParent(None)
            sheet.deleteLater()

    def _on_web_link(self) -> None:
        self._scope.start(self._web_link(), name="link", exclusive=True)

    async def _web_link(self) -> None:
        box = self._view.writing.box
        sheet = LinkSheet(self._context, box.selected_text(), self._view)
        try:
            if await sheet.asked() == "insert":
                box.insert_link(*sheet.link)
        finally:
            sheet.setParent(None)
            sheet.deleteLater()

    # ------------------------------------------------------------------------------------------ pictures

    def _on_picture(self) -> None:
        dialog = QFileDialog(self._view.window(), self.tr("Choose a picture"))
        dialog.setObjectName("picture_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Pictures (*.png *.jpg *.jpeg *.gif *.webp)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, names: list[str]) -> None:
        self._upload_soon([Path(name) for name in names])

    def _on_files(self, mime: QMimeData) -> None:
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if not paths and mime.hasImage():
            self._upload_soon([cast("QImage", mime.imageData())])
        else:
            self._upload_soon(paths)

    def _upload_soon(self, sources: Sequence[Path | QImage]) -> None:
        site_id = self._view.writing.details.place[0]
        self._scope.start(self._upload(site_id, sources[:MOST_PICTURES]), name="upload pictures")

    async def _upload(self, site_id: SiteId, sources: Sequence[Path | QImage]) -> None:
        for source in sources:
            self._view.show_busy(self.tr("Uploading a picture…"))
            try:
                await self._upload_one(site_id, source)
            finally:
                self._view.show_busy("")

    async def _upload_one(self, site_id: SiteId, source: Path | QImage) -> None:
        name = self.tr("picture.png")
        taken = await (take_path(source) if isinstance(source, Path) else take_image(source, name))
        if not isinstance(taken, PendingFile) or taken.preview is None:
            self._say_not_taken(taken)
            return
        meant_for = self._on_screen()
        picture = await self._desk.editor.upload_picture(site_id, taken.name, taken.content)
        if picture is not None and self._on_screen() != meant_for:
            words = self.tr("The picture was uploaded, but another article is on screen now: insert it again there.")
            self._context.notices.warning(words, key=NOTICE)
        elif picture is not None:
            words = self.tr("What is to be seen here") if isinstance(source, QImage) else Path(taken.name).stem
            self._view.writing.box.insert_picture(clean_line(words, 100), picture.address)

    def _say_not_taken(self, taken: PendingFile | IntakeProblem) -> None:
        if taken is IntakeProblem.TOO_LARGE:
            words = self.tr("This picture is larger than 20 MB. Make it smaller first.")
        elif isinstance(taken, PendingFile):
            words = self.tr("Only pictures can stand in an article: PNG, JPEG, GIF or WebP.")
        else:
            words = self.tr("This picture cannot be read.")
        self._context.notices.warning(words, key=NOTICE)

    def _on_cut_short(self) -> None:
        self._context.notices.warning(self.tr("An article holds at most 200,000 characters."), key=NOTICE)

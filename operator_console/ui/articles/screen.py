"""The door of the articles' page for the window: the list, the article that is written, and the way between them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from operator_console.desk.events import WishFailed
from operator_console.desk.state import KeptArticle
from operator_console.domain.articles import Article, MissingArticle
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.domain.plain_text import clean_line, clean_message
from operator_console.ui.articles.catalogue import Catalogue
from operator_console.ui.articles.editing import Editing, kept_id, new_kept_id
from operator_console.ui.articles.rows import CardRow
from operator_console.ui.articles.transfer import Transfer
from operator_console.ui.articles.words import failed_words
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.ports import DeskDoor

MAX_TITLE_CHARS = 300


class ArticlesScreen(QObject):
    """List and editor.

    Signals:
        leave_requested: Back to the chats.
    """

    leave_requested = Signal()

    def __init__(self, context: UiContext, desk: DeskDoor) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._closed = False
        self.catalogue = Catalogue(context, desk)
        self.editing = Editing(context, desk, self.catalogue)
        self._page = QFrame()
        self._page.setObjectName("articles_page")
        self._page.setProperty("surface", "panel")
        self._pages = QStackedLayout(self._page)
        self._pages.addWidget(self.catalogue.view)
        self._pages.addWidget(self.editing.view)
        self._scope = context.scope.child("article transfer")
        self.transfer = Transfer(context, desk, self.catalogue, self._page, self._scope)
        self._unlisten = desk.hub.listen(WishFailed, self._on_wish_failed)
        self.catalogue.open_requested.connect(self._on_row)
        self.catalogue.write_requested.connect(self._on_missing)
        self.catalogue.changed.connect(self.editing.show_rights)
        self.catalogue.view.new_requested.connect(self.new)
        self.catalogue.view.import_requested.connect(self.transfer.open_import)
        self.catalogue.view.export_requested.connect(self.transfer.open_export)
        self.transfer.imported.connect(self._on_saved)
        self.editing.back_requested.connect(self.show_list)
        self.editing.saved.connect(self._on_saved)
        self.editing.wanted.connect(self._show_editor)

    @property
    def widget(self) -> QWidget:
        """What to place in the window."""
        return self._page

    @property
    def writing(self) -> bool:
        """An article is on screen, not the list."""
        return self._pages.currentWidget() is self.editing.view

    def show(self) -> None:
        """The page comes on screen."""
        self.catalogue.show()
        if self.writing:
            self.editing.view.writing.box.setFocus()
        else:
            self.catalogue.view.focus_list()

    def hide(self) -> None:
        """The page goes from the screen; what is written stays."""
        if self.writing:
            self.editing.leave()
        self.catalogue.hide()

    def back(self) -> None:
        """From the article to the list, from the list to the chats."""
        if self.writing:
            self.editing.leave()
            self.show_list()
        else:
            self.leave_requested.emit()

    def show_list(self) -> None:
        """Bring the list on screen."""
        self._pages.setCurrentWidget(self.catalogue.view)
        self.catalogue.refresh(force=False)
        self.catalogue.view.focus_list()

    def focus_search(self) -> None:
        """Let the agent look for an article in the list."""
        if self.writing:
            self.back()
        self.catalogue.view.focus_field()

    def new(self) -> None:
        """Begin an article, for the site and in the language that the list is filtered by."""
        filters = self.catalogue.view.filters
        sites = self._desk.sites
        if not sites:
            return
        site = next((site for site in sites if site.id == filters.site_id), sites[0])
        self.open_new(site.id, filters.language or site.language, "", "", "")

    def open_new(
        self, site_id: SiteId, language: str, title: str, body: str, question: str, missing_id: str = ""
    ) -> None:
        """Begin an article with what is known already; the same question again goes on with what was begun.

        Args:
            title, body: First words; from outside, and only a draft until somebody saves it.
            question: What a visitor asked.
            missing_id: The line of the list of missing articles that it answers.
        """
        begun = next(
            (kept for kept in self._desk.editor.all_kept() if missing_id and kept.missing_id == missing_id), None
        )
        article = Article(
            key=ArticleKey(""),
            site_id=site_id,
            language=language if language in {"nl", "en"} else "nl",
            title=clean_line(title, MAX_TITLE_CHARS),
            summary="",
            body=clean_message(body),
            owner=self._desk.me.name,
        )
        kept = begun or KeptArticle(
            id=new_kept_id(),
            article=article,
            base_revision=0,
            changed_at=self._desk.now(),
            question=question,
            missing_id=missing_id,
        )
        self._pages.setCurrentWidget(self.editing.view)
        self.editing.begin(kept)

    def open_article(self, site_id: SiteId, key: ArticleKey, language: str) -> None:
        """Open an article to change it."""
        self._pages.setCurrentWidget(self.editing.view)
        self.editing.open((site_id, key, language))

    def save(self) -> None:
        """Save what is written as a draft."""
        if self.writing:
            self.editing.save(publish=False)

    def publish(self) -> None:
        """Publish what is written, where the agent may."""
        kept = self.editing.kept
        if self.writing and kept is not None and kept.article.site_id in self.catalogue.may_publish:
            self.editing.save(publish=True)

    def close(self) -> None:
        """End listening; harmless when called again."""
        if self._closed:
            return
        self._closed = True
        self._unlisten()
        end_scope(self._scope, self._context.scope)
        self.editing.close()
        self.catalogue.close()

    # --------------------------------------------------------------------------------------------- slots

    def _on_row(self, row: CardRow) -> None:
        kept = self._desk.editor.kept(kept_id(row.name))
        if row.card.revision == 0:  # on this machine only
            kept = next((one for one in self._desk.editor.all_kept() if one.article.name == row.name), None)
        self._pages.setCurrentWidget(self.editing.view)
        if kept is not None and kept.base_revision == 0:
            self.editing.begin(kept)
        else:
            self.editing.open(row.name)

    def _on_missing(self, line: MissingArticle) -> None:
        title = clean_line(line.question, MAX_TITLE_CHARS)
        self.open_new(line.site_id, line.language, title, "", line.question, line.id)

    def _show_editor(self) -> None:
        self._pages.setCurrentWidget(self.editing.view)

    def _on_saved(self) -> None:
        self.catalogue.refresh()

    def _on_wish_failed(self, failed: WishFailed) -> None:
        words = failed_words(failed) if failed.wish.startswith("article.") else ""
        if words and not self._closed:
            self._context.notices.warning(words, key=failed.wish)

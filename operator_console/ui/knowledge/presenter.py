"""Keeps the knowledge panel true: searches, browses, opens articles, remembers them per chat; paints nothing."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from operator_console.desk.events import ArticleFiguresChanged, ArticlesChanged, ConnectionChanged, ContextChanged
from operator_console.desk.state import ConnectionPhase
from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, ConversationId, SiteId
from operator_console.domain.people import Site
from operator_console.knowledge.values import SearchRequest, SearchResult
from operator_console.settings.options import KNOWLEDGE_LANGUAGE, KNOWLEDGE_SENSE, Option
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.opening import open_link
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.words import language_words
from operator_console.ui.knowledge.filter_menu import FilterMenu
from operator_console.ui.knowledge.missing import MissingReports
from operator_console.ui.knowledge.model import ArticleListModel
from operator_console.ui.knowledge.rows import browse_rows, hit_rows
from operator_console.ui.knowledge.view import LANGUAGES, KnowledgeView
from operator_console.ui.ports import DeskDoor

LIMIT = 20
MAX_REMEMBERED = 60
_BUSY = {ConnectionPhase.CONNECTING, ConnectionPhase.CATCHING_UP}


@dataclass
class Place:
    """Where the agent was in the knowledge base, for one chat.

    Attributes:
        text: What stands in the search field.
        language: Chosen by the agent, or None to follow the chat.
        article: The open article as (site, key, language), or None.
        large: It stands alone, without the list.
    """

    text: str = ""
    language: str | None = None
    article: tuple[SiteId, ArticleKey, str] | None = None
    large: bool = False


class KnowledgeScreen(QObject):
    """Search and articles, for the site and in the language of the chat on screen.

    Search text and open article belong to a chat: who comes back to a chat finds them again, and no chat shows what
    was looked up for another visitor.

    Signals:
        insert_requested: A `Piece` for the composer's cursor.
        large_changed: The open article wants the whole column, or no longer.
        link_requested: A safe address; the screen itself opens it in the browser.
        article_opened: Key of an article that the agent has before them now.
    """

    insert_requested = Signal(object)
    large_changed = Signal(bool)
    link_requested = Signal(str)
    article_opened = Signal(str)

    def __init__(self, context: UiContext, desk: DeskDoor) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._scope = context.scope.child("knowledge")
        self._conversation_id: ConversationId | None = None
        self._places: dict[ConversationId | None, Place] = {}
        self._sites: dict[SiteId, Site] = {site.id: site for site in desk.sites}
        self._asked: SearchRequest | None = None
        self._closed = False
        self.model = ArticleListModel(self)
        self.view = KnowledgeView(context, self.model)
        self._missing = MissingReports(context, desk, self._scope, self)
        self._large = False
        self._connect_view()
        hub = desk.hub
        self._unlisten = [
            hub.listen(ArticlesChanged, lambda _event: self._on_articles_changed()),
            hub.listen(ContextChanged, self._on_context_changed),
            hub.listen(ConnectionChanged, lambda _event: self._refresh_soon()),
            hub.listen(ArticleFiguresChanged, lambda _event: self._show_figures()),
            context.settings.listen(self._on_option),
        ]
        if context.settings.get(KNOWLEDGE_SENSE):
            self._switch_sense()
        self.show_conversation(None)

    @property
    def widget(self) -> QWidget:
        """What to place in the window."""
        return self.view

    def show_conversation(self, conversation_id: str | None) -> None:
        """Follow this chat: its site, its language, and where the agent was in it."""
        self._conversation_id = ConversationId(conversation_id) if conversation_id is not None else None
        place = self._place()
        self._asked = None
        self.view.field.blockSignals(True)
        self.view.field.setText(place.text)
        self.view.field.blockSignals(False)
        self._refresh()
        if not (place.article and self._open(*place.article)):
            self._close_article()

    def focus_search(self) -> None:
        """Put the cursor into the search field with its text selected; the list shows again."""
        if self._large:
            self._on_large(False)
        self.view.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.field.selectAll()

    def show_article(self, site_id: str, key: str, language: str) -> None:
        """Open an article, in another language when it does not exist in this one; nothing when in none."""
        wanted = (language, self._language(), *LANGUAGES)
        for code in dict.fromkeys(wanted):
            if self._open(SiteId(site_id), ArticleKey(key), code):
                return

    def insert_link(self) -> None:
        """Insert the address of the open article."""
        if not (self._article_shown and self.view.article.insert_link()):
            self._say(self.tr("Open an article with an address first."))

    def insert_fact(self) -> None:
        """Insert the fact of the open article that was chosen last."""
        if not (self._article_shown and self.view.article.insert_fact()):
            self._say(self.tr("Open an article with facts first."))

    def insert_quote(self) -> None:
        """Insert what is selected in the open article."""
        if not (self._article_shown and self.view.article.insert_quote()):
            self._say(self.tr("Select words in an article first."))

    def toggle_large(self) -> None:
        """Let the open article have the whole column, or give the rest its place again."""
        if self._article_shown:
            self._on_large(not self._place().large)

    def report_missing(self) -> None:
        """Say that nothing good was found for what is asked."""
        if self._desk.assist.use.can_tell:
            self._missing.report(self._site_id(), self._language(), self._conversation_id, self._place().text)

    def close(self) -> None:
        """End listening; harmless when called again."""
        if self._closed:
            return
        self._closed = True
        end_scope(self._scope, self._context.scope)
        for unlisten in self._unlisten:
            unlisten()
        self._context.ticker.cancel(self._refresh)

    # ------------------------------------------------------------------------------------------ slots

    def _connect_view(self) -> None:
        view = self.view
        view.field.textChanged.connect(self._on_text)
        view.field.step_requested.connect(view.list.step)
        view.field.open_requested.connect(self._on_field_enter)
        view.list.open_requested.connect(self._on_row_chosen)
        view.list.leave_requested.connect(self.focus_search)
        view.language_chosen.connect(self._on_language_chosen)
        view.filters_requested.connect(self._on_filters_requested)
        view.state.action_requested.connect(self._on_other_language)
        view.article.insert_requested.connect(self.insert_requested)
        view.article.link_requested.connect(self._on_link)
        view.article.related_requested.connect(self._on_related)
        view.article.close_requested.connect(self._on_close_article)
        view.article.large_requested.connect(self._on_large)
        view.missing_requested.connect(self.report_missing)

    def _on_text(self, text: str) -> None:
        self._place().text = text
        if self._large:
            self._on_large(False)
        self._refresh_soon()

    def _on_field_enter(self) -> None:
        chosen = self.view.list.currentIndex().row()
        self._on_row_chosen(max(0, chosen))

    def _on_row_chosen(self, row: int) -> None:
        if not 0 <= row < len(self.model.rows):
            return
        article = self.model.rows[row].article
        self.view.list.mark(row)
        if self._open(article.site_id, article.key, article.language):
            self.view.article.focus_first()

    def _on_related(self, key: str) -> None:
        article = self.view.article.article
        if article is not None and self._open(article.site_id, ArticleKey(key), article.language):
            self.view.article.focus_first()

    def _on_close_article(self) -> None:
        self._place().article = None
        self._close_article()
        self.focus_search()

    def _on_large(self, large: bool) -> None:
        self._place().large = large
        self._show_large(large)

    def _show_large(self, large: bool) -> None:
        self.view.show_large(large)
        if large is not self._large:
            self._large = large
            self.large_changed.emit(large)

    def _on_language_chosen(self, language: str) -> None:
        place = self._place()
        place.language = language
        self._refresh()
        if place.article is not None:
            site_id, key, _ = place.article
            self._open(site_id, key, language)

    def _on_filters_requested(self) -> None:
        articles = self._desk.knowledge.all(self._site_id(), self._language())
        tags = Counter(tag for article in articles for tag in article.tags)
        menu = FilterMenu(self.view, self.view.field.text(), [tag for tag, _count in tags.most_common()])
        menu.text_chosen.connect(self._on_filtered)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.filter_place())

    def _on_filtered(self, text: str) -> None:
        self.view.field.setText(text)
        self.view.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_other_language(self) -> None:
        self._on_language_chosen(self._other_language())

    def _on_link(self, url: str) -> None:
        article = self.view.article.article
        site = self._sites.get(article.site_id) if article is not None else None
        prefix = f"{site.base_url.rstrip('/')}/help/" if site is not None else None
        if article is not None and prefix is not None and url.startswith(prefix):
            key = ArticleKey(url.removeprefix(prefix))
            if self._open(article.site_id, key, article.language):
                return
        if open_link(url):
            self.link_requested.emit(url)

    def _on_articles_changed(self) -> None:
        self._asked = None
        self._refresh_soon()
        article = self.view.article.article
        if article is not None and not self.view.article.isHidden():
            self._open(article.site_id, article.key, article.language)

    def _on_context_changed(self, event: ContextChanged) -> None:
        if event.conversation_id == self._conversation_id:
            self._refresh_soon()

    def _on_option(self, option: Option[object]) -> None:
        if option.key == KNOWLEDGE_LANGUAGE.key:
            self._refresh_soon()
        elif option.key == KNOWLEDGE_SENSE.key:
            self._switch_sense()

    def _switch_sense(self) -> None:
        self._desk.knowledge.switch_sense(on=self._context.settings.get(KNOWLEDGE_SENSE))

    # ----------------------------------------------------------------------------------------- search

    def _refresh_soon(self) -> None:
        if not self._closed:
            self._context.ticker.request(self._refresh)

    def _refresh(self) -> None:
        """Show what is searched for, or everything when nothing is."""
        if self._scope.closed:
            return
        site_id, language = self._site_id(), self._language()
        site = self._sites.get(site_id) if site_id is not None else None
        self.view.show_site(site.name if site is not None else None)
        self.view.show_language(language)
        self.view.show_missing(self._desk.assist.use.can_tell)
        text = self._place().text.strip()
        if not text:
            self._asked = None
            self._browse(site_id, language)
            return
        today = self._desk.now().astimezone().date()
        request = SearchRequest(text=self._place().text, site_id=site_id, language=language, limit=LIMIT, today=today)
        if request != self._asked:
            self._asked = request
            self._scope.start(self._search(request), name="search", exclusive=True)

    async def _search(self, request: SearchRequest) -> None:
        result = await self._desk.knowledge.search(request)
        if request == self._asked and not self._closed:
            self._show_result(request, result)

    def _show_result(self, request: SearchRequest, result: SearchResult) -> None:
        count = f"{LIMIT}+" if len(result.hits) >= LIMIT else str(len(result.hits))
        took_ms = max(1, round(result.took_s * 1000))
        figures = self.tr("%1 in %2 ms").replace("%1", count).replace("%2", str(took_ms))
        self.view.field.show_figures(figures)
        self.view.show_corrected(result.corrected)
        if self.model.show_rows(hit_rows(result)):
            self.view.list.scrollToTop()
            self.view.list.mark(-1)
        if result.hits:
            self.view.show_list()
        elif self._desk.knowledge.all(request.site_id, request.language or "nl"):
            title = self.tr("Nothing found")
            words = self.tr("Try another word for it, or fewer words.")
            self.view.show_state("search", title, words, self._other_words())
        else:
            self._show_no_articles()

    def _browse(self, site_id: SiteId | None, language: str) -> None:
        articles = self._desk.knowledge.all(site_id, language)
        rows = browse_rows(articles)
        self.view.show_corrected(None)
        self.view.field.show_figures(self.tr("%n articles", None, len(articles)) if articles else "")
        if self.model.show_rows(rows):
            self.view.list.scrollToTop()
            self.view.list.mark(-1)
        if rows:
            self.view.show_list(len(articles) - len(rows))
        else:
            self._show_no_articles()

    def _show_no_articles(self) -> None:
        phase = self._desk.connection.phase
        if phase in _BUSY:
            title, words = self.tr("Loading articles…"), self.tr("They come from the server and are kept here.")
            self.view.show_state("loader-circle", title, words)
        elif phase is ConnectionPhase.OFFLINE:
            title = self.tr("No articles on this machine yet")
            self.view.show_state("wifi-off", title, self.tr("They come with the next connection, and then stay."))
        else:
            title = self.tr("No articles in %1 yet").replace("%1", language_words(self._language()))
            words = self.tr("What is written for this site shows up here.")
            self.view.show_state("book-open", title, words, self._other_words())

    def _other_words(self) -> str:
        """Return the words of a button that looks in the other language, empty when that has nothing either."""
        other = self._other_language()
        if not self._desk.knowledge.all(self._site_id(), other):
            return ""
        return self.tr("Look in %1").replace("%1", language_words(other))

    # ---------------------------------------------------------------------------------------- article

    def _open(self, site_id: SiteId, key: ArticleKey, language: str) -> bool:
        article = self._desk.knowledge.article(site_id, key, language)
        if article is None:
            return False
        self._place().article = (site_id, key, language)
        site = self._sites.get(site_id)
        today = self._desk.now().astimezone().date()
        self.view.article.show_article(article, site.base_url if site else None, self._related(article), today)
        self._desk.assist.own_words.opened(article)
        self._show_figures()
        self.view.show_article(True)
        self._show_large(self._place().large)
        self.article_opened.emit(key)
        return True

    def _close_article(self) -> None:
        self._place().large = False
        self.view.show_article(False)
        self._show_large(False)

    @property
    def _article_shown(self) -> bool:
        return not self.view.article.isHidden()

    def _show_figures(self) -> None:
        article = self.view.article.article
        if article is not None:
            self._desk.assist.use.refresh()
            self.view.article.show_figures(self._desk.assist.use.figures.get(article.name))

    def _say(self, words: str) -> None:
        self._context.notices.info(words, key="knowledge", timeout_s=3.0)

    def _related(self, article: Article) -> list[Article]:
        found = (self._desk.knowledge.article(article.site_id, key, article.language) for key in article.links)
        return [other for other in found if other is not None]

    # ------------------------------------------------------------------------------------------ place

    def _place(self) -> Place:
        place = self._places.pop(self._conversation_id, None) or Place()
        self._places[self._conversation_id] = place  # the newest last
        while len(self._places) > MAX_REMEMBERED:
            del self._places[next(iter(self._places))]
        return place

    def _site_id(self) -> SiteId | None:
        row = self._desk.row(self._conversation_id) if self._conversation_id is not None else None
        if row is not None:
            self._sites[row.site.id] = row.site
        return row.site.id if row is not None else None

    def _language(self) -> str:
        """Return the agent's choice for this chat, else the setting, else the visitor's, else the site's."""
        chosen = self._place().language
        if chosen is not None:
            return chosen
        setting = self._context.settings.get(KNOWLEDGE_LANGUAGE)
        if setting in LANGUAGES:
            return setting
        row = self._desk.row(self._conversation_id) if self._conversation_id is not None else None
        if row is None or self._conversation_id is None:
            return "nl"
        visit = self._desk.context(self._conversation_id).visit
        spoken = (visit.language or "").split("-")[0].lower() if visit is not None else ""
        return next((code for code in (spoken, row.site.language) if code in LANGUAGES), "nl")

    def _other_language(self) -> str:
        return "en" if self._language() == "nl" else "nl"

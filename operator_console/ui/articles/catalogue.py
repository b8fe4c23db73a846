"""Keeps the list of articles true: asks the desk, filters, sorts, closes questions; paints nothing."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject, Signal

from operator_console.desk.events import ArticlesChanged, ConnectionChanged
from operator_console.desk.state import ConnectionPhase, KeptArticle
from operator_console.domain.articles import Article, ArticleCard, ArticleFigures, ArticleName, MissingArticle
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.protocol.articles import ArticleCards
from operator_console.ui.articles.list_view import ArticleListView
from operator_console.ui.articles.model import CardModel
from operator_console.ui.articles.rows import CardRow, Column, Filters, Lens, card_rows, in_lens, in_order, passes
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.ports import DeskDoor

_FALLING_FIRST = frozenset({Column.USED, Column.CHANGED})


class Catalogue(QObject):
    """The list's presenter.

    Signals:
        open_requested: The `CardRow` that the agent chose.
        write_requested: The `MissingArticle` to write.
        changed: Cards or rights are other than before.
    """

    open_requested = Signal(object)
    write_requested = Signal(object)
    changed = Signal()

    def __init__(self, context: UiContext, desk: DeskDoor) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._scope = context.scope.child("articles")
        self._cards: dict[SiteId, ArticleCards] = {}
        self._names: frozenset[ArticleName] = frozenset()
        self._figures: Mapping[ArticleName, ArticleFigures] = {}
        self._missing: tuple[MissingArticle, ...] | None = None
        self._rows: tuple[CardRow, ...] = ()
        self._lens = Lens.ALL
        self._made_of: tuple[object, ...] = ()
        self._counts: dict[Lens, int] = {}
        self._order: tuple[Column, bool] = (Column.TITLE, False)
        self._loading = False
        self._stale = True
        self._shown = False
        self._closed = False
        self.model = CardModel(context.locale, self)
        self.view = ArticleListView(context, self.model)
        self._connect_view()
        self._unlisten = [
            desk.hub.listen(ArticlesChanged, lambda _event: self._on_articles_changed()),
            desk.hub.listen(ConnectionChanged, lambda event: self._on_connection(event.connection.phase)),
        ]
        self._filtered: Filters = self.view.filters

    @property
    def may_publish(self) -> frozenset[SiteId]:
        """Sites whose articles the agent may publish and remove."""
        return frozenset(site_id for site_id, cards in self._cards.items() if cards.may_publish)

    def cards_of(self, site_id: SiteId) -> tuple[ArticleCard, ...]:
        """The articles of a site, as far as they are known."""
        cards = self._cards.get(site_id)
        return cards.cards if cards is not None else ()

    @property
    def shown_rows(self) -> tuple[CardRow, ...]:
        """What the list shows."""
        return self.model.rows

    @property
    def all_rows(self) -> tuple[CardRow, ...]:
        """Every article."""
        return self._rows

    def exists(self, site_id: SiteId, key: ArticleKey, language: str) -> bool:
        """Tell whether the server has this article, as far as it is known."""
        return (site_id, key, language) in self._names

    def took_away(self, name: ArticleName) -> None:
        """The server said that it does not have this article any more."""
        self._names -= {name}
        self._stale = True

    def show(self) -> None:
        """The page comes on screen: what is older than the last change is asked for again."""
        self._shown = True
        self.refresh(force=self._stale)

    def hide(self) -> None:
        """The page goes from the screen: nothing is asked until it comes back."""
        self._shown = False

    def refresh(self, *, force: bool = True) -> None:
        """Ask the server for everything, or show what is known."""
        if force and not self._closed:
            self._loading = not self._cards
            self._scope.start(self._load(), name="articles", exclusive=True)
        self._show()

    def close(self) -> None:
        """End listening; harmless when called again."""
        if self._closed:
            return
        self._closed = True
        end_scope(self._scope, self._context.scope)
        for unlisten in self._unlisten:
            unlisten()
        self._context.ticker.cancel(self._show)

    # ------------------------------------------------------------------------------------------- slots

    def _connect_view(self) -> None:
        view = self.view
        view.lens_chosen.connect(self._on_lens)
        view.filters_changed.connect(self._on_filters)
        view.sort_chosen.connect(self._on_sort)
        view.table.sort_chosen.connect(self._on_header)
        view.table.row_requested.connect(self._on_entered)
        view.missing.write_requested.connect(self.write_requested)
        view.missing.close_requested.connect(self._on_close_missing)
        view.state.action_requested.connect(self._on_state_action)

    def _on_lens(self, lens: Lens) -> None:
        self._lens = lens
        if lens is Lens.UNUSED or lens is Lens.LOW:
            self._order = (Column.SOLVED if lens is Lens.LOW else Column.TITLE, False)
        elif lens is Lens.OVERDUE:
            self._order = (Column.REVIEW, False)
        self._show()
        self.view.table.mark(None)

    def _on_filters(self) -> None:
        if self.view.filters != self._filtered:
            self._context.ticker.request(self._show)

    def _on_entered(self) -> None:
        if (row := self.view.table.current) is not None:
            self.open_requested.emit(row)

    def _on_sort(self, column: int) -> None:
        self._order = (Column(column), Column(column) in _FALLING_FIRST)
        self._show()

    def _on_header(self, column: int) -> None:
        before, falling = self._order
        first = Column(column) in _FALLING_FIRST
        self._order = (Column(column), not falling if before is Column(column) else first)
        self._show()

    def _on_articles_changed(self) -> None:
        self._stale = True
        if self._shown:
            self.refresh()

    def _on_connection(self, phase: ConnectionPhase) -> None:
        if self._shown and phase is ConnectionPhase.LIVE and self._stale:
            self.refresh()

    def _on_close_missing(self, line: MissingArticle) -> None:
        self._scope.start(self._close_missing(line), name="close a question")

    def _on_state_action(self) -> None:
        if self._cards and self._lens is not Lens.MISSING:
            self.view.clear_filters()
        else:
            self.refresh()

    # ------------------------------------------------------------------------------------------ loading

    async def _load(self) -> None:
        editor = self._desk.editor
        loaded: dict[SiteId, ArticleCards] = {}
        for site in self._desk.sites:
            cards = await editor.cards(site.id)
            if cards is None:
                break
            loaded[site.id] = cards
        else:
            self._cards = loaded
            self._names = frozenset(card.name for cards in loaded.values() for card in cards.cards)
            self._stale = False
            self._figures = await editor.figures()
            self._missing = await editor.missing()
        self._loading = False
        if not self._closed:
            self._show()
            self.changed.emit()

    async def _close_missing(self, line: MissingArticle) -> None:
        if await self._desk.editor.close_missing(line.id) and self._missing is not None:
            self._missing = tuple(other for other in self._missing if other.id != line.id)
            self._show()

    # ------------------------------------------------------------------------------------------ showing

    def _show(self) -> None:
        view, desk = self.view, self._desk
        today = desk.now().astimezone().date()
        sites = {site.id: site.name for site in desk.sites}
        view.show_sites(sites)
        filters = self._filtered = view.filters
        kept = desk.editor.all_kept()
        self._take_rows(sites, kept, today)
        counts = dict(self._counts)
        if self._missing is None:
            del counts[Lens.MISSING]
        else:
            counts[Lens.MISSING] = len(self._missing)
        if not kept and self._lens is not Lens.WRITING:
            del counts[Lens.WRITING]
        view.show_counts(counts)
        view.show_lens(self._lens)
        view.show_order(self._order[0], falling=self._order[1])
        view.show_may(write=desk.editor.can_write, import_too=bool(self.may_publish))
        if self._lens is Lens.MISSING:
            self._show_missing(filters, sites)
        else:
            self._show_table(filters)

    def _take_rows(self, sites: Mapping[SiteId, str], kept: tuple[KeptArticle, ...], today: date) -> None:
        """Make the rows anew when what they are made of has changed: there may be thousands."""
        writing = tuple((each.article.name, each.article.title) for each in kept)
        made_of = (self._cards, self._figures, sites, writing, today)
        if made_of == self._made_of:
            return
        self._made_of = made_of
        every = [card for cards in self._cards.values() for card in cards.cards]
        known = {card.name for card in every}
        every += [_card_of(each.article) for each in kept if each.article.name not in known]
        self._rows = card_rows(every, self._figures, sites, (each.article.name for each in kept))
        self._counts = {lens: sum(in_lens(row, lens, today) for row in self._rows) for lens in Lens}
        self.view.show_choices(_tags(self._rows), _owners(self._rows))

    def _show_table(self, filters: Filters) -> None:
        today = self._desk.now().astimezone().date()
        belonging = [row for row in self._rows if in_lens(row, self._lens, today)]
        column, falling = self._order
        rows = in_order((row for row in belonging if passes(row, filters)), column, falling=falling)
        current = self.view.table.current
        self.model.show_rows(rows, today)
        if rows:
            self.view.show_table(len(rows), len(belonging))
            if (
                current is None
                or self.model.place_of(current.name) >= 0
                or not self.view.table.currentIndex().isValid()
            ):
                self.view.table.mark(current.name if current is not None else None)
        else:
            self._show_empty(bool(belonging))

    def _show_missing(self, filters: Filters, sites: Mapping[SiteId, str]) -> None:
        words = filters.text.casefold().split()
        lines = [
            line
            for line in self._missing or ()
            if filters.site_id in {None, line.site_id} and all(word in line.question.casefold() for word in words)
        ]
        self.view.missing.model.show_lines(lines, sites)
        if lines:
            self.view.show_missing(len(lines))
        else:
            title = self.tr("No question is waiting for an article")
            words_below = self.tr("What agents report with “nothing good found” shows up here.")
            self.view.show_state("inbox", title, words_below)

    def _show_empty(self, filtered: bool) -> None:
        phase = self._desk.connection.phase
        if filtered:
            self.view.show_state("search", self.tr("Nothing fits these filters"), "", self.tr("Show all"))
        elif self._cards:
            self.view.show_state("book-open", *self._nothing_words())
        elif self._loading:
            self.view.show_state("loader-circle", self.tr("Loading articles…"))
        elif phase in {ConnectionPhase.OFFLINE, ConnectionPhase.CONNECTING}:
            words = self.tr("The list comes with the next connection. What you wrote is kept on this computer.")
            self.view.show_state("wifi-off", self.tr("No connection with the server"), words)
        else:
            title = self.tr("The articles cannot be had now")
            self.view.show_state("circle-alert", title, "", self.tr("Try again"))

    def _nothing_words(self) -> tuple[str, str]:
        return {
            Lens.WRITING: (self.tr("Everything is saved"), ""),
            Lens.OVERDUE: (self.tr("No review is overdue"), ""),
            Lens.UNUSED: (self.tr("Every published article has been used"), ""),
            Lens.LOW: (self.tr("No article rarely solves"), self.tr("Counted from five closed chats on.")),
        }.get(self._lens, (self.tr("No articles yet"), self.tr("Write the first one, or import what you have.")))


def _card_of(article: Article) -> ArticleCard:
    """Return a card for an article that exists on this machine only."""
    return ArticleCard(
        site_id=article.site_id,
        key=article.key,
        language=article.language,
        title=article.title,
        summary=article.summary,
        tags=article.tags,
        owner=article.owner,
        review=article.review,
        revision=0,
    )


def _tags(rows: tuple[CardRow, ...]) -> list[str]:
    return sorted({tag for row in rows for tag in row.card.tags}, key=str.casefold)


def _owners(rows: tuple[CardRow, ...]) -> list[str]:
    return sorted({row.card.owner for row in rows if row.card.owner}, key=str.casefold)

"""Keeps the list of visitors true: order, filters, who is marked; invites by hand; paints nothing."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from operator_console.desk.events import ConnectionChanged, StreetChanged
from operator_console.desk.street import StreetPhase
from operator_console.domain.ids import VisitorId
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.invitations import VisitorOnSite
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.stillness import Stillness
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import time_words
from operator_console.ui.ports import DeskDoor
from operator_console.ui.street.invite_sheet import InviteSheet
from operator_console.ui.street.model import VisitorModel
from operator_console.ui.street.rows import (
    FALLING,
    Column,
    VisitorRow,
    in_order,
    passes,
    visitor_id_of,
    visitor_row,
)
from operator_console.ui.street.view import VisitorsView
from operator_console.ui.street.words import held_back_words, not_invited_words, row_words, who_words


class Visitors(QObject):
    """The presenter of the first tab; the page owns it and closes it."""

    def __init__(self, context: UiContext, desk: DeskDoor) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._scope = context.scope.child("visitors")
        self._closed = self._on_screen = False
        self._column, self._falling = Column.CART, True
        self._known: dict[VisitorId, VisitorRow] = {}
        self._marked: str | None = None
        self.model = VisitorModel(desk.now, context.locale, self)
        self.view = VisitorsView(context, self.model)
        self.stillness = Stillness(self)
        view = self.view
        view.filters_changed.connect(self._refresh_soon)
        view.sort_chosen.connect(self._on_sort)
        view.invite_requested.connect(self.invite)
        view.retry_requested.connect(self._on_retry)
        view.table.chosen.connect(self._on_chosen)
        view.table.pointed.connect(self.stillness.point)
        self.stillness.ended.connect(self._refresh_soon)
        self._unlisten = [
            desk.hub.listen(StreetChanged, lambda _event: self._refresh_soon()),
            desk.hub.listen(ConnectionChanged, lambda _event: self._refresh_soon()),
        ]
        context.ticker.second.connect(self._on_second)
        view.show_order(self._column, falling=self._falling)

    def show(self) -> None:
        """The list comes on screen: it is kept up from now on."""
        self._on_screen = True
        self._desk.street.open()
        self.refresh()

    def hide(self) -> None:
        """It goes from the screen."""
        self._on_screen = False
        self._desk.street.close()

    def close(self) -> None:
        """End listening; harmless when called again."""
        if self._closed:
            return
        self._closed = True
        self._desk.street.close()
        for unlisten in self._unlisten:
            unlisten()
        self._context.ticker.second.disconnect(self._on_second)
        self._context.ticker.cancel(self.refresh)
        self.stillness.close()

    # -------------------------------------------------------------------------------------------- state

    def _refresh_soon(self) -> None:
        if not self._closed and self._on_screen:
            self._context.ticker.request(self.refresh)

    def refresh(self) -> None:
        """Bring everything that has changed since the last frame on screen at once."""
        street, view = self._desk.street, self.view
        view.show_sites({site.id: site.name for site in street.sites()})
        if street.phase is StreetPhase.REFUSED:
            words = self.tr("The server does not show who is on the sites, or not at this moment.")
            view.show_state("circle-slash", self.tr("The visitors cannot be shown"), words, self.tr("Try again"))
            self._show_marked()
            return
        if street.phase in {StreetPhase.LOADING, StreetPhase.CLOSED} and not street.visitors:
            view.show_state("loader-circle", self.tr("Looking who is there…"))
            self._show_marked()
            return
        rows = self._rows()
        self.model.show_rows(rows)
        total = len(street.visitors)
        if rows:
            view.show_table(len(rows), total, street.others)
            view.table.mark(self._marked if self.model.index_of(self._marked).isValid() else None)
        elif total:
            view.show_state("search", self.tr("No visitor fits the filters"))
        else:
            words = self.tr("Who comes to one of your sites stands here within a second or two.")
            view.show_state("footprints", self.tr("Nobody is on the sites now"), words)
        self._show_note()
        self._show_marked()

    def _rows(self) -> list[VisitorRow]:
        """Return the rows in their order; while the pointer is busy over them none moves and new ones come last."""
        street = self._desk.street
        sites = {site.id: site for site in street.sites()}
        fresh: dict[VisitorId, VisitorRow] = {}
        for key, one in street.visitors.items():
            known = self._known.get(key)
            agent = self._agent_of(one)
            if known is None or known.one is not one or known.agent != agent:
                known = visitor_row(one, sites.get(one.visitor.site_id), agent)
            fresh[key] = known
        self._known = fresh
        filters = self.view.filters
        shown = [row for row in fresh.values() if passes(row, filters)]
        if self.stillness.holds and self.model.rows and not self.view.field.hasFocus():
            wanted = {row.key: row for row in in_order(shown, self._column, falling=self._falling)}
            kept = [wanted.pop(row.key) for row in self.model.rows if row.key in wanted]
            return [*kept, *wanted.values()]
        return in_order(shown, self._column, falling=self._falling)

    def _agent_of(self, one: VisitorOnSite) -> str:
        return self._desk.street.name_of(one.agent_id) if one.agent_id is not None else ""

    def _show_note(self) -> None:
        street, words = self._desk.street, ""
        if street.phase is StreetPhase.BEHIND and street.as_of is not None:
            words = filled(self.tr("As of %1, catching up"), time_words(street.as_of, self._context.locale))
        self.view.show_note(words)

    def _show_marked(self) -> None:
        row, locale = self.marked, self._context.locale
        if row is None:
            self.view.show_marked(self.tr("Choose a visitor to invite them yourself."), "", may=False)
            return
        why_not = held_back_words(row, locale)
        live = self._desk.street.phase is StreetPhase.LIVE
        words = f"{who_words(row)}: {why_not}" if why_not else ""
        self.view.show_marked(row_words(row, self._desk.now(), locale), words, may=live and not why_not)

    @property
    def marked(self) -> VisitorRow | None:
        """Who is marked."""
        known = self._known.get(visitor_id_of(self._marked)) if self._marked is not None else None
        return known if known is not None and self.model.index_of(known.key).isValid() else None

    # -------------------------------------------------------------------------------------------- wishes

    def invite(self) -> None:
        """Ask for words and invite who is marked; nothing happens while something stands against it."""
        row = self.marked
        if row is not None and row.one.may_invite and self._desk.street.phase is StreetPhase.LIVE:
            self._scope.start(self._invite(row), name="invite", exclusive=True)

    async def _invite(self, row: VisitorRow) -> None:
        name = row.one.visitor.name or ""
        title = filled(self.tr("Invite %1 to chat"), who_words(row))
        window: QWidget = self.view.window()
        sheet = InviteSheet(self._context, title, self._first_words(name), name, window)
        try:
            while await sheet.asked() == "invite":
                refusal = await self._desk.street.invite(row.one.visitor.id, sheet.words)
                if refusal is None:
                    told = filled(self.tr("%1 sees your invitation now"), who_words(row))
                    self._context.notices.info(told, key="invited")
                    return
                now = self._known.get(row.one.visitor.id)
                sheet.show_refused(not_invited_words(refusal, now, self._context.locale))
        finally:
            sheet.setParent(None)  # gone for whoever looks for an open sheet
            sheet.deleteLater()

    def _first_words(self, name: str) -> str:
        if name:
            return self.tr("Hello %1, can I help you with anything?").replace("%1", clean_line(name, 80))
        return self.tr("Hello, can I help you with anything?")

    def _on_chosen(self) -> None:
        row = self.view.table.current
        self._marked = row.key if row is not None else None
        self._show_marked()

    def _on_sort(self, number: int) -> None:
        column = Column(number)
        self._falling = not self._falling if column is self._column else column in FALLING
        self._column = column
        self.view.show_order(column, falling=self._falling)
        self._refresh_soon()

    def _on_retry(self) -> None:
        self._desk.street.retry()
        self._refresh_soon()

    def _on_second(self) -> None:
        if self._on_screen and self.view.isVisible():
            self.tick()

    def tick(self) -> None:
        """A second is over: times read differently."""
        self.model.tick(*self.view.table.visible_rows())
        self._show_marked()

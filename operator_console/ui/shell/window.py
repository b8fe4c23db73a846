"""The window of a signed-in agent: wires screens, desk and keys together; no business rule, no network."""

from datetime import timedelta
from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from operator_console.desk.events import (
    ChatsWent,
    ConnectionChanged,
    MeChanged,
    NotSupported,
    RailChanged,
    RightsChanged,
    WishFailed,
)
from operator_console.desk.state import Connection, ConnectionPhase, ConnectionRefusal
from operator_console.domain.ids import ConversationId
from operator_console.ui.kit.clock_ring import clock_words
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.words import chat_title, connection_words, refusal_words
from operator_console.ui.shell.action_registry import ActionRegistry
from operator_console.ui.shell.after_place import AfterPlace
from operator_console.ui.shell.alerts import Alerts
from operator_console.ui.shell.archive_place import ArchivePlace
from operator_console.ui.shell.articles_place import ArticlesPlace
from operator_console.ui.shell.call_backs_place import CallBacksPlace
from operator_console.ui.shell.handling_place import HandlingPlace
from operator_console.ui.shell.layout import WindowLayout
from operator_console.ui.shell.leaving import Leaving
from operator_console.ui.shell.navigation import NavigationColumn
from operator_console.ui.shell.pages import ARTICLES, PAGES, TEAM, PageEntry, Pages
from operator_console.ui.shell.screens import Screens, build_screens
from operator_console.ui.shell.setup_place import SetupPlace
from operator_console.ui.shell.status_line import StatusLine
from operator_console.ui.shell.team_place import TeamPlace

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_console.desk.state import Opened
    from operator_console.domain.insertion import Piece
    from operator_console.ui.kit.dialog import SheetDialog
    from operator_console.ui.ports import DeskDoor
    from operator_console.ui.shell.screens import Knowledge, Side

SAID_AT_THE_FIELD = frozenset({"correct_visitor", "change_call_back"})
OFFLINE_NOTICE_AFTER = timedelta(seconds=10)


class ShellWindow(QMainWindow):
    """Shows the screens side by side and closes only when the agent means it.

    The right column is empty until `complete` is called or somebody needs it: the first frame comes sooner.

    Args:
        demo_shop_url: Shown in the status line with a button that opens it; None shows nothing.
        band: Marks a practice window, above everything: it has no account to change, and asks nothing when it closes.
        screens: Other screens than the real ones, for tests.

    Signals:
        sign_in_requested: The server wants a new sign-in, or the agent wants another account.
        sign_out_requested: The agent wants to be signed out here and on the server.
        practice_requested: The agent wants to practise.
        article_opened: (conversation id, article key) The agent has this article before them.
        leave_requested: A practice window is to be closed; whoever opened it does that.
        closed: The window is closed for good; its scope can be closed.
    """

    sign_in_requested = Signal()
    sign_out_requested = Signal()
    practice_requested = Signal()
    article_opened = Signal(str, str)
    leave_requested = Signal()
    closed = Signal()

    def __init__(
        self,
        context: UiContext,
        desk: "DeskDoor",
        *,
        demo_shop_url: str | None = None,
        band: QWidget | None = None,
        screens: Screens | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("shell")
        self._context = context
        self._desk = desk
        self._practises = band is not None
        self._scope = context.scope.child("window")
        self._current: ConversationId | None = None
        self._may_close = False
        self._shut = False
        self._places = WindowLayout(context, self)
        self._screens = screens or build_screens(context, desk, self._places.columns, self._places.middle)
        self._entries: tuple[PageEntry, ...] = ()
        self._navigation = NavigationColumn(context, desk.now, self._places.central)
        self._status_line = StatusLine(context, demo_shop_url, desk.now, self._places.central)
        self._places.place(self._navigation, self._screens, self._status_line, band)
        self._alerts = Alerts(context, desk.hub, self, desk.row)
        self._leaving = Leaving(context, desk, self)
        self._handling = HandlingPlace(context, desk, self._screens, self._leaving, self)
        self._handling.sign_out_requested.connect(self._sign_out)
        self._call_backs = CallBacksPlace(context, desk, self._screens, (self._handling, self._alerts), self)
        self.registry = ActionRegistry(context.settings, self)
        self._pages = Pages(self._screens, self._places, self.registry, self)
        self._team = TeamPlace(self._pages, desk, context.notices, self._show_own)
        self._articles = ArticlesPlace(self._pages)
        self._setup = SetupPlace(self._pages)
        self._archive = ArchivePlace(self._pages, desk, self._navigation, self._on_case_requested)
        self._after = AfterPlace(context, desk, self._open_rated, self)
        self._archive.on_mail(self._after.mailing.ask)
        self.registry.bind("conversation.mail", self._mail)
        self._bind_actions()
        self._connect_screens()
        self._unlisten = [
            self._archive.unlisten,
            self._team.unlisten,
            self._after.close,
            desk.hub.listen(RailChanged, lambda _event: context.ticker.request(self._refresh_waiting)),
            desk.hub.listen(MeChanged, lambda _event: self._on_me_changed()),
            desk.hub.listen(ConnectionChanged, lambda event: self._show_connection(event.connection)),
            desk.hub.listen(WishFailed, self._on_wish_failed),
            desk.hub.listen(ChatsWent, lambda event: self._leaving.say_what_went(event.conversations, away=event.away)),
            desk.hub.listen(NotSupported, lambda _event: self._leaving.say_not_supported()),
            desk.hub.listen(RightsChanged, lambda _event: self._say_rights_changed()),
        ]
        self._offline = QTimer(self)
        self._offline.setSingleShot(True)
        self._offline.timeout.connect(self._on_offline)
        self._navigation.show_agent(desk.me)
        self._show_connection(desk.connection)
        self._refresh_waiting()
        self._select_first()

    @property
    def current(self) -> ConversationId | None:
        """The chat on screen."""
        return self._current

    def complete(self) -> "Side":
        """Build the right column and return it; harmless when called again."""
        side = self._screens.side
        if side is None:
            side = self._screens.side = self._screens.make_side()
            self._places.place_side(side)
            self._screens.conversation.previous_requested.connect(side.visitor.open_previous)
            side.knowledge.insert_requested.connect(self._on_insert_requested)
            side.knowledge.large_changed.connect(self._places.show_knowledge_alone)
            side.knowledge.article_opened.connect(self._on_article_opened)
            side.visitor.case_requested.connect(self._on_case_requested)
            side.visitor.mail_requested.connect(self._after.mailing.ask)
            side.visitor.archive_requested.connect(self._archive.open_chat)
            self._show_beside(side)
        return side

    def select(self, conversation_id: ConversationId) -> None:
        """Bring a chat on screen as if the agent had clicked it."""
        self._screens.chats.select(conversation_id, by_agent=True)

    def _open_rated(self, conversation_id: str) -> None:
        """Show a chat where the agent still has it, else in the archive."""
        row = self._desk.row(ConversationId(conversation_id))
        if row is not None and row.conversation.agent_id == self._desk.me.id:
            self.select(row.conversation.id)
        else:
            self._archive.open_chat(conversation_id)

    def shut_down(self) -> None:
        """End listening of the window and its screens; harmless when called again."""
        if self._shut:
            return
        self._shut = True
        for unlisten in self._unlisten:
            unlisten()
        self._screens.close()
        self._alerts.close()
        self._handling.close()
        self._call_backs.close()
        self.registry.close()
        self._navigation.close_listening()
        self._status_line.close_listening()

    # -------------------------------------------------------------------------------------- building

    def _bind_actions(self) -> None:
        chats, conversation = self._screens.chats, self._screens.conversation
        bind = self.registry.bind
        bind("chats.next_urgent", chats.next_urgent)
        self._handling.bind(self.registry)
        self._call_backs.bind(self.registry)
        bind("chats.next", lambda: self._step(1))
        bind("chats.previous", lambda: self._step(-1))
        for number in range(1, 10):
            bind(f"chats.number_{number}", partial(chats.select_number, number))
        bind("conversation.composer", self._back_to_writing)
        bind("conversation.attach", conversation.attach)
        bind("conversation.snip", conversation.snip)
        bind("conversation.show_page", conversation.show_page)
        bind("conversation.note", conversation.toggle_note)
        bind("conversation.holding_line", conversation.holding_line)
        bind("conversation.no_answer_needed", conversation.no_answer_needed)
        if self._desk.assist.use.can_tell:
            bind("conversation.make_article", conversation.make_article)
        bind("conversation.wrap_up", conversation.wrap_up)
        bind("conversation.say_clock", self._say_clock)
        bind("knowledge.search", self._search)
        for index in range(3):
            bind(f"knowledge.insert_{index + 1}", partial(conversation.insert_suggestion, index))
        for name in ("insert_link", "insert_fact", "insert_quote"):
            bind(f"knowledge.{name}", partial(self._in_knowledge, methodcaller(name)))
        bind("knowledge.large", partial(self._in_knowledge, methodcaller("toggle_large")))
        bind("knowledge.nothing_found", self._report_missing)
        self._fit_pages()
        bind("window.status", self._navigation.open_status_menu)
        bind("window.side_column", lambda: self._places.show_side(not self._places.side_shown))
        shortcuts = bind("window.shortcuts", self._open_shortcuts)
        bind("window.kept", self._show_kept)
        if self._practises:
            bind("window.quit", self.close)
            self._navigation.hide_preferences()
            self._navigation.add_menu_actions(shortcuts)
            return
        preferences = bind("window.preferences", self._open_preferences)
        practice = bind("window.practice", self.practice_requested.emit)
        account = bind("window.account", self._change_account)
        sign_out = bind("window.sign_out", self._sign_out)
        leave = bind("window.quit", self.close)
        self._navigation.add_menu_actions(practice, preferences, shortcuts, account, sign_out, leave)

    def _fit_pages(self) -> None:
        """Have the pages that this agent may see at this server now, with their buttons and keys."""
        entries = () if self._practises else tuple(entry for entry in PAGES if entry.allowed(self._desk))
        if entries == self._entries:
            return
        before, self._entries = self._entries, entries
        for entry in before:
            if entry not in entries:
                if self._pages.shown == entry.name:
                    self._pages.hide()
                for action_id in self._page_actions(entry):
                    self.registry.unbind(action_id)
        for entry in entries:
            if entry not in before:
                for action_id, handler in self._page_actions(entry).items():
                    self.registry.bind(action_id, handler)
        self._navigation.show_pages(entries)

    def _page_actions(self, entry: PageEntry) -> "dict[str, Callable[[], object]]":
        """Return what can be done on a page, and how one comes there."""
        own: dict[str, dict[str, Callable[[], object]]] = {
            ARTICLES: {
                "articles.new": self._articles.new,
                "articles.save": self._save_page,
                "articles.publish": self._articles.publish,
            },
            TEAM: {"team.wall_mode": self._team.wall_mode},
        }
        return {entry.action_id: partial(self._pages.show, entry.name), **own.get(entry.name, {})}

    def _on_me_changed(self) -> None:
        self._navigation.show_agent(self._desk.me)
        self._fit_pages()

    def _connect_screens(self) -> None:
        screens = self._screens
        screens.chats.chat_selected.connect(self._on_chat_selected)
        screens.conversation.article_requested.connect(self._on_article_requested)
        screens.conversation.missing_requested.connect(self._report_missing)
        screens.conversation.conversation_closed.connect(self._on_conversation_closed)
        screens.conversation.draft_requested.connect(self._articles.begin)
        screens.conversation.mail_requested.connect(self._after.mailing.ask)
        self._pages.changed.connect(self._on_page_changed)
        self._navigation.chats_requested.connect(self._on_chats_requested)
        self._navigation.page_requested.connect(self._pages.show)
        self._navigation.urgent_requested.connect(screens.chats.next_urgent)
        self._navigation.knowledge_requested.connect(self._search)
        self._navigation.preferences_requested.connect(self._open_preferences)
        self._navigation.status_chosen.connect(self._handling.choose_status)
        self._status_line.sign_in_requested.connect(self.sign_in_requested)
        self._status_line.try_requested.connect(self._desk.check_connection)
        self._status_line.kept_requested.connect(self._show_kept)

    # ------------------------------------------------------------------------------------- the chat on screen

    def _select_first(self) -> None:
        first = self._desk.next_urgent(None) or next(iter(self._order()), None)
        if first is not None:
            self._screens.chats.select(first)
        else:
            self._show(None, by_agent=False)

    def _order(self) -> list[ConversationId]:
        rail = self._desk.rail()
        return [row.conversation.id for row in (*rail.your_turn, *rail.waiting_for_visitor)]

    def _step(self, by: int) -> None:
        order = self._order()
        if not order:
            return
        place = order.index(self._current) if self._current in order else -1 if by > 0 else 0
        self._screens.chats.select(order[(place + by) % len(order)], by_agent=True)

    def _show(self, conversation_id: ConversationId | None, *, by_agent: bool) -> None:
        self._current = conversation_id
        if self._pages.shown:  # it comes on screen, and counts as read, when the agent is back
            return
        self._alerts.show_on_screen(conversation_id)
        self._screens.conversation.show_conversation(conversation_id, by_agent)
        if self._screens.side is not None:
            self._show_beside(self._screens.side)

    def _show_beside(self, side: "Side") -> None:
        side.visitor.show_conversation(self._current)
        side.knowledge.show_conversation(self._current)

    def _on_chat_selected(self, conversation_id: str, by_agent: bool) -> None:
        if by_agent:
            self._pages.hide()
        self._show(ConversationId(conversation_id) if conversation_id else None, by_agent=by_agent)

    def _on_conversation_closed(self, conversation_id: str) -> None:
        if self._current == conversation_id:
            following = self._desk.next_urgent(self._current) or next(
                (other for other in self._order() if other != conversation_id), None
            )
            if following is None:
                self._show(None, by_agent=False)
            else:
                self._screens.chats.select(following)

    def _mail(self) -> None:
        if self._current is not None:
            self._after.mailing.ask(self._current)

    def _on_article_requested(self, site_id: str, key: str) -> None:
        self._places.show_side(True)
        row = self._desk.row(self._current) if self._current is not None else None
        self.complete().knowledge.show_article(site_id, key, row.site.language if row is not None else "nl")

    def _on_article_opened(self, key: str) -> None:
        if self._current is not None:
            self.article_opened.emit(self._current, key)

    def _on_insert_requested(self, piece: "Piece") -> None:
        self._screens.conversation.insert_piece(piece)
        self._screens.conversation.focus_composer()

    def _in_knowledge(self, do: "Callable[[Knowledge], object]") -> None:
        do(self.complete().knowledge)

    def _report_missing(self) -> None:
        self.complete().knowledge.report_missing()

    def _show_own(self, conversation_id: str) -> None:
        self._screens.chats.select(conversation_id, True)

    def _back_to_writing(self) -> None:
        if not self._pages.back():
            self._screens.conversation.focus_composer()

    def _on_chats_requested(self) -> None:
        self._pages.hide()
        self._screens.conversation.focus_composer()

    def _on_page_changed(self, name: str) -> None:
        """A chat that is covered is not read, and its clock is shown elsewhere."""
        self._navigation.show_place(name)
        if name:
            self._alerts.show_on_screen(None)
            self._desk.selected(None)
        else:
            self._show(self._current, by_agent=True)
        self._refresh_waiting()

    def _search(self) -> None:
        if self._pages.search():
            return
        self._places.show_side(True)
        self.complete().knowledge.focus_search()

    def _say_clock(self) -> None:
        row = self._desk.row(self._current) if self._current is not None else None
        if row is not None:
            words = clock_words(row.conversation.clock, self._desk.now(), row.site.targets)
            self._context.notices.info(f"{chat_title(row.conversation)}: {words}", key="clock", timeout_s=4.0)

    # ------------------------------------------------------------------------------------- state of the desk

    def _refresh_waiting(self) -> None:
        if self._shut:
            return
        rail = self._desk.rail()
        count = len(rail.your_turn)
        self._navigation.show_waiting(count)
        self._navigation.show_clock(rail.your_turn[0] if rail.your_turn and self._pages.shown else None)
        self._alerts.show_waiting(count + len(rail.queue) + len(rail.offered))
        name = self.tr("Practice · Operator Console") if self._practises else self.tr("Operator Console")
        waiting = self.tr("%n waiting", "chats that wait for an answer", count)
        self.setWindowTitle(f"{waiting} · {name}" if count else name)

    def _on_offline(self) -> None:
        self._show_connection(self._desk.connection)

    def _show_connection(self, connection: Connection) -> None:
        self._status_line.show_connection(connection)
        notices = self._context.notices
        if connection.storage_failed or connection.refusal is ConnectionRefusal.VERSION:
            notices.bad(connection_words(connection), key="connection")
        elif connection.refusal is not None:
            action_text = self.tr("Sign in")
            notices.bad(
                connection_words(connection),
                key="connection",
                action_text=action_text,
                action=self.sign_in_requested.emit,
            )
        elif self._long_offline(connection):
            notices.warning(
                connection_words(connection),
                key="connection",
                action_text=self.tr("Try now"),
                action=self._desk.check_connection,
            )
        elif connection.phase is ConnectionPhase.LIVE:
            notices.withdraw("connection")

    def _long_offline(self, connection: Connection) -> bool:
        if connection.phase is not ConnectionPhase.OFFLINE or connection.since is None:
            return False
        rest = OFFLINE_NOTICE_AFTER - (self._desk.now() - connection.since)
        if rest > timedelta():
            self._offline.start(rest // timedelta(milliseconds=1) + 1)
        return rest <= timedelta()

    def _say_rights_changed(self) -> None:
        words = self.tr("An administrator changed what you may see and do. The window shows what counts now.")
        self._context.notices.info(words, key="rights")

    def _on_wish_failed(self, failed: WishFailed) -> None:
        if failed.wish in SAID_AT_THE_FIELD or failed.wish.startswith("article."):
            return
        row = self._desk.row(failed.conversation_id) if failed.conversation_id is not None else None
        words = refusal_words(failed.reason)
        if row is not None:
            words = f"{chat_title(row.conversation)}: {words}"
        self._context.notices.warning(words, key=f"wish:{failed.wish}")

    # --------------------------------------------------------------------------------------------- sheets

    def _open_preferences(self) -> None:
        from operator_console.ui.preferences import PreferencesDialog

        if self.findChild(PreferencesDialog) is None:
            desk = self._desk
            dialog = PreferencesDialog(self._context, desk.sites, desk.devices, desk.presence, desk.knowledge, self)
            dialog.shortcuts_requested.connect(self._open_shortcuts)
            self._open(dialog, "preferences")

    def _show_kept(self) -> None:
        """Show what is on this machine only, and go to what the agent chooses."""
        from operator_console.ui.shell.kept_list import KeptList

        kept = KeptList(self._desk.kept(), self)
        kept.chosen.connect(self._on_kept_chosen)
        kept.open_above(self._status_line)

    def _on_kept_chosen(self, conversation_id: str, key: str) -> None:
        self._screens.chats.select(conversation_id, by_agent=True)
        if key:
            self._screens.conversation.focus_entry(key)

    def _on_case_requested(self, opened: "Opened") -> None:
        from operator_console.ui.practice.making import make_case

        self._scope.start(make_case(self._context, self._desk, opened, self), name="practice case", exclusive=True)

    def _open_shortcuts(self) -> None:
        from operator_console.ui.preferences import ShortcutsDialog

        if self.findChild(ShortcutsDialog) is None:
            self._open(ShortcutsDialog(self._context, self), "shortcuts")

    def _open(self, dialog: "SheetDialog", name: str) -> None:
        async def asked() -> None:
            try:
                await dialog.asked()
            finally:
                dialog.setParent(None)
                dialog.deleteLater()

        self._scope.start(asked(), name=name)

    # -------------------------------------------------------------------------------------------- closing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the width again until the agent has chosen sizes."""
        super().resizeEvent(event)
        self._places.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first while chats are open or messages are not sent."""
        if self._practises and not self._shut:
            event.ignore()
            self.leave_requested.emit()
            return
        if not (self._may_close or self._shut) and (self._leaving.leaves_something or self._setup.unsaved):
            event.ignore()
            self._scope.start(self._ask_to_close(), name="closing", exclusive=True)
            return
        self._places.save()
        self.shut_down()
        super().closeEvent(event)
        self.closed.emit()

    def _change_account(self) -> None:
        async def change() -> None:
            title, yes, hand_over = self.tr("Change account?"), self.tr("Just change"), self.tr("Hand over and change")
            if await self._may_go(title, yes, hand_over):
                self.sign_in_requested.emit()

        self._scope.start(change(), name="change account", exclusive=True)

    def _sign_out(self) -> None:
        async def sign_out() -> None:
            title, yes, hand_over = self.tr("Sign out?"), self.tr("Just sign out"), self.tr("Hand over and sign out")
            if await self._may_go(title, yes, hand_over):
                self.sign_out_requested.emit()

        self._scope.start(sign_out(), name="sign out", exclusive=True)

    async def _may_go(self, title: str, yes: str, hand_over: str) -> bool:
        """Ask about settings that are not saved, then about open chats, as far as there are any."""
        if not await self._setup.may_leave():
            return False
        return not self._leaving.leaves_something or await self._leaving.asked(title, yes, hand_over)

    def _save_page(self) -> None:
        """Save what is written on the page on screen."""
        (self._setup if self._setup.is_shown else self._articles).save()

    async def _ask_to_close(self) -> None:
        if await self._may_go(self.tr("Quit Operator Console?"), self.tr("Just quit"), self.tr("Hand over and quit")):
            self._may_close = True
            self.close()

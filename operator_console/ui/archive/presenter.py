"""Keeps the archive's page true: asks the desk, pages, opens chats, sends comments; paints nothing."""

from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from operator_console.desk.archived import ArchivedOpened
from operator_console.desk.events import ArchiveCommentsChanged, ConnectionChanged
from operator_console.desk.state import ConnectionPhase, Opened
from operator_console.domain.ids import ConversationId
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.archive import ArchivePage, ExportArchive
from operator_console.ui.archive.export import Exporting
from operator_console.ui.archive.model import ArchiveModel
from operator_console.ui.archive.query import Filters, query_of
from operator_console.ui.archive.rows import ArchiveRow, row_of
from operator_console.ui.archive.view import ArchiveView
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.words import chat_title
from operator_console.ui.ports import DeskDoor

TYPING_MS = 180
"""After the last key, before the server is asked."""
MOST_COUNTED = 1_000


class ArchiveScreen(QObject):
    """The page.

    Signals:
        leave_requested: Back to the chats.
        case_requested: An `Opened` chat of which a practice case is to be made.
        mail_requested: (conversation) Its visitor is to get an e-mail.
    """

    leave_requested = Signal()
    case_requested = Signal(object)
    mail_requested = Signal(str)

    def __init__(self, context: UiContext, desk: DeskDoor) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._scope = context.scope.child("archive")
        self._closed = False
        self._asked: Filters | None = None
        self._next = ""
        self._paging = False
        self._wanted: ConversationId | None = None
        self._archived: ArchivedOpened | None = None
        self._may_remove = False
        self.model = ArchiveModel(self)
        self.view = ArchiveView(context, self.model, desk.file, self._scope)
        self.exporting = Exporting(context, desk, self.view, self._scope)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self.search)
        self._connect_view()
        self._unlisten = [
            desk.hub.listen(ConnectionChanged, lambda event: self._on_connection(event.connection.phase)),
            desk.hub.listen(ArchiveCommentsChanged, self._on_comments_changed),
        ]
        self.view.filters.show_sites({site.id: site.name for site in desk.sites})
        self.view.show_may_export(allowed=False)
        self._show_no_chat()

    @property
    def widget(self) -> QWidget:
        """What to place in the window."""
        return self.view

    @property
    def filters(self) -> Filters:
        """Words and filters as they stand on the page."""
        return structs.replace(self.view.filters.filters, text=self.view.field.text())

    def show(self) -> None:
        """The page comes on screen: what may be chosen and what is found are asked anew."""
        self.view.filters.show_sites({site.id: site.name for site in self._desk.sites})
        self._scope.start(self._load_choices(), name="choices", exclusive=True)
        self._asked = None
        self.search()
        self.view.focus_field()

    def hide(self) -> None:
        """The page goes from the screen; what was looked for stays."""
        self._typing.stop()

    def back(self) -> None:
        """From the chat or the list to the words, from the words to the chats."""
        if self.view.field.hasFocus() or not self.view.isVisible():
            self.leave_requested.emit()
        else:
            self.view.focus_field()

    def focus_search(self) -> None:
        """Let the agent look for something."""
        self.view.focus_field()

    def open_chat(self, conversation_id: str) -> None:
        """Show this chat beside the list, whether it is listed or not."""
        self._open(ConversationId(conversation_id))

    def close(self) -> None:
        """End listening; harmless when called again."""
        if self._closed:
            return
        self._closed = True
        self._typing.stop()
        for unlisten in self._unlisten:
            unlisten()
        self.view.chat.reading.close_scope()
        end_scope(self._scope, self._context.scope)

    # ------------------------------------------------------------------------------------------ searching

    def search(self) -> None:
        """Ask for the first page, unless it is what was asked for last."""
        self._typing.stop()
        if self._closed or self.filters == self._asked:
            return
        trouble = self._trouble()
        if trouble is not None:
            self._asked = None
            self.view.show_count("")
            self.view.show_state(*trouble)
            return
        self._asked = self.filters
        if not self.model.rowCount():
            self.view.show_state("loader-circle", self.tr("Searching…"))
        self._scope.start(self._search(self._asked), name="search", exclusive=True)

    async def _search(self, filters: Filters) -> None:
        page = await self._desk.archive.search(query_of(filters, self._desk.now().astimezone().date()))
        if self._closed or filters != self._asked:
            return
        self._paging = False
        if page is None:
            self._asked, self._next = None, ""
            self.model.show_rows(())
            self.view.show_count("")
            title = self.tr("The archive cannot be searched now")
            self.view.show_state("wifi-off", title, self.tr("The server did not answer."), self.tr("Try again"))
            return
        self._next = page.next
        self.model.show_rows(self._rows(page))
        self.view.show_count(self._count_words(page))
        if page.hits:
            self.view.show_list()
            if self._wanted is not None:
                self.view.choose(self.model.index_of(self._wanted))
        else:
            self._show_nothing_found(filters)

    def _show_nothing_found(self, filters: Filters) -> None:
        if filters.text.strip() or filters.narrowed:
            words = self.tr("Try fewer or other words. Words are found by their beginning, in quotes exactly.")
            clear = self.tr("Clear filters") if filters.narrowed else ""
            self.view.show_state("search", self.tr("Nothing found"), words, clear)
        else:
            words = self.tr("Chats stand here from their first message on.")
            self.view.show_state("archive", self.tr("No chats yet"), words)

    def _more(self) -> None:
        if self._next and not self._paging and not self.model.full and self._asked is not None:
            self._paging = True
            self._scope.start(self._page(self._asked, self._next), name="next page")

    async def _page(self, filters: Filters, cursor: str) -> None:
        query = query_of(filters, self._desk.now().astimezone().date())
        page = await self._desk.archive.search(query, cursor)
        if self._closed or filters != self._asked or cursor != self._next:
            return
        self._paging = False
        if page is not None:
            self._next = page.next
            self.model.add_rows(self._rows(page))

    def _rows(self, page: ArchivePage) -> list[ArchiveRow]:
        sites = {site.id: site for site in self._desk.sites}
        return [row_of(hit, sites, self._context.locale, self.tr("Still open")) for hit in page.hits]

    def _count_words(self, page: ArchivePage) -> str:
        count = page.count if page.count is not None else len(page.hits)
        words = self.tr("%n chats", None, count)
        if page.at_least:
            words = self.tr("more than %1 chats").replace("%1", self._context.locale.toString(MOST_COUNTED))
        if page.building:
            more = self.tr("%n not searchable yet", None, page.building)
            words = f"{words} · {more}"
        return words

    def _trouble(self) -> tuple[str, str, str] | None:
        """Return why nothing can be asked, as a page."""
        if self._desk.connection.phase is not ConnectionPhase.LIVE:
            words = self.tr("The archive is at the server. It comes back with the connection.")
            return "wifi-off", self.tr("You are offline"), words
        if not self._desk.archive.can_search:
            return "archive", self.tr("This server keeps no archive"), self.tr("Earlier chats stand beside each chat.")
        return None

    async def _load_choices(self) -> None:
        choices = await self._desk.archive.choices()
        if choices is not None and not self._closed:
            self.view.filters.show_choices(choices.agents, choices.tags)
            self.view.show_may_export(allowed=choices.may_export)
            self._may_remove = choices.may_remove

    # -------------------------------------------------------------------------------------------- one chat

    def _on_chosen(self, row: ArchiveRow | None) -> None:
        if row is not None and row.conversation_id != self._wanted:
            self._open(row.conversation_id)

    def _open(self, conversation_id: ConversationId) -> None:
        self._wanted, self._archived = conversation_id, None
        self.view.chat.comments.end_editing()
        self.view.chat.show_loading()
        self._scope.start(self._load(conversation_id), name="open", exclusive=True)

    def _again(self) -> None:
        if self._wanted is not None:
            self._open(self._wanted)

    async def _load(self, conversation_id: ConversationId) -> None:
        archived = await self._desk.archive.open(conversation_id)
        if self._closed or conversation_id != self._wanted:
            return
        if archived is None:
            self.view.chat.show_failed()
            return
        self._archived = archived
        opened = archived.opened
        site = next((site for site in self._desk.sites if site.id == opened.conversation.site_id), None)
        self.view.chat.show_chat(
            archived, site, may_make_case=self._desk.practice_cases.may_write, may_mail=self._desk.after.can_mail
        )
        self._show_comments()
        self._show_found(opened)

    def _show_found(self, opened: Opened) -> None:
        """Bring the message that was found into view, when it is among those that are loaded."""
        row = self.model.row_at(self.model.index_of(opened.conversation.id))
        found = next((each for each in opened.entries if row is not None and row.pos == each.message.pos), None)
        if found is not None:
            self.view.chat.reading.transcript.show_entry(found.key)

    def _show_comments(self) -> None:
        if self._archived is not None:
            comments = self.view.chat.comments
            comments.show_comments(self._archived.comments, self._desk.me.id, may_remove=self._may_remove)

    def _show_no_chat(self) -> None:
        self.view.chat.show_nothing(self.tr("Choose a chat from the list"))

    def _older(self) -> None:
        opened = self._archived.opened if self._archived is not None else None
        if opened is not None and opened.entries:
            self._scope.start(self._load_older(opened), name="older", exclusive=True)

    async def _load_older(self, opened: Opened) -> None:
        transcript = self.view.chat.reading.transcript
        found = await self._desk.archive.older(opened.conversation.id, opened.entries[0].message.pos)
        if self._archived is None or self._archived.opened is not opened or self._closed:
            return
        if found is None:
            transcript.set_older(has_older=False)
            self._context.notices.warning(self.tr("Older messages cannot be shown now."))
            return
        entries, more = found
        entire = Opened(
            conversation=opened.conversation,
            visitor=opened.visitor,
            entries=(*entries, *opened.entries),
            more=more,
            visit=opened.visit,
        )
        self._archived = ArchivedOpened(opened=entire, comments=self._archived.comments, replies=self._archived.replies)
        transcript.prepend(entries, has_older=more)

    # -------------------------------------------------------------------------------------------- comments

    def _write(self, comment_id: str, text: str) -> None:
        if self._archived is not None:
            self._scope.start(self._say(self._archived.opened.conversation.id, comment_id, text), name="comment")

    async def _say(self, conversation_id: ConversationId, comment_id: str, text: str) -> None:
        archive = self._desk.archive
        made = await (archive.edit_comment(comment_id, text) if comment_id else archive.comment(conversation_id, text))
        if self._closed or conversation_id != self._wanted:
            return
        comments = self.view.chat.comments
        if made is None:
            comments.say_trouble(self.tr("The server did not take it; the text stays here. Try again in a moment."))
            return
        comments.said()
        await self._refresh_comments(conversation_id)

    def _remove(self, comment_id: str) -> None:
        if self._wanted is not None:
            self._scope.start(self._take_away(self._wanted, comment_id), name="remove a comment")

    async def _take_away(self, conversation_id: ConversationId, comment_id: str) -> None:
        if not await self._desk.archive.remove_comment(comment_id):
            self.view.chat.comments.say_trouble(self.tr("The comment could not be removed. Try again in a moment."))
        await self._refresh_comments(conversation_id)

    async def _refresh_comments(self, conversation_id: ConversationId) -> None:
        comments = await self._desk.archive.comments(conversation_id)
        if comments is None or self._archived is None or conversation_id != self._wanted or self._closed:
            return
        self._archived = ArchivedOpened(opened=self._archived.opened, comments=comments, replies=self._archived.replies)
        self._show_comments()

    def _on_comments_changed(self, event: ArchiveCommentsChanged) -> None:
        """Somebody said something of the chat on screen."""
        if event.conversation_id is not None and event.conversation_id == self._wanted and self.view.isVisible():
            self._scope.start(self._refresh_comments(event.conversation_id), name="comments", exclusive=True)

    # ------------------------------------------------------------------------------------------ and further

    def _connect_view(self) -> None:
        view, chat = self.view, self.view.chat
        view.query_changed.connect(self._on_query_changed)
        view.chosen.connect(self._on_chosen)
        view.more_requested.connect(self._more)
        view.retry_requested.connect(self._on_retry)
        view.export_requested.connect(self._export_all)
        chat.reading.retry_requested.connect(self._again)
        chat.reading.older_requested.connect(self._older)
        chat.export_requested.connect(self._export_one)
        chat.case_requested.connect(self._make_case)
        chat.mail_requested.connect(self._mail)
        chat.visitor_requested.connect(self._all_of_visitor)
        chat.comments.write_requested.connect(self._write)
        chat.comments.remove_requested.connect(self._remove)

    def _on_query_changed(self) -> None:
        self._typing.start()

    def _on_retry(self) -> None:
        """The button of the page in the list's place: filters away when nothing was found, else ask again."""
        if self._asked is not None and self._asked.narrowed:
            self.view.filters.clear()
        self._asked = None
        self.search()

    def _on_connection(self, phase: ConnectionPhase) -> None:
        if phase is ConnectionPhase.LIVE and self._asked is None and self.view.isVisible():
            self._scope.start(self._load_choices(), name="choices", exclusive=True)
            self.search()

    def _make_case(self) -> None:
        if self._archived is not None:
            self.case_requested.emit(self._archived.opened)

    def _mail(self) -> None:
        if self._archived is not None:
            self.mail_requested.emit(self._archived.opened.conversation.id)

    def _all_of_visitor(self) -> None:
        if self._archived is not None:
            chat = self._archived.opened.conversation
            self.view.field.clear()
            self.view.filters.show_filters(Filters(visitor=(chat.visitor_id, clean_line(chat_title(chat), 60))))

    def _export_one(self) -> None:
        if self._archived is not None:
            chat = self._archived.opened.conversation
            words = self.tr("The chat with %1.").replace("%1", clean_line(chat_title(chat), 60))
            self.exporting.begin(ExportArchive(conversation_ids=(chat.id,)), words, "chat")

    def _export_all(self) -> None:
        query = query_of(self.filters, self._desk.now().astimezone().date())
        words = self.tr("All chats that the words and filters find now, the newest 5,000 at most.")
        self.exporting.begin(ExportArchive(query=query), words, "chats")

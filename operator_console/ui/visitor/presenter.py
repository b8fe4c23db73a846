"""Keeps the visitor panel true: follows a chat, ticks, saves corrections, opens earlier chats; paints nothing."""

import re

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from operator_console.desk.events import ContextChanged, RailChanged, WishFailed
from operator_console.desk.state import ChatContext
from operator_console.domain.ids import ConversationId, VisitorId
from operator_console.domain.people import Visitor
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.opening import open_link
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.words import refusal_words, visitor_words
from operator_console.ui.ports import DeskDoor
from operator_console.ui.visitor.fields import fields_of, passing_fields, visits_words
from operator_console.ui.visitor.previous_view import PreviousChatView
from operator_console.ui.visitor.privacy import VisitorPrivacy
from operator_console.ui.visitor.told import is_verified, told_fields, verified_words
from operator_console.ui.visitor.view import VisitorView

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]{1,63}(\.[^@\s.]{1,63}){1,8}")


class VisitorScreen(QObject):
    """Who the visitor of the chat on screen is.

    Signals:
        previous_requested: An earlier conversation was opened by the agent; the screen itself shows it.
        link_requested: A safe address; the screen itself opens it in the browser.
        archive_requested: (conversation) An earlier chat is to be shown in the archive.
        case_requested: An `Opened` earlier chat of which a practice case is to be made.
        mail_requested: (conversation) Its visitor is to get an e-mail.
    """

    previous_requested = Signal(str)
    link_requested = Signal(str)
    archive_requested = Signal(str)
    case_requested = Signal(object)
    mail_requested = Signal(str)

    def __init__(self, context: UiContext, desk: DeskDoor) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._scope = context.scope.child("visitor")
        self._conversation_id: ConversationId | None = None
        self._visitor_id: VisitorId | None = None
        self._refused = ""
        self._sheet: PreviousChatView | None = None
        self._closed = False
        self.view = VisitorView(context)
        self.view.name_save_requested.connect(self._save_name)
        self.view.email_save_requested.connect(self._save_email)
        self.view.link_requested.connect(self._on_link)
        self.view.previous_requested.connect(self._on_previous)
        self._privacy = VisitorPrivacy(context, desk, self.view, self._scope, self._on_erased)
        self.view.privacy.export_requested.connect(self._export)
        self.view.privacy.erase_requested.connect(self._erase)
        self.view.privacy.retention_requested.connect(self._show_retention)
        self.view.mail_requested.connect(self._on_mail)
        self._unlisten = [
            desk.hub.listen(ContextChanged, self._on_context_changed),
            desk.hub.listen(RailChanged, lambda _event: self._refresh_soon()),
            desk.hub.listen(WishFailed, self._on_wish_failed),
        ]
        context.ticker.second.connect(self._on_second)
        self.view.show_nobody()

    @property
    def widget(self) -> QWidget:
        """What to place in the window."""
        return self.view

    def show_conversation(self, conversation_id: str | None) -> None:
        """Follow this chat, or show that there is none."""
        self._conversation_id = ConversationId(conversation_id) if conversation_id is not None else None
        self._visitor_id = None
        self._refresh()

    def open_previous(self, conversation_id: str) -> None:
        """Show an earlier conversation on a sheet above the window."""
        if self._sheet is not None and self._sheet.conversation_id == conversation_id:
            return
        if self._sheet is not None:
            self._sheet.finish(None)
        self._scope.start(self._show_previous(ConversationId(conversation_id)), name="previous chat")

    def close(self) -> None:
        """End listening; harmless when called again."""
        if self._closed:
            return
        self._closed = True
        end_scope(self._scope, self._context.scope)
        for unlisten in self._unlisten:
            unlisten()
        self._context.ticker.second.disconnect(self._on_second)
        self._context.ticker.cancel(self._refresh)

    def _on_mail(self) -> None:
        if self._conversation_id is not None:
            self.mail_requested.emit(self._conversation_id)

    # -------------------------------------------------------------------------------------------- state

    def _refresh_soon(self) -> None:
        if not self._closed and self._conversation_id is not None:
            self._context.ticker.request(self._refresh)

    def _refresh(self) -> None:
        if self._conversation_id is None:
            self.view.show_nobody()
            return
        context = self._desk.context(self._conversation_id)
        other = self._visitor_id is None or context.visitor is None or context.visitor.id != self._visitor_id
        self._visitor_id = context.visitor.id if context.visitor is not None else None
        self.view.show_mail(possible=self._desk.after.can_mail)
        self._show_person(context.visitor, context, other=other)
        self.view.privacy.setVisible(self._visitor_id is not None and self._desk.people.may_erase)
        self._show_fields(context, other=other)

    def _show_person(self, visitor: Visitor | None, context: ChatContext, *, other: bool) -> None:
        row = self._desk.row(self._conversation_id) if self._conversation_id is not None else None
        number = visitor.number if visitor is not None else row.conversation.visitor_number if row is not None else 0
        name = visitor.name if visitor is not None else row.conversation.visitor_name if row is not None else None
        email = visitor.email if visitor is not None else None
        for field in (self.view.name, self.view.email):
            field.setReadOnly(visitor is None)
        self.view.show_person(
            clean_line(name or ""),
            clean_line(email or "", 254),
            visitor_words(None, number),
            visits_words(context),
            other=other,
        )

    def _show_fields(self, context: ChatContext, *, other: bool) -> None:
        row = self._desk.row(self._conversation_id) if self._conversation_id is not None else None
        currency = row.site.currency if row is not None else "EUR"
        told = told_fields(context, row.conversation if row is not None else None, currency, self._context.locale)
        self.view.show_verified(verified_words(context) if is_verified(context) else "")
        fields = fields_of(context, self._desk.now(), self._context.locale)
        self.view.show_fields((*told, *fields), other=other)

    def _on_second(self) -> None:
        if self._conversation_id is not None and self.view.isVisible():
            visit = self._desk.context(self._conversation_id).visit
            self.view.show_passing(passing_fields(visit, self._desk.now(), self._context.locale))

    def _on_context_changed(self, event: ContextChanged) -> None:
        if event.conversation_id == self._conversation_id:
            self._refresh_soon()

    # -------------------------------------------------------------------------------------- corrections

    def _save_name(self, text: str) -> None:
        self._save(text, name=True)

    def _save_email(self, text: str) -> None:
        self._save(text, name=False)

    def _save(self, text: str, *, name: bool) -> None:
        if self._visitor_id is None:
            return
        text = clean_line(text, 254)
        if not name and text and not _EMAIL.fullmatch(text):
            self.view.say_failed(name, self.tr("This is no e-mail address, such as name@example.org."))
            return
        self._scope.start(self._correct(self._visitor_id, text, name=name), name="correct visitor", exclusive=True)

    async def _correct(self, visitor_id: VisitorId, text: str, *, name: bool) -> None:
        self._refused = ""
        done = await self._desk.correct_visitor(visitor_id, text if name else None, None if name else text)
        if visitor_id != self._visitor_id:
            return
        if done:
            (self.view.name if name else self.view.email).show_saved(text, discard=True)
        else:
            self.view.say_failed(name, self._refused or self.tr("It could not be saved. Try again in a moment."))

    def _on_wish_failed(self, event: WishFailed) -> None:
        if event.wish == "correct_visitor":
            self._refused = refusal_words(event.reason)

    # ------------------------------------------------------------------------------------------- privacy

    def _export(self) -> None:
        if self._visitor_id is not None:
            self._privacy.export(self._visitor_id)

    def _erase(self) -> None:
        context = self._desk.context(self._conversation_id) if self._conversation_id is not None else None
        if context is not None and context.visitor is not None:
            visitor = context.visitor
            self._privacy.erase(visitor.id, visitor_words(visitor.name, visitor.number))

    def _show_retention(self) -> None:
        row = self._desk.row(self._conversation_id) if self._conversation_id is not None else None
        if row is not None:
            self._privacy.show_retention(row.site)

    def _on_erased(self, visitor_id: VisitorId) -> None:
        if visitor_id == self._visitor_id:
            self._refresh()

    # -------------------------------------------------------------------------------------------- opening

    def _on_link(self, url: str) -> None:
        if open_link(url):
            self.link_requested.emit(url)

    def _on_previous(self, conversation_id: str) -> None:
        self.open_previous(conversation_id)
        self.previous_requested.emit(conversation_id)

    async def _show_previous(self, conversation_id: ConversationId) -> None:
        sheet = PreviousChatView(self._context, self._desk, conversation_id, self.view.window())
        self._sheet = sheet
        sheet.load()
        opened = answer = None
        try:
            answer = await sheet.asked()
            if answer == "make_case":
                opened = sheet.opened
        finally:
            if self._sheet is sheet:
                self._sheet = None
            await sheet.close_scope()
            sheet.deleteLater()
        if opened is not None:
            self.case_requested.emit(opened)
        elif answer == "archive":
            self.archive_requested.emit(conversation_id)

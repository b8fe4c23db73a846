"""The widgets' gateway: one WebSocket per browser tab, frames of `protocol.visitor`; knows no SQL."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from aiohttp import web
from msgspec import structs

from operator_console.domain.contact import MAX_EMAIL_CHARS, is_email, is_phone
from operator_console.domain.conversations import SystemLine
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.domain.invitations import InvitedBy
from operator_console.domain.masking import mask, mask_typing
from operator_console.domain.people import Cart, CartItem, Site
from operator_console.domain.plain_text import MAX_MESSAGE_CHARS, clean_line, clean_message
from operator_console.domain.routing import Wishes, wishes_of
from operator_console.domain.site_settings import ConsentMode
from operator_console.protocol.agent import VisitorTyping
from operator_console.protocol.call_backs import AskCallBack, AskTimes
from operator_console.protocol.codec import encode, visitor_request
from operator_console.protocol.events import conversation_stream
from operator_console.protocol.frames import (
    Ack,
    FetchStream,
    Ping,
    Pong,
    Receipt,
    Refusal,
    ReplayDone,
    Resume,
    SendRefused,
)
from operator_console.protocol.invitations import InvitationAnswer
from operator_console.protocol.pages import PageAnswer
from operator_console.protocol.versions import VERSIONS, Close, agree
from operator_console.protocol.visitor import (
    CartChanged,
    CustomFields,
    GiveForm,
    Leave,
    LeaveContact,
    Page,
    ShowIdentity,
    Typing,
    VisitEvent,
    VisitorHello,
    VisitorRequest,
    VisitorSend,
    VisitorWelcome,
)
from operator_console.runtime.fail_points import fail_point
from operator_console.server.accounts import hash_of, new_token
from operator_console.server.authorise import Action, VisitorActor, authorise
from operator_console.server.connection import Connection, text_frame
from operator_console.server.gateway import open_socket, read_frames, receive_hello, serve_until_cut
from operator_console.server.http_api import client_address, network_of
from operator_console.server.identity_tokens import Vouched
from operator_console.server.limits import PerKey
from operator_console.server.origins import Origins
from operator_console.server.site_look import look_of
from operator_console.server.store import reads
from operator_console.server.store.writer import StoreUnavailable
from operator_console.server.switchboard import Switchboard
from operator_console.server.tab_after import TabAfter, tab_routes
from operator_console.server.tab_call_backs import ask_call_back, tell_times
from operator_console.server.tab_form import give_form
from operator_console.server.tab_identity import show_identity, vouched_for
from operator_console.server.tab_pages import answer_page
from operator_console.server.tab_visit_events import note_event
from operator_console.server.visit_facts import campaign, device, search_words, web_url
from operator_console.server.visitor_lines import VisitorLine
from operator_console.server.visitor_view import shown_agent
from operator_console.server.works.answers import ChangeAnswer, Changed, Refused, SendAnswer, Sent
from operator_console.server.works.contact import KeepContact
from operator_console.server.works.handling import NoteLine, VisitorLeaves
from operator_console.server.works.messages import SendFromVisitor, is_client_id
from operator_console.server.works.visits import Arrival, Arrived

MAX_PREVIEW_CHARS = 1_000
MAX_TITLE_CHARS = 200
MAX_FIELDS = 20
MAX_FIELD_CHARS = 200
MAX_CART_ITEMS = 100
MAX_CENTS = 10**12
MAX_QUANTITY = 10**6
MAX_TABS = 20
NEWCOMER_RETRY_S = 60.0
_NO_WISHES = Wishes()
_REFUSED = '{"refused": "origin"}'
_TELL_ANYBODY = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"}
"""So that a page that may not chat can say so, instead of trying for ever."""


class VisitorGateway:
    """Answers ``/ws/visitor``."""

    def __init__(self, switchboard: Switchboard, origins: Origins) -> None:
        self._board = switchboard
        self._origins = origins
        rate_per_s = switchboard.config.new_visitors_per_minute / 60
        self._newcomers = PerKey(rate_per_s, 600 * rate_per_s)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one tab until it leaves; an origin that no site allows gets 403."""
        origin = request.headers.get("Origin")
        if not self._origins.known(origin):
            self._note_refused(request.query.get("site", ""), origin)
            raise web.HTTPForbidden(
                text=_REFUSED if origin else "{}", content_type="application/json", headers=_TELL_ANYBODY
            )
        board = self._board
        socket, connection = await open_socket(request, board.scope, for_visitor=True)
        user_agent = request.headers.get("User-Agent", "")
        address = network_of(client_address(request, board.config.trusted_proxies))
        await serve_until_cut(connection, self._serve(socket, connection, origin, (user_agent, address)))
        return socket

    async def _serve(
        self, socket: web.WebSocketResponse, connection: Connection, origin: str | None, browser: tuple[str, str]
    ) -> None:
        board = self._board
        hello = await receive_hello(socket, connection, visitor_request, board.config.hello_timeout_s)
        tab = await self._welcome(connection, hello, origin, browser) if hello is not None else None
        if tab is None:
            return
        del hello
        try:
            await read_frames(socket, connection, visitor_request, tab.handle, board.config.max_frames_per_s)
        finally:
            board.visitors.leave(tab.line.visitor_id, connection, datetime.now(UTC))
            board.disconnect(connection)

    async def _welcome(
        self, connection: Connection, hello: VisitorRequest, origin: str | None, browser: tuple[str, str]
    ) -> "Tab | None":
        """Answer hello, or refuse and return None; `browser` is the user agent and the address."""
        board = self._board
        if not isinstance(hello, VisitorHello):
            connection.deny(Close.BAD_FRAME)
            return None
        version = agree(VERSIONS, hello.versions)
        site = board.directory.sites.get(hello.site_id)
        refused = Close.VERSION if version is None else None
        if refused is None and (site is None or not self._origins.allowed(origin, site)):
            refused = Close.FORBIDDEN
            self._note_refused(hello.site_id, origin)
        if refused is None and board.directory.settings_of(hello.site_id).consent is ConsentMode.ASKED:
            refused = None if hello.consent else Close.NO_CONSENT
        page_url = web_url(hello.page.url)
        if refused is None and (not 8 <= len(hello.visit_key) <= 64 or page_url is None):
            refused = Close.BAD_FRAME
        if refused is not None or site is None or page_url is None or version is None:
            connection.deny(refused or Close.FORBIDDEN)
            return None
        user_agent, address = browser
        token = new_token()
        try:
            if not await self._may_enter(hello.token, address):
                connection.deny(Close.TOO_SLOW, retry_after_s=NEWCOMER_RETRY_S)
                return None
            vouched = await vouched_for(board, site.id, hello.identity)
            arrived = await board.store.perform(_arrival(hello, page_url, token, user_agent, vouched))
        except StoreUnavailable:
            connection.deny(Close.GOODBYE, retry_after_s=board.config.stop_retry_after_s)
            return None
        if arrived.known:
            self._newcomers.give_back(address)
        if len(board.visitors.tabs(arrived.visitor.id)) >= MAX_TABS:
            connection.deny(Close.TOO_SLOW, retry_after_s=60.0)
            return None
        token = hello.token if arrived.known and hello.token else token
        board.sightings.saw(site.id, origin, datetime.now(UTC))
        return self._let_in(connection, hello, arrived, site, (version, token, page_url))

    def _note_refused(self, site_id: str, origin: str | None) -> None:
        """Remember where a page stands that names a site of ours and may not chat: its owner may have forgotten it."""
        site = self._board.directory.sites.get(SiteId(site_id))
        if site is not None:
            self._board.sightings.refused(site.id, origin, datetime.now(UTC))

    async def _may_enter(self, token: str | None, address: str) -> bool:
        """Tell whether another newcomer may come from this address; who is known already always may."""
        if self._newcomers.take(address, asyncio.get_running_loop().time()):
            return True
        store = self._board.store
        return token is not None and await store.read(reads.visitor_of_token, hash_of(token)) is not None

    def _let_in(
        self,
        connection: Connection,
        hello: VisitorHello,
        arrived: Arrived,
        site: Site,
        agreed: tuple[int, str, str],
    ) -> "Tab":
        board = self._board
        version, token, page_url = agreed
        now = datetime.now(UTC)
        line = board.visitors.arrive(arrived.visitor, arrived.visit, connection, now)
        if arrived.verified:
            board.visitors.set_verified(line, now)
        tab = Tab(board, connection, line)
        board.connect(connection)
        chat = board.chats.of_visitor(line.visitor_id)
        connection.send(
            VisitorWelcome(
                version=version,
                epoch=board.store.epoch,
                server_time=now,
                visitor_id=line.visitor_id,
                token=token,
                site=look_of(board, site, hello.page.language or hello.language, now),
                available=board.is_available(site.department_id),
                conversation_id=chat.id if chat else None,
                agent=shown_agent(chat, board.directory),
                name=arrived.visitor.name,
                call_back=board.call_backs.shown_to(line.visitor_id),
                heartbeat_s=board.config.heartbeat_s,
            )
        )
        if arrived.returned:
            board.store.submit(NoteLine(line.visitor_id, SystemLine.VISITOR_RETURNED, {}), _not_asked)
        if chat is not None:
            board.inviting.began(line)
        tab.look_at(page_url, hello.page)
        board.visitor_returned(line)
        board.bot.expect(site)
        return tab


class Tab:
    """One connected browser tab: what its frames ask for, and the answers."""

    __slots__ = ("_after", "_board", "_connection", "line")

    def __init__(self, board: Switchboard, connection: Connection, line: VisitorLine) -> None:
        self._board = board
        self._connection = connection
        self.line = line
        self._after = tab_routes(TabAfter(board, connection, line))

    @property
    def _actor(self) -> VisitorActor:
        return VisitorActor(visitor_id=self.line.visitor_id, site_id=self.line.site_id)

    @property
    def _site(self) -> Site | None:
        return self._board.directory.sites.get(self.line.site_id)

    def handle(self, frame: VisitorRequest) -> None:
        """Take one frame; a second hello is ignored, as are pongs, which have been counted as a sign of life."""
        route = _ROUTES.get(type(frame))
        if route is not None:
            route(self, frame)
        elif (after := self._after.get(type(frame))) is not None:
            after(frame)

    def look_at(self, url: str, page: Page) -> None:
        """Put a page on screen, in the visit and, while there is a chat, in its transcript."""
        title = _title(page)
        self._look_at(url, title)
        if not page.hidden:
            self.line.language = clean_line(page.language, 35)
            self._board.inviting.looked(self.line, self._connection)

    def _look_at(self, url: str, title: str) -> None:
        if not self._board.visitors.view_page(self.line, url, title, datetime.now(UTC)):
            return
        if self._board.chats.of_visitor(self.line.visitor_id) is not None:
            note = NoteLine(self.line.visitor_id, SystemLine.PAGE_VIEWED, {"title": title, "url": url})
            self._board.store.submit(note, _not_asked)

    # -- streams

    def resume(self, frame: Resume) -> None:
        """Catch the visitor's own streams up."""
        self._connection.do_in_turn(self._catch_up_all(frame))

    async def _catch_up_all(self, frame: Resume) -> None:
        board, connection = self._board, self._connection
        board.subscriptions.remove(connection)
        streams: dict[str, tuple[str, int] | None] = {}
        for stream in list(frame.streams)[:3]:
            if await self._may_read(stream):
                streams[stream] = frame.streams[stream]
        chat = board.chats.of_visitor(self.line.visitor_id)
        if chat is not None:
            streams.setdefault(conversation_stream(chat.id), None)
        for stream, position in streams.items():
            await self._catch_up(stream, position)
        connection.send(ReplayDone())

    async def _may_read(self, stream: str) -> bool:
        if not stream.startswith("c:"):
            self._board.witness.refused(self._actor, "resume", stream)
            return False
        conversation_id = ConversationId(stream[2:])
        chat = self._board.chats.get(conversation_id)
        try:
            chat = chat or await self._board.store.read(reads.read_conversation, conversation_id)
        except StoreUnavailable:
            self._connection.deny(Close.GOODBYE, retry_after_s=self._board.config.stop_retry_after_s)
            return False
        allowed = chat is not None and authorise(self._actor, Action.READ, chat)
        if not allowed:
            self._board.witness.refused(self._actor, "resume", stream)
        return allowed

    async def _catch_up(self, stream: str, known: tuple[str, int] | None) -> None:
        try:
            await self._board.subscriptions.catch_up(self._connection, stream, known, self._board.snapshot_for_visitor)
        except StoreUnavailable:
            self._connection.deny(Close.GOODBYE, retry_after_s=self._board.config.stop_retry_after_s)

    def fetch(self, frame: FetchStream) -> None:
        """Fill a gap in a stream that this tab gets."""
        if frame.stream in self._connection.streams:
            self._connection.do_in_turn(self._fetch_one(frame))

    async def _fetch_one(self, frame: FetchStream) -> None:
        await self._catch_up(frame.stream, (frame.epoch, frame.pos))
        self._connection.send(ReplayDone(stream=frame.stream))

    # -- messages

    def send(self, frame: VisitorSend) -> None:
        """Store a message."""
        reason = None
        if not is_client_id(frame.client_id):
            reason = Refusal.INVALID
        elif len(frame.text) > MAX_MESSAGE_CHARS:
            reason = Refusal.TOO_LARGE
        chat = self._board.chats.of_visitor(self.line.visitor_id)
        said_before = chat.last_text if chat is not None else ""
        text = mask(clean_message(frame.text), said_before) if reason is None else ""
        if reason is None and not text.strip() and frame.attachment_id is None:
            reason = Refusal.INVALID
        if reason is not None:
            self._connection.send(SendRefused(client_id=frame.client_id[:64], reason=reason))  # type: ignore[arg-type]  # a cut id
            return
        name = mask(clean_line(frame.name)) if frame.name else None
        is_clean = text == frame.text and name == frame.name
        cleaned = frame if is_clean else structs.replace(frame, text=text, name=name)
        invited_by = self._board.inviting.accepting(self.line) if chat is None else None
        wishes = self._wishes() if chat is None else _NO_WISHES
        work = SendFromVisitor(self._actor, self.line.visit.id, cleaned, wishes, invited_by, self._to_bot())
        self._board.store.submit(work, partial(self._sent, cleaned, invited_by))

    def _to_bot(self) -> bool:
        """Tell whether a conversation that begins now begins with the bot."""
        return self._site is not None and self._board.bot.begins(self._site)

    def _wishes(self) -> Wishes:
        site = self._site
        if site is None:
            return _NO_WISHES
        return wishes_of(self.line.visit, site.rules, site.language)

    def _said_before(self) -> str:
        chat = self._board.chats.of_visitor(self.line.visitor_id)
        return chat.last_text if chat is not None else ""

    def _sent(
        self,
        frame: VisitorSend,
        invited_by: InvitedBy | None,
        answer: SendAnswer | None,
        error: BaseException | None,
    ) -> None:
        began = isinstance(answer, Sent) and answer.began is not None
        if invited_by is not None and not began:
            self._board.inviting.not_accepted(self.line)
        if error is not None or not isinstance(answer, Sent):
            reason = getattr(answer, "reason", Refusal.UNAVAILABLE)
            if reason is Refusal.NOT_FOUND:
                self._board.witness.refused(self._actor, "send", frame.attachment_id or "")
            self._connection.send(SendRefused(client_id=frame.client_id, reason=reason))
            return
        message = answer.message
        fail_point("server.ack.before")
        self._connection.send(
            Ack(
                client_id=frame.client_id,
                conversation_id=message.conversation_id,
                message_id=message.id,
                pos=message.pos,
                at=message.sent_at,
            )
        )
        if answer.began is not None:
            self._began(answer)

    def _began(self, answer: Sent) -> None:
        """Show the new conversation in every tab of the visitor; what follows comes as events."""
        board = self._board
        if answer.began is None:
            return
        board.inviting.began(self.line)
        stream = conversation_stream(answer.began.id)
        snapshot = text_frame(encode(board.visitor_frame(answer.began, (answer.message,))))
        for tab in board.visitors.tabs(self.line.visitor_id):
            board.subscriptions.remove(tab)
            tab.hold(stream)
            board.subscriptions.subscribe(tab, stream)
            tab.send_frame(snapshot)
            tab.release(stream, answer.began.last_pos)

    # -- the visit

    def page(self, frame: Page) -> None:
        """Note the page on screen."""
        url = web_url(frame.url)
        if url is not None:
            self.look_at(url, frame)

    def cart(self, frame: CartChanged) -> None:
        """Note the cart."""
        self._board.visitors.set_cart(self.line, _clean_cart(frame.cart), datetime.now(UTC))

    def fields(self, frame: CustomFields) -> None:
        """Note what the site shares."""
        fields = {
            mask(clean_line(key, MAX_FIELD_CHARS)): mask(clean_line(value, MAX_FIELD_CHARS))
            for key, value in list(frame.fields.items())[:MAX_FIELDS]
        }
        self._board.visitors.set_fields(self.line, {key: value for key, value in fields.items() if key})

    def event(self, frame: VisitEvent) -> None:
        """Note what happened on the site."""
        note_event(self._board.visitors, self.line, frame, datetime.now(UTC))

    def invitation(self, frame: InvitationAnswer) -> None:
        """Take over what became of the invitation."""
        self._board.inviting.answered(self.line, frame)

    def identity(self, frame: ShowIdentity) -> None:
        """Take over who the visitor is, if the site vouches for it."""
        self._connection.do_in_turn(show_identity(self._board, self._connection, self.line, frame.token))

    def form(self, frame: GiveForm) -> None:
        """Keep what the visitor fills in of the site's form."""
        give_form(self._board, self._actor, frame)

    def typing(self, frame: Typing) -> None:
        """Show whoever attends that, and where the site allows it what, the visitor types; stored nowhere."""
        board, site = self._board, self._site
        chat = board.chats.of_visitor(self.line.visitor_id)
        if chat is None or site is None:
            return
        shown = frame.active and site.typing_preview
        typed = clean_message(frame.text[:MAX_PREVIEW_CHARS]) if shown else ""
        preview = mask_typing(typed, self._said_before())
        value = VisitorTyping(conversation_id=chat.id, active=frame.active, preview=preview)
        board.watching.offer(chat, f"typing {chat.id}", value)

    def receipt(self, frame: Receipt) -> None:
        """Take over how far the visitor has received and read."""
        chat = self._board.chats.of_visitor(self.line.visitor_id)
        if chat is None or chat.id != frame.conversation_id:
            return
        self._board.take_receipt(chat, frame)
        for tab in self._board.visitors.tabs(self.line.visitor_id):
            if tab is not self._connection:
                tab.offer("receipt", text_frame(encode(frame)))

    def leave(self, frame: Leave) -> None:
        """The visitor ends the chat."""
        chat = self._board.chats.of_visitor(self.line.visitor_id)
        if chat is None or frame.conversation_id not in {None, chat.id}:
            return
        self._board.store.submit(VisitorLeaves(self.line.visitor_id, ended=True), _not_asked)

    def contact(self, frame: LeaveContact) -> None:
        """Keep how the visitor can be reached later."""
        email = clean_line(frame.email[: MAX_EMAIL_CHARS + 1], MAX_EMAIL_CHARS + 1).strip()
        phone = clean_line(frame.phone[:MAX_FIELD_CHARS], MAX_FIELD_CHARS).strip()
        reachable = (is_email(email) or not email) and (is_phone(phone) or not phone) and bool(email or phone)
        if not is_client_id(frame.client_id) or not reachable:
            self._connection.send(SendRefused(client_id=frame.client_id[:64], reason=Refusal.INVALID))  # type: ignore[arg-type]  # a cut id
            return
        cleaned = structs.replace(frame, email=email, phone=phone)

        def kept(answer: ChangeAnswer | None, _error: BaseException | None) -> None:
            if not isinstance(answer, Changed):
                reason = answer.reason if isinstance(answer, Refused) else Refusal.UNAVAILABLE
                self._connection.send(SendRefused(client_id=frame.client_id, reason=reason))

        self._board.store.submit(KeepContact(self._actor, cleaned), kept)

    def call_back_times(self, _frame: AskTimes) -> None:
        """Tell when the visitor could be called."""
        tell_times(self._board, self.line, self._connection)

    def call_back(self, frame: AskCallBack) -> None:
        """Keep that the visitor wants to be called."""
        ask_call_back(self._board, self.line, self._actor, self._connection, frame)

    def page_answer(self, frame: PageAnswer) -> None:
        """Note whether a page may open."""
        answer_page(self._board, self._actor, frame)

    def ping(self, frame: Ping) -> None:
        """Answer with the server's time."""
        self._connection.send(Pong(id=frame.id, sent_s=frame.sent_s, server_time=datetime.now(UTC)))


_ROUTES: dict[type, Callable[[Tab, Any], None]] = {
    VisitorSend: Tab.send,
    Typing: Tab.typing,
    Page: Tab.page,
    Ping: Tab.ping,
    Receipt: Tab.receipt,
    Resume: Tab.resume,
    FetchStream: Tab.fetch,
    CartChanged: Tab.cart,
    CustomFields: Tab.fields,
    VisitEvent: Tab.event,
    InvitationAnswer: Tab.invitation,
    ShowIdentity: Tab.identity,
    GiveForm: Tab.form,
    Leave: Tab.leave,
    LeaveContact: Tab.contact,
    AskTimes: Tab.call_back_times,
    AskCallBack: Tab.call_back,
    PageAnswer: Tab.page_answer,
}


def _arrival(hello: VisitorHello, page_url: str, token: str, user_agent: str, vouched: Vouched | None) -> Arrival:
    referrer = web_url(hello.referrer) if hello.referrer else None
    return Arrival(
        site_id=hello.site_id,
        token_hash=hash_of(hello.token) if hello.token else None,
        new_token_hash=hash_of(token),
        visit_key=hello.visit_key,
        page_url=page_url,
        page_title=_title(hello.page),
        referrer=referrer,
        search_words=search_words(referrer),
        campaign=campaign(page_url),
        device=device(user_agent, touch=hello.touch),
        language=clean_line(hello.language, 35) if hello.language else None,
        time_zone=clean_line(hello.time_zone, 64) if hello.time_zone else None,
        vouched=vouched,
    )


def _title(page: Page) -> str:
    return mask(clean_line(page.title, MAX_TITLE_CHARS))


def _clean_cart(cart: Cart | None) -> Cart | None:
    if cart is None or not cart.items:
        return None
    items = tuple(
        CartItem(
            name=clean_line(item.name, MAX_FIELD_CHARS),
            quantity=max(0, min(item.quantity, MAX_QUANTITY)),
            price_cents=max(-MAX_CENTS, min(item.price_cents, MAX_CENTS)),
        )
        for item in cart.items[:MAX_CART_ITEMS]
    )
    return Cart(currency=clean_line(cart.currency, 3), items=items)


def _not_asked(_answer: object, _error: BaseException | None) -> None:
    """Nobody waits for the answer; the store has logged what went wrong."""

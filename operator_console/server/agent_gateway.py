"""The consoles' gateway: one WebSocket per console, frames of `protocol.agent`; knows no SQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from aiohttp import web
from msgspec import structs

from operator_console.domain.conversations import MessageKind
from operator_console.domain.ids import ConversationId
from operator_console.domain.masking import mask
from operator_console.domain.people import Agent
from operator_console.domain.plain_text import MAX_MESSAGE_CHARS, clean_line, clean_message
from operator_console.protocol.after import SendMail
from operator_console.protocol.agent import (
    Accept,
    AgentActivity,
    AgentHello,
    AgentRequest,
    AgentTyping,
    AgentWelcome,
    CloseConversation,
    CorrectVisitor,
    NoAnswerNeeded,
    OwnSeen,
    Release,
    SendMessage,
    SetStatus,
    SetTags,
)
from operator_console.protocol.call_backs import ChangeCallBack
from operator_console.protocol.codec import agent_request, encode
from operator_console.protocol.events import agent_stream, conversation_stream, department_stream
from operator_console.protocol.frames import (
    Ack,
    Done,
    Failed,
    FetchStream,
    Ping,
    Pong,
    Refusal,
    ReplayDone,
    Resume,
    SendRefused,
    Stale,
)
from operator_console.protocol.handling import RaiseHand
from operator_console.protocol.pages import PushPage
from operator_console.protocol.versions import ARCHIVE, FEATURES, MAIL, OWN_SEEN, VERSIONS, Close, agree
from operator_console.protocol.visitor import AgentTypes
from operator_console.runtime.fail_points import fail_point
from operator_console.server.accounts import Accounts
from operator_console.server.agent_lines import AgentLine, start_of_today
from operator_console.server.authorise import Action, AgentActor, actor_of, authorise
from operator_console.server.connection import Connection, text_frame
from operator_console.server.console_after import mail_routes
from operator_console.server.console_call_backs import call_back_routes
from operator_console.server.console_hands import hand_routes
from operator_console.server.console_invitations import invite_routes
from operator_console.server.console_offers import OfferWish, offer_routes
from operator_console.server.console_pages import page_routes
from operator_console.server.console_street import street_routes
from operator_console.server.console_team import TeamFrames
from operator_console.server.gateway import open_socket, read_frames, receive_hello, serve_until_cut
from operator_console.server.origins import Origins
from operator_console.server.store import reads
from operator_console.server.store.archive_comments import count_unread
from operator_console.server.store.writer import StoreUnavailable, Work
from operator_console.server.switchboard import Switchboard, with_status
from operator_console.server.works.answers import ChangeAnswer, Changed, OutOfDate, Refused, SendAnswer, Sent
from operator_console.server.works.handling import (
    Claim,
    Correct,
    MarkNoAnswerNeeded,
    ReplaceTags,
    WrapUpConversation,
)
from operator_console.server.works.leading import may_speak
from operator_console.server.works.leases import Release as ReleaseChats
from operator_console.server.works.messages import SendFromAgent, is_client_id
from operator_console.server.works.visits import StoreStatus

MAX_TAGS = 20
MAX_POSITION = 2**53
MAX_RELEASED = 500
MAX_TAG_CHARS = 40
MAX_EMAIL_CHARS = 254
Wish = (
    Accept
    | NoAnswerNeeded
    | CloseConversation
    | Release
    | SetTags
    | CorrectVisitor
    | OfferWish
    | RaiseHand
    | SendMail
    | ChangeCallBack
    | PushPage
)
"""Frames that ask for a change and are answered."""
_SENDABLE = frozenset({MessageKind.TEXT, MessageKind.FILE, MessageKind.NOTE})


class AgentGateway:
    """Answers ``/ws/agent``."""

    def __init__(self, switchboard: Switchboard, accounts: Accounts, origins: Origins) -> None:
        self._board = switchboard
        self._accounts = accounts
        self._origins = origins

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one console until it leaves; a browser page of another origin gets 403."""
        origin = request.headers.get("Origin")
        if origin is not None and not self._origins.own(origin):
            raise web.HTTPForbidden
        board = self._board
        socket, connection = await open_socket(request, board.scope, for_visitor=False)
        await serve_until_cut(connection, self._serve(socket, connection))
        return socket

    async def _serve(self, socket: web.WebSocketResponse, connection: Connection) -> None:
        board = self._board
        hello = await receive_hello(socket, connection, agent_request, board.config.hello_timeout_s)
        if hello is None:
            return
        if not isinstance(hello, AgentHello):
            connection.deny(Close.BAD_FRAME)
            return
        version = agree(VERSIONS, hello.versions)
        if version is None:
            connection.deny(Close.VERSION)
            return
        try:
            session = await self._accounts.session_of(hello.token)
            agent = board.directory.agents.get(session.agent_id) if session is not None else None
            if session is None or agent is None:
                connection.deny(Close.NOT_SIGNED_IN)
                return
            line = await self._line(agent)
            connection.features = frozenset(self._features()) & frozenset(hello.features)
            unread = await self._unread(agent) if ARCHIVE in connection.features else 0
        except StoreUnavailable:
            connection.deny(Close.GOODBYE, retry_after_s=board.config.stop_retry_after_s)
            return
        console = Console(board, connection, line, agent)
        connection.run, connection.attempt = hello.run, hello.attempt
        if not board.agent_arrived(line, connection, session.id):
            connection.deny(Close.REPLACED)
            return
        try:
            connection.send(console.welcome(version, unread))
            board.agent_ready(line)
            await read_frames(socket, connection, agent_request, console.handle, board.config.max_frames_per_s)
        finally:
            board.agent_left(line, connection)

    def _features(self) -> tuple[str, ...]:
        """Return what this server can."""
        missing = {ARCHIVE} if not self._board.archive.available else set()
        if not self._board.config.has_mail:
            missing.add(MAIL)
        return tuple(each for each in FEATURES if each not in missing)

    async def _unread(self, agent: Agent) -> int:
        return await self._board.store.read(count_unread, agent.id)

    async def _line(self, agent: Agent) -> AgentLine:
        """Return the agent's line, with today's figures read when it begins to live."""
        line = self._board.agents.line(agent.id, agent.status)
        if not line.connected:
            now = datetime.now(UTC)
            figures = await self._board.store.read(reads.today_figures, agent.id, start_of_today(now))
            line.today, line.day = figures, now.astimezone().date()
            line.departments, line.role = agent.departments, agent.role
        return line


class Console:
    """One connected console: what its frames ask for, and the answers."""

    def __init__(self, board: Switchboard, connection: Connection, line: AgentLine, agent: Agent) -> None:
        self._board = board
        self._connection = connection
        self._line = line
        self._agent_id = agent.id
        self._routes: dict[type, Callable[[Any], None]] = {
            SendMessage: self._send,
            Ping: self._ping,
            Resume: self._resume,
            FetchStream: self._fetch,
            Accept: self._accept,
            NoAnswerNeeded: self._no_answer_needed,
            CloseConversation: self._wrap_up,
            SetTags: self._set_tags,
            SetStatus: self._set_status,
            CorrectVisitor: self._correct,
            AgentTyping: self._typing,
            Release: self._release,
            OwnSeen: self._seen,
            AgentActivity: self._activity,
            **offer_routes(self._ask),
            **TeamFrames(board, connection, agent.id, line).routes,
            **hand_routes(self._ask),
            **mail_routes(self._ask),
            **invite_routes(board, connection, agent.id),
            **call_back_routes(self._ask),
            **page_routes(self._ask, lambda: board.address),
            **street_routes(board, connection, agent.id),
        }

    @property
    def _actor(self) -> AgentActor | None:
        agent = self._board.directory.agents.get(self._agent_id)
        return actor_of(agent) if agent is not None else None

    def welcome(self, version: int, archive_unread: int) -> AgentWelcome:
        """Return the answer to hello."""
        board = self._board
        directory = board.directory
        me = directory.agents[self._agent_id]
        colleagues = {
            agent.id: agent for department_id in me.departments for agent in directory.agents_of(department_id)
        }
        now = datetime.now(UTC)
        return AgentWelcome(
            version=version,
            epoch=board.store.epoch,
            server_time=now,
            server_name=board.config.server_name,
            me=structs.replace(me, status=self._line.status),
            sites=directory.sites_of(me),
            departments=tuple(directory.departments[key] for key in me.departments if key in directory.departments),
            agents=with_status(board, tuple(colleagues.values())),
            today=board.agents.figures_of_today(self._line, now),
            articles_version=directory.articles_version,
            heartbeat_s=board.config.heartbeat_s,
            features=tuple(sorted(self._connection.features)),
            archive_unread=archive_unread,
        )

    def handle(self, frame: AgentRequest) -> None:
        """Take one frame; a second hello is ignored, as are pongs, which have been counted as a sign of life."""
        route = self._routes.get(type(frame))
        if route is not None:
            route(frame)

    # -- streams

    def _resume(self, frame: Resume) -> None:
        self._connection.do_in_turn(self._catch_up_all(frame))

    async def _catch_up_all(self, frame: Resume) -> None:
        board, connection = self._board, self._connection
        board.subscriptions.remove(connection)
        agent = board.directory.agents.get(self._agent_id)
        if agent is None:
            return
        streams = [agent_stream(agent.id), *(department_stream(key) for key in agent.departments)]
        streams += [conversation_stream(chat.id) for chat in board.chats.of_agent(agent.id)]
        streams += [conversation_stream(chat.id) for chat in board.joined_by(agent.id)]
        streams += [conversation_stream(chat_id) for chat_id in board.watching.watched_by(connection)]
        for stream in streams:
            await self._catch_up(stream, frame.streams.get(stream))
        connection.send(ReplayDone())

    async def _catch_up(self, stream: str, known: tuple[str, int] | None) -> None:
        try:
            await self._board.subscriptions.catch_up(self._connection, stream, known, self._board.snapshot_for_agent)
        except StoreUnavailable:
            self._connection.deny(Close.GOODBYE, retry_after_s=self._board.config.stop_retry_after_s)

    def _fetch(self, frame: FetchStream) -> None:
        if frame.stream in self._connection.streams:
            self._connection.do_in_turn(self._fetch_one(frame))

    async def _fetch_one(self, frame: FetchStream) -> None:
        if frame.stream in self._connection.streams:
            await self._catch_up(frame.stream, (frame.epoch, frame.pos))
            self._connection.send(ReplayDone(stream=frame.stream))

    # -- messages

    def _send(self, frame: SendMessage) -> None:
        actor = self._actor
        reason = Refusal.NOT_FOUND if actor is None else _unsendable(frame)
        if actor is None or reason is not None:
            self._refuse(frame, reason or Refusal.NOT_FOUND)
            return
        chat = self._board.chats.get(frame.conversation_id)
        text = mask(clean_message(frame.text), chat.last_text if chat is not None else "")
        if not text.strip() and frame.attachment_id is None:
            self._refuse(frame, Refusal.INVALID)
            return
        cleaned = structs.replace(frame, text=text)
        self._line.attention.acted(datetime.now(UTC))
        self._board.store.submit(SendFromAgent(actor, cleaned, self._board.address), partial(self._sent, cleaned))

    def _sent(self, frame: SendMessage, answer: SendAnswer | None, error: BaseException | None) -> None:
        if error is not None or answer is None:
            self._refuse(frame, Refusal.UNAVAILABLE)
        elif isinstance(answer, Sent):
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
        elif isinstance(answer, OutOfDate):
            events = tuple(publication.event for publication in answer.events)
            self._connection.send(
                Stale(client_id=frame.client_id, conversation_id=frame.conversation_id, events=events)
            )
        else:
            self._refuse(frame, answer.reason)

    def _refuse(self, frame: SendMessage, reason: Refusal) -> None:
        if reason is Refusal.NOT_FOUND:
            self._note_refused("send", frame.conversation_id)
        self._connection.send(SendRefused(client_id=frame.client_id, reason=reason))

    # -- requests

    def _accept(self, frame: Accept) -> None:
        self._ask(frame, lambda actor: Claim(actor.agent_id, frame.conversation_id, actor))

    def _no_answer_needed(self, frame: NoAnswerNeeded) -> None:
        self._ask(frame, lambda actor: MarkNoAnswerNeeded(actor, frame))

    def _wrap_up(self, frame: CloseConversation) -> None:
        note = mask(clean_message(frame.note[:MAX_MESSAGE_CHARS]))
        cleaned = structs.replace(frame, tags=_tags(frame.tags), note=note)
        self._ask(frame, lambda actor: WrapUpConversation(actor, cleaned))

    def _release(self, frame: Release) -> None:
        """Give chats back; when the agent leaves, this console is no place for new ones from now on."""
        released = frame.conversation_ids[:MAX_RELEASED]
        if frame.leaving:
            self._line.leaving.add(self._connection)
            self._status_changed()
        self._ask(frame, lambda actor: ReleaseChats(actor, released))

    def _set_tags(self, frame: SetTags) -> None:
        cleaned = structs.replace(frame, tags=_tags(frame.tags))
        self._ask(frame, lambda actor: ReplaceTags(actor, cleaned))

    def _correct(self, frame: CorrectVisitor) -> None:
        cleaned = structs.replace(
            frame,
            name=None if frame.name is None else mask(clean_line(frame.name)),
            email=None if frame.email is None else clean_line(frame.email, MAX_EMAIL_CHARS),
        )
        self._ask(frame, lambda actor: Correct(actor, cleaned))

    def _set_status(self, frame: SetStatus) -> None:
        if frame.automatic and self._line.attention.elsewhere(self._connection):
            self._connection.send(Failed(request_id=frame.request_id, reason=Refusal.CONFLICT))
            return
        self._line.wanted = frame.status
        self._line.leaving.discard(self._connection)
        self._status_changed()

        def done(_nothing: None, error: BaseException | None) -> None:
            self._answered(frame.request_id, None if error else Changed(), error)

        self._board.store.submit(StoreStatus(self._agent_id, frame.status), done)

    def _status_changed(self) -> None:
        self._board.agents.tell_presence(self._agent_id)
        self._board.agent_changed(self._agent_id)

    def _ask(self, frame: Wish, work: Callable[[AgentActor], Work[ChangeAnswer]]) -> None:
        actor = self._actor
        if actor is None:
            self._connection.send(Failed(request_id=frame.request_id, reason=Refusal.NOT_FOUND))
            return

        def answered(answer: ChangeAnswer | None, error: BaseException | None) -> None:
            if isinstance(frame, Release) and frame.leaving and not isinstance(answer, Changed):
                self._line.leaving.discard(self._connection)
                self._status_changed()
            if isinstance(answer, Refused) and answer.reason is Refusal.NOT_FOUND:
                self._note_refused(str(type(frame).__struct_config__.tag), _target_of(frame))
            self._answered(frame.request_id, answer, error)

        self._board.store.submit(work(actor), answered)

    def _note_refused(self, action: str, target: str) -> None:
        if (actor := self._actor) is not None:
            self._board.witness.refused(actor, action, target)

    def _answered(self, request_id: str, answer: ChangeAnswer | None, error: BaseException | None) -> None:
        if isinstance(answer, Changed) and error is None:
            self._connection.send(Done(request_id=request_id))
            return
        reason = answer.reason if isinstance(answer, Refused) else Refusal.UNAVAILABLE
        self._connection.send(Failed(request_id=request_id, reason=reason))

    # -- what is not stored

    def _ping(self, frame: Ping) -> None:
        self._connection.send(Pong(id=frame.id, sent_s=frame.sent_s, server_time=datetime.now(UTC)))

    def _typing(self, frame: AgentTyping) -> None:
        if not self._may_write(frame.conversation_id):
            return
        self._line.attention.acted(datetime.now(UTC))
        if frame.active:
            self._board.offers.typed(frame.conversation_id)
        chat = self._board.chats.get(frame.conversation_id)
        if chat is not None:
            types = text_frame(encode(AgentTypes(active=frame.active)))
            for tab in self._board.visitors.tabs(chat.visitor_id):
                tab.offer("typing", types)
            self._board.watching.typed(chat, self._agent_id, frame)

    def _activity(self, frame: AgentActivity) -> None:
        was_locked = self._line.locked
        self._line.attention.told(self._connection, frame.idle_s, datetime.now(UTC), locked=frame.locked)
        if self._line.locked is not was_locked:
            self._board.agent_changed(self._agent_id)

    def _seen(self, frame: OwnSeen) -> None:
        """Show the agent's other consoles what was on screen at this one."""
        if not self._may_write(frame.conversation_id) or frame.pos < 0:
            return
        for connection in self._board.agents.connections(self._agent_id):
            if connection is not self._connection and OWN_SEEN in connection.features:
                connection.offer(f"own seen {frame.conversation_id}", text_frame(encode(frame)))

    def _may_write(self, conversation_id: ConversationId) -> bool:
        chat = self._board.chats.get(conversation_id)
        actor = self._actor
        if chat is None or actor is None:
            return False
        if not authorise(actor, Action.READ, chat):
            self._note_refused("ephemeral", conversation_id)
        return may_speak(actor, chat)


def _target_of(wish: Wish) -> str:
    """Return the id of what a wish is about, for the audit log."""
    if isinstance(wish, CorrectVisitor):
        return wish.visitor_id
    if isinstance(wish, ChangeCallBack):
        return wish.call_back_id
    return " ".join(wish.conversation_ids[:3]) if isinstance(wish, Release) else wish.conversation_id


def _unsendable(frame: SendMessage) -> Refusal | None:
    if not is_client_id(frame.client_id) or frame.kind not in _SENDABLE or not 0 <= frame.base_seq <= MAX_POSITION:
        return Refusal.INVALID
    if (frame.kind is MessageKind.FILE) != (frame.attachment_id is not None) and frame.kind is not MessageKind.NOTE:
        return Refusal.INVALID
    return Refusal.TOO_LARGE if len(frame.text) > MAX_MESSAGE_CHARS else None


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = (mask(clean_line(tag, MAX_TAG_CHARS)) for tag in tags[:MAX_TAGS])
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))

"""The HTTP interface of `protocol.http` except files: sign-in, history, articles, health; knows no SQL."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from ipaddress import IPv6Network, ip_address

import msgspec
from aiohttp import web
from msgspec import structs

from operator_console.domain.conversations import Conversation, MessageKind
from operator_console.domain.ids import ConversationId, VisitorId
from operator_console.domain.people import AgentStatus
from operator_console.protocol import http
from operator_console.protocol.codec import encode
from operator_console.protocol.frames import Refusal
from operator_console.protocol.versions import Close
from operator_console.server import article_address
from operator_console.server.accounts import Accounts, Over, Tokens, TooMany, hash_of
from operator_console.server.authorise import Action, Actor, AgentActor, DepartmentOf, VisitorActor, actor_of, authorise
from operator_console.server.documents import ASYNCAPI, OPENAPI, asyncapi, openapi
from operator_console.server.store import reads
from operator_console.server.store.sessions import Session
from operator_console.server.store.writer import StoreUnavailable
from operator_console.server.switchboard import Switchboard

MAX_BODY_BYTES = 64 * 1024
BODY_LIMIT_S = 10.0
MAX_PAGE = 200
HEALTH_LIMIT_S = 3.0
SNAPSHOT_PAGE = 60
_log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answer(value: object, status: int = 200) -> web.Response:
    """Return a body of ours as JSON that nobody keeps."""
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=encode(value), status=status, content_type="application/json", headers=headers)


def problem(status: int, reason: Refusal, *, detail: str = "", retry_after_s: float | None = None) -> web.Response:
    """Return a refusal."""
    response = answer(http.Problem(reason=reason, detail=detail, retry_after_s=retry_after_s), status)
    if retry_after_s is not None:
        response.headers["Retry-After"] = str(max(1, round(retry_after_s)))
    return response


NOT_FOUND = 404


class Unauthorised(Exception):
    """The request bears no good token."""


@web.middleware
async def translate_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give every refusal of the interface the same kind of body."""
    try:
        return await handler(request)
    except StoreUnavailable:
        return problem(503, Refusal.UNAVAILABLE, retry_after_s=2.0)
    except Unauthorised:
        response = problem(401, Refusal.NOT_FOUND)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    except msgspec.MsgspecError as error:
        return problem(400, Refusal.INVALID, detail=str(error)[:200])
    except web.HTTPRequestEntityTooLarge:
        return problem(413, Refusal.TOO_LARGE)
    except web.HTTPException as error:
        if error.status == NOT_FOUND and request.path.startswith("/api/"):
            return problem(NOT_FOUND, Refusal.NOT_FOUND)
        raise


class HttpApi:
    """Handlers of the interface; every one authorises for itself.

    Attributes:
        address: Where browsers reach the server; known once it listens.
    """

    def __init__(self, switchboard: Switchboard, accounts: Accounts) -> None:
        self._board = switchboard
        self._accounts = accounts
        self.address = switchboard.config.public_url or ""

    def routes(self) -> list[web.RouteDef]:
        """Return the interface's routes."""
        return [
            web.post(http.SIGN_IN, self.sign_in),
            web.post(http.REFRESH, self.refresh),
            web.post(http.SIGN_OUT, self.sign_out),
            web.get(http.DEVICES, self.devices),
            web.delete(http.DEVICES, self.end_other_devices),
            web.delete(http.DEVICE, self.end_device),
            web.get(http.CONVERSATION, self.conversation),
            web.get(http.MESSAGES, self.messages),
            web.get(http.PREVIOUS, self.previous),
            web.get(http.ARTICLES, self.articles),
            web.get(http.HEALTH, self.health),
            web.get(OPENAPI, self.openapi),
            web.get(ASYNCAPI, self.asyncapi),
        ]

    # -- signing in

    async def sign_in(self, request: web.Request) -> web.Response:
        """Account and password for a pair of tokens."""
        wish = msgspec.json.decode(await body_of(request), type=http.SignIn)
        try:
            found = await self._accounts.sign_in(
                wish.account, wish.password, wish.device, client_address(request, self._board.config.trusted_proxies)
            )
        except TooMany as error:
            return problem(429, Refusal.RATE_LIMITED, retry_after_s=error.retry_after_s)
        if found is None:
            return problem(401, Refusal.NOT_FOUND)
        agent, tokens = found
        line = self._board.agents.line(agent.id)
        if line.wanted is AgentStatus.OFFLINE:
            line.wanted = AgentStatus.ONLINE
        return self._signed_in(agent.id, tokens)

    async def refresh(self, request: web.Request) -> web.Response:
        """A refresh token for the next pair."""
        wish = msgspec.json.decode(await body_of(request), type=http.RefreshToken)
        found = await self._accounts.refresh(wish.refresh_token)
        if isinstance(found, Over):
            if found.session_id is not None:
                self._board.end_session(found.session_id, Close.REUSED)
            return problem(401, Refusal.NOT_FOUND)
        return self._signed_in(*found)

    async def sign_out(self, request: web.Request) -> web.Response:
        """End a session and cut its consoles."""
        wish = msgspec.json.decode(await body_of(request), type=http.RefreshToken)
        session_id = await self._accounts.sign_out(wish.refresh_token)
        if session_id is not None:
            self._board.end_session(session_id, Close.NOT_SIGNED_IN)
        return web.Response(status=204)

    # -- devices

    async def devices(self, request: web.Request) -> web.Response:
        """Where the agent is signed in."""
        session = await self._session(request)
        return answer(http.Devices(devices=await self._devices_of(session)))

    async def end_device(self, request: web.Request) -> web.Response:
        """Sign one of the agent's own devices out, this one too."""
        actor = await self.agent(request)
        device_id = request.match_info["device_id"]
        if not await self._accounts.end_device(actor, device_id):
            return self.not_found(actor, "device_revoked", device_id)
        self._board.end_session(device_id)
        return web.Response(status=204)

    async def end_other_devices(self, request: web.Request) -> web.Response:
        """Sign all of the agent's other devices out."""
        session = await self._session(request)
        for device_id in await self._accounts.end_other_devices(session.agent_id, session.id):
            self._board.end_session(device_id)
        return answer(http.Devices(devices=await self._devices_of(session)))

    async def _devices_of(self, session: Session) -> tuple[http.SignedInDevice, ...]:
        return tuple(
            http.SignedInDevice(
                id=each.id,
                name=each.device,
                signed_in_at=each.started_at,
                last_used_at=each.last_used_at,
                current=each.id == session.id,
                connected=bool(self._board.agents.of_session(each.id)),
            )
            for each in await self._accounts.devices(session.agent_id)
        )

    def _signed_in(self, agent_id: str, tokens: Tokens) -> web.Response:
        agent = next((found for key, found in self._board.directory.agents.items() if key == agent_id), None)
        if agent is None:
            return problem(401, Refusal.NOT_FOUND)
        status = self._board.agents.status(agent.id)
        return answer(
            http.SignedIn(
                access_token=tokens.access,
                refresh_token=tokens.refresh,
                expires_in_s=self._board.config.access_token_s,
                agent=structs.replace(agent, status=status),
            )
        )

    # -- reading

    async def conversation(self, request: web.Request) -> web.Response:
        """One conversation, for reading."""
        actor = await self.agent(request)
        conversation_id = ConversationId(request.match_info["conversation_id"])
        found = await self._board.store.read(reads.transcript, conversation_id, SNAPSHOT_PAGE)
        if found is None or not authorise(actor, Action.READ, found.conversation):
            return self.not_found(actor, "read_conversation", conversation_id)
        if found.conversation.agent_id != actor.agent_id:
            self._board.witness.read(actor, "read_conversation", conversation_id)
        return answer(
            http.ConversationPage(
                conversation=found.conversation,
                visitor=found.visitor,
                messages=found.messages,
                more=found.more,
                visit=found.visit,
            )
        )

    async def messages(self, request: web.Request) -> web.Response:
        """Older messages, for agents and for the conversation's visitor."""
        actor = await self.anybody(request)
        conversation_id = ConversationId(request.match_info["conversation_id"])
        before, limit = _number(request, "before", 2**62), _number(request, "limit", 50)
        chat = await self._readable(actor, conversation_id)
        if chat is None:
            return self.not_found(actor, "read_conversation", conversation_id)
        if isinstance(actor, AgentActor) and chat.agent_id != actor.agent_id:
            self._board.witness.read(actor, "read_conversation", conversation_id)
        for_visitor = isinstance(actor, VisitorActor)
        messages, more = await self._board.store.read(
            reads.messages_before, conversation_id, before, max(1, min(limit, MAX_PAGE)), for_visitor=for_visitor
        )
        if for_visitor:
            frame = self._board.visitor_frame(chat, messages)
            messages = tuple(message for message in frame.messages if message.kind is not MessageKind.NOTE)
        return answer(http.MessagePage(messages=messages, more=more))

    async def previous(self, request: web.Request) -> web.Response:
        """A visitor's earlier conversations, for agents of the site's department."""
        actor = await self.agent(request)
        visitor_id = VisitorId(request.match_info["visitor_id"])
        visitor = await self._board.store.read(reads.read_visitor, visitor_id)
        site = self._board.directory.sites.get(visitor.site_id) if visitor else None
        if site is None or not authorise(actor, Action.READ_HISTORY, DepartmentOf(department_id=site.department_id)):
            return self.not_found(actor, "read_history", visitor_id)
        return answer(http.PreviousChats(chats=await self._board.store.read(reads.previous_chats, visitor_id)))

    async def articles(self, request: web.Request) -> web.Response:
        """Changed articles of the agent's sites."""
        actor = await self.agent(request)
        after, limit = _number(request, "after", 0), _number(request, "limit", MAX_PAGE)
        agent = self._board.directory.agents[actor.agent_id]
        site_ids = tuple(site.id for site in self._board.directory.sites_of(agent))
        version = self._board.directory.articles_version
        found, more = await self._board.store.read(reads.articles_after, site_ids, after, max(1, min(limit, MAX_PAGE)))
        newest = found[-1].version if more else max(version, found[-1].version if found else 0)
        shown = tuple(article_address.shown(article, self.address) for article in found)
        return answer(http.ArticlePage(articles=shown, version=newest, more=more))

    async def health(self, _request: web.Request) -> web.Response:
        """Prove that a transaction can be committed."""
        try:
            async with asyncio.timeout(HEALTH_LIMIT_S):
                await self._board.store.check()
        except TimeoutError:
            return problem(503, Refusal.UNAVAILABLE)
        return answer({"status": "ok"})

    async def openapi(self, _request: web.Request) -> web.Response:
        """Describe the HTTP interface."""
        return answer(openapi())

    async def asyncapi(self, _request: web.Request) -> web.Response:
        """Describe the gateways."""
        return answer(asyncapi())

    # -- who asks

    async def agent(self, request: web.Request) -> AgentActor:
        """Return the agent whose access token the request bears.

        Raises:
            Unauthorised: There is none.
        """
        return self._actor_of(await self._session(request))

    async def _session(self, request: web.Request) -> Session:
        session = await self._accounts.session_of(bearer(request))
        if session is None:
            raise Unauthorised
        return session

    def _actor_of(self, session: Session) -> AgentActor:
        agent = self._board.directory.agents.get(session.agent_id)
        if agent is None:
            raise Unauthorised
        return actor_of(agent)

    def not_found(self, actor: Actor, action: str, target: str) -> web.Response:
        """Refuse what is not there and what is not the asker's with the same answer, and write it down."""
        self._board.witness.refused(actor, action, target)
        return problem(NOT_FOUND, Refusal.NOT_FOUND)

    async def anybody(self, request: web.Request) -> Actor:
        """Return the agent or the visitor whose token the request bears.

        Raises:
            Unauthorised: There is none.
        """
        token = bearer(request)
        session = await self._accounts.session_of(token)
        agent = self._board.directory.agents.get(session.agent_id) if session else None
        if agent is not None:
            return actor_of(agent)
        visitor = await self._board.store.read(reads.visitor_of_token, hash_of(token)) if token else None
        if visitor is None:
            raise Unauthorised
        return VisitorActor(visitor_id=visitor.id, site_id=visitor.site_id)

    async def _readable(self, actor: Actor, conversation_id: ConversationId) -> Conversation | None:
        chat = await self._board.store.read(reads.read_conversation, conversation_id)
        return chat if chat is not None and authorise(actor, Action.READ, chat) else None


def bearer(request: web.Request) -> str:
    """Return the request's bearer token, or nothing."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.casefold() == "bearer" else ""


def client_address(request: web.Request, trusted_proxies: tuple[str, ...]) -> str:
    """Return the client's address; a forwarding header counts only when a configured proxy has written it.

    Proxies add a line of their own or continue the last one; only what stands at the end is theirs.
    """
    address = request.remote or ""
    for hop in reversed(",".join(request.headers.getall("X-Forwarded-For", [])).split(",")):
        if address not in trusted_proxies or not hop.strip():
            break
        address = hop.strip()
    return address


def network_of(address: str) -> str:
    """Return what counts as one place: an IPv4 address, or the network that one IPv6 subscriber has to choose from."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(IPv6Network((int(found) >> 64 << 64, 64)))


async def body_of(request: web.Request, most: int = MAX_BODY_BYTES, limit_s: float | None = None) -> bytes:
    """Return a request's body of at most `most` bytes.

    Raises:
        HTTPRequestTimeout: It is not there in time.
        HTTPRequestEntityTooLarge
    """
    try:
        async with asyncio.timeout(BODY_LIMIT_S if limit_s is None else limit_s):
            return await _whole_body(request, most)
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


async def _whole_body(request: web.Request, most: int) -> bytes:
    if (request.content_length or 0) > most:
        raise web.HTTPRequestEntityTooLarge(max_size=most, actual_size=request.content_length or 0)
    body = bytearray()
    while not request.content.at_eof():
        body += await request.content.read(most + 1 - len(body))
        if len(body) > most:
            raise web.HTTPRequestEntityTooLarge(max_size=most, actual_size=len(body))
    return bytes(body)


def _number(request: web.Request, name: str, default: int) -> int:
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else default

"""Bodies of the HTTP interface and its paths; who may call what is the server's matter."""

from datetime import datetime

from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.domain.conversations import Conversation, Message, PreviousChat
from operator_console.domain.people import Agent, Visit, Visitor
from operator_console.protocol.refusal import Refusal

SIGN_IN = "/api/v1/sign-in"
REFRESH = "/api/v1/refresh"
SIGN_OUT = "/api/v1/sign-out"
DEVICES = "/api/v1/devices"
DEVICE = "/api/v1/devices/{device_id}"
MESSAGES = "/api/v1/conversations/{conversation_id}/messages"
CONVERSATION = "/api/v1/conversations/{conversation_id}"
PREVIOUS = "/api/v1/visitors/{visitor_id}/conversations"
ARTICLES = "/api/v1/articles"
UPLOADS = "/api/v1/uploads"
RESUMABLE = "/api/v1/uploads/resumable"
"""tus 1.0.0: POST begins a file, or finds the one that was begun under the same ``Upload-Key``."""
RESUMABLE_ONE = "/api/v1/uploads/resumable/{upload_id}"
"""HEAD tells the offset, PATCH appends, DELETE gives up; the PATCH that makes it whole is answered with it."""
FILES = "/api/v1/files/{attachment_id}"
HEALTH = "/healthz"
AGENT_SOCKET = "/ws/agent"
VISITOR_SOCKET = "/ws/visitor"
WIDGET = "/widget/widget.js"
SHOP = "/shop/{site_id}/"


class SignIn(Struct, frozen=True, kw_only=True):
    """POST sign-in."""

    account: str
    password: str
    device: str = ""


class RefreshToken(Struct, frozen=True, kw_only=True):
    """POST refresh and POST sign-out."""

    refresh_token: str


class SignedIn(Struct, frozen=True, kw_only=True):
    """Answer to sign-in and refresh; both tokens are opaque, the refresh token is good for one use."""

    access_token: str
    refresh_token: str
    expires_in_s: float
    agent: Agent


class SignedInDevice(Struct, frozen=True, kw_only=True):
    """One device on which the agent is signed in.

    Attributes:
        name: As the device called itself.
        current: The one that asks.
        connected: A console is open there now.
    """

    id: str
    name: str
    signed_in_at: datetime
    last_used_at: datetime
    current: bool
    connected: bool


class Devices(Struct, frozen=True, kw_only=True):
    """GET devices, the one used last first; DELETE devices ends all but the one that asks, DELETE device ends one."""

    devices: tuple[SignedInDevice, ...]


class MessagePage(Struct, frozen=True, kw_only=True):
    """GET messages?before=POS&limit=N: messages with a smaller position, oldest first."""

    messages: tuple[Message, ...]
    more: bool


class ConversationPage(Struct, frozen=True, kw_only=True):
    """GET conversation: one conversation with its newest messages, for reading."""

    conversation: Conversation
    visitor: Visitor
    messages: tuple[Message, ...]
    more: bool
    visit: Visit | None = None


class PreviousChats(Struct, frozen=True, kw_only=True):
    """GET previous conversations of a visitor, newest first, without the open one."""

    chats: tuple[PreviousChat, ...]


class ArticlePage(Struct, frozen=True, kw_only=True):
    """GET articles?after=VERSION&limit=N: changed articles by version; `deleted` ones are marked."""

    articles: tuple[Article, ...]
    version: int
    more: bool


class Problem(Struct, frozen=True, kw_only=True):
    """Body of every refused HTTP call, with status 4xx or 5xx."""

    reason: Refusal
    retry_after_s: float | None = None
    detail: str = ""

"""Frames of the visitor gateway (``/ws/visitor``); the shared ones are in `frames`."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from operator_console.domain.ids import AttachmentId, ClientId, ConversationId, SiteId, VisitorId
from operator_console.domain.people import Cart
from operator_console.domain.site_settings import FieldKind, SiteTexts
from operator_console.protocol.after import MailTranscript, Rate, Rated
from operator_console.protocol.call_backs import (
    AskCallBack,
    AskTimes,
    CallBackShown,
    CallBackTimes,
    ShownCallBack,
)
from operator_console.protocol.events import Event
from operator_console.protocol.frames import (
    Ack,
    ConversationSnapshot,
    Denied,
    FetchStream,
    Goodbye,
    Ping,
    Pong,
    Receipt,
    ReplayDone,
    Resume,
    SendRefused,
)
from operator_console.protocol.invitations import Invitation, InvitationAnswer
from operator_console.protocol.pages import PageAnswer


class Page(Struct, frozen=True, kw_only=True, tag="page"):
    """The visitor looks at this page now.

    Attributes:
        language: The page's own (BCP 47).
        hidden: The tab is not on screen: nobody looks at it yet.
    """

    url: str
    title: str = ""
    language: str = ""
    hidden: bool = False


class VisitorHello(Struct, frozen=True, kw_only=True, tag="hello"):
    """First frame of a browser tab.

    Attributes:
        token: The visitor's bearer from an earlier welcome, bound to the site; None for a newcomer.
        visit_key: Random key of this browser session (kept in session storage, shared by tabs through local storage).
        page: The page that is on screen.
        conversation_id: The open conversation that this tab shows, or None.
        identity: A token of the site's own server that vouches for who the visitor is; anything else is nobody's.
        consent: The visitor has said yes; wanted where the site asks first.
    """

    versions: tuple[int, ...]
    site_id: SiteId
    visit_key: str
    page: Page
    token: str | None = None
    referrer: str | None = None
    language: str | None = None
    time_zone: str | None = None
    touch: bool = False
    features: tuple[str, ...] = ()
    identity: Any = None
    consent: bool = False


class AskedField(Struct, frozen=True, kw_only=True):
    """A field of the site's form as a visitor sees it."""

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()


class SiteLook(Struct, frozen=True, kw_only=True):
    """What the widget needs to know of its site; made by `server.site_look`.

    Attributes:
        is_open, opens_at: As in `Availability`, which tells changes.
        time_zone: IANA name of the clock of the site's hours; empty when it has none.
        texts: The owner's words in the visitor's language; what is empty, the widget says in its own words.
        call_back, message: What is offered when nobody is there.
        rating: Chats that have ended may be rated.
        mail_transcript: Transcripts can be had by e-mail.
        bot: As in `Availability`.
        form: What is asked for once the first message was sent.
    """

    id: SiteId
    name: str
    colour: str
    typing_preview: bool
    is_open: bool = True
    opens_at: datetime | None = None
    time_zone: str = ""
    texts: SiteTexts = SiteTexts()
    call_back: bool = False
    message: bool = True
    rating: bool = False
    mail_transcript: bool = False
    bot: bool = False
    form: tuple[AskedField, ...] = ()


class ShownAgent(Struct, frozen=True, kw_only=True):
    """What a visitor may know of the agent."""

    first_name: str
    photo_url: str | None = None


class VisitorWelcome(Struct, frozen=True, kw_only=True, tag="welcome"):
    """Answer to `VisitorHello`.

    Attributes:
        token: Bearer to keep in the browser and to send with uploads and downloads.
        conversation_id: The visitor's open conversation, whose stream `resume` may name.
        available: Somebody is there to answer now.
        call_back: My request after which somebody still has to call.
    """

    version: int
    epoch: str
    server_time: datetime
    visitor_id: VisitorId
    token: str
    site: SiteLook
    available: bool
    conversation_id: ConversationId | None = None
    agent: ShownAgent | None = None
    name: str | None = None
    call_back: ShownCallBack | None = None
    heartbeat_s: float = 15.0
    features: tuple[str, ...] = ()


class VisitorSend(Struct, frozen=True, kw_only=True, tag="send"):
    """Store a message of mine; without an open conversation a new one begins.

    Attributes:
        name: First name, when the visitor gave one since the last message.
    """

    client_id: ClientId
    text: str = ""
    attachment_id: AttachmentId | None = None
    name: str | None = None


class Typing(Struct, frozen=True, kw_only=True, tag="typing"):
    """What I am typing; the server passes `text` on only where the site says so, and stores nothing."""

    active: bool
    text: str = ""


class CartChanged(Struct, frozen=True, kw_only=True, tag="cart"):
    """The cart as it is now; None when it is empty."""

    cart: Cart | None = None


class CustomFields(Struct, frozen=True, kw_only=True, tag="fields"):
    """Fields that the site shares (such as "customer since"); replaces earlier ones. At most 20 of 200 characters."""

    fields: dict[str, str]


class VisitEvent(Struct, frozen=True, kw_only=True, tag="visit_event"):
    """Something happened on the site; what is not known is passed over.

    Attributes:
        name: ``search``, ``added``, ``removed``, ``emptied``, ``payment`` (the page on screen is one of paying) or
            ``ordered``.
        words: What was searched for, or the order's number.
        value_cents: Of the order.
    """

    name: str
    words: str = ""
    value_cents: int = 0


class ShowIdentity(Struct, frozen=True, kw_only=True, tag="identity"):
    """The site's own server vouches for who I am, since the page was loaded; a bad token changes nothing."""

    token: str


class GiveForm(Struct, frozen=True, kw_only=True, tag="form"):
    """What I fill in of the site's form, by the fields' keys; the conversation's next state is the answer."""

    values: dict[str, str]


class Leave(Struct, frozen=True, kw_only=True, tag="leave"):
    """The visitor ended the chat.

    Attributes:
        conversation_id: Which one, because the wish may come later than a new conversation; None for the open one.
    """

    conversation_id: ConversationId | None = None


class LeaveContact(Struct, frozen=True, kw_only=True, tag="leave_contact"):
    """I do not want to wait: answer me by mail or telephone. A system line of the conversation is the answer.

    Attributes:
        client_id: Told back when it is refused.
    """

    client_id: ClientId
    email: str = ""
    phone: str = ""


class QueuePlace(Struct, frozen=True, kw_only=True, tag="queue_place"):
    """How many are before me and how long it takes; told when the wait is long; latest-only.

    Attributes:
        ahead: None when I do not wait for an agent any more.
        wait_low_s, wait_high_s: From now; None when too little is known.
    """

    ahead: int | None = None
    wait_low_s: float | None = None
    wait_high_s: float | None = None


class AgentTypes(Struct, frozen=True, kw_only=True, tag="agent_typing"):
    """The agent types or has stopped."""

    active: bool


class Availability(Struct, frozen=True, kw_only=True, tag="availability"):
    """Whether somebody is there, and who answers.

    Attributes:
        available: Somebody is there to answer now.
        is_open: The site is within its hours.
        opens_at: When it opens, if it is closed and that is known.
        bot: A chat that begins now begins with the knowledge bot.
    """

    available: bool
    agent: ShownAgent | None = None
    is_open: bool = True
    opens_at: datetime | None = None
    bot: bool = False


VisitorRequest = (
    VisitorHello
    | Resume
    | FetchStream
    | Page
    | VisitorSend
    | Typing
    | CartChanged
    | CustomFields
    | VisitEvent
    | InvitationAnswer
    | ShowIdentity
    | GiveForm
    | Leave
    | LeaveContact
    | Rate
    | MailTranscript
    | AskTimes
    | AskCallBack
    | PageAnswer
    | Receipt
    | Ping
    | Pong
)
"""What a browser sends."""

VisitorFrame = (
    VisitorWelcome
    | Event
    | ConversationSnapshot
    | ReplayDone
    | Ack
    | SendRefused
    | AgentTypes
    | Availability
    | QueuePlace
    | Rated
    | Invitation
    | CallBackTimes
    | CallBackShown
    | Receipt
    | Ping
    | Pong
    | Goodbye
    | Denied
)
"""What the server sends to a browser."""

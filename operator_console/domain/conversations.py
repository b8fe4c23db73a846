"""Conversations and their messages; knows nothing of storage, wire or screen."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.ids import (
    AgentId,
    AttachmentId,
    ClientId,
    ConversationId,
    DepartmentId,
    MessageId,
    SiteId,
    VisitId,
    VisitorId,
)
from operator_console.domain.invitations import InvitedBy
from operator_console.domain.response_clock import ResponseClock


class ConversationState(StrEnum):
    """Where a conversation stands."""

    BOT = "bot"
    """The knowledge bot answers; people are not asked yet, so it stands in no list and its clock does not run."""
    QUEUED = "queued"
    ASSIGNED = "assigned"
    CLOSED = "closed"


class MessageKind(StrEnum):
    """What a message is; a NOTE is for the team only, a SYSTEM line has a key instead of text."""

    TEXT = "text"
    FILE = "file"
    NOTE = "note"
    SYSTEM = "system"


class AuthorKind(StrEnum):
    """Who wrote a message."""

    VISITOR = "visitor"
    AGENT = "agent"
    SYSTEM = "system"
    BOT = "bot"
    UNKNOWN = "unknown"
    """An author of a newer version."""

    @classmethod
    def _missing_(cls, _value: object) -> "AuthorKind":
        return cls.UNKNOWN


class SystemLine(StrEnum):
    """Keys of system messages; text for people is made where they are shown."""

    PAGE_VIEWED = "page_viewed"
    ASSIGNED = "assigned"
    QUEUED = "queued"
    VISITOR_LEFT = "visitor_left"
    VISITOR_RETURNED = "visitor_returned"
    NO_ANSWER_NEEDED = "no_answer_needed"
    WRAPPED_UP = "wrapped_up"
    OWNER_AWAY = "owner_away"
    """The agent's connection is lost; somebody else takes over. Value: agent."""
    OWNER_BACK = "owner_back"
    """The agent is back before anybody took over. Value: agent."""
    HANDED_BACK = "handed_back"
    """The chat of an agent who went away is in the queue again. Value: agent."""
    TRANSFER_OFFERED = "transfer_offered"
    """Team only. Values: agent, to (an agent's or a department's name), summary."""
    TRANSFER_DECLINED = "transfer_declined"
    """Team only. Values: agent, reason (may be empty)."""
    TRANSFER_EXPIRED = "transfer_expired"
    """Team only: nobody answered in time. Values: to."""
    TRANSFER_WITHDRAWN = "transfer_withdrawn"
    """Team only. Values: agent."""
    STILL_SEARCHING = "still_searching"
    """The owner does not react and a colleague is asked: said to the visitor as it is."""
    HAND_RAISED = "hand_raised"
    """Team only: the owner asks for help. Values: agent, text (may be empty)."""
    HAND_LOWERED = "hand_lowered"
    """Team only. Values: agent."""
    JOINED = "joined"
    """A lead writes along with the owner. Values: agent."""
    JOINED_LEFT = "joined_left"
    """Values: agent."""
    TAKEN_OVER = "taken_over"
    """Team only: a lead took the chat, or gave it to somebody. Values: by, agent."""
    CONTACT_LEFT = "contact_left"
    """The visitor leaves an address for an answer later. Values: email, phone (those that were given)."""
    RATED = "rated"
    """Team only: the visitor rated the chat. Values: stars, text (may be empty), solved ("yes", "no" or empty)."""
    MAIL_QUEUED = "mail_queued"
    """Something goes by e-mail. Values: mail (its kind), email, by (an agent's first name; empty for the visitor)."""
    MAIL_SENT = "mail_sent"
    """The mail server has taken it. Values as those of MAIL_QUEUED."""
    MAIL_FAILED = "mail_failed"
    """It could not be delivered, and is not tried any more. Values as those of MAIL_QUEUED."""
    CALL_BACK_ASKED = "call_back_asked"
    """The visitor wants to be called. Values: phone, from and until (ISO 8601)."""
    PAGE_ASKED = "page_asked"
    """The visitor is asked whether a page may open; shown to the team. Values: agent, title, url."""
    PAGE_OPENED = "page_opened"
    """The visitor said yes. Values: title, url."""
    PAGE_DECLINED = "page_declined"
    """The visitor said no. Values: title, url."""
    UNKNOWN = "unknown"
    """A line of a newer version."""

    @classmethod
    def _missing_(cls, _value: object) -> "SystemLine":
        return cls.UNKNOWN


class Outcome(StrEnum):
    """How a conversation ended, chosen at wrap-up."""

    SOLVED = "solved"
    FOLLOW_UP = "follow_up"
    SALE = "sale"
    LEAD = "lead"
    NO_ANSWER = "no_answer"


class OfferReason(StrEnum):
    """Why a chat is held out to somebody."""

    ROUTED = "routed"
    TRANSFER = "transfer"
    ESCALATION = "escalation"
    UNKNOWN = "unknown"
    """A reason of a newer version."""

    @classmethod
    def _missing_(cls, _value: object) -> "OfferReason":
        return cls.UNKNOWN


class Offer(Struct, frozen=True, kw_only=True):
    """A chat that is held out and moves on by itself; its owner, if it has one, keeps it until somebody accepts.

    Attributes:
        id: Told back with the answer: an answer to an earlier offer changes nothing.
        to_agent: Who may accept, or None when it is offered to a department.
        to_department: Whose agents may accept, when it is not for one agent.
        by_agent: Who offers it; None when the server does.
        until: When it moves on by itself; None when it waits for somebody.
        summary, note: What the sender says; the note is for the team only, as everything here.
    """

    id: str
    reason: OfferReason
    at: datetime
    until: datetime | None = None
    to_agent: AgentId | None = None
    to_department: DepartmentId | None = None
    by_agent: AgentId | None = None
    summary: str = ""
    note: str = ""


class FollowUp(Struct, frozen=True, kw_only=True):
    """How a visitor who did not want to wait can be reached; one of both is given."""

    at: datetime
    email: str = ""
    phone: str = ""


class PageAsked(Struct, frozen=True, kw_only=True):
    """A page that an agent would like to show, until the visitor says yes or no, or the chat ends.

    Attributes:
        url: Of the site itself; the server has looked.
        by: First name of the agent.
    """

    id: str
    url: str
    title: str
    at: datetime
    by: str = ""


class Rating(Struct, frozen=True, kw_only=True):
    """What a visitor says of a chat afterwards; a later one replaces it.

    Attributes:
        stars: From 1 to 5.
        text: One line.
        solved: None when that was not said.
    """

    stars: int
    at: datetime
    text: str = ""
    solved: bool | None = None


class HandOverReason(StrEnum):
    """Why the knowledge bot asked people."""

    ASKED = "asked"
    """The visitor wanted a person."""
    FAILED = "failed"
    """It had not found twice in a row what was asked."""
    FILE = "file"
    """The visitor sent what it cannot read."""
    NO_ARTICLES = "no_articles"
    OFF = "off"
    """The site's owner has switched it off meanwhile."""
    TROUBLE = "trouble"
    """It did not work."""
    UNKNOWN = "unknown"
    """A reason of a newer version."""

    @classmethod
    def _missing_(cls, _value: object) -> "HandOverReason":
        return cls.UNKNOWN


class BotPart(Struct, frozen=True, kw_only=True):
    """The knowledge bot's part of a conversation; counted apart from people's.

    Attributes:
        articles: Keys of the articles that it showed, in order; the latest ones when there are many.
        titles: Their titles.
        asked: Beginnings of what it looked for, in order.
        failed: Failures in a row: nothing found, or not what was meant.
        asking: It has shown something and does not know yet whether that was the answer.
        solved: The visitor has said that it was.
        handed_over_at: When people were asked; None while it answers, or when the visitor needed nobody.
        reason: Why people were asked.
        asked_pos: Position of the visitor's last message to it.
        answered_pos: Everything of the visitor's up to here has been dealt with.
    """

    since: datetime
    articles: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    failed: int = 0
    asking: bool = False
    solved: bool = False
    handed_over_at: datetime | None = None
    reason: HandOverReason | None = None
    asked_pos: int = 0
    answered_pos: int = 0

    @property
    def is_asked(self) -> bool:
        """Tell whether a message waits for it."""
        return self.handed_over_at is None and self.asked_pos > self.answered_pos


class Author(Struct, frozen=True, kw_only=True):
    """Who wrote a message; `id` is an agent's or a visitor's, empty for the system."""

    kind: AuthorKind
    id: str = ""
    name: str = ""


class Attachment(Struct, frozen=True, kw_only=True):
    """A file that the server has checked (and re-encoded when it is a picture).

    Attributes:
        name: Display name given by the sender, already made harmless for display and saving.
        content_type: From the server's allow-list.
        width_px: Size of a picture or video, else None.
        duration_s: Of a video, when it says so.
    """

    id: AttachmentId
    name: str
    content_type: str
    size_bytes: int
    width_px: int | None = None
    height_px: int | None = None
    duration_s: float | None = None

    @property
    def is_video(self) -> bool:
        """Tell whether it is a video that browsers play."""
        return self.content_type in {"video/mp4", "video/webm"}

    @property
    def is_picture(self) -> bool:
        """Tell whether it can be shown as a picture."""
        return self.content_type.startswith("image/") and self.width_px is not None


class Message(Struct, frozen=True, kw_only=True):
    """One entry of a transcript.

    Attributes:
        pos: Position of its event in the conversation's stream; orders the transcript.
        client_id: The author's own identifier, for recognising a message sent twice; empty for system lines.
        holding: An agent's holding line.
        reply_s: What the response clock read when this message answered a question, else None.
        system: Key of a system line, with its `values`.
        values: Of a message that shows an article, what the server knows of that: article (its key), title, summary,
            url.
        mentions: Agents whom a note names with ``@``.
        whisper: A note that a lead writes to the owner of the chat.
    """

    id: MessageId
    conversation_id: ConversationId
    pos: int
    kind: MessageKind
    author: Author
    sent_at: datetime
    text: str = ""
    client_id: ClientId = ClientId("")
    attachment: Attachment | None = None
    holding: bool = False
    reply_s: float | None = None
    system: SystemLine | None = None
    values: dict[str, str] = {}
    mentions: tuple[AgentId, ...] = ()
    whisper: bool = False


class WrapUp(Struct, frozen=True, kw_only=True):
    """What the agent says at the end."""

    outcome: Outcome
    tags: tuple[str, ...] = ()
    note: str = ""
    value_cents: int | None = None


class Conversation(Struct, frozen=True, kw_only=True):
    """Whole state of a conversation without its messages.

    Attributes:
        visitor_name: Name to show, or None for an anonymous visitor (then `visitor_number`).
        owner_answered: The present owner has answered in it.
        owner_lost_at: When the owner's lease ended, once that has been told: anybody may take the chat over. Also of a
            chat that has come back to the queue by that, until somebody takes it.
        last_pos: Last position of its stream that this snapshot contains.
        last_text: Beginning of the last message that the visitor and the agent both see; the bot's do not count.
        last_author: Who wrote that.
        visitor_delivered_pos: Everything up to here reached the visitor's browser.
        visitor_read_pos: Everything up to here was on the visitor's screen.
        offer: It is held out to somebody now.
        declined: Agents who declined it, or let an offer of it pass, since it last had an owner.
        hand_raised_at: Since when its owner asks for a lead's help, with `hand_text`.
        joined: Leads who write along with the owner.
        vip: It goes before others.
        language: What the visitor speaks, two letters; empty when not known.
        skill: What an agent should be able to do for it; empty for none.
        known_agent_id: Who last answered this visitor in an earlier conversation.
        follow_up: Its visitor has left an address and may be gone: it is answered that way.
        searching_told_at: When its visitor was last told that somebody is still being looked for.
        form: What the visitor gave in the site's form, by the fields' keys.
        invited_by: The invitation that it began with.
        bot: The knowledge bot's part, if it had one.
        rating: What the visitor said afterwards.
        left_at: The visitor has ended it then, and has not written since.
        page_asked: A page that may open if the visitor says so.
        version: Grows with every change; of two snapshots the higher one is true.
    """

    id: ConversationId
    site_id: SiteId
    department_id: DepartmentId
    visitor_id: VisitorId
    visit_id: VisitId
    state: ConversationState
    started_at: datetime
    visitor_number: int = 0
    visitor_name: str | None = None
    agent_id: AgentId | None = None
    agent_name: str | None = None
    owner_answered: bool = False
    owner_lost_at: datetime | None = None
    closed_at: datetime | None = None
    last_pos: int = 0
    last_text: str = ""
    last_author: AuthorKind = AuthorKind.VISITOR
    last_message_at: datetime | None = None
    visitor_delivered_pos: int = 0
    visitor_read_pos: int = 0
    clock: ResponseClock = ResponseClock()
    tags: tuple[str, ...] = ()
    wrap_up: WrapUp | None = None
    offer: Offer | None = None
    declined: tuple[AgentId, ...] = ()
    hand_raised_at: datetime | None = None
    hand_text: str = ""
    joined: tuple[AgentId, ...] = ()
    vip: bool = False
    language: str = ""
    skill: str = ""
    known_agent_id: AgentId | None = None
    searching_told_at: datetime | None = None
    follow_up: FollowUp | None = None
    form: dict[str, str] = {}
    invited_by: InvitedBy | None = None
    bot: BotPart | None = None
    rating: Rating | None = None
    left_at: datetime | None = None
    page_asked: PageAsked | None = None
    version: int = 0

    @property
    def people_asked_at(self) -> datetime | None:
        """Return since when people are asked: from the beginning, from the bot's hand-over on, or None: never."""
        return self.started_at if self.bot is None else self.bot.handed_over_at


class PreviousChat(Struct, frozen=True, kw_only=True):
    """A line of the list of a visitor's earlier conversations.

    Attributes:
        bot: Only the knowledge bot had it.
    """

    conversation_id: ConversationId
    site_id: SiteId
    started_at: datetime
    closed_at: datetime
    agent_name: str | None = None
    outcome: Outcome | None = None
    tags: tuple[str, ...] = ()
    first_text: str = ""
    rating: Rating | None = None
    bot: bool = False


class TodayFigures(Struct, frozen=True, kw_only=True):
    """An agent's replies of today, measured by the server.

    Attributes:
        replies: Number of replies counted.
        on_time: How many of them came within their limit.
        mean_s: Mean time of a reply, 0.0 without replies.
    """

    replies: int = 0
    on_time: int = 0
    mean_s: float = 0.0

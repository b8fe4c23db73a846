"""What happened at the desk, as values for the hub; screens listen to these and then ask the desk for state."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from operator_console.desk.state import AlertKind, CallBackRow, Connection, Entry, Mention
from operator_console.domain.conversations import Conversation, TodayFigures
from operator_console.domain.ids import AgentId, ClientId, ConversationId, VisitorId
from operator_console.domain.people import AgentStatus
from operator_console.domain.presence import Automatic
from operator_console.knowledge.values import Suggestion
from operator_console.protocol.refusal import Refusal
from operator_console.storage.account import StorageOpened


class TranscriptChange(StrEnum):
    """How a transcript changed."""

    RESET = "reset"
    APPENDED = "appended"
    PREPENDED = "prepended"
    UPDATED = "updated"
    REMOVED = "removed"


class RailChanged(Struct, frozen=True):
    """Rows of the rail changed, came or went; ask `desk.rail(now)`."""


class TranscriptChanged(Struct, frozen=True, kw_only=True):
    """`entries` were appended, prepended (older ones), updated (same key) or removed; RESET: ask for all of them."""

    conversation_id: ConversationId
    change: TranscriptChange
    entries: tuple[Entry, ...] = ()


class ContextChanged(Struct, frozen=True):
    """Visitor, visit or previous chats of this conversation changed."""

    conversation_id: ConversationId


class TypingChanged(Struct, frozen=True, kw_only=True):
    """The visitor began or stopped typing."""

    conversation_id: ConversationId
    active: bool
    preview: str = ""


class ConnectionChanged(Struct, frozen=True):
    """The connection's state changed."""

    connection: Connection


class StorageMended(Struct, frozen=True):
    """A file of this machine was found damaged while in use, set aside and begun anew."""

    opened: StorageOpened


class MessagesLost(Struct, frozen=True, kw_only=True):
    """The server was put back to an older copy, which lacks messages this desk knows.

    Attributes:
        count: How many.
        parked: How many of them are own ones that wait in their chats now.
        path: The file they were written to, or None when that was not possible.
    """

    count: int
    parked: int
    path: Path | None


class TodayChanged(Struct, frozen=True):
    """Own figures of today changed."""

    today: TodayFigures


class MeChanged(Struct, frozen=True):
    """Own status or capacity changed; ask `desk.me`."""


class StatusSetItself(Struct, frozen=True, kw_only=True):
    """The own status was set because nobody was there, or the agent is back and has their own again (`ended`)."""

    automatic: Automatic
    ended: bool


class StatusChosen(Struct, frozen=True):
    """Somebody chose a status in place of one that was set by itself."""


class RightsChanged(Struct, frozen=True):
    """An administrator changed the agent's role or departments."""


class AlertRaised(Struct, frozen=True, kw_only=True):
    """The agent's attention is wanted."""

    kind: AlertKind
    conversation_id: ConversationId


class CallBacksChanged(Struct, frozen=True):
    """The call-back requests, or what is known of one, have changed."""


class CallBackDue(Struct, frozen=True):
    """It is time to call: nobody has taken the request, or the agent has."""

    row: CallBackRow


class ChatsWent(Struct, frozen=True):
    """Chats went from the agent without their doing: to the queue, to a colleague, or closed; as they are now.

    Attributes:
        away: The agent was not connected when that happened.
    """

    conversations: tuple[Conversation, ...]
    away: bool = True


class StreetChanged(Struct, frozen=True, kw_only=True):
    """Who is on the sites changed: ask `desk.street`.

    Attributes:
        whole: Everybody may be somebody else.
        visitors: Who came, changed or went, when it is not everybody.
        state: Whether it is shown, and as of when, changed.
    """

    whole: bool = False
    visitors: frozenset[VisitorId] = frozenset()
    state: bool = False


class WallChanged(Struct, frozen=True, kw_only=True):
    """The wall changed: ask `desk.team`.

    Attributes:
        whole: Everything may be another one.
        chats, agents: Which, when it is not everything; those that are gone included.
        figures: Today's figures changed.
        state: Whether it is shown, and as of when, changed.
    """

    whole: bool = False
    chats: frozenset[ConversationId] = frozenset()
    agents: frozenset[AgentId] = frozenset()
    figures: bool = False
    state: bool = False


class WatchedChanged(Struct, frozen=True):
    """The chat that is looked along in, who types in it or who looks, changed; ask `desk.team.watched`."""


class WatchedTranscript(Struct, frozen=True, kw_only=True):
    """As `TranscriptChanged`, of the chat that is looked along in."""

    conversation_id: ConversationId
    change: TranscriptChange
    entries: tuple[Entry, ...] = ()


class WatchersChanged(Struct, frozen=True):
    """Others look along in an own chat, or stopped; ask `desk.team.watchers`."""

    conversation_id: ConversationId


class LeadChangedMe(Struct, frozen=True, kw_only=True):
    """A lead has changed the agent's limit or status; None for what stayed."""

    by_name: str
    capacity: int | None
    status: AgentStatus | None


class TransferEnd(StrEnum):
    """What became of a chat that the agent offered to somebody."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


class TransferEnded(Struct, frozen=True, kw_only=True):
    """The agent's own offer of a chat is over, not by the agent.

    Attributes:
        who: Who took or declined it, or to whom it was offered in vain; may be empty.
        reason: Why it was declined; may be empty.
    """

    conversation: Conversation
    end: TransferEnd
    who: str = ""
    reason: str = ""


class MentionsChanged(Struct, frozen=True):
    """Notes that name the agent came, or were seen; `fresh` are those that came now."""

    fresh: tuple[Mention, ...] = ()


class ColleaguesChanged(Struct, frozen=True):
    """Who is in the agent's departments, or somebody's status, changed."""


class NotSupported(Struct, frozen=True):
    """The server uses something that this version does not know: the agent should update. Published once."""


class WishFailed(Struct, frozen=True, kw_only=True):
    """A request (accept, wrap-up, status, ...) was refused; `wish` is its frame's tag, or ``article.`` and a verb.

    Attributes:
        unreachable: There was no answer at all; the reason says nothing then.
    """

    wish: str
    reason: Refusal
    conversation_id: ConversationId | None = None
    unreachable: bool = False


class SuggestionsChanged(Struct, frozen=True, kw_only=True):
    """Articles that fit what the visitor wrote; empty withdraws them."""

    conversation_id: ConversationId
    suggestions: tuple[Suggestion, ...] = ()


class ArticlesChanged(Struct, frozen=True):
    """The article index was rebuilt; `count` articles."""

    count: int


class SitesChanged(Struct, frozen=True):
    """Somebody has changed the agent's sites; ask `desk.sites`."""


class ArticleFiguresChanged(Struct, frozen=True):
    """How articles do is known anew; ask `desk.assist.use.figures`."""


class ArchiveCommentsChanged(Struct, frozen=True):
    """Comments on own chats came or were seen; ask `desk.archive.unread`. None: about no chat in particular."""

    conversation_id: ConversationId | None = None


class OwnWordsChanged(Struct, frozen=True):
    """An answer was counted; ask `desk.assist.own_words`."""


class UploadProgressed(Struct, frozen=True, kw_only=True):
    """Share of a file that has been sent, 0.0 to 1.0."""

    client_id: ClientId
    share: float


class LowRatingCame(Struct, frozen=True):
    """A visitor of an own department was not satisfied; only leads are told. `conversation` has its rating."""

    conversation: Conversation


class MailStands(Struct, frozen=True, kw_only=True):
    """A mail that the agent asked for was sent, or could not be delivered."""

    email: str
    note: bool
    sent: bool

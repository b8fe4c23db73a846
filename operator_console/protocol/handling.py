"""Frames and bodies about handing chats over and asking for help; features ``offers`` and ``team``."""

from msgspec import Struct

from operator_console.domain.ids import AgentId, ConversationId, DepartmentId
from operator_console.domain.people import AgentStatus


class AcceptOffer(Struct, frozen=True, kw_only=True, tag="accept_offer"):
    """Take a chat that is offered to me or my department; ``conflict`` when the offer is over."""

    request_id: str
    conversation_id: ConversationId
    offer_id: str


class DeclineOffer(Struct, frozen=True, kw_only=True, tag="decline_offer"):
    """Do not take it; an offer that is over already is declined without harm."""

    request_id: str
    conversation_id: ConversationId
    offer_id: str
    reason: str = ""


class OfferTransfer(Struct, frozen=True, kw_only=True, tag="transfer"):
    """Offer a conversation of mine to an agent, or to a department and its queue; it stays mine until accepted.

    Attributes:
        summary: What it is about, for whoever takes it; at most 500 characters.
        note: Further words for the team, at most a message long; kept in the transcript as a note.
    """

    request_id: str
    conversation_id: ConversationId
    to_agent: AgentId | None = None
    to_department: DepartmentId | None = None
    summary: str = ""
    note: str = ""


class WithdrawTransfer(Struct, frozen=True, kw_only=True, tag="withdraw_transfer"):
    """Take my own offer back."""

    request_id: str
    conversation_id: ConversationId


class RaiseHand(Struct, frozen=True, kw_only=True, tag="raise_hand"):
    """Ask the leads for help in a conversation of mine, or say that it is not needed any more."""

    request_id: str
    conversation_id: ConversationId
    raised: bool
    text: str = ""


class WatchChat(Struct, frozen=True, kw_only=True, tag="watch"):
    """Look along in somebody else's open conversation, or stop; its stream and typing on both sides follow."""

    request_id: str
    conversation_id: ConversationId
    watching: bool


class Watchers(Struct, frozen=True, kw_only=True, tag="watchers"):
    """Server: who looks along in a conversation now; told to its owner and to them; latest-only."""

    conversation_id: ConversationId
    agent_ids: tuple[AgentId, ...]


class ColleagueTyping(Struct, frozen=True, kw_only=True, tag="colleague_typing"):
    """Server: an agent types in a conversation that I look along in, or that is mine; ephemeral."""

    conversation_id: ConversationId
    agent_id: AgentId
    active: bool


class JoinChat(Struct, frozen=True, kw_only=True, tag="join"):
    """Write along with a conversation's owner, or leave it; leads only."""

    request_id: str
    conversation_id: ConversationId
    joined: bool


class GiveChat(Struct, frozen=True, kw_only=True, tag="give"):
    """Give an open conversation to an agent, from the queue or another one; taking over is giving it to oneself."""

    request_id: str
    conversation_id: ConversationId
    to_agent: AgentId


class ChangeAgent(Struct, frozen=True, kw_only=True, tag="change_agent"):
    """Change an agent's limit or status on the spot; None leaves it; leads only."""

    request_id: str
    agent_id: AgentId
    capacity: int | None = None
    status: AgentStatus | None = None


COLLEAGUES = "/api/v1/colleagues"


class Colleague(Struct, frozen=True, kw_only=True):
    """Somebody to whom a chat can be offered, as they are now.

    Attributes:
        open: Chats that are theirs.
        waiting: Those of them that wait for their answer.
    """

    id: AgentId
    name: str
    first_name: str
    status: AgentStatus
    departments: tuple[DepartmentId, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    capacity: int = 0
    open: int = 0
    waiting: int = 0


class DepartmentPlace(Struct, frozen=True, kw_only=True):
    """A department to which a chat can be offered; `online` agents of it take new chats now."""

    id: DepartmentId
    name: str
    online: int = 0
    queued: int = 0


class Colleagues(Struct, frozen=True, kw_only=True):
    """GET colleagues: agents of the asker's departments but the asker, and all departments, by name."""

    agents: tuple[Colleague, ...] = ()
    departments: tuple[DepartmentPlace, ...] = ()

"""Durable changes and the streams they stand in; every event carries whole values, so duplicates are harmless."""

from datetime import datetime

from msgspec import Struct

from operator_console.domain.call_backs import CallBack
from operator_console.domain.conversations import Conversation, Message
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId
from operator_console.domain.people import Visitor

StreamPositions = dict[str, tuple[str, int]]
"""Stream name to ``(epoch, pos)``: everything up to and including `pos` is known."""


class MessageAdded(Struct, frozen=True, kw_only=True, tag="message_added"):
    """A message now stands in the transcript. `conversation` is its conversation after that."""

    message: Message
    conversation: Conversation


class ConversationUpserted(Struct, frozen=True, kw_only=True, tag="conversation_upserted"):
    """A conversation began or changed (queue, owner, clock, tags, wrap-up).

    In a conversation's stream: its new state. In an agent's stream: it became the agent's or stopped being so.
    In a department's stream: it entered or left the queue.
    """

    conversation: Conversation


class VisitorUpserted(Struct, frozen=True, kw_only=True, tag="visitor_upserted"):
    """The visitor of a conversation was corrected (name, e-mail); stands in the conversation's stream."""

    visitor: Visitor


class Mentioned(Struct, frozen=True, kw_only=True, tag="mentioned"):
    """A note names the agent in whose stream this stands. `conversation` is its conversation after that."""

    message: Message
    conversation: Conversation


class CallBackUpserted(Struct, frozen=True, kw_only=True, tag="call_back_upserted"):
    """A call-back request came or changed; stands in its department's stream."""

    call_back: CallBack


class Hidden(Struct, frozen=True, kw_only=True, tag="hidden"):
    """Something that this receiver may not see; only advances the position."""


class Unsupported(Struct, frozen=True, kw_only=True, tag="unsupported"):
    """An event of a newer protocol; only advances the position and shows "not supported, please update"."""


Change = MessageAdded | ConversationUpserted | VisitorUpserted | Mentioned | CallBackUpserted | Hidden | Unsupported


class Event(Struct, frozen=True, kw_only=True, tag="event"):
    """One durable change at one position of one stream. Positions are gapless and begin at 1."""

    stream: str
    epoch: str
    pos: int
    at: datetime
    change: Change


def conversation_stream(conversation_id: ConversationId) -> str:
    """Return the stream's name: ``c:<id>``."""
    return f"c:{conversation_id}"


def agent_stream(agent_id: AgentId) -> str:
    """Return the stream's name: ``a:<id>``."""
    return f"a:{agent_id}"


def department_stream(department_id: DepartmentId) -> str:
    """Return the stream's name: ``d:<id>``."""
    return f"d:{department_id}"

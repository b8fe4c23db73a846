"""Call-back requests: a visitor wants to be telephoned at a time; pure, knows no store, no clock and no connection."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.ids import AgentId, CallBackId, ConversationId, DepartmentId, SiteId, VisitorId


class CallBackState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    DROPPED = "dropped"
    """Nobody could be reached, or it was not wanted any more."""


class CallBack(Struct, frozen=True, kw_only=True):
    """One request, a task with its own due time.

    Attributes:
        due_from, due_until: When the visitor wishes to be called; it is overdue after `due_until`.
        conversation_id: The chat in which it was asked for, if there is one.
        agent_id: Who took it.
        tries: How often somebody called without reaching anybody.
        remark: What came of it.
        version: Grows with every change.
    """

    id: CallBackId
    site_id: SiteId
    department_id: DepartmentId
    visitor_id: VisitorId
    asked_at: datetime
    due_from: datetime
    due_until: datetime
    phone: str
    name: str = ""
    question: str = ""
    conversation_id: ConversationId | None = None
    state: CallBackState = CallBackState.OPEN
    agent_id: AgentId | None = None
    tries: int = 0
    remark: str = ""
    closed_at: datetime | None = None
    version: int = 0

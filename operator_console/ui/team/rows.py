"""Rows of the wall as values: what is due first, what filters leave out, sums of today; knows no Qt."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from msgspec import Struct

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import AgentId, DepartmentId, SiteId
from operator_console.domain.people import Agent, AgentStatus, Site
from operator_console.domain.response_clock import ClockTargets
from operator_console.protocol.team import SiteFigures, WallAgent

_NEVER = datetime.max.replace(tzinfo=UTC)
_STATUS_ORDER = {
    AgentStatus.ONLINE: 0,
    AgentStatus.BUSY: 1,
    AgentStatus.ENDING: 2,
    AgentStatus.BREAK: 3,
    AgentStatus.OFFLINE: 4,
}


class ChatRow(Struct, frozen=True, kw_only=True):
    """One chat of the wall.

    Attributes:
        key: The conversation's id.
        site: Of the chat; None when the wall does not name it.
        due: Its place in the order, which holds until the conversation changes: see `due_key`.
    """

    key: str
    conversation: Conversation
    site: Site | None = None
    due: "tuple[int, datetime, str]" = (2, _NEVER, "")

    @property
    def targets(self) -> ClockTargets:
        """Limits of its clock."""
        return self.site.targets if self.site is not None else ClockTargets()

    @property
    def queued(self) -> bool:
        """Tell whether nobody has it."""
        return self.conversation.state is ConversationState.QUEUED


class AgentRow(Struct, frozen=True, kw_only=True):
    """One colleague of the wall, with their place in the order: see `agent_key`."""

    key: str
    agent: WallAgent
    place: tuple[int, str, str] = (0, "", "")


class Filters(Struct, frozen=True, kw_only=True):
    """What the wall is cut down to; None is everything.

    Attributes:
        late: Only chats that are overdue, or whose owner asks for help.
    """

    site_id: SiteId | None = None
    department_id: DepartmentId | None = None
    agent_id: AgentId | None = None
    late: bool = False

    def takes(self, chat: Conversation, now: datetime) -> bool:
        """Tell whether a chat is shown."""
        if self.site_id is not None and chat.site_id != self.site_id:
            return False
        if self.department_id is not None and chat.department_id != self.department_id:
            return False
        if self.agent_id is not None and self.agent_id not in {chat.agent_id, *chat.joined}:
            return False
        return not self.late or chat.hand_raised_at is not None or is_late(chat, now)

    def takes_agent(self, agent: Agent) -> bool:
        """Tell whether a colleague is shown."""
        return self.department_id is None or self.department_id in agent.departments


class Sums(Struct, frozen=True, kw_only=True):
    """Today of one site, of one department, or of everything that is shown.

    Attributes:
        longest: The clock that has run longest; None when nobody waits.
    """

    name: str
    replies: int = 0
    on_time: int = 0
    first_replies: int = 0
    begun: int = 0
    abandoned: int | None = None
    queue: int = 0
    longest: Conversation | None = None


def is_late(chat: Conversation, now: datetime) -> bool:
    """Tell whether somebody has waited longer than the limit."""
    return chat.clock.running and chat.clock.paused_at is None and chat.clock.left_s(now) <= 0


def due_key(chat: Conversation, now: datetime) -> tuple[int, datetime, str]:
    """Return the place in the order: raised hands, then the next deadline (overdue ones first), then the oldest."""
    deadline = chat.clock.deadline(now)
    if chat.hand_raised_at is not None:
        return 0, deadline or _NEVER, chat.id
    if deadline is not None:
        return 1, deadline, chat.id
    return 2, chat.started_at, chat.id


def agent_key(agent: WallAgent) -> tuple[int, str, str]:
    """Return the place in the order: who is there first, then by name."""
    return _STATUS_ORDER[agent.agent.status], agent.agent.name.casefold(), agent.agent.id


def sums_of(
    name: str, site_ids: frozenset[SiteId], figures: Mapping[SiteId, SiteFigures], chats: Iterable[Conversation]
) -> Sums:
    """Return today's sums of some sites, with who waits in them now."""
    found = [figures[site_id] for site_id in site_ids if site_id in figures]
    here = [chat for chat in chats if chat.site_id in site_ids]
    waiting = [chat for chat in here if chat.clock.running]
    counted = [one.abandoned for one in found if one.abandoned is not None]
    return Sums(
        name=name,
        replies=sum(one.replies for one in found),
        on_time=sum(one.on_time for one in found),
        first_replies=sum(one.first_replies for one in found),
        begun=sum(one.begun for one in found),
        abandoned=sum(counted) if counted else None,
        queue=sum(chat.state is ConversationState.QUEUED for chat in here),
        longest=min(waiting, key=lambda chat: chat.clock.started_at or _NEVER, default=None),
    )

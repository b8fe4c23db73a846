"""Frames of the agent gateway about the wall and what leads do to colleagues; feature ``team``."""

from datetime import datetime

from msgspec import Struct

from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import AgentId, ConversationId, SiteId
from operator_console.domain.people import Agent, AgentStatus, Department, Site
from operator_console.domain.response_clock import ResponseClock


class WatchWall(Struct, frozen=True, kw_only=True, tag="watch_wall"):
    """Show me the wall of my departments from now on, or no more; `WallUpdated` follows; leads only."""

    request_id: str
    on: bool


class WallAgent(Struct, frozen=True, kw_only=True):
    """One colleague on the wall.

    Attributes:
        agent: As administration knows them; `status` is the one that counts now.
        since: Since when they have this status, as far as this server has seen it.
        locked: The screens of all their consoles are locked.
        open_chats: Chats of theirs, in all departments.
        waiting: How many of those wait on them; that is what the limit counts.
        longest: The clock that has run longest of those; None when nobody waits.
    """

    agent: Agent
    since: datetime | None = None
    locked: bool = False
    open_chats: int = 0
    waiting: int = 0
    longest: ResponseClock | None = None


class SiteFigures(Struct, frozen=True, kw_only=True):
    """What a site's agents did today, on the server's local day.

    Attributes:
        replies, on_time: Replies of agents, and how many came within their limit.
        first_replies, first_on_time: The same for first replies of a chat alone.
        begun: Chats that began.
        abandoned: Those of them whose visitor left before an agent answered; None when that is not counted.
    """

    site_id: SiteId
    replies: int = 0
    on_time: int = 0
    first_replies: int = 0
    first_on_time: int = 0
    begun: int = 0
    abandoned: int | None = None


class WallUpdated(Struct, frozen=True, kw_only=True, tag="wall"):
    """Server: what changed on the wall, each conversation and agent as it is now; told at most five times a second.

    A slow console gets fewer and later frames, never an older state after a newer one.

    Attributes:
        begins: Everything told before counts no more: this is the first part of the whole wall.
        more: The rest of the whole wall follows at once.
        departments, sites: What the wall is about; only in the part that begins.
        chats: Open conversations, new or changed.
        gone: Conversations that are closed, or not this lead's any more.
        agents: Colleagues, new or changed; one who does not belong to it any more is missing from the next whole wall.
        figures: Of sites whose figures changed.
    """

    at: datetime
    begins: bool = False
    more: bool = False
    departments: tuple[Department, ...] = ()
    sites: tuple[Site, ...] = ()
    chats: tuple[Conversation, ...] = ()
    gone: tuple[ConversationId, ...] = ()
    agents: tuple[WallAgent, ...] = ()
    figures: tuple[SiteFigures, ...] = ()


class ChangedByLead(Struct, frozen=True, kw_only=True, tag="changed_by_lead"):
    """Server: a lead has changed my limit or my status; None for what stayed.

    Attributes:
        by_agent, by_name: Who did it.
    """

    by_agent: AgentId
    by_name: str
    capacity: int | None = None
    status: AgentStatus | None = None

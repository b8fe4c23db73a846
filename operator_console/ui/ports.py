"""What screens ask of the desk; `desk.Desk` fits by shape, which the type checker sees where app hands it over."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from operator_console.desk.state import (
    CallBackRow,
    ChatContext,
    ChatRow,
    Connection,
    Draft,
    DraftFile,
    Entry,
    Kept,
    Mention,
    Opened,
    Rail,
)
from operator_console.desk.street import StreetPhase
from operator_console.desk.team import WallPhase, Watched
from operator_console.domain.conversations import Conversation, MessageKind, Outcome, PreviousChat, TodayFigures
from operator_console.domain.ids import (
    AgentId,
    AttachmentId,
    CallBackId,
    ClientId,
    ConversationId,
    DepartmentId,
    SiteId,
    VisitorId,
)
from operator_console.domain.mix_up import MixUp
from operator_console.domain.people import Agent, AgentStatus, Department, Site
from operator_console.domain.presence import MachineOffers
from operator_console.runtime.event_hub import EventHub
from operator_console.ui.knowledge_ports import AssistDoor, EditorDoor, KnowledgeDoor, PracticeCasesDoor

if TYPE_CHECKING:
    from operator_console.backends.native.site_page import PageLook
    from operator_console.desk.archived import ArchivedOpened
    from operator_console.desk.staffing import PlannedDepartment, Staffing
    from operator_console.domain.archive import ArchiveComment, ArchiveQuery
    from operator_console.domain.invitations import InvitationRule
    from operator_console.domain.opening_hours import OpeningHours
    from operator_console.domain.site_settings import SiteSettings
    from operator_console.domain.staffing.values import Record
    from operator_console.protocol.archive import ArchiveChoices, ArchivePage, ExportArchive
    from operator_console.protocol.call_backs import CallBackAction
    from operator_console.protocol.handling import Colleagues
    from operator_console.protocol.http import SignedInDevice
    from operator_console.protocol.invitations import InvitationFigures, TriedRule, VisitorOnSite
    from operator_console.protocol.privacy import KeptOfVisitor, RetentionRuns
    from operator_console.protocol.refusal import Refusal
    from operator_console.protocol.reports import AskReport, Report, Today
    from operator_console.protocol.sites import IdentityKey, IdentityKeys, Installation, OwnSites, SiteState
    from operator_console.protocol.team import SiteFigures, WallAgent


class DevicesDoor(Protocol):
    """Where the agent is signed in; every coroutine returns what is there after it, None when the server failed."""

    def now(self) -> datetime: ...
    async def all(self) -> "tuple[SignedInDevice, ...] | None": ...
    async def end(self, device_id: str) -> "tuple[SignedInDevice, ...] | None": ...
    async def end_others(self) -> "tuple[SignedInDevice, ...] | None": ...


class DraftFilesDoor(Protocol):
    """Files chosen for a chat and not sent: on this machine's disk, so that a killed console has them again."""

    def has(self, conversation_id: ConversationId) -> bool:
        """Files wait in this chat."""
        ...

    async def of(self, conversation_id: ConversationId) -> tuple[DraftFile, ...]:
        """A chat's files, in the order in which they were chosen; none when they cannot be read."""
        ...

    def keep(self, conversation_id: ConversationId, files: tuple[DraftFile, ...]) -> None:
        """Keep exactly these, on disk within a second."""
        ...


class AfterDoor(Protocol):
    """What comes after a chat."""

    @property
    def can_mail(self) -> bool:
        """The server sends mail to visitors."""
        ...

    def mail(self, conversation_id: ConversationId, email: str, note: str = "") -> "Awaitable[Refusal | None]":
        """Send a chat's transcript, or a note instead, which is for closed chats; None when it is queued."""
        ...


class ArchiveDoor(Protocol):
    """Chats that were; coroutines return None (or False) when the server cannot be asked or refused."""

    @property
    def can_search(self) -> bool:
        """The server has an archive; without it there is no such page."""
        ...

    @property
    def unread(self) -> int:
        """Comments of colleagues on own chats that the agent has not seen."""
        ...

    async def choices(self) -> "ArchiveChoices | None": ...
    async def tags_of(self, site_id: SiteId) -> tuple[str, ...]:
        """Tags that are used at a site, those in most chats first."""
        ...

    async def search(self, query: "ArchiveQuery", cursor: str = "") -> "ArchivePage | None": ...
    async def open(self, conversation_id: ConversationId) -> "ArchivedOpened | None":
        """A chat with everything beside it; comments on an own chat count as seen."""
        ...

    async def older(self, conversation_id: ConversationId, before: int) -> tuple[tuple[Entry, ...], bool] | None:
        """Rows before a position, oldest first, and whether there are still older ones."""
        ...

    async def comments(self, conversation_id: ConversationId) -> "tuple[ArchiveComment, ...] | None": ...
    async def comment(self, conversation_id: ConversationId, text: str) -> "ArchiveComment | None": ...
    async def edit_comment(self, comment_id: str, text: str) -> "ArchiveComment | None": ...
    async def remove_comment(self, comment_id: str) -> bool: ...
    async def export(self, wish: "ExportArchive", sink: Callable[[bytes], None]) -> bool:
        """Give chats as lines of JSON to `sink`, piece by piece; when it failed there may be some already."""
        ...


class ReportsDoor(Protocol):
    """The desk's figures; coroutines return None when the server cannot be asked."""

    @property
    def can_read(self) -> bool:
        """Tell whether the server keeps figures."""
        ...

    @property
    def leads(self) -> bool:
        """Tell whether the agent sees more than their own figures."""
        ...

    async def report(self, wish: "AskReport") -> "Report | None": ...
    async def today(self) -> "Today | None": ...


class SitesDoor(Protocol):
    """What sites' owners set; None and UNAVAILABLE when the server cannot be asked."""

    @property
    def can_set_up(self) -> bool: ...

    def sites(self) -> tuple[Site, ...]: ...

    async def settings(self, site_id: SiteId) -> "SiteState | None": ...

    async def save(self, settings: "SiteSettings") -> "SiteState | Refusal": ...

    @property
    def server(self) -> str:
        """The server's address as this desk reaches it."""
        ...

    async def own_sites(self) -> "OwnSites | None": ...
    async def save_site(self, site: Site, before: Site) -> "SiteState | Refusal":
        """Save a site itself; CONFLICT when it is not as `before` any more."""
        ...

    async def create(self, site: Site) -> "SiteState | Refusal":
        """Make a new site; CONFLICT when its id is taken."""
        ...

    async def installation(self, site_id: SiteId) -> "Installation | None":
        """Return from where the site's widget has spoken."""
        ...

    async def identity_keys(self, site_id: SiteId) -> "IdentityKeys | None": ...
    async def make_identity_key(self, site_id: SiteId) -> "IdentityKey | Refusal":
        """Make a key; its secret is in this answer and never again."""
        ...

    async def end_identity_key(self, site_id: SiteId, key_id: str) -> "Refusal | None": ...
    async def look_at_page(self, address: str) -> "PageLook | None":
        """Look whether a page has the widget on it."""
        ...


class StreetDoor(Protocol):
    """Who is on the sites now, and how invitations do; `StreetChanged` tells when to look again."""

    @property
    def can_see(self) -> bool:
        """The server shows it; without it there is no page."""
        ...

    @property
    def phase(self) -> StreetPhase: ...
    @property
    def as_of(self) -> datetime | None:
        """When what is shown was last heard."""
        ...

    @property
    def visitors(self) -> "Mapping[VisitorId, VisitorOnSite]": ...
    @property
    def others(self) -> int:
        """How many are there besides and only counted."""
        ...

    def sites(self) -> tuple[Site, ...]: ...
    def name_of(self, agent_id: AgentId) -> str:
        """An agent's first name; empty when they are not known."""
        ...

    def open(self) -> None:
        """A screen shows it."""
        ...

    def close(self) -> None:
        """No screen shows it any more."""
        ...

    def retry(self) -> None: ...
    async def invite(self, visitor_id: VisitorId, text: str) -> "Refusal | None":
        """Invite by hand; None when it was done. The text has to stay in its field until then."""
        ...

    async def figures(self, site_id: SiteId, days: int) -> "InvitationFigures | None": ...
    async def try_rule(self, site_id: SiteId, rule: "InvitationRule", days: int) -> "TriedRule | Refusal":
        """Whom a rule would have invited; INVALID when the server does not take it, UNAVAILABLE when it is away."""
        ...


class PeopleDoor(Protocol):
    """What is kept of visitors; a `Refusal` says why not, UNAVAILABLE that the server cannot be asked."""

    @property
    def may_erase(self) -> bool:
        """Tell whether the agent leads, and the server lets people be taken out."""
        ...

    async def kept(self, visitor_id: VisitorId) -> "KeptOfVisitor | Refusal": ...

    async def export(self, visitor_id: VisitorId) -> "bytes | Refusal": ...

    async def erase(self, visitor_id: VisitorId) -> "KeptOfVisitor | Refusal": ...

    async def retention(self, site_id: SiteId) -> "RetentionRuns | Refusal": ...


class StaffingDoor(Protocol):
    """A department's staffing; the record is None when the server cannot be asked."""

    @property
    def can_plan(self) -> bool:
        """Tell whether the agent leads, and the server keeps a record."""
        ...

    def departments(self) -> "tuple[PlannedDepartment, ...]": ...
    def enough(self, record: "Record") -> bool: ...
    def usual_hours(self, record: "Record", time_zone: str) -> "OpeningHours": ...
    async def record(self, department_id: DepartmentId) -> "Record | None": ...
    async def plan(
        self, record: "Record", hours: "OpeningHours", wanted_share: float, progress: Callable[[float], None]
    ) -> "Staffing":
        """Plan in a worker thread, some seconds long; `progress` is told the share that is done."""
        ...


class PresenceDoor(Protocol):
    """What is known of the machine at which the agent sits."""

    @property
    def offers(self) -> MachineOffers | None:
        """What the machine tells, or None when it was not asked yet."""
        ...


class HandlingDoor(Protocol):
    """Handing chats over and asking for help; coroutines that wish return False after `WishFailed` was published."""

    @property
    def can_offer(self) -> bool:
        """The server offers, transfers and tells leads of a raised hand; without it none of these is shown."""
        ...

    @property
    def colleagues(self) -> tuple[Agent, ...]:
        """Agents of the own departments but oneself, by name."""
        ...

    @property
    def departments(self) -> tuple[Department, ...]:
        """The own departments."""
        ...

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Notes that name the agent, newest first."""
        ...

    async def places(self) -> "Colleagues | None":
        """Who could take a chat at this moment; None when it cannot be had now."""
        ...

    async def look(self, conversation_id: ConversationId) -> Opened | None:
        """A conversation that need not be the agent's, for reading; None when it cannot be had now."""
        ...

    async def accept(self, conversation_id: ConversationId) -> bool: ...
    async def decline(self, conversation_id: ConversationId, reason: str = "") -> bool: ...
    async def transfer(
        self,
        conversation_id: ConversationId,
        *,
        to_agent: AgentId | None = None,
        to_department: DepartmentId | None = None,
        summary: str = "",
        note: str = "",
    ) -> bool:
        """Offer an own chat; it stays with the agent until somebody accepts."""
        ...

    async def withdraw(self, conversation_id: ConversationId) -> bool: ...
    async def give_back(self, conversation_id: ConversationId) -> bool:
        """Put an own chat into the queue at once."""
        ...

    async def raise_hand(self, conversation_id: ConversationId, *, raised: bool, text: str = "") -> bool: ...
    async def note(self, conversation_id: ConversationId, text: str) -> bool:
        """Write a note into an open chat that is not the agent's; the caller keeps the text until True."""
        ...

    def mentions_seen(self, conversation_id: ConversationId) -> None: ...


class TeamDoor(Protocol):
    """A lead's wall and the chat looked along in; `WallChanged` and `WatchedChanged` tell when to look again.

    Wishes return True when the server did it; False after `WishFailed` was published.
    """

    @property
    def can_lead(self) -> bool:
        """The server has a wall and the agent may see it; without it there is no page."""
        ...

    @property
    def phase(self) -> WallPhase: ...
    @property
    def as_of(self) -> datetime | None:
        """When what is shown was true."""
        ...

    @property
    def chats(self) -> Mapping[ConversationId, Conversation]: ...
    @property
    def agents(self) -> "Mapping[AgentId, WallAgent]": ...
    @property
    def sites(self) -> Mapping[SiteId, Site]: ...
    @property
    def departments(self) -> Mapping[DepartmentId, Department]: ...
    @property
    def figures(self) -> "Mapping[SiteId, SiteFigures]": ...
    @property
    def watched(self) -> Watched | None: ...
    def watched_entries(self) -> tuple[Entry, ...]: ...
    def watchers(self, conversation_id: ConversationId) -> tuple[AgentId, ...]:
        """Who looks along in an own chat."""
        ...

    def name_of(self, agent_id: AgentId) -> str:
        """A colleague's first name; empty when they are not known."""
        ...

    def open(self) -> None:
        """A screen shows the wall."""
        ...

    def close(self) -> None:
        """No screen shows it any more."""
        ...

    def retry(self) -> None: ...
    def watch(self, conversation_id: ConversationId | None) -> None:
        """Look along in this chat and no other; None looks nowhere."""
        ...

    async def whisper(self, conversation_id: ConversationId, text: str) -> bool:
        """A note to the owner; the text has to stay in its field until this is True."""
        ...

    async def join(self, conversation_id: ConversationId) -> bool: ...
    async def leave(self, conversation_id: ConversationId) -> bool: ...
    async def give(self, conversation_id: ConversationId, to_agent: AgentId) -> bool: ...
    async def take_over(self, conversation_id: ConversationId) -> bool: ...
    async def change_limit(self, agent_id: AgentId, capacity: int) -> bool: ...
    async def change_status(self, agent_id: AgentId, status: AgentStatus) -> bool: ...


class CallBacksDoor(Protocol):
    """Call-back requests of the own departments."""

    def rows(self) -> tuple[CallBackRow, ...]:
        """Those after which somebody still has to call, the most urgent first."""
        ...

    def row(self, call_back_id: CallBackId) -> CallBackRow | None:
        """One of them, also when it is finished; None when it is not known (any more)."""
        ...

    async def change(self, row: CallBackRow, action: "CallBackAction", remark: str = "") -> bool:
        """Do something about a request as it was seen; False after `WishFailed` was published."""
        ...


class DeskDoor(Protocol):
    """The signed-in desk as screens see it, all on the UI thread.

    Properties and plain methods answer at once from memory; coroutines may wait for disk, threads or the server.
    """

    @property
    def hub(self) -> EventHub: ...
    @property
    def me(self) -> Agent: ...
    @property
    def sites(self) -> tuple[Site, ...]: ...
    @property
    def connection(self) -> Connection: ...
    @property
    def devices(self) -> DevicesDoor: ...
    @property
    def draft_files(self) -> DraftFilesDoor: ...
    @property
    def knowledge(self) -> KnowledgeDoor: ...
    @property
    def assist(self) -> AssistDoor: ...
    @property
    def editor(self) -> EditorDoor: ...
    @property
    def practice_cases(self) -> PracticeCasesDoor: ...
    @property
    def archive(self) -> ArchiveDoor: ...
    @property
    def after(self) -> AfterDoor: ...
    @property
    def reports(self) -> ReportsDoor: ...
    @property
    def site_setup(self) -> SitesDoor: ...

    @property
    def street(self) -> StreetDoor: ...
    @property
    def people(self) -> PeopleDoor: ...
    @property
    def staffing(self) -> StaffingDoor: ...
    @property
    def presence(self) -> PresenceDoor: ...
    @property
    def handling(self) -> HandlingDoor: ...
    @property
    def call_backs(self) -> CallBacksDoor: ...

    @property
    def team(self) -> TeamDoor: ...
    @property
    def today(self) -> TodayFigures: ...

    def check_connection(self) -> None:
        """Probe the connection now, or try at once when there is none."""
        ...

    def now(self) -> datetime:
        """Server time, from the measured offset on the monotonic clock (rule 8)."""
        ...

    def rail(self) -> Rail:
        """All rows, ordered for now."""
        ...

    def row(self, conversation_id: ConversationId) -> ChatRow | None:
        """One row of the rail or of the queue."""
        ...

    def next_urgent(self, after: ConversationId | None) -> ConversationId | None:
        """The chat whose deadline comes next, other than `after` when there is another one."""
        ...

    def by_number(self, number: int) -> ConversationId | None:
        """The chat with this sticky number."""
        ...

    def kept(self) -> tuple[Kept, ...]:
        """What the agent wrote that is on this machine only."""
        ...

    def entries(self, conversation_id: ConversationId) -> tuple[Entry, ...]:
        """The loaded end of the transcript, oldest first."""
        ...

    def has_older(self, conversation_id: ConversationId) -> bool:
        """Older messages exist that are not loaded."""
        ...

    async def load_older(self, conversation_id: ConversationId) -> bool:
        """Load a page of older messages (TranscriptChanged PREPENDED); False when nothing could be loaded."""
        ...

    def trim(self, conversation_id: ConversationId, keep: int = 200) -> None:
        """Forget loaded entries but the newest `keep`; publishes RESET when something was dropped."""
        ...

    def context(self, conversation_id: ConversationId) -> ChatContext:
        """What is known of the visitor."""
        ...

    def selected(self, conversation_id: ConversationId | None) -> None:
        """This chat is on screen now: it counts as read, suggestions and visitor's typing are for it."""
        ...

    async def send(
        self,
        conversation_id: ConversationId,
        text: str,
        *,
        kind: MessageKind = MessageKind.TEXT,
        holding: bool = False,
    ) -> ClientId:
        """Write to the outbox, show the bubble, send.

        Raises:
            OutboxUnavailable: It cannot be written to disk; the text must stay in the composer.
        """
        ...

    async def send_file(self, conversation_id: ConversationId, name: str, content: bytes) -> ClientId:
        """As `send`, for a file of at most 20 MiB; the server checks and re-encodes it.

        Raises:
            OutboxUnavailable, FileTooLarge
        """
        ...

    async def retry(self, conversation_id: ConversationId, client_id: ClientId) -> None:
        """Send a parked message again, also when it was stale: the agent has decided."""
        ...

    async def discard(self, conversation_id: ConversationId, client_id: ClientId) -> str:
        """Drop a parked or queued message for good and return its text."""
        ...

    async def accept(self, conversation_id: ConversationId) -> bool: ...
    async def no_answer_needed(self, conversation_id: ConversationId) -> bool: ...
    async def wrap_up(
        self,
        conversation_id: ConversationId,
        outcome: Outcome,
        tags: tuple[str, ...] = (),
        note: str = "",
        value_cents: int | None = None,
    ) -> bool: ...
    async def set_tags(self, conversation_id: ConversationId, tags: tuple[str, ...]) -> bool: ...
    @property
    def can_show_pages(self) -> bool: ...
    async def show_page(self, conversation_id: ConversationId, url: str, title: str = "") -> bool:
        """Ask a chat's visitor whether a page of the site may open; the transcript tells the answer."""
        ...

    @property
    def can_hand_over(self) -> bool: ...
    async def hand_over(self) -> bool:
        """Give all own chats back to the queue, because the agent leaves; their clocks run on."""
        ...

    async def set_status(self, status: AgentStatus) -> bool: ...
    async def correct_visitor(self, visitor_id: VisitorId, name: str | None, email: str | None) -> bool:
        """As the five above: True when the server did it; False after `WishFailed` was published."""
        ...

    def typing(self, conversation_id: ConversationId, active: bool) -> None:
        """The agent types; rate-limited and ended by the desk."""
        ...

    def draft(self, conversation_id: ConversationId) -> Draft: ...
    def mix_ups(self, conversation_id: ConversationId, text: str) -> tuple[MixUp, ...]:
        """What in a text meant for this chat belongs to the visitor of another open one."""
        ...

    def save_draft(self, conversation_id: ConversationId, draft: Draft) -> None:
        """Keep it; on disk within a second."""
        ...

    async def previous_chats(self, visitor_id: VisitorId) -> tuple[PreviousChat, ...]: ...
    async def open_previous(self, conversation_id: ConversationId) -> Opened | None:
        """An earlier conversation for reading; None when it cannot be had now."""
        ...

    async def file(self, attachment_id: AttachmentId) -> bytes | None:
        """Content of an attachment, cached; None when it cannot be had now."""
        ...

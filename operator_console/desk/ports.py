"""What the desk needs of stores, of a chat server and of keepers of tokens; they fit by shape, checked in `app`."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from operator_console.backends.base import ArticleConflict, BackendEvent, Capabilities, Outgoing, Request
from operator_console.domain.articles import Article, ArticleName
from operator_console.domain.conversations import Attachment, Conversation, Message
from operator_console.domain.ids import AttachmentId, ClientId, ConversationId, DepartmentId, SiteId, VisitorId
from operator_console.domain.people import Agent, Site
from operator_console.domain.presence import MachineSigns
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.server_time import ServerClock
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import StorageOpened
from operator_console.storage.token_vault import TokenPlace, VaultProblem
from operator_console.storage.values import (
    ArticleDraftRow,
    CachedChat,
    CachedContext,
    CachedPage,
    DraftFileRow,
    DraftRow,
    ErrandRow,
    OutboxRow,
)

if TYPE_CHECKING:
    from operator_console.backends.native.site_page import PageLook
    from operator_console.domain.archive import ArchiveComment
    from operator_console.domain.invitations import InvitationRule
    from operator_console.domain.practice import Dialogue, PracticeCase
    from operator_console.domain.site_settings import SiteSettings
    from operator_console.protocol.archive import (
        ArchiveChoices,
        ArchivedChat,
        ArchivePage,
        ExportArchive,
        SearchArchive,
    )
    from operator_console.protocol.articles import (
        AllFigures,
        ArticleCards,
        ArticleInWork,
        ArticlePicture,
        ArticleUse,
        ImportArticles,
        ImportedArticles,
        MissingArticles,
        ReportMissing,
        SaveArticle,
    )
    from operator_console.protocol.handling import Colleagues
    from operator_console.protocol.http import ArticlePage, ConversationPage, MessagePage, PreviousChats, SignedInDevice
    from operator_console.protocol.invitations import InvitationFigures, TriedRule
    from operator_console.protocol.practice import PracticeCases
    from operator_console.protocol.privacy import KeptOfVisitor, RetentionRuns
    from operator_console.protocol.reports import AskReport, Report, Today
    from operator_console.protocol.sites import IdentityKey, IdentityKeys, Installation, OwnSites, SiteState
    from operator_console.protocol.staffing import StaffingRecord

Rotated = Callable[[str], Awaitable[None]]
"""Keeps the next refresh token; the earlier one is not good any more."""
Kept = Callable[[], Awaitable[str | None]]
"""Fetches a refresh token from where it is kept."""


class PracticeBackend(Protocol):
    """A server's side of practice cases; coroutines raise the errors of `backends.base`."""

    async def practice_cases(self) -> "PracticeCases":
        """Return the cases of own sites."""
        ...

    async def save_practice_case(self, dialogue: "Dialogue") -> "PracticeCase":
        """Keep a case for everybody of its site's department."""
        ...

    async def remove_practice_case(self, case_id: str) -> None:
        """Remove a case."""
        ...


class ArchiveBackend(Protocol):
    """A server's archive of chats; coroutines raise the errors of `backends.base`."""

    async def search(self, wish: "SearchArchive") -> "ArchivePage":
        """Return a page of what a query finds."""
        ...

    async def choices(self) -> "ArchiveChoices":
        """Return what searches can be narrowed by."""
        ...

    async def chat(self, conversation_id: ConversationId) -> "ArchivedChat":
        """Return what stands beside a transcript."""
        ...

    async def seen(self, conversation_id: ConversationId) -> int:
        """All comments on this own chat are seen; return how many of others are not."""
        ...

    async def comment(self, conversation_id: ConversationId, text: str) -> "ArchiveComment":
        """Say something of a chat."""
        ...

    async def edit_comment(self, comment_id: str, text: str) -> "ArchiveComment":
        """Change an own comment."""
        ...

    async def remove_comment(self, comment_id: str) -> None:
        """Take a comment away."""
        ...

    async def export(self, wish: "ExportArchive", sink: Callable[[bytes], None]) -> None:
        """Give chats as lines of JSON to `sink`, piece by piece."""
        ...


class ReportsBackend(Protocol):
    """A server's figures; coroutines raise the errors of `backends.base`."""

    async def report(self, wish: "AskReport") -> "Report":
        """Return the counts of a period."""
        ...

    async def today(self) -> "Today":
        """Return the counts of today so far."""
        ...


class SitesBackend(Protocol):
    """A server's side of what sites' owners set; coroutines raise the errors of `backends.base`."""

    async def settings(self, site_id: SiteId) -> "SiteState":
        """Return a site with everything that is set."""
        ...

    async def save_settings(self, settings: "SiteSettings") -> "SiteState":
        """Keep new settings; `Refused` with CONFLICT when somebody else has changed them meanwhile."""
        ...

    async def own_sites(self) -> "OwnSites":
        """Return the sites that the agent may set up."""
        ...

    async def create(self, site: Site) -> "SiteState":
        """Make a new site; `Refused` with CONFLICT when its id is taken."""
        ...

    async def save_site(self, site: Site, before: Site) -> "SiteState":
        """Change a site itself; `Refused` with CONFLICT when it is not as `before` any more."""
        ...

    async def installation(self, site_id: SiteId) -> "Installation":
        """Return from where the site's widget has spoken."""
        ...

    async def identity_keys(self, site_id: SiteId) -> "IdentityKeys":
        """Return the keys that serve, without secrets."""
        ...

    async def make_identity_key(self, site_id: SiteId) -> "IdentityKey":
        """Make a key and return it, this once with its secret."""
        ...

    async def end_identity_key(self, site_id: SiteId, key_id: str) -> None:
        """Let a key serve no more."""
        ...

    async def look_at_page(self, address: str) -> "PageLook":
        """Look whether a page has the widget on it; never raises."""
        ...


class InvitationsBackend(Protocol):
    """A server's side of how invitations do; coroutines raise the errors of `backends.base`."""

    async def figures(self, site_id: SiteId, days: int) -> "InvitationFigures":
        """Return what was shown, accepted and declined since so many days, by rule and text."""
        ...

    async def try_rule(self, site_id: SiteId, rule: "InvitationRule", days: int) -> "TriedRule":
        """Return whom a rule would have invited."""


class PeopleBackend(Protocol):
    """A server's side of what is kept of visitors; coroutines raise the errors of `backends.base`."""

    async def kept(self, visitor_id: VisitorId) -> "KeptOfVisitor":
        """Return how much is kept of a visitor."""
        ...

    async def export(self, visitor_id: VisitorId) -> bytes:
        """Return everything that is kept of a visitor."""
        ...

    async def erase(self, visitor_id: VisitorId) -> "KeptOfVisitor":
        """Erase a visitor; `Refused` with CONFLICT while a chat is open."""
        ...

    async def retention(self, site_id: SiteId) -> "RetentionRuns":
        """Return what was erased at a site because it was old."""
        ...


class StaffingBackend(Protocol):
    """A server's side of staffing; coroutines raise the errors of `backends.base`."""

    async def staffing_record(self, department_id: DepartmentId) -> "StaffingRecord":
        """Return what a department is planned from."""
        ...


class Machine(Protocol):
    """What the operating system tells of whoever sits at the machine."""

    def look(self) -> MachineSigns:
        """Ask, blocking, on a worker thread; never raises."""
        ...

    def close(self) -> None:
        """Let go of everything, also while somebody looks; nobody asks after that."""
        ...


class OwnWindows(Protocol):
    """Keys and clicks within the program's own windows, on the loop's thread."""

    @property
    def idle_s(self) -> float | None:
        """Seconds since the last key, click or turn of the wheel; None when there was none yet."""
        ...

    @property
    def keys_idle_s(self) -> float | None:
        """Seconds since the last key."""
        ...


class Backend(Protocol):
    """A signed-in agent's connection to one chat server, all on the loop's thread.

    Coroutines raise the errors of `backends.base`. Events go to the listener, at once and in order.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What this server can do."""
        ...

    @property
    def server(self) -> str:
        """Base address."""
        ...

    def start(self, listener: Callable[[BackendEvent], None]) -> None:
        """Begin connecting; every change from now on goes to `listener`."""
        ...

    def check(self) -> None:
        """The network changed or the machine woke up: probe the connection, or try at once."""
        ...

    async def close(self) -> None:
        """Disconnect and end every task."""
        ...

    def send(self, message: Outgoing) -> bool:
        """Put a message on the wire; False when there is no connection. The answer comes as an event."""
        ...

    async def request(self, request: Request) -> Refusal | None:
        """Ask for something; None when the server did it."""
        ...

    def typing(self, conversation_id: ConversationId, active: bool) -> None:
        """Tell that the agent types, or has stopped; lost without harm."""
        ...

    def seen(self, conversation_id: ConversationId, pos: int) -> None:
        """Tell the agent's other machines what was on screen; lost without harm."""
        ...

    def activity(self, idle_s: float, *, locked: bool) -> None:
        """Tell whether somebody sits at this machine; a server that has no use for it is not told."""
        ...

    def forget(self, conversation_id: ConversationId) -> None:
        """The conversation is not the agent's any more: do not resume it."""
        ...

    async def messages(self, conversation_id: ConversationId, before: int, limit: int) -> "MessagePage":
        """Return messages with a smaller position."""
        ...

    async def conversation(self, conversation_id: ConversationId) -> "ConversationPage":
        """Return a conversation for reading."""
        ...

    async def previous(self, visitor_id: VisitorId) -> "PreviousChats":
        """Return a visitor's earlier conversations."""
        ...

    async def articles(self, after: int, limit: int) -> "ArticlePage":
        """Return articles changed after this version."""
        ...

    @property
    def article_work(self) -> "ArticleBackend | None":
        """Writing and using articles; None when the server has no such thing."""
        ...

    @property
    def practice(self) -> PracticeBackend | None:
        """Where practice cases are kept, None when this server has no place for them."""
        ...

    @property
    def archive(self) -> ArchiveBackend | None:
        """The archive of chats; None when this server has none."""

    async def colleagues(self) -> "Colleagues":
        """Return who could take a chat, as they are now."""
        ...

    @property
    def reports(self) -> ReportsBackend | None:
        """The desk's figures, None when this server keeps none."""
        ...

    @property
    def people(self) -> PeopleBackend | None:
        """What is kept of visitors, None when this server does not let it be taken out."""
        ...

    @property
    def sites(self) -> SitesBackend | None:
        """What sites' owners set, None when this server does not let it be changed."""
        ...

    @property
    def invitations(self) -> InvitationsBackend | None:
        """How invitations do, None when this server does not know."""
        ...

    @property
    def staffing(self) -> StaffingBackend | None:
        """What staffing is planned from, None when this server keeps no record."""
        ...

    async def devices(self) -> "tuple[SignedInDevice, ...]":
        """Return where the agent is signed in."""
        ...

    async def end_device(self, device_id: str) -> None:
        """Sign one of the agent's devices out."""
        ...

    async def end_other_devices(self) -> "tuple[SignedInDevice, ...]":
        """Sign all others out and return what is left."""
        ...

    async def upload(self, key: str, name: str, content: bytes, progress: Callable[[float], None]) -> Attachment:
        """Send a file; the same key again goes on with what has arrived, and never makes a second file."""
        ...

    async def give_up_upload(self, key: str) -> None:
        """Have the server forget what of a file has arrived; fails silently."""
        ...

    async def file(self, attachment_id: AttachmentId) -> bytes:
        """Return a file's content."""
        ...


class ArticleBackend(Protocol):
    """A server's side of writing and using articles; coroutines raise the errors of `backends.base`."""

    async def cards(self, site_id: SiteId) -> "ArticleCards":
        """Return a site's articles, drafts included."""
        ...

    async def open(self, name: ArticleName) -> "ArticleInWork | None":
        """Return the newest revision; None when there is no such article."""
        ...

    async def revision(self, name: ArticleName, number: int) -> Article | None:
        """Return an earlier revision."""
        ...

    async def save(self, name: ArticleName, save: "SaveArticle") -> "ArticleInWork | ArticleConflict":
        """Save a new revision, unless somebody else has saved since `base_revision`."""
        ...

    async def remove(self, name: ArticleName, base_revision: int) -> ArticleConflict | None:
        """Take an article away; None when done."""
        ...

    async def upload_picture(self, site_id: SiteId, name: str, content: bytes) -> "ArticlePicture":
        """Send a picture for articles; the server checks and re-encodes it."""
        ...

    async def import_articles(self, site_id: SiteId, articles: "ImportArticles") -> "ImportedArticles":
        """Save many at once."""
        ...

    async def used(self, uses: "Sequence[ArticleUse]") -> None:
        """Count that articles were used in chats; the same use again is not counted twice."""
        ...

    async def figures(self) -> "AllFigures":
        """Return how articles do."""
        ...

    async def report_missing(self, report: "ReportMissing") -> None:
        """Say that nothing good was found."""
        ...

    async def missing(self) -> "MissingArticles":
        """Return what was not found."""
        ...

    async def close_missing(self, missing_id: str) -> None:
        """Take a line from that list."""
        ...


class OutboxStore(Protocol):
    """Unsent messages and drafts; each change is on disk when its coroutine returns, or raises `StorageError`."""

    async def add(self, row: OutboxRow, content: bytes | None = None) -> None:
        """Keep a new message."""
        ...

    async def rows(self) -> tuple[OutboxRow, ...]:
        """Return all, in the order of writing."""
        ...

    async def change(self, row: OutboxRow) -> None:
        """Keep a message's new state."""
        ...

    async def remove(self, client_id: ClientId) -> None:
        """Forget a message."""
        ...

    async def content(self, client_id: ClientId) -> bytes | None:
        """Return a message's file."""
        ...

    async def drafts(self) -> tuple[DraftRow, ...]:
        """Return all drafts."""
        ...

    async def prove(self) -> None:
        """Find out whether anything can be kept now; raises when not."""
        ...

    async def save_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        """Keep drafts; an empty one is removed."""
        ...

    async def draft_file_ids(self) -> dict[ConversationId, frozenset[str]]:
        """Return which files wait in which chats."""
        ...

    async def draft_files(self, conversation_id: ConversationId) -> tuple[DraftFileRow, ...]:
        """Return a chat's files that wait, in the order of adding."""
        ...

    async def add_draft_file(self, row: DraftFileRow) -> None:
        """Keep a file that waits; one that is kept already stays as it is."""
        ...

    async def keep_draft_files(self, conversation_id: ConversationId, ids: tuple[str, ...]) -> None:
        """Forget a chat's files that wait, but these."""
        ...

    async def forget_draft_files(self, before: datetime) -> None:
        """Forget files that wait since before a time."""
        ...

    async def errands(self) -> tuple[ErrandRow, ...]:
        """Return what is still to be told to the server, in the order of keeping."""
        ...

    async def keep_errand(self, errand: ErrandRow) -> None:
        """Keep one; the same id again takes its place."""
        ...

    async def remove_errands(self, ids: tuple[str, ...]) -> None:
        """Forget these."""
        ...


class HistoryStore(Protocol):
    """What the server can give again; writing returns at once, coroutines may raise `StorageError`."""

    async def open_chats(self, messages: int) -> tuple[CachedChat, ...]:
        """Return the open chats as last known."""
        ...

    async def page(self, conversation_id: ConversationId, before: int, limit: int) -> CachedPage:
        """Return older messages."""
        ...

    async def value(self, key: str) -> bytes | None:
        """Return a small value."""
        ...

    def keep_chat(self, conversation: Conversation, is_open: bool) -> None:
        """Keep a conversation."""
        ...

    def keep_context(self, conversation_id: ConversationId, context: CachedContext) -> None:
        """Keep what is known of the visitor."""
        ...

    def keep_message(self, message: Message) -> None:
        """Keep a message that follows on what is kept."""
        ...

    def advance(self, conversation_id: ConversationId, epoch: str, pos: int) -> None:
        """Keep a stream's position."""
        ...

    def seen(self, conversation_id: ConversationId, pos: int) -> None:
        """Keep what was on screen."""
        ...

    def replace_end(
        self, conversation_id: ConversationId, epoch: str, pos: int, messages: Sequence[Message], more: bool
    ) -> None:
        """Keep a snapshot's messages."""
        ...

    def keep_older(self, conversation_id: ConversationId, before: int, messages: Sequence[Message], more: bool) -> None:
        """Keep a page from the server."""
        ...

    def keep_value(self, key: str, value: bytes) -> None:
        """Keep a small value."""
        ...

    def forget(self, conversation_id: ConversationId) -> None:
        """Keep nothing more of a chat that the server has not any more."""
        ...

    def forget_visitor(self, visitor_id: VisitorId) -> None:
        """Keep nothing more of a visitor's chats."""
        ...


class ArticleStore(Protocol):
    """The desk's copy of the articles; coroutines raise `StorageError`."""

    async def all(self) -> tuple[Article, ...]:
        """Return every article."""
        ...

    async def keep(self, articles: Sequence[Article]) -> None:
        """Add, replace or remove articles."""
        ...

    async def clear(self) -> None:
        """Forget all."""
        ...


class ArticleDraftStore(Protocol):
    """Articles that are being written; each change is on disk when its coroutine returns, or raises `StorageError`."""

    async def all(self) -> tuple[ArticleDraftRow, ...]:
        """Return every one."""
        ...

    async def change(self, kept: Sequence[ArticleDraftRow], gone: Sequence[str]) -> None:
        """Keep these and forget those."""
        ...


class AccountStore(Protocol):
    """One account's files."""

    @property
    def outbox(self) -> OutboxStore:
        """Unsent messages and drafts."""
        ...

    @property
    def article_drafts(self) -> ArticleDraftStore:
        """Articles that are being written."""
        ...

    @property
    def history(self) -> HistoryStore:
        """The cache."""
        ...

    @property
    def articles(self) -> ArticleStore:
        """The articles."""
        ...

    @property
    def search_folder(self) -> Path:
        """Where the index of the articles is kept; may not exist yet."""
        ...

    async def keep_text(self, name: str, text: str) -> Path:
        """Write a text beside the account's files, under a dated name, and return where."""
        ...

    def tell_mended(self, tell: Callable[[StorageOpened], None]) -> None:
        """Let `tell` be told of files that have to be set aside while they are in use."""
        ...

    async def open(self) -> StorageOpened:
        """Open; never raises."""
        ...

    async def close(self) -> None:
        """Write what was gathered and close."""
        ...


class Admission(Protocol):
    """Somebody who may come in to a server: `backend` once, or `close`."""

    @property
    def agent(self) -> Agent | None:
        """Who it is, or None when the server could not be asked."""
        ...

    @property
    def refresh_token(self) -> str:
        """The token to keep; empty when it is fetched later."""
        ...

    def backend(self, clock: ServerClock, scope: TaskScope) -> Backend:
        """Return the connection, not started yet."""
        ...

    async def close(self) -> None:
        """End without a backend."""
        ...


class BackendDoor(Protocol):
    """The way in to one kind of server; coroutines raise the errors of `backends.base`."""

    def address(self, typed: str) -> str | None:
        """Return what somebody typed as a base address, or None."""
        ...

    async def sign_in(self, server: str, account: str, password: str, rotated: Rotated) -> Admission:
        """Sign in with a password; each later refresh token goes to `rotated`."""
        ...

    async def resume(self, server: str, refresh_token: str, rotated: Rotated) -> Admission:
        """Sign in with a kept token."""
        ...

    def resume_later(self, server: str, kept: Kept, rotated: Rotated) -> Admission:
        """Come in with a token that is fetched and checked as soon as the server can be reached."""
        ...

    async def sign_out(self, server: str, refresh_token: str) -> None:
        """End a sign-in on the server; waits a few seconds at most."""
        ...


class Vault(Protocol):
    """Keeper of refresh tokens; never raises."""

    @property
    def place(self) -> TokenPlace:
        """Where tokens of this run are kept."""
        ...

    @property
    def problem(self) -> VaultProblem | None:
        """Why it is not the keyring."""
        ...

    async def check(self) -> TokenPlace:
        """Find out whether the keyring can be used."""
        ...

    async def get(self, name: str) -> str | None:
        """Return a kept token."""
        ...

    async def keep(self, name: str, token: str) -> None:
        """Keep a token."""
        ...

    async def keep_in_memory(self, name: str, token: str) -> None:
        """Keep a token for this run only."""
        ...

    async def forget(self, name: str) -> None:
        """Forget a token."""
        ...

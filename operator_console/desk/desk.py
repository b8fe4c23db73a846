"""The signed-in desk as screens see it: fits `ui.ports.DeskDoor`; composes the rooms' pieces and knows no screen."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import structs

from operator_console.backends import base
from operator_console.desk.after import AfterDesk, AfterDoors
from operator_console.desk.alerts import Alerts
from operator_console.desk.archive import ArchiveDesk, ArchiveDoors
from operator_console.desk.assist import Assist, AssistDoors
from operator_console.desk.call_backs import CallBackDesk, CallBackDoors
from operator_console.desk.chat_book import BookDoors, ChatBook
from operator_console.desk.completing import Completing
from operator_console.desk.departures import Departures
from operator_console.desk.draft_files import DraftFiles
from operator_console.desk.drafts import Drafts
from operator_console.desk.editor import Editor, EditorDoors
from operator_console.desk.events import (
    ArticleFiguresChanged,
    ArticlesChanged,
    MeChanged,
    NotSupported,
    RailChanged,
    RightsChanged,
    SitesChanged,
    StorageMended,
    TodayChanged,
    UploadProgressed,
    WishFailed,
)
from operator_console.desk.files import Files
from operator_console.desk.handling import Handling, HandlingDoors, load_quietly
from operator_console.desk.kept import kept
from operator_console.desk.kept_articles import KeptArticles
from operator_console.desk.knowledge import Knowledge, KnowledgeDoors
from operator_console.desk.line import Line
from operator_console.desk.lost_messages import LostDoors, LostMessages
from operator_console.desk.outbox import Outbox, OutboxDoors
from operator_console.desk.ports import AccountStore, Backend
from operator_console.desk.presence import OwnPresence, PresenceDoors
from operator_console.desk.profile import PROFILE_KEY, Profile, packed, unpacked
from operator_console.desk.questions import LANGUAGES, Questions
from operator_console.desk.rail_order import next_urgent, ordered
from operator_console.desk.reading import Reading
from operator_console.desk.reports import ReportDoors, ReportsDesk
from operator_console.desk.sites import SitesDesk, SitesDoors
from operator_console.desk.staffing import StaffingDesk, StaffingDoors
from operator_console.desk.state import (
    ChatContext,
    ChatRow,
    Connection,
    Draft,
    Entry,
    Kept,
    Opened,
    Rail,
)
from operator_console.desk.street import StreetDesk, StreetDoors
from operator_console.desk.team import TeamDesk, TeamDoors
from operator_console.desk.typing import AgentTyping, VisitorSilence
from operator_console.desk.writing import Writing
from operator_console.domain.conversations import (
    Conversation,
    Message,
    MessageKind,
    Outcome,
    PreviousChat,
    TodayFigures,
)
from operator_console.domain.ids import AgentId, AttachmentId, ClientId, ConversationId, SiteId, VisitorId
from operator_console.domain.people import Agent, AgentStatus, Site
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.event_hub import EventHub
from operator_console.runtime.server_time import ServerClock
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import StorageOpened
from operator_console.storage.errors import StorageError, StorageFailed, StorageFull

if TYPE_CHECKING:
    from operator_console.desk.devices import DeviceList
    from operator_console.desk.mix_ups import MixUps
    from operator_console.desk.people import PeopleDesk
    from operator_console.desk.practice_cases import PracticeCaseList
    from operator_console.domain.mix_up import MixUp

FIRST_MESSAGES = 60

_log = logging.getLogger(__name__)


class Desk:
    """One signed-in agent at one server. `read` reads what is on disk, `connect` begins connecting, `close` ends both.

    Everything is on the loop's thread. Backend and storage are the desk's from here on: it closes them.

    Args:
        me: The agent as sign-in gave it.
        scope: Parent of every task of the desk.
    """

    def __init__(
        self, me: Agent, backend: Backend, storage: AccountStore, clock: ServerClock, hub: EventHub, scope: TaskScope
    ) -> None:
        self._backend = backend
        self._storage = storage
        self._clock = clock
        self._hub = hub
        self._scope = scope.child("desk")
        self._profile = Profile(epoch="", me=me, sites=())
        self._sites: dict[SiteId, Site] = {}
        self._line = Line(backend.server, clock.now, hub.publish)
        self._was_live = False
        self._closing = False
        self._wrapping: set[ConversationId] = set()
        self.storage_opened: StorageOpened | None = None
        self._alerts = Alerts(hub.publish, clock.now, self._scope)
        self._book = ChatBook(
            me.id,
            storage.history,
            self._alerts,
            BookDoors(
                publish=hub.publish,
                site_of=self._site_of,
                unsent=self._unsent,
                holds=self._holds,
                own_stored=self._on_own_stored,
                visitor_said=lambda _conversation_id: self.knowledge.look(),
                ended=self._on_ended,
                returned=self._on_returned,
                seen=backend.seen,
                applies=self._on_applied,
            ),
        )
        self._outbox = Outbox(
            storage.outbox,
            backend,
            self._scope.child("outbox"),
            OutboxDoors(
                now=clock.now,
                me=lambda: self.me,
                show=self._on_outbox_entry,
                ticked=self._on_ticked,
                standing=self._book.standing,
                colleague=self._book.colleague,
                progressed=lambda client_id, share: hub.publish(UploadProgressed(client_id=client_id, share=share)),
                disk_changed=self._on_disk_changed,
                mentions=self._named_in,
            ),
        )
        self._lost = LostMessages(
            self._scope,
            LostDoors(
                me=lambda: self.me.id,
                page=backend.conversation,
                park=self._outbox.take_back,
                keep=storage.keep_text,
                publish=hub.publish,
                sleep=lambda seconds: asyncio.sleep(seconds),  # noqa: PLW0108 - named when it is needed
            ),
        )
        self._drafts = Drafts(storage.outbox, self._scope, self._outbox.in_trouble)
        self.draft_files = DraftFiles(storage.outbox, self._scope, self._outbox.in_trouble, self._on_draft_files)
        self._agent_typing = AgentTyping(backend.typing, self._scope)
        self._visitor_silence = VisitorSilence(self._book.silent, self._scope)
        self._questions = Questions(self._book, self._site)
        self.knowledge = Knowledge(storage, backend, KnowledgeDoors(hub.publish, self._questions.wanted), self._scope)
        self.assist = Assist(
            storage,
            AssistDoors(
                work=lambda: backend.article_work,
                rights=lambda: backend.capabilities.articles,
                chat=self._book.chat,
                site_of=self._site_of,
                language_of=lambda chat: self._questions.language_of(chat.conversation, chat.context) or LANGUAGES[0],
                articles=self.knowledge.all,
                unsent=self._outbox.holds,
                draft=lambda conversation_id: self._drafts.get(conversation_id).text,
                me=lambda: self.me,
                now=clock.now,
                take_figures=self.knowledge.take_figures,
                publish=hub.publish,
            ),
            self._scope,
        )
        hub.listen(ArticlesChanged, lambda _event: self.assist.manners.articles_changed())
        hub.listen(ArticleFiguresChanged, lambda _event: self.knowledge.take_figures(self.assist.use.figures))
        self._kept_articles = KeptArticles(storage.article_drafts, self._scope, self._outbox.in_trouble)
        self.editor = Editor(
            EditorDoors(lambda: backend.article_work, lambda: backend.capabilities.articles, hub.publish),
            self._kept_articles,
        )
        self._writing = Writing(self._book, self._outbox, self._agent_typing, self.assist, self._tell_outbox)
        self._completing = Completing(self._book, self._outbox, self._drafts, backend, self._mark_draft)
        self._departures = Departures(backend, hub.publish, me.id, self._scope)
        self._reading = Reading(self._book, storage.history, backend, lambda: self.me.id)
        self.handling = Handling(
            backend,
            storage.history,
            HandlingDoors(
                me=lambda: self.me,
                live=lambda: self._line.live,
                publish=hub.publish,
                wish=self._wish,
                offer_of=self._book.inbox.offer_of,
                expect=self._departures.expect,
                open=self._reading.open_previous,
                alert=self._alerts.mentioned,
            ),
        )
        self.call_backs = CallBackDesk(
            CallBackDoors(
                me=lambda: self.me,
                site=self._sites.get,
                colleagues=lambda: self.handling.colleagues,
                now=clock.now,
                publish=hub.publish,
                wish=self._wish,
            ),
            self._scope,
        )
        self._files = Files(backend, self._outbox)
        self.archive = ArchiveDesk(
            ArchiveDoors(
                available=lambda: backend.capabilities.archive,
                backend=lambda: backend.archive,
                open_chat=self._reading.open_previous,
                messages=backend.messages,
                entries=self._reading.entries_of,
                publish=hub.publish,
            )
        )
        self.reports = ReportsDesk(ReportDoors(lambda: self.me, lambda: backend.reports))
        self.site_setup = SitesDesk(
            SitesDoors(lambda: self.me, lambda: self.sites, lambda: backend.sites, lambda: backend.server)
        )
        self.staffing = StaffingDesk(StaffingDoors(lambda: self.me, lambda: self.sites, lambda: backend.staffing))
        self.team = TeamDesk(backend, TeamDoors(lambda: self.me, hub.publish, self._has), self._scope)
        doors = StreetDoors(lambda: self.me, lambda: self.sites, clock.now, hub.publish)
        self.street = StreetDesk(backend, doors, self._scope)
        self.presence = OwnPresence(
            backend,
            storage.history,
            PresenceDoors(lambda: self.me.status, lambda: self._line.live, hub.publish, clock.ticks_s),
            self._scope,
        )
        self._handlers: dict[type, Callable[..., None]] = {
            base.LinkChanged: self._on_link,
            base.RoundTripMeasured: self._line.measured,
            base.Welcomed: self._on_welcome,
            base.OwnChatsListed: self._book.on_own_list,
            base.QueueListed: self._book.on_queue,
            base.CallBacksListed: lambda listed: self.call_backs.on_listed(listed.department_id, listed.call_backs),
            base.CallBackUpserted: lambda upserted: self.call_backs.on_changed(upserted.call_back),
            base.ChatSnapshot: self._on_snapshot,
            base.ConversationUpserted: self._book.on_conversation,
            base.MessageUpserted: self._on_message,
            base.VisitorUpserted: self._book.on_visitor,
            base.StreamAdvanced: self._book.on_advanced,
            base.MessageStored: self._on_stored,
            base.MessageStale: lambda stale: self._on_not_stored(stale.client_id, None),
            base.MessageRefused: lambda refused: self._on_not_stored(refused.client_id, refused.reason),
            base.RightsChanged: lambda _changed: hub.publish(RightsChanged()),
            base.VisitorTyped: self._on_visitor_typed,
            base.VisitChanged: self._book.on_visit,
            base.ReceiptAdvanced: self._book.on_receipt,
            base.PresenceChanged: self._on_presence,
            base.TodayMeasured: self._on_today,
            base.SitesTold: self._on_sites,
            base.ChangedByLead: self._on_changed_by_lead,
            base.SeenElsewhere: self._book.on_seen_elsewhere,
            base.CommentsAdvanced: self.archive.on_comments,
            base.MentionRead: self.handling.on_mention,
            base.LowRatingTold: self.after.on_low_rating,
            base.MailTold: self.after.on_mail,
            base.NotSupported: lambda _event: hub.publish(NotSupported()),
            base.ArticlesAdvanced: lambda advanced: self.knowledge.announced("", advanced.version),
        }

    @cached_property
    def after(self) -> AfterDesk:
        """What comes after a chat."""
        return AfterDesk(self._backend, AfterDoors(self._hub.publish, self._alerts.rated_low))

    @cached_property
    def people(self) -> "PeopleDesk":
        """What the server keeps of one person."""
        from operator_console.desk.people import PeopleDesk, PeopleDoors

        return PeopleDesk(PeopleDoors(lambda: self.me, lambda: self._backend.people, self._storage.history))

    @cached_property
    def _mix_ups(self) -> "MixUps":
        from operator_console.desk.mix_ups import MixUps

        return MixUps(self._book.inbox.chats, self._site_of, lambda: self.me)

    # ------------------------------------------------------------------------------------------- lifetime

    async def open(self) -> None:
        """Read and connect."""
        await self.read()
        await self._connect()

    async def read(self) -> None:
        """Show what is on disk. Never raises for a broken disk: `connection.storage_failed` tells."""
        self._storage.tell_mended(lambda opened: self._hub.publish(StorageMended(opened)))
        self.storage_opened = await self._storage.open()
        try:
            await self._outbox.load()
            await self._drafts.load()
            await self.draft_files.load()
            await self.assist.load()
            await self._kept_articles.load()
        except StorageError as error:
            _log.warning("outbox and drafts cannot be read: %s", error)
            self._outbox.in_trouble(error)
        opening = self.storage_opened.outbox
        if opening.failed and not self._outbox.failed:
            self._outbox.in_trouble(StorageFull("outbox") if opening.full else StorageFailed("outbox"))
        try:
            await self._load_history()
            await load_quietly(self.handling)
        except StorageError as error:
            _log.warning("the history cache cannot be read: %s", error)
        self._tell_outbox()
        self._hub.publish(RailChanged())

    def connect(self) -> None:
        """Begin connecting, with the copy of the articles read; a window can be on screen before this."""
        if not self._closing:
            self._scope.start(self._connect(), name="connect")

    async def close(self) -> None:
        """Disconnect, write what is not on disk yet, close the files; harmless when called again."""
        if self._closing:
            return
        self._closing = True
        await self._backend.close()
        await self._scope.close()
        self.presence.close()
        await self._outbox.flush()
        await self._drafts.flush()
        await self.draft_files.flush()
        self.assist.own_words.close()
        await self._kept_articles.flush()
        self.knowledge.close()
        await self._storage.close()

    def check_connection(self) -> None:
        """The network changed or the machine woke up."""
        self._backend.check()

    async def _connect(self) -> None:
        self._alerts.start()  # not sooner: chats of the cache that are overdue call when a window is on screen
        await self.knowledge.load()
        if not self._closing:
            self._backend.start(self._on_backend_event)

    async def _load_history(self) -> None:
        history = self._storage.history
        profile = unpacked(await history.value(PROFILE_KEY), self.me)
        if profile is not None:
            self._take_profile(profile)
        await self.presence.load()
        for cached in await history.open_chats(FIRST_MESSAGES):
            self._book.restore(cached)
        for conversation_id, chat in self._book.inbox.chats.items():
            chat.has_draft = self._has_draft(conversation_id)

    # -------------------------------------------------------------------------------------------- reading

    @property
    def hub(self) -> EventHub:
        """Where the desk's events are published."""
        return self._hub

    @property
    def me(self) -> Agent:
        """The signed-in agent."""
        return self._profile.me

    @property
    def sites(self) -> tuple[Site, ...]:
        """The agent's sites."""
        return self._profile.sites

    @property
    def connection(self) -> Connection:
        """State of the connection."""
        return self._line.connection

    @property
    def today(self) -> TodayFigures:
        """Own figures of today."""
        return self._profile.today

    def now(self) -> datetime:
        """Server time."""
        return self._clock.now()

    def rail(self) -> Rail:
        """All rows in their order."""
        inbox = self._book.inbox
        rows = (self.row(conversation_id) for conversation_id in {**inbox.queue, **inbox.offers, **inbox.chats})
        return ordered(row for row in rows if row is not None)

    def row(self, conversation_id: ConversationId) -> ChatRow | None:
        """One row."""
        inbox = self._book.inbox
        conversation = inbox.known(conversation_id)
        return inbox.row(conversation_id, self._sites.get(conversation.site_id)) if conversation is not None else None

    def next_urgent(self, after: ConversationId | None) -> ConversationId | None:
        """The chat whose deadline comes next."""
        chats = self._book.inbox.chats.values()
        return next_urgent((chat.conversation for chat in chats if not chat.ended), after)

    def by_number(self, number: int) -> ConversationId | None:
        """The chat with this sticky number."""
        return self._book.inbox.by_number(number)

    def kept(self) -> tuple[Kept, ...]:
        """What the agent wrote that is on this machine only: unsent messages, and drafts of chats that went away."""
        return kept(self._book.inbox, self._outbox, self._drafts)

    def entries(self, conversation_id: ConversationId) -> tuple[Entry, ...]:
        """The loaded end of the transcript."""
        chat = self._book.chat(conversation_id)
        return chat.transcript.entries if chat is not None else ()

    def has_older(self, conversation_id: ConversationId) -> bool:
        """Older messages exist that are not loaded."""
        chat = self._book.chat(conversation_id)
        return chat is not None and chat.transcript.more

    def context(self, conversation_id: ConversationId) -> ChatContext:
        """What is known of the visitor."""
        chat = self._book.chat(conversation_id)
        if chat is None:
            return ChatContext()
        conversation = chat.conversation
        return structs.replace(chat.context, invited_by=conversation.invited_by, bot=conversation.bot)

    def draft(self, conversation_id: ConversationId) -> Draft:
        """Unsent text."""
        return self._drafts.get(conversation_id)

    def mix_ups(self, conversation_id: ConversationId, text: str) -> "tuple[MixUp, ...]":
        """What in a text belongs to the visitor of another open chat."""
        return self._mix_ups.find(conversation_id, text)

    # ----------------------------------------------------------------- what a start does not need, made when asked

    @cached_property
    def devices(self) -> "DeviceList":
        """Where the agent is signed in."""
        from operator_console.desk.devices import DeviceList

        return DeviceList(self._backend, self._clock.now)

    @cached_property
    def practice_cases(self) -> "PracticeCaseList":
        """The team's own cases to practise with."""
        from operator_console.desk.practice_cases import CaseDoors, PracticeCaseList

        doors = CaseDoors(lambda: self.me, self._site, self.knowledge.all, lambda: self._backend.practice)
        return PracticeCaseList(doors)

    # ------------------------------------------------------------------------------------- transcripts

    async def load_older(self, conversation_id: ConversationId) -> bool:
        """Load a page of older messages, from the cache or else the server."""
        return await self._reading.load_older(conversation_id)

    def trim(self, conversation_id: ConversationId, keep: int = 200) -> None:
        """Forget loaded entries but the newest."""
        chat = self._book.chat(conversation_id)
        if chat is not None:
            self._book.publish_changes(conversation_id, chat.transcript.trim(keep))

    def selected(self, conversation_id: ConversationId | None) -> None:
        """This chat is on screen now."""
        self._book.select(conversation_id)

    async def previous_chats(self, visitor_id: VisitorId) -> tuple[PreviousChat, ...]:
        """A visitor's earlier conversations."""
        return await self._reading.previous_chats(visitor_id)

    async def open_previous(self, conversation_id: ConversationId) -> Opened | None:
        """An earlier conversation for reading."""
        return await self._reading.open_previous(conversation_id)

    async def file(self, attachment_id: AttachmentId) -> bytes | None:
        """Content of an attachment."""
        return await self._files.get(attachment_id)

    # -------------------------------------------------------------------------------------------- writing

    async def send(
        self,
        conversation_id: ConversationId,
        text: str,
        *,
        kind: MessageKind = MessageKind.TEXT,
        holding: bool = False,
    ) -> ClientId:
        """Write to the outbox, show the bubble, send."""
        return await self._writing.add(conversation_id, kind, text, holding=holding)

    async def send_file(self, conversation_id: ConversationId, name: str, content: bytes) -> ClientId:
        """As `send`, for a file."""
        return await self._writing.add_file(conversation_id, name, content)

    async def retry(self, conversation_id: ConversationId, client_id: ClientId) -> None:
        """Send a parked message again."""
        await self._writing.retry(conversation_id, client_id)

    async def discard(self, conversation_id: ConversationId, client_id: ClientId) -> str:
        """Drop a parked or queued message and return its text; empty when it is on its way already."""
        return await self._writing.discard(conversation_id, client_id)

    def typing(self, conversation_id: ConversationId, active: bool) -> None:
        """The agent types."""
        self._agent_typing.typed(conversation_id, active)

    def save_draft(self, conversation_id: ConversationId, draft: Draft) -> None:
        """Keep unsent text."""
        began_or_ended = self._drafts.save(conversation_id, draft)
        chat = self._book.chat(conversation_id)
        if began_or_ended and chat is not None:
            chat.has_draft = self._has_draft(conversation_id)
            self._hub.publish(RailChanged())
            self._book.sweep(conversation_id)

    # --------------------------------------------------------------------------------------------- wishes

    async def accept(self, conversation_id: ConversationId) -> bool:
        """Take a chat from the queue."""
        return await self._wish(base.AcceptChat(conversation_id), conversation_id)

    async def no_answer_needed(self, conversation_id: ConversationId) -> bool:
        """Stop the clock."""
        return await self._wish(base.AnswerNotNeeded(conversation_id), conversation_id)

    async def wrap_up(
        self,
        conversation_id: ConversationId,
        outcome: Outcome,
        tags: tuple[str, ...] = (),
        note: str = "",
        value_cents: int | None = None,
    ) -> bool:
        """Close a chat."""
        request = base.WrapUpChat(
            conversation_id=conversation_id, outcome=outcome, tags=tags, note=note, value_cents=value_cents
        )
        self._wrapping.add(conversation_id)
        done = await self._wish(request, conversation_id)
        if not done:
            self._wrapping.discard(conversation_id)
        return done

    async def set_tags(self, conversation_id: ConversationId, tags: tuple[str, ...]) -> bool:
        """Replace a chat's tags."""
        return await self._wish(base.TagChat(conversation_id, tags), conversation_id)

    @property
    def can_show_pages(self) -> bool:
        """Visitors can be asked whether a page may open."""
        return self._backend.capabilities.pages

    async def show_page(self, conversation_id: ConversationId, url: str, title: str = "") -> bool:
        """Ask a chat's visitor whether a page of the site may open; the transcript tells the answer."""
        return await self._wish(base.ShowPage(conversation_id, url, title), conversation_id)

    @property
    def can_hand_over(self) -> bool:
        """Own chats can be given back to the queue now."""
        return self._line.live and self._backend.capabilities.release

    async def hand_over(self) -> bool:
        """Give all own chats back to the queue, because the agent leaves."""
        inbox = self._book.inbox
        mine = tuple(name for name, chat in inbox.chats.items() if not chat.ended and inbox.owns(chat.conversation))
        if not mine:
            return True
        if not self.can_hand_over:
            return False
        self._departures.expect(mine)
        return await self._wish(base.ReleaseChats(mine), None)

    async def set_status(self, status: AgentStatus) -> bool:
        """Change the own status."""
        self.presence.chosen()
        return await self._wish(base.ChooseStatus(status), None)

    async def correct_visitor(self, visitor_id: VisitorId, name: str | None, email: str | None) -> bool:
        """Correct a visitor's name and e-mail address."""
        return await self._wish(base.AmendVisitor(visitor_id, name, email), None)

    async def _wish(self, request: base.Request, conversation_id: ConversationId | None) -> bool:
        refusal = await self._backend.request(request)
        if refusal is None:
            return True
        wish = str(type(request).__struct_config__.tag)
        self._hub.publish(WishFailed(wish=wish, reason=refusal, conversation_id=conversation_id))
        return False

    # ------------------------------------------------------------------------------------- backend events

    def _on_backend_event(self, event: base.BackendEvent) -> None:
        handler = self._handlers.get(type(event))
        if handler is not None:
            handler(event)
        self.team.take(event)
        self.street.take(event)

    def _on_link(self, changed: base.LinkChanged) -> None:
        if changed.word is not base.LinkWord.LIVE:
            self._departures.offline()
        if changed.word is base.LinkWord.CATCHING_UP:
            self._alerts.catching_up()
        elif changed.word is not base.LinkWord.LIVE:
            self._outbox.offline()
            self.assist.use.offline()
        self._line.changed(changed)
        if changed.word is base.LinkWord.LIVE:
            self._outbox.live()
            self.assist.use.live()
            self._lost.caught_up()
            self._alerts.live(first=not self._was_live)
            self._departures.live()
            self.presence.live()
            self._was_live = True
            self._scope.start(self._completing.run(), name="complete chats", exclusive=True)

    def _on_welcome(self, welcome: base.Welcomed) -> None:
        if self._profile.epoch and welcome.epoch != self._profile.epoch:
            self._lost.remember(self._book.forget_epoch())
        self._take_profile(Profile(epoch=welcome.epoch, me=welcome.me, sites=welcome.sites, today=welcome.today))
        self._storage.history.keep_value(PROFILE_KEY, packed(self._profile))
        self._book.inbox.keep_departments(department.id for department in welcome.departments)
        for chat in self._book.inbox.chats.values():
            chat.fresh = False
        self._hub.publish(MeChanged())
        self._hub.publish(TodayChanged(self.today))
        self._hub.publish(RailChanged())
        self.handling.on_welcome(welcome)
        self.knowledge.announced(welcome.epoch, welcome.articles_version)

    def _on_snapshot(self, snapshot: base.ChatSnapshot) -> None:
        self._book.on_snapshot(snapshot)
        self._lost.compare(snapshot.conversation.id, snapshot.messages, snapshot.more)

    def _on_message(self, upserted: base.MessageUpserted) -> None:
        self._book.on_message(upserted)
        self.handling.on_message(upserted.message, upserted.conversation)

    def _on_stored(self, stored: base.MessageStored) -> None:
        self._outbox.stored(stored)
        self.handling.on_answer(stored.client_id, stored=True)

    def _on_not_stored(self, client_id: ClientId, reason: Refusal | None) -> None:
        """The server did not store a message; without a reason because somebody else was first."""
        if reason is None:
            self._outbox.stale(client_id)
        else:
            self._outbox.refused(client_id, reason)
        self.handling.on_answer(client_id, stored=False)

    def _on_visitor_typed(self, typed: base.VisitorTyped) -> None:
        self._visitor_silence.heard(typed.conversation_id, typed.active)
        self._book.on_typed(typed)

    def _on_presence(self, changed: base.PresenceChanged) -> None:
        self.handling.on_presence(changed)
        if changed.agent_id == self.me.id and changed.status is not self.me.status:
            self._profile = structs.replace(self._profile, me=structs.replace(self.me, status=changed.status))
            self._hub.publish(MeChanged())

    def _on_changed_by_lead(self, changed: base.ChangedByLead) -> None:
        capacity = self.me.capacity if changed.capacity is None else changed.capacity
        self._profile = structs.replace(self._profile, me=structs.replace(self.me, capacity=capacity))
        self._hub.publish(MeChanged())

    def _on_sites(self, told: base.SitesTold) -> None:
        self._take_profile(structs.replace(self._profile, sites=told.sites))
        self._storage.history.keep_value(PROFILE_KEY, packed(self._profile))
        self._hub.publish(SitesChanged())
        self.street.sites_changed()
        self._hub.publish(RailChanged())

    def _on_today(self, measured: base.TodayMeasured) -> None:
        self._profile = structs.replace(self._profile, today=measured.today)
        self._hub.publish(TodayChanged(measured.today))

    # -------------------------------------------------------------------------------------- what follows

    def _on_outbox_entry(self, conversation_id: ConversationId, entry: Entry) -> None:
        self._book.show(conversation_id, entry)
        self._tell_outbox()

    def _on_disk_changed(self) -> None:
        self._tell_outbox()
        if self._outbox.trouble is None and not self._scope.closed:
            self._scope.start(self._drafts.catch_up(), name="drafts")
            self._scope.start(self.draft_files.flush(), name="files that wait")
            self._scope.start(self._kept_articles.catch_up(), name="articles that are being written")

    def _on_ticked(self, conversation_id: ConversationId, client_id: ClientId, message: Message) -> None:
        self._book.ticked(conversation_id, client_id, message)
        self.assist.use.ticked()
        self._tell_outbox()

    def _on_own_stored(self, message: Message) -> None:
        self._outbox.seen(message)
        self.assist.use.ticked()
        self._tell_outbox()

    def _on_ended(self, conversation_id: ConversationId) -> None:
        if not self.team.is_watched(conversation_id):
            self._backend.forget(conversation_id)
        self.knowledge.forget(conversation_id)
        self.assist.forget(conversation_id)
        chat = self._book.chat(conversation_id)
        if chat is not None:
            self._departures.ended(chat.conversation)
        self._outbox.ended(conversation_id)
        if conversation_id in self._wrapping:  # the agent closed it and was told of the text
            self._wrapping.discard(conversation_id)
            self._drafts.save(conversation_id, Draft())
            self.draft_files.keep(conversation_id, ())
        self._mark_draft(conversation_id)

    def _on_applied(self, conversation: Conversation, before: Conversation | None) -> None:
        self.handling.on_applied(conversation, before)

    def _named_in(self, text: str) -> tuple[AgentId, ...]:
        return self.handling.named_in(text)

    def _on_returned(self, conversation_id: ConversationId) -> None:
        self._outbox.returned(conversation_id)
        self._mark_draft(conversation_id)

    def _mark_draft(self, conversation_id: ConversationId) -> None:
        chat = self._book.chat(conversation_id)
        if chat is not None:
            chat.has_draft = self._has_draft(conversation_id)

    def _has_draft(self, conversation_id: ConversationId) -> bool:
        return bool(self._drafts.get(conversation_id).text) or self.draft_files.has(conversation_id)

    def _on_draft_files(self, conversation_id: ConversationId) -> None:
        self._mark_draft(conversation_id)
        self._hub.publish(RailChanged())

    # ------------------------------------------------------------------------------------------- private

    def _site_of(self, conversation: Conversation) -> Site | None:
        return self._sites.get(conversation.site_id)

    def _site(self, site_id: SiteId) -> Site | None:
        return self._sites.get(site_id)

    def _has(self, conversation_id: ConversationId) -> bool:
        chat = self._book.chat(conversation_id)
        return chat is not None and not chat.ended

    def _unsent(self, conversation_id: ConversationId) -> tuple[Entry, ...]:
        return self._outbox.entries(conversation_id)

    def _holds(self, conversation_id: ConversationId) -> bool:
        return self._outbox.has(conversation_id) or bool(self._drafts.get(conversation_id).text)

    def _take_profile(self, profile: Profile) -> None:
        self._profile = profile
        self._sites = {site.id: site for site in profile.sites}

    def _tell_outbox(self) -> None:
        self._line.waiting(self._outbox)

"""A desk with made-up chats that fits `ui.ports.DeskDoor`, for screens in tests and galleries; no server, no disk.

Time stands still at `START` until `advance` moves it, or `run_clock` lets it run. `recorded` holds every wish.
"""

from datetime import UTC, datetime

from msgspec import structs

from operator_console.desk.events import (
    ContextChanged,
    MeChanged,
    RailChanged,
    TranscriptChange,
    WishFailed,
)
from operator_console.desk.mix_ups import person_of
from operator_console.desk.state import (
    ChatContext,
    ChatRow,
    Connection,
    ConnectionPhase,
    Delivery,
    Draft,
    DraftFile,
    Entry,
    Kept,
    Opened,
    Rail,
)
from operator_console.domain.conversations import (
    Attachment,
    Author,
    AuthorKind,
    ConversationState,
    MessageKind,
    Outcome,
    PreviousChat,
    TodayFigures,
    WrapUp,
)
from operator_console.domain.ids import (
    AttachmentId,
    ClientId,
    ConversationId,
    VisitorId,
)
from operator_console.domain.mix_up import MixUp, find_mix_ups
from operator_console.domain.people import AgentStatus, Role, Site
from operator_console.protocol.frames import Refusal
from tests.fakes import fake_chats
from tests.fakes.fake_after import FakeAfter
from tests.fakes.fake_archive import FakeArchive
from tests.fakes.fake_assist import FakeAssist
from tests.fakes.fake_call_backs import FakeCallBacks
from tests.fakes.fake_chats import ME, SITES, TARGETS, Chat
from tests.fakes.fake_devices import FakeDevices
from tests.fakes.fake_editor import FakeArticleWork, editor_over, sample_work
from tests.fakes.fake_handling import FakeHandling
from tests.fakes.fake_knowledge import FakeKnowledge
from tests.fakes.fake_people import FakePeople
from tests.fakes.fake_practice import FakePracticeCases
from tests.fakes.fake_presence import FakePresence
from tests.fakes.fake_reports import FakeReports
from tests.fakes.fake_sites import FakeSites
from tests.fakes.fake_staffing import FakeStaffing
from tests.fakes.fake_street import FakeStreet
from tests.fakes.fake_team import FakeTeam
from tests.fakes.fake_world import FakeWorld, visitor_of

START = datetime(2026, 10, 14, 12, 5, 40, tzinfo=UTC)
PAGE = 50


class FakeDraftFiles:
    """Fits `DraftFilesDoor`; `kept` outlives a desk when it is handed to the next one."""

    def __init__(self) -> None:
        self.kept: dict[ConversationId, tuple[DraftFile, ...]] = {}

    def has(self, conversation_id: ConversationId) -> bool:
        return bool(self.kept.get(conversation_id))

    async def of(self, conversation_id: ConversationId) -> tuple[DraftFile, ...]:
        return self.kept.get(conversation_id, ())

    def keep(self, conversation_id: ConversationId, files: tuple[DraftFile, ...]) -> None:
        self.kept[conversation_id] = files


class FakeDesk(FakeWorld):
    """Fits `DeskDoor`.

    Args:
        chats: What is open at the start; None for the mockup's five.
        errors: Where listeners' errors are collected; a test asserts that it stays empty.
    """

    def __init__(self, chats: list[Chat] | None = None, *, start: datetime = START) -> None:
        super().__init__(chats, start)
        self.refuse_wishes = False
        self.shown_pages: list[tuple[ConversationId, str, str]] = []
        self._drafts: dict[ConversationId, Draft] = {}
        self.devices = FakeDevices(start)
        self.draft_files = FakeDraftFiles()
        self.practice_cases = FakePracticeCases()
        self.archive = FakeArchive()
        self.after = FakeAfter()
        self.reports = FakeReports()
        self.site_setup = FakeSites()
        self.people = FakePeople()
        self.staffing = FakeStaffing()
        self.street = FakeStreet(self)
        self.presence = FakePresence()
        self.handling = FakeHandling(self)
        self.call_backs = FakeCallBacks(self)
        self.team = FakeTeam(self)
        self.knowledge = FakeKnowledge(self._hub, self.recorded)
        self.assist = FakeAssist(self._hub, self.recorded, self.entries, self.row, self.context)
        self.use_articles(sample_work())

    # ------------------------------------------------------------------------------------------ DeskDoor

    @property
    def sites(self) -> tuple[Site, ...]:
        return SITES

    @property
    def connection(self) -> Connection:
        return self._connection

    @property
    def today(self) -> TodayFigures:
        return self._today

    def check_connection(self) -> None:
        self.recorded.append(("check_connection",))

    def rail(self) -> Rail:
        everything = [self._row(chat) for chat in self.chats.values()]
        offered = [r for r in everything if r.offered]
        rows = [r for r in everything if not r.offered]
        queue = [r for r in rows if r.conversation.state is ConversationState.QUEUED or r.owner_lost]
        mine = [r for r in rows if r.conversation.state is ConversationState.ASSIGNED and not r.owner_lost]
        turn = [r for r in mine if r.conversation.clock.running and not r.ended]
        rest = [r for r in mine if not r.conversation.clock.running and not r.ended]
        left = [r for r in rows if r.ended and (r.has_draft or r.waiting_out) and not r.owner_lost]
        return Rail(
            offered=tuple(offered),
            queue=tuple(sorted(queue, key=lambda r: (not r.conversation.owner_lost_at, r.conversation.started_at))),
            your_turn=tuple(sorted(turn, key=lambda r: r.conversation.clock.left_s(self.now()))),
            waiting_for_visitor=tuple(sorted(rest, key=lambda r: r.conversation.last_message_at or self.now())),
            left=tuple(left),
        )

    def row(self, conversation_id: ConversationId) -> ChatRow | None:
        chat = self.chats.get(conversation_id)
        return self._row(chat) if chat else None

    def next_urgent(self, after: ConversationId | None) -> ConversationId | None:
        order = [row.conversation.id for row in self.rail().your_turn]
        others = [conversation_id for conversation_id in order if conversation_id != after]
        return next(iter(others or order), None)

    def by_number(self, number: int) -> ConversationId | None:
        return next((key for key, chat in self.chats.items() if chat.number == number), None)

    def kept(self) -> tuple[Kept, ...]:
        unsent = {Delivery.QUEUED, Delivery.IN_FLIGHT, Delivery.SLOW, Delivery.PARKED}
        found = [
            Kept(
                conversation_id=conversation_id,
                text=entry.message.text,
                key=entry.key,
                conversation=chat.conversation,
                delivery=entry.delivery,
                park_reason=entry.park_reason,
                colleague=entry.colleague,
            )
            for conversation_id, chat in self.chats.items()
            for entry in chat.entries
            if entry.mine and entry.delivery in unsent
        ]
        for conversation_id, chat in self.chats.items():
            draft = self.draft(conversation_id).text
            if self._row(chat).ended and draft:
                found.append(Kept(conversation_id=conversation_id, text=draft, conversation=chat.conversation))
        return tuple(found)

    def entries(self, conversation_id: ConversationId) -> tuple[Entry, ...]:
        chat = self.chats.get(conversation_id)
        return tuple(chat.entries) if chat else ()

    def has_older(self, conversation_id: ConversationId) -> bool:
        chat = self.chats.get(conversation_id)
        return bool(chat and chat.older)

    async def load_older(self, conversation_id: ConversationId) -> bool:
        chat = self.chats[conversation_id]
        page = chat.older[-PAGE:]
        del chat.older[-PAGE:]
        chat.entries[:0] = page
        if page:
            self._changed(conversation_id, TranscriptChange.PREPENDED, *page)
        return bool(page)

    def trim(self, conversation_id: ConversationId, keep: int = 200) -> None:
        chat = self.chats[conversation_id]
        if len(chat.entries) > keep:
            chat.older += chat.entries[:-keep]
            del chat.entries[:-keep]
            self._changed(conversation_id, TranscriptChange.RESET)

    def context(self, conversation_id: ConversationId) -> ChatContext:
        chat = self.chats.get(conversation_id)
        return chat.context if chat else ChatContext()

    def selected(self, conversation_id: ConversationId | None) -> None:
        self.recorded.append(("selected", conversation_id))
        self.on_screen = conversation_id
        chat = self.chats.get(conversation_id) if conversation_id else None
        if chat and chat.unread:
            chat.unread = 0
            self._hub.publish(RailChanged())

    async def send(
        self,
        conversation_id: ConversationId,
        text: str,
        *,
        kind: MessageKind = MessageKind.TEXT,
        holding: bool = False,
    ) -> ClientId:
        self.recorded.append(("send", conversation_id, text, kind, holding))
        entry = self._mine(conversation_id, text, kind, holding=holding)
        self._append(conversation_id, entry)
        chat = self.chats[conversation_id]
        if kind is not MessageKind.NOTE and chat.conversation.clock.running:
            clock = chat.conversation.clock
            after = clock.held(self.now(), ME, TARGETS) if holding else clock.agent_answered(self.now(), ME)
            self._update(conversation_id, clock=after[0])
        return ClientId(entry.key)

    async def send_file(self, conversation_id: ConversationId, name: str, content: bytes) -> ClientId:
        self.recorded.append(("send_file", conversation_id, name, len(content)))
        entry = self._mine(conversation_id, "", MessageKind.FILE)
        attachment = Attachment(
            id=AttachmentId(f"at_{entry.key}"),
            name=name,
            content_type="application/octet-stream",
            size_bytes=len(content),
        )
        self.files[attachment.id] = content
        self._append(
            conversation_id,
            structs.replace(entry, message=structs.replace(entry.message, attachment=attachment)),
        )
        return ClientId(entry.key)

    async def retry(self, conversation_id: ConversationId, client_id: ClientId) -> None:
        self.recorded.append(("retry", conversation_id, client_id))
        self.deliver(conversation_id, client_id, Delivery.IN_FLIGHT)

    async def discard(self, conversation_id: ConversationId, client_id: ClientId) -> str:
        self.recorded.append(("discard", conversation_id, client_id))
        chat = self.chats[conversation_id]
        entry = next(e for e in chat.entries if e.key == client_id)
        chat.entries.remove(entry)
        self._changed(conversation_id, TranscriptChange.REMOVED, entry)
        return entry.message.text

    async def accept(self, conversation_id: ConversationId) -> bool:
        if not self._wish("accept", conversation_id):
            return False
        chat = self.chats[conversation_id]
        taken = {other.number for other in self.chats.values()}
        chat.number = next((n for n in range(1, 10) if n not in taken), None)
        mine = {"agent_id": ME, "agent_name": self._me.first_name, "owner_lost_at": None}
        self._update(conversation_id, state=ConversationState.ASSIGNED, **mine)
        return True

    async def no_answer_needed(self, conversation_id: ConversationId) -> bool:
        if not self._wish("no_answer_needed", conversation_id):
            return False
        clock = self.chats[conversation_id].conversation.clock
        self._update(conversation_id, clock=clock.no_answer_needed(self.now(), ME)[0])
        return True

    async def wrap_up(
        self,
        conversation_id: ConversationId,
        outcome: Outcome,
        tags: tuple[str, ...] = (),
        note: str = "",
        value_cents: int | None = None,
    ) -> bool:
        self.recorded.append(("wrap_up_as", conversation_id, outcome, tags, note, value_cents))
        if not self._wish("wrap_up", conversation_id):
            return False
        self.close_chat(conversation_id, WrapUp(outcome=outcome, tags=tags, note=note, value_cents=value_cents))
        return True

    async def set_tags(self, conversation_id: ConversationId, tags: tuple[str, ...]) -> bool:
        if not self._wish("set_tags", conversation_id):
            return False
        self._update(conversation_id, tags=tags)
        return True

    can_show_pages = True

    async def show_page(self, conversation_id: ConversationId, url: str, title: str = "") -> bool:
        self.shown_pages.append((conversation_id, url, title))
        return self._wish("show_page", conversation_id)

    @property
    def can_hand_over(self) -> bool:
        return self._connection.phase is ConnectionPhase.LIVE

    async def hand_over(self) -> bool:
        if not self._wish("release", None):
            return False
        for chat in tuple(self.chats.values()):
            if chat.conversation.state is ConversationState.ASSIGNED:
                chat.number = None
                self._update(chat.conversation.id, state=ConversationState.QUEUED, agent_id=None, agent_name=None)
        return True

    async def set_status(self, status: AgentStatus) -> bool:
        if not self._wish("set_status", None):
            return False
        self._me = structs.replace(self._me, status=status)
        self._hub.publish(MeChanged())
        return True

    def take_role(self, role: Role) -> None:
        """An administrator gives the agent another role."""
        self._me = structs.replace(self._me, role=role)
        self._hub.publish(MeChanged())

    async def correct_visitor(self, visitor_id: VisitorId, name: str | None, email: str | None) -> bool:
        self.recorded.append(("correct_visitor", visitor_id, name, email))
        found = [chat for chat in self.chats.values() if chat.conversation.visitor_id == visitor_id]
        if not self._wish("correct_visitor", found[0].conversation.id if found else None):
            return False
        for chat in found:
            before = visitor_of(chat)
            visitor = structs.replace(
                before,  # None leaves a field as it is, empty clears it
                name=before.name if name is None else name or None,
                email=before.email if email is None else email or None,
            )
            chat.context = structs.replace(chat.context, visitor=visitor)
            self._update(chat.conversation.id, visitor_name=visitor.name)
            self._hub.publish(ContextChanged(chat.conversation.id))
        return True

    def typing(self, conversation_id: ConversationId, active: bool) -> None:
        self.recorded.append(("typing", conversation_id, active))

    def draft(self, conversation_id: ConversationId) -> Draft:
        return self._drafts.get(conversation_id, Draft())

    def save_draft(self, conversation_id: ConversationId, draft: Draft) -> None:
        self._drafts[conversation_id] = draft
        chat = self.chats.get(conversation_id)
        if chat and chat.has_draft != bool(draft.text):
            chat.has_draft = bool(draft.text)
            self._hub.publish(RailChanged())

    def mix_ups(self, conversation_id: ConversationId, text: str) -> tuple[MixUp, ...]:
        people = {
            key: person_of(chat.conversation, chat.context, chat.site, chat.entries, (self._me.name,))
            for key, chat in self.chats.items()
            if chat.conversation.state is ConversationState.ASSIGNED
        }
        mine = people.pop(conversation_id, None)
        return () if mine is None else find_mix_ups(text, mine, tuple(people.values()))

    async def previous_chats(self, visitor_id: VisitorId) -> tuple[PreviousChat, ...]:
        found = [chat for chat in self.chats.values() if chat.conversation.visitor_id == visitor_id]
        return found[0].context.previous if found else ()

    async def open_previous(self, conversation_id: ConversationId) -> Opened | None:
        self.recorded.append(("open_previous", conversation_id))
        if self.refuse_wishes:
            return None
        for chat in self.chats.values():
            for previous in chat.context.previous:
                if previous.conversation_id == conversation_id:
                    visitor = visitor_of(chat)
                    conversation, entries = fake_chats.earlier_chat(previous, visitor)
                    return Opened(conversation=conversation, visitor=visitor, entries=entries)
        return None

    async def file(self, attachment_id: AttachmentId) -> bytes | None:
        return self.files.get(attachment_id)

    # ----------------------------------------------------------------------------------- for tests

    def use_articles(self, work: FakeArticleWork) -> None:
        """Let these be the server's articles."""
        self.article_work = work
        self.editor = editor_over(work, self._hub)

    # -------------------------------------------------------------------------------------------- inside

    def _wish(self, wish: str, conversation_id: ConversationId | None) -> bool:
        self.recorded.append((wish, conversation_id))
        if self.refuse_wishes:
            failed = WishFailed(wish=wish, reason=Refusal.UNAVAILABLE, conversation_id=conversation_id)
            self._hub.publish(failed)
        return not self.refuse_wishes

    def _mine(self, conversation_id: ConversationId, text: str, kind: MessageKind, *, holding: bool = False) -> Entry:
        author = Author(kind=AuthorKind.AGENT, id=ME, name=self._me.name)
        entry = self._entry(conversation_id, text, author, kind=kind, holding=holding)
        message = structs.replace(entry.message, pos=0)
        return structs.replace(entry, message=message, delivery=Delivery.IN_FLIGHT, mine=True)

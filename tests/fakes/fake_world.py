"""The made-up chats under `FakeDesk`: what is open, the time, and what happens to it from outside; knows no door."""

# ruff: noqa: ANN401  # keyword arguments are handed on to structs that check them
import time
from datetime import datetime, timedelta
from typing import Any

from msgspec import structs

from operator_console.desk.events import (
    AlertRaised,
    ChatsWent,
    ConnectionChanged,
    ContextChanged,
    MeChanged,
    RailChanged,
    TodayChanged,
    TranscriptChange,
    TranscriptChanged,
    TypingChanged,
)
from operator_console.desk.state import (
    AlertKind,
    ChatRow,
    Connection,
    ConnectionPhase,
    Delivery,
    Entry,
    ParkReason,
)
from operator_console.domain.conversations import (
    Attachment,
    Author,
    AuthorKind,
    ConversationState,
    Message,
    MessageKind,
    SystemLine,
    TodayFigures,
    WrapUp,
)
from operator_console.domain.ids import (
    AgentId,
    AttachmentId,
    ClientId,
    ConversationId,
    MessageId,
    VisitId,
    VisitorId,
)
from operator_console.domain.people import Agent, AgentStatus, LineState, PageView, Role, Visit, Visitor
from operator_console.domain.response_clock import ResponseClock
from operator_console.runtime.event_hub import EventHub
from tests.fakes import fake_chats
from tests.fakes.fake_chats import ME, SANNE, SITES, TARGETS, Chat, Script


class FakeWorld:
    """Chats of one agent. Time stands still until `advance` moves it, or `run_clock` lets it run.

    `recorded` holds every wish; `errors` the errors of listeners.
    """

    def __init__(self, chats: list[Chat] | None, start: datetime) -> None:
        self.errors: list[BaseException] = []
        self.recorded: list[tuple[Any, ...]] = []
        self.on_screen: ConversationId | None = None
        self.files: dict[AttachmentId, bytes] = {}
        self._hub = EventHub(lambda _name, error: self.errors.append(error))
        self._now = start
        self._running_from: float | None = None
        self._me = SANNE
        self._today = TodayFigures(replies=50, on_time=48, mean_s=14.2)
        self._connection = Connection(
            phase=ConnectionPhase.LIVE, since=start, server="chat.fietsenwereld.example", round_trip_ms=38.0
        )
        made = fake_chats.mockup_chats(start) if chats is None else chats
        self.chats: dict[ConversationId, Chat] = {chat.conversation.id: chat for chat in made}
        self._serial = 0

    @property
    def hub(self) -> EventHub:
        """Where events are published."""
        return self._hub

    @property
    def me(self) -> Agent:
        """The signed-in agent."""
        return self._me

    def now(self) -> datetime:
        """Time of the made-up server."""
        if self._running_from is None:
            return self._now
        return self._now + timedelta(seconds=time.monotonic() - self._running_from)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now = self._now + timedelta(seconds=seconds)

    def run_clock(self) -> None:
        """Let time run from now on."""
        if self._running_from is None:
            self._running_from = time.monotonic()

    def visitor_writes(self, conversation_id: ConversationId, text: str) -> Entry:
        """Let a visitor's message arrive."""
        chat = self.chats[conversation_id]
        chat.preview = ""
        author = Author(kind=AuthorKind.VISITOR, id=chat.conversation.visitor_id)
        entry = self._entry(conversation_id, text, author)
        if conversation_id != self.on_screen:
            chat.unread += 1
        clock = chat.conversation.clock.visitor_wrote(self.now(), TARGETS)
        self._append(conversation_id, entry, clock=clock)
        self._hub.publish(AlertRaised(kind=AlertKind.MESSAGE, conversation_id=conversation_id))
        return entry

    def visitor_sends_file(
        self, conversation_id: ConversationId, attachment: Attachment, content: bytes | None
    ) -> Entry:
        """Let a visitor's file arrive; without content it cannot be had."""
        if content is not None:
            self.files[attachment.id] = content
        author = Author(kind=AuthorKind.VISITOR, id=self.chats[conversation_id].conversation.visitor_id)
        entry = self._entry(conversation_id, "", author, kind=MessageKind.FILE, attachment=attachment)
        self._append(conversation_id, entry)
        return entry

    def visitor_types(self, conversation_id: ConversationId, preview: str) -> None:
        """Let the visitor type `preview`; empty ends it."""
        self.chats[conversation_id].preview = preview
        self._hub.publish(TypingChanged(conversation_id=conversation_id, active=bool(preview), preview=preview))
        self._hub.publish(RailChanged())

    def visitor_goes_to(self, conversation_id: ConversationId, path: str, title: str) -> None:
        """Let the visitor open another page."""
        chat = self.chats[conversation_id]
        now = self.now()
        visit = visit_of(chat)
        pages = list(visit.pages)
        if pages:
            pages[-1] = structs.replace(pages[-1], left_at=now)
        pages.append(PageView(url=f"{chat.site.base_url}{path}", title=title, opened_at=now))
        self.set_visit(conversation_id, structs.replace(visit, pages=tuple(pages), last_seen_at=now))
        author = Author(kind=AuthorKind.SYSTEM)
        values = {"title": title, "url": pages[-1].url}
        kind = MessageKind.SYSTEM
        entry = self._entry(conversation_id, "", author, kind=kind, system=SystemLine.PAGE_VIEWED, values=values)
        self._append(conversation_id, entry)

    def set_visit(self, conversation_id: ConversationId, visit: Visit | None) -> None:
        """Replace what is known of the visit."""
        chat = self.chats[conversation_id]
        chat.context = structs.replace(chat.context, visit=visit)
        self._hub.publish(ContextChanged(conversation_id))

    def set_visitor(self, conversation_id: ConversationId, visitor: Visitor | None) -> None:
        """Replace what is known of the visitor."""
        chat = self.chats[conversation_id]
        chat.context = structs.replace(chat.context, visitor=visitor)
        self._update(conversation_id, visitor_name=visitor.name if visitor else None)
        self._hub.publish(ContextChanged(conversation_id))

    def visitor_line(self, conversation_id: ConversationId, line: LineState) -> None:
        """Let the visitor's connection change; GONE stops the clock (rule 5)."""
        chat = self.chats[conversation_id]
        self.set_visit(conversation_id, structs.replace(visit_of(chat), line=line))
        if line is LineState.GONE:
            self._update(conversation_id, clock=chat.conversation.clock.visitor_left(self.now())[0])

    def agent_elsewhere_writes(self, conversation_id: ConversationId, text: str) -> Entry:
        """Let a message of another agent arrive."""
        author = Author(kind=AuthorKind.AGENT, id="ag_bram", name="Bram Visser")
        entry = self._entry(conversation_id, text, author)
        self._append(conversation_id, entry)
        return entry

    def deliver(
        self,
        conversation_id: ConversationId,
        client_id: ClientId,
        delivery: Delivery,
        reason: ParkReason | None = None,
    ) -> Entry:
        """Change where an own message stands."""
        entries = self.chats[conversation_id].entries
        index = next(i for i, entry in enumerate(entries) if entry.key == client_id)
        entries[index] = structs.replace(entries[index], delivery=delivery, park_reason=reason)
        self._changed(conversation_id, TranscriptChange.UPDATED, entries[index])
        return entries[index]

    def add_chat(self, chat: Chat) -> None:
        """Let a chat come in; the caller chooses number and state."""
        self.chats[chat.conversation.id] = chat
        self._hub.publish(RailChanged())
        self._hub.publish(AlertRaised(kind=AlertKind.NEW_CHAT, conversation_id=chat.conversation.id))

    def add_many(self, count: int, *, text: str = "Vraag") -> list[ConversationId]:
        """Let `count` chats with running clocks come in; the first ones get the free numbers."""
        made = []
        for _ in range(count):
            self._serial += 1
            serial = self._serial
            site = SITES[serial % 2]
            conversation_id = ConversationId(f"cv_more_{serial}")
            visitor = Visitor(
                id=VisitorId(f"vr_more_{serial}"), site_id=site.id, number=5000 + serial, name=f"Bezoeker nr. {serial}"
            )
            now = self.now()
            visit = Visit(
                id=VisitId(f"vt_more_{serial}"),
                visitor_id=visitor.id,
                site_id=site.id,
                started_at=now,
                last_seen_at=now,
                pages=fake_chats.pages_of(site, now, ("/", site.name, 5)),
            )
            script = Script(conversation_id, visitor, now).visitor(f"{text} {serial}", 1)
            taken = {chat.number for chat in self.chats.values()}
            number = next((n for n in range(1, 10) if n not in taken), None)
            clock = ResponseClock().visitor_wrote(now - timedelta(seconds=serial % 40), TARGETS)
            self.chats[conversation_id] = fake_chats.chat_of(
                conversation_id, site, visitor, visit, script, clock=clock, base=now, number=number, unread=1
            )
            made.append(conversation_id)
        self._hub.publish(RailChanged())
        return made

    def lose_owner(self, conversation_id: ConversationId, name: str, ago_s: float) -> None:
        """Let a chat be a colleague's whose machine died some time ago."""
        self.chats[conversation_id].number = None
        lost_at = self.now() - timedelta(seconds=ago_s)
        self._update(conversation_id, agent_id=AgentId("ag_bram"), agent_name=name, owner_lost_at=lost_at)

    def lose_to(self, conversation_id: ConversationId, name: str) -> None:
        """Let a chat be a colleague's."""
        self.chats[conversation_id].number = None
        self._update(conversation_id, agent_id=AgentId("ag_bram"), agent_name=name)

    def give_back(self, conversation_id: ConversationId) -> None:
        """Let a chat be the agent's own again."""
        self._update(conversation_id, agent_id=ME, agent_name=self._me.first_name, owner_lost_at=None)

    def chats_went(self, *conversation_ids: ConversationId) -> None:
        """Say that these went from the agent meanwhile."""
        self._hub.publish(ChatsWent(tuple(self.chats[name].conversation for name in conversation_ids)))

    def close_chat(self, conversation_id: ConversationId, wrap_up: WrapUp | None = None) -> None:
        """End a chat; it leaves the rail and its number is free."""
        chat = self.chats[conversation_id]
        chat.number = None
        clock = chat.conversation.clock.wrapped_up(self.now())[0]
        self._update(
            conversation_id, state=ConversationState.CLOSED, closed_at=self.now(), wrap_up=wrap_up, clock=clock
        )

    def drop(self, conversation_id: ConversationId) -> None:
        """Take a chat away, as when somebody else accepted it."""
        del self.chats[conversation_id]
        self._hub.publish(RailChanged())

    def fill_history(self, conversation_id: ConversationId, count: int, loaded: int = 200) -> None:
        """Give a chat `count` messages, of which the newest `loaded` are loaded."""
        chat = self.chats[conversation_id]
        script = Script(conversation_id, visitor_of(chat), self.now())
        for index in range(count):
            write = script.visitor if index % 3 else script.agent
            words = "Een bericht van gewone lengte, met nog wat woorden erbij. " * (1 + index % 4)
            write(f"{index + 1}. {words}".strip(), (count - index) * 40)
        chat.older, chat.entries = script.entries[:-loaded], script.entries[-loaded:]
        self._update(conversation_id, last_pos=count)
        self._changed(conversation_id, TranscriptChange.RESET)

    def set_connection(self, **changes: Any) -> None:
        """Change the connection's state."""
        self._connection = structs.replace(self._connection, **changes)
        self._hub.publish(ConnectionChanged(self._connection))

    def promote(self, role: Role) -> None:
        """Give the agent another role."""
        self._me = structs.replace(self._me, role=role)
        self._hub.publish(MeChanged())

    def become(self, status: AgentStatus) -> None:
        """Change the own status as if the server had said so."""
        self._me = structs.replace(self._me, status=status)
        self._hub.publish(MeChanged())

    def set_today(self, today: TodayFigures) -> None:
        """Change today's figures."""
        self._today = today
        self._hub.publish(TodayChanged(today))

    # -------------------------------------------------------------------------------------------- inside

    def _row(self, chat: Chat) -> ChatRow:
        unsent = {Delivery.QUEUED, Delivery.IN_FLIGHT, Delivery.SLOW, Delivery.PARKED}
        return ChatRow(
            conversation=chat.conversation,
            site=chat.site,
            number=chat.number,
            unread=chat.unread,
            typing=bool(chat.preview),
            preview=chat.preview,
            has_draft=chat.has_draft,
            waiting_out=sum(entry.delivery in unsent for entry in chat.entries),
            ended=chat.conversation.state is not ConversationState.QUEUED and chat.conversation.agent_id != ME,
            offered=_is_offered(chat),
            owner_lost=chat.conversation.state is ConversationState.ASSIGNED
            and chat.conversation.owner_lost_at is not None,
        )

    def _entry(self, conversation_id: ConversationId, text: str, author: Author, **more: Any) -> Entry:
        chat = self.chats[conversation_id]
        pos = chat.conversation.last_pos + 1
        self._serial += 1
        key = f"{conversation_id}-new-{self._serial}"
        message = Message(
            id=MessageId(f"ms_{key}"),
            conversation_id=conversation_id,
            pos=pos,
            kind=more.pop("kind", MessageKind.TEXT),
            author=author,
            sent_at=self.now(),
            text=text,
            client_id=ClientId(key),
            **more,
        )
        return Entry(key=key, message=message)

    def _append(self, conversation_id: ConversationId, entry: Entry, **changes: Any) -> None:
        chat = self.chats[conversation_id]
        chat.entries.append(entry)
        message = entry.message
        changes["last_pos"] = chat.conversation.last_pos + 1
        if message.kind in {MessageKind.TEXT, MessageKind.FILE}:
            changes |= {
                "last_text": message.text[:200],
                "last_author": message.author.kind,
                "last_message_at": message.sent_at,
            }
        self._changed(conversation_id, TranscriptChange.APPENDED, entry)
        self._update(conversation_id, **changes)

    def _update(self, conversation_id: ConversationId, **changes: Any) -> None:
        chat = self.chats[conversation_id]
        version = chat.conversation.version + 1
        chat.conversation = structs.replace(chat.conversation, version=version, **changes)
        self._hub.publish(RailChanged())

    def _changed(self, conversation_id: ConversationId, change: TranscriptChange, *entries: Entry) -> None:
        self._hub.publish(TranscriptChanged(conversation_id=conversation_id, change=change, entries=tuple(entries)))


def visitor_of(chat: Chat) -> Visitor:
    """Who chats here."""
    assert chat.context.visitor is not None
    return chat.context.visitor


def visit_of(chat: Chat) -> Visit:
    """Their visit of the site."""
    assert chat.context.visit is not None
    return chat.context.visit


def _is_offered(chat: Chat) -> bool:
    offer = chat.conversation.offer
    return offer is not None and offer.to_agent == ME and chat.conversation.state is not ConversationState.CLOSED

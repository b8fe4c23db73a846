"""Where everything meets on the loop's thread: the store's news, people's lines, subscriptions and routing."""

import asyncio
import logging
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from msgspec import structs

from operator_console.domain.call_backs import CallBack
from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId, VisitorId
from operator_console.domain.people import AgentStatus, Site
from operator_console.protocol.agent import ArticlesChanged, VisitUpdated
from operator_console.protocol.codec import encode
from operator_console.protocol.events import (
    CallBackUpserted,
    ConversationUpserted,
    Mentioned,
    VisitorUpserted,
    agent_stream,
    conversation_stream,
)
from operator_console.protocol.frames import ConversationSnapshot, Goodbye, ListSnapshot, Ping, Receipt
from operator_console.protocol.versions import SNAPSHOT_MESSAGES, Close
from operator_console.protocol.visitor import AgentTypes, QueuePlace
from operator_console.runtime.server_time import ClockWatch
from operator_console.runtime.task_scope import TaskScope
from operator_console.server.agent_lines import AgentLine, AgentLines
from operator_console.server.archive_keeper import ArchiveKeeper
from operator_console.server.authorise import Action, actor_of, authorise
from operator_console.server.bot import Bot
from operator_console.server.collector import Collector
from operator_console.server.config import ServerConfig
from operator_console.server.connection import Connection, text_frame
from operator_console.server.console_after import tell_mail
from operator_console.server.erasure import Eraser
from operator_console.server.help_shelf import Shelves
from operator_console.server.inviting import Inviting, InvitingDoors
from operator_console.server.leases import LeaseKeeper
from operator_console.server.mail import Mailer
from operator_console.server.metrics import MetricCounts
from operator_console.server.offer_keeper import OfferKeeper
from operator_console.server.open_chats import OpenChats
from operator_console.server.queue_places import QueuePlaces
from operator_console.server.retention_keeper import RetentionKeeper
from operator_console.server.router import Router
from operator_console.server.session_watch import SessionWatch
from operator_console.server.site_hours import SiteHours
from operator_console.server.site_look import availability_of
from operator_console.server.site_news import SiteNews
from operator_console.server.status_times import StatusTimes
from operator_console.server.store import reads
from operator_console.server.store.archive_due import can_search
from operator_console.server.store.call_backs import open_call_backs
from operator_console.server.store.database import Database
from operator_console.server.store.directory import Directory
from operator_console.server.store.store import Store
from operator_console.server.store.unit import Publication
from operator_console.server.store.writer import Committed, StoreUnavailable
from operator_console.server.street import Street, named
from operator_console.server.subscriptions import CaughtUp, Subscriptions
from operator_console.server.tab_call_backs import OpenCallBacks
from operator_console.server.visitor_lines import VisitorLine, VisitorLines
from operator_console.server.visitor_view import conversation_for_visitor, message_for_visitor
from operator_console.server.wall import Wall, WallDoors
from operator_console.server.wall_figures import sites_today
from operator_console.server.watching import Watching
from operator_console.server.widget_sightings import WidgetSightings
from operator_console.server.witness import Witness
from operator_console.server.works.answers import MAY_STOP_CLOCK, only_says_more
from operator_console.server.works.handling import StoreReceipts, VisitorLeaves
from operator_console.server.works.mails import MailQueued
from operator_console.server.works.visits import StoreVisits

MENTIONS_KEPT = timedelta(days=3)
"""So old a note may be and still be told to a colleague who comes back with a new console."""
HOUSEKEEPING_S = 1.0
MISSED_BEATS = 2
SLEPT_S = 3.0
"""A look that comes so late means that this process, or its machine, stood still."""
QUIET_WORKS = 20
COME_BACK_PER_S = 50
"""Connections that a stopped server asks back per second; each costs a hello and a snapshot."""
ROUTING_PAUSE_S = 0.02
ROUTING_SHARE = 0.05
"""No more of the loop's time goes into looking at the queue again, however many wait in it."""
LEARNED_ANSWERS = 2_000
"""Answers before the start from which agents' paces are learned."""
SAVED_AT_ONCE = 50
"""Visits or receipts that are stored in one go."""

Value = TypeVar("Value")
_log = logging.getLogger(__name__)


class Switchboard:
    """The running desk of one server process; belongs to the loop's thread.

    Attributes:
        address: The server's own, once it listens; articles without another are read there.
        chats: All open conversations as last committed.
        agents: Agents' consoles.
        visitors: Visitors' tabs.
        archive: Keeps the index over transcripts.
        watching: Who looks along in whose chats.
        wall: What leads see of everything.
        inviting: Invites visitors to chat.
        hours: Which sites are open, and what follows when that changes.
        street: Who is on the sites, as consoles see it.
        metric_counts: What is counted for monitoring since the start.
        sightings: From where sites' widgets have spoken.
        witness: Writes refusals and reads of others' chats into the audit log.
    """

    def __init__(self, database: Database, config: ServerConfig, scope: TaskScope) -> None:
        self.config = config
        self.scope = scope
        self.address = config.public_url or ""
        self.store = Store(database, scope, self._on_committed, self._on_directory, shared=config.is_shared_database)
        with database.reading() as connection:
            self.chats = OpenChats(reads.open_conversations(connection))
            self.archive = ArchiveKeeper(self.store, available=can_search(connection))
            answers = reads.recent_answers(connection, LEARNED_ANSWERS)
            self.call_backs = OpenCallBacks(open_call_backs(connection))
        self.subscriptions = Subscriptions(self.store)
        self.witness = Witness(self.store)
        self.agents = AgentLines()
        self.visitors = VisitorLines(config.visitor_gone_s, self._on_visit_changed, self._on_visitor_gone)
        self.connections: set[Connection] = set()
        self._receipts: dict[ConversationId, tuple[int, int]] = {}
        self._route_soon = False
        self._routed_s = 0.0
        self._route_pause_s = ROUTING_PAUSE_S
        self._answering: dict[SiteId, tuple[bool, bool]] = {}
        """Whether people and whether the bot answer at a site, as its pages were told."""
        for chat in self.chats.everybody():
            self.visitors.expect(chat.visitor_id)
        self.router = Router(self.store, self.chats, self.agents, self.visitors)
        for agent_id, earlier in answers.items():
            self.router.learn(agent_id, earlier)
        self.places = QueuePlaces(
            self.chats, self.router, lambda chat: self.directory.sites.get(chat.site_id), self._tell_place
        )
        self.inviting = Inviting(self._inviting_doors())
        self.offers = OfferKeeper(self.store, self.chats, self.agents, self.router, config.offer_grace_s)
        self.shelves = Shelves(self.store)
        self.bot = Bot(self.store, self.chats, self.shelves, scope, self._tell_bot_types, self.is_available)
        self.hours = SiteHours(self.store, lambda: self.store.directory, self.tell_availability)
        self.leases = LeaseKeeper(self.store, self.chats, self.agents)
        self.watching = Watching(self.agents, self.subscriptions)
        self.wall = Wall(self.chats, self.agents, scope, self._wall_doors())
        self.mailer = Mailer(self.store, config, lambda mail, state: tell_mail(self, mail, state))
        self.street = Street(self.chats, self.visitors, scope, lambda: self.directory)
        self.metric_counts = MetricCounts()
        self.sightings = WidgetSightings()
        self._site_news = SiteNews(self.agents, self.directory)
        self.eraser = Eraser(self.store, config.files)
        self.retention = RetentionKeeper(self.store, self.eraser, lambda: self.store.directory)
        self._status_times = StatusTimes(self.store, self.agents, shared=config.is_shared_database)
        self._collector = Collector(asyncio.get_running_loop().time())
        self._committed = 0
        self._clock_watch = ClockWatch()
        self._beaten_s = asyncio.get_running_loop().time()
        self._start_keepers(scope)

    def _start_keepers(self, scope: TaskScope) -> None:
        scope.start(self._keep_house(), name="housekeeping")
        self.hours.look()
        scope.start(self.leases.run(), name="leases")
        scope.start(self.offers.run(), name="offers")
        scope.start(self.archive.run(), name="archive")
        scope.start(self.bot.run(), name="bots")
        scope.start(self._status_times.run(), name="statuses")
        scope.start(self.mailer.run(), name="mail")
        scope.start(self.retention.run(), name="retention")
        scope.start(SessionWatch(self.store, self.agents, self.end_session).run(), name="sign-ins")

    @property
    def directory(self) -> Directory:
        """Sites, departments and agents."""
        return self.store.directory

    def _wall_doors(self) -> WallDoors:
        return WallDoors(
            directory=lambda: self.store.directory, figures=lambda: sites_today(self.store, datetime.now(UTC))
        )

    def _inviting_doors(self) -> InvitingDoors:
        loop = asyncio.get_running_loop()
        return InvitingDoors(
            directory=lambda: self.store.directory,
            line=self.visitors.line,
            chat=self.chats.of_visitor,
            room=self._room,
            changed=self.visitors.changed,
            submit=lambda work: self.store.submit(work, _ignore),
            later=loop.call_later,
            now=lambda: datetime.now(UTC),
            loop_s=loop.time,
        )

    def _room(self, site: Site) -> int:
        room = self.router.seats.room(site.department_id, site.id)
        return room - self.router.waiting_in(site.department_id)

    # -- connections

    def connect(self, connection: Connection) -> None:
        """Count a connection that has said hello in."""
        self.connections.add(connection)

    def disconnect(self, connection: Connection) -> None:
        """Count it out."""
        self.connections.discard(connection)
        self.subscriptions.remove(connection)
        self.wall.end(connection)
        self.street.end(connection)
        for chat_id in self.watching.watched_by(connection):
            self.watching.end(connection, chat_id, self.chats.get(chat_id))

    def agent_arrived(self, line: AgentLine, connection: Connection, session_id: str) -> bool:
        """Count a console in; an older connection of the same sign-in gives way to it.

        False when it is the older one itself: the network held its hello back, and its console is here already.
        """
        before = self.agents.of_session(session_id)
        if any(connection.run and one.run == connection.run and one.attempt > connection.attempt for one in before):
            return False
        for earlier in before:
            line.drop(earlier)
            self.disconnect(earlier)
            earlier.deny(Close.REPLACED)
        first = not line.connected
        line.sessions[connection] = session_id
        self.connect(connection)
        if first:
            self.leases.arrived(line.agent_id)
        return True

    def agent_ready(self, line: AgentLine) -> None:
        """Tell that an agent is there, after the welcome."""
        self.agents.tell_presence(line.agent_id)
        self.agent_changed(line.agent_id)

    def agent_left(self, line: AgentLine, connection: Connection) -> None:
        """Count a console out; without any the agent is offline and the lease on the chats ends."""
        was_counted = line.drop(connection)
        self.disconnect(connection)
        self.router.agent_changed(line.agent_id)
        if was_counted and not line.connected:
            self.leases.left(line.agent_id)
            self.agents.tell_presence(line.agent_id)
            self.agent_changed(line.agent_id)

    def agent_changed(self, agent_id: AgentId) -> None:
        """Tell visitors when somebody came or the last one went, and look at the queue."""
        self.router.agent_changed(agent_id)
        self._tell_availabilities()
        self.route()

    def visitor_returned(self, line: VisitorLine) -> None:
        """A tab of a visitor with an open chat has come: it may have been the first one."""
        chat = self.chats.of_visitor(line.visitor_id)
        if chat is not None:
            self.tell_visit(line)
            self.router.put(chat)
            self.route()

    def _tell_availabilities(self) -> None:
        there = {department_id: self.is_available(department_id) for department_id in self.directory.departments}
        for site in self.directory.sites.values():
            now = (there.get(site.department_id, False), self.bot.begins(site))
            if self._answering.get(site.id) != now:
                self._answering[site.id] = now
                self.tell_availability(site.id)

    def is_available(self, department_id: DepartmentId) -> bool:
        """Tell whether somebody is there to answer now."""
        return any(
            self.agents.status(agent.id) is AgentStatus.ONLINE for agent in self.directory.agents_of(department_id)
        )

    def end_session(self, session_id: str, code: int = Close.REVOKED) -> None:
        """Cut the consoles of a sign-in that is over."""
        for connection in self.agents.of_session(session_id):
            connection.deny(code)

    async def say_goodbye(self) -> None:
        """Tell everybody that the server stops, and cut them; nobody's lease ends by that."""
        self.leases.close()
        self.hours.close()
        self.archive.close()
        await self.mailer.close()
        for connection in tuple(self.connections):
            connection.send(Goodbye(retry_after_s=self._spread_s()))
            connection.cut(Close.GOODBYE)
        self.visitors.close()
        self.inviting.close()
        self._collector.close()
        await self._status_times.close()
        await self.save()

    def _spread_s(self) -> float:
        """Return when one of all the connections shall come back, so that not all of them do at once."""
        config = self.config
        spread_s = min(config.stop_spread_s, len(self.connections) / COME_BACK_PER_S)
        return round(config.stop_retry_after_s + random.uniform(0.0, spread_s), 3)

    # -- snapshots

    async def snapshot_for_agent(self, stream: str) -> CaughtUp | None:
        """Return a conversation's or list's snapshot with everything an agent may see."""
        epoch = self.store.epoch
        if not stream.startswith("c:"):
            pos, listed, calls = await self.store.read(reads.listed, stream)
            if stream.startswith("a:"):
                listed += self.joined_by(AgentId(stream[2:]))
            named = await self._mentions(stream)
            snapshot = ListSnapshot(
                stream=stream, epoch=epoch, pos=pos, conversations=listed, mentions=named, call_backs=calls
            )
            return CaughtUp(snapshot, pos)
        found = await self.store.read(reads.transcript, ConversationId(stream[2:]), SNAPSHOT_MESSAGES)
        if found is None:
            return None
        line = self.visitors.line(found.visitor.id)
        live = line is not None and line.visit.id == found.conversation.visit_id
        frame = ConversationSnapshot(
            stream=stream,
            epoch=epoch,
            pos=found.conversation.last_pos,
            conversation=found.conversation,
            messages=found.messages,
            more=found.more,
            visitor=found.visitor,
            visit=line.visit if line is not None and live else found.visit,
            previous=found.previous,
        )
        return CaughtUp(frame, found.conversation.last_pos)

    def joined_by(self, agent_id: AgentId) -> tuple[Conversation, ...]:
        """Return the chats of others in which a lead writes along and still may."""
        agent = self.directory.agents.get(agent_id)
        found = self.chats.joined_by(agent_id)
        return tuple(chat for chat in found if agent is not None and authorise(actor_of(agent), Action.JOIN, chat))

    async def _mentions(self, stream: str) -> tuple[Mentioned, ...]:
        if not stream.startswith("a:"):
            return ()
        return await self.store.read(reads.mentions, stream, datetime.now(UTC) - MENTIONS_KEPT)

    async def snapshot_for_visitor(self, stream: str) -> CaughtUp | None:
        """Return a conversation's snapshot as its visitor may see it."""
        conversation_id = ConversationId(stream[2:])
        conversation, messages, more = await self.store.read(
            reads.visitor_transcript, conversation_id, SNAPSHOT_MESSAGES
        )
        if conversation is None:
            return None
        return CaughtUp(self.visitor_frame(conversation, messages, more=more), conversation.last_pos)

    def visitor_frame(
        self, conversation: Conversation, messages: tuple[Any, ...], *, more: bool = False
    ) -> ConversationSnapshot:
        """Return the snapshot frame of a conversation for its visitor; `messages` holds no hidden ones."""
        return ConversationSnapshot(
            stream=conversation_stream(conversation.id),
            epoch=self.store.epoch,
            pos=conversation.last_pos,
            conversation=conversation_for_visitor(conversation, self.directory),
            messages=tuple(message_for_visitor(message, self.directory) for message in messages),
            more=more,
        )

    # -- passing on what is not stored

    def tell_visit(self, line: VisitorLine) -> None:
        """Show a visit's state to everybody who attends its chat."""
        chat = self.chats.of_visitor(line.visitor_id)
        if chat is not None:
            value = VisitUpdated(conversation_id=chat.id, visit=line.visit)
            self.watching.offer(chat, f"visit {chat.id}", value)

    def take_receipt(self, chat: Conversation, receipt: Receipt) -> None:
        """Pass a visitor's receipt on and store it soon."""
        delivered, read = self._receipts.get(chat.id, (0, 0))
        newest = chat.last_pos
        delivered = max(delivered, min(receipt.delivered_pos, newest), 0)
        read = max(read, min(receipt.read_pos, newest), 0)
        self._receipts[chat.id] = (delivered, read)
        value = Receipt(conversation_id=chat.id, delivered_pos=delivered, read_pos=read)
        self.watching.offer(chat, f"receipt {chat.id}", value)

    # -- routing

    def route(self) -> None:
        """Give waiting chats to agents now."""
        self._route_soon = False
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        self.router.route()
        self._routed_s = loop.time()
        self._route_pause_s = max(ROUTING_PAUSE_S, (self._routed_s - began_s) / ROUTING_SHARE)

    def _route_again(self) -> None:
        """Look at the queue soon, but not for every message of a busy second."""
        if self._route_soon or not self.router.has_queue:
            return
        self._route_soon = True
        loop = asyncio.get_running_loop()
        loop.call_at(max(loop.time(), self._routed_s + self._route_pause_s), self.route)

    # -- news from the store

    def _on_committed(self, committed: Committed[Any]) -> None:
        self._committed += 1
        result = committed.result
        self.metric_counts.committed(committed)
        decided: list[Conversation] = []
        for chat in committed.changed.values():
            before = self.chats.get(chat.id)
            self.chats.put(chat)
            self.wall.chat_changed(chat, before)
            if before is None or not only_says_more(result, before, chat):
                decided.append(chat)
                self._take_over(chat, before)
        for publication in committed.published:
            self._publish(publication)
        for chat in decided:
            self.watching.follow(chat)
        if isinstance(result, MAY_STOP_CLOCK) and result.measured is not None:
            self.agents.count_reply(result.measured)
            for site_id in {chat.site_id for chat in decided}:
                self.wall.replied(site_id, result.measured)
            for chat in decided:
                self.router.replied(chat, result.measured)
        if isinstance(result, MailQueued):
            self.mailer.wake()
        if decided:
            self._route_again()

    def _take_over(self, chat: Conversation, before: Conversation | None) -> None:
        named(self.visitors.line(chat.visitor_id), chat)
        self.router.put(chat)
        self.offers.put(chat)
        self.places.put(chat, before)
        self.bot.put(chat)

    def _publish(self, publication: Publication) -> None:
        self.subscriptions.publish(publication)
        change = publication.event.change
        if isinstance(change, VisitorUpserted):
            self.visitors.know(change.visitor)
        elif isinstance(change, CallBackUpserted):
            self._call_back_changed(change.call_back)
        if publication.event.stream.startswith("a:"):
            self._follow_owner(publication)

    def _follow_owner(self, publication: Publication) -> None:
        """Begin or end the subscription of a chat whose owner has changed."""
        change = publication.event.change
        if not isinstance(change, ConversationUpserted):
            return
        chat = change.conversation
        stream = conversation_stream(chat.id)
        for connection in self.subscriptions.subscribers(publication.event.stream):
            mine = chat.state is ConversationState.ASSIGNED and publication.event.stream in {
                agent_stream(agent_id) for agent_id in (chat.agent_id, *chat.joined) if agent_id is not None
            }
            if not mine and not self.watching.is_watching(connection, chat.id):
                self.subscriptions.unsubscribe(connection, stream)
            elif not mine:
                continue
            elif stream not in connection.streams or self.watching.is_watching(connection, chat.id):
                connection.do_in_turn(self.subscriptions.catch_up(connection, stream, None, self.snapshot_for_agent))
        self.watching.tell_owner(chat)
        self._tell_owner(chat)

    def _tell_owner(self, chat: Conversation) -> None:
        site = self.directory.sites.get(chat.site_id)
        if site is None:
            return
        frame = text_frame(encode(availability_of(self, site, chat, datetime.now(UTC))))
        for tab in self.visitors.tabs(chat.visitor_id):
            tab.offer("availability", frame)

    def _tell_bot_types(self, chat: Conversation, active: bool) -> None:
        frame = text_frame(encode(AgentTypes(active=active)))
        for tab in self.visitors.tabs(chat.visitor_id):
            tab.offer("typing", frame)

    def _call_back_changed(self, call_back: CallBack) -> None:
        self.call_backs.put(call_back)
        for tab in self.visitors.tabs(call_back.visitor_id):
            self.call_backs.tell(tab, call_back.visitor_id)

    def _tell_place(self, visitor_id: VisitorId, place: QueuePlace) -> None:
        frame = text_frame(encode(place))
        for tab in self.visitors.tabs(visitor_id):
            tab.offer("queue", frame)

    def tell_availability(self, site_id: SiteId) -> None:
        """Tell all tabs of a site who is there and whether it is open."""
        site, now = self.directory.sites.get(site_id), datetime.now(UTC)
        if site is None:
            return
        alone = text_frame(encode(availability_of(self, site, None, now)))
        for line in self.visitors.all():
            if line.site_id != site_id:
                continue
            chat = self.chats.of_visitor(line.visitor_id)
            frame = alone if chat is None else text_frame(encode(availability_of(self, site, chat, now)))
            for tab in line.tabs:
                tab.offer("availability", frame)

    def _on_directory(self, directory: Directory) -> None:
        frame = text_frame(encode(ArticlesChanged(version=directory.articles_version)))
        for connection in self.agents.everybody():
            connection.offer("articles", frame)
        for line in self.agents.connected():
            agent = directory.agents.get(line.agent_id)
            if agent is None or (agent.departments, agent.role) != (line.departments, line.role):
                # What the consoles may see is another thing now: they come back and begin anew, if they may.
                for connection in tuple(line.sessions):
                    connection.deny(Close.REVOKED if agent is None else Close.RIGHTS_CHANGED)
        self._site_news.tell(directory)
        self.wall.directory_changed()
        self.router.know(directory)
        self._tell_availabilities()
        self.inviting.settings_changed(self.visitors.all())
        self.hours.look()
        self.route()

    def _on_visit_changed(self, line: VisitorLine) -> None:
        self.tell_visit(line)
        self.inviting.changed(line)

    def _on_visitor_gone(self, visitor_id: VisitorId) -> None:
        self.inviting.left(visitor_id)
        if self.chats.of_visitor(visitor_id) is not None:
            self.store.submit(VisitorLeaves(visitor_id), _ignore)

    # -- upkeep

    async def _keep_house(self) -> None:
        while True:
            await asyncio.sleep(HOUSEKEEPING_S)
            self._look_at_clock()
            self._beat()
            self.route()
            self.places.tell()
            self.inviting.tick()
            await self.save()
            busy, self._committed = self._committed, 0
            self._collector.tick(asyncio.get_running_loop().time(), quiet=busy < QUIET_WORKS)

    def _look_at_clock(self) -> None:
        """Tell everybody at once when this machine's clock was set: their next beat may be far."""
        jump = self._clock_watch.jump()
        if jump:
            _log.warning("the clock was set", extra={"jump_s": round(jump.total_seconds(), 3)})
            self.hours.look()
            for connection in self.connections:
                connection.pinged_s = 0.0

    def _beat(self) -> None:
        now_s = asyncio.get_running_loop().time()
        beat_s = self.config.heartbeat_s
        slept = now_s - self._beaten_s > SLEPT_S
        self._beaten_s = now_s
        if slept:  # what was said meanwhile has not been read yet: nobody was silent
            for connection in self.connections:
                connection.heard_s = now_s
        frame: bytes | None = None
        for connection in tuple(self.connections):
            if now_s - connection.heard_s > (MISSED_BEATS + (0.5 if connection.for_visitor else 0.0)) * beat_s:
                connection.cut(Close.TOO_SLOW)
            elif now_s - connection.pinged_s >= beat_s:
                connection.pinged_s = now_s
                frame = frame or text_frame(encode(Ping(id=int(now_s), sent_s=now_s, server_time=datetime.now(UTC))))
                connection.offer("ping", frame)

    async def save(self) -> None:
        """Store what is kept back for a second: visits and receipts."""
        visits = self.visitors.take_unsaved()
        receipts, self._receipts = tuple(self._receipts.items()), {}
        try:
            # A few at a time: those of a busy second in one go would hold everybody's message up.
            for some in handfuls(visits):
                await self.store.perform(StoreVisits(some))
            for few in handfuls(receipts):
                await self.store.perform(StoreReceipts(dict(few)))
        except StoreUnavailable as error:
            _log.warning("visits not stored", extra={"reason": str(error)})


def handfuls(values: tuple[Value, ...]) -> Iterator[tuple[Value, ...]]:
    """Return values in their order, a few at a time."""
    return (values[start : start + SAVED_AT_ONCE] for start in range(0, len(values), SAVED_AT_ONCE))


def _ignore(_answer: object, error: BaseException | None) -> None:
    if error is not None:
        _log.warning("not stored", extra={"reason": str(error)})


def with_status(switchboard: Switchboard, agents: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return agents with the status that counts now."""
    return tuple(structs.replace(agent, status=switchboard.agents.status(agent.id)) for agent in agents)

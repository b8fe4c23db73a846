"""A signed-in agent's connection to our own server: frames to events of the port, commands to frames; knows no desk."""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from operator_console import __version__
from operator_console.backends import base
from operator_console.backends.native.address import agent_socket
from operator_console.backends.native.articles import NativeArticles
from operator_console.backends.native.capabilities import capabilities_of
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp, Progress
from operator_console.backends.native.requests import request_frame
from operator_console.backends.native.streams import StreamBook
from operator_console.backends.native.uploads import NativeUploads
from operator_console.domain.conversations import Attachment
from operator_console.domain.ids import AttachmentId, ConversationId, DepartmentId, VisitorId, new_id
from operator_console.domain.mails import MailKind, MailState
from operator_console.protocol import after, events, frames, handling, http, team
from operator_console.protocol import agent as wire
from operator_console.protocol.codec import BadFrame, UnknownFrame, agent_frame, encode_text
from operator_console.protocol.invitations import VisitorsOnSite
from operator_console.protocol.sites import SitesChanged
from operator_console.protocol.versions import (
    ACTIVITY,
    ARCHIVE,
    FEATURES,
    MAX_SERVER_FRAME_BYTES,
    OWN_SEEN,
    PRIVACY,
    REPORTS,
    SITES,
    STAFFING,
    STREET,
    VERSIONS,
    Close,
)
from operator_console.runtime.backoff import Backoff
from operator_console.runtime.connection import (
    CERTIFICATE,
    Greeting,
    LinkFailed,
    LinkPhase,
    LinkState,
    LinkStopped,
    SupervisedConnection,
)
from operator_console.runtime.flood_guard import FloodGuard
from operator_console.runtime.link_trouble import LinkTrouble
from operator_console.runtime.server_time import ServerClock
from operator_console.runtime.task_scope import TaskScope

if TYPE_CHECKING:
    from operator_console.backends.native.archive import NativeArchive
    from operator_console.backends.native.invitations import NativeInvitations
    from operator_console.backends.native.people import NativePeople
    from operator_console.backends.native.practice_cases import NativePracticeCases
    from operator_console.backends.native.reports import NativeReports
    from operator_console.backends.native.sites import NativeSites
    from operator_console.backends.native.staffing import NativeStaffing

GAP_WAIT_S = 0.5
REQUEST_LIMIT_S = 10.0
MAX_BAD_FRAMES = 20
MAX_RENEWALS = 5
"""Connections begun anew because of a bad frame within `RENEWALS_S`, before the server is left alone for longer."""
RENEWALS_S = 60.0
RENEW_AFTER_S = 0.2
MAX_GAPS = 1_000
MAX_STREAMS = 20_000
_OUR_COMPLAINTS = frozenset({1002, 1007, 1009})
"""Close codes with which this side answers what is no WebSocket, no UTF-8, or too large."""
MAX_REFUSALS = 3
CLOCK_SLACK_S = 0.75
MAX_POSITION = 2**53
SILLY_SERVER_S = 30.0
"""How long to leave a server alone that makes no sense."""
OFFLINE_AFTER_S = 10.0
CATCH_UP_LIMIT_S = 15.0
"""Longest silence while catching up; what only shows that the connection lives does not break it."""
BEHIND_RETRY_S = 5.0

_NEWS = (events.Event, frames.ConversationSnapshot, frames.ListSnapshot, frames.ReplayDone)
Body = TypeVar("Body")
Listener = Callable[[base.BackendEvent], None]

_log = logging.getLogger(__name__)


class NativeBackend:
    """Fits `desk.ports.Backend`. All on the loop's thread; `start` begins connecting, events go to its listener."""

    def __init__(
        self,
        http: NativeHttp,
        credentials: Credentials,
        clock: ServerClock,
        scope: TaskScope,
        *,
        heartbeat_s: float = 15.0,
        backoff: Backoff | None = None,
    ) -> None:
        self._http = http
        self._credentials = credentials
        self._clock = clock
        self._scope = scope
        self._listener: Listener = lambda _event: None
        self._book = StreamBook()
        self._epoch = ""
        self._features: frozenset[str] = frozenset()
        self._said_unsupported = False
        self._token = ""
        self._refused_token: str | None = None
        self._hello_sent_s = 0.0
        self._bad_frames = 0
        self._renewals: list[float] = []
        self._run, self._attempt = new_id("run"), 0
        self._refusals = 0
        self._gaps: set[str] = set()
        self._flood = FloodGuard(clock.ticks_s)
        self._greeted = False
        self._trouble: LinkTrouble | None = None
        self._behind = False
        self._news_s = 0.0
        self._word = base.LinkWord.CONNECTING
        self._retry_s: float | None = None
        self._article_work = NativeArticles(http, credentials)
        self._uploads = NativeUploads(http, credentials)
        self._waiting: dict[str, asyncio.Future[frames.Refusal | None]] = {}
        self._connection = SupervisedConnection(
            self,
            http.client,
            scope.child("socket"),
            heartbeat_s=heartbeat_s,
            max_frame_bytes=MAX_SERVER_FRAME_BYTES,
            backoff=backoff,
            ticks=clock.ticks_s,
        )
        self._handlers: dict[type, Callable[..., None]] = {
            events.Event: self._on_event,
            wire.AgentWelcome: self._on_welcome,
            frames.ConversationSnapshot: self._on_conversation_snapshot,
            frames.ListSnapshot: self._on_list_snapshot,
            frames.ReplayDone: self._on_replay_done,
            frames.Ack: self._on_ack,
            frames.Stale: self._on_stale,
            frames.SendRefused: self._on_send_refused,
            frames.Done: self._on_done,
            frames.Failed: self._on_failed,
            wire.VisitorTyping: self._on_visitor_typing,
            wire.VisitUpdated: self._on_visit_updated,
            frames.Receipt: self._on_receipt,
            wire.AgentPresence: self._on_presence,
            wire.TodayUpdated: self._on_today,
            wire.ArticlesChanged: self._on_articles,
            SitesChanged: self._on_sites,
            wire.OwnSeen: self._on_own_seen,
            wire.ArchiveCommented: self._on_commented,
            team.WallUpdated: self._on_wall,
            VisitorsOnSite: self._on_street,
            handling.Watchers: self._on_watchers,
            handling.ColleagueTyping: self._on_colleague_typing,
            team.ChangedByLead: self._on_changed_by_lead,
            after.LowRating: lambda low: self._listener(base.LowRatingTold(low.conversation)),
            after.MailTold: self._on_mail,
            frames.Ping: self._on_ping,
            frames.Pong: self._on_pong,
            frames.Goodbye: self._on_goodbye,
            frames.Denied: self._on_denied,
        }

    # ------------------------------------------------------------------------------------------ lifetime

    @property
    def capabilities(self) -> base.Capabilities:
        """What this server can do; what it must name itself is known after its welcome."""
        return capabilities_of(self._features, welcomed=bool(self._epoch))

    @property
    def server(self) -> str:
        """Base address of the server."""
        return self._http.server

    def start(self, listener: Listener) -> None:
        self._listener = listener
        self._arm_offline()
        self._connection.start()

    def check(self) -> None:
        self._connection.check()

    async def close(self) -> None:
        await self._scope.close()
        self._fail_waiting()
        await self._http.close()

    # ------------------------------------------------------------------------------------------ commands

    def send(self, message: base.Outgoing) -> bool:
        return self._say(
            wire.SendMessage(
                client_id=message.client_id,
                conversation_id=message.conversation_id,
                base_seq=message.base_seq,
                kind=message.kind,
                text=message.text,
                attachment_id=message.attachment_id,
                holding=message.holding,
                force=message.force,
                whisper=message.whisper,
                mentions=message.mentions,
            )
        )

    async def request(self, request: base.Request) -> frames.Refusal | None:
        request_id = new_id("rq")
        future: asyncio.Future[frames.Refusal | None] = asyncio.get_running_loop().create_future()
        self._waiting[request_id] = future
        try:
            if self._word is not base.LinkWord.LIVE or not self._say(request_frame(request_id, request)):
                return frames.Refusal.UNAVAILABLE
            async with asyncio.timeout(REQUEST_LIMIT_S):
                return await future
        except TimeoutError:
            return frames.Refusal.UNAVAILABLE
        finally:
            self._waiting.pop(request_id, None)

    def typing(self, conversation_id: ConversationId, active: bool) -> None:
        self._say(wire.AgentTyping(conversation_id=conversation_id, active=active))

    def seen(self, conversation_id: ConversationId, pos: int) -> None:
        if OWN_SEEN in self._features:
            self._say(wire.OwnSeen(conversation_id=conversation_id, pos=pos))

    def activity(self, idle_s: float, *, locked: bool) -> None:
        if ACTIVITY in self._features:
            self._say(wire.AgentActivity(idle_s=idle_s, locked=locked))

    def forget(self, conversation_id: ConversationId) -> None:
        self._book.forget(events.conversation_stream(conversation_id))

    async def messages(self, conversation_id: ConversationId, before: int, limit: int) -> http.MessagePage:
        path = http.MESSAGES.format(conversation_id=conversation_id)
        query = {"before": str(before), "limit": str(limit)}
        return await self._get(path, http.MessagePage, query)

    async def conversation(self, conversation_id: ConversationId) -> http.ConversationPage:
        return await self._get(http.CONVERSATION.format(conversation_id=conversation_id), http.ConversationPage)

    async def previous(self, visitor_id: VisitorId) -> http.PreviousChats:
        return await self._get(http.PREVIOUS.format(visitor_id=visitor_id), http.PreviousChats)

    async def articles(self, after: int, limit: int) -> http.ArticlePage:
        return await self._get(http.ARTICLES, http.ArticlePage, {"after": str(after), "limit": str(limit)})

    async def upload(self, key: str, name: str, content: bytes, progress: Progress) -> Attachment:
        return await self._uploads.upload(key, name, content, progress)

    async def give_up_upload(self, key: str) -> None:
        await self._uploads.give_up(key)

    async def file(self, attachment_id: AttachmentId) -> bytes:
        path = http.FILES.format(attachment_id=attachment_id)
        token = await self._credentials.access()
        try:
            return await self._http.download(path, token)
        except base.SignedOut:
            return await self._http.download(path, await self._credentials.access(refused=token))

    @property
    def article_work(self) -> NativeArticles:
        """Writing and using articles."""
        return self._article_work

    @property
    def practice(self) -> "NativePracticeCases":
        """Where practice cases are kept; imported when it is asked for."""
        from operator_console.backends.native.practice_cases import NativePracticeCases

        return NativePracticeCases(self._http, self._credentials)

    @property
    def archive(self) -> "NativeArchive | None":
        """The archive, when the server named it; imported when it is asked for."""
        if ARCHIVE not in self._features:
            return None
        from operator_console.backends.native.archive import NativeArchive

        return NativeArchive(self._http, self._credentials)

    @property
    def reports(self) -> "NativeReports | None":
        """Where figures are read, unless the server has not named it; imported when it is asked for."""
        if self._epoch and REPORTS not in self._features:
            return None
        from operator_console.backends.native.reports import NativeReports

        return NativeReports(self._http, self._credentials)

    @property
    def sites(self) -> "NativeSites | None":
        """What sites' owners set, unless the server has not named it; imported when it is asked for."""
        if self._epoch and SITES not in self._features:
            return None
        from operator_console.backends.native.sites import NativeSites

        return NativeSites(self._http, self._credentials)

    @property
    def invitations(self) -> "NativeInvitations | None":
        """How invitations do, unless the server has not named it; imported when it is asked for."""
        if self._epoch and STREET not in self._features:
            return None
        from operator_console.backends.native.invitations import NativeInvitations

        return NativeInvitations(self._http, self._credentials)

    @property
    def people(self) -> "NativePeople | None":
        """What is kept of visitors, unless the server has not named it; imported when it is asked for."""
        if self._epoch and PRIVACY not in self._features:
            return None
        from operator_console.backends.native.people import NativePeople

        return NativePeople(self._http, self._credentials)

    @property
    def staffing(self) -> "NativeStaffing | None":
        """What staffing is planned from, unless the server has not named it; imported when it is asked for."""
        if self._epoch and STAFFING not in self._features:
            return None
        from operator_console.backends.native.staffing import NativeStaffing

        return NativeStaffing(self._http, self._credentials)

    async def colleagues(self) -> handling.Colleagues:
        return await self._get(handling.COLLEAGUES, handling.Colleagues)

    async def devices(self) -> tuple[http.SignedInDevice, ...]:
        return (await self._get(http.DEVICES, http.Devices)).devices

    async def end_device(self, device_id: str) -> None:
        path = http.DEVICE.format(device_id=quote(device_id, safe=""))
        token = await self._credentials.access()
        try:
            await self._http.tell(path, method="DELETE", token=token)
        except base.SignedOut:
            await self._http.tell(path, method="DELETE", token=await self._credentials.access(refused=token))

    async def end_other_devices(self) -> tuple[http.SignedInDevice, ...]:
        return (await self._get(http.DEVICES, http.Devices, method="DELETE")).devices

    async def _get(
        self, path: str, kind: type[Body], query: dict[str, str] | None = None, *, method: str = "GET"
    ) -> Body:
        """Ask with a valid token; one that was revoked meanwhile is renewed once."""
        token = await self._credentials.access()
        try:
            return await self._http.call(method, path, kind, token=token, query=query)
        except base.SignedOut:
            token = await self._credentials.access(refused=token)
            return await self._http.call(method, path, kind, token=token, query=query)

    # --------------------------------------------------------------------------- speaker of the connection

    async def greet(self) -> Greeting:
        """Return the hello, with a token that the server has not turned down."""
        try:
            self._token = await self._credentials.access(refused=self._refused_token)
        except base.SignedOut as error:
            raise LinkStopped(base.StopWord.SIGNED_OUT) from error
        except base.CertificateRefused as error:
            raise LinkStopped(CERTIFICATE, error.trouble) from error
        except base.BackendError as error:
            retry_after_s = error.retry_after_s if isinstance(error, base.Refused) else None
            raise LinkFailed(f"no access token: {type(error).__name__}", retry_after_s, error.trouble) from error
        self._attempt += 1
        hello = wire.AgentHello(
            versions=VERSIONS,
            token=self._token,
            client=f"operator-console/{__version__}",
            features=FEATURES,
            run=self._run,
            attempt=self._attempt,
        )
        self._hello_sent_s = self._clock.ticks_s()
        self._bad_frames = 0
        self._flood = FloodGuard(self._clock.ticks_s)
        self._greeted = False
        return Greeting(agent_socket(self._http.server), encode_text(hello))

    def received(self, data: str) -> None:
        """Decode one frame and hand it to its handler; what a newer server adds is passed over.

        What a bad frame should have said is not known: it comes again on a new connection.
        """
        if not self._flood.took(len(data)):
            raise _senseless("more than anybody can need")
        try:
            frame = agent_frame(data)
        except UnknownFrame:
            self._tell_unsupported()
            return
        except BadFrame as error:
            _log.warning("bad frame: %s", error)
            self._bad_frames += 1
            if self._bad_frames == 1:
                self._renewals = [at for at in self._renewals if self._clock.ticks_s() - at < RENEWALS_S]
                self._renewals.append(self._clock.ticks_s())
                self._scope.start(self._renew(), name="renew", exclusive=True)
            if self._bad_frames > MAX_BAD_FRAMES or len(self._renewals) > MAX_RENEWALS:
                raise _senseless("too many bad frames") from error
            return
        if isinstance(frame, _NEWS):
            self._news_s = self._clock.ticks_s()
        self._handlers[type(frame)](frame)

    def ping(self, number: int, sent_s: float) -> str:
        """Return a ping frame."""
        return encode_text(frames.Ping(id=number, sent_s=sent_s))

    def closed(self, code: int | None) -> None:
        """Say what follows from the server's close code."""
        if code in _OUR_COMPLAINTS:
            raise _senseless(f"closed with {code}")
        if code is not None:
            self._judge(code, None)

    def changed(self, state: LinkState) -> None:
        """Tell the desk what the connection's state means for it."""
        if state.phase is LinkPhase.OPEN:
            return
        if state.phase is not LinkPhase.CONNECTING:
            self._trouble = state.trouble
        self._book.forget_held()
        self._fail_waiting()
        self._retry_s = None if state.retry_in_s is None else self._clock.ticks_s() + state.retry_in_s
        if state.phase is LinkPhase.STOPPED:
            self._tell(base.LinkWord.STOPPED, stop=base.StopWord(state.reason))
        elif self._behind or self._word is base.LinkWord.OFFLINE:
            self._tell(base.LinkWord.OFFLINE, retry_in_s=state.retry_in_s)
        else:
            if self._word is not base.LinkWord.CONNECTING:
                self._arm_offline()
            self._tell(base.LinkWord.CONNECTING, retry_in_s=state.retry_in_s)

    # ---------------------------------------------------------------------------------------------- frames

    def _on_welcome(self, welcome: wire.AgentWelcome) -> None:
        if self._greeted:
            raise _senseless("welcomed twice")
        self._greeted = True
        self._trouble = LinkTrouble.BEHIND if self._behind else None
        self._refused_token = None
        self._refusals = 0
        self._features = frozenset(welcome.features)
        self._clock.sample(self._hello_sent_s, welcome.server_time)
        if self._epoch != welcome.epoch:
            self._book.clear()
            self._epoch = welcome.epoch
        self._tell(base.LinkWord.CATCHING_UP)
        self._listener(
            base.Welcomed(
                epoch=welcome.epoch,
                server_name=welcome.server_name,
                me=welcome.me,
                sites=welcome.sites,
                departments=welcome.departments,
                agents=welcome.agents,
                today=welcome.today,
                articles_version=welcome.articles_version,
            )
        )
        self._listener(base.CommentsAdvanced(unread=welcome.archive_unread if ARCHIVE in self._features else 0))
        self._connection.greeted()
        self._say(frames.Resume(streams=self._book.positions))
        self._news_s = self._clock.ticks_s()
        self._scope.start(self._watch_catching_up(), name="catching up", exclusive=True)

    def _on_event(self, event: events.Event) -> None:
        if not 0 < event.pos <= MAX_POSITION:
            raise _senseless("a position that cannot be")
        if len(self._book) >= MAX_STREAMS:
            raise _senseless("more streams than anybody can have")
        offered = self._book.offer(event)
        for ready in offered.ready:
            self._apply(ready)
        if offered.gap:
            self._fill_gap(event.stream, event.epoch)

    def _apply(self, event: events.Event) -> None:
        change = event.change
        if isinstance(change, events.MessageAdded):
            self._listener(base.MessageUpserted(change.message, change.conversation))
        elif isinstance(change, events.ConversationUpserted):
            self._listener(base.ConversationUpserted(change.conversation))
        elif isinstance(change, events.VisitorUpserted) and event.stream.startswith("c:"):
            self._listener(base.VisitorUpserted(_conversation_of(event.stream), change.visitor))
        elif isinstance(change, events.Mentioned):
            self._listener(base.MentionRead(change.message, change.conversation))
        elif isinstance(change, events.CallBackUpserted):
            self._listener(base.CallBackUpserted(change.call_back))
        elif isinstance(change, events.Unsupported):
            _log.warning("event of a newer protocol in %s", event.stream)
            self._tell_unsupported()
        if event.stream.startswith("c:"):
            self._listener(base.StreamAdvanced(_conversation_of(event.stream), event.epoch, event.pos))

    def _fill_gap(self, stream: str, epoch: str) -> None:
        if len(self._gaps) >= MAX_GAPS:
            raise _senseless("gaps everywhere")
        if stream not in self._gaps:
            self._gaps.add(stream)
            self._scope.start(self._fetch_after_wait(stream, epoch), name="fill gap")

    async def _fetch_after_wait(self, stream: str, epoch: str) -> None:
        known = self._book.position(stream)
        await asyncio.sleep(GAP_WAIT_S)
        self._gaps.discard(stream)
        if self._book.position(stream) == known or self._book.has_gap(stream):
            last_epoch, last = self._book.position(stream) or (epoch, 0)
            self._say(frames.FetchStream(stream=stream, epoch=last_epoch, pos=last))

    def _on_conversation_snapshot(self, snapshot: frames.ConversationSnapshot) -> None:
        following = self._taken(snapshot)
        self._listener(
            base.ChatSnapshot(
                epoch=snapshot.epoch,
                pos=snapshot.pos,
                conversation=snapshot.conversation,
                messages=snapshot.messages,
                more=snapshot.more,
                visitor=snapshot.visitor,
                visit=snapshot.visit,
                previous=snapshot.previous,
            )
        )
        for event in following:
            self._apply(event)

    def _taken(self, snapshot: frames.ConversationSnapshot | frames.ListSnapshot) -> tuple[events.Event, ...]:
        """Set the stream to the snapshot's position, and return the held events that follow."""
        if not 0 <= snapshot.pos <= MAX_POSITION or len(self._book) >= MAX_STREAMS:
            raise _senseless("a snapshot that cannot be")
        return self._book.snapshot(snapshot.stream, snapshot.epoch, snapshot.pos)

    def _on_list_snapshot(self, snapshot: frames.ListSnapshot) -> None:
        following = self._taken(snapshot)
        kind, _, name = snapshot.stream.partition(":")
        if kind == "a":
            self._listener(base.OwnChatsListed(snapshot.conversations))
            for mentioned in snapshot.mentions:
                self._listener(base.MentionRead(mentioned.message, mentioned.conversation))
        elif kind == "d":
            department_id = DepartmentId(name)
            self._listener(base.QueueListed(department_id=department_id, conversations=snapshot.conversations))
            self._listener(base.CallBacksListed(department_id=department_id, call_backs=snapshot.call_backs))
        for event in following:
            self._apply(event)

    def _on_replay_done(self, done: frames.ReplayDone) -> None:
        if done.stream is None:
            self._behind, self._trouble = False, None
            self._tell(base.LinkWord.LIVE)

    def _on_ack(self, ack: frames.Ack) -> None:
        self._listener(
            base.MessageStored(
                client_id=ack.client_id,
                conversation_id=ack.conversation_id,
                message_id=ack.message_id,
                pos=ack.pos,
                at=ack.at,
            )
        )

    def _on_stale(self, stale: frames.Stale) -> None:
        for event in stale.events:
            self._on_event(event)
        self._listener(base.MessageStale(client_id=stale.client_id, conversation_id=stale.conversation_id))

    def _on_send_refused(self, refused: frames.SendRefused) -> None:
        self._listener(base.MessageRefused(refused.client_id, refused.reason))

    def _on_done(self, done: frames.Done) -> None:
        self._settle(done.request_id, None)

    def _on_failed(self, failed: frames.Failed) -> None:
        self._settle(failed.request_id, failed.reason)

    def _on_visitor_typing(self, typing: wire.VisitorTyping) -> None:
        self._listener(
            base.VisitorTyped(conversation_id=typing.conversation_id, active=typing.active, preview=typing.preview)
        )

    def _on_visit_updated(self, updated: wire.VisitUpdated) -> None:
        self._listener(base.VisitChanged(updated.conversation_id, updated.visit))

    def _on_receipt(self, receipt: frames.Receipt) -> None:
        self._listener(
            base.ReceiptAdvanced(
                conversation_id=receipt.conversation_id,
                delivered_pos=receipt.delivered_pos,
                read_pos=receipt.read_pos,
            )
        )

    def _on_presence(self, presence: wire.AgentPresence) -> None:
        self._listener(base.PresenceChanged(presence.agent_id, presence.status))

    def _on_today(self, updated: wire.TodayUpdated) -> None:
        self._listener(base.TodayMeasured(updated.today))

    def _on_articles(self, changed: wire.ArticlesChanged) -> None:
        self._listener(base.ArticlesAdvanced(changed.version))

    def _on_sites(self, changed: SitesChanged) -> None:
        self._listener(base.SitesTold(changed.sites))

    def _on_commented(self, commented: wire.ArchiveCommented) -> None:
        self._listener(base.CommentsAdvanced(unread=commented.unread, conversation_id=commented.conversation_id))

    def _on_own_seen(self, seen: wire.OwnSeen) -> None:
        self._listener(base.SeenElsewhere(seen.conversation_id, seen.pos))

    def _on_wall(self, update: team.WallUpdated) -> None:
        self._listener(base.WallTold(update))

    def _on_street(self, update: VisitorsOnSite) -> None:
        self._listener(base.StreetTold(update))

    def _on_watchers(self, watchers: handling.Watchers) -> None:
        self._listener(base.WatchersTold(watchers.conversation_id, watchers.agent_ids))

    def _on_colleague_typing(self, typing: handling.ColleagueTyping) -> None:
        self._listener(
            base.ColleagueTyped(conversation_id=typing.conversation_id, agent_id=typing.agent_id, active=typing.active)
        )

    def _on_changed_by_lead(self, changed: team.ChangedByLead) -> None:
        self._listener(base.ChangedByLead(by_name=changed.by_name, capacity=changed.capacity, status=changed.status))

    def _on_mail(self, told: after.MailTold) -> None:
        if told.state in {MailState.SENT, MailState.FAILED}:
            self._listener(
                base.MailTold(
                    conversation_id=told.conversation_id,
                    email=told.email,
                    note=told.kind is MailKind.NOTE,
                    sent=told.state is MailState.SENT,
                )
            )

    def _on_ping(self, ping: frames.Ping) -> None:
        self._say(frames.Pong(id=ping.id, sent_s=ping.sent_s))
        if ping.server_time is not None:
            off_s = abs((ping.server_time - self._clock.now()).total_seconds())
            if off_s > CLOCK_SLACK_S:
                self._connection.check()

    def _on_pong(self, pong: frames.Pong) -> None:
        self._connection.answered()
        if pong.server_time is not None:
            self._clock.sample(pong.sent_s, pong.server_time)
            self._listener(base.RoundTripMeasured(self._clock.round_trip_ms))

    def _on_goodbye(self, goodbye: frames.Goodbye) -> None:
        raise LinkFailed("the server said goodbye", goodbye.retry_after_s)

    def _on_denied(self, denied: frames.Denied) -> None:
        self._judge(denied.code, denied.retry_after_s)
        raise LinkFailed(f"denied with {denied.code}", denied.retry_after_s)

    # --------------------------------------------------------------------------------------------- private

    def _judge(self, code: int, retry_after_s: float | None) -> None:
        if code in {Close.NOT_SIGNED_IN, Close.FORBIDDEN}:
            # The next greeting gets another access token; when that is refused as well, the refresh decides.
            self._refused_token = self._token
            self._refusals += 1
            if self._refusals >= MAX_REFUSALS:
                raise LinkStopped(base.StopWord.SIGNED_OUT)
            raise LinkFailed(f"closed with {code}", retry_after_s)
        if code == Close.RIGHTS_CHANGED:
            self._listener(base.RightsChanged())
            raise LinkFailed("rights changed", retry_after_s)
        if code == Close.REVOKED:
            raise LinkStopped(base.StopWord.REVOKED)
        if code == Close.REUSED:
            raise LinkStopped(base.StopWord.REUSED)
        if code == Close.VERSION:
            raise LinkStopped(base.StopWord.VERSION)
        if code == Close.REPLACED:
            raise LinkStopped(base.StopWord.REPLACED)

    def _tell(self, word: base.LinkWord, *, retry_in_s: float | None = None, stop: base.StopWord | None = None) -> None:
        self._word = word
        self._listener(base.LinkChanged(word=word, retry_in_s=retry_in_s, stop=stop, trouble=self._trouble))

    def _tell_unsupported(self) -> None:
        """Tell it once in the life of this connection's owner: it is the same every time."""
        if not self._said_unsupported:
            self._said_unsupported = True
            self._listener(base.NotSupported())

    def _arm_offline(self) -> None:
        self._scope.start(self._offline_after_wait(), name="offline", exclusive=True)

    async def _offline_after_wait(self) -> None:
        await asyncio.sleep(OFFLINE_AFTER_S)
        if self._word is base.LinkWord.CONNECTING:
            retry_in_s = None if self._retry_s is None else max(0.0, self._retry_s - self._clock.ticks_s())
            self._tell(base.LinkWord.OFFLINE, retry_in_s=retry_in_s)

    async def _watch_catching_up(self) -> None:
        """Begin anew, and say so, when the server has nothing more to say before the end of catching up."""
        while self._word is base.LinkWord.CATCHING_UP:
            left_s = self._news_s + CATCH_UP_LIMIT_S - self._clock.ticks_s()
            if left_s <= 0:
                self._behind = True
                self._connection.fail("silent while catching up", BEHIND_RETRY_S, LinkTrouble.BEHIND)
                return
            await asyncio.sleep(left_s)

    async def _renew(self) -> None:
        """Begin a new connection, unless a flood of bad frames ends this one in another way meanwhile."""
        await asyncio.sleep(RENEW_AFTER_S)
        if self._bad_frames:
            self._connection.fail("a bad frame")

    def _say(self, frame: object) -> bool:
        return self._connection.send(encode_text(frame))

    def _settle(self, request_id: str, refusal: frames.Refusal | None) -> None:
        future = self._waiting.pop(request_id, None)
        if future is not None and not future.done():
            future.set_result(refusal)

    def _fail_waiting(self) -> None:
        for request_id in tuple(self._waiting):
            self._settle(request_id, frames.Refusal.UNAVAILABLE)


def _senseless(message: str) -> LinkFailed:
    return LinkFailed(message, SILLY_SERVER_S, LinkTrouble.SENSELESS)


def _conversation_of(stream: str) -> ConversationId:
    return ConversationId(stream[2:])

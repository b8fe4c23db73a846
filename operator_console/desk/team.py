"""A lead's wall and the chat looked along in: state as the server tells it, and what a lead does; knows no screen."""

import asyncio
import uuid
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from operator_console.backends import base
from operator_console.desk.events import (
    LeadChangedMe,
    WallChanged,
    WatchedChanged,
    WatchedTranscript,
    WatchersChanged,
    WishFailed,
)
from operator_console.desk.ports import Backend
from operator_console.desk.state import Entry
from operator_console.desk.transcript import Changes, Transcript
from operator_console.domain.conversations import AuthorKind, Conversation, ConversationState, MessageKind
from operator_console.domain.ids import AgentId, ClientId, ConversationId, DepartmentId, SiteId
from operator_console.domain.people import Agent, AgentStatus, Department, Role, Site, Visit, Visitor
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.task_scope import TaskScope

if TYPE_CHECKING:
    from operator_console.protocol.team import SiteFigures, WallAgent, WallUpdated

WHISPER_LIMIT_S = 10.0
SILENT_S = 12.0
"""Who was heard to type and then not at all has stopped."""
MAX_PREVIEW_CHARS = 2000
LEADS = frozenset({Role.SUPERVISOR, Role.ADMIN})


class WallPhase(StrEnum):
    """Whether the wall can be looked at."""

    CLOSED = "closed"
    LOADING = "loading"
    LIVE = "live"
    BEHIND = "behind"
    """What is shown is as of earlier: there is no connection, or it is being caught up."""
    REFUSED = "refused"


class Watched(Struct, frozen=True, kw_only=True):
    """The chat that is looked along in.

    Attributes:
        conversation: As it is now; None until the server has shown it.
        refusal: Why it cannot be looked at.
        typing: The visitor types; `preview` is what, where the site allows.
        colleagues_typing: Agents who type in it.
        watchers: Everybody who looks along, oneself included.
    """

    conversation_id: ConversationId
    conversation: Conversation | None = None
    visitor: Visitor | None = None
    visit: Visit | None = None
    refusal: Refusal | None = None
    typing: bool = False
    preview: str = ""
    colleagues_typing: tuple[AgentId, ...] = ()
    watchers: tuple[AgentId, ...] = ()


class TeamDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        own: A chat in which the agent writes: its stream is not forgotten when the look along ends.
    """

    me: Callable[[], Agent]
    publish: Callable[[object], None]
    own: Callable[[ConversationId], bool]


class TeamDesk:
    """Fits `ui.ports.TeamDoor`; everything is on the loop's thread.

    The wall is asked for while a screen shows it, and asked for again after every loss of the connection. What was
    known stays readable meanwhile, with the time as of which it holds.
    """

    def __init__(self, backend: Backend, doors: TeamDoors, scope: TaskScope) -> None:
        self._backend = backend
        self._doors = doors
        self._scope = scope.child("team")
        self._open = False
        self._live = False
        self._greeted = False
        self._names: dict[AgentId, str] = {}
        self.phase = WallPhase.CLOSED
        self.as_of: datetime | None = None
        self.refusal: Refusal | None = None
        self.chats: dict[ConversationId, Conversation] = {}
        self.agents: dict[AgentId, WallAgent] = {}
        self.sites: dict[SiteId, Site] = {}
        self.departments: dict[DepartmentId, Department] = {}
        self.figures: dict[SiteId, SiteFigures] = {}
        self._coming: set[ConversationId] | None = None
        self._watched: Watched | None = None
        self._transcript: Transcript | None = None
        self._silences: dict[str, float] = {}
        self._others: dict[ConversationId, tuple[AgentId, ...]] = {}
        self._whispers: dict[ClientId, asyncio.Future[Refusal | None]] = {}
        self._unsent: tuple[ConversationId, str, ClientId] | None = None
        self._handlers: dict[type, Callable[..., None]] = {
            base.LinkChanged: self._on_link,
            base.Welcomed: self._on_welcome,
            base.WallTold: lambda told: self._on_wall(told.update),
            base.ChatSnapshot: self._on_snapshot,
            base.ConversationUpserted: lambda upserted: self._on_conversation(upserted.conversation),
            base.MessageUpserted: self._on_message,
            base.VisitorUpserted: self._on_visitor,
            base.VisitChanged: self._on_visit,
            base.VisitorTyped: self._on_visitor_typed,
            base.ColleagueTyped: self._on_colleague_typed,
            base.WatchersTold: self._on_watchers,
            base.ChangedByLead: self._on_changed,
            base.MessageStored: lambda stored: self._settle(stored.client_id, None),
            base.MessageRefused: lambda refused: self._settle(refused.client_id, refused.reason),
            base.MessageStale: lambda stale: self._settle(stale.client_id, Refusal.CLOSED),
        }

    # ------------------------------------------------------------------------------------------- reading

    @property
    def can_lead(self) -> bool:
        """The agent is one of those who may see a wall, if the server has one; the server decides in the end."""
        has_wall = not self._greeted or self._backend.capabilities.team
        return has_wall and self._doors.me().role in LEADS

    @property
    def watched(self) -> Watched | None:
        """The chat that is looked along in."""
        return self._watched

    def watched_entries(self) -> tuple[Entry, ...]:
        """The loaded end of its transcript."""
        return self._transcript.entries if self._transcript is not None else ()

    def is_watched(self, conversation_id: ConversationId) -> bool:
        """Tell whether this chat is looked along in."""
        return self._watched is not None and self._watched.conversation_id == conversation_id

    def watchers(self, conversation_id: ConversationId) -> tuple[AgentId, ...]:
        """Who looks along in an own chat, other than the agent."""
        return self._others.get(conversation_id, ())

    def name_of(self, agent_id: AgentId) -> str:
        """Return a colleague's first name; empty when they are not known."""
        found = self.agents.get(agent_id)
        return found.agent.first_name if found is not None else self._names.get(agent_id, "")

    # ------------------------------------------------------------------------------------------- looking

    def open(self) -> None:
        """A screen shows the wall: keep it up from now on."""
        if not self._open:
            self._open = True
            self._enter(WallPhase.BEHIND if self.chats or self.agents else WallPhase.LOADING)
            self._ask_for_wall()

    def close(self) -> None:
        """No screen shows it any more; nothing of it is kept."""
        if not self._open:
            return
        self._open = False
        self.watch(None)
        for known in (self.chats, self.agents, self.sites, self.departments, self.figures):
            known.clear()
        self._coming = None
        self._enter(WallPhase.CLOSED)
        self._tell_away(base.ShowWall(on=False))

    def retry(self) -> None:
        """Ask again for what was refused."""
        if self._open and self.phase is WallPhase.REFUSED:
            self._enter(WallPhase.LOADING)
            self._ask_for_wall()

    def watch(self, conversation_id: ConversationId | None) -> None:
        """Look along in this chat and no other; None looks nowhere."""
        before = self._watched
        if before is not None and before.conversation_id == conversation_id and before.refusal is None:
            return
        self._silences.clear()
        self._watched, self._transcript = None, None
        if before is not None:
            if not self._doors.own(before.conversation_id):
                self._backend.forget(before.conversation_id)
            self._tell_away(base.LookAlong(before.conversation_id, watching=False))
        if conversation_id is not None:
            self._watched = Watched(conversation_id=conversation_id)
            self._transcript = Transcript(self._doors.me().id)
            self._ask_to_watch()
        self._doors.publish(WatchedChanged())

    # -------------------------------------------------------------------------------------------- wishes

    async def whisper(self, conversation_id: ConversationId, text: str) -> bool:
        """Write a note to a chat's owner; the text is to stay with its author until this is True.

        The same text after a failure is sent under the same identity, so that it stands once however often it goes.
        """
        client_id = ClientId(str(uuid.uuid4()))
        if self._unsent is not None and self._unsent[:2] == (conversation_id, text):
            client_id = self._unsent[2]
        self._unsent = (conversation_id, text, client_id)
        answer: asyncio.Future[Refusal | None] = asyncio.get_running_loop().create_future()
        self._whispers[client_id] = answer
        outgoing = base.Outgoing(
            client_id=client_id, conversation_id=conversation_id, kind=MessageKind.NOTE, text=text, whisper=True
        )
        refusal: Refusal | None = Refusal.UNAVAILABLE
        try:
            if self._live and self._backend.send(outgoing):
                async with asyncio.timeout(WHISPER_LIMIT_S):
                    refusal = await answer
        except TimeoutError:
            pass
        finally:
            self._whispers.pop(client_id, None)
        if refusal is None:
            self._unsent = None
        else:
            self._failed("whisper", refusal, conversation_id)
        return refusal is None

    async def join(self, conversation_id: ConversationId) -> bool:
        """Write along with a chat's owner from now on: it stands in the own rail."""
        return await self._wish(base.WriteAlong(conversation_id, joined=True), conversation_id)

    async def leave(self, conversation_id: ConversationId) -> bool:
        """Write along no more."""
        return await self._wish(base.WriteAlong(conversation_id, joined=False), conversation_id)

    async def give(self, conversation_id: ConversationId, to_agent: AgentId) -> bool:
        """Give a chat to somebody, who must be there."""
        return await self._wish(base.GiveChat(conversation_id, to_agent), conversation_id)

    async def take_over(self, conversation_id: ConversationId) -> bool:
        """Take a chat: it is the agent's own from now on."""
        return await self.give(conversation_id, self._doors.me().id)

    async def change_limit(self, agent_id: AgentId, capacity: int) -> bool:
        """Let so many chats wait on a colleague at most."""
        return await self._wish(base.ChangeColleague(agent_id=agent_id, capacity=capacity), None)

    async def change_status(self, agent_id: AgentId, status: AgentStatus) -> bool:
        """Give a colleague another status; they are told who did."""
        return await self._wish(base.ChangeColleague(agent_id=agent_id, status=status), None)

    # -------------------------------------------------------------------------------------- backend events

    def take(self, event: base.BackendEvent) -> None:
        """Take what the server said, after the desk has."""
        handler = self._handlers.get(type(event))
        if handler is not None:
            handler(event)

    def _on_link(self, changed: base.LinkChanged) -> None:
        self._live = changed.word is base.LinkWord.LIVE
        if self._live:
            if self._open:
                self._ask_for_wall()
            if self._watched is not None:
                self._ask_to_watch()
            return
        if self.phase is WallPhase.LIVE:
            self._enter(WallPhase.BEHIND)
        self._others.clear()
        if self._watched is not None:
            self._show(typing=False, preview="", colleagues_typing=(), watchers=())

    def _on_welcome(self, welcome: base.Welcomed) -> None:
        self._greeted = True  # what the server can do is known from now on
        self._names = {agent.id: agent.first_name for agent in welcome.agents}

    def _on_wall(self, update: "WallUpdated") -> None:
        if not self._open:
            return
        if update.begins:
            self._coming = set()
            self.sites = {site.id: site for site in update.sites}
            self.departments = {department.id: department for department in update.departments}
            self.agents.clear()
            self.figures.clear()
        if self._coming is not None:
            self._coming.update(chat.id for chat in update.chats)
        whole = self._coming is not None and not update.more
        changed = {chat.id for chat in update.chats if self._put(chat)}
        changed.update(name for name in update.gone if self.chats.pop(name, None) is not None)
        if whole and self._coming is not None:
            for name in self.chats.keys() - self._coming:
                del self.chats[name]
            self._coming = None
        self.agents.update((one.agent.id, one) for one in update.agents)
        self.figures.update((one.site_id, one) for one in update.figures)
        self.as_of = update.at
        if self._coming is not None:
            return  # the rest follows at once: shown when it is whole
        self._enter(WallPhase.LIVE)
        self._doors.publish(
            WallChanged(
                whole=whole,
                chats=frozenset(changed),
                agents=frozenset(one.agent.id for one in update.agents),
                figures=bool(update.figures),
            )
        )

    def _put(self, chat: Conversation) -> bool:
        known = self.chats.get(chat.id)
        if known is not None and known.version >= chat.version:
            return False
        self.chats[chat.id] = chat
        return True

    def _on_snapshot(self, snapshot: base.ChatSnapshot) -> None:
        watched, transcript = self._watched_as(snapshot.conversation.id)
        if watched is None or transcript is None:
            return
        self._show(conversation=snapshot.conversation, visitor=snapshot.visitor, visit=snapshot.visit or watched.visit)
        self._tell(watched.conversation_id, transcript.replace_end(snapshot.messages, snapshot.more))

    def _on_conversation(self, conversation: Conversation) -> None:
        watched, _transcript = self._watched_as(conversation.id)
        if watched is None:
            return
        known = watched.conversation
        if known is None or known.version < conversation.version:
            closed = conversation.state is ConversationState.CLOSED
            silent = {"typing": False, "preview": "", "colleagues_typing": (), "watchers": ()} if closed else {}
            self._show(conversation=conversation, **silent)

    def _on_message(self, upserted: base.MessageUpserted) -> None:
        message = upserted.message
        watched, transcript = self._watched_as(message.conversation_id)
        if watched is None or transcript is None:
            return
        self._tell(watched.conversation_id, transcript.put(message))
        if message.author.kind is AuthorKind.VISITOR:
            self._show(typing=False, preview="")
        self._on_conversation(upserted.conversation)

    def _on_visitor(self, upserted: base.VisitorUpserted) -> None:
        if self.is_watched(upserted.conversation_id):
            self._show(visitor=upserted.visitor)

    def _on_visit(self, changed: base.VisitChanged) -> None:
        if self.is_watched(changed.conversation_id):
            self._show(visit=changed.visit)

    def _on_visitor_typed(self, typed: base.VisitorTyped) -> None:
        if self.is_watched(typed.conversation_id):
            self._show(typing=typed.active, preview=typed.preview[:MAX_PREVIEW_CHARS] if typed.active else "")
            self._expect("", typed.active)

    def _on_colleague_typed(self, typed: base.ColleagueTyped) -> None:
        if not self.is_watched(typed.conversation_id) or self._watched is None:
            return
        others = tuple(one for one in self._watched.colleagues_typing if one != typed.agent_id)
        self._show(colleagues_typing=(*others, typed.agent_id) if typed.active else others)
        self._expect(typed.agent_id, typed.active)

    def _on_watchers(self, told: base.WatchersTold) -> None:
        if self.is_watched(told.conversation_id):
            self._show(watchers=told.agent_ids)
        me = self._doors.me().id
        others = tuple(agent_id for agent_id in told.agent_ids if agent_id != me)
        before = self._others.pop(told.conversation_id, ())
        if others:
            self._others[told.conversation_id] = others
        if others != before:
            self._doors.publish(WatchersChanged(told.conversation_id))

    def _on_changed(self, changed: base.ChangedByLead) -> None:
        self._doors.publish(LeadChangedMe(by_name=changed.by_name, capacity=changed.capacity, status=changed.status))

    # ------------------------------------------------------------------------------------------- private

    def _watched_as(self, conversation_id: ConversationId) -> tuple[Watched | None, Transcript | None]:
        return (self._watched, self._transcript) if self.is_watched(conversation_id) else (None, None)

    def _show(self, **changes: object) -> None:
        if self._watched is None:
            return
        changed = structs.replace(self._watched, **changes)
        if changed != self._watched:
            self._watched = changed
            self._doors.publish(WatchedChanged())

    def _tell(self, conversation_id: ConversationId, changes: Changes) -> None:
        for change, entries in changes:
            self._doors.publish(
                WatchedTranscript(conversation_id=conversation_id, change=change, entries=tuple(entries))
            )

    def _enter(self, phase: WallPhase) -> None:
        if self.phase is not phase:
            self.phase = phase
            self.refusal = self.refusal if phase is WallPhase.REFUSED else None
            self._doors.publish(WallChanged(state=True))

    def _expect(self, who: str, active: bool) -> None:
        """Take somebody who types for silent when nothing more is heard of it."""
        if not active:
            self._silences.pop(who, None)
            return
        now_s = self._silences[who] = asyncio.get_running_loop().time()
        self._scope.start(self._silent(who, now_s), name="silence")

    async def _silent(self, who: str, heard_s: float) -> None:
        await asyncio.sleep(SILENT_S)
        if self._silences.get(who) != heard_s or self._watched is None:
            return
        del self._silences[who]
        if not who:
            self._show(typing=False, preview="")
        else:
            typing = tuple(one for one in self._watched.colleagues_typing if one != who)
            self._show(colleagues_typing=typing)

    def _ask_for_wall(self) -> None:
        if self._live:
            self._scope.start(self._begin_wall(), name="wall", exclusive=True)

    async def _begin_wall(self) -> None:
        can = self._backend.capabilities.team
        refusal = await self._backend.request(base.ShowWall(on=True)) if can else Refusal.NOT_FOUND
        if refusal is None or not self._open:
            return
        if refusal is Refusal.UNAVAILABLE and not self._live:
            return  # asked again with the next connection
        self.refusal = refusal
        self._enter(WallPhase.REFUSED)

    def _ask_to_watch(self) -> None:
        if self._live and self._watched is not None:
            name = self._watched.conversation_id
            self._scope.start(self._begin_watching(name), name="look along", exclusive=True)

    async def _begin_watching(self, conversation_id: ConversationId) -> None:
        refusal = await self._backend.request(base.LookAlong(conversation_id, watching=True))
        if refusal is not None and self.is_watched(conversation_id):
            self._show(refusal=refusal)

    def _tell_away(self, request: base.TeamRequest) -> None:
        """Tell the server that nobody looks any more; without a connection it has forgotten that already."""
        if self._live and not self._scope.closed:
            self._scope.start(self._ask(request), name="look away")

    async def _ask(self, request: base.TeamRequest) -> None:
        await self._backend.request(request)

    async def _wish(self, request: base.TeamRequest, conversation_id: ConversationId | None) -> bool:
        refusal = await self._backend.request(request)
        if refusal is not None:
            self._failed(str(type(request).__struct_config__.tag), refusal, conversation_id)
        return refusal is None

    def _failed(self, wish: str, refusal: Refusal, conversation_id: ConversationId | None) -> None:
        self._doors.publish(WishFailed(wish=wish, reason=refusal, conversation_id=conversation_id))

    def _settle(self, client_id: ClientId, refusal: Refusal | None) -> None:
        waiting = self._whispers.get(client_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(refusal)

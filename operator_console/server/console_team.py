"""Frames of a console about the wall, looking along and what leads do; the rules are those of `works.leading`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from operator_console.domain.ids import AgentId
from operator_console.protocol.codec import encode
from operator_console.protocol.events import conversation_stream
from operator_console.protocol.frames import Done, Failed, Refusal
from operator_console.protocol.handling import ChangeAgent, GiveChat, JoinChat, WatchChat
from operator_console.protocol.team import ChangedByLead, WatchWall
from operator_console.protocol.versions import TEAM
from operator_console.server.agent_lines import AgentLine
from operator_console.server.authorise import Action, AgentActor, DepartmentOf, actor_of, authorise
from operator_console.server.connection import Connection, text_frame
from operator_console.server.store.writer import StoreUnavailable
from operator_console.server.works.answers import ChangeAnswer, Refused
from operator_console.server.works.leading import AlterAgent, Give, Join, is_change

if TYPE_CHECKING:
    from operator_console.server.store.writer import Work
    from operator_console.server.switchboard import Switchboard

TeamFrame = WatchWall | WatchChat | JoinChat | GiveChat | ChangeAgent


class TeamFrames:
    """What one console asks as a lead; everybody else gets "not found" and a line in the audit log."""

    def __init__(self, board: "Switchboard", connection: Connection, agent_id: AgentId, line: AgentLine) -> None:
        self._board = board
        self._connection = connection
        self._agent_id = agent_id
        self._line = line
        self.routes: dict[type, Callable[[Any], None]] = {
            WatchWall: self._watch_wall,
            WatchChat: self._watch_chat,
            JoinChat: self._join,
            GiveChat: self._give,
            ChangeAgent: self._change_agent,
        }

    @property
    def _actor(self) -> AgentActor | None:
        agent = self._board.directory.agents.get(self._agent_id)
        return actor_of(agent) if agent is not None else None

    # -- looking

    def _watch_wall(self, frame: WatchWall) -> None:
        actor = self._actor
        if not frame.on:
            self._board.wall.end(self._connection)
            self._done(frame)
            return
        departments = self._board.directory.departments
        if actor is None or not any(
            authorise(actor, Action.WATCH, DepartmentOf(department_id=key)) for key in departments
        ):
            self._fail(frame, Refusal.NOT_FOUND, "wall")
            return
        self._done(frame)
        self._connection.do_in_turn(self._show_wall(actor))

    async def _show_wall(self, actor: AgentActor) -> None:
        await self._board.wall.read_figures()
        if not self._connection.is_cut:
            self._board.wall.begin(self._connection, actor)

    def _watch_chat(self, frame: WatchChat) -> None:
        board, connection, actor = self._board, self._connection, self._actor
        chat = board.chats.get(frame.conversation_id)
        if not frame.watching:
            board.watching.end(connection, frame.conversation_id, chat)
            if chat is None or self._agent_id not in {chat.agent_id, *chat.joined}:
                board.subscriptions.unsubscribe(connection, conversation_stream(frame.conversation_id))
            self._done(frame)
            return
        if actor is None or chat is None or not authorise(actor, Action.WATCH, chat):
            self._fail(frame, Refusal.NOT_FOUND, frame.conversation_id)
            return
        if chat.agent_id == self._agent_id:
            self._fail(frame, Refusal.CONFLICT, chat.id)
            return
        if not board.watching.begin(connection, actor, chat):
            self._fail(frame, Refusal.RATE_LIMITED, chat.id)
            return
        board.witness.read(actor, "watch", chat.id)
        self._done(frame)
        connection.do_in_turn(self._show_chat(frame))

    async def _show_chat(self, frame: WatchChat) -> None:
        board, connection = self._board, self._connection
        if board.watching.is_watching(connection, frame.conversation_id):
            stream = conversation_stream(frame.conversation_id)
            try:
                await board.subscriptions.catch_up(connection, stream, None, board.snapshot_for_agent)
            except StoreUnavailable:
                board.watching.end(connection, frame.conversation_id, board.chats.get(frame.conversation_id))

    # -- doing

    def _join(self, frame: JoinChat) -> None:
        self._ask(frame, frame.conversation_id, lambda actor: Join(actor, frame))

    def _give(self, frame: GiveChat) -> None:
        if not self._board.agents.is_connected(frame.to_agent) and self._actor is not None:
            chat = self._board.chats.get(frame.conversation_id)
            if chat is not None and authorise(self._actor, Action.GIVE, chat):
                self._fail(frame, Refusal.CONFLICT, frame.conversation_id)
                return
        self._ask(frame, frame.conversation_id, lambda actor: Give(actor, frame))

    def _change_agent(self, frame: ChangeAgent) -> None:
        if not is_change(frame):
            self._fail(frame, Refusal.INVALID, frame.agent_id)
            return
        self._ask(frame, frame.agent_id, lambda actor: AlterAgent(actor, frame))

    def _changed_agent(self, frame: ChangeAgent) -> None:
        """Let a changed status hold at once, and tell whom it concerns who did it."""
        board = self._board
        line = board.agents.line(frame.agent_id)
        if frame.status is not None:
            line.wanted = frame.status
            board.agents.tell_presence(frame.agent_id)
            board.agent_changed(frame.agent_id)
        me = board.directory.agents.get(self._agent_id)
        told = ChangedByLead(
            by_agent=self._agent_id,
            by_name=me.first_name if me is not None else "",
            capacity=frame.capacity,
            status=frame.status,
        )
        for console in board.agents.connections(frame.agent_id):
            if TEAM in console.features:
                console.send_frame(text_frame(encode(told)))

    def _ask(self, frame: JoinChat | GiveChat | ChangeAgent, target: str, work: "_Works") -> None:
        actor = self._actor
        if actor is None:
            self._fail(frame, Refusal.NOT_FOUND, target)
            return

        def answered(answer: ChangeAnswer | None, error: BaseException | None) -> None:
            if error is not None or answer is None:
                self._connection.send(Failed(request_id=frame.request_id, reason=Refusal.UNAVAILABLE))
            elif isinstance(answer, Refused):
                self._fail(frame, answer.reason, target)
            else:
                if isinstance(frame, ChangeAgent):
                    self._changed_agent(frame)
                self._done(frame)

        self._board.store.submit(work(actor), answered)

    def _done(self, frame: TeamFrame) -> None:
        self._connection.send(Done(request_id=frame.request_id))

    def _fail(self, frame: TeamFrame, reason: Refusal, target: str) -> None:
        actor = self._actor
        if reason is Refusal.NOT_FOUND and actor is not None:
            self._board.witness.refused(actor, str(type(frame).__struct_config__.tag), target)
        self._connection.send(Failed(request_id=frame.request_id, reason=reason))


_Works = Callable[[AgentActor], "Work[ChangeAnswer]"]

"""What a console asks about invitations: its frame cleaned, authorised and carried out; judges no manners itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from operator_console.domain.ids import AgentId
from operator_console.domain.inviting import clean_text
from operator_console.domain.masking import mask
from operator_console.protocol.frames import Done, Failed, Refusal
from operator_console.protocol.invitations import InviteVisitor
from operator_console.server.authorise import Action, DepartmentOf, actor_of, authorise
from operator_console.server.connection import Connection

if TYPE_CHECKING:
    from operator_console.server.switchboard import Switchboard


def invite_routes(board: "Switchboard", connection: Connection, agent_id: AgentId) -> dict[type, Callable[[Any], None]]:
    """Return what is done with each frame about invitations."""

    def fail(frame: InviteVisitor, reason: Refusal) -> None:
        connection.send(Failed(request_id=frame.request_id, reason=reason))

    def invite(frame: InviteVisitor) -> None:
        agent = board.directory.agents.get(agent_id)
        line = board.visitors.line(frame.visitor_id)
        site = board.directory.sites.get(line.site_id) if line is not None else None
        if agent is None:
            fail(frame, Refusal.NOT_FOUND)
            return
        actor = actor_of(agent)
        allowed = site is not None and authorise(actor, Action.INVITE, DepartmentOf(department_id=site.department_id))
        if line is None or not allowed:
            board.witness.refused(actor, "invite_visitor", frame.visitor_id)
            fail(frame, Refusal.NOT_FOUND)
            return
        text = mask(clean_text(frame.text))
        if not text:
            fail(frame, Refusal.INVALID)
        elif board.inviting.invite(line, text, agent.id, agent.first_name) is not None:
            fail(frame, Refusal.CONFLICT)
        else:
            connection.send(Done(request_id=frame.request_id))

    return {InviteVisitor: invite}

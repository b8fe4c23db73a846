"""What a console asks about visitors on the sites: its frame checked against the agent's rights; knows no SQL."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from operator_console.domain.ids import AgentId
from operator_console.protocol.frames import Done, Failed, Refusal
from operator_console.protocol.invitations import WatchVisitors
from operator_console.server.authorise import actor_of
from operator_console.server.connection import Connection
from operator_console.server.street import may_see

if TYPE_CHECKING:
    from operator_console.server.switchboard import Switchboard

MAX_SITES = 200


def street_routes(board: "Switchboard", connection: Connection, agent_id: AgentId) -> dict[type, Callable[[Any], None]]:
    """Return what one console's frames about visitors do."""

    def watch(frame: WatchVisitors) -> None:
        if not frame.site_ids:
            board.street.end(connection)
            connection.send(Done(request_id=frame.request_id))
            return
        directory = board.directory
        agent = directory.agents.get(agent_id)
        actor = actor_of(agent) if agent is not None else None
        hidden = [key for key in frame.site_ids if actor is None or not may_see(actor, directory, key)]
        if hidden or len(frame.site_ids) > MAX_SITES:
            if actor is not None:
                board.witness.refused(actor, "watch_visitors", hidden[0] if hidden else "")
            connection.send(Failed(request_id=frame.request_id, reason=Refusal.NOT_FOUND))
            return
        connection.send(Done(request_id=frame.request_id))
        board.street.begin(connection, agent_id, frame.site_ids)

    return {WatchVisitors: watch}

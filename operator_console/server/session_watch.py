"""Notices within half a second that a connected console's sign-in is over, whoever ended it; knows no gateway."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from operator_console.protocol.versions import Close
from operator_console.server.agent_lines import AgentLines
from operator_console.server.store import sessions
from operator_console.server.store.sessions import Ended
from operator_console.server.store.store import Store
from operator_console.server.store.writer import StoreUnavailable

LOOK_S = 0.5
_log = logging.getLogger(__name__)

CODES: dict[Ended | None, int] = {
    None: Close.NOT_SIGNED_IN,
    Ended.SIGNED_OUT: Close.NOT_SIGNED_IN,
    Ended.REVOKED: Close.REVOKED,
    Ended.DISABLED: Close.REVOKED,
    Ended.REUSED: Close.REUSED,
}


class SessionWatch:
    """Asks the database about the connected sign-ins: another server or the command line may have ended them.

    Args:
        end: Cuts the consoles of a session with a close code.
    """

    def __init__(self, store: Store, lines: AgentLines, end: Callable[[str, int], None]) -> None:
        self._store = store
        self._lines = lines
        self._end = end

    async def run(self) -> None:
        """Look again and again."""
        while True:
            await asyncio.sleep(LOOK_S)
            connected = {session_id for line in self._lines.connected() for session_id in line.sessions.values()}
            if not connected:
                continue
            try:
                over = await self._store.read(sessions.ended_among, connected, datetime.now(UTC))
            except StoreUnavailable as error:
                _log.warning("sign-ins not checked", extra={"reason": str(error)})
                continue
            for session_id, why in over.items():
                self._end(session_id, CODES[why])

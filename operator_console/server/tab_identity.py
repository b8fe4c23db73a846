"""What a tab's token of identity does: read with the site's keys, bound to the visit; knows no frame but its own."""

from datetime import UTC, datetime

from operator_console.domain.ids import SiteId
from operator_console.protocol.versions import Close
from operator_console.server.connection import Connection
from operator_console.server.identity_tokens import Vouched, read_token
from operator_console.server.store.site_secrets import read_keys
from operator_console.server.store.writer import StoreUnavailable
from operator_console.server.switchboard import Switchboard
from operator_console.server.visitor_lines import VisitorLine
from operator_console.server.works.identity import Identify, Shown


async def vouched_for(board: Switchboard, site_id: SiteId, token: object) -> Vouched | None:
    """Return what a token says, or None for none and for every bad one.

    Raises:
        StoreUnavailable: The site's keys cannot be read now.
    """
    if not isinstance(token, str) or not token:
        return None
    keys = await board.store.read(read_keys)
    return read_token(token, keys.get(site_id, ()), site_id, datetime.now(UTC))


async def show_identity(board: Switchboard, connection: Connection, line: VisitorLine, token: str) -> None:
    """Take over who a visitor is; the browser of another customer is asked to come as a newcomer."""
    try:
        vouched = await vouched_for(board, line.site_id, token)
        if vouched is None:
            return
        shown = await board.store.perform(Identify(line.visitor_id, line.visit.id, vouched))
    except StoreUnavailable:
        return  # the next page shows it again
    if shown is Shown.TAKEN:
        board.visitors.set_verified(line, datetime.now(UTC))
    elif shown is Shown.ANOTHER:
        connection.deny(Close.NOT_SIGNED_IN)

"""Writes down who asked for what is not theirs, and who read others' chats; bounded, and nobody waits for it."""

import asyncio
import logging
from collections import OrderedDict

from msgspec import Struct

from operator_console.domain.plain_text import clean_line
from operator_console.server.authorise import Actor, VisitorActor
from operator_console.server.limits import Bucket
from operator_console.server.store.store import Store
from operator_console.server.store.unit import UnitOfWork

REFUSED = "refused"
LINES_PER_S = 1 / 6
LINES_AT_ONCE = 20
MAX_ACTORS = 2_000
READ_AGAIN_S = 600.0
"""Paging through one chat is one reading."""
MAX_READS = 5_000
MAX_ID_CHARS = 80
_log = logging.getLogger(__name__)


class _Line(Struct, frozen=True):
    """One line for the audit log, as a work of the store."""

    actor: str
    action: str
    target: str
    result: str

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> None:
        """Append it."""
        unit.audit(self.actor, self.action, self.target, self.result)


class _Asker:
    __slots__ = ("bucket", "unwritten")

    def __init__(self, now_s: float) -> None:
        self.bucket = Bucket(LINES_PER_S, LINES_AT_ONCE, now_s)
        self.unwritten = 0


class Witness:
    """Appends to the audit log from the loop's thread; who asks without end fills twenty lines and ten a minute."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._askers: OrderedDict[str, _Asker] = OrderedDict()
        self._reads: OrderedDict[tuple[str, str], float] = OrderedDict()

    def refused(self, actor: Actor, action: str, target: str) -> None:
        """Somebody asked for what is not there or not theirs; the answer was the same for both."""
        who, now_s = actor_id(actor), asyncio.get_running_loop().time()
        asker = self._askers.setdefault(who, _Asker(now_s))
        self._askers.move_to_end(who)
        if len(self._askers) > MAX_ACTORS:
            self._askers.popitem(last=False)
        if not asker.bucket.take(now_s):
            asker.unwritten += 1
            return
        more, asker.unwritten = asker.unwritten, 0
        result = f"{REFUSED}; {more} before it not written" if more else REFUSED
        self._append(_Line(who, action, clean_line(target, MAX_ID_CHARS), result))

    def read(self, actor: Actor, action: str, target: str) -> None:
        """Somebody read a chat that is not their own."""
        key, now_s = (actor_id(actor), f"{action} {target}"), asyncio.get_running_loop().time()
        if now_s - self._reads.get(key, -READ_AGAIN_S) < READ_AGAIN_S:
            return
        self._reads[key] = now_s
        self._reads.move_to_end(key)
        if len(self._reads) > MAX_READS:
            self._reads.popitem(last=False)
        self._append(_Line(key[0], action, target, "done"))

    def _append(self, line: _Line) -> None:
        self._store.submit(line, _appended)


def actor_id(actor: Actor) -> str:
    """Return the id of an agent or a visitor."""
    return actor.visitor_id if isinstance(actor, VisitorActor) else actor.agent_id


def _appended(_answer: None, error: BaseException | None) -> None:
    if error is not None:
        _log.error("audit line not written", extra={"reason": str(error)})

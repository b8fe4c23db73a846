"""What a tab asks about being called back, and which requests are open; knows no SQL and no store but the board's."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import structs

from operator_console.domain.call_backs import MAX_QUESTION_CHARS, CallBack, Slot, slots
from operator_console.domain.contact import MAX_PHONE_CHARS, is_phone
from operator_console.domain.ids import VisitorId
from operator_console.domain.masking import mask
from operator_console.domain.opening_hours import BadHours, zone_of
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.call_backs import AskCallBack, CallBackShown, CallBackTimes, ShownCallBack
from operator_console.protocol.codec import encode
from operator_console.protocol.frames import Refusal, SendRefused
from operator_console.server.authorise import VisitorActor
from operator_console.server.connection import Connection, text_frame
from operator_console.server.limits import PerKey
from operator_console.server.visitor_lines import VisitorLine
from operator_console.server.works.answers import Refused
from operator_console.server.works.call_backs import AskForCallBack, CallBackKept
from operator_console.server.works.messages import is_client_id

if TYPE_CHECKING:
    from operator_console.server.switchboard import Switchboard

MAX_NAME_CHARS = 60
WISHES_AT_ONCE, WISHES_PER_S = 5, 5 / 3600
"""Of one visitor: enough to correct a number, not enough to send others calling."""
SITE_AT_ONCE, SITE_PER_S = 120, 1.0


class OpenCallBacks:
    """Requests after which somebody still has to call, by visitor; the loop's own picture of what is stored."""

    def __init__(self, call_backs: Iterable[CallBack] = ()) -> None:
        self._of_visitor: dict[VisitorId, CallBack] = {}
        self.per_visitor = PerKey(WISHES_PER_S, WISHES_AT_ONCE)
        self.per_site = PerKey(SITE_PER_S, SITE_AT_ONCE)
        for each in call_backs:
            self.put(each)

    def put(self, call_back: CallBack) -> None:
        """Take over a request's new state."""
        if call_back.is_open:
            self._of_visitor[call_back.visitor_id] = call_back
        elif getattr(self._of_visitor.get(call_back.visitor_id), "id", None) == call_back.id:
            del self._of_visitor[call_back.visitor_id]

    def everybody(self) -> tuple[CallBack, ...]:
        """Return all of them."""
        return tuple(self._of_visitor.values())

    def shown_to(self, visitor_id: VisitorId) -> ShownCallBack | None:
        """Return what a visitor sees of their request, or None."""
        found = self._of_visitor.get(visitor_id)
        return shown_call_back(found) if found is not None else None

    def tell(self, connection: Connection, visitor_id: VisitorId) -> None:
        """Show one tab how the visitor's request stands."""
        connection.offer("call_back", text_frame(encode(CallBackShown(call_back=self.shown_to(visitor_id)))))


def shown_call_back(call_back: CallBack) -> ShownCallBack | None:
    """Return what its visitor sees of a request; nothing when nobody has to call any more."""
    if not call_back.is_open:
        return None
    return ShownCallBack(phone=call_back.phone, due_from=call_back.due_from, due_until=call_back.due_until)


def tell_times(board: "Switchboard", line: VisitorLine, connection: Connection) -> None:
    """Tell a tab what can be wished for."""
    settings = board.directory.settings_of(line.site_id)
    offered: tuple[Slot, ...] = ()
    if settings.call_back:
        offered = slots(settings.hours, datetime.now(UTC), time_zone_of(line))
    connection.offer("call_back_times", text_frame(encode(CallBackTimes(slots=offered))))


def ask_call_back(
    board: "Switchboard", line: VisitorLine, actor: VisitorActor, connection: Connection, frame: AskCallBack
) -> None:
    """Keep a visitor's wish to be called, or refuse it."""
    phone = clean_line(frame.phone[: MAX_PHONE_CHARS + 1], MAX_PHONE_CHARS + 1).strip()

    def refuse(reason: Refusal) -> None:
        connection.send(SendRefused(client_id=frame.client_id[:64], reason=reason))  # type: ignore[arg-type]  # a cut id

    if not is_client_id(frame.client_id) or not is_phone(phone):
        refuse(Refusal.INVALID)
        return
    if frame.due_from is not None and frame.due_from.tzinfo is None:
        refuse(Refusal.INVALID)
        return
    now_s, waiting = asyncio.get_running_loop().time(), board.call_backs
    if not waiting.per_visitor.take(line.visitor_id, now_s) or not waiting.per_site.take(line.site_id, now_s):
        refuse(Refusal.RATE_LIMITED)
        return
    cleaned = structs.replace(
        frame,
        phone=phone,
        question=mask(clean_line(frame.question, MAX_QUESTION_CHARS)),
        name=mask(clean_line(frame.name, MAX_NAME_CHARS)),
    )

    def kept(answer: CallBackKept | Refused | None, _error: BaseException | None) -> None:
        if isinstance(answer, CallBackKept):
            shown = shown_call_back(answer.call_back)
            connection.send(CallBackShown(call_back=shown, client_id=frame.client_id))
        else:
            refuse(answer.reason if isinstance(answer, Refused) else Refusal.UNAVAILABLE)

    board.store.submit(AskForCallBack(actor, cleaned, time_zone_of(line)), kept)


def time_zone_of(line: VisitorLine) -> str:
    """Return the visitor's time zone; UTC when it is not told, or is none."""
    try:
        return zone_of(line.visit.time_zone or "").key
    except BadHours:
        return "UTC"

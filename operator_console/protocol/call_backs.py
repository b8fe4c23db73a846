"""Frames about call-back requests: a visitor asks for one, agents take and finish it; knows no route and no store."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.call_backs import Slot
from operator_console.domain.ids import CallBackId, ClientId


class AskTimes(Struct, frozen=True, kw_only=True, tag="ask_call_back_times"):
    """Tab: when could I be called? Answered by `CallBackTimes`."""


class CallBackTimes(Struct, frozen=True, kw_only=True, tag="call_back_times"):
    """Server: what can be wished for now; empty when nobody calls."""

    slots: tuple[Slot, ...] = ()


class AskCallBack(Struct, frozen=True, kw_only=True, tag="ask_call_back"):
    """Tab: call me. Answered by `CallBackShown` or `send_refused`; a later wish replaces an earlier one.

    Attributes:
        client_id: Made once for each wish; the same one again changes nothing.
        due_from: The beginning of a slot that was offered; None for the first one there is.
        name: First name, if the visitor gives one.
    """

    client_id: ClientId
    phone: str
    due_from: datetime | None = None
    question: str = ""
    name: str = ""


class ShownCallBack(Struct, frozen=True, kw_only=True):
    """What a visitor sees of their own request."""

    phone: str
    due_from: datetime
    due_until: datetime


class CallBackShown(Struct, frozen=True, kw_only=True, tag="call_back"):
    """Server to a visitor's tabs: how my request stands; as news latest-only.

    Attributes:
        call_back: None when nobody has to call any more.
        client_id: The wish that this answers; empty when it is news.
    """

    call_back: ShownCallBack | None = None
    client_id: str = ""


class CallBackAction(StrEnum):
    """What an agent does about a request."""

    TAKE = "take"
    """It is mine now; from a colleague, too, who is told by that."""
    RELEASE = "release"
    TRIED = "tried"
    """Nobody was reached: it is due again later."""
    DONE = "done"
    DROP = "drop"


class ChangeCallBack(Struct, frozen=True, kw_only=True, tag="change_call_back"):
    """Console: do something about a request of a department of mine.

    Attributes:
        version: The one that the agent saw; refused as a conflict when somebody was faster.
        remark: What came of it; replaces the earlier one unless it is empty.
    """

    request_id: str
    call_back_id: CallBackId
    version: int
    action: CallBackAction
    remark: str = ""

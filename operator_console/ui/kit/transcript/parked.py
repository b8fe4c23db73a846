"""What can be pressed in a row, and which choices a message that was not sent leaves its author; paints nothing."""

from enum import IntEnum

from operator_console.desk.state import Entry, ParkReason
from operator_console.ui.kit.transcript.words import translate


class SpotKind(IntEnum):
    """What a place that can be pressed does."""

    LINK = 0
    MORE = 1
    PICTURE = 2
    SAVE = 3
    RETRY = 4
    DISCARD = 5
    NEWER = 6
    COPY = 7
    CANCEL = 8


PILLS = frozenset({SpotKind.RETRY, SpotKind.DISCARD, SpotKind.NEWER, SpotKind.COPY, SpotKind.CANCEL})

_READ_FIRST = frozenset({ParkReason.STALE, ParkReason.MOVED, ParkReason.RETURNED})
_CANNOT_GO = frozenset({ParkReason.MOVED, ParkReason.CLOSED, ParkReason.TOO_LARGE, ParkReason.FILE_REFUSED})


def parked_choices(entry: Entry) -> list[tuple[SpotKind, str]]:
    """Return what the author of a message that was not sent can do, in the order it is offered.

    Sending is offered only where it can succeed; where it cannot, the text can be taken along.
    """
    reason = entry.park_reason
    choices: list[tuple[SpotKind, str]] = []
    if reason in _READ_FIRST:
        choices.append((SpotKind.NEWER, translate("Transcript", "Read", "what a colleague wrote")))
    if reason not in _CANNOT_GO:
        ask = reason in {ParkReason.STALE, ParkReason.RETURNED}
        words = translate("Transcript", "Send anyway") if ask else translate("Transcript", "Send again")
        choices.append((SpotKind.RETRY, words))
    elif entry.message.text:
        choices.append((SpotKind.COPY, translate("Transcript", "Copy the text")))
    choices.append((SpotKind.DISCARD, translate("Transcript", "Discard")))
    return choices

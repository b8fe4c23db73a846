"""What a tab tells of its visit besides pages, cleaned and bounded; knows no socket and no SQL."""

from datetime import datetime

from operator_console.domain.masking import mask
from operator_console.domain.plain_text import clean_line
from operator_console.domain.visit_events import CART_EVENTS, TOLD, Happened, HappenedKind
from operator_console.protocol.visitor import VisitEvent
from operator_console.server.visitor_lines import VisitorLine, VisitorLines

MAX_WORDS_CHARS = 100
MAX_CENTS = 10**12


def note_event(visitors: VisitorLines, line: VisitorLine, frame: VisitEvent, now: datetime) -> None:
    """Note what happened; a name that is not known is passed over."""
    kind = HappenedKind(frame.name)
    if kind not in TOLD:
        return
    cents = 0
    if kind is HappenedKind.ORDERED:
        cents = max(0, min(frame.value_cents, MAX_CENTS))
    elif kind in CART_EVENTS and kind is not HappenedKind.EMPTIED and line.visit.cart is not None:
        cents = line.visit.cart.value_cents
    has_words = kind in {HappenedKind.SEARCH, HappenedKind.ORDERED}
    words = mask(clean_line(frame.words, MAX_WORDS_CHARS)) if has_words else ""
    visitors.note(line, Happened(at=now, kind=kind, words=words, cents=cents))

"""Whether one text of an invitation is accepted more often than the others, as far as counts can tell; pure."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.figures.intervals import wilson


class Verdict(StrEnum):
    """What the counts allow to say."""

    NOTHING_SHOWN = "nothing_shown"
    ONLY_ONE = "only_one"
    TOO_EARLY = "too_early"
    BETTER = "better"


class TextCount(Struct, frozen=True, kw_only=True):
    """How one text did.

    Attributes:
        low, high: Between which the true share lies, with 95 % certainty; 0 and 1 when nothing is known.
    """

    text_id: str
    shown: int = 0
    accepted: int = 0
    declined: int = 0
    low: float = 0.0
    high: float = 1.0

    @property
    def share(self) -> float | None:
        """Accepted of shown; None when it was never shown."""
        return min(self.accepted, self.shown) / self.shown if self.shown > 0 else None


def text_count(text_id: str, shown: int, accepted: int, declined: int) -> TextCount:
    """Return a text's counts with the interval of its share."""
    low, high = wilson(accepted, shown) or (0.0, 1.0)
    return TextCount(text_id=text_id, shown=shown, accepted=accepted, declined=declined, low=low, high=high)


def judge(counts: Sequence[TextCount]) -> tuple[Verdict, str]:
    """Return what can be said of these texts, and of which one.

    A text is called better only when its interval lies wholly above the intervals of all others: that errs towards
    saying nothing.
    """
    if not any(each.shown > 0 for each in counts):
        return Verdict.NOTHING_SHOWN, ""
    if len(counts) == 1:
        return Verdict.ONLY_ONE, ""
    best = max(counts, key=lambda each: each.low)
    if all(best.low > each.high for each in counts if each is not best):
        return Verdict.BETTER, best.text_id
    return Verdict.TOO_EARLY, ""

"""When a chat can be rated and what a rating may hold; pure, knows no store and no screen."""

from datetime import datetime, timedelta

from operator_console.domain.conversations import Conversation, ConversationState, Rating
from operator_console.domain.masking import mask
from operator_console.domain.plain_text import clean_line

LEAST_STARS, MOST_STARS = 1, 5
GOOD_STARS = 4
"""From so many stars on a visitor is satisfied (the "top two boxes" of a CSAT of five)."""
MAX_RATING_CHARS = 300
RATE_WITHIN = timedelta(days=30)


def is_over(chat: Conversation) -> bool:
    """Tell whether a chat has ended for its visitor: it was wrapped up, or they have ended it."""
    return chat.state is ConversationState.CLOSED or chat.left_at is not None


def may_be_rated(chat: Conversation, now: datetime) -> bool:
    """Tell whether a chat has ended, and not too long ago."""
    ended_at = chat.closed_at or chat.left_at
    return is_over(chat) and ended_at is not None and now - ended_at <= RATE_WITHIN


def rating_of(stars: int, text: str, *, solved: bool | None, at: datetime) -> Rating | None:
    """Return a rating with its text on one line, bounded and masked; None when there are no such stars."""
    if not LEAST_STARS <= stars <= MOST_STARS:
        return None
    return Rating(
        stars=stars, at=at, text=clean_line(mask(clean_line(text, MAX_RATING_CHARS)), MAX_RATING_CHARS), solved=solved
    )


def is_low(rating: Rating, low_stars: int) -> bool:
    """Tell whether the leads are told at once."""
    return rating.stars <= low_stars


def says_the_same(before: Rating | None, after: Rating) -> bool:
    """Tell whether a rating repeats an earlier one, whenever it was said."""
    return before is not None and (before.stars, before.text, before.solved) == (after.stars, after.text, after.solved)

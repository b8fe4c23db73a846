"""Why a server refuses; apart from the frames, because the desk knows it before it knows any frame."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why a wish was refused; text for people is made where it is shown."""

    NOT_FOUND = "not_found"
    """Also for what exists but is not the asker's to see."""
    CONFLICT = "conflict"
    """The same client_id came with another body, or somebody else was first."""
    CLOSED = "closed"
    INVALID = "invalid"
    TOO_LARGE = "too_large"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    """The server cannot store now (disk full, database locked); try again later."""

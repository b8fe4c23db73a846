"""Versions and features of the native protocol, and how two sides agree; knows no frame."""

from collections.abc import Iterable

VERSIONS = (1,)
RELEASE = "release"
"""Chats can be given back to the queue."""
OWN_SEEN = "own_seen"
"""Consoles of one account share what was on screen."""
ACTIVITY = "activity"
"""Consoles tell whether somebody sits at them."""
OFFERS = "offers"
"""Chats are offered, accepted, declined and transferred; an agent can raise a hand."""
TEAM = "team"
"""Leads look along, whisper, join, give chats and change limits."""
REPORTS = "reports"
"""Figures of periods can be asked for."""
STAFFING = "staffing"
"""What staffing is planned from is kept, for leads."""
ARCHIVE = "archive"
"""Chats that were can be searched, commented and exported; only named by a server that has an index of them."""
SITES = "sites"
"""What sites' owners set can be read and changed."""
RATINGS = "ratings"
"""Leads are told of low ratings."""
MAIL = "mail"
"""Transcripts and notes can be sent by e-mail; only named by a server that has a mail server."""
PAGES = "pages"
"""A visitor can be asked whether a page may open."""
STREET = "street"
"""Who is on the sites now is shown."""
PRIVACY = "privacy"
"""What is kept of a visitor can be taken out and erased."""
FEATURES = (
    RELEASE,
    OWN_SEEN,
    ACTIVITY,
    OFFERS,
    ARCHIVE,
    REPORTS,
    STAFFING,
    TEAM,
    SITES,
    RATINGS,
    MAIL,
    PAGES,
    STREET,
    PRIVACY,
)
"""What this version can beyond its number's frames; used only where both sides name it in hello and welcome."""
HEARTBEAT_S = 15.0
MAX_FRAME_BYTES = 256 * 1024
MAX_SERVER_FRAME_BYTES = 8 * 1024 * 1024
"""What a console accepts in one frame: a snapshot holds many messages, a list many conversations."""
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
HELLO_TIMEOUT_S = 30.0
SNAPSHOT_MESSAGES = 60
"""Newest messages in a snapshot; older ones are paged over HTTP."""
MAX_REPLAY_EVENTS = 500
"""A longer gap is answered with a snapshot."""


class Close:
    """WebSocket close codes of both gateways (RFC 6455 section 7.4.2 leaves 4000-4999 to applications)."""

    GOODBYE = 1012
    BAD_FRAME = 4400
    NOT_SIGNED_IN = 4401
    FORBIDDEN = 4403
    HELLO_TIMEOUT = 4408
    RIGHTS_CHANGED = 4410
    """Role or departments are others now: come back, and see what may be seen."""
    REVOKED = 4411
    """This sign-in was ended by the agent on another device, or by an administrator."""
    REUSED = 4412
    """This sign-in was ended because a copy of its token was used."""
    VERSION = 4426
    NO_CONSENT = 4428
    """The site asks its visitors first, and this one has not said yes."""
    TOO_SLOW = 4429
    REPLACED = 4409


def agree(ours: Iterable[int], theirs: Iterable[int]) -> int | None:
    """Return the highest version that both sides speak, or None."""
    common = set(ours) & set(theirs)
    return max(common) if common else None

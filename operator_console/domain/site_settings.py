"""What a site's owner sets besides the site itself: hours, texts, form, bot, invitations, privacy; pure values."""

from enum import StrEnum

from msgspec import Struct

from operator_console.domain.ids import SiteId
from operator_console.domain.invitations import InvitationRule
from operator_console.domain.opening_hours import OpeningHours

MAX_SETTINGS_BYTES = 256 * 1024


class BotMode(StrEnum):
    """When the knowledge bot answers."""

    OFF = "off"
    OUTSIDE = "outside"
    """Outside opening hours, and when nobody is in."""
    FIRST = "first"
    """Always first; people when it is asked for or fails."""


class ConsentMode(StrEnum):
    """What happens before a visitor has said yes."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    """Nothing: no connection, nothing kept in the browser."""


class FieldKind(StrEnum):
    """What a field of the form holds."""

    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    CHOICE = "choice"


class FormField(Struct, frozen=True, kw_only=True):
    """One field of the pre-chat form.

    Attributes:
        key: Under which it is shown to agents; ``name`` and ``email`` go into the visitor's own.
        label: By language of two letters.
        required: Asked for until it is given; optional is the default.
        choices: What a CHOICE offers.
    """

    key: str
    label: dict[str, str]
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()


class SiteTexts(Struct, frozen=True, kw_only=True):
    """What the widget says in one language; empty means the widget's own words."""

    greeting: str = ""
    away: str = ""
    """When nobody is there or the site is closed."""
    consent: str = ""
    privacy_url: str = ""


class Retention(Struct, frozen=True, kw_only=True):
    """How many days something is kept; 0 for ever.

    Attributes:
        chats: Transcripts with their files, from when a chat was closed.
        visits: Page trails of visits without a chat.
        contacts: Names and addresses of visitors, from their last visit.
    """

    chats: int = 0
    visits: int = 90
    contacts: int = 0


class SiteSettings(Struct, frozen=True, kw_only=True):
    """Everything that a site's owner sets and the visitor notices.

    Attributes:
        hours: None when the site never closes.
        holidays: Names of the dates in `hours.exceptions`, for people (ISO date to name).
        call_back, message: Ways that are offered when nobody is there.
        form: Fields that are asked for beside the first message; none by default.
        payment_pages: Nobody is invited on pages whose address contains one of these.
        low_stars: A rating of at most so many stars alerts the leads at once.
        badge: The performance badge may be shown.
        version: Grows with every change.
    """

    site_id: SiteId
    hours: OpeningHours | None = None
    holidays: dict[str, str] = {}
    texts: dict[str, SiteTexts] = {}
    bot: BotMode = BotMode.OFF
    call_back: bool = True
    message: bool = True
    form: tuple[FormField, ...] = ()
    invitations: tuple[InvitationRule, ...] = ()
    payment_pages: tuple[str, ...] = ("checkout", "payment", "afrekenen", "betalen", "betaling", "kassa")
    consent: ConsentMode = ConsentMode.NOT_ASKED
    rating: bool = True
    low_stars: int = 2
    mail_transcript: bool = True
    badge: bool = False
    retention: Retention = Retention()
    version: int = 0

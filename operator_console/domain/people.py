"""Sites, departments, agents and visitors with their visits; knows nothing of conversations, wire or screen."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.ids import AgentId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.leases import LeaseTimes
from operator_console.domain.response_clock import ClockTargets


class Role(StrEnum):
    """What an agent's account may do."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class AgentStatus(StrEnum):
    """An agent's own status; only ONLINE gets new chats."""

    ONLINE = "online"
    BUSY = "busy"
    BREAK = "break"
    ENDING = "ending"
    OFFLINE = "offline"


class Routing(StrEnum):
    """How a site's queue finds an agent."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"


class LineState(StrEnum):
    """What the server knows of the visitor's connection."""

    ONLINE = "online"
    AWAY = "away"
    GONE = "gone"


class DeviceKind(StrEnum):
    """Kind of machine a visitor uses."""

    DESKTOP = "desktop"
    PHONE = "phone"
    TABLET = "tablet"
    UNKNOWN = "unknown"


class Site(Struct, frozen=True, kw_only=True):
    """A brand's website.

    Attributes:
        base_url: Address of the site without a trailing slash.
        colour: Brand colour, ``#rrggbb``.
        origins: Origins that may open a visitor connection, such as ``https://shop.example``.
        typing_preview: Agents see what the visitor types; the visitor is told.
        lease: When the chats of an agent whose machine died go on without them.
        own_help: The site shows the articles itself, at ``/help/<key>`` below its address (and below ``/<language>``
            for another language than its own); otherwise the server's help page does.
    """

    id: SiteId
    name: str
    base_url: str
    colour: str = "#2f6fed"
    language: str = "nl"
    origins: tuple[str, ...] = ()
    department_id: DepartmentId = DepartmentId("")
    targets: ClockTargets = ClockTargets()
    routing: Routing = Routing.AUTOMATIC
    typing_preview: bool = True
    lease: LeaseTimes = LeaseTimes()
    own_help: bool = True


class Department(Struct, frozen=True, kw_only=True):
    """A group of agents with one queue."""

    id: DepartmentId
    name: str


class Agent(Struct, frozen=True, kw_only=True):
    """A person who answers.

    Attributes:
        account: The name used to sign in.
        first_name: What visitors see.
        capacity: Most chats that may wait on this agent at once.
    """

    id: AgentId
    account: str
    name: str
    first_name: str
    role: Role = Role.AGENT
    departments: tuple[DepartmentId, ...] = ()
    capacity: int = 4
    status: AgentStatus = AgentStatus.OFFLINE
    photo_url: str | None = None


class Visitor(Struct, frozen=True, kw_only=True):
    """A person in a browser; None means "not shared".

    Attributes:
        number: Short number of an anonymous visitor, unique within the site, for "Visitor 4812".
        visits: Number of visits including the present one.
        conversations: Number of earlier conversations.
    """

    id: VisitorId
    site_id: SiteId
    number: int
    name: str | None = None
    email: str | None = None
    first_seen_at: datetime | None = None
    visits: int = 1
    conversations: int = 0
    version: int = 0


class PageView(Struct, frozen=True, kw_only=True):
    """One page of a visit; `left_at` is None for the page on screen now."""

    url: str
    title: str
    opened_at: datetime
    left_at: datetime | None = None


class Device(Struct, frozen=True, kw_only=True):
    """What the visitor's browser says of itself; empty means unknown."""

    kind: DeviceKind = DeviceKind.UNKNOWN
    model: str = ""
    system: str = ""
    browser: str = ""


class CartItem(Struct, frozen=True, kw_only=True):
    """One line of a cart; money in cents of the cart's currency."""

    name: str
    quantity: int
    price_cents: int


class Cart(Struct, frozen=True, kw_only=True):
    """What the visitor is about to buy."""

    currency: str = "EUR"
    items: tuple[CartItem, ...] = ()

    @property
    def value_cents(self) -> int:
        """Sum of all lines, in cents."""
        return sum(item.quantity * item.price_cents for item in self.items)

    @property
    def quantity(self) -> int:
        """Number of articles."""
        return sum(item.quantity for item in self.items)


class Visit(Struct, frozen=True, kw_only=True):
    """One browser session of a visitor; None and empty mean "not shared".

    Attributes:
        search_words: Search words found in the referrer.
        campaign: Campaign parameters of the landing address, such as ``utm_campaign``.
        pages: Page trail, oldest first; the last one is on screen now while the line is not GONE.
        time_zone: IANA name.
        custom: Fields that the site sent.
        version: Grows with every change.
    """

    id: VisitId
    visitor_id: VisitorId
    site_id: SiteId
    started_at: datetime
    last_seen_at: datetime
    referrer: str | None = None
    search_words: str | None = None
    campaign: str | None = None
    landing_url: str | None = None
    pages: tuple[PageView, ...] = ()
    device: Device = Device()
    language: str | None = None
    time_zone: str | None = None
    cart: Cart | None = None
    custom: dict[str, str] = {}
    line: LineState = LineState.ONLINE
    version: int = 0

"""Sites, departments, agents and visitors with their visits; knows nothing of conversations, wire or screen."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.ids import AgentId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.leases import LeaseTimes
from operator_console.domain.response_clock import ClockTargets
from operator_console.domain.visit_events import Happened, VisitInvitation

CAPACITY = 4
NOVICE_CAPACITY = 3


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


class RoutingPolicy(StrEnum):
    """Whom the automatic routing prefers among those who may have a chat."""

    OURS = "ours"
    """Whose next deadline leaves most room, by their measured reply time."""
    LEAST_BUSY = "least_busy"
    ROUND_ROBIN = "round_robin"
    UNKNOWN = "unknown"
    """A policy of a newer version."""

    @classmethod
    def _missing_(cls, _value: object) -> "RoutingPolicy":
        return cls.UNKNOWN


class SkillRule(Struct, frozen=True, kw_only=True):
    """Chats that begin on a page whose address contains `page_contains` want this skill."""

    page_contains: str
    skill: str


class RoutingRules(Struct, frozen=True, kw_only=True):
    """How a site's chats find an agent.

    Attributes:
        known_agent_s: So long a chat waits for the agent whom its visitor spoke last; 0 does not look for them.
        overflow_s: After so long anybody of the department may have a chat that wants a skill or a language.
        offer_s: So long an agent may take to accept an offer; 0 gives chats without asking.
        skill_rules: The first one that fits says which skill a chat wants.
        vip_field: The custom field of the site whose value "yes", "true" or "1" makes a chat go first; empty for none.
        wait_told_s: From so long a wait on, the visitor is told place and time, and offered another way.
    """

    policy: RoutingPolicy = RoutingPolicy.OURS
    known_agent_s: float = 10.0
    overflow_s: float = 20.0
    offer_s: float = 0.0
    skill_rules: tuple[SkillRule, ...] = ()
    vip_field: str = "vip"
    wait_told_s: float = 60.0


class EscalationTimes(Struct, frozen=True, kw_only=True):
    """What happens on a site's response clock besides colours; seconds on the visitor's clock, 0 for never.

    Attributes:
        wall_s: The chat is marked on the lead's wall.
        offer_s: It is offered to a colleague, when the owner does not react (does not type, is idle or locked).
        tell_s: The visitor is told that it takes longer, when still nobody reacts.
    """

    wall_s: float = 20.0
    offer_s: float = 30.0
    tell_s: float = 60.0


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
        rules: How its chats find an agent.
        escalation: What happens when nobody reacts.
        currency: In which sales are counted (ISO 4217).
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
    currency: str = "EUR"
    rules: RoutingRules = RoutingRules()
    escalation: EscalationTimes = EscalationTimes()


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
        department_capacity: The same for chats of one department, where it is less.
        novice: Still learning: at most `NOVICE_CAPACITY`, whatever the capacity says.
        skills, languages: What the agent can do, and speaks (two letters); no language means every one.
        sites: Where the agent answers; none means every site of the departments.
    """

    id: AgentId
    account: str
    name: str
    first_name: str
    role: Role = Role.AGENT
    departments: tuple[DepartmentId, ...] = ()
    capacity: int = CAPACITY
    status: AgentStatus = AgentStatus.OFFLINE
    photo_url: str | None = None
    department_capacity: dict[DepartmentId, int] = {}
    novice: bool = False
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sites: tuple[SiteId, ...] = ()


class Identity(Struct, frozen=True, kw_only=True):
    """What a site's own server vouches for about a customer who is signed in there.

    Attributes:
        subject: The customer's stable name at the site; the same one in two browsers is the same person.
        at: When it was last vouched for.
        name, email: Empty when the site does not tell them.
        customer_cents: What the customer has bought in all, if the site tells that.
    """

    subject: str
    at: datetime
    name: str = ""
    email: str = ""
    customer_cents: int | None = None


class Visitor(Struct, frozen=True, kw_only=True):
    """A person in a browser; None means "not shared".

    Attributes:
        number: Short number of an anonymous visitor, unique within the site, for "Visitor 4812".
        visits: Number of visits including the present one.
        conversations: Number of earlier conversations.
        declined_at: When the visitor last said no to an invitation.
        identity: Who it is by the site's own word; a browser's later visits may come without it (`Visit.verified_at`).
    """

    id: VisitorId
    site_id: SiteId
    number: int
    name: str | None = None
    email: str | None = None
    first_seen_at: datetime | None = None
    visits: int = 1
    conversations: int = 0
    declined_at: datetime | None = None
    identity: Identity | None = None
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
        happened: What the site told besides pages, oldest first; the newest of it.
        customer_cents: What the customer has bought so far, as the site says.
        number: Which visit of the visitor this is; 0 in records of a version that did not note it.
        chatted: There was a chat in it.
        invitation: The invitation of this visit.
        verified_at: When the site vouched in this visit for who the visitor is; None when it has not.
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
    verified_at: datetime | None = None
    line: LineState = LineState.ONLINE
    happened: tuple[Happened, ...] = ()
    customer_cents: int | None = None
    number: int = 0
    chatted: bool = False
    invitation: VisitInvitation | None = None
    version: int = 0

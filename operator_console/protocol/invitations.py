"""Invitations on the wire: figures and dry runs over HTTP, visitors on a site for consoles, the invitation itself."""

from datetime import datetime

from msgspec import Struct

from operator_console.domain.ids import AgentId, ConversationId, SiteId, VisitorId
from operator_console.domain.invitations import InvitationRule
from operator_console.domain.people import LineState, Visit, Visitor

FIGURES = "/api/v1/sites/{site_id}/invitations/figures"
TRY = "/api/v1/sites/{site_id}/invitations/try"


class InvitationCount(Struct, frozen=True, kw_only=True):
    """How one text of one rule did; by hand when both ids are empty.

    Attributes:
        opened: The chat was opened by it, whether anything was written then or not.
        accepted: It was answered by a message.
    """

    rule_id: str
    text_id: str
    shown: int = 0
    accepted: int = 0
    declined: int = 0
    opened: int = 0


class InvitationFigures(Struct, frozen=True, kw_only=True):
    """GET figures (query ``days``): counts since then, by rule and text."""

    since: datetime
    counts: tuple[InvitationCount, ...]


class TryRule(Struct, frozen=True, kw_only=True):
    """POST try: whom would this rule have invited, with the manners, in the last `days`?"""

    rule: InvitationRule
    days: int = 30


class TriedRule(Struct, frozen=True, kw_only=True):
    """Answer to `TryRule`: "would have invited 34 of 812 visits".

    Attributes:
        visits: Recorded visits that were looked at.
        held_back: Visits for which the rule held and a manner kept it back.
        not_recorded: Names of subjects that recorded visits do not tell; conditions on them counted as met.
    """

    visits: int
    invited: int
    held_back: int = 0
    not_recorded: tuple[str, ...] = ()


class WatchVisitors(Struct, frozen=True, kw_only=True, tag="watch_visitors"):
    """Show me who is on these sites, until another wish; none ends it. Answered with done or failed."""

    request_id: str
    site_ids: tuple[SiteId, ...] = ()


class VisitorOnSite(Struct, frozen=True, kw_only=True):
    """A visitor who is there now.

    Attributes:
        visit: Short: of the page trail only the page on screen, and neither cart nor fields.
        pages: How many pages were seen in this visit.
        cart_cents: Value of the cart, None without one.
        conversation_id: Their open chat.
        agent_id: Whose that is.
        invited_at: When they were invited in this visit.
        said_no_at: When they said no, as long as that is remembered.
        may_invite: No manner stands against inviting by hand now.
        held_back: Otherwise which one does, a `Manner`.
    """

    visitor: Visitor
    visit: Visit
    line: LineState
    pages: int = 0
    cart_cents: int | None = None
    cart_currency: str = ""
    cart_quantity: int = 0
    conversation_id: ConversationId | None = None
    agent_id: AgentId | None = None
    invited_at: datetime | None = None
    said_no_at: datetime | None = None
    may_invite: bool = True
    held_back: str = ""


class VisitorsOnSite(Struct, frozen=True, kw_only=True, tag="visitors_on_site"):
    """Who came or changed, and who went; the first one after a wish is `whole`. At most once a second.

    Attributes:
        more: The rest of what changed follows at once.
        others: Visitors who are there besides and are only counted: the newest ones are shown.
    """

    visitors: tuple[VisitorOnSite, ...] = ()
    gone: tuple[VisitorId, ...] = ()
    whole: bool = False
    more: bool = False
    others: int = 0


class InviteVisitor(Struct, frozen=True, kw_only=True, tag="invite_visitor"):
    """Invite a visitor by hand, with my own words; answered with done or failed."""

    request_id: str
    visitor_id: VisitorId
    text: str


class Invitation(Struct, frozen=True, kw_only=True, tag="invitation"):
    """To a visitor's tabs: show this invitation in the widget; an empty text takes it away again.

    Attributes:
        id: Told back with what became of it.
        agent: Who invites by hand; empty for a rule.
    """

    id: str
    text: str
    agent: str = ""


class InvitationAnswer(Struct, frozen=True, kw_only=True, tag="invitation_answer"):
    """From a visitor's tab: what became of an invitation; each counts once. Accepted is the first message after it.

    Attributes:
        what: ``shown``, ``opened`` (the chat, by it) or ``declined``.
    """

    id: str
    what: str

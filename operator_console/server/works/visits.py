"""Visitors coming in and their visits going on; no socket, no SQL."""

from msgspec import Struct, structs

from operator_console.domain.conversations import Attachment, Conversation
from operator_console.domain.ids import AgentId, SiteId, VisitId, VisitorId, new_id
from operator_console.domain.people import AgentStatus, Device, LineState, PageView, Visit, Visitor
from operator_console.server.identity_tokens import Vouched
from operator_console.server.store.identities import bind_token
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.identity import identified, is_another


class Arrived(Struct, frozen=True, kw_only=True):
    """A visitor who has come in.

    Attributes:
        known: The token was good; otherwise the visitor is new and has the new token.
        returned: The visitor was taken for gone.
        conversation: The open conversation.
        verified: The site vouches for who it is, in this visit.
    """

    visitor: Visitor
    visit: Visit
    known: bool
    returned: bool
    conversation: Conversation | None
    verified: bool = False


class Arrival(Struct, frozen=True, kw_only=True):
    """What the browser and the request say at the door, cleaned.

    Attributes:
        token_hash: Hash of the token that the browser sent, or None.
        new_token_hash: Hash of the token that a new visitor gets.
        vouched: Who the visitor is by the site's word, whose signature was checked.
    """

    site_id: SiteId
    token_hash: str | None
    new_token_hash: str
    visit_key: str
    page_url: str
    page_title: str
    referrer: str | None
    search_words: str | None
    campaign: str | None
    device: Device
    language: str | None
    time_zone: str | None
    vouched: Vouched | None = None

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> Arrived:
        """Find the visitor and the visit, or make new ones."""
        visitor = unit.visitor_of_token(self.site_id, self.token_hash) if self.token_hash else None
        if visitor is not None and self.vouched is not None and is_another(visitor, self.vouched.identity):
            visitor = None  # somebody else at the same browser: their chats are not this one's
        known = visitor is not None
        if visitor is None:
            visitor = self._new_visitor(unit)
        visit = unit.visit_of_key(visitor.id, self.visit_key) if known else None
        returned = visit is not None and visit.line is LineState.GONE
        if visit is None:
            if known:
                visitor = structs.replace(visitor, visits=visitor.visits + 1, version=visitor.version + 1)
                unit.put_visitor(visitor)
            visit = self._new_visit(unit, visitor)
        shown = self.vouched
        verified = shown is not None and bind_token(unit.connection, shown.key, visit.id, shown.until)
        if shown is not None and verified:
            visitor = identified(visitor, shown.identity)
            unit.put_visitor(visitor)
        return Arrived(
            visitor=visitor,
            visit=visit,
            known=known,
            returned=returned,
            conversation=unit.open_conversation_of(visitor.id) if known else None,
            verified=verified,
        )

    def _new_visitor(self, unit: UnitOfWork) -> Visitor:
        visitor = Visitor(
            id=VisitorId(new_id("vs")),
            site_id=self.site_id,
            number=unit.next_visitor_number(self.site_id),
            first_seen_at=unit.now,
            version=1,
        )
        unit.add_visitor(visitor, self.new_token_hash)
        return visitor

    def _new_visit(self, unit: UnitOfWork, visitor: Visitor) -> Visit:
        visit = Visit(
            id=VisitId(new_id("vt")),
            visitor_id=visitor.id,
            site_id=self.site_id,
            started_at=unit.now,
            last_seen_at=unit.now,
            referrer=self.referrer,
            search_words=self.search_words,
            campaign=self.campaign,
            landing_url=self.page_url,
            pages=(PageView(url=self.page_url, title=self.page_title, opened_at=unit.now),),
            device=self.device,
            language=self.language,
            time_zone=self.time_zone,
            number=visitor.visits,
            version=1,
        )
        unit.add_visit(visit, self.visit_key)
        return visit


class StoreVisits(Struct, frozen=True):
    """Keep the present state of visits."""

    visits: tuple[Visit, ...]

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> None:
        """Store them."""
        for visit in self.visits:
            unit.put_visit(visit)


class StoreStatus(Struct, frozen=True):
    """Keep the status an agent chose."""

    agent_id: AgentId
    status: AgentStatus

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> None:
        """Store it."""
        unit.put_agent_status(self.agent_id, self.status.value)


class StoreAttachment(Struct, frozen=True):
    """Keep what is known of an uploaded file, after the file itself is on disk."""

    attachment: Attachment
    owner: str

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> None:
        """Store it, once."""
        if unit.attachment(self.attachment.id, self.owner) is None:
            unit.add_attachment(self.attachment, self.owner)

"""A visitor for whom the site vouches: known by name, and the same person in other browsers; no socket, no SQL."""

from enum import StrEnum

from msgspec import Struct, structs

from operator_console.domain.ids import VisitId, VisitorId
from operator_console.domain.people import Identity, Visitor
from operator_console.server.identity_tokens import Vouched
from operator_console.server.store.identities import bind_token
from operator_console.server.store.unit import UnitOfWork


class Shown(StrEnum):
    """What became of a token that was shown during a visit."""

    TAKEN = "taken"
    ANOTHER = "another"
    """This browser belongs to another customer already: it has to come as a newcomer, or it would show their chats."""
    NOTHING = "nothing"
    """The token is another visit's, or there is no such visitor: the visitor goes on as before."""


class Identify(Struct, frozen=True):
    """Take over who a visitor is; the token's signature was checked at the door."""

    visitor_id: VisitorId
    visit_id: VisitId
    vouched: Vouched

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> Shown:
        """Bind the token to the visit, and tell in the open conversation's stream."""
        visitor = unit.visitor(self.visitor_id)
        if visitor is None:
            return Shown.NOTHING
        if is_another(visitor, self.vouched.identity):
            return Shown.ANOTHER
        if not bind_token(unit.connection, self.vouched.key, self.visit_id, self.vouched.until):
            return Shown.NOTHING
        known = identified(visitor, self.vouched.identity)
        unit.put_visitor(known)
        conversation = unit.open_conversation_of(visitor.id)
        if conversation is not None:
            named = unit.change(conversation, hidden=True, visitor=known, visitor_name=known.name)
            unit.change(named, hidden=True)
        return Shown.TAKEN


def is_another(visitor: Visitor, identity: Identity) -> bool:
    """Tell whether a browser's visitor is another customer of the site than the one it now vouches for."""
    return visitor.identity is not None and visitor.identity.subject != identity.subject


def identified(visitor: Visitor, identity: Identity) -> Visitor:
    """Return the visitor as the site vouches for them; what an agent corrected since the last time stays."""
    before = visitor.identity
    name, email = visitor.name, visitor.email
    if identity.name and (before is None or before.name != identity.name):
        name = identity.name
    if identity.email and (before is None or before.email != identity.email):
        email = identity.email
    return structs.replace(visitor, name=name, email=email, identity=identity, version=visitor.version + 1)

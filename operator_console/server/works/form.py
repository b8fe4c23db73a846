"""What a visitor fills in of the site's form: kept with the conversation, name and address with the visitor; no SQL."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, structs

from operator_console.domain.forms import EMAIL, NAME
from operator_console.domain.people import Visitor
from operator_console.domain.site_settings import FormField
from operator_console.protocol.frames import Refusal
from operator_console.server.authorise import Action, VisitorActor, authorise
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.answers import ChangeAnswer, Changed, Refused


class KeepForm(Struct, frozen=True):
    """Put values into the visitor's open conversation; they were cleaned and chosen at the door."""

    actor: VisitorActor
    values: Mapping[str, str]

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Keep them; the same again changes nothing."""
        conversation = unit.open_conversation_of(self.actor.visitor_id)
        if conversation is None or not authorise(self.actor, Action.WRITE, conversation):
            return Refused(reason=Refusal.NOT_FOUND)
        form = {**conversation.form, **self.values}
        visitor = unit.visitor(self.actor.visitor_id)
        if form == conversation.form or visitor is None:
            return Changed()
        known = _known(visitor, self.values)
        if known is not visitor:
            unit.put_visitor(known)
            conversation = unit.change(conversation, hidden=True, visitor=known, visitor_name=known.name)
        unit.change(conversation, form=form)
        return Changed()


def begun_form(fields: Sequence[FormField], visitor: Visitor) -> dict[str, str]:
    """Return what of a site's form is known when a conversation begins: nobody is asked what they have told before."""
    told = {NAME: visitor.name, EMAIL: visitor.email}
    return {key: value for key, value in told.items() if value and any(field.key == key for field in fields)}


def _known(visitor: Visitor, values: Mapping[str, str]) -> Visitor:
    """Return the visitor with name and address; for whom the site vouches, its word stays."""
    name, email = values.get(NAME) or visitor.name, values.get(EMAIL) or visitor.email
    if visitor.identity is not None:
        name, email = visitor.name or name, visitor.email or email
    if (name, email) == (visitor.name, visitor.email):
        return visitor
    return structs.replace(visitor, name=name, email=email, version=visitor.version + 1)

"""Asking for mails to visitors, and what became of them, in the transcript; no socket, no SQL."""

from msgspec import Struct, structs

from operator_console.domain.contact import is_mail_address
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    MessageKind,
    SystemLine,
)
from operator_console.domain.ids import ClientId, ConversationId, new_id
from operator_console.domain.mails import LIMITS_WITHIN, Mail, MailKind, MailState, refused_by_limits
from operator_console.domain.ratings import is_over, may_be_rated
from operator_console.protocol.frames import Refusal
from operator_console.server.authorise import Action, Actor, AgentActor, authorise
from operator_console.server.store.mails import add_mail, asked_since, settle_mail, was_asked
from operator_console.server.store.unit import Draft, UnitOfWork
from operator_console.server.witness import actor_id
from operator_console.server.works.answers import Changed, Refused
from operator_console.server.works.handling import write_line
from operator_console.server.works.messages import is_client_id

_LINES = {MailState.SENT: SystemLine.MAIL_SENT, MailState.FAILED: SystemLine.MAIL_FAILED}
LIMIT = "limit"
"""Result in the audit log when somebody asks for too much."""


class MailQueued(Changed, frozen=True, kw_only=True):
    """It is queued; None when the same wish had come before."""

    mail: Mail | None = None


class AskMail(Struct, frozen=True, kw_only=True):
    """Queue a mail about a chat; address and text were cleaned at the door.

    A note is also a message of the agent's in the transcript of the closed chat.
    """

    actor: Actor
    client_id: ClientId
    conversation_id: ConversationId
    email: str
    kind: MailKind
    text: str = ""

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> MailQueued | Refused:
        """Queue it once."""
        conversation = unit.conversation(self.conversation_id)
        if conversation is None or not authorise(self.actor, Action.MAIL, conversation):
            return Refused(reason=Refusal.NOT_FOUND)
        who, by_agent = actor_id(self.actor), isinstance(self.actor, AgentActor)
        if was_asked(unit.connection, who, self.client_id):
            return MailQueued(mail=None)
        reason = self._unfit(unit, conversation, by_agent=by_agent)
        if reason is not None:
            return Refused(reason=reason)
        asked = asked_since(unit.connection, who, self.email, unit.now - LIMITS_WITHIN)
        if refused_by_limits(of_asker=asked.of_asker, to_address=asked.to_address, by_agent=by_agent):
            unit.audit(who, Action.MAIL, conversation.id, LIMIT)
            return Refused(reason=Refusal.RATE_LIMITED)
        return MailQueued(mail=self._queue(unit, conversation, who, by_agent=by_agent))

    def _unfit(self, unit: UnitOfWork, conversation: Conversation, *, by_agent: bool) -> Refusal | None:
        if not is_client_id(self.client_id) or not is_mail_address(self.email) or self.kind is MailKind.UNKNOWN:
            return Refusal.INVALID
        if self.kind is MailKind.NOTE:
            return None if self.text.strip() and conversation.state is ConversationState.CLOSED else Refusal.INVALID
        if not by_agent and is_over(conversation) and not may_be_rated(conversation, unit.now):
            return Refusal.CLOSED
        return None

    def _queue(self, unit: UnitOfWork, conversation: Conversation, who: str, *, by_agent: bool) -> Mail:
        by_name = unit.directory.first_name(who) if by_agent else ""
        mail = Mail(
            id=new_id("ml"),
            conversation_id=conversation.id,
            site_id=conversation.site_id,
            kind=self.kind,
            email=self.email,
            asked_by=who,
            by_name=by_name,
            at=unit.now,
            upto_pos=conversation.last_pos,
            text=self.text,
        )
        if self.kind is MailKind.NOTE:
            agent = unit.directory.agents.get(self.actor.agent_id) if isinstance(self.actor, AgentActor) else None
            author = Author(kind=AuthorKind.AGENT, id=who, name=agent.name if agent is not None else "")
            note = Draft(author=author, kind=MessageKind.TEXT, text=self.text)
            _message, conversation = unit.write(conversation, note)
        write_line(unit, conversation, SystemLine.MAIL_QUEUED, _values(mail), hidden=False)
        add_mail(unit.connection, mail, self.client_id)
        unit.audit(who, Action.MAIL, conversation.id)
        visitor = unit.visitor(conversation.visitor_id)
        if visitor is not None and not visitor.email:
            unit.put_visitor(structs.replace(visitor, email=self.email, version=visitor.version + 1))
        return mail


class SettleMail(Struct, frozen=True):
    """Keep how a mail ended, and say so in the transcript."""

    mail: Mail
    state: MailState

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> bool:
        """Store it once; False when that was known."""
        if not settle_mail(unit.connection, self.mail, self.state):
            return False
        conversation = unit.conversation(self.mail.conversation_id)
        if conversation is not None:
            write_line(unit, conversation, _LINES[self.state], _values(self.mail), hidden=False)
        return True


def _values(mail: Mail) -> dict[str, str]:
    return {"mail": mail.kind.value, "email": mail.email, "by": mail.by_name}

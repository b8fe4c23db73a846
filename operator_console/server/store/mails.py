"""Outgoing mails as rows: asked for, taken to be sent, settled; functions are given a connection, know no rights."""

from datetime import datetime

from msgspec import Struct, structs
from sqlalchemy import Connection, delete, func, insert, select, update

from operator_console.domain.conversations import Conversation, Message
from operator_console.domain.mails import Mail, MailKind, MailState
from operator_console.server.store.mail_tables import mails
from operator_console.server.store.reads import messages_before, read_conversation, read_visit
from operator_console.server.store.rows import body_of, micros, value_of

_QUEUED = mails.c.state == MailState.QUEUED.value


class AskedSoFar(Struct, frozen=True):
    """How much mail was asked for since some moment."""

    of_asker: int
    to_address: int


class ToldIn(Struct, frozen=True, kw_only=True):
    """What a mail about a conversation is made of; `messages` holds none that its visitor may not see."""

    conversation: Conversation
    messages: tuple[Message, ...]
    language: str
    time_zone: str


def told_in(connection: Connection, mail: Mail, limit: int) -> ToldIn | None:
    """Return what a mail tells, the newest messages up to its position; a note tells none of them."""
    conversation = read_conversation(connection, mail.conversation_id)
    if conversation is None:
        return None
    messages: tuple[Message, ...] = ()
    if mail.kind is not MailKind.NOTE:
        messages, _more = messages_before(connection, conversation.id, mail.upto_pos + 1, limit, for_visitor=True)
    visit = read_visit(connection, conversation.visit_id)
    return ToldIn(
        conversation=conversation,
        messages=messages,
        language=(visit.language if visit is not None else "") or "",
        time_zone=(visit.time_zone if visit is not None else "") or "",
    )


def add_mail(connection: Connection, mail: Mail, client_id: str) -> None:
    """Queue a mail; it is due at once."""
    connection.execute(
        insert(mails).values(
            id=mail.id,
            conversation_id=mail.conversation_id,
            asked_by=mail.asked_by,
            client_id=client_id,
            address=mail.email.casefold(),
            at=micros(mail.at),
            state=MailState.QUEUED.value,
            tries=0,
            due_at=micros(mail.at),
            body=body_of(mail),
        )
    )


def was_asked(connection: Connection, asked_by: str, client_id: str) -> bool:
    """Tell whether this wish has come before."""
    same = (mails.c.asked_by == asked_by) & (mails.c.client_id == client_id)
    return connection.scalar(select(mails.c.id).where(same)) is not None


def asked_since(connection: Connection, asked_by: str, email: str, since: datetime) -> AskedSoFar:
    """Count the mails that somebody asked for, and those that an address got, by whoever asked."""
    count, newer = select(func.count()).select_from(mails), mails.c.at >= micros(since)
    of_asker = connection.scalar(count.where(mails.c.asked_by == asked_by, newer))
    to_address = connection.scalar(count.where(mails.c.address == email.casefold(), newer))
    return AskedSoFar(int(of_asker or 0), int(to_address or 0))


def due_mails(connection: Connection, now: datetime, limit: int) -> tuple[Mail, ...]:
    """Return mails that can be tried now, the longest due first."""
    due = select(mails.c.tries, mails.c.body).where(_QUEUED, mails.c.due_at <= micros(now))
    rows = connection.execute(due.order_by(mails.c.due_at).limit(limit))
    return tuple(structs.replace(value_of(Mail, row.body), tries=row.tries) for row in rows)


def take_mail(connection: Connection, mail_id: str, now: datetime, until: datetime) -> bool:
    """Take a mail to send it; nobody else does so until then. False when somebody has it, or it is settled."""
    mine = (mails.c.id == mail_id) & _QUEUED & (mails.c.due_at <= micros(now))
    return bool(connection.execute(update(mails).where(mine).values(due_at=micros(until))).rowcount)


def put_off_mail(connection: Connection, mail_id: str, due_at: datetime) -> None:
    """Try a mail again later."""
    again = update(mails).where(mails.c.id == mail_id, _QUEUED)
    connection.execute(again.values(tries=mails.c.tries + 1, due_at=micros(due_at)))


def settle_mail(connection: Connection, mail: Mail, state: MailState) -> bool:
    """Keep how a mail ended, without what it said; False when that is known already."""
    body = body_of(structs.replace(mail, text=""))
    ended = update(mails).where(mails.c.id == mail.id, _QUEUED).values(state=state.value, body=body)
    return bool(connection.execute(ended).rowcount)


def free_taken_mails(connection: Connection, now: datetime) -> int:
    """Make everything that waits due and count it: at the start of the only server, nobody has taken anything."""
    freed = connection.execute(update(mails).where(_QUEUED, mails.c.due_at > micros(now)).values(due_at=micros(now)))
    return int(freed.rowcount)


def state_of_mail(connection: Connection, mail_id: str) -> MailState | None:
    """Return how a mail stands, or None."""
    state = connection.scalar(select(mails.c.state).where(mails.c.id == mail_id))
    return MailState(state) if state is not None else None


def forget_settled_mails(connection: Connection, before: datetime) -> int:
    """Remove the lines of mails that were asked for before a moment and do not wait any more."""
    return int(connection.execute(delete(mails).where(~_QUEUED, mails.c.at < micros(before))).rowcount)

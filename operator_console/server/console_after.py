"""What a console asks after a chat: mail to the visitor; and telling it how that stands; knows no SQL."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from operator_console.domain.contact import MAX_EMAIL_CHARS
from operator_console.domain.ids import AgentId
from operator_console.domain.mails import MAX_NOTE_CHARS, Mail, MailKind, MailState
from operator_console.domain.masking import mask
from operator_console.domain.plain_text import clean_message
from operator_console.protocol.after import MailTold, SendMail
from operator_console.protocol.codec import encode
from operator_console.protocol.versions import MAIL
from operator_console.server.authorise import AgentActor
from operator_console.server.connection import text_frame
from operator_console.server.store.writer import Work
from operator_console.server.works.answers import ChangeAnswer
from operator_console.server.works.mails import AskMail

if TYPE_CHECKING:
    from operator_console.server.switchboard import Switchboard

Ask = Callable[[Any, Callable[[AgentActor], Work[ChangeAnswer]]], None]
"""Submits the work that a frame and its actor make, and answers the frame."""


def mail_routes(ask: Ask) -> dict[type, Callable[[Any], None]]:
    """Return what is done with the frame about mail."""

    def send(frame: SendMail) -> None:
        is_note = frame.mail is MailKind.NOTE
        text = mask(clean_message(frame.text[:MAX_NOTE_CHARS])).strip() if is_note else ""
        email = frame.email[: MAX_EMAIL_CHARS + 1].strip()

        def work(actor: AgentActor) -> AskMail:
            return AskMail(
                actor=actor,
                client_id=frame.client_id,
                conversation_id=frame.conversation_id,
                email=email,
                kind=frame.mail,
                text=text,
            )

        ask(frame, work)

    return {SendMail: send}


def tell_mail(board: "Switchboard", mail: Mail, state: MailState) -> None:
    """Tell an agent how a mail stands that they have asked for, at every console of theirs."""
    told = MailTold(
        mail_id=mail.id,
        conversation_id=mail.conversation_id,
        kind=mail.kind,
        state=state,
        email=mail.email,
    )
    frame = text_frame(encode(told))
    for connection in board.agents.connections(AgentId(mail.asked_by)):
        if MAIL in connection.features:
            connection.send_frame(frame)

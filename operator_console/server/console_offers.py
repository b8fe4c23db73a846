"""What a console asks about offers: its frames cleaned and made into works; knows no socket and no SQL."""

from collections.abc import Callable
from typing import Any

from msgspec import structs

from operator_console.domain.masking import mask
from operator_console.domain.offers import MAX_SUMMARY_CHARS
from operator_console.domain.plain_text import MAX_MESSAGE_CHARS, clean_line, clean_message
from operator_console.protocol.handling import AcceptOffer, DeclineOffer, OfferTransfer, WithdrawTransfer
from operator_console.server.authorise import AgentActor
from operator_console.server.store.writer import Work
from operator_console.server.works.answers import ChangeAnswer
from operator_console.server.works.offers import Accepting, Declining, Transfer, Withdrawing

OfferWish = AcceptOffer | DeclineOffer | OfferTransfer | WithdrawTransfer
Ask = Callable[[Any, Callable[[AgentActor], Work[ChangeAnswer]]], None]
"""Submits the work that a frame and its actor make, and answers the frame."""


def offer_routes(ask: Ask) -> dict[type, Callable[[Any], None]]:
    """Return what is done with each frame about offers."""

    def accept(frame: AcceptOffer) -> None:
        ask(frame, lambda actor: Accepting(actor, frame))

    def decline(frame: DeclineOffer) -> None:
        cleaned = structs.replace(frame, reason=mask(clean_line(frame.reason, MAX_SUMMARY_CHARS)))
        ask(cleaned, lambda actor: Declining(actor, cleaned))

    def transfer(frame: OfferTransfer) -> None:
        cleaned = structs.replace(
            frame,
            summary=mask(clean_line(frame.summary, MAX_SUMMARY_CHARS)),
            note=mask(clean_message(frame.note[:MAX_MESSAGE_CHARS])).strip(),
        )
        ask(cleaned, lambda actor: Transfer(actor, cleaned))

    def withdraw(frame: WithdrawTransfer) -> None:
        ask(frame, lambda actor: Withdrawing(actor, frame))

    return {AcceptOffer: accept, DeclineOffer: decline, OfferTransfer: transfer, WithdrawTransfer: withdraw}

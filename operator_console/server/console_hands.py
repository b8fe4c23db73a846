"""What a console asks about raised hands: its frame cleaned and made into a work; knows no socket and no SQL."""

from collections.abc import Callable
from typing import Any

from msgspec import structs

from operator_console.domain.masking import mask
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.handling import RaiseHand
from operator_console.server.authorise import AgentActor
from operator_console.server.store.writer import Work
from operator_console.server.works.answers import ChangeAnswer
from operator_console.server.works.hands import ChangeHand

MAX_HAND_CHARS = 200
Ask = Callable[[Any, Callable[[AgentActor], Work[ChangeAnswer]]], None]
"""Submits the work that a frame and its actor make, and answers the frame."""


def hand_routes(ask: Ask) -> dict[type, Callable[[Any], None]]:
    """Return what is done with the frame about hands."""

    def change(frame: RaiseHand) -> None:
        cleaned = structs.replace(frame, text=mask(clean_line(frame.text, MAX_HAND_CHARS)))
        ask(cleaned, lambda actor: ChangeHand(actor, cleaned))

    return {RaiseHand: change}

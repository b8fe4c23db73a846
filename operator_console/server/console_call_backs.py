"""What a console does about call-back requests: its frame cleaned and made into a work; knows no socket and no SQL."""

from collections.abc import Callable
from typing import Any

from msgspec import structs

from operator_console.domain.call_backs import MAX_REMARK_CHARS
from operator_console.domain.masking import mask
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.call_backs import ChangeCallBack
from operator_console.server.authorise import AgentActor
from operator_console.server.store.writer import Work
from operator_console.server.works.answers import ChangeAnswer
from operator_console.server.works.call_backs import HandleCallBack

Ask = Callable[[Any, Callable[[AgentActor], Work[ChangeAnswer]]], None]
"""Submits the work that a frame and its actor make, and answers the frame."""


def call_back_routes(ask: Ask) -> dict[type, Callable[[Any], None]]:
    """Return what is done with the frame about call-backs."""

    def change(frame: ChangeCallBack) -> None:
        cleaned = structs.replace(frame, remark=mask(clean_line(frame.remark, MAX_REMARK_CHARS)))
        ask(cleaned, lambda actor: HandleCallBack(actor, cleaned))

    return {ChangeCallBack: change}

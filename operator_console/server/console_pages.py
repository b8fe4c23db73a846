"""What a console asks about pages for visitors: its frame cleaned and made into a work; knows no socket and no SQL."""

from collections.abc import Callable
from typing import Any

from msgspec import structs

from operator_console.domain.links import MAX_LINK_CHARS
from operator_console.domain.masking import mask
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.pages import PushPage
from operator_console.server.authorise import AgentActor
from operator_console.server.store.writer import Work
from operator_console.server.works.answers import ChangeAnswer
from operator_console.server.works.pages import AskPage

MAX_TITLE_CHARS = 150
Ask = Callable[[Any, Callable[[AgentActor], Work[ChangeAnswer]]], None]
"""Submits the work that a frame and its actor make, and answers the frame."""


def page_routes(ask: Ask, address: Callable[[], str]) -> dict[type, Callable[[Any], None]]:
    """Return what is done with the frame about pages; `address` gives the server's own."""

    def push(frame: PushPage) -> None:
        cleaned = structs.replace(
            frame,
            url=frame.url.strip()[: MAX_LINK_CHARS + 1],
            title=mask(clean_line(frame.title, MAX_TITLE_CHARS)),
        )
        ask(cleaned, lambda actor: AskPage(actor, cleaned, address()))

    return {PushPage: push}

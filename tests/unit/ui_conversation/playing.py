"""Lets an async test run on the stage's loop, which runs Qt too; and makes messages and pictures to show."""

import functools
import inspect
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QPoint

from operator_console.desk.state import Delivery, Entry
from operator_console.domain.conversations import Author, AuthorKind, Message, MessageKind
from operator_console.domain.ids import ClientId, ConversationId, MessageId
from operator_console.ui.kit.transcript import TranscriptView

Script = Callable[..., Coroutine[Any, Any, None]]
CHAT = ConversationId("cv_test")
NOON = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)


def on_stage(script: Script) -> Callable[..., None]:
    """Turn an async test that has a `stage` into a plain one."""

    @functools.wraps(script)
    def test(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever fixtures the test has
        kwargs["stage"].run(script(*args, **kwargs))

    vars(test)["__signature__"] = inspect.signature(script)  # pytest reads fixtures from it
    del vars(test)["__wrapped__"]  # it is not async any more
    return test


def entry(number: int, text: str = "", *, mine: bool = False, **more: Any) -> Entry:  # noqa: ANN401 - for a struct
    """Return a message; number orders it, a minute apart."""
    kind = AuthorKind.AGENT if mine else AuthorKind.VISITOR
    delivery = more.pop("delivery", Delivery.STORED)
    reason = more.pop("park_reason", None)
    message = Message(
        id=MessageId(f"ms_{number}"),
        conversation_id=CHAT,
        pos=more.pop("pos", number + 1),
        kind=more.pop("kind", MessageKind.TEXT),
        author=more.pop("author", Author(kind=kind, id=kind.value, name="Sanne Vermeer" if mine else "Marieke")),
        sent_at=datetime.fromtimestamp(NOON.timestamp() + 60 * number, UTC),
        text=text or f"Bericht nummer {number}",
        client_id=ClientId(f"k{number}"),
        **more,
    )
    return Entry(key=f"k{number}", message=message, delivery=delivery, mine=mine, park_reason=reason)


def many(first: int, count: int) -> list[Entry]:
    """Return messages of different lengths."""
    return [entry(n, f"{n}: " + "woorden " * (1 + n * 7 % 60), mine=n % 3 == 0) for n in range(first, first + count)]


def text_point(transcript: TranscriptView, key: str, units: int) -> QPoint:
    """Return the place of a text position in the viewport."""
    index = transcript.row_index(key)
    assert index is not None
    layout = transcript._stack.layout(index)
    assert layout.text is not None
    line = layout.text.lineForTextPosition(units)
    found = line.cursorToX(units)
    x = found[0] if isinstance(found, tuple) else found
    at = layout.text_at.toPoint() + QPoint(round(float(x)) + 1, round(line.y()) + 10)  # type: ignore[arg-type]
    return transcript.row_rect(key).topLeft() + at

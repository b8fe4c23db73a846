"""Which news everybody at the desk has to look at, and which only says more."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    BotPart,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
    Offer,
    OfferReason,
)
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, MessageId, SiteId, VisitId, VisitorId
from operator_console.domain.response_clock import ClockTargets, ResponseClock
from operator_console.server.works.answers import Changed, Sent, only_says_more

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
WAITING = Conversation(
    id=ConversationId("cv_1"),
    site_id=SiteId("shop"),
    department_id=DepartmentId("service"),
    visitor_id=VisitorId("vs_1"),
    visit_id=VisitId("vt_1"),
    state=ConversationState.QUEUED,
    started_at=NOW,
    last_pos=3,
    clock=ResponseClock().visitor_wrote(NOW, ClockTargets()),
)


def _said(kind: AuthorKind) -> Sent:
    author = Author(kind=kind, id="vs_1")
    return Sent(
        message=Message(
            id=MessageId("ms_1_4"),
            conversation_id=WAITING.id,
            pos=4,
            kind=MessageKind.TEXT,
            author=author,
            sent_at=NOW,
        )
    )


def _after(**changes: object) -> Conversation:
    later = NOW + timedelta(seconds=2)
    clock = WAITING.clock.visitor_wrote(later, ClockTargets())
    return structs.replace(WAITING, last_pos=4, last_text="And in blue?", clock=clock, **changes)


def test_a_second_message_of_a_visitor_who_waits_says_more() -> None:
    assert only_says_more(_said(AuthorKind.VISITOR), WAITING, _after())


@pytest.mark.parametrize(
    "changes",
    [
        {"clock": ResponseClock()},
        {"state": ConversationState.ASSIGNED},
        {"agent_id": AgentId("sanne")},
        {"offer": Offer(id="of_1", reason=OfferReason.ROUTED, at=NOW)},
        {"bot": BotPart(since=NOW)},
        {"visitor_name": "Femke"},
    ],
)
def test_whatever_is_decided_by_counts_as_changed(changes: dict[str, object]) -> None:
    assert not only_says_more(_said(AuthorKind.VISITOR), WAITING, structs.replace(_after(), **changes))


def test_what_anybody_else_writes_or_does_counts_as_changed() -> None:
    assert not only_says_more(_said(AuthorKind.AGENT), WAITING, _after())
    assert not only_says_more(Changed(), WAITING, _after())


def test_the_first_message_after_an_answer_starts_the_clock_and_counts_as_changed() -> None:
    answered = structs.replace(WAITING, clock=ResponseClock(answered=True))
    after = structs.replace(answered, clock=answered.clock.visitor_wrote(NOW, ClockTargets()))
    assert not only_says_more(_said(AuthorKind.VISITOR), answered, after)

"""What is due when an owner does not react: by example, and never without reason."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from operator_console.domain.conversations import Conversation, ConversationState, Offer, OfferReason
from operator_console.domain.escalation import Due, Owner, due, is_for_the_wall
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.people import EscalationTimes
from operator_console.domain.response_clock import ResponseClock

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TIMES = EscalationTimes(wall_s=20.0, offer_s=30.0, tell_s=60.0)
AWAY = Owner(connected=True, locked=True)
AT_WORK = Owner(connected=True, active_at=NOW)


def chat(waited_s: float, **values: object) -> Conversation:
    began = NOW - timedelta(seconds=waited_s)
    given_values: dict[str, object] = {"clock": ResponseClock(started_at=began), "state": ConversationState.ASSIGNED}
    return Conversation(
        id=ConversationId("cv"),
        site_id=SiteId("s"),
        department_id=DepartmentId("d"),
        visitor_id=VisitorId("vs"),
        visit_id=VisitId("vt"),
        started_at=began,
        agent_id=AgentId("ag"),
        **(given_values | values),  # type: ignore[arg-type]  # a test's own values
    )


@pytest.mark.parametrize(
    "waited_s, owner, expected",
    [
        (29.0, AWAY, Due()),
        (30.0, AWAY, Due(offer=True)),
        (60.0, AWAY, Due(offer=True, tell=True)),
        (45.0, AT_WORK, Due()),
        (60.0, AT_WORK, Due(tell=True)),
        (60.0, structs.replace(AT_WORK, typed_at=NOW), Due()),
        (30.0, Owner(connected=True), Due()),  # nothing is known: that is not "away"
        (30.0, Owner(connected=True, active_at=NOW - timedelta(seconds=21)), Due(offer=True)),
        (30.0, Owner(connected=False), Due(offer=True)),
    ],
)
def test_who_does_not_react_loses_nothing_but_the_wait(waited_s: float, owner: Owner, expected: Due) -> None:
    assert due(chat(waited_s), TIMES, owner, NOW) == expected


def test_nothing_is_said_or_offered_twice() -> None:
    asked = chat(90.0, searching_told_at=NOW - timedelta(seconds=10))
    assert due(asked, TIMES, AWAY, NOW) == Due(offer=True)
    earlier = chat(90.0, searching_told_at=NOW - timedelta(seconds=100))  # about a question before this one
    assert due(earlier, TIMES, AWAY, NOW).tell
    offer = Offer(id="of", reason=OfferReason.TRANSFER, at=NOW)
    assert due(chat(40.0, offer=offer), TIMES, AWAY, NOW) == Due()


@given(
    st.floats(0, 500),
    st.sampled_from([AWAY, AT_WORK]),
    st.sampled_from([ConversationState.QUEUED, ConversationState.CLOSED]),
)
def test_only_questions_that_wait_on_an_owner_escalate(waited_s: float, owner: Owner, state: ConversationState) -> None:
    assert due(chat(waited_s, state=state), TIMES, owner, NOW) == Due()
    assert due(chat(waited_s, clock=ResponseClock()), TIMES, owner, NOW) == Due()
    assert due(chat(waited_s), EscalationTimes(wall_s=0, offer_s=0, tell_s=0), owner, NOW) == Due()
    paused = ResponseClock(started_at=NOW - timedelta(seconds=waited_s), paused_at=NOW)
    assert due(chat(waited_s, clock=paused), TIMES, owner, NOW) == Due()


def test_the_wall_is_marked_by_the_clock_alone() -> None:
    assert not is_for_the_wall(chat(19.0), TIMES, NOW)
    assert is_for_the_wall(chat(20.0), TIMES, NOW)
    assert not is_for_the_wall(chat(20.0), structs.replace(TIMES, wall_s=0.0), NOW)

"""When a chat can be rated, what a rating holds, and mails: limits, waits and addresses; rules as invariants."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from operator_console.domain.contact import is_mail_address
from operator_console.domain.conversations import BotPart, Conversation, ConversationState, Rating
from operator_console.domain.figures.counts import What, merged
from operator_console.domain.figures.facts import Fact, chat_closed, chat_rated
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.mails import (
    GIVE_UP_AFTER,
    LONGEST_RETRY_S,
    MAILS_OF_VISITOR,
    MAILS_TO_ADDRESS,
    Mail,
    MailKind,
    is_given_up,
    refused_by_limits,
    retry_ceiling_s,
)
from operator_console.domain.ratings import (
    MAX_RATING_CHARS,
    RATE_WITHIN,
    is_low,
    may_be_rated,
    rating_of,
    says_the_same,
)
from operator_console.domain.response_clock import ResponseClock

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHAT = Conversation(
    id=ConversationId("cv_x"),
    site_id=SiteId("shop"),
    department_id=DepartmentId("service"),
    visitor_id=VisitorId("vs_x"),
    visit_id=VisitId("vt_x"),
    state=ConversationState.CLOSED,
    started_at=NOW - timedelta(hours=1),
    closed_at=NOW,
    agent_id=AgentId("ag_x"),
    clock=ResponseClock(answered=True),
)


@given(st.integers(), st.text(), st.sampled_from([None, True, False]))
def test_a_rating_is_one_bounded_line_or_nothing(stars: int, text: str, solved: bool | None) -> None:
    rating = rating_of(stars, text, solved=solved, at=NOW)
    assert (rating is None) is not (1 <= stars <= 5)
    if rating is not None:
        assert len(rating.text) <= MAX_RATING_CHARS
        assert "\n" not in rating.text
        again = rating_of(stars, rating.text, solved=solved, at=NOW + timedelta(days=1))
        assert again is not None
        assert says_the_same(rating, again), "what is stored says the same when it comes again"


def test_a_card_number_is_not_kept() -> None:
    rating = rating_of(1, "4111 1111 1111 1111", solved=None, at=NOW)
    assert rating is not None
    assert "1111 1111" not in rating.text


@pytest.mark.parametrize(
    "changes, allowed",
    [
        ({}, True),
        ({"closed_at": NOW - RATE_WITHIN}, True),
        ({"closed_at": NOW - RATE_WITHIN - timedelta(seconds=1)}, False),
        ({"state": ConversationState.ASSIGNED, "closed_at": None}, False),
        ({"state": ConversationState.ASSIGNED, "closed_at": None, "left_at": NOW}, True),
        ({"state": ConversationState.QUEUED, "closed_at": None}, False),
    ],
)
def test_what_may_be_rated(changes: dict[str, object], allowed: bool) -> None:
    assert may_be_rated(structs.replace(CHAT, **changes), NOW) is allowed


@given(st.integers(1, 5), st.integers(0, 5))
def test_low_is_what_the_owner_said(stars: int, low: int) -> None:
    assert is_low(Rating(stars=stars, at=NOW), low) is (stars <= low)


def _counts(chat: Conversation) -> dict[str, int]:
    facts: list[Fact] = [*chat_closed(chat, ()), *chat_rated(chat)]
    return merged({str(what): amount} for _cell, what, amount in facts)


@given(st.integers(1, 5), st.booleans(), st.booleans(), st.sampled_from([None, True, False]))
def test_more_is_never_rated_than_was_answered(stars: int, answered: bool, by_bot: bool, solved: bool | None) -> None:
    chat = structs.replace(
        CHAT,
        clock=ResponseClock(answered=answered),
        bot=BotPart(since=NOW, handed_over_at=NOW if answered else None) if by_bot else None,
        rating=Rating(stars=stars, at=NOW, solved=solved),
    )
    counts = _counts(chat)
    assert counts.get(What.RATED, 0) == counts.get(What.ANSWERED, 0) == int(answered)
    assert counts.get(What.STARS, 0) == (stars if answered else 0)
    assert counts.get(What.BOT_RATED, 0) == int(by_bot and not answered)
    assert counts.get(What.SAID_SOLVED, 0) + counts.get(What.SAID_UNSOLVED, 0) == int(answered and solved is not None)
    assert not list(chat_rated(structs.replace(chat, state=ConversationState.ASSIGNED)))


@given(st.text(max_size=80))
def test_an_address_holds_nothing_that_a_header_could_take_for_more(text: str) -> None:
    if is_mail_address(text):
        assert text.isascii()
        assert text.isprintable()
        assert text.count("@") == 1
        assert not set(text) & set(' ,;:<>()[]"\\\r\n')


@pytest.mark.parametrize("good", ["a@b.nl", "jan.de-vries+chat@mail.example", "o'neil@x-y.example"])
def test_usual_addresses_are_good(good: str) -> None:
    assert is_mail_address(good)


@given(st.integers(-5, 10_000))
def test_waits_grow_up_to_an_hour(tries: int) -> None:
    assert 0 < retry_ceiling_s(tries) <= retry_ceiling_s(tries + 1) <= LONGEST_RETRY_S


def test_limits_and_giving_up() -> None:
    assert not refused_by_limits(of_asker=MAILS_OF_VISITOR - 1, to_address=MAILS_TO_ADDRESS - 1, by_agent=False)
    assert refused_by_limits(of_asker=MAILS_OF_VISITOR, to_address=0, by_agent=False)
    assert refused_by_limits(of_asker=0, to_address=MAILS_TO_ADDRESS, by_agent=True)
    mail = Mail(
        id="ml_x",
        conversation_id=CHAT.id,
        site_id=CHAT.site_id,
        kind=MailKind.NOTE,
        email="a@b.nl",
        asked_by="x",
        at=NOW,
    )
    assert not is_given_up(mail, NOW + GIVE_UP_AFTER - timedelta(seconds=1))
    assert is_given_up(mail, NOW + GIVE_UP_AFTER)

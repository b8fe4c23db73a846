"""The desk's figures by hand-worked examples, and the rules that hold for any numbers."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.conversations import Conversation, ConversationState, Outcome, WrapUp
from operator_console.domain.figures.bins import EDGES_S, bin_of, histogram, percentile, width_s
from operator_console.domain.figures.calendar import Grouping, by_hours, first_hour, group_of, hour_of
from operator_console.domain.figures.counts import Counts, What, merged, reply_bins, time_in, wait_bins
from operator_console.domain.figures.definitions import FIGURE_OF, FIGURES, OWN_TODAY, TODAY, Unit, readings
from operator_console.domain.figures.facts import Fact, chat_began, chat_closed, chat_held, clock_stopped
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.people import AgentStatus
from operator_console.domain.response_clock import ClockTargets, ReplyMeasured, ResponseClock, StopReason

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANNA = AgentId("ag_anna")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
waits = st.floats(min_value=0, max_value=40_000, allow_nan=False)


def _chat(number: int = 1, *, at: datetime = START, tags: tuple[str, ...] = ()) -> Conversation:
    return Conversation(
        id=ConversationId(f"cv_{number}"),
        site_id=SiteId("shop"),
        department_id=DepartmentId("service"),
        visitor_id=VisitorId("vs_1"),
        visit_id=VisitId("vt_1"),
        state=ConversationState.ASSIGNED,
        started_at=at,
        agent_id=ANNA,
        tags=tags,
        clock=ResponseClock(answered=True),
    )


def _closed(chat: Conversation, outcome: Outcome, *, after: timedelta = timedelta(minutes=10)) -> Conversation:
    return Conversation(
        **{name: getattr(chat, name) for name in chat.__struct_fields__}
        | {
            "state": ConversationState.CLOSED,
            "closed_at": chat.started_at + after,
            "wrap_up": WrapUp(outcome=outcome, tags=chat.tags, value_cents=12_345 if outcome is Outcome.SALE else None),
        }
    )


def _reply(waited_s: float, *, first: bool = False, limit_s: float = 30.0) -> ReplyMeasured:
    return _stop(StopReason.ANSWERED, waited_s, first=first, limit_s=limit_s)


def _stop(reason: StopReason, waited_s: float, *, first: bool = False, limit_s: float = 30.0) -> ReplyMeasured:
    return ReplyMeasured(
        started_at=START,
        stopped_at=START + timedelta(seconds=waited_s),
        waited_s=waited_s,
        limit_s=limit_s,
        reason=reason,
        first=first,
        agent_id=ANNA if reason is StopReason.ANSWERED else None,
    )


def _counts(facts: Iterable[Fact]) -> Counts:
    return merged({str(what): amount} for _cell, what, amount in facts)


def _stops(*stops: ReplyMeasured) -> Counts:
    return merged(_counts(clock_stopped(_chat(), each, left_before=False)) for each in stops)


# ------------------------------------------------------------------------------------------- response


def test_response_by_hand() -> None:
    """Ten replies, two of them after 30 s: 80 %; of the two first ones, one is late: 50 %."""
    counts = _stops(
        *(_reply(seconds) for seconds in (2.5, 4.5, 6.5, 8.5, 10.5, 12.5, 20.5)),
        _reply(29.5, first=True),
        _reply(30.5),
        _reply(95.5, first=True),
    )
    read = readings(counts)
    assert read["on_time"].value == pytest.approx(0.8)
    assert read["on_time"].of == 10
    assert read["first_on_time"].value == pytest.approx(0.5)
    assert read["late"].value == 2
    # The fifth of ten is the median, the ninth the 90th percentile; each within its second.
    assert 10.0 <= (read["median"].value or 0) <= 11.0
    assert 30.0 <= (read["p90"].value or 0) <= 31.0
    assert histogram(reply_bins(counts))[:7] == (2, 2, 2, 0, 1, 1, 1)
    assert histogram(reply_bins(counts))[19] == 1
    assert sum(histogram(reply_bins(counts))) == 10


def test_a_late_answer_stays_late_after_a_holding_line() -> None:
    targets = ClockTargets()
    clock = ResponseClock().visitor_wrote(START, targets)
    clock, late = clock.held(START + timedelta(seconds=31), ANNA, targets)
    clock, second = clock.agent_answered(START + timedelta(seconds=131), ANNA)
    assert late is not None
    assert second is not None
    read = readings(_stops(late, second))
    assert read["late"].value == 1, "the holding line was the answer, and late; the second came within its own limit"
    assert read["replies"].value == 2


@pytest.mark.parametrize("reason", [StopReason.NO_ANSWER_NEEDED, StopReason.WRAP_UP])
def test_what_is_no_reply_counts_nowhere(reason: StopReason) -> None:
    assert _stops(_stop(reason, 500)) == {}


def test_exactly_the_target_is_on_time() -> None:
    assert readings(_stops(_reply(30.0)))["on_time"].value == 1.0
    assert readings(_stops(_reply(30.001)))["on_time"].value == 0.0


def test_the_wait_begins_with_the_first_message_not_with_the_clock_that_was_stopped() -> None:
    """The visitor wrote, left after 10 s, came back after a minute, wrote again and was answered in 5 s."""
    chat = _chat(at=START - timedelta(seconds=60))
    counts = _counts(clock_stopped(chat, _reply(5.0, first=True), left_before=True))
    assert list(wait_bins(counts)) == [bin_of(65.0)]
    assert list(reply_bins(counts)) == [bin_of(5.0)]


# ------------------------------------------------------------------------------------------- chats


def test_abandoned_missed_and_dropped_by_hand() -> None:
    """Four chats: answered; left unanswered twice (once counted); answered and left waiting; closed unanswered."""
    left = _stop(StopReason.VISITOR_GONE, 40, first=True)
    counts = merged(
        [
            *(_counts(chat_began(_chat(number))) for number in range(4)),
            _counts(clock_stopped(_chat(1), left, left_before=False)),
            _counts(clock_stopped(_chat(1), left, left_before=True)),
            _counts(clock_stopped(_chat(2), _stop(StopReason.VISITOR_GONE, 40), left_before=False)),
            _counts(chat_closed(_closed(_unanswered(1), Outcome.NO_ANSWER), ())),
            _counts(chat_closed(_closed(_unanswered(3), Outcome.FOLLOW_UP), ())),
        ]
    )
    read = readings(counts)
    assert (read["abandonment"].value, read["abandonment"].of) == (0.25, 4)
    assert read["missed"].value == 2
    assert read["dropped"].value == 1


def _unanswered(number: int) -> Conversation:
    chat = _chat(number)
    return Conversation(**{name: getattr(chat, name) for name in chat.__struct_fields__} | {"clock": ResponseClock()})


def test_first_contact_by_hand() -> None:
    """Three solved, one to follow up; one solved came back on the same tag after six days: 2 of 4."""
    solved = [
        _closed(_chat(number, at=START + timedelta(hours=number), tags=(tag,)), Outcome.SOLVED)
        for number, tag in enumerate(("delivery", "returns", "payment"))
    ]
    again = _closed(_chat(9, at=START + timedelta(days=6), tags=("delivery", "late")), Outcome.FOLLOW_UP)
    counts = merged(_counts(chat_closed(chat, ())) for chat in solved)
    assert readings(counts)["first_contact"].value == 1.0
    counts = merged([counts, _counts(chat_closed(again, solved))])
    assert readings(counts)["first_contact"].value == pytest.approx(0.5)
    assert readings(counts)["first_contact"].of == 4
    third = _closed(_chat(10, at=START + timedelta(days=6, hours=5), tags=("delivery",)), Outcome.FOLLOW_UP)
    assert What.RETURNED not in _counts(chat_closed(third, [*solved, again])), "a return is counted once"


@pytest.mark.parametrize(
    "days, tags, returned",
    [(6.9, ("a",), True), (7.1, ("a",), False), (1.0, ("b",), False), (1.0, (), False), (1.0, ("b", "a"), True)],
)
def test_what_is_a_return(days: float, tags: tuple[str, ...], returned: bool) -> None:
    solved = _closed(_chat(1, tags=("a",)), Outcome.SOLVED, after=timedelta(0))
    later = _closed(_chat(2, at=START + timedelta(days=days), tags=tags), Outcome.SOLVED)
    assert (What.RETURNED in _counts(chat_closed(later, [solved]))) is returned


def test_a_return_is_counted_where_the_solved_chat_was() -> None:
    solved = _closed(_chat(1, tags=("a",)), Outcome.SOLVED)
    later = _closed(_chat(2, at=START + timedelta(days=2), tags=("a",)), Outcome.SOLVED)
    (cell,) = [cell for cell, what, _one in chat_closed(later, [solved]) if what is What.RETURNED]
    assert cell.hour == hour_of(START)


def test_sales_by_hand() -> None:
    counts = merged(
        _counts(chat_closed(_closed(_chat(number), outcome), ()))
        for number, outcome in enumerate((Outcome.SALE, Outcome.SALE, Outcome.LEAD, Outcome.SOLVED))
    )
    read = readings(counts)
    assert read["conversion"].value == 0.5
    assert read["sales_value"].value == 24_690


def test_chats_per_hour_and_concurrency_by_hand() -> None:
    """Two hours on duty, half an hour's break; two chats of an hour and one of half an hour: 1.25 at a time."""
    held = [_held(60), _held(60), _held(30)]
    counts = merged(
        [
            *held,
            {time_in(AgentStatus.ONLINE): 5_400_000, time_in(AgentStatus.ENDING): 1_800_000},
            {time_in(AgentStatus.BREAK): 1_800_000, What.CLOSED: 3},
        ]
    )
    read = readings(counts)
    assert read["concurrency"].value == pytest.approx(1.25)
    assert read["chats_per_hour"].value == pytest.approx(1.5)
    assert read["hours_break"].value == pytest.approx(0.5)


def _held(minutes: float) -> Counts:
    ended = START + timedelta(minutes=minutes)
    return _counts(chat_held(SiteId("shop"), DepartmentId("service"), ANNA, START, ended))


def test_nothing_measured_is_no_number() -> None:
    for figure in FIGURES:
        if figure.read is None or figure.unit in {Unit.COUNT, Unit.MONEY, Unit.HOURS}:
            continue
        assert figure.read({}).value is None, figure.id
    assert set(TODAY) | set(OWN_TODAY) <= FIGURE_OF.keys()
    assert all(FIGURE_OF[figure].of_agents for figure in OWN_TODAY)


# ------------------------------------------------------------------------------------------- any numbers


@given(st.lists(waits, min_size=1, max_size=60), st.sampled_from([0.1, 0.5, 0.9, 0.99, 1.0]))
def test_a_percentile_is_off_by_less_than_its_bin(seconds: list[float], share: float) -> None:
    bins: dict[int, int] = {}
    for each in seconds:
        bins[bin_of(each)] = bins.get(bin_of(each), 0) + 1
    exact = sorted(seconds)[max(1, ceil(share * len(seconds) - 1e-6)) - 1]
    found = percentile(bins, share)
    assert found is not None
    number = bin_of(exact)
    if width_s(number):
        assert abs(found - exact) <= width_s(number)
    else:
        assert found == EDGES_S[-1]


@given(st.lists(waits, max_size=30), st.lists(waits, max_size=30))
def test_merged_parts_are_the_whole(one: list[float], other: list[float]) -> None:
    parts = [_stops(*map(_reply, one)), _stops(*map(_reply, other))]
    whole = _stops(*map(_reply, one + other))
    assert merged(parts) == whole
    assert merged(reversed(parts)) == whole
    assert readings(merged(parts)) == readings(whole)


@given(waits)
def test_every_wait_has_its_bin(seconds: float) -> None:
    number = bin_of(seconds)
    assert EDGES_S[number] <= seconds
    assert number + 1 == len(EDGES_S) or seconds < EDGES_S[number + 1]


@pytest.mark.parametrize("odd", [-1.0, float("nan"), float("inf")])
def test_odd_times_have_a_bin_too(odd: float) -> None:
    assert 0 <= bin_of(odd) < len(EDGES_S)


# ------------------------------------------------------------------------------------------- hours


@given(
    st.integers(1_735_689_600, 1_798_761_600),
    st.integers(0, 3 * 86_400_000),
    st.sampled_from(["Europe/Amsterdam", "Asia/Kolkata", "UTC", "Australia/Lord_Howe"]),
)
def test_hours_add_up_to_the_whole(begin_s: int, length_ms: int, zone: str) -> None:
    since = datetime.fromtimestamp(begin_s, UTC)
    parts = list(by_hours(since, since + timedelta(milliseconds=length_ms), ZoneInfo(zone)))
    assert sum(spent for _hour, spent in parts) == length_ms
    assert len({hour for hour, _spent in parts}) == len(parts)


def test_the_repeated_hour_of_autumn_is_two_hours() -> None:
    """On 25 October 2026 at 03:00 summer time it is 02:00 again in Amsterdam."""
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    hours = [hour_of(each, AMSTERDAM) for each in (first, second)]
    assert hours[1] - hours[0] == 3600
    assert [group_of(hour, Grouping.HOUR, AMSTERDAM) for hour in hours] == ["2026-10-25T02+02", "2026-10-25T02+01"]
    assert {group_of(hour, Grouping.HOUR_OF_DAY, AMSTERDAM) for hour in hours} == {"02"}
    assert {group_of(hour, Grouping.HOUR_OF_WEEK, AMSTERDAM) for hour in hours} == {"6-02"}


def test_days_of_the_changed_clock_have_23_and_25_hours() -> None:
    def hours(day: date) -> int:
        return (first_hour(day + timedelta(days=1), AMSTERDAM) - first_hour(day, AMSTERDAM)) // 3600

    assert [hours(date(2026, 3, 29)), hours(date(2026, 10, 25)), hours(date(2026, 6, 1))] == [23, 25, 24]


def test_a_zone_at_half_an_hour_has_its_own_hours() -> None:
    kolkata = ZoneInfo("Asia/Kolkata")
    hour = hour_of(datetime(2026, 1, 1, 6, 40, tzinfo=UTC), kolkata)
    assert hour == int(datetime(2026, 1, 1, 6, 30, tzinfo=UTC).timestamp())
    assert group_of(hour, Grouping.HOUR_OF_DAY, kolkata) == "12"

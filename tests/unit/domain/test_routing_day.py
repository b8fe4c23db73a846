"""A whole day in simulated time: our routing against others, with the same visitors, questions and agents."""

from bench.day.cast import cast
from bench.day.virtual import VirtualDay
from operator_console.domain.people import RoutingPolicy


def share_in_time(policy: RoutingPolicy) -> float:
    visitors, staff = cast(1, 800, 6)
    day = VirtualDay(visitors, staff, policy, 30.0)
    day.run()
    assert len(day.queued_s) == len(visitors), "nobody is lost"
    waits = [stop.stopped_s - stop.asked_s for stop in day.stops if stop.answered]
    assert len(waits) > 0.9 * sum(len(script.work_s) for script in visitors)
    return sum(wait_s <= 30.0 for wait_s in waits) / len(waits)


def test_ours_keeps_the_thirty_seconds_more_often_than_others_at_equal_staffing() -> None:
    ours = share_in_time(RoutingPolicy.OURS)
    assert ours > share_in_time(RoutingPolicy.LEAST_BUSY) > share_in_time(RoutingPolicy.ROUND_ROBIN)

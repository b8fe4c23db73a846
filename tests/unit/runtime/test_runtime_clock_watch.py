"""Noticing that the wall clock was set."""

from datetime import UTC, datetime, timedelta

from operator_console.runtime.server_time import ClockWatch


class Machine:
    def __init__(self) -> None:
        self.ticks_s = 100.0
        self.wall = datetime(2026, 3, 1, tzinfo=UTC)

    def pass_time(self, seconds: float, *, set_by_s: float = 0.0) -> None:
        self.ticks_s += seconds
        self.wall += timedelta(seconds=seconds + set_by_s)


def test_a_clock_that_was_set_is_noticed_once_and_time_that_passes_is_not() -> None:
    """Catches a jump unseen, one seen twice, and a machine that slept taken for one whose clock was set."""
    machine = Machine()
    watch = ClockWatch(lambda: machine.ticks_s, lambda: machine.wall)
    for seconds in (1.0, 3600.0, 0.0):
        machine.pass_time(seconds, set_by_s=seconds * 0.0001)
        assert watch.jump() == timedelta()
    machine.pass_time(1.0, set_by_s=-7200.0)
    assert round(watch.jump().total_seconds()) == -7200
    assert watch.jump() == timedelta()

"""Server time, back-off, redaction, task scopes and the event hub."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.runtime.backoff import Backoff
from operator_console.runtime.event_hub import EventHub
from operator_console.runtime.redaction import RedactingFilter, redact
from operator_console.runtime.server_time import ServerClock, steady_ticks_s
from operator_console.runtime.task_scope import TaskScope

BEGAN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


class Ticks:
    """A steady clock that the test moves."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def measure(clock: ServerClock, ticks: Ticks, there_s: float, back_s: float, server_offset_s: float = 0.0) -> None:
    """Send a ping that takes `there_s` and whose answer takes `back_s`; the server is at BEGAN + ticks."""
    sent_s = ticks.now_s
    ticks.now_s += there_s
    server_time = BEGAN + timedelta(seconds=ticks.now_s + server_offset_s)
    ticks.now_s += back_s
    clock.sample(sent_s, server_time)


def error_s(clock: ServerClock, ticks: Ticks, server_offset_s: float = 0.0) -> float:
    true_time = BEGAN + timedelta(seconds=ticks.now_s + server_offset_s)
    return abs((clock.now() - true_time).total_seconds())


@given(
    st.lists(st.tuples(st.floats(0, 0.4), st.floats(0, 0.4)), min_size=1, max_size=8),
    st.floats(-1e6, 1e6),
)
def test_server_time_errs_by_half_the_best_round_trip_at_most(trips: list[tuple[float, float]], wrong_s: float) -> None:
    ticks = Ticks()
    clock = ServerClock(ticks, lambda: BEGAN + timedelta(seconds=wrong_s))
    for there_s, back_s in trips:
        measure(clock, ticks, there_s, back_s)
    best_s = min(there_s + back_s for there_s, back_s in trips)
    assert error_s(clock, ticks) <= best_s / 2 + 1e-3
    assert clock.round_trip_ms == pytest.approx(best_s * 1000, abs=1e-3)


def test_a_jump_is_noticed_with_the_next_sample() -> None:
    ticks = Ticks()
    clock = ServerClock(ticks, lambda: BEGAN)
    for _ in range(8):
        measure(clock, ticks, 0.001, 0.001)
    measure(clock, ticks, 0.05, 0.05, server_offset_s=3600.0)
    assert error_s(clock, ticks, 3600.0) < 0.06


def test_a_slow_sample_does_not_spoil_a_good_one() -> None:
    ticks = Ticks()
    clock = ServerClock(ticks, lambda: BEGAN)
    measure(clock, ticks, 0.001, 0.001)
    measure(clock, ticks, 2.0, 0.0)
    assert error_s(clock, ticks) < 0.002


def test_the_own_clock_counts_until_the_first_sample() -> None:
    ticks = Ticks()
    clock = ServerClock(ticks, lambda: BEGAN)
    ticks.now_s += 5
    assert clock.now() == BEGAN + timedelta(seconds=5)
    assert not clock.measured
    assert steady_ticks_s() <= steady_ticks_s()


@given(st.integers(1, 40), st.floats(0, 1))
def test_back_off_stays_under_its_ceiling(failures: int, draw: float) -> None:
    backoff = Backoff(0.5, 30.0, lambda low, high: low + (high - low) * draw)
    delays = [backoff.next_s() for _ in range(failures)]
    assert all(delay <= min(30.0, 0.5 * 2**number) for number, delay in enumerate(delays))
    backoff.reset()
    assert backoff.next_s() <= 0.5


def test_what_the_server_asks_for_wins_within_reason() -> None:
    backoff = Backoff()
    assert backoff.next_s(7.0) == 7.0
    assert backoff.next_s(1e9) == 300.0
    assert backoff.next_s(-5.0) == 0.0


@pytest.mark.parametrize(
    "line, secret",
    [
        ('{"type":"send","text":"my PIN is 1234"}', "PIN"),
        ('{"preview": "half \\"a\\" word"}', "half"),
        ("SendMessage(client_id='x', text='my PIN', note='n')", "PIN"),
        ("Authorization: Bearer abcdef0123456789", "abcdef"),
        ("GET /x?token=abcdef0123&y=1", "abcdef"),
        ("from jan.de.boer@shop.example", "jan"),
        ("token was " + "A1b2" * 11, "A1b2A1b2"),
        ('{"refresh_token":"short"}', "short"),
    ],
)
def test_nothing_private_reaches_the_log(line: str, secret: str) -> None:
    assert secret in line
    assert secret not in redact(line)


def test_what_helps_to_find_a_fault_stays() -> None:
    line = "stream c:cv_0tce70vde1m8mf4wywh3xseyzf has a gap after 17"
    assert redact(line) == line
    assert len(redact("x " * 10_000)) <= 4000


def test_the_filter_cleans_arguments_and_tracebacks() -> None:
    with pytest.raises(ValueError, match="PIN") as caught:
        int('{"text": "my PIN"}')
    error = caught.value
    record = logging.LogRecord(
        "x", logging.ERROR, __file__, 1, "from %s", ("a@b.example",), (ValueError, error, error.__traceback__)
    )
    assert RedactingFilter().filter(record)
    shown = logging.Formatter("%(message)s").format(record)
    assert "PIN" not in shown
    assert "a@b.example" not in shown
    assert "ValueError" in shown


async def test_a_scope_closes_from_the_leaves_and_reports_errors_upwards() -> None:
    errors: list[tuple[str, BaseException]] = []
    ended: list[str] = []
    root = TaskScope("root", lambda name, error: errors.append((name, error)))
    leaf = root.child("leaf")

    async def wait(name: str) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(name)

    async def fail() -> None:
        raise ValueError

    root.start(wait("root"), name="wait")
    leaf.start(wait("leaf"), name="wait")
    leaf.start(fail(), name="fail")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert [(name, type(error)) for name, error in errors] == [("leaf/fail", ValueError)]
    assert set(root.running) == {"root/wait", "leaf/wait"}
    await root.close()
    assert ended == ["leaf", "root"]
    with pytest.raises(RuntimeError):
        root.start(wait("late"), name="late")


async def test_only_the_newest_exclusive_task_runs_on() -> None:
    scope = TaskScope("root")
    done: list[int] = []

    async def late(number: int) -> None:
        await asyncio.sleep(0.01)
        done.append(number)

    tasks = [scope.start(late(number), name="late", exclusive=True) for number in range(3)]
    await asyncio.wait(tasks)
    assert done == [2]
    await scope.close()


def test_what_is_started_before_the_loop_runs_in_it() -> None:
    loop, done = asyncio.new_event_loop(), []

    async def work() -> None:
        done.append(asyncio.get_running_loop())

    TaskScope("root", loop=lambda: loop).child("leaf").start(work(), name="work")
    assert done == []
    loop.run_until_complete(asyncio.sleep(0))
    assert done == [loop]
    loop.close()
    with pytest.raises(RuntimeError, match="no running event loop"):
        TaskScope("root").start(work(), name="work")


def test_a_listener_s_bug_does_not_keep_others_from_hearing() -> None:
    errors: list[str] = []
    heard: list[int] = []
    hub = EventHub(lambda name, _error: errors.append(name))

    def broken(_value: int) -> None:
        raise ValueError

    hub.listen(int, broken)
    unsubscribe = hub.listen(int, heard.append)
    hub.publish(1)
    hub.publish("other")
    unsubscribe()
    hub.publish(2)
    assert heard == [1]
    assert errors == ["listener of int"] * 2

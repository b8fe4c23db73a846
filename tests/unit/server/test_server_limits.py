"""How long somebody who fails to sign in waits: longer each time, never for good, and never the wrong person."""

import math

from hypothesis import given
from hypothesis import strategies as st

from operator_console.server.limits import MAX_KEYS, Familiar, GrowingDelay, Patience
from operator_console.server.sign_in_limits import SignInLimits


def test_the_wait_doubles_and_ends() -> None:
    delay = GrowingDelay(Patience(free=2, first_s=1.0, most_s=10.0, forget_s=100.0))
    waits = []
    for _ in range(8):
        delay.failed("anna", 0.0)
        waits.append(delay.wait_s("anna", 0.0))
    assert waits == [0.0, 0.0, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
    assert math.isclose(delay.wait_s("anna", 4.0), 6.0)
    assert delay.wait_s("anna", 10.0) == 0.0
    assert delay.wait_s("ben", 0.0) == 0.0
    delay.failed("anna", 111.0)
    assert delay.wait_s("anna", 111.0) == 0.0, "after a quiet time everything is forgotten"
    delay.failed("anna", 112.0)
    delay.failed("anna", 112.0)
    delay.succeeded("anna")
    assert delay.wait_s("anna", 112.0) == 0.0


def test_failures_of_many_names_use_bounded_memory() -> None:
    delay, familiar = GrowingDelay(Patience(free=1)), Familiar()
    for number in range(3 * MAX_KEYS):
        delay.failed(str(number), 0.0)
        familiar.add(str(number))
    assert len(delay._failures) == len(familiar._known) == MAX_KEYS
    assert "0" not in familiar
    assert str(3 * MAX_KEYS - 1) in familiar


@given(st.lists(st.tuples(st.sampled_from(["anna", "ben", "nobody"]), st.floats(0, 30)), max_size=300))
def test_another_address_never_waits_longer_than_half_a_minute(attempts: list[tuple[str, float]]) -> None:
    limits, now_s = SignInLimits(), 0.0
    for account, pause_s in attempts:
        now_s += pause_s
        if limits.wait_s(account, "noisy", now_s) == 0.0:
            limits.failed(account, "noisy", now_s)
        assert limits.wait_s(account, "quiet", now_s) <= 30.0
        assert limits.wait_s("zoe", "quiet", now_s) == 0.0


def test_where_somebody_signed_in_before_a_stranger_cannot_lock_them_out() -> None:
    limits = SignInLimits()
    limits.succeeded("anna", "home")
    for number in range(1_000):
        limits.failed("anna", f"stranger {number}", 0.0)
    assert limits.wait_s("anna", "home", 0.0) == 0.0
    assert limits.wait_s("anna", "hotel", 0.0) == 30.0


def test_a_guesser_gets_few_guesses() -> None:
    """In a day of never resting, against one account from one address."""
    limits, now_s, guesses = SignInLimits(), 0.0, 0
    while now_s < 86_400.0:
        wait_s = limits.wait_s("anna", "noisy", now_s)
        if wait_s == 0.0:
            guesses += 1
            limits.failed("anna", "noisy", now_s)
        now_s += max(wait_s, 0.01)
    assert guesses < 120


def test_an_office_behind_one_address_is_not_locked_out_for_long() -> None:
    limits = SignInLimits()
    for _ in range(10_000):
        limits.failed("mistyped", "office", 0.0)
    assert limits.wait_s("colleague", "office", 0.0) <= 60.0
    assert limits.wait_s("mistyped", "office", 0.0) == 900.0


def test_names_that_do_not_exist_wait_as_long_as_those_that_do() -> None:
    """The limits do not know which is which: the same calls give the same waits."""
    ours, theirs = SignInLimits(), SignInLimits()
    for _ in range(40):
        assert ours.failed("anna", "x", 0.0) == theirs.failed("nobody", "x", 0.0)

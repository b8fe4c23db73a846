"""Places and waits in a queue: honest ranges, silence where nothing is known, and what can be an address."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.contact import is_email, is_phone
from operator_console.domain.waiting import FORGOTTEN_S, QueuePace, Wait, is_told


def moving(*steps_s: float) -> tuple[QueuePace, float]:
    """Return a queue that has moved in these steps and still holds somebody, and the time now."""
    pace, now_s = QueuePace(), 0.0
    pace.began(now_s)
    for step_s in steps_s:
        now_s += step_s
        pace.moved(now_s, is_empty=False)
    return pace, now_s


def test_nothing_is_said_before_anything_is_known_or_long_after() -> None:
    pace, now_s = moving(10.0, 10.0)
    assert pace.wait(0, now_s) is None
    pace, now_s = moving(10.0, 10.0, 10.0)
    assert pace.wait(0, now_s) is not None
    assert pace.wait(0, now_s + FORGOTTEN_S + 1) is None


def test_a_chat_that_found_somebody_free_does_not_make_the_queue_look_fast() -> None:
    pace = QueuePace()
    for number in range(20):
        pace.began(number * 10.0)
        pace.moved(number * 10.0 + 0.02, is_empty=True)
    assert pace.wait(3, 200.0) is None


def test_a_queue_that_stands_still_makes_the_wait_longer() -> None:
    pace, now_s = moving(*[10.0] * 5)
    early, late = pace.wait(1, now_s), pace.wait(1, now_s + 100.0)
    assert early is not None
    assert late is not None
    assert late.high_s > 2 * early.high_s


@given(st.lists(st.floats(0.1, 300), min_size=3, max_size=40), st.integers(0, 50))
def test_a_range_is_a_range_and_grows_with_the_place(steps_s: list[float], ahead: int) -> None:
    pace, now_s = moving(*steps_s)
    wait, next_wait = pace.wait(ahead, now_s), pace.wait(ahead + 1, now_s)
    assert wait is not None
    assert next_wait is not None
    assert 0 < wait.low_s < wait.high_s
    assert next_wait.high_s > wait.high_s
    assert next_wait.low_s > wait.low_s


def test_about_four_waits_in_five_end_within_what_was_told() -> None:
    chance, within, all_of = Random(7), 0, 400
    for _ in range(all_of):
        pace, now_s = moving(*[chance.expovariate(1 / 20.0) for _ in range(15)])
        ahead = chance.randrange(8)
        wait = pace.wait(ahead, now_s)
        assert wait is not None
        really_s = sum(chance.expovariate(1 / 20.0) for _ in range(ahead + 1))
        within += wait.low_s <= really_s <= wait.high_s
    assert within / all_of > 0.75


def test_a_visitor_is_told_when_it_takes_long_or_will() -> None:
    assert not is_told(10.0, None, 60.0)
    assert is_told(60.0, None, 60.0)
    assert is_told(1.0, Wait(70.0, 200.0), 60.0)
    assert not is_told(1.0, Wait(20.0, 90.0), 60.0)
    assert not is_told(500.0, None, 0.0)  # a site that does not want it


@pytest.mark.parametrize(
    "text, email, phone",
    [
        ("a@b.nl", True, False),
        ("a b@c.nl", False, False),
        ("a@b@c", False, False),
        ("@b.nl", False, False),
        ("a" * 250 + "@b.nl", False, False),
        ("+31 (0)6-1234 5678", False, True),
        ("12345", False, False),
        ("1" * 16, False, False),
        ("06 1234 call me", False, False),
        ("", False, False),
    ],
)
def test_what_can_be_an_address(text: str, email: bool, phone: bool) -> None:
    assert (is_email(text), is_phone(text)) == (email, phone)

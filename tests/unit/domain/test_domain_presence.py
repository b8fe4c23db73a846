"""Away and back: no choice is overridden, nobody who is there is sent away, and sleep and clocks do not matter."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from operator_console.domain.people import AgentStatus
from operator_console.domain.presence import (
    IDLE_S,
    SLEPT_S,
    Activity,
    Automatic,
    Cause,
    Presence,
    Rules,
    Signs,
    activity,
    begun,
    chosen,
    due,
    left,
    looked,
    returned,
)

RULES = Rules(busy_after_s=300, away_after_s=900)
LOOK_S = 5.0
ONLINE, BUSY, BREAK = AgentStatus.ONLINE, AgentStatus.BUSY, AgentStatus.BREAK


class Desk:
    """A machine, an agent and a status, moved by hand; `told` holds every status that was set by itself."""

    def __init__(self, rules: Rules = RULES, *, tells_idle: bool = True) -> None:
        self.now = 1_000.0
        self.rules = rules
        self.status = ONLINE
        self.presence = begun(self.now)
        self.touched: float | None = None
        self.in_window: float | None = None
        self.locked: bool | None = False
        self.tells_idle = tells_idle
        self.told: list[AgentStatus] = []

    def look(self, seconds: float = LOOK_S) -> None:
        self.now += seconds
        touched = self.touched if self.touched is not None else 0.0
        self.take(
            Signs(
                at_s=self.now,
                idle_s=self.now - touched if self.tells_idle else None,
                window_idle_s=None if self.in_window is None else self.now - self.in_window,
                locked=self.locked,
            )
        )

    def take(self, signs: Signs) -> None:
        self.now = max(self.now, signs.at_s)
        self.presence, back = looked(self.presence, signs)
        automatic = self.presence.automatic
        if automatic is not None and back:
            self.presence = returned(self.presence)
            self._set(automatic.back)
        elif (next_one := due(self.presence, self.status, self.rules)) is not None:
            self.presence = left(self.presence, next_one)
            self._set(next_one.status)

    def _set(self, status: AgentStatus) -> None:
        self.status = status
        self.told.append(status)

    def wait(self, seconds: float) -> None:
        for _ in range(int(seconds // LOOK_S)):
            self.look()

    def move(self) -> None:
        self.touched = self.now + 1
        self.look()

    def type(self) -> None:
        self.touched = self.in_window = self.now + 1
        self.look()

    def choose(self, status: AgentStatus) -> None:
        self.status = status
        self.presence = chosen(self.presence, self.now)


def test_busy_after_five_minutes_away_after_fifteen_and_online_again() -> None:
    desk = Desk()
    desk.wait(295)
    assert desk.told == []
    desk.wait(10)
    assert desk.told == [BUSY]
    desk.wait(600)
    assert desk.told == [BUSY, BREAK]
    desk.type()
    assert desk.told == [BUSY, BREAK, ONLINE]
    assert desk.presence.automatic is None


def test_a_bump_against_the_desk_brings_nobody_back() -> None:
    desk = Desk()
    desk.wait(310)
    desk.move()
    desk.wait(60)
    assert desk.status is BUSY
    desk.move()
    assert desk.status is BUSY, "that was a minute ago"
    desk.move()
    assert desk.status is ONLINE


def test_a_locked_screen_is_away_at_once_and_moving_the_pointer_over_it_is_not_back() -> None:
    desk = Desk()
    desk.locked = True
    desk.look()
    assert desk.status is BREAK
    assert desk.presence.automatic == Automatic(status=BREAK, back=ONLINE, cause=Cause.LOCKED)
    for _ in range(5):
        desk.type()
    assert desk.status is BREAK
    desk.locked = False
    desk.look()
    assert desk.status is ONLINE


def test_a_lock_can_be_left_out_of_it() -> None:
    desk = Desk(Rules(busy_after_s=None, away_after_s=None, away_when_locked=False))
    desk.locked = True
    desk.wait(3600)
    assert desk.told == []


def test_sleep_is_no_absence_and_waking_up_is_no_return() -> None:
    desk = Desk()
    desk.wait(100)
    desk.look(8 * 3600)
    assert desk.status is ONLINE
    desk.wait(250)
    assert desk.status is ONLINE, "nobody's being there counts from the waking up"
    desk.wait(60)
    assert desk.told == [BUSY]
    desk.touched = desk.now + 8 * 3600 - 1  # a machine whose idle time began anew when it woke up by itself
    desk.look(8 * 3600)
    assert desk.status is BUSY


def test_without_the_machine_s_word_only_the_window_counts() -> None:
    desk = Desk(tells_idle=False)
    for _ in range(10):
        desk.wait(200)
        desk.type()
    assert desk.told == []
    for _ in range(40):
        desk.move()
        desk.wait(10)
    assert desk.status is BUSY
    desk.type()
    assert desk.status is ONLINE


def test_a_machine_that_always_says_zero_or_a_year_does_no_harm() -> None:
    desk = Desk(tells_idle=False)
    for _ in range(200):
        desk.take(Signs(at_s=desk.now + LOOK_S, idle_s=3e7, locked=None))
    assert desk.status is BREAK
    for _ in range(3):
        desk.take(Signs(at_s=desk.now + LOOK_S, idle_s=0.0, locked=None))
    assert desk.status is ONLINE


def test_what_held_when_the_last_run_ended_ends_with_the_first_key() -> None:
    desk = Desk()
    desk.presence = begun(desk.now, Automatic(status=BREAK, back=ONLINE, cause=Cause.LOCKED))
    desk.status = BREAK
    desk.wait(60)
    assert desk.status is BREAK
    desk.type()
    assert desk.status is ONLINE


def test_a_lead_s_choice_for_somebody_away_holds_as_long_as_anybody_s() -> None:
    desk = Desk()
    desk.wait(310)
    desk.choose(ONLINE)
    desk.wait(290)
    assert desk.told == [BUSY]
    desk.wait(20)
    assert desk.told == [BUSY, BUSY]


def test_the_word_for_the_server() -> None:
    assert activity(IDLE_S - 0.1, locked=False) is Activity.ACTIVE
    assert activity(IDLE_S, locked=False) is Activity.IDLE
    assert activity(0, locked=True) is Activity.LOCKED
    desk = Desk()
    desk.type()
    words = [desk.presence.activity]
    desk.wait(30)
    words.append(desk.presence.activity)
    assert words == [Activity.ACTIVE, Activity.IDLE]


# -- what always holds

limits = st.one_of(st.none(), st.integers(60, 3600).map(float))
rules = st.builds(Rules, busy_after_s=limits, away_after_s=limits, away_when_locked=st.booleans())
readings = st.one_of(st.none(), st.floats(-10, 1e9, allow_nan=False))
steps = st.lists(
    st.tuples(
        st.floats(0, 4000, allow_nan=False),
        readings,
        readings,
        st.one_of(st.none(), st.booleans()),
        st.one_of(st.none(), st.sampled_from(AgentStatus)),
    ),
    max_size=40,
)


def _play(desk: Desk, step: tuple[float, float | None, float | None, bool | None, AgentStatus | None]) -> None:
    apart_s, idle_s, window_idle_s, locked, choice = step
    if choice is not None:
        desk.choose(choice)
    desk.take(Signs(at_s=desk.now + apart_s, idle_s=idle_s, window_idle_s=window_idle_s, locked=locked))


@given(rules, steps)
def test_a_choice_is_never_overridden_by_anything_but_absence_from_online(
    rules: Rules, steps: list[tuple[float, float | None, float | None, bool | None, AgentStatus | None]]
) -> None:
    desk = Desk(rules)
    choice = ONLINE
    for step in steps:
        choice = step[4] or choice
        _play(desk, step)
        automatic = desk.presence.automatic
        assert desk.status is (choice if automatic is None else automatic.status)
        if automatic is not None:
            assert (choice, automatic.back) == (ONLINE, ONLINE)
            assert desk.status in {BUSY, BREAK}


@given(rules, steps, st.booleans())
def test_somebody_who_is_there_is_never_sent_away(
    rules: Rules,
    steps: list[tuple[float, float | None, float | None, bool | None, AgentStatus | None]],
    in_window: bool,
) -> None:
    desk = Desk(rules)
    for apart_s, *_rest in steps:
        seen_s = min(1.0, apart_s / 2)
        signs = Signs(at_s=desk.now + min(apart_s, SLEPT_S), idle_s=None if in_window else seen_s, locked=False)
        desk.take(structs.replace(signs, window_idle_s=seen_s if in_window else None))
        assert desk.status is ONLINE


@given(rules, steps)
def test_being_back_ends_everything_that_was_automatic(
    rules: Rules, steps: list[tuple[float, float | None, float | None, bool | None, AgentStatus | None]]
) -> None:
    desk = Desk(rules)
    for step in steps:
        _play(desk, step)
    held = desk.presence.automatic
    desk.locked = False
    desk.type()
    assert desk.presence.automatic is None
    assert held is None or desk.status is held.back


@given(steps)
def test_nothing_happens_by_itself_where_everything_is_off(
    steps: list[tuple[float, float | None, float | None, bool | None, AgentStatus | None]],
) -> None:
    desk = Desk(Rules(busy_after_s=None, away_after_s=None, away_when_locked=False))
    for step in steps:
        _play(desk, step)
    assert desk.told == []


@given(st.floats(0, 1e6, allow_nan=False), st.lists(st.floats(-1e6, 1e6, allow_nan=False), max_size=20))
def test_what_is_remembered_never_goes_back_in_time(start_s: float, ticks: list[float]) -> None:
    presence: Presence = begun(start_s)
    for tick in ticks:
        after, _back = looked(presence, Signs(at_s=tick, idle_s=0.0, window_idle_s=0.0, locked=False))
        assert after.looked_s >= presence.looked_s
        assert after.active_s >= presence.active_s
        assert after.idle_s >= 0
        presence = after

"""Every figure by DESIGN.md's rule, as a pure function of counts; the rules in words are the screens' matter."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.figures.bins import percentile
from operator_console.domain.figures.counts import What, replies_of, reply_bins, time_in, wait_bins
from operator_console.domain.people import AgentStatus

HOUR_MS = 3_600_000
ON_DUTY = (AgentStatus.ONLINE, AgentStatus.BUSY, AgentStatus.ENDING)
"""Statuses in which an agent answers chats."""


class Unit(StrEnum):
    """How a figure is written."""

    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"
    MONEY = "money"
    """In cents."""
    RATE = "rate"
    HOURS = "hours"


class Reading(Struct, frozen=True):
    """A figure's value.

    Attributes:
        value: A share is between 0 and 1; None when there is nothing of which it could be said.
        of: Of how many replies, chats or hours it is said.
    """

    value: float | None
    of: int = 0


class Figure(Struct, frozen=True):
    """A figure.

    Attributes:
        id: Also the key of its title and of its rule in words.
        read: Its value from counts; None for what this server does not measure.
        of_agents: It can be said of one agent; otherwise only of sites, departments and times.
        settles: Days after which it does not change any more.
        low_is_good: Less of it is better.
    """

    id: str
    unit: Unit
    read: Callable[[Mapping[str, int]], Reading] | None
    of_agents: bool = True
    settles: int = 0
    low_is_good: bool = False


def _count(what: What) -> Callable[[Mapping[str, int]], Reading]:
    def read(counts: Mapping[str, int]) -> Reading:
        amount = counts.get(what, 0)
        return Reading(float(amount), amount)

    return read


def _share(part: int, whole: int) -> Reading:
    return Reading(part / whole if whole else None, whole)


def _share_of(part: What, whole: What) -> Callable[[Mapping[str, int]], Reading]:
    def read(counts: Mapping[str, int]) -> Reading:
        return _share(counts.get(part, 0), counts.get(whole, 0))

    return read


def _on_time(counts: Mapping[str, int]) -> Reading:
    total, on_time = replies_of(counts)
    return _share(on_time, total)


def _first_on_time(counts: Mapping[str, int]) -> Reading:
    total, on_time = replies_of(counts, first_only=True)
    return _share(on_time, total)


def _replies(counts: Mapping[str, int]) -> Reading:
    total, _on_time = replies_of(counts)
    return Reading(float(total), total)


def _late(counts: Mapping[str, int]) -> Reading:
    total, on_time = replies_of(counts)
    return Reading(float(total - on_time), total)


def _reply_percentile(share: float) -> Callable[[Mapping[str, int]], Reading]:
    def read(counts: Mapping[str, int]) -> Reading:
        bins = reply_bins(counts)
        return Reading(percentile(bins, share), sum(bins.values()))

    return read


def _wait_percentile(share: float) -> Callable[[Mapping[str, int]], Reading]:
    def read(counts: Mapping[str, int]) -> Reading:
        bins = wait_bins(counts)
        return Reading(percentile(bins, share), sum(bins.values()))

    return read


def _first_contact(counts: Mapping[str, int]) -> Reading:
    solved = counts.get(What.SOLVED, 0)
    return _share(solved - counts.get(What.RETURNED, 0), solved + counts.get(What.FOLLOW_UP, 0))


def _stars(rated: What, stars: What) -> Callable[[Mapping[str, int]], Reading]:
    def read(counts: Mapping[str, int]) -> Reading:
        number = counts.get(rated, 0)
        return Reading(counts.get(stars, 0) / number if number else None, number)

    return read


def _said_solved(counts: Mapping[str, int]) -> Reading:
    solved = counts.get(What.SAID_SOLVED, 0)
    return _share(solved, solved + counts.get(What.SAID_UNSOLVED, 0))


def _duty_ms(counts: Mapping[str, int]) -> int:
    return sum(counts.get(time_in(status), 0) for status in ON_DUTY)


def _chats_per_hour(counts: Mapping[str, int]) -> Reading:
    duty = _duty_ms(counts)
    return Reading(counts.get(What.CLOSED, 0) * HOUR_MS / duty if duty else None, counts.get(What.CLOSED, 0))


def _concurrency(counts: Mapping[str, int]) -> Reading:
    duty = _duty_ms(counts)
    return Reading(counts.get(What.HELD_MS, 0) / duty if duty else None, counts.get(What.ASSIGNED, 0))


def _hours_in(*statuses: AgentStatus) -> Callable[[Mapping[str, int]], Reading]:
    def read(counts: Mapping[str, int]) -> Reading:
        spent = sum(counts.get(time_in(status), 0) for status in statuses)
        return Reading(spent / HOUR_MS, spent)

    return read


FIGURES: tuple[Figure, ...] = (
    Figure("on_time", Unit.SHARE, _on_time),
    Figure("first_on_time", Unit.SHARE, _first_on_time),
    Figure("median", Unit.SECONDS, _reply_percentile(0.5), low_is_good=True),
    Figure("p90", Unit.SECONDS, _reply_percentile(0.9), low_is_good=True),
    Figure("replies", Unit.COUNT, _replies),
    Figure("late", Unit.COUNT, _late, low_is_good=True),
    Figure("wait", Unit.SECONDS, _wait_percentile(0.5), low_is_good=True),
    Figure("wait_p90", Unit.SECONDS, _wait_percentile(0.9), low_is_good=True),
    Figure("began", Unit.COUNT, _count(What.BEGAN), of_agents=False),
    Figure("closed", Unit.COUNT, _count(What.CLOSED)),
    Figure("abandonment", Unit.SHARE, _share_of(What.ABANDONED, What.BEGAN), of_agents=False, low_is_good=True),
    Figure("missed", Unit.COUNT, _count(What.MISSED), of_agents=False, low_is_good=True),
    Figure("dropped", Unit.COUNT, _count(What.DROPPED), of_agents=False, low_is_good=True),
    Figure("first_contact", Unit.SHARE, _first_contact, settles=7),
    Figure("csat", Unit.RATE, _stars(What.RATED, What.STARS)),
    Figure("csat_good", Unit.SHARE, _share_of(What.RATED_GOOD, What.RATED)),
    Figure("csat_response", Unit.SHARE, _share_of(What.RATED, What.ANSWERED)),
    Figure("visitor_solved", Unit.SHARE, _said_solved),
    Figure("agent_solved", Unit.SHARE, _share_of(What.SOLVED, What.CLOSED)),
    Figure("conversion", Unit.SHARE, _share_of(What.SALE, What.CLOSED)),
    Figure("sales_value", Unit.MONEY, _count(What.VALUE_CENTS)),
    Figure("chats_per_hour", Unit.RATE, _chats_per_hour),
    Figure("concurrency", Unit.RATE, _concurrency),
    Figure("offers_declined", Unit.COUNT, _count(What.OFFER_DECLINED), low_is_good=True),
    Figure("offers_timed_out", Unit.COUNT, _count(What.OFFER_TIMED_OUT), low_is_good=True),
    Figure("hours_online", Unit.HOURS, _hours_in(AgentStatus.ONLINE)),
    Figure("hours_busy", Unit.HOURS, _hours_in(AgentStatus.BUSY)),
    Figure("hours_break", Unit.HOURS, _hours_in(AgentStatus.BREAK)),
    Figure("hours_ending", Unit.HOURS, _hours_in(AgentStatus.ENDING)),
    Figure("cart_abandonment", Unit.SHARE, None, of_agents=False),
    Figure("bot_csat", Unit.RATE, _stars(What.BOT_RATED, What.BOT_STARS), of_agents=False),
    Figure("invitations", Unit.SHARE, _share_of(What.INVITATION_ACCEPTED, What.INVITED), of_agents=False),
    Figure("bot_began", Unit.COUNT, _count(What.BOT_BEGAN), of_agents=False),
    Figure("bot_handled", Unit.SHARE, _share_of(What.BOT_ANSWERED, What.BOT_BEGAN), of_agents=False),
    Figure("bot_handed_over", Unit.COUNT, _count(What.BOT_HANDED_OVER), of_agents=False),
    Figure("bot_failed", Unit.COUNT, _count(What.BOT_FAILED), of_agents=False, low_is_good=True),
)
FIGURE_OF = {figure.id: figure for figure in FIGURES}
TODAY = ("on_time", "first_on_time", "p90", "median", "abandonment", "began", "first_contact", "sales_value")
"""What is shown live, in this order."""
OWN_TODAY = ("on_time", "first_on_time", "p90", "median", "replies", "closed", "first_contact", "sales_value")
"""The same for one agent."""


def readings(counts: Mapping[str, int]) -> dict[str, Reading]:
    """Return every figure that is measured, by its id."""
    return {figure.id: figure.read(counts) for figure in FIGURES if figure.read is not None}

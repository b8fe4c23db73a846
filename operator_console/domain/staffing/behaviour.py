"""How a desk's people behave, from what the response clock recorded; knows no text, only times."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from random import Random

from msgspec import Struct

from operator_console.domain.response_clock import StopReason
from operator_console.domain.staffing.values import Behaviour

SAMPLES = 200
LONGEST_WORK_S = 900.0
"""Whoever took longer between two answers was doing something else; the work counts as this long."""
FOREVER_S = float("inf")


class Stop(Struct, frozen=True):
    """One stop of the response clock, as recorded; times in seconds of any one clock.

    Attributes:
        chat: Which conversation.
        agent: Who answered, None when nobody did.
        first: It is about the chat's first human answer.
        here: False for an answer elsewhere: it counts for nothing, but the same agent's work here begins after it.
    """

    chat: str
    agent: str | None
    asked_s: float
    stopped_s: float
    reason: StopReason
    first: bool
    here: bool = True

    @property
    def answered(self) -> bool:
        """Tell whether a human answered."""
        return self.agent is not None and self.reason in {StopReason.ANSWERED, StopReason.HOLDING_LINE}


def measured(stops: Iterable[Stop], target_s: float) -> Behaviour:
    """Return how people behave.

    Work on an answer is what lies between it and the later of the question and the same agent's answer before it: an
    agent who writes one answer at a time and is never idle while somebody waits began then, in whatever order the
    questions were taken.
    """
    ordered = sorted(stops, key=lambda stop: stop.stopped_s)
    own = [stop for stop in ordered if stop.here]
    work: list[float] = []
    think: list[float] = []
    turns: dict[str, int] = defaultdict(int)
    answered_at: dict[str, float] = {}
    of_chat: dict[str, float] = {}
    for stop in ordered:
        if not stop.here:
            if stop.answered and stop.agent is not None:
                answered_at[stop.agent] = stop.stopped_s
            continue
        earlier = of_chat.get(stop.chat)
        if earlier is not None and stop.asked_s > earlier:
            think.append(stop.asked_s - earlier)
        if not stop.answered or stop.agent is None:
            continue
        began = max(stop.asked_s, answered_at.get(stop.agent, 0.0))
        work.append(min(stop.stopped_s - began, LONGEST_WORK_S))
        answered_at[stop.agent] = of_chat[stop.chat] = stop.stopped_s
        turns[stop.chat] += 1
    patience, impatient = patience_of(
        (stop.stopped_s - stop.asked_s, stop.reason is StopReason.VISITOR_GONE) for stop in own
    )
    return Behaviour(
        work_s=condensed(work),
        think_s=condensed(think),
        turns=tuple(round(value) for value in picked(sorted(turns.values()))),
        patience_s=patience,
        impatient=impatient,
        target_s=target_s,
    )


def patience_of(waits: Iterable[tuple[float, bool]]) -> tuple[tuple[float, ...], float]:
    """Return samples of how long visitors wait before they leave, and which share of them leaves at all.

    Who got an answer would have waited at least as long: the product-limit estimate of E. Kaplan and P. Meier (1958).

    Args:
        waits: Seconds, and whether the visitor left.
    """
    ordered = sorted(waits, key=lambda wait: (wait[0], not wait[1]))
    staying, ends = 1.0, []
    for number, (wait_s, left) in enumerate(ordered):
        if left:
            gone = staying / (len(ordered) - number)
            ends.append((wait_s, gone))
            staying -= gone
    impatient = 1.0 - staying
    if not ends:
        return (), 0.0
    samples, at, passed = [], 0, ends[0][1]
    count = min(SAMPLES, len(ends))
    for number in range(count):
        wanted = impatient * (number + 0.5) / count
        while passed < wanted and at + 1 < len(ends):
            at += 1
            passed += ends[at][1]
        samples.append(ends[at][0])
    return tuple(samples), min(1.0, max(0.0, impatient))


def condensed(values: Iterable[float], count: int = SAMPLES) -> tuple[float, ...]:
    """Return at most `count` values that stand for many: means of equal parts of them in order, so the mean stays."""
    ordered = sorted(values)
    if len(ordered) <= count:
        return tuple(ordered)
    edges = [len(ordered) * part // count for part in range(count + 1)]
    return tuple(sum(ordered[start:end]) / (end - start) for start, end in pairwise(edges))


def picked(ordered: Sequence[float], count: int = SAMPLES) -> tuple[float, ...]:
    """Return at most `count` of many values in order, evenly chosen."""
    if len(ordered) <= count:
        return tuple(ordered)
    return tuple(ordered[(2 * part + 1) * len(ordered) // (2 * count)] for part in range(count))


class Script:
    """What one visitor and the answers to them will take, whoever answers: drawn before the simulation.

    Attributes:
        at_s: When the first question is asked.
        patience_s: How long they wait for any answer before they leave.
        work_s: Work on each answer.
        think_s: From each answer to the next question; one less than answers.
    """

    __slots__ = ("at_s", "patience_s", "think_s", "work_s")

    def __init__(self, at_s: float, patience_s: float, work_s: Sequence[float], think_s: Sequence[float]) -> None:
        self.at_s = at_s
        self.patience_s = patience_s
        self.work_s = work_s
        self.think_s = think_s


def draw_script(at_s: float, behaviour: Behaviour, chance: Random) -> Script:
    """Return a visitor who asks their first question at a moment; needs at least one sample of work and of turns."""
    turns = chance.choice(behaviour.turns)
    patience_s = FOREVER_S
    if behaviour.patience_s and chance.random() < behaviour.impatient:
        patience_s = chance.choice(behaviour.patience_s)
    work_s = chance.choices(behaviour.work_s, k=turns)
    think_s = chance.choices(behaviour.think_s, k=turns - 1) if behaviour.think_s else [0.0] * (turns - 1)
    return Script(at_s, patience_s, work_s, think_s)


def draw_scripts(start_s: float, length_s: float, count: float, behaviour: Behaviour, chance: Random) -> list[Script]:
    """Return the visitors of a stretch of time, who come independently of each other (Poisson).

    Args:
        count: How many are expected in it.
    """
    scripts: list[Script] = []
    if count <= 0.0:
        return scripts
    at_s = start_s
    while True:
        at_s += chance.expovariate(count / length_s)
        if at_s >= start_s + length_s:
            return scripts
        scripts.append(draw_script(at_s, behaviour, chance))

"""Closed forms for one chat per agent, to hold the simulation against; wrong for a desk that serves several at once.

Erlang C (M/M/n) after A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in
automatic telephone exchanges" (1917). Erlang A (M/M/n+M, impatient customers) after C. Palm (1957), computed from the
balance of the birth-and-death process as in N. Gans, G. Koole, A. Mandelbaum, "Telephone call centers: tutorial,
review and research prospects", M&SOM 5 (2003), section 4.2.2.
"""

import math

from msgspec import Struct

NEGLIGIBLE = 1e-12


class Figures(Struct, frozen=True, kw_only=True):
    """What a closed form gives.

    Attributes:
        wait_share: Share of customers who wait at all.
        mean_wait_s: Of all customers, those who give up included.
        abandoned: Share who give up.
    """

    wait_share: float
    mean_wait_s: float
    abandoned: float = 0.0


class Unstable(ValueError):
    """More work than agents, and nobody gives up: the queue grows without end."""


def erlang_c(agents: int, per_s: float, work_s: float) -> Figures:
    """Return the figures of M/M/n.

    Args:
        per_s: Customers per second.
        work_s: Mean of the exponential service.

    Raises:
        Unstable: The load is not below the number of agents.
    """
    load = per_s * work_s
    if load >= agents:
        msg = f"{load:.2f} erlang for {agents} agents"
        raise Unstable(msg)
    blocked = 1.0  # Erlang B by its recursion, which does not overflow
    for number in range(1, agents + 1):
        blocked = load * blocked / (number + load * blocked)
    wait_share = agents * blocked / (agents - load * (1.0 - blocked))
    return Figures(wait_share=wait_share, mean_wait_s=wait_share * work_s / (agents - load))


def answered_within(agents: int, per_s: float, work_s: float, limit_s: float) -> float:
    """Return the share of customers of M/M/n who wait at most `limit_s`."""
    wait_share = erlang_c(agents, per_s, work_s).wait_share
    return 1.0 - wait_share * math.exp(-(agents - per_s * work_s) * limit_s / work_s)


def erlang_a(agents: int, per_s: float, work_s: float, patience_s: float) -> Figures:
    """Return the figures of M/M/n+M, whose customers wait for an exponential time and then give up.

    The probabilities of all numbers of customers follow from the balance between neighbours; by Little's law the mean
    wait is the mean queue over the arrivals, and those who give up are the mean queue over the patience.
    """
    weights, weight, number = [1.0], 1.0, 0
    while number < agents or weight > NEGLIGIBLE * max(weights):
        number += 1
        serving, waiting = min(number, agents), max(0, number - agents)
        weight *= per_s / (serving / work_s + waiting / patience_s)
        weights.append(weight)
    whole = math.fsum(weights)
    queue = math.fsum(weight * max(0, number - agents) for number, weight in enumerate(weights)) / whole
    return Figures(
        wait_share=math.fsum(weights[agents:]) / whole,
        mean_wait_s=queue / per_s,
        abandoned=queue / patience_s / per_s,
    )

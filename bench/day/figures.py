"""The figures of a simulated day, from what the server itself has stored; times in human seconds."""

import json
import sqlite3
import statistics
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from bench.day.driver import Seen
from operator_console.domain.response_clock import StopReason
from operator_console.domain.staffing.behaviour import Stop

MICROS = 1e6
IN_QUEUE_S = 5.0
"""A chat that was assigned sooner did not queue; so long takes the machinery at speed."""


class StoredDay(Struct, kw_only=True):
    """What a server has stored of a day, in human seconds since its first chat.

    Attributes:
        starts_s: When each chat began.
        queued_s: How long each chat waited for an agent, or until its visitor left.
        stops: All stops of the response clock.
    """

    starts_s: list[float]
    queued_s: list[float]
    stops: list[Stop]


def stored_day(folder: Path, speed: float) -> StoredDay:
    """Read the database of a server that has stopped."""
    with sqlite3.connect(folder / "server.sqlite3") as database:
        begun = dict(database.execute("SELECT id, started_at FROM conversations"))
        zero: int = min(begun.values())

        def human_s(micros: int) -> float:
            return float(micros - zero) / MICROS * speed

        rows = database.execute(
            "SELECT conversation_id, agent_id, started_at, stopped_at, reason, first FROM replies ORDER BY stopped_at"
        )
        stops = [
            Stop(chat, agent, human_s(asked), human_s(stopped), StopReason(reason), first=bool(first))
            for chat, agent, asked, stopped, reason, first in rows
            if asked >= zero  # the day before stands there, too
        ]
        assigned: dict[str, float] = {}
        for stream, at, body in database.execute("SELECT stream, at, body FROM events WHERE kind = 'message_added'"):
            if json.loads(body).get("system") == "assigned":
                chat = stream.removeprefix("c:")
                assigned[chat] = min(assigned.get(chat, float("inf")), human_s(at))
    ends = {stop.chat: stop.stopped_s for stop in reversed(stops)}
    starts = {chat: human_s(at) for chat, at in begun.items()}
    queued = [assigned.get(chat, ends.get(chat, start)) - start for chat, start in starts.items()]
    return StoredDay(starts_s=sorted(starts.values()), queued_s=queued, stops=stops)


def figures_of(day: StoredDay, seen: Seen, speed: float, target_s: float) -> dict[str, float]:
    """Return the figures of a day by name."""
    waits = [stop.stopped_s - stop.asked_s for stop in day.stops if stop.answered]
    first = [stop.stopped_s - stop.asked_s for stop in day.stops if stop.answered and stop.first]
    gone = [stop for stop in day.stops if stop.reason is StopReason.VISITOR_GONE]
    unanswered = sum(stop.first for stop in gone)
    length_s = max(stop.stopped_s for stop in day.stops)
    return {
        "share_within_target": _share(waits, target_s),
        "first_share_within_target": _share(first, target_s),
        "median_s": statistics.median(waits),
        "p90_s": quantile(waits, 0.9),
        "p99_s": quantile(waits, 0.99),
        "queue_share": sum(queued_s > IN_QUEUE_S for queued_s in day.queued_s) / len(day.queued_s),
        "queue_p90_s": quantile(day.queued_s, 0.9),
        "queue_mean_length": sum(day.queued_s) / length_s,
        "abandonment": unanswered / len(day.starts_s),
        "left_later": (len(gone) - unanswered) / len(day.starts_s),
        "fairness": 1.0 - gini(seen.busy_s),
        "chats_gini": gini(seen.chats),
        "busiest_over_mean": max(seen.busy_s) / statistics.mean(seen.busy_s),
        "occupancy": sum(seen.busy_s) / (length_s * len(seen.busy_s)),
        "chats": float(len(day.starts_s)),
        "replies": float(len(waits)),
        "distortion_ack_median_s": statistics.median(seen.acks_s) * speed,
        "distortion_ack_p99_s": quantile(seen.acks_s, 0.99) * speed,
        "distortion_late_p99_s": quantile(seen.late_s, 0.99) * speed,
        "lines_lost": float(seen.visitors_lost),
    }


def ideal_figures(stops: Sequence[Stop], queued_s: Sequence[float], target_s: float) -> dict[str, float]:
    """Return the figures of a day in simulated time, by name."""
    waits = [stop.stopped_s - stop.asked_s for stop in stops if stop.answered]
    return {
        "ideal_share_within_target": _share(waits, target_s),
        "ideal_p90_s": quantile(waits, 0.9),
        "ideal_queue_p90_s": quantile(queued_s, 0.9),
        "ideal_abandonment": sum(stop.first and not stop.answered for stop in stops) / len(queued_s),
    }


def gini(values: Sequence[float]) -> float:
    """Return Gini's coefficient: 0 when all have the same, near 1 when one has all."""
    total = sum(values)
    if not total:
        return 0.0
    ranked = sum((2 * rank - len(values) - 1) * value for rank, value in enumerate(sorted(values), 1))
    return ranked / (len(values) * total)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of all are at most."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _share(waits: Sequence[float], target_s: float) -> float:
    return sum(wait_s <= target_s for wait_s in waits) / len(waits)

"""Judges what stands in composers after healing: half a sentence that is a second old outlives every kill."""

from collections.abc import Sequence

from tests.faults.checker import Broken, Finding, View
from tests.faults.history import Record

PROMISED_S = 1.0
"""So long after the last key a draft is on its author's disk."""


def check_drafts(history: Sequence[Record], views: Sequence[View]) -> list[Finding]:
    """Return what is wrong with the drafts of everybody who has written any.

    A chat may show the newest draft of the run before, or any that came in its last second; when the program was not
    started again since, only the newest.
    """
    findings = []
    for view in views:
        mine = [record for record in history if record.who == view.who]
        for name, shown in view.drafts.items():
            allowed = _allowed(mine, name)
            if allowed and shown not in allowed:
                what = f"{view.who} in {name}: {shown!r} instead of one of {sorted(allowed)}"
                findings.append(Finding(broken=Broken.NOT_KEPT, what=what))
    return findings


def _allowed(mine: Sequence[Record], name: str) -> set[str]:
    allowed: set[str] = set()
    last_s = 0.0
    since_start: list[Record] = []
    for record in mine:
        if record.kind == "started":
            allowed = _survivors(since_start, last_s, allowed)
            since_start = []
        elif record.kind == "drafted" and record.conversation == name:
            since_start.append(record)
        last_s = record.at_s
    return {since_start[-1].text} if since_start else allowed


def _survivors(drafted: list[Record], last_s: float, before: set[str]) -> set[str]:
    """Return which drafts of a run may be there after its end; `last_s` is the last sign of life of that run."""
    late = {record.text for record in drafted if record.at_s > last_s - PROMISED_S}
    kept = [record.text for record in drafted if record.at_s <= last_s - PROMISED_S]
    return late | ({kept[-1]} if kept else before or {""})

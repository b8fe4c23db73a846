"""Decides whether the promises of the delivery contract were kept; pure: histories and transcripts in, findings out.

The server's transcript is what stands on its disk. A view is one screen's transcript: a desk's or a browser's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from tests.faults.history import Record


class Broken(StrEnum):
    """Which promise was not kept."""

    LOST = "lost"
    DOUBLED = "doubled"
    REORDERED = "reordered"
    GAP = "gap"
    CHANGED = "changed"
    EARLY_TICK = "early tick"
    NOT_KEPT = "not kept"
    OWNERLESS = "ownerless"
    NOT_CONVERGED = "not converged"
    FAILED = "failed"
    """A bug was reported by a desk."""
    BLOCKED = "blocked"
    """The window did not answer for too long."""


class Finding(Struct, frozen=True, kw_only=True):
    """One promise that was not kept."""

    broken: Broken
    what: str


class Said(Struct, frozen=True):
    """One message as somebody shows or stores it."""

    pos: int
    client_id: str
    text: str
    author: str = ""


class Stored(Struct, frozen=True, kw_only=True):
    """A conversation on the server's disk.

    Attributes:
        positions: Of all its events, whatever they are.
        said: Messages that people wrote, hidden ones included.
        hidden: Client ids of what visitors do not see.
    """

    said: tuple[Said, ...]
    positions: tuple[int, ...] = ()
    hidden: frozenset[str] = frozenset()
    open: bool = True
    agent: str | None = None


class View(Struct, frozen=True, kw_only=True):
    """What one screen shows after healing.

    Attributes:
        who: Desk or visitor.
        transcripts: Per conversation, in the order of the screen.
        waiting: Client ids without a tick, in the order of writing, with what is parked.
        owned: Conversations that this desk shows as its own.
        queued: Conversations that this desk shows in the queue.
        drafts: What stands unsent in the composer of its own chats.
        whole: The transcripts begin at the beginning; else only their end is loaded.
    """

    who: str
    transcripts: Mapping[str, tuple[Said, ...]]
    waiting: tuple[str, ...] = ()
    by_visitor: bool = False
    account: str = ""
    owned: frozenset[str] = frozenset()
    queued: frozenset[str] = frozenset()
    drafts: Mapping[str, str] = {}


class Verdict(Struct, frozen=True, kw_only=True):
    """What the checker found."""

    findings: tuple[Finding, ...]
    acknowledged: int

    def count(self, broken: Broken) -> int:
        return sum(finding.broken is broken for finding in self.findings)


def check(history: Sequence[Record], stored: Mapping[str, Stored], views: Iterable[View]) -> Verdict:
    """Judge one healed state. `history` may begin anywhere, as long as it holds what is judged."""
    views = tuple(views)
    findings = [
        *_of_acknowledgements(history, stored),
        *_of_authors(history, stored, views),
        *_of_the_server(stored),
        *_of_unique_texts(history, stored),
        *(finding for view in views for finding in _of_view(view, stored)),
        *_of_owners(stored, views),
    ]
    acknowledged = {record.client_id for record in history if record.kind == "acked"}
    return Verdict(findings=tuple(findings), acknowledged=len(acknowledged))


def _of_acknowledgements(history: Sequence[Record], stored: Mapping[str, Stored]) -> Iterable[Finding]:
    """A tick means: on disk, once, at the place that it named, with the author's text."""
    texts = {record.client_id: record.text for record in history if record.kind == "wrote"}
    where = {said.client_id: (name, said) for name, one in stored.items() for said in one.said if said.client_id}
    named: dict[str, int] = {}
    for record in history:
        if record.kind != "acked":
            continue
        found = where.get(record.client_id)
        what = f"{record.who}: {record.client_id} ({texts.get(record.client_id, '')!r})"
        if found is None:
            yield Finding(broken=Broken.LOST, what=f"{what} has its tick and is not on the server's disk")
            continue
        _conversation, said = found
        if record.pos and (record.pos != said.pos or named.setdefault(record.client_id, record.pos) != record.pos):
            yield Finding(
                broken=Broken.REORDERED, what=f"{what} got its tick for {record.pos} and stands at {said.pos}"
            )
        if texts.get(record.client_id, said.text) != said.text:
            yield Finding(broken=Broken.CHANGED, what=f"{what} reads {said.text!r} on the server")


def _of_authors(history: Sequence[Record], stored: Mapping[str, Stored], views: Sequence[View]) -> Iterable[Finding]:
    """What was kept is still with its author or on the server, and each author's messages stand in their order."""
    gone = {record.client_id for record in history if record.kind in {"refused", "discarded"}}
    waiting = {client_id for view in views for client_id in view.waiting}
    there = {said.client_id for one in stored.values() for said in one.said}
    judged = {view.who for view in views}
    asked_again = {record.client_id for record in history if record.kind == "parked"}
    order: dict[tuple[str, str], list[str]] = {}
    for record in history:
        if record.kind != "kept":
            continue
        if record.who in judged and record.client_id not in there | waiting | gone:
            what = f"{record.who}: {record.client_id} was kept and is neither waiting nor on the server's disk"
            yield Finding(broken=Broken.NOT_KEPT, what=what)
        if record.client_id not in asked_again:
            order.setdefault((record.who, record.conversation), []).append(record.client_id)
    places = {said.client_id: (name, said.pos) for name, one in stored.items() for said in one.said}
    for (who, _conversation), written in order.items():
        yield from _of_order(who, [client_id for client_id in written if client_id in places], places)


def _of_order(who: str, written: Sequence[str], places: Mapping[str, tuple[str, int]]) -> Iterable[Finding]:
    last: dict[str, int] = {}
    for client_id in written:
        conversation, pos = places[client_id]
        if pos < last.get(conversation, 0):
            yield Finding(broken=Broken.REORDERED, what=f"{who}: {client_id} stands before what was written earlier")
        last[conversation] = max(pos, last.get(conversation, 0))


def _of_the_server(stored: Mapping[str, Stored]) -> Iterable[Finding]:
    """Every message once, positions without a gap."""
    counted = Counter((said.author, said.client_id) for one in stored.values() for said in one.said if said.client_id)
    for (author, client_id), count in counted.items():
        if count > 1:
            yield Finding(broken=Broken.DOUBLED, what=f"{client_id} of {author} is {count} times on the server's disk")
    for name, one in stored.items():
        if one.positions and list(one.positions) != list(range(1, len(one.positions) + 1)):
            yield Finding(broken=Broken.GAP, what=f"the positions of {name} are not 1, 2, 3 ...")


def _of_unique_texts(history: Sequence[Record], stored: Mapping[str, Stored]) -> Iterable[Finding]:
    """What an author wrote once is there once, under whatever id: with or without a tick."""
    written = Counter(record.text for record in history if record.kind == "wrote")
    there = Counter(said.text for one in stored.values() for said in one.said)
    for text, count in there.items():
        if count > 1 and written.get(text) == 1 and text:
            yield Finding(broken=Broken.DOUBLED, what=f"{text!r} was written once and is there {count} times")


def _of_view(view: View, stored: Mapping[str, Stored]) -> Iterable[Finding]:
    """A screen shows what is on the server's disk: all of it from where it begins, once, in that order."""
    for name, shown in view.transcripts.items():
        where = f"{view.who} in {name}"
        one = stored.get(name)
        if one is None:
            if shown:
                yield Finding(broken=Broken.LOST, what=f"{where}: the server does not know this conversation")
            continue
        positions = [said.pos for said in shown]
        if len(set(positions)) != len(positions) or _twice(said.client_id for said in shown):
            yield Finding(broken=Broken.DOUBLED, what=f"{where}: a message is shown twice: {positions}")
        elif positions != sorted(positions):
            yield Finding(broken=Broken.REORDERED, what=f"{where}: shown in another order: {positions}")
        expected = _expected(view, one, positions)
        if {said.pos for said in expected} != set(positions):
            differs = sorted({said.pos for said in expected} ^ set(positions))
            yield Finding(broken=Broken.NOT_CONVERGED, what=f"{where}: shows another transcript at {differs}")
        else:
            yield from _of_texts(where, shown, expected)


def _expected(view: View, one: Stored, positions: Sequence[int]) -> tuple[Said, ...]:
    seen = (said for said in one.said if not view.by_visitor or said.client_id not in one.hidden)
    begin = min(positions, default=0)
    return tuple(said for said in seen if said.pos >= begin)


def _of_texts(where: str, shown: Sequence[Said], expected: Sequence[Said]) -> Iterable[Finding]:
    texts = {said.pos: said.text for said in expected}
    for said in shown:
        if texts[said.pos] != said.text:
            yield Finding(broken=Broken.CHANGED, what=f"{where}: {said.pos} reads {said.text!r}")


def _twice(client_ids: Iterable[str]) -> bool:
    return any(count > 1 for client_id, count in Counter(client_ids).items() if client_id)


def _of_owners(stored: Mapping[str, Stored], views: Sequence[View]) -> Iterable[Finding]:
    """An open conversation is with its agent, on every desk of theirs, or in the queue that every desk shows."""
    desks = [view for view in views if not view.by_visitor]
    if not desks:
        return
    for name, one in stored.items():
        if not one.open:
            continue
        if one.agent is None:
            missing = [desk.who for desk in desks if name not in desk.queued]
        else:
            missing = [desk.who for desk in desks if desk.account == one.agent and name not in desk.owned]
            missing += [] if any(desk.account == one.agent for desk in desks) else ["any desk"]
        if missing:
            yield Finding(broken=Broken.OWNERLESS, what=f"{name} ({one.agent or 'queue'}) is not shown by {missing}")


def ticks_before(history: Sequence[Record], committed_s: Mapping[str, float]) -> tuple[Finding, ...]:
    """Return the ticks that were shown before `committed_s`, when the message was on disk at the earliest."""
    return tuple(
        Finding(broken=Broken.EARLY_TICK, what=f"{record.who}: {record.client_id} has its tick before the commit")
        for record in history
        if record.kind == "acked" and record.at_s < committed_s.get(record.client_id, float("-inf"))
    )

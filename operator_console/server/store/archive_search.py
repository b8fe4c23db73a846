"""Searching the archive: a query to an expression of the index, hits with snippets, pages by cursor; decides no right.

What people type never becomes syntax of the index: `domain.query_words` makes words of it, which are folded letters
and digits, and each stands in quotes. Values of filters go in as their marks.

Newest first reads the index from its end and stops with the page. By best match only the newest `RANKED` chats that
hold the words are weighed (BM25 of SQLite): the effort is bounded, and who looks for something older narrows the dates.
"""

import re
from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection, select, text

from operator_console.domain.archive import (
    ArchiveHit,
    ArchiveOrder,
    ArchiveQuery,
    Snippet,
    UsedTag,
)
from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import ConversationId, DepartmentId, SiteId
from operator_console.domain.query_words import Term, excerpt, terms_of, told_apart
from operator_console.server.store.archive_index import Part, mark_of, unpack
from operator_console.server.store.archive_tables import archive_chats, archive_tags
from operator_console.server.store.rows import micros, value_of
from operator_console.server.store.tables import conversations

RANKED = 1_000
COUNTED = 1_000
MAX_CHOICES = 500
_LOOKED_THROUGH_CHARS = 40_000
"""Of one hit, for its snippet."""
_CENTISECOND = 10_000
_CURSOR = re.compile(r"(n)(-?\d{1,18})|(b)(-?\d{1,18}) (-?[0-9.e+-]{1,30}) (-?\d{1,18})")
_NEWEST = text(
    "SELECT rowid FROM archive_words WHERE archive_words MATCH :wanted AND rowid >= :first AND rowid <= :last"
    " ORDER BY rowid DESC LIMIT :limit"
)
_RANKED = text(
    "SELECT rowid, bm25(archive_words, 0.0, 1.0) FROM archive_words WHERE archive_words MATCH :wanted"
    " AND rowid >= :first AND rowid <= :last ORDER BY rowid DESC LIMIT :limit"
)
_COUNT = text(
    "SELECT count(*) FROM (SELECT 1 FROM archive_words WHERE archive_words MATCH :wanted"
    " AND rowid >= :first AND rowid <= :last LIMIT :limit)"
)
_LAST = 2**62
_found = select(
    archive_chats.c.id,
    archive_chats.c.late,
    archive_chats.c.comments,
    archive_chats.c.parts,
    conversations.c.first_text,
    conversations.c.body,
).join(conversations, conversations.c.id == archive_chats.c.conversation_id)


class BadCursor(ValueError):
    """It is none of ours."""


class Found(Struct, frozen=True, kw_only=True):
    """A page of hits; `next` is the cursor of the page after it, empty at the end.

    Attributes:
        count: Of all, up to `COUNTED`; None when this is not the first page.
    """

    hits: tuple[ArchiveHit, ...]
    next: str = ""
    count: int | None = None


class _Bounds(Struct, frozen=True):
    wanted: str
    first: int
    last: int

    def bound(self, limit: int, last: int | None = None) -> dict[str, object]:
        """Return the parameters of a statement."""
        upper = self.last if last is None else min(last, self.last)
        return {"wanted": self.wanted, "first": self.first, "last": upper, "limit": limit}


def search(
    connection: Connection, query: ArchiveQuery, departments: Sequence[DepartmentId], cursor: str, limit: int
) -> Found:
    """Return a page of the chats of these departments that the query wants.

    Raises:
        BadCursor: The cursor is not one that a page ended with.
    """
    terms = terms_of(query.text)
    if not departments or (query.text.strip() and not terms):
        return Found(hits=(), count=0)
    bounds = _bounds(query, terms, departments)
    ranked = query.order is ArchiveOrder.BEST and bool(terms)
    places, following = (_best if ranked else _newest)(connection, bounds, cursor, limit)
    count = None if cursor else int(connection.scalar(_COUNT, bounds.bound(COUNTED)) or 0)
    hits = _hits(connection, places, terms, departments)
    return Found(hits=hits, next=following, count=count)


def all_found(
    connection: Connection, query: ArchiveQuery, departments: Sequence[DepartmentId], limit: int
) -> tuple[ConversationId, ...]:
    """Return the newest chats that the query wants, for an export."""
    terms = terms_of(query.text)
    if not departments or (query.text.strip() and not terms):
        return ()
    bounds = _bounds(query, terms, departments)
    places = [row[0] for row in connection.execute(_NEWEST, bounds.bound(limit))]
    names: dict[int, str] = {}
    for start in range(0, len(places), 500):
        some = select(archive_chats.c.id, archive_chats.c.conversation_id)
        rows = connection.execute(some.where(archive_chats.c.id.in_(places[start : start + 500])))
        names |= {row.id: row.conversation_id for row in rows}
    return tuple(ConversationId(names[place]) for place in places if place in names)


def used_tags(connection: Connection, site_ids: Sequence[SiteId]) -> tuple[UsedTag, ...]:
    """Return the tags of some sites, those in most chats first."""
    columns = archive_tags.c
    wanted = select(archive_tags).where(columns.site_id.in_(site_ids), columns.chats > 0)
    rows = connection.execute(wanted.order_by(columns.chats.desc(), columns.tag).limit(MAX_CHOICES))
    return tuple(UsedTag(site_id=SiteId(row.site_id), tag=row.tag, chats=row.chats) for row in rows)


def _bounds(query: ArchiveQuery, terms: Sequence[Term], departments: Sequence[DepartmentId]) -> _Bounds:
    first = 0 if query.since is None else micros(query.since) // _CENTISECOND
    last = _LAST if query.until is None else micros(query.until) // _CENTISECOND - 1
    return _Bounds(_expression(query, terms, departments), first, last)


def _expression(query: ArchiveQuery, terms: Sequence[Term], departments: Sequence[DepartmentId]) -> str:
    """Return what the index is asked for; it holds nothing but folded words in quotes and our own marks."""
    allowed = [each for each in departments if query.department_id in {None, each}]
    marks = ["(" + " OR ".join(f'"{mark_of("d", each)}"' for each in allowed or [DepartmentId("-")]) + ")"]
    values = (
        ("s", query.site_id),
        ("a", query.agent_id),
        ("v", query.visitor_id),
        ("o", query.outcome.value if query.outcome is not None else None),
        *(("t", tag) for tag in query.tags),
        ("r", str(query.rating) if query.rating is not None else None),
    )
    marks += [f'"{mark_of(kind, value)}"' for kind, value in values if value]
    marks += [
        f'"{mark}"'
        for mark, holds in (("late", query.late), ("talk", query.commented), ("low", query.rated_low))
        if holds
    ]
    parts = [f"marks : ({' AND '.join(marks)})"]
    if terms:
        parts.append(f"text : ({' AND '.join(map(_quoted, terms))})")
    return " AND ".join(parts)


def _quoted(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.begins else "")


def _newest(connection: Connection, bounds: _Bounds, cursor: str, limit: int) -> tuple[list[int], str]:
    last = None
    if cursor:
        match = _CURSOR.fullmatch(cursor)
        if match is None or match[1] is None:
            raise BadCursor(cursor)
        last = int(match[2]) - 1
    places = [row[0] for row in connection.execute(_NEWEST, bounds.bound(limit + 1, last))]
    shown = places[:limit]
    return shown, f"n{shown[-1]}" if len(places) > limit else ""


def _best(connection: Connection, bounds: _Bounds, cursor: str, limit: int) -> tuple[list[int], str]:
    last, after = None, None
    if cursor:
        match = _CURSOR.fullmatch(cursor)
        if match is None or match[3] is None:
            raise BadCursor(cursor)
        try:
            last, after = int(match[4]), (float(match[5]), -int(match[6]))
        except ValueError as error:
            raise BadCursor(cursor) from error
    rows = connection.execute(_RANKED, bounds.bound(RANKED, last)).all()
    last = last if last is not None else rows[0][0] if rows else 0
    order = sorted((round(score, 6), -place) for place, score in rows)
    left = [key for key in order if after is None or key > after]
    shown = left[:limit]
    following = f"b{last} {shown[-1][0]!r} {-shown[-1][1]}" if len(left) > limit else ""
    return [-place for _score, place in shown], following


def _hits(
    connection: Connection, places: Sequence[int], terms: Sequence[Term], departments: Sequence[DepartmentId]
) -> tuple[ArchiveHit, ...]:
    """Return the chats at these places; one that has gone to another department since it was indexed is left out."""
    if not places:
        return ()
    rows = {row.id: row for row in connection.execute(_found.where(archive_chats.c.id.in_(places)))}
    hits = []
    for place in places:
        row = rows.get(place)
        conversation = value_of(Conversation, row.body) if row is not None else None
        if row is None or conversation is None or conversation.department_id not in departments:
            continue
        snippet = _snippet(unpack(row.parts), terms) if terms else None
        hits.append(
            ArchiveHit(
                conversation=conversation,
                first_text=row.first_text,
                late=row.late,
                comments=row.comments,
                snippet=snippet,
            )
        )
    return tuple(hits)


def _snippet(parts: Sequence[Part], terms: Sequence[Term]) -> Snippet | None:
    """Return a piece of the part in which most of the terms stand, the first of equals; None when none is near."""
    best: tuple[int, Part] | None = None
    room = _LOOKED_THROUGH_CHARS
    for part in parts:
        room -= len(part.text)
        held = told_apart(part.text, terms)
        if held and (best is None or held > best[0]):
            best = (held, part)
        if (best is not None and best[0] == len(terms)) or room <= 0:
            break
    if best is None:
        return None
    part = best[1]
    shown = excerpt(part.text, terms)
    return Snippet(text=shown.text, marks=shown.marks, source=part.source, pos=part.pos)

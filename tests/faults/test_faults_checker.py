"""The checker itself, on histories and transcripts written by hand."""

import pytest
from msgspec import structs

from tests.faults.checker import Broken, Finding, Said, Stored, View, check, ticks_before
from tests.faults.drafts import check_drafts
from tests.faults.history import Kind, Record

CHAT = "cv_1"
HELLO, ANSWER = Said(1, "c-hello", "hello", "visitor"), Said(2, "c-answer", "good day", "anna")
STORED = Stored(said=(HELLO, ANSWER), positions=(1, 2), agent="anna")
DESK = View(who="anna-1", account="anna", transcripts={CHAT: (HELLO, ANSWER)}, owned=frozenset({CHAT}))
VISITOR = View(who="visitor", transcripts={CHAT: (HELLO, ANSWER)}, by_visitor=True)


def _record(kind: Kind, client_id: str, who: str, text: str = "", pos: int = 0) -> Record:
    return Record(at_s=1.0, who=who, kind=kind, client_id=client_id, text=text, pos=pos, conversation=CHAT)


def _of(client_id: str, who: str, text: str, pos: int) -> list[Record]:
    written = [_record("wrote", client_id, who, text), _record("kept", client_id, who)]
    return [*written, _record("acked", client_id, who, pos=pos)]


HISTORY = [*_of("c-hello", "visitor", "hello", 1), *_of("c-answer", "anna-1", "good day", 2)]


def _found(
    history: list[Record] | None = None, stored: Stored | None = STORED, desk: View = DESK, visitor: View = VISITOR
) -> set[Broken]:
    known = {} if stored is None else {CHAT: stored}
    verdict = check(HISTORY if history is None else history, known, (desk, visitor))
    return {finding.broken for finding in verdict.findings}


def test_what_is_right_is_right() -> None:
    assert _found() == set()
    assert check(HISTORY, {CHAT: STORED}, (DESK, VISITOR)).acknowledged == 2


def test_a_ticked_message_that_is_gone() -> None:
    assert Broken.LOST in _found(stored=structs.replace(STORED, said=(HELLO,), positions=(1,)))
    assert Broken.LOST in _found(stored=None)


def test_a_kept_message_that_is_nowhere() -> None:
    kept = [*HISTORY, _record("wrote", "c-3", "anna-1", "third"), _record("kept", "c-3", "anna-1")]
    assert _found(kept) == {Broken.NOT_KEPT}
    assert _found(kept, desk=structs.replace(DESK, waiting=("c-3",))) == set()
    assert _found([*kept, _record("discarded", "c-3", "anna-1")]) == set()


def test_a_message_that_is_there_twice() -> None:
    again = structs.replace(STORED, said=(HELLO, ANSWER, Said(3, "c-answer", "good day", "anna")), positions=(1, 2, 3))
    assert Broken.DOUBLED in _found(stored=again)
    under_another_id = structs.replace(again, said=(HELLO, ANSWER, Said(3, "c-other", "good day", "anna")))
    assert Broken.DOUBLED in _found(stored=under_another_id)
    assert Broken.DOUBLED in _found(desk=structs.replace(DESK, transcripts={CHAT: (HELLO, ANSWER, ANSWER)}))


def test_two_authors_may_use_one_client_id() -> None:
    both = (HELLO, ANSWER, Said(3, "c-hello", "other", "anna"))
    stored = structs.replace(STORED, said=both, positions=(1, 2, 3))
    verdict = check([], {CHAT: structs.replace(stored, open=False)}, ())
    assert verdict.findings == ()


def test_another_order() -> None:
    assert _found(desk=structs.replace(DESK, transcripts={CHAT: (ANSWER, HELLO)})) == {Broken.REORDERED}
    swapped = [*_of("c-answer", "visitor", "good day", 2), *_of("c-hello", "visitor", "hello", 1)]
    assert _found(swapped) == {Broken.REORDERED}
    assert _found([_record("acked", "c-hello", "visitor", pos=2)]) == {Broken.REORDERED}


def test_a_gap_in_the_positions() -> None:
    assert _found(stored=structs.replace(STORED, positions=(1, 3))) == {Broken.GAP}


def test_a_screen_that_misses_something() -> None:
    assert _found(visitor=structs.replace(VISITOR, transcripts={CHAT: (HELLO,)})) == {Broken.NOT_CONVERGED}
    assert _found(desk=structs.replace(DESK, transcripts={CHAT: ()})) == {Broken.NOT_CONVERGED}


def test_a_screen_may_have_loaded_only_the_end() -> None:
    assert _found(desk=structs.replace(DESK, transcripts={CHAT: (ANSWER,)})) == set()


def test_a_note_is_for_the_desk_only() -> None:
    noted = structs.replace(STORED, hidden=frozenset({"c-answer"}))
    assert _found(stored=noted) == {Broken.NOT_CONVERGED}
    assert _found(stored=noted, visitor=structs.replace(VISITOR, transcripts={CHAT: (HELLO,)})) == set()


def test_a_text_that_became_another() -> None:
    other = structs.replace(STORED, said=(Said(1, "c-hello", "hallo", "visitor"), ANSWER))
    assert _found(stored=other) == {Broken.CHANGED}


def test_a_chat_without_an_owner() -> None:
    assert _found(desk=structs.replace(DESK, owned=frozenset())) == {Broken.OWNERLESS}
    assert _found(stored=structs.replace(STORED, agent=None)) == {Broken.OWNERLESS}
    assert _found(stored=structs.replace(STORED, agent="ben")) == {Broken.OWNERLESS}
    queued = structs.replace(DESK, queued=frozenset({CHAT}))
    assert _found(stored=structs.replace(STORED, agent=None), desk=queued) == set()
    assert _found(stored=structs.replace(STORED, open=False), desk=structs.replace(DESK, owned=frozenset())) == set()


def test_a_tick_before_the_commit() -> None:
    assert [finding.broken for finding in ticks_before(HISTORY, {"c-hello": 1.5})] == [Broken.EARLY_TICK]
    assert ticks_before(HISTORY, {"c-hello": 0.5}) == ()


def _drafts(*told: tuple[float, Kind, str], shown: str) -> list[Finding]:
    history = [
        Record(at_s=at_s, who="window", kind=kind, conversation="c" if kind == "drafted" else "", text=text)
        for at_s, kind, text in told
    ]
    return check_drafts(history, [View(who="window", transcripts={}, drafts={"c": shown})])


@pytest.mark.parametrize(
    "shown, kept", [("", False), ("one", False), ("two", True), ("three", True), ("something else", False)]
)
def test_a_draft_that_is_a_second_old_outlives_a_kill(shown: str, kept: bool) -> None:
    before: list[tuple[float, Kind, str]] = [
        (0.0, "started", ""),
        (1.0, "drafted", "one"),
        (2.0, "drafted", "two"),
        (4.0, "drafted", "three"),
    ]
    assert (_drafts(*before, (4.5, "note", ""), (6.0, "started", ""), shown=shown) == []) is kept
    assert (_drafts(*before, (4.5, "note", ""), shown=shown) == []) is (shown == "three")
    twice: list[tuple[float, Kind, str]] = [*before, (6.0, "started", ""), (9.0, "note", ""), (10.0, "started", "")]
    assert (_drafts(*twice, shown=shown) == []) is kept

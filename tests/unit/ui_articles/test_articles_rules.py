"""Rules of the articles' page: marks of Markdown, differences, filters and order of the list."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtTest import QAbstractItemModelTester

from operator_console.domain.articles import ArticleCard, ArticleFigures
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.ui.articles.differences import DiffLine, Sign, differences, side_by_side, without_sameness
from operator_console.ui.articles.formatting import BULLET, HEADING, lines_marked, linked, pictured, wrapped
from operator_console.ui.articles.model import CardModel
from operator_console.ui.articles.rows import (
    CardRow,
    CardState,
    Column,
    Filters,
    Lens,
    card_rows,
    in_lens,
    in_order,
    passes,
)
from tests.fakes.fake_editor import START

SITE = SiteId("shop")
TODAY = date(2026, 10, 14)
lines = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=12), max_size=12)


# ------------------------------------------------------------------------------------------------- marks


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40), st.sampled_from(["**", "*"]))
def test_a_mark_is_put_and_taken_away(text: str, one: int, other: int, mark: str) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    put = wrapped(text, start, end, mark)
    assert len(put.text) in {len(text) + 2 * len(mark), len(text) - 2 * len(mark)}
    if len(put.text) > len(text) and "*" not in text:
        assert wrapped(put.text, put.start, put.end, mark).text == text


def test_marks_stay_off_the_spaces() -> None:
    assert wrapped("a word here", 1, 7, "**").text == "a **word** here"
    assert wrapped("**word**", 0, 8, "**").text == "word"
    assert wrapped("**word**", 2, 6, "*").text == "***word***"


def test_lines_become_a_list_and_back() -> None:
    put = lines_marked("one\ntwo\nthree", 0, 5, BULLET)
    assert put.text == "- one\n- two\nthree"
    assert lines_marked(put.text, put.start, put.end, BULLET).text == "one\ntwo\nthree"
    assert lines_marked("# one", 0, 0, HEADING).text == "## one"


def test_links_and_pictures_are_written_safely() -> None:
    assert linked("see here", 4, 8, "", "/help/a").text == "see [here](/help/a)"
    assert linked("", 0, 0, "a [b]", "/help/a").text == r"[a \[b\]](/help/a)"
    put = pictured("text", 4, "a ] b", "/article-pictures/x")
    assert put.text == "text\n\n![a ) b](/article-pictures/x)\n"
    assert put.text[put.start : put.end] == "a ) b"


# ------------------------------------------------------------------------------------------- differences


@given(lines, lines)
def test_a_comparison_holds_both_texts_whole(left: list[str], right: list[str]) -> None:
    before, after = "\n".join(left), "\n".join(right)
    found = differences(before, after)
    assert "\n".join(line.text for line in found if line.sign is not Sign.ADDED) == before
    assert "\n".join(line.text for line in found if line.sign is not Sign.GONE) == after
    rows = side_by_side(before, after)
    assert "\n".join(line.text for line, _ in rows if line is not None) == before
    assert "\n".join(line.text for _, line in rows if line is not None) == after


@given(lines, lines)
def test_folding_sameness_away_loses_no_difference(left: list[str], right: list[str]) -> None:
    found = differences("\n".join(left), "\n".join(right))
    folded = without_sameness(found)
    assert [line for line in folded if line.sign in {Sign.ADDED, Sign.GONE}] == [
        line for line in found if line.sign in {Sign.ADDED, Sign.GONE}
    ]
    assert sum(line.count or 1 for line in folded) == len(found)


def test_words_that_changed_are_marked() -> None:
    gone, added = differences("binnen 30 dagen", "binnen 45 dagen")
    assert [gone.text[start:end] for start, end in gone.changed] == ["30"]
    assert [added.text[start:end] for start, end in added.changed] == ["45"]


def test_lines_that_are_nothing_alike_are_new() -> None:
    gone, added = differences("aaa bbb", "xyz 12345 !")
    assert gone == DiffLine(Sign.GONE, "aaa bbb")
    assert added.changed == ()


# ------------------------------------------------------------------------------------------------- list


def _card(key: str, **values: object) -> ArticleCard:
    made: dict[str, object] = {"title": key, "language": "nl", "published_revision": 1, **values}
    return ArticleCard(site_id=SITE, key=ArticleKey(key), **made)  # type: ignore[arg-type]  # of the test


def _rows(*cards: ArticleCard, figures: tuple[ArticleFigures, ...] = ()) -> tuple[CardRow, ...]:
    return card_rows(cards, {each.name: each for each in figures}, {SITE: "Shop"})


def _figures(key: str, closed: int, solved: int) -> ArticleFigures:
    return ArticleFigures(
        site_id=SITE, key=ArticleKey(key), language="nl", uses=closed, chats=closed, closed=closed, solved=solved
    )


def test_lenses_are_the_leads_lists() -> None:
    late, fresh, draft, poor = _rows(
        _card("late", review=TODAY - timedelta(days=1)),
        _card("fresh", review=TODAY),
        _card("draft", published_revision=None),
        _card("poor", revision=2),
        figures=(_figures("late", 10, 9), _figures("fresh", 4, 0), _figures("poor", 10, 4)),
    )
    assert [row.state for row in (late, draft, poor)] == [CardState.PUBLISHED, CardState.DRAFT, CardState.CHANGED]
    rows = (late, fresh, draft, poor)
    assert [row for row in rows if in_lens(row, Lens.OVERDUE, TODAY)] == [late]
    assert [row for row in rows if in_lens(row, Lens.LOW, TODAY)] == [poor]  # four chats say nothing yet
    assert [row for row in rows if in_lens(row, Lens.UNUSED, TODAY)] == []
    assert [row for row in rows if in_lens(row, Lens.ALL, TODAY)] == list(rows)


def test_filters_hold_together() -> None:
    bike, _tyre = rows = _rows(
        _card("bike", title="Één fiets", tags=("fiets",), owner="Bram"), _card("tyre", title="Een band", language="en")
    )
    wanted = (Filters(text="een FIETS"), Filters(tag="fiets"), Filters(owner="Bram"), Filters(language="nl"))
    for filters in wanted:
        assert [row for row in rows if passes(row, filters)] == [bike], filters
    assert not any(passes(row, Filters(site_id=SiteId("other"))) for row in rows)
    assert not any(passes(row, Filters(state=CardState.DRAFT)) for row in rows)


@pytest.mark.parametrize("column", Column)
@pytest.mark.parametrize("falling", [True, False])
def test_what_has_nothing_in_a_column_comes_last(column: Column, falling: bool) -> None:
    full = _card("full", owner="Bram", review=TODAY, changed_at=START)
    rows = _rows(_card("empty"), full, _card("empty-2"), figures=(_figures("full", 8, 8),))
    found = in_order(rows, column, falling=falling)
    assert sorted(row.card.key for row in found) == ["empty", "empty-2", "full"]
    if column in {Column.OWNER, Column.REVIEW, Column.SOLVED, Column.CHANGED}:
        assert found[0].card.key == "full"


def test_the_model_is_sound() -> None:
    model = CardModel(QLocale("en"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = _rows(*(_card(f"a-{number}") for number in range(5)))
    model.show_rows(rows, TODAY)
    model.show_rows(_rows(*(_card(f"a-{number}", owner="Bram") for number in range(5))), TODAY)
    model.show_rows(rows[2:], TODAY)
    assert model.place_of(rows[3].name) == 1
    assert model.place_of(rows[0].name) == -1
    del tester

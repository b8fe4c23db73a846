"""Rows of the list of articles: marks in Qt's units, harmless text, honest models."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester

from operator_console.knowledge.values import SearchRequest
from operator_console.ui.knowledge.model import ArticleListModel
from operator_console.ui.knowledge.rows import MAX_BROWSED, breakable, browse_rows, flat, hit_rows, utf16_marks
from tests.fakes import fake_chats
from tests.fakes.fake_knowledge import sample_index

words = st.text(st.characters(codec="utf-8"), max_size=60)


@given(words, st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=4))
def test_marks_fit_the_same_letters_in_qt_units(text: str, marks: list[tuple[int, int]]) -> None:
    encoded = text.encode("utf-16-le")
    wanted = [text[max(0, start) : end] for start, end in marks if max(0, start) < min(end, len(text))]
    found = [encoded[2 * start : 2 * end].decode("utf-16-le") for start, end in utf16_marks(text, marks)]
    assert found == wanted


@given(st.text(max_size=200))
def test_flat_text_keeps_its_length_and_is_one_line(text: str) -> None:
    made = flat(text, 1_000)
    assert len(made) == len(text)
    assert len(made.splitlines()) <= 1
    assert not {"\u202e", "\u2066", "\x00", "\n"} & set(made)


@given(st.text(max_size=300))
def test_breakable_text_says_the_same(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")


def test_hits_are_marked_where_they_match() -> None:
    result = sample_index().search(SearchRequest("retour winkel", fake_chats.FIETSENWERELD.id, "nl"))
    first = hit_rows(result)[0]
    assert first.title == "Retourneren in de winkel"
    assert [first.title[start:end] for start, end in first.marks] == ["Retourneren", "winkel"]


def test_the_model_is_sound_and_says_when_nothing_changed() -> None:
    model = ArticleListModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    articles = fake_chats.sample_articles()
    rows = browse_rows(articles[:5])
    changed: list[int] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda top, _bottom, _roles: changed.append(top.row()))
    model.modelReset.connect(lambda: resets.append(True))
    assert model.show_rows(rows)
    assert not model.show_rows(rows)
    result = sample_index().search(SearchRequest(articles[2].title, articles[2].site_id, articles[2].language, 1))
    fresh = (*rows[:2], *hit_rows(result), *rows[3:])
    assert model.show_rows(fresh)
    assert (changed, resets) == ([2], [True])
    assert model.show_rows(())
    assert model.rowCount() == 0
    assert tester.model() is model


def test_a_huge_knowledge_base_is_not_listed_whole() -> None:
    assert len(browse_rows(fake_chats.sample_articles() * 20)) == MAX_BROWSED

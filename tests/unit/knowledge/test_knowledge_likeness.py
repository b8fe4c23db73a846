"""Likeness by letters: bounded for any text, whole for the request itself, and a help where words do not meet."""

from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.index import COMPARED, ArticleIndex
from operator_console.knowledge.language import words_of
from operator_console.knowledge.lexicon import Lexicon
from operator_console.knowledge.likeness import MOST_WORDS, Likeness, runs_of
from operator_console.knowledge.values import SearchRequest

LEXICON = Lexicon("nl", {"betaling": 3, "kaart": 8, "de": 40, "bezorgd": 1})
TOTAL = 50


def likeness(text: str) -> Likeness:
    return Likeness([word for _start, _end, word in words_of(text) if word], LEXICON, TOTAL)


def article(key: str, title: str, body: str) -> Article:
    return Article(key=ArticleKey(key), site_id=SiteId("winkel"), language="nl", title=title, summary="", body=body)


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_two_texts_are_between_nothing_and_everything_alike(asked: str, line: str) -> None:
    assert 0.0 <= likeness(asked).of(line) <= 1.0


@given(st.text(max_size=80))
def test_every_word_has_runs_and_each_once(word: str) -> None:
    runs = runs_of(word)
    assert runs
    assert len(runs) == len(set(runs))


@given(st.lists(st.sampled_from(["kaart", "betaling", "de", "fiets"]), min_size=1, max_size=6, unique=True))
def test_nothing_is_more_alike_than_the_request_itself(words: list[str]) -> None:
    text = " ".join(words)
    same = likeness(text).of(text)
    assert same > 0.9
    assert same >= likeness(text).of(f"{text} en nog veel meer woorden")


def test_related_and_mistyped_words_are_a_little_alike() -> None:
    asked = likeness("betaling")
    assert asked.of("betaling") > asked.of("betalign") > asked.of("fietspomp") == 0.0
    assert asked.of("betaaldag") > 0.0


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    asked = likeness("de kaart bezorgd")
    assert asked.of("bezorgd pakket") > asked.of("de pakket")


def test_nothing_is_alike_where_there_are_no_words() -> None:
    assert likeness("").of("kaart") == 0.0
    assert likeness("kaart").of(" \n?!") == 0.0


def test_of_a_very_long_line_the_beginning_is_read() -> None:
    other = " ".join(f"woord{number}" for number in range(MOST_WORDS))
    assert likeness("kaart").of(f"kaart {other}") > 0.0
    assert likeness("kaart").of(f"{other} kaart") == likeness("kaart").of(other)


def test_the_article_with_the_very_line_comes_first() -> None:
    others = [article(f"ander-{number}", "Kaart", f"De kaart is blauw, nummer {number}.") for number in range(20)]
    right = article("goed", "Bezorging", "Mijn kaart is niet aangekomen\nWaar blijft mijn kaart?")
    index = ArticleIndex.build([*others, right])
    hits = index.search(SearchRequest("waar blijft mijn kaart ")).hits
    assert hits[0].article.key == "goed"


def test_more_hits_than_are_compared_stay_in_the_order_of_their_scores() -> None:
    articles = [article(str(number), "Kaart", "kaart " * (number % 7) + "bezorgd") for number in range(3 * COMPARED)]
    hits = ArticleIndex.build(articles).search(SearchRequest("kaart bezorgd ", limit=len(articles))).hits
    scores = [hit.score for hit in hits]
    assert len({hit.article.key for hit in hits}) == len(articles)
    assert scores == sorted(scores, reverse=True)

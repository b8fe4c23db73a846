"""Across languages by single words: found where there is a plain word in both, and said to be so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.ids import SiteId
from operator_console.knowledge.article_files import read_folder
from operator_console.knowledge.bilingual import Bilingual
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.suggestion import suggest
from operator_console.knowledge.values import SuggestionRequest

BIKES = SiteId("fietsenwereld")
ARTICLES = tuple(
    article
    for article in read_folder(Path(__file__).resolve().parents[3] / "resources" / "knowledge").articles
    if article.site_id == BIKES
)
ONLY = {code: tuple(article for article in ARTICLES if article.language == code) for code in ("nl", "en")}
INDEXES = {code: ArticleIndex.build(articles) for code, articles in ONLY.items()}
WORDS_ALONE = Bilingual.of(())
LEARNT = Bilingual.of(ARTICLES)


@pytest.mark.parametrize(
    "visitor, text, key",
    [
        ("en", "my battery does not charge any more", "accu-laadt-niet"),
        ("en", "Can I return my order in the shop?", "retour-winkel"),
        ("en", "I would like a test ride, is that possible?", "proefrit"),
        ("nl", "mijn sleutel is kwijt, wat nu?", "sleutel-kwijt-diefstal"),
        ("nl", "wat zijn de openingstijden van de winkel?", "winkels-openingstijden"),
    ],
)
def test_an_article_in_the_other_language_is_found_and_marked(visitor: str, text: str, key: str) -> None:
    other = "nl" if visitor == "en" else "en"
    request = SuggestionRequest(text=text, site_id=BIKES, language=visitor)
    assert suggest(INDEXES[other], request) == ()
    found = suggest(INDEXES[other], request, WORDS_ALONE)
    assert key in [one.article.key for one in found]
    assert all(one.other_language and one.article.language == other for one in found)
    said = text.lower()
    assert all(word in said for one in found for word in map(str.lower, one.reason_words))


def test_the_pair_of_an_article_is_given_where_it_is_there() -> None:
    request = SuggestionRequest(text="my battery does not charge any more", site_id=BIKES, language="en")
    found = suggest(INDEXES["nl"], request, LEARNT)
    assert found
    assert all(one.article.language == "en" and not one.other_language for one in found)


def test_words_are_learnt_from_language_pairs() -> None:
    assert WORDS_ALONE.translate("een testrit", "nl") == {}
    assert "ride" in LEARNT.translate("een testrit", "nl")["testrit"]


def test_silence_stays_silence() -> None:
    for text in ("hello", "thanks, found it", "my name is John", "ok"):
        request = SuggestionRequest(text=text, site_id=BIKES, language="en")
        assert suggest(INDEXES["nl"], request, WORDS_ALONE) == ()


def test_no_language_is_no_other_language() -> None:
    assert WORDS_ALONE.others("de") == ()
    assert WORDS_ALONE.translate("battery", "de") == {}
    assert WORDS_ALONE.others("en") == ("nl",)


@given(st.text(max_size=200), st.sampled_from(["nl", "en"]))
def test_any_text_may_be_translated(text: str, language: str) -> None:
    found = LEARNT.translate(text, language)
    assert len(found) <= 24
    assert all(1 <= len(ways) <= 4 for ways in found.values())


@given(st.sampled_from(sorted(word for line in ONLY["nl"] for word in line.synonyms[:2])))
def test_what_is_translated_one_way_leads_back(text: str) -> None:
    for word, ways in WORDS_ALONE.translate(text, "nl").items():
        back = {again for way in ways for again in WORDS_ALONE.translate(way, "en").get(way, ())}
        assert back, word

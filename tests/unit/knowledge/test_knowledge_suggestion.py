"""Suggestions: the right article for what a visitor asks, and silence for everything else."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_console.domain.ids import SiteId
from operator_console.knowledge.article_files import read_folder
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.suggestion import suggest
from operator_console.knowledge.values import SuggestionRequest

SAMPLES = Path(__file__).resolve().parents[3] / "resources" / "knowledge"
BIKES, JUMPS = SiteId("fietsenwereld"), SiteId("skyjump")


@pytest.fixture(scope="module")
def samples() -> ArticleIndex:
    return ArticleIndex.build(read_folder(SAMPLES).articles)


def suggested(index: ArticleIndex, site: SiteId, language: str | None, text: str, preview: str = "") -> list[str]:
    return [found.article.key for found in suggest(index, SuggestionRequest(text, preview, site, language))]


@pytest.mark.parametrize(
    "site, language, text, expected",
    [
        (
            BIKES,
            "nl",
            "Ik heb vorige week een fiets gekocht maar hij is te groot, kan ik die nog ruilen?",
            "ruilen-maat",
        ),
        (BIKES, "nl", "De accu van mijn e-bike laadt niet meer op", "accu-laadt-niet"),
        (BIKES, "nl", "hoi, kan ik hem ook in de winkel retourneren?", "retour-winkel"),
        (BIKES, "nl", "Proefrit?", "proefrit"),
        (BIKES, "en", "Hi! Do you deliver to Antwerp and can I pay by Bancontact?", "betaalmethoden"),
        (BIKES, "en", "lost my bike key, how to get new one", "sleutel-kwijt-diefstal"),
        (JUMPS, "nl", "Oke. Wat als de parachute niet opengaat", "verzekering"),
        (JUMPS, "nl", "Ik heb ook hoogtevrees, mag ik dan wel springen?", "gezondheid"),
        (JUMPS, "en", "Good to know. How long is the voucher valid?", "cadeaubon"),
    ],
)
def test_a_question_brings_its_article(
    samples: ArticleIndex, site: SiteId, language: str, text: str, expected: str
) -> None:
    assert expected in suggested(samples, site, language, text)


@pytest.mark.parametrize(
    "language, text",
    [
        ("nl", "Hoi!"),
        ("nl", "Goedemiddag mevrouw"),
        ("nl", "hallo, ik ben Marieke"),
        ("nl", "mijn naam is Jan Winkel"),
        ("nl", "Dank je wel, fijne dag nog!"),
        ("nl", "ok"),
        ("nl", "ja klopt"),
        ("nl", "nee hoor, dat was alles"),
        ("nl", "mijn bestelnummer is 88213"),
        ("nl", "FW-2026-48213"),
        ("nl", "1234 AB"),
        ("nl", "marieke@voorbeeld.example"),
        ("nl", "06 1234 5678"),
        ("nl", "Jan de Vries"),
        ("nl", "Ik ben er morgen om 3 uur"),
        ("nl", "Super, dan kom ik zaterdag langs. Bedankt voor je hulp!"),
        ("nl", "Met vriendelijke groet, Jan Band"),
        ("en", "hello there"),
        ("en", "thanks, bye"),
        ("en", "yes please"),
        ("en", "my name is John Key"),
        ("en", "NL91 ABNA 0417 1643 00"),
        ("en", "Perfect, see you tomorrow then. Thanks a lot!"),
        ("en", "https://shop.example/retour-winkel"),
        ("en", ""),
    ],
)
def test_what_needs_no_article_brings_none(samples: ArticleIndex, language: str, text: str) -> None:
    assert suggested(samples, BIKES, language, text) == []


def test_what_is_being_typed_counts(samples: ArticleIndex) -> None:
    assert suggested(samples, BIKES, "nl", "Hallo", "") == []
    assert "lekke-band" in suggested(samples, BIKES, "nl", "Hallo", "ik heb een lekke ban")


def test_reasons_are_the_visitors_own_words(samples: ArticleIndex) -> None:
    request = SuggestionRequest("Mijn ACCU laadt niet, wat nu?", "", BIKES, "nl")
    best = suggest(samples, request)[0]
    assert best.article.key == "accu-laadt-niet"
    assert best.reason_words == ("ACCU", "laadt")
    assert 0 < best.score <= 1


def test_only_articles_of_the_site_and_language(samples: ArticleIndex) -> None:
    for language in ("nl", "en"):
        found = suggest(samples, SuggestionRequest("cadeaubon voucher?", "", JUMPS, language))
        assert found
        assert {(hit.article.site_id, hit.article.language) for hit in found} == {(JUMPS, language)}
    assert suggested(samples, JUMPS, None, "Is my voucher still valid?")


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_never_more_than_asked_for(samples: ArticleIndex, limit: int) -> None:
    request = SuggestionRequest("Kan ik mijn bestelling retourneren?", "", BIKES, "nl", limit)
    assert len(suggest(samples, request)) == limit


@given(text=st.text(st.characters(), max_size=120), preview=st.text("mijn is 12-@.:/ aà\u0301", max_size=80))
@settings(deadline=None)
def test_no_text_makes_it_fail(samples: ArticleIndex, text: str, preview: str) -> None:
    for language in ("nl", None, "xx"):
        suggest(samples, SuggestionRequest(text, preview, BIKES, language))


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "a@" * 500_000, "mijn " * 200_000, "my name is " * 90_000, "A-" * 400_000]
)
def test_a_million_characters_are_bounded(samples: ArticleIndex, text: str) -> None:
    suggest(samples, SuggestionRequest(text, text, BIKES, "nl"))


@pytest.mark.parametrize(
    "text, preview",
    [
        ("De accu van mijn e-bike laadt niet meer op\nlaat maar, al gevonden", ""),
        ("De accu van mijn e-bike laadt niet meer op", "dank je, gevonden"),
        ("My battery does not charge", "thanks, found it"),
        ("My battery does not charge\nnever mind", ""),
    ],
)
def test_a_question_taken_back_clears(samples: ArticleIndex, text: str, preview: str) -> None:
    for language in ("nl", "en"):
        assert suggested(samples, BIKES, language, text, preview) == []


def test_the_open_question_stays_open_while_details_follow(samples: ArticleIndex) -> None:
    asked = "De accu van mijn e-bike laadt niet meer op"
    assert suggested(samples, BIKES, "nl", asked) == suggested(samples, BIKES, "nl", f"{asked}\nFW-2026-48213")


def test_a_short_question_is_read_with_the_one_before(samples: ArticleIndex) -> None:
    alone = SuggestionRequest("en bij een lekke?", "", BIKES, "nl")
    after = SuggestionRequest("en met een bon?", "", BIKES, "nl", previous=("Kan ik in de winkel retourneren?", "ok"))
    assert "retour-winkel" in [found.article.key for found in suggest(samples, after)]
    assert len(suggest(samples, alone)) <= alone.limit


@pytest.mark.parametrize(
    "language, text",
    [("nl", "Verkopen jullie tenten?"), ("en", "Do you have tents?"), ("en", "No, I haven't tried that yet")],
)
def test_a_repaired_or_a_single_passing_word_brings_nothing_by_itself(
    samples: ArticleIndex, language: str, text: str
) -> None:
    assert "proefrit" not in suggested(samples, BIKES, language, text)

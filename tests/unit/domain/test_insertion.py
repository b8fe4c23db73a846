"""Links, facts and quotes as they are put into an answer, and whether they are still there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.articles import ArticleUseKind
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.domain.insertion import Piece, is_in, link_words, quoted

ADDRESS = "https://fietsenwereld.example/help/retour-winkel"
TITLE = "Retourneren in de winkel"
FACT = "Een fiets waarop u hebt gereden kunt u binnen 30 dagen naar de winkel terugbrengen."


def piece(kind: ArticleUseKind, text: str) -> Piece:
    return Piece(
        article=(SiteId("fietsenwereld"), ArticleKey("retour-winkel"), "nl"), kind=kind, text=text, title=TITLE
    )


@pytest.mark.parametrize(
    "before, expected",
    [
        ("", f"{TITLE}: {ADDRESS}"),
        ("Dat kan zeker.\n", f"{TITLE}: {ADDRESS}"),
        ("Dat kan zeker.\u2029  ", f"{TITLE}: {ADDRESS}"),
        ("U leest het hier:", ADDRESS),
        ("Dat kan zeker.\nU leest het hier: ", ADDRESS),
    ],
)
def test_a_link_has_its_title_where_no_sentence_says_what_it_is(before: str, expected: str) -> None:
    assert link_words(TITLE, ADDRESS, before) == expected
    assert piece(ArticleUseKind.LINK, ADDRESS).words(before) == expected


def test_a_title_with_an_end_of_its_own_gets_no_colon() -> None:
    assert link_words("Wat kost verzenden?", ADDRESS) == f"Wat kost verzenden? {ADDRESS}"
    assert link_words("", ADDRESS) == ADDRESS


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Binnen 30 dagen.", "“Binnen 30 dagen.”"),
        ("Kies “Retour” in uw account.", "“Kies ‘Retour’ in uw account.”"),
        ("“Binnen 30 dagen.”", "“Binnen 30 dagen.”"),
        ("Een.\n\n\n  Twee.  ", "“Een.\nTwee.”"),
        ("  \n ", ""),
    ],
)
def test_a_quote_is_marked_as_one(text: str, expected: str) -> None:
    assert quoted(text) == expected


@given(st.text(max_size=300))
def test_a_quote_of_anything_opens_and_closes_once(text: str) -> None:
    words = quoted(text)
    assert words == "" or (words[0] == "“" and words[-1] == "”" and words.count("“") == words.count("”") == 1)


@pytest.mark.parametrize("kind", [ArticleUseKind.FACT, ArticleUseKind.QUOTE])
def test_a_changed_sentence_is_still_there_and_an_own_one_is_not(kind: ArticleUseKind) -> None:
    one = piece(kind, FACT)
    assert is_in(one, f"Goedemiddag! {one.words()} Tot ziens.")
    assert is_in(one, "Ja hoor: een fiets waarop je hebt gereden kunt u gewoon binnen 30 dagen naar de winkel brengen.")
    assert not is_in(one, "Ja, dat mag. Neem de fiets mee naar een winkel en neem uw bon mee.")
    assert not is_in(one, "")


def test_a_link_is_there_while_its_address_is() -> None:
    one = piece(ArticleUseKind.LINK, ADDRESS)
    assert is_in(one, f"Lees {ADDRESS} eens.")
    assert not is_in(one, TITLE)
    assert not is_in(piece(ArticleUseKind.LINK, ""), "anything")


@given(st.text(max_size=200), st.text(max_size=200), st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=30))
def test_what_was_put_in_is_there_whatever_stands_around_it(lead: str, tail: str, words: list[str]) -> None:
    one = piece(ArticleUseKind.FACT, " ".join(words))
    assert is_in(one, f"{lead} {one.words()} {tail}")
